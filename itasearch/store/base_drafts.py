"""The protocol of drafts: rows that people chose for tables of their own. Imports model."""

from collections.abc import Sequence
from typing import Protocol

from itasearch.model.drafts import (
    Draft,
    DraftItem,
    DraftOptions,
    DraftSummary,
    FieldPiece,
    Verdict,
)


class Drafts(Protocol):
    """Several named drafts; each change of one is a step that can be undone.

    A row is a copy: a report that is removed, corrected or replaced changes none. Two
    people may work in one draft: each method writes only what it names, and of two writes
    of one field the later holds. `draft_id` None is the oldest draft, which the first
    writing makes; a draft that is not there is an UnknownDraftError, a row that the draft
    does not have an UnknownRowError, and nothing is changed then.
    """

    def drafts(self) -> tuple[DraftSummary, ...]:
        """All drafts but deleted ones, the one that was changed last first."""

    def draft(self, draft_id: str | None = None) -> Draft:
        """A draft with its rows in order; for None an empty one when there is none at all."""

    def new_draft(
        self, name: str = "", *, maker: str | None = None, copy_of: str | None = None
    ) -> str:
        """Make a draft.

        Args:
            name: need not be unique; "" gives it a numbered one that no other draft has.
            maker: who says to make it.
            copy_of: a draft whose rows, target and settings it begins with; no steps.

        Returns:
            Its id.
        """

    def delete_draft(self, draft_id: str) -> None:
        """Put a draft away. Deleting twice is no error."""

    def restore_draft(self, draft_id: str) -> None:
        """Bring a deleted draft back, as it was; no error when it was not deleted."""

    def set_draft_options(self, options: DraftOptions, *, draft_id: str | None = None) -> None:
        """Change name, maker or settings. Raises ValueError for an empty name."""

    def set_draft_target(
        self,
        *,
        organisation: str | None,
        fiscal_year_be: int | None,
        draft_id: str | None = None,
    ) -> None:
        """Say whose table it will be and of which fiscal year; None: not yet known."""

    def add_to_draft(self, items: Sequence[DraftItem], *, draft_id: str | None = None) -> int:
        """Append rows. A measure that is there already stays as it is, edits and all.

        One within a merged row is there too.

        Returns:
            How many are new.
        """

    def remove_from_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Take a row out. Removing twice is no error."""

    def clear_draft(self, *, draft_id: str | None = None) -> None:
        """Take all rows out; the target stays."""

    def reorder_draft(self, measure_ids: Sequence[str], *, draft_id: str | None = None) -> None:
        """Put these rows first, in this order; those not named follow in theirs."""

    def move_in_draft(self, measure_id: str, *, to: str, draft_id: str | None = None) -> None:
        """Put a row in the place of the row `to`; that one and those between move by one."""

    def edit_draft(
        self, measure_id: str, *, field: str, text: str | None, draft_id: str | None = None
    ) -> None:
        """Write `text` over a field of a row; the borrowed text stays beside it.

        Args:
            measure_id: whose row.
            field: one of TEXT_FIELDS, else a ValueError.
            text: "" empties the field; None takes the person's own text back.
            draft_id: of which draft.
        """

    def decide_in_draft(
        self,
        measure_id: str,
        *,
        piece: FieldPiece,
        verdict: Verdict | None,
        draft_id: str | None = None,
    ) -> None:
        """Keep a person's verdict on a piece of a row's text; None takes it back."""

    def merge_in_draft(self, measure_id: str, *, other: str, draft_id: str | None = None) -> None:
        """Make one row of two, in the place of the first; both stay in it as its parts.

        Raises:
            ValueError: a row with itself.
        """

    def split_in_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Make the rows again that a merged row was made of, as they were.

        What was written over the merged row goes; undoing brings it back.

        Raises:
            ValueError: the row was not merged.
        """

    def undo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Take back the newest step that holds, whoever made it; at most 100 are kept.

        Args:
            step: id of the step that the person saw; None: whichever is the newest.
            draft_id: of which draft.

        Raises:
            UnknownStepError: there is none, or another one came meanwhile.
        """

    def redo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Do the step again that was undone last; a new step ends that. As `undo_in_draft`."""
