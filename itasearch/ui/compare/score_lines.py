"""ITA scores of an organisation over years: a line per indicator, its numbers in the same row.

All lines have one scale of scores, so that they can be compared; a year without a score
is a gap. Streamlit drops drawings out of HTML, so each line is a picture whose data
stand in its address. Imports the model and its neighbours.
"""

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from itertools import groupby

from itasearch.model.comparison_years import TownYear
from itasearch.ui.compare import strings_years as y
from itasearch.ui.kit.cards import indicator_name
from itasearch.ui.kit.html import table_html, text_html, wide_html
from itasearch.ui.kit.state import say

_WIDTH, _HEIGHT, _EDGE = 120, 34, 5
_INK = "#0b5c7a"
_STEP = 10
"""Scores at which the common scale begins and ends are multiples of it."""

Scores = Sequence[float | None]
"""One per year; None: not known."""


def scores_html(years: Sequence[TownYear]) -> str:
    """Lines and numbers of all indicators and of the total; "" if no score is known."""
    known = [year for year in years if year.ita is not None]
    rows = _rows(known)
    if not rows:
        return ""
    numbers = [score for _, scores in rows for score in scores if score is not None]
    scale = min(numbers) // _STEP * _STEP, min(100.0, max(numbers) // _STEP * _STEP + _STEP)
    columns = [say(y.INDICATOR), say(y.LINE), *(str(year.fiscal_year_be) for year in known)]
    cells = [_cells(name, scores, known, scale) for name, scores in rows]
    grades = [year.ita.grade if year.ita and year.ita.grade else "–" for year in known]
    cells.append([text_html(say(y.GRADE)), "", *map(text_html, grades)])
    table = table_html(columns, cells, caption=say(y.SCORES), kind="ita-scores")
    return wide_html(table, name=say(y.SCORES))


def _rows(years: Sequence[TownYear]) -> list[tuple[str, list[float | None]]]:
    """Names with their scores by year; indicators without any are left out."""
    rows = [
        (indicator_name(number), [_score(year, number) for year in years])
        for number in range(1, 11)
    ]
    rows.append((say(y.TOTAL), [year.ita.total if year.ita else None for year in years]))
    return [row for row in rows if any(score is not None for score in row[1])]


def _score(year: TownYear, number: int) -> float | None:
    found = year.ita.indicators if year.ita else ()
    return next((one.score for one in found if one.number == number), None)


def _cells(
    name: str, scores: Scores, years: Sequence[TownYear], scale: tuple[float, float]
) -> list[str]:
    points = [
        say(y.POINT, year=year.fiscal_year_be, score=_number(score))
        for year, score in zip(years, scores, strict=True)
        if score is not None
    ]
    told = f"{name}: {', '.join(points)}"
    before: float | None = None
    numbers: list[str] = []
    for score in scores:
        numbers.append(_cell(score, before))
        before = score if score is not None else before
    return [text_html(name), _line_html(scores, scale, told=told), *numbers]


def _number(score: float) -> str:
    return f"{score:.2f}"


def _cell(score: float | None, before: float | None) -> str:
    """A score with the sign of how it changed."""
    if score is None:
        return "–"
    sign = "" if before is None or score == before else "↑" if score > before else "↓"
    return f'{_number(score)} <span class="turn">{sign}</span>'


def _line_html(scores: Scores, scale: tuple[float, float], *, told: str) -> str:
    """A small picture: a line through the years that follow each other, a dot per score."""
    places = [
        None if score is None else (_across(index, len(scores)), _down(score, scale))
        for index, score in enumerate(scores)
    ]
    lines = "".join(
        f'<polyline points="{" ".join(f"{one[0]:.1f},{one[1]:.1f}" for one in run if one)}"/>'
        for is_known, run in groupby(places, key=lambda one: one is not None)
        if is_known
    )
    dots = "".join(f'<circle cx="{one[0]:.1f}" cy="{one[1]:.1f}" r="3"/>' for one in places if one)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f'<g fill="none" stroke="{_INK}" stroke-width="2">{lines}</g>'
        f'<g fill="{_INK}">{dots}</g></svg>'
    )
    data = b64encode(drawing.encode("ascii")).decode("ascii")
    return (
        f'<img class="ita-line" src="data:image/svg+xml;base64,{data}" alt="{escape(told)}"'
        f' width="{_WIDTH}" height="{_HEIGHT}">'
    )


def _across(index: int, count: int) -> float:
    return _WIDTH / 2 if count == 1 else _EDGE + (_WIDTH - 2 * _EDGE) * index / (count - 1)


def _down(score: float, scale: tuple[float, float]) -> float:
    low, high = scale
    share = (score - low) / (high - low) if high > low else 0.5
    return _HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * min(1.0, max(0.0, share))
