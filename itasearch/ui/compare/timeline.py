"""When two measures are carried out, as bars over the months of their fiscal years.

Both bars lie on one scale that begins in October. It grows by up to a year on either
side for times that leave the fiscal year; what goes still farther gets an arrow, and
the months stand beside the bar in words. Imports the model and its neighbours.
"""

from dataclasses import dataclass
from html import escape

from itasearch.model.comparison_details import MONTHS_OF_YEAR, MonthSpan, TimeframeDifference
from itasearch.ui.compare import strings_compare as c
from itasearch.ui.compare import strings_months as m
from itasearch.ui.icons import Icon, icon_html
from itasearch.ui.kit.html import (
    details_html,
    quiet_html,
    shortened,
    table_html,
    text_html,
    wide_html,
)
from itasearch.ui.kit.state import say

_QUARTER = 3
_OCTOBER = 9
_SURE = 0.8
"""Months read with less confidence are marked."""
_PRINTED = 160


@dataclass(frozen=True, slots=True)
class _Scale:
    """Months from `first` to `last`, counted from the October that begins the year."""

    first: int
    last: int

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    def place(self, first: int, last: int) -> str:
        """Where these months lie, as a style."""
        left = 100 * (first - self.first) / self.months
        return f"left:{left:.3f}%;width:{100 * (last - first + 1) / self.months:.3f}%"


def timeline_html(found: TimeframeDifference, names: tuple[str, str]) -> str:
    """Two bars with their months in words, and the same as a table."""
    sides = (found.left, found.right)
    scale = _scale([_ends(span) for span in sides if span is not None and _tells(span)])
    rows = "".join(
        _row_html(span, name, scale) for span, name in zip(sides, names, strict=True) if span
    )
    if not any(span and _tells(span) for span in sides):
        return f'<div class="ita-times">{rows}</div>'
    table = details_html(say(c.AS_TABLE), _table_html(sides, names))
    return f'<div class="ita-times">{_axis_html(scale)}{rows}{table}</div>'


def months_text(span: MonthSpan) -> str:
    """The months and how often, in words, with what is to be said of them."""
    words = [_span_text(span)]
    if span.recurrence:
        words.append(_recurrence(span))
    if span.leaves_fiscal_year:
        words.append(say(m.LEAVES))
    if 0 < span.confidence < _SURE:
        words.append(say(m.UNSURE))
    return " · ".join(words)


def _span_text(span: MonthSpan) -> str:
    if span.start and span.end:
        if span.start == span.end:
            return _month(span.start)
        return f"{_month(span.start)} – {_month(span.end)}"
    if span.end:
        return say(m.UNTIL, end=_month(span.end))
    return say(m.FROM_ON, start=_month(span.start)) if span.start else say(m.NO_MONTHS)


def _month(year_month: str) -> str:
    year, number = year_month.split("-")
    return f"{say(m.MONTHS[int(number) - 1])} {year}"


def _recurrence(span: MonthSpan) -> str:
    label = m.RECURRENCES.get(span.recurrence or "")
    return say(label) if label else span.recurrence or ""


def _tells(span: MonthSpan) -> bool:
    return span.first is not None or span.last is not None


def _ends(span: MonthSpan) -> tuple[int, int]:
    """First and last month to draw; an open end reaches to the fiscal year's."""
    first, last = span.first, span.last
    if first is None:
        first = min(0, last or 0)
    if last is None:
        last = max(MONTHS_OF_YEAR - 1, first)
    return first, max(first, last)


def _scale(spans: list[tuple[int, int]]) -> _Scale:
    """Whole quarters around all spans, at most a year more on either side."""
    first = min([0, *(max(one[0], -MONTHS_OF_YEAR) for one in spans)])
    last = max([MONTHS_OF_YEAR - 1, *(min(one[1], 2 * MONTHS_OF_YEAR - 1) for one in spans)])
    return _Scale(_QUARTER * (first // _QUARTER), _QUARTER * (last // _QUARTER) + _QUARTER - 1)


def _axis_html(scale: _Scale) -> str:
    ticks = "".join(
        f'<span class="{"" if 0 <= month < MONTHS_OF_YEAR else "out"}"'
        f' style="{scale.place(month, month + _QUARTER - 1)}">'
        f"{escape(say(m.MONTHS[(month + _OCTOBER) % MONTHS_OF_YEAR]))}</span>"
        for month in range(scale.first, scale.last, _QUARTER)
    )
    return (
        f'<div class="row"><span></span><div class="axis" aria-hidden="true">{ticks}</div>'
        "<span></span></div>"
    )


def _row_html(span: MonthSpan, name: str, scale: _Scale) -> str:
    told = months_text(span)
    bar = _bar_html(span, scale) if _tells(span) else ""
    printed = quiet_html(say(m.PRINTED, text=shortened(span.text, _PRINTED)))
    months = f'style="--months:{scale.months}"'
    track = f'<div class="track" role="img" aria-label="{escape(told)}" {months}>{bar}</div>'
    return (
        f'<div class="row"><span class="name">{escape(name)}</span>{track}'
        f'<div class="told"><p>{escape(told)}</p>{printed}</div></div>'
    )


def _bar_html(span: MonthSpan, scale: _Scale) -> str:
    first, last = _ends(span)
    first_shown = min(max(first, scale.first), scale.last)
    last_shown = max(min(last, scale.last), scale.first)
    kinds = ["bar"]
    if span.first is None or span.last is None:
        kinds.append("open")
    if span.confidence < _SURE:
        kinds.append("doubt")
    before = icon_html(Icon.EARLIER) if first < first_shown else ""
    after = ""
    if last > last_shown or span.last is None:
        after = icon_html(Icon.LATER)
    elif span.first is None:
        after = icon_html(Icon.DEADLINE)
    return (
        f'<span class="{" ".join(kinds)}" style="{scale.place(first_shown, last_shown)}">'
        f"<span>{before}</span><span>{after}</span></span>{_outside_html(scale)}"
    )


def _outside_html(scale: _Scale) -> str:
    """The months that are not the fiscal year's, hatched."""
    parts = ((scale.first, -1), (MONTHS_OF_YEAR, scale.last))
    return "".join(
        f'<span class="outside" title="{escape(say(m.OUTSIDE))}"'
        f' style="{scale.place(first, last)}"></span>'
        for first, last in parts
        if first <= last
    )


def _table_html(sides: tuple[MonthSpan | None, ...], names: tuple[str, str]) -> str:
    columns = [say(label) for label in (m.SIDE, m.START, m.END, m.COUNT, m.REPEATED)]
    rows = [
        [text_html(text) for text in (name, *_cells(span))]
        for span, name in zip(sides, names, strict=True)
    ]
    table = table_html(columns, rows, caption=say(c.AS_TABLE), kind="ita-scores")
    return wide_html(table, name=say(c.AS_TABLE))


def _cells(span: MonthSpan | None) -> tuple[str, str, str, str]:
    if span is None:
        return "–", "–", "–", "–"
    both = span.first is not None and span.last is not None
    first, last = _ends(span)
    return (
        _month(span.start) if span.start else "–",
        _month(span.end) if span.end else "–",
        str(last - first + 1) if both else "–",
        _recurrence(span) or "–",
    )
