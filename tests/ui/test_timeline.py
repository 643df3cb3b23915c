"""Bars of months: on one scale, nothing clipped in silence, the months always in words too."""

from dataclasses import replace

import pytest

from itasearch.model.comparison import MonthSpan, MonthStretch, TimeframeDifference
from itasearch.ui.compare.timeline import months_text, timeline_html
from itasearch.ui.kit.icons import Icon, icon_html
from tests.ui.shown import shown

NAMES = ("เทศบาลตำบลต้นไม้", "เทศบาลตำบลลำธาร")


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


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (YEAR, "ต.ค. 2565 – ก.ย. 2566 · ต่อเนื่อง"),
        (_span(3, 3, start="2566-01", end="2566-01"), "ม.ค. 2566"),
        (_span(None, 5, end="2566-03"), "ภายใน มี.ค. 2566"),
        (_span(3, None, start="2566-01"), "ตั้งแต่ ม.ค. 2566 เป็นต้นไป ไม่บอกเดือนสิ้นสุด"),
        (_span(confidence=0), "ไม่บอกเดือน"),
    ],
)
def test_the_months_are_told_in_words(span: MonthSpan, told: str) -> None:
    assert months_text(span) == told


def test_doubt_and_another_year_are_told_in_words() -> None:
    told = months_text(_span(-3, 2, start="2565-07", end="2565-12", confidence=0.5))

    assert "ออกนอกปีงบประมาณ" in told
    assert "ไม่แน่ใจ" in told


def test_a_year_fills_its_track_and_half_of_it_half() -> None:
    html = _html(_span(6, 11, start="2566-04", end="2566-09"))

    assert {bar["style"] for bar in shown(html).all(".bar")} == {
        "left:50.000%;width:50.000%",
        "left:0.000%;width:100.000%",
    }
    assert not shown(html).all(".outside")


def test_the_scale_grows_for_what_leaves_the_fiscal_year() -> None:
    html = _html(_span(9, 13, start="2566-07", end="2566-11"))

    assert len(shown(html).all(".outside")) == 2
    assert shown(html).all('.bar[style="left:60.000%;width:33.333%"]')


def test_what_is_too_far_to_draw_has_an_arrow_and_its_months() -> None:
    html = _html(_span(-40, 60, start="2562-06", end="2570-10"))

    assert f"<span>{icon_html(Icon.EARLIER)}</span><span>{icon_html(Icon.LATER)}</span>" in html
    assert "มิ.ย. 2562 – ต.ค. 2570" in shown(html).text


@pytest.mark.parametrize(
    ("span", "kind", "sign"),
    [
        (_span(None, 5, end="2566-03"), "bar open", icon_html(Icon.DEADLINE)),
        (_span(3, None, start="2566-01"), "bar open", icon_html(Icon.LATER)),
        (_span(3, 5, start="2566-01", end="2566-03", confidence=0.6), "bar doubt", ""),
    ],
)
def test_open_ends_and_doubts_are_marked(span: MonthSpan, kind: str, sign: str) -> None:
    html = _html(span)

    assert any(bar.kinds == set(kind.split()) for bar in shown(html).all(".bar"))
    assert f"<span>{sign}</span></span>" in html


def test_each_stretch_of_listed_months_has_a_bar_and_none_lies_between() -> None:
    stretches = (
        MonthStretch(start="2566-01", end="2566-03", first=3, last=5),
        MonthStretch(start="2566-09", end="2566-09", first=11, last=11),
    )
    span = replace(_span(3, 11, start="2566-01", end="2566-09"), stretches=stretches)

    html = _html(span, None)

    assert [bar["style"] for bar in shown(html).all(".bar")] == [
        "left:25.000%;width:25.000%",
        "left:91.667%;width:8.333%",
    ]
    assert months_text(span) == "ม.ค. 2566 – มี.ค. 2566 และ ก.ย. 2566"
    assert "4" in shown(html).tables[0].texts("[data-name=จำนวนเดือน]")


def test_the_bars_have_their_numbers_as_a_table() -> None:
    (table,) = shown(_html(_span(3, 5, start="2566-01", end="2566-03"), None)).tables

    assert "3" in table.texts("[data-name=จำนวนเดือน]")
    assert len(table.rows) == 2


def test_times_without_months_stay_text_and_nothing_becomes_markup() -> None:
    hostile = _span(confidence=0, text="<script>alert(1)</script>")

    html = timeline_html(TimeframeDifference(left=hostile, right=None, shared=None), ("<b>", "<i>"))

    assert "ไม่บอกเดือน" in shown(html).text
    assert not shown(html).all(".bar, script, b, i")
