"""What is doubtful about a report, each with the way to put it right or to say it is right."""

from datetime import date

import streamlit as st

from itasearch.model.corrections import ConfirmDoubt, Review, SetFiscalYear, SetOrganisation
from itasearch.model.records import Report
from itasearch.text.dates.fiscal_year import CE_OFFSET
from itasearch.ui.draft.basket import follow_store, show_stored
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import place_name
from itasearch.ui.kit.html import doubt_html, status_html
from itasearch.ui.kit.state import say, workspace
from itasearch.ui.review import labels as r
from itasearch.ui.review.correcting import keep
from itasearch.ui.review.doubts_html import confirmable, doubt_text

FIRST_YEAR_OFFERED = 2556


def show(review: Review) -> None:
    """Draw the doubts, and the two fields that any report can be wrong about."""
    report = review.report
    with st.container(border=True, key="library_review"):
        if report.missing:
            st.html(status_html(say(r.DOUBTS, count=len(report.missing)), kind="ita-summary"))
        else:
            st.html(status_html(say(r.NO_DOUBTS)))
        for doubt in report.missing:
            _doubt(report, doubt)
        first, second = st.columns([2, 1])
        with first:
            _organisation(report)
        with second:
            _year(report)


def _doubt(report: Report, doubt: str) -> None:
    with st.container(key=f"doubt_{doubt}", gap=None):
        st.html(doubt_html(doubt_text(doubt, report)))
        if confirmable(doubt, report):
            st.button(
                say(r.CONFIRM),
                key=f"review.confirm.{doubt}.{report.id}",
                icon=":material/check:",
                on_click=_confirm,
                args=(report.id, doubt),
            )


def _confirm(report_id: str, doubt: str) -> None:
    keep(report_id, ConfirmDoubt(doubt=doubt), told=r.CONFIRMED)


def _organisation(report: Report) -> None:
    """Whose report it is: a known organisation, or the name of a new one."""
    known = workspace().filter_choices().organisations
    names = {" ".join(filter(None, (o.name, place_name(o)))): o.id for o in known}
    whose = report.organisation
    now = None
    if whose is not None:
        now = next((name for name, one in names.items() if one == whose.id), whose.name)
        names.setdefault(now, whose.id)
    key = f"review.organisation.{report.id}"
    follow_store(key, now)
    st.selectbox(
        say(s.REVIEW_ORGANISATION),
        list(names),
        index=None,
        key=key,
        placeholder=say(s.REVIEW_ORGANISATION_HINT),
        accept_new_options=True,
        filter_mode="contains",
        on_change=_keep_organisation,
        args=(report.id, key, names),
    )


def _keep_organisation(report_id: str, key: str, names: dict[str, str]) -> None:
    chosen = st.session_state[key]
    if chosen and chosen.strip():
        keep(report_id, SetOrganisation(name=names.get(chosen, chosen.strip())))
    else:
        show_stored(key)


def _year(report: Report) -> None:
    # A plan is handed in before its year begins.
    years = list(range(date.today().year + CE_OFFSET + 1, FIRST_YEAR_OFFERED - 1, -1))
    now = report.fiscal_year_be
    if now is not None and now not in years:
        years.append(now)
    key = f"review.year.{report.id}"
    follow_store(key, now)
    st.selectbox(
        say(s.REVIEW_YEAR),
        years,
        index=None,
        key=key,
        placeholder=say(s.REVIEW_YEAR_HINT),
        filter_mode="contains",
        on_change=_keep_year,
        args=(report.id, key),
    )


def _keep_year(report_id: str, key: str) -> None:
    year = st.session_state[key]
    if year is not None:
        keep(report_id, SetFiscalYear(fiscal_year_be=year))
    else:
        show_stored(key)
