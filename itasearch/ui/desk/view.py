"""The desk: the first page of a person whose own town is known, below the search box.

Our reports, what is new and drafts are there at once; what is compared with other towns comes into
its places afterwards.
"""

from html import escape

import streamlit as st

from itasearch.model.library import ReportPage, ReportSummary
from itasearch.model.town import TownRecord
from itasearch.ui.desk import labels as desk_labels
from itasearch.ui.desk.visits import visit_before
from itasearch.ui.draft.current import DRAFT, current_summary
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import mark_badge, marked_town_html, town_html, year_name
from itasearch.ui.kit.html import badge_html, badges_html, link_html, quiet_html, section_title_html
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.organisations import choose_organisation, offered
from itasearch.ui.kit.state import COMPARE, DRAFTS, LIBRARY, PLAN, TOWN, address, say, workspace
from itasearch.ui.town import labels as town_labels
from itasearch.ui.town.others import better_html, gaps_html
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.matrix_table import total_text
from itasearch.ui.towns.own_town import set_own_town
from itasearch.ui.watch import labels as watch_labels
from itasearch.ui.watch.desk import watched_html
from itasearch.wording.label import shortened
from itasearch.wording.labels import time_text

_KEY = "desk.town"

_MOST_NEW, _MOST_DRAFTS, _MOST_LATEST, _MOST_GAPS, _MOST_EXAMPLES = 5, 4, 4, 6, 2
"""New reports, drafts, reports of our own, gaps, and examples of a weak indicator, at most."""

_NAME_LENGTH = 80  # most code points of a draft's name


def show_desk(town: str) -> None:
    """Draw the desk of an organisation, by its id."""
    record = workspace().town_record(town)
    _show_head(record)
    left, right = st.columns(2, gap="large")
    with left:
        _section(desk_labels.LATEST, _latest_html(record))
        with st.container(gap=None):
            st.html(section_title_html(say(watch_labels.TITLE)))
            watched = st.container(gap=None)
    with right:
        _section(desk_labels.DRAFTS, _drafts_html())
        _section(desk_labels.NEWS, _news_html())
    left, right = st.columns(2, gap="large")
    left.html(section_title_html(say(desk_labels.WEAK)))
    right.html(section_title_html(say(desk_labels.GAPS)))
    with left, st.spinner(say(town_labels.LOADING)):
        st.html(better_html(workspace().neighbours(town), most=_MOST_EXAMPLES))
    with right, st.spinner(say(town_labels.LOADING)):
        st.html(gaps_html(workspace().coverage(town), most=_MOST_GAPS))
    with watched, st.spinner(say(town_labels.LOADING)):
        st.html(watched_html(town, before=visit_before()))


def show_choice() -> None:
    """Draw the list to choose the own town from, where none is known."""
    st.html(quiet_html(say(desk_labels.CHOOSE_TOWN_HELP)))
    choose_organisation(desk_labels.CHOOSE_TOWN, offered(_KEY), key=_KEY, on_change=_take_chosen)


def _take_chosen() -> None:
    if chosen := st.session_state.get(_KEY):
        set_own_town(str(chosen))


def _forget() -> None:
    set_own_town("")
    st.session_state[_KEY] = None


def _show_head(record: TownRecord) -> None:
    newest = record.newest_total
    badges = mark_badge(record.organisation, reworded=record.reworded)
    if newest is not None and newest.total is not None:
        total = total_text(newest.total, newest.fiscal_year_be)
        badges = [badge_html(total, kind="strong"), *badges]
    name = f"{escape(say(desk_labels.DESK_OF))} {town_html(record.organisation)}"
    with st.container(horizontal=True, vertical_alignment="center", key="desk_head"):
        st.html(f'<h1 class="ita-town">{name}</h1>{badges_html(badges) if badges else ""}')
        with st.popover(say(desk_labels.CHANGE_TOWN), width="content", key="desk_change"):
            show_choice()
            st.button(say(desk_labels.FORGET_TOWN), key="desk.forget", on_click=_forget)


def _section(label: Label, body: str) -> None:
    st.html(section_title_html(say(label)) + body)


def _latest_html(record: TownRecord) -> str:
    town = record.organisation.id
    if not record.reports:
        add = link_html(say(desk_labels.ADD_REPORT), address(LIBRARY), kind="button plain")
        return quiet_html(say(desk_labels.NO_REPORTS)) + _onward_html(add, town)
    year = record.reports[0].fiscal_year_be
    newest = [one for one in record.reports if one.fiscal_year_be == year][:_MOST_LATEST]
    items = "".join(f"<li>{_report_html(one)}</li>" for one in newest)
    years = address(COMPARE, {"years": town})
    link = link_html(say(desk_labels.OUR_YEARS), years, kind="button plain")
    return f'<ul class="ita-lines">{items}</ul>' + _onward_html(link, town)


def _onward_html(links: str, town: str) -> str:
    page = link_html(say(desk_labels.OUR_PAGE), address(TOWN, {"id": town}), kind="button plain")
    plan = link_html(say(towns_labels.PLAN), address(PLAN, {"org": town}), kind="button plain")
    return f'<p class="ita-onward">{plan}{page}{links}</p>'


def _report_html(report: ReportSummary) -> str:
    kind, year = say(kit_labels.KIND_LABELS[report.kind]), year_name(report.fiscal_year_be)
    link = link_html(f"{kind} {year}", address(LIBRARY, {"report": report.id}), kind="file")
    count = say(town_labels.REPORT_MEASURES, count=report.measures)
    return f'{link} <span class="ita-quiet ita-count">{escape(count)}</span>'


def _news_html() -> str:
    """How many reports were added since the last visit, and whose the newest are."""
    before = visit_before()
    if before is None:
        return quiet_html(say(desk_labels.NEWS_FIRST))
    found = workspace().reports_since(before, most=_MOST_NEW)
    when = time_text(before)
    if not found.total:
        return quiet_html(say(desk_labels.NEWS_NONE, when=when))
    count = say(desk_labels.NEWS_COUNT, count=found.total, when=when)
    return f'<p class="ita-summary">{escape(count)}</p>' + _new_reports_html(found)


def _new_reports_html(found: ReportPage) -> str:
    items = "".join(
        f"<li>{marked_town_html(one.organisation, reworded=one.source.reworded)} "
        f"{_report_html(one)}</li>"
        for one in found.reports
    )
    rest = found.total - len(found.reports)
    more = link_html(say(desk_labels.NEWS_MORE, count=rest), address(LIBRARY)) if rest else ""
    return f'<ul class="ita-lines">{items}</ul>{more}'


def _drafts_html() -> str:
    current = current_summary()
    others = sorted(workspace().drafts(), key=lambda one: one.changed_at, reverse=True)
    drafts = [one for one in others if current is None or one.id != current.id]
    shown = [*([current] if current is not None else []), *drafts][:_MOST_DRAFTS]
    if not shown:
        return quiet_html(say(desk_labels.NO_DRAFTS))
    items = ""
    for one in shown:
        target = address(DRAFTS, {DRAFT: one.id})
        link = link_html(shortened(one.name, _NAME_LENGTH), target, kind="file")
        facts = say(desk_labels.DRAFT_ROW, rows=one.rows, when=time_text(one.changed_at))
        whose = f" · {shortened(one.maker, _NAME_LENGTH)}" if one.maker else ""
        is_current = current is not None and one.id == current.id
        mark = badge_html(say(desk_labels.DRAFT_CURRENT)) if is_current else ""
        items += f'<li>{link} {mark}<span class="ita-quiet">{escape(facts + whose)}</span></li>'
    return f'<ul class="ita-lines">{items}</ul>'
