"""Verbs that look at one town's reports: what they lack beside similar towns, and by the form.

Imports the parts and the model; compare and enrich with the first verb that needs them.
"""

from itasearch.model.coverage import Coverage
from itasearch.model.form_check import FormCheck
from itasearch.model.neighbours import MOST_NEIGHBOURS
from itasearch.workspace.parts import Parts


class Covering:
    """The part of Workspace that gives advice on a town's own reports."""

    _parts: Parts

    def coverage(
        self, organisation: str, *, year: int | None = None, most: int = MOST_NEIGHBOURS
    ) -> Coverage:
        """What most similar towns do and this one does not, and what its measures lack.

        Args:
            organisation: its name or id.
            year: fiscal year (BE) of its reports; None takes the newest with measures.
                Similar towns are taken in their newest year in any case.
            most: similar towns at most, the likest first, only those with measures.

        Returns:
            Advice, never a verdict; `notes` say why there are no gaps where there are none.

        Raises:
            ValueError: `most` is below 1.
            UnknownValueError: no such organisation, or it has no report of that year.
            AmbiguousOrganisationError: the name fits several.
        """
        from itasearch.workspace.coverage_of import coverage_of

        return coverage_of(self._parts, organisation, year=year, most=most)

    def form_check(self, report_id: str) -> FormCheck:
        """Which parts of the form each measure of a report has, and where they stand.

        Raises:
            UnknownReportError: no report has this id.
        """
        from itasearch.enrich.form_check.check import check_report

        return check_report(self._parts.store.report(report_id))
