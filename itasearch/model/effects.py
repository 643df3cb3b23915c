"""Scores of towns that took something up between two ITA results, against those that did not.

What is found goes together with a change of scores; nothing here says that it caused one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_ADOPTERS = 20
"""Matched towns on each side below which no numbers are given: medians of 20 and 60 changes with a
standard deviation of 8 points differ by chance by up to 5 (docs/effects.md)."""

MOST_MATCHES = 3  #: Towns that each adopter is compared with, at most
CALIPER = 2.0  #: Points by which the earlier scores of an adopter and a match may differ
TOTAL_BAND = 4.0  #: Points of the bands of the earlier total in which scores are matched
FALSE_DISCOVERY_RATE = 0.05  #: Of effects called beyond chance (Benjamini and Hochberg 1995)
INTERVAL = 0.95  #: Confidence of each interval, looked at alone


_LEAST_SCALE = 2.0
"""Points from the middle of pictures of intervals to their ends, at least, so that chance looks
small; chosen by hand. A wider interval than the most is cut off."""

_MOST_SCALE = 20.0  # the same at most; a wider interval is cut off there


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """How the scores of adopters changed, and those of the towns matched with them."""

    adopters_change: float  #: median, in points
    others_change: float  #: likewise
    difference: float  #: the first less the second
    low: float  #: one end of its interval
    high: float  #: the other
    p_value: float  #: of an aligned rank test within the matched sets, two-sided
    q_value: float  #: the same, adjusted for all that were looked at

    @property
    def beyond_chance(self) -> bool:
        """Whether it is significant at a false discovery rate of 5 %, and its interval lacks 0."""
        return self.q_value <= FALSE_DISCOVERY_RATE and (self.low > 0 or self.high < 0)


def scale_of(contrasts: Sequence[Contrast]) -> float:
    """Points from the middle of the pictures of intervals to their ends, a whole number."""
    widest = max((abs(end) for each in contrasts for end in (each.low, each.high)), default=0.0)
    return float(-(-min(max(widest, _LEAST_SCALE), _MOST_SCALE) // 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One topic, or one text that towns share, and one score."""

    topic: str | None = None  #: id of domain/data/topics.toml; None for a text
    measure_id: str | None = None  #: of the oldest measure with the text; None for a topic.
    indicator: int | None  #: 1–10; None for the total.
    adopters: int  #: towns that took it up and are matched; all of them where there are too few.
    others: int  #: towns that are matched with them; all that did not where there are too few.
    unmatched: int = 0  #: adopters without a town of a near enough score; 0: no contrast
    contrast: Contrast | None = None  #: None where there are too few of either

    @property
    def enough(self) -> bool:
        """Whether there are enough towns to say anything."""
        return self.contrast is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """All topics and common texts by all scores."""

    effects: Sequence[Effect] = ()  #: as compare.towns.effects.in_order sorts them
    towns: int = 0  #: with reports and ITA results of two years in a row
    fiscal_years: tuple[int, ...] = ()  #: later years of these pairs, ascending
    looked_at: int = 0  #: effects with enough towns, for all of which `q_value` is adjusted
    beyond_chance: int = 0  #: of these
