"""The view of scores where towns took something up (`indicator` in the URL: 1–10, else the total).

No label says what caused a change.
"""

from collections.abc import Sequence
from itertools import islice

import streamlit as st

from itasearch.domain.indicators import indicators
from itasearch.model.effects import Effect, scale_of
from itasearch.model.records import report_of
from itasearch.model.tables import MIDDLE, SCREEN_FAINT, SCREEN_FILL, AnswerTable
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.state import address, follow_url, number_in_url, workspace, write_url
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.names import indicator_name

NONE_OF_SCORE = Label("Too few towns took anything up to compare this score: choose another one")

_SCORE = "effects.score"
_KEYS = (_SCORE,)

TOTAL = 0  # the choice of the total, among the numbers of indicators


def render() -> None:
    """Draw the choice of a score, and the table of what goes with it."""
    number = number_in_url("indicator", digits=2) or TOTAL
    score = number if number <= len(indicators()) else TOTAL
    follow_url("effects", _KEYS, read=lambda: {_SCORE: score})
    show_bar(Comparing.EFFECTS)
    title = phrase("Scores after towns took something up, against towns that did not")
    st.subheader(title, anchor=False)
    with st.spinner(phrase("Comparing the scores of all towns…")):
        effects = workspace().towns.effects(indicator=st.session_state[_SCORE])
    made = workspace().exports.tables(effects)
    _, no_cause, first, second, *limits = map(markdown.plain, made.notes)
    if effects.looked_at:
        st.warning(no_cause, icon=":material/info:")
        total = say(Label("ITA total", "effects"))
        chosen: int = st.selectbox(
            phrase("Which score"),
            [TOTAL, *(indicator.number for indicator in indicators())],
            format_func=lambda number: indicator_name(number) if number else total,
            key=_SCORE,
            filter_mode=None,
            width=420,
        )
        write_url("effects", {"indicator": str(chosen or "")}, keys=_KEYS)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(first, help=second)
            take_along(effects, view="effects", file_name=Label("effects", "file"))
        _show(effects.effects, made.tables)
    else:
        nothing = phrase("Nothing can be compared yet")
        st.info(f"**{nothing}**  \n{first}", icon=":material/hourglass_empty:")
        st.caption(second)
        st.markdown(f"[{say(kit_labels.GO_TO_LIBRARY)}]({address('library')})")
        write_url("effects", {}, keys=())
    with st.expander(phrase("How to read this, and what it cannot say")):
        st.markdown("\n".join(f"- {limit}" for limit in limits))


def _show(effects: Sequence[Effect], tables: Sequence[AnswerTable]) -> None:
    contrasts = [effect.contrast for effect in effects if effect.contrast]
    if not contrasts:
        st.caption(say(NONE_OF_SCORE))
    left = iter(effects)
    for table in tables:
        group = [*islice(left, len(table.grid.rows))]
        columns = columns_of(table, group)
        st.subheader(table.name, anchor=False)
        if group[0].contrast:
            _show_picture(group, table, scale=scale_of(contrasts))
        st.table(columns, border="horizontal", hide_index=True)


def columns_of(table: AnswerTable, effects: Sequence[Effect]) -> dict[str, list[str]]:
    """A table without the score, as the columns of st.table, which reads Markdown."""
    head, *rows = table.grid.texts()
    columns: dict[str, list[str]] = {name: [] for name in (head[0], *head[2:])}
    for effect, (name, _, *cells) in zip(effects, rows, strict=True):
        target = address("./", {"topic": effect.topic or ""})
        if effect.topic is None:
            target = address("library", {"report": report_of(effect.measure_id or "")})
        link = f"[{markdown.plain(shortened(name, html.TITLE_LENGTH))}]({target})"
        for column, cell in zip(columns.values(), (link, *map(markdown.plain, cells)), strict=True):
            column.append(cell)
    return columns


def _show_picture(effects: Sequence[Effect], table: AnswerTable, *, scale: float) -> None:
    head, *cells = table.grid.texts()
    rows = [
        {
            "name": shortened(name, html.TITLE_LENGTH),
            "low": each.low,
            "high": each.high,
            "middle": each.difference,
            "colour": SCREEN_FILL if each.beyond_chance else SCREEN_FAINT,
        }
        for (name, *_), effect in zip(cells, effects, strict=True)
        if (each := effect.contrast)
    ]
    across = {
        "field": "low",
        "type": "quantitative",
        "scale": {"domain": [-scale, scale], "clamp": True},
        "title": head[2],
    }
    axis = {"labelLimit": 260, "labelOverlap": False}
    dashed = {"type": "rule", "strokeDash": [3, 3], "color": MIDDLE, "aria": False}
    spec = {
        "data": {"values": rows},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": axis},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3, "aria": False},
                "encoding": {"x": across, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 80, "aria": False},
                "encoding": {"x": {**across, "field": "middle"}},
            },
            {"mark": dashed, "encoding": {"x": {"datum": 0}, "y": None, "color": None}},
        ],
    }
    st.vega_lite_chart(spec, height=70 + 28 * len(rows), alt=table.name)
