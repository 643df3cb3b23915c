"""A pair as HTML: how alike in words, which fields differ, and that no text becomes markup."""

from dataclasses import replace

from itasearch.model.comparison import (
    ComparisonNote,
    Cover,
    DifferenceKind,
    FieldDifference,
    MonthSpan,
    MonthStretch,
    NearestMeasure,
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
    fields_html,
    marked_html,
    nearest_html,
    pair_html,
    steps_html,
    timeline_html,
    units_html,
)
from itasearch.wording.labels import months_text
from tests.cases import examples, made, whole
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


@examples("views", "open ends and doubts", made(_span), str, int)
def test_open_ends_and_doubts_look_otherwise(span: MonthSpan, kind: str, months: int) -> None:
    assert len(shown(_html(span)).all(f"i.on.{kind}")) == months


def test_a_pair_shows_each_kind_of_difference_in_its_way() -> None:
    spans = (SAME, TextSpan(SpanKind.REMOVED, 9, 20))
    title = replace(_difference("title", DifferenceKind.CHANGED), left_spans=spans)
    results = replace(_difference("results", DifferenceKind.ONLY_LEFT), left="ทำแล้ว", common=False)
    early = _span(-3, 2, start="2565-07", end="2565-12", confidence=0.5)
    rich = replace(
        PAIR,
        differences=(title, results, *PAIR.differences[1:]),
        size=0.004,
        judged=True,
        steps=(
            *(_changed(), replace(_changed(), field="results")),
            *(_alone("– ตั้งคณะทำงาน", left=True), _alone("ข้อ 1", left=False)),
        ),
        timeframe=TimeframeDifference(left=early, right=_span(14, start="2566-12"), shared=0.5),
        units=UnitDifference(
            both=(("กองคลัง", "กองคลัง"),),
            only_left=("กองช่าง",),
            only_right=("สำนักปลัด",),
            parts_right=("งานพัสดุ",),
        ),
    )
    equal = replace(PAIR, differences=(PAIR.differences[0],), size=0.2)
    same_months = TimeframeDifference(left=YEAR, right=replace(YEAR, recurrence=None), shared=1.0)
    other_title = (replace(title, size=0.8), _difference("timeframe", DifferenceKind.CHANGED))
    part = replace(RIGHT, id="r2-t1r5", number="5", title="สรุปความเห็น<b>")
    ours = Cover(left=(LEFT,), right=(RIGHT, part), similarity=0.6, main=RIGHT)
    theirs = Cover(left=(replace(part, report_id="r1"), LEFT), right=(RIGHT,), similarity=0.6)
    until = TimeframeDifference(left=_span(None, -2, end="2565-08"), right=None, shared=None)
    stretches = (
        MonthStretch(start="2566-01", end="2566-03", first=3, last=5),
        MonthStretch(start="2566-09", end="2566-09", first=11, last=11),
    )
    listed = replace(_span(3, 11, start="2566-01", end="2566-09"), stretches=stretches)
    kinds = (SpanKind.REMOVED, SpanKind.SAME, SpanKind.REMOVED, SpanKind.SAME)
    ends = zip(kinds, (0, 3, 303, 306), (3, 303, 306, 606), strict=True)
    texts = [
        pair_html(rich, NAMES),
        fields_html(replace(PAIR, differences=other_title, timeframe=same_months), NAMES),
        *(cover_html(cover, NAMES, about={part.id: "<p>เรื่อง</p>"}) for cover in (ours, theirs)),
        pair_html(equal, NAMES, about={part.id: "<p>เรื่อง</p>"}, cover=ours),
        pair_html(equal, NAMES, cover=replace(theirs, main=LEFT)),
        timeline_html(until, NAMES),
        _html(listed, None),
        marked_html(
            f"1. {'ก ' * 150}ไม่ {'ข ' * 150}", [TextSpan(*each) for each in ends], most=260
        ),
        nearest_html(NearestMeasure(measure=RIGHT, similarity=0.5, is_near=True), NAMES[1]),
        nearest_html(NearestMeasure(measure=RIGHT, similarity=0.5, is_near=False), NAMES[1]),
    ]

    found = "\n\n".join(text.replace("><", ">\n<") for text in texts)
    assert found == whole("pairs.html", found)
    assert not units_html(UnitDifference(both=(), only_left=(), only_right=()), NAMES)


def test_marks_before_figures_read_neither_as_minus_nor_as_plus() -> None:
    for kind in (SpanKind.REMOVED, SpanKind.ADDED):
        found = marked_html(
            "ลดลงร้อยละ ๔", [TextSpan(SpanKind.SAME, 0, 11), TextSpan(kind, 11, 12)], most=50
        )
        assert found.endswith("๔</mark>")
        assert found.count('class="sign"') == 1
        assert found.partition('class="sign">')[2][:3] in ("[−]", "[+]")


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


def test_many_steps_and_same_ones_are_folded() -> None:
    same = FieldDifference(field="steps", kind=DifferenceKind.SAME, left=MONTHLY, right=MONTHLY)
    steps = [same, *(_alone(f"ข้อ {number}", left=False) for number in range(14))]

    view = shown(steps_html(steps, NAMES, most=200))

    assert "อีก 4 ขั้น" in view.text
    assert "เหมือนกัน 1 ขั้น" in view.text
