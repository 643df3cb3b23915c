"""Verbs that compare two reports or one town's years, and show and export a comparison.

A side of a comparison is typed as a report's id, a file that was added, an organisation, or an
organisation and a year ("ทต.แม่กา@2566"). Where years are left open they are chosen, and the
comparison's notes explain how.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from itasearch.boundary import PASSING
from itasearch.documents.files import write_file
from itasearch.domain.organisations import expand_abbreviation
from itasearch.errors import BackendError, ComparisonError, UnknownReportError, UnknownValueError
from itasearch.ingest.originals import digest
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    NotedReport,
    NoteKind,
    YearsComparison,
)
from itasearch.model.comparison_shown import (
    ComparisonFormat,
    ShownComparison,
    Subjects,
    narrowed,
    places,
)
from itasearch.model.documents import Digits
from itasearch.model.library import ReportStatus, ReportSummary, Stage
from itasearch.model.people import THIS_COMPUTER, ActionKind
from itasearch.model.ranking import Filters
from itasearch.model.records import Organisation, Report, ReportHead, ReportKind
from itasearch.model.towns import NewestReport
from itasearch.text.thai.normalize import squash
from itasearch.wording.labels import file_text
from itasearch.workspace.parts import Parts
from itasearch.workspace.search import SearchVerbs
from itasearch.workspace.values import FilterNames, fiscal_year, resolve

if TYPE_CHECKING:
    from itasearch.compare.pairing.meaning import Meanings

_Made = TypeVar("_Made")

_ORGANISATION = "organisation"
"""Field of the store's UnknownValueError for an organisation."""

_FULLEST_FIRST = (ReportKind.RESULTS, ReportKind.PLAN, ReportKind.GUIDELINES)


class CompareVerbs(SearchVerbs):
    """Verbs of Workspace that compare reports, and show and export a comparison."""

    def compare(self, left: str, right: str, *, year: int | None = None) -> Comparison:
        """Two reports side by side: measures that do the same thing, and what only one has.

        Args:
            left: organisation's name or id, "NAME@2566", a report's id, the name of a file
                that was added, or its path if who asks is at this computer.
            year: fiscal year (BE) for organisations named without one; None takes the
                latest that both have, else each one's latest, and a note says so.

        Raises:
            UnknownValueError: no such organisation, or it has no report of that year.
            AmbiguousOrganisationError: a name fits several.
            ComparisonError: both sides are the same report, or a side has none.
        """
        parts = self._parts
        # SciPy takes a third of a second to load: verbs that need none do not wait for it.
        from itasearch.compare.reports import compare_reports

        # Whoever else asks must not learn which files this computer has.
        opens_files = self.person == THIS_COMPUTER
        one = _side(parts, left, year, opens_files=opens_files)
        other = _side(parts, right, year, opens_files=opens_files)
        one, other, notes = _with_years(one, other)
        first, second = _best_pair(one, other)
        for side, taken in ((one, first), (other, second)):
            notes += _taken(side, taken) + _unread(
                parts, side, taken, compared={first.id, second.id}
            )
        reports = parts.store.report(first.id), parts.store.report(second.id)
        work = partial(compare_reports, meanings=meanings_of(parts), notes=notes)
        comparison = compared(parts, *reports, work)
        if comparison is None:
            raise ComparisonError(
                "one of these reports cannot be compared, for a fault of itasearch; run: itasearch "
                "doctor",
                thai="เปรียบเทียบรายงานหนึ่งในสองนี้ไม่ได้ เพราะโปรแกรมขัดข้อง ดูวิธีแก้ด้วย: itasearch doctor",
            )
        return comparison

    def compare_years(self, organisation: str) -> YearsComparison:
        """One town's reports over its years: measures kept, changed, begun and dropped.

        Raises:
            UnknownValueError: no such organisation.
            AmbiguousOrganisationError: a name fits several.
            ComparisonError: it has no report of a known year.
        """
        parts = self._parts
        # SciPy takes a third of a second to load: verbs that need none do not wait for it.
        from itasearch.compare.years import YearReports
        from itasearch.compare.years import compare_years as followed

        found = parts.store.find_organisation(organisation)
        reports = _reports_of(parts, found)
        dated = {one.fiscal_year_be for one in reports if one.fiscal_year_be is not None}
        if not dated:
            raise ComparisonError(
                f"{found.name} has no report of a known fiscal year in the library",
                thai=f"ในคลังไม่มีรายงานของ {found.name} ที่ทราบปีงบประมาณ",
            )
        chosen: dict[int, tuple[str | None, str | None]] = {}
        notes: list[ComparisonNote] = []
        for year in sorted(dated):
            of_year = [one for one in reports if one.fiscal_year_be == year]
            chosen[year] = _chosen(of_year)
            notes += [
                _note(NoteKind.LEFT_OUT, (found.name, one))
                for one in of_year
                if one.id not in chosen[year]
            ]
        ids = [one for pair in chosen.values() for one in pair if one is not None]
        read: dict[str | None, Report] = {one.id: one for one in parts.store.each_report(ids)}
        years = [
            YearReports(fiscal_year_be=year, plan=read.get(plan), results=read.get(results))
            for year, (plan, results) in chosen.items()
        ]
        notes += [
            _note(NoteKind.WITHOUT_YEAR, (found.name, one))
            for one in reports
            if one.fiscal_year_be is None
        ]
        follow = partial(
            followed,
            found,
            ita={
                one.fiscal_year_be: one
                for one in reversed(parts.store.ita_results(found.id))
                if one.fiscal_year_be is not None
            },
            meanings=meanings_of(parts),
            notes=tuple(notes),
        )
        try:
            return follow(years)
        except PASSING:
            raise
        except Exception:
            # A year that raises when it is followed by itself is left out.
            fit = parts.without_faulty(
                years,
                lambda one: (follow([one, replace(one, fiscal_year_be=9999)]), one)[1],
                report_of=lambda one: next(
                    report.id for report in (one.results, one.plan) if report
                ),
                stage=Stage.COMPARE,
            )
            if len(fit) == len(years) or not fit:
                raise
            return follow(fit)

    def narrow(
        self,
        comparison: Comparison,
        *,
        indicators: Sequence[str | int] = (),
        topics: Sequence[str] = (),
        differences_only: bool = False,
    ) -> ShownComparison:
        """A comparison with what its measures are about, narrowed to some subjects.

        A pair or cover stays whole if one of its measures fits.

        Args:
            indicators: 1–10, Thai or Arabic digits, stated or inferred; () for any.
            topics: ids or names; () for any.
            differences_only: without what is the same, biggest difference first.

        Raises:
            UnknownValueError: there is no such indicator or topic.
        """
        chosen = resolve(
            FilterNames(indicators=tuple(indicators), topics=tuple(topics)), self._parts.store
        )
        about = self.classifications([one.id for place in places(comparison) for one in place])
        return narrowed(
            comparison,
            about,
            subjects=Subjects(indicators=chosen.indicators, topics=chosen.topics),
            differences_only=differences_only,
        )

    def render_comparison(
        self,
        shown: ShownComparison,
        kind: ComparisonFormat,
        *,
        digits: Digits = Digits.THAI,
        language: str = "th",
    ) -> bytes:
        """What is shown of a comparison, with its sources, as the bytes of a file.

        Its words are in "th" or "en"; an English one has Arabic digits.
        """
        from itasearch.exports.comparison import render
        from itasearch.exports.words import written_in

        sides = (shown.comparison.left, shown.comparison.right)
        title = " – ".join(map(_head_text, sides))
        with self._recorded(ActionKind.EXPORT, title=title, detail=kind), written_in(language):
            return render(shown, kind, digits=digits, now=datetime.now(UTC))

    def export_comparison(
        self,
        shown: ShownComparison,
        output: Path,
        *,
        kind: ComparisonFormat | None = None,
        digits: Digits = Digits.THAI,
        language: str = "th",
    ) -> None:
        """Write what is shown of a comparison to a file, with its sources.

        Args:
            output: the file; one that is there is replaced in one step.
            kind: None: by the ending of `output`.
            digits: see `render_comparison`; so is `language`.

        Raises:
            ExportError: no format is known by that ending, or a folder is in the way.
        """
        kind = kind or ComparisonFormat.of(output)
        content = self.render_comparison(shown, kind, digits=digits, language=language)
        write_file(output, content)


def _head_text(report: ReportHead) -> str:
    """Whose report it is and of which year, else its file."""
    if report.organisation is None:
        return file_text(report.source.path)
    return " ".join(filter(None, (report.organisation.name, str(report.fiscal_year_be or ""))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side of a comparison, while its report is being chosen.

    Attributes:
        reports: those it may be, at least one.
        typed: what was typed for an organisation, unless it is its name.
    """

    name: str
    reports: tuple[ReportSummary, ...]
    open: bool = False
    typed: str = ""

    @property
    def years(self) -> set[int]:
        return {one.fiscal_year_be for one in self.reports if one.fiscal_year_be is not None}

    def of_year(self, year: int | None) -> "_Side":
        chosen = tuple(one for one in self.reports if one.fiscal_year_be == year)
        return replace(self, reports=chosen, open=False)

    def latest(self) -> "_Side":
        return self.of_year(max(self.years, default=None))

    def without(self, other: "_Side") -> "_Side":
        """This side without the reports of another."""
        ids = {one.id for one in other.reports}
        return replace(self, reports=tuple(one for one in self.reports if one.id not in ids))


def compared(
    parts: Parts, left: Report, right: Report, work: Callable[[Report, Report], _Made]
) -> _Made | None:
    """What `work` makes of two reports; None where it raises for one of them with itself, too."""
    try:
        return work(left, right)
    except PASSING:
        raise
    except Exception:
        fit = parts.without_faulty(
            (left, right),
            lambda one: (work(one, replace(one, id="")), one)[1],
            report_of=lambda one: one.id,
            stage=Stage.COMPARE,
        )
        if len(fit) > 1:
            raise
        return None


def meanings_of(parts: Parts) -> "Meanings":
    """What the index knows of measures; without a usable one everything is encoded anew."""
    from itasearch.compare.pairing.meaning import PassageMeanings

    try:
        backend = parts.backend
    except BackendError:
        backend = None
    tools = parts.tools
    return PassageMeanings(
        tools.encoder, backend, classify=tools.classify, judged=parts.store.judged_pairs
    )


def _side(parts: Parts, text: str, year: int | None, *, opens_files: bool) -> _Side:
    try:
        return _named_report(parts.store.summary(text.strip()))
    except UnknownReportError:
        pass
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
    """The only report of a file that had this name when it was added, or has this path."""
    name = text.strip()
    found = [
        one
        for one in parts.store.reports_of_file(name)
        if name in {one.source.path, PurePosixPath(file_text(one.source.path)).name}
    ]
    return found[0] if len(found) == 1 else None


def _is_file(path: Path) -> bool:
    with suppress(OSError):  # a long Thai name is too long for a file's
        return path.is_file()
    return False


def _named_report(report: ReportSummary) -> _Side:
    if report.status is ReportStatus.REMOVED:
        raise ComparisonError(
            f"report {report.id} was removed; add its file again first",
            thai=f"รายงานจากไฟล์ {report.source.path} ถูกนำออกแล้ว โปรดเพิ่มไฟล์เดิมอีกครั้งก่อน",
        )
    return _Side(name=report.id, reports=(report,))


def _file(parts: Parts, path: Path, year: int | None) -> _Side:
    reports = [
        one
        for one in parts.store.reports_of_source(digest(path))
        if one.status is not ReportStatus.REMOVED
    ]
    if not reports:
        raise ComparisonError(
            f"{path} gave no report of the library; run: itasearch add {path}",
            thai=f"ไฟล์ {path} ไม่มีรายงานในคลัง เพิ่มได้ด้วย: itasearch add {path}",
        )
    if len(reports) > 1 and year is not None:
        reports = [one for one in reports if one.fiscal_year_be == year]
    if len(reports) != 1:
        ids = ", ".join(one.id for one in parts.store.reports_of_source(digest(path)))
        raise ComparisonError(
            f"{path} holds several reports; name one by its id: {ids}",
            thai=f"ไฟล์ {path} มีหลายรายงาน โปรดระบุหน่วยงานและปี เช่น ชื่อหน่วยงาน@2566",
        )
    return _Side(name=path.name, reports=tuple(reports))


def _organisation(parts: Parts, text: str, year: int | None) -> _Side:
    name, at, typed = text.rpartition("@")
    if at:
        year = fiscal_year(typed)
        if year is None:
            raise ComparisonError(
                f"{text!r}: after @ a fiscal year is expected, such as 2566",
                thai=f"“{text}”: หลัง @ ต้องเป็นปีงบประมาณ เช่น 2566",
            )
    else:
        name = text
    found = parts.store.find_organisation(name)
    typed = "" if _is_name(name, found) else name
    reports = _reports_of(parts, found)
    if not reports:
        raise ComparisonError(
            f"{found.name} has no report in the library, only ITA results; run: itasearch reports",
            thai=f"ในคลังมีแต่ผลประเมิน ITA ของ {found.name} ไม่มีรายงาน",
        )
    side = _Side(name=found.name, reports=reports, open=year is None, typed=typed)
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


def _reports_of(parts: Parts, organisation: Organisation) -> tuple[ReportSummary, ...]:
    """Those that its name means: samples only where there is nothing else."""
    return tuple(without_samples(parts.store.reports(Filters(organisation_ids=(organisation.id,)))))


def _is_name(typed: str, found: Organisation) -> bool:
    """Whether what was typed names it in full, abbreviated, by an alias or by its id."""
    key = squash(expand_abbreviation(typed))
    return typed.strip() == found.id or any(
        key.startswith(squash(name)) for name in (found.name, *found.aliases)
    )


def _with_years(one: _Side, other: _Side) -> tuple[_Side, _Side, tuple[ComparisonNote, ...]]:
    """Both sides with their years chosen, and how."""
    if one.open and other.open:
        return _latest_of_both(one, other)
    if one.open:
        one, note = _beside(one, other)
        return one, other, note
    if other.open:
        other, note = _beside(other, one)
        return one, other, note
    return one, other, ()


def _latest_of_both(one: _Side, other: _Side) -> tuple[_Side, _Side, tuple[ComparisonNote, ...]]:
    if set(one.reports) == set(other.reports):
        raise _compare_years_instead(one)
    common = one.years & other.years
    if common:
        year = max(common)
        note = ComparisonNote(kind=NoteKind.LATEST_COMMON_YEAR, year=year)
        return one.of_year(year), other.of_year(year), (note,)
    one, other = one.latest(), other.latest()
    reports = (one.name, one.reports[0]), (other.name, other.reports[0])
    return one, other, (_note(NoteKind.NO_COMMON_YEAR, *reports),)


def _beside(open_side: _Side, fixed: _Side) -> tuple[_Side, tuple[ComparisonNote, ...]]:
    """The open side in the other's year if it has that, else in its latest."""
    rest = open_side.without(fixed)
    if not rest.reports:
        raise _compare_years_instead(open_side)
    common = rest.years & fixed.years
    if common:
        return rest.of_year(max(common)), ()
    chosen = rest.latest()
    return chosen, (_note(NoteKind.NO_REPORT_OF_YEAR, (chosen.name, chosen.reports[0])),)


def _compare_years_instead(side: _Side) -> ComparisonError:
    """Both sides are one organisation, and no year of it was named."""
    if len(side.years) < 2:
        return ComparisonError(
            f"{side.name} has one report only; it cannot be compared with itself",
            thai=f"{side.name} มีรายงานฉบับเดียว เทียบกับตัวเองไม่ได้",
        )
    years = sorted(side.years)[-2:]
    named = " ".join(f"{side.name}@{year}" for year in years)
    return ComparisonError(
        f"both sides are {side.name}; name two of its years: {named}",
        thai=f"ทั้งสองฝ่ายคือ {side.name} โปรดระบุสองปี: {named}",
    )


def _note(kind: NoteKind, *reports: tuple[str, ReportSummary], typed: str = "") -> ComparisonNote:
    """A note on reports, each with the name of its side."""
    noted = (
        NotedReport(side=side, report_id=one.id, fiscal_year_be=one.fiscal_year_be, kind=one.kind)
        for side, one in reports
    )
    return ComparisonNote(kind=kind, reports=tuple(noted), typed=typed)


def _best_pair(one: _Side, other: _Side) -> tuple[ReportSummary, ReportSummary]:
    """Reports of the same kind if both sides have such, the fullest kind first.

    Raises:
        ComparisonError: both sides are one and the same report.
    """
    choices = [
        (first, second)
        for first in by_fullness(one.reports)
        for second in by_fullness(other.reports)
        if first.id != second.id
    ]
    if not choices:
        raise ComparisonError(
            f"both sides are report {one.reports[0].id}; name two reports",
            thai=f"ทั้งสองฝ่ายเป็นรายงานฉบับเดียวกันของ {one.name} โปรดระบุสองฉบับ",
        )
    return min(choices, key=lambda pair: pair[0].kind is not pair[1].kind)


_AnyReport = TypeVar("_AnyReport", ReportSummary, NewestReport)


def by_fullness(reports: Iterable[_AnyReport]) -> list[_AnyReport]:
    """Reports of results first, then plans, then guidelines; of each kind the longest first."""
    return sorted(reports, key=lambda one: (_FULLEST_FIRST.index(one.kind), -one.measures, one.id))


def without_samples(reports: Iterable[_AnyReport]) -> list[_AnyReport]:
    """Reports of one organisation, without its samples where any report is none.

    Samples of a real organisation are reworded; of an invented one all reports are samples.
    """
    with_samples = list(reports)
    own = [
        report
        for report in with_samples
        if not (report.reworded if isinstance(report, NewestReport) else report.source.reworded)
    ]
    return own or with_samples


def doubled_kinds(reports: Iterable[_AnyReport]) -> tuple[ReportKind, ...]:
    """Kinds of which two of a town's reports are of one year; see ReportSummary.same_year."""
    of_year = Counter((one.kind, one.fiscal_year_be) for one in reports)
    doubled = {kind for (kind, year), count in of_year.items() if year is not None and count > 1}
    return tuple(kind for kind in ReportKind if kind in doubled)


def _taken(side: _Side, taken: ReportSummary) -> tuple[ComparisonNote, ...]:
    """Notes on what a name was taken for, and on a report that was replaced."""
    notes: list[ComparisonNote] = []
    if side.typed:
        notes.append(_note(NoteKind.TAKEN_FOR, (side.name, taken), typed=side.typed))
    if taken.status is ReportStatus.SUPERSEDED:
        notes.append(_note(NoteKind.REPLACED, (side.name, taken)))
    return tuple(notes)


def _unread(
    parts: Parts, side: _Side, taken: ReportSummary, *, compared: Collection[str]
) -> tuple[ComparisonNote, ...]:
    """A note on the reports of the same year that were not taken.

    Where a report or file was named, those of its organisation, year and kind; the two
    reports `compared` with each other are none of them, nor are rewordings for the sample
    corpus where the town's own report was taken.
    """
    rest = [one for one in side.reports if one.id != taken.id]
    known = {*compared, *(one.id for one in rest)}
    rest += [parts.store.summary(one) for one in taken.same_year if one not in known]
    rest = [one for one in rest if taken.source.reworded or not one.source.reworded]
    if not rest:
        return ()
    return (_note(NoteKind.OTHERS_OF_YEAR, *((side.name, one) for one in (taken, *rest))),)


def _chosen(reports: Iterable[ReportSummary]) -> tuple[str | None, str | None]:
    """Ids of a year's plan (else guidelines) and results, of each the fullest."""
    fullest_first = by_fullness(reports)

    def first(*kinds: ReportKind) -> str | None:
        found = (one.id for kind in kinds for one in fullest_first if one.kind is kind)
        return next(found, None)

    return first(ReportKind.PLAN, ReportKind.GUIDELINES), first(ReportKind.RESULTS)
