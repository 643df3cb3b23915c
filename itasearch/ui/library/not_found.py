"""Questions that nothing answered and hits that were turned down, folded below the list; with the
marks of all hits as a file.
"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from itasearch.model.evaluation.judgements import Judgement, UnansweredQuestion
from itasearch.model.people import Right
from itasearch.ui.kit.downloads import download_button
from itasearch.ui.kit.html import link_html, quiet_html, table_html
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import SEARCH, SEE, address, may, say, workspace
from itasearch.ui.library import labels as library_labels
from itasearch.wording.label import shortened
from itasearch.wording.labels import time_text

_MOST_ROWS = 50  # rows of each table; the command line has all

_LENGTH = 120  # most code points of a question and a title in a table


def show() -> None:
    """Draw both tables and the button that downloads the marks; nothing without any of them.

    What others sought is for administrators.
    """
    if not may(Right.ADMINISTER):
        return
    unanswered = workspace().unanswered(most=_MOST_ROWS)
    turned_down = workspace().judgements(sought=False, most=_MOST_ROWS)
    is_any_sought = bool(workspace().judgements(sought=True, most=1))
    if not unanswered and not turned_down and not is_any_sought:
        return
    is_found = not unanswered and not turned_down
    title = library_labels.MARKS if is_found else library_labels.NOT_FOUND
    icon = ":material/check_circle:" if is_found else ":material/search_off:"
    with st.expander(say(title), icon=icon):
        parts = [quiet_html(say(library_labels.NOT_FOUND_HELP))]
        if unanswered:
            parts.append(_unanswered_html(unanswered))
        if turned_down:
            parts.append(_turned_down_html(turned_down))
        st.html("".join(parts))
        if is_any_sought:  # of hits that were only turned down no judged set can be made
            st.html(quiet_html(say(library_labels.EXPORT_MARKS_HELP)))
            download_button(
                say(library_labels.EXPORT_MARKS),
                workspace().render_judgements,
                file_name="judgements.zip",
                key="library.judgements",
                kind="tertiary",
            )


def _unanswered_html(found: Sequence[UnansweredQuestion]) -> str:
    rows = [
        [
            _question_html(one.question),
            quiet_html(say(library_labels.TIMES_COUNT, count=one.times)),
            quiet_html(time_text(one.last_at)),
        ]
        for one in found
    ]
    heads = (library_labels.QUESTION, library_labels.TIMES, library_labels.LAST)
    return _table_html(library_labels.UNANSWERED, heads, rows)


def _turned_down_html(found: Sequence[Judgement]) -> str:
    rows = [
        [_hit_html(one), _question_html(one.question), quiet_html(time_text(one.made_at))]
        for one in found
    ]
    heads = (library_labels.HIT, library_labels.QUESTION, library_labels.MARKED)
    return _table_html(library_labels.TURNED_DOWN, heads, rows)


def _question_html(question: str) -> str:
    return link_html(shortened(question, _LENGTH), address(SEARCH, {"q": question}), kind="row")


def _hit_html(one: Judgement) -> str:
    target = address(SEARCH, {"q": one.question, SEE: one.measure_id})
    return link_html(shortened(one.title, _LENGTH), target, kind="row")


def _table_html(title: Label, heads: Sequence[Label], rows: Sequence[Sequence[str]]) -> str:
    """A table below its title: on a narrow screen its rows have no heads."""
    names = [say(head) for head in heads]
    return f'<p class="ita-summary">{escape(say(title))}</p>' + table_html(
        names, rows, caption=say(title)
    )
