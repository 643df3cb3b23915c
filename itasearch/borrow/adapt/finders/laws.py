"""Laws, circulars of ministries and national bodies, which stay; numbers of own papers.

The name of a law may hold the source's kind and a year, a circular its number and date: both stay
as a whole. Numbers of the source's orders, announcements and letters become blanks; of meetings
("ครั้งที่ 1/2566") the year moves.
"""

import re
from collections.abc import Iterator
from functools import cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import Names, is_other_family
from itasearch.borrow.adapt.patterns import any_phrase
from itasearch.domain.loader import Patterns, any_of, words
from itasearch.text.dates.fiscal_year import BE_MARK
from itasearch.text.thai.finding import View

_YEAR = rf"(?:{BE_MARK})\s*[12][0-9]{{3}}"
_LONGEST_NAME = 160  # code points of a law's name to its year. 40: 1, 80 to 320: 0 (bench/adapt.py)
_OF_ANOTHER_KIND = "กฎหมายนี้ใช้กับหน่วยงานประเภทของต้นทาง โปรดตรวจว่าใช้กับหน่วยงานของเราหรือไม่"
_CIRCULAR = "หนังสือเวียนฉบับนี้ยังใช้อยู่หรือไม่ มีฉบับใหม่กว่าหรือไม่"
_patterns = Patterns("adapting_patterns")
_DATED = (
    r"(?:[\s,]*(?:ลว\.?|ลง)?\s?(?:วันที่|วันที)?\s*[0-9]{1,2}\s*(?:เดือน)?\s*[ก-๎.]{3,12}\s*"
    r"(?:พ\s?\.?\s?ศ\s?\.?)?\s*[0-9]{2,4})?"
)


def find_laws(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Names of laws with their years, and circulars with their numbers and dates."""
    other_kind = is_other_family(source, target)
    for pattern in _laws():
        for match in pattern.finditer(view.text):
            of_kind = other_kind and _patterns.kind_word.search(match.group())
            yield Finding(match.span(), Rank.KEPT, question=_OF_ANOTHER_KIND if of_kind else None)
    for match in _circulars().finditer(view.text):
        yield Finding(match.span(), Rank.KEPT, question=_CIRCULAR)


@cache
def _laws() -> tuple[re.Pattern[str], ...]:
    names = any_phrase(words("law_words", "laws"))
    subjects = any_phrase(words("law_words", "law_subjects"))
    ends = any_of(words("law_words", "no_part_of_a_name"))
    own = rf"(?:(?!\n|[12][0-9]{{3}}|{ends}|ปี\s?พ)."
    return (
        re.compile(rf"(?:{names}){own}){{0,{_LONGEST_NAME}}}?{_YEAR}(?:\s*(?:และ)?ที่แก้ไขเพิ่มเติม)?"),
        # In short a law is named without พ.ศ.: "พรบ.ข้อมูลข่าวสาร 2540".
        re.compile(
            rf"(?:{names}){own}){{2,{_LONGEST_NAME}}}?(?<!ปี)(?<!ปี )[12][0-9]{{3}}(?![0-9,.])"
        ),
        re.compile(rf"(?:(?:{names})\s?(?:ว่าด้วย|เรื่อง)?|กฎหมาย(?:ว่าด้วย|จัดตั้ง))\s?(?:{subjects})"),
    )


@cache
def _circulars() -> re.Pattern[str]:
    bodies = any_of(words("law_words", "national"))
    letters = any_of(words("law_words", "letters"))
    number = r"[0-9][0-9.]*(?:\s?/\s?(?:ว\s?)?[0-9]+|\s?ว\s?[0-9]+)?"
    between = r"(?:(?!\n).)"
    return re.compile(
        rf"(?:(?:(?:หนังสือ|ประกาศ|คำสั่ง|มติ){between}{{0,20}}?)?(?:{bodies}){between}{{0,60}}?)?"
        rf"(?<![ก-๎])ที่\s*(?:{letters})\s?\(?[ก-ฮ]*\)?\s?{number}{_DATED}"
        rf"|(?:หนังสือ|ประกาศ|คำสั่ง)(?:{between}{{0,8}}?(?:{bodies})){between}{{0,50}}?"
        rf"ที่\s*{number}{_DATED}"
        rf"|(?:ราชกิจจานุเบกษา|มติคณะรัฐมนตรี|มติ\s?ครม\.){between}{{0,40}}?(?:เมื่อ)?(?:ลง)?วันที่{_DATED}"
    )


_ORDER, _ANNOUNCEMENT, _LETTER = "«เลขที่คำสั่ง»", "«เลขที่ประกาศ»", "«เลขที่หนังสือ»"
_PAPER, _CONTRACT = "«เลขที่เอกสาร»", "«เลขที่สัญญา»"
_BLANKS = {"คำสั่ง": _ORDER, "ประกาศ": _ANNOUNCEMENT, "สัญญา": _CONTRACT}


def find_orders(view: View) -> Iterator[Finding]:
    """Numbers behind ที่ of orders, announcements, contracts and letters."""
    for match in _patterns.lettered.finditer(view.text):
        yield Finding(match.span(), Rank.ORDER, new=_LETTER)
    for match in _patterns.named_paper.finditer(view.text):
        if (
            not _patterns.numbered_otherwise.search(match["between"])
            and "ที่" in match["between"][-12:]
        ):
            new = _BLANKS.get(match["paper"], _LETTER)
            yield Finding(match.span("number"), Rank.ORDER, new=new)
    for match in _patterns.slashed.finditer(view.text):
        before = view.text[max(0, match.start() - 60) : match.start()]
        if not _patterns.numbered_otherwise.search(before):
            papers = _patterns.paper.findall(before)
            new = _BLANKS.get(papers[-1], _LETTER) if papers else _PAPER
            yield Finding(match.span(), Rank.ORDER, new=new)
