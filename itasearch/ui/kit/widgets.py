"""Streamlit widgets of several views: lists to choose from by typing, and the button for more."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import link_html, plain_markdown
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import LIBRARY, address, keep_widgets, phrase, say, without_count
from itasearch.wording.app_errors import UNKNOWN_VALUE

_Value = TypeVar("_Value")


def warn_of_unknown(name: str, known: Sequence[str], *, read: Callable[[str], str] = str) -> None:
    """Warn of values of a query parameter that this library does not have; see `url_values`."""
    for value in dict.fromkeys(filter(None, st.query_params.get_all(name))):
        if read(without_count(value)) not in known:
            st.warning(plain_markdown(say(UNKNOWN_VALUE, value=value)))


def choose_named(
    label: kit_labels.Label,
    names: Mapping[str, str],
    *,
    key: str,
    hint: kit_labels.Label = kit_labels.NAME_HINT,
    on_change: Callable[[], None] | None = None,
    is_quiet: bool = False,
) -> str | None:
    """A list to choose one of `names`, labels by id; a choice no longer among them is forgotten.

    `on_change` is called when the person has chosen another one; with `is_quiet` the label is
    within the empty list, and for screen readers.
    """
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    chosen: str | None = st.selectbox(
        say(label),
        list(names),
        index=None,
        format_func=lambda value: names.get(value, value),
        key=key,
        placeholder=say(label if is_quiet else hint),
        label_visibility="collapsed" if is_quiet else "visible",
        filter_mode="contains",
        on_change=on_change,
    )
    return chosen


def filter_popover(
    label: Label, *, key: str, count: int, keys: Iterable[str] = ()
) -> PopoverContainer:
    """A menu, and how many filters are chosen; draw its widgets (`keys`) while it is `open`.

    A browser takes no new values for widgets of a closed popover: at the next run it would report
    again what the URL has taken off. The label stays the same: another one closes the popover.
    """
    popover = st.popover(
        say(label),
        key=key,
        type="tertiary",
        icon=":material/filter_list:",
        on_change=keep_widgets,
    )
    if count:
        st.badge(str(count), help=phrase("Filters chosen: {count}", count=count))
    if not popover.open:
        # Streamlit forgets widgets that a run does not draw.
        st.session_state.update({name: st.session_state[name] for name in keys})
    return popover


def choose_several(label: kit_labels.Label, names: Mapping[str, str], *, key: str) -> None:
    """A list to choose any of `names`, labels by id, which may end in a count: " (3)".

    A browser reports labels, also one with the count of a run before.
    """
    values = {without_count(text): value for value, text in names.items()}

    def settle() -> None:
        chosen = st.session_state[key]
        st.session_state[key] = [values.get(without_count(value), value) for value in chosen]

    st.multiselect(
        say(label),
        list(names),
        format_func=lambda value: names.get(value, value),
        key=key,
        placeholder=phrase("Any"),
        filter_mode="contains",
        select_all=False,
        on_change=settle,
    )


def more_button(text: str, *, key: str, limit: int) -> None:
    """A button that makes the URL ask for `limit` entries of a list (`k`)."""

    def turn() -> None:
        st.query_params["k"] = str(limit)

    st.button(text, key=key, width="stretch", on_click=turn)


def show_reports_needed(label: kit_labels.Label) -> None:
    """Draw that the library lacks reports, with the way to add them."""
    st.info(say(label), icon=":material/folder_open:")
    st.html(link_html(say(kit_labels.GO_TO_LIBRARY), address(LIBRARY), kind="button"))


def show_stored(key: str) -> None:
    """Give a widget back the value that the store has, as when it was only emptied."""
    st.session_state[key] = st.session_state.get(f"{key}.stored")


def follow_store(key: str, value: _Value) -> _Value | None:
    """Give a widget the value that the store has, unless it had that already.

    Only a change is written: a value set anew at every run would overwrite what
    is being typed just now.

    Returns:
        The default that the widget must be given: the value, or None in the run that
        writes it. A browser that makes the widget only after another run (its script may load
        slowly) has the default alone, and reports it at the next click as the person's choice.
    """
    seen = f"{key}.stored"
    changed = st.session_state.get(seen) != value
    writes = key not in st.session_state or (changed and st.session_state[key] != value)
    if writes:
        st.session_state[key] = value
    st.session_state[seen] = value
    return None if writes else value
