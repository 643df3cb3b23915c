"""The source's own scores, which become blanks, and its other figures, which are marked.

The pass mark, goals and full marks apply to everybody and stay; a national mean stays and is
marked. So are numbers of ITA disclosure items, which change from year to year.
"""

import re
from collections.abc import Iterator

from itasearch.borrow.adapt.finders.dates import Move
from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.domain.loader import word_pattern
from itasearch.domain.rules import built_in_rules
from itasearch.text.thai.finding import View

_SCORE, _GRADE = "«คะแนน»", "«ระดับ»"
_NUMBER = r"(?<![0-9.,/A-Za-z])[0-9]{1,3}(?:\.[0-9]{1,3})?(?![0-9/]|[.,][0-9])"
_WITH_UNIT = re.compile(rf"(?P<score>{_NUMBER})(?=\s*(?:คะแนน|points?\b))")
# Some words behind an instrument a whole number counts something else: "ค้น OIT ได้ใน 3 คลิก".
_after_word = word_pattern(
    r"(?:คะแนน(?:<number_words.score_kinds>)*|(?:<number_words.evaluations>|\b(?:<number_words.instruments>))"
    r"(?:[^\n0-9]{0,40}?(?:(?=[0-9]+\.[0-9])|(?=[0-9]+(?!\s*[ก-๎0-9]))|(?=<number_words.score_is>)))?)"
    rf"(?:<number_words.score_is>|[ \t]|\))*(?![0-9](?![0-9.]))(?P<score>{_NUMBER})"
    r"(?!\s*(?:<number_words.behind_whole_scores>))"
)
# A score with decimals next to another one: "จาก 85.20 เป็น 90.10".
_compared = word_pattern(
    r"(?:<number_words.between_scores>|ค่าเฉลี่ย[^\n0-9]{0,25})\s*(?:ร้อยละ\s*)?"
    r"(?P<score>[0-9]{2,3}\.[0-9]{1,3})(?![0-9])(?!\s*(?:<number_words.behind_decimals>))"
)
_of_indicator = word_pattern(
    r"ตัวชี้วัดที่\s*[0-9]{1,2}(?![0-9])[^\n0-9]{0,60}?"
    r"(?P<score>[0-9]{2,3}\.[0-9]{1,2})(?![0-9])(?!\s*(?:<number_words.behind_decimals>))"
)
_score_line = word_pattern(r"คะแนน|ตัวชี้วัด|\b(?:<number_words.instruments>)\b")
_goal = word_pattern(r"(?:<number_words.goals>)[^\n0-9]{0,25}$")
# The name of a mean of many organisations; a year may be behind it.
_of_all = word_pattern(r"(?:<number_words.of_all>)(?:[^\n0-9]|25[0-9]{2}){0,40}$")
_graded = word_pattern(
    r"(?:(?:ใน|ได้|เป็น|ผล)?ระดับ(?:ผลการประเมิน|ผลประเมิน|คะแนน)?|เกรด|(?i:grade|rating))\s*[:\"“]?\s*"
    r"(?P<grade>(?:AA|[A-F])(?![A-Za-z+])|<number_words.grades>|ผ่าน(?![ก-๎]))"
)
_wish = word_pattern("<number_words.wishes>")
_fact = word_pattern("(?<!ให้)(?<!ยกระดับ)(?:<number_words.facts>)")
# "2 แห่งพระราชบัญญัติ" counts no places.
_LAW_BEHIND = r"\s?(?:พ\.?\s?ร\.?\s?บ|<law_words.behind_of>)"
_figure = word_pattern(
    # A change is the town's own whatever it counts: "จาก 7 ขั้นตอน เหลือ 4 ขั้นตอน".
    r"จาก(?:เดิม)?\s*[0-9][0-9,]*\s*(?P<unit>[ก-๎]{2,20}?)\s*(?:<plan_words.into>)\s*"
    r"[0-9][0-9,]*(?:\s*(?P=unit))?|"
    r"(?<![0-9.,/])(?:(?:[0-9][0-9.]*\s*[xX×]\s*)*+"
    rf"[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:<number_words.behind_figures>|แห่ง(?!{_LAW_BEHIND}))"
    # From a thousand on a number is a figure whatever it counts; rounds and times below are not.
    r"|(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]{4,}(?=\s*ครั้ง))(?:\s*ครั้ง)?)"
    r"|(?:ชาย|หญิง)\s*[0-9]+|หมู่(?:ที่)?\s?[0-9]{1,2}\s?(?:[-–—]|ถึง)\s?(?:หมู่(?:ที่)?\s?)?[0-9]{1,2}(?![0-9])"
    r"|ร้อยละ\s*[0-9]+(?:\.[0-9]+)?|(?<![0-9.,])[0-9]+(?:\.[0-9]+)?\s*(?:%|เปอร์เซ็นต์)"
)
_PERCENT = re.compile(r"(?<!คะแนน)(?<!เฉลี่ย)ร้อยละ\s*$")
_FULL_MARKS = frozenset({"10", "20", "30", "50", "100"})
_GOAL_AFTER = re.compile(r"\s*(?:คะแนน)?\s*(?:ขึ้นไป|เต็ม)")
_IN_BRACKETS = re.compile(rf"\s*\(\s*(?![0-9]\s*\))(?P<score>{_NUMBER})\s*(?:คะแนน\s*)?\)")
_RANKED = re.compile(r"(?:อันดับ|ลำดับ)(?:ที่)?\s*[0-9]+(?=\s*ของ)")
_OWN_FIGURE = "เป็นตัวเลขของหน่วยงานต้นทางหรือไม่ โปรดตรวจหรือแก้เป็นของเรา"
_ITEM = re.compile(r"(?<![A-Za-z0-9])[Oo]\s?-?\s?(?P<number>[0-9]{1,2})(?![0-9A-Za-z])")


def find_scores(view: View) -> Iterator[Finding]:
    """Scores, grades and figures."""
    text = view.text
    for match in _WITH_UNIT.finditer(text):
        if not _PERCENT.search(text, max(0, match.start() - 30), match.start()):
            yield _score(text, match.span("score"))
    for pattern in (_after_word(), _of_indicator()):
        for match in pattern.finditer(text):
            yield _score(text, match.span("score"))
    for match in _compared().finditer(text):
        if _score_line().search(text[max(0, match.start() - 80) : match.end() + 20]):
            yield _score(text, match.span("score"))
    for match in _graded().finditer(text):
        before = text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
        wishes, facts = ([it.start() for it in of().finditer(before)] for of in (_wish, _fact))
        is_goal = bool(wishes) and (not facts or facts[-1] < wishes[-1])
        if not is_goal and not re.match(r"\s*ขึ้นไป", text[match.end() :][:12]):
            yield Finding(match.span("grade"), Rank.SCORE, new=_GRADE)
            bracket = _IN_BRACKETS.match(text, match.end())
            if bracket:
                yield Finding(bracket.span("score"), Rank.SCORE, new=_SCORE)
    for match in _RANKED.finditer(text):
        yield Finding(match.span(), Rank.FIGURE, question="อันดับนี้เป็นของหน่วยงานต้นทางหรือไม่")
    for match in _figure().finditer(text):
        yield Finding(match.span(), Rank.FIGURE, question=_OWN_FIGURE)


def _score(text: str, span: tuple[int, int]) -> Finding:
    start, end = span
    before = text[max(0, start - 60) : start]
    if _of_all().search(before):
        return Finding(span, Rank.SCORE, question="เป็นคะแนนของส่วนรวม โปรดตรวจว่าเป็นของปีใด")
    full = text[start:end] in _FULL_MARKS and before.rstrip().endswith("จาก")
    if full or _goal().search(before) or _GOAL_AFTER.match(text, end):
        return Finding(span, Rank.SCORE)
    return Finding(span, Rank.SCORE, new=_SCORE)


def find_items(view: View, move: Move) -> Iterator[Finding]:
    """Items whose number or title is another in the target's year, or not known there."""
    packs = built_in_rules().packs
    before = packs.get(move.source) if move.source else None
    after = packs.get(move.target) if move.target else None
    if before is None or after is None or before == after:
        return
    for match in _ITEM.finditer(view.text):
        number = int(match["number"])
        ids = {item.id: item for item in before.items if item.number == number}
        numbers = {item.number for item in after.items if item.id in ids}
        if numbers != {number}:
            title = next((f" ({item.title})" for item in ids.values()), "")
            now = ", ".join(f"O{it}" for it in sorted(numbers))
            ours = f"น่าจะเป็น {now} โปรดตรวจ" if numbers else "เป็นข้อใด"
            question = f"เป็นเลขข้อของปี {before.fiscal_year_be}{title} ปีของเรา{ours}"
            yield Finding(match.span(), Rank.FIGURE, question=question)
