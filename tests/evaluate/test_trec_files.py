"""Files of judgements, queries and runs: read as written, and faults named by line."""

from pathlib import Path

import pytest

from itasearch.errors import EvaluationError
from itasearch.evaluate.evaluation import read_qrels, read_queries, read_run, write_run


def test_a_run_comes_back_as_it_was_written(tmp_path: Path) -> None:
    run = {"q1": {"ra-t1r2": 2.0, "rb-t1r3": 1.5}, "q2": {"rc-t1r1": 0.25}}

    write_run(run, tmp_path / "run", tag="test")

    assert read_run(tmp_path / "run") == run


def test_judgements_are_grades_by_query_and_measure(tmp_path: Path) -> None:
    file = tmp_path / "qrels"
    file.write_text("q1 0 ra 3\nq1 0 rb 0\n\nq2 0 ra 1\n", encoding="utf-8")

    assert read_qrels(file) == {"q1": {"ra": 3, "rb": 0}, "q2": {"ra": 1}}


def test_queries_may_stand_under_a_heading(tmp_path: Path) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text('qid\ttext\tlanguage\ttype\nq1\tงด "ของขวัญ"\tth\twords\n', encoding="utf-8")

    (query,) = read_queries(file)

    assert (query.id, query.text, query.language, query.type) == (
        "q1",
        'งด "ของขวัญ"',
        "th",
        "words",
    )


@pytest.mark.parametrize("text", ["q1 0 ra\n", "q1 0 ra three\n", ""])
def test_judgements_of_another_form_are_told(text: str, tmp_path: Path) -> None:
    file = tmp_path / "qrels"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(EvaluationError, match="qrels"):
        read_qrels(file)


@pytest.mark.parametrize("line", ["q1 Q0 ra 1 nan x", "q1 Q0 ra 1 0.5", "q1 Q0 ra 1 best x"])
def test_a_run_of_another_form_names_its_line(line: str, tmp_path: Path) -> None:
    file = tmp_path / "run"
    file.write_text(f"q1 Q0 rb 1 0.5 x\n{line}\n", encoding="utf-8")

    with pytest.raises(EvaluationError, match="line 2"):
        read_run(file)


def test_an_id_that_stands_twice_is_told(tmp_path: Path) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text("q1\tก\tth\twords\nq1\tข\tth\twords\n", encoding="utf-8")

    with pytest.raises(EvaluationError, match="twice"):
        read_queries(file)


@pytest.mark.parametrize("grade", ["--1", "²", "1.5"])
def test_a_grade_that_is_no_number_is_named_with_its_line(tmp_path: Path, grade: str) -> None:
    file = tmp_path / "qrels"
    file.write_text(f"q1 0 m1 1\nq1 0 m2 {grade}\n", encoding="utf-8")

    with pytest.raises(EvaluationError) as told:
        read_qrels(file)
    assert told.value.line == 2
