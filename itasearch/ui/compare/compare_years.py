"""The years of one organisation in the view เปรียบเทียบ: `years=` in the URL names it.

Imports the workspace, errors and its neighbours.
"""

from collections.abc import Collection, Sequence

import streamlit as st

from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.comparison_years import Thread, TownYear, YearsComparison
from itasearch.ui.compare import strings_compare as c
from itasearch.ui.compare import strings_years as y
from itasearch.ui.compare.compare_bar import Comparing, bar_html
from itasearch.ui.compare.comparison_head import NONE_YET
from itasearch.ui.compare.comparison_notes import note_html, notes_html
from itasearch.ui.compare.score_lines import scores_html
from itasearch.ui.compare.sides import Sides
from itasearch.ui.compare.threads import counts_html, groups, reported, summary_text, thread_html
from itasearch.ui.draft.basket import basket_ids, take_button
from itasearch.ui.kit.cards import mark_badge, place_name
from itasearch.ui.kit.faults import fault_text
from itasearch.ui.kit.html import plain_markdown, quiet_html, status_html, text_html, title_html
from itasearch.ui.kit.state import follow_url, say, workspace, write_url

_KEY = "compare.years"


def render(sides: Sides) -> None:
    """Draw the choice of an organisation, and its years."""
    follow_url("compare", (_KEY,), read=lambda: {_KEY: _asked(sides)})
    if st.session_state[_KEY] not in sides.years:
        st.session_state[_KEY] = None
    st.html(bar_html(Comparing.YEARS, town=st.session_state[_KEY] or ""))
    chosen = st.selectbox(
        say(y.ORGANISATION),
        list(sides.years),
        index=None,
        format_func=lambda value: sides.names.get(value, value),
        key=_KEY,
        placeholder=say(c.ORGANISATION_HINT),
        filter_mode="contains",
    )
    write_url("compare", {"years": chosen or NONE_YET}, keys=(_KEY,))
    if not chosen:
        st.info(plain_markdown(say(y.CHOOSE)), icon=":material/timeline:")
        return
    with st.spinner(say(y.FOLLOWING)):
        found = workspace().compare_years(chosen)
    _show(found)


def _asked(sides: Sides) -> str | None:
    name = st.query_params.get("years", "")
    return None if name == NONE_YET else named_in_url(name, sides.years)


def named_in_url(name: str, known: Collection[str]) -> str | None:
    """What the URL names, if it is among `known` ids; else it is told and left open."""
    if not name or name in known:
        return name or None
    try:
        found = workspace().find_organisation(name).id
    except (UnknownValueError, AmbiguousOrganisationError) as error:
        st.warning(plain_markdown(fault_text(error)))
        return None
    return found if found in known else None


def _show(found: YearsComparison) -> None:
    town, years = found.organisation, reported(found.years)
    first = years[0].fiscal_year_be
    scores = scores_html(found.years)
    st.html(
        title_html(text_html(town.name), mark_badge(town, reworded=False))
        + quiet_html(place_name(town))
        + notes_html(map(note_html, found.notes))
        + status_html(summary_text(years, name=town.name), kind="ita-summary")
    )
    st.subheader(say(y.SCORES), anchor=False)
    st.html(scores or quiet_html(say(y.NO_SCORES)))
    st.subheader(say(y.COUNTS), anchor=False)
    st.html(counts_html(years))
    taken = basket_ids()
    for label, threads in groups(found.threads, first=first):
        st.subheader(f"{say(label)} ({len(threads)})", anchor=False)
        for thread in threads:
            _show_thread(thread, years, taken)


def _show_thread(thread: Thread, years: Sequence[TownYear], taken: Collection[str]) -> None:
    """A thread, and the button that takes its latest row."""
    last = thread.entries[-1]
    with st.container(key=f"measure_{last.measure.id}", gap=None):
        st.html(thread_html(thread, years))
        year = str(last.fiscal_year_be)
        take_button(last.measure.id, view="compare", taken=taken, whose=year, quiet=True)
