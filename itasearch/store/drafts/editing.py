"""The rows of a draft: added, taken out, moved, written over, decided on, merged; undone.

Nothing is written but what a step names, so two people in one draft do not lose each other's
rows.
"""

from collections.abc import Sequence

from sqlalchemy import delete

from itasearch.errors import UnknownRowError
from itasearch.model.drafts import (
    Decision,
    DraftAccess,
    DraftItem,
    FieldPiece,
    StepKind,
    Verdict,
)
from itasearch.model.records import TEXT_FIELDS
from itasearch.store.db.rows import storable
from itasearch.store.db.schema import draft_item
from itasearch.store.drafts.opening import SqlDraftOpening
from itasearch.store.drafts.rows import decision_row, item_row, measures_of, part_row, title_of
from itasearch.store.drafts.steps import OpenDraft


class SqlDraftRows(SqlDraftOpening):
    """Changes of rows, each a step that can be undone; see SqlDrafts."""

    def add_to_draft(self, items: Sequence[DraftItem], *, draft_id: str | None = None) -> int:
        """Append rows; how many are new. A measure that is there stays as it is, edits and all."""
        with self._opened(draft_id) as opened:
            return append(opened, items)

    def remove_from_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Take a row out. Removing twice is no error."""
        with self._database.writing(reports=False) as connection:
            identifier = self._existing(connection, draft_id, DraftAccess.WRITE)
            if identifier is None:
                return
            opened = OpenDraft(connection, identifier)
            row = opened.find(measure_id)
            if row is not None:
                with opened.step(StepKind.REMOVE, subject=title_of(row), row_ids=[row["id"]]):
                    opened.delete(measure_id)

    def clear_draft(self, *, draft_id: str | None = None) -> None:
        """Take all rows out; the target stays."""
        with self._database.writing(reports=False) as connection:
            identifier = self._existing(connection, draft_id, DraftAccess.WRITE)
            if identifier is not None:
                with OpenDraft(connection, identifier).step(StepKind.CLEAR):
                    connection.execute(
                        delete(draft_item).where(draft_item.c.draft_id == identifier)
                    )

    def move_in_draft(self, measure_id: str, *, to: str, draft_id: str | None = None) -> None:
        """Put a row in the place of the row `to`; that one and those between move by one."""
        with self._opened(draft_id) as opened:
            row = opened.row(measure_id)
            ids = opened.row_ids()
            if to not in ids:
                raise UnknownRowError(identifier=to)
            place = ids.index(to)
            ids.remove(row["id"])
            ids.insert(place, row["id"])
            with opened.step(StepKind.MOVE, subject=title_of(row)):
                opened.renumber(ids)

    def edit_draft(
        self, measure_id: str, *, field: str, text: str | None, draft_id: str | None = None
    ) -> None:
        """Write `text` over a field of a row; the borrowed text stays beside it."""
        with self._opened(draft_id) as opened:
            if field not in TEXT_FIELDS:
                raise ValueError(f"no text field {field!r}; one of {', '.join(TEXT_FIELDS)}")
            row = opened.row(measure_id)
            edits = {name: kept for name, kept in row["edits"] if name != field}
            if text is not None:
                edits[field] = storable(text)
            ordered = [[name, edits[name]] for name in TEXT_FIELDS if name in edits]
            kind = StepKind.UNEDIT if text is None else StepKind.EDIT
            with opened.step(kind, subject=title_of(row), field=field, row_ids=[row["id"]]):
                opened.update(measure_id, edits=ordered)

    def decide_in_draft(
        self,
        measure_id: str,
        *,
        piece: FieldPiece,
        verdict: Verdict | None,
        draft_id: str | None = None,
    ) -> None:
        """Keep a person's verdict on a piece of a row's text; None takes it back."""
        decided = decision_row(Decision(piece=piece, verdict=verdict or Verdict.CHECKED))
        with self._opened(draft_id) as opened:
            row = opened.row(measure_id)
            others = [one for one in row["decisions"] if one[:-1] != decided[:-1]]
            decisions = others if verdict is None else [*others, decided]
            with opened.step(
                StepKind.DECIDE, subject=title_of(row), field=piece.field, row_ids=[row["id"]]
            ):
                opened.update(measure_id, decisions=decisions)

    def merge_in_draft(self, measure_id: str, *, other: str, draft_id: str | None = None) -> None:
        """Make one row of two, in the place of the first; both stay in it as its parts."""
        with self._opened(draft_id) as opened:
            if measure_id == other:
                raise ValueError(f"row {measure_id!r} cannot be merged with itself")
            first, second = opened.row(measure_id), opened.row(other)
            ids = [first["id"], second["id"]]
            with opened.step(StepKind.MERGE, subject=title_of(first), row_ids=ids):
                opened.delete(other)
                opened.update(
                    measure_id,
                    edits=[],
                    decisions=[*first["decisions"], *second["decisions"]],
                    parts=[part_row(first), part_row(second)],
                )

    def split_in_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Make the rows again that a merged row was made of, as they were.

        What was written over the merged row goes; undoing brings it back.
        """
        with self._opened(draft_id) as opened:
            row = opened.row(measure_id)
            if not row["parts"]:
                raise ValueError(f"row {measure_id!r} was not merged")
            ids = opened.row_ids()
            place = ids.index(row["id"])
            taken = {one for one in ids if one != row["id"]}
            parts = {one["id"]: one for one in row["parts"] if one["id"] not in taken}
            with opened.step(StepKind.SPLIT, subject=title_of(row)):
                opened.delete(measure_id)
                opened.insert([one | {"position": 0} for one in parts.values()])
                opened.renumber([*ids[:place], *parts, *ids[place + 1 :]])

    def undo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Take back the newest step in force, whoever made it; at most KEPT_STEPS are kept."""
        with self._opened(draft_id) as opened:
            opened.undo(step)

    def redo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Do the step again that was undone last; a new step ends that."""
        with self._opened(draft_id) as opened:
            opened.redo(step)


def append(opened: OpenDraft, items: Sequence[DraftItem]) -> int:
    """Append rows in one step; how many are new."""
    rows = opened.rows()
    # A measure in a merged row is there: added a second time, its row would be in the
    # way of the part with its edits when the merged row is split.
    there = {one for row in rows for one in measures_of(row)}
    new = {one.measure.id: one for one in items if one.measure.id not in there}
    last = max((row["position"] for row in rows), default=0)
    if new:
        subject = next(iter(new.values())).measure.title
        with opened.step(StepKind.ADD, subject=subject):
            opened.insert(
                [
                    item_row(one) | {"position": last + n}
                    for n, one in enumerate(new.values(), start=1)
                ]
            )
    return len(new)
