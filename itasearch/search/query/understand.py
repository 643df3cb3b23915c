"""Names and years of a query read as filters: "งดรับของขวัญ ทต.แม่กา ปี 66".

Each reader looks for one kind of name; of readings that overlap the first and longest counts.
What quotation marks, a minus or a field's name hold is never a name. A name or year of which the
library has no report stays a word, and is named as such.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from itasearch.domain.glossary import everyday_words, glossary, ignored_words, query_terms
from itasearch.domain.organisations import organisation_types
from itasearch.domain.places import regions, typed_province_names
from itasearch.domain.word_lists import any_listed, listed_words, word_pattern, words
from itasearch.model.ranking import NO_FILTERS, Filters, NameKind, UnderstoodName
from itasearch.model.records import OrganisationType
from itasearch.search.query.known_names import (
    FoundNames,
    KnownNames,
    NamedTown,
    NameList,
    TypedText,
)
from itasearch.search.query.parse import condition_places
from itasearch.text.dates.fiscal_year import (
    EARLIEST,
    LATEST,
    YEAR_UNITS,
    be_year,
    year_mentions,
)
from itasearch.text.dates.months import MONTH
from itasearch.text.thai.normalize import arabic_digits, normalize, squash
from itasearch.text.thai.words import Segmenter

_MOST_YEARS = 15
"""Of a range of years; a longer one is none."""
_LONGEST_TITLE = 40
"""Letters before a year in which a word is searched that makes it part of a title."""
_LONGEST_NAME = 30
"""Letters of a name that the library does not have."""
_MOST_WORDS_OF_NAME = 4
"""Of a name that the library does not have and that is made of common words."""
_MOST_CHOICES = 6
"""Readings of an ambiguous name that are offered."""
_MOST_WORDS_OF_SHORT = 12
"""Of a query in which a kind alone is a filter. By hand: those of names.tsv have up to 9, long
questions of tests/data/eval mostly 16 and more."""
_COMMON_WORDS = 2
"""Words of a name that may be next to each other by chance."""
_LONGEST_LAST_WORD = 6
"""Letters of one word behind a known name, up to the next blank, that makes it another name."""
_THAI_WORD = re.compile("[ก-๎]+")
_LETTER = re.compile(r"[ก-๎]|\w")
_SHORTEST_BETWEEN_BLANKS = 4
"""Letters of a bare name between blanks."""
_INDICATORS = range(1, 11)
_BARE_COST = 1.0
"""Most cost of a slip in a name that no word announces."""
_BARE_COST_PER_LETTER = 0.12
"""Of it, for each letter. Chosen by hand: พนมไพร is no พนมไทร."""
_SHORTEST_SLIP = 6
"""Letters of such a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A query with its names and years taken out.

    Attributes:
        names: what became filters, in the order of the query.
        not_held: what the library has no report of.
        filters: of all names together, and those that a person chose.
        rest: the words to search for; "" when nothing but names was typed.
        bare: the same without names that are no filters: those of no report, and those
            that contradict what a person chose.
    """

    rest: str
    bare: str = ""
    names: tuple[UnderstoodName, ...] = ()
    not_held: tuple[str, ...] = ()
    filters: Filters = NO_FILTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What the words from `start` to `end` may be read as.

    Attributes:
        name: for people; of what is not held as typed.
        towns: those that it names.
        of_district: those of the district of the same name.
        held: whether the library has reports of it.
        is_bare: whether no word announces the name.
    """

    start: int
    end: int
    kind: NameKind
    name: str
    towns: tuple[NamedTown, ...] = ()
    of_district: tuple[NamedTown, ...] = ()
    types: tuple[OrganisationType, ...] = ()
    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    indicators: tuple[int, ...] = ()
    held: bool = True
    is_bare: bool = False

    @property
    def filters(self) -> Filters:
        """What it restricts alone."""
        return Filters(
            organisation_ids=tuple(dict.fromkeys(t.id for t in (*self.towns, *self.of_district))),
            types=self.types,
            provinces=self.provinces,
            fiscal_years=self.years,
            indicators=self.indicators,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Query:
    typed: TypedText
    names: KnownNames
    fiscal_year: int

    @property
    def text(self) -> str:
        return self.typed.text


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
        text: as typed.
        fiscal_year: the present one, which "ปีนี้" means.
        has_reports: whether the library has reports inside filters.
        given: filters that a person chose: what the query names of the same kind stays words,
            and so does what contradicts them.
        literal: words of the query (UnderstoodName.asked) that are no names.
    """
    plain = " ".join(normalize(text).split())
    query = _Query(
        typed=TypedText(plain, names.segmenter.spans(plain)), names=names, fiscal_year=fiscal_year
    )
    masked = condition_places(plain)
    kept = set(literal)

    def is_free(one: _Reading) -> bool:
        is_masked = any(start < one.end and one.start < end for start, end in masked)
        return not is_masked and plain[one.start : one.end] not in kept

    read = [one for one in _first_and_longest(_readings(query)) if is_free(one)]
    read += [one for one in _beside(query, read) if is_free(one)]
    read += [one for one in _slips(query, read) if is_free(one)]
    read = _without_actors(query, _without_concepts(query, read))
    read.sort(key=lambda one: one.start)
    if not read or not names.years:
        return Understanding(rest=text, bare=text, filters=given)
    found = [one for one in read if not _is_given(one, given)]
    not_held = [one.name for one in found if not one.held]
    held = _narrowed([one for one in found if one.held])
    held, lacking = _with_reports(held, given, has_reports)
    if lacking:
        not_held.append(lacking)
    # What the library lacks, or a person chose otherwise, is a name, too.
    bare = _rest(query, read)
    rest = _rest(query, held) if held else text
    if held and not masked and _asks_for_all(bare, names):
        rest = bare = ""
    return Understanding(
        rest=rest,
        bare=bare,
        names=tuple(_understood(one, plain) for one in held),
        not_held=tuple(dict.fromkeys(not_held)),
        filters=_merged(given, _together(held)),
    )


def _readings(query: _Query) -> Iterator[_Reading]:
    for read in (_years, _relative_years, _indicators, _announced, _regions, _kinds, _bare):
        yield from read(query)


def _first_and_longest(readings: Iterable[_Reading]) -> Iterator[_Reading]:
    end = 0
    for one in sorted(readings, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            end = one.end
            yield one


def _without_concepts(query: _Query, found: list[_Reading]) -> list[_Reading]:
    """`found` but for what is a part of a concept's name: "สมาคม อบต.", "ภาษาอีสาน", "บ่อปลา".

    A kind or region alone names what it is, and is a part only of a longer name.
    """
    doubtful = [one for one in found if one.is_bare or one.kind in (NameKind.TYPE, NameKind.REGION)]
    if not doubtful:
        return found
    spans = query.typed.spans
    concepts = [
        (spans[match.first].start, spans[match.last - 1].end)
        for match in query_terms(glossary()).match_exactly([span.word for span in spans])
    ]
    parts = [
        one
        for one in doubtful
        for start, end in concepts
        if start <= one.start
        and one.end <= end
        and (one.is_bare or end - start > one.end - one.start)
    ]
    return [one for one in found if one not in parts]


def _without_actors(query: _Query, found: list[_Reading]) -> list[_Reading]:
    """`found` without a kind that a long question names as who acts, unless with a place."""
    places = [one for one in found if one.kind in _PLACES and one.kind is not NameKind.TYPE]
    if places or len(query.typed.spans) <= _MOST_WORDS_OF_SHORT:
        return found
    return [one for one in found if one.kind is not NameKind.TYPE]


def _is_given(one: _Reading, given: Filters) -> bool:
    """Whether a person chose a filter of the same kind."""
    return bool(
        (one.years and given.fiscal_years)
        or (one.kind is NameKind.YEAR and given.fiscal_years)
        or (one.indicators and given.indicators)
        or (given.organisation_ids and one.kind in _PLACES)
        or (given.types and one.kind is NameKind.TYPE)
        or (given.provinces and one.kind in (NameKind.PROVINCE, NameKind.REGION))
    )


_PLACES = (
    NameKind.ORGANISATION,
    NameKind.TYPE,
    NameKind.DISTRICT,
    NameKind.PROVINCE,
    NameKind.REGION,
)


# Years


_YEAR_END = (
    r"(?![\dA-Za-z]|[.,:]\d|/\d(?!\d(?:\d\d)?(?!\d))"
    rf"|{YEAR_UNITS}|\s?ปี(?!\s?(?:งบ|พ|\d)))"
)
_first_year = word_pattern(
    r"(?:(?P<lead><query_words.before_years>)\s{0,2}|(?<![\d.,/:]))"
    rf"(?P<number>[12]\d{{3}}|[4-9]\d|(?<=FY)[23]\d){_YEAR_END}",
    re.IGNORECASE,
)
_next_year = word_pattern(
    r"\s{0,2}(?:(?P<range><query_words.range>)|(?:<query_words.joining>)|(?=\s))\s{0,2}"
    r"(?:<query_words.before_years>)?\s{0,2}"
    rf"(?P<number>[12]\d{{3}}|[4-9]\d){_YEAR_END}",
    re.IGNORECASE,
)


def _years(query: _Query) -> Iterator[_Reading]:
    digits = arabic_digits(query.text)
    if not any(one.isdecimal() for one in digits):
        return
    of_laws = {one.start for one in year_mentions(query.text) if one.law}
    place = 0
    while match := _first_year().search(digits, place):
        if match.start("number") in of_laws or not _may_be_year(match, digits):
            place = match.end()
            continue
        years, place, is_range = _years_from(match, digits)
        start = match.start()
        if is_range:
            years = list(range(min(years), max(years) + 1))
        elif since := _ends_with(query.text[:start], words("query_words", "since")):
            start -= len(since)
            years = [one for one in query.names.years if one >= years[0]] or years
        if len(years) > _MOST_YEARS or not all(EARLIEST <= one <= LATEST for one in years):
            continue
        held = [one for one in dict.fromkeys(years) if one in query.names.years]
        if held or match["lead"] or int(match["number"]) >= EARLIEST:  # else: "1999 copies"
            yield _year_reading(query, start, place, held)
        for one in () if is_range or not held else years:
            if one not in held:
                yield replace(_year_reading(query, place, place, ()), name=f"ปี {one}")


def _years_from(match: re.Match[str], digits: str) -> tuple[list[int], int, bool]:
    """A year and those joined to it, where they end, and whether they are a range's ends."""
    years, place, is_range = [be_year(int(match["number"]))], match.end(), False
    while more := _next_year().match(digits, place):
        if len(more["number"]) == 2 and not (more["range"] or match["lead"]):
            break
        is_range = is_range or bool(more["range"])
        years.append(be_year(int(more["number"])))
        place = more.end()
    return years, place, is_range


def _may_be_year(match: re.Match[str], digits: str) -> bool:
    """Whether a number is no part of a date, of a title or of a comparison."""
    before = digits[: match.start()]
    lead = (match["lead"] or "").casefold()
    counts = words("date_words", "before_counts")
    if not lead and (len(match["number"]) == 2 or _ends_with(before, counts)):
        return False
    if before[-1:].isascii() and before[-1:].isalnum():
        return False
    if _ends_with(before, words("query_words", "comparing")):
        return False
    if "ปี" in lead or "y" in lead:
        return True
    if _DATE_BEFORE.search(before):
        return False
    title = before[-_LONGEST_TITLE:]
    return not any(one in title for one in words("query_words", "titled_with_years"))


_DATE_BEFORE = re.compile(rf"{MONTH}\s*$")


def _ends_with(text: str, listed: Sequence[str]) -> str:
    """The end of `text` that is one of these words, with the blanks behind it; "" for none."""
    stripped = text.rstrip()
    for one in listed:
        if stripped.endswith(one):
            return one + text[len(stripped) :]
    return ""


def _year_reading(query: _Query, start: int, end: int, held: Sequence[int]) -> _Reading:
    name = "ปี " + _year_names(held) if held else query.text[start:end]
    return _Reading(
        start=start, end=end, kind=NameKind.YEAR, name=name, years=tuple(held), held=bool(held)
    )


def _year_names(years: Sequence[int]) -> str:
    """ "2565–2567" of years in a row, else "2565, 2567"."""
    if len(years) > 2 and all(b - a == 1 for a, b in pairwise(years)):
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))


_relative = word_pattern(
    "(?P<this><query_words.this_year>)|(?P<last><query_words.last_year>)"
    "|(?P<newest><query_words.newest_year>)",
    re.IGNORECASE,
)


def _relative_years(query: _Query) -> Iterator[_Reading]:
    for match in _relative().finditer(query.text):
        if _ends_with(query.text[: match.start()], words("query_words", "comparing")):
            continue
        year = query.fiscal_year - bool(match["last"])
        if match["newest"]:
            year = max(query.names.years, default=year)
        held = (year,) if year in query.names.years else ()
        one = _year_reading(query, match.start(), match.end(), held)
        yield one if held else replace(one, name=f"{match[0]} ({year})")


# Indicators


_indicator = word_pattern(
    r"(?:<query_words.before_indicators>)\s?(?:(?:ข้อ)?ที่|ข้อ)?\s?"
    r"(?:(?P<word><query_words.indicators_in_words>)"
    r"|(?P<numbers>\d{1,2}(?:\s?(?:<query_words.joining>|(?P<range><query_words.range>)|(?=\s))"
    r"\s?(?:ที่\s?)?\d{1,2})*)(?![\d.]))(?!\s?(?:<query_words.counting>))",
    re.IGNORECASE,
)


def _indicators(query: _Query) -> Iterator[_Reading]:
    digits = arabic_digits(query.text)
    for match in _indicator().finditer(digits):
        if match["word"]:
            numbers = [words("query_words", "indicators_in_words").index(match["word"]) + 1]
        else:
            numbers = list(map(int, re.findall(r"\d+", match["numbers"])))
        if match["range"]:
            numbers = list(range(min(numbers), max(numbers) + 1))
        if all(one in _INDICATORS for one in numbers):
            yield _Reading(
                start=match.start(),
                end=match.end(),
                kind=NameKind.INDICATOR,
                name="ตัวชี้วัดที่ " + ", ".join(map(str, dict.fromkeys(numbers))),
                indicators=tuple(dict.fromkeys(numbers)),
            )


# Towns, districts and provinces behind a word that announces them


@cache
def _announcements() -> tuple[
    re.Pattern[str], tuple[tuple[str, tuple[OrganisationType, ...]], ...]
]:
    """What comes before names: a pattern with a group each, and (role, types) of each group."""
    pairs: list[tuple[str, str, tuple[OrganisationType, ...]]] = []
    municipal = []
    for kind in organisation_types():
        if kind.whole:
            continue
        pairs.append((re.escape(kind.prefix), "kind", (kind.type,)))
        if kind.prefix.startswith(words("query_words", "municipality")):
            municipal.append(kind.type)
        for short in kind.abbreviations:
            letters = r"\s?".join(re.escape(letter) for letter in short)
            pairs.append((letters, "kind", (kind.type,)))
            bare = short.replace(".", "")
            if bare in words("query_words", "bare_kinds"):
                pairs.append((bare, "bare kind", (kind.type,)))
        pairs += [(re.escape(short), "kind", (kind.type,)) for short in kind.bare]
    roles = (
        ("municipality", words("query_words", "municipality"), tuple(municipal)),
        ("tambon", words("query_words", "before_tambons"), ()),
        ("district", words("query_words", "before_districts"), ()),
        ("province", words("query_words", "before_provinces"), ()),
    )
    for role, listed, types in roles:
        pairs += [(re.escape(word), role, types) for word in listed]
    pairs.sort(key=lambda pair: -len(pair[0]))
    pattern = "|".join(f"({one})" for one, _, _ in pairs)
    return re.compile(pattern), tuple((role, types) for _, role, types in pairs)


def _announced(query: _Query) -> Iterator[_Reading]:
    pattern, groups = _announcements()
    for match in pattern.finditer(query.text):
        if not query.typed.is_start(match.start()):
            continue
        role, types = groups[(match.lastindex or 1) - 1]
        place = match.end()
        place += query.text[place : place + 1] == " "
        found = _READERS[role](query, match, place, types)
        if found is not None:
            yield found


def _town_behind(
    query: _Query, match: re.Match[str], place: int, types: tuple[OrganisationType, ...]
) -> _Reading | None:
    """The town behind its kind, else what is no name of a town that the library has."""
    known = query.names
    found = (known.of_types(types) if types else known.names).behind(query.typed, place)
    if found is None:
        return _not_held(query, match, place, NameKind.ORGANISATION)
    if end := _end_of_longer_name(query, found.end):
        name = query.text[match.start() : end]
        kind = NameKind.ORGANISATION
        return _Reading(start=match.start(), end=end, kind=kind, name=name, held=False)
    return _towns_reading(match.start(), found.end, known.towns_named(found.keys, types))


def _end_of_longer_name(query: _Query, place: int) -> int:
    """Where a name ends that has one short word behind a known one; 0 for none."""
    end = query.typed.chunk_end(place)
    word = query.typed.word_at(place)
    is_one = bool(word) and place + len(word) == end and len(word) <= _LONGEST_LAST_WORD
    if not is_one or not _THAI_WORD.fullmatch(word) or _following().match(query.text, place):
        return 0
    return end


def _kind_behind(
    query: _Query, match: re.Match[str], place: int, types: tuple[OrganisationType, ...]
) -> _Reading | None:
    """A town behind its kind, else the kind alone."""
    found = _town_behind(query, match, place, types)
    if found is not None:
        return found
    if query.text[: match.start()].rstrip().endswith(words("query_words", "offices_of_kinds")):
        return None
    return _kind(match.start(), match.end(), types, query)


def _kind(start: int, end: int, types: tuple[OrganisationType, ...], query: _Query) -> _Reading:
    name = next(kind.prefix for kind in organisation_types() if kind.type is types[0])
    held = types[0] in query.names.types
    return _Reading(start=start, end=end, kind=NameKind.TYPE, name=name, types=types, held=held)


def _town_only(
    query: _Query, match: re.Match[str], place: int, types: tuple[OrganisationType, ...]
) -> _Reading | None:
    found = query.names.of_types(types).behind(query.typed, place)
    if found is None:
        return None
    return _towns_reading(match.start(), found.end, query.names.towns_named(found.keys, types))


def _tambon_behind(
    query: _Query, match: re.Match[str], place: int, types: tuple[OrganisationType, ...]
) -> _Reading | None:
    return None if _is_no_place(query, match) else _town_behind(query, match, place, types)


def _district_behind(
    query: _Query, match: re.Match[str], place: int, _types: tuple[OrganisationType, ...]
) -> _Reading | None:
    if _is_no_place(query, match):
        return None
    known = query.names
    found = known.districts.behind(query.typed, place)
    if found is not None:
        towns = tuple(town for key in found.keys for town in known.by_district[key])
        return _district(match.start(), found.end, towns)
    if query.typed.word_at(place) == "เมือง":
        towns = tuple(t for t in known.towns if (t.organisation.district or "").startswith("เมือง"))
        if towns:
            return _district(match.start(), place + len("เมือง"), towns)
    return _not_held(query, match, place, NameKind.DISTRICT)


def _province_behind(
    query: _Query, match: re.Match[str], place: int, _types: tuple[OrganisationType, ...]
) -> _Reading | None:
    found = None if _is_no_place(query, match) else _province_names().behind(query.typed, place)
    return None if found is None else _province(query, match.start(), found)


_Reader = Callable[[_Query, re.Match[str], int, tuple[OrganisationType, ...]], _Reading | None]
_READERS: dict[str, _Reader] = {
    "kind": _kind_behind,
    "bare kind": _town_only,
    "municipality": _town_behind,
    "tambon": _tambon_behind,
    "district": _district_behind,
    "province": _province_behind,
}


@cache
def _province_names() -> NameList:
    return NameList(typed_province_names())


def _is_no_place(query: _Query, match: re.Match[str]) -> bool:
    return query.text[: match.start()].endswith(words("query_words", "no_place_behind"))


_PROVINCE_BEHIND = re.compile(r"\s?provinces?\b", re.IGNORECASE)


def _province(query: _Query, start: int, found: FoundNames) -> _Reading:
    named = tuple(dict.fromkeys(typed_province_names()[key] for key in found.keys))
    behind = _PROVINCE_BEHIND.match(query.text, found.end)
    held = tuple(one for one in named if one in query.names.provinces)
    return _Reading(
        start=start,
        end=behind.end() if behind else found.end,
        kind=NameKind.PROVINCE,
        name=" / ".join(f"จังหวัด{one}" for one in held or named),
        provinces=held,
        held=bool(held),
    )


def _towns_reading(start: int, end: int, towns: tuple[NamedTown, ...]) -> _Reading:
    unique = tuple({town.id: town for town in towns}.values())
    return _Reading(
        start=start, end=end, kind=NameKind.ORGANISATION, name=_town_names(unique), towns=unique
    )


def _town_names(towns: Sequence[NamedTown]) -> str:
    names = list(dict.fromkeys(town.organisation.name for town in towns))
    return " / ".join(names[:_MOST_CHOICES])


def _district(start: int, end: int, towns: tuple[NamedTown, ...]) -> _Reading:
    names = dict.fromkeys(f"อำเภอ{town.organisation.district}" for town in towns)
    return _Reading(
        start=start,
        end=end,
        kind=NameKind.DISTRICT,
        name=" / ".join(list(names)[:_MOST_CHOICES]),
        towns=tuple({town.id: town for town in towns}.values()),
    )


def _not_held(query: _Query, match: re.Match[str], place: int, kind: NameKind) -> _Reading | None:
    """A place that the library does not have; None where what follows is no name."""
    end = _end_of_unknown(query, place)
    name = query.text[place:end]
    is_other = _announcements()[0].match(query.text, place) is not None  # "อบต. จ.เชียงราย"
    if (
        not _LETTER.match(name)
        or name[0].isdecimal()
        or is_other
        or query.typed.word_at(place) in _small_words()
    ):
        return None
    has_blank = place > match.end()
    cut = query.names.segmenter.words(name)
    if squash(name) in typed_province_names() or not all(map(query.names.segmenter.is_word, cut)):
        is_name = True
    elif has_blank:
        is_name = False
    elif kind is NameKind.ORGANISATION and match[0] not in words("query_words", "before_tambons"):
        is_name = query.names.looks_like_a_name(name) or _says_nothing(cut)
    else:
        is_name = query.names.looks_like_a_name(name)
    if not is_name:
        return None
    name = query.text[match.start() : end]
    return _Reading(start=match.start(), end=end, kind=kind, name=name, held=False)


@cache
def _small_words() -> frozenset[str]:
    return frozenset((*words("query_words", "leading_to_names"), *words("query_words", "joining")))


def _says_nothing(cut: Sequence[str]) -> bool:
    """Whether a few words name nothing that a report is about, and so a place."""
    if not 1 < len(cut) <= _MOST_WORDS_OF_NAME:
        return False
    known = (ignored_words() | everyday_words()).difference(words("place_words", "continuing"))
    return not any(word in known for word in cut) and not glossary().match(cut)


def _end_of_unknown(query: _Query, place: int) -> int:
    """Where a name that nobody knows ends: before white space and words that follow names."""
    end, chunk = place, query.typed.chunk_end(place)
    for span in query.typed.spans:
        if span.start < place:
            continue
        if span.end > min(chunk, place + _LONGEST_NAME):
            break
        # As the last word, "ใน" is a part of the name: ไผ่ขวางใน.
        is_last = span.end == chunk and span.start > place
        is_part = is_last and span.word in words("place_words", "continuing")
        if not is_part and _following().match(query.text, span.start):
            break
        end = span.end
    return end


@cache
def _following() -> re.Pattern[str]:
    listed = (
        *listed_words("place_words", "following"),
        *listed_words("place_words", "report_words"),
        *listed_words("place_words", "phrases_behind"),
        *listed_words("place_words", "behind_in"),
        *listed_words("place_words", "people"),
    )
    return re.compile(any_listed(one for one in listed if one.word != "เมือง"))


# Regions, kinds in English, bare names


@cache
def _region_pattern() -> re.Pattern[str]:
    names = [(name, one.id) for one in regions() for name in (one.thai, *one.aliases)]
    names.sort(key=lambda pair: -len(pair[0]))
    parts = (rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n) for n, _ in names)
    return re.compile(rf"({'|'.join(parts)})(?:ตอน(?:บน|ล่าง|กลาง))?", re.IGNORECASE)


@cache
def _region_ids() -> dict[str, str]:
    return {name.casefold(): one.id for one in regions() for name in (one.thai, *one.aliases)}


def _regions(query: _Query) -> Iterator[_Reading]:
    for match in _region_pattern().finditer(query.text):
        if not query.typed.is_start(match.start()):
            continue
        region = _region_ids()[match[1].casefold()]
        held = query.names.provinces_of(region)
        yield _Reading(
            start=match.start(),
            end=match.end(),
            kind=NameKind.REGION,
            name=next(one.thai for one in regions() if one.id == region),
            provinces=held,
            held=bool(held),
        )


@cache
def _english_kinds() -> re.Pattern[str]:
    parts = []
    for number, kind in enumerate(organisation_types()):
        names = [
            re.escape(name) if name.isupper() else f"(?i:{re.escape(name)})"
            for name in sorted(kind.english, key=len, reverse=True)
        ]
        if names and not kind.whole:
            parts.append(rf"(?P<k{number}>\b(?:{'|'.join(names)})s?\b)")
    return re.compile("|".join(parts))


def _kinds(query: _Query) -> Iterator[_Reading]:
    """Kinds in English; the Thai ones are read with what follows them."""
    for match in _english_kinds().finditer(query.text):
        kind = organisation_types()[int((match.lastgroup or "k0")[1:])]
        yield _kind(match.start(), match.end(), (kind.type,), query)


_NUMBER_BEHIND = re.compile(r"\d(?!\d{3})")
"""A number that is part of a name ("หนองบัว3กลีบ"), and no year."""


def _bare(query: _Query) -> Iterator[_Reading]:
    """Names that no word announces."""
    other = (*words("place_words", "third"), *words("place_words", "beginning"))
    for span in query.typed.spans:
        if query.typed.word_before(span.start) in other:
            continue
        for found in query.names.bare.at(query.typed, span.start, whole_words=True):
            if query.typed.word_at(found.end) in words("place_words", "continuing"):
                continue
            if _NUMBER_BEHIND.match(query.text, found.end):
                continue
            if not _is_apart(query, span.start, found):
                continue
            yield _bare_reading(query, span.start, found)
            break


def _is_apart(query: _Query, start: int, found: FoundNames) -> bool:
    """Whether a name of two common words is apart from others: "เขาดินถล่ม" is no เขาดิน."""
    (key,) = found.keys
    cut = query.names.segmenter.words(key)
    are_common = len(cut) <= _COMMON_WORDS and all(map(query.names.segmenter.is_word, cut))
    if not are_common or key in typed_province_names():
        return True
    begins = not _LETTER.match(query.text[start - 1 : start])
    ends = not _LETTER.match(query.text, found.end)
    return (begins or query.typed.word_before(start) in _small_words()) and (
        ends
        or query.typed.word_at(found.end) in _small_words() | ignored_words() | everyday_words()
        or _following().match(query.text, found.end) is not None
    )


def _bare_reading(query: _Query, start: int, found: FoundNames) -> _Reading:
    known = query.names
    if any(key in typed_province_names() for key in found.keys):
        return _province(query, start, found)
    towns = known.towns_named(found.keys)
    of_district = tuple(town for key in found.keys for town in known.by_district.get(key, ()))
    if not towns:
        return replace(_district(start, found.end, of_district), is_bare=True)
    one = replace(_towns_reading(start, found.end, towns), is_bare=True)
    if {town.id for town in of_district} <= {town.id for town in towns}:
        return one
    district = f"อำเภอ{of_district[0].organisation.district}"
    return replace(one, name=f"{one.name} / {district}", of_district=of_district)


def _beside(query: _Query, found: Sequence[_Reading]) -> Iterator[_Reading]:
    """Names between blanks that are short, or words as well but for a place or year beside them."""
    known = query.names
    for match in re.finditer(r"\S+", query.text):
        key = squash(match[0])
        if any(one.start < match.end() and match.start() < one.end for one in found):
            continue
        near = [
            one
            for one in found
            if one.held and 1 in (match.start() - one.end, one.start - match.end())
        ]
        if near and (year := _short_year(query, match)):
            yield _year_reading(query, match.start(), match.end(), [year])
            continue
        ids = {town.id for one in near for town in one.towns}
        districts = tuple(t for t in known.by_district.get(key, ()) if t.id in ids)
        if districts:
            yield _district(match.start(), match.end(), districts)
        elif towns := known.by_name.get(key, ()):
            provinces = {name for one in near for name in one.provinces}
            there = tuple(t for t in towns if t.province in provinces or t.id in ids)
            is_word = known.segmenter.is_word(match[0]) or match[0] in _also_words()
            is_name = any(one.years for one in near) or _is_short_name(query, match[0])
            if there or (not is_word and is_name):
                yield _towns_reading(match.start(), match.end(), there or towns)


def _short_year(query: _Query, match: re.Match[str]) -> int | None:
    """The year that two digits beside a name are, if there are reports of it."""
    digits = arabic_digits(match[0])
    if not _TWO_DIGITS.fullmatch(digits) or _COUNTED.match(query.text, match.end()):
        return None
    year = be_year(int(digits))
    return year if year in query.names.years else None


_TWO_DIGITS = re.compile(r"[4-9]\d")
_COUNTED = re.compile(rf"{YEAR_UNITS}|\s?ปี(?!\s?\d)")


def _is_short_name(query: _Query, text: str) -> bool:
    """Whether a word between blanks is as short as names are that say nothing else: คำบง."""
    cut = query.names.segmenter.words(text)
    is_long_enough = len(text) >= _SHORTEST_BETWEEN_BLANKS
    return is_long_enough and query.names.looks_like_a_name(text) and _says_nothing(cut)


@cache
def _also_words() -> frozenset[str]:
    return frozenset(words("query_words", "names_and_words"))


def _slips(query: _Query, found: Sequence[_Reading]) -> list[_Reading]:
    """Names with a slip that no word announces: whole stretches between blanks only."""
    taken = [(one.start, one.end) for one in found]
    readings = []
    for match in re.finditer(r"\S+", query.text):
        start, end = match.span()
        inside = [(a, b) for a, b in taken if a < end and start < b]
        for a, b in sorted(inside):
            start, end = (b, end) if a <= start else (start, min(end, a))
        text = query.text[start:end]
        if not _SHORTEST_SLIP <= len(text) <= _LONGEST_NAME or start not in query.typed.starts:
            continue
        if query.names.segmenter.is_word(text) or not query.names.looks_like_a_name(text):
            continue
        near, cost = query.names.bare.near(text)
        if near and cost <= min(_BARE_COST, _BARE_COST_PER_LETTER * len(text)):
            one = _bare_reading(query, start, FoundNames(keys=near, end=end))
            if one.held:
                readings.append(one)
    return readings


# All names together


def _narrowed(found: list[_Reading]) -> list[_Reading]:
    """Towns of one name narrowed by the districts and provinces that are named beside them."""
    provinces = {name for one in found for name in one.provinces}
    districts = [one for one in found if one.kind is NameKind.DISTRICT]
    narrowed = []
    for one in found:
        towns = one.towns
        if len(towns) > 1:
            near = [town for town in towns if not provinces or town.province in provinces]
            if one.kind is NameKind.ORGANISATION and districts:
                ids = {town.id for other in districts for town in other.towns}
                near = [town for town in near if town.id in ids] or near
            if near and len(near) < len(towns):
                again = _district if one.kind is NameKind.DISTRICT else _towns_reading
                one = again(one.start, one.end, tuple(near))
        narrowed.append(one)
    return narrowed


def _with_reports(
    found: list[_Reading], given: Filters, has_reports: Callable[[Filters], bool]
) -> tuple[list[_Reading], str]:
    """The names of which together there are reports, and the whole of which there are none.

    Left out first are years, then kinds, then what else there is.
    """
    if len(found) < 2 and given == NO_FILTERS:
        return found, ""  # of each alone there are
    kept = list(found)
    while kept and not has_reports(_merged(given, _together(kept))):
        last = [one for one in kept if one.kind in (NameKind.YEAR, NameKind.TYPE)]
        kept.remove(max(last, key=lambda one: one.kind is NameKind.YEAR) if last else kept[-1])
    if len(kept) == len(found) or (given != NO_FILTERS and has_reports(_together(found))):
        return kept, ""
    return kept, " ".join(one.name for one in found)


def _together(found: Sequence[_Reading]) -> Filters:
    """Names of one kind are alternatives; a district narrows towns and a province its region."""
    towns = _both_or_all(
        [name for one in found if one.kind is kind for name in one.filters.organisation_ids]
        for kind in (NameKind.ORGANISATION, NameKind.DISTRICT)
    )
    provinces = _both_or_all(
        [name for one in found if one.kind is kind for name in one.provinces]
        for kind in (NameKind.PROVINCE, NameKind.REGION)
    )
    return Filters(
        organisation_ids=towns,
        types=tuple(dict.fromkeys(kind for one in found for kind in one.types)),
        provinces=provinces,
        fiscal_years=tuple(sorted({year for one in found for year in one.years})),
        indicators=tuple(sorted({number for one in found for number in one.indicators})),
    )


def _both_or_all(groups: Iterable[list[str]]) -> tuple[str, ...]:
    narrow, wide = groups
    both = [one for one in narrow if one in wide]
    return tuple(dict.fromkeys(both or [*narrow, *wide]))


def _merged(given: Filters, found: Filters) -> Filters:
    """What a person chose wins over what was found of the same kind."""
    return Filters(
        organisation_ids=given.organisation_ids or found.organisation_ids,
        types=given.types or found.types,
        provinces=given.provinces or found.provinces,
        fiscal_years=given.fiscal_years or found.fiscal_years,
        indicators=given.indicators or found.indicators,
        topics=given.topics or found.topics,
    )


def _understood(one: _Reading, text: str) -> UnderstoodName:
    return UnderstoodName(
        asked=text[one.start : one.end],
        kind=one.kind,
        name=one.name,
        filters=one.filters,
        organisations=tuple(
            dict.fromkeys(town.organisation.name for town in (*one.towns, *one.of_district))
        ),
        choices=_choices(one),
    )


def _choices(one: _Reading) -> tuple[str, ...]:
    """Texts that name each of several readings; () when all are one."""
    if one.kind is NameKind.DISTRICT:
        places = {
            f"อำเภอ{town.organisation.district} จังหวัด{town.province}": None for town in one.towns
        }
    elif one.kind is NameKind.ORGANISATION:
        places = {_full_text(town, one.towns): None for town in one.towns}
        places |= {f"อำเภอ{town.organisation.district}": None for town in one.of_district}
    elif one.kind is NameKind.PROVINCE:
        places = {f"จังหวัด{name}": None for name in one.provinces}
    else:
        places = {}
    return tuple(places)[:_MOST_CHOICES] if len(places) > 1 else ()


def _full_text(town: NamedTown, among: Sequence[NamedTown]) -> str:
    name = town.organisation.name
    is_alone = sum(other.organisation.name == name for other in among) == 1
    return name if is_alone or not town.province else f"{name} จังหวัด{town.province}"


_only_joining = word_pattern(r"^[\s(]*(?:<query_words.joining>)?[\s)]*$")
_loose_ends = word_pattern(r"^(?:(?:<query_words.joining>)\s|[\s,:;]+)|[\s,]+$")


def _rest(query: _Query, found: Sequence[_Reading]) -> str:
    """The query without its names and the small words that go with them."""
    pieces: list[str] = []
    place = 0
    for one in found:
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


def _without_leading(query: _Query, start: int, end: int) -> str:
    """The text between two places without words that only lead to the name behind it."""
    while True:
        text = query.text[start:end].rstrip()
        word = query.typed.word_before(start + len(text))
        if not word or word.casefold() not in words("query_words", "leading_to_names"):
            return query.text[start:end]
        end = start + len(text) - len(word)


def _asks_for_all(rest: str, names: KnownNames) -> bool:
    asking = _asking_words(names.segmenter)
    return all(word in asking for word in names.segmenter.words(rest))


@cache
def _asking_words(segmenter: Segmenter) -> frozenset[str]:
    listed = words("query_words", "asking_for_all")
    return frozenset(word for text in listed for word in segmenter.words(text))
