"""Evaluation of rankings: judged queries, runs of a system, and their metrics."""

from collections.abc import Mapping
from dataclasses import dataclass

Judgements = Mapping[str, Mapping[str, int]]
"""Query id to measure id to grade: 0 does not answer, 3 is just what was asked for."""

Run = Mapping[str, Mapping[str, float]]
"""Query id to measure id to score, higher is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuery:
    """A query of a judged set.

    Attributes:
        language: such as "th", "en", "mixed".
        type: such as "words", "abbreviation", "misspelled", "question".
    """

    id: str
    text: str
    language: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of one query, or means over several; each 0–1.

    Attributes:
        ndcg_10: normalised discounted cumulative gain of the first ten, by grade.
        recall_10: share of the relevant measures among the first ten.
        recall_50: the same among the first fifty.
        mrr_10: 1 / rank of the first relevant one among the first ten, else 0.
    """

    ndcg_10: float
    recall_10: float
    recall_50: float
    mrr_10: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScores:
    """Mean scores of a system over a group of queries.

    Attributes:
        queries: how many have a relevant measure and so are in the means.
    """

    system: str
    group: str
    queries: int
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two systems on the same queries.

    Attributes:
        mean: of nDCG@10 of the first less the second.
        better, worse: on how many queries the first is so.
        p_value: of a two-sided paired permutation test; small: hardly chance. None with
            fewer than two queries: there is nothing to test.
    """

    system: str
    other: str
    mean: float
    better: int
    worse: int
    p_value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A query on which a system loses.

    Attributes:
        unseen: relevant measures that are not among the first ten, highest grade first.
    """

    query: JudgedQuery
    scores: Scores
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """How well a system recognises queries without an answer.

    Attributes:
        without_answer: queries that nothing is relevant to.
        recognised: of these, how many the system gave no hit for.
        answerable: queries that something is relevant to.
        denied: of these, how many the system gave no hit for.
    """

    without_answer: int
    recognised: int
    answerable: int
    denied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything about a system's rankings on a judged set, its baselines in the same tables.

    Attributes:
        run: what the system ranked, as it is written to a run file.
        groups: by system, then group; the system itself first.
        losses: worst first.
        unknown: ids of measures judged relevant that the library does not hold.
    """

    run: Run
    groups: tuple[GroupScores, ...]
    differences: tuple[Difference, ...]
    losses: tuple[Loss, ...]
    unanswered: Unanswered
    unknown: tuple[str, ...] = ()
