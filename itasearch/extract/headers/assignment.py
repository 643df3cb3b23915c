"""Which column takes which field: the one-to-one assignment with the highest sum of scores.

A field is given twice only where it can be repeated (a budget per year) and the match is
sure. What the cells below say may raise, lower or add matches. Imports the domain only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from itasearch.domain.headers import Field, HeaderMatch

MOST_OPTIONS = 4
_MOST_COLUMNS = 16
_TITLE_BONUS = 0.5
_REPEAT_FROM = 0.8
_REPEAT_COST = 0.05
_BARRED = -1.0
_LEAST_GUESS = 0.45
_NAMED = 0.86

Evidence = Mapping[Field, float]
"""-1 to 1 by field: how much a column's cells speak for a field (above 0) or against it."""

REPEATABLE = frozenset(
    {
        Field.INDICATOR,
        Field.GROUP,
        Field.TIMEFRAME,
        Field.RESPONSIBLE,
        Field.RESULTS,
        Field.OUTCOMES,
        Field.PROBLEMS,
        Field.RECOMMENDATIONS,
        Field.BUDGET,
        Field.EVIDENCE,
        Field.FOLLOW_UP,
        Field.SCORE,
        Field.OTHER,
    }
)


def chosen_matches(options: Sequence[tuple[HeaderMatch, ...]]) -> list[HeaderMatch | None]:
    """The match that each column takes, None where it takes none."""
    open_columns = [index for index, matches in enumerate(options) if matches]
    near = open_columns[:_MOST_COLUMNS]
    chosen = dict(zip(near, _best_choice(tuple(options[index] for index in near)), strict=True))
    for index in open_columns[_MOST_COLUMNS:]:
        chosen[index] = _surest_repeatable(options[index])
    return [chosen.get(index) for index in range(len(options))]


def weighed(matches: tuple[HeaderMatch, ...], evidence: Evidence) -> tuple[HeaderMatch, ...]:
    """A column's matches with the evidence of its cells added; guesses where it has none.

    A field that the evidence bars (-1) is no match; one that the header does not name
    becomes a match only when the header names none well.
    """
    kept = [
        replace(match, score=max(0.0, match.score + evidence.get(match.field, 0.0)))
        for match in matches
        if evidence.get(match.field, 0.0) > _BARRED
    ]
    if all(match.likeness < _NAMED for match in kept):
        kept += [
            HeaderMatch(field=field, likeness=0.0, score=weight, strength=weight)
            for field, weight in evidence.items()
            if weight >= _LEAST_GUESS and all(match.field is not field for match in kept)
        ]
    return tuple(sorted(kept, key=lambda match: -match.score))


def _best_choice(options: tuple[tuple[HeaderMatch, ...], ...]) -> tuple[HeaderMatch | None, ...]:
    """One match or None per column with the highest sum of scores.

    A field is given twice only where it is repeatable and the match sure; a choice
    with a title is worth more: a table of measures has one.
    """

    @lru_cache(maxsize=20_000)
    def best(index: int, used: frozenset[Field]) -> tuple[float, tuple[HeaderMatch | None, ...]]:
        if index == len(options):
            return (_TITLE_BONUS if Field.TITLE in used else 0.0), ()
        rest = best(index + 1, used)
        result = (rest[0], (None, *rest[1]))
        for match in options[index]:
            worth = match.score
            if match.field in used:
                worth -= _REPEAT_COST if _may_repeat(match) else len(options)
            score, tail = best(index + 1, used | {match.field})
            if score + worth > result[0] + 1e-9:
                result = (score + worth, (match, *tail))
        return result

    return best(0, frozenset())[1]


def _surest_repeatable(options: tuple[HeaderMatch, ...]) -> HeaderMatch | None:
    """For columns far to the right (months, years): weighing them all would take too long."""
    return next((match for match in options if _may_repeat(match)), None)


def _may_repeat(match: HeaderMatch) -> bool:
    sure = min(match.likeness, match.strength) >= _REPEAT_FROM
    return match.field in REPEATABLE and sure and match.score >= _LEAST_GUESS
