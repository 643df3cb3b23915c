"""Names and years of a query read as filters: "งดรับของขวัญ ทต.แม่กา ปี 66".

Each reader looks for one kind of name; of readings that overlap the first and longest counts.
What quotation marks, a minus or a field's name hold is never a name. A name or year of which the
library has no report stays a word, and is named as such.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import word_pattern, words
from itasearch.model.ranking import NO_FILTERS, Filters, UnderstoodName
from itasearch.search.query.names.bare import bare_names, misspelled_names, names_beside
from itasearch.search.query.names.known import KnownNames
from itasearch.search.query.names.latin import latin_names
from itasearch.search.query.names.numbers import (
    indicators,
    instruments,
    items,
    named_indicators,
    relative_years,
    titles_alone,
    years_of,
)
from itasearch.search.query.names.places import announced, regions_of
from itasearch.search.query.names.reading import Reading, TypedQuery
from itasearch.search.query.names.together import (
    first_and_longest,
    is_given,
    merged,
    narrowed,
    together,
    understood,
    with_reports,
    without_actors,
    without_concepts,
)
from itasearch.search.query.names.typed_text import TypedText
from itasearch.search.query.parse import condition_places
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.words import Segmenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A query with its names and years taken out.

    Attributes:
        names: what became filters, in the order of the query.
        not_held: what the library has no report of.
        filters: of all names together, and those that a person chose.
        rest: the words to search for; "" when nothing but names was typed.
        bare: the same without names that are no filters: those of no report, those that a
            person chose as words, and those that contradict what was chosen.
    """

    rest: str
    bare: str = ""
    names: tuple[UnderstoodName, ...] = ()
    not_held: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS


def understand(
    text: str,
    names: KnownNames,
    *,
    fiscal_year: int,
    has_reports: Callable[[Filters], bool],
    given: Filters = NO_FILTERS,
    literal: Collection[str] = (),
) -> Understanding:
    """The names and years of a query as filters, and the words that are left.

    Args:
        fiscal_year: the present one, which "ปีนี้" means.
        given: filters that a person chose: what the query names of the same kind stays words,
            and so does what contradicts them.
        literal: words of the query (UnderstoodName.asked) that are no names.
    """
    plain = " ".join(canonical(text).split())
    query = TypedQuery(
        typed=TypedText(plain, names.segmenter.spans(plain)), names=names, fiscal_year=fiscal_year
    )
    masked = condition_places(plain)
    kept = set(literal)

    def is_free(one: Reading) -> bool:
        is_masked = any(start < one.end and one.start < end for start, end in masked)
        return not is_masked and plain[one.start : one.end] not in kept

    everything = list(first_and_longest(one for reader in _READERS for one in reader(query)))
    turned = [one for one in everything if plain[one.start : one.end] in kept]
    read = [one for one in everything if is_free(one)]
    read += [one for one in names_beside(query, read) if is_free(one)]
    read += [one for one in misspelled_names(query, read) if is_free(one)]
    read += [one for one in titles_alone(query, [*read, *turned]) if is_free(one)]
    read = without_actors(query, without_concepts(query, read))
    read = sorted((*read, *turned), key=lambda one: one.start)
    if not read or not names.years:
        return Understanding(rest=text, bare=text, filters=given)
    found = [one for one in read if not is_given(one, given) and one not in turned]
    not_held = [one.name for one in found if not one.held]
    held = narrowed([one for one in found if one.held])
    held, lacking = with_reports(held, given, has_reports)
    if lacking:
        not_held.append(lacking)
    # What the library lacks, or a person chose otherwise or as words, is a name, too.
    bare = _rest_of(query, read)
    rest = _rest_of(query, held) if held else text
    # "มีมาตรการอะไรบ้าง", or nothing, asks for nothing of its own.
    asking = _asking_words(names.segmenter)
    if held and not masked and all(word in asking for word in names.segmenter.words(bare)):
        rest = bare = ""
    return Understanding(
        rest=rest,
        bare=bare,
        names=tuple(understood(one, plain) for one in held),
        not_held=tuple(dict.fromkeys(not_held)),
        filters=merged(given, together(held)),
    )


_READERS = (
    years_of,
    relative_years,
    indicators,
    named_indicators,
    instruments,
    items,
    announced,
    regions_of,
    bare_names,
    latin_names,
)


_only_joining = word_pattern(r"^[\s(]*(?:<query_words.joining>)?[\s)]*$")
_loose_ends = word_pattern(r"^(?:(?:<query_words.joining>)\s|[\s,:;]+)|[\s,]+$")


def _rest_of(query: TypedQuery, found: Sequence[Reading]) -> str:
    """The query without its names and the small words that go with them."""
    pieces: list[str] = []
    place = 0
    for one in found:
        if one.keeps_words:
            continue
        between = _without_leading(query, place, max(place, one.start))
        if not (pieces and _only_joining().match(between)):
            pieces.append(between)
        place = max(place, one.end)
        if dashes := _DASHES.match(query.text, place):
            place = dashes.end()
    pieces.append(query.text[place:])
    rest = " ".join(_EMPTY.sub(" ", " ".join(pieces)).split())
    return _loose_ends().sub("", rest).strip()


_DASHES = re.compile("[-\u2212–—]+")
"""Dashes behind a name, which would leave out what is behind them."""
_EMPTY = re.compile(r"\(\s*\)|(?<!\S)[-–—/:;@]+(?!\S)")
"""Signs that are left alone when the name beside them is gone."""


def _without_leading(query: TypedQuery, start: int, end: int) -> str:
    """The text between two places without words that only lead to the name behind it."""
    while True:
        text = query.text[start:end].rstrip()
        word = query.typed.word_before(start + len(text))
        if not text or word.casefold() not in words("query_words", "leading_to_names"):
            return query.text[start:end]
        end = start + len(text) - len(word)


@cache
def _asking_words(segmenter: Segmenter) -> frozenset[str]:
    listed = words("query_words", "asking_for_all")
    return frozenset(word for text in listed for word in segmenter.words(text))
