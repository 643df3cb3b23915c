"""Buttons that download a file, which is made at the click; where it cannot be, a notice says why.

Streamlit makes the file outside the run that drew the button, so an error of it is kept for the
next run, which static/downloads.js asks for.
"""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from itasearch.errors import NotAllowedError
from itasearch.model.people import Right
from itasearch.model.source import safe_name
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.faults import cause_text
from itasearch.ui.kit.html import plain_markdown
from itasearch.ui.kit.state import say
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.who import session_end

_KEY, _FAILED = "hidden_downloads", "downloads.failed"
_WATCH = st.components.v2.component("itasearch.downloads", js=static_text("static/downloads.js"))


def download_button(
    label: str,
    make: Callable[[], bytes],
    *,
    file_name: str,
    key: str,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """Draw the button.

    Args:
        make: gives the file's content; called at the click, outside the script's run.
        file_name: any text with an ending; what no file may be called is taken out.
    """
    failed: list[Exception] = st.session_state.setdefault(_FAILED, [])
    has_ended = session_end()

    def made() -> bytes:
        try:
            if has_ended():
                raise NotAllowedError(right=Right.DRAFT, signed_in=False)
            return make()
        except Exception as error:
            failed.append(error)
            raise

    # Never as HTML, which would run as a page of the app.
    st.download_button(
        label,
        made,
        file_name=safe_name(file_name.replace("/", "-").replace("\\", "-")),
        mime="application/octet-stream",
        key=key,
        type=kind,
        icon=":material/download:",
        on_click="ignore",
    )


def show_failed() -> None:
    """Draw a notice if the file of the last click could not be made: why, and what to do."""
    result = _WATCH(key=_KEY, on_failed_change=lambda: None)
    if result.failed is None:
        return
    failed: list[Exception] = st.session_state.get(_FAILED, [])
    why = cause_text(failed[-1]) if failed else say(kit_labels.CANNOT_DO)
    failed.clear()
    text = plain_markdown(say(kit_labels.DOWNLOAD_FAILED, why=why))
    st.toast(text, icon=":material/error:", duration="infinite")
