"""The view of scores where towns took something up (`indicator` in the URL: 1–10, else the total).

Each row has its difference in words and numbers, and as a picture of the same.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import streamlit as st

from itasearch.domain.indicators import indicators
from itasearch.domain.topics import topics
from itasearch.model.effects import (
    CALIPER,
    FEWEST_ADOPTERS,
    INTERVAL,
    MOST_MATCHES,
    TOTAL_BAND,
    Contrast,
    Effect,
    Effects,
    scale_of,
)
from itasearch.model.records import StoredMeasure, report_of
from itasearch.model.tables import MIDDLE, SCREEN_FAINT, SCREEN_FILL
from itasearch.ui.compare.sides import Comparing, bar_html
from itasearch.ui.effects import labels as effects_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import indicator_name, topic_name
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    TITLE_LENGTH,
    badge_html,
    details_html,
    link_html,
    quiet_html,
    status_html,
    table_html,
    text_html,
    wide_table_html,
)
from itasearch.ui.kit.state import (
    LIBRARY,
    SEARCH,
    address,
    follow_url,
    number_in_url,
    say,
    workspace,
    write_url,
)
from itasearch.wording.label import shortened
from itasearch.wording.labels import points_text

_SCORE = "effects.score"
_KEYS = (_SCORE,)

TOTAL = 0  # the choice of the total, among the numbers of indicators

_WIDTH, _HEIGHT = 200, 28
"""Pixels of a row's picture."""


def render() -> None:
    """Draw the choice of a score, and the table of what goes with it."""
    with faults_shown():
        follow_url("effects", _KEYS, read=_url_state)
        st.html(bar_html(Comparing.EFFECTS))
        st.subheader(say(effects_labels.TITLE), anchor=False)
        with st.spinner(say(effects_labels.WORKING)):
            everything = workspace().effects()
        if not everything.looked_at:
            _show_nothing(everything)
            write_url("effects", {}, keys=())
            return
        st.warning(say(effects_labels.NO_CAUSE), icon=":material/info:")
        with st.columns([2, 3])[0]:
            chosen: int = st.selectbox(
                say(effects_labels.SCORE),
                [TOTAL, *(one.number for one in indicators())],
                format_func=_score_name,
                key=_SCORE,
                filter_mode=None,
            )
        write_url("effects", {"indicator": str(chosen or "")}, keys=_KEYS)
        _show(everything, workspace().effects(indicator=chosen).effects)


def _url_state() -> Mapping[str, object]:
    number = number_in_url("indicator", digits=2) or TOTAL
    return {_SCORE: number if number <= len(indicators()) else TOTAL}


def _score_name(number: int) -> str:
    return indicator_name(number) if number else say(effects_labels.TOTAL)


def _show_nothing(found: Effects) -> None:
    why = say(effects_labels.NO_TOWNS)
    if found.towns:
        why = say(effects_labels.TOO_FEW, towns=found.towns, fewest=FEWEST_ADOPTERS)
    st.info(f"**{say(effects_labels.NO_STEPS)}**  \n{why}", icon=":material/hourglass_empty:")
    st.html(quiet_html(say(effects_labels.NEEDED, fewest=FEWEST_ADOPTERS)))
    st.html(link_html(say(kit_labels.GO_TO_LIBRARY), address(LIBRARY), kind="button"))
    st.html(_limits_html())


def _show(everything: Effects, of_score: Sequence[Effect]) -> None:
    enough = [one for one in of_score if one.contrast is not None]
    few = [one for one in of_score if one.contrast is None]
    text = say(
        effects_labels.FOUND,
        towns=everything.towns,
        years=everything.fiscal_years[-1],
        enough=len(enough),
        few=len(few),
    )
    looked_at = say(
        effects_labels.LOOKED_AT,
        count=everything.looked_at,
        chance=100 * (1 - INTERVAL),
        mark=say(effects_labels.BEYOND_CHANCE),
        marked=everything.found_beyond_chance,
    )
    st.html(status_html(text) + quiet_html(looked_at))
    ids = [one.measure_id for one in of_score if one.measure_id]
    texts = {one.measure.id: one for one in workspace().placed(ids)}
    table = table_of(enough, texts) if enough else quiet_html(say(effects_labels.NONE_OF_SCORE))
    st.html(table + _limits_html() + _few_html(few, texts))


def table_of(found: Sequence[Effect], texts: Mapping[str, StoredMeasure]) -> str:
    """Effects with enough towns as a table with a picture in each row."""
    contrasts = [(one, one.contrast) for one in found if one.contrast is not None]
    scale = scale_of([one for _, one in contrasts])
    names = [
        say(effects_labels.WHAT),
        say(effects_labels.DIFFERENCE),
        say(effects_labels.PICTURE, most=f"{scale:g}"),
        say(effects_labels.JUDGEMENT),
        say(effects_labels.TOOK_UP_CHANGED),
        say(effects_labels.DID_NOT_CHANGED),
    ]
    rows: list[list[str]] = []
    for label, group in _groups(contrasts):
        rows.append([text_html(say(label, count=len(group)))])
        rows += [_row(one, contrast, texts, scale=scale) for one, contrast in group]
    return wide_table_html(names, rows, caption=say(effects_labels.TITLE), kind="ita-effects")


_Contrasted: TypeAlias = tuple[Effect, Contrast]


def _groups(found: Sequence[_Contrasted]) -> Iterator[tuple[kit_labels.Label, list[_Contrasted]]]:
    """What is beyond chance, then the others: not by size, which chance decides among these."""
    places = {one.id: place for place, one in enumerate(topics())}
    above = [one for one in found if one[1].beyond_chance]
    rest = [one for one in found if not one[1].beyond_chance]
    of_topics = [one for one in rest if one[0].topic is not None]
    groups = (
        (effects_labels.GROUP_ABOVE, sorted(above, key=lambda one: -one[1].difference)),
        (
            effects_labels.GROUP_TOPICS,
            sorted(of_topics, key=lambda one: places.get(one[0].topic or "", len(places))),
        ),
        (
            effects_labels.GROUP_TEXTS,
            sorted((one for one in rest if one[0].topic is None), key=lambda one: -one[0].adopters),
        ),
    )
    yield from ((label, group) for label, group in groups if group)


def _row(
    one: Effect, contrast: Contrast, texts: Mapping[str, StoredMeasure], *, scale: float
) -> list[str]:
    interval = say(
        effects_labels.INTERVAL,
        difference=points_text(contrast.difference),
        low=points_text(contrast.low),
        high=points_text(contrast.high),
    )
    judgement = (
        badge_html(say(effects_labels.BEYOND_CHANCE), kind="strong")
        if contrast.beyond_chance
        else f'<span class="quiet">{text_html(say(effects_labels.MAY_BE_CHANCE))}</span>'
    )
    unmatched = ""
    if one.unmatched:
        unmatched = quiet_html(say(effects_labels.UNMATCHED, count=one.unmatched))
    return [
        _name_html(one, texts),
        text_html(interval),
        _picture_html(contrast, scale),
        judgement,
        _side_html(one.adopters, contrast.adopters_change) + unmatched,
        _side_html(one.others, contrast.others_change),
    ]


def _name_html(one: Effect, texts: Mapping[str, StoredMeasure]) -> str:
    if one.topic is not None:
        of_topic = address(SEARCH, {"topic": one.topic})
        return link_html(topic_name(one.topic), of_topic, kind="file")
    identifier = one.measure_id or ""
    known = texts.get(identifier)
    title = shortened(known.measure.title, TITLE_LENGTH) if known else identifier
    return link_html(title, address(LIBRARY, {"report": report_of(identifier)}), kind="file")


def _side_html(count: int, change: float) -> str:
    return text_html(say(effects_labels.COUNT_AND_CHANGE, count=count, change=points_text(change)))


def _picture_html(contrast: Contrast, scale: float) -> str:
    """The interval as a line with a dot at the difference; the cell before it has the same."""

    def across(value: float) -> float:
        middle, reach = _WIDTH / 2, _WIDTH / 2 - 6
        return middle + reach * max(-1.0, min(1.0, value / scale))

    colour = SCREEN_FILL if contrast.beyond_chance else SCREEN_FAINT
    middle = _HEIGHT / 2
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f'<path d="M{_WIDTH / 2:.1f} 0V{_HEIGHT}" stroke="{MIDDLE}" stroke-dasharray="3 3"/>'
        f'<path d="M{across(contrast.low):.1f} {middle:.1f}H{across(contrast.high):.1f}"'
        f' stroke="{colour}" stroke-width="3" stroke-linecap="round"/>'
        f'<circle cx="{across(contrast.difference):.1f}" cy="{middle:.1f}" r="5" fill="{colour}"/>'
        "</svg>"
    )
    data = b64encode(drawing.encode("ascii")).decode("ascii")
    return (
        f'<img class="ita-interval" src="data:image/svg+xml;base64,{data}" alt=""'
        f' width="{_WIDTH}" height="{_HEIGHT}">'
    )


def _limits_html() -> str:
    numbers = {
        "most": MOST_MATCHES,
        "widest": CALIPER,
        "band": TOTAL_BAND,
        "fewest": FEWEST_ADOPTERS,
    }
    items = "".join(f"<li>{text_html(say(one, **numbers))}</li>" for one in effects_labels.LIMITS)
    return details_html(say(effects_labels.HOW), f"<ul>{items}</ul>", kind="row")


def _few_html(found: Sequence[Effect], texts: Mapping[str, StoredMeasure]) -> str:
    """Topics and texts that too few took up, or did not: how many, and no numbers of scores."""
    if not found:
        return ""
    names = [
        say(effects_labels.WHAT),
        say(effects_labels.TOOK_UP),
        say(effects_labels.FEW_DID_NOT),
    ]
    rows = [[_name_html(one, texts), f"{one.adopters:,}", f"{one.others:,}"] for one in found]
    title = say(effects_labels.FEW, count=len(found))
    return details_html(
        title, table_html(names, rows, caption=title, kind="ita-counts"), kind="row"
    )
