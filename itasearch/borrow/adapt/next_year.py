"""What a plan asks of a row besides its names: is it done already, in time, rightly read?

Questions are on a step of our last report that is done once ("ติดเครื่องติดตามตำแหน่งรถ ๑๔ คัน"),
what that report recommends, a time outside the plan's fiscal year, years of a plan in a title, a
title that is a question of the survey, and a word that OCR may have misread.
"""

from collections.abc import Iterator
from dataclasses import replace

from itasearch.borrow.adapt.merging import merged
from itasearch.borrow.adapt.parties import is_same
from itasearch.domain.loader import Patterns
from itasearch.domain.titles import remark_of_year, title_key
from itasearch.enrich import own_reports, own_steps
from itasearch.enrich.carried_out import UNDONE, State
from itasearch.enrich.form_check import says_something
from itasearch.enrich.own_advice import (
    lessons_of,
    refers_elsewhere,
    replaced,
    takes_up,
    years_named,
)
from itasearch.enrich.own_counts import lines_of
from itasearch.enrich.own_names import LocalNames
from itasearch.enrich.own_quotes import in_its_cell
from itasearch.model.comparison import LEAST_MONTH_CONFIDENCE, MONTHS_OF_YEAR, MonthSpan
from itasearch.model.drafts import (
    Adaptation,
    AdaptedDraft,
    AdaptedField,
    AdaptedRow,
    Change,
    ChangeKind,
    DraftItem,
    OpenQuestion,
    Party,
    PieceQuestion,
    TextPart,
)
from itasearch.model.plan import Lesson
from itasearch.model.records import Measure
from itasearch.text.dates.months import MONTH, month_years
from itasearch.text.thai.normalize import thai_digits
from itasearch.text.thai.stretches import split_steps
from itasearch.text.timeframe import Recurrence, Unit, compact, parse_timeframe, read_marks
from itasearch.wording.label import quoted
from itasearch.wording.labels import month_names
from itasearch.wording.plan import STILL_NEEDED, SURVEY_TITLE, other_row_text

_ONCE = "ดูเป็นงานครั้งเดียว ผลในรายงานปี {year} ของเรา: “{text}” "
_DONE = f"{_ONCE}หากดำเนินการแล้ว {STILL_NEEDED}"
_UNFINISHED = f"{_ONCE}โปรดตรวจว่าขั้นตอนนี้ยังค้างอยู่เท่าใด"
_PLANNED = (
    "อยู่ในแผนหรือรายงานปี {year} ของเราและดูเป็นงานครั้งเดียว แต่ไม่พบผลการดำเนินการ โปรดตรวจสอบ "
    f"หากดำเนินการแล้ว {STILL_NEEDED}"
)
_REPORTED = f"รายงานปี {{year}} ของเราระบุว่าดำเนินการแล้ว {STILL_NEEDED}"
_SAYS = f"รายงานปี {{year}} ของเราระบุว่า “{{text}}” {STILL_NEEDED}"
_ELSEWHERE = f"รายงานปี {{year}} ของเราระบุ{{rows}} {STILL_NEEDED}"
_UNLIKE_ADVICE = "รายงานปี {year} ของเราเสนอว่า “{text}” หากรับข้อเสนอแนะนี้ โปรดแก้ให้สอดคล้องกัน"
_IN_PART = "รายงานปี {year} ของเราระบุว่า “{result}” โปรดตรวจว่าจำนวนของปีนี้เป็นเท่าใด"
_SAYS_WHEN = "รายงานปี {year} ของเราระบุว่า “{result}” โปรดตรวจว่าระยะเวลานี้ยังถูกต้องหรือไม่"
_LEFT_OVER = "เป็นงานที่ค้างตามแผนหรือรายงานปี {year} ของเรา โปรดตรวจว่ายังค้างอยู่เท่าใด"
_OUTSIDE = "{where}ปีงบประมาณ {year} (๑ ตุลาคม {before} – ๓๐ กันยายน {year}) โปรดตรวจ"
_OVER, _ENDS_NOW = "{}ผ่านไปแล้ว", "{}หมดในเดือนที่จัดทำเอกสารนี้"
_ONE_TIME = "ระยะเวลานี้"
_MISSPELLED = "ชื่อเดือนสะกดไม่ถูกต้อง โปรดตรวจกับต้นฉบับและแก้ไข"
_PLAN_YEARS = f"งานทำครั้งเดียว/ช่วงปีของแผน หากจัดทำแผนนี้แล้ว {STILL_NEEDED}"

_LONGEST_RESULT = 150  # code points of a result in a question

_COUNTING = ("title", "steps")  # fields that count what is planned
_BEGAN = "เริ่มดำเนินการแล้วก่อนปีงบประมาณ {year} โปรดพิจารณาแก้เป็น “ตลอดปีงบประมาณ {year}”"

_SINCE, _CONTINUED_SINCE = "ตั้งแต่", "ต่อเนื่องจาก"
_patterns = Patterns("adapting_patterns", month=MONTH)

_REMARK = "เป็นหมายเหตุของปี {} โปรดพิจารณาตัดออกจากชื่อ"

_YEAR_OVER = "ข้อเสนอแนะนี้ระบุปีงบประมาณ {} ซึ่งผ่านไปแล้ว โปรดตรวจว่าดำเนินการแล้วหรือไม่"
_OTHER_YEAR = "ข้อเสนอแนะนี้ระบุปีงบประมาณ {} ซึ่งไม่ใช่ปีของแผนนี้ โปรดตรวจว่าควรกำหนดไว้ในแผนนี้หรือไม่"
_RECOMMENDED = "- ข้อเสนอแนะในรายงานปี {year}: "
_TAKE_UP = "เป็นข้อเสนอแนะในรายงานของเรา โปรดพิจารณากำหนดเป็นขั้นตอน แก้ไข หรือตัดออก"
OF_STEPS = "นำมาจากขั้นตอนของมาตรการนี้ เพราะต้นฉบับไม่ได้เขียนการกำกับติดตามแยกไว้ โปรดยืนยัน"
OF_BOTH = "อยู่ในช่อง “{}” ของรายงาน โปรดตรวจว่าเป็นผลลัพธ์หรือปัญหา"
_MISREAD = "อ่านจากภาพสแกนไม่ชัด ต้องตรวจกับต้นฉบับ"


def with_plan_questions(
    name: str,
    text: str,
    adapted: Adaptation,
    item: DraftItem,
    target: Party,
    *,
    local: LocalNames | None,
) -> Adaptation:
    """The adaptation with questions of the plan; `local` is what the target's reports say."""
    year, earlier = target.fiscal_year_be, _own_earlier_year(item, target)
    began = False
    if name == "timeframe" and year and earlier:
        span = parse_timeframe(text, earlier)
        began = bool(span.start and span.end is None and span.start < f"{year - 1}-10")
    adapted = _continued(text, adapted) if began else adapted
    misread = {at for word in item.measure.doubtful_words if (at := word.place_in(text))}
    of_title: list[PieceQuestion] = []
    if name == "title" and (plan := own_steps.plan_years(text)):
        of_title = [(plan[1], _PLAN_YEARS)]
    elif name == "title" and own_steps.is_survey_question(text):
        of_title = [((0, len(text)), SURVEY_TITLE.th)]
    elif name == "title" and year and item.fiscal_year_be and item.fiscal_year_be < year:
        remarks = remark_of_year().finditer(text)
        of_title = [(it.span(), _REMARK.format(thai_digits(item.fiscal_year_be))) for it in remarks]
    on_pieces = (
        *(_done(name, text, item, earlier, local) if earlier else ()),
        *of_title,
        *(_outside(name, text, adapted, year, began=began) if year else ()),
        *((at, _MISREAD) for at in misread),
    )
    return adapted.asking(text, on_pieces)


def with_recommendations(
    field: AdaptedField, item: DraftItem, target: Party, *, local: LocalNames | None
) -> AdaptedField:
    """Steps of ours with what the last report recommends of them as a line to decide, if it does;
    of a later plan only what none of its steps does."""
    of_plan, own_year = target.fiscal_year_be, _own_earlier_year(item, target)
    if not own_year or not of_plan or not says_something(field.original):
        return field
    row, year = local.last_result_of(item.measure, own_year) if local else (item.measure, own_year)
    advice = lessons_of(row).get(Lesson.RECOMMENDATIONS)
    if not advice or refers_elsewhere(advice):
        return field
    is_of_report = row.id == item.measure.id
    steps, before = field.original, row.text("steps")
    if not is_of_report and takes_up(advice, steps=steps, before=before, year=of_plan) is not None:
        return field
    lead = _RECOMMENDED.format(year=thai_digits(year))
    text, start, end = lead + advice, len(lead), len(lead + advice)
    question = OpenQuestion(
        start=start,
        end=end,
        text=advice,
        question=year_question(advice, of=year, planned=of_plan) or _TAKE_UP,
        lead=len(f"\n{lead}"),
    )
    # Behind the steps, so that a decision on it is none on a piece of those.
    behind = len(field.original) + 1
    part = TextPart(start=start, end=end, measure_id=item.measure.id, offset=behind)
    line = Adaptation(adapted=text, open=(question,))
    added = AdaptedField(name=field.name, adapted=line, original=text, parts=(part,))
    return merged((field, added), field.name, own=target)


def year_question(advice: str, *, of: int | None, planned: int | None) -> str | None:
    """What is asked of advice for years after its report's but not the plan's."""
    years = years_named(advice)
    if not (years and planned) or not all((of or 0) < it != planned for it in years):
        return None
    return (_YEAR_OVER if max(years) < planned else _OTHER_YEAR).format(thai_digits(max(years)))


def without_recommendations(draft: AdaptedDraft) -> AdaptedDraft:
    """The rows without recommendations that wait for a decision: those are a plan's alone."""

    def reported(field: AdaptedField) -> AdaptedField:
        cuts = [
            Change(start=it.start - it.lead, end=it.end, old="", new="", kind=ChangeKind.OUTLINE)
            for it in field.adapted.open
            if it.lead
        ]
        others = (question for question in field.adapted.open if not question.lead)
        adapted = Adaptation.made(field.original, (*field.adapted.changes, *cuts), others)
        return replace(field, adapted=adapted) if cuts else field

    items = (replace(it, fields=tuple(map(reported, it.fields))) for it in draft.items)
    return replace(draft, items=tuple(items))


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


def _done_under_other_titles(measure: Measure, year: int, local: LocalNames) -> str:
    """What our results say of a row of our plan under other titles alone, where by those of its
    matter, else by all near ones, it is done for once, or in use; else ""."""
    texts = [
        (it, own_steps.in_use(it.measure) or own_steps.done_once(it.measure, year, planned=measure))
        for it in local.reported.get(measure.id, ())
    ]
    is_done = all([text for it, text in texts if it.is_sure] or [text for _, text in texts])
    title = title_key(measure.title)
    if not is_done or any(title_key(it.measure.title) == title for it, _ in texts):
        return ""
    return " และ".join(other_row_text(it, f"“{text}”") for it, text in texts if text)


def fill_question(text: str, item: DraftItem) -> OpenQuestion:
    """Whether a text of an earlier year or another town fits the measure of ours that it fills."""
    owner = item.organisation.name if item.organisation else "หน่วยงานที่ไม่ระบุ"
    of_year = f" ปี {thai_digits(item.fiscal_year_be)}" if item.fiscal_year_be else ""
    question = f"เติมจากมาตรการ “{item.measure.title}” ของ{owner}{of_year} โปรดยืนยัน"
    return OpenQuestion(start=0, end=len(text), text=text, question=question)


def _done(
    name: str, text: str, item: DraftItem, year: int, local: LocalNames | None
) -> Iterator[PieceQuestion]:
    """A task for once of an earlier year that its report says is done, or says nothing of, and any
    that it gave up, did not do as planned, or says is to end; steps for once unless it says
    otherwise; what is unlike its advice."""
    results, of = local.last_result_of(item.measure, year) if local else (item.measure, year)
    measure = results if of == year else item.measure
    whole, is_silent = (0, len(text)), not own_reports.says_what_came(measure)
    came = own_reports.what_came(measure, item.measure)
    is_begun = came.state not in UNDONE
    titles = local.titles if local else ()
    is_own = title_key(measure.title) == title_key(item.measure.title)
    against = own_reports.decision_against(measure, item.measure)
    against = against or (
        came.missed if is_own and came.state in own_reports.NOT_AS_PLANNED else None
    )
    of_decision = against and quoted(in_its_cell(measure, against[1]))
    over = of_decision or own_steps.merged_into(measure, titles)
    if name == "title" and over:
        yield whole, _SAYS.format(year=thai_digits(year), text=over)
        return
    if name == "title" and local and (rows := _done_under_other_titles(item.measure, year, local)):
        yield whole, _ELSEWHERE.format(year=thai_digits(year), rows=rows)
        return
    if (name == "title" and is_begun) and (
        own_steps.done_once(measure, year, planned=item.measure)
        or (is_silent and own_steps.is_one_off(measure, year))
    ):
        yield whole, (_PLANNED if is_silent else _REPORTED).format(year=thai_digits(year))
        return
    if is_begun and name in _COUNTING:
        for span, result in own_steps.planned_counts(text, results):
            yield span, _IN_PART.format(year=thai_digits(of), result=result)
    advice = lessons_of(measure).get(Lesson.RECOMMENDATIONS, "")
    unlike = _UNLIKE_ADVICE.format(year=thai_digits(year), text=advice)
    if name == "timeframe" and text:
        lines = lines_of(results.text("results"))
        prolonged = filter(_patterns.prolonged.search, lines)
        beyond = (it for it in prolonged if any(m.fiscal_year_be > of for m in month_years(it)))
        later = own_reports.put_off(results) or next(beyond, "")
        texts = map(item.measure.text, _COUNTING)
        is_counted = any(any(own_steps.planned_counts(it, results)) for it in texts)
        is_other = is_begun or _is_at_another_time(later, text, year)
        used = None if own_steps.continues(item.measure, year) else own_steps.in_use(results)
        if line := later if later and is_other and not is_counted else used:
            yield whole, _SAYS_WHEN.format(year=thai_digits(of), result=line)
        # A month before "ควร" is what the advice is about.
        wishes = filter(None, map(_patterns.wish.search, split_steps(advice)))
        if _is_at_another_time("\n".join(wish[0] for wish in wishes), text, year):
            yield whole, unlike
    if name not in _COUNTING:
        return
    is_of_steps = name == ("steps" if item.measure.text("steps") else "title")
    reporting = local.reported.get(item.measure.id, ()) if local else ()
    others = (it.measure for it in reporting if it.is_sure)
    row = next((it for it in others if not own_reports.was_not_done(it)), None)
    steps = _of_steps(item.measure, year, results, of, came=row if is_silent else measure)
    pieces = [*steps] if is_of_steps else []
    pieces += [(line, unlike) for line in replaced(advice, text)]
    for piece, question in pieces:
        if (start := text.find(piece)) >= 0:
            yield (start, start + len(piece)), question


def _is_at_another_time(text: str, timeframe: str, year: int) -> bool:
    """Whether advice, or a result, names months of which the timeframe has none, in whatever year,
    or avoids all that it has, or asks for rounds ("ทุกเดือน", and not the days of a week) or an
    earlier begin ("ตั้งแต่…")."""

    def months(text: str, *, is_wish: bool = False) -> set[int]:
        span = MonthSpan.read(text, year)
        begin = [] if span.first is None or span.last is not None else [span.first]
        return {it % MONTHS_OF_YEAR for it in (is_wish and begin) or span.months}

    def comes_again(text: str) -> bool:
        return parse_timeframe(text, year).recurrence not in (None, Recurrence.YEARLY)

    points = [_patterns.not_when.sub("", point) for point in split_steps(text)]
    planned = months(timeframe)
    wished = [months(_patterns.avoided.sub("", point), is_wish=True) for point in points]
    avoided = {
        it for point in points for part in _patterns.avoided.findall(point) for it in months(part)
    }
    is_unlike = planned <= avoided or any(it and not it & planned for it in wished)
    is_once = len(planned) < MONTHS_OF_YEAR and not comes_again(timeframe)
    return bool(planned) and (is_unlike or (is_once and any(map(comes_again, points))))


def _of_steps(
    own: Measure, year: int, results: Measure, results_year: int, *, came: Measure | None
) -> Iterator[tuple[str, str]]:
    """Pieces of steps with what is asked of them: what the last results say is done or have a part
    of, what an earlier year left over, and what is for once. `came`: the row, which may have
    another title, that says what came of it."""
    reported = thai_digits(results_year)
    for step, result in own_steps.reported_steps(own, results, results_year):
        question = _REPORTED if result is None else _SAYS
        yield step, question.format(year=reported, text=result)
    state = own_reports.what_came(results if results_year == year else own).state
    if state in own_reports.NOT_AS_PLANNED:
        return  # the title asks
    for piece in own_steps.leftovers(own.text("steps")):
        yield piece, _LEFT_OVER.format(year=thai_digits(year))
    result = (came.results or own_reports.came_texts(came).get("outcomes", "")) if came else ""
    # What goes on from a month by the end of the year of the results has begun.
    span = parse_timeframe(own.text("timeframe"), year)
    began = span.start is not None and span.end is None and span.start <= f"{results_year}-09"
    for step in own_steps.one_off_steps(own, year, came=bool(came) or began):
        if own_steps.is_open(step, results):
            continue
        question = _DONE if state is not State.IN_PART else _UNFINISHED
        question = question if says_something(result) else _REPORTED if came else _PLANNED
        yield step, question.format(year=thai_digits(year), text=quoted(result, _LONGEST_RESULT))


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
        if began:
            yield whole, _BEGAN.format(**years)
        elif where := _outside_year(adapted.adapted, year):
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


def _continued(text: str, adapted: Adaptation) -> Adaptation:
    """Unmoved: our timeframe from the past would begin a second time."""
    changes = [it for it in adapted.changes if it.kind not in (ChangeKind.YEAR, ChangeKind.DATE)]
    if text.startswith(_SINCE):
        words = [(0, len(_SINCE), _CONTINUED_SINCE)]
        words += [(*match.span(), "") for match in _patterns.next_year_onwards.finditer(text)]
        changes += [
            Change(start=a, end=b, old=text[a:b], new=new, kind=ChangeKind.DATE)
            for a, b, new in words
        ]
    return Adaptation.made(text, changes, adapted.open)


def _outside_year(text: str, year: int) -> str:
    """Whether a time is outside a fiscal year, or begins before or ends after it; "" if within."""
    span = parse_timeframe(text, year)
    first, last = f"{year - 1}-10", f"{year}-09"
    start, end = span.start or span.end or first, span.end or span.start or last
    if start > last or end < first:
        return "อยู่นอก"
    return "และ".join(["เริ่มก่อน"] * (start < first) + ["สิ้นสุดหลัง"] * (end > last))
