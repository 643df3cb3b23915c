"""How towns' web sites name pages and files: reports of measures, other items, menus to them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from itasearch.domain.loader import records
from itasearch.domain.rules import built_in_rules
from itasearch.model.form_check import RuleBook
from itasearch.text.dates.fiscal_year import be_year
from itasearch.text.thai.normalize import squash

_FILE = "ita_pages.toml"
_WHITE = re.compile(r"[\s_/.\-–]+")
ITEM_SIGN = r"(?<![a-z])o(?:it)?"
"""What stands before an item's number, in small letters; search takes more, as people type."""
_ITEM = re.compile(rf"{ITEM_SIGN} ?([0-4]?[0-9])(?![0-9])")  # OIT68 is of a year
_YEAR = re.compile(
    r"(?<![0-9])(?:(25[5-7][0-9]|20[12][0-9])|(?:(?<=ปี)|(?<=fy)|(?<=fy )|(?<=ita)|(?<=ita )"
    r"|(?<=oit)|(?<=ประมาณ)|(?<=พศ))([67][0-9]))(?![0-9])"
)
_BARE_YEAR = re.compile(r"(?<![0-9])([67][0-9])(?![0-9a-z])")  # 65f0a1 is a digest
_NUMBERED = re.compile(r"^[0-9().]+")
_SHORTCODE = re.compile(r"\[[^\]]*\]|\{[^}]*\}")  # of a plugin that did not run
_LONGEST = 400  # letters of a name that are looked at: more is a text about many things
_LISTING = ("และ", "ประกาศ")  # "คำสั่งและประกาศ" names a menu, and no order


class Naming(StrEnum):
    """What a name says of a page or file."""

    REPORT = "report"  #: It is a report of measures or ITA results, by its title or its item
    PERHAPS = "perhaps"
    MENU = "menu"  #: It leads to ITA items
    OTHER = "other"  #: It is another item
    IDLE = "idle"  #: It is nothing of the ITA: news, a calendar
    NOTHING = "nothing"  #: The name is of no help: "download", or none


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPage:
    """What a name says; `fiscal_year_be` is the newest that it names."""

    naming: Naming
    fiscal_year_be: int | None = None


def named(
    text: str, *, fiscal_year_be: int | None = None, rules: RuleBook | None = None
) -> NamedPage:
    """Read a name: words of a link, a heading, a file.

    Args:
        fiscal_year_be: of what is around, for a name without one; items have other numbers each
            year.
        rules: by which they have them; None for those of itasearch.
    """
    key = _key(text)
    year = max([be_year(int(match[1] or match[2])) for match in _YEAR.finditer(key)], default=None)
    return NamedPage(
        naming=_naming(key, year or fiscal_year_be, rules or built_in_rules()), fiscal_year_be=year
    )


def file_year(name: str) -> int | None:
    """The year in a file's name, two digits too: "ita-66.pdf"; None if there is none, or several"""
    years = {be_year(int(match[1])) for match in _BARE_YEAR.finditer(_key(name))}
    return years.pop() if len(years) == 1 else None


def _key(text: str) -> str:
    """A name without blanks but those between Latin letters or digits, where words end."""
    key = ""
    for part in filter(None, map(squash, _WHITE.split(text[:_LONGEST]))):
        is_word = key[-1:].isascii() and part[0].isascii() and key != ""
        key += f" {part}" if is_word else part
    return key


def _naming(key: str, year: int | None, rules: RuleBook) -> Naming:
    bare = _NUMBERED.sub("", key)
    about = _pattern("about_reports").match(bare)
    if _has(key, "reports") and not about:
        return Naming.REPORT
    is_list = about is not None and bare.startswith(_LISTING, about.end())
    if (about and not is_list) or _has(key, "other_items"):
        return Naming.OTHER
    items = {int(number) for number in _ITEM.findall(key)}
    if len(items) == 1:
        (item,) = items
        pack = rules.packs.get(year or 0)
        if pack is not None and item in pack.form.numbers.values():
            return Naming.REPORT
        # What the numbers of a year are may not be known for sure.
        is_sure = pack is not None and pack.form.confirmed
        return Naming.PERHAPS if not is_sure and item in rules.report_numbers else Naming.OTHER
    if items or _has(key, "menus"):
        return Naming.MENU
    if _has(key, "perhaps"):
        return Naming.PERHAPS
    return Naming.IDLE if _has(key, "idle") else Naming.NOTHING


@cache
def _pattern(name: str) -> re.Pattern[str]:
    # Words of Latin letters must not be parts of others: "ita" is in "capital".
    parts = (
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)
        for word in sorted((_key(word) for word in listed(name)), key=len, reverse=True)
    )
    return re.compile("|".join(parts))


def _has(key: str, name: str) -> bool:
    return _pattern(name).search(key) is not None


@cache
def listed(name: str) -> frozenset[str]:
    """The texts of a list of ita_pages.toml, such as "session_parameters"."""
    return frozenset(records(_FILE, name, str))


@cache
def line_pattern(name: str) -> re.Pattern[str]:
    """The patterns of a list of ita_pages.toml, such as "missing", as one."""
    return re.compile("|".join(records(_FILE, name, str)), re.IGNORECASE | re.MULTILINE)


def without_site_words(text: str) -> str:
    """A text without words that pages of many sites have besides what they are about."""
    return _pattern("site_words").sub("", _SHORTCODE.sub("", _key(text)))


def may_be_none(text: str) -> bool:
    """Whether a text is about something of which there may rightly have been none in a year."""
    return _has(_key(text), "may_be_none")


def states_none(text: str) -> bool:
    """Whether a text states that there was none of such things."""
    return may_be_none(text) and line_pattern("none").search(text) is not None


def is_document_host(host: str) -> bool:
    """Whether towns keep documents at a host, in small letters."""
    hosts = listed("document_hosts")
    return host in hosts or any(host.endswith(end) for end in hosts if end.startswith("."))
