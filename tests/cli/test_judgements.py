"""The verbs judge and judgements."""

from pathlib import Path

import pytest

from itasearch import open_workspace
from tests.cli.conftest import run

GIFTS = "งดรับของขวัญ"


@pytest.fixture
def first(own_home: Path) -> str:
    with open_workspace(own_home) as workspace:
        return workspace.search(GIFTS, k=1).hits[0].measure.id


@pytest.mark.slow
def test_marks_are_listed_and_the_last_one_counts(own_home: Path, first: str) -> None:
    run("judge", GIFTS, first, "--home", own_home)
    run("judge", GIFTS, first, "--not", "--home", own_home)

    ran = run("judgements", "--home", own_home)

    assert [row[:3] for row in ran.rows] == [["Sought", "Query", "Measure"], ["no", GIFTS, first]]
    run("judge", GIFTS, first, "--undo", "--home", own_home)
    assert "no hit was marked" in run("judgements", "--home", own_home).err


def test_json_has_a_line_for_each_mark_and_each_unanswered_question(
    own_home: Path, first: str
) -> None:
    run("judge", GIFTS, first, "--home", own_home)
    with open_workspace(own_home) as workspace:
        workspace.judgements.note_unanswered("เลี้ยงสุนัข")

    mark, unanswered = run("judgements", "--json", "--home", own_home).objects

    assert list(mark) == ["question", "measure_id", "title", "sought", "made_at"]
    assert (mark["question"], mark["measure_id"], mark["sought"]) == (GIFTS, first, True)
    assert list(unanswered) == ["question", "times", "last_at"]
    assert (unanswered["question"], unanswered["times"]) == ("เลี้ยงสุนัข", 1)


def test_exported_marks_go_into_eval_and_eval_alone_reads_the_same(
    own_home: Path, first: str, tmp_path: Path
) -> None:
    run("judge", GIFTS, first, "--home", own_home)
    qrels, queries = tmp_path / "qrels.txt", tmp_path / "queries.tsv"

    exported = run("judgements", "--export", qrels, "--queries", queries, "--home", own_home)

    assert "written: 1 queries, 1 judgements" in exported.err
    by_files = run("eval", qrels, "--queries", queries, "--home", own_home)
    assert by_files.rows[1][:3] == ["hybrid", "all", "1"]
    assert run("eval", "--home", own_home).out == by_files.out


def test_clearing_says_how_many_and_eval_then_names_how_to_give_some(
    own_home: Path, first: str
) -> None:
    run("judge", GIFTS, first, "--home", own_home)

    assert "deleted: 1" in run("judgements", "--clear", "--home", own_home).err
    ran = run("eval", "--home", own_home)

    assert ran.code == 1
    assert "itasearch judge" in ran.err
