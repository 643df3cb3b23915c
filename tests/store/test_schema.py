"""Schema versions: new, old, of a development version, newer than the program; no database."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from itasearch.errors import DatabaseUrlError, MissingDriverError, StoreError
from itasearch.model.library import Stage
from itasearch.model.people import Role
from itasearch.model.records import Extraction
from itasearch.model.source import DoubtfulWord
from itasearch.model.watch.news import NewsSubject, Sighting
from itasearch.model.watch.watches import watch_key
from itasearch.model.work import NewJob
from itasearch.store.db import schema
from itasearch.store.db.schema import FIRST_SCHEMA, MIGRATIONS, Migration, stored_version, upgrade
from itasearch.store.sql import open_store
from itasearch.store.versions import _versions_query
from tests.store.examples import a_report, file_source, town
from tests.store.test_sql import url_of


def add_flag(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE report ADD COLUMN flag INTEGER"))


def fill_flag(connection: Connection) -> None:
    connection.execute(text("UPDATE report SET flag = 7"))


NEWEST = FIRST_SCHEMA + len(MIGRATIONS)
AddSteps = Callable[[tuple[Migration, ...]], None]


@pytest.fixture
def with_steps(monkeypatch: pytest.MonkeyPatch) -> AddSteps:
    """Adds steps to those that are known."""
    return lambda steps: monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, *steps))


def version_of(url: str) -> int | None:
    with create_engine(url).connect() as connection:
        return stored_version(connection)


def test_a_new_database_has_the_newest_schema(own_database_url: str) -> None:
    with open_store(own_database_url):
        pass

    assert version_of(own_database_url) == NEWEST


def test_an_old_database_takes_all_missing_steps_in_order(
    own_database_url: str, with_steps: AddSteps
) -> None:
    source = file_source("ก")
    with open_store(own_database_url) as store:
        store.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")

    with create_engine(own_database_url).begin() as connection:
        for steps in ((add_flag,), (add_flag, fill_flag), (add_flag, fill_flag)):
            with_steps(steps)
            upgrade(connection, place="library.db")
        assert connection.execute(text("SELECT flag FROM report")).scalars().all() == [7]
        assert stored_version(connection) == NEWEST + 2


def back_to_schema_17(connection: Connection) -> None:
    connection.execute(text("DROP TABLE report_fault"))
    connection.execute(text("UPDATE schema_version SET version = 17"))


def back_to_schema_16(connection: Connection) -> None:
    back_to_schema_17(connection)
    connection.execute(text("DROP INDEX ix_watch_maker"))
    connection.execute(text("ALTER TABLE watch DROP COLUMN maker"))
    connection.execute(text("UPDATE schema_version SET version = 16"))


def back_to_schema_15(connection: Connection) -> None:
    back_to_schema_16(connection)
    connection.execute(text("DROP TABLE access_key"))
    connection.execute(text("UPDATE schema_version SET version = 15"))


def back_to_schema_12(connection: Connection) -> None:
    for name in ("draft_member", "draft_share", "person", "action"):
        connection.execute(text(f"DROP TABLE {name}"))
    connection.execute(text("DROP INDEX ix_draft_owner"))
    connection.execute(text("ALTER TABLE draft DROP COLUMN owner"))
    connection.execute(text("ALTER TABLE organisation DROP COLUMN english_key"))
    connection.execute(text("DROP TABLE job"))
    back_to_schema_15(connection)
    connection.execute(text("UPDATE schema_version SET version = 12"))


def back_to_schema_11(connection: Connection) -> None:
    back_to_schema_12(connection)
    for name in ("watch_news", "watch"):
        connection.execute(text(f"DROP TABLE {name}"))
    connection.execute(text("UPDATE schema_version SET version = 11"))


def back_to_schema_10(connection: Connection) -> None:
    back_to_schema_11(connection)
    for name in ("judgement", "unanswered_question"):
        connection.execute(text(f"DROP TABLE {name}"))
    connection.execute(text("UPDATE schema_version SET version = 10"))


def back_to_schema_9(connection: Connection) -> None:
    back_to_schema_10(connection)
    for name in ("measure", "read_measure", "draft_item"):
        connection.execute(text(f"ALTER TABLE {name} DROP COLUMN doubtful_words"))
    connection.execute(text("UPDATE schema_version SET version = 9"))


def back_to_schema_8(connection: Connection) -> None:
    back_to_schema_9(connection)
    for statement in (
        "ALTER TABLE organisation DROP COLUMN name_order",
        "ALTER TABLE organisation DROP COLUMN province_order",
        "DROP INDEX report_by_doubt",
        "DROP INDEX report_by_organisation",
        "CREATE INDEX report_by_organisation ON report (organisation_id, fiscal_year_be, kind)",
        "UPDATE schema_version SET version = 8",
    ):
        connection.execute(text(statement))


def back_to_schema_7(connection: Connection) -> None:
    back_to_schema_8(connection)
    for statement in (
        "DROP INDEX report_by_size",
        "DROP INDEX report_by_completeness",
        "UPDATE schema_version SET version = 7",
    ):
        connection.execute(text(statement))


def indexes_of(url: str) -> dict[str, list[str | None]]:
    found = inspect(create_engine(url)).get_indexes("report")
    return {str(one["name"]): one["column_names"] for one in found}


def test_a_library_without_the_orders_of_lists_gets_them(own_database_url: str) -> None:
    names = ("เทศบาลตำบลแม่กา", "เทศบาลตำบลขุนคง", "เทศบาลตำบลเกาะคา")
    with open_store(own_database_url) as store:
        for name in names:
            source = file_source(name)
            report = a_report(source, town(name))
            store.add(Extraction(reports=(report,)), source, media_type="text/plain")
        listed = [one.organisation.name for one in store.organisations()]
    indexes = indexes_of(own_database_url)
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_8(connection)

    with open_store(own_database_url) as store:
        assert [one.organisation.name for one in store.organisations()] == listed
        page = store.report_page(most=5).reports
    assert [one.organisation.name for one in page if one.organisation] == listed
    assert listed == ["เทศบาลตำบลเกาะคา", "เทศบาลตำบลขุนคง", "เทศบาลตำบลแม่กา"]
    assert indexes_of(own_database_url) == indexes


def test_a_library_without_english_names_finds_towns_by_them(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)) as store:
        for name in ("เทศบาลตำบลแม่กา", "เทศบาลตำบลขุนคง"):
            source = file_source(name)
            report = a_report(source, town(name))
            store.add(Extraction(reports=(report,)), source, media_type="text/plain")
    with create_engine(url_of(tmp_path)).begin() as connection:
        back_to_schema_12(connection)

    with open_store(url_of(tmp_path)) as store:
        (found,) = store.organisations_named("Mae Ka", most=5)
    assert found.organisation.name == "เทศบาลตำบลแม่กา"


def test_a_library_without_doubtful_words_keeps_its_measures_and_takes_some(
    own_database_url: str,
) -> None:
    source, other = file_source("ก"), file_source("ข")
    with open_store(own_database_url) as store:
        store.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")
        kept, prints = store.report(a_report(source).id).measures, store.fingerprints()
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_9(connection)

    word = DoubtfulWord(text="ทก", before="จ่าย", after="เดือน")
    report = a_report(other, town("เทศบาลตำบลแม่กา"))
    marked = tuple(replace(one, doubtful_words=(word,)) for one in report.measures)
    with open_store(own_database_url) as store:
        assert store.report(a_report(source).id).measures == kept
        assert store.fingerprints() == prints
        found = Extraction(reports=(replace(report, measures=marked),))
        store.add(found, other, media_type="text/plain")
        assert [one.doubtful_words for one in store.report(report.id).measures] == [(word,)] * len(
            marked
        )
    assert version_of(own_database_url) == NEWEST


def tables_of(url: str, *names: str) -> dict[str, object]:
    found = inspect(create_engine(url))
    return {
        name: (
            [(one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(name)],
            found.get_pk_constraint(name)["constrained_columns"],
            [(one["name"], one["column_names"]) for one in found.get_indexes(name)],
        )
        for name in names
    }


def test_a_library_without_judgements_keeps_its_reports_and_takes_some(
    own_database_url: str,
) -> None:
    source = file_source("ก")
    with open_store(own_database_url) as store:
        store.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")
        prints = store.fingerprints()
    tables = ("judgement", "unanswered_question")
    of_a_new_one = tables_of(own_database_url, *tables)
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_10(connection)

    with open_store(own_database_url) as store:
        assert store.fingerprints() == prints
        store.judge("งดรับของขวัญ", "r1-t1r1", title="นโยบายไม่รับของขวัญ", sought=True)
        store.note_unanswered("เลี้ยงสุนัขจรจัด")
        assert [one.sought for one in store.judgements()] == [True]
        assert [one.times for one in store.unanswered()] == [1]
    assert tables_of(own_database_url, *tables) == of_a_new_one
    assert version_of(own_database_url) == NEWEST


def test_a_library_without_watches_keeps_its_reports_and_takes_some(own_database_url: str) -> None:
    source = file_source("ก")
    with open_store(own_database_url) as store:
        store.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")
        prints = store.fingerprints()
    tables = ("watch", "watch_news")
    of_a_new_one = tables_of(own_database_url, *tables)
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_11(connection)

    with open_store(own_database_url) as store:
        assert store.fingerprints() == prints
        town = store.add_watch("o1", owner="", name="เทศบาลตำบลแม่กา", known={}, models="")
        found = Sighting(
            id="r1",
            digest="1",
            subject=NewsSubject.PLAN,
            title="แผน.pdf",
            organisation="",
            fiscal_year_be=None,
        )
        assert store.note_sightings(town, [found], revision="", models="").new == 1
        assert [one.item_id for one in store.news_of(town.id)] == ["r1"]
    assert tables_of(own_database_url, *tables) == of_a_new_one
    assert version_of(own_database_url) == NEWEST


def test_a_library_without_jobs_keeps_its_reports_and_takes_some(own_database_url: str) -> None:
    source = file_source("ก")
    with open_store(own_database_url) as store:
        store.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")
        prints = store.fingerprints()
    of_a_new_one = tables_of(own_database_url, "job")
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_12(connection)

    with open_store(own_database_url) as store:
        assert store.fingerprints() == prints
        store.add_jobs([NewJob(place="/แผน.pdf", name="แผน.pdf")])
        assert [one.name for one in store.take_jobs("ก", most=5, seconds=60)] == ["แผน.pdf"]
    assert tables_of(own_database_url, "job") == of_a_new_one
    assert version_of(own_database_url) == NEWEST


def test_a_library_without_revisions_gets_one(own_database_url: str) -> None:
    source = file_source("ก")
    with open_store(own_database_url) as store:
        store.add(Extraction(reports=(a_report(source),)), source, media_type="text/plain")
        kept = store.fingerprints()
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_7(connection)
        connection.execute(text("ALTER TABLE schema_version DROP COLUMN revision"))
        connection.execute(text("UPDATE schema_version SET version = 6"))

    with open_store(own_database_url) as store:
        assert store.fingerprints() == kept
        assert store.revision()
        before = store.revision()
        store.remove(next(iter(kept)))
        assert store.revision() != before
    assert version_of(own_database_url) == NEWEST


def test_a_library_without_the_indexes_of_versions_gets_those_of_a_new_one(
    own_database_url: str,
) -> None:
    with open_store(own_database_url):
        pass
    of_a_new_one = indexes_of(own_database_url)
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_7(connection)
    assert indexes_of(own_database_url) != of_a_new_one

    with open_store(own_database_url):
        pass

    assert indexes_of(own_database_url) == of_a_new_one


def test_a_step_to_a_later_schema_gives_a_new_revision(
    own_database_url: str, with_steps: AddSteps
) -> None:
    with open_store(own_database_url) as store:
        before = store.revision()

        with_steps((add_flag,))
        with create_engine(own_database_url).begin() as connection:
            upgrade(connection, place="library.db")

        assert store.revision() != before


def test_a_step_that_fails_leaves_the_schema_as_it_was(
    own_database_url: str, with_steps: AddSteps
) -> None:
    with open_store(own_database_url):
        pass
    engine = create_engine(own_database_url)
    with_steps((fill_flag,))

    with pytest.raises(DBAPIError), engine.begin() as connection:
        upgrade(connection, place="library.db")

    assert version_of(own_database_url) == NEWEST


def library_of_schema_3(folder: Path) -> Path:
    """A library as the last development version with schema 3 left it."""
    script = Path(__file__).parent / "databases" / "schema_3.sql"
    (folder / "corpus").mkdir()
    file = folder / "corpus" / "library.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    return file


def test_a_library_of_a_development_version_is_refused_unchanged(tmp_path: Path) -> None:
    file = library_of_schema_3(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        before = list(connection.iterdump())

    with pytest.raises(StoreError) as refused, open_store(file):
        pass

    for part in (str(file), "schema 3 ", f"schema {FIRST_SCHEMA} ", "itasearch backup", "add"):
        assert part in str(refused.value)
    with closing(sqlite3.connect(file)) as connection:
        assert list(connection.iterdump()) == before


@pytest.mark.parametrize("version", range(1, FIRST_SCHEMA))
def test_every_schema_before_the_first_release_is_refused(
    own_database_url: str, version: int
) -> None:
    with open_store(own_database_url):
        pass
    with create_engine(own_database_url).begin() as connection:
        connection.execute(text(f"UPDATE schema_version SET version = {version}"))

    with (
        pytest.raises(StoreError, match=f"schema {version} of a development version"),
        open_store(own_database_url),
    ):
        pass


def test_a_newer_database_names_both_versions(own_database_url: str) -> None:
    with open_store(own_database_url):
        pass
    with create_engine(own_database_url).begin() as connection:
        connection.execute(text("UPDATE schema_version SET version = 99"))

    with (
        pytest.raises(StoreError, match=f"schema 99.*schema {NEWEST}"),
        open_store(own_database_url),
    ):
        pass


def test_a_file_that_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "library.db").write_bytes(b"no database " * 500)

    with pytest.raises(StoreError, match="not a database"), open_store(url_of(tmp_path)):
        pass


@pytest.mark.parametrize(
    "url",
    [
        "",
        "library.db",
        "sqlite://",
        "sqlite:///:memory:",
        "nosql:///x",
        "http://[x",
        "mysql+pymysql://h/x",
        "postgresql+psycopg://[x/ita",
        "postgresql+psycopg://ita:secret@h:port/ita",
    ],
)
def test_an_url_of_no_store_is_refused_with_one_that_is(url: str) -> None:
    right = r"^ITASEARCH_DATABASE_URL .*postgresql\+psycopg://USER"
    with pytest.raises(DatabaseUrlError, match=right) as refused, open_store(url):
        pass

    assert isinstance(refused.value, StoreError)
    assert "secret" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "corpus").write_text("no folder", encoding="utf-8")

    with pytest.raises(StoreError, match="folder"), open_store(url_of(tmp_path)):
        pass


def test_without_its_driver_the_extra_of_postgresql_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with (
        pytest.raises(MissingDriverError, match=r"itasearch\[postgres\]") as refused,
        open_store("postgresql+psycopg://h/x"),
    ):
        pass

    assert isinstance(refused.value, StoreError)


def test_sqlite_files_are_opened_for_many_readers(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path)):
        pass

    connection = sqlite3.connect(tmp_path / "corpus" / "library.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("may_be_misread", [True, False])
def test_versions_of_a_report_are_looked_up_by_indexes(
    tmp_path: Path, known: bool, may_be_misread: bool
) -> None:
    with open_store(url_of(tmp_path)):
        pass
    query = _versions_query(
        has_owner=known,
        has_year=known,
        has_province=known,
        may_be_misread=may_be_misread,
        is_year_sure=known,
    )
    compiled = query.compile(dialect=sqlite.dialect(paramstyle="named"))

    with closing(sqlite3.connect(tmp_path / "corpus" / "library.db")) as database:
        plan = database.execute(
            f"EXPLAIN QUERY PLAN {compiled}", dict.fromkeys(compiled.params, 1)
        ).fetchall()

    assert not [step for *_, step in plan if step.startswith("SCAN")]
    assert [step for *_, step in plan if step.startswith("SEARCH report USING INDEX")]


def test_a_library_without_people_keeps_its_drafts_as_this_computers(
    own_database_url: str,
) -> None:
    with open_store(own_database_url) as store:
        made = store.new_draft("แผน")
    tables = ("draft", "draft_share", "draft_member", "person", "action", "access_key")
    of_a_new_one = tables_of(own_database_url, *tables)
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_12(connection)

    with open_store(own_database_url) as store:
        assert [one.id for one in store.drafts()] == [made]
        assert store.seen_by(store.sign_in("u1")).drafts() == ()
        assert store.set_role("u2", Role.EDITOR).role is Role.EDITOR
        assert [one.subject for one in store.actions()] == ["u2"]
    assert tables_of(own_database_url, *tables) == of_a_new_one


def test_a_library_without_keys_takes_some(own_database_url: str) -> None:
    with open_store(own_database_url):
        pass
    of_a_new_one = tables_of(own_database_url, "access_key")
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_15(connection)

    with open_store(own_database_url) as store:
        made, secret = store.make_key("เว็บไซต์", Role.READER)
        assert store.key_of_secret(secret) == made
    assert tables_of(own_database_url, "access_key") == of_a_new_one
    assert version_of(own_database_url) == NEWEST


def test_a_library_without_makers_of_watches_keeps_them_as_this_computers(
    own_database_url: str,
) -> None:
    with open_store(own_database_url) as store:
        watched = store.add_watch("o1", owner="", name="เทศบาลตำบลแม่กา", known={}, models="")
    of_a_new_one = tables_of(own_database_url, "watch")
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_16(connection)

    with open_store(own_database_url) as store:
        assert store.watches(makers=("",)) == (watched,)
        assert store.watch_with_key(watch_key("o1", "")) == watched
    assert tables_of(own_database_url, "watch") == of_a_new_one


def test_a_library_without_faults_takes_some(own_database_url: str) -> None:
    source = file_source("ก")
    report = a_report(source)
    with open_store(own_database_url) as store:
        store.add(Extraction(reports=(report,)), source, media_type="text/plain")
    of_a_new_one = tables_of(own_database_url, "report_fault")
    with create_engine(own_database_url).begin() as connection:
        back_to_schema_17(connection)

    with open_store(own_database_url) as store:
        store.keep_fault(report.id, Stage.INDEX, "ValueError")
        assert [one.report.id for one in store.report_faults()] == [report.id]
    assert tables_of(own_database_url, "report_fault") == of_a_new_one
