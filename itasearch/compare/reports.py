"""Two reports compared, as one Comparison, with counts by stated indicator."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from types import MappingProxyType

from itasearch.compare.difference.diff import common_fields, compare_measures
from itasearch.compare.pairing.align import AlignedCover, AlignedPair, Alignment, align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.domain.headers import is_of_both
from itasearch.enrich.plan_rows import left_to_plan, with_plan
from itasearch.enrich.quotations import quotations
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    Cover,
    IndicatorCount,
    MaybePair,
    NearestMeasure,
    Pair,
)
from itasearch.model.records import (
    Measure,
    Quotation,
    Report,
    ReportHead,
    ReportKind,
)

_LEAST_SURE = 0.5
"""Likeness of two paired texts, 0–1, below which a pair of unlike titles is a possible match where
a pair alone counts. By hand."""


def coverage(
    left: Iterable[Measure], right: Iterable[Measure], *, pairs: Sequence[Pair]
) -> tuple[IndicatorCount, ...]:
    """Counts by stated indicator of either side, 1–10, then of the measures that state none."""
    ours = Counter(measure.indicator for measure in left)
    theirs = Counter(measure.indicator for measure in right)
    both = Counter(
        pair.left.indicator for pair in pairs if pair.left.indicator == pair.right.indicator
    )
    return tuple(
        IndicatorCount(indicator=number, left=ours[number], right=theirs[number], both=both[number])
        for number in sorted({*ours, *theirs}, key=lambda number: (number is None, number))
    )


def compare_reports(
    left: Report,
    right: Report,
    *,
    meanings: Meanings,
    notes: tuple[ComparisonNote, ...] = (),
    of_year: Mapping[str, Measure] = MappingProxyType({}),
) -> Comparison:
    """Compare two reports.

    `of_year`: by the id of a plan's row, the row of its title in the results report of its year;
    of a results row, that in the plan. Raises ValueError: one report.
    """
    if left.id == right.id:
        raise ValueError(f"report {left.id} cannot be compared with itself")
    alignment = align(left, right, meanings=meanings)
    compare_pairs = partial(compared_pairs, left=left, right=right, of_year=of_year)
    pairs, maybe = map(compare_pairs, (alignment.pairs, alignment.maybe))
    covers = tuple(_cover(cover, left, right) for cover in alignment.covers)
    only_left, only_right = _alone(pairs, covers, left, right)
    nearest = nearest_measures(alignment, left, right)
    alone = (*only_left, *only_right)
    quoted = {
        it.id: _quotations(it, side, of_year) for side in (left, right) for it in side.measures
    }
    results = {it.id for it in (left, right) if it.kind is ReportKind.RESULTS}
    return Comparison(
        left=left,
        right=right,
        pairs=pairs,
        covers=covers,
        only_left=only_left,
        only_right=only_right,
        maybe=tuple(sorted(map(MaybePair.of, maybe), key=lambda it: left.measures.index(it.left))),
        nearest={it.id: nearest[it.id] for it in alone if it.id in nearest},
        quotations={name: some for name, some in quoted.items() if some},
        planned={
            it.id: of_year[it.id] for it in alone if it.report_id in results and it.id in of_year
        },
        coverage=coverage(left.measures, right.measures, pairs=pairs),
        notes=notes,
    )


def _alone(
    pairs: Iterable[Pair], covers: Iterable[Cover], left: Report, right: Report
) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    placed = {it.id for pair in pairs for it in (pair.left, pair.right)}
    placed |= {it.id for cover in covers for it in (*cover.left, *cover.right)}
    ours, theirs = (
        tuple(it for it in side.measures if it.id not in placed) for side in (left, right)
    )
    return ours, theirs


def _planned_row(measure: Measure, report: ReportHead, of_year: Mapping[str, Measure]) -> Measure:
    """The plan's row of a row of results; else the measure itself."""
    return of_year.get(measure.id, measure) if report.kind is ReportKind.RESULTS else measure


def _quotations(
    measure: Measure, report: ReportHead, of_year: Mapping[str, Measure]
) -> tuple[Quotation, ...]:
    """What the report says was done, for a plan also what the results report of its year says."""
    is_planned = report.kind is not ReportKind.RESULTS and measure.id in of_year
    return quotations(measure, *([of_year[measure.id]] if is_planned else []))


def with_doubts(found: Alignment) -> Alignment:
    """The alignment with pairs of unlike texts in `maybe`, but those of one title, those that a
    person judged, and the main one of a cover.

    For what counts a pair alone: what a town lacks, and what it has in another year. A comparison
    shows both texts and keeps its pairs.
    """
    mains = {it.main for it in found.covers}
    unsure = [
        it
        for it in found.pairs
        if it.similarity < _LEAST_SURE
        and not (it.judged or it.same_title or (it.left, it.right) in mains)
    ]
    return replace(
        found,
        pairs=tuple(it for it in found.pairs if it not in unsure),
        maybe=tuple(sorted((*found.maybe, *unsure), key=lambda it: (it.left, it.right))),
    )


def compared_pairs(
    aligned_pairs: Iterable[AlignedPair],
    *,
    left: Report,
    right: Report,
    of_year: Mapping[str, Measure] = MappingProxyType({}),
) -> tuple[Pair, ...]:
    """The pairs that an alignment of two reports found, as read, each with what differs, also in
    what results leave to the plan `of_year`: of these a field is common in its own pair where the
    other side's own report states it."""
    common_of = cache(partial(common_fields, left, right))
    pairs = []
    for aligned in aligned_pairs:
        sides = (left.measures[aligned.left], right.measures[aligned.right])
        of_sides = zip(sides, (left, right), strict=True)
        rows = [_planned_row(it, of, of_year) for it, of in of_sides]
        ours, theirs = (
            dict.fromkeys(left_to_plan(side, row), row.source)
            for side, row in zip(sides, rows, strict=True)
        )
        with_plans = [*map(with_plan, sides, rows)]
        stated = {it for it in {*ours} ^ {*theirs} if all(side.text(it) for side in with_plans)}
        pair = compare_measures(
            *with_plans,
            similarity=aligned.similarity,
            reports=(left, right),
            common=common_of(of_both=any(map(is_of_both, sides))) | stated,
        )
        differences = (
            replace(it, plans=(ours.get(it.field), theirs.get(it.field))) for it in pair.differences
        )
        pairs.append(
            replace(
                pair,
                left=sides[0],
                right=sides[1],
                judged=aligned.judged,
                differences=tuple(differences),
            )
        )
    return tuple(pairs)


def _cover(cover: AlignedCover, left: Report, right: Report) -> Cover:
    at = 0 if len(cover.right) == 1 else 1
    return Cover(
        left=tuple(left.measures[number] for number in cover.left),
        right=tuple(right.measures[number] for number in cover.right),
        similarity=cover.similarity,
        main=cover.main and (left, right)[at].measures[cover.main[at]],
    )


def nearest_measures(found: Alignment, left: Report, right: Report) -> dict[str, NearestMeasure]:
    """The most similar measure of the other report, paired or not, by the id of each measure."""
    sides = (
        (left, right, found.nearness, found.alike, found.is_near),
        (right, left, found.nearness.T, found.alike.T, found.is_near.T),
    )
    return {
        measure.id: NearestMeasure(
            measure=other.measures[(best := int(row.argmax()))],
            similarity=float(alike[at, best]),
            is_near=bool(is_near[at, best]),
        )
        for own, other, nearness, alike, is_near in sides
        if other.measures
        for at, (measure, row) in enumerate(zip(own.measures, nearness, strict=True))
    }
