"""Verbs on judged queries and noted measures: eval, judge, judgements, note, tag, notes."""

from pathlib import Path

import pytest

from itasearch import open_workspace
from tests.cli.conftest import run
from tests.cli.test_draft import measure_ids

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


ASKED = "งดรับของขวัญ"


@pytest.fixture
def judged(library: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Judgements that call the first hit right, and a query that nothing answers."""
    (first, *_) = run("search", ASKED, "--home", library, "--json").objects
    qrels, queries = tmp_path / "qrels", tmp_path / "queries.tsv"
    lines = [f"q1 0 {first['measure']['id']} 3", "q2 0 elsewhere 0"]
    qrels.write_text("\n".join(lines), encoding="utf-8")
    queries.write_text(f"q1\t{ASKED}\tth\twords\nq2\tzeppelin\ten\tnone\n", encoding="utf-8")
    return qrels, queries


@pytest.mark.slow
def test_a_written_run_stands_beside_the_next_one(
    library: Path, judged: tuple[Path, Path], tmp_path: Path
) -> None:
    qrels, queries = judged
    written = tmp_path / "first.run"
    run("eval", qrels, "--queries", queries, "--run", written, "--home", library)

    ran = run("eval", qrels, "--queries", queries, "--compare", written, "--home", library)

    assert "hybrid\tfirst.run\t+0.000\t0\t0\t–" in ran.out
    assert "fewer than two queries" in ran.err


@pytest.mark.slow
def test_relevant_measures_that_the_library_lacks_are_told(
    library: Path, judged: tuple[Path, Path]
) -> None:
    qrels, queries = judged
    with qrels.open("a", encoding="utf-8") as file:
        file.writelines(f"\nq1 0 nosuch{number} 2" for number in range(4))

    ran = run("eval", qrels, "--queries", queries, "--home", library)

    assert "4 of the relevant measures are not in this library" in ran.err
    assert "nosuch0, nosuch1, nosuch2, …" in ran.err
    assert "elsewhere" not in ran.err


def test_notes_are_made_listed_found_by_and_removed(library: Path) -> None:
    measure = measure_ids(library)[0]

    noted = run("note", measure, "ถามกองคลัง", "--json", "--home", library)
    run("tag", measure, "ดี", "ปี70", "--home", library)
    listed = run("notes", measure, "--json", "--home", library).objects
    found = run("search", "--tag", "ดี", "--json", "--home", library).objects
    removed = run("notes", "--remove", str(noted.objects[0]["number"]), "--home", library)

    assert [one["text"] for one in listed] == ["ถามกองคลัง", "ดี", "ปี70"]
    assert [one["measure"]["id"] for one in found] == [measure]
    assert "ถามกองคลัง" in removed.err
    assert len(run("notes", "--home", library).rows) == 2


def test_an_empty_note_is_wrong_usage(library: Path) -> None:
    assert run("note", measure_ids(library)[0], " ", "--home", library).code == 2


def test_notes_are_in_files_where_wished(library: Path, tmp_path: Path) -> None:
    measure = measure_ids(library)[0]
    run("note", measure, "ถามกองคลัง", "--home", library)
    run("tag", measure, "ดี", "--home", library)
    hits, plan = tmp_path / "hits.csv", tmp_path / "plan.md"
    wished = {}
    for option in ((), ("--notes",)):
        run("search", "--tag", "ดี", "-o", hits, *option, "--home", library)
        run("export", measure, "-o", plan, "--sources", *option, "--home", library)
        wished[option] = [one.read_text("utf-8-sig") for one in (hits, plan)]

    assert not any("ถามกองคลัง" in text for text in wished[()])
    assert all("ดี ·" in text and "ถามกองคลัง" in text for text in wished["--notes",])


@pytest.mark.parametrize(("sources", "is_left_out"), [("--sources", True), (None, False)])
def test_a_paper_to_be_signed_says_that_it_has_no_notes(
    library: Path, tmp_path: Path, sources: str | None, is_left_out: bool
) -> None:
    measure, output = measure_ids(library)[0], tmp_path / "แผน.docx"
    run("note", measure, "ถามกองคลัง", "--home", library)

    options = ("--notes", *filter(None, [sources]))
    exported = run("export", measure, "-o", output, *options, "--home", library)

    assert ("leave out --sources" in exported.err) is is_left_out
