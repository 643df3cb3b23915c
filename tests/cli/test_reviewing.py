import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cases import examples, tupled
from tests.cli.conftest import run


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
