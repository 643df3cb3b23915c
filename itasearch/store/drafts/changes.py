"""What is done to the rows of a draft: each function is one step that can be undone.

The last write of a field wins; nothing is written but what a step names, so two people in
one draft do not lose each other's rows. Functions run inside the caller's writing
transaction.

Rows of a draft: a borrowed measure as columns and back, parts of a merged row within it.

The values of all columns but `draft_id` can be written as JSON: the parts of a merged row
and the steps of a draft are kept so.

The steps of a draft: what each one changed, so that it can be undone and done again.

A step is the difference between the draft before and after it, so undoing and redoing need
not know what kinds of steps there are. Steps of one draft are undone in their order, newest
first, whoever made them. Functions run inside the caller's writing transaction.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, bindparam, func, select

from itasearch.errors import UnknownRowError, UnknownStepError
from itasearch.model.drafts import (
    Decision,
    DraftItem,
    DraftOptions,
    FieldPiece,
    Step,
    StepKind,
    Verdict,
)
from itasearch.model.records import TEXT_FIELDS
from itasearch.store.db.rows import (
    Row,
    measure_of,
    measure_row,
    read_organisation_of,
    read_organisation_row,
    storable,
    storable_or_none,
)
from itasearch.store.db.schema import draft, draft_item, draft_step

_OF_THE_DRAFT = ("draft_id", "position")
"""Columns that a part of a merged row does not have."""


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


def item_of(row: Mapping[str, object]) -> DraftItem:
    """What `item_row` wrote."""
    known = cast(RowMapping, row)
    source = known["source_organisation"]
    return DraftItem(
        measure=measure_of(known),
        organisation=None if source is None else read_organisation_of(source),
        fiscal_year_be=known["source_fiscal_year_be"],
        edits=tuple((name, text) for name, text in known["edits"]),
        found_by=known["found_by"],
        decisions=tuple(_decision_of(*one) for one in known["decisions"]),
        parts=tuple(item_of(part) for part in known["parts"]),
    )


def part_row(row: RowMapping) -> Row:
    """A stored row as it is kept within the one that it becomes a part of."""
    return {name: value for name, value in row.items() if name not in _OF_THE_DRAFT}


def measures_of(row: Mapping[str, object]) -> Iterator[str]:
    """Ids of the measures that a stored row, or a part of one, was made of."""
    known = cast(RowMapping, row)
    yield known["id"]
    for part in known["parts"]:
        yield from measures_of(part)


def decision_row(decision: Decision) -> list[object]:
    """A decision for a JSON column."""
    piece = decision.piece
    old, verdict = storable(piece.old), decision.verdict.value
    return [storable(piece.measure_id), piece.field, piece.start, old, verdict]


def _decision_of(measure_id: str, field: str, start: int, old: str, verdict: str) -> Decision:
    piece = FieldPiece(measure_id=measure_id, field=field, start=start, old=old)
    return Decision(piece=piece, verdict=Verdict(verdict))


KEPT_STEPS = 100
"""Steps of one draft that can be undone: more than a person makes in a sitting of an hour."""

_HEAD = ("name", "maker", "organisation", "fiscal_year_be", "keep_results", "grouped")

_Change = list[Row | None]
"""[columns before, columns after]; None: the row was not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    head: Row
    rows: Mapping[str, Row]


@contextmanager
def step(
    connection: Connection,
    draft_id: str,
    kind: StepKind,
    *,
    subject: str = "",
    field: str = "",
    row_ids: Collection[str] | None = None,
) -> Iterator[None]:
    """Remember what the block changes in the draft as one step; nothing if it changes nothing.

    Args:
        connection: of the caller's writing transaction.
        draft_id: whose step it is.
        kind: of the step.
        subject: title of the row that it is done to.
        field: the field of that row.
        row_ids: the rows that the block may change; None: any, which reads all of them twice
            (0.2 s where a draft has 1,000).
    """
    before = _state(connection, draft_id, row_ids)
    yield
    after = _state(connection, draft_id, row_ids)
    changed = _difference(before.rows, after.rows)
    head = _changed_columns(before.head, after.head)
    if not changed and head is None:
        return
    last = _last(connection, draft_id)
    of_draft = draft_step.c.draft_id == draft_id
    connection.execute(
        draft_step.delete().where(
            of_draft & ((draft_step.c.id > last) | (draft_step.c.id <= last + 1 - KEPT_STEPS))
        )
    )
    now = datetime.now(UTC)
    connection.execute(
        draft_step.insert().values(
            draft_id=draft_id,
            id=last + 1,
            kind=kind.value,
            subject=storable(subject),
            field=field,
            count=len(changed),
            made_at=now,
            changes={"head": head, "rows": changed},
        )
    )
    _point(connection, draft_id, last + 1, now)


def undo_step(connection: Connection, draft_id: str, step_id: int | None) -> None:
    """Take back the last step that holds; `step_id` must be that, None: whichever it is.

    Raises:
        UnknownStepError: there is none, or it is another one.
    """
    last = _last(connection, draft_id)
    found = _expected(connection, draft_id, last, step_id)
    _apply(connection, draft_id, found["changes"], side=0)
    _point(connection, draft_id, last - 1, datetime.now(UTC))


def redo_step(connection: Connection, draft_id: str, step_id: int | None) -> None:
    """Do the last undone step again; as `undo_step`.

    Raises:
        UnknownStepError: there is none, or it is another one.
    """
    following = _last(connection, draft_id) + 1
    found = _expected(connection, draft_id, following, step_id)
    _apply(connection, draft_id, found["changes"], side=1)
    _point(connection, draft_id, following, datetime.now(UTC))


def load_steps(connection: Connection, draft_id: str, last: int) -> tuple[Step | None, Step | None]:
    """The step to undo and the step to redo; `last` is the last one that holds."""
    undo, redo = (_found_step(connection, draft_id, number) for number in (last, last + 1))
    return _step_of(undo), _step_of(redo)


def _step_of(row: RowMapping | None) -> Step | None:
    if row is None:
        return None
    return Step(
        id=row["id"],
        kind=StepKind(row["kind"]),
        subject=row["subject"],
        field=row["field"],
        count=row["count"],
        made_at=row["made_at"],
    )


def _state(connection: Connection, draft_id: str, row_ids: Collection[str] | None) -> _State:
    head = connection.execute(_head(draft_id)).mappings().one()
    wanted = draft_item.c.draft_id == draft_id
    if row_ids is not None:
        wanted &= draft_item.c.id.in_(row_ids)
    rows = connection.execute(select(draft_item).where(wanted))
    return _State(
        head=dict(head),
        rows={
            row["id"]: {name: value for name, value in row.items() if name != "draft_id"}
            for row in rows.mappings()
        },
    )


def _head(draft_id: str) -> Select[tuple[object, ...]]:
    return select(*(draft.c[name] for name in _HEAD)).where(draft.c.id == draft_id)


def _difference(before: Mapping[str, Row], after: Mapping[str, Row]) -> dict[str, _Change]:
    changed: dict[str, _Change] = {}
    for one in before.keys() | after.keys():
        old, new = before.get(one), after.get(one)
        if old is None or new is None:
            changed[one] = [old, new]
        elif (columns := _changed_columns(old, new)) is not None:
            changed[one] = columns
    return changed


def _changed_columns(old: Row, new: Row) -> _Change | None:
    names = [name for name in old if old[name] != new[name]]
    if not names:
        return None
    return [{name: old[name] for name in names}, {name: new[name] for name in names}]


def _apply(
    connection: Connection, draft_id: str, changes: Mapping[str, object], *, side: int
) -> None:
    """Bring the draft to one side (0: before, 1: after) of what a step changed."""
    head, rows = changes["head"], changes["rows"]
    if isinstance(head, list):
        connection.execute(draft.update().where(draft.c.id == draft_id).values(**head[side]))
    if not isinstance(rows, dict):
        return
    for identifier, pair in rows.items():
        there = (draft_item.c.draft_id == draft_id) & (draft_item.c.id == identifier)
        wanted, other = pair[side], pair[1 - side]
        if wanted is None:
            connection.execute(draft_item.delete().where(there))
        elif other is None:
            connection.execute(draft_item.insert().values(draft_id=draft_id, **wanted))
        else:
            connection.execute(draft_item.update().where(there).values(**wanted))


def _expected(
    connection: Connection, draft_id: str, number: int, step_id: int | None
) -> RowMapping:
    found = _found_step(connection, draft_id, number)
    if found is None or step_id not in (None, number):
        raise UnknownStepError(draft_id=draft_id, step=None if found is None else step_id)
    return found


def _found_step(connection: Connection, draft_id: str, number: int) -> RowMapping | None:
    wanted = (draft_step.c.draft_id == draft_id) & (draft_step.c.id == number)
    return connection.execute(select(draft_step).where(wanted)).mappings().first()


def _last(connection: Connection, draft_id: str) -> int:
    last = select(draft.c.last_step).where(draft.c.id == draft_id)
    return int(connection.execute(last).scalar_one())


def _point(connection: Connection, draft_id: str, last: int, moment: datetime) -> None:
    connection.execute(
        draft.update().where(draft.c.id == draft_id).values(last_step=last, changed_at=moment)
    )


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
