"""Suggestions while a query is being typed: topics, towns, terms of the glossary, titles.

By letters alone (no case, blanks, Thai digits), at the beginning of names and inside them. Of
several words the last may also begin the name of a town or topic. A term is suggested where a title
has it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, groupby, islice, zip_longest
from operator import itemgetter

from itasearch.domain.glossary import glossary
from itasearch.domain.loader import words
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
_MOST_SOUGHT = 6  # concepts that are sought in the titles
_MOST_THAI = 3  # Thai names by which each of them is sought

_BEGINS, _INSIDE, _LAST_WORD = range(3)
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
    """Names to be found by words in them, each with what it suggests."""

    def __init__(self, named: Iterable[tuple[str, Suggestion]]) -> None:
        whole = [*named]
        later = [
            (name[match.start() :], suggestion)
            for name, suggestion in whole
            if name.isascii()
            for match in islice(_LATIN_WORD.finditer(name), 1, None)
        ]
        self._suggestions = [suggestion for _, suggestion in (*whole, *later)]
        # At once: a tenth of the time.
        joined = squash(_SEPARATOR.join(name for name, _ in (*whole, *later)))
        self._keys = joined.split(_SEPARATOR)
        self._typed = Typeahead(self._keys)

    def fitting(self, words: Sequence[str]) -> Iterator[_Fitting]:
        """What is named with these words, each once."""
        seen = set()
        is_english = all(word.isascii() for word in words)
        inside = not is_english and len(max(words, key=len)) >= _LEAST_INSIDE
        for number in self._typed.find(words, most=_MOST_NAMES, inside=inside):
            suggestion = self._suggestions[number]
            if suggestion.id not in seen:
                seen.add(suggestion.id)
                yield _fit(self._keys[number], words), suggestion


def suggest(
    text: str, names: KnownNames, *, titles: TitleLookup, most: int
) -> tuple[Suggestion, ...]:
    """Queries that a typed text may become, by kind, best first; () for one with conditions."""
    typed = " ".join(canonical(text).split())
    words = [key for word in typed.split() if (key := squash(word))]
    if not words or condition_places(typed):
        return ()
    of_topics, of_towns = [*_topics(words)], [*_towns(typed, names)]
    if len(words) > 1 and len(words[-1]) >= _LEAST_INSIDE:
        head, _, last = typed.rpartition(" ")
        listed_ids = {suggestion.id for _, suggestion in (*of_topics, *of_towns)}

        def longer(fitting: Iterable[_Fitting]) -> Iterator[_Fitting]:
            for _, suggestion in fitting:
                if suggestion.id not in listed_ids:
                    yield _LAST_WORD, replace(suggestion, query=f"{head} {suggestion.query}")

        of_towns += longer(_towns(last, names))
        if not last.isascii():  # one English word is a part of too many names
            of_topics += longer(_topics(words[-1:]))
    groups = (of_topics, of_towns, [*_terms(words, titles)], [*_titles(words, titles, most)])
    return _mixed(groups, typed=squash(typed), most=most)


def _fit(key: str, words: Sequence[str]) -> int:
    return _BEGINS if key.startswith("".join(words)) else _INSIDE


def _topics(words: Sequence[str]) -> Iterator[_Fitting]:
    # There are few topics: one that has the words comes before whatever begins with them.
    return ((_BEGINS, suggestion) for _, suggestion in _topic_names().fitting(words))


def _terms(words: Sequence[str], titles: TitleLookup) -> Iterator[_Fitting]:
    for fit, suggestion in islice(_term_names().fitting(words), _MOST_SOUGHT):
        thai = glossary().by_id[suggestion.id].thai[:_MOST_THAI]
        if any(titles.ids([squash(name)], 1) for name in thai):
            yield fit, suggestion


@cache
def _topic_names() -> _Names:
    return _Names(
        (name, Suggestion(kind=SuggestionKind.TOPIC, query=name, id=topic.id))
        for topic in topics()
        for name in (topic.thai, topic.english)
    )


@cache
def _term_names() -> _Names:
    usual, colloquial, others = [], [], []
    for concept in glossary().concepts:
        if concept.broad:
            continue
        thai, english = concept.thai, concept.english
        usual += [(name, name, concept.id) for name in (thai[0], *english[:1])]
        others += [(name, name, concept.id) for name in (*thai[1:], *english[1:])]
        # Everyday words and abbreviations lead to what reports write.
        for name in (*concept.asked, *concept.short):
            meant = english[0] if name.isascii() and english else thai[0]
            colloquial.append((name, meant, concept.id))
    return _Names(
        (name, Suggestion(kind=SuggestionKind.TERM, query=query, id=identifier))
        for name, query, identifier in (*usual, *colloquial, *others)
    )


@lru_cache(maxsize=4)  # with places and without, of two libraries in turn
def _town_names(names: KnownNames, *, is_placed: bool) -> _Names:
    """Names without their kinds; or with places behind them, and all words that announce these."""
    called = Counter(town.name for town in names.towns)
    named = []
    for town in sorted(names.towns, key=lambda town: (len(without_kind(town.name)), town.name)):
        # With its province where another one is called the same.
        is_shared = town.province and called[town.name] > 1
        query = f"{town.name} จังหวัด{town.province}" if is_shared else town.name
        suggestion = Suggestion(
            kind=SuggestionKind.TOWN, query=query, id=town.id, province=town.province or None
        )
        kinds = {"district_kinds": town.district, "province_kinds": town.province}
        places = "".join(
            f"{kind}{place}"
            for listed, place in kinds.items()
            if place and is_placed
            for kind in words("place_words", listed)
        )
        of_town = (without_kind(town.name), *town.aliases)
        named += [(f"{name}{places}", suggestion) for name in of_town]
    return _Names(named)


def _towns(typed: str, names: KnownNames) -> Iterator[_Fitting]:
    """Towns with these words, but for kinds, in their names, several also in places."""
    keys = [squash(word) for word in expand_abbreviation(typed).split()]
    for kind in organisation_types():
        keys = [key.removeprefix(squash(kind.prefix)) for key in keys]
    if own := [*filter(None, keys)]:
        yield from _town_names(names, is_placed=len(own) > 1).fitting(own)


def _titles(words: Sequence[str], titles: TitleLookup, most: int) -> Iterator[_Fitting]:
    if len("".join(words)) < _LEAST_INSIDE:
        return
    for measure_id, title in titles.texts(titles.ids(words, most)).items():
        query = " ".join(title.split())
        suggestion = Suggestion(kind=SuggestionKind.TITLE, query=query, id=measure_id)
        yield _fit(squash(query), words), suggestion


def _mixed(
    groups: Sequence[Sequence[_Fitting]], *, typed: str, most: int
) -> tuple[Suggestion, ...]:
    by_key: dict[str, _Fitting] = {}
    for fitting in chain(*groups):
        by_key.setdefault(squash(fitting[1].query), fitting)
    by_key.pop(typed, None)
    kept = []
    for kind, group in groupby(by_key.values(), key=lambda fitting: fitting[1].kind):
        kept.append(sorted(group, key=itemgetter(0))[: _MOST_OF_KIND.get(kind, most)])
    kept.sort(key=lambda group: group[0][0])
    # In turns, so that no kind takes the place of another.
    turns = [*filter(None, chain(*zip_longest(*kept)))][:most]
    return tuple(fitting[1] for fitting in chain(*kept) if fitting in turns)
