"""Hits of ranked measures: each with snippet, highlights, reason, signals and copies."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from itasearch.model.ranking import Hit, Reason, SameText, SearchMode, Snippet
from itasearch.search.explain.reasons import kindred_reason, reason
from itasearch.search.explain.snippet import QueryMarker
from itasearch.search.query.plan import QueryPlan
from itasearch.search.query.topics import shared
from itasearch.search.rank.copies import Distinct
from itasearch.text.thai.words import Segmenter
from itasearch.wording.reasons import reason_text

_SIGNAL_DIGITS = 4
_LEAST_NAMED_COSINE = 0.45
"""Of a passage whose nearness in meaning is named beside words."""

_SIGNALS = {
    SearchMode.HYBRID: ("semantic", "words", "trigrams", "covered", "title", "topic", "kin"),
    SearchMode.WORDS: ("words", "trigrams", "covered", "title"),
    SearchMode.SEMANTIC: ("semantic",),
    SearchMode.PHRASE: ("words",),
}
_KINDRED_SIGNALS = {
    SearchMode.HYBRID: ("semantic", "words"),
    SearchMode.WORDS: ("words",),
    SearchMode.SEMANTIC: ("semantic",),
    SearchMode.PHRASE: ("words",),
}


def hits(
    measures: Sequence[Distinct],
    plan: QueryPlan,
    *,
    segmenter: Segmenter,
    like: Sequence[str] = (),
) -> tuple[Hit, ...]:
    """`measures` as hits of the plan's query, ranked in their order.

    Args:
        like: titles of measures that the hits shall be like.
    """
    marker = QueryMarker(plan.marked, segmenter=segmenter, glue=plan.glue)
    shown = []
    for rank, item in enumerate(measures, start=1):
        near = item.fused.nearest
        snippet = marker.snippet(item.stored.measure, nearest=near)
        why = reason(
            item.stored.measure,
            snippet,
            marker,
            own=plan.own_words,
            added=plan.added,
            nearest=near[0] if near and item.fused.semantic >= _LEAST_NAMED_COSINE else None,
        )
        why = replace(why, like=kindred_reason(like).like)
        signals = _signals(item, _SIGNALS[plan.mode])
        shown.append(_hit(item, rank, snippet=snippet, signals=signals, why=why))
    return tuple(shown)


def with_topics(hit: Hit, of_query: Mapping[str, float]) -> Hit:
    """`hit` with the topics that the query is about too, where no word was found.

    Args:
        of_query: topics of the query with their confidences.
    """
    if hit.why.found or not of_query:
        return hit
    why = replace(hit.why, topics=tuple(shared(of_query, hit.classification)))
    return replace(hit, why=why, reason=reason_text(why))


def kindred_hits(
    measures: Sequence[Distinct],
    titles: Sequence[str],
    *,
    mode: SearchMode,
    segmenter: Segmenter,
) -> tuple[Hit, ...]:
    """`measures` as hits like those with these titles, in their order; nothing is marked."""
    marker = QueryMarker({}, segmenter=segmenter)
    return tuple(
        _hit(
            item,
            rank,
            snippet=marker.snippet(item.stored.measure, nearest=item.fused.nearest),
            signals=_signals(item, _KINDRED_SIGNALS[mode]),
            why=kindred_reason(titles),
        )
        for rank, item in enumerate(measures, start=1)
    )


def _signals(item: Distinct, names: Sequence[str]) -> tuple[tuple[str, float], ...]:
    return tuple((name, round(getattr(item.fused, name), _SIGNAL_DIGITS)) for name in names)


def _hit(
    item: Distinct,
    rank: int,
    *,
    snippet: Snippet,
    signals: tuple[tuple[str, float], ...],
    why: Reason,
) -> Hit:
    return Hit(
        rank=rank,
        score=item.fused.score,
        signals=signals,
        measure=item.stored.measure,
        organisation=item.stored.organisation,
        fiscal_year_be=item.stored.fiscal_year_be,
        passage=snippet,
        reason=reason_text(why),
        why=why,
        same_text=tuple(
            SameText(
                measure_id=copy.measure.id,
                organisation=copy.organisation,
                fiscal_year_be=copy.fiscal_year_be,
                source=copy.measure.source,
            )
            for copy in item.copies
        ),
        unchanged_since=item.unchanged_since,
    )
