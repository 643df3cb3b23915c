"""The things that a query asks for, each counted once, whatever it is called.

BM25 adds up words: five names of one half of a query outweigh both halves. Here each
concept counts once, found or not, and its names are alternatives.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from itasearch.domain.glossary import rarity, term_key
from itasearch.search.query.expand import Expansion, is_everyday
from itasearch.search.query.vocabulary import Vocabulary, topical, word_forms
from itasearch.text.thai.normalize import squash

# Varied on the tuning half of the judged queries (nDCG@10 .847).
_ADDED_WEIGHT = 0.75  # of an added name; 0.5 is -.000 on the judged queries, 1.0 +.001

_UNHEARD_WEIGHT = 0.3
"""Of what the index has under no name, for no measure can have it whole (ใช้เส้น found in ใช้ and
เส้นทาง): as rare as can be, it outweighed all else that was asked for. 0.1 to 0.7 rank alike."""

_UNKNOWN_WORD = "\0"  # A word that no index holds: as rare as can be


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedName:
    """One way to call what is needed."""

    key: str  #: squashed
    #: squashed, with the share of the name that each carries; they add up to 1
    words: tuple[tuple[str, float], ...]
    weight: float  #: 0–1; below 1 for names that were added
    is_wider: bool = False  #: a concept is asked for by it, or by what was typed, and not named


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that a query asks for, its own name first; shares, by rarity, add up to 1."""

    share: float
    names: tuple[NeedName, ...]


def needs_of(expansion: Expansion, *, vocabulary: Vocabulary) -> tuple[Need, ...]:
    """Concepts that the query names, then its other topical words; () when it has none."""
    words_of = vocabulary.segmenter.words
    named: dict[str, list[str]] = {}  # concepts of the same words are one thing, and
    first: dict[str, str] = {}  # words of the same concept: its first ones
    strict: set[tuple[str, str]] = set()  # both are terms of one concept, neither a narrower one
    for bridge in expansion.bridges:
        typed = first.setdefault(bridge.concept.id, bridge.typed)
        if typed != bridge.typed:
            named[typed].append(bridge.typed)
            strict.add((typed, bridge.typed))
            continue
        named.setdefault(typed, []).extend(bridge.added)
        everyday, key = {*map(term_key, bridge.concept.asked)}, term_key(bridge.typed)
        terms = {*map(term_key, bridge.concept.thai)} - everyday
        if key not in everyday and not any(term != key and term in key for term in terms):
            same = (name for name in bridge.added if term_key(name) not in everyday)
            strict.update((bridge.typed, name) for name in same)
    typed_names = {bridge.typed for bridge in expansion.bridges}
    of_names = {word for typed in typed_names for word in words_of(typed)}
    of_names.update(form for word in tuple(of_names) for form in word_forms(word))
    single = {
        word: [form for form in word_forms(word) if form in expansion.own]
        for word in topical(words_of(expansion.text))
        if word not in of_names
    }
    every = named | single
    weighed = []
    # Everyday words count only where there is nothing else.
    informative = {name: every[name] for name in every if not all(map(is_everyday, words_of(name)))}
    for typed, added in (informative or every).items():
        worth = _worth((typed, *added), vocabulary)
        if typed in single:
            worth *= rarity(typed)
        names = [
            NeedName(
                key=squash(name),
                words=_shares(name, vocabulary),
                weight=1.0 if name in typed_names or name == typed else _ADDED_WEIGHT,
                is_wider=typed in named and name != typed and (typed, name) not in strict,
            )
            for name in (typed, *added)
        ]
        weighed.append((worth, tuple(names)))
    total = sum(worth for worth, _ in weighed)
    return tuple(Need(share=worth / total, names=names) for worth, names in weighed if total > 0)


def _worth(names: Sequence[str], vocabulary: Vocabulary) -> float:
    rarest = [
        max(map(vocabulary.idf, words))
        for name in names
        if (words := _name_words(name, vocabulary)) and vocabulary.knows_all(words)
    ]
    return min(rarest, default=_UNHEARD_WEIGHT * vocabulary.idf(_UNKNOWN_WORD))


def _shares(name: str, vocabulary: Vocabulary) -> tuple[tuple[str, float], ...]:
    worth = {squash(word): vocabulary.idf(word) for word in _name_words(name, vocabulary)}
    total = sum(worth.values())
    return tuple((word, value / total) for word, value in worth.items()) if total else ()


def _name_words(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.topical_words(name) or vocabulary.segmenter.words(name)
