"""Verbs on drafts: list, edit, undo, share.

They never change a report or the index, so they do not wait for the writer lock. Where no draft is
named the oldest is meant.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from itasearch.borrow.adapt.rows import full_name
from itasearch.errors import NotAllowedError
from itasearch.model.drafts import (
    Draft,
    DraftAccess,
    DraftItem,
    DraftOptions,
    DraftShare,
    DraftSummary,
    FieldPiece,
    Verdict,
)
from itasearch.model.people import Right
from itasearch.model.records import Report
from itasearch.text.dates.fiscal_year import check_fiscal_year
from itasearch.workspace.access import Verbs, needs

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore


class Drafts(Verbs):
    """The person's drafts. Verbs raise UnknownDraftError, UnknownRowError, with nothing changed."""

    def all(self) -> tuple[DraftSummary, ...]:
        """All drafts but deleted ones, the one that was changed last first."""
        return self._drafts.all()

    def get(self, draft_id: str | None = None) -> Draft:
        """A draft with its rows in order; for None an empty one when there is none at all."""
        return self._drafts.get(draft_id)

    @needs(Right.DRAFT)
    def new(
        self,
        name: str = "",
        *,
        maker: str | None = None,
        organisation: str | None = None,
        copy_of: str | None = None,
    ) -> str:
        """Make a draft, or a copy without steps; returns its id. A copy keeps its organisation."""
        town = full_name(organisation)
        return self._drafts.new(name, maker=maker, organisation=town, copy_of=copy_of)

    @needs(Right.DRAFT)
    def delete(self, draft_id: str) -> None:
        """Put a draft away. Deleting twice is no error."""
        self._drafts.delete(draft_id)

    @needs(Right.DRAFT)
    def restore(self, draft_id: str) -> None:
        """Bring a deleted draft back unchanged; no error when it was not deleted."""
        self._drafts.restore(draft_id)

    @needs(Right.DRAFT)
    def set_options(self, options: DraftOptions, *, draft_id: str | None = None) -> None:
        """Change name, maker or settings. Raises ValueError for an empty name."""
        self._drafts.set_options(options, draft_id=draft_id)

    @needs(Right.DRAFT)
    def remove(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Take a row out. Removing twice is no error."""
        self._drafts.remove(measure_id, draft_id=draft_id)

    @needs(Right.DRAFT)
    def clear(self, *, draft_id: str | None = None) -> None:
        """Take all rows out; the target stays."""
        self._drafts.clear(draft_id=draft_id)

    @needs(Right.DRAFT)
    def move(self, measure_id: str, *, to: str, draft_id: str | None = None) -> None:
        """Put a row in the place of the row `to`; that one and those between move by one."""
        self._drafts.move(measure_id, to=to, draft_id=draft_id)

    @needs(Right.DRAFT)
    def edit(
        self, measure_id: str, *, field: str, text: str | None, draft_id: str | None = None
    ) -> None:
        """Write `text` over a field of a row; the borrowed text stays."""
        self._drafts.edit(measure_id, field=field, text=text, draft_id=draft_id)

    @needs(Right.DRAFT)
    def decide(
        self,
        measure_id: str,
        *,
        piece: FieldPiece,
        verdict: Verdict | None,
        draft_id: str | None = None,
    ) -> None:
        """Keep a person's verdict on a piece of a row's text; None takes it back."""
        self._drafts.decide(measure_id, piece=piece, verdict=verdict, draft_id=draft_id)

    @needs(Right.DRAFT)
    def merge(self, measure_id: str, *, other: str, draft_id: str | None = None) -> None:
        """Make one row of two, in the place of the first; both stay in it as its parts."""
        self._drafts.merge(measure_id, other=other, draft_id=draft_id)

    @needs(Right.DRAFT)
    def split(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Make the rows again that a merged row was made of; what was written over that goes."""
        self._drafts.split(measure_id, draft_id=draft_id)

    @needs(Right.DRAFT)
    def undo(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Take back the newest step in force, whoever made it; at most KEPT_STEPS are kept."""
        self._drafts.undo(step, draft_id=draft_id)

    def access(self, draft_id: str) -> DraftAccess:
        """What the person may do with a draft. Raises UnknownDraftError."""
        return self._drafts.access(draft_id)

    def shares(self, draft_id: str) -> tuple[DraftShare, ...]:
        """The links to a draft, the oldest first. Raises as `share`."""
        return self._drafts.shares(draft_id)

    @needs(Right.DRAFT)
    def unshare(self, draft_id: str, share_id: str) -> None:
        """Take a link back, also from those who opened it, if it is there. Raises as `share`."""
        self._drafts.unshare(draft_id, share_id)

    @needs(Right.DRAFT)
    def open_shared(self, secret: str) -> str:
        """The id of the draft of a link, from now on among the person's.

        Raises UnknownShareError: no such link (any more); NotAllowedError: nobody signed in.
        """
        return self._drafts.open_shared(secret)

    @needs(Right.DRAFT)
    def redo(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Do the step again that was undone last; a new step ends that."""
        self._drafts.redo(step, draft_id=draft_id)

    @needs(Right.DRAFT)
    def add(
        self,
        identifiers: Sequence[str],
        *,
        draft_id: str | None = None,
        found_by: str | None = None,
    ) -> int:
        """Copy measures to the end of a draft, without those in it, alone or in a merged row.

        Ids are of measures, or of reports for all their measures; with an unknown one nothing is
        added. `found_by`: the search text to show with their source. Returns how many rows are new.
        """
        items = tuple(draft_items(self._store, identifiers, found_by=found_by))
        return self._drafts.add(items, draft_id=draft_id)

    @needs(Right.DRAFT)
    def set_target(
        self, *, organisation: str | None, fiscal_year_be: int | None, draft_id: str | None = None
    ) -> None:
        """Set the table's organisation, in the library or not; None: not yet known."""
        if fiscal_year_be is not None:
            check_fiscal_year(fiscal_year_be)
        self._drafts.set_target(
            organisation=full_name(organisation), fiscal_year_be=fiscal_year_be, draft_id=draft_id
        )

    @needs(Right.DRAFT)
    def share(self, draft_id: str, *, may_write: bool) -> str:
        """Make a link with which whoever signs in may read a draft, or write in it.

        Returns its secret, for `open_shared`, which is not stored. Raises OthersDraftError;
        NotAllowedError: nobody signed in, so the draft is not kept.
        """
        if self.person.reads_only:
            raise NotAllowedError(right=Right.DRAFT, signed_in=False)
        return self._drafts.share(draft_id, may_write=may_write)


def draft_items(
    store: "SqlStore", identifiers: Sequence[str], *, found_by: str | None = None
) -> Iterator[DraftItem]:
    """The measures with these ids, a report's all, in their order. Raises UnknownReportError."""
    stored = store.reports.measures(identifiers)
    for identifier in identifiers:
        owner = stored.get(identifier) or store.reports.get(identifier)
        measures = owner.measures if isinstance(owner, Report) else (owner.measure,)
        for measure in measures:
            yield DraftItem(
                measure=measure,
                organisation=owner.organisation,
                fiscal_year_be=owner.fiscal_year_be,
                found_by=found_by,
            )
