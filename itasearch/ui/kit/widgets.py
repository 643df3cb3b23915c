"""Streamlit widgets of several views: lists to choose from by typing, and the button for more."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import link_html, plain_markdown, text_html
from itasearch.ui.kit.state import LIBRARY, address, say


def warn_of_unknown(name: str, known: Sequence[str], *, read: Callable[[str], str] = str) -> None:
    """Warn of values of a query parameter that this library does not have; see `url_values`."""
    for value in dict.fromkeys(filter(None, st.query_params.get_all(name))):
        if read(value) not in known:
            st.warning(plain_markdown(say(kit_labels.UNKNOWN_VALUE, value=value)))


def choose_named(
    label: kit_labels.Label,
    names: Mapping[str, str],
    *,
    key: str,
    hint: kit_labels.Label = kit_labels.NAME_HINT,
    on_change: Callable[[], None] | None = None,
) -> str | None:
    """A list to choose one of `names`, labels by id; a choice no longer among them is forgotten.

    `on_change` is called when the person has chosen another one.
    """
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    chosen: str | None = st.selectbox(
        say(label),
        list(names),
        index=None,
        format_func=lambda value: names.get(value, value),
        key=key,
        placeholder=say(hint),
        filter_mode="contains",
        on_change=on_change,
    )
    return chosen


def choose_several(label: kit_labels.Label, names: Mapping[str, str], *, key: str) -> None:
    """A list to choose any of `names`, labels by id."""
    st.multiselect(
        say(label),
        list(names),
        format_func=lambda value: names.get(value, value),
        key=key,
        placeholder=say(kit_labels.FILTER_ANY),
        filter_mode="contains",
        select_all=False,
    )


def more_button(text: str, *, key: str, limit: int) -> None:
    """A button that makes the URL ask for `limit` entries of a list (`k`)."""
    st.button(text, key=key, width="stretch", on_click=_set_limit, args=(limit,))


def _set_limit(limit: int) -> None:
    st.query_params["k"] = str(limit)


def pages_html(
    total: int, *, first: int, held: int, size: int, target: Callable[[int], str]
) -> str:
    """Links to the other pages of a list, around which entries this one holds.

    Args:
        first: place of the page's first entry, from 0.
        target: address of the page that begins at a place.
    """
    end = first + held
    last = max(total - 1, 0) // size * size
    ways = [
        (kit_labels.PAGE_FIRST, 0, first > 0),
        (kit_labels.PAGE_BEFORE, min(max(0, first - size), last), first > 0),
        (kit_labels.PAGE_NEXT, end, end < total),
        (kit_labels.PAGE_LAST, last, end < total),
    ]
    links = [
        link_html(say(label), target(place), kind="action") if leads else ""
        for label, place, leads in ways
    ]
    shown = say(kit_labels.PAGE_SHOWN, first=first + 1, last=end, count=total)
    place = f"<span>{text_html(shown if held else '–')}</span>"
    name = escape(say(kit_labels.PAGES))
    return (
        f'<nav class="ita-pages" aria-label="{name}">'
        f"{''.join(links[:2])}{place}{''.join(links[2:])}</nav>"
    )


def show_reports_needed(label: kit_labels.Label) -> None:
    """Draw that the library lacks reports, with the way to add them."""
    st.info(say(label), icon=":material/folder_open:")
    st.html(link_html(say(kit_labels.GO_TO_LIBRARY), address(LIBRARY), kind="button"))
