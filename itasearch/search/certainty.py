"""Whether what a search found answers the query.

There are always nearest vectors, even for "asdfgh". A logistic regression over the query and its
first hits says how likely they answer; `bench.learn` learns it and both limits from queries with
and without an answer. Inside filters there are fewer measures to be near, so a query that the
library may answer is judged by weights and limits of its own there.
"""

import math
from dataclasses import asdict, dataclass
from enum import IntEnum

from itasearch.search.learned import learned

PLAIN = ("cosine", "covered", "score", "length")  #: Features that need no concepts

_LEAST_LENGTH = 2  # a single word counts as two; otherwise whistleblowing has no answer


class Certainty(IntEnum):
    """Whether what was found answers the query."""

    NOTHING = 0
    UNSURE = 1
    ANSWERED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for an answer of a hybrid search; not the glossary alone, which may know more."""

    cosine: float  #: of the nearest measure
    covered: float  #: 0–1, the highest share of the things asked for that a hit has
    score: float  #: of the first hit
    length: float  #: how many words the query has without how it is asked
    concepts: float  #: 0–1, the most that a hit and the query are about together
    world: float | None  #: cosine of the nearest concept, in the library or not
    #: log odds that the query is about a duty of a local government; None, as the two before, for
    #: an encoder without concepts
    duty: float | None

    @property
    def features(self) -> dict[str, float]:
        """Numbers that are weighted, by name."""
        every = asdict(self) | {"length": math.log1p(max(self.length, _LEAST_LENGTH))}
        return {name: every[name] for name in (PLAIN if self.duty is None else every)}


def certainty_of(evidence: Evidence, *, library: Certainty | None = None) -> Certainty:
    """Whether a hybrid search found an answer; inside filters never surer than in the `library`."""
    kind, where = "plain_" if evidence.duty is None else "", "_within" if library else ""
    weights, limits = learned(f"{kind}evidence{where}"), learned(f"{kind}limits{where}")
    odds = weights["constant"]
    odds += sum(weights[name] * value for name, value in evidence.features.items())
    if odds < limits["perhaps" if library is Certainty.UNSURE else "answered"]:
        return Certainty.NOTHING
    is_sure = odds >= limits["sure"] and library is not Certainty.UNSURE
    return Certainty.ANSWERED if is_sure else Certainty.UNSURE
