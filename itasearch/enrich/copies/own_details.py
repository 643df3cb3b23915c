"""What differs between honest copies of a text: names, years, dates, contacts; and where it is.

A town that copies another's measure writes its own name, year and telephone number. What is
found here says nothing about what is done; any other number does.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.domain.word_lists import word_pattern, words
from itasearch.model.records import Organisation
from itasearch.text.dates.fiscal_year import year_mentions
from itasearch.text.dates.months import MONTH, month_years
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.text.thai.stretches import joined

Place = tuple[int, int]
"""[start, end) in code points."""

_SHORTEST_NAME = 3  # letters of a name that is looked for

_NOT_LETTERS = re.compile(r"[^a-z\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")
_OF_PLACES = r"(?:หมู่บ้าน|ตำบล|อำเภอ|จังหวัด|[ตอจ]\s?\.)\s?"

_LATIN = re.compile("[a-z]")
_DIGIT = re.compile("[0-9]")
_MONTH_END = re.compile(r"คม|ยน|พันธ์|[มกพสตธ][ิี]?(?:\s?\.\s?)?[คยพ]\s?(?:\.|[0-9])")
"""Every month's name has one of these; the search for whole names is slow."""

_YEAR_LEAD = re.compile(
    r"(?:ประจำ)?\s?(?:ปี)?\s?(?:งบ\s?ประมาณ|การศึกษา)?\s?(?:(?:พ|ค)\s?\.?\s?ศ\s?\.?|พุทธศักราช)?\s*$"
)
_BARE_YEAR = re.compile(r"(?:ประจำ)?ปีงบ\s?ประมาณ(?:\s?พ\s?\.?\s?ศ\s?\.?)?|ประจำปี")
_DATE_LEAD = re.compile(r"(?:เมื่อ|ณ)?\s?(?:วันที่)?\s?[0-9]{0,2}\s?(?:เดือน)?\s*$")
_DAY_OF_MONTH = re.compile(
    rf"(?:(?:เมื่อ|ณ)\s?)?(?:วันที่\s?)?(?<![0-9])[0-3]?[0-9]\s?(?:เดือน\s?)?{MONTH}"
)
_SHORT_DATE = re.compile(r"(?<![0-9/])[0-3]?[0-9]/[01]?[0-9]/(?:[0-9]{4}|[0-9]{2})(?![0-9/])")
_ITEM = re.compile(
    r"(?:^|(?<=\n)|(?<=[ \t]))"
    r"(?:\(?(?:[0-9]{1,2}\.)*(?P<last>[0-9]{1,2})[.)](?=[ \t]*[^\s0-9.)])"
    r"|[0-9]{1,2}\.(?:[0-9]{1,2}\.)*(?P<level>[0-9]{1,2})(?=[ \t]+[^\s0-9.)]))"
)
_LEAD = 40  # code points before a number that decide whether it heads a line or counts something
_amount_follows = word_pattern("(?:<copy_words.before_amounts>)$")
_TELEPHONE = re.compile(
    r"(?<![0-9])0(?:[ \t-]?[0-9]){8,9}(?![0-9])(?:\s?(?:ต่อ|กด)\s?[0-9]{1,4}(?![0-9]))?"
)
_SITES = r"(?:facebook|youtube|tiktok|instagram|line)\.(?:com|me)\b"
_ADDRESS = re.compile(
    rf"(?:https?://|www\.)(?!\S{{0,200}}{_SITES})[!-~]+|[!-?A-~]{{0,64}}@[!-~]+"
    rf"|(?<![a-z0-9.-])(?=[a-z0-9-])(?!\S{{0,200}}{_SITES})"
    rf"[a-z0-9-]{{1,63}}\s?(?:\.[a-z]{{2,}})+\b[!-~]*"
)
# Which of these it is makes another channel; whose account, does not.
_ACCOUNT = re.compile(
    r"(?:https?://)?(?:[a-z]{1,20}\.)?(?P<site>facebook|youtube|tiktok|instagram|line)\.(?:com|me)\b[!-~]*"
)


def own_details(text: str, organisation: Organisation | None) -> list[Place]:
    """Places of what is the organisation's own in `text` (normalised), in order, not touching."""
    plain = _plain(text)
    if not names_itself(_solid(plain), organisation):
        organisation = None  # one pattern for all, which is made once
    places = chain.from_iterable(_kinds(plain, organisation))
    return joined(place for place in places if place[0] < place[1])


def solid_text(text: str) -> str:
    """`text` (normalised) as `names_itself` wants it: without white space."""
    return _solid(_plain(text))


def names_itself(solid: str, organisation: Organisation | None) -> bool:
    """Whether the organisation's or its place's own name may be in a text, given solid."""
    return any(name in solid for name in _solid_names(organisation))


def _solid(text: str) -> str:
    return "".join(text.split())


def _plain(text: str) -> str:
    plain = arabic_digits(text).casefold()
    # Some capital letters of far languages grow.
    return plain if len(plain) == len(text) else arabic_digits(text)


@lru_cache(maxsize=1_024)
def _solid_names(organisation: Organisation | None) -> tuple[str, ...]:
    """The organisation's and its place's own names."""
    return tuple({_solid(name) for name in _own_names(organisation)})


def _kinds(text: str, organisation: Organisation | None) -> Iterator[Iterable[Place]]:
    """Places of each kind; those that a glance rules out are not looked for."""
    yield _matches(_names(organisation), text)
    if _LATIN.search(text):
        yield _matches(_ADDRESS, text)
        yield _accounts(text)
    if "ปี" in text:
        yield _matches(_BARE_YEAR, text)
    if _DIGIT.search(text):
        yield _matches(_TELEPHONE, text)
        yield _years(text)
        yield _items(text)
        yield _matches(_SHORT_DATE, text)
        if _MONTH_END.search(text):
            yield _dates(text)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Place]:
    return (match.span() for match in pattern.finditer(text))


def _accounts(text: str) -> Iterator[Place]:
    for match in _ACCOUNT.finditer(text):
        yield match.start(), match.start("site")
        yield match.end("site"), match.end()


def _dates(text: str) -> Iterator[Place]:
    """Months with a year or a day, and what leads up to them."""
    for month in month_years(text):
        lead = _DATE_LEAD.search(text, max(0, month.start - 20), month.start)
        yield (lead.start() if lead else month.start), month.end
    yield from _matches(_DAY_OF_MONTH, text)


def _years(text: str) -> Iterator[Place]:
    for year in year_mentions(text):
        lead = _YEAR_LEAD.search(text, max(0, year.start - 30), year.start)
        yield (lead.start() if lead else year.start), year.end


def _items(text: str) -> Iterator[Place]:
    """Numbers of items: at the head of a line, or within it where they follow each other."""
    before = 0
    for match in _ITEM.finditer(text):
        number = int(match["last"] or match["level"])
        lead = text[max(0, match.start() - _LEAD) : match.start()].rstrip(" \t")
        heads = not lead or lead.endswith("\n")
        follows = match["last"] is not None and number in (1, before + 1)
        if heads or (follows and not _amount_follows().search(lead)):
            yield match.span()
            before = number


@lru_cache(maxsize=1_024)
def _names(organisation: Organisation | None) -> re.Pattern[str]:
    """All the organisation's own names and its place's, and what towns are called."""
    types = organisation_types()
    kinds = {*words("copy_words", "kinds_of_mayors"), *(kind.prefix for kind in types)}
    shorts = {short for kind in types for short in kind.abbreviations}
    short_kinds = _loosely(words("copy_words", "short_kinds"))
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


def bare_letters(text: str, organisation: Organisation | None) -> str:
    """The letters of `text` without the organisation's own names, types, digits and marks."""
    return _NOT_LETTERS.sub("", without_own_names(text, organisation))


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
