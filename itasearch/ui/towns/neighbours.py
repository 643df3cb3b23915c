"""The view of similar towns (`org` in the URL): why they are alike, and who does it better."""

import streamlit as st

from itasearch.model.neighbours import Neighbourhood, WeakIndicator
from itasearch.ui.compare.compare_bar import Comparing, bar_html
from itasearch.ui.draft.basket import basket_ids
from itasearch.ui.kit.cards import mark_badge, place_name
from itasearch.ui.kit.faults import faults_told
from itasearch.ui.kit.html import badge_html, quiet_html, text_html, title_html
from itasearch.ui.kit.state import follow_url, say, workspace, write_url
from itasearch.ui.towns import labels as m
from itasearch.ui.towns import no_reports
from itasearch.ui.towns.example_card import example_html, show_example, subject_html
from itasearch.ui.towns.neighbour_cards import (
    neighbours_html,
    no_proof_html,
    result_text,
    weak_text,
    why_html,
)
from itasearch.ui.towns.own_town import choose_town, town_asked, town_names

_KEY = "neighbours.org"


def render() -> None:
    """Draw the choice of our town, those like it, and who does our weak indicators better."""
    with faults_told():
        summaries = workspace().organisations()
        if not any(one.reports for one in summaries):
            no_reports.show(Comparing.NEAR)
            return
        towns = town_names(summaries)
        follow_url("neighbours", (_KEY,), read=lambda: {_KEY: town_asked("org", towns)})
        st.html(bar_html(Comparing.NEAR, town=st.session_state[_KEY] or ""))
        chosen = choose_town(_KEY, towns)
        write_url("neighbours", {"org": chosen or ""}, keys=(_KEY,))
        if not chosen:
            st.info(say(m.CHOOSE_NEAR), icon=":material/diversity_3:")
            return
        with st.spinner(say(m.SEEKING)):
            found = workspace().neighbours(chosen)
        _show(found)


def _show(found: Neighbourhood) -> None:
    town = found.organisation
    badges = [
        badge_html(result_text(found.result), kind="strong"),
        *mark_badge(town, reworded=found.reworded),
    ]
    st.html(title_html(text_html(town.name), badges) + quiet_html(place_name(town)))
    st.subheader(say(m.NEIGHBOURS, count=len(found.neighbours)), anchor=False)
    if found.neighbours:
        st.html(neighbours_html(found.neighbours, own=town.id))
    else:
        st.info(say(m.NO_NEIGHBOURS), icon=":material/diversity_3:")
    st.subheader(say(m.BETTER), anchor=False)
    st.html(no_proof_html())
    _show_better(found)


def _show_better(found: Neighbourhood) -> None:
    name = found.organisation.name
    if found.result is None:
        st.html(quiet_html(say(m.NO_SCORES, town=name)))
    elif not found.weak:
        st.html(quiet_html(say(m.NO_WEAK, town=name)))
    for weak in found.weak:
        st.html(subject_html(weak_text(weak)))
        _show_examples(weak, own=found.organisation.id)


def _show_examples(weak: WeakIndicator, *, own: str) -> None:
    if not weak.examples:
        st.html(quiet_html(say(m.NO_EXAMPLE)))
        return
    taken = basket_ids()
    place = f"indicator-{weak.number}"
    with st.container(key=f"examples_{place}"):
        for one in weak.examples:
            body = example_html(one.example, own=own, notes=[why_html(one, weak)])
            show_example(one.example, view="neighbours", place=place, taken=taken, body=body)
