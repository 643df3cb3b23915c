"""Which indicators two reports state, and how often. Imports model."""

from collections import Counter
from collections.abc import Iterable, Sequence

from itasearch.model.comparison import IndicatorCount, Pair
from itasearch.model.records import Measure


def coverage(
    left: Iterable[Measure], right: Iterable[Measure], *, pairs: Sequence[Pair]
) -> tuple[IndicatorCount, ...]:
    """Counts by stated indicator, 1–10, then of the measures that state none.

    Indicators that neither side states are left out. `both` counts pairs of which
    both sides state the indicator.
    """
    ours = Counter(measure.indicator for measure in left)
    theirs = Counter(measure.indicator for measure in right)
    both = Counter(
        pair.left.indicator for pair in pairs if pair.left.indicator == pair.right.indicator
    )
    stated = sorted(number for number in {*ours, *theirs} if number is not None)
    rows: list[int | None] = [*stated, *([None] if None in {*ours, *theirs} else [])]
    return tuple(
        IndicatorCount(indicator=number, left=ours[number], right=theirs[number], both=both[number])
        for number in rows
    )
