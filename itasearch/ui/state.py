"""What the app remembers: the open workspace, the language, and what the URL says.

Moving by the menu drops query parameters, so each view writes its own again
after it has drawn its widgets. Imports the workspace and streamlit.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from itasearch.ui.strings import Label
from itasearch.workspace import Workspace, open_workspace

LANGUAGES = {"th": "ไทย", "en": "English"}
LANGUAGE_KEY = "app.language"


@st.cache_resource(show_spinner=False)
def workspace() -> Workspace:
    """The one workspace of this server, shared by its sessions; ITASEARCH_HOME says where."""
    return open_workspace()


def language() -> str:
    """Language of this session: "th" unless the person or the URL chose "en"."""
    chosen = st.session_state.get(LANGUAGE_KEY) or st.query_params.get("lang")
    return chosen if chosen in LANGUAGES else "th"


def say(label: Label, **values: object) -> str:
    """The label in this session's language."""
    return label.text(language(), **values)


def seed_widget(key: str, value: object) -> None:
    """Give a widget its first value, from the URL; later runs keep what the person chose."""
    if key not in st.session_state:
        st.session_state[key] = value


def url_values(name: str, allowed: Sequence[str]) -> list[str]:
    """Values of a query parameter that this library has, in the URL's order."""
    return [value for value in st.query_params.get_all(name) if value in allowed]


def write_url(values: Mapping[str, str | Sequence[str]]) -> None:
    """Make the URL say exactly this (empty values left out), so that it can be sent on."""
    wanted = {name: value for name, value in values.items() if value}
    if language() != "th":
        wanted["lang"] = language()
    current = {name: st.query_params.get_all(name) for name in st.query_params}
    target = {n: [v] if isinstance(v, str) else list(v) for n, v in wanted.items()}
    if current != target:
        st.query_params.from_dict(target)
