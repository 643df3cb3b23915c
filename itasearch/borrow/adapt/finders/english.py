"""English names of the source, and accounts made of them.

"Don Ngam Subdistrict Municipality" becomes the target's English name with its kind, or a blank
where none is known; "donngam05" is an account, replaced whole or not at all.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import NO_PROVINCE, Names, named_types
from itasearch.domain.english_names import english_province
from itasearch.domain.loader import Patterns, any_of, word_pattern
from itasearch.domain.places import provinces
from itasearch.text.thai.finding import View

NO_ENGLISH = "«ชื่อหน่วยงานภาษาอังกฤษ»"
NO_ACCOUNT = "«ชื่อบัญชี»"
_MAYBE_THEIRS = "เป็นชื่อภาษาอังกฤษของหน่วยงานต้นทางหรือไม่"

_DISTRICT = re.compile(r"\b(?:[A-Z][a-z]+[ \t]+){1,4}District\b")

_LEAST_ALIAS_LENGTH, _LEAST_OWN_LENGTH = 6, 3
"""Letters of an alias with its kind, and without; shorter ones are words and abbreviations. From
3 to 6, and from 2 to 5, the tuning cells of bench/adapt.py are adapted alike."""

_LEVEL = "(?:<place_words.english_levels>)"
_KIND = rf"(?:{_LEVEL}\s+)?(?:<place_words.english_kinds>)"
_SHORT = "(?:<place_words.english_short_kinds>)"
_patterns = Patterns("adapting_patterns", kind=_KIND, level=_LEVEL, short=_SHORT)


def find_english(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """English names of `source`; those that only look like one are marked."""
    if not source.full or not target.full:
        return
    yield from _accounts(view, source)
    yield from _places(view, source, target)
    new = _with_kind(target)
    own = next(iter(_own_names(target)), NO_ENGLISH)
    is_whole = source.kind is not None and source.kind.whole
    for match in _of_source(source).finditer(view.text):
        # "Pattaya City" needs no kind.
        found = " ".join(match.group().casefold().split())
        whole = is_whole and found in {alias.casefold() for alias in source.english}
        has_kind = match["kind"] or match["before"] or whole
        yield Finding(match.span(), Rank.NAME, new=new if has_kind else own)
    for match in _patterns.any_name.finditer(view.text):
        if source.english:
            yield Finding(match.span(), Rank.OTHER_PARTY, question=_MAYBE_THEIRS)
        else:
            yield Finding(match.span(), Rank.NAME, new=new, question=_MAYBE_THEIRS)


def _places(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """The source's province, as ours; any district, marked, for no list has their English names."""
    theirs = next((province for province in provinces() if province.name == source.province), None)
    if theirs is not None and source.province != target.province:
        new = english_province(target.province or "") or NO_PROVINCE
        written = any_of((theirs.english, *theirs.aliases)).replace(r"\ ", r"\s?")
        for match in re.finditer(rf"\b(?:{written})\b", view.text, re.IGNORECASE):
            yield Finding(match.span(), Rank.PLACE, new=new)
    for match in _DISTRICT.finditer(view.text):
        yield Finding(match.span(), Rank.OTHER_PARTY, question="เป็นอำเภอของหน่วยงานต้นทางหรือไม่")


def _own_names(names: Names) -> list[str]:
    bare = (" ".join(_patterns.kind_in_alias.sub(" ", alias).split()) for alias in names.english)
    return [name for name in (one.strip(" ,()") for one in bare) if name]


def _with_kind(names: Names) -> str:
    if not names.english:
        return NO_ENGLISH
    name = names.english[0]
    if names.kind is None or names.kind.whole or _patterns.kind_in_alias.search(name):
        return name
    return f"{name} {named_types()[names.type].english[0].title()}"


def _accounts(view: View, source: Names) -> Iterator[Finding]:
    """Names with digits or other letters: "donngam05", "donngam_news"."""
    joined = {re.sub(r"[\s-]", "", name).casefold() for name in _own_names(source) if " " in name}
    for match in _account(source).finditer(view.text):
        run = match.group()
        if match["name"] != run or (run.islower() and match["name"].casefold() in joined):
            yield Finding(match.span(), Rank.CONTACT, new=NO_ACCOUNT)


@lru_cache(maxsize=256)
def _account(source: Names) -> re.Pattern[str]:
    own = {re.sub(r"[^A-Za-z]", "", name) for name in _own_names(source)}
    names = any_of(name for name in own if len(name) >= 6)
    letter = "[A-Za-z0-9_.]"
    return re.compile(
        rf"(?<![A-Za-z0-9_.@/-])@?{letter}*?(?P<name>{names})(?:{letter}*[A-Za-z0-9_])?(?![A-Za-z0-9@])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=256)
def _of_source(source: Names) -> re.Pattern[str]:
    own = any_of(name for name in _own_names(source) if len(name) >= _LEAST_OWN_LENGTH)
    full = any_of(alias for alias in source.english if len(alias) >= _LEAST_ALIAS_LENGTH)
    bare, full = own.replace(r"\ ", r"[\s-]*"), full.replace(r"\ ", r"\s+")
    return word_pattern(
        rf"(?<![A-Za-z0-9_@./])(?:(?P<before>{_KIND}\s+of\s+|{_SHORT}[ \t]+(?:of[ \t]+)?)?"
        rf"(?:{bare})(?P<kind>[ \t]*,?[ \t]*{_KIND}|[ \t]*{_SHORT})?"
        rf"|(?:{full}))(?![A-Za-z0-9_@]|\.[a-z])",
        re.IGNORECASE,
    )()
