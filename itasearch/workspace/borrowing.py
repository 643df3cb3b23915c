"""Verbs that borrow: a draft's template in the target's name, its files, and export.

What is done to a draft stands in `drafting`. Imports borrow, documents, the parts and the model.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from itasearch.borrow.adapt.adapt import adapt, full_name
from itasearch.borrow.checked import with_checks
from itasearch.borrow.copied import with_copy_notes
from itasearch.borrow.document.export import left_in, render
from itasearch.documents.files import format_of, write_file
from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.drafts import Draft
from itasearch.model.records import ItaResult, Organisation
from itasearch.model.template import (
    BARE_TABLE,
    DocumentChoice,
    DocumentKind,
    Exported,
    ExportFormat,
    Template,
)
from itasearch.text.dates.fiscal_year import check_fiscal_year
from itasearch.workspace.classifying import Classifying
from itasearch.workspace.copies_of import towns_with_same_text
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
        own = self._known(full_name(draft.organisation))
        return self._looked_at(adapt(draft, indicators=marks, own=own), own)

    def render_basket(
        self,
        kind: ExportFormat,
        *,
        draft_id: str | None = None,
        document: DocumentChoice = BARE_TABLE,
    ) -> bytes:
        """A draft in its target's name as the bytes of a file.

        Raises:
            UnknownDraftError: there is no such draft.
            ExportError: a letterhead that cannot be filled in.
        """
        template = self.basket_template(draft_id)
        return render(template, kind, document=document, result=self.last_result(template))

    def export_draft(
        self,
        draft_id: str | None,
        output: Path,
        *,
        kind: ExportFormat | None = None,
        document: DocumentChoice | None = None,
    ) -> Exported:
        """Write a draft to a file as the app would, in its own organisation's name and year.

        Args:
            draft_id: which draft; None: the oldest.
            output: the file; one that is there is replaced in one step.
            kind: None: by the ending of `output`.
            document: which document, on whose paper; None: the plan.

        Returns:
            What was written, and how much of it is left to fill in and decide.

        Raises:
            UnknownDraftError: there is no such draft.
            ExportError: as `export`.
        """
        kind = kind or format_of(output, ExportFormat)
        document = document or DocumentChoice(kind=DocumentKind.PLAN)
        return self._write(self.basket_template(draft_id), output, kind=kind, document=document)

    def export(
        self,
        identifiers: Sequence[str],
        output: Path,
        *,
        kind: ExportFormat | None = None,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        document: DocumentChoice = BARE_TABLE,
    ) -> Exported:
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
            What was written, and how much of it is left to fill in and decide.

        Raises:
            UnknownReportError: there is no such measure or report.
            ExportError: no format is known by that ending, a folder is in the way, or a
                letterhead cannot be filled in.
            ValueError: a year outside 2500–2700.
        """
        if fiscal_year_be is not None:
            check_fiscal_year(fiscal_year_be)
        kind = kind or format_of(output, ExportFormat)
        items = {item.measure.id: item for item in borrowed(self._parts.store, identifiers)}
        draft = Draft(
            items=tuple(items.values()), organisation=organisation, fiscal_year_be=fiscal_year_be
        )
        own = self._known(full_name(draft.organisation))
        template = self._looked_at(adapt(draft, own=own), own)
        return self._write(template, output, kind=kind, document=document)

    def _write(
        self, template: Template, output: Path, *, kind: ExportFormat, document: DocumentChoice
    ) -> Exported:
        result = self.last_result(template)
        write_file(output, render(template, kind, document=document, result=result))
        return Exported(template=template, left=left_in(template, document.kind, result=result))

    def _looked_at(self, template: Template, own: Organisation | None) -> Template:
        """The template with what a person is warned of: rows copied, parts of the form missing."""

        def towns(measure_ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
            return towns_with_same_text(self._parts, measure_ids)

        return with_checks(with_copy_notes(template, towns=towns, own=own))

    def _known(self, name: str | None) -> Organisation | None:
        """The organisation of the library with that very name; None: there is no such."""
        if name is None:
            return None
        try:
            found = self._parts.store.find_organisation(name)
        except (UnknownValueError, AmbiguousOrganisationError):
            return None
        return found if name in (found.name, *found.aliases) else None

    def last_result(self, template: Template) -> ItaResult | None:
        """The newest ITA result of the template's organisation before its year; None: unknown.

        Only an organisation of the library with that very name is taken for it.
        """
        found = self._known(template.organisation)
        if found is None:
            return None
        before = template.fiscal_year_be
        return next(
            (
                result
                for result in self._parts.store.ita_results(found.id)
                if before is None or (result.fiscal_year_be or 0) < before
            ),
            None,
        )
