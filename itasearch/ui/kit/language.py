"""The language of the screen, and labels and texts in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from itasearch.wording.label import Label
from itasearch.wording.reasons import Language

LANGUAGES = ("th", "en")

_language: ContextVar[Language | None] = ContextVar("language", default=None)
"""Of the run of the script in this thread; None outside `in_one_language`."""


def language() -> Language:
    """Language of the screen: what the URL says, else the browser's; Thai for any other."""
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
    named: Language = "en" if st.query_params.get("lang") == "en" else "th"
    return named if st.query_params.get("lang") in LANGUAGES else language_of_browser()


def language_of_browser() -> Language:
    """English where the browser prefers it, else Thai."""
    return "en" if (st.context.locale or "").casefold().startswith("en") else "th"


def say(label: Label, **values: object) -> str:
    """The label in the screen's language."""
    return label.text(language(), **values)


def phrase(english: str, **values: object) -> str:
    """The text in the screen's language, of what only one place has."""
    return say(Label(english), **values)
