"""The basket on every view: how many rows it holds, and the button that takes a measure.

The basket is the one draft of the library, so the count and the buttons of every
tab and session tell the same. What a button does runs before the view is drawn
anew: bar and button never disagree. Imports the workspace and streamlit.
"""

from collections.abc import Callable, Collection

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.ui import strings_template as s
from itasearch.ui.faults import fault_text, log_fault
from itasearch.ui.markup import plain_markdown
from itasearch.ui.state import say, workspace


def basket_size() -> int:
    """Rows in the basket; 0 where the library cannot be opened, which the view itself tells."""
    try:
        return len(workspace().basket().items)
    except ItaSearchError:
        return 0


def basket_ids() -> frozenset[str]:
    """Ids of the measures in the basket. Raises StoreError."""
    return frozenset(item.measure.id for item in workspace().basket().items)


def take_button(
    measure_id: str, *, view: str, taken: Collection[str], whose: str = "", quiet: bool = False
) -> None:
    """A button that takes a measure into the basket, or out of it again.

    Args:
        measure_id: what to take.
        view: name of the view, for the button's key.
        taken: ids of the measures that are in the basket.
        whose: name of its organisation, where several buttons stand in one row.
        quiet: draw it without a frame, as in a long list.
    """
    there = measure_id in taken
    text = say(s.TAKEN if there else s.TAKE)
    st.button(
        plain_markdown(f"{text} · {whose}" if whose else text),
        key=f"{view}.take.{measure_id}",
        icon=":material/check:" if there else ":material/add:",
        type="tertiary" if quiet else "secondary",
        on_click=_put_back if there else _take,
        args=(measure_id,),
    )


def attempt(action: Callable[[], object]) -> bool:
    """Do what a click asks for; a fault is told over the view.

    Returns:
        Whether it was done.
    """
    try:
        action()
    except ItaSearchError as error:
        log_fault(error)
        st.toast(plain_markdown(fault_text(error)), icon=":material/warning:", duration="long")
        return False
    return True


def _take(measure_id: str) -> None:
    attempt(lambda: workspace().add_to_basket([measure_id]))


def _put_back(measure_id: str) -> None:
    attempt(lambda: _take_out(measure_id))


def _take_out(measure_id: str) -> None:
    """Take a row out, unless the person has written in it: that is done where she sees it."""
    items = workspace().basket().items
    if any(item.edits for item in items if item.measure.id == measure_id):
        st.toast(say(s.TAKEN_AND_EDITED), icon=":material/edit:", duration="long")
        return
    workspace().remove_from_basket(measure_id)


def show_stored(key: str) -> None:
    """Give a widget back the value that the store has, as when it was only emptied."""
    st.session_state[key] = st.session_state.get(f"{key}.stored")


def follow_store(key: str, value: object) -> None:
    """Give a widget the value that the store has, unless it had that already.

    Only a change is written: a value set anew at every run would overwrite what
    is being typed just now.
    """
    seen = f"{key}.stored"
    changed = st.session_state.get(seen) != value
    if key not in st.session_state or (changed and st.session_state[key] != value):
        st.session_state[key] = value
    st.session_state[seen] = value
