"""What is compared of a measure, and whether two measures are copies of each other.

What differs between honest copies is left out before comparing: own names, years, dates, item
numbers, contacts, white space and marks. What is left must be equal but for letters that an OCR or
a typist damaged: a damaged word is no word, or a long one in pieces, so two texts that differ in
words, a number, a negation or a Latin name say different things, however alike.
"""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein

from itasearch.backends.base import CopyMarks
from itasearch.domain.loader import Patterns, words as listed
from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.model.passages import CopyMark
from itasearch.model.ranking import CopyDifference
from itasearch.model.records import TEXT_FIELDS, Measure, Organisation
from itasearch.text.dates.fiscal_year import year_mentions
from itasearch.text.dates.months import MONTH, month_years
from itasearch.text.thai.normalize import arabic_digits, squash, without_spaces
from itasearch.text.thai.stretches import joined
from itasearch.text.thai.words import Segmenter, WordSpan

# What differs between honest copies: a town writes its own name, year and telephone number. What
# is found here says nothing about what is done; any other number does.
Place = tuple[int, int]  #: [start, end) in code points

_SHORTEST_NAME = 3  # letters of a name that is looked for
_OF_PLACES = r"(?:หมู่บ้าน|ตำบล|อำเภอ|จังหวัด|[ตอจ]\s?\.)\s?"
_LATIN = re.compile("[a-z]")
_DIGIT = re.compile("[0-9]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_patterns = Patterns("copy_patterns", month=MONTH)

_SHORT_DATE = re.compile(r"(?<![0-9/])[0-3]?[0-9]/[01]?[0-9]/(?:[0-9]{4}|[0-9]{2})(?![0-9/])")
_LEAD = 40  # code points before a number that decide whether it heads a line or counts something


def own_details(text: str, organisation: Organisation | None) -> list[Place]:
    """Places of what is the organisation's own in `text` (normalised), in order, not touching."""
    plain = _plain(text)
    if not names_itself(without_spaces(plain), organisation):
        organisation = None  # one pattern for all, which is made once
    return joined(span for span in _own_places(plain, organisation) if span[0] < span[1])


def solid_text(text: str) -> str:
    """`text` (normalised) as `names_itself` wants it: without white space."""
    return without_spaces(_plain(text))


def names_itself(solid: str, organisation: Organisation | None) -> bool:
    """Whether the organisation's or its place's own name may be in a text, given solid."""
    return any(name in solid for name in _solid_names(organisation))


def _plain(text: str) -> str:
    plain = arabic_digits(text).casefold()
    # Some capital letters of far languages grow.
    return plain if len(plain) == len(text) else arabic_digits(text)


@lru_cache(maxsize=1_024)
def _solid_names(organisation: Organisation | None) -> tuple[str, ...]:
    return tuple({without_spaces(name) for name in _own_names(organisation)})


def _own_places(text: str, organisation: Organisation | None) -> Iterator[Place]:
    """Places in any order, some empty; kinds that a glance rules out are not looked for."""
    patterns = [_names(organisation)]
    if _LATIN.search(text):
        patterns.append(_patterns.address)
        for match in _patterns.account.finditer(text):
            yield match.start(), match.start("site")
            yield match.end("site"), match.end()
    if "ปี" in text:
        patterns.append(_patterns.bare_year)
    if _DIGIT.search(text):
        patterns += [_patterns.telephone, _SHORT_DATE]
        yield from _items(text)
        for year in year_mentions(text):
            lead = _patterns.year_lead.search(text, max(0, year.start - 30), year.start)
            yield (lead.start() if lead else year.start), year.end
        if _patterns.month_end.search(text):
            patterns.append(_patterns.day_of_month)
            for month in month_years(text):
                lead = _patterns.date_lead.search(text, max(0, month.start - 20), month.start)
                yield (lead.start() if lead else month.start), month.end
    for pattern in patterns:
        yield from (match.span() for match in pattern.finditer(text))


def _items(text: str) -> Iterator[Place]:
    """Numbers of items: at the head of a line, or within it where they follow each other."""
    before = 0
    for match in _patterns.item.finditer(text):
        number = int(match["last"] or match["level"])
        lead = text[max(0, match.start() - _LEAD) : match.start()].rstrip(" \t")
        heads = not lead or lead.endswith("\n")
        follows = match["last"] is not None and number in (1, before + 1)
        if heads or (follows and not _patterns.amount_follows.search(lead)):
            yield match.span()
            before = number


@lru_cache(maxsize=1_024)
def _names(organisation: Organisation | None) -> re.Pattern[str]:
    """All the organisation's own names and its place's, and what towns are called."""
    types = organisation_types()
    kinds = {*listed("copy_words", "kinds_of_mayors"), *(kind.prefix for kind in types)}
    shorts = {short for kind in types for short in kind.abbreviations}
    short_kinds = _loosely(listed("copy_words", "short_kinds"))
    kind = f"(?:{_loosely(kinds)}|{_loosely(shorts)}|(?:อบต|อบจ)(?![ก-ฮ]์)|{short_kinds})"
    names = set(_own_names(organisation))
    if not names:
        return re.compile(kind)
    own = _loosely(names)
    return re.compile(rf"(?:{kind}\s?|{_OF_PLACES})?(?:{own})|{kind}")


def _own_names(organisation: Organisation | None) -> Iterator[str]:
    """The name without its type, its spellings, its district and province."""
    if organisation is None:
        return
    prefixes = [kind.prefix for kind in organisation_types()]
    full = [expand_abbreviation(name) for name in (organisation.name, *organisation.aliases)]
    for name in (*full, organisation.district or "", organisation.province or ""):
        for prefix in prefixes:
            name = name.removeprefix(prefix).strip()
        if len(name) >= _SHORTEST_NAME:
            yield arabic_digits(name).casefold()


def _loosely(names: Iterable[str]) -> str:
    """Pattern of any of `names`, longest first, with a space between any two letters."""
    return "|".join(
        r"\s?".join(re.escape(letter) for letter in name if not letter.isspace())
        for name in _longest_first(names)
    )


def without_own_names(text: str, organisation: Organisation | None) -> str:
    """`text` squashed, without the organisation's own names, its place and all types' names."""
    text = squash(text)
    for name in own_names(organisation):
        text = text.replace(name, "")
    return text


@lru_cache(maxsize=1_024)
def own_names(organisation: Organisation | None) -> tuple[str, ...]:
    """Squashed names that make no difference: the organisation's and its place's, all types'."""
    names: set[str] = set()
    if organisation is not None:
        names.update(map(squash, filter(None, (organisation.district, organisation.province))))
        for name in (organisation.name, *organisation.aliases):
            names.update(_spellings(squash(expand_abbreviation(name))))
    own = _longest_first(name for name in names if len(name) >= _SHORTEST_NAME)
    return own + _longest_first({squash(kind.prefix) for kind in organisation_types()})


def _spellings(full: str) -> Iterator[str]:
    """A squashed name in full, without its type, and with its type abbreviated."""
    yield full
    for kind in organisation_types():
        prefix = squash(kind.prefix)
        if full.startswith(prefix):
            bare = full.removeprefix(prefix)
            yield bare
            yield from (squash(short) + bare for short in kind.abbreviations)


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


_SUFFICIENT_FIELDS = ("title", "steps")  # all that is compared where the steps are long
_OUTCOME_FIELDS = ("results", "outcomes", "problems", "recommendations")
"""Fields in which a number is how it went, not what is done."""

SUBSTANCE_FIELDS = (*_SUFFICIENT_FIELDS, "follow_up", *_OUTCOME_FIELDS)
"""Fields about what is done; the others are about when, by whom and for how much."""

_LONG_STEPS = 60  # letters of steps that nobody writes twice without copying
_LEAST_LENGTH_SHARE = 0.9  # length of the shorter text, as a share of the mean of both
_MOST_DAMAGE_SHARE = 0.06  # damaged letters, as a share of the longer text

IsWord = Callable[[str], bool]  #: whether a string is one word of the language

_OTHER_TEXT = 10**6  # damage of texts that say different things
_SHORT_WORD = 5  # letters of a stretch in which none may be wrong
_LONG_WORD = 10  # letters of a stretch in which one more may be wrong
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """What is compared of a measure."""

    measure_id: str
    report_id: str
    #: of its fields about what is done, without what differs between copies; of title and steps
    #: only where the steps are long
    words: tuple[str, ...]
    #: the words without spaces, as copies may be cut elsewhere
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        # Here, not a property: it is asked for with each other text that is compared.
        if not self.text:
            object.__setattr__(self, "text", _letters(self.words))


def substance(
    measure: Measure, organisation: Organisation | None, *, segmenter: Segmenter
) -> Substance:
    """What two towns' copies of a measure have in common."""
    words: dict[str, list[str]] = {}
    for name in SUBSTANCE_FIELDS:
        text = measure.text(name)
        if text:
            spans = segmenter.spans(text)
            words[name] = [*_without(text, spans, own_details(text, organisation))]
    return Substance(
        measure_id=measure.id, report_id=measure.report_id, words=tuple(_compared(words))
    )


def are_copies(left: Substance, right: Substance, *, is_word: IsWord) -> bool:
    """Whether two texts differ in nothing but damaged letters; never of nothing at all."""
    left_text, right_text = left.text, right.text
    if not left_text or not right_text:
        return False
    if left_text == right_text:
        return True
    # A stretch that differs has no such letter, or the same letters; see _damage.
    if left_text.encode("ascii", "ignore") != right_text.encode("ascii", "ignore"):
        return False
    shorter, longer = sorted((len(left_text), len(right_text)))
    if 2 * shorter < _LEAST_LENGTH_SHARE * (shorter + longer):
        return False
    most = 1 + _MOST_DAMAGE_SHARE * longer
    wrong = 0
    opcodes = Indel.opcodes(left.words, right.words)
    for is_equal, run in groupby(opcodes, key=lambda opcode: opcode.tag == "equal"):
        if is_equal:
            continue
        blocks = list(run)
        mine = left.words[blocks[0].src_start : blocks[-1].src_end]
        theirs = right.words[blocks[0].dest_start : blocks[-1].dest_end]
        wrong += _damage(mine, theirs, is_word)
        if wrong > most:
            return False
    return True


def copy_differences(measure: Measure, copy: Measure) -> tuple[CopyDifference, ...]:
    """The fields in which a copy differs from `measure` by more than blanks, digits and bullets."""
    differences = []
    for name in TEXT_FIELDS:
        here, there = (arabic_digits(measure.text(name)) for measure in (measure, copy))
        if squash(here) == squash(there):
            continue
        figures: tuple[tuple[str, str], ...] = ()
        if squash(_FIGURE.sub("0", here)) == squash(_FIGURE.sub("0", there)):
            pairs = zip(_FIGURE.findall(here), _FIGURE.findall(there), strict=True)
            figures = tuple(pair for pair in pairs if pair[0] != pair[1])
        differences.append(CopyDifference(field=name, figures=figures))
    return tuple(differences)


def _without(text: str, spans: Iterable[WordSpan], places: Sequence[Place]) -> Iterator[str]:
    """The words, and what is left of those that are partly inside `places`."""
    ahead = iter(places)
    detail = next(ahead, None)
    for span in spans:
        while detail is not None and detail[1] <= span.start:
            detail = next(ahead, None)
        if detail is None or detail[0] >= span.end:
            yield span.word
        else:
            before = text[span.start : max(detail[0], span.start)]
            if rest := squash(before + text[min(detail[1], span.end) : span.end]):
                yield rest


def _compared(by_field: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The words of title and steps; of the other fields too where the steps are short."""
    if len(_letters(by_field.get("steps", ()))) >= _LONG_STEPS:
        for field in _SUFFICIENT_FIELDS:
            yield from by_field.get(field, ())
        return
    units = listed("copy_words", "promised_units")
    promised = {
        pair
        for field, words in by_field.items()
        if field not in _OUTCOME_FIELDS
        for pair in pairwise(words)
        if pair[1] in units
    }
    for field, words in by_field.items():
        for pair in pairwise((*words, "")):
            if field not in _OUTCOME_FIELDS or not _is_number(pair[0]) or pair in promised:
                yield pair[0]


def _letters(text: Iterable[str]) -> str:
    """The letters of the words of `text` that have a meaning, numbers kept apart."""
    # Each word of each measure is looked at: in line, it takes half the time.
    joined = "".join([f"#{word}#" if word[:1].isdigit() else word for word in text])
    return _patterns.empty_words.sub("", joined)


def _damage(left: Sequence[str], right: Sequence[str], is_word: IsWord) -> int:
    """How many letters are damaged where two texts differ; _OTHER_TEXT if they say other things."""
    letters, other = _letters(left), _letters(right)
    if letters == other:
        return 0
    if (
        list(filter(_is_number, left)) != list(filter(_is_number, right))
        or _negations(left) != _negations(right)
        or any(letter.isascii() for letter in letters + other)
        or not (_has_scraps(left, is_word) or _has_scraps(right, is_word) or _is_torn(left, right))
    ):
        return _OTHER_TEXT
    # More letters may be wrong in a long stretch, and where they look alike.
    length, looks_alike = max(len(letters), len(other)), _looks(letters) == _looks(other)
    most = (length > _SHORT_WORD) + (length > _LONG_WORD) + looks_alike
    distance = Levenshtein.distance(letters, other)
    return distance if letters and other and distance <= most else _OTHER_TEXT


def _looks(text: str) -> str:
    """`text` without marks, and one letter for all that look like it."""
    return _MARKS.sub("", text).translate(_look_alikes())


@cache
def _look_alikes() -> dict[int, str]:
    groups = listed("copy_words", "look_alikes")
    return {ord(letter): group[0] for group in groups for letter in group}


def _has_scraps(text: Sequence[str], is_word: IsWord) -> bool:
    return not all(len(word) > 1 and is_word(word) for word in text)


def _is_torn(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one text has a long word where the other has pieces that look like it."""
    fewer, more = sorted((left, right), key=len)
    if not len(fewer) == 1 < len(more) or len(fewer[0]) <= _SHORT_WORD:
        return False
    word, pieces = fewer[0], "".join(more)
    # Marks may be lost; another mark makes another word.
    some, all_marks = sorted((_MARKS.findall(word), _MARKS.findall(pieces)), key=len)
    rest = iter(all_marks)
    return _looks(word) == _looks(pieces) and all(mark in rest for mark in some)


def _is_number(word: str) -> bool:
    return word[:1].isdigit()


def _negations(text: Sequence[str]) -> list[str]:
    beginnings = listed("copy_words", "negations")
    return [word for word in text if word.startswith(beginnings)]


# Groups of copies. A measure joins the group one of whose first few wordings it is a copy of:
# several, because a damaged copy may come before the clean one; few, so that a group does not
# drift. Equal texts have equal digests, on every machine; for others MinHash proposes and the
# exact comparison decides.
BANDS = 24
"""Digests of a text. Two texts of likeness J share one with 1 - (1 - J^4)^24: 0.79 for
J = 0.5, 0.998 for 0.7, 0.04 for 0.2."""

_ROWS = 4  # MinHash values of a band
_LONGEST_SHORT_TEXT = 120  # letters of a text of which runs of letters are hashed too
_LETTER_RUN = 3  # letters of such a run; a shorter text is one run; not measured
_SEED = 1  # of MinHash's permutations: any number, but another one gives other digests
_MIX = np.uint64(0x9E3779B97F4A7C15)


def text_key(text: str) -> int:
    """64-bit digest of a text; the same for equal texts only."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def text_bands(substances: Sequence[Substance]) -> NDArray[np.uint32]:
    """Digests of the parts of each text's MinHash, shape (n, BANDS)."""
    # Here, because it takes SciPy along, and most verbs index nothing.
    from datasketch import MinHash

    texts = ([shingle.encode() for shingle in _shingles(item)] for item in substances)
    hashes = [
        sketch.hashvalues
        for sketch in MinHash.generator(
            texts, num_perm=BANDS * _ROWS, seed=_SEED, hashfunc=zlib.crc32
        )
    ]
    rows = np.asarray(hashes, dtype=np.uint64).reshape(-1, BANDS, _ROWS)
    mixed = np.zeros(rows.shape[:2], dtype=np.uint64)
    for row in range(_ROWS):
        mixed = (mixed ^ rows[:, :, row]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed.astype(np.uint32)


def _shingles(item: Substance) -> Iterator[str]:
    """Words, pairs of words, and of a short text, which one damaged word changes much, letters."""
    yield from item.words
    yield from map(" ".join, pairwise(item.words))
    text = item.text
    if len(text) <= _LONGEST_SHORT_TEXT:
        yield from (
            f"~{text[i : i + _LETTER_RUN]}" for i in range(max(1, len(text) - _LETTER_RUN + 1))
        )


_MOST_COMPARED = 12  # texts that a new one is compared with exactly
_WORDINGS = 4  # different texts of a group that new ones are compared with
_MOST_OWNERS_OF_BAND = 64  # texts that share a band; more only share a phrase of forms
_SEARCHES_UNSORTED = 64  # searches through unsorted texts that take as long as sorting; by hand
_CACHED_MARKS = 8_192  # texts whose marks are kept, 3 KB each: most measures are recent copies
_RECENT = 2_048  # texts that are searched one by one before they are sorted in


class CopyGroups:
    """Assigns each new measure to a group of copies; starts with those of the index."""

    def __init__(
        self,
        marks: CopyMarks,
        *,
        texts_of: Callable[[Sequence[str]], Mapping[str, Substance]],
        is_word: IsWord,
    ) -> None:
        """Start from the index; `texts_of` gives substances by measure id where there are any."""
        self._texts_of = texts_of
        self._is_word = is_word
        self._stored = _KnownTexts(marks)
        self._marks: dict[tuple[str, ...], CopyMark] = {}
        self._by_key: dict[int, str] = {}
        self._count: Counter[str] = Counter()
        self._wordings: list[tuple[str, str]] = []
        self._index = _BandIndex(self._stored.bands)

    def marks(self, substances: Sequence[Substance]) -> list[CopyMark | None]:
        """The mark of each measure, in order; None for one without substance."""
        marks, new = self._marks, dict[tuple[str, ...], Substance]()
        for item in substances:
            if item.text and item.words not in marks:
                new.setdefault(item.words, item)
        for item, bands in zip(new.values(), text_bands([*new.values()]), strict=True):
            marks[item.words] = self._mark(item, bands)
        of_all = [marks.get(item.words) for item in substances]
        for words in [*marks][: max(0, len(marks) - _CACHED_MARKS)]:
            del marks[words]
        return of_all

    def _mark(self, item: Substance, bands: NDArray[np.uint32]) -> CopyMark:
        key = text_key(item.text)
        group = self._by_key.get(key) or self._stored.group_of(key)
        if group is None:
            # A group's name is never used again, though its first measure's text may change.
            group = self._alike(item, bands) or f"{item.measure_id}/{key:016x}"
            self._by_key[key] = group
            self._count[group] += 1
            if self._stored.count(group) + self._count[group] <= _WORDINGS:
                self._wordings.append((group, item.measure_id))
                self._index.add(bands)
        return CopyMark(group=group, key=key, bands=tuple(bands.tolist()))

    def _alike(self, item: Substance, bands: NDArray[np.uint32]) -> str | None:
        """The group one of whose wordings `item` is a copy of."""
        stored = len(self._stored.bands)
        likely = [
            self._stored.wording(row) if row < stored else self._wordings[row - stored]
            for row in self._index.likely(bands)
        ]
        others = self._texts_of([measure_id for _, measure_id in likely])
        for group, measure_id in likely:
            other = others.get(measure_id)
            if other is not None and are_copies(item, other, is_word=self._is_word):
                return group
        return None


class _KnownTexts:
    """The texts of an index, of which names are read only where something is compared with them.

    `bands`: of the first wordings of each group, the same text once.
    """

    def __init__(self, marks: CopyMarks) -> None:
        self._marks = marks
        self._by_key = np.argsort(marks.keys, kind="stable")
        self._keys = marks.keys[self._by_key]
        _, first = np.unique(marks.keys, return_index=True)
        first.sort()
        # Each text once; in each group by place.
        order = first[np.argsort(marks.numbers[first], kind="stable")]
        numbers = marks.numbers[order]
        starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]][: len(numbers)])
        sizes = np.diff(np.r_[starts, len(numbers)])
        rank = np.arange(len(numbers)) - np.repeat(starts, sizes)
        self._places = np.sort(order[rank < _WORDINGS])
        self._numbers, self._sizes = numbers[starts], sizes
        self._counts: dict[str, int] = {}
        self.bands = marks.bands[self._places]

    def group_of(self, key: int) -> str | None:
        """The group of the texts of this digest; None if there is none."""
        index = int(np.searchsorted(self._keys, np.uint64(key), side="right")) - 1
        if index < 0 or int(self._keys[index]) != key:
            return None
        return self._marks.group(int(self._by_key[index]))

    def wording(self, number: int) -> tuple[str, str]:
        """(group, measure id) of a row of `bands`."""
        index = int(self._places[number])
        group = self._marks.group(index)
        if group not in self._counts:
            group_index = np.searchsorted(self._numbers, self._marks.numbers[index])
            self._counts[group] = int(self._sizes[group_index])
        return group, self._marks.measure_id(index)

    def count(self, group: str) -> int:
        """Different texts of a group that `wording` returned; 0 for one of no known text."""
        return self._counts.get(group, 0)


class _BandIndex:
    """Which texts share bands: most of them sorted, the recent ones in a row.

    Those of the index it starts with are sorted once they have been searched so often that it
    pays: to sort a million texts takes longer than to add a report.
    """

    def __init__(self, bands: NDArray[np.uint32]) -> None:
        self._unsorted: NDArray[np.uint32] | None = bands.reshape(-1, BANDS)
        self._searches = 0
        self._keys = np.zeros(0, dtype=np.uint64)
        self._owners = np.zeros(0, dtype=np.int64)
        self._placed = len(bands)
        self._recent = np.zeros((BANDS, _RECENT), dtype=np.uint32)  # a band's side by side
        self._count = 0

    def add(self, bands: NDArray[np.uint32]) -> None:
        """One more text; its place is the number of those before."""
        self._recent[:, self._count] = bands
        self._count += 1
        if self._count == _RECENT:
            self._sort_first()
            self._merge(self._recent.T, first=self._placed)
            self._placed += _RECENT
            self._count = 0

    def likely(self, bands: NDArray[np.uint32]) -> list[int]:
        """Places of the texts that share the most bands, at most _MOST_COMPARED of them."""
        same = self._recent[:, : self._count] == bands[:, None]
        shared = same.view(np.uint8).sum(axis=0, dtype=np.uint8)
        recent = np.flatnonzero(shared)
        rare = (places for places in self._sharing(bands) if len(places) <= _MOST_OWNERS_OF_BAND)
        owners, counts = np.unique(
            np.concatenate([np.zeros(0, dtype=np.int64), *rare]), return_counts=True
        )
        places = np.concatenate([owners, recent + self._placed])
        numbers = np.concatenate([counts, shared[recent]])
        best = np.lexsort((places, -numbers))[:_MOST_COMPARED]
        rows: list[int] = places[best].tolist()
        return rows

    def _sharing(self, bands: NDArray[np.uint32]) -> Iterator[NDArray[np.int64]]:
        """For each band the places of the texts that have it, without the recent ones."""
        self._searches += 1
        if self._unsorted is not None and self._searches <= _SEARCHES_UNSORTED:
            for number, band in enumerate(bands):
                yield np.flatnonzero(self._unsorted[:, number] == band)
            return
        self._sort_first()
        keys = _numbered(bands[None, :])
        firsts = np.searchsorted(self._keys, keys, side="left")
        lasts = np.searchsorted(self._keys, keys, side="right")
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            yield self._owners[first:last]

    def _sort_first(self) -> None:
        if self._unsorted is not None:
            self._merge(self._unsorted, first=0)
            self._unsorted = None

    def _merge(self, bands: NDArray[np.uint32], *, first: int) -> None:
        """Sort texts in whose places begin at `first`, after all that are sorted already."""
        keys = _numbered(bands)
        owners = np.repeat(np.arange(first, first + len(bands)), BANDS)
        order = np.argsort(keys, kind="stable")
        keys, owners = keys[order], owners[order]
        places = np.searchsorted(self._keys, keys, side="right")
        self._keys = np.insert(self._keys, places, keys)
        self._owners = np.insert(self._owners, places, owners)


def _numbered(bands: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Bands with their number before them, row after row."""
    numbers = np.arange(BANDS, dtype=np.uint64) << np.uint64(32)
    joined: NDArray[np.uint64] = (bands.astype(np.uint64) | numbers).ravel()
    return joined
