import json
import shlex
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from itasearch.model.corrections import MadeCorrection, SetColumn
from itasearch.wording.review import correction_state
from tests.cases import examples, tupled
from tests.cli.conftest import run
from tests.ingest.fake_parser import report_text
from tests.workspace.conftest import TOWN


@pytest.fixture
def report_id(home: Path, inbox: Path) -> str:
    """Id of the one report of a library."""
    (added,) = run("add", inbox / "a.md", "--home", home, "--json").objects
    return str(added["report_id"])


def measures(home: Path, report_id: str) -> list[str]:
    (found,) = run("show", report_id, "--json", "--home", home).objects
    return [one["id"] for one in found["measures"]]


def test_review_of_a_report_shows_rows_and_corrections(home: Path, report_id: str) -> None:
    first = measures(home, report_id)[0]
    run("correct", first, "--set", "steps=ประชุม\\nรายงานผล", "--home", home)

    ran = run("review", report_id, "--home", home)
    (found,) = run("review", report_id, "--json", "--home", home).objects

    assert first in ran.out
    assert "in force" in ran.out
    assert found["measures"][0]["steps"] == "ประชุม\nรายงานผล"
    assert found["read"][0]["steps"] is None
    assert [one["state"] for one in found["corrections"]] == ["in force"]


def test_an_equal_correction_and_an_equal_undo_say_that_nothing_changed(
    home: Path, report_id: str
) -> None:
    correct = ("correct", report_id, "--year", "2567", "--home", home)
    undo = ("undo", report_id, "1", "--home", home)

    first, again = run(*correct), run(*correct, "--json")
    undone, undone_again = run(*undo), run(*undo)

    assert [one.code for one in (first, again, undone, undone_again)] == [0, 0, 0, 0]
    assert again.objects[0]["outcome"] == "unchanged"
    assert "in force already; nothing was changed" in again.err
    assert "correction 1 was undone before; nothing was changed" in undone_again.err
    assert "nothing was changed" not in first.err + undone.err
    kinds = [one["kind"] for one in run("log", "--json", "--home", home).objects]
    assert kinds == ["undo", "correct", "add"]


def test_review_lists_words_that_ocr_was_not_sure_of(home: Path, report_id: str) -> None:
    first = measures(home, report_id)[0]
    with closing(sqlite3.connect(home / "corpus" / "library.db")) as library, library:
        (title,) = library.execute("SELECT title FROM measure WHERE id = ?", (first,)).fetchone()
        words = json.dumps([[title[:4], "", title[4:8]]])
        library.execute("UPDATE measure SET doubtful_words = ? WHERE id = ?", (words, first))

    ran, thai = (run("--lang", it, "review", report_id, "--home", home).out for it in ("en", "th"))
    (found,) = run("review", report_id, "--json", "--home", home).objects

    assert f"{first}\ttitle\t{title[:4]}\n" in ran
    assert f"{first}\tมาตรการ (title)\t{title[:4]}\n" in thai
    assert found["doubtful_words"] == [
        {"measure_id": first, "field": "title", "word": title[:4], "start": 0}
    ]


def test_a_report_is_corrected_and_the_correction_undone(home: Path, report_id: str) -> None:
    ran = run(
        *("correct", report_id, "--organisation", "ทต.ดอกคูน", "--year", "๒๕๖๐"),
        *("--json", "--home", home),
    )
    assert ran.objects[0]["organisation"]["name"] == "เทศบาลตำบลดอกคูน"
    assert ran.objects[0]["fiscal_year_be"] == 2560

    (found,) = run("review", report_id, "--json", "--home", home).objects
    name = found["corrections"][0]["id"]
    ran = run("undo", report_id, name, "--json", "--home", home)

    assert ran.objects[0]["organisation"]["name"] == TOWN
    assert ran.objects[0]["fiscal_year_be"] == 2560


def test_rows_are_split_joined_and_removed(home: Path, report_id: str) -> None:
    first, second = measures(home, report_id)
    run("correct", first, "--set", "steps=ก\\nข\\nค", "--home", home)

    ran = run("correct", first, "--split", "steps:2-", "--title", "อีกมาตรการ", "--home", home)
    assert (ran.code, measures(home, report_id)) == (0, [first, f"{first}~2", second])
    (part,) = run("show", f"{first}~2", "--json", "--home", home).objects
    assert part["steps"] == "ข\nค"

    run("correct", f"{first}~2", "--join", "--home", home)
    run("correct", second, "--remove", "--home", home)
    assert measures(home, report_id) == [first]


@examples("command_lines", "what cannot be said of a report or a row is wrong usage", tupled)
def test_what_cannot_be_said_of_a_report_or_a_row_is_wrong_usage(
    options: tuple[str, ...], home: Path, report_id: str
) -> None:
    of_row = options[0] == "ROW"
    subject = measures(home, report_id)[0] if of_row else report_id

    ran = run("correct", subject, *options[of_row:], "--home", home)

    assert (ran.code, ran.out) == (2, "")


def test_undo_says_what_it_took_back(home: Path, report_id: str) -> None:
    run("correct", report_id, "--year", "2560", "--home", home)
    run("correct", report_id, "--year", "2561", "--home", home)

    ran = run("undo", report_id, "--home", home)

    assert ran.code == 0
    assert ": Fiscal year: 2561 (was 2560)" in ran.err
    assert "Fiscal year: 2560" not in ran.err


def test_nothing_to_undo_is_an_error(home: Path, report_id: str) -> None:
    ran = run("undo", report_id, "--home", home)

    assert ran.code == 1
    assert "itasearch review" in ran.err and report_id in ran.err


def test_reread_reads_what_older_readers_read_or_all(home: Path, report_id: str) -> None:
    nothing = run("reread", "--home", home)
    everything = run("reread", "--all", "--json", "--home", home)

    assert (nothing.code, nothing.out) == (0, "")
    assert "--all" in nothing.err
    assert [one["outcome"] for one in everything.objects] == ["unchanged"]
    assert run("reread", report_id, "--all", "--home", home).code == 2
    shutil.rmtree(home / "corpus" / "added")
    assert run("reread", "--all", "--home", home).code == 1


def test_a_correction_that_a_later_one_replaced_is_told_as_such() -> None:
    made = MadeCorrection(
        id=1,
        report_id="r3f2a9c0d1e4b",
        correction=SetColumn(header="แนวปฏิบัติ", field="steps"),
        made_at=datetime(2026, 1, 5, tzinfo=UTC),
        replaced=True,
    )

    assert correction_state(made) == "replaced by a later one"


def test_a_report_without_other_versions_cannot_be_preferred(home: Path, report_id: str) -> None:
    ran = run("correct", report_id, "--prefer", "--home", home)

    assert ran.code == 2
    assert "no other version" in ran.err


def test_a_library_without_doubts_says_so(home: Path, report_id: str) -> None:
    assert report_id
    ran = run("review", "--home", home)

    assert (ran.code, ran.out) == (0, "")
    assert "no report is in doubt" in ran.err


def test_a_removed_report_is_shown_as_such(home: Path, report_id: str) -> None:
    first = measures(home, report_id)[0]
    run("remove", report_id, "--home", home)

    again = run("remove", report_id, "--home", home)

    assert "removed" in run("show", report_id, "--home", home).err
    assert "removed" in run("show", first, "--home", home).err
    assert again.code == 0
    assert "was removed before" in again.err
    assert "removed" not in again.out


@examples("command_lines", "lines that show a reworded report, and its mark")
def test_a_reworded_report_is_marked(line: str, marked: str, library_home: Path) -> None:
    ran = run(*shlex.split(line), "--home", library_home)

    assert ran.code == 0
    assert marked in ran.out + ran.err


@pytest.fixture
def doubles(home: Path, inbox: Path) -> tuple[str, str]:
    """Ids of two plans of TOWN for 2566 that have nothing in common."""
    (inbox / "more.md").write_text(
        report_text("ซ่อมถนน", "ล้างท่อ", "ตัดหญ้า", organisation=TOWN, year=2566), encoding="utf-8"
    )
    outcomes = run("add", inbox, "--json", "--home", home).objects
    plans = [one for one in outcomes if one["fiscal_year_be"] == 2566 and one["measures"]]
    first, second = (one["report_id"] for one in plans)
    return first, second


def test_reports_of_one_town_year_and_kind_name_each_other(
    home: Path, doubles: tuple[str, str]
) -> None:
    first, second = doubles
    ran = run("reports", "--year", "2566", "--home", home)

    remarks = {row[0]: row[-1] for row in ran.rows}
    assert remarks == {
        first: f"same town, year and kind: {second}",
        second: f"same town, year and kind: {first}",
    }
    assert "itasearch remove" in ran.err
    assert f"& {second} is another report" in run("review", first, "--home", home).out


@pytest.mark.parametrize(
    "words", [("matrix",), ("coverage", TOWN), ("similar-towns", TOWN)], ids=lambda words: words[0]
)
def test_counts_of_such_reports_are_told_to_be_of_both(
    home: Path, doubles: tuple[str, str], words: tuple[str, ...]
) -> None:
    ran = run(*words, "--home", home)

    assert len(doubles) == 2
    assert "several reports of one kind are counted together (Plan)" in ran.err
