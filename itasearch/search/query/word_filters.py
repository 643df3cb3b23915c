"""Filters by words: what measures must have, or must not, in the words of the index.

The segmenter keeps some compounds whole (ฝึกอบรม, การยืม), so a word also counts inside a longer
one that is made of it and other words; outside quotation marks so do its other forms.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from itasearch.domain.words import domain_words
from itasearch.model.passages import WordFilter
from itasearch.search.query.parse import Condition
from itasearch.search.query.vocabulary import Vocabulary, word_forms
from itasearch.text.thai.lexicon import thai_word_set
from itasearch.text.thai.words import Segmenter

_SHORTEST_PART = 3
"""Letters of a word that is looked for inside longer words."""

_MOST_ALTERNATIVES = 60
"""Other word sequences of one filter."""


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
    """Other word sequences of the index that have the condition's words in them."""
    words, segmenter = condition.words, vocabulary.segmenter
    joined = "".join(words)
    found: list[tuple[str, ...]] = [(joined,)]
    found += [(word,) for word in _compounds(joined, segmenter)]
    if len(words) > 1:
        firsts, lasts = _compounds(words[0], segmenter), _compounds(words[-1], segmenter)
        found += [(first, *words[1:]) for first in firsts if first.endswith(words[0])]
        found += [(*words[:-1], last) for last in lasts if last.startswith(words[-1])]
    if not condition.is_exact:
        found += [(*words[:-1], form) for form in word_forms(words[-1])]
    kept = (one for one in dict.fromkeys(found) if one != words and vocabulary.knows_all(one))
    return tuple(islice(kept, _MOST_ALTERNATIVES))


@lru_cache(maxsize=256)
def _compounds(word: str, segmenter: Segmenter) -> tuple[str, ...]:
    """Thai words that are made of `word` and others, shorter ones first."""
    if len(word) < _SHORTEST_PART or word.isascii():
        return ()
    longer = {other for other in (*thai_word_set(), *domain_words()) if word in other != word}
    found = [other for other in longer if _is_made_of(other, word, segmenter)]
    return tuple(sorted(found, key=lambda other: (len(other), other)))


def _is_made_of(longer: str, word: str, segmenter: Segmenter) -> bool:
    """Whether what is before and after `word` in `longer` are words too."""
    before, _, after = longer.partition(word)
    return all(
        not rest or all(map(segmenter.is_word, segmenter.words(rest))) for rest in (before, after)
    )
