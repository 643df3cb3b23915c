"""The source's own scores, which become blanks, and its other figures, which are marked.

The pass mark, goals and full marks apply to everybody and stay; a national mean stays and is
marked. So are numbers of ITA disclosure items, which change from year to year.
"""

import re
from collections.abc import Iterator

from itasearch.borrow.adapt.finders.dates import Move
from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.domain.loader import Patterns
from itasearch.domain.rules import built_in_rules
from itasearch.text.thai.finding import View

_SCORE, _GRADE = "«คะแนน»", "«ระดับ»"
_patterns = Patterns("adapting_patterns")
_FULL_MARKS = frozenset({"10", "20", "30", "50", "100"})
_OWN_FIGURE = "เป็นตัวเลขของหน่วยงานต้นทางหรือไม่ โปรดตรวจหรือแก้เป็นของเรา"
_ITEM = re.compile(r"(?<![A-Za-z0-9])[Oo]\s?-?\s?(?P<number>[0-9]{1,2})(?![0-9A-Za-z])")


def find_scores(view: View) -> Iterator[Finding]:
    """Scores, grades and figures."""
    text = view.text
    for match in _patterns.with_unit.finditer(text):
        if not _patterns.percent.search(text, max(0, match.start() - 30), match.start()):
            yield _score(text, match.span("score"))
    for pattern in (_patterns.after_word, _patterns.of_indicator):
        for match in pattern.finditer(text):
            yield _score(text, match.span("score"))
    for match in _patterns.compared.finditer(text):
        if _patterns.score_line.search(text[max(0, match.start() - 80) : match.end() + 20]):
            yield _score(text, match.span("score"))
    for match in _patterns.graded.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
        signs = (_patterns.wished, _patterns.fact)
        wishes, facts = ([it.start() for it in sign.finditer(before)] for sign in signs)
        is_goal = bool(wishes) and (not facts or facts[-1] < wishes[-1])
        if not is_goal and not re.match(r"\s*ขึ้นไป", text[match.end() :][:12]):
            yield Finding(match.span("grade"), Rank.SCORE, new=_GRADE)
            bracket = _patterns.in_brackets.match(text, match.end())
            if bracket:
                yield Finding(bracket.span("score"), Rank.SCORE, new=_SCORE)
    for match in _patterns.ranked.finditer(text):
        yield Finding(match.span(), Rank.FIGURE, question="อันดับนี้เป็นของหน่วยงานต้นทางหรือไม่")
    deadlines = (it for it in _patterns.promised_within.finditer(text) if not it["of_law"])
    for match in (*_patterns.figure.finditer(text), *deadlines):
        yield Finding(match.span(), Rank.FIGURE, question=_OWN_FIGURE)


def _score(text: str, span: tuple[int, int]) -> Finding:
    start, end = span
    before = text[max(0, start - 60) : start]
    if _patterns.of_all.search(before):
        return Finding(span, Rank.SCORE, question="เป็นคะแนนของส่วนรวม โปรดตรวจว่าเป็นของปีใด")
    full = text[start:end] in _FULL_MARKS and before.rstrip().endswith("จาก")
    if full or _patterns.goal.search(before) or _patterns.goal_after.match(text, end):
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
