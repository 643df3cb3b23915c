"""The list of suggestions below the search box while a query is being typed.

Streamlit's text field has none, so a script (static/suggest.js) makes the field a combobox and
asks the server (ui/suggestions.py). It also remembers what this browser searched, in the browser
alone. Without the script the field is a plain one.
"""

import streamlit as st

from itasearch.model.ranking import LONGEST_TYPED
from itasearch.ui.kit.html import static_text
from itasearch.ui.kit.state import language, say
from itasearch.ui.search import labels as search_labels
from itasearch.ui.suggestions import ADDRESS

# In the page itself: a field refers to its list by an id, which no shadow tree lets through.
_SUGGEST = st.components.v2.component(
    "itasearch.suggest", js=static_text("static/suggest.js"), isolate_styles=False
)


def show_suggestions(*, searched: str) -> None:
    """Mount the script, in the container of the search box.

    Args:
        searched: the query that is answered, for the browser to remember; "" for none.
    """
    kinds = {kind.value: say(label) for kind, label in search_labels.SUGGESTED.items()}
    _SUGGEST(
        key="search_suggestions",
        data={
            "address": f"{ADDRESS}?lang={language()}",
            "longest": LONGEST_TYPED,
            "searched": searched,
            "name": say(search_labels.SUGGESTIONS),
            "count": say(search_labels.SUGGESTIONS_COUNT, count="{count}"),
            "forget": say(search_labels.FORGET_SEARCHED),
            "kinds": kinds | {"searched": say(search_labels.SEARCHED_BEFORE)},
        },
    )
