"""What a plan asks of a row besides its names: is its time within the year, is it rightly read?

Questions are on a time outside the plan's fiscal year, a remark of an earlier year in a title, and
a word that OCR may have misread. Nothing is asked by what a report says was done: that is quoted.
"""

from collections.abc import Iterator
from dataclasses import replace

from itasearch.borrow.adapt.parties import is_same
from itasearch.domain.loader import Patterns
from itasearch.domain.titles import remark_of_year
from itasearch.model.comparison import LEAST_MONTH_CONFIDENCE
from itasearch.model.drafts import (
    Adaptation,
    AdaptedDraft,
    AdaptedRow,
    ChangeKind,
    DraftItem,
    OpenQuestion,
    Party,
    PieceQuestion,
)
from itasearch.text.dates.months import MONTH
from itasearch.text.thai.normalize import thai_digits
from itasearch.text.timeframe import Unit, compact, parse_timeframe, read_marks
from itasearch.wording.labels import month_names

_OUTSIDE = "{where}ปีงบประมาณ {year} (๑ ตุลาคม {before} – ๓๐ กันยายน {year}) โปรดตรวจ"
_OVER, _ENDS_NOW = "{}ผ่านไปแล้ว", "{}หมดในเดือนที่จัดทำเอกสารนี้"
_ONE_TIME = "ระยะเวลานี้"
_MISSPELLED = "ชื่อเดือนสะกดไม่ถูกต้อง โปรดตรวจกับต้นฉบับและแก้ไข"
_patterns = Patterns("adapting_patterns", month=MONTH)

_REMARK = "เป็นหมายเหตุของปี {} โปรดพิจารณาตัดออกจากชื่อ"

OF_STEPS = "นำมาจากขั้นตอนของมาตรการนี้ เพราะต้นฉบับไม่ได้เขียนการกำกับติดตามแยกไว้ โปรดยืนยัน"
OF_BOTH = "อยู่ในช่อง “{}” ของรายงาน โปรดตรวจว่าเป็นผลลัพธ์หรือปัญหา"
_MISREAD = "อ่านจากภาพสแกนไม่ชัด ต้องตรวจกับต้นฉบับ"


def with_plan_questions(
    name: str,
    text: str,
    adapted: Adaptation,
    item: DraftItem,
    target: Party,
) -> Adaptation:
    """The adaptation with questions of the plan."""
    year, earlier = target.fiscal_year_be, _own_earlier_year(item, target)
    began = False
    if name == "timeframe" and year and earlier:
        span = parse_timeframe(text, earlier)
        began = bool(span.start and span.end is None and span.start < f"{year - 1}-10")
    if began:  # moved, our timeframe from the past would begin a second time
        kept = [it for it in adapted.changes if it.kind not in (ChangeKind.YEAR, ChangeKind.DATE)]
        adapted = Adaptation.made(text, kept, adapted.open)
    misread = {at for word in item.measure.doubtful_words if (at := word.place_in(text))}
    of_title: list[PieceQuestion] = []
    if name == "title" and year and item.fiscal_year_be and item.fiscal_year_be < year:
        remarks = remark_of_year().finditer(text)
        of_title = [(it.span(), _REMARK.format(thai_digits(item.fiscal_year_be))) for it in remarks]
    on_pieces = (
        *of_title,
        *(_outside(name, text, adapted, year, began=began) if year else ()),
        *((at, _MISREAD) for at in misread),
    )
    return adapted.asking(text, on_pieces)


def with_times_over(draft: AdaptedDraft, month: str | None) -> AdaptedDraft:
    """A plan with a question on each time, not written by its maker, that is over by the end of the
    month in which it is made ("2569-11"), within its fiscal year."""
    year = draft.fiscal_year_be
    if not year or not month or not f"{year - 1}-10" <= month <= f"{year}-09":
        return draft

    def with_question(row: AdaptedRow) -> AdaptedRow:
        field = row.field("timeframe")
        text, end = field.adapted.adapted, len(field.original)
        problem = "" if field.edited or field.adapted.open else _what_is_over(text, year, month)
        question = OpenQuestion(start=0, end=end, text=text, question=problem)
        if not problem or field.piece(question) in row.checked:
            return row
        field = replace(field, adapted=replace(field.adapted, open=(question,)))
        fields = tuple(field if it.name == field.name else it for it in row.fields)
        left = row.remaining and replace(row.remaining, questions=row.remaining.questions + 1)
        return replace(row, fields=fields, remaining=left)

    return replace(draft, items=tuple(map(with_question, draft.items)))


def _what_is_over(text: str, year: int, month: str) -> str:
    """Which times of a timeframe are over, and which end in this month; "" for none."""
    span = parse_timeframe(text, year)
    if span.recurrence is not None or span.end is None:
        return ""
    times, parts = span.stretches or (("", span.end),), []
    for wording, over in (
        (_OVER, [ends for ends in times if ends[1] < month]),
        (_ENDS_NOW, [ends for ends in times if ends[1] == month]),
    ):
        named = (dict.fromkeys(ends) for ends in over if span.stretches)
        texts = (" – ".join(month_names(it).text("th") for it in ends) for ends in named)
        names = thai_digits(" และ ".join(texts))
        if over:
            parts.append(wording.format(f"{names} " if names else _ONE_TIME))
    return f"{' และ '.join(parts)} โปรดตรวจ" if parts else ""


def fill_question(text: str, item: DraftItem) -> OpenQuestion:
    """Whether a text of an earlier year or another town fits the measure of ours that it fills."""
    owner = item.organisation.name if item.organisation else "หน่วยงานที่ไม่ระบุ"
    of_year = f" ปี {thai_digits(item.fiscal_year_be)}" if item.fiscal_year_be else ""
    question = f"เติมจากมาตรการ “{item.measure.title}” ของ{owner}{of_year} โปรดยืนยัน"
    return OpenQuestion(start=0, end=len(text), text=text, question=question)


def _own_earlier_year(item: DraftItem, target: Party) -> int | None:
    year, of_plan = item.fiscal_year_be, target.fiscal_year_be
    is_earlier = year is not None and of_plan is not None and year < of_plan
    return year if is_earlier and is_same(item.source, target) else None


def _outside(
    name: str, text: str, adapted: Adaptation, year: int, *, began: bool
) -> Iterator[PieceQuestion]:
    """A timeframe, or elsewhere a moved date, that is not within the plan's fiscal year."""
    whole, years = (0, len(text)), {"year": thai_digits(year), "before": thai_digits(year - 1)}
    if name == "timeframe":
        if where := "เริ่มก่อน" if began else _outside_year(adapted.adapted, year):
            yield whole, _OUTSIDE.format(where=where, **years)
        elif any(
            mark.unit is Unit.MONTH and mark.confidence < LEAST_MONTH_CONFIDENCE
            for mark in read_marks(compact(text))
        ):
            yield whole, _MISSPELLED
        return
    for change in adapted.changes:
        lead = _patterns.next_year_month.search(text[: change.start])
        outside = _outside_year(f"{lead[0]}{change.new}", year) if lead else ""
        if change.kind is ChangeKind.YEAR and outside:
            yield (change.start, change.end), _OUTSIDE.format(where=outside, **years)


def _outside_year(text: str, year: int) -> str:
    """Whether a time is outside a fiscal year, or begins before or ends after it; "" if within."""
    span = parse_timeframe(text, year)
    first, last = f"{year - 1}-10", f"{year}-09"
    start, end = span.start or span.end or first, span.end or span.start or last
    if start > last or end < first:
        return "อยู่นอก"
    return "และ".join(["เริ่มก่อน"] * (start < first) + ["สิ้นสุดหลัง"] * (end > last))
