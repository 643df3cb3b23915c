"""Suggestions while a query is being typed: topics, towns, terms of the glossary, titles.

By letters alone (no case, blanks, Thai digits), first at the beginning of names, then inside
them. A term is suggested where a title has it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, zip_longest

from itasearch.domain.glossary import glossary
from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.domain.topics import topics
from itasearch.model.ranking import Suggestion, SuggestionKind
from itasearch.search.query.names.known import KnownNames, without_kind
from itasearch.search.query.parse import condition_places
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import squash
from itasearch.text.typed import Typeahead

_LEAST_INSIDE = 2  # letters looked for inside names; a single one only begins them
_MOST_OF_KIND = {SuggestionKind.TOPIC: 3, SuggestionKind.TOWN: 5, SuggestionKind.TERM: 2}
"""Suggestions of a kind; of titles there may be any number."""
_MOST_NAMES = 40  # names looked at for a kind's suggestions: several may be of one town
_MOST_THAI = 3  # Thai names by which a term is sought in the titles

_LATIN_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]")


@dataclass(frozen=True, slots=True)
class TitleLookup:
    """How titles of the library are found."""

    #: of so many measures with different titles that have all of these squashed words
    ids: Callable[[Sequence[str], int], Sequence[str]]
    texts: Callable[[Sequence[str]], Mapping[str, str]]  #: titles by id, without removed ones


class _Names:
    """Names to be found by words in them, each with what it suggests."""

    def __init__(self, named: Iterable[tuple[str, Suggestion]]) -> None:
        names = [*named]
        # An English name is found by the beginning of each of its words.
        names += [
            (name[match.start() :], suggestion)
            for name, suggestion in names
            if name.isascii()
            for match in islice(_LATIN_WORD.finditer(name), 1, None)
        ]
        self._suggestions = [suggestion for _, suggestion in names]
        self._typed = Typeahead(squash("|".join(name for name, _ in names)).split("|"))

    def fitting(self, words: Sequence[str]) -> Iterator[Suggestion]:
        """What is named with these words, each once; () for no words."""
        is_english = all(word.isascii() for word in words)
        inside = not is_english and len(max(words, key=len, default="")) >= _LEAST_INSIDE
        numbers = self._typed.find(words, most=_MOST_NAMES, inside=inside)
        yield from {self._suggestions[at].id: self._suggestions[at] for at in numbers}.values()


def suggest(
    text: str, names: KnownNames, *, titles: TitleLookup, most: int
) -> tuple[Suggestion, ...]:
    """Queries that a typed text may become, by kind; () for one with conditions."""
    typed = " ".join(canonical(text).split())
    words = [key for word in typed.split() if (key := squash(word))]
    if not words or condition_places(typed):
        return ()
    towns = _town_names(names).fitting(_without_kinds(typed))
    found = chain(_topic_names().fitting(words), towns, _terms(words, titles))
    by_query: dict[str, Suggestion] = {}
    for suggestion in chain(found, _titles(words, titles, most)):
        by_query.setdefault(squash(suggestion.query), suggestion)
    by_query.pop(squash(typed), None)
    groups = [
        [it for it in by_query.values() if it.kind is kind][: _MOST_OF_KIND.get(kind, most)]
        for kind in SuggestionKind
    ]
    # In turns, so that no kind takes the place of another.
    turns = [it for it in chain(*zip_longest(*groups)) if it is not None][:most]
    return tuple(it for it in chain(*groups) if it in turns)


@cache
def _topic_names() -> _Names:
    return _Names(
        (name, Suggestion(kind=SuggestionKind.TOPIC, query=name, id=topic.id))
        for topic in topics()
        for name in (topic.thai, topic.english)
    )


@cache
def _term_names() -> _Names:
    named = []
    for concept in glossary().concepts:
        # Everyday words and abbreviations lead to what reports write.
        usual = (concept.thai[0], next(iter(concept.english), concept.thai[0]))
        named += [(name, name, concept.id) for name in (*concept.thai, *concept.english)]
        named += [
            (name, usual[name.isascii()], concept.id) for name in (*concept.asked, *concept.short)
        ]
    return _Names(
        (name, Suggestion(kind=SuggestionKind.TERM, query=query, id=identifier))
        for name, query, identifier in named
        if not glossary().by_id[identifier].broad
    )


def _terms(words: Sequence[str], titles: TitleLookup) -> Iterator[Suggestion]:
    for suggestion in _term_names().fitting(words):
        thai = glossary().by_id[suggestion.id].thai[:_MOST_THAI]
        if any(titles.ids([squash(name)], 1) for name in thai):
            yield suggestion


@lru_cache(maxsize=2)  # two libraries in turn
def _town_names(names: KnownNames) -> _Names:
    """Names of towns without their kinds, with their places behind them."""
    called = Counter(town.name for town in names.towns)
    named = []
    for town in sorted(names.towns, key=lambda town: (len(without_kind(town.name)), town.name)):
        # With its province where another one is called the same.
        is_shared = town.province and called[town.name] > 1
        query = f"{town.name} จังหวัด{town.province}" if is_shared else town.name
        suggestion = Suggestion(
            kind=SuggestionKind.TOWN, query=query, id=town.id, province=town.province or None
        )
        district, province = town.district or "", town.province or ""
        places = f"อ.{district}อำเภอ{district}จ.{province}จังหวัด{province}"
        named += [
            (f"{name}{places}", suggestion) for name in (without_kind(town.name), *town.aliases)
        ]
    return _Names(named)


def _without_kinds(typed: str) -> Sequence[str]:
    """The squashed words of a text without the words for kinds of towns."""
    keys = [squash(word) for word in expand_abbreviation(typed).split()]
    for kind in organisation_types():
        keys = [key.removeprefix(squash(kind.prefix)) for key in keys]
    return [key for key in keys if key]


def _titles(words: Sequence[str], titles: TitleLookup, most: int) -> Iterator[Suggestion]:
    if len("".join(words)) >= _LEAST_INSIDE:
        for measure_id, title in titles.texts(titles.ids(words, most)).items():
            query = " ".join(title.split())
            yield Suggestion(kind=SuggestionKind.TITLE, query=query, id=measure_id)
