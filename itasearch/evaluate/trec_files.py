"""Judgements, queries and runs as files: TREC's forms, and tab-separated queries."""

import csv
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from itasearch.documents.files import write_file
from itasearch.errors import EvaluationError
from itasearch.evaluate.evaluation import best_first
from itasearch.model.evaluation import JudgedQuery, Judgements, Run

_QUERY_COLUMNS = ("qid", "text", "language", "type")


def read_qrels(path: Path) -> Judgements:
    """Judgements of a TREC qrels file: `qid 0 measure-id grade` a line.

    Raises:
        EvaluationError: a line has another form; names file and line.
    """
    judged: dict[str, dict[str, int]] = {}
    for number, fields in _lines(path):
        if len(fields) != 4 or not fields[3].lstrip("-").isdigit():
            raise EvaluationError(path=path, line=number, reason="expected: qid 0 measure-id grade")
        judged.setdefault(fields[0], {})[fields[2]] = int(fields[3])
    if not judged:
        raise EvaluationError(path=path, line=None, reason="holds no judgement")
    return judged


def read_run(path: Path) -> Run:
    """A TREC run file: `qid Q0 measure-id rank score tag` a line.

    Raises:
        EvaluationError: a line has another form; names file and line.
    """
    ranked: dict[str, dict[str, float]] = {}
    for number, fields in _lines(path):
        score = _number(fields[4]) if len(fields) == 6 else None
        if score is None:
            reason = "expected: qid Q0 measure-id rank score tag"
            raise EvaluationError(path=path, line=number, reason=reason)
        ranked.setdefault(fields[0], {})[fields[2]] = score
    return ranked


def write_run(run: Run, path: Path, *, tag: str) -> None:
    """Write a TREC run file, measures of a query best first, wholly or not at all."""
    lines = (
        f"{query} Q0 {name} {rank} {scores[name]:.6f} {tag}\n"
        for query, scores in run.items()
        for rank, name in enumerate(best_first(scores), start=1)
    )
    write_file(path, "".join(lines).encode())


def read_queries(path: Path) -> tuple[JudgedQuery, ...]:
    """Queries of a tab-separated file: qid, text, language, type; a header row may come first.

    Raises:
        EvaluationError: a line has other columns, or an id is there twice.
    """
    found: dict[str, JudgedQuery] = {}
    with _opened(path) as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t", quotechar=None), start=1):
            if not any(row) or (number == 1 and row[0] == _QUERY_COLUMNS[0]):
                continue
            if len(row) != len(_QUERY_COLUMNS) or not all(row[:2]):
                reason = f"expected columns between tabs: {', '.join(_QUERY_COLUMNS)}"
                raise EvaluationError(path=path, line=number, reason=reason)
            if row[0] in found:
                reason = f"the id {row[0]!r} stands twice"
                raise EvaluationError(path=path, line=number, reason=reason)
            found[row[0]] = JudgedQuery(id=row[0], text=row[1], language=row[2], type=row[3])
    return tuple(found.values())


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError as error:
        raise EvaluationError(path=path, line=None, reason="is not UTF-8 text") from error


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Fields between blanks of each line that has any, with the line's number."""
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, line.split()


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
