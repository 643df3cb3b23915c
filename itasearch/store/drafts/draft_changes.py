"""What is done to the rows of a draft: each function is one step that can be undone.

The last write of a field wins; nothing is written but what a step names, so two people in
one draft do not lose each other's rows. Functions run inside the caller's writing
transaction. Imports model and its room.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, func, select

from itasearch.errors import UnknownRowError
from itasearch.model.drafts import Decision, DraftItem, DraftOptions, FieldPiece, StepKind, Verdict
from itasearch.model.records import TEXT_FIELDS
from itasearch.store.db.rows import storable
from itasearch.store.db.schema import draft, draft_item
from itasearch.store.drafts.draft_rows import decision_row, item_row, measures_of, part_row
from itasearch.store.drafts.draft_steps import step


def add_items(connection: Connection, draft_id: str, items: Sequence[DraftItem]) -> int:
    """Append rows; one whose measure is there already stays as it is. Returns how many are new.

    A measure in a merged row is there: added a second time, its row would stand in the way
    of the part with its edits when the merged row is split.
    """
    there = _measures(connection, draft_id)
    new = {one.measure.id: one for one in items if one.measure.id not in there}
    last = select(func.coalesce(func.max(draft_item.c.position), 0))
    position = connection.execute(last.where(draft_item.c.draft_id == draft_id)).scalar_one()
    rows = [
        item_row(one) | {"draft_id": draft_id, "position": position + n}
        for n, one in enumerate(new.values(), start=1)
    ]
    if rows:
        subject = next(iter(new.values())).measure.title
        with step(connection, draft_id, StepKind.ADD, subject=subject):
            connection.execute(draft_item.insert(), rows)
    return len(rows)


def remove_item(connection: Connection, draft_id: str, measure_id: str) -> None:
    """Take a row out; no error when it is not there."""
    row = _found(connection, draft_id, measure_id)
    if row is not None:
        with step(connection, draft_id, StepKind.REMOVE, subject=_title(row), row_ids=[row["id"]]):
            connection.execute(draft_item.delete().where(_is(draft_id, measure_id)))


def clear_items(connection: Connection, draft_id: str) -> None:
    """Take all rows out; the target stays."""
    with step(connection, draft_id, StepKind.CLEAR):
        connection.execute(draft_item.delete().where(draft_item.c.draft_id == draft_id))


def reorder_items(connection: Connection, draft_id: str, measure_ids: Sequence[str]) -> None:
    """Put these rows first, in this order; the others follow in theirs.

    Raises:
        UnknownRowError: the draft has no such row.
    """
    there = _ids(connection, draft_id)
    for wanted in measure_ids:
        if wanted not in there:
            raise UnknownRowError(identifier=wanted)
    with step(connection, draft_id, StepKind.MOVE):
        _renumber(connection, draft_id, list(dict.fromkeys((*measure_ids, *there))))


def move_item(connection: Connection, draft_id: str, measure_id: str, *, to: str) -> None:
    """Put a row in the place of the row `to`, which makes room by one.

    Raises:
        UnknownRowError: the draft has no such row.
    """
    row = _wanted(connection, draft_id, measure_id)
    ids = _ids(connection, draft_id)
    if to not in ids:
        raise UnknownRowError(identifier=to)
    place = ids.index(to)
    ids.remove(row["id"])
    ids.insert(place, row["id"])
    with step(connection, draft_id, StepKind.MOVE, subject=_title(row)):
        _renumber(connection, draft_id, ids)


def edit_item(
    connection: Connection, draft_id: str, measure_id: str, *, field: str, text: str | None
) -> None:
    """Write a text over a row's field, beside the borrowed one; None takes it back.

    Raises:
        ValueError: there is no such field.
        UnknownRowError: the draft has no such row.
    """
    if field not in TEXT_FIELDS:
        raise ValueError(f"no text field {field!r}; one of {', '.join(TEXT_FIELDS)}")
    row = _wanted(connection, draft_id, measure_id)
    edits = {name: kept for name, kept in row["edits"] if name != field}
    if text is not None:
        edits[field] = storable(text)
    ordered = [[name, edits[name]] for name in TEXT_FIELDS if name in edits]
    kind = StepKind.UNEDIT if text is None else StepKind.EDIT
    with step(connection, draft_id, kind, subject=_title(row), field=field, row_ids=[row["id"]]):
        _update(connection, draft_id, measure_id, edits=ordered)


def decide_item(
    connection: Connection,
    draft_id: str,
    measure_id: str,
    *,
    piece: FieldPiece,
    verdict: Verdict | None,
) -> None:
    """Keep a verdict on a piece of a row's text; None takes it back.

    Raises:
        UnknownRowError: the draft has no such row.
    """
    row = _wanted(connection, draft_id, measure_id)
    decided = decision_row(Decision(piece=piece, verdict=verdict or Verdict.CHECKED))
    others = [one for one in row["decisions"] if one[:-1] != decided[:-1]]
    decisions = others if verdict is None else [*others, decided]
    with step(
        connection,
        draft_id,
        StepKind.DECIDE,
        subject=_title(row),
        field=piece.field,
        row_ids=[row["id"]],
    ):
        _update(connection, draft_id, measure_id, decisions=decisions)


def merge_items(connection: Connection, draft_id: str, measure_id: str, *, other: str) -> None:
    """Make one row of two, in the place of the first; both stay in it as parts.

    Raises:
        UnknownRowError: the draft has no such row.
        ValueError: it is one row.
    """
    if measure_id == other:
        raise ValueError(f"row {measure_id!r} cannot be merged with itself")
    first, second = (_wanted(connection, draft_id, one) for one in (measure_id, other))
    rows = [first["id"], second["id"]]
    with step(connection, draft_id, StepKind.MERGE, subject=_title(first), row_ids=rows):
        connection.execute(draft_item.delete().where(_is(draft_id, other)))
        _update(
            connection,
            draft_id,
            measure_id,
            edits=[],
            decisions=[*first["decisions"], *second["decisions"]],
            parts=[part_row(first), part_row(second)],
        )


def split_item(connection: Connection, draft_id: str, measure_id: str) -> None:
    """Make the rows again that a merged one was made of; what was written over it since goes.

    Raises:
        UnknownRowError: the draft has no such row.
        ValueError: it was not merged.
    """
    row = _wanted(connection, draft_id, measure_id)
    if not row["parts"]:
        raise ValueError(f"row {measure_id!r} was not merged")
    ids = _ids(connection, draft_id)
    taken = {one for one in ids if one != row["id"]}
    parts = {one["id"]: one for one in row["parts"] if one["id"] not in taken}
    place = ids.index(row["id"])
    with step(connection, draft_id, StepKind.SPLIT, subject=_title(row)):
        connection.execute(draft_item.delete().where(_is(draft_id, measure_id)))
        at_once = [one | {"draft_id": draft_id, "position": 0} for one in parts.values()]
        connection.execute(draft_item.insert(), at_once)
        _renumber(connection, draft_id, [*ids[:place], *parts, *ids[place + 1 :]])


def set_options(connection: Connection, draft_id: str, options: DraftOptions) -> None:
    """Change the draft's name, maker and settings, but for those that are None.

    Raises:
        ValueError: the name is empty.
    """
    values = {name: value for name, value in asdict(options).items() if value is not None}
    if options.name is not None:
        values["name"] = " ".join(options.name.split())
        if not values["name"]:
            raise ValueError("a draft needs a name")
    if values:
        set_head(connection, draft_id, StepKind.OPTIONS, values)


def set_head(
    connection: Connection, draft_id: str, kind: StepKind, values: Mapping[str, object]
) -> None:
    """Change what the draft says of itself: its name, target, settings."""
    clean = {
        name: storable(value) if isinstance(value, str) else value for name, value in values.items()
    }
    with step(connection, draft_id, kind, row_ids=()):
        connection.execute(draft.update().where(draft.c.id == draft_id).values(**clean))


def _is(draft_id: str, measure_id: str) -> ColumnElement[bool]:
    return (draft_item.c.draft_id == draft_id) & (draft_item.c.id == storable(measure_id))


def _found(connection: Connection, draft_id: str, measure_id: str) -> RowMapping | None:
    return (
        connection.execute(select(draft_item).where(_is(draft_id, measure_id))).mappings().first()
    )


def _wanted(connection: Connection, draft_id: str, measure_id: str) -> RowMapping:
    row = _found(connection, draft_id, measure_id)
    if row is None:
        raise UnknownRowError(identifier=measure_id)
    return row


def _ids(connection: Connection, draft_id: str) -> list[str]:
    """Ids of the rows, in order."""
    rows = (
        select(draft_item.c.id)
        .where(draft_item.c.draft_id == draft_id)
        .order_by(draft_item.c.position, draft_item.c.id)
    )
    return list(connection.execute(rows).scalars())


def _measures(connection: Connection, draft_id: str) -> set[str]:
    """Ids of the measures that the rows were made of, those within merged rows too."""
    rows = select(draft_item.c.id, draft_item.c.parts).where(draft_item.c.draft_id == draft_id)
    return {one for row in connection.execute(rows).mappings() for one in measures_of(dict(row))}


def _renumber(connection: Connection, draft_id: str, ids: Sequence[str]) -> None:
    """Give the rows the places of this order, all in one statement."""
    if not ids:
        return
    of_draft = draft_item.c.draft_id == draft_id
    connection.execute(
        draft_item.update()
        .where(of_draft & (draft_item.c.id == bindparam("row")))
        .values(position=bindparam("place")),
        [{"row": one, "place": place} for place, one in enumerate(ids, start=1)],
    )


def _update(connection: Connection, draft_id: str, measure_id: str, **columns: object) -> None:
    connection.execute(draft_item.update().where(_is(draft_id, measure_id)).values(**columns))


def _title(row: RowMapping) -> str:
    """What a person calls the row: the title that she wrote, else the borrowed one."""
    return str(dict(row["edits"]).get("title", row["title"]))
