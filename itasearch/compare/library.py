"""What is read of an open library, and which reports are compared: of two sides, a town, a year."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Protocol, TypeVar

from itasearch.boundary import Boundary
from itasearch.domain.titles import title_key
from itasearch.enrich.plan_rows import ids_of_title
from itasearch.enrich.quotations import quotations
from itasearch.enrich.topics import StatedAbout, of_one_title
from itasearch.errors import ComparisonError, UnknownReportError
from itasearch.model.classification import Classification
from itasearch.model.comparison import ComparisonNote, NotedReport, NoteKind
from itasearch.model.form_check import RuleBook
from itasearch.model.library import ReportStatus, ReportSummary, Stage
from itasearch.model.passages import TextCopies
from itasearch.model.ranking import Filters
from itasearch.model.records import Report, ReportKind, StoredMeasure, report_of
from itasearch.model.towns import NewestReport

if TYPE_CHECKING:
    from itasearch.compare.pairing.meaning import Meanings
    from itasearch.store.sql import SqlStore

_Made = TypeVar("_Made")


class OpenLibrary(Boundary, Protocol):
    """The store, and what the index knows of its measures; see workspace.parts.Parts."""

    @property
    def store(self) -> "SqlStore":
        """The store."""

    @property
    def rules(self) -> RuleBook:
        """What each year's ITA asks for."""

    def meanings(self) -> "Meanings":
        """What the index knows of measures; without a usable one everything is encoded."""

    def classified(self, measures: Mapping[str, StatedAbout]) -> Mapping[str, Classification]:
        """What these measures are about, by id."""

    def copies(
        self, measure_ids: Sequence[str], *, most: int | None = None
    ) -> Mapping[str, TextCopies]:
        """The copies of measures; none where no index can be opened."""


def compared(
    library: OpenLibrary, left: Report, right: Report, work: Callable[[Report, Report], _Made]
) -> _Made | None:
    """What `work` makes of two reports; None where it raises for one of them with itself, too."""
    return library.together(
        (left, right),
        lambda sides: work(*sides) if len(sides) > 1 else None,
        alone=lambda report: work(report, replace(report, id="")),
        report_of=lambda report: report.id,
        stage=Stage.COMPARE,
    )


def oldest_copies(library: OpenLibrary, measure_ids: Sequence[str]) -> Mapping[str, str]:
    """Of measures that have copies the oldest one's id; none where no index can be opened."""
    copies = library.copies(measure_ids, most=1)
    return {name: copy.listed[0].measure_id for name, copy in copies.items() if copy.listed}


def existing_reports(library: OpenLibrary, report_ids: Iterable[str]) -> dict[str, Report]:
    """These reports, by id; one that was removed a moment ago is left out."""
    reports = {}
    for report_id in report_ids:
        with suppress(UnknownReportError):
            reports[report_id] = library.store.reports.get(report_id)
    return reports


def classified_in_towns(
    library: OpenLibrary, measure_ids: Iterable[str]
) -> Mapping[str, Classification]:
    """What stored measures are about, by the active reports of their towns; see `of_one_title`.

    Those of removed and replaced reports, and of samples of a town that has others, share nothing.
    Unknown ids are left out.
    """
    ids, store = dict.fromkeys(measure_ids), library.store.reports
    reports = store.summaries([*dict.fromkeys(map(report_of, ids))])
    owners = {it.organisation.id for it in reports.values() if it.organisation}
    sharing = {it.id: it for some in reports_by_town(library, owners).values() for it in some}
    sketches = store.sketches([*{**reports, **sharing}], counted=())
    rows = {it.id: it for sketch in sketches.values() for it in sketch}
    requested = {name: rows[name] for name in ids if name in rows}
    titles = {title_key(row.title) for row in requested.values()}
    years = {(it.organisation, it.fiscal_year_be) for it in reports.values()}
    of_towns = []
    for report_id, report in sharing.items():
        of_report = report.organisation, report.fiscal_year_be
        # What is guessed in other years is shared with no row that is asked for.
        shared = [
            row
            for row in sketches.get(report_id, ())
            if (of_report in years or row.indicator) and title_key(row.title) in titles
        ]
        of_towns.append((*of_report, shared))
    others = {row.id: row for *_, shared in of_towns for row in shared}
    agreed = of_one_title(of_towns, library.classified(requested | others))
    return {name: agreed[name] for name in requested}


_FULLEST_FIRST = (ReportKind.RESULTS, ReportKind.PLAN, ReportKind.GUIDELINES)
_AnyReport = TypeVar("_AnyReport", ReportSummary, NewestReport)


def by_fullness(reports: Iterable[_AnyReport]) -> list[_AnyReport]:
    """Reports of results first, then plans, then guidelines; of each kind the longest first."""
    return sorted(reports, key=lambda it: (_FULLEST_FIRST.index(it.kind), -it.measures, it.id))


def without_samples(reports: Iterable[_AnyReport]) -> list[_AnyReport]:
    """Reports of one organisation, without samples (reworded) if any is a real one."""
    with_samples = list(reports)
    own = [
        report
        for report in with_samples
        if not (report.reworded if isinstance(report, NewestReport) else report.source.reworded)
    ]
    return own or with_samples


def reports_of(library: OpenLibrary, organisation_id: str) -> list[ReportSummary]:
    """An organisation's active reports; samples only where there is nothing else."""
    return reports_by_town(library, [organisation_id])[organisation_id]


def reports_by_town(
    library: OpenLibrary, organisation_ids: Iterable[str]
) -> dict[str, list[ReportSummary]]:
    """The same of some organisations, by their ids."""
    by_town: dict[str, list[ReportSummary]] = {name: [] for name in organisation_ids}
    if by_town:  # filters without organisations would let all in
        for report in library.store.reports.all(Filters(organisation_ids=tuple(by_town))):
            if report.organisation is not None:
                by_town[report.organisation.id].append(report)
    return {name: without_samples(reports) for name, reports in by_town.items()}


def rows_of_year(
    library: OpenLibrary, organisation_id: str, year: int | None, *kinds: ReportKind
) -> list[StoredMeasure]:
    """Measures of an organisation's reports of a year, of these kinds; none of an unknown year."""
    reports = reports_of(library, organisation_id) if year else ()
    ids = [it.id for it in reports if it.fiscal_year_be == year and it.kind in kinds]
    of_year = existing_reports(library, ids).values()
    return [report.stored(measure) for report in of_year for measure in report.measures]


def with_quotations(
    library: OpenLibrary, measure_ids: Iterable[str]
) -> Mapping[str, StoredMeasure]:
    """Stored measures by id, each with the quotations of what its town reports of it.

    Those of a plan's measure are also of the row of its title in the results report of its town
    and year. Unknown ids are left out.
    """
    ids = dict.fromkeys(measure_ids)
    rows = rows_of_results(library, ids)
    stored = library.store.reports.measures([*dict.fromkeys((*ids, *rows.values()))])

    def quoted(name: str) -> StoredMeasure:
        row = stored.get(rows.get(name, ""))
        results = [] if row is None else [row.measure]
        return replace(stored[name], quotations=quotations(stored[name].measure, *results))

    return {name: quoted(name) for name in ids if name in stored}


def rows_of_results(library: OpenLibrary, measure_ids: Iterable[str]) -> Mapping[str, str]:
    """By the id of a plan's measure, that of the row of its title in its year's results."""
    reports = library.store.reports.summaries([*dict.fromkeys(map(report_of, measure_ids))])
    plans = [it for it in reports.values() if it.kind is not ReportKind.RESULTS]
    towns = {it.organisation.id for it in plans if it.organisation and it.fiscal_year_be}
    results = [
        it
        for of_town in reports_by_town(library, towns).values()
        for it in of_town
        if it.kind is ReportKind.RESULTS
    ]
    sketches = library.store.reports.sketches([it.id for it in (*plans, *results)], counted=())
    titles = {name: {it.id: it.title for it in rows} for name, rows in sketches.items()}
    rows: dict[str, str] = {}
    for plan, of in product(plans, results):
        if (plan.organisation, plan.fiscal_year_be) == (of.organisation, of.fiscal_year_be):
            rows |= ids_of_title(titles.get(plan.id, {}), titles.get(of.id, {}))
    return rows


def plan_and_results(reports: Iterable[ReportSummary]) -> tuple[str | None, str | None]:
    """Ids of a year's plan (else guidelines) and results, of each the fullest."""
    fullest_first = by_fullness(reports)

    def first(*kinds: ReportKind) -> str | None:
        ids = (report.id for kind in kinds for report in fullest_first if report.kind is kind)
        return next(ids, None)

    return first(ReportKind.PLAN, ReportKind.GUIDELINES), first(ReportKind.RESULTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The reports, at least one, that a side may be."""

    name: str
    reports: tuple[ReportSummary, ...]
    open: bool = False  #: whether its year is still to be chosen
    typed: str = ""  #: what was typed, unless the name

    @property
    def years(self) -> set[int]:
        """The known fiscal years of its reports."""
        return {it.fiscal_year_be for it in self.reports if it.fiscal_year_be is not None}

    def of_year(self, year: int | None) -> "Side":
        """The side with its reports of a year."""
        chosen = tuple(report for report in self.reports if report.fiscal_year_be == year)
        return replace(self, reports=chosen, open=False)

    def latest(self) -> "Side":
        """The side in its latest known year."""
        return self.of_year(max(self.years, default=None))


def choose_reports(
    left: Side, right: Side
) -> tuple[Sequence[tuple[Side, ReportSummary]], tuple[ComparisonNote, ...]]:
    """Both sides with their years and reports, and how these were chosen.

    Raises ComparisonError: one town and one year, or one report.
    """
    is_open = left.open, right.open
    if all(is_open) and set(left.reports) == set(right.reports):
        raise _two_years_needed(left)
    common = left.years & right.years
    if all(is_open):
        left, right = (it.of_year(max(common)) if common else it.latest() for it in (left, right))
    elif left.open:
        left, common = _year_beside(left, right)
    elif right.open:
        right, common = _year_beside(right, left)
    first, second = _best_pair(left, right)
    notes: tuple[ComparisonNote, ...] = ()
    if all(is_open) and common:
        notes = (ComparisonNote(kind=NoteKind.LATEST_COMMON_YEAR, year=max(common)),)
    elif any(is_open) and not common:
        kind = NoteKind.NO_COMMON_YEAR if all(is_open) else NoteKind.NO_REPORT_OF_YEAR
        sides = zip(is_open, ((left.name, first), (right.name, second)), strict=True)
        notes = (report_note(kind, *(named for is_chosen, named in sides if is_chosen)),)
    return ((left, first), (right, second)), notes


def _year_beside(side: Side, fixed: Side) -> tuple[Side, set[int]]:
    """The side in the latest of the years of both, which follow, else in its latest one."""
    ids = {report.id for report in fixed.reports}
    rest = replace(side, reports=tuple(report for report in side.reports if report.id not in ids))
    if not rest.reports:
        raise _two_years_needed(side)
    common = rest.years & fixed.years
    return rest.of_year(max(common)) if common else rest.latest(), common


def _two_years_needed(side: Side) -> ComparisonError:
    if len(side.years) < 2:
        return ComparisonError(
            "{name} has one report only; it cannot be compared with itself", name=side.name
        )
    years = sorted(side.years)[-2:]
    named = " ".join(f"{side.name}@{year}" for year in years)
    return ComparisonError(
        "both sides are {name}; name two of its years: {named}", name=side.name, named=named
    )


def _best_pair(left: Side, right: Side) -> tuple[ReportSummary, ReportSummary]:
    """Reports of the same kind if possible, the fullest first. Raises ComparisonError: the same."""
    choices = [
        (first, second)
        for first in by_fullness(left.reports)
        for second in by_fullness(right.reports)
        if first.id != second.id
    ]
    if not choices:
        raise ComparisonError(
            "both sides are report {id}; name two reports", id=left.reports[0].id, name=left.name
        )
    return min(choices, key=lambda pair: pair[0].kind is not pair[1].kind)


def side_notes(side: Side, report: ReportSummary) -> tuple[ComparisonNote, ...]:
    """What a name was taken for, whether its report was replaced, and others of the year.

    Rewordings of the town's own report are left out.
    """
    notes: list[ComparisonNote] = []
    if side.typed:
        notes.append(report_note(NoteKind.TAKEN_FOR, (side.name, report), typed=side.typed))
    if report.status is ReportStatus.SUPERSEDED:
        notes.append(report_note(NoteKind.REPLACED, (side.name, report)))
    rest = [summary for summary in side.reports if summary.id != report.id]
    rest = [summary for summary in rest if report.source.reworded or not summary.source.reworded]
    if rest:
        others = ((side.name, summary) for summary in (report, *rest))
        notes.append(report_note(NoteKind.OTHERS_OF_YEAR, *others))
    return tuple(notes)


def report_note(
    kind: NoteKind, *reports: tuple[str, ReportSummary], typed: str = ""
) -> ComparisonNote:
    """A note on reports, each with the name of its side."""
    noted = (
        NotedReport(side=side, report_id=it.id, fiscal_year_be=it.fiscal_year_be, kind=it.kind)
        for side, it in reports
    )
    return ComparisonNote(kind=kind, reports=tuple(noted), typed=typed)
