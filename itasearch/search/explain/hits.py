"""Hits as they are shown: snippet, highlights, reason, signals, copies."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from itasearch.model.ranking import Hit, Reason, SameText, SearchMode, Snippet
from itasearch.search.explain.reasons import kindred_reason, reason, reason_text
from itasearch.search.explain.snippet import QueryMarker
from itasearch.search.query.plan import Prepared
from itasearch.search.query.topics import shared
from itasearch.search.rank.copies import Distinct
from itasearch.store.base import StoredMeasure
from itasearch.text.thai.words import Segmenter

_DIGITS = 4
_CLOSE = 0.45
"""Least semantic signal that is named beside words."""

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
    prepared: Prepared,
    *,
    segmenter: Segmenter,
    like: Sequence[str] = (),
) -> tuple[Hit, ...]:
    """`measures` as hits of a query, ranked in their order.

    Args:
        like: titles of measures that the hits shall be like.
    """
    marker = QueryMarker(prepared.worth, segmenter=segmenter, glue=prepared.glue)
    shown = []
    for rank, item in enumerate(measures, start=1):
        snippet = marker.snippet(item.stored.measure, nearest=item.fused.nearest)
        why = reason(
            item.stored.measure,
            snippet,
            marker,
            own=prepared.own_words,
            added=prepared.added,
            nearest=_nearest(item),
        )
        why = replace(why, like=kindred_reason(like).like)
        signals = _signals(item, _SIGNALS[prepared.mode])
        shown.append(_hit(item, rank, snippet=snippet, signals=signals, why=why))
    return tuple(shown)


def with_topics(hit: Hit, asked: Mapping[str, float]) -> Hit:
    """`hit` with the topics that the query is about too, where no word speaks for it.

    Args:
        asked: topics of the query with their confidences.
    """
    if hit.why.found or not asked:
        return hit
    why = replace(hit.why, topics=tuple(shared(asked, hit.classification)))
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


def _nearest(item: Distinct) -> str | None:
    """The field that is close in meaning, where it is close enough to be said beside words."""
    found = item.fused.nearest
    return found[0] if found is not None and item.fused.semantic >= _CLOSE else None


def _signals(item: Distinct, names: Sequence[str]) -> tuple[tuple[str, float], ...]:
    return tuple((name, round(getattr(item.fused, name), _DIGITS)) for name in names)


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
        same_text=tuple(map(_same_text, item.copies)),
        unchanged_since=item.unchanged_since,
    )


def _same_text(copy: StoredMeasure) -> SameText:
    return SameText(
        measure_id=copy.measure.id,
        organisation=copy.organisation,
        fiscal_year_be=copy.fiscal_year_be,
        source=copy.measure.source,
    )
