"""Names that a library's reports are known by, found in text: towns, districts, provinces.

Bare names are looked up by their first letters and lengths, so eight thousand towns cost as much as
ten. A name that is a word as well, or made of common words, is a name only behind a kind, อำเภอ or
จังหวัด. A name cut short that a few towns share is one of theirs: "บ้านกล้วย" of บ้านกล้วยเหนือ and
บ้านกล้วยทองคำ.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from itasearch.domain.english_names import english_place_name
from itasearch.domain.loader import words
from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.domain.places import typed_province_names
from itasearch.domain.rules import built_in_rules
from itasearch.model.form_check import RuleBook
from itasearch.model.library import HeldReports
from itasearch.model.records import Organisation, OrganisationType
from itasearch.search.query.names.typed_text import TypedText
from itasearch.text.thai.lexicon import everyday_cost
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.rtgs import consonants, latin_sounds
from itasearch.text.thai.words import Segmenter
from itasearch.text.typed import slip_cost

_HEAD = 2  # first letters by which a name is looked up

_SHORTEST_BARE = 5  # of a name without a word before it; คำ, นา and ท่า are names, too

_FEWEST_WORDS_OF_SHORTENED = 2  # words of a name cut short
_LAST_LETTER = "\U0010ffff"
MOST_CHOICES = 6  # readings offered of an ambiguous name; more are no name

_LEAST_WORDS_OF_NAME = 3  # words that are hardly ever in this order but in a name: ธาร จันทร์ หอม

_COST_OF_RARE_WORDS = 21.0
"""-ln of how likely a name's words are next to each other by chance in everyday Thai, from which on
it is a name: บ้านกล้วย 17, แม่กา 16 and ทุ่งกว้าง 19; เขาแก้วฟ้า 22 and โคกดาวเรือง 24. By hand."""

# As in search.query.respell: of a slip, in letters changed. Chosen by hand.
_MOST_COST = 1.75
_MOST_COST_PER_LETTER = 0.18  # by hand: ธารจันหอม is ธารจันทร์หอม
_SHORTEST_MISSPELLED = 4  # letters of a name that may be misspelled
_MOST_LENGTH_APART = 3  # letters that a slip adds or loses
_LEAST_RATIO = 66.0  # likeness, 0–100, of a name whose cost is computed; for speed
_COMPARED = 6  # names whose cost is computed, the likest ones of each length
_COST_IN_LETTERS = 3.0  # what a slip of cost 1 counts against a longer reading's letters
_MOST_WORDS_MISSPELLED = 10  # words that a misspelled name may be cut into


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTown:
    """An organisation of which there are reports; its name without its kind is `bare`."""

    organisation: Organisation
    bare: str

    @property
    def id(self) -> str:
        """Of the organisation."""
        return self.organisation.id

    @property
    def province(self) -> str:
        """ "" when it is not known."""
        return self.organisation.province or ""

    @property
    def district_name(self) -> str:
        """With the word for a district."""
        return f"อำเภอ{self.organisation.district}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNames:
    """Names that a stretch of a query may be, and where it ends."""

    keys: tuple[str, ...]
    end: int


class NameList:
    """Names by their keys, found at a place of a text, in a slip of it, too."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = frozenset(key for key in keys if key)
        lengths: dict[str, set[int]] = defaultdict(set)
        # A slip keeps the first letter: with it, few names are left to compare.
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key in sorted(self.keys):
            lengths[key[:_HEAD]].add(len(key))
            self._alike[key[0], len(key)].append(key)
        self._lengths = {head: sorted(length, reverse=True) for head, length in lengths.items()}

    def at(self, typed: TypedText, position: int, *, whole_words: bool) -> Iterator[FoundNames]:
        """Names that are at a place letter by letter, the longest first."""
        first = typed.key_at.get(position)
        if first is None:
            return
        for length in self._lengths.get(typed.key[first : first + _HEAD], ()):
            key = typed.key[first : first + length]
            if len(key) == length and key in self.keys:
                end = typed.places[first + length - 1] + 1
                if end in typed.ends if whole_words else typed.is_end(end):
                    yield FoundNames(keys=(key,), end=typed.behind_stray(end))

    def behind(self, typed: TypedText, position: int) -> FoundNames | None:
        """The name behind a word that announces one, slips put right."""
        exact = next(self.at(typed, position, whole_words=False), None)
        chunk, first = typed.chunk_end(position), position
        if exact is not None and typed.word_at(exact.end) in words("place_words", "continuing"):
            first, exact = exact.end, None  # หนองบัวแดง is another place than หนองบัว
        if exact is not None and exact.end >= chunk:
            return exact
        best, most = exact, float(len(exact.keys[0])) if exact is not None else 0.0
        ends = [span.end for span in typed.spans if first < span.end <= chunk]
        for end in ends[:_MOST_WORDS_MISSPELLED]:
            near, cost = self.near(typed.text[position:end])
            if near and len(squash(typed.text[position:end])) - _COST_IN_LETTERS * cost > most:
                most = len(squash(typed.text[position:end])) - _COST_IN_LETTERS * cost
                best = FoundNames(keys=near, end=end)
        return best

    def near(self, text: str) -> tuple[tuple[str, ...], float]:
        """The names that `text` is the smallest slip of, and its cost; () for none."""
        key = squash(text)
        if len(key) < _SHORTEST_MISSPELLED:
            return (), 0.0
        found: dict[str, float] = {}
        for length in range(len(key) - _MOST_LENGTH_APART, len(key) + _MOST_LENGTH_APART + 1):
            most = min(_MOST_COST, _MOST_COST_PER_LETTER * min(length, len(key)))
            alike = process.extract(
                key,
                self._alike.get((key[0], length), ()),
                scorer=fuzz.ratio,
                score_cutoff=_LEAST_RATIO,
                limit=_COMPARED,
            )
            costs = (
                (name, slip_cost(key, name, most=most))
                for name, _, _ in alike
                # That is a longer name, but for a silent letter: พะเยาว์.
                if len(key) - length <= 1 + key.endswith("์") or not key.startswith(name)
            )
            found |= {name: cost for name, cost in costs if cost <= most}
        least = min(found.values(), default=0.0)
        return tuple(name for name, cost in found.items() if cost <= least), least


class SoundList:
    """Names by how they sound, found in Latin letters; see text.thai.rtgs."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._alike: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in keys:
            sounds = latin_sounds(english_place_name(key))
            self._alike[consonants(sounds)].append((sounds, key))

    def near(
        self, sounds: str, among: Container[str] | None = None
    ) -> tuple[tuple[str, ...], float]:
        """Names with these consonants and the most similar vowels, and how alike (0–100)."""
        likeness = {
            key: fuzz.ratio(sounds, known)
            for known, key in self._alike.get(consonants(sounds), ())
            if among is None or key in among
        }
        most = max(likeness.values(), default=0.0)
        return tuple(key for key, one in likeness.items() if one == most), most

    def beginning(self, sounds: str, *, least: float) -> tuple[str, ...]:
        """Names with these consonants first, and vowels alike by `least` (0–100), best first."""
        begun = consonants(sounds)
        likeness = {
            key: fuzz.ratio(sounds, known[: len(sounds)])
            for own, names in self._alike.items()
            if own.startswith(begun)
            for known, key in names
        }
        found = [key for key, one in likeness.items() if one >= least]
        return tuple(sorted(found, key=lambda key: (-likeness[key], len(key), key)))


class KnownNames:
    """Names of one library's reports in one state; `shortened` ones are shared beginnings."""

    def __init__(
        self,
        held: HeldReports,
        segmenter: Segmenter,
        *,
        rules: Callable[[], RuleBook] = built_in_rules,
    ) -> None:
        self.segmenter = segmenter
        self._rules = rules
        self.years = tuple(sorted(held.fiscal_years))
        self.towns = tuple(
            NamedTown(organisation=one, bare=_without_kind(one.name)) for one in held.organisations
        )
        own = _grouped(self.towns, _keys)
        self.shortened = self._shared_beginnings(own)
        self.by_name = {**own, **self.shortened}
        self.by_district = _grouped(
            self.towns, lambda town: [squash(town.organisation.district or "")]
        )
        self.provinces = frozenset(town.province for town in self.towns if town.province)
        self.types = frozenset(town.organisation.type for town in self.towns)
        self.names = NameList(self.by_name)
        self.districts = NameList(self.by_district)
        self._of_types: dict[frozenset[OrganisationType], NameList] = {}
        safe = [
            key
            for key in {*self.by_name, *self.by_district}
            if len(key) >= _SHORTEST_BARE
            and not self.is_word_as_well(key)
            and (len(segmenter.words(key)) >= _LEAST_WORDS_OF_NAME or self.looks_like_a_name(key))
        ]
        also_words = words("place_words", "words_as_well")
        self.bare = NameList(
            [*safe, *(key for key in typed_province_names() if key not in also_words)]
        )

    @property
    def rules(self) -> RuleBook:
        """Numbers and names of disclosure items, read when a query may name one."""
        return self._rules()

    @cached_property
    def sounds(self) -> SoundList:
        """All names by how they sound; made when Latin letters may first hold one."""
        keys = {*self.by_name, *self.by_district, *typed_province_names()}
        return SoundList(key for key in sorted(keys) if not key.isascii())

    def of_types(self, types: Collection[OrganisationType]) -> NameList:
        """Names of towns of these types; () for all."""
        if not types:
            return self.names
        chosen = frozenset(types)
        if chosen not in self._of_types:
            self._of_types[chosen] = NameList(
                key
                for key, towns in self.by_name.items()
                if any(town.organisation.type in chosen for town in towns)
            )
        return self._of_types[chosen]

    def towns_named(
        self, keys: Iterable[str], types: Collection[OrganisationType] = ()
    ) -> tuple[NamedTown, ...]:
        """Towns with one of these names, of these types if any are given."""
        return tuple(
            town
            for key in keys
            for town in self.by_name.get(key, ())
            if not types or town.organisation.type in types
        )

    def of_districts(self, keys: Iterable[str]) -> tuple[NamedTown, ...]:
        """Towns of the districts with one of these names."""
        return tuple(town for key in keys for town in self.by_district.get(key, ()))

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

    def _shared_beginnings(
        self, own: Mapping[str, tuple[NamedTown, ...]]
    ) -> dict[str, tuple[NamedTown, ...]]:
        towns: dict[str, tuple[NamedTown, ...]] = {}
        keys = sorted(own)
        for cut in map(self.segmenter.words, keys):
            for count in range(_FEWEST_WORDS_OF_SHORTENED, len(cut)):
                key = "".join(cut[:count])
                first = bisect_left(keys, key)
                longer = keys[first : bisect_left(keys, key + _LAST_LETTER, first)]
                if key not in own and 1 < len(longer) <= MOST_CHOICES:
                    towns[key] = tuple(town for one in longer for town in own[one])
        return towns


def _begins_a_place(word: str) -> bool:
    """หนอง or ภูผา; not ลำบาก."""
    beginning = words("place_words", "beginning")
    return word in beginning or any(
        word.removeprefix(one) in beginning for one in beginning if word.startswith(one)
    )


def _grouped(
    towns: Iterable[NamedTown], keys_of: Callable[[NamedTown], Iterable[str]]
) -> Mapping[str, tuple[NamedTown, ...]]:
    named_towns: dict[str, list[NamedTown]] = defaultdict(list)
    for town in towns:
        for key in dict.fromkeys(filter(None, keys_of(town))):
            named_towns[key].append(town)
    return {key: tuple(group) for key, group in named_towns.items()}


def _keys(town: NamedTown) -> Iterator[str]:
    yield squash(town.bare)
    # "เมืองพะเยา" is how people call เทศบาลเมืองพะเยา.
    yield squash(_CALLED_BY.get(town.organisation.type, "") + town.bare)
    for alias in town.organisation.aliases:
        yield squash(_without_kind(expand_abbreviation(alias)))


_CALLED_BY = {
    OrganisationType.CITY_MUNICIPALITY: "นคร",
    OrganisationType.TOWN_MUNICIPALITY: "เมือง",
}


def _without_kind(name: str) -> str:
    for kind in organisation_types():
        bare = name.removeprefix(kind.prefix).strip()
        if bare and bare != name:
            return bare
    return name
