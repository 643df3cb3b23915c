"""The part of SqlStore that keeps drafts; what each method means stands in `store.base.Drafts`."""

from collections.abc import Sequence

from itasearch.model.drafts import (
    Draft,
    DraftItem,
    DraftOptions,
    DraftSummary,
    FieldPiece,
    StepKind,
    Verdict,
)
from itasearch.store.db.database import Database
from itasearch.store.drafts import changes, drafts


class SqlDrafts:
    """`itasearch.store.base.Drafts` over a database."""

    _database: Database

    def drafts(self) -> tuple[DraftSummary, ...]:
        """All drafts but deleted ones, the one that was changed last first."""
        with self._database.reading() as connection:
            return drafts.load_drafts(connection)

    def draft(self, draft_id: str | None = None) -> Draft:
        """A draft with its rows in order."""
        with self._database.reading() as connection:
            return drafts.load_draft(connection, draft_id)

    def new_draft(
        self, name: str = "", *, maker: str | None = None, copy_of: str | None = None
    ) -> str:
        """Make a draft, empty or as a copy; its id."""
        with self._database.writing() as connection:
            return drafts.new_draft(connection, name, maker=maker, copy_of=copy_of)

    def delete_draft(self, draft_id: str) -> None:
        """Put a draft away."""
        with self._database.writing() as connection:
            drafts.delete_draft(connection, draft_id, deleted=True)

    def restore_draft(self, draft_id: str) -> None:
        """Bring a deleted draft back."""
        with self._database.writing() as connection:
            drafts.delete_draft(connection, draft_id, deleted=False)

    def set_draft_options(self, options: DraftOptions, *, draft_id: str | None = None) -> None:
        """Change what the draft says of itself."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            changes.set_options(connection, identifier, options)

    def set_draft_target(
        self,
        *,
        organisation: str | None,
        fiscal_year_be: int | None,
        draft_id: str | None = None,
    ) -> None:
        """Say whose table it will be."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            target = {"organisation": organisation, "fiscal_year_be": fiscal_year_be}
            changes.set_head(connection, identifier, StepKind.TARGET, target)

    def add_to_draft(self, items: Sequence[DraftItem], *, draft_id: str | None = None) -> int:
        """Append rows that are not there yet; returns how many."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            return changes.add_items(connection, identifier, items)

    def remove_from_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Take a row out."""
        with self._database.writing() as connection:
            identifier = drafts.existing(connection, draft_id)
            if identifier is not None:
                changes.remove_item(connection, identifier, measure_id)

    def clear_draft(self, *, draft_id: str | None = None) -> None:
        """Take all rows out."""
        with self._database.writing() as connection:
            identifier = drafts.existing(connection, draft_id)
            if identifier is not None:
                changes.clear_items(connection, identifier)

    def reorder_draft(self, measure_ids: Sequence[str], *, draft_id: str | None = None) -> None:
        """Put these rows first, in this order."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            changes.reorder_items(connection, identifier, measure_ids)

    def move_in_draft(self, measure_id: str, *, to: str, draft_id: str | None = None) -> None:
        """Put a row in the place of another."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            changes.move_item(connection, identifier, measure_id, to=to)

    def edit_draft(
        self, measure_id: str, *, field: str, text: str | None, draft_id: str | None = None
    ) -> None:
        """Write a text over a row's field, or take it back."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            changes.edit_item(connection, identifier, measure_id, field=field, text=text)

    def decide_in_draft(
        self,
        measure_id: str,
        *,
        piece: FieldPiece,
        verdict: Verdict | None,
        draft_id: str | None = None,
    ) -> None:
        """Keep a verdict on a piece of a row's text, or take it back."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            changes.decide_item(connection, identifier, measure_id, piece=piece, verdict=verdict)

    def merge_in_draft(self, measure_id: str, *, other: str, draft_id: str | None = None) -> None:
        """Make one row of two."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            changes.merge_items(connection, identifier, measure_id, other=other)

    def split_in_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Make the rows again that a merged one was made of."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            changes.split_item(connection, identifier, measure_id)

    def undo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Take back the last step that holds."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            changes.undo_step(connection, identifier, step)

    def redo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Do the last undone step again."""
        with self._database.writing() as connection:
            identifier = drafts.ensured(connection, draft_id)
            changes.redo_step(connection, identifier, step)
