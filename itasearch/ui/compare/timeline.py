"""Timeframes of two measures as HTML: bars of months, and the months in words.

Bars are on one scale that begins in October; it grows by up to a year on either side for times
outside the fiscal year, and what exceeds that gets an arrow.
"""

from dataclasses import dataclass
from html import escape

from itasearch.model.comparison import (
    LEAST_MONTH_CONFIDENCE,
    MONTHS_OF_YEAR,
    MonthSpan,
    TimeframeDifference,
)
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import details_html, quiet_html, text_html, wide_table_html
from itasearch.ui.kit.icons import Icon, icon_html
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import say
from itasearch.wording.label import shortened
from itasearch.wording.labels import UNSURE_MONTHS, closed_span_names, month_names

_MONTHS_OF_QUARTER = 3
"""The axis has a tick and a name for each quarter."""
_OCTOBER = 9
"""Index of the month that begins a fiscal year."""
_PRINTED_LENGTH = 160
"""Most code points of a timeframe as printed."""


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
    scale = _scale([_ends(span) for span in sides if span is not None and _has_months(span)])
    rows = "".join(
        _row_html(span, name, scale) for span, name in zip(sides, names, strict=True) if span
    )
    if not any(span and _has_months(span) for span in sides):
        return f'<div class="ita-times">{rows}</div>'
    table = details_html(say(compare_labels.AS_TABLE), _table_html(sides, names))
    return f'<div class="ita-times">{_axis_html(scale)}{rows}{table}</div>'


def months_text(span: MonthSpan) -> str:
    """The months and how often, in words, with warnings about them."""
    words = [_span_text(span)]
    if span.recurrence:
        words.append(_recurrence(span))
    if span.leaves_fiscal_year:
        words.append(say(compare_labels.OUTSIDE_FISCAL_YEAR))
    if span.is_unsure:
        words.append(say(UNSURE_MONTHS))
    return " · ".join(words)


def _span_text(span: MonthSpan) -> str:
    if span.start and span.end:
        return say(Label(*closed_span_names(span)))
    if span.end:
        return say(compare_labels.UNTIL, end=_month(span.end))
    return (
        say(compare_labels.FROM_ON, start=_month(span.start))
        if span.start
        else say(compare_labels.NO_MONTHS)
    )


def _month(year_month: str) -> str:
    return say(Label(*month_names(year_month)))


def _recurrence(span: MonthSpan) -> str:
    label = compare_labels.RECURRENCES.get(span.recurrence or "")
    return say(label) if label else span.recurrence or ""


def _has_months(span: MonthSpan) -> bool:
    return span.first is not None or span.last is not None


def _ends(span: MonthSpan) -> tuple[int, int]:
    """First and last month to draw; an open end reaches to the fiscal year's."""
    first, last = span.first, span.last
    if first is None:
        first = min(0, last or 0)
    if last is None:
        last = max(MONTHS_OF_YEAR - 1, first)
    return first, max(first, last)


def _stretches(span: MonthSpan) -> list[tuple[int, int]]:
    """First and last month of each stretch of adjoining months."""
    return [(one.first, one.last) for one in span.stretches] or [_ends(span)]


def _scale(spans: list[tuple[int, int]]) -> _Scale:
    """Whole quarters around all spans, at most a year more on either side."""
    first = min([0, *(max(one[0], -MONTHS_OF_YEAR) for one in spans)])
    last = max([MONTHS_OF_YEAR - 1, *(min(one[1], 2 * MONTHS_OF_YEAR - 1) for one in spans)])
    return _Scale(
        _MONTHS_OF_QUARTER * (first // _MONTHS_OF_QUARTER),
        _MONTHS_OF_QUARTER * (last // _MONTHS_OF_QUARTER) + _MONTHS_OF_QUARTER - 1,
    )


def _axis_html(scale: _Scale) -> str:
    ticks = "".join(
        f'<span class="{"" if 0 <= month < MONTHS_OF_YEAR else "out"}"'
        f' style="{scale.place(month, month + _MONTHS_OF_QUARTER - 1)}">'
        f"{escape(say(compare_labels.MONTHS[(month + _OCTOBER) % MONTHS_OF_YEAR]))}</span>"
        for month in range(scale.first, scale.last, _MONTHS_OF_QUARTER)
    )
    return (
        f'<div class="row"><span></span><div class="axis" aria-hidden="true">{ticks}</div>'
        "<span></span></div>"
    )


def _row_html(span: MonthSpan, name: str, scale: _Scale) -> str:
    text = months_text(span)
    bars = _bars_html(span, scale) if _has_months(span) else ""
    printed = quiet_html(say(compare_labels.PRINTED, text=shortened(span.text, _PRINTED_LENGTH)))
    months = f'style="--months:{scale.months}"'
    track = f'<div class="track" role="img" aria-label="{escape(text)}" {months}>{bars}</div>'
    return (
        f'<div class="row"><span class="name">{escape(name)}</span>{track}'
        f'<div class="told"><p>{escape(text)}</p>{printed}</div></div>'
    )


def _bars_html(span: MonthSpan, scale: _Scale) -> str:
    bars = (_bar_html(span, first, last, scale) for first, last in _stretches(span))
    return "".join(bars) + _outside_html(scale)


def _bar_html(span: MonthSpan, first: int, last: int, scale: _Scale) -> str:
    first_shown = min(max(first, scale.first), scale.last)
    last_shown = max(min(last, scale.last), scale.first)
    kinds = ["bar"]
    if span.first is None or span.last is None:
        kinds.append("open")
    if span.confidence < LEAST_MONTH_CONFIDENCE:
        kinds.append("doubt")
    before = icon_html(Icon.EARLIER) if first < first_shown else ""
    after = ""
    if last > last_shown or span.last is None:
        after = icon_html(Icon.LATER)
    elif span.first is None:
        after = icon_html(Icon.DEADLINE)
    return (
        f'<span class="{" ".join(kinds)}" style="{scale.place(first_shown, last_shown)}">'
        f"<span>{before}</span><span>{after}</span></span>"
    )


def _outside_html(scale: _Scale) -> str:
    """The months that are not the fiscal year's, hatched."""
    parts = ((scale.first, -1), (MONTHS_OF_YEAR, scale.last))
    return "".join(
        f'<span class="outside" title="{escape(say(compare_labels.OUTSIDE))}"'
        f' style="{scale.place(first, last)}"></span>'
        for first, last in parts
        if first <= last
    )


def _table_html(sides: tuple[MonthSpan | None, ...], names: tuple[str, str]) -> str:
    columns = [
        say(label)
        for label in (
            kit_labels.FILTER_ORGANISATION,
            compare_labels.START,
            compare_labels.END,
            compare_labels.COUNT,
            compare_labels.REPEATED,
        )
    ]
    rows = [
        [text_html(text) for text in (name, *_cells(span))]
        for span, name in zip(sides, names, strict=True)
    ]
    return wide_table_html(columns, rows, caption=say(compare_labels.AS_TABLE), kind="ita-scores")


def _cells(span: MonthSpan | None) -> tuple[str, str, str, str]:
    if span is None:
        return "–", "–", "–", "–"
    both = span.first is not None and span.last is not None
    count = sum(last - first + 1 for first, last in _stretches(span))
    return (
        _month(span.start) if span.start else "–",
        _month(span.end) if span.end else "–",
        str(count) if both else "–",
        _recurrence(span) or "–",
    )
