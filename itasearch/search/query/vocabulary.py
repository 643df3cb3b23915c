"""Words of an index: how rare they are, forms of one word, and filters by words.

The segmenter keeps some compounds whole (ฝึกอบรม, การยืม), so a word of a
filter also counts inside a longer one that is made of it and other words; outside quotation
marks so do its other forms.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice

from itasearch.backends.base import IndexReader
from itasearch.domain.glossary import NOMINAL_PREFIXES, english_trigrams, ignored_words
from itasearch.domain.words import domain_words
from itasearch.model.passages import WordFilter
from itasearch.search.query.parse import Condition
from itasearch.text.thai.lexicon import thai_word_set
from itasearch.text.thai.words import Segmenter, trigrams

_SHORTEST_ENGLISH = 4  # letters of a word that may have an ending

_ENDINGS = (("ies", ("y",)), ("ing", ("", "e", "s")), ("s", ("", "ing")), ("y", ("ies",)))
_NO_ENDING = ("", ("s", "es", "ing"))

_SHORTEST_PART = 3  # letters of a word that is looked for inside longer words

_MOST_ALTERNATIVES = 60  # other word sequences of one filter

_CACHED_WORDS = 50_000  # of which the frequency is kept, some 10 MB


class Vocabulary:
    """How rare words and names are in one commit of an index; shared by all searches of it."""

    frequency: Callable[[str], int]  #: In how many measures a word occurs

    idf: Callable[[str], float]
    """BM25's inverse document frequency; the largest there can be for an unknown word."""

    topical_words: Callable[[str], tuple[str, ...]]  #: Of a name those that carry a topic, once

    def __init__(self, reader: IndexReader, segmenter: Segmenter) -> None:
        self.reader = reader
        self.segmenter = segmenter
        measures = reader.measure_count()
        # Functions without `self`: a cycle would keep the files of the index open.
        self.frequency = frequency = lru_cache(_CACHED_WORDS)(reader.document_frequency)

        @lru_cache(_CACHED_WORDS)
        def idf(word: str) -> float:
            having = frequency(word)
            return math.log(1 + (max(measures - having, 0) + 0.5) / (having + 0.5))

        self.idf = idf
        self.topical_words = lru_cache(_CACHED_WORDS)(lambda name: topical(segmenter.words(name)))

    def knows(self, word: str) -> bool:
        """Whether the word occurs in the index."""
        return self.frequency(word) > 0

    def knows_all(self, words: Iterable[str]) -> bool:
        """Whether each of `words` occurs in the index."""
        return all(map(self.frequency, words))


def has_words(words: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether half the letters typed are of words that a lexicon or the library has.

    An English word is one where its trigrams are mostly those of known ones: no list has all.
    "asdfgh" and "ฟหกด" are none, though something in the library is nearest to them, too.
    """
    typed = list(words)
    letters = sum(len(word) for word in typed if _is_known(word, vocabulary))
    return 2 * letters >= sum(map(len, typed))


def _is_known(word: str, vocabulary: Vocabulary) -> bool:
    if len(word) < _SHORTEST_PART:
        return False
    if vocabulary.knows(word) or vocabulary.segmenter.is_word(word):
        return True
    grams = trigrams(word) if word.isascii() else ()
    return 2 * sum(gram in english_trigrams() for gram in grams) > len(grams)


def topical(words: Iterable[str]) -> tuple[str, ...]:
    """Those of `words` that carry a topic, each once."""
    return tuple(word for word in dict.fromkeys(words) if word not in ignored_words())


def word_forms(word: str) -> tuple[str, ...]:
    """Forms that say the same: with or without การ or ความ, an English plural or -ing."""
    return tuple(_english_forms(word) if word.isascii() else _prefixed_forms(word))


def _prefixed_forms(word: str) -> Iterator[str]:
    for prefix in NOMINAL_PREFIXES:
        bare = word.removeprefix(prefix)
        if bare == word:
            yield prefix + word
        elif len(bare) > len(prefix):
            yield bare


def _english_forms(word: str) -> Iterator[str]:
    if len(word) < _SHORTEST_ENGLISH or not word.isalpha():
        return
    ending, others = next((pair for pair in _ENDINGS if word.endswith(pair[0])), _NO_ENDING)
    bare = word.removesuffix(ending)
    yield from (bare + other for other in others)


def word_filters(conditions: Iterable[Condition], vocabulary: Vocabulary) -> tuple[WordFilter, ...]:
    """The filters that `conditions` ask for, in their order."""
    return tuple(
        WordFilter(
            words=condition.words,
            field=condition.field,
            present=condition.present,
            others=_alternatives(condition, vocabulary),
        )
        for condition in conditions
    )


def _alternatives(condition: Condition, vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    words, segmenter = condition.words, vocabulary.segmenter
    joined = "".join(words)
    alternatives: list[tuple[str, ...]] = [(joined,)]
    alternatives += [(word,) for word in _compounds(joined, segmenter)]
    firsts, lasts = _compounds(words[0], segmenter), _compounds(words[-1], segmenter)
    alternatives += [(first, *words[1:]) for first in firsts if first.endswith(words[0])]
    alternatives += [(*words[:-1], last) for last in lasts if last.startswith(words[-1])]
    if not condition.is_exact:
        alternatives += [(*words[:-1], form) for form in word_forms(words[-1])]
    kept = (
        alternative
        for alternative in dict.fromkeys(alternatives)
        if alternative != words and vocabulary.knows_all(alternative)
    )
    return tuple(islice(kept, _MOST_ALTERNATIVES))


@lru_cache(maxsize=256)
def _compounds(word: str, segmenter: Segmenter) -> tuple[str, ...]:
    if len(word) < _SHORTEST_PART or word.isascii():
        return ()
    longer = {other for other in (*thai_word_set(), *domain_words()) if word in other != word}
    rests = {other: map(segmenter.words, filter(None, other.split(word, 1))) for other in longer}
    compounds = [other for other in longer if all(map(segmenter.is_word, chain(*rests[other])))]
    return tuple(sorted(compounds, key=lambda other: (len(other), other)))
