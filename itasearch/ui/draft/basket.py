"""The basket on every view: how many rows it holds, and the button that takes a measure.

The basket is the draft that the session works in (`drafts`). What a button does runs
before the view is drawn anew: bar and button never disagree. Imports the workspace and streamlit.
"""

from collections.abc import Callable, Collection

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.drafts import DraftItem
from itasearch.ui.draft import labels as s
from itasearch.ui.draft.drafts import current_draft, current_summary, draft_to_fill
from itasearch.ui.kit.faults import fault_text, log_fault
from itasearch.ui.kit.html import plain_markdown, shortened
from itasearch.ui.kit.state import say, workspace

_LONGEST_SEARCH = 200
"""Letters of a search that are told with a row: a text may be pasted whole into the box."""


def basket_size() -> int:
    """Rows in the basket; 0 where the library cannot be opened, which the view itself tells."""
    try:
        found = current_summary()
    except ItaSearchError:
        return 0
    return 0 if found is None else found.rows


def basket_ids() -> frozenset[str]:
    """Ids of the measures in the basket. Raises StoreError."""
    return frozenset(one for item in _items() for one in measures_of(item))


def measures_of(item: DraftItem) -> tuple[str, ...]:
    """Ids of the measures that a row was made of."""
    if not item.parts:
        return (item.measure.id,)
    return tuple(one for part in item.parts for one in measures_of(part))


def _items() -> tuple[DraftItem, ...]:
    draft_id = current_draft()
    return () if draft_id is None else workspace().basket(draft_id).items


def take_button(
    measure_id: str,
    *,
    view: str,
    taken: Collection[str],
    whose: str = "",
    quiet: bool = False,
    found_by: str = "",
) -> None:
    """A button that takes a measure into the basket, or out of it again.

    Args:
        measure_id: what to take.
        view: name of the view, for the button's key.
        taken: ids of the measures that are in the basket.
        whose: name of its organisation, where several buttons stand in one row.
        quiet: draw it without a frame, as in a long list.
        found_by: the search text that found it, "" where none did.
    """
    there = measure_id in taken
    text = say(s.TAKEN if there else s.TAKE)
    st.button(
        plain_markdown(f"{text} · {whose}" if whose else text),
        key=f"{view}.take.{measure_id}",
        icon=":material/check:" if there else ":material/add:",
        type="tertiary" if quiet else "secondary",
        on_click=_put_back if there else _take,
        args=(measure_id,) if there else (measure_id, found_by),
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


def _take(measure_id: str, found_by: str) -> None:
    attempt(
        lambda: workspace().add_to_basket(
            [measure_id],
            draft_id=draft_to_fill(),
            found_by=shortened(found_by, _LONGEST_SEARCH) or None,
        )
    )


def _put_back(measure_id: str) -> None:
    attempt(lambda: _take_out(measure_id))


def _take_out(measure_id: str) -> None:
    """Take a row out, unless the person has written in it: that is done where she sees it."""
    draft_id = current_draft()
    if draft_id is None:  # Deleted meanwhile; a verb without a draft would mean another's.
        return
    for item in workspace().basket(draft_id).items:
        if measure_id not in measures_of(item):
            continue
        if item.edits or item.parts:
            st.toast(say(s.TAKEN_AND_EDITED), icon=":material/edit:", duration="long")
            return
    workspace().remove_from_basket(measure_id, draft_id=draft_id)


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
