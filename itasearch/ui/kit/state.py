"""What the app remembers: the open workspace; language, query and answer are in the URL.

The URL alone opens every state, so it can be sent on, and the browser's Back works: a view
whose URL is not the one it wrote last takes its widgets' values from it, unless the person
has just changed a widget (a click can arrive before the browser has received the URL that
the click before it made).
"""

import gc
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import urlencode

import streamlit as st

from itasearch.model.people import Right
from itasearch.model.records import Organisation
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.who import person_in
from itasearch.ui.serving.figures import searched
from itasearch.wording.reasons import Language
from itasearch.workspace import Workspace, fiscal_year, make_in_folder, open_workspace

LANGUAGES = ("th", "en")
UrlValues: TypeAlias = Mapping[str, str | Sequence[str]]
SEARCH, COMPARE, DRAFTS, LIBRARY = "./", "compare", "template", "library"
MATRIX, SIMILAR_TOWNS, COVERAGE = "matrix", "neighbours", "coverage"
TOWN, PLAN = "town", "plan"
EFFECTS = "effects"
WATCHES = "watch"
PEOPLE = "people"
"""Addresses of the views, relative to any of them."""
SEE = "see"
"""Query parameter of any view: the row or report whose original is open beside it."""


@st.cache_resource(show_spinner=False)
def library() -> Workspace:
    """The one workspace of this server, shared by its sessions; ITASEARCH_HOME says where."""
    opened = open_workspace(when_new=make_in_folder)
    opened.on_search = searched
    # Modules stay to the end: looking through them for garbage held every session up for 0.1 s,
    # once in a hundred searches.
    gc.collect()
    gc.freeze()
    return opened


def workspace() -> Workspace:
    """The library as whoever this session belongs to may use it. Raises StoreError."""
    opened = library()
    person = person_in(opened)
    return opened if person == opened.person else opened.acting_as(person)


def may(right: Right) -> bool:
    """Whether whoever asks has a right: buttons for what they may not do are left out."""
    return right in workspace().person.rights


def may_edit(owner: Organisation | None) -> bool:
    """Whether reports of an organisation are theirs to change, who asks."""
    return workspace().person.may_edit(None if owner is None else owner.id)


_language: ContextVar[Language | None] = ContextVar("language", default=None)
"""Of the run of the script in this thread; None outside `in_one_language`."""


def language() -> Language:
    """Language of the screen: what the URL says, else what the browser prefers of the two."""
    return _language.get() or _language_in_url()


@contextmanager
def in_one_language() -> Iterator[None]:
    """Reads the language once for all labels of a run: a page has over a thousand."""
    before = _language.set(_language_in_url())
    try:
        yield
    finally:
        _language.reset(before)


def _language_in_url() -> Language:
    match st.query_params.get("lang"):
        case "en":
            return "en"
        case "th":
            return "th"
    return _language_of_browser()


def _language_of_browser() -> Language:
    return preferred_language(st.context.headers.get("Accept-Language", ""))


@lru_cache(maxsize=64)
def preferred_language(accepted: str) -> Language:
    """Thai or English, whichever an Accept-Language header ranks first; Thai without either."""
    ranked: list[tuple[float, int, str]] = []
    for place, one in enumerate(accepted.split(",")):
        tag, _, quality = one.partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if weight > 0:  # "q=0" is: not this one
            ranked.append((-weight, place, tag.strip().split("-")[0].casefold()))
    preferred = next((tag for _, _, tag in sorted(ranked) if tag in LANGUAGES), "th")
    return "en" if preferred == "en" else "th"


def say(label: Label, **values: object) -> str:
    """The label in the screen's language."""
    return label.text(language(), **values)


def address(view: str, values: UrlValues | None = None) -> str:
    """Relative address of a view with these query parameters, in the same language."""
    query = urlencode(_in_language(values or {}), doseq=True)
    return f"{view}?{query}" if query else view


def outside_address(view: str) -> str:
    """Address of a view to pass on: by the settings, else as this browser has the app."""
    here = (st.context.url or "").partition("?")[0].removesuffix(f"/{view}")
    app = (workspace().settings.app_url or here).rstrip("/")
    return f"{app}/{view}" if app else view


def url_values(name: str, allowed: Sequence[str], *, read: Callable[[str], str] = str) -> list[str]:
    """Values of a query parameter that this library has, in the URL's order.

    Args:
        read: a value as typed to one as it is allowed, such as `typed_year`.
    """
    found = dict.fromkeys(map(read, st.query_params.get_all(name)))
    return [value for value in found if value in allowed]


def typed_year(value: str) -> str:
    """A fiscal year in any form as four digits BE; what is none as it is."""
    found = fiscal_year(value)
    return value if found is None else str(found)


def number_in_url(name: str, *, digits: int) -> int | None:
    """The whole number of a query parameter, of at most so many digits; None for anything else."""
    typed = st.query_params.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= digits else None


def total_in_url(name: str) -> float | None:
    """The ITA total, 0–100, of a query parameter; None for anything else."""
    try:
        number = float(st.query_params.get(name, ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= 100 else None


def drop_from_url(*names: str) -> None:
    """Take these query parameters out of the URL, where it has them."""
    for name in names:
        st.query_params.pop(name, None)


@dataclass(frozen=True, slots=True)
class _Memory:
    """What a view wrote last: the URL's parameters, and its widgets' values then."""

    url: dict[str, list[str]]
    widgets: dict[str, object]


def follow_url(view: str, keys: Sequence[str], *, read: Callable[[], Mapping[str, object]]) -> None:
    """Give the widgets of a view their values from the URL if a link or Back led here."""
    memory: _Memory | None = st.session_state.get(f"{view}.memory")
    now = {key: st.session_state[key] for key in keys if key in st.session_state}
    # Streamlit drops the values of widgets that a run did not draw, as on another view.
    arrived = len(now) < len(keys)
    led_here = memory is None or (_current_url() != memory.url and now == memory.widgets)
    if arrived or led_here:
        # A run may end at any of these writings; without a memory the next one reads it all again.
        st.session_state[f"{view}.memory"] = None
        st.session_state.update({key: value for key, value in read().items() if key in keys})


def write_url(view: str, values: UrlValues, *, keys: Sequence[str]) -> None:
    """Make the URL say exactly this (empty values left out), so that it can be sent on.

    What is open beside the view stays.
    """
    beside = {SEE: st.query_params.get(SEE, "")}
    target = {
        name: ([value] if isinstance(value, str) else list(value))
        for name, value in _in_language({**values, **beside}).items()
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
    kept = {name: value for name, value in values.items() if value}
    if language() == _language_of_browser() == "th":
        return kept
    return {**kept, "lang": language()}


def _current_url() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}
