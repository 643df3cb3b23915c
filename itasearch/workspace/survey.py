"""What all towns of a library touch, kept between questions until the library changes.

Towns are compared by these profiles; measures are read of the few that are shown.
"""

from collections.abc import Collection, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias

from cachetools import LRUCache

from itasearch.compare.library import by_fullness, without_samples
from itasearch.errors import BackendError, EncoderError
from itasearch.indexing import confirmations
from itasearch.model.classification import NO_SUBJECTS, ReportSubjects
from itasearch.model.library import ReportStatus, ReportSummary, Stage
from itasearch.model.towns import NewestReport, TownProfile, topic_sums
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import FilterNames, resolve

if TYPE_CHECKING:
    from itasearch.backends.base import IndexRecipe

_MOST_SURVEYS = 4
"""Surveys that are kept, each of the whole library in some years: of 8,000 towns about 10 MB
each (a profile has about ten topics)."""

_MOST_REPORTS = 20_000
"""Reports whose touches are kept, about 1 KB each; the newest years of the 8,000 towns of
bench.generate have 13,031."""

State: TypeAlias = tuple[object, ...]


class Surveys:
    """Profiles of all towns; thread-safe. After a change only changed reports are read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state: State = ()
        self._kept: LRUCache[tuple[int, ...], tuple[TownProfile, ...]] = LRUCache(_MOST_SURVEYS)
        # By id, with NewestReport.content of when they were read.
        self._reports: LRUCache[str, tuple[str, ReportSubjects]] = LRUCache(_MOST_REPORTS)
        self._recipe: IndexRecipe | None = None

    def profiles(self, parts: Parts, fiscal_years: Sequence[int] = ()) -> tuple[TownProfile, ...]:
        """Each organisation in its newest year with measures, by name; without a report, too.

        All calls are of one home. `fiscal_years` limits the reports; () for all years and none.
        """
        years = tuple(sorted(fiscal_years))
        state, is_exact = library_state(parts)
        # One thread reads what all others ask for at the same time.
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._state = state
            if years not in self._kept:
                self._kept[years] = self._read(parts, years, exact=state if is_exact else None)
            return self._kept[years]

    def _read(
        self, parts: Parts, years: Sequence[int], *, exact: State | None
    ) -> tuple[TownProfile, ...]:
        newest: dict[str, list[NewestReport]] = {}
        for report in parts.store.reports.newest(years):
            newest.setdefault(report.organisation_id, []).append(report)
        newest = {name: without_samples(reports) for name, reports in newest.items()}
        touches = self._touches(
            parts, [report for reports in newest.values() for report in reports], exact=exact
        )
        totals = parts.store.organisations.ita_totals()
        profiles = []
        for organisation in parts.store.organisations.everyone():
            reports = by_fullness(newest.get(organisation.id, ()))
            about = [touches[report.id] for report in reports]
            topics: dict[str, float] = {}
            for topic, confidence in (it for subjects in about for it in subjects.topics.items()):
                topics[topic] = topics.get(topic, 0.0) + confidence
            profiles.append(
                TownProfile(
                    organisation=organisation,
                    fiscal_year_be=reports[0].fiscal_year_be if reports else None,
                    report_ids=tuple(report.id for report in reports),
                    reworded=any(report.reworded for report in reports),
                    results=totals.get(organisation.id, ()),
                    topics=topics,
                    indicators=frozenset().union(*(subjects.indicators for subjects in about)),
                )
            )
        return tuple(profiles)

    def _touches(
        self, parts: Parts, reports: Sequence[NewestReport], *, exact: State | None
    ) -> Mapping[str, ReportSubjects]:
        """Subjects by report id; `exact` is the state in which the index held the store, if any."""
        if exact is not None and parts.tools.recipe != self._recipe:
            self._reports.clear()
            self._recipe = parts.tools.recipe
        contents = {report.id: report.content for report in reports}
        kept = ((name, content, self._reports.get(name)) for name, content in contents.items())
        subjects = {name: it[1] for name, content, it in kept if it and it[0] == content}
        unknown = [report_id for report_id in contents if report_id not in subjects]
        # An index that holds the store knows all of them, and sums in a fiftieth of the time.
        read = {} if exact is None else dict(_indexed_subjects(parts, unknown))
        read |= _read_subjects(parts, [report_id for report_id in unknown if report_id not in read])
        if exact is not None and library_state(parts)[0] == exact:
            # Of an index that is behind the store, or was overtaken by it since, guesses may be
            # missing or of older texts.
            self._reports.update((name, (contents[name], it)) for name, it in read.items())
        return {**subjects, **read}


def library_state(parts: Parts) -> tuple[State, bool]:
    """What changes with what profiles are made of, and whether the index holds the store."""
    revision = parts.store.reports.revision()
    try:
        confirmed, measures = parts.following(
            lambda: (parts.backend.confirmed_revision(), parts.backend.reader().measure_count())
        )
    except (BackendError, EncoderError):
        return (revision,), False
    is_exact = confirmed in confirmations(revision)
    return (revision, confirmed, measures, parts.tools.recipe), is_exact


def subjects_of(parts: Parts, report_ids: Sequence[str]) -> Mapping[str, ReportSubjects]:
    """What reports touch: by the index if it holds the store, else by the store."""
    subjects = _indexed_subjects(parts, report_ids) if library_state(parts)[1] else {}
    unknown = [report_id for report_id in report_ids if report_id not in subjects]
    return {**subjects, **_read_subjects(parts, unknown)} if unknown else subjects


def reports_inside(
    parts: Parts,
    filters: FilterNames,
    *,
    statuses: Collection[ReportStatus] = (ReportStatus.ACTIVE,),
) -> tuple[ReportSummary, ...]:
    """See `Library.reports`."""
    named = resolve(filters, parts.store)
    summaries = parts.store.reports.all(named, statuses=statuses)
    if not named.topics and not named.indicators:
        return summaries
    # Only the index knows what most measures are about.
    about = subjects_of(parts, [summary.id for summary in summaries])
    return tuple(
        summary
        for summary in summaries
        if (not named.topics or not about[summary.id].topics.keys().isdisjoint(named.topics))
        and (not named.indicators or not about[summary.id].indicators.isdisjoint(named.indicators))
    )


def _indexed_subjects(parts: Parts, report_ids: Sequence[str]) -> Mapping[str, ReportSubjects]:
    return parts.of_index(lambda index: index.subjects(report_ids), otherwise={})


def _read_subjects(parts: Parts, report_ids: Sequence[str]) -> Mapping[str, ReportSubjects]:
    sketches = parts.store.reports.sketches(report_ids)
    about = parts.classified({it.id: it for sketch in sketches.values() for it in sketch})

    def subjects(report_id: str) -> tuple[str, ReportSubjects]:
        of_report = [about[sketch.id] for sketch in sketches.get(report_id, ())]
        marks = (classification.indicator for classification in of_report)
        return report_id, ReportSubjects(
            topics=topic_sums(of_report),
            indicators=frozenset(mark.number for mark in marks if mark is not None),
        )

    read = parts.without_faulty(report_ids, subjects, report_of=str, stage=Stage.COMPARE)
    return dict.fromkeys(report_ids, NO_SUBJECTS) | dict(read)
