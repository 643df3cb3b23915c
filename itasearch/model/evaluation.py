"""How good answers are: judged queries, runs of a system and their metrics."""

from collections.abc import Mapping
from dataclasses import dataclass

Judgements = Mapping[str, Mapping[str, int]]  #: Of queries and measures: grades from 0 to 3
Run = Mapping[str, Mapping[str, float]]  #: Query id to measure id to score, higher is better


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuery:
    """A query of a judged set; language is "th", "en" or "mixed", type "words", "question", …."""

    id: str
    text: str
    language: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores of one query, or means over several; each 0–1."""

    ndcg_10: float  #: normalised discounted cumulative gain of the first ten, by grade
    recall_10: float  #: share of the relevant measures among the first ten
    recall_50: float  #: the same among the first fifty
    mrr_10: float  #: 1 / rank of the first relevant one among the first ten, else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScores:
    """Mean scores of a system over the queries of a group that have a relevant measure."""

    system: str
    group: str
    queries: int
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two systems on the same queries."""

    system: str
    other: str
    mean: float  #: of nDCG@10 of the first less the second
    better: int  #: on how many queries the first is so
    worse: int  #: as `better`
    p_value: float | None  #: of a two-sided paired permutation test; None below two queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A query on which a system loses, and relevant measures beyond rank ten, best grade first."""

    query: JudgedQuery
    scores: Scores
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """How well a system recognises queries without an answer."""

    without_answer: int  #: queries with nothing relevant; `recognised` of them got no hit
    recognised: int
    answerable: int  #: queries that something is relevant to; it gave `denied` of them no hit
    denied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A system's rankings on a judged set, with its baselines in the same tables."""

    run: Run  #: what the system ranked
    groups: tuple[GroupScores, ...]  #: by system, then group; the system itself first.
    differences: tuple[Difference, ...]
    losses: tuple[Loss, ...]  #: worst first
    unanswered: Unanswered
    unknown: tuple[str, ...] = ()  #: ids of measures judged relevant that the library does not hold
