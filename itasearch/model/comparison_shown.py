"""A comparison as shown: narrowed to indicators and topics, or to differences.

A place is a group of measures: a pair with its cover, a cover, measures that may be pairs, or one
alone. It is shown whole if one of its measures fits.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.comparison import (
    Comparison,
    ComparisonCounts,
    Cover,
    MaybePair,
    Pair,
    RankedDifference,
)
from itasearch.model.documents import FileFormat
from itasearch.model.records import TEXT_FIELDS, Measure

Place = tuple[Measure, ...]
About = Mapping[str, Classification]  #: By measure id; those without one are unclassified


class ComparisonFormat(FileFormat):
    """Formats of a written comparison; each is also the ending of its files."""

    XLSX = "xlsx"
    DOCX = "docx"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Filter by subject; values of one kind are alternatives, both kinds must hold; () for any."""

    indicators: tuple[int, ...] = ()  #: 1–10, stated or inferred
    topics: tuple[str, ...] = ()  #: ids of domain/data/topics.toml

    def fits(self, classification: Classification) -> bool:
        """Whether a measure of this classification passes the filter."""
        number = classification.indicator.number if classification.indicator else None
        topics = {mark.topic for mark in classification.topics}
        return (not self.indicators or number in self.indicators) and (
            not self.topics or not topics.isdisjoint(self.topics)
        )


ALL_SUBJECTS = Subjects()

WHOLLY_OTHER = 0.5  #: Size of a difference whose words are not marked: most would be


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectCounts:
    """Places left by each indicator under the chosen topics, and vice versa; none at 0."""

    indicators: Mapping[int, int]
    topics: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComparison:
    """What is shown or written of a comparison."""

    comparison: Comparison  #: its places that fit; `coverage` only where all fit
    about: About
    subjects: Subjects = ALL_SUBJECTS
    differences_only: bool = False  #: leave out pairs that are the same, biggest differences first
    whole: ComparisonCounts  #: counts of the whole comparison
    columns: tuple[frozenset[str], frozenset[str]]  #: of measures of the left, and right

    @property
    def is_narrowed(self) -> bool:
        """Whether places may be missing because of their subject."""
        return self.subjects != ALL_SUBJECTS

    def of(self, measure: Measure) -> Classification:
        """The classification of a measure."""
        return self.about.get(measure.id, UNCLASSIFIED)

    def differences(self) -> tuple[RankedDifference, ...]:
        """Differences, biggest first; a cover that extends a listed pair is not listed itself."""
        marks = self.comparison.differences_by_size()
        pairs = [it.item for it in marks if isinstance(it.item, Pair)]
        extending = [cover for pair in pairs if (cover := extension_of(pair, self.comparison))]
        return tuple(it for it in marks if it.item not in extending)

    def shown_pairs(self) -> tuple[Pair, ...]:
        """The pairs in the order to show them."""
        if not self.differences_only:
            return self.comparison.pairs
        items = (each.item for each in self.differences())
        return tuple(it for it in items if isinstance(it, Pair) and not isinstance(it, MaybePair))

    def lone_covers(self) -> tuple[Cover, ...]:
        """The covers that extend none of the shown pairs."""
        extending = [extension_of(pair, self.comparison) for pair in self.shown_pairs()]
        return tuple(cover for cover in self.comparison.covers if cover not in extending)


def narrowed(
    comparison: Comparison, about: About, *, subjects: Subjects, differences_only: bool = False
) -> ShownComparison:
    """The places of a comparison that have a measure which passes the filter."""
    narrower = comparison
    if subjects != ALL_SUBJECTS:
        ids = {
            measure.id
            for group in places(comparison)
            if any(subjects.fits(about.get(measure.id, UNCLASSIFIED)) for measure in group)
            for measure in group
        }
        narrower = replace(
            comparison,
            pairs=tuple(pair for pair in comparison.pairs if pair.left.id in ids),
            covers=tuple(cover for cover in comparison.covers if cover.single.id in ids),
            maybe=tuple(pair for pair in comparison.maybe if pair.left.id in ids),
            only_left=tuple(measure for measure in comparison.only_left if measure.id in ids),
            only_right=tuple(measure for measure in comparison.only_right if measure.id in ids),
            coverage=(),
        )
    left, right = (_columns(comparison, it.id) for it in (comparison.left, comparison.right))
    return ShownComparison(
        comparison=narrower,
        about=about,
        subjects=subjects,
        differences_only=differences_only,
        whole=comparison.counts,
        columns=(left, right),
    )


def _columns(comparison: Comparison, report_id: str) -> frozenset[str]:
    rows = measures_of(comparison, report_id)
    return frozenset(name for name in TEXT_FIELDS if any(row.text(name).strip() for row in rows))


def subject_counts(comparison: Comparison, about: About, *, subjects: Subjects) -> SubjectCounts:
    """How many places of a whole comparison each indicator and topic would leave."""
    indicators: Counter[int] = Counter()
    topics: Counter[str] = Counter()
    for measures in places(comparison):
        marks = [about.get(measure.id, UNCLASSIFIED) for measure in measures]
        by_topic = [mark for mark in marks if Subjects(topics=subjects.topics).fits(mark)]
        by_number = [mark for mark in marks if Subjects(indicators=subjects.indicators).fits(mark)]
        indicators.update({mark.indicator.number for mark in by_topic if mark.indicator})
        topics.update({topic.topic for mark in by_number for topic in mark.topics})
    return SubjectCounts(indicators=indicators, topics=topics)


def places(comparison: Comparison) -> Iterator[Place]:
    """Every measure of a comparison once, in its place."""
    for pair in comparison.pairs:
        extended = extension_of(pair, comparison)
        yield (pair.left, pair.right, *(extended.added if extended else ()))
    for cover in comparison.covers:
        if cover.main is None:
            yield (*cover.left, *cover.right)
    yield from _unsure_places(comparison)
    for measure in (*comparison.missing_right, *comparison.missing_left):
        yield (measure,)


def measures_of(comparison: Comparison, report_id: str) -> list[Measure]:
    """The measures of one of its reports."""
    return [it for group in places(comparison) for it in group if it.report_id == report_id]


def _unsure_places(comparison: Comparison) -> Iterator[Place]:
    groups: list[dict[str, Measure]] = []
    for pair in comparison.maybe:
        group = {pair.left.id: pair.left, pair.right.id: pair.right}
        linked = [measures for measures in groups if not measures.keys().isdisjoint(group)]
        groups = [group for group in groups if group not in linked]
        for measures in linked:
            group = measures | group
        groups.append(group)
    yield from (tuple(group.values()) for group in groups)


def extension_of(pair: Pair, comparison: Comparison) -> Cover | None:
    """The cover that extends this pair; None if none does."""
    ids = {pair.left.id, pair.right.id}
    covers = (it for it in comparison.covers if it.main and {it.single.id, it.main.id} == ids)
    return next(covers, None)
