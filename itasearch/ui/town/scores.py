"""ITA scores of a town over the years: a table with a line through each indicator's scores."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from itasearch.model.records import ItaResult
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import grade_name, indicator_name
from itasearch.ui.kit.state import phrase, say
from itasearch.ui.town import labels as town_labels
from itasearch.wording.labels import printed_change, score_text

_MOST_YEARS = 12  # newest results of the table; by hand

Scores = Sequence[float | None]
"""One per result, the oldest first; None: not known."""


def show_scores(results: Sequence[ItaResult]) -> None:
    """Draw the table, or that no score is known; results may come in any order."""
    rows = score_rows(results)
    if not rows:
        st.caption(phrase("The library has no ITA results of it yet"))
        return
    trend = say(town_labels.TREND)
    lines = [row[trend] for row in rows if row[trend]]
    columns = {
        say(kit_labels.FILTER_INDICATOR): st.column_config.TextColumn(pinned=True, width=200),
        trend: st.column_config.LineChartColumn(
            width=110, y_min=min(map(min, lines), default=0), y_max=100
        ),
    }
    st.dataframe(
        rows,
        hide_index=True,
        height="content",
        column_config=columns,
        alt=phrase("ITA scores by indicator"),
    )


def score_rows(results: Sequence[ItaResult]) -> list[dict[str, Any]]:
    """A row for the total and for each indicator with a score, then one of grades; [] for none.

    A row has the name, the scores of known years as a line, and each score as text with the sign of
    its change since the known year before. Of two results of a year the first is taken.
    """
    by_year = {one.fiscal_year_be or 0: one for one in reversed(results)}
    known = [by_year[year] for year in sorted(by_year)][-_MOST_YEARS:]
    by_number = [{each.number: each.score for each in one.indicators} for one in known]
    rows: list[tuple[str, Scores]] = [(phrase("Total"), [one.total for one in known])]
    rows += [
        (indicator_name(number), [found.get(number) for found in by_number])
        for number in range(1, 11)
    ]
    table = [
        _row(name, known, scores, [_text(place, scores, known) for place in range(len(known))])
        for name, scores in rows
        if any(score is not None for score in scores)
    ]
    if table and any(one.grade for one in known):
        grades = [grade_name(one.grade) for one in known]
        table.append(_row(phrase("Grade"), known, (), grades))
    return table


def _row(
    name: str, results: Sequence[ItaResult], scores: Scores, texts: Sequence[str]
) -> dict[str, Any]:
    dated = [
        score
        for one, score in zip(results, scores, strict=False)
        if one.fiscal_year_be and score is not None
    ]
    years = [
        str(one.fiscal_year_be) if one.fiscal_year_be else say(kit_labels.YEAR_UNKNOWN)
        for one in results
    ]
    heads = (say(kit_labels.FILTER_INDICATOR), say(town_labels.TREND))
    return dict(zip((*heads, *years), (name, dated or None, *texts), strict=True))


def _text(place: int, scores: Scores, results: Sequence[ItaResult]) -> str:
    """A score with the sign of its change; one of an unknown year is compared with none."""
    score = scores[place]
    if score is None:
        return "–"
    before = [
        each
        for each, one in zip(scores[:place], results, strict=False)
        if each is not None and one.fiscal_year_be
    ]
    change = printed_change(score, before[-1]) if before else 0
    return f"{score_text(score)} {'↑' if change > 0 else '↓' if change < 0 else ''}".rstrip()
