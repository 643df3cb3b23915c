"""Libraries of schemas 1 to 4: drafts, notes and saved searches after the upgrade."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    insert,
    inspect,
    select,
    text,
)

from itasearch.model.drafts import DraftItem
from itasearch.model.people import ActionKind
from itasearch.model.ranking import Query
from itasearch.model.work import NewJob
from itasearch.store.db.schema import as_json, newest_version, schema_version
from itasearch.store.sql import open_store
from tests.store.examples import borrowed, put

MOMENT = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
PLACES = ("page_number", "line_number", "table_number", "row_number")
TEXTS = ("number", "title", "steps", "timeframe", "responsible", "follow_up", "results")
MORE_TEXTS = ("outcomes", "problems", "recommendations", "budget", "evidence", "sheet")
OF_MEASURE = ("id", "report_id", "indicator", "indicator_corrected", "topics", "raw_cells")
GONE = ("draft_item", "draft_share", "draft_member", "watch_news", "judgement")


def old_tables() -> MetaData:
    """Tables of schema 3 that the upgrade reads or drops, as far as it looks at them."""
    old, moment = MetaData(), DateTime(timezone=True)
    Table(
        "draft",
        old,
        Column("id", String(32), primary_key=True),
        *(Column(name, Text) for name in ("organisation", "organisation_id", "name", "maker")),
        *(Column(name, moment) for name in ("created_at", "changed_at", "deleted_at")),
        *(Column(name, Integer) for name in ("fiscal_year_be", "last_step")),
        *(Column(name, Boolean) for name in ("keep_results", "grouped")),
        Column("owner", String(255), index=True),
    )
    Table(
        "draft_item",
        old,
        Column("draft_id", ForeignKey("draft.id"), primary_key=True),
        Column("id", String(128), primary_key=True),
        *(Column(name, Text) for name in ("report_id", "path", "sha256", "found_by")),
        *(Column(name, Text) for name in (*TEXTS, *MORE_TEXTS)),
        *(Column(name, Integer) for name in ("position", "indicator", *PLACES)),
        *(Column(name, JSON) for name in ("topics", "raw_cells", "doubtful_words", "rectangle")),
        *(Column(name, JSON) for name in ("source_organisation", "edits", "decisions", "parts")),
        Column("indicator_corrected", Boolean),
        Column("source_fiscal_year_be", Integer),
    )
    Table("draft_share", old, Column("draft_id", ForeignKey("draft.id")), Column("id", Integer))
    Table("draft_member", old, Column("share_id", String(16)), Column("person_id", Text))
    Table("judgement", old, Column("question", String(500)), Column("title", Text))
    Table(
        "watch",
        old,
        Column("id", String(16), primary_key=True),
        Column("key", String(64), unique=True),
        *(Column(name, Text) for name in ("name", "town", "revision")),
        Column("query", JSON(none_as_null=True)),
        Column("made_at", moment),
        Column("maker", String(255), index=True),
    )
    Table("watch_news", old, Column("watch_id", ForeignKey("watch.id")), Column("title", Text))
    Table(
        "measure_note",
        old,
        Column("number", Integer, primary_key=True),
        Column("measure_id", String(128), index=True),
        *(Column(name, Text) for name in ("title", "text", "person_id", "person_name")),
        Column("is_tag", Boolean),
        Column("made_at", moment),
    )
    return old


def old_row(item: DraftItem, **columns: object) -> dict[str, object]:
    """A row of a draft in the columns of schema 3, and as a part of a merged row."""
    measure, place = item.measure, item.measure.source
    names = (*TEXTS, *MORE_TEXTS[:-1], *OF_MEASURE, "doubtful_words")
    row = {name: getattr(measure, name) for name in names}
    row |= {name: getattr(place, name) for name in (*PLACES, "sheet", "rectangle")}
    row |= {"path": place.path, "sha256": place.sha256, "found_by": "ของขวัญ"}
    row |= {"source_organisation": item.organisation, "edits": item.edits, "decisions": []}
    row |= {"source_fiscal_year_be": item.fiscal_year_be, "parts": [], **columns}
    return {name: as_json(value) for name, value in row.items()}


def put_old(connection: Connection, old: MetaData, version: int) -> None:
    """Two rows of a draft, one merged of two; a deleted draft; notes, tags, searches, actions."""
    first, second, third, *_ = borrowed()
    first_id, third_id = first.measure.id, third.measure.id
    own: dict[str, object] = {
        "name": "แผน ๑",
        "maker": "สมศรี",
        "organisation": "เทศบาลตำบลบ้านไร่",
        "owner": "u1",
    }
    own |= {"created_at": MOMENT, "changed_at": MOMENT, "fiscal_year_be": 2569, "last_step": 7}
    flags = {"keep_results": True, "grouped": False}
    merged = old_row(
        first,
        parts=[old_row(first, edits=(("title", "ของเรา"),)), old_row(second)],
        decisions=[[first_id, "steps", 0, "๑", "checked"]],
        draft_id="d1",
        position=2,
    )
    note: dict[str, object] = {
        "title": first.measure.title,
        "person_id": "u1",
        "person_name": "สมศรี",
    }
    note |= {"measure_id": first_id, "made_at": MOMENT}
    search = {"made_at": MOMENT, "maker": "u1", "name": "งดรับของขวัญ"}
    rows: Mapping[str, list[dict[str, object]]] = {
        "draft": [{"id": "d1", **own, **flags}, {"id": "d2", **own, **flags, "deleted_at": MOMENT}],
        "draft_item": [merged, old_row(third, draft_id="d1", position=1, edits=(("steps", ""),))],
        "draft_share": [{"draft_id": "d1", "id": 1}],
        "watch": [
            {"id": "w1", "key": "1", "query": as_json(Query(text="งดรับของขวัญ")), **search},
            {"id": "w2", "key": "2", "query": None, **search},
        ],
        "watch_news": [{"watch_id": "w2", "title": "ข่าว"}],
        "measure_note": [
            {"number": 1, "text": "ถามกองคลัง", "is_tag": False, **note},
            {"number": 2, "text": "ปี70", "is_tag": True, **note},
            {"number": 3, "text": "ถามแล้ว", "is_tag": False, **note},
            {"number": 4, "text": "ดี", "is_tag": False, **note, "measure_id": third_id},
        ],
    }
    for name, values in rows.items():
        for row in values:
            connection.execute(insert(old.tables[name]).values(row))
    if version == 1:
        connection.execute(text("DROP TABLE measure_note"))
        connection.execute(text("ALTER TABLE draft DROP COLUMN organisation_id"))


@pytest.fixture(params=[1, 3])
def upgraded(request: pytest.FixtureRequest, own_database_url: str) -> str:
    """The URL of a library of an earlier schema."""
    with open_store(own_database_url) as store:
        put(store, "ก")
    old = old_tables()
    with create_engine(own_database_url).begin() as connection:
        for name in ("draft_version", "draft", "watch", "measure_note"):
            connection.execute(text(f"DROP TABLE {name}"))
        _drop_what_came_with_schema_5(connection)
        old.create_all(connection)
        put_old(connection, old, request.param)
        for kind in ("backup", "make key"):
            row = dict.fromkeys(("person_id", "person_name", "subject", "title", "detail"), "")
            values = {**row, "count": 1, "began_at": MOMENT, "failed": False}
            plain = Table("action", MetaData(), autoload_with=connection)
            connection.execute(plain.insert().values(**values, kind=kind))
        connection.execute(schema_version.update().values(version=request.param))
    return own_database_url


def _drop_what_came_with_schema_5(connection: Connection) -> None:
    connection.execute(text("DROP TABLE unread_line"))
    connection.execute(text("ALTER TABLE job DROP COLUMN by_hand"))


def test_a_library_of_schema_4_keeps_its_reports_and_takes_marks(own_database_url: str) -> None:
    with open_store(own_database_url) as store:
        report_id = put(store, "ก")
        before = store.reports.get(report_id)
    with create_engine(own_database_url).begin() as connection:
        _drop_what_came_with_schema_5(connection)
        connection.execute(schema_version.update().values(version=4))

    with open_store(own_database_url) as store:
        after = store.reports.get(report_id)
        (job,) = store.jobs.add([NewJob(place="ก.txt", name="ก.txt", by_hand=True)])
        assert [each.by_hand for each in store.jobs.all() if each.id == job] == [True]

    assert after == before


def test_drafts_keep_rows_edits_decisions_and_parts(upgraded: str) -> None:
    first, second, third, *_ = borrowed()

    with open_store(upgraded) as store:
        draft = store.drafts.get("d1")
        (summary,) = store.drafts.all()
        store.drafts.restore("d2")
        assert len(store.drafts.all()) == 2

    assert [row.measure for row in draft.items] == [third.measure, first.measure]
    assert draft.items[0].edits == (("steps", ""),)
    assert [part.measure for part in draft.items[1].parts] == [first.measure, second.measure]
    assert draft.items[1].parts[0].edits == (("title", "ของเรา"),)
    assert [decision.piece.old for decision in draft.items[1].decisions] == ["๑"]
    assert (draft.name, draft.organisation) == ("แผน ๑", "เทศบาลตำบลบ้านไร่")
    assert (draft.fiscal_year_be, draft.grouped) == (2569, False)
    assert (draft.created_at, draft.changed_at, draft.undo) == (MOMENT, MOMENT, None)
    assert (summary.id, summary.rows) == ("d1", 2)


def test_an_upgraded_draft_is_changed_and_undone(upgraded: str) -> None:
    first, _, third, *_ = borrowed()

    with open_store(upgraded) as store:
        before = store.drafts.get("d1").items
        store.drafts.split(first.measure.id, draft_id="d1")
        store.drafts.move(first.measure.id, to=third.measure.id, draft_id="d1")
        assert len(store.drafts.get("d1").items) == 3
        store.drafts.undo(draft_id="d1")
        store.drafts.undo(draft_id="d1")
        assert store.drafts.get("d1").items == before


def test_notes_are_one_a_measure_and_searches_without_a_query_go(
    upgraded: str, request: pytest.FixtureRequest
) -> None:
    first, _, third, *_ = (row.measure.id for row in borrowed())

    with open_store(upgraded) as store:
        assert [(watch.id, watch.query.text) for watch in store.watches.all()] == [
            ("w1", "งดรับของขวัญ")
        ]
        assert store.actions.all()[0].kind is ActionKind.BACKUP
        notes = store.notes.texts([first, third])
    with create_engine(upgraded).connect() as connection:
        assert not {*GONE} & {*inspect(connection).get_table_names()}
        assert connection.execute(select(schema_version.c.version)).scalar_one() == newest_version()

    is_first_schema = "1" in request.node.callspec.id.split("-")
    assert notes == ({} if is_first_schema else {first: "ถามกองคลัง\n\nถามแล้ว", third: "ดี"})
