"""Strips of months: on one scale, nothing clipped in silence, the months always in words too."""

from dataclasses import replace

import pytest

from itasearch.model.comparison import MonthSpan, MonthStretch, TimeframeDifference
from itasearch.ui.compare.pairs import timeline_html
from itasearch.wording.labels import months_text
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


def _strips(html: str) -> list[str]:
    """A sign for each month of each strip: # drawn, + drawn outside the year, - outside, · else."""
    signs = {(True, False): "#", (True, True): "+", (False, True): "-", (False, False): "·"}
    strips = []
    for track in shown(html).all(".track"):
        months = [("on" in month.kinds, "outside" in month.kinds) for month in track.all("i")]
        strips.append("".join(map(signs.__getitem__, months)))
    return strips


@pytest.mark.parametrize(
    ("span", "kind", "months"),
    [
        (_span(None, 5, end="2566-03"), "open", 6),
        (_span(3, None, start="2566-01"), "open", 9),
        (_span(3, 5, start="2566-01", end="2566-03", confidence=0.6), "doubt", 3),
    ],
)
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
