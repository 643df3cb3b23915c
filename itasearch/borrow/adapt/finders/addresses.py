"""Addresses of the source: web, mail, telephone, chat, pages, the house; they become blanks.

The label before each stays. Addresses and hotlines of national bodies stay, too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import Names
from itasearch.borrow.adapt.patterns import any_phrase
from itasearch.domain.loader import Patterns, any_of, words
from itasearch.domain.organisations import organisation_types
from itasearch.text.thai.finding import View

_ACCOUNT_NAME = "«ชื่อบัญชี»"
_SITE, _MAIL, _PHONE, _FAX = "«เว็บไซต์»", "«อีเมล»", "«หมายเลขโทรศัพท์»", "«หมายเลขโทรสาร»"
_LINE, _PAGE, _HOUSE, _POST = "«Line ID»", "«ชื่อเพจ Facebook»", "«ที่ตั้งสำนักงาน»", "«รหัสไปรษณีย์»"
_LOOK_BEHIND = 40  # code points before a telephone number in which its label is looked for

_THEIRS = "เป็นช่องทางของหน่วยงานอื่น โปรดตรวจว่ายังใช้ได้และใช้กับเราได้"

_LATIN = re.compile("[A-Za-z]")
_patterns = Patterns("adapting_patterns")
_HANDLE = re.compile(r"(?<![A-Za-z0-9._%+-])@[A-Za-z][A-Za-z0-9._-]{2,}(?!\.)")


def find_contacts(view: View, source: Names) -> Iterator[Finding]:
    """Addresses and numbers to reach the source; third parties' are found, too, and stay."""
    text = view.text
    yield from _sites(text)
    for match in _patterns.email.finditer(text):
        # Towns have their addresses at dla.go.th, too.
        of_town = match.group().casefold().startswith("saraban")
        stays = _is_national(match.group()) and not of_town
        yield Finding(match.span(), Rank.CONTACT, new=None if stays else _MAIL)
    for match in _patterns.telephone_number.finditer(text):
        yield _telephone(text, match.span())
    for match in _patterns.labelled_telephone.finditer(text):
        yield _telephone(text, match.span("number"))
    for match in _patterns.line_id.finditer(text):
        group = match.lastgroup or "id"
        if match[group].casefold() not in words("contact_words", "no_line_accounts"):
            yield Finding(match.span(group), Rank.CONTACT, new=_LINE)
    for match in _HANDLE.finditer(text):
        label = _patterns.chat_before.search(text, max(0, match.start() - 60), match.start())
        if label is not None:
            is_line = label[1].casefold() in words("contact_words", "line")
            yield Finding(match.span(), Rank.CONTACT, new=_LINE if is_line else _ACCOUNT_NAME)
    for match in _patterns.account.finditer(text):
        yield Finding(match.span(match.lastgroup or 0), Rank.CONTACT, new=_ACCOUNT_NAME)
    for pattern in (_patterns.named_page, _patterns.quoted_page, _own_page(source)):
        for match in pattern.finditer(text):
            page = match["page"]
            if not _patterns.url.match(page) and not page.startswith("@"):
                yield Finding(match.span("page"), Rank.CONTACT, new=_PAGE)
    yield from _houses(text)


def _sites(text: str) -> Iterator[Finding]:
    for match in _patterns.thai_site.finditer(text):
        yield Finding(match.span("site"), Rank.CONTACT, new=_SITE)
    if not _LATIN.search(text):
        return
    for match in _patterns.url.finditer(text):
        yield Finding(
            match.span(), Rank.CONTACT, new=None if _is_national(match.group()) else _SITE
        )


def _telephone(text: str, span: tuple[int, int]) -> Finding:
    before = text[max(0, span[0] - _LOOK_BEHIND) : span[0]]
    if _patterns.national_before.search(before):
        return Finding(span, Rank.CONTACT, question=_THEIRS)
    return Finding(span, Rank.CONTACT, new=_FAX if _patterns.fax_before.search(before) else _PHONE)


@lru_cache(maxsize=256)
def _own_page(source: Names) -> re.Pattern[str]:
    """A page's name that begins with the organisation's: "เพจ ทต.แม่กา พะเยา"."""
    kinds = [k for k in organisation_types() if k.type is source.type]
    forms = any_of(form for k in kinds for form in (k.prefix, *k.abbreviations, *k.bare, "เทศบาล"))
    place = any_of(name for name in (source.district, source.province) if name)
    pattern = (
        rf"{_patterns.page_label.pattern}\s*(?:ชื่อ)?\s?(?P<page>(?:{forms})\s?(?:{any_phrase(source.spellings)})"
        rf"(?:\s?(?:อำเภอ|จังหวัด|อ\.|จ\.)?\s?(?:{place}))*(?:\s(?:PAO|SAO|TAO)\b)?)"
    )
    return re.compile(pattern)


def _houses(text: str) -> Iterator[Finding]:
    for pattern in (_patterns.address, _patterns.box):
        for match in pattern.finditer(text):
            yield Finding(match.span(), Rank.CONTACT, new=_HOUSE)
    for match in _patterns.postal_code.finditer(text):
        if _patterns.before_postal_code.search(text, max(0, match.start() - 45), match.start()):
            yield Finding(match.span(), Rank.CONTACT, new=_POST)


def _is_national(address: str) -> bool:
    match = re.search(r"^(?:.*?://|.*@)?([A-Za-z0-9.-]+)", "".join(address.split()))
    host = match.group(1).casefold().removeprefix("www.") if match else ""
    return any(host == word or host.endswith(f".{word}") for word in words("law_words", "hosts"))
