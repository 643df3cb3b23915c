"""From a query plan to distinct measures, and whether they answer the query at all.

Retrieve, fuse, second stage, group copies: it retrieves deeper until there are as many distinct
measures as the plan asks for. What is found deeper ranks below what was found before, so the
first ten are the same whether ten or a hundred are shown. There are always nearest vectors,
even for "asdfgh": evidence of several kinds decides whether anything answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from itasearch.model.ranking import SearchMode
from itasearch.model.records import StoredMeasure
from itasearch.search.query.plan import MeasureLookup, QueryPlan, Tools
from itasearch.search.rank.copies import Distinct, group_copies
from itasearch.search.rank.fuse import Fused, Retrieved, fuse, retrieve, scaled
from itasearch.search.rank.second_stage import second_stage, whole_text

_FIRST_DEPTH = 300
"""Passages of each retriever."""

_DEEPENING = 4
"""Factor by which each further retrieval is deeper."""

_MEASURES_WITH_TRIGRAMS = 3
"""Of the best by trigrams, in how many the query's trigrams are counted."""

_LEAST_TRIGRAM_SIGNAL = 0.5
"""A lexical hit without a word of the query has at least this share of its trigrams."""

_LEAST_EVIDENCE = 0.83
"""Of 165 queries without an answer, over three libraries, 89 % stay below it; of 100 with
an answer 1 %."""

_CONCEPT_EVIDENCE = 0.09
"""Naming a concept of the glossary: 96 % of queries with an answer do, few of the others.
Common words alone (เงิน, แจก) are found in every library."""

_LEAST_COSINE = 0.3
"""As _LEAST_EVIDENCE for a search by meaning alone, which is much less sure: 53 % and 3 %."""

_JUDGED_MEASURES = 10
"""However many measures are wanted, the first ten decide whether anything answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Distinct measures for a plan, and what was seen on the way.

    Attributes:
        trigram_share: the largest share of the query's trigrams that one measure has, 0–1.
    """

    measures: list[Distinct]
    retrieved: Retrieved
    trigram_share: float


def answer(plan: QueryPlan, tools: Tools) -> Answer:
    """The measures that answer the query of `plan`, best first."""
    tools = replace(tools, store=_CachedLookup(tools.store))
    depth = _FIRST_DEPTH
    retrieved = retrieve(tools.backend, plan, depth=depth)
    share = _trigram_share(plan, retrieved, tools.store)
    ranked = second_stage(_ranked(retrieved, share, plan), plan, tools)
    while True:
        measures = group_copies(ranked, plan, tools)
        if len(measures) >= plan.k or retrieved.complete:
            return Answer(measures=measures, retrieved=retrieved, trigram_share=share)
        depth *= _DEEPENING
        retrieved = retrieve(tools.backend, plan, depth=depth)
        ranked = _extended(ranked, _ranked(retrieved, share, plan))


def is_answered(plan: QueryPlan, found: Answer) -> bool:
    """Whether a search by meaning found an answer; what has given words or phrases is one."""
    cosine = found.retrieved.best_cosine
    if plan.mode is SearchMode.SEMANTIC:
        return cosine >= _LEAST_COSINE
    if plan.mode is not SearchMode.HYBRID or plan.query.is_demanding:
        return True
    first = [item.fused for item in found.measures[:_JUDGED_MEASURES]]
    return is_enough(
        coverage=plan.expansion.coverage,
        words=max((one.words for one in first), default=0.0),
        trigrams=found.trigram_share,
        cosine=cosine,
        covered=max((one.covered for one in first), default=0.0),
        named=plan.names_concept,
    )


def is_enough(
    *,
    coverage: float,
    words: float,
    trigrams: float,
    cosine: float,
    covered: float = 0.0,
    named: bool = True,
) -> bool:
    """Whether a hybrid search found an answer, by what speaks for one, added up by worth.

    Args:
        coverage: 0–1, share of the query that index or glossary know.
        words: the highest word signal of the hits, 0 to about 1.
        trigrams: 0–1, share of the query's trigrams that one measure has.
        cosine: of the nearest passage.
        covered: 0–1, the highest share of the things asked for that a hit has.
        named: whether the query names a concept of the glossary.
    """
    known = 0.25 * coverage + 0.2 * trigrams + _CONCEPT_EVIDENCE * named
    return known + 0.6 * words + 0.4 * covered + cosine >= _LEAST_EVIDENCE


class _CachedLookup:
    """A MeasureLookup that fetches each measure once; made for one search, so never stale."""

    def __init__(self, store: MeasureLookup) -> None:
        self._store = store
        self._known: dict[str, StoredMeasure | None] = {}

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures by id; ids that the store does not know are left out."""
        new = [name for name in dict.fromkeys(measure_ids) if name not in self._known]
        if new:
            fetched = self._store.measures(new)
            self._known |= {name: fetched.get(name) for name in new}
        found = ((name, self._known[name]) for name in measure_ids)
        return {name: stored for name, stored in found if stored is not None}


def _extended(ranked: Sequence[Fused], deeper: Sequence[Fused]) -> list[Fused]:
    """`ranked`, then those of `deeper` that are new, none with a higher score."""
    known = {one.measure_id for one in ranked}
    least = ranked[-1].score if ranked else float("inf")
    new = [one for one in deeper if one.measure_id not in known]
    return [*ranked, *(replace(one, score=min(one.score, least)) for one in new)]


def _ranked(retrieved: Retrieved, share: float, plan: QueryPlan) -> Sequence[Fused]:
    """All retrieved measures, best first; without vectors, those that truly match."""
    fused = fuse(
        semantic=retrieved.semantic,
        words=retrieved.words,
        trigrams=scaled(retrieved.trigrams, share),
        weights=plan.weights,
        missing=retrieved.floor,
    )
    kept = [one for one in fused if one.measure_id not in plan.left_out]
    if plan.weights.semantic:
        return kept
    return [one for one in kept if one.words > 0 or one.trigrams >= _LEAST_TRIGRAM_SIGNAL]


def _trigram_share(plan: QueryPlan, retrieved: Retrieved, store: MeasureLookup) -> float:
    """The largest share of the query's trigrams that one of the best measures has, 0–1.

    The best of a bad lot would otherwise score as high as a perfect match.
    """
    if plan.trigrams is None or not retrieved.trigrams:
        return 0.0
    sought = {term.text for term in plan.trigrams.trigrams}
    scores = retrieved.trigrams
    best = sorted(scores, key=lambda name: (-scores[name].score, name))[:_MEASURES_WITH_TRIGRAMS]
    texts = [whole_text(item.measure) for item in store.measures(best).values()]
    return max((sum(gram in text for gram in sought) / len(sought) for text in texts), default=0.0)
