"""Charts as a picture: PNG, or SVG with the letters in it.

The pictures are Vega-Lite's, made by vl-convert in this process, without a network. Sarabun, for
Thai and Latin letters, is beside this module, so a picture is the same on every machine.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from textwrap import wrap
from typing import TypeAlias

from itasearch.documents.grid import printable
from itasearch.model.tables import (
    MIDDLE,
    PAPER_FILL,
    PAPER_GRID,
    PAPER_INK,
    PAPER_PALE,
    PAPER_QUIET,
    Chart,
    ChartFile,
    ChartFormat,
    ChartKind,
    ChartPoint,
)

_Spec: TypeAlias = dict[str, object]
"""A specification of Vega-Lite 5, or a part of one."""

_FONT = "Sarabun"
_WEIGHTS = {"Sarabun-Regular.ttf": 400, "Sarabun-Bold.ttf": 700}

_WIDTH = 420
"""Pixels of bars, lines of intervals and a row of columns at most."""

_STEP = 26
"""Pixels from a row of bars or intervals to the next one."""

_NOTE_LENGTH = 110
"""Most code points of a line of the notes: as wide as a chart with its names."""

_NAME_LENGTH = 90
"""Most code points of a line of the title; longer names are cut into lines."""

_SCALE = 2.0
"""Pixels of a PNG to one of the specification: sharp on paper."""

_SIGNED = "datum.value > 0 ? '+' + datum.label : datum.label"
"""Expression of Vega for the label of a difference."""

_LINE_CHARTS_BESIDE = 3
"""Small line charts in a row."""

_SARA_AM = re.compile("([่-๋]?)ำ")
_SARA_AM_PARTS = re.compile("ํ([่-๋]?)า")


def as_chart_file(found: ChartFile, kind: ChartFormat) -> bytes:
    """The charts as the bytes of a picture."""
    # Half a second to load, for who wants a picture.
    import vl_convert

    _register_font()
    svg = vl_convert.vegalite_to_svg(_spec(found))
    if kind is ChartFormat.PNG:
        return vl_convert.svg_to_png(svg, scale=_SCALE)
    head, tag, body = _SARA_AM_PARTS.sub("\\1ำ", svg).partition(">")
    return f"{head}{tag}<style>{_font_faces()}</style>{body}".encode()


@cache
def _register_font() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(files("itasearch.documents").joinpath("fonts")))


@cache
def _font_faces() -> str:
    """The font as a part of an SVG, for programs that have no Sarabun."""
    fonts = files("itasearch.documents").joinpath("fonts")
    encoded = {
        weight: b64encode(fonts.joinpath(name).read_bytes()).decode("ascii")
        for name, weight in _WEIGHTS.items()
    }
    return "".join(
        f"@font-face{{font-family:{_FONT};font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{data})}}"
        for weight, data in encoded.items()
    )


def _spec(found: ChartFile) -> _Spec:
    notes = [line for note in found.notes for line in _lines(note, _NOTE_LENGTH)]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": printable(found.title),
        "background": "white",
        "padding": 20,
        "title": {
            "text": _lines(found.title, _NAME_LENGTH),
            "subtitle": notes,
            "anchor": "start",
            "fontSize": 20,
            "subtitleFontSize": 13,
            "subtitleColor": PAPER_QUIET,
            "subtitlePadding": 8,
            "subtitleLineHeight": 21,
            "lineHeight": 32,
            "offset": 18,
            "frame": "bounds",
        },
        "vconcat": [_chart(one) for one in found.charts] or [_nothing()],
        "spacing": 32,
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "title": {"fontSize": 15, "color": PAPER_INK, "anchor": "start"},
            "text": {"fontSize": 13, "color": PAPER_INK},
            "header": {"labelFontSize": 13, "labelColor": PAPER_INK, "labelLimit": 0},
            "axis": {
                "labelFontSize": 13,
                "labelColor": PAPER_INK,
                "labelLimit": 0,
                "labelPadding": 8,
                "title": None,
                "domain": False,
                "ticks": False,
                "grid": False,
            },
        },
    }


def _in_parts(text: str) -> str:
    """A printable text with ำ as the two letters it is made of.

    vl-convert 1.9 gives ำ no width of its own: the letter behind it would cover its second part.
    """
    return _SARA_AM.sub("ํ\\1า", printable(text))


def _lines(text: str, length: int) -> list[str]:
    """A text as lines cut at blanks; a word longer than a line stays whole."""
    return wrap(_in_parts(text), length, break_long_words=False, break_on_hyphens=False)


def _nothing() -> _Spec:
    return {"data": {"values": [{}]}, "mark": {"type": "text", "text": ""}, "width": _WIDTH}


def _chart(chart: Chart) -> _Spec:
    draw = {
        ChartKind.COLUMNS: _columns,
        ChartKind.BARS: _bars,
        ChartKind.LINES: _line_charts,
        ChartKind.CELLS: _cells,
        ChartKind.INTERVALS: _intervals,
    }[chart.kind]
    title = {"text": _lines(chart.title, _NAME_LENGTH), "frame": "bounds", "offset": 12}
    return {"title": title, "data": {"values": list(map(_datum, chart.points))}, **draw(chart)}


def _datum(point: ChartPoint) -> Mapping[str, object]:
    return {
        "row": _in_parts(point.row),
        "column": _in_parts(point.column),
        "value": point.value,
        "text": _in_parts(point.text),
        "low": point.low,
        "high": point.high,
        "strong": point.strong,
    }


def _names(field: str, names: Sequence[str], **axis: object) -> _Spec:
    """A scale of names in their order."""
    scale = {"domain": list(map(_in_parts, names))}
    return {"field": field, "type": "nominal", "scale": scale, "axis": axis}


def _values(chart: Chart, field: str = "value") -> _Spec:
    scale = {"domain": [chart.least, chart.most], "nice": False, "clamp": True}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _text(**mark: object) -> _Spec:
    return {"mark": {"type": "text", **mark}, "encoding": {"text": {"field": "text"}}}


def _columns(chart: Chart) -> _Spec:
    bar = {"mark": {"type": "bar", "color": PAPER_FILL, "width": {"band": 0.55}}}
    return {
        "width": {"step": 64},
        "height": 150,
        "encoding": {"x": _names("column", chart.columns, labelAngle=0), "y": _values(chart)},
        "layer": [bar, _text(dy=-9)],
    }


def _bars(chart: Chart) -> _Spec:
    bar = {"mark": {"type": "bar", "color": PAPER_FILL, "height": {"band": 0.6}}}
    return {
        "width": _WIDTH,
        "height": {"step": _STEP},
        "encoding": {"y": _names("row", chart.rows), "x": _values(chart)},
        "layer": [bar, _text(align="left", dx=6)],
    }


def _line_charts(chart: Chart) -> _Spec:
    line = {"mark": {"type": "line", "color": PAPER_FILL, "strokeWidth": 2}}
    dots = {
        "mark": {"type": "point", "color": PAPER_FILL, "filled": True, "size": 40, "opacity": 1}
    }
    # Names would be nearer to lines that are lower: each chart gets the height of the tallest.
    tallest = {
        "mark": {"type": "point", "opacity": 0, "size": 0},
        "encoding": {"x": {"value": 0}, "y": {"value": -24}},
    }
    header = {"title": None, "labelAnchor": "start", "labelFontWeight": "bold"}
    sort = list(map(_in_parts, chart.rows))
    return {
        "facet": {"field": "row", "type": "nominal", "sort": sort, "header": header},
        "columns": _LINE_CHARTS_BESIDE,
        "spacing": 28,
        "spec": {
            "width": max(200, 48 * len(chart.columns)),
            "height": 80,
            "encoding": {"x": _names("column", chart.columns, labelAngle=0), "y": _values(chart)},
            "layer": [line, dots, _text(dy=-12, fontSize=11), tallest],
        },
        "resolve": {"axis": {"x": "independent"}},
    }


def _cells(chart: Chart) -> _Spec:
    shade = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, chart.most], "range": [PAPER_PALE, PAPER_FILL]},
        "legend": None,
    }
    white = {"condition": {"test": f"datum.value > {chart.most / 2}", "value": "white"}}
    number = _text()
    number["encoding"] = {"text": {"field": "text"}, "color": {**white, "value": PAPER_INK}}
    return {
        "width": {"step": 56},
        "height": {"step": _STEP},
        "encoding": {
            "x": _names("column", chart.columns, labelAngle=0, orient="top"),
            "y": _names("row", chart.rows),
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "white", "strokeWidth": 2},
                "encoding": {"color": shade},
            },
            number,
        ],
    }


def _intervals(chart: Chart) -> _Spec:
    colour = {"condition": {"test": "datum.strong", "value": PAPER_FILL}, "value": MIDDLE}
    values = _values(chart)
    values["axis"] = {"grid": True, "gridColor": PAPER_GRID, "orient": "top", "labelExpr": _SIGNED}
    value_text = _text(align="left", dx=10)
    value_text["encoding"] = {"text": {"field": "text"}, "x": {"value": _WIDTH}}
    zero = {
        "mark": {"type": "rule", "color": PAPER_INK, "strokeDash": [3, 3]},
        "encoding": {"x": {"datum": 0}, "y": None},
    }
    ends = {"x": {**values, "field": "low"}, "x2": {"field": "high"}, "color": colour}
    return {
        "width": _WIDTH,
        "height": {"step": _STEP},
        "encoding": {"y": _names("row", chart.rows)},
        "layer": [
            zero,
            {"mark": {"type": "rule", "strokeWidth": 3, "clip": True}, "encoding": ends},
            {
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "clip": True},
                "encoding": {"x": values, "color": colour},
            },
            value_text,
        ],
    }
