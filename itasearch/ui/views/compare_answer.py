"""The comparison below the two choices: counts, pairs side by side, and what only one has."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import streamlit as st

from itasearch.model.comparison import Comparison
from itasearch.model.library import ReportSummary
from itasearch.model.records import Measure
from itasearch.ui import strings as s
from itasearch.ui import strings_compare as c
from itasearch.ui.basket import basket_ids, take_button
from itasearch.ui.cards import file_name, organisation_name, year_name
from itasearch.ui.markup import link_html, plain_markdown, quiet_html, shortened, status_html
from itasearch.ui.pairs import (
    Names,
    alone_html,
    heads_html,
    indicators_html,
    pair_html,
    side_names,
    summary_text,
)
from itasearch.ui.sides import Sides
from itasearch.ui.state import COMPARE, address, say


def show(comparison: Comparison, sides: Sides, *, asked: Mapping[str, str]) -> None:
    """Draw the comparison.

    Args:
        comparison: what to show.
        sides: tell which other reports there are.
        asked: the comparison as the URL has it.
    """
    names = side_names(comparison)
    taken = basket_ids()
    notes = [quiet_html(say(c.YEARS_DIFFER))] if _years_differ(comparison) else []
    st.html(
        "".join(
            [
                heads_html(comparison),
                *_other_reports(comparison, sides, asked),
                status_html(summary_text(comparison, names), kind="ita-summary"),
                *notes,
                indicators_html(comparison.coverage, names),
            ]
        )
    )
    _show_pairs(comparison, names, taken)
    _show_covers(comparison, names, taken)
    _show_alone(comparison, names, taken)


def _years_differ(comparison: Comparison) -> bool:
    return comparison.left.fiscal_year_be != comparison.right.fiscal_year_be


def _other_reports(comparison: Comparison, sides: Sides, asked: Mapping[str, str]) -> Iterator[str]:
    """Links that put another report of the same organisation and year on a side."""
    compared = {"left": comparison.left, "right": comparison.right}
    shown = {side.report_id for side in compared.values()}
    for key, side in compared.items():
        town = side.organisation.id if side.organisation else ""
        for report in sides.reports.get(town, ()):
            if report.fiscal_year_be == side.fiscal_year_be and report.id not in shown:
                target = {**asked, key: report.id, f"{key}_year": ""}
                yield link_html(_other_report_text(report), address(COMPARE, target))


def _other_report_text(report: ReportSummary) -> str:
    return say(
        c.OTHER_REPORT,
        name=organisation_name(report.organisation),
        year=year_name(report.fiscal_year_be),
        kind=say(s.KIND_LABELS[report.kind]),
        file=shortened(file_name(report.source.path), 60),
    )


def _show_pairs(comparison: Comparison, names: Names, taken: Collection[str]) -> None:
    st.subheader(say(c.PAIRS, count=len(comparison.pairs)), anchor=False)
    if not comparison.pairs:
        st.html(quiet_html(say(c.NO_PAIRS)))
    for pair in comparison.pairs:
        with st.container(key=f"pair_{pair.left.id}", gap="small"):
            st.html(pair_html(pair, names))
            for column, one, name in zip(
                st.columns(2, gap="medium"), (pair.left, pair.right), names, strict=True
            ):
                with column:
                    take_button(one.id, view="compare", taken=taken, whose=name)


def _show_covers(comparison: Comparison, names: Names, taken: Collection[str]) -> None:
    if comparison.covers:
        st.subheader(say(c.COVERS, count=len(comparison.covers)), anchor=False)
    for cover in comparison.covers:
        sides = zip(st.columns(2, gap="medium"), (cover.left, cover.right), names, strict=True)
        for column, measures, name in sides:
            with column:
                st.html(quiet_html(name))
                _show_measures(measures, taken)


def _show_alone(comparison: Comparison, names: Names, taken: Collection[str]) -> None:
    alone = (comparison.only_left, comparison.only_right)
    for column, measures, name in zip(st.columns(2, gap="medium"), alone, names, strict=True):
        with column:
            said = say(c.ONLY, name=name, count=len(measures))
            st.subheader(plain_markdown(said), anchor=False)
            _show_measures(measures, taken)


def _show_measures(measures: Sequence[Measure], taken: Collection[str]) -> None:
    if not measures:
        st.html(quiet_html(say(c.NOTHING_ALONE)))
    for measure in measures:
        with st.container(key=f"alone_{measure.id}", gap="small"):
            st.html(alone_html(measure))
            take_button(measure.id, view="compare", taken=taken)
