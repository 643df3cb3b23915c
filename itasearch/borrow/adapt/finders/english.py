"""The organisation's name in English, and accounts that are called by it.

"Don Ngam Subdistrict Municipality" becomes the target's English name with its kind, or a
blank where none is known; "donngam05" is an account, whole or not at all. Imports its
neighbours and model.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import NO_ENGLISH, Names
from itasearch.model.template import ChangeKind
from itasearch.text.thai.view import View

NO_ACCOUNT = "«ชื่อบัญชี»"
_ENGLISH = "เป็นชื่อภาษาอังกฤษของหน่วยงานต้นทางหรือไม่"
_TOWN = r"(?:sub-?district|town|city|tambon|mueang|nakhon|provincial)"
_ORGANISATION = r"(?:municipality|administrative[ \t]+organi[sz]ation)"
_OFFICE = r"(?!Council|Office|Website|Staff|Chair|President|Chief|Clerk|Facebook|Line|LINE|App)"
_ENGLISH_NAME = re.compile(
    r"(?:[A-Z][A-Za-z'’-]*[ \t]+){1,4}?"
    rf"(?P<kind>(?i:(?:{_TOWN}[ \t]+)?{_ORGANISATION})|SAO|TAO|PAO)\b"
    rf"|(?i:{_TOWN}[ \t]+municipality)[ \t]+of(?:[ \t]+[A-Z][A-Za-z'’-]*){{1,4}}"
    rf"|\b(?:SAO|TAO|PAO)(?:[ \t]+of)?(?:[ \t]+{_OFFICE}[A-Z][a-z'’-]+){{1,3}}"
)
_SHORTEST_ACCOUNT = 6
"""Code points of a name within an account: a shorter one stands within too many words."""


def find_english(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """English names of `source`; those that only look like one are marked."""
    if not source.full or not target.full:
        return
    yield from _accounts(view, source)
    new = target.english_full
    stem = target.english_own[0] if target.english_own else NO_ENGLISH
    for match in _pattern(source).finditer(view.text):
        found = " ".join(match.group().casefold().split())
        whole = match["kind"] or match["before"] or source.is_whole_english(found)
        yield _name(match, new if whole else stem)
    for match in _ENGLISH_NAME.finditer(view.text):
        if source.english:
            yield Finding(
                start=match.start(), end=match.end(), rank=Rank.OTHER_PARTY, question=_ENGLISH
            )
        else:
            yield _name(match, new, _ENGLISH)


def _accounts(view: View, source: Names) -> Iterator[Finding]:
    """Names written together with digits or other letters: "donngam05", "donngam_news"."""
    for match in _account_pattern(source).finditer(view.text):
        run = match.group()
        if match["name"] != run or (run.islower() and match["name"].casefold() in _joined(source)):
            yield Finding(
                start=match.start(),
                end=match.end(),
                rank=Rank.CONTACT,
                new=NO_ACCOUNT,
                kind=ChangeKind.CONTACT,
            )


def _joined(source: Names) -> frozenset[str]:
    """English names of several words without their blanks."""
    return frozenset(
        re.sub(r"[\s-]", "", stem).casefold() for stem in source.english_own if " " in stem
    )


@lru_cache(maxsize=256)
def _account_pattern(source: Names) -> re.Pattern[str]:
    stems = {re.sub(r"[^A-Za-z]", "", stem) for stem in source.english_own}
    names = "|".join(sorted(stem for stem in stems if len(stem) >= _SHORTEST_ACCOUNT)) or "(?!)"
    letter = "[A-Za-z0-9_.]"
    return re.compile(
        rf"(?<![A-Za-z0-9_.@/-])@?{letter}*?(?P<name>{names})(?:{letter}*[A-Za-z0-9_])?(?![A-Za-z0-9@])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=256)
def _pattern(source: Names) -> re.Pattern[str]:
    kind = rf"(?P<kind>[ \t]*,?[ \t]*(?:{_TOWN}\s+)?{_ORGANISATION}|[ \t]*(?:SAO|TAO|PAO))?"
    stems = [
        re.escape(stem).replace(r"\ ", r"[\s-]*") for stem in source.english_own if len(stem) > 2
    ]
    whole = [re.escape(alias).replace(r"\ ", r"\s+") for alias in source.english if len(alias) > 5]
    before = (
        rf"(?P<before>(?:{_TOWN}\s+)?{_ORGANISATION}\s+of\s+|(?:SAO|TAO|PAO)[ \t]+(?:of[ \t]+)?)?"
    )
    stem = rf"{before}(?:{'|'.join(stems)}){kind}" if stems else r"(?!)(?P<before>)(?P<kind>)"
    full = f"|(?:{'|'.join(whole)})" if whole else ""
    return re.compile(
        rf"(?<![A-Za-z0-9_@./])(?:{stem}{full})(?![A-Za-z0-9_@]|\.[a-z])", re.IGNORECASE
    )


def _name(match: re.Match[str], new: str, question: str | None = None) -> Finding:
    return Finding(
        start=match.start(),
        end=match.end(),
        rank=Rank.NAME,
        new=new,
        kind=ChangeKind.NAME,
        question=question,
    )
