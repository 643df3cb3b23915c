"""Several reports among the first hits: a large report does not fill them alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from itasearch.model.ranking import Hit

SPREAD_OVER = 10
"""Hits among which others are sought for the first places, however many are wanted."""

_FIRST = 5  # hits among which
_MOST_OF_REPORT = 2  # are of one report


def spread(hits: Sequence[Hit], *, answering: int) -> tuple[Hit, ...]:
    """Hits in an order in which at most two of the first five are of one report.

    Further rows of a report follow the first five, in their order. A hit that answers never
    falls behind one that does not, and where other reports have too few hits, further rows
    of a report stay among the first.

    Args:
        hits: best first; those behind the first SPREAD_OVER keep their places.
        answering: how many of them answer.

    Returns:
        All hits, ranked anew; a score is at most the one before it.
    """
    counts: Counter[str] = Counter()
    order: list[Hit] = []
    for part in (hits[:SPREAD_OVER][:answering], hits[answering:SPREAD_OVER], hits[SPREAD_OVER:]):
        later: list[Hit] = []
        for hit in part:
            is_later = counts[hit.measure.report_id] >= _MOST_OF_REPORT and len(order) < _FIRST
            (later if is_later else order).append(hit)
            counts[hit.measure.report_id] += not is_later
        order += later
    scores = accumulate((hit.score for hit in order), min)
    return tuple(
        replace(hit, rank=rank, score=score)
        for rank, (hit, score) in enumerate(zip(order, scores, strict=True), start=1)
    )
