"""The view เปรียบเทียบ: two organisations, or with `years=` in the URL the years of one.

A side in the URL is the id of an organisation or a report, or a name as find_organisation takes it.
"""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from itasearch.errors import ComparisonError
from itasearch.model.comparison import Comparison
from itasearch.ui.compare import answer, labels as compare_labels, years as compare_years
from itasearch.ui.compare.sides import Sides, offered_sides
from itasearch.ui.kit import labels as kit_labels, markdown, widgets
from itasearch.ui.kit.comparing import NONE_YET, Comparing, show_bar
from itasearch.ui.kit.state import UrlValues, follow_url, kept_answer, workspace, write_url
from itasearch.ui.town import near_links, similar_to
from itasearch.ui.towns.own_town import own_town
from itasearch.wording.label import Label
from itasearch.wording.language import phrase, say

SIDE_KEYS = {"left": "compare.left", "right": "compare.right"}
YEAR_KEYS = {"left": "compare.left_year", "right": "compare.right_year"}
_FILTERS = (*answer.KEYS.values(), answer.DIFFERENCES)
_KEYS = (*SIDE_KEYS.values(), *YEAR_KEYS.values(), *_FILTERS)
_YEAR_WIDTH = 104  # px, of four digits and the sign of a list
_LABELS = {"left": Label("First organisation (we)"), "right": Label("Second organisation (they)")}


def render() -> None:
    """Draw the two choices and the comparison."""
    if workspace().library.report_count() < 2:
        st.subheader(say(compare_labels.PURPOSE), anchor=False)
        widgets.show_reports_needed(compare_labels.LIBRARY_TOO_SMALL)
        return
    if "years" in st.query_params:
        compare_years.render(offered_sides((compare_years.YEARS_KEY,), named=_named()))
        return
    sides = offered_sides(tuple(SIDE_KEYS.values()), named=_named())
    follow_url("compare", _KEYS, read=lambda: _url_state(sides))
    left = st.session_state[SIDE_KEYS["left"]] or ""
    show_bar(Comparing.TWO, town=left if left in sides.years else "")
    places: dict[str, DeltaGenerator] = {}
    with st.container(horizontal=True, key="compare_sides"):
        for side in SIDE_KEYS:
            with st.container(key=f"compare_of_{side}", gap="xsmall"):
                places[side] = _choose(side, sides)
    chosen = {side: st.session_state[key] or "" for side, key in SIDE_KEYS.items()}
    years = {f"{side}_year": str(st.session_state[key] or "") for side, key in YEAR_KEYS.items()}
    differences = "1" if st.session_state[answer.DIFFERENCES] else ""
    query = {**chosen, **years, "differences": differences, **answer.chosen_filters()}
    write_url("compare", query, keys=_KEYS)
    _answer(sides, query, places)


def _named() -> list[str]:
    in_url = [value for name in (*SIDE_KEYS, "years") for value in st.query_params.get_all(name)]
    keys = (*SIDE_KEYS.values(), compare_years.YEARS_KEY)
    chosen = [str(st.session_state.get(key) or "") for key in keys]
    named = (*in_url, *chosen, own_town(widgets.KnownOrganisations()) or "")
    return [value for value in named if value not in ("", NONE_YET)]


def _url_state(sides: Sides) -> Mapping[str, object]:
    state: dict[str, object] = {answer.DIFFERENCES: st.query_params.get("differences") == "1"}
    state |= answer.filters_in_url()
    for side, key in SIDE_KEYS.items():
        named = st.query_params.get(side, "")
        if named in sides.named_by:
            state[key], state[YEAR_KEYS[side]] = sides.named_by[named]
            continue
        state[key] = widgets.named_in_url(named, sides.names)
        if side == "left" and named == "" and not st.query_params.get("right"):
            state[key] = own_town(sides.years)
        # A year that the side has no report of is named and left out.
        years = widgets.warn_of_unknown(f"{side}_year", sides.years.get(str(state[key]), ()))
        state[YEAR_KEYS[side]] = next(map(int, years), None)
    return state


def _choose(side: str, sides: Sides) -> DeltaGenerator:
    """Draw the choice of a side; returns the place of its year, which names the one compared."""
    key = SIDE_KEYS[side]
    widgets.narrow(sides.offers[key], key=key)
    with st.container(horizontal=True, wrap=False, key=f"compare_{side}"):
        names = sides.names_for(key)
        left = st.session_state[SIDE_KEYS["left"]]
        if side == "right" and left != st.session_state[key]:  # unless a link compares its years
            names = {name: label for name, label in names.items() if name != left}
        hint = sides.offers[key].hint
        chosen = widgets.choose_named(_LABELS[side], names, key=key, hint=hint, is_quiet=True)
        if st.session_state.get(YEAR_KEYS[side]) not in sides.years.get(chosen or "", ()):
            st.session_state[YEAR_KEYS[side]] = None
        return st.container(width=_YEAR_WIDTH)


def _choose_years(
    places: Mapping[str, DeltaGenerator], sides: Sides, compared: Comparison | None
) -> None:
    for side, column in places.items():
        years = sides.years.get(st.session_state[SIDE_KEYS[side]] or "", ())
        report = compared and {"left": compared.left, "right": compared.right}[side]
        column.selectbox(
            say(kit_labels.FISCAL_YEAR),
            years,
            index=None,
            key=YEAR_KEYS[side],
            placeholder=str(report.fiscal_year_be or "–") if report else phrase("Year"),
            disabled=not years,
            label_visibility="collapsed",
            width=_YEAR_WIDTH,
            filter_mode="contains",
        )


def _answer(sides: Sides, query: UrlValues, places: Mapping[str, DeltaGenerator]) -> None:
    left, right = (st.session_state[key] for key in SIDE_KEYS.values())
    if not left or not right:
        _choose_years(places, sides, None)
        st.subheader(say(compare_labels.PURPOSE), anchor=False)
        first = sides.names.get(left or right or "", "").split(" · ")[0]
        message = phrase(
            "Choose two organisations above, to see which measures both have and which only "
            "one has. Without a year the latest that both have is taken"
        )
        if first:
            message = phrase("Choose one more organisation to compare with {name}", name=first)
        st.info(markdown.plain(message), icon=":material/compare_arrows:")
        if left in sides.years and (near := near_links(similar_to(left), but="")):
            similar = phrase("Similar towns")
            st.markdown(f"{similar}: {' · '.join(near)}")
        return
    try:
        comparison = _compared()
    except ComparisonError:
        _choose_years(places, sides, None)
        message = say(compare_labels.SAME_TWICE)
        if left in sides.years and len(sides.reports.get(left, ())) < 2:
            message = say(compare_labels.ONE_REPORT, name=sides.names[left])
        st.info(markdown.plain(message), icon=":material/compare_arrows:")
        return
    _choose_years(places, sides, comparison)
    chosen = answer.chosen_filters()
    narrowed = workspace().exports.narrow(
        comparison,
        indicators=chosen["indicator"],
        topics=chosen["topic"],
        differences_only=bool(st.session_state[answer.DIFFERENCES]),
    )
    answer.show(comparison, narrowed, sides, query=query)


def _compared() -> Comparison:
    named = []
    for side, key in SIDE_KEYS.items():
        year = st.session_state[YEAR_KEYS[side]]
        named.append(st.session_state[key] + (f"@{year}" if year else ""))
    with st.spinner(phrase("Comparing…")):
        return kept_answer(("compare", *named), lambda: workspace().compare(*named))
