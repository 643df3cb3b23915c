"""Misspelled words of a query, corrected: จัดซื้อจัดจาง is จัดซื้อจัดจ้าง.

Stretches of words are compared with names of the glossary, their words and the words of the list
that the index has; of overlapping ones those that gain most are corrected. A word that the
index or the glossary knows is never changed by itself.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from itasearch.domain.glossary import Glossary, ignored_words, query_terms
from itasearch.domain.words import look_alikes, wrong_spellings
from itasearch.search.query.parse import ParsedQuery
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.text.thai.lexicon import thai_word_set
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter, WordSpan
from itasearch.text.typed import as_latin_keys, as_thai_keys, skeleton, slip_cost

# Costs are those of text.typed.slip_cost, up to 1 for each letter changed. Constants were varied
# over the judged slips of tests/data/misspellings.tsv: of those that are said to be flat, half and
# twice the value put right as many.
_MOST_COST = 1.75
_MOST_THAI_COST_PER_LETTER = 0.17  # of a slip, by the shorter word; less and more put fewer right
_MOST_LATIN_COST_PER_LETTER = 0.15  # the same for Latin letters

_MOST_COST_OF_KNOWN = 0.6  # of a slip whose words are all known: ประเมินความเสียง; flat above
_SHORTEST_NAME_OF_KNOWN = 8  # letters of such a name; flat from 6 to 10

_SHORTEST_THAI = 4  # letters of a Thai word that may be misspelled; 3 put four judged slips wrong
_SHORTEST_LATIN = 5  # letters of a Latin word that may be misspelled

_MOST_WORDS = 7  # words of a stretch; with 3 six judged slips are missed, more than 7 add none

_COMPARED_TERMS = 6  # terms whose cost is computed, the likest ones; for speed, flat
_LEAST_RATIO = 66.0  # likeness, 0–100, of a term whose cost is computed; for speed, flat

_GAIN_OF_KNOWN = 1.5  # of words that are all known; unknown ones gain their letters; flat

_GAIN_PER_LETTER = 0.05  # so that of two readings the longer name wins; by hand, flat

_GAIN_LOSS_PER_COST = 2.0  # of two terms the one with the smaller slip wins; flat

_LATIN_WORD = re.compile("[a-z]+")

_LONGEST_BY_CHANCE = 2  # letters of a known word in what was typed on the other keyboard; by hand
_SHORTEST_KEYS = 4  # of a query from the other keyboard; 2 and 8 put fewer right


class Respelling(NamedTuple):
    """A stretch of a query, [start, end) in code points, and what was probably meant by it."""

    start: int
    end: int
    term: str
    gain: float = 0.0  #: above 0, what is won by reading a misspelled term


def best_together(respellings: Iterable[Respelling]) -> tuple[Respelling, ...]:
    """Those that do not overlap, those that gain most first, in the order of the query."""
    best: list[Respelling] = []
    for candidate in sorted(respellings, key=lambda candidate: -candidate.gain):
        if all(candidate.end <= it.start or it.end <= candidate.start for it in best):
            best.append(candidate)
    return tuple(sorted(best))


class Spellings:
    """Names and words of one script; how often each has each letter: few have enough of a slip."""

    def __init__(self, names: Mapping[str, str], words: Iterable[str] = ()) -> None:
        self.words = frozenset(filter(_is_long_enough, words))
        self.terms = {word: word for word in sorted(self.words)}
        """Terms by their keys."""
        self.terms |= {key: name for key, name in names.items() if _is_long_enough(key)}
        self._keys = tuple(self.terms)
        self._lengths = np.array([len(key) for key in self._keys], np.float32)
        letters = np.frombuffer("".join(self._keys).encode("utf-32-le"), np.uint32)
        places = np.repeat(np.arange(len(self._keys)), self._lengths.astype(int))
        #: of each letter which keys have it once, twice …, as numbers
        self._having: dict[str, list[NDArray[np.uint8]]] = {}
        for letter in np.unique(letters).tolist():
            counts = np.bincount(places[letters == letter], minlength=len(self._keys))
            times = range(1, int(counts.max()) + 1)
            self._having[chr(letter)] = [(counts >= most).astype(np.uint8) for most in times]

    @cached_property
    def by_skeleton(self) -> Mapping[str, Sequence[str]]:
        """Keys by what they share with most of their misspellings."""
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            bones = skeleton(key)
            if len(bones) > 1:
                keys[bones].append(key)
        return keys

    def likest(self, key: str) -> Sequence[str]:
        """At most _COMPARED_TERMS keys with at least _LEAST_RATIO to `key`, best first."""
        shared = np.zeros(len(self._keys), np.uint8)
        for letter, times in Counter(key).items():
            for having in self._having.get(letter, ())[:times]:
                shared += having
        least = _LEAST_RATIO * (self._lengths + len(key))
        likely = np.flatnonzero(np.float32(200) * shared >= least)
        matches = process.extract(
            key,
            [self._keys[place] for place in likely.tolist()],
            scorer=fuzz.ratio,
            limit=_COMPARED_TERMS,
            score_cutoff=_LEAST_RATIO,
        )
        return [name for name, _, _ in matches]


def slip_costs(key: str, forms: Iterable[str], *, most: float = inf) -> Mapping[str, float]:
    """What it costs to misspell each of `forms` as `key`, of those that cost no more than usual."""
    most = min(most, _most_cost(key))
    costs = {form: slip_cost(key, form, most=most) for form in forms}
    return {form: cost for form, cost in costs.items() if cost <= min(most, _most_cost(form))}


class Speller:
    """Corrects queries; made once for a glossary, safe to share."""

    def __init__(self, glossary: Glossary, *, segmenter: Segmenter) -> None:
        self._terms = query_terms(glossary)
        self._segmenter = segmenter

    # Tables are made on demand: they take as long as ten queries.
    @cached_property
    def _names(self) -> Sequence[tuple[str, str]]:
        """All names with their keys; of one key the last counts, the usual one of a concept."""
        names = [name for c in self._terms.concepts for name in reversed(c.terms)]
        return list(zip(squash("|".join(names)).split("|"), names, strict=True))

    @cached_property
    def _thai(self) -> Spellings:
        names = {key: name for key, name in self._names if not name.isascii()}
        cut = self._segmenter.words("\n".join(names.values()))
        return Spellings(names, (word for word in cut if not word.isascii()))

    @cached_property
    def _latin(self) -> Spellings:
        words = _LATIN_WORD.findall("\n".join(name for _, name in self._names).casefold())
        names = {key: name for key, name in self._names if name.isascii()}
        return Spellings(names, words)

    def _script(self, key: str) -> Spellings:
        return self._latin if key.isascii() else self._thai

    @cached_property
    def _outline(self) -> tuple[str, str]:
        """The keys of all names, and what they share with their misspellings."""
        keys = "|".join(key for key, _ in self._names)
        return keys, skeleton(keys)

    def prepare(self) -> None:
        """Make all tables now; else the first slip of each kind waits for them."""
        _ = self._thai.by_skeleton, self._latin

    def _same_skeleton(self, key: str) -> Sequence[str]:
        """Keys of Thai terms, found to be none without cutting all names into words."""
        if "_thai" not in vars(self):
            keys, outline = self._outline
            if outline.count(skeleton(key)) <= keys.count(key):
                return ()
        return self._thai.by_skeleton.get(skeleton(key), ())

    def respellings(
        self, query: ParsedQuery, *, vocabulary: Vocabulary, without: Collection[str] = ()
    ) -> tuple[Respelling, ...]:
        """What was misspelled in `query`, in its order; nothing is taken for terms of `without`."""
        spans = query.spans
        known_flags = self._known(spans, vocabulary)
        if switched := self._other_keyboard(query, known_flags, vocabulary):
            return tuple(respelling for respelling in switched if respelling.term not in without)
        chosen = best_together(
            respelling
            for first, last in _stretches(spans)
            if (respelling := self._meant(spans[first:last], known_flags[first:last]))
        )
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
        named = {i for match in self._terms.match_exactly(words) for i in match.places}
        return [
            i in named
            or word in look_alikes()
            or word in ignored_words()
            or vocabulary.knows(word)
            or word in self._script(word).words
            for i, word in enumerate(words)
        ]

    def _meant(self, spans: Sequence[WordSpan], known_flags: Sequence[bool]) -> Respelling | None:
        """The term that words misspell."""
        start, end = spans[0].start, spans[-1].end
        key = "".join(span.word for span in spans)
        unknown = [
            span.word for span, is_known in zip(spans, known_flags, strict=True) if not is_known
        ]
        if right := wrong_spellings().get(key):
            return Respelling(start, end, right, gain=len(key) + 1.0)
        # Of the plain list, and long enough to be no pieces of others.
        are_words = all(len(word) >= _SHORTEST_THAI and word in thai_word_set() for word in unknown)
        is_short = len(spans) == 1 or len(key) < _SHORTEST_NAME_OF_KNOWN
        if not _is_long_enough(key) or (are_words and is_short):
            return None
        most = _MOST_COST_OF_KNOWN if are_words else inf
        alike = self._same_skeleton(key) if are_words else self._script(key).likest(key)
        # Latin words keep their first letter, or change it with the second one.
        alike = [name for name in alike if not key.isascii() or key[0] in name[:2]]
        costs = slip_costs(key, alike, most=most)
        form = min(costs, key=lambda form: (costs[form], form), default="")
        letters = sum(map(len, unknown))
        if not form or not (letters or costs[form]):
            return None
        gain = (letters or _GAIN_OF_KNOWN) + _GAIN_PER_LETTER * len(key)
        gain -= _GAIN_LOSS_PER_COST * costs[form]
        return Respelling(start, end, self._script(key).terms[form], gain) if gain > 0 else None

    def _other_keyboard(
        self, query: ParsedQuery, known_flags: Sequence[bool], vocabulary: Vocabulary
    ) -> list[Respelling]:
        """The whole query, or each piece between blanks, that the other keyboard reads as words."""
        whole = [(0, len(query.text), query.typed)]
        typed = query.typed.split()
        places = [match.span() for match in re.finditer(r"\S+", query.text)]
        pieces = []
        if len(places) == len(typed):  # what was typed may be apart where its text is not
            pieces = [(*at, text) for at, text in zip(places, typed, strict=True)]
        longer = [
            span.start
            for span, is_known in zip(query.spans, known_flags, strict=True)
            if is_known and len(span.word) > _LONGEST_BY_CHANCE
        ]
        for stretches in (whole, pieces):
            meant = [
                Respelling(start, end, words)
                for start, end, text in stretches
                if not any(start <= at < end for at in longer)
                if (words := self._by_other_keys(text, vocabulary))
            ]
            if meant:
                return meant
        return []

    def _by_other_keys(self, typed: str, vocabulary: Vocabulary) -> str | None:
        if len(typed) < _SHORTEST_KEYS:
            return None
        meant = as_thai_keys(typed) if typed.isascii() else as_latin_keys(typed)
        spans = self._segmenter.spans(meant)
        topical = [span.word for span in spans if span.word not in ignored_words()]
        letters = sum(len(word) for word in topical if word.isalpha() or not word.isascii())
        if letters < _SHORTEST_KEYS or not all(self._known(spans, vocabulary)):
            return None
        return meant.strip()


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
