"""The tour: three steps from a search to a draft, left and begun again at any time.

The address of a step has `tour`; the session remembers it, so that it goes along with whatever
the person tries on the way.
"""

import streamlit as st

from itasearch.ui.desk import labels as desk_labels
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.organisations import offered
from itasearch.ui.kit.state import COMPARE, DRAFTS, SEARCH, UrlValues, address, phrase, say
from itasearch.wording.label import Label

_TOUR = "tour"
"""Query parameter with the number of a step, from 1; key of the session, too."""

_STEPS = (desk_labels.TOUR_SEARCH, desk_labels.TOUR_COMPARE, desk_labels.TOUR_DRAFT)


def tour_link() -> str:
    """The link that begins the tour, as Markdown."""
    return f":material/tour: [{phrase('A tour in three steps')}]({_address(1)})"


def show_tour() -> None:
    """Draw the step that the person is at, above the view; nothing where she takes no tour."""
    if (typed := st.query_params.get(_TOUR, "")) in map(str, range(1, len(_STEPS) + 1)):
        st.session_state[_TOUR] = int(typed)
    step = st.session_state.get(_TOUR, 0)
    if not step:
        return
    with st.container(horizontal=True, border=True, vertical_alignment="center", key="tour"):
        count = say(Label("Step {step} of {count}", "tour"), step=step, count=len(_STEPS))
        st.markdown(f"**{count}** {say(_STEPS[step - 1])}")
        if step < len(_STEPS):
            st.markdown(f"[{phrase('Next step')}]({_address(step + 1)})", width="content")
        st.button(phrase("Leave the tour"), key="tour.leave", type="tertiary", on_click=_leave)


def _leave() -> None:
    st.session_state.pop(_TOUR, None)
    st.query_params.pop(_TOUR, None)


def _address(step: int) -> str:
    """Where a step is taken: a first example, two invented towns, the draft."""
    number = {_TOUR: str(step)}
    if step == 1:
        return address(SEARCH, {"q": say(kit_labels.EXAMPLE_QUERIES[0]), **number})
    if step == len(_STEPS):
        return address(DRAFTS, number)
    towns = [one.organisation for one in offered(_TOUR).summaries]
    samples = sorted(towns, key=lambda town: not town.sample)[:2]
    values: UrlValues = dict(zip(("left", "right"), [town.id for town in samples], strict=False))
    return address(COMPARE, {**values, **number})
