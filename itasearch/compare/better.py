"""Who does our weakest indicators better: measures of similar towns, with both scores.

That a town has a measure and a higher score proves nothing about the measure; whoever
shows these says so. Imports its neighbours, and model.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from itasearch.compare.matrix import keys_of
from itasearch.model.matrix import Axis
from itasearch.model.neighbours import Better, Neighbour
from itasearch.model.records import ItaResult
from itasearch.model.towns import TownMeasure

WEAKEST = 3
"""Indicators that are looked at; a plan answers last year's few weak points, not all ten."""

MOST_EXAMPLES = 5
"""Of an indicator: people ask for three to five towns to learn from (stadt-landklima, 262)."""

MOST_OF_A_TOWN = 2

FULL_SCORE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """Our score on an indicator in our newest result.

    Attributes:
        number: 1–10.
        score: 0–100.
    """

    number: int
    score: float
    fiscal_year_be: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTown:
    """A neighbour with all that the library has of it.

    Attributes:
        measures: of its reports of all years.
        results: of all years, newest first.
    """

    neighbour: Neighbour
    measures: tuple[TownMeasure, ...]
    results: Sequence[ItaResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A measure of a similar town that does better; its text is still in the store.

    The other attributes are those of BetterExample.
    """

    measure_id: str
    why: Better
    score: float
    score_year_be: int
    likeness: float
    later: float | None = None
    guessed: bool = False


def weaknesses(results: Sequence[ItaResult]) -> tuple[Weakness, ...]:
    """The weakest indicators below the full score, weakest first, of the newest result with any.

    Args:
        results: newest first; those of an unknown year tell nothing.
    """
    for result in results:
        if result.fiscal_year_be is None or not result.indicators:
            continue
        below = [one for one in result.indicators if one.score < FULL_SCORE]
        weakest = sorted(below, key=lambda one: (one.score, one.number))[:WEAKEST]
        return tuple(
            Weakness(number=one.number, score=one.score, fiscal_year_be=result.fiscal_year_be)
            for one in weakest
        )
    return ()


def better(weakness: Weakness, towns: Iterable[SimilarTown]) -> tuple[Candidate, ...]:
    """Measures of similar towns that serve an indicator and go with a higher or rising score.

    Args:
        weakness: ours.
        towns: the likest first.

    Returns:
        At most MOST_EXAMPLES, the likest towns' first. Towns that stand above us go before
        those that only rose, and each town's first measure before any town's second one.
    """
    by_town = [list(_of_town(weakness, town))[:MOST_OF_A_TOWN] for town in towns]
    rounds = chain.from_iterable(zip_longest(*by_town))
    found = [one for one in rounds if one is not None]
    chosen = sorted(found, key=lambda one: not _is_above(weakness, one))[:MOST_EXAMPLES]
    kept = {one.measure_id for one in chosen}
    return tuple(one for town in by_town for one in town if one.measure_id in kept)


def _is_above(weakness: Weakness, one: Candidate) -> bool:
    """Whether their score, after a rise the later one, is higher than ours."""
    return (one.score if one.later is None else one.later) > weakness.score


def _of_town(weakness: Weakness, town: SimilarTown) -> Iterator[Candidate]:
    """Its measures that do better, the most telling first."""
    scores = _scores(town.results, weakness.number)
    serving = [
        (measure, guessed)
        for measure in town.measures
        for key, guessed in keys_of(measure, Axis.INDICATORS)
        if key == str(weakness.number)
    ]
    found = [
        (_telling(measure, one), one)
        for measure, guessed in serving
        if (one := _candidate(weakness, scores, measure, town=town, guessed=guessed)) is not None
    ]
    yield from (one for _, one in sorted(found, key=lambda item: item[0]))


def _candidate(
    weakness: Weakness,
    scores: Mapping[int, float],
    measure: TownMeasure,
    *,
    town: SimilarTown,
    guessed: bool,
) -> Candidate | None:
    """The measure with the scores that speak for it; None where none do."""
    said = _higher(weakness, scores) or _risen(scores, measure.fiscal_year_be)
    if said is None:
        return None
    why, year, later = said
    return Candidate(
        measure_id=measure.id,
        why=why,
        score=scores[year],
        score_year_be=year,
        later=later,
        guessed=guessed,
        likeness=town.neighbour.likeness,
    )


def _higher(weakness: Weakness, scores: Mapping[int, float]) -> tuple[Better, int, None] | None:
    """Whether theirs is higher in our result's year, else in the nearest, the newer first."""
    ours = weakness.fiscal_year_be
    year = min(scores, key=lambda year: (abs(year - ours), -year), default=None)
    if year is None or scores[year] <= weakness.score:
        return None
    return Better.HIGHER, year, None


def _risen(scores: Mapping[int, float], year: int | None) -> tuple[Better, int, float] | None:
    """Whether theirs rose from the measure's year to the next."""
    if year is None or year not in scores or year + 1 not in scores:
        return None
    if scores[year + 1] <= scores[year]:
        return None
    return Better.ROSE, year, scores[year + 1]


def _telling(measure: TownMeasure, one: Candidate) -> tuple[bool, int, bool, float, str]:
    """Before the score, near its year, known rather than guessed, then the deepest."""
    year = measure.fiscal_year_be
    if year is None:
        return True, 0, one.guessed, -measure.depth, measure.id
    # A measure that came after the score had no part in it.
    came_after = year > one.score_year_be
    return came_after, abs(year - one.score_year_be), one.guessed, -measure.depth, measure.id


def _scores(results: Sequence[ItaResult], number: int) -> dict[int, float]:
    """Scores on an indicator by year."""
    return {
        result.fiscal_year_be: one.score
        for result in results
        if result.fiscal_year_be is not None
        for one in result.indicators
        if one.number == number
    }
