"""What is the source's own in a text, by plain patterns that know nothing of the finders.

The adapter is tested against these by position: each occurrence must be covered by a change,
an open question or one of EXCUSES. They are cruder than the adapter on purpose and find
too much; what they find wrongly must be told in EXCUSES with its reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.drafts import Party
from itasearch.model.records import Organisation, OrganisationType

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MARKS = "ัิ-ฺ็-๎ํ"
_MONTH = (
    r"(?:ม\.\s?ค|ก\.\s?พ|มี\.\s?ค|เม\.\s?ย|พ\.\s?ค|มิ\.\s?ย|ก\.\s?ค|ส\.\s?ค|ก\.\s?ย|ต\.\s?ค|พ\.\s?ย|ธ\.\s?ค)\.?"
    r"|[ก-๎]{3,8}(?:าคม|ายน|าพันธ์)"
)


class Own(StrEnum):
    """What an occurrence is."""

    NAME = "name"
    OFFICE = "office"
    ADDRESS = "address"
    PHONE = "phone"
    PERSON = "person"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """[start, end) of the text as given."""

    kind: Own
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """Where an occurrence rightly stays: `pattern` covers it in the text with Arabic digits."""

    kinds: frozenset[Own]
    pattern: re.Pattern[str]
    reason: str


def _excuse(kinds: str, pattern: str, reason: str) -> Excuse:
    found = frozenset(Own(kind) for kind in kinds.split())
    return Excuse(kinds=found, pattern=re.compile(pattern), reason=reason)


_LAW = (
    r"(?:พระราชบัญญัติ|พ\.?ร\.?บ\.?|พระราชกฤษฎีกา|ระเบียบกระทรวง|ระเบียบสำนัก|ระเบียบว่าด้วย|กฎกระทรวง"
    r"|ประกาศคณะกรรมการ|ประกาศกระทรวง|ประมวลจริยธรรม)"
)
_OTHER_TOWNS = (
    r"(?:นาโพนทอง|โคกกระถินแดงสามัคคี|คำม่วง(?!แก้ว)|บางรักพัฒนา|บางรักน้อย|ลำสักทอง|บางตาเพ็ชร|ลำพูน|บ้านกลาง"
    r"|วังแก้วใต้|ลานสะเดาหวานใต้|ปากพนัง)"
)
EXCUSES = (
    _excuse(
        "office year",
        _LAW + r"[^\n]{0,140}?(?:พ\.ศ\.|พุทธศักราช|(?<=ภาครัฐ))\s*2[45][0-9]{2}",
        "a law with its year",
    ),
    _excuse(
        "year",
        r"(?:แผน|ยุทธศาสตร์)[^\n]{0,80}?25[0-9]{2}\)?\s?[-–—]\s?\(?(?:พ\.ศ\.\s?)?25[0-9]{2}",
        "a fixed plan of several years",
    ),
    _excuse("year", r"2,?5[0-9]{2}(?:\.[0-9]{2})?\s?(?:บาท|คน|ราย|แผ่น)", "a sum or head-count"),
    _excuse("office", r"(?:สมาคม)?สันนิบาตเทศบาล", "an association's name"),
    _excuse(
        "office",
        r"สำนัก(?:งาน)?\s?ปลัด(?=\s?(?:อบ[ตจ]\.|องค์การบริหาร))",
        "every kind's before its name, which changes",
    ),
    _excuse(
        "name office",
        rf"(?:เทศบาล(?:ตำบล|เมือง)|อบต\.|บ้าน){_OTHER_TOWNS}",
        "another local government, in the hand-made cells",
    ),
    _excuse(
        "name",
        r"แม่การะเกด|แม่กาสะลอง|ความสามัคคี|ละเลย|เผยแพร่|แพร่หลาย|ตากแดด|ตากฝน",
        "another word, in the hand-made cells",
    ),
    _excuse("address", r"\S*(?:nacc|gprocurement|dla)\.go\.th\S*", "a national body's address"),
)

_COMMON = r"|ข้อ\s?บัญญัติ|สำนัก(?:งาน)?\s?ปลัด(?!เทศบาล)"
"""What both administrative organisations call alike."""
_KINDS = {
    "municipality": (
        r"เทศ\s?บาล(?:\s?(?:ตำบล|เมือง|นคร))?|เทศ\s?บัญญัติ|นายก\s?เทศ\s?มนตรี(?:\s?(?:ตำบล|เมือง|นคร))?"
        r"|(?<![ก-๎.])ท[ตมน]\."
    ),
    "subdistrict": (
        r"องค์การ\s?บริหาร\s?ส่วน\s?ตำบล|(?:พนักงาน|ข้าราชการ)\s?ส่วน\s?ตำบล|(?<![ก-๎])อบต\.?(?![่-๋])|(?<=[ก-๎])อบต\.|ข้อ\s?บัญญัติ|สำนัก(?:งาน)?\s?ปลัด(?!เทศบาล)"
        r"|ที่\s?ทำ\s?การ\s?(?:องค์|อบต)"
    ),
    "province": (
        r"องค์การ\s?บริหาร\s?ส่วน\s?จังหวัด|ข้าราชการ\s?ส่วน\s?จังหวัด|(?<![ก-๎])อบจ\.?|(?<=[ก-๎])อบจ\.|ข้อ\s?บัญญัติ|สำนัก(?:งาน)?\s?ปลัด(?!เทศบาล)"
        r"|ที่\s?ทำ\s?การ\s?(?:องค์|อบจ)"
    ),
}
_KIND_ONLY = {
    OrganisationType.SUBDISTRICT_MUNICIPALITY: r"เทศ\s?บาล\s?ตำบล|เทศ\s?มนตรี\s?ตำบล|(?<![ก-๎.])ทต\.",
    OrganisationType.TOWN_MUNICIPALITY: r"เทศ\s?บาล\s?เมือง|เทศ\s?มนตรี\s?เมือง|(?<![ก-๎.])ทม\.",
    OrganisationType.CITY_MUNICIPALITY: r"เทศ\s?บาล\s?นคร|เทศ\s?มนตรี\s?นคร|(?<![ก-๎.])ทน\.",
}
_PREFIXES = {
    "เทศบาลตำบล": "municipality",
    "เทศบาลเมือง": "municipality",
    "เทศบาลนคร": "municipality",
    "องค์การบริหารส่วนตำบล": "subdistrict",
    "องค์การบริหารส่วนจังหวัด": "province",
}
_ADDRESS = re.compile(
    r"https?://[^\s«»<>()]+|www\.[^\s«»<>()]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[A-Za-z]"
    r"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:th|com|net|org|example)(?![A-Za-z])[^\s«»<>()]*"
    r"|(?i:line|ไลน์)\s?(?i:id|ไอดี|official|oa)?\s?:?\s?(?P<line>@[A-Za-z0-9._-]+)"
)
_NO_ITEM = r"(?![0-9])(?!(?<=\s[0-9])[.)]|(?<=\s[0-9]{2})[.)])"
"""Behind a blank, digits with a dot or a bracket number the next item."""
_PHONE = re.compile(
    rf"(?<![0-9.,/])0[0-9](?:[ -]?[0-9]){{7,8}}{_NO_ITEM}"
    rf"|(?:โทร[ก-๎.]*|แฟกซ์)\s?:?\s?(?P<number>[0-9][0-9 -]{{5,}}[0-9]){_NO_ITEM}"
)
_PERSON = re.compile(
    r"(?:(?<![ก-๎])|(?<=และ)|(?<=โดย)|(?<=มอบ)|(?<=คือ)|(?<=ให้))"
    r"(?:นางสาว|นาง|นาย(?!ก|ช่าง|ทะเบียน|อำเภอ|จ้าง|แพทย์|ตรวจ)|น\.ส\.|ดร\.|ว่าที่\s?(?:ร้อย[ก-๎]{2,4}|ร\.[ตทอ]\.)"
    r"|(?:จ|ส|พ|พ\.จ|จ\.ส|พ\.อ|ร)\.[ตทอ]\.)\s?[ก-๎]{2,20}[ \t]+[ก-๎]{2,20}"
)
_YEAR = re.compile(
    r"(?<![0-9.,])(?P<four>25[4-9][0-9]|20[12][0-9])(?![0-9]|,[0-9]{3})"
    rf"|(?:{_MONTH}|ปี(?:\s?งบ\s?ประมาณ)?|พ\.ศ\.)\s?(?P<two>[5-7][0-9])(?![0-9.,/])"
)


def occurrences(text: str, source: Party, target: Party) -> Iterator[Occurrence]:
    """All that is of `source` in `text` and cannot be so for `target`."""
    assert source.organisation is not None and target.organisation is not None
    arabic = text.translate(_ARABIC)
    if source.fiscal_year_be != target.fiscal_year_be:
        yield from _found(Own.YEAR, _YEAR, arabic)
    if source.organisation.name == target.organisation.name:
        return
    for own in _own_names(source.organisation):
        if own == target.organisation.province:
            continue  # The target lies in the province of that name.
        yield from _found(Own.NAME, re.compile(_any_marks(own)), arabic)
    for alias in filter(str.isascii, source.organisation.aliases):
        yield from _found(Own.NAME, re.compile(re.escape(alias), re.IGNORECASE), arabic)
    office = _office_pattern(source.organisation, target.organisation)
    if office:
        yield from _found(Own.OFFICE, re.compile(office), arabic)
    yield from _found(Own.ADDRESS, _ADDRESS, arabic)
    yield from _found(Own.PHONE, _PHONE, arabic)
    yield from _found(Own.PERSON, _PERSON, arabic)


def excused(text: str, found: Occurrence) -> str | None:
    """The reason for which an occurrence stays; None: there is none."""
    arabic = text.translate(_ARABIC)
    for excuse in EXCUSES:
        if found.kind not in excuse.kinds:
            continue
        for match in excuse.pattern.finditer(arabic):
            if match.start() <= found.start and found.end <= match.end():
                return excuse.reason
    return None


def _found(kind: Own, pattern: re.Pattern[str], text: str) -> Iterator[Occurrence]:
    for match in pattern.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        yield Occurrence(kind=kind, start=start, end=end)


def _own_names(organisation: Organisation) -> Iterator[str]:
    names = (organisation.name, *organisation.aliases)
    for prefix in _PREFIXES:
        yield from (name.removeprefix(prefix) for name in names if name.startswith(prefix))


def _any_marks(name: str) -> str:
    """Pattern of the name's letters with any marks and blanks between."""
    letters = re.sub(f"[{_MARKS}\\s]", "", name.translate(_ARABIC))
    return f"[{_MARKS}\\s]*".join("[ำา]" if one in "ำา" else re.escape(one) for one in letters)


def _family(organisation: Organisation) -> str:
    return next(f for prefix, f in _PREFIXES.items() if organisation.name.startswith(prefix))


def _office_pattern(source: Organisation, target: Organisation) -> str | None:
    ours, theirs = _family(target), _family(source)
    if ours == theirs:
        return _KIND_ONLY.get(source.type) if source.type is not target.type else None
    if "municipality" in {ours, theirs}:
        return _KINDS[theirs]
    return _KINDS[theirs].replace(_COMMON, "")
