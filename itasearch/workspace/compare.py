"""Verbs that compare two reports or one town's years, and show and export a comparison.

A side is a report's id, a file that was added, an organisation, or an organisation and a year
("ทต.แม่กา@2566").
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from itasearch.compare import library
from itasearch.compare.reports import compare_reports
from itasearch.domain.organisations import name_key
from itasearch.enrich.plan_rows import rows_of_title
from itasearch.errors import ComparisonError, Message, UnknownReportError, UnknownValueError
from itasearch.ingest.originals.files import digest
from itasearch.model.comparison import Comparison
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.people import THIS_COMPUTER
from itasearch.model.records import Measure, Report, ReportKind
from itasearch.text.thai.normalize import squash
from itasearch.wording.labels import file_name
from itasearch.workspace.access import Verbs
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import fiscal_year

_ORGANISATION = "organisation"  #: Field of the store's UnknownValueError for an organisation


class CompareVerbs(Verbs):
    """The verb that compares two reports."""

    def compare(self, left: str, right: str, *, year: int | None = None) -> Comparison:
        """Two reports side by side: measures that do the same thing, and what only one has.

        A side may be a file's path if the person is at this computer. `year` (BE) is for
        organisations without one; None: the latest that both have, else each one's latest, with a
        note. Raises ComparisonError: both sides are the same report, or a side has none.
        """
        parts = self._parts
        # Who else asks must not learn which files this computer has.
        opens_files = self.person == THIS_COMPUTER
        chosen, notes = library.choose_reports(
            _side(parts, left, year, opens_files=opens_files),
            _side(parts, right, year, opens_files=opens_files),
        )
        compared = {report.id for _, report in chosen}
        for side, report in chosen:
            notes += library.side_notes(side, report)
        left_id, right_id = (report.id for _, report in chosen)
        reports = parts.store.reports.get(left_id), parts.store.reports.get(right_id)
        of_year: dict[str, Measure] = {}
        for compared_report in reports:
            of_year |= _in_its_year(parts, compared_report, compared)
        work = partial(
            compare_reports,
            meanings=parts.meanings(),
            notes=notes,
            of_year=of_year,
        )
        comparison = library.compared(parts, *reports, work)
        if comparison is None:
            raise ComparisonError(
                Message(
                    "one of these reports cannot be compared, for a fault of itasearch; run: "
                    "itasearch doctor"
                )
            )
        return comparison


def _in_its_year(parts: Parts, report: Report, compared: Collection[str]) -> Mapping[str, Measure]:
    """By measure id: the row of its title in its town's results of a plan's year, or in the plan of
    results, of what is not compared."""
    if report.organisation is None:
        return {}
    kind = ReportKind.PLAN if report.kind is ReportKind.RESULTS else ReportKind.RESULTS
    rows = library.rows_of_year(parts, report.organisation.id, report.fiscal_year_be, kind)
    others = [row for row in rows if row.measure.report_id not in compared]
    return {name: it.measure for name, it in rows_of_title(report.measures, others).items()}


def _side(parts: Parts, text: str, year: int | None, *, opens_files: bool) -> library.Side:
    with suppress(UnknownReportError):
        return _named_report(parts.store.reports.summary(text.strip()))
    for path in (Path(text), parts.settings.home / text):
        if opens_files and _is_file(path):
            return _file(parts, path, year)
    try:
        return _organisation(parts, text, year)
    except UnknownValueError as error:
        stored = _stored_under(parts, text)
        if stored is not None:
            return _named_report(stored)
        if error.field != _ORGANISATION:
            raise
        field = "organisation, report or file"
        raise UnknownValueError(field=field, value=text, nearest=error.nearest) from error


def _stored_under(parts: Parts, text: str) -> ReportSummary | None:
    name = text.strip()
    summaries = [
        summary
        for summary in parts.store.reports.of_file(name)
        if name in {summary.source.path, file_name(summary.source.path)}
    ]
    return summaries[0] if len(summaries) == 1 else None


def _is_file(path: Path) -> bool:
    with suppress(OSError):  # a long Thai name is too long for a file's
        return path.is_file()
    return False


def _named_report(report: ReportSummary) -> library.Side:
    if report.status is ReportStatus.REMOVED:
        raise ComparisonError(
            "report {id} was removed; add its file again first",
            id=report.id,
            path=report.source.path,
        )
    return library.Side(name=report.id, reports=(report,))


def _file(parts: Parts, path: Path, year: int | None) -> library.Side:
    reports = [
        summary
        for summary in parts.store.reports.of_source(digest(path))
        if summary.status is not ReportStatus.REMOVED
    ]
    if not reports:
        raise ComparisonError(
            "{path} gave no report of the library; run: itasearch add {path}", path=path
        )
    if len(reports) > 1 and year is not None:
        reports = [report for report in reports if report.fiscal_year_be == year]
    if len(reports) != 1:
        ids = ", ".join(summary.id for summary in parts.store.reports.of_source(digest(path)))
        raise ComparisonError(
            "{path} holds several reports; name one by its id: {ids}", path=path, ids=ids
        )
    return library.Side(name=path.name, reports=tuple(reports))


def _organisation(parts: Parts, text: str, year: int | None) -> library.Side:
    name, at, typed = text.rpartition("@")
    if at:
        year = fiscal_year(typed)
        if year is None:
            raise ComparisonError(
                "{text!r}: after @ a fiscal year is expected, such as 2566", text=text
            )
    else:
        name = text
    found = parts.store.organisations.find(name)
    key = name_key(name)
    is_name = any(key.startswith(squash(alias)) for alias in (found.name, *found.aliases))
    typed = "" if is_name or name.strip() == found.id else name
    reports = library.reports_of(parts, found.id)
    if not reports:
        raise ComparisonError(
            "{name} has no report in the library, only ITA results; run: itasearch reports",
            name=found.name,
        )
    side = library.Side(name=found.name, reports=tuple(reports), open=year is None, typed=typed)
    if year is None:
        return side
    if year not in side.years:
        nearest = sorted(side.years, key=lambda have: (abs(have - year), have))
        raise UnknownValueError(
            field=f"report of {found.name} for fiscal year",
            value=str(year),
            nearest=[str(have) for have in nearest],
        )
    return side.of_year(year)
