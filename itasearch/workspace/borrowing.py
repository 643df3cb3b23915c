"""Verbs that borrow: a draft's template in the target's name, its files, and export.

What is done to a draft stands in `drafting`. Imports borrow, the parts and the model.
"""

from collections.abc import Sequence
from pathlib import Path

from itasearch.borrow.adapt import adapt
from itasearch.borrow.export import format_of, render, write_file
from itasearch.model.drafts import Draft
from itasearch.model.template import ExportFormat, Template
from itasearch.text.fiscal_year import check_fiscal_year
from itasearch.workspace.classifying import Classifying
from itasearch.workspace.drafting import Drafting, borrowed
from itasearch.workspace.parts import Parts


class Borrowing(Drafting, Classifying):
    """The part of Workspace that takes rows home."""

    _parts: Parts

    def basket_template(self, draft_id: str | None = None) -> Template:
        """A draft in its target's name: what a file of it would say.

        Raises:
            UnknownDraftError: there is no such draft.
        """
        draft = self.basket(draft_id)
        unsaid = [one.measure.id for one in draft.items if one.measure.indicator is None]
        marks = {
            one: found.indicator
            for one, found in (self.classifications(unsaid) if unsaid else {}).items()
            if found.indicator is not None
        }
        return adapt(draft, indicators=marks)

    def render_basket(self, kind: ExportFormat, *, draft_id: str | None = None) -> bytes:
        """A draft in its target's name as the bytes of a file.

        Raises:
            UnknownDraftError: there is no such draft.
        """
        return render(self.basket_template(draft_id), kind)

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
        if fiscal_year_be is not None:
            check_fiscal_year(fiscal_year_be)
        kind = kind or format_of(output)
        items = {item.measure.id: item for item in borrowed(self._parts.store, identifiers)}
        draft = Draft(
            items=tuple(items.values()), organisation=organisation, fiscal_year_be=fiscal_year_be
        )
        template = adapt(draft)
        write_file(output, render(template, kind))
        return template
