"""Suggestions while a query is being typed: topics, towns, terms of the glossary, titles.

By letters alone (no case, blanks, Thai digits), at the beginning of names and inside them. A town
that no name has is read as by search.query.names: with a slip, or in Latin letters. Of several
words the last may also begin the name of a town or topic. A term is suggested where a title has it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, islice, zip_longest
from operator import itemgetter

from itasearch.domain.glossary import glossary
from itasearch.domain.loader import words
from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.domain.topics import topics
from itasearch.model.ranking import NameKind, Suggestion, SuggestionKind
from itasearch.search.query.names.known import KnownNames, NamedTown
from itasearch.search.query.names.understand import understand
from itasearch.search.query.parse import condition_places
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.rtgs import latin_sounds
from itasearch.text.typed import Typeahead

_LEAST_INSIDE = 2  # letters looked for inside names; a single one only begins them
_LEAST_MISREAD = 4  # letters of a query in which a town is sought by another spelling
_FEWEST_SOUNDS = 3  # sounds by which a town typed in Latin letters is sought
_LEAST_ALIKE = 75.0  # likeness, 0–100, of these sounds to those of the name; by hand
_MOST_OF_KIND = {SuggestionKind.TOPIC: 3, SuggestionKind.TOWN: 5, SuggestionKind.TERM: 2}
"""Suggestions of a kind; of titles there may be any number."""
_MOST_NAMES = 40  # names looked at for a kind's suggestions: several may be of one town
_MOST_SOUGHT = 6  # concepts that are sought in the titles
_MOST_THAI = 3  # Thai names by which each of them is sought

_BEGINS, _INSIDE, _LAST_WORD, _MISREAD = range(4)
"""How a name fits what was typed, the best first: `_LAST_WORD` by the last word alone."""
_SEPARATOR = "|"  # Between names that are squashed together; none of them has it
_LATIN_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]")


@dataclass(frozen=True, slots=True)
class TitleLookup:
    """How titles of the library are found."""

    #: of so many measures with different titles that have all of these squashed words
    ids: Callable[[Sequence[str], int], Sequence[str]]
    texts: Callable[[Sequence[str]], Mapping[str, str]]  #: titles by id, without removed ones


_Fitting = tuple[int, Suggestion]
"""How a name of it fits, and what is suggested."""


class _Names:
    """Names to be found by words in them: each with the query that it leads to, and an id."""

    def __init__(self, named: Iterable[tuple[str, str, str]]) -> None:
        whole = [*named]
        later = [
            (name[match.start() :], query, one)
            for name, query, one in whole
            if name.isascii()
            for match in islice(_LATIN_WORD.finditer(name), 1, None)
        ]
        self._named = whole + later
        # At once: a tenth of the time.
        joined = squash(_SEPARATOR.join(name for name, _, _ in self._named))
        self._keys = joined.split(_SEPARATOR)
        self._typed = Typeahead(self._keys)

    def fitting(self, words: Sequence[str]) -> Iterator[tuple[int, str, str]]:
        """(fit, query, id) of what is named with these words, each once."""
        seen = set()
        is_english = all(word.isascii() for word in words)
        inside = not is_english and len(max(words, key=len)) >= _LEAST_INSIDE
        for number in self._typed.find(words, most=_MOST_NAMES, inside=inside):
            _, query, identifier = self._named[number]
            if identifier not in seen:
                seen.add(identifier)
                yield _fit(self._keys[number], words), query, identifier


def suggest(
    text: str, names: KnownNames, *, titles: TitleLookup, most: int
) -> tuple[Suggestion, ...]:
    """Queries that a typed text may become, by kind, best first; () for one with conditions."""
    typed = " ".join(canonical(text).split())
    words = [key for word in typed.split() if (key := squash(word))]
    if not words or condition_places(typed):
        return ()
    towns = _towns_of(names)
    of_topics, of_towns = [*_topics(words)], [*towns.fitting(typed)]
    if len(words) > 1 and len(words[-1]) >= _LEAST_INSIDE:
        head, _, last = typed.rpartition(" ")
        known = {suggestion.id for _, suggestion in (*of_topics, *of_towns)}
        # One English word is a part of too many names.
        by_last = [
            *(() if last.isascii() else _topics(words[-1:])),
            *_towns_of(names).fitting(last),
        ]
        for _, suggestion in by_last:
            if suggestion.id not in known:
                group = of_topics if suggestion.kind is SuggestionKind.TOPIC else of_towns
                longer = replace(suggestion, query=f"{head} {suggestion.query}")
                group.append((_LAST_WORD, longer))
    terms = [*_terms(words, titles)]
    of_towns = of_towns or [*_misread_towns(typed, names)]
    if not (of_topics or of_towns or terms):
        of_towns = [*_romanised_towns(typed, names)]
    groups = (of_topics, of_towns, terms, [*_titles(words, titles, most)])
    return _mixed(groups, typed=squash(typed), most=most)


def _fit(key: str, words: Sequence[str]) -> int:
    return _BEGINS if key.startswith("".join(words)) else _INSIDE


def _topics(words: Sequence[str]) -> Iterator[_Fitting]:
    for _, query, identifier in _topic_names().fitting(words):
        # There are few topics: one that has the words comes before whatever begins with them.
        yield _BEGINS, Suggestion(kind=SuggestionKind.TOPIC, query=query, id=identifier)


def _terms(words: Sequence[str], titles: TitleLookup) -> Iterator[_Fitting]:
    found = islice(_term_names().fitting(words), _MOST_SOUGHT)
    for fit, query, identifier in found:
        thai = glossary().by_id[identifier].thai[:_MOST_THAI]
        if any(titles.ids([squash(one)], 1) for one in thai):
            yield fit, Suggestion(kind=SuggestionKind.TERM, query=query, id=identifier)


@cache
def _topic_names() -> _Names:
    return _Names((name, name, one.id) for one in topics() for name in (one.thai, one.english))


@cache
def _term_names() -> _Names:
    concepts = [one for one in glossary().concepts if not one.broad]
    usual = ((name, name, one.id) for one in concepts for name in (one.thai[0], *one.english[:1]))
    others = ((name, name, one.id) for one in concepts for name in (*one.thai, *one.english))
    # Everyday words and abbreviations lead to what reports write.
    colloquial = (
        (name, (name.isascii() and next(iter(concept.english), "")) or concept.thai[0], concept.id)
        for concept in concepts
        for name in (*concept.asked, *concept.short)
    )
    return _Names(dict.fromkeys(chain(usual, colloquial, others)))


class _Towns:
    def __init__(self, names: KnownNames) -> None:
        called = Counter(town.organisation.name for town in names.towns)
        self.by_id = {}
        for town in names.towns:
            name, province = town.organisation.name, town.province or None
            # With its province where another one is called the same.
            query = f"{name} จังหวัด{province}" if province and called[name] > 1 else name
            self.by_id[town.id] = Suggestion(
                kind=SuggestionKind.TOWN, query=query, id=town.id, province=province
            )
        towns = sorted(
            names.towns, key=lambda town: (len(town.bare), town.bare, town.organisation.name)
        )
        # Found by their beginnings: names without and with their kinds, and other names.
        self._whole = [(squash(name), town.id) for town in towns for name in _bare_names(town)]
        self._whole += [(squash(town.organisation.name), town.id) for town in towns]
        self._beginnings = Typeahead(key for key, _ in self._whole)
        # Found inside: names without kinds, which nearly all have; and with their places.
        self._ids = [town.id for town in towns]
        self._bare = Typeahead(squash("".join(_bare_names(town))) for town in towns)
        self._placed = Typeahead(
            squash("".join((*_bare_names(town), *_places(town)))) for town in towns
        )

    def fitting(self, typed: str) -> Iterator[_Fitting]:
        """Towns with these words in their names, or some there and some in places."""
        words = [key for word in expand_abbreviation(typed).split() if (key := squash(word))]
        if not words:
            return
        joined = "".join(words)
        found = dict.fromkeys(
            (
                self._whole[number][1]
                for number in self._beginnings.find([joined], most=_MOST_NAMES, inside=False)
            ),
            _BEGINS,
        )
        own = [key for word in words if (key := _bare_key(word))]
        if len("".join(own)) >= _LEAST_INSIDE:
            numbers = self._bare.find(own, most=_MOST_NAMES)
            if len(own) > 1:
                numbers += self._placed.find(own, most=_MOST_NAMES)
            for number in numbers:
                found.setdefault(self._ids[number], _INSIDE)
        yield from ((fit, self.by_id[town]) for town, fit in found.items())


@lru_cache(maxsize=1)
def _towns_of(names: KnownNames) -> _Towns:
    return _Towns(names)


def _bare_names(town: NamedTown) -> Iterator[str]:
    yield town.bare
    yield from town.organisation.aliases


def _places(town: NamedTown) -> Iterator[str]:
    district, province = town.organisation.district, town.province
    if district:
        yield "".join(f"{kind}{district}" for kind in words("place_words", "district_kinds"))
    if province:
        yield "".join(f"{kind}{province}" for kind in words("place_words", "province_kinds"))


def _bare_key(word: str) -> str:
    for kind in organisation_types():
        word = word.removeprefix(squash(kind.prefix))
    return word


def _misread_towns(typed: str, names: KnownNames) -> Iterator[_Fitting]:
    if len(squash(typed)) < _LEAST_MISREAD:
        return
    read = understand(typed, names, fiscal_year=0, has_reports=lambda _: True)
    most = _MOST_OF_KIND[SuggestionKind.TOWN]
    for name in read.names:
        if name.kind is NameKind.ORGANISATION:
            for town in name.filters.organisation_ids[:most]:
                suggestion = _towns_of(names).by_id[town]
                query = typed.replace(name.asked, suggestion.query, 1)
                yield _MISREAD, replace(suggestion, query=query)


def _romanised_towns(typed: str, names: KnownNames) -> Iterator[_Fitting]:
    sounds = "".join(map(latin_sounds, typed.split())) if typed.isascii() else ""
    if len(sounds) >= _FEWEST_SOUNDS:
        keys = names.sounds.beginning(sounds, least=_LEAST_ALIKE)[:_MOST_NAMES]
        for town in names.towns_named(keys):
            yield _MISREAD, _towns_of(names).by_id[town.id]


def _titles(words: Sequence[str], titles: TitleLookup, most: int) -> Iterator[_Fitting]:
    if len("".join(words)) < _LEAST_INSIDE:
        return
    ids = titles.ids(words, most)
    texts = titles.texts(ids)
    for one in ids:
        if one in texts:
            query = " ".join(texts[one].split())
            suggestion = Suggestion(kind=SuggestionKind.TITLE, query=query, id=one)
            yield _fit(squash(query), words), suggestion


def _mixed(
    groups: Sequence[Sequence[_Fitting]], *, typed: str, most: int
) -> tuple[Suggestion, ...]:
    seen, kept = {typed}, []
    for group in groups:
        own = []
        for fit, suggestion in group:
            key = squash(suggestion.query)
            if key not in seen:
                seen.add(key)
                own.append((fit, suggestion))
        if own:
            own.sort(key=itemgetter(0))
            kept.append(own[: _MOST_OF_KIND.get(own[0][1].kind, most)])
    kept.sort(key=lambda group: group[0][0])
    # In turns, so that no kind takes the place of another.
    turns = [one for turn in zip_longest(*kept) for one in turn if one is not None][:most]
    return tuple(fitting[1] for group in kept for fitting in group if fitting in turns)
