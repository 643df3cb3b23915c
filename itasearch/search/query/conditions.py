"""What a query demands or leaves out, as filters of the retrievers.

The segmenter keeps some compounds whole (ฝึกอบรม, การยืม), so a word also counts
inside a longer one that is made of it and other words; outside quotation marks so
do its other forms. Imports domain, model, text and its neighbours.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from itasearch.domain.words import domain_words
from itasearch.model.passages import WordFilter
from itasearch.search.query.parse import Condition
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.search.query.word_forms import word_forms
from itasearch.text.thai.lexicon import thai_word_set
from itasearch.text.thai.words import Segmenter

_SHORTEST = 3
_MOST_OTHERS = 60


def word_filters(
    conditions: Iterable[Condition], *, segmenter: Segmenter, vocabulary: Vocabulary
) -> tuple[WordFilter, ...]:
    """The filters that `conditions` ask for, in their order."""
    return tuple(
        WordFilter(
            words=condition.words,
            field=condition.field,
            present=condition.present,
            others=_others(condition, segmenter, vocabulary),
        )
        for condition in conditions
    )


def _others(
    condition: Condition, segmenter: Segmenter, vocabulary: Vocabulary
) -> tuple[tuple[str, ...], ...]:
    """Other word sequences of the index that have the condition's words in them."""
    words = condition.words
    joined = "".join(words)
    found: list[tuple[str, ...]] = [(joined,)]
    found += [(word,) for word in _made_of(joined, segmenter)]
    if len(words) > 1:
        found += [(first, *words[1:]) for first in _ending_with(words[0], segmenter)]
        found += [(*words[:-1], last) for last in _beginning_with(words[-1], segmenter)]
    if not condition.is_exact:
        found += [(*words[:-1], form) for form in word_forms(words[-1])]
    kept = (
        other
        for other in dict.fromkeys(found)
        if other != words and all(map(vocabulary.knows, other))
    )
    return tuple(islice(kept, _MOST_OTHERS))


def _ending_with(word: str, segmenter: Segmenter) -> Iterator[str]:
    return (longer for longer in _made_of(word, segmenter) if longer.endswith(word))


def _beginning_with(word: str, segmenter: Segmenter) -> Iterator[str]:
    return (longer for longer in _made_of(word, segmenter) if longer.startswith(word))


@lru_cache(maxsize=256)
def _made_of(word: str, segmenter: Segmenter) -> tuple[str, ...]:
    """Thai words that are made of `word` and others, shorter ones first."""
    if len(word) < _SHORTEST or word.isascii():
        return ()
    longer = (other for other in (*thai_word_set(), *domain_words()) if word in other != word)
    found = [other for other in set(longer) if _is_made(other, word, segmenter)]
    return tuple(sorted(found, key=lambda other: (len(other), other)))


def _is_made(longer: str, word: str, segmenter: Segmenter) -> bool:
    """Whether what stands before and after `word` in `longer` are words too."""
    before, _, after = longer.partition(word)
    return all(
        not rest or all(map(segmenter.is_word, segmenter.words(rest))) for rest in (before, after)
    )
