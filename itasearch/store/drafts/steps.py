"""A draft within a transaction, and what changes in it as steps.

A step is the difference between the draft before and after it. Steps of one draft are undone
newest first, whoever made them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, bindparam, select

from itasearch.errors import UnknownRowError, UnknownStepError
from itasearch.model.drafts import Step, StepKind
from itasearch.store.db.rows import Row, update_row
from itasearch.store.db.schema import draft, draft_item, draft_step

KEPT_STEPS = 100  #: of one draft that can be undone: more than a person makes in an hour

HEAD = (
    "name",
    "maker",
    "organisation",
    "organisation_id",
    "fiscal_year_be",
    "keep_results",
    "grouped",
)
"""Columns of a draft that steps change."""

_Columns = TypeVar("_Columns", bound=tuple[object, ...])
_Change = list[Row | None]  # [columns before, columns after]; None: the row did not exist


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft within the caller's transaction; only `step` records what is written."""

    connection: Connection
    id: str

    def find(self, measure_id: str) -> RowMapping | None:
        """A row; None when the draft does not have it."""
        query = select(draft_item).where(self._is(measure_id))
        return self.connection.execute(query).mappings().first()

    def row(self, measure_id: str) -> RowMapping:
        """A row. Raises UnknownRowError."""
        row = self.find(measure_id)
        if row is None:
            raise UnknownRowError(identifier=measure_id)
        return row

    def rows(self) -> Sequence[RowMapping]:
        """All rows, in order."""
        return self.connection.execute(self._in_order(select(draft_item))).mappings().all()

    def row_ids(self) -> list[str]:
        """Ids of the rows, in order."""
        return list(self.connection.execute(self._in_order(select(draft_item.c.id))).scalars())

    def insert(self, rows: Sequence[Row]) -> None:
        """Write new rows, each with its position."""
        self.connection.execute(draft_item.insert(), [row | {"draft_id": self.id} for row in rows])

    def update(self, measure_id: str, **columns: object) -> None:
        """Write columns of a row."""
        self.connection.execute(draft_item.update().where(self._is(measure_id)).values(**columns))

    def delete(self, measure_id: str) -> None:
        """Take a row out."""
        self.connection.execute(draft_item.delete().where(self._is(measure_id)))

    def renumber(self, ids: Sequence[str]) -> None:
        """Give the rows the positions of this order, all in one statement."""
        this = (draft_item.c.draft_id == self.id) & (draft_item.c.id == bindparam("row"))
        if ids:
            self.connection.execute(
                draft_item.update().where(this).values(position=bindparam("nth")),
                [{"row": row_id, "nth": n} for n, row_id in enumerate(ids, start=1)],
            )

    def set_head(self, kind: StepKind, values: Mapping[str, object]) -> None:
        """Change the draft's name, maker, target or settings, as one step."""
        with self.step(kind, row_ids=()):
            self._update_head(dict(values))

    @contextmanager
    def step(
        self,
        kind: StepKind,
        *,
        subject: str = "",
        field: str = "",
        row_ids: Collection[str] | None = None,
    ) -> Iterator[None]:
        """Record what the block changes in the draft as one step; nothing if it changes nothing.

        `subject` is the title of the row. The block may change `row_ids` only; None: any, which
        reads all rows twice (0.2 s where a draft has 1,000).
        """
        head_before, rows_before = self._state(row_ids)
        yield
        head_after, rows_after = self._state(row_ids)
        changed = _difference(rows_before, rows_after)
        head = _changed_columns(head_before, head_after)
        if not changed and head is None:
            return
        last = self._last_step()
        outdated = (draft_step.c.id > last) | (draft_step.c.id <= last + 1 - KEPT_STEPS)
        these = draft_step.delete().where(draft_step.c.draft_id == self.id, outdated)
        self.connection.execute(these)
        now = datetime.now(UTC)
        self.connection.execute(
            draft_step.insert().values(
                draft_id=self.id,
                id=last + 1,
                kind=kind,
                subject=subject,
                field=field,
                count=len(changed),
                made_at=now,
                changes={"head": head, "rows": changed},
            )
        )
        self._update_head({"last_step": last + 1, "changed_at": now})

    def go(self, step_id: int | None, *, back: bool) -> None:
        """Undo the newest step, or redo the last undone one.

        Raises UnknownStepError: there is none, or it is not `step_id` (None: any).
        """
        number = self._last_step() + (not back)
        step = self._find_step(number)
        if step is None or step_id not in (None, number):
            raise UnknownStepError(draft_id=self.id, step=None if step is None else step_id)
        self._apply(step["changes"], side=not back)
        self._update_head({"last_step": number - back, "changed_at": datetime.now(UTC)})

    def steps(self) -> tuple[Step | None, Step | None]:
        """The step to undo and the step to redo."""
        last = self._last_step()
        return _step_of(self._find_step(last)), _step_of(self._find_step(last + 1))

    def _in_order(self, columns: Select[_Columns]) -> Select[_Columns]:
        of_draft = columns.where(draft_item.c.draft_id == self.id)
        return of_draft.order_by(draft_item.c.position, draft_item.c.id)

    def _is(self, measure_id: str) -> ColumnElement[bool]:
        return (draft_item.c.draft_id == self.id) & (draft_item.c.id == measure_id)

    def _update_head(self, columns: Row) -> None:
        update_row(self.connection, draft, self.id, **columns)

    def _state(self, row_ids: Collection[str] | None) -> tuple[Row, Mapping[str, Row]]:
        columns = select(*(draft.c[name] for name in HEAD)).where(draft.c.id == self.id)
        head = self.connection.execute(columns).mappings().one()
        rows = select(draft_item).where(draft_item.c.draft_id == self.id)
        if row_ids is not None:
            rows = rows.where(draft_item.c.id.in_(row_ids))
        return dict(head), {
            row["id"]: {name: value for name, value in row.items() if name != "draft_id"}
            for row in self.connection.execute(rows).mappings()
        }

    def _apply(self, changes: Mapping[str, object], *, side: int) -> None:
        head, rows = changes["head"], changes["rows"]
        if isinstance(head, list):
            self._update_head(head[side])
        if not isinstance(rows, dict):
            return
        for identifier, pair in rows.items():
            target, other = pair[side], pair[1 - side]
            if target is None:
                self.delete(identifier)
            elif other is None:
                self.insert([target])
            else:
                self.update(identifier, **target)

    def _find_step(self, number: int) -> RowMapping | None:
        this = (draft_step.c.draft_id == self.id) & (draft_step.c.id == number)
        return self.connection.execute(select(draft_step).where(this)).mappings().first()

    def _last_step(self) -> int:
        last = select(draft.c.last_step).where(draft.c.id == self.id)
        return int(self.connection.execute(last).scalar_one())


def _step_of(row: RowMapping | None) -> Step | None:
    return None if row is None else Step(**{name: row[name] for name in Step.__slots__})


def _difference(before: Mapping[str, Row], after: Mapping[str, Row]) -> dict[str, _Change]:
    changed: dict[str, _Change] = {}
    for row_id in before.keys() | after.keys():
        old, new = before.get(row_id), after.get(row_id)
        if old is None or new is None:
            changed[row_id] = [old, new]
        elif (columns := _changed_columns(old, new)) is not None:
            changed[row_id] = columns
    return changed


def _changed_columns(old: Row, new: Row) -> _Change | None:
    names = [name for name in old if old[name] != new[name]]
    if not names:
        return None
    return [{name: old[name] for name in names}, {name: new[name] for name in names}]
