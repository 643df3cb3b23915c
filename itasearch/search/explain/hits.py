"""Hits of ranked measures: each with snippet, highlights, reason, signals, topics and copies.

Only what can be seen in the measure is a reason: words of the query, names that were added to
it, else nearness in meaning.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.ranking import (
    AddedName,
    Addition,
    FoundName,
    Hit,
    Reason,
    SameText,
    Snippet,
)
from itasearch.model.records import Measure
from itasearch.search.explain.snippet import QueryMarker
from itasearch.search.query.needs import name_key
from itasearch.search.query.plan import SIGNALS, QueryPlan
from itasearch.search.rank.copies import Distinct
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter
from itasearch.wording.reasons import reason_text

_SIGNAL_DIGITS = 4
_NAMED_TITLES = 3
"""Titles of liked measures that a reason names."""

_LEAST_NAMED_COSINE = 0.45
"""Of a passage whose nearness in meaning is named beside words. By hand: it changes the reason
only."""


def hits(
    measures: Sequence[Distinct],
    plan: QueryPlan,
    *,
    segmenter: Segmenter,
    about: Mapping[str, Classification],
    like: Sequence[str] = (),
) -> tuple[Hit, ...]:
    """`measures` as hits of the plan's query, ranked in their order.

    Args:
        about: what measures are about, by id; those without are unclassified.
        like: titles of measures that the hits shall be like.
    """
    marker = QueryMarker(plan.marked, segmenter=segmenter, glue=plan.glue)
    named = tuple(title.split("\n", 1)[0] for title in like[:_NAMED_TITLES])
    shown = []
    for rank, item in enumerate(measures, start=1):
        measure, fused = item.stored.measure, item.fused
        snippet = marker.snippet(measure, nearest=fused.nearest)
        classification = about.get(measure.id, UNCLASSIFIED)
        why = Reason(like=named)
        if plan.query.spans:
            near = fused.nearest if fused.semantic >= _LEAST_NAMED_COSINE else None
            found = reason(
                measure,
                snippet,
                marker,
                own=plan.own_words,
                added=plan.added,
                nearest=near[0] if near else None,
            )
            why = replace(found, like=named)
        if plan.topics and not why.found:
            of_both = [one.topic for one in classification.topics if one.topic in plan.topics]
            why = replace(why, topics=tuple(of_both))
        shown.append(
            Hit(
                rank=rank,
                score=fused.score,
                signals=tuple(
                    (name, round(getattr(fused, name), _SIGNAL_DIGITS))
                    for name in SIGNALS
                    if name != "typed" and getattr(plan.weights, name)
                ),
                measure=measure,
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
                classification=classification,
            )
        )
    return tuple(shown)


def reason(
    measure: Measure,
    snippet: Snippet,
    marker: QueryMarker,
    *,
    own: Collection[str],
    added: Sequence[AddedName],
    nearest: str | None = None,
) -> Reason:
    """Why a hit was found.

    Args:
        snippet: what is shown of it; its title counts too.
        marker: of the query.
        own: the query's words, as the index has them.
        added: names that were searched beside them.
        nearest: field of a passage close enough in meaning to be named beside words.
    """
    texts = {"title": measure.title, snippet.field: snippet.text}
    names = [
        FoundName(text=words, field=field)
        for field, text in texts.items()
        for words in marker.found(text, among=own)
    ]
    names += [one for field, text in texts.items() for one in _added(text, field, added, marker)]
    names = names or [
        FoundName(text=snippet.text[start:end], field=snippet.field, asked="")
        for start, end in snippet.highlights
    ]
    found: dict[str, FoundName] = {}
    for one in names:
        found.setdefault(squash(one.text), one)
    return Reason(
        found=tuple(found.values()), nearest=nearest if found else nearest or snippet.field
    )


def _added(
    text: str, field: str, added: Sequence[AddedName], marker: QueryMarker
) -> Iterator[FoundName]:
    """Other names that are in `text`; a related one is no other name of what was typed."""
    for one in added:
        if marker.has_name(name_key(one.name), text):
            typed = "" if one.kind is Addition.RELATED else one.asked
            yield FoundName(text=one.name, field=field, asked=typed)
