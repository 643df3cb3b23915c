"""Judgements of people who searched, as a judged set: in memory and as the files of `eval`.

A question with turned-down hits only is left out: TREC's form would claim that nothing answers it.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from itasearch.documents.files import write_files
from itasearch.evaluate.evaluation import QUERY_COLUMNS
from itasearch.model.evaluation import ExportedJudgements, JudgedQuery, Judgement, Judgements

_THAI_FIRST, _THAI_LAST = "\u0e01", "\u0e5b"
_TYPE = "judged"  # type of these queries: which kind each is, is not known

NOTHING_JUDGED = (
    "no hit is marked as what was sought; mark some in the app or with `itasearch judge`"
)
"""Why there is no judged set yet."""


def judged_set(kept: Iterable[Judgement]) -> tuple[Judgements, tuple[JudgedQuery, ...]]:
    """Questions with a sought hit, in order, and grades (1 sought, 0 not) by ids made of words."""
    by_question: dict[str, dict[str, int]] = {}
    for judgement in kept:
        grades = by_question.setdefault(judgement.question, {})
        grades[judgement.measure_id] = int(judgement.sought)
    answered = {text: grades for text, grades in by_question.items() if any(grades.values())}
    queries = []
    for text in sorted(answered):
        identifier = f"j{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        thai = any(_THAI_FIRST <= letter <= _THAI_LAST for letter in text)
        latin = any(letter.isascii() and letter.isalpha() for letter in text)
        language = "mixed" if thai and latin else "en" if latin else "th"
        queries.append(JudgedQuery(id=identifier, text=text, language=language, type=_TYPE))
    return {query.id: answered[query.text] for query in queries}, tuple(queries)


def write_judged_set(
    kept: Iterable[Judgement], *, qrels: Path, queries: Path
) -> ExportedJudgements:
    """Write TREC judgements, and queries as `read_queries` reads them; files are replaced."""
    of_qrels, of_queries, counts = judged_files(kept)
    write_files({qrels: of_qrels, queries: of_queries})
    return counts


def judged_files(kept: Iterable[Judgement]) -> tuple[bytes, bytes, ExportedJudgements]:
    """The same as the bytes of the two files, judgements first, and what they hold."""
    found = tuple(kept)
    judgements, judged = judged_set(found)
    rows = [QUERY_COLUMNS, *((one.id, one.text, one.language, one.type) for one in judged)]
    lines = [
        f"{query} 0 {measure_id} {grade}\n"
        for query, grades in judgements.items()
        for measure_id, grade in sorted(grades.items())
    ]
    counts = ExportedJudgements(
        questions=len(judged),
        judgements=len(lines),
        left_out=len({one.question for one in found}) - len(judged),
    )
    of_queries = "".join("\t".join(row) + "\n" for row in rows)
    return "".join(lines).encode(), of_queries.encode(), counts
