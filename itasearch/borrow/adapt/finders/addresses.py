"""Addresses of the source: web, mail, telephone, chat, pages, the house; they become blanks.

The label before each stays. Addresses and hotlines of national bodies stay, too.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import Names
from itasearch.borrow.adapt.patterns import any_phrase
from itasearch.domain.loader import any_of, word_pattern, words
from itasearch.domain.organisations import organisation_types
from itasearch.text.thai.finding import View

_ACCOUNT_NAME = "«ชื่อบัญชี»"
_SITE, _MAIL, _PHONE, _FAX = "«เว็บไซต์»", "«อีเมล»", "«หมายเลขโทรศัพท์»", "«หมายเลขโทรสาร»"
_LINE, _PAGE, _HOUSE, _POST = "«Line ID»", "«ชื่อเพจ Facebook»", "«ที่ตั้งสำนักงาน»", "«รหัสไปรษณีย์»"
_LOOK_BEHIND = 40  # code points before a telephone number in which its label is looked for

_THEIRS = "เป็นช่องทางของหน่วยงานอื่น โปรดตรวจว่ายังใช้ได้และใช้กับเราได้"

_FILES = "pdf|docx?|xlsx?|pptx?|csv|txt|html?|jpe?g|png|gif|zip|rar|mp[34]|odt|ods"
_URL = re.compile(
    # A typist's blank before the last labels: "www.maeka. go.th".
    r"(?:https?://|(?<![A-Za-z0-9@._-]))(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+"
    r"[ ]?\.[ ]?(?:go|or|ac|co|in)[ ]?\.[ ]?th"
    r"(?![A-Za-z])(?:[:?][!-;=?-~ก-๎]*[A-Za-z0-9/_~=&%#ก-๎-]|/(?:[!-;=?-~ก-๎]*[A-Za-z0-9/_~=&%#ก-๎-])?)?"
    r"|(?:https?://|www\.)[!-;=?-~ก-๎]*[A-Za-z0-9/_~=&%#ก-๎-]"
    r"|(?<![A-Za-z0-9@._-])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|gle|ly|me|info|th)(?![A-Za-z])(?:/[!-~]*[A-Za-z0-9/_=-])?"
    rf"|(?<![A-Za-z0-9@._/-])(?:[A-Za-z0-9-]{{3,}}\.)+(?!(?:{_FILES})(?![A-Za-z]))[A-Za-z]{{3,}}(?:/[!-~]*[A-Za-z0-9/_=-])?",
    re.IGNORECASE,
)
_LATIN = re.compile("[A-Za-z]")
_thai_site = word_pattern(
    r"(?<![ก-๎])(?:[ก-๎]*(?:<contact_words.sites>))?(?:<contact_words.site_labels>)*(?P<site>[ก-๎A-Za-z0-9-]{2,60}\.ไทย)(?![ก-๎])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}(?:@|\s@\s)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
_BETWEEN = r"[ \t]?[–-]?[ \t]?"
_BETWEEN_LABELLED = r"[ \t()./–-]{0,2}"
# Behind a blank a number with a dot or a bracket is the next item's: "054-71234 2. ยื่น".
_NO_ITEM = r"(?:-|–|[ \t](?![0-9]{1,2}[.)])){0,3}"
_NO_ITEM_LABELLED = r"(?:[()./–-]|[ \t](?!\(?[0-9]{1,2}[.)])){0,2}"


def _digits(between: str, no_item: str, fewest: int) -> str:
    return (
        rf"(?:0{between}[2-57](?:{between}[0-9]){{7}}(?![0-9])"
        rf"|0{between}[689](?:{between}[0-9]){{8}}(?![0-9])"
        rf"|[0-9](?:{no_item}[0-9]){{{fewest},9}}(?![0-9])"
        rf"|[0-9](?:{between}[0-9]){{{fewest},9}}(?![0-9]))"
    )


_ABROAD = (
    rf"\+66{_BETWEEN}(?:[2-57](?:{_BETWEEN}[0-9]){{7}}|[689](?:{_BETWEEN}[0-9]){{8}})(?![0-9])"
)
_NUMBER = rf"(?:{_ABROAD}|(?=0){_digits(_BETWEEN, _NO_ITEM, 7)})"
_EXTENSION = (
    r"(?:[ \t]?(?:-|–|,|ถึง)[ \t]?[1-9][0-9]{0,2}(?![0-9./]|[ \t-][0-9]))*"
    r"(?:[ \t]*(?:<contact_words.extensions>)[ \t]*[0-9]{1,5}"
    r"(?:[ \t]?[-–,/][ \t]?[0-9]{1,5}(?![.)]))*)?"
)
_BRACKETED = (
    rf"(?:\(0[2-57][0-9]\)(?:{_BETWEEN}[0-9]){{6}}|\(0(?:2|[689][0-9])\)(?:{_BETWEEN}[0-9]){{7}})"
    r"(?![0-9])"
)
_telephone_number = word_pattern(rf"(?<![0-9.,/])(?:{_NUMBER}|{_BRACKETED}){_EXTENSION}")
_labelled_telephone = word_pattern(
    r"(?i:<contact_words.telephone_labels>)[ \t.:]*(?:(?:หมายเลข|เบอร์)[ \t]*)?"
    r"(?:\((?![0-9]{2,3}\)))?(?P<number>(?:\((?=[0-9]{2,3}\)))?"
    rf"{_digits(_BETWEEN_LABELLED, _NO_ITEM_LABELLED, 5)}{_EXTENSION})"
)
_fax_before = word_pattern(r"(?:<contact_words.fax_labels>)\S*\s*$", re.IGNORECASE)
_line_id = word_pattern(
    r"(?i:(?<![a-z])(?:<contact_words.line>))(?:\s*(?i:official\s*account|official|oa|id|ไอดี|@)){0,2}\s*[:：]?\s*(?P<id>@[A-Za-z0-9._-]+)"
    r"|(?i:(?<![a-z])(?:<contact_words.line>)\s*(?:official\s*(?:account)?\s*)?(?:id|ไอดี))\s*[:：]?\s*(?P<plain>[A-Za-z0-9._-]{3,})"
    r"|(?i:(?<![a-z])(?:<contact_words.line>)\s*(?:official\s*account|official|oa))\s*[:：]?\s*(?P<official>[A-Za-z0-9._-]{3,})"
    r"|(?i:(?<![a-z])(?:<contact_words.line>))\s*(?:[:：]\s*(?P<other>[A-Za-z0-9._-]{3,})"
    # Without a label it looks like one: "ไลน์ nkt_office", not "Line Notify".
    r"|(?P<bare>(?=[A-Za-z._-]*[0-9_])[A-Za-z0-9][A-Za-z0-9._-]{3,}))"
)
_account = word_pattern(
    r"(?i:(?<![a-z])(?:<contact_words.accounts>))\s*[:：]\s*"
    r"(?P<account>@?[A-Za-z0-9._-]{3,})"
    r"|(?i:(?<![a-z])(?:<contact_words.accounts>|<contact_words.line>)"
    r"\s*(?:official\s*account|official|oa)?)\s*(?:กลุ่ม|ชื่อ)*\s*[:：]?\s*"
    r"[\"“‘'](?P<quoted>[^\"”’'\n«]{2,80})[\"”’']"
)
_HANDLE = re.compile(r"(?<![A-Za-z0-9._%+-])@[A-Za-z][A-Za-z0-9._-]{2,}(?!\.)")
_chat_before = word_pattern(r".*(<contact_words.chats>)[^\n]*$", re.IGNORECASE)
_page_label = word_pattern(
    r"(?i:(?:<contact_words.facebook>)\s*(?:fan\s*)?(?:page|แฟนเพจ)?|fan\s*page"
    r"|(?:แฟน)?เพจ(?:\s*(?:<contact_words.facebook>))?|(?<![a-z])fb)"
)
_page_end = word_pattern(
    r"(?=\s*(?:$|[\n,;)\]”\"»]|\s(?i:<contact_words.behind_pages>)|และเว็บ|หรือโทร))"
)


@cache
def _named_page() -> re.Pattern[str]:
    return re.compile(
        rf"{_page_label().pattern}\s*(?:ชื่อ)?\s*[:：]\s*"
        rf"(?P<page>[^\s,;:«][^\n,;«]{{0,80}}?){_page_end().pattern}"
    )


@cache
def _quoted_page() -> re.Pattern[str]:
    return re.compile(
        rf"{_page_label().pattern}\s*(?:ชื่อ)?\s*[:：]?\s*"
        r"[\"“‘'](?P<page>[^\"”’'\n«]{2,80})[\"”’']"
    )


_address = word_pattern(
    r"(?<![0-9/])[0-9]{1,4}(?:/[0-9]{1,4})?\s*(?:<contact_words.villages>)\s*[0-9]{1,2}(?![0-9])"
    r"(?:\s*(?:บ้าน|<contact_words.streets>)\s?[ก-๎0-9/-]{2,30})*"
    r"|(?:(?<=เลขที่)|(?<=เลขที่ ))[0-9]{1,4}(?:/[0-9]{1,4})?"
    r"(?:\s*(?:<contact_words.streets>)\s?[ก-๎0-9/-]{2,30})+"
)
_BOX = re.compile(
    r"(?:(?<=ปณ\.)|(?<=ปณ\. )|(?<=ปณ )|(?<=ป\.ณ\.)|(?<=ป\.ณ\. ))"
    r"[0-9]{1,4}(?![0-9])(?:\s?ปณ[จฝ]\.?\s?[ก-๎]{2,20})?"
)


_postal_code = word_pattern(
    r"(?:(?<=ไปรษณีย์)|(?<=ไปรษณีย์ )|(?<=[ก-๎] )|(?<=[ก-๎])|(?<=» ))"
    r"[1-9][0-9]{4}(?![0-9,.]|\s*(?:<number_words.behind_postal_codes>))"
)
_before_postal_code = word_pattern(
    r"(?:<contact_words.before_postal_codes>|(?<![ก-๎])จ\.)[^\n0-9]{0,30}$"
)
_national_before = word_pattern(r"(?:<law_words.national>)[^\n0-9]{0,25}$")


def find_contacts(view: View, source: Names) -> Iterator[Finding]:
    """Addresses and numbers to reach the source; third parties' are found, too, and stay."""
    text = view.text
    yield from _sites(text)
    for match in _EMAIL.finditer(text):
        # Towns have their addresses at dla.go.th, too.
        of_town = match.group().casefold().startswith("saraban")
        stays = _is_national(match.group()) and not of_town
        yield Finding(match.span(), Rank.CONTACT, new=None if stays else _MAIL)
    for match in _telephone_number().finditer(text):
        yield _telephone(text, match.span())
    for match in _labelled_telephone().finditer(text):
        yield _telephone(text, match.span("number"))
    for match in _line_id().finditer(text):
        group = match.lastgroup or "id"
        if match[group].casefold() not in words("contact_words", "no_line_accounts"):
            yield Finding(match.span(group), Rank.CONTACT, new=_LINE)
    for match in _HANDLE.finditer(text):
        label = _chat_before().search(text, max(0, match.start() - 60), match.start())
        if label is not None:
            is_line = label[1].casefold() in words("contact_words", "line")
            yield Finding(match.span(), Rank.CONTACT, new=_LINE if is_line else _ACCOUNT_NAME)
    for match in _account().finditer(text):
        yield Finding(match.span(match.lastgroup or 0), Rank.CONTACT, new=_ACCOUNT_NAME)
    for pattern in (_named_page(), _quoted_page(), _own_page(source)):
        for match in pattern.finditer(text):
            page = match["page"]
            if not _URL.match(page) and not page.startswith("@"):
                yield Finding(match.span("page"), Rank.CONTACT, new=_PAGE)
    yield from _houses(text)


def _sites(text: str) -> Iterator[Finding]:
    for match in _thai_site().finditer(text):
        yield Finding(match.span("site"), Rank.CONTACT, new=_SITE)
    if not _LATIN.search(text):
        return
    for match in _URL.finditer(text):
        yield Finding(
            match.span(), Rank.CONTACT, new=None if _is_national(match.group()) else _SITE
        )


def _telephone(text: str, span: tuple[int, int]) -> Finding:
    before = text[max(0, span[0] - _LOOK_BEHIND) : span[0]]
    if _national_before().search(before):
        return Finding(span, Rank.CONTACT, question=_THEIRS)
    return Finding(span, Rank.CONTACT, new=_FAX if _fax_before().search(before) else _PHONE)


@lru_cache(maxsize=256)
def _own_page(source: Names) -> re.Pattern[str]:
    """A page's name that begins with the organisation's: "เพจ ทต.แม่กา พะเยา"."""
    kinds = [k for k in organisation_types() if k.type is source.type]
    forms = any_of(form for k in kinds for form in (k.prefix, *k.abbreviations, *k.bare, "เทศบาล"))
    place = any_of(name for name in (source.district, source.province) if name)
    pattern = (
        rf"{_page_label().pattern}\s*(?:ชื่อ)?\s?(?P<page>(?:{forms})\s?(?:{any_phrase(source.spellings)})"
        rf"(?:\s?(?:อำเภอ|จังหวัด|อ\.|จ\.)?\s?(?:{place}))*(?:\s(?:PAO|SAO|TAO)\b)?)"
    )
    return re.compile(pattern)


def _houses(text: str) -> Iterator[Finding]:
    for pattern in (_address(), _BOX):
        for match in pattern.finditer(text):
            yield Finding(match.span(), Rank.CONTACT, new=_HOUSE)
    for match in _postal_code().finditer(text):
        if _before_postal_code().search(text, max(0, match.start() - 45), match.start()):
            yield Finding(match.span(), Rank.CONTACT, new=_POST)


def _is_national(address: str) -> bool:
    match = re.search(r"^(?:.*?://|.*@)?([A-Za-z0-9.-]+)", "".join(address.split()))
    host = match.group(1).casefold().removeprefix("www.") if match else ""
    return any(host == word or host.endswith(f".{word}") for word in words("law_words", "hosts"))
