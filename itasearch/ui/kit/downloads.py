"""Downloads: their menu, and buttons that make a file at the click or say why they cannot.

Streamlit makes the file outside the run that drew the button, so an error of it is kept for the
next run, which static/downloads.js asks for.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from itasearch.errors import NotAllowedError
from itasearch.model.people import Right
from itasearch.model.source import safe_name
from itasearch.model.tables import Exported, TableFormat
from itasearch.ui.kit import labels as kit_labels, markdown
from itasearch.ui.kit.state import workspace
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.who import session_end
from itasearch.wording.errors import CANNOT_DO, cause_text
from itasearch.wording.label import Label
from itasearch.wording.language import in_language, language, phrase, say
from itasearch.workspace import Workspace

_KEY, _FAILED = "hidden_downloads", "downloads.failed"
_WATCH = st.components.v2.component("itasearch.downloads", js=static_text("static/downloads.js"))


def download_button(
    label: str,
    make: Callable[[], bytes],
    *,
    file_name: str,
    key: str,
    kind: Literal["primary", "secondary", "tertiary"] = "tertiary",
) -> None:
    """Draw the button; `make` is called at the click, outside the run; any `file_name` will do."""
    failed: list[Exception] = st.session_state.setdefault(_FAILED, [])
    has_ended, spoken = session_end(), language()

    def made() -> bytes:
        try:
            if has_ended():
                raise NotAllowedError(right=Right.DRAFT, signed_in=False)
            with in_language(spoken):
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
    if _WATCH(key=_KEY, on_failed_change=lambda: None).failed is None:
        return
    failed: list[Exception] = st.session_state.get(_FAILED, [])
    why = cause_text(failed[-1]) if failed else say(CANNOT_DO)
    failed.clear()
    text = markdown.plain(say(kit_labels.DOWNLOAD_FAILED, why=why))
    st.toast(text, icon=":material/error:", duration="infinite")


FORMATS = {"docx": "Word", "xlsx": "Excel", "csv": "CSV"}
"""What the formats of files are called, by their endings."""


def download_menu(view: str) -> DeltaGenerator:
    """A quiet menu for the downloads of a view and their options, to be filled by `with`."""
    label = phrase("Download")
    return st.popover(label, type="tertiary", icon=":material/download:", key=f"{view}_take")


def take_along(
    export: Exported | Callable[[Workspace], Exported], *, view: str, file_name: Label, of: str = ""
) -> None:
    """Draw a menu with each format of tables; what is a function is found at the click."""
    theirs = workspace()  # at the click nobody's session is known

    def render(kind: TableFormat) -> bytes:
        answer = export(theirs) if callable(export) else export
        return theirs.exports.render_tables(answer, kind)

    stem = "_".join(filter(None, (say(file_name), of[:60])))
    with download_menu(view):
        for kind in TableFormat:
            download_button(
                say(kit_labels.TAKE_ALONG, format=FORMATS[kind.value]),
                partial(render, kind),
                file_name=f"{stem}.{kind.value}",
                key=f"{view}.take.{kind}",
            )
