"""What the matrix shows: columns, order, own town, and which towns; widgets and URL alike.

Imports the workspace's filters, the model, its neighbours and streamlit.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from itasearch.model.matrix import Axis, MatrixOrder, ScoreBand
from itasearch.model.records import OrganisationType
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import province_name
from itasearch.ui.kit.state import UrlValues, say, url_values
from itasearch.ui.towns import labels as m
from itasearch.ui.towns.own_town import choose_town, town_asked
from itasearch.workspace import FilterChoices, FilterNames

LIKE, AXIS, ORDER = "matrix.like", "matrix.axis", "matrix.order"
PROVINCE, TYPE, YEAR = "matrix.province", "matrix.type", "matrix.year"
LEAST, MOST = "matrix.least", "matrix.most"
KEYS = (LIKE, AXIS, ORDER, PROVINCE, TYPE, YEAR, LEAST, MOST)
_FILTERS = (PROVINCE, TYPE, YEAR, LEAST, MOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixChoices:
    """What was chosen.

    Attributes:
        like: id of the own organisation; "" for none.
    """

    axis: Axis
    order: MatrixOrder
    like: str
    filters: FilterNames
    band: ScoreBand

    @property
    def is_turned(self) -> bool:
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


def url_state(choices: FilterChoices, towns: Mapping[str, str]) -> Mapping[str, object]:
    """The widgets' values as the URL has them; what this library lacks is left out."""
    axis, order = url_values("axis", list(Axis)), url_values("order", list(MatrixOrder))
    return {
        LIKE: town_asked("like", towns),
        AXIS: axis[0] if axis else str(Axis.TOPICS),
        ORDER: order[0] if order else str(MatrixOrder.COVERAGE),
        PROVINCE: url_values("province", choices.provinces),
        TYPE: url_values("type", [str(kind) for kind in choices.types]),
        YEAR: url_values("year", [str(year) for year in choices.fiscal_years]),
        LEAST: _total_in_url("least"),
        MOST: _total_in_url("most"),
    }


def asked_now() -> MatrixChoices:
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


def show_choices(choices: FilterChoices, towns: Mapping[str, str]) -> None:
    """Draw the widgets; which towns are shown is folded until it is asked for."""
    with st.container(key="matrix_choices"):
        town, axis, order = st.columns([5, 3, 4], gap="medium", vertical_alignment="bottom")
    with town:
        choose_town(LIKE, towns)
    with axis:
        st.selectbox(
            say(m.AXIS),
            [str(one) for one in Axis],
            format_func=lambda one: say(m.AXES[Axis(one)]),
            key=AXIS,
            filter_mode=None,
        )
    with order:
        st.selectbox(
            say(m.ORDER),
            [str(one) for one in MatrixOrder],
            format_func=lambda one: say(m.ORDERS[MatrixOrder(one)]),
            key=ORDER,
            filter_mode=None,
        )
    count = sum(st.session_state[key] not in (None, []) for key in _FILTERS)
    label = say(m.FILTERS_ON, count=count) if count else say(m.FILTERS)
    with st.expander(label, icon=":material/tune:", key="matrix_filters"):
        _show_filters(choices)


def _show_filters(choices: FilterChoices) -> None:
    kinds = {str(kind): say(s.TYPE_LABELS[OrganisationType(kind)]) for kind in choices.types}
    provinces = {name: province_name(name) for name in choices.provinces}
    years = {str(year): str(year) for year in choices.fiscal_years}
    left, right = st.columns(2, gap="medium")
    with left:
        _choose_several(s.FILTER_PROVINCE, PROVINCE, provinces)
        _choose_several(s.FILTER_TYPE, TYPE, kinds)
    with right:
        _choose_several(s.FILTER_YEAR, YEAR, years)
        with st.container(horizontal=True, key="matrix_band"):
            for label, key in ((m.LEAST, LEAST), (m.MOST, MOST)):
                st.number_input(
                    say(label),
                    min_value=0.0,
                    max_value=100.0,
                    value=None,
                    step=5.0,
                    format="%g",
                    key=key,
                    placeholder=say(m.ANY),
                )


def _choose_several(label: s.Label, key: str, names: Mapping[str, str]) -> None:
    st.multiselect(
        say(label),
        list(names),
        format_func=lambda value: names.get(value, value),
        key=key,
        placeholder=say(m.ANY),
        filter_mode="contains",
        select_all=False,
    )


def _total_in_url(name: str) -> float | None:
    """A total, 0–100, that the URL names; None where it names none."""
    try:
        number = float(st.query_params.get(name, ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= 100 else None


def _number_text(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
