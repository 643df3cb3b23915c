"""How a question can be typed: the signs that narrow it, in a window beside the filters."""

import streamlit as st

from itasearch.ui.kit import strings as s
from itasearch.ui.kit.html import quiet_html, table_html, text_html
from itasearch.ui.kit.state import say
from itasearch.ui.search import labels as f

_FIELDS = ("title", "steps", "responsible", "timeframe", "follow_up", "results", "problems")


def show() -> None:
    """Draw the button that opens the help."""
    with st.popover(say(f.HELP), icon=":material/help:", key="search_help", width="content"):
        st.html(help_html())


def help_html() -> str:
    """What can be typed, with an example of each sign."""
    rows = [
        [f"<code>{text_html(say(example))}</code>", text_html(say(meaning))]
        for example, meaning in (
            (f.HELP_EXAMPLE_QUOTED, f.HELP_QUOTED),
            (f.HELP_EXAMPLE_WITHOUT, f.HELP_WITHOUT),
            (f.HELP_EXAMPLE_FIELD, f.HELP_FIELD),
        )
    ]
    table = table_html(
        [say(s.QUERY), say(f.HELP_MEANS)], rows, caption=say(f.HELP), kind="ita-help"
    )
    names = " ".join(f"{say(f.FIELD_PREFIXES[name])}:" for name in _FIELDS)
    return text_html(say(f.HELP_WORDS)) + table + quiet_html(say(f.HELP_FIELDS, names=names))
