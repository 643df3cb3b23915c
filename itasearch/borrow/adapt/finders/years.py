"""Years without a month: those near the source's fiscal year move with it, each once.

Years of laws and of plans over several years stay, and so do sums and head-counts that
look like years; the source's history stays and is marked. Imports its neighbours,
domain, model and text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.moving import Move
from itasearch.borrow.adapt.wording import any_of
from itasearch.domain.offices import words
from itasearch.model.template import ChangeKind
from itasearch.text.dates.fiscal_year import CE_OFFSET, year_mentions
from itasearch.text.thai.view import View

_MARK = r"(?:พ\s?\.?\s?ศ\s?\.?|ค\s?\.?\s?ศ\s?\.?|พุทธศักราช)"
_UNITS = re.compile(
    r"\s?(?:บาท|ล้าน|พันบาท|คน|ราย(?!งาน|จ่าย|ได้|ละเอียด|ชื่อ|การ|วัน|เดือน|ปี|ไตรมาส)|ครั้ง(?!ที่)|โครงการ|กิจกรรม|เรื่อง|ชุด|ครัวเรือน|ครอบครัว|หลังคา|แห่ง|ฉบับ|หน่วย|แผ่น(?!ดิน)|เล่ม|ตัว(?!ชี้วัด|แทน)|หลัง(?!จาก)|เมตร"
    r"|กิโล|ไร่|คัน|เครื่อง|ข้อความ|รูป(?!แบบ)|คะแนน|ชิ้น|ต้น|กล่อง|ตาราง|ลิตร|กรัม|ตัน|กม\.|ก\.ม\.|ตร\.|ลบ\.|สาย|จุด|หมู่บ้าน|ใบ|แปลง|ท่าน|วิว|ไลก์|%)"
)
_COUNT_BEFORE = re.compile(
    r"(?:จำนวน|ทั้งสิ้น|เป็นเงิน|ร้อยละ|มาตรา|ประมาณ|รวม|เลขที่|รหัส|หมายเลข|ห้อง(?:ที่)?|ทะเบียน|ช่อง(?:ที่)?|แฟ้ม(?:ที่)?)\s*$"
)
_YEAR_WORD = re.compile(r"(?:ปี(?:\s?งบ\s?ประมาณ|งบฯ)?|ประมาณ(?=\s*$)|พ\.ศ\.|ค\.ศ\.)\s*$")
_NUMBERED = re.compile(r"(?:ครั้งที่|สมัยที่|รุ่นที่|ภาคเรียนที่|ไตรมาส(?:ที่)?|รอบ(?:ที่)?)\s*[0-9]{1,2}\s?/\s?$")
_SHORT = re.compile(
    rf"(?:(?<![ก-๎])[มกพสตธ][ก-๎]{{0,2}}\s?\.\s?[คยพน]\s?\.|ปี(?:\s?งบ\s?ประมาณ|\s?งบฯ?)?|{_MARK}|(?:ครั้งที่|สมัยที่|รุ่นที่|ภาคเรียนที่|ไตรมาส(?:ที่)?|รอบ(?:ที่)?|\bQ)\s*[0-9]{{1,2}}\s?/)"
    rf"\s*[’']?(?P<year>[4-9][0-9])(?![0-9]|[.,][0-9]|/(?![4-9][0-9](?![0-9/]))[0-9])"
)
_SECOND = re.compile(r"\s*[-–—/]\s*(?P<year>[4-9][0-9])(?![0-9]|[.,/][0-9])")
_FOUR = re.compile(
    r"(?<![0-9])(?<![0-9][.,])(?P<year>25[4-9][0-9]|26[01][0-9]|20[0-7][0-9]|199[7-9])"
    r"(?![0-9]|[.][0-9]|,[0-9]{3}(?![0-9]))"
)
_OLD = re.compile(rf"(?:{_MARK}|ปี)\s*(?P<year>24[0-9]{{2}}|25[0-3][0-9])(?![0-9])")
_TO = re.compile(rf"\s*(?:[-–—/]|จนถึง|ถึง)\s*(?:ปี)?\s*(?:งบประมาณ)?\s*{_MARK}?\s*$")
_DIRECT_MARK = re.compile(rf"(?<!ปี)(?<!ปี )(?<!ประมาณ)(?<!ประมาณ ){_MARK}\s*\(?$")
_FIRST_BE = 2200
_OWN_PAPER = re.compile(r"เทศบัญญัติ|ข้อบัญญัติ|งบประมาณรายจ่าย|แผนดำเนินงาน")
_OFFICES_OF_PLANS = re.compile(
    r"(?:นักวิเคราะห์|งาน|ฝ่าย|กอง)(?:นโยบายและแผน|ยุทธศาสตร์(?:และ[ก-๎]{2,12})?|แผนและงบประมาณ|แผน(?=\s))"
)
_PLAN_LEAD = 90
_FIXED_LEAD = 60
_LONG_SPAN = 4
_PLAN_QUESTION = "เป็นช่วงปีของแผนที่กำหนดไว้หรือไม่ ถ้าเป็นช่วงปีของงานให้แก้"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    start: int
    end: int
    year: int
    law: bool = False


def find_years(view: View, move: Move) -> Iterator[Finding]:
    """All years of the text but those of dates; those that stay hold their place."""
    for group in _groups(view.text, _years(view)):
        plan, question = _of_plan(view.text, group)
        for year in group:
            if year.law or plan:
                yield _stays(year, question)
                continue
            new = move.printed(year.year, view.printed[year.start : year.end])
            yield Finding(
                start=year.start,
                end=year.end,
                rank=Rank.YEAR,
                new=new,
                kind=ChangeKind.YEAR,
                question=move.question(year.year),
            )


def _years(view: View) -> list[_Year]:
    found: dict[int, _Year] = {}
    for mention in year_mentions(view.printed):
        if _is_count(view.text, mention.start, mention.end):
            continue
        before = view.text[max(0, mention.start - 20) : mention.start]
        lead = view.text[max(0, mention.start - 60) : mention.start]
        law = mention.law and bool(_DIRECT_MARK.search(before)) and not _OWN_PAPER.search(lead)
        found[mention.start] = _Year(
            start=mention.start, end=mention.end, year=mention.year, law=law
        )
    for year in list(found.values()):
        match = _SECOND.match(view.text, year.end)
        if match and _is_second(year, match):
            _add(found, match, 2500 + int(match["year"]))
    for match in _SHORT.finditer(view.text):
        if not _UNITS.match(view.text, match.end()):
            _add(found, match, 2500 + int(match["year"]))
            second = _SECOND.match(view.text, match.end())
            if second:
                _add(found, second, 2500 + int(second["year"]))
    for match in _FOUR.finditer(view.text):
        if not _is_count(view.text, *match.span()):
            number = int(match["year"])
            _add(found, match, number + CE_OFFSET if number < _FIRST_BE else number)
    for match in _OLD.finditer(view.text):
        _add(found, match, int(match["year"]))
    return [found[start] for start in sorted(found)]


def _is_second(year: _Year, match: re.Match[str]) -> bool:
    return 0 < 2500 + int(match["year"]) - year.year <= 20


def _add(found: dict[int, _Year], match: re.Match[str], year: int) -> None:
    start, end = match.span("year")
    if not any(other.start < end and start < other.end for other in found.values()):
        found[start] = _Year(start=start, end=end, year=year)


def _is_count(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 20) : start]
    if _YEAR_WORD.search(before) or _NUMBERED.search(before):
        return False
    return bool(_UNITS.match(text, end) or _COUNT_BEFORE.search(before))


def _groups(text: str, years: Sequence[_Year]) -> Iterator[list[_Year]]:
    """Years that a dash joins to a span."""
    group: list[_Year] = []
    for year in years:
        if group and not _TO.fullmatch(text, group[-1].end, year.start):
            yield group
            group = []
        group.append(year)
    if group:
        yield group


def _of_plan(text: str, group: Sequence[_Year]) -> tuple[bool, str | None]:
    """Whether a span is that of a fixed plan, and what to ask where that is not sure."""
    length = group[-1].year - group[0].year
    if length < 1:
        return False, None
    start = group[0].start
    lead = text[max(0, start - _PLAN_LEAD) : start].rpartition("\n")[2]
    lead = _OFFICES_OF_PLANS.sub("", lead)
    if length >= 2 and _plans("any").search(lead):
        return True, None
    if _plans("fixed").search(lead[-_FIXED_LEAD:]):
        return True, None
    return length >= _LONG_SPAN, _PLAN_QUESTION if length >= _LONG_SPAN else None


@cache
def _plans(which: str) -> re.Pattern[str]:
    return re.compile(any_of(words("plans", which)), re.IGNORECASE)


def _stays(year: _Year, question: str | None) -> Finding:
    return Finding(start=year.start, end=year.end, rank=Rank.YEAR, question=question)
