"""The steps of a draft: what each one changed, so that it can be undone and done again.

A step is the difference between the draft before and after it, so undoing and redoing need
not know what kinds of steps there are. Steps of one draft are undone in their order, newest
first, whoever made them. Functions run inside the caller's writing transaction. Imports
model and its room.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, Select, select

from itasearch.errors import UnknownStepError
from itasearch.model.drafts import Step, StepKind
from itasearch.store.db.rows import Row, storable
from itasearch.store.db.schema import draft, draft_item, draft_step

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
    undo, redo = (_found(connection, draft_id, number) for number in (last, last + 1))
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
    found = _found(connection, draft_id, number)
    if found is None or step_id not in (None, number):
        raise UnknownStepError(draft_id=draft_id, step=None if found is None else step_id)
    return found


def _found(connection: Connection, draft_id: str, number: int) -> RowMapping | None:
    wanted = (draft_step.c.draft_id == draft_id) & (draft_step.c.id == number)
    return connection.execute(select(draft_step).where(wanted)).mappings().first()


def _last(connection: Connection, draft_id: str) -> int:
    last = select(draft.c.last_step).where(draft.c.id == draft_id)
    return int(connection.execute(last).scalar_one())


def _point(connection: Connection, draft_id: str, last: int, moment: datetime) -> None:
    connection.execute(
        draft.update().where(draft.c.id == draft_id).values(last_step=last, changed_at=moment)
    )
