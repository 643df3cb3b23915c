"""The comparison below the two choices: counts, pairs side by side, and what only one has."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import streamlit as st

from itasearch.model.comparison import Comparison, Cover, DifferenceKind, Pair, RankedDifference
from itasearch.model.library import ReportSummary
from itasearch.model.records import Measure
from itasearch.ui import strings as s
from itasearch.ui import strings_compare as c
from itasearch.ui.basket import basket_ids, take_button
from itasearch.ui.cards import file_name, organisation_name, year_name
from itasearch.ui.comparison_head import (
    Names,
    heads_html,
    indicators_html,
    side_names,
    summary_text,
)
from itasearch.ui.markup import link_html, plain_markdown, quiet_html, shortened, status_html
from itasearch.ui.pairs import alone_html, cover_html, pair_html
from itasearch.ui.sides import Sides
from itasearch.ui.state import COMPARE, address, say


def show(
    comparison: Comparison, sides: Sides, *, asked: Mapping[str, str], differences_only: bool
) -> None:
    """Draw the comparison.

    Args:
        comparison: what to show.
        sides: tell which other reports there are.
        asked: the comparison as the URL has it.
        differences_only: as one list, biggest first, without what is the same.
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
    if differences_only:
        _show_differences(comparison.differences_by_size(), names, taken)
        return
    _show_pairs(comparison.pairs, names, taken)
    _show_covers(comparison.covers, names, taken)
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


def _show_differences(
    found: Sequence[RankedDifference], names: Names, taken: Collection[str]
) -> None:
    st.subheader(say(c.DIFFERENCES, count=len(found)), anchor=False)
    if not found:
        st.html(quiet_html(say(c.NO_DIFFERENCES)))
    for one in found:
        if isinstance(one.item, Pair):
            _show_pair(one.item, names, taken)
        elif isinstance(one.item, Cover):
            _show_cover(one.item, names, taken)
        else:
            left = one.kind is DifferenceKind.ONLY_LEFT
            said, name = (c.WE_HAVE, names[0]) if left else (c.THEY_HAVE, names[1])
            whose = say(c.ONLY_ONE, said=say(said), name=name)
            _show_measure(one.item, taken, whose=whose)


def _show_pairs(pairs: Sequence[Pair], names: Names, taken: Collection[str]) -> None:
    st.subheader(say(c.PAIRS, count=len(pairs)), anchor=False)
    if not pairs:
        st.html(quiet_html(say(c.NO_PAIRS)))
    for pair in pairs:
        _show_pair(pair, names, taken)


def _show_pair(pair: Pair, names: Names, taken: Collection[str]) -> None:
    with st.container(key=f"pair_{pair.left.id}", gap="small"):
        st.html(pair_html(pair, names))
        _take_buttons(((pair.left,), (pair.right,)), names, taken)


def _show_covers(covers: Sequence[Cover], names: Names, taken: Collection[str]) -> None:
    if not covers:
        return
    st.subheader(say(c.COVERS, count=len(covers)), anchor=False)
    for cover in covers:
        _show_cover(cover, names, taken)


def _show_cover(cover: Cover, names: Names, taken: Collection[str]) -> None:
    with st.container(key=f"pair_{cover.left[0].id}", gap="small"):
        st.html(cover_html(cover, names))
        _take_buttons((cover.left, cover.right), names, taken)


def _take_buttons(
    sides: tuple[Sequence[Measure], Sequence[Measure]], names: Names, taken: Collection[str]
) -> None:
    """A button for each measure below its side; its number tells those of one side apart."""
    for column, measures, name in zip(st.columns(2, gap="medium"), sides, names, strict=True):
        with column:
            for place, one in enumerate(measures, start=1):
                number = shortened(one.number or f"({place})", 12)
                whose = name if len(measures) == 1 else f"{name} {number}"
                take_button(one.id, view="compare", taken=taken, whose=whose)


def _show_alone(comparison: Comparison, names: Names, taken: Collection[str]) -> None:
    alone = (comparison.only_left, comparison.only_right)
    labels = (c.WE_HAVE, c.THEY_HAVE)
    columns = st.columns(2, gap="medium")
    for column, measures, name, label in zip(columns, alone, names, labels, strict=True):
        with column:
            said = say(c.ONLY, said=say(label), name=name, count=len(measures))
            st.subheader(plain_markdown(said), anchor=False)
            if not measures:
                st.html(quiet_html(say(c.NOTHING_ALONE)))
            for measure in measures:
                _show_measure(measure, taken)


def _show_measure(measure: Measure, taken: Collection[str], *, whose: str = "") -> None:
    with st.container(key=f"alone_{measure.id}", gap="small"):
        st.html(alone_html(measure, whose=whose))
        take_button(measure.id, view="compare", taken=taken)
