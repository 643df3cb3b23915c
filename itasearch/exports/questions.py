"""Own questions by towns or years: a table of questions, and the measures that it names."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from itasearch.exports.words import (
    FIELDS,
    IDENTIFIER,
    ORGANISATION,
    UNKNOWN,
    YEAR,
    Column,
    filter_notes,
    grid_of,
    made_at,
    mark_notes,
    phrase,
    say,
    source_text,
    titled,
    town_text,
    year_text,
)
from itasearch.model.ranking import Filters
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.model.towns import CellCertainty, QuestionCell, QuestionColumn, QuestionTable
from itasearch.wording.label import Label, shortened
from itasearch.wording.names import CERTAINTIES, SOURCE

_QUESTION = Label("Question")
_LONGEST_RESULT = 80  # code points of the results in a cell
_QUESTIONS, _COUNT, _CELL = 40.0, 10.0, 30.0
"""Widths of the columns of the first table."""
_MEASURES: tuple[Column, ...] = (
    (_QUESTION, 0.2),
    (ORGANISATION, 0.17),
    (YEAR, 0.06),
    (Label("Certainty"), 0.08),
    (FIELDS["title"], 0.3),
    (SOURCE, 0.19),
    (IDENTIFIER, 0),
)


def question_tables(
    found: QuestionTable, *, filters: Filters, names: Mapping[str, str], now: datetime
) -> TableFile:
    """The questions with the best measure of each column, then those measures with their sources.

    `names` are of the organisations of `filters`, by id.
    """
    cells = [cell for row in found.rows for cell in row.cells if cell.measure_id]
    notes = [
        *made_at(now),
        phrase(
            "A cell has the measure that fits best, and what its report says was done; ~ before it:"
            " only perhaps; –: nothing"
        ),
        *filter_notes(filters, names),
    ]
    for row in found.rows:
        if row.not_held:
            absent = ", ".join(row.not_held)
            notes.append(
                phrase("“{question}”: no reports of {names}", question=row.question, names=absent)
            )
    notes += mark_notes((one.organisation, _reworded(one)) for one in cells)
    heads = (
        year_text(one.fiscal_year_be)
        if one.organisation is None
        else town_text(one.organisation, reworded=False)
        for one in found.columns
    )
    columns: list[Column] = [
        (_QUESTION, _QUESTIONS),
        (Label("Columns with a measure"), _COUNT),
        *((head, _CELL) for head in heads),
    ]
    rows = (
        (
            row.question,
            str(sum(cell.certainty is CellCertainty.ANSWER for cell in row.cells)),
            *(_text(cell, column) for cell, column in zip(row.cells, found.columns, strict=True)),
        )
        for row in found.rows
    )
    table = grid_of(
        columns,
        rows,
        empty=Label("No organisation passes the filters"),
        repeated=1,
        spreads=True,
        numbers=[1],
    )
    measures = grid_of(_MEASURES, _measures(found), empty=Label("Nothing answers"))
    return TableFile(
        title=titled(phrase("Questions by towns or years")),
        notes=tuple(notes),
        tables=(
            AnswerTable(name=phrase("Questions"), grid=table),
            AnswerTable(name=say(FIELDS["title"]), grid=measures),
        ),
    )


def _text(cell: QuestionCell, column: QuestionColumn) -> str:
    if cell.title is None:
        return UNKNOWN
    sign = "~ " if cell.certainty is CellCertainty.UNSURE else ""
    where = (
        town_text(cell.organisation, reworded=_reworded(cell))
        if column.organisation is None
        else year_text(cell.fiscal_year_be)
    )
    more = phrase(" and {count} more", count=cell.more) if cell.more else ""
    return f"{sign}{cell.title} ({where}){_result(cell)}{more}"


def _result(cell: QuestionCell) -> str:
    """The results as the report has them, cut where they are long; "" where it has none."""
    text = shortened(" ".join((cell.results or "").split()), _LONGEST_RESULT)
    return phrase(" – result: “{text}”", text=text) if text else ""


def _measures(found: QuestionTable) -> Iterator[tuple[str, ...]]:
    for row in found.rows:
        for cell in row.cells:
            if cell.source is not None and cell.measure_id is not None:
                yield (
                    row.question,
                    town_text(cell.organisation, reworded=_reworded(cell)),
                    year_text(cell.fiscal_year_be),
                    say(CERTAINTIES[cell.certainty]),
                    f"{cell.title or ''}{_result(cell)}",
                    source_text(cell.source),
                    cell.measure_id,
                )


def _reworded(cell: QuestionCell) -> bool:
    return cell.source is not None and cell.source.reworded
