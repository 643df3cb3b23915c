"""Hits as they are shown: snippet, highlights, reason, signals, topics and copies.

Only what can be seen in the measure is a reason: words of the query, names that were added to
it, else nearness in meaning. The index keeps no texts, so what is shown is cut from the measure.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import count, pairwise

from itasearch.boundary import Boundary
from itasearch.domain.glossary import glossary
from itasearch.enrich.passages import field_passages
from itasearch.model.classification import UNCLASSIFIED
from itasearch.model.library import Stage
from itasearch.model.passages import ROW_FIELD, Passage
from itasearch.model.ranking import (
    AddedName,
    Addition,
    FoundName,
    Hit,
    Reason,
    Snippet,
)
from itasearch.model.records import Measure
from itasearch.search.query.plan import SIGNAL_DIGITS, SIGNALS, QueryPlan, Tools
from itasearch.search.rank.copies import Distinct
from itasearch.text.thai.lexicon import torn_letters
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.whole_words import has_word
from itasearch.text.thai.words import Segmenter, WordSpan
from itasearch.wording.language import written_in
from itasearch.wording.reasons import reason_text

_ABBREVIATION = re.compile("[ก-ฮ]{2,6}")
_JOINING = " \t\n-&"

_STEPS_BONUS = 0.45  # what the field about what is done is worth beside words, in the same shares

_NAMED_TITLES = 3  # titles of liked measures that a reason names


class QueryMarker:
    """Finds a query's words in texts; made once a query, used for every hit."""

    def __init__(
        self,
        weights: Mapping[str, float],
        *,
        segmenter: Segmenter,
        glue: Collection[str] = (),
        own: Collection[str] = (),
    ) -> None:
        """Take words and their worth; `glue` (ไม่ in ไม่รับของขวัญ) is marked before them only.

        `own` are typed: a field with all of several is preferred to steps without one.
        """
        self._weights = weights
        self._own = frozenset(own) & weights.keys()
        self._glue = frozenset(glue)
        longest_first = sorted(weights, key=lambda word: (-len(word), word))
        pattern = "|".join(map(_pattern, longest_first))
        self._pattern = re.compile(pattern) if pattern else None
        # Hits share texts, and each is cut into words once.
        self._spans = cache(self._marked)
        self._words = cache(lambda text: _whole(segmenter.spans(text), weights))
        self.segmenter = segmenter

    def snippet(self, measure: Measure) -> Snippet:
        """The piece of `measure` with the most of the query, else the beginning of what is done."""
        pieces = field_passages(measure)
        if not pieces:
            return Snippet(field=ROW_FIELD, text="")
        whole = sum(self._weights.values()) or 1.0

        def value(piece: Passage) -> tuple[bool, bool, float]:
            seen = self._seen(piece.text)
            worth = sum(self._weights[word] for word in seen)
            has_all = self._own <= seen and len(self._own) > 1 and piece.field != "title"
            return worth > 0, has_all, worth + _STEPS_BONUS * whole * (piece.field == "steps")

        best = max(pieces, key=value)
        runs = _runs(best.text, self._spans(best.text))
        highlights = tuple((run[0].start, run[-1].end) for run in runs)
        return Snippet(field=best.field, text=best.text, highlights=highlights)

    def found(self, text: str, *, among: Collection[str]) -> tuple[str, ...]:
        """What of the words `among` is in `text`, adjacent ones together, each once."""
        spans = [span for span in self._spans(text) if span.word in among]
        runs = (run for run in _runs(text, spans) if not all(map(self._is_glue, run)))
        return tuple(dict.fromkeys(text[run[0].start : run[-1].end] for run in runs))

    def _is_glue(self, span: WordSpan) -> bool:
        return span.word in self._glue and span.word not in self._weights

    def _marked(self, text: str) -> tuple[WordSpan, ...]:
        chosen: list[WordSpan] = []
        for span in reversed(self._words(text)) if self._seen(text) else ():
            leads = bool(chosen) and _adjacent(text, span, chosen[-1])
            if span.word in self._weights or (leads and self._is_glue(span)):
                chosen.append(span)
        return tuple(reversed(chosen))

    def _seen(self, text: str) -> set[str]:
        # Much faster than cutting the text into words; they are cut for the winner only.
        words = self._pattern.findall(arabic_digits(text).casefold()) if self._pattern else ()
        return {word.replace(".", "") for word in words} & self._weights.keys()


def _pattern(word: str) -> str:
    """ป.ป.ช. for ปปช, which the segmenter makes of it."""
    return r"\.?".join(word) if _ABBREVIATION.fullmatch(word) else re.escape(word)


def _whole(spans: Sequence[WordSpan], typed: Collection[str]) -> Sequence[WordSpan]:
    """Without words whose letters end the one before (ทรัพย์สิน|บน), unless the query is cut so."""
    pairs = pairwise((WordSpan("", -1, -1), *spans))
    return [
        span
        for before, span in pairs
        if before.end != span.start
        or (before.word in typed and span.word in typed)
        or not torn_letters(before.word, span.word)
    ]


def _runs(text: str, spans: Sequence[WordSpan]) -> list[list[WordSpan]]:
    runs: list[list[WordSpan]] = []
    for span in spans:
        if runs and _adjacent(text, runs[-1][-1], span):
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _adjacent(text: str, before: WordSpan, after: WordSpan) -> bool:
    return not text[before.end : after.start].strip(_JOINING)


def hits(
    measures: Sequence[Distinct],
    plan: QueryPlan,
    tools: Tools,
    *,
    like: Sequence[str] = (),
    boundary: Boundary,
) -> tuple[Hit, ...]:
    """Hits of the plan's query, in order; `like` has titles, `boundary` leaves out what raises."""
    ids = [item.stored.measure.id for item in measures]
    about = tools.reader.classifications(ids)
    subjects = cache(lambda: _subjects(ids, plan, tools))  # of all that have no word of the query
    marker = QueryMarker(plan.marked, segmenter=tools.segmenter, glue=plan.glue, own=plan.own_words)
    named = tuple(title.split("\n", 1)[0] for title in like[:_NAMED_TITLES])
    own = plan.own_words
    added = [(squash(added_name.name), added_name) for added_name in plan.added]
    signals = [name for name in SIGNALS if getattr(plan.weights, name)]
    ranks = count(1)

    def hit(item: Distinct) -> Hit:
        measure, fused = item.stored.measure, item.fused
        snippet = marker.snippet(measure)
        classification = about.get(measure.id, UNCLASSIFIED)
        why = Reason(like=named)
        if plan.query.spans:
            why = reason(measure, snippet, marker, own=own, added=added, like=named)
        if not why.found:
            why = replace(why, subject=subjects().get(measure.id))
        return Hit(
            score=fused.score,
            signals=tuple((name, round(getattr(fused, name), SIGNAL_DIGITS)) for name in signals),
            measure=measure,
            organisation=item.stored.organisation,
            fiscal_year_be=item.stored.fiscal_year_be,
            passage=snippet,
            reason=thai_reason(why),
            why=why,
            same_text=item.copies,
            more_copies=item.more_copies,
            more_organisations=item.more_organisations,
            unchanged_since=item.unchanged_since,
            classification=classification,
            rank=next(ranks),  # of what raises none is used up
        )

    shown = boundary.without_faulty(
        measures,
        hit,
        report_of=lambda item: item.stored.measure.report_id,
        stage=Stage.SHOW,
    )
    return tuple(shown)


def _subjects(
    measure_ids: Sequence[str], plan: QueryPlan, tools: Tools
) -> Mapping[str, tuple[str, str]]:
    if not plan.concepts.size:
        return {}
    about = tools.concepts.shares(tools.reader.measure_vectors(measure_ids))
    by_id = {}
    for measure_id, shares in zip(measure_ids, about, strict=True):
        subject = tools.concepts.subject_of_both(plan.concepts[0], shares)
        if subject is not None:
            concept = tools.glossary.by_id[subject]
            by_id[measure_id] = concept.thai[0], next(iter(concept.english), concept.thai[0])
    return by_id


def reason(
    measure: Measure,
    snippet: Snippet,
    marker: QueryMarker,
    *,
    own: Collection[str],
    added: Sequence[tuple[str, AddedName]],
    like: tuple[str, ...] = (),
) -> Reason:
    """Why a hit was found, by its snippet and title.

    `own` are the query's words; `added` the names searched with them, behind their squashed forms.
    """
    texts = {"title": measure.title, snippet.field: snippet.text}
    names = [
        FoundName(text=words, field=field)
        for field, text in texts.items()
        for words in marker.found(text, among=own)
    ]
    names += [name for field, text in texts.items() for name in _added(text, field, added, marker)]
    names = names or [
        FoundName(text=snippet.text[start:end], field=snippet.field, asked="")
        for start, end in snippet.highlights
    ]
    found: dict[str, FoundName] = {}
    for name in names:
        found.setdefault(squash(name.text), name)
    return Reason(found=tuple(found.values()), is_near=not found, like=like)


def _added(
    text: str, field: str, added: Sequence[tuple[str, AddedName]], marker: QueryMarker
) -> Iterator[FoundName]:
    key = squash(text)
    for name, term in added:
        if has_word(name, key, marker.segmenter):
            typed = "" if term.kind is Addition.RELATED else term.asked
            yield FoundName(
                text=term.name,
                field=field,
                asked=typed,
                is_related=glossary().is_loose(term.name) or glossary().is_loose(term.asked),
            )


def thai_reason(why: Reason) -> str:
    """The reason as a hit keeps it, whatever the language of the run."""
    return written_in("th", lambda: reason_text(why))
