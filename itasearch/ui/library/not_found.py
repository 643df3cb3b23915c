"""Questions that nothing answered and hits that were turned down, folded below the list; with the
marks of all hits as a file.
"""

import streamlit as st

from itasearch.ui.kit.cards import time_name
from itasearch.ui.kit.downloads import download_button
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.markdown import link_markdown, show_table
from itasearch.ui.kit.state import SEARCH, SEE, address, marks_are_shown, phrase, say, workspace
from itasearch.ui.library import labels as library_labels
from itasearch.wording.label import shortened

_MOST_ROWS = 50  # rows of each table; the command line has all
_LENGTH = 120  # most code points of a question and a title in a table


def show() -> None:
    """Draw both tables and the button that downloads the marks; nothing without any of them."""
    if not marks_are_shown():
        return
    unanswered = workspace().judgements.unanswered(most=_MOST_ROWS)
    turned_down = workspace().judgements.all(sought=False, most=_MOST_ROWS)
    is_any_sought = bool(workspace().judgements.all(sought=True, most=1))
    if not unanswered and not turned_down and not is_any_sought:
        return
    is_found = not unanswered and not turned_down
    title = Label("Hits that people marked") if is_found else Label("What people did not find")
    icon = ":material/check_circle:" if is_found else ":material/search_off:"
    with st.expander(say(title), icon=icon):
        st.caption(say(library_labels.NOT_FOUND_HELP))
        if unanswered:
            st.markdown(f"**{phrase('Questions without an answer')}**")
            heads = (library_labels.QUESTION, Label("Times", "library"), Label("Last", "library"))
            rows = [
                (
                    _question(one.question),
                    phrase("{count:,times}", count=one.times),
                    time_name(one.last_at),
                )
                for one in unanswered
            ]
            show_table(rows, heads)
        if turned_down:
            st.markdown(f"**{phrase('Hits that were not what was sought')}**")
            heads = (Label("Measure turned down"), library_labels.QUESTION, Label("Marked"))
            rows = []
            for one in turned_down:
                target = address(SEARCH, {"q": one.question, SEE: one.measure_id})
                hit = link_markdown(shortened(one.title, _LENGTH), target)
                rows.append((hit, _question(one.question), time_name(one.made_at)))
            show_table(rows, heads)
        if is_any_sought:  # of hits that were only turned down no judged set can be made
            st.caption(say(library_labels.EXPORT_MARKS_HELP))
            download_button(
                phrase("Download all marks"),
                workspace().judgements.render,
                file_name="judgements.zip",
                key="library.judgements",
                kind="tertiary",
            )


def _question(question: str) -> str:
    return link_markdown(shortened(question, _LENGTH), address(SEARCH, {"q": question}))
