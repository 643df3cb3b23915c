"""The language of the screen, in which wording/language.py writes."""

from contextlib import AbstractContextManager

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from itasearch.wording.language import Language, in_language

LANGUAGES: tuple[Language, ...] = ("th", "en")


def in_one_language() -> AbstractContextManager[None]:
    """Reads the language once for all labels of a run: a page has over a thousand."""
    return in_language(_language_in_url())


def language_of_page() -> Language:
    """That of the page of this run, in fragments and callbacks too; Thai outside of a run."""
    return _language_in_url() if get_script_run_ctx(suppress_warning=True) else "th"


def _language_in_url() -> Language:
    named: Language = "en" if st.query_params.get("lang") == "en" else "th"
    return named if st.query_params.get("lang") in LANGUAGES else language_of_browser()


def language_of_browser() -> Language:
    """English where the browser prefers it, else Thai."""
    return "en" if (st.context.locale or "").casefold().startswith("en") else "th"
