"""Drafts: rows that a person borrowed, copied, in her order, with what she wrote over them.

There is one draft so far; its id stands in every row, so that more can come without
another schema. Writing functions run inside the caller's writing transaction.
Imports model and its room.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from itasearch.errors import UnknownReportError
from itasearch.model.drafts import Draft, DraftItem
from itasearch.model.records import TEXT_FIELDS
from itasearch.store.rows import (
    Row,
    measure_of,
    measure_row,
    read_organisation_of,
    read_organisation_row,
    storable,
    storable_or_none,
)
from itasearch.store.schema import draft, draft_item

_THE_DRAFT = "basket"


def load_draft(connection: Connection) -> Draft:
    """The draft with its rows in order; an empty one when nothing was ever borrowed."""
    head = connection.execute(select(draft).where(draft.c.id == _THE_DRAFT)).mappings().first()
    rows = connection.execute(_items()).mappings()
    return Draft(
        items=tuple(_item_of(row) for row in rows),
        organisation=head["organisation"] if head else None,
        fiscal_year_be=head["fiscal_year_be"] if head else None,
    )


def add_items(connection: Connection, items: Sequence[DraftItem]) -> int:
    """Append rows; one whose measure is there already stays as it is. Returns how many are new."""
    _ensure_draft(connection)
    there = set(_ids(connection))
    last = select(func.coalesce(func.max(draft_item.c.position), 0)).where(_of_the_draft())
    position = connection.execute(last).scalar_one()
    new = {item.measure.id: item for item in items if item.measure.id not in there}
    rows = [_item_row(item, position + n) for n, item in enumerate(new.values(), start=1)]
    if rows:
        connection.execute(draft_item.insert(), rows)
    return len(rows)


def remove_item(connection: Connection, measure_id: str) -> None:
    """Take a row out; no error when it is not there."""
    connection.execute(draft_item.delete().where(_is(measure_id)))


def clear_items(connection: Connection) -> None:
    """Take all rows out; the target stays."""
    connection.execute(draft_item.delete().where(_of_the_draft()))


def reorder_items(connection: Connection, measure_ids: Sequence[str]) -> None:
    """Put these rows first, in this order; the others follow in theirs.

    Raises:
        UnknownReportError: the draft has no such row.
    """
    there = _ids(connection)
    for wanted in measure_ids:
        if wanted not in there:
            raise UnknownReportError(identifier=wanted)
    for position, one in enumerate(dict.fromkeys((*measure_ids, *there)), start=1):
        connection.execute(draft_item.update().where(_is(one)).values(position=position))


def edit_item(connection: Connection, measure_id: str, *, field: str, text: str | None) -> None:
    """Write a text over a row's field, beside the borrowed one; None takes it back.

    Raises:
        ValueError: there is no such field.
        UnknownReportError: the draft has no such row.
    """
    if field not in TEXT_FIELDS:
        raise ValueError(f"no text field {field!r}; one of {', '.join(TEXT_FIELDS)}")
    row = connection.execute(select(draft_item.c.edits).where(_is(measure_id))).first()
    if row is None:
        raise UnknownReportError(identifier=measure_id)
    edits = {name: kept for name, kept in row.edits if name != field}
    if text is not None:
        edits[field] = storable(text)
    ordered = [[name, edits[name]] for name in TEXT_FIELDS if name in edits]
    connection.execute(draft_item.update().where(_is(measure_id)).values(edits=ordered))


def set_target(
    connection: Connection, *, organisation: str | None, fiscal_year_be: int | None
) -> None:
    """Say whose table it will be, and of which fiscal year; None: not yet known."""
    _ensure_draft(connection)
    connection.execute(
        draft.update()
        .where(draft.c.id == _THE_DRAFT)
        .values(organisation=storable_or_none(organisation), fiscal_year_be=fiscal_year_be)
    )


def _of_the_draft() -> ColumnElement[bool]:
    return draft_item.c.draft_id == _THE_DRAFT


def _is(measure_id: str) -> ColumnElement[bool]:
    return _of_the_draft() & (draft_item.c.id == storable(measure_id))


def _items() -> Select[tuple[object, ...]]:
    return select(draft_item).where(_of_the_draft()).order_by(draft_item.c.position)


def _ids(connection: Connection) -> list[str]:
    """Measure ids of the rows, in order."""
    return [row["id"] for row in connection.execute(_items()).mappings()]


def _ensure_draft(connection: Connection) -> None:
    found = connection.execute(select(draft.c.id).where(draft.c.id == _THE_DRAFT)).first()
    if found is None:
        connection.execute(draft.insert().values(id=_THE_DRAFT))


def _item_row(item: DraftItem, position: int) -> Row:
    source = item.measure.source
    row = measure_row(item.measure, item.measure.report_id, ordinal=position)
    del row["ordinal"]
    return row | {
        "draft_id": _THE_DRAFT,
        "position": position,
        "path": storable(source.path),
        "sha256": source.sha256,
        "source_organisation": read_organisation_row(item.organisation),
        "source_fiscal_year_be": item.fiscal_year_be,
        "edits": [[name, storable(text)] for name, text in item.edits],
    }


def _item_of(row: RowMapping) -> DraftItem:
    source = row["source_organisation"]
    return DraftItem(
        measure=measure_of(row),
        organisation=None if source is None else read_organisation_of(source),
        fiscal_year_be=row["source_fiscal_year_be"],
        edits=tuple((name, text) for name, text in row["edits"]),
    )
