"""The band of ITA totals that towns are narrowed to: in the URL, in words, and its list."""

import math

import streamlit as st

from itasearch.domain.indicators import passing_grades
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.ui.kit.state import language, phrase, say
from itasearch.wording.label import Label
from itasearch.wording.watches import band_name

_SMALLEST_STEP = 0.01  # points between two totals: ITA prints two digits


def band_in_url() -> ScoreBand:
    """The band from `least` to `most` of the URL; every total where that makes no sense."""
    least, most = _total("least"), _total("most")
    if least is not None and most is not None and least > most:
        return EVERY_TOTAL
    return ScoreBand(least=least, most=most)


def _total(name: str) -> float | None:
    """The ITA total, 0–100, of a query parameter; None for anything else."""
    try:
        number = float(st.query_params.get(name, ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= 100 else None


def band_values(band: ScoreBand) -> dict[str, str]:
    """The query parameters of a band; "" for an open side."""
    sides = {"least": band.least, "most": band.most}
    return {name: "" if total is None else f"{total:g}" for name, total in sides.items()}


def choose_band(*, key: str) -> None:
    """Draw the list of bands: those of the grades, and the one that the widget holds already."""
    grades = passing_grades()
    failed = ScoreBand(most=round(grades[-1].least - _SMALLEST_STEP, 2))
    bands = [EVERY_TOTAL, *(ScoreBand(least=one.least) for one in grades), failed]
    st.selectbox(
        phrase("Newest ITA total of the town"),
        dict.fromkeys([*bands, st.session_state[key]]),
        format_func=lambda band: band_name(band, language()) or say(Label("Any", "search")),
        key=key,
        filter_mode=None,
    )
