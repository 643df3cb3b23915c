"""Misspelled words of a query, corrected: จัดซื้อจัดจาง is จัดซื้อจัดจ้าง.

Stretches of words are compared with the names of the glossary and with their words; of stretches
that overlap those that gain most are corrected. A word that the index or the glossary knows is
never changed by itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from itasearch.domain.glossary import Glossary, ignored_words, query_terms
from itasearch.domain.words import look_alikes, wrong_spellings
from itasearch.search.query.parse import ParsedQuery
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.text.thai.lexicon import thai_word_set
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter, WordSpan
from itasearch.text.typed import as_latin_keys, as_thai_keys, slip_cost

# Costs are those of text.typed.slip_cost, up to 1 for each letter changed. Constants were varied
# over the judged slips of tests/data/misspellings.tsv.
_MOST_COST = 1.75
_MOST_THAI_COST_PER_LETTER = 0.17  # of a slip, by the shorter word; less and more put fewer right
_MOST_LATIN_COST_PER_LETTER = 0.15  # the same for Latin letters

_MOST_COST_OF_KNOWN = 0.6  # of a slip whose words are all known: ประเมินความเสียง; flat above
_SHORTEST_NAME_OF_KNOWN = 8  # letters of such a name; flat from 6 to 10
_LEAST_RATIO_OF_KNOWN = 90.0  # likeness, 0–100, of such a name; for speed, flat
_GAIN_OF_KNOWN = 1.5  # of such words; unknown ones gain their letters; flat

_SHORTEST_THAI = 4  # letters of a Thai word that may be misspelled; 3 put four judged slips wrong
_SHORTEST_LATIN = 5  # letters of a Latin word that may be misspelled

_MOST_WORDS = 7  # words of a stretch; with 3 six judged slips are missed, more than 7 add none

_COMPARED_TERMS = 6  # terms whose cost is computed, the likest ones; for speed, flat
_LEAST_RATIO = 66.0  # likeness, 0–100, of a term whose cost is computed; for speed, flat

_GAIN_PER_LETTER = 0.05  # so that of two readings the longer name wins; by hand, flat
_GAIN_LOSS_PER_COST = 2.0  # of two terms the one with the smaller slip wins; flat

_LONGEST_BY_CHANCE = 2  # letters of a known word in what was typed on the other keyboard; by hand
_SHORTEST_KEYS = 4  # letters of a query from the other keyboard; 2 and 8 put fewer right


class Respelling(NamedTuple):
    """A stretch of a query, [start, end) in code points, and what was probably meant by it."""

    start: int
    end: int
    term: str
    gain: float = 0.0  #: above 0, what is won by reading a misspelled term


class _Stretch:
    """Adjacent words of a query."""

    def __init__(self, spans: Sequence[WordSpan], known_flags: Sequence[bool]) -> None:
        self.key = "".join(span.word for span in spans)
        self._place = spans[0].start, spans[-1].end
        pairs = zip(spans, known_flags, strict=True)
        unknown = [span.word for span, is_known in pairs if not is_known]
        self.unknown = sum(map(len, unknown))  #: letters
        #: whether all are words of the plain list, and too long to be pieces of other words
        self.are_words = all(
            len(word) >= _SHORTEST_THAI and word in thai_word_set() for word in unknown
        )
        self.is_short = self.are_words and (
            len(spans) == 1 or len(self.key) < _SHORTEST_NAME_OF_KNOWN
        )

    def read_as(self, term: str, *, gain: float) -> Respelling:
        return Respelling(*self._place, term, gain)

    def may_be(self, term: str) -> bool:
        """Latin words keep their first letter, or change it with the second one."""
        return not self.key.isascii() or self.key[0] in term[:2]


def best_together(respellings: Iterable[Respelling]) -> tuple[Respelling, ...]:
    """Those that do not overlap, those that gain most first, in the order of the query."""
    best: list[Respelling] = []
    for candidate in sorted(respellings, key=lambda candidate: -candidate.gain):
        if all(candidate.end <= it.start or it.end <= candidate.start for it in best):
            best.append(candidate)
    return tuple(sorted(best))


def likest(
    keys: Sequence[str], terms: Sequence[str], *, least: float = _LEAST_RATIO
) -> Iterator[Sequence[str]]:
    """Of each key at most _COMPARED_TERMS terms with at least this ratio, 0–100, best first."""
    every = process.cdist(keys, terms, scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8)
    for ratios in every:
        alike = np.flatnonzero(ratios)
        best = alike[np.argsort(-ratios[alike].astype(int), kind="stable")]
        yield [terms[number] for number in best[:_COMPARED_TERMS].tolist()]


def slip_costs(key: str, forms: Iterable[str], *, most: float = _MOST_COST) -> Mapping[str, float]:
    """What it costs to misspell each of `forms` as `key`, of those that cost no more than usual."""
    most = min(most, _most_cost(key))
    costs = {form: slip_cost(key, form, most=most) for form in forms}
    return {form: cost for form, cost in costs.items() if cost <= min(most, _most_cost(form))}


class Speller:
    """Corrects queries; made once for a glossary, safe to share."""

    def __init__(self, glossary: Glossary, *, segmenter: Segmenter) -> None:
        self._glossary_terms = query_terms(glossary)
        self._segmenter = segmenter

    @cached_property
    def names(self) -> Mapping[str, str]:
        """All names by their keys; of one key the last counts, the usual one of a concept."""
        names = [name for c in self._glossary_terms.concepts for name in reversed(c.terms)]
        keys = squash("|".join(names)).split("|")
        pairs = zip(keys, names, strict=True)
        return {key: name for key, name in pairs if _is_long_enough(key)}

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """Names and their words by their keys; takes as long to make as ten queries."""
        words = self._segmenter.words("\n".join(self.names.values()))
        return {**{word: word for word in words if _is_long_enough(word)}, **self.names}

    def respellings(
        self, query: ParsedQuery, *, vocabulary: Vocabulary, without: Collection[str] = ()
    ) -> tuple[Respelling, ...]:
        """What was misspelled in `query`, in its order; nothing is taken for terms of `without`."""
        spans = query.spans
        known_flags = self._known(spans, vocabulary)
        if switched := self._other_keyboard(query, known_flags, vocabulary):
            return () if switched.term in without else (switched,)
        chosen = best_together(self._misspelled(spans, known_flags))
        # Where an unknown piece of Thai touches a stretch, both are parts of a name.
        edges = {
            edge
            for span, is_known in zip(spans, known_flags, strict=True)
            if not (is_known or span.word.isascii())
            if not any(it.start <= span.start < it.end for it in chosen)
            for edge in (span.start, span.end)
        }
        return tuple(
            respelling
            for respelling in chosen
            if respelling.term not in without
            and edges.isdisjoint((respelling.start, respelling.end))
            # A word of the list that is cut otherwise here is right as it is.
            and respelling.term != query.text[respelling.start : respelling.end]
        )

    def _known(self, spans: Sequence[WordSpan], vocabulary: Vocabulary) -> list[bool]:
        words = [span.word for span in spans]
        named = {i for match in self._glossary_terms.match_exactly(words) for i in match.places}
        return [
            i in named
            or word in look_alikes()
            or word in ignored_words()
            or vocabulary.knows(word)
            or word in self.terms
            for i, word in enumerate(words)
        ]

    def _misspelled(
        self, spans: Sequence[WordSpan], known_flags: Sequence[bool]
    ) -> Iterator[Respelling]:
        """Stretches with the terms that they misspell; some overlap."""
        doubtful: defaultdict[tuple[bool, bool], list[_Stretch]] = defaultdict(list)
        for first, last in _stretches(spans):
            stretch = _Stretch(spans[first:last], known_flags[first:last])
            if right := wrong_spellings().get(stretch.key):
                yield stretch.read_as(right, gain=len(stretch.key) + 1.0)
            elif _is_long_enough(stretch.key) and not stretch.is_short:
                doubtful[stretch.are_words, stretch.key.isascii()].append(stretch)
        for (are_words, is_latin), stretches in doubtful.items():
            every = self.names if are_words else self.terms
            terms = {key: term for key, term in every.items() if key.isascii() == is_latin}
            least = _LEAST_RATIO_OF_KNOWN if are_words else _LEAST_RATIO
            most = _MOST_COST_OF_KNOWN if are_words else _MOST_COST
            alike = likest([it.key for it in stretches], [*terms], least=least)
            for stretch, keys in zip(stretches, alike, strict=True):
                costs = slip_costs(stretch.key, filter(stretch.may_be, keys), most=most)
                form = min(costs, key=lambda form: (costs[form], form), default="")
                if form and (stretch.unknown or costs[form]):
                    gain = (stretch.unknown or _GAIN_OF_KNOWN) - _GAIN_LOSS_PER_COST * costs[form]
                    gain += _GAIN_PER_LETTER * len(stretch.key)
                    if gain > 0:
                        yield stretch.read_as(terms[form], gain=gain)

    def _other_keyboard(
        self, query: ParsedQuery, known_flags: Sequence[bool], vocabulary: Vocabulary
    ) -> Respelling | None:
        """The query as the other keyboard reads it, if it is words there and none here."""
        longer = (
            is_known and len(span.word) > _LONGEST_BY_CHANCE
            for span, is_known in zip(query.spans, known_flags, strict=True)
        )
        typed = query.typed
        if any(longer) or len(typed) < _SHORTEST_KEYS:
            return None
        meant = as_thai_keys(typed) if typed.isascii() else as_latin_keys(typed)
        spans = self._segmenter.spans(meant)
        topical = [span.word for span in spans if span.word not in ignored_words()]
        letters = sum(len(word) for word in topical if word.isalpha() or not word.isascii())
        if letters < _SHORTEST_KEYS or not all(self._known(spans, vocabulary)):
            return None
        return Respelling(0, len(query.text), meant.strip())


@cache
def speller(glossary: Glossary, segmenter: Segmenter) -> Speller:
    """The one speller of a glossary, made at its first use."""
    return Speller(glossary, segmenter=segmenter)


def applied(respellings: Iterable[Respelling], text: str) -> str:
    """`text` with the terms in place of the stretches."""
    for respelling in sorted(respellings, key=lambda respelling: -respelling.start):
        text = text[: respelling.start] + respelling.term + text[respelling.end :]
    return text


def _is_long_enough(key: str) -> bool:
    return len(key) >= (_SHORTEST_LATIN if key.isascii() else _SHORTEST_THAI)


def _most_cost(key: str) -> float:
    each = _MOST_LATIN_COST_PER_LETTER if key.isascii() else _MOST_THAI_COST_PER_LETTER
    return min(each * len(key), _MOST_COST)


def _stretches(spans: Sequence[WordSpan]) -> Iterator[tuple[int, int]]:
    """Of words of one script."""
    for first, span in enumerate(spans):
        for last, other in enumerate(spans[first : first + _MOST_WORDS], start=first + 1):
            if other.word.isascii() != span.word.isascii():
                break
            yield first, last
