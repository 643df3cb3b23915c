"""Names that a library's reports are known by, found in a query: towns, districts, provinces.

Names are looked up letter by letter, so eight thousand towns cost as much as ten. A name that is a
word as well, or made of common words, is a name only behind a kind, อำเภอ or จังหวัด. A name cut
short that a few towns share is one of theirs: "บ้านกล้วย" of บ้านกล้วยเหนือ and บ้านกล้วยทองคำ.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from rapidfuzz import fuzz

from itasearch.domain.english_names import english_place_name
from itasearch.domain.glossary import glossary, query_terms
from itasearch.domain.loader import words
from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.domain.places import typed_province_names
from itasearch.domain.rules import built_in_rules
from itasearch.model.form_check import RuleBook
from itasearch.model.library import HeldReports
from itasearch.model.records import Organisation, OrganisationType
from itasearch.search.query.respell import likest, slip_costs
from itasearch.text.thai.characters import FOLLOW_VOWELS, MARKS
from itasearch.text.thai.lexicon import everyday_cost
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.rtgs import consonants, latin_sounds
from itasearch.text.thai.words import Segmenter, WordSpan

_SHORTEST_BARE = 5  # of a name without a word before it; คำ, นา and ท่า are names, too

MOST_CHOICES = 6  # readings offered of an ambiguous name; more are no name

_LEAST_WORDS_OF_NAME = 3  # words that are hardly ever in this order but in a name: ธาร จันทร์ หอม

_COST_OF_RARE_WORDS = 21.0
"""-ln of how likely a name's words are next to each other by chance in everyday Thai, from which on
it is a name: บ้านกล้วย 17, แม่กา 16 and ทุ่งกว้าง 19; เขาแก้วฟ้า 22 and โคกดาวเรือง 24. By hand."""

_COST_IN_LETTERS = 3.0  # what a slip of cost 1 counts against a longer reading's letters
_MOST_WORDS_MISSPELLED = 10  # words that a misspelled name may be cut into


_OF_KEY, _BLANK = re.compile(r"[^\s-]"), re.compile(r"\s")
_LETTER_OR_MARK = re.compile(r"[ก-๎]|[^\W\d_]")
_JOINED_LETTER = re.compile(f"[{MARKS}{FOLLOW_VOWELS}]")
"""A letter that belongs to the one before it."""


class TypedQuery:
    """A query and all that its readers ask; `years` are those of a filter.

    Names are looked up in `key`, its letters without blanks and case, and found again as typed.
    """

    def __init__(
        self, text: str, names: "KnownNames", *, fiscal_year: int, years: tuple[int, ...] = ()
    ) -> None:
        self.text = text
        self.names = names
        self.fiscal_year = fiscal_year
        self.years = years
        self.spans = names.segmenter.spans(text)
        self._words_from = {span.start: text[span.start : span.end] for span in self.spans}
        self._words_to = {span.end: text[span.start : span.end] for span in self.spans}
        self.starts, self.ends = self._words_from.keys(), self._words_to.keys()
        letters = arabic_digits(text).casefold()
        #: place in the text of each letter of `key`, and the other way round
        self.places = [match.start() for match in _OF_KEY.finditer(letters)]
        self.key = "".join(letters[position] for position in self.places)
        self.key_at = {position: index for index, position in enumerate(self.places)}

    @cached_property
    def terms(self) -> list[tuple[int, int]]:
        """Where terms of the glossary are, as [start, end) code points."""
        terms = query_terms(glossary()).match_exactly([span.word for span in self.spans])
        return [(self.spans[it.first].start, self.spans[it.last - 1].end) for it in terms]

    def word_before(self, position: int) -> str:
        """The word that ends at a place, as typed; "" for none."""
        return self._words_to.get(position, "")

    def word_at(self, position: int) -> str:
        """The word that begins at a place, as typed; "" for none."""
        return self._words_from.get(position, "")

    def is_start(self, position: int) -> bool:
        """Whether a word begins at a place, or there is no letter before it."""
        before = self.text[position - 1 : position] if position else ""
        return position in self.starts or not _LETTER_OR_MARK.match(before)

    def is_end(self, position: int) -> bool:
        """Whether a letter of Thai or a word in Latin letters ends at a place."""
        after = self.text[position : position + 1]
        if self.text[position - 1].isascii() and self.text[position - 1].isalpha():
            return not (after.isascii() and after.isalpha())
        return _JOINED_LETTER.match(after) is None

    def chunk(self, index: int) -> list[WordSpan]:
        """The words from `index` up to the first white space."""
        blank = _BLANK.search(self.text, index)
        end = blank.start() if blank else len(self.text)
        return [span for span in self.spans if index <= span.start and span.end <= end]


_TownsByKey = dict[str, Sequence[Organisation]]


class FoundNames(NamedTuple):
    """Names that a stretch of a query may be, and where it ends."""

    keys: tuple[str, ...]
    end: int


class NameList:
    """Names by their keys, with their towns, found at a place of a query, in a slip of it, too."""

    def __init__(self, towns: Mapping[str, Sequence[Organisation]]) -> None:
        self.towns = towns
        self._longest = max(map(len, towns), default=0)

    def of(self, keys: Iterable[str]) -> list[Organisation]:
        """The towns with these names."""
        return [town for key in keys for town in self.towns.get(key, ())]

    def at(self, query: TypedQuery, position: int, *, whole_words: bool) -> Iterator[FoundNames]:
        """Names that are at a place letter by letter, the longest first."""
        first = query.key_at.get(position)
        if first is None:
            return
        for length in range(self._longest, 0, -1):
            key = query.key[first : first + length]
            if len(key) == length and key in self.towns:
                end = query.places[first + length - 1] + 1
                if end in query.ends if whole_words else query.is_end(end):
                    # A stray letter behind the name is typed twice.
                    yield FoundNames((key,), end + (query.word_at(end) == query.text[end - 1]))

    def behind(self, query: TypedQuery, position: int) -> FoundNames | None:
        """The name behind a word that announces one, slips put right."""
        best = next(self.at(query, position, whole_words=False), None)
        ends = [span.end for span in query.chunk(position)]
        if best is not None and best.end >= max(ends, default=0):
            return best
        most = float(len(best.keys[0])) if best is not None else 0.0
        for end in ends[:_MOST_WORDS_MISSPELLED]:
            text = query.text[position:end]
            near, cost = self.near(text)
            gain = len(squash(text)) - _COST_IN_LETTERS * cost
            if near and gain > most:
                best, most = FoundNames(near, end), gain
        return best

    def near(self, text: str) -> tuple[tuple[str, ...], float]:
        """The names that `text` is the smallest slip of, and its cost; () for none."""
        key = squash(text)
        alike = (name for name in next(likest([key], sorted(self.towns))) if name[0] == key[0])
        costs = slip_costs(key, alike)
        least = min(costs.values(), default=0.0)
        return tuple(name for name, cost in costs.items() if cost <= least), least


class KnownNames:
    """Names of one library's reports in one state."""

    def __init__(
        self,
        held: HeldReports,
        segmenter: Segmenter,
        *,
        rules: Callable[[], RuleBook] = built_in_rules,
    ) -> None:
        self.segmenter = segmenter
        self.rules = rules  #: numbers and names of disclosure items, for queries that may name one
        self.years = tuple(sorted(held.fiscal_years))
        self.towns = held.organisations
        self.provinces = frozenset(town.province for town in self.towns if town.province)
        self.types = frozenset(town.type for town in self.towns)
        by_name, by_district = _grouped(self.towns, _keys), _grouped(self.towns, _districts)
        by_name |= self._shared_beginnings(by_name)
        self.names, self.districts = NameList(by_name), NameList({"เมือง": ()} | by_district)
        self._of_types: dict[frozenset[OrganisationType], NameList] = {}
        self._keys = {*by_name, *by_district}
        also_words = words("place_words", "words_as_well")
        bare = [key for key in typed_province_names() if key not in also_words]
        bare += (
            key
            for key in self._keys
            if len(key) >= _SHORTEST_BARE
            and not self.is_word_as_well(key)
            and (len(segmenter.words(key)) >= _LEAST_WORDS_OF_NAME or self.looks_like_a_name(key))
        )
        self.bare = NameList(dict.fromkeys(bare, ()))

    @cached_property
    def sounds(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """How each name sounds, by its consonants; made when Latin letters may first hold one."""
        by_consonants: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in sorted(self._keys.union(typed_province_names())):
            sounds = "" if key.isascii() else latin_sounds(english_place_name(key))
            by_consonants[consonants(sounds)].append((sounds, key))
        return by_consonants

    def sounding_like(
        self, sounds: str, among: Container[str] | None
    ) -> tuple[tuple[str, ...], float]:
        """Names with these consonants and the most similar vowels, and how alike (0–100)."""
        likeness = {
            key: fuzz.ratio(sounds, sounding)
            for sounding, key in self.sounds.get(consonants(sounds), ())
            if among is None or key in among
        }
        most = max(likeness.values(), default=0.0)
        return tuple(key for key, ratio in likeness.items() if ratio == most), most

    def of_types(self, types: Collection[OrganisationType]) -> NameList:
        """Names of towns of these types; () for all."""
        if not types:
            return self.names
        chosen = frozenset(types)
        if chosen not in self._of_types:
            self._of_types[chosen] = NameList(
                {
                    key: own
                    for key, towns in self.names.towns.items()
                    if (own := [town for town in towns if town.type in chosen])
                }
            )
        return self._of_types[chosen]

    def looks_like_a_name(self, text: str) -> bool:
        """Whether `text` begins as places' names do, or has a word that no list knows."""
        cut = self.segmenter.words(text)
        return bool(cut) and (
            (len(cut) > 1 and _begins_a_place(cut[0])) or not all(map(self.segmenter.is_word, cut))
        )

    def is_word_as_well(self, text: str) -> bool:
        """Whether `text` is a word or common phrase, whatever places are called by it."""
        return text in words("place_words", "words_as_well") or self.segmenter.is_word(text)

    def may_be_words(self, text: str) -> bool:
        """Whether a bare name may as well be common words: แม่กา or เลย, but not บึงแก้วมรกต."""
        key = squash(text)
        if text.isascii() or key in typed_province_names():
            return key in words("place_words", "words_as_well")
        costs = [everyday_cost(word) for word in self.segmenter.words(text)]
        return sum(cost or _COST_OF_RARE_WORDS for cost in costs) < _COST_OF_RARE_WORDS

    def _shared_beginnings(self, by_name: _TownsByKey) -> _TownsByKey:
        """Beginnings, of two words or more, that a few names share."""
        longer: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(by_name):
            for beginning in islice(accumulate(self.segmenter.words(key)), 1, None):
                longer[beginning].append(key)
        return {
            beginning: [town for key in keys for town in by_name[key]]
            for beginning, keys in longer.items()
            if beginning not in by_name and 1 < len(keys) <= MOST_CHOICES
        }


def _begins_a_place(word: str) -> bool:
    """หนอง or ภูผา; not ลำบาก."""
    beginning = words("place_words", "beginning")
    return word in beginning or any(
        word.removeprefix(start) in beginning for start in beginning if word.startswith(start)
    )


def _grouped(
    towns: Iterable[Organisation], keys_of: Callable[[Organisation], Iterable[str]]
) -> _TownsByKey:
    grouped: defaultdict[str, list[Organisation]] = defaultdict(list)
    for town in towns:
        for key in dict.fromkeys(filter(None, map(squash, keys_of(town)))):
            grouped[key].append(town)
    return dict(grouped)


def _keys(town: Organisation) -> Iterator[str]:
    bare = without_kind(town.name)
    yield bare
    # "เมืองพะเยา" is how people call เทศบาลเมืองพะเยา.
    yield _CALLED_BY.get(town.type, "") + bare
    yield from (without_kind(expand_abbreviation(alias)) for alias in town.aliases)


_CALLED_BY = {OrganisationType.CITY_MUNICIPALITY: "นคร", OrganisationType.TOWN_MUNICIPALITY: "เมือง"}


def _districts(town: Organisation) -> Iterator[str]:
    if town.district:
        yield town.district
        if town.district.startswith("เมือง"):  # short for each province's อำเภอเมือง…
            yield "เมือง"


def without_kind(name: str) -> str:
    """The name of a town without the word for its kind."""
    names = (name.removeprefix(kind.prefix).strip() for kind in organisation_types())
    return next((bare for bare in names if bare not in ("", name)), name)
