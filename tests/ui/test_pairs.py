"""A pair as HTML: how alike in words, which fields differ, and that no text becomes markup."""

from dataclasses import replace

import pytest

from itasearch.model.comparison import (
    ComparisonNote,
    Cover,
    DifferenceKind,
    FieldDifference,
    MonthSpan,
    NotedReport,
    NoteKind,
    Pair,
    TimeframeDifference,
)
from itasearch.model.records import Measure, ReportKind
from itasearch.model.source import SourceRef
from itasearch.ui.compare.answer import note_html, notes_html
from itasearch.ui.compare.pairs import alike_text, cover_html, pair_html
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


@pytest.mark.parametrize(
    ("similarity", "told"),
    [
        (1.0, "ความคล้าย 100 %"),
        (0.9961, "ความคล้าย 99 %"),
        (0.71, "ความคล้าย 71 %"),
    ],
)
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
