"""Which stretches of a query are best put right, when several could be and some overlap.

Imports the standard library only.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RespellCandidate:
    """Words of a query that may be a misspelled term.

    Attributes:
        first: index of the first word, from 0.
        last: index after the last word.
        gain: how much is won by taking them for the term; above 0.
    """

    first: int
    last: int
    gain: float
    term: str


def best_together(
    candidates: Iterable[RespellCandidate], size: int
) -> tuple[RespellCandidate, ...]:
    """Candidates of a query of `size` words that do not overlap and gain most, in order."""
    by_end: defaultdict[int, list[RespellCandidate]] = defaultdict(list)
    for candidate in candidates:
        by_end[candidate.last].append(candidate)
    best: list[tuple[float, tuple[RespellCandidate, ...]]] = [(0.0, ())]
    for end in range(1, size + 1):
        options = [best[-1]]
        for one in by_end[end]:
            gain, chosen = best[one.first]
            options.append((gain + one.gain, (*chosen, one)))
        best.append(max(options, key=lambda option: option[0]))
    return best[-1][1]
