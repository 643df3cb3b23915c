"""A pair as HTML: how alike in words, which fields differ, and that no text becomes markup."""

from dataclasses import replace

from itasearch.model.comparison import (
    ComparisonNote,
    Cover,
    DifferenceKind,
    FieldDifference,
    MonthSpan,
    MonthStretch,
    NotedReport,
    NoteKind,
    Pair,
    SpanKind,
    TextSpan,
    TimeframeDifference,
    UnitDifference,
)
from itasearch.model.records import Measure, ReportKind
from itasearch.model.source import SourceRef
from itasearch.ui.compare.answer import note_html, notes_html
from itasearch.ui.compare.pairs import (
    alike_text,
    cover_html,
    marked_html,
    pair_html,
    steps_html,
    timeline_html,
    units_html,
)
from itasearch.ui.kit.html import Icon
from itasearch.wording.labels import months_text
from tests.cases import examples, made
from tests.ui.shown import shown

NAMES = ("เทศบาลตำบลต้นไม้", "เทศบาลตำบลลำธาร")
LEFT = Measure(
    id="r1-t1r1",
    report_id="r1",
    title="รับฟังความเห็นประชาชน",
    source=SourceRef(path="corpus/ต้นไม้.txt", sha256="0", table_number=1, row_number=1),
    number="1",
    steps="ตั้งตู้รับความเห็น",
    timeframe="ตลอดปี",
)
RIGHT = replace(
    LEFT,
    id="r2-t1r4",
    report_id="r2",
    source=SourceRef(path="corpus/ลำธาร.txt", sha256="1", table_number=1, row_number=4),
    number="4",
    steps="เปิดแบบสอบถามออนไลน์",
    responsible="กองคลัง",
)


def _difference(field: str, kind: DifferenceKind) -> FieldDifference:
    left, right = LEFT.text(field) or None, RIGHT.text(field) or None
    return FieldDifference(field=field, left=left, right=right, kind=kind)


PAIR = Pair(
    left=LEFT,
    right=RIGHT,
    similarity=0.71,
    differences=(
        _difference("title", DifferenceKind.SAME),
        _difference("steps", DifferenceKind.CHANGED),
        _difference("timeframe", DifferenceKind.SAME),
        _difference("responsible", DifferenceKind.ONLY_RIGHT),
    ),
)


@examples("views", "likeness is told in per cent", float, str)
def test_likeness_is_told_in_per_cent(similarity: float, told: str) -> None:
    assert alike_text(similarity) == told


def test_what_no_measure_of_a_report_states_is_shown_and_not_counted() -> None:
    fields = (*PAIR.differences[:3], replace(PAIR.differences[3], common=False))

    text = shown(pair_html(replace(PAIR, differences=fields), NAMES)).text_at_first

    assert "ต่างกัน 1 จาก 3 ช่อง" in text
    assert f"ไม่มีมาตรการใดในฉบับของ {NAMES[0]} ระบุหัวข้อนี้" in text
    assert "กองคลัง" in text
    assert f"เฉพาะ {NAMES[1]}" not in text


def test_the_same_months_told_otherwise_do_not_differ_and_agree_at_once() -> None:
    year = MonthSpan(
        text="", start="2567-10", end="2568-09", recurrence=None, confidence=1, first=0, last=11
    )
    times = TimeframeDifference(left=year, right=replace(year, recurrence="monthly"), shared=1.0)
    fields = (replace(_difference("timeframe", DifferenceKind.CHANGED), right="รายเดือน"),)

    view = shown(pair_html(replace(PAIR, differences=fields, timeframe=times), NAMES))

    assert "เดือนเดียวกัน แต่บอกไว้ต่างกัน" in view.text
    assert "ตรงกัน 100 %" not in view.text


def test_a_pair_shows_what_differs_with_its_towns_and_sources_and_folds_the_rest() -> None:
    pair = shown(pair_html(PAIR, NAMES))

    assert "ต่างกัน 2 จาก 4 ช่อง" in pair.text_at_first
    assert "ตั้งตู้รับความเห็น" in pair.text_at_first
    assert "เปิดแบบสอบถามออนไลน์" in pair.text_at_first
    assert f"ระบุไว้เฉพาะ {NAMES[1]}" in pair.text_at_first
    assert "ไม่ได้ระบุ" in pair.text_at_first
    assert "ตลอดปี" not in pair.text_at_first
    assert pair.text.count("ตลอดปี") == 2
    assert set(NAMES) <= set(pair.texts(".whose"))
    assert pair.link("ต้นไม้.txt").href == "library?report=r1&see=r1-t1r1"
    assert pair.link("ลำธาร.txt").href == "library?report=r2&see=r2-t1r4"


def test_a_cover_names_who_covers_how_many() -> None:
    second = replace(RIGHT, id="r2-t1r5", title="สำรวจความพึงพอใจ<b>")
    ours = Cover(left=(LEFT,), right=(RIGHT, second), similarity=0.6)
    theirs = Cover(left=(RIGHT, second), right=(LEFT,), similarity=0.6)

    by_us, by_them = (shown(cover_html(cover, NAMES)).text for cover in (ours, theirs))
    assert f"หนึ่งมาตรการของ{NAMES[0]} อาจครอบคลุม 2 มาตรการของ{NAMES[1]}" in by_us
    assert f"หนึ่งมาตรการของ{NAMES[1]} อาจครอบคลุม 2 มาตรการของ{NAMES[0]}" in by_them
    assert "สำรวจความพึงพอใจ<b>" in by_us


def test_a_pair_that_the_other_side_split_shows_the_further_parts_on_that_side() -> None:
    part = replace(RIGHT, id="r2-t1r5", number="5", title="สรุปความเห็น<b>")
    ours = Cover(left=(LEFT,), right=(RIGHT, part), similarity=0.6, main=RIGHT)
    theirs = Cover(left=(replace(part, report_id="r1"), LEFT), right=(RIGHT,), similarity=0.6)
    theirs = replace(theirs, main=LEFT)

    pair = shown(pair_html(PAIR, NAMES, cover=ours, about={part.id: "<p>เรื่องหนึ่ง</p>"}))

    assert f"{NAMES[1]} ยังแยกเป็นอีก 1 มาตรการ" in pair.text
    assert "เรื่องหนึ่ง" in pair.texts("p")
    assert pair.text.index("รวมไว้ในมาตรการเดียวข้างบน") < pair.text.index("5. สรุปความเห็น<b>")
    other = shown(pair_html(PAIR, NAMES, cover=theirs)).text
    assert f"{NAMES[0]} ยังแยกเป็นอีก 1 มาตรการ" in other
    assert other.index("5. สรุปความเห็น") < other.index("รวมไว้ในมาตรการเดียวข้างบน")


PLAN = NotedReport(side="ทต.นาดี<b>", report_id="r1", fiscal_year_be=2566, kind=ReportKind.PLAN)
RESULTS = NotedReport(side="อบต.นาใน", report_id="r2", fiscal_year_be=None, kind=ReportKind.RESULTS)


def test_reports_that_were_left_aside_are_links() -> None:
    others = note_html(ComparisonNote(kind=NoteKind.OTHERS_OF_YEAR, reports=(PLAN, RESULTS)))
    left_out = note_html(ComparisonNote(kind=NoteKind.LEFT_OUT, reports=(PLAN,)))

    assert 'href="library?report=r2"' in others
    assert "report=r1" not in others
    assert 'href="library?report=r1"' in left_out


def test_names_stay_text_and_no_note_is_no_box() -> None:
    note = ComparisonNote(kind=NoteKind.NO_REPORT_OF_YEAR, reports=(PLAN,))

    assert "&lt;b&gt;" in notes_html([note_html(note)])
    assert notes_html([]) == ""


def _span(
    first: int | None = None,
    last: int | None = None,
    *,
    start: str | None = None,
    end: str | None = None,
    recurrence: str | None = None,
    confidence: float = 1.0,
    text: str = "ตามแผน",
) -> MonthSpan:
    return MonthSpan(
        text=text,
        start=start,
        end=end,
        recurrence=recurrence,
        confidence=confidence,
        first=first,
        last=last,
    )


YEAR = _span(0, 11, start="2565-10", end="2566-09", recurrence="continuous")


def _html(left: MonthSpan | None, right: MonthSpan | None = YEAR) -> str:
    return timeline_html(TimeframeDifference(left=left, right=right, shared=None), NAMES)


@examples("views", "months in words", made(_span), str)
def test_the_months_are_told_in_words(span: MonthSpan, told: str) -> None:
    assert months_text(span) == told


def test_doubt_and_another_year_are_told_in_words() -> None:
    told = months_text(_span(-3, 2, start="2565-07", end="2565-12", confidence=0.5))

    assert "ออกนอกปีงบประมาณ" in told
    assert "ไม่แน่ใจ" in told


def _strips(html: str) -> list[str]:
    """A sign for each month of each strip: # drawn, + drawn outside the year, - outside, · else."""
    signs = {(True, False): "#", (True, True): "+", (False, True): "-", (False, False): "·"}
    strips = []
    for track in shown(html).all(".track"):
        months = [("on" in month.kinds, "outside" in month.kinds) for month in track.all("i")]
        strips.append("".join(map(signs.__getitem__, months)))
    return strips


@examples("views", "open ends and doubts", made(_span), str, int)
def test_open_ends_and_doubts_look_otherwise(span: MonthSpan, kind: str, months: int) -> None:
    assert len(shown(_html(span)).all(f"i.on.{kind}")) == months


def test_each_stretch_of_listed_months_is_drawn_and_none_lies_between() -> None:
    stretches = (
        MonthStretch(start="2566-01", end="2566-03", first=3, last=5),
        MonthStretch(start="2566-09", end="2566-09", first=11, last=11),
    )
    span = replace(_span(3, 11, start="2566-01", end="2566-09"), stretches=stretches)

    assert _strips(_html(span, None)) == ["···###·····#"]
    assert months_text(span) == "ม.ค. 2566 – มี.ค. 2566 และ ก.ย. 2566"


MONTHLY, YEARLY = "ประชุมทุกเดือน", "ประชุมทุกปี"
SAME = TextSpan(SpanKind.SAME, 0, 9)


def _changed() -> FieldDifference:
    return FieldDifference(
        field="steps",
        kind=DifferenceKind.CHANGED,
        left=MONTHLY,
        right=YEARLY,
        left_spans=(SAME, TextSpan(SpanKind.REMOVED, 9, len(MONTHLY))),
        right_spans=(SAME, TextSpan(SpanKind.ADDED, 9, len(YEARLY))),
    )


def _alone(text: str, *, left: bool) -> FieldDifference:
    kind = DifferenceKind.ONLY_LEFT if left else DifferenceKind.ONLY_RIGHT
    return FieldDifference(
        field="steps", kind=kind, left=text if left else None, right=None if left else text
    )


def test_words_of_one_side_have_a_sign_of_it() -> None:
    steps = shown(steps_html([_changed()], NAMES, most=200))

    assert steps.texts("mark.removed, mark.added") == ["−เดือน", "+ปี"]
    assert {"ประชุมทุก−เดือน", "ประชุมทุก+ปี"} <= set(steps.text.split())
    assert not steps.all(".ita-icon.differs")  # the field says it once, above its steps


def test_steps_of_one_side_are_counted_and_signed() -> None:
    steps = [_alone("ตั้งคณะทำงาน", left=True), *(_alone(f"ข้อ {n}", left=False) for n in (1, 2))]

    view = shown(steps_html(steps, NAMES, most=200))

    assert f"ไม่พบ 1 ขั้นนี้ในข้อของ {NAMES[1]}" in view.text
    assert f"{NAMES[1]} มีเพิ่ม 2 ขั้น" in view.text
    assert view.texts(".sign").count("+") == 2


def test_many_steps_and_same_ones_are_folded() -> None:
    same = FieldDifference(field="steps", kind=DifferenceKind.SAME, left=MONTHLY, right=MONTHLY)
    steps = [same, *(_alone(f"ข้อ {number}", left=False) for number in range(14))]

    view = shown(steps_html(steps, NAMES, most=200))

    assert "อีก 4 ขั้น" in view.text
    assert "เหมือนกัน 1 ขั้น" in view.text


def test_the_middle_of_a_long_text_goes_before_its_changes() -> None:
    same = "ก" * 300
    spans = (TextSpan(SpanKind.SAME, 0, 300), TextSpan(SpanKind.ADDED, 300, 303))

    html = marked_html(f"{same}ใหม่", spans, most=260)

    assert "ใหม" in html
    assert "…" in html
    assert same not in html


def test_units_are_signed_on_their_sides() -> None:
    units = UnitDifference(both=("กองคลัง",), only_left=("กองช่าง",), only_right=("สำนักปลัด",))

    html = units_html(units, NAMES)

    assert html.count(f"{Icon.SAME.html(spoken_label='สาระตรงกัน')}กองคลัง") == 2
    assert f"{Icon.MINUS.html(spoken_label=f'ระบุไว้เฉพาะ {NAMES[0]}')}กองช่าง" in html
    assert f"{Icon.PLUS.html(spoken_label=f'ระบุไว้เฉพาะ {NAMES[1]}')}สำนักปลัด" in html
    assert not units_html(UnitDifference(both=(), only_left=(), only_right=()), NAMES)
