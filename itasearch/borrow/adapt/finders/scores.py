"""The source's own scores, which become blanks, and its other figures, which are marked.

The pass mark, goals and full marks are everybody's; a national mean stays and is
marked.
"""

import re
from collections.abc import Iterator

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.model.drafts import ChangeKind
from itasearch.text.thai.view import View

_SCORE, _GRADE = "«คะแนน»", "«ระดับ»"
_NUMBER = r"(?<![0-9.,/A-Za-z])[0-9]{1,3}(?:\.[0-9]{1,3})?(?![0-9/]|[.,][0-9])"
_WITH_UNIT = re.compile(rf"(?P<score>{_NUMBER})(?=\s*(?:คะแนน|points?\b))")
_AFTER_WORD = re.compile(
    rf"(?:คะแนน(?:เฉลี่ย|รวม|ประเมิน|ที่ได้|ภาพรวม|การประเมิน|ต่ำสุด|สูงสุด|น้อยที่สุด|มากที่สุด|ITA)*|(?:(?:ผลการประเมิน|ผลประเมิน|\bITA|\bIIT|\bEIT|\bOIT)[^\n0-9]{{0,40}}?))"
    rf"(?:ได้|เท่ากับ|อยู่ที่|คือ|:|=|ร้อยละ|เป็น|[ \t]|\))*(?P<score>{_NUMBER})"
    rf"(?!\s*(?:บาท|คน|ราย|ข้อ|ครั้ง|วัน|น\.|เดือน|ตัวชี้วัด|หน่วย|กอง|ด้าน|ปี))"
)
_FROM_TO = re.compile(
    r"(?:จาก|เป็น|และ|,|\(|รวม|ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|ถึง|ได้|เท่ากับ|ค่าเฉลี่ย[^\n0-9]{0,25})\s*(?:ร้อยละ\s*)?(?P<score>[0-9]{2,3}\.[0-9]{1,3})(?![0-9])(?!\s*(?:บาท|น\.|เปอร์เซ็นต์|%))"
)
_OF_INDICATOR = re.compile(
    r"ตัวชี้วัดที่\s*[0-9]{1,2}(?![0-9])[^\n0-9]{0,60}?(?P<score>[0-9]{2,3}\.[0-9]{1,2})(?![0-9])(?!\s*(?:บาท|น\.|%|เปอร์))"
)
_PERCENT = re.compile(r"(?<!คะแนน)(?<!เฉลี่ย)ร้อยละ\s*$")
_SCORE_LINE = re.compile(r"คะแนน|ตัวชี้วัด|\bITA\b|\bIIT\b|\bEIT\b|\bOIT\b")
_GOAL = re.compile(
    r"(?:ไม่น้อยกว่า|ไม่ต่ำกว่า|ตั้งแต่|เป้าหมาย|ตั้งเป้า|เกณฑ์|อย่างน้อย|เต็ม|มากกว่า|เกินกว่า|สูงกว่า|ผ่านที่|ค่าเป้า|คะแนนละ|ข้อละ)[^\n0-9]{0,25}$"
)
_FULL_MARKS = frozenset({"10", "20", "30", "50", "100"})
_GOAL_AFTER = re.compile(r"\s*(?:คะแนน)?\s*(?:ขึ้นไป|เต็ม)")
_NATIONAL = re.compile(
    r"(?:ระดับประเทศ|ทั้งประเทศ|ทั่วประเทศ|ของประเทศ|ภาพรวมประเทศ|ระดับชาติ|ระดับจังหวัด|ของจังหวัด|ระดับภาค)(?:[^\n0-9]|25[0-9]{2}){0,40}$"
)
_GRADED = re.compile(
    r"(?:(?:ใน|ได้|เป็น|ผล)?ระดับ(?:ผลการประเมิน|ผลประเมิน|คะแนน)?|เกรด|(?i:grade|rating))\s*[:\"“]?\s*(?P<grade>(?:AA|[A-F])(?![A-Za-z+])|ผ่านดีเยี่ยม|ผ่านดี|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง|ผ่าน(?![ก-๎]))"
)
_IN_BRACKETS = re.compile(rf"\s*\(\s*(?![0-9]\s*\))(?P<score>{_NUMBER})\s*(?:คะแนน\s*)?\)")
_WISH = re.compile(
    r"ไม่น้อยกว่า|ไม่ต่ำกว่า|เป้าหมาย|ยกระดับ|ให้(?:ได้|อยู่|ถึง|มี|เป็น)?|อย่างน้อย|เพื่อ|พัฒนา|เกณฑ์|มุ่งสู่"
)
_HAVING = re.compile(r"(?<!ให้)(?<!ยกระดับ)(?:ได้รับ|ได้|อยู่|ผล|คะแนน)")
_RANKED = re.compile(r"(?:อันดับ|ลำดับ)(?:ที่)?\s*[0-9]+(?=\s*ของ)")
_UNITS = (
    r"คน|รายการ|รายวิชา|ราย(?!งาน|จ่าย|ได้|ละเอียด|ชื่อ|วัน|เดือน|ปี|ไตรมาส)|บาท|แห่ง(?!\s?(?:พ\.?\s?ร\.?\s?บ|พระราช|ระเบียบ|ประมวล|รัฐธรรม))|เรื่อง|ครัวเรือน|หมู่บ้าน|กอง|โครงการ|ชุมชน|ฉบับ"
    r"|หน่วยงาน|ข้อร้องเรียน|กลุ่ม|คัน|เครื่อง|รูป|ท่าน|ล้านบาท|ไร่|สาย|แปลง|หลัง|ชุด"
)
_FIGURE = re.compile(
    rf"(?<![0-9.,/])[0-9]{{1,3}}(?:,?[0-9]{{3}})+\s*(?:ครั้ง|วิว|คะแนน)|"
    rf"(?<![0-9.,/])[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:{_UNITS})|ร้อยละ\s*[0-9]+(?:\.[0-9]+)?|(?<![0-9.,])[0-9]+(?:\.[0-9]+)?\s*(?:%|เปอร์เซ็นต์)"
)
_OWN_FIGURE = "เป็นตัวเลขของหน่วยงานต้นทางหรือไม่ โปรดตรวจหรือแก้เป็นของเรา"
_OTHERS_SCORE = "เป็นคะแนนของส่วนรวม โปรดตรวจว่าเป็นของปีใด"
_RANK = "อันดับนี้เป็นของหน่วยงานต้นทางหรือไม่"


def find_scores(view: View) -> Iterator[Finding]:
    """Scores, grades and figures."""
    text = view.text
    for match in _WITH_UNIT.finditer(text):
        if not _PERCENT.search(text, max(0, match.start() - 30), match.start()):
            yield _score(text, *match.span("score"))
    for pattern in (_AFTER_WORD, _OF_INDICATOR):
        for match in pattern.finditer(text):
            yield _score(text, *match.span("score"))
    for match in _FROM_TO.finditer(text):
        line = text[max(0, match.start() - 80) : match.end() + 20]
        if _SCORE_LINE.search(line):
            yield _score(text, *match.span("score"))
    for match in _GRADED.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
        if not _is_goal(before) and not re.match(r"\s*ขึ้นไป", text[match.end() :][:12]):
            yield _blank(*match.span("grade"), _GRADE)
            bracket = _IN_BRACKETS.match(text, match.end())
            if bracket:
                yield _blank(*bracket.span("score"), _SCORE)
    for match in _RANKED.finditer(text):
        yield Finding(start=match.start(), end=match.end(), rank=Rank.FIGURE, question=_RANK)
    for match in _FIGURE.finditer(text):
        yield Finding(start=match.start(), end=match.end(), rank=Rank.FIGURE, question=_OWN_FIGURE)


def _is_goal(before: str) -> bool:
    """Whether a grade is wished for: of a wish and a fact before it, the nearer one tells."""
    wishes = [match.start() for match in _WISH.finditer(before)]
    facts = [match.start() for match in _HAVING.finditer(before)]
    return bool(wishes) and (not facts or facts[-1] < wishes[-1])


def _score(text: str, start: int, end: int) -> Finding:
    before = text[max(0, start - 60) : start]
    if _NATIONAL.search(before):
        return Finding(start=start, end=end, rank=Rank.SCORE, question=_OTHERS_SCORE)
    full = text[start:end] in _FULL_MARKS and before.rstrip().endswith("จาก")
    if full or _GOAL.search(before) or _GOAL_AFTER.match(text, end):
        return Finding(start=start, end=end, rank=Rank.SCORE)
    return _blank(start, end, _SCORE)


def _blank(start: int, end: int, new: str) -> Finding:
    return Finding(start=start, end=end, rank=Rank.SCORE, new=new, kind=ChangeKind.SCORE)
