"""Words that are searched beside those of the query, each with its weight.

Three sources: the glossary (other names of a concept in Thai and English, the
only lexical bridge between the languages), Thai nominal prefixes (การร้องเรียน
for ร้องเรียน: the segmenter keeps some such pairs whole), and the query itself.
A word that the index lacks is dropped, so what is named as added was searched.
Imports domain, model, text and its neighbours parse and vocabulary.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from itasearch.domain.glossary import Concept, Glossary, GlossaryMatch, ignored_words
from itasearch.model.passages import WeightedTerm
from itasearch.model.ranking import AddedName, Addition
from itasearch.search.parse import ParsedQuery
from itasearch.search.vocabulary import Vocabulary
from itasearch.text.words import Segmenter

IGNORED_WEIGHT = 0.05
PREFIXED_WEIGHT = 0.9
SYNONYM_WEIGHT = 0.6
"""Weight of the rarest word of another name of a concept; the query's own words weigh 1."""
NEAR_WEIGHT = 0.3
RESPELLED_WEIGHT = 0.8
_PREFIXES = ("การ", "ความ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A concept that the query names.

    Attributes:
        asked: the words of the query that name it, as typed.
        added: its other names all of whose words occur in the index.
    """

    asked: str
    concept: Concept
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """A query with everything that its lexical side searches.

    Attributes:
        own: the query's words and their prefixed forms; weights up to 1.
        other: words of the bridges that are not among its own.
        bridges: concepts that the query names, in its order.
        meaning: the query with foreign names of concepts in Thai, for the encoder
            and the trigrams; the query's text where there are none.
        coverage: 0–1, how much of the query the index or the glossary knows, rare
            words counting more.
        missing: topical words that neither knows.
        respelled: the term that a misspelled stretch of the query was taken for.
    """

    own: tuple[WeightedTerm, ...]
    other: tuple[WeightedTerm, ...]
    bridges: tuple[Bridge, ...]
    meaning: str
    coverage: float
    missing: tuple[str, ...]
    respelled: str | None = None

    @property
    def added(self) -> tuple[AddedName, ...]:
        """Names that were added, a respelled term first, each once."""
        found = {}
        if self.respelled is not None:
            found[self.respelled] = _added(self.respelled, "", Addition.RESPELLING)
        for bridge in self.bridges:
            for name in bridge.added:
                kind = (
                    Addition.SYNONYM
                    if name.isascii() == bridge.asked.isascii()
                    else Addition.TRANSLATION
                )
                found.setdefault(name, _added(name, bridge.asked, kind))
        return tuple(found.values())


def expand(
    query: ParsedQuery, glossary: Glossary, *, segmenter: Segmenter, vocabulary: Vocabulary
) -> Expansion:
    """Find out what else to search for than the words of `query`."""
    matches = glossary.match(query.words)
    widened = tuple(match for match in matches if _is_widened(query, match))
    own = _own_terms(query.words, vocabulary)
    other = _other_terms(widened, own, segmenter, vocabulary)
    known, missing = _known_words(query.words, matches, own)
    total = sum(map(vocabulary.idf, known + missing))
    return Expansion(
        own=_terms(own),
        other=_terms(other),
        bridges=tuple(_bridges(query, widened, segmenter, vocabulary)),
        meaning=_meaning(query, matches),
        coverage=sum(map(vocabulary.idf, known)) / total if total else 0.0,
        missing=missing,
    )


def with_respelling(typed: Expansion, meant: Expansion, *, term: str) -> Expansion:
    """What was typed, searched together with what was probably meant."""
    own = {word.text: word for word in typed.own}
    for word in meant.own:
        weight = RESPELLED_WEIGHT * word.weight
        own.setdefault(word.text, WeightedTerm(text=word.text, weight=weight))
    return replace(
        meant,
        own=tuple(own.values()),
        other=tuple(word for word in meant.other if word.text not in own),
        respelled=term,
    )


def topical(words: Iterable[str]) -> tuple[str, ...]:
    """Those of `words` that carry a topic, each once."""
    return tuple(word for word in dict.fromkeys(words) if word not in ignored_words())


def _added(name: str, asked: str, kind: Addition) -> AddedName:
    return AddedName(name=name, asked=asked, kind=kind)


def _terms(weights: dict[str, float]) -> tuple[WeightedTerm, ...]:
    return tuple(WeightedTerm(text=word, weight=weight) for word, weight in weights.items())


def _own_terms(words: Iterable[str], vocabulary: Vocabulary) -> dict[str, float]:
    """The words that the index knows, with the forms that differ by a prefix only."""
    found: dict[str, float] = {}
    for word in words:
        ignored = word in ignored_words()
        if vocabulary.knows(word):
            found[word] = IGNORED_WEIGHT if ignored else 1.0
        if not ignored:
            for form in filter(vocabulary.knows, _prefixed_forms(word)):
                found.setdefault(form, PREFIXED_WEIGHT)
    return found


def _prefixed_forms(word: str) -> Iterator[str]:
    for prefix in _PREFIXES:
        bare = word.removeprefix(prefix)
        if bare == word:
            yield prefix + word
        elif len(bare) > len(prefix):
            yield bare


def _known_words(
    words: Iterable[str], matches: Iterable[GlossaryMatch], own: dict[str, float]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The topical words that the index or the glossary knows, and those that neither does."""
    sequence = tuple(words)
    named = {word for match in matches for word in sequence[match.first : match.last]}
    known: list[str] = []
    missing: list[str] = []
    for word in topical(sequence):
        has_form = word in own or any(form in own for form in _prefixed_forms(word))
        (known if has_form or word in named else missing).append(word)
    return tuple(known), tuple(missing)


def _other_terms(
    matches: Iterable[GlossaryMatch],
    own: dict[str, float],
    segmenter: Segmenter,
    vocabulary: Vocabulary,
) -> dict[str, float]:
    found: dict[str, float] = {}
    for concept in _concepts(matches):
        for name in concept.terms:
            for word, weight in _shares(name, segmenter, vocabulary, complete=True):
                found[word] = max(found.get(word, 0.0), SYNONYM_WEIGHT * weight)
        for name in concept.near:
            for word, weight in _shares(name, segmenter, vocabulary, complete=False):
                found[word] = max(found.get(word, 0.0), NEAR_WEIGHT * weight)
    return {word: weight for word, weight in found.items() if word not in own}


def _shares(
    name: str, segmenter: Segmenter, vocabulary: Vocabulary, *, complete: bool
) -> list[tuple[str, float]]:
    """Known topical words of a name; the rarest has share 1, commoner ones much less.

    With `complete`, a name of which a word is unknown has none: what is left of it
    would be its least telling part.
    """
    words = topical(segmenter.words(name))
    known = [word for word in words if vocabulary.knows(word)]
    if not known or (complete and len(known) < len(words)):
        return []
    rarest = max(map(vocabulary.idf, known))
    return [(word, (vocabulary.idf(word) / rarest) ** 2) for word in known]


def _concepts(matches: Iterable[GlossaryMatch]) -> tuple[Concept, ...]:
    return tuple(dict.fromkeys(concept for match in matches for concept in match.concepts))


def _bridges(
    query: ParsedQuery,
    matches: Iterable[GlossaryMatch],
    segmenter: Segmenter,
    vocabulary: Vocabulary,
) -> Iterator[Bridge]:
    for match in matches:
        asked = query.text[query.spans[match.first].start : query.spans[match.last - 1].end]
        asked_words = set(query.words[match.first : match.last])
        for concept in match.concepts:
            added = tuple(
                name
                for name in concept.terms
                if (words := set(topical(segmenter.words(name))))
                and not words <= asked_words
                and all(map(vocabulary.knows, words))
            )
            yield Bridge(asked=asked, concept=concept, added=added)


def _is_foreign(query: ParsedQuery, match: GlossaryMatch) -> bool:
    return all(word.isascii() for word in query.words[match.first : match.last])


def _is_widened(query: ParsedQuery, match: GlossaryMatch) -> bool:
    """Everyday Thai words stand for themselves; their foreign names need the bridge."""
    return _is_foreign(query, match) or not all(concept.broad for concept in match.concepts)


def _meaning(query: ParsedQuery, matches: Iterable[GlossaryMatch]) -> str:
    """The query with each foreign name of a concept replaced by the usual Thai one."""
    parts: list[str] = []
    position = 0
    for match in matches:
        if not _is_foreign(query, match):
            continue
        start, end = query.spans[match.first].start, query.spans[match.last - 1].end
        parts += [query.text[position:start], match.concepts[0].thai[0]]
        position = end
    if not parts:
        return query.text
    parts.append(query.text[position:])
    kept = (part for part in map(_without_foreign_fillers, parts) if part)
    return " ".join(kept)


def _without_foreign_fillers(text: str) -> str:
    """`text` without English words that carry no topic: left alone between Thai, they mislead."""
    words = text.split()
    return " ".join(w for w in words if not (w.isascii() and w.casefold() in ignored_words()))
