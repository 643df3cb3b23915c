"""The verb `compare ORG --years`: a town's reports of all years, chosen and followed.

Imports the parts, the store's protocol, compare and model.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from itasearch.errors import ComparisonError
from itasearch.model.comparison_notes import ComparisonNote, NotedReport, NoteKind
from itasearch.model.comparison_years import YearsComparison
from itasearch.model.library import ReportSummary
from itasearch.model.ranking import Filters
from itasearch.model.records import Organisation, Report, ReportKind
from itasearch.workspace.comparing import meanings_of
from itasearch.workspace.parts import Parts

if TYPE_CHECKING:
    from itasearch.compare.years import YearReports


def compare_years(parts: Parts, organisation: str) -> YearsComparison:
    """See Workspace.compare_years."""
    # SciPy takes a third of a second to load: verbs that need none do not wait for it.
    from itasearch.compare.years import compare_years as followed

    found = parts.store.find_organisation(organisation)
    reports = parts.store.reports(Filters(organisation_ids=(found.id,)))
    dated = {one.fiscal_year_be for one in reports if one.fiscal_year_be is not None}
    if not dated:
        raise ComparisonError(f"{found.name} has no report of a known fiscal year in the library")
    years: list[YearReports] = []
    notes: list[ComparisonNote] = []
    for year in sorted(dated):
        of_year = [one for one in reports if one.fiscal_year_be == year]
        chosen = _chosen(parts, year, of_year)
        years.append(chosen)
        taken = {one.id for one in chosen.reports}
        notes += [_note(NoteKind.LEFT_OUT, one, found) for one in of_year if one.id not in taken]
    notes += [
        _note(NoteKind.WITHOUT_YEAR, one, found) for one in reports if one.fiscal_year_be is None
    ]
    return followed(
        found,
        years,
        ita={
            one.fiscal_year_be: one
            for one in reversed(parts.store.ita_results(found.id))
            if one.fiscal_year_be is not None
        },
        meanings=meanings_of(parts),
        notes=tuple(notes),
    )


def _note(kind: NoteKind, report: ReportSummary, town: Organisation) -> ComparisonNote:
    noted = NotedReport(
        side=town.name, report_id=report.id, fiscal_year_be=report.fiscal_year_be, kind=report.kind
    )
    return ComparisonNote(kind=kind, reports=(noted,))


def _chosen(parts: Parts, year: int, reports: Iterable[ReportSummary]) -> "YearReports":
    """The plan (else the guidelines) and the results of a year, of each the fullest."""
    from itasearch.compare.years import YearReports

    by_fullness = sorted(reports, key=lambda one: (-one.measures, one.id))

    def first(*kinds: ReportKind) -> Report | None:
        for kind in kinds:
            for one in by_fullness:
                if one.kind is kind:
                    return parts.store.report(one.id)
        return None

    return YearReports(
        fiscal_year_be=year,
        plan=first(ReportKind.PLAN, ReportKind.GUIDELINES),
        results=first(ReportKind.RESULTS),
    )
