"""The view of the matrix: how many measures each town has by topic or indicator.

The URL holds all choices. The measures of one cell (`cell=ORGANISATION.COLUMN`) are listed
below the table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from itasearch.model.records import OrganisationType
from itasearch.model.towns import Axis, Matrix, MatrixOrder, ScoreBand
from itasearch.ui.compare.sides import Comparing, bar_html
from itasearch.ui.draft.current import draft_measure_ids
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import province_name, town_name
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    badge_html,
    badges_html,
    link_html,
    plain_markdown,
    quiet_html,
    status_html,
)
from itasearch.ui.kit.organisations import offered
from itasearch.ui.kit.state import (
    MATRIX,
    UrlValues,
    address,
    follow_url,
    number_in_url,
    say,
    total_in_url,
    typed_year,
    url_values,
    workspace,
    write_url,
)
from itasearch.ui.kit.take_along import take_along
from itasearch.ui.kit.widgets import choose_several, more_button, warn_of_unknown
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns import own_town
from itasearch.ui.towns.example_card import example_html, show_example
from itasearch.ui.towns.matrix_table import (
    cell_named,
    column_name,
    counts_of,
    folded_html,
    legend_html,
    matrix_html,
)
from itasearch.ui.towns.own_town import choose_town, initial_town
from itasearch.workspace import FilterChoices, FilterNames

LIKE, AXIS, ORDER = "matrix.like", "matrix.axis", "matrix.order"
PROVINCE, TYPE, YEAR = "matrix.province", "matrix.type", "matrix.year"
LEAST, MOST = "matrix.least", "matrix.most"
KEYS = (LIKE, AXIS, ORDER, PROVINCE, TYPE, YEAR, LEAST, MOST)
_FILTERS = (PROVINCE, TYPE, YEAR, LEAST, MOST)

_CELL, _SHOWN = "cell", "k"
"""Query parameters: the chosen cell, and how many of its measures are shown."""
_CARDS = 12  # cards shown at a time; a long list of guidelines may have a hundred in one cell


def _cell_in_url() -> UrlValues:
    cell = st.query_params.get(_CELL, "")
    return {_CELL: cell, _SHOWN: str(_limit()) if cell and _limit() > _CARDS else ""}


def _limit() -> int:
    found = number_in_url(_SHOWN, digits=4)
    return _CARDS if found is None else found


def _show_cell(matrix: Matrix, *, own: str, closed: str) -> None:
    name = st.query_params.get(_CELL, "")
    if not name:
        return
    found = cell_named(matrix, name)
    with st.container(key="matrix_cell"):
        if found is None:
            st.html(quiet_html(say(towns_labels.CELL_GONE)))
            return
        row, column, cell = found
        count = len(cell.measure_ids)
        named = column_name(matrix.axis, column)
        town = town_name(row.organisation.name)
        title = say(towns_labels.CELL_TITLE, town=town, column=named, count=count)
        st.subheader(plain_markdown(title), anchor=False)
        # A style frames the cell: the table itself is not rendered again.
        frame = f'.ita-matrix [data-cell="{name}"] {{outline: 3px solid var(--ita-alert);}}'
        st.html(
            f"<style>{frame}</style>"
            + link_html(say(towns_labels.CELL_CLOSE), closed, kind="action stay")
        )
        _show_measures(cell.measure_ids, own=own, column=column)


def _show_measures(measure_ids: Sequence[str], *, own: str, column: str) -> None:
    taken = draft_measure_ids()
    guess = badges_html([badge_html(say(towns_labels.GUESSED), kind="guessed")])
    with st.container(key="examples_cell"):
        for one in workspace().placed(measure_ids[: _limit()]):
            # Known by its report or a person, not by a guess.
            known = column in (*one.measure.topics, str(one.measure.indicator))
            notes = [] if known else [guess]
            body = example_html(one, own=own, notes=notes)
            show_example(one, view="matrix", place="cell", taken=taken, body=body)
    rest = len(measure_ids) - _limit()
    if rest > 0:
        label = say(towns_labels.CELL_MORE, count=min(rest, _CARDS))
        more_button(label, key="matrix.more", limit=_limit() + _CARDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixChoices:
    """What was chosen."""

    axis: Axis
    order: MatrixOrder
    like: str
    filters: FilterNames
    band: ScoreBand

    @property
    def is_reversed(self) -> bool:
        """Whether the band ends below its beginning."""
        least, most = self.band.least, self.band.most
        return least is not None and most is not None and least > most

    def url(self) -> UrlValues:
        """The choices as the URL has them; what is as it always is, is left out."""
        return {
            "axis": "" if self.axis is Axis.TOPICS else str(self.axis),
            "order": "" if self.order is MatrixOrder.COVERAGE else str(self.order),
            "like": self.like,
            "province": self.filters.provinces,
            "type": self.filters.types,
            "year": tuple(map(str, self.filters.fiscal_years)),
            "least": _number_text(self.band.least),
            "most": _number_text(self.band.most),
        }


def url_state(choices: FilterChoices) -> Mapping[str, object]:
    """The widgets' values as the URL has them; what this library lacks is named and left out."""
    provinces, types = choices.provinces, list(map(str, choices.types))
    years = list(map(str, choices.fiscal_years))
    warn_of_unknown("province", provinces)
    warn_of_unknown("type", types)
    warn_of_unknown("year", years, read=typed_year)
    axis, order = url_values("axis", list(Axis)), url_values("order", list(MatrixOrder))
    return {
        LIKE: initial_town("like"),
        AXIS: axis[0] if axis else str(Axis.TOPICS),
        ORDER: order[0] if order else str(MatrixOrder.COVERAGE),
        PROVINCE: url_values("province", provinces),
        TYPE: url_values("type", types),
        YEAR: url_values("year", years, read=typed_year),
        LEAST: total_in_url("least"),
        MOST: total_in_url("most"),
    }


def current_choices() -> MatrixChoices:
    """The choices as the widgets have them."""
    state = st.session_state
    return MatrixChoices(
        axis=Axis(state[AXIS]),
        order=MatrixOrder(state[ORDER]),
        like=state[LIKE] or "",
        filters=FilterNames(
            provinces=tuple(state[PROVINCE]),
            types=tuple(state[TYPE]),
            fiscal_years=tuple(state[YEAR]),
        ),
        band=ScoreBand(least=state[LEAST], most=state[MOST]),
    )


def show_choices(choices: FilterChoices) -> None:
    """Draw the widgets; the filters of towns are folded at first."""
    with st.container(key="matrix_choices"):
        town, axis, order = st.columns([5, 3, 4], gap="medium", vertical_alignment="bottom")
    with town:
        choose_town(LIKE, offered(LIKE, chosen=[st.session_state[LIKE]]))
    axes = {str(one): say(label) for one, label in towns_labels.AXES.items()}
    orders = {str(one): say(label) for one, label in towns_labels.ORDERS.items()}
    for place, label, names, key in (
        (axis, towns_labels.AXIS, axes, AXIS),
        (order, towns_labels.ORDER, orders, ORDER),
    ):
        place.selectbox(
            say(label), list(names), format_func=names.__getitem__, key=key, filter_mode=None
        )
    count = sum(st.session_state[key] not in (None, []) for key in _FILTERS)
    title = say(towns_labels.FILTERS_ON, count=count) if count else say(towns_labels.FILTERS)
    with st.expander(title, icon=":material/tune:", key="matrix_filters"):
        _show_filters(choices)


def _show_filters(choices: FilterChoices) -> None:
    kinds = {
        str(kind): say(kit_labels.TYPE_LABELS[OrganisationType(kind)]) for kind in choices.types
    }
    provinces = {name: province_name(name) for name in choices.provinces}
    years = {str(year): str(year) for year in choices.fiscal_years}
    left, right = st.columns(2, gap="medium")
    with left:
        choose_several(kit_labels.FILTER_PROVINCE, provinces, key=PROVINCE)
        choose_several(kit_labels.FILTER_TYPE, kinds, key=TYPE)
    with right:
        choose_several(kit_labels.FILTER_YEAR, years, key=YEAR)
        with st.container(horizontal=True, key="matrix_band"):
            for label, key in ((towns_labels.LEAST, LEAST), (towns_labels.MOST, MOST)):
                st.number_input(
                    say(label),
                    min_value=0.0,
                    max_value=100.0,
                    value=None,
                    step=5.0,
                    format="%g",
                    key=key,
                    placeholder=say(kit_labels.FILTER_ANY),
                )


def _number_text(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def render() -> None:
    """Draw the choices, the table and what the chosen cell holds."""
    with faults_shown():
        if own_town.is_without_reports():
            own_town.show(Comparing.TOWNS)
            return
        choices = workspace().filter_choices()
        follow_url("matrix", KEYS, read=lambda: url_state(choices))
        st.html(bar_html(Comparing.TOWNS, town=st.session_state[LIKE] or ""))
        show_choices(choices)
        chosen = current_choices()
        write_url("matrix", {**chosen.url(), **_cell_in_url()}, keys=KEYS)
        if chosen.is_reversed:
            st.info(say(towns_labels.BAND_REVERSED), icon=":material/filter_alt:")
            return
        _show(_counted(chosen), chosen)


def _counted(chosen: MatrixChoices) -> Matrix:
    order = chosen.order
    if order is MatrixOrder.LIKENESS and not chosen.like:
        st.info(say(towns_labels.ORDER_NEEDS_TOWN), icon=":material/compare_arrows:")
        order = MatrixOrder.COVERAGE
    with st.spinner(say(towns_labels.COUNTING)):
        return workspace().matrix(
            axis=chosen.axis,
            filters=chosen.filters,
            band=chosen.band,
            order=order,
            like=chosen.like or None,
        )


def _show(matrix: Matrix, chosen: MatrixChoices) -> None:
    if not matrix.rows:
        st.info(say(towns_labels.NONE_FIT), icon=":material/filter_alt:")
        return
    used = sum(1 for count in counts_of(matrix) if count)
    if not used:
        st.info(say(towns_labels.NOTHING_CLASSIFIED), icon=":material/sell:")
        return
    found = [status_html(say(towns_labels.SHOWN, towns=len(matrix.rows), columns=used))]
    if matrix.left_out:
        found.append(quiet_html(say(towns_labels.LEFT_OUT, count=matrix.left_out)))
    st.html("".join([*found, legend_html()]))
    name = kit_labels.FILE_MATRIX
    take_along(matrix, view="matrix", file_name=name, filters=chosen.filters, band=chosen.band)
    table = matrix_html(
        matrix,
        own=chosen.like,
        cell_address=lambda name: address(MATRIX, {**chosen.url(), "cell": name}),
    )
    with st.container(key="matrix_wide"):
        st.html(table + folded_html(matrix))
    _show_cell(matrix, own=chosen.like, closed=address(MATRIX, chosen.url()))
