"""Who does our weakest indicators better: measures of similar towns, with both scores.

A measure and a higher score prove nothing; every view and file that shows these says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from itasearch.compare.library import OpenLibrary, oldest_copies, with_quotations
from itasearch.compare.towns.matrix import marks_of
from itasearch.compare.towns.reading import TownHistory, histories
from itasearch.model.classification import Origin
from itasearch.model.records import ItaResult, newest_scores
from itasearch.model.towns import (
    BETTER_MARGIN,
    FULL_SCORE,
    WEAKEST,
    Axis,
    Better,
    BetterExample,
    BetterMeasure,
    SimilarTown,
    TownMeasure,
    WeakIndicator,
)

MOST_EXAMPLES = 5
"""Of an indicator: people ask for three to five towns to learn from (stadt-landklima, 262)."""

MOST_OF_A_TOWN = 2  #: Examples of an indicator from one town. Chosen by hand

FAR_BELOW = 10.0
"""Points of an indicator below ours at which a rise is no example any more: a grade's width."""


def weaknesses(results: Sequence[ItaResult], *, most: int = WEAKEST) -> tuple[WeakIndicator, ...]:
    """The weakest indicators of the newest result with any, weakest first; results newest first."""
    result = newest_scores(results)
    if result is None or result.fiscal_year_be is None:
        return ()
    year = result.fiscal_year_be
    below = [indicator for indicator in result.indicators if indicator.score < FULL_SCORE]
    weakest = sorted(below, key=lambda score: (score.score, score.number))[:most]
    return tuple(
        WeakIndicator(number=it.number, score=it.score, fiscal_year_be=year) for it in weakest
    )


def better(
    weakness: WeakIndicator,
    towns: Sequence[TownHistory],
    *,
    why: Better = Better.HIGHER,
    copies: Mapping[str, str],
    most: int = MOST_EXAMPLES,
) -> tuple[BetterMeasure, ...]:
    """Measures of similar towns, most similar first, with a higher or rising score.

    HIGHER than ours by BETTER_MARGIN; or ROSE by it, of towns that are not higher, the greatest
    rise first. Each town's first measure comes before second ones, and one of `copies`.
    """
    found = [list(_of_town(weakness, town, why)) for town in towns]
    chosen: dict[str, str] = {}
    for candidates in found * MOST_OF_A_TOWN:
        texts = [(copies.get(it.measure_id, it.measure_id), it.measure_id) for it in candidates]
        new = next(((text, name) for text, name in texts if text not in chosen), None)
        if new and len(chosen) < most:
            chosen[new[0]] = new[1]
    measures = (it for town in found for it in town if it.measure_id in chosen.values())
    return tuple(sorted(measures, key=lambda it: it.score - (it.later or it.score)))


def serving(number: int, towns: Iterable[TownHistory]) -> Iterator[tuple[TownMeasure, bool]]:
    """Measures of towns that serve an indicator, and whether that is a guess."""
    for _, town in towns:
        for measure in town.measures:
            mark = marks_of(measure, Axis.INDICATORS).get(str(number))
            if mark is not None:
                yield measure, mark.origin is Origin.GUESSED


def _of_town(weakness: WeakIndicator, town: TownHistory, why: Better) -> Iterator[BetterMeasure]:
    scores = scores_of(town[1].results, weakness.number)
    entries = []
    best = higher_in(weakness, scores)
    for measure, guessed in serving(weakness.number, [town]):
        year = measure.fiscal_year_be
        later = _risen(weakness, scores, year) if best is None else None
        risen_in = None if later is None else year
        scored_in = best if why is Better.HIGHER else risen_in
        if scored_in is not None:
            one = BetterMeasure(
                measure_id=measure.id,
                why=why,
                score=scores[scored_in],
                score_year_be=scored_in,
                later=later,
                guessed=guessed,
                likeness=town[0].likeness,
            )
            # A measure that came after the score, or at an unknown time, had no part in it.
            came_after = year is None or year > one.score_year_be
            apart = 0 if year is None else abs(year - one.score_year_be)
            order = came_after, apart, guessed, -measure.depth, measure.id
            entries.append((order, (year, measure.kind), one))
    entries.sort(key=lambda item: item[0])
    # Plan, results and the next year's plan hold the same measures: one of them is enough.
    yield from (better_measure for _, report, better_measure in entries if report == entries[0][1])


def higher_in(weakness: WeakIndicator, scores: Mapping[int, float]) -> int | None:
    """Our result's year, else the nearest, the newer first, if their score exceeds ours in it."""
    ours = weakness.fiscal_year_be
    year = min(scores, key=lambda year: (abs(year - ours), -year), default=None)
    return None if year is None or not exceeds(scores[year], weakness.score) else year


def exceeds(score: float, other: float) -> bool:
    """Whether a score is higher by BETTER_MARGIN at least, as both are printed."""
    return round(score - other, 2) >= BETTER_MARGIN


def _risen(weakness: WeakIndicator, scores: Mapping[int, float], year: int | None) -> float | None:
    """The score of the year after, if it exceeds the year's and is not FAR_BELOW ours."""
    if year is None or year not in scores or year + 1 not in scores:
        return None
    later = scores[year + 1]
    has_risen = exceeds(later, scores[year]) and later > weakness.score - FAR_BELOW
    return later if has_risen else None


def scores_of(results: Sequence[ItaResult], number: int) -> dict[int, float]:
    """Scores on an indicator by year."""
    return {
        result.fiscal_year_be: indicator.score
        for result in results
        if result.fiscal_year_be is not None
        for indicator in result.indicators
        if indicator.number == number
    }


def weak_with_examples(
    library: OpenLibrary,
    weak: Sequence[WeakIndicator],
    similar: Sequence[SimilarTown],
    *,
    most: int,
) -> tuple[WeakIndicator, ...]:
    """Our weak indicators with what similar towns do better, so many examples at most."""
    if not weak:
        return ()
    known = histories(library, similar)
    ids = sorted({found.id for it in weak for found, _ in serving(it.number, known)})
    texts_of = oldest_copies(library, ids)

    found = {
        (it.number, why): better(it, known, why=why, copies=texts_of, most=most)
        for it in weak
        for why in Better
    }
    stored = with_quotations(library, (it.measure_id for some in found.values() for it in some))

    def examples(one: WeakIndicator, why: Better) -> tuple[BetterExample, ...]:
        there = (it for it in found[one.number, why] if it.measure_id in stored)
        return tuple(BetterExample(example=stored[it.measure_id], **asdict(it)) for it in there)

    return tuple(
        replace(it, examples=examples(it, Better.HIGHER), improved=examples(it, Better.ROSE))
        for it in weak
    )
