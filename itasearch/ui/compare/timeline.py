"""Timeframes of two measures as HTML: a strip of months for each, and the months in words.

Both strips have the same months: those of the fiscal year, from October on, and up to a year on
either side for times outside of it. What exceeds that is in the words alone.
"""

from collections.abc import Set
from html import escape

from itasearch.model.comparison import (
    LEAST_MONTH_CONFIDENCE,
    MONTHS_OF_YEAR,
    MonthSpan,
    TimeframeDifference,
)
from itasearch.ui.kit.html import quiet_html
from itasearch.ui.kit.state import language, phrase, say
from itasearch.wording.label import shortened
from itasearch.wording.labels import (
    MONTH_NAMES,
    months_text,
)

_MONTHS_OF_QUARTER = 3
"""The axis names the first month of each quarter."""
_OCTOBER = 9
"""Index of the month that begins a fiscal year."""
_PRINTED_LENGTH = 160
"""Most code points of a timeframe as printed."""


def timeline_html(found: TimeframeDifference, names: tuple[str, str]) -> str:
    """A strip for each side that states a timeframe, with its months in words and as printed."""
    spans = (found.left, found.right)
    sides = [(span, name) for span, name in zip(spans, names, strict=True) if span is not None]
    months = [one for span, _name in sides for one in _months(span)]
    first, last = min([0, *months]), max([MONTHS_OF_YEAR - 1, *months])
    quarters = (first // _MONTHS_OF_QUARTER, last // _MONTHS_OF_QUARTER + 1)
    scale = range(*(_MONTHS_OF_QUARTER * one for one in quarters))
    axis = _axis_html(scale) if months else ""
    rows = "".join(_row_html(span, name, scale) for span, name in sides)
    return f'<div class="ita-times">{axis}{rows}</div>'


def _months(span: MonthSpan) -> Set[int]:
    """The months to draw, 0 for the October that begins the year; () where none are stated.

    An open end reaches to the fiscal year's.
    """
    if span.first is None and span.last is None:
        return frozenset()
    last = max(MONTHS_OF_YEAR - 1, span.first or 0) if span.last is None else span.last
    first = min(0, last) if span.first is None else span.first
    stretches = [(one.first, one.last) for one in span.stretches] or [(first, max(first, last))]
    widest = range(-MONTHS_OF_YEAR, 2 * MONTHS_OF_YEAR)
    return {month for month in widest if any(start <= month <= end for start, end in stretches)}


def _axis_html(scale: range) -> str:
    quarters = "".join(
        f'<span class="{_outside(month)}">'
        f"{escape(say(MONTH_NAMES[(month + _OCTOBER) % MONTHS_OF_YEAR]))}</span>"
        for month in scale[::_MONTHS_OF_QUARTER]
    )
    return f'<div class="axis" aria-hidden="true">{quarters}</div>'


def _outside(month: int) -> str:
    return "" if 0 <= month < MONTHS_OF_YEAR else "outside"


def _row_html(span: MonthSpan, name: str, scale: range) -> str:
    text, months = months_text(span, language=language()), _months(span)
    is_open = span.first is None or span.last is None
    kind = "on" + " open" * is_open + " doubt" * (span.confidence < LEAST_MONTH_CONFIDENCE)
    cells = "".join(
        f'<i class="{kind if month in months else ""} {_outside(month)}"></i>' for month in scale
    )
    printed = quiet_html(phrase("As printed: {text}", text=shortened(span.text, _PRINTED_LENGTH)))
    return (
        f'<p class="ita-meta"><span class="field">{escape(name)}</span> {escape(text)}</p>'
        f'<div class="track" role="img" aria-label="{escape(text)}">{cells if months else ""}</div>'
        f"{printed}"
    )
