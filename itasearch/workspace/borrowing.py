"""Verbs that borrow: the basket (the one draft of the library), its template, and export.

They change the draft only, never a report or the index, so they do not wait for the
writer lock that adding and building hold: a row goes into the basket while files are
read. Imports borrow, the parts and the model.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from itasearch.borrow.adapt import adapt, full_name
from itasearch.borrow.export import format_of, render, write_file
from itasearch.model.drafts import Draft, DraftItem
from itasearch.model.template import ExportFormat, Template
from itasearch.store.base import Store
from itasearch.text.fiscal_year import check_fiscal_year
from itasearch.workspace.parts import Parts


class Borrowing:
    """The part of Workspace that takes rows home."""

    _parts: Parts

    def basket(self) -> Draft:
        """The rows in the basket, in order, as they were borrowed, with the person's edits."""
        return self._parts.store.draft()

    def add_to_basket(self, identifiers: Sequence[str]) -> int:
        """Copy measures to the end of the basket; those that are there already stay.

        Args:
            identifiers: ids of measures, or of reports for all their measures.

        Returns:
            How many rows are new.

        Raises:
            UnknownReportError: there is no such measure or report; nothing is added then.
        """
        store = self._parts.store
        return store.add_to_draft(tuple(_borrowed(store, identifiers)))

    def remove_from_basket(self, measure_id: str) -> None:
        """Take a row out; no error when it is not there."""
        self._parts.store.remove_from_draft(measure_id)

    def clear_basket(self) -> None:
        """Take all rows out; the target stays."""
        self._parts.store.clear_draft()

    def reorder_basket(self, measure_ids: Sequence[str]) -> None:
        """Put these rows first, in this order; those not named follow in theirs.

        Raises:
            UnknownReportError: the basket has no such row; nothing is moved then.
        """
        self._parts.store.reorder_draft(measure_ids)

    def edit_basket(self, measure_id: str, *, field: str, text: str | None) -> None:
        """Write an own text over a field of a row; it is final and not adapted.

        Args:
            measure_id: whose row.
            field: one of TEXT_FIELDS.
            text: "" empties the field; None takes the own text back.

        Raises:
            UnknownReportError: the basket has no such row.
            ValueError: there is no such field.
        """
        self._parts.store.edit_draft(measure_id, field=field, text=text)

    def set_basket_target(self, *, organisation: str | None, fiscal_year_be: int | None) -> None:
        """Say whose table it will be; None: not yet known.

        Args:
            organisation: full or abbreviated name; it need not be in the library.
            fiscal_year_be: 2500–2700.

        Raises:
            ValueError: a year outside that.
        """
        _check_year(fiscal_year_be)
        self._parts.store.set_draft_target(
            organisation=full_name(organisation), fiscal_year_be=fiscal_year_be
        )

    def basket_template(self) -> Template:
        """The basket in its target's name: what a file of it would say."""
        return adapt(self.basket())

    def render_basket(self, kind: ExportFormat) -> bytes:
        """The basket in its target's name as the bytes of a file."""
        return render(self.basket_template(), kind)

    def export(
        self,
        identifiers: Sequence[str],
        output: Path,
        *,
        kind: ExportFormat | None = None,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
    ) -> Template:
        """Write measures to a file in the name of an organisation; the basket stays as it is.

        Args:
            identifiers: ids of measures, or of reports for all their measures, in the
                order of the table; repeated ones count once.
            output: the file; one that is there is replaced in one step.
            kind: None: by the ending of `output`.
            organisation: whose table it will be, full or abbreviated; None leaves the
                sources' names and a blank for the own one.
            fiscal_year_be: 2500–2700; None leaves the sources' years.

        Returns:
            What was written.

        Raises:
            UnknownReportError: there is no such measure or report.
            ExportError: no format is known by that ending, or a folder is in the way.
            ValueError: a year outside 2500–2700.
        """
        _check_year(fiscal_year_be)
        kind = kind or format_of(output)
        items = {item.measure.id: item for item in _borrowed(self._parts.store, identifiers)}
        draft = Draft(
            items=tuple(items.values()), organisation=organisation, fiscal_year_be=fiscal_year_be
        )
        template = adapt(draft)
        write_file(output, render(template, kind))
        return template


def _borrowed(store: Store, identifiers: Sequence[str]) -> Iterator[DraftItem]:
    """The measures with these ids, a report's all; in the order asked for."""
    found = store.measures(identifiers)
    for identifier in identifiers:
        if identifier in found:
            stored = found[identifier]
            yield DraftItem(
                measure=stored.measure,
                organisation=stored.organisation,
                fiscal_year_be=stored.fiscal_year_be,
            )
            continue
        report = store.report(identifier)
        for measure in report.measures:
            yield DraftItem(
                measure=measure,
                organisation=report.organisation,
                fiscal_year_be=report.fiscal_year_be,
            )


def _check_year(year: int | None) -> None:
    if year is not None:
        check_fiscal_year(year)
