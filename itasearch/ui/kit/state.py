"""What the app remembers: the open workspace; query and answer are in the URL, which can be sent
on.

A view whose URL is not the one it wrote last (a link, Back) takes its widgets' values from it,
unless the person has just changed one: a click can arrive before the browser has received the URL
of the click before it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar, cast
from urllib.parse import urlencode

import streamlit as st
from cachetools import LRUCache

from itasearch.errors import AmbiguousOrganisationError, ItaSearchError, UnknownValueError
from itasearch.model.people import Right
from itasearch.model.records import StoredMeasure
from itasearch.ui.kit.language import language_of_browser
from itasearch.ui.kit.routes import ViewAddress
from itasearch.ui.kit.who import person_in_session
from itasearch.wording.language import language
from itasearch.workspace import (
    Workspace,
    faults_collected,
    fiscal_year,
    make_in_folder,
    open_workspace,
)

UrlValues: TypeAlias = Mapping[str, str | Sequence[str]]
SEE = "see"  #: Query parameter of any view: the row or report whose original is open beside it


_MOST_ANSWERS = 12  # of a session: one view asks for up to seven, one per kind of filter off
_YEARS = frozenset({"year", "left_year", "right_year"})  # query parameters
_Answer = TypeVar("_Answer")


SEARCH_LISTENERS: set[Callable[[float], None]] = set()
"""What is called with the seconds that each search of the shared library took."""


@st.cache_resource(show_spinner=False)
def library() -> Workspace:
    """The one workspace of this server, shared by its sessions; ITASEARCH_HOME says where."""

    def searched(seconds: float) -> None:
        for listener in SEARCH_LISTENERS:
            listener(seconds)

    return open_workspace(when_new=make_in_folder, on_search=searched)


def kept_answer(question: Hashable, find: Callable[[], _Answer]) -> _Answer:
    """What `find` answers, kept in the session while the library is the same, if it is whole."""
    cache: LRUCache[Hashable, object] = LRUCache(_MOST_ANSWERS)
    answers = st.session_state.setdefault("answers", cache)
    key = (workspace().state(), question)
    if key in answers:
        return cast(_Answer, answers[key])
    with faults_collected() as faults:
        answer = find()
    if not faults:
        answers[key] = answer
    return answer


def workspace() -> Workspace:
    """The library as whoever this session belongs to may use it. Raises StoreError."""
    opened = library()
    person = person_in_session()
    return opened if person == opened.person else opened.acting_as(person)


def measure_named(measure_id: str) -> StoredMeasure | None:
    """The measure of this id; None where the library has none, or cannot be read."""
    with suppress(ItaSearchError):
        item = workspace().show(measure_id) if measure_id else None
        return item if isinstance(item, StoredMeasure) else None
    return None


def town_named(name: str) -> str:
    """Id of the organisation that a name or id fits alone; "" where there is no such."""
    try:
        return workspace().library.find_organisation(name).id
    except (UnknownValueError, AmbiguousOrganisationError):
        return ""


def may(right: Right) -> bool:
    """Whether whoever asks has a right: buttons for what they may not do are left out."""
    return right in workspace().person.rights


def address(view: ViewAddress | Literal[""], values: UrlValues | None = None) -> str:
    """Relative address of a view ("" is this one) with these parameters, in the same language."""
    query = urlencode(_in_language(values or {}), doseq=True)
    return f"{view}?{query}" if query else view


def url_values(name: str, allowed: Iterable[object]) -> list[str]:
    """Values of a query parameter that are allowed, in the order of the URL; see `read_value`."""
    allowed_texts = {*map(str, allowed)}
    values = dict.fromkeys(read_value(name, value) for value in st.query_params.get_all(name))
    return [value for value in values if value in allowed_texts]


def read_value(name: str, value: str) -> str:
    """A value of a query parameter: a fiscal year in any form as four digits BE, else as it is."""
    number = fiscal_year(value) if name in _YEARS else None
    return value if number is None else str(number)


def number_in_url(name: str, *, digits: int) -> int | None:
    """The whole number of a query parameter, of at most so many digits; None for anything else."""
    typed = st.query_params.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= digits else None


def drop_from_url(*names: str) -> None:
    """Take these query parameters out of the URL, where it has them."""
    for name in names:
        st.query_params.pop(name, None)


def close_window(parameter: str) -> None:
    """Close the dialog that a query parameter has opened."""
    drop_from_url(parameter)
    st.rerun()


@dataclass(frozen=True, slots=True)
class _Memory:
    """What a view wrote last: the URL's parameters, and its widgets' values then."""

    url: dict[str, list[str]]
    widgets: dict[str, object]


_PRESSED = "pressed"


def keep_widgets() -> None:
    """Callback of a control that is not in the URL, such as a menu: pressed at once after a filter,
    it comes with the URL of before, and that is no way back.
    """
    st.session_state[_PRESSED] = True


def follow_url(view: str, keys: Sequence[str], *, read: Callable[[], Mapping[str, object]]) -> None:
    """Give the widgets of a view their values from the URL if a link or Back led here."""
    memory: _Memory | None = st.session_state.get(f"{view}.memory")
    now = {key: st.session_state[key] for key in keys if key in st.session_state}
    # Streamlit drops the values of widgets that a run did not draw, as on another view.
    arrived = len(now) < len(keys)
    pressed = st.session_state.pop(_PRESSED, False)
    changed = pressed or (memory is not None and now != memory.widgets)
    led_here = memory is None or (_current_url() != memory.url and not changed)
    if arrived or led_here:
        # A run may end at any of these writings; without a memory the next one reads it all again.
        st.session_state[f"{view}.memory"] = None
        st.session_state.update({key: value for key, value in read().items() if key in keys})


def write_url(view: str, values: UrlValues, *, keys: Sequence[str]) -> None:
    """Make the URL say exactly this (empty values left out); what is open beside the view stays."""
    target = {
        name: ([value] if isinstance(value, str) else list(value))
        for name, value in _in_language({**values, SEE: st.query_params.get(SEE, "")}).items()
    }
    if _current_url() != target:
        st.query_params.from_dict(target)
    widgets = {key: st.session_state[key] for key in keys}
    st.session_state[f"{view}.memory"] = _Memory(target, widgets)


def last_answer(view: str = "search") -> UrlValues:
    """Query parameters that this session saw last in a view; none if it saw none."""
    memory: _Memory | None = st.session_state.get(f"{view}.memory")
    if memory is None:
        return {}
    return {name: value for name, value in memory.url.items() if name not in ("lang", SEE)}


def _in_language(values: UrlValues) -> dict[str, str | Sequence[str]]:
    """The values that are not empty, with the language where the browser may prefer the other."""
    filled = {name: value for name, value in values.items() if value}
    if language() == language_of_browser() == "th":
        return filled
    return {**filled, "lang": language()}


def _current_url() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}
