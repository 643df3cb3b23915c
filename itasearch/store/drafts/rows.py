"""Rows of a draft as columns of the database, and back; a merged row holds its parts as JSON."""

from collections.abc import Iterator

from sqlalchemy import RowMapping

from itasearch.model.drafts import Decision, DraftItem, FieldPiece, Verdict
from itasearch.store.db.rows import (
    Row,
    measure_of,
    measure_row,
    organisation_from,
    read_organisation_row,
    storable,
    storable_or_none,
)

_OF_THE_DRAFT = ("draft_id", "position")  # columns that a part of a merged row does not have


def item_row(item: DraftItem) -> Row:
    """A row's columns, without its draft and its place there."""
    source = item.measure.source
    row = measure_row(item.measure, item.measure.report_id, ordinal=0)
    del row["ordinal"]
    return row | {
        "path": storable(source.path),
        "sha256": source.sha256,
        "source_organisation": read_organisation_row(item.organisation),
        "source_fiscal_year_be": item.fiscal_year_be,
        "edits": [[name, storable(text)] for name, text in item.edits],
        "found_by": storable_or_none(item.found_by),
        "decisions": [decision_row(one) for one in item.decisions],
        "parts": [item_row(part) for part in item.parts],
    }


def item_of(row: RowMapping) -> DraftItem:
    """What `item_row` wrote."""
    source = row["source_organisation"]
    return DraftItem(
        measure=measure_of(row),
        organisation=None if source is None else organisation_from(source),
        fiscal_year_be=row["source_fiscal_year_be"],
        edits=tuple((name, text) for name, text in row["edits"]),
        found_by=row["found_by"],
        decisions=tuple(_decision_of(*one) for one in row["decisions"]),
        parts=tuple(item_of(part) for part in row["parts"]),
    )


def part_row(row: RowMapping) -> Row:
    """A stored row as it is kept within the one that it becomes a part of."""
    return {name: value for name, value in row.items() if name not in _OF_THE_DRAFT}


def measures_of(row: RowMapping) -> Iterator[str]:
    """Ids of the measures that a stored row, or a part of one, was made of."""
    yield row["id"]
    for part in row["parts"]:
        yield from measures_of(part)


def decision_row(decision: Decision) -> list[object]:
    """A decision for a JSON column."""
    piece = decision.piece
    old, verdict = storable(piece.old), decision.verdict.value
    return [storable(piece.measure_id), piece.field, piece.start, old, verdict]


def _decision_of(measure_id: str, field: str, start: int, old: str, verdict: str) -> Decision:
    piece = FieldPiece(measure_id=measure_id, field=field, start=start, old=old)
    return Decision(piece=piece, verdict=Verdict(verdict))


def title_of(row: RowMapping) -> str:
    """The title that a person gave the row, else the borrowed one."""
    return str(dict(row["edits"]).get("title", row["title"]))
