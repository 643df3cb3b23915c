"""Whether a hit is what was sought: two marks on its card, pressed again to take one back.

Marks are for who runs the library, where its settings ask for them (ITASEARCH_MARKS). A mark is
kept with the words of the question alone, not with its filters; hits of a question without words,
or of a pasted text, have no marks to give.
"""

import hashlib
from collections.abc import Mapping, Sequence

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.evaluation import can_be_kept
from itasearch.model.people import Right
from itasearch.model.ranking import Hit, SearchMode
from itasearch.ui.kit.faults import attempt, log_fault
from itasearch.ui.kit.state import marks_are_shown, may, phrase, workspace
from itasearch.ui.kit.widgets import follow_store, show_stored
from itasearch.ui.search.query import SearchQuery

_SOUGHT, _NOT_SOUGHT = "sought", "not"
_NOTED = "search.noted"  # key of the session: the question without an answer that was noted last


def judged(query: SearchQuery, hits: Sequence[Hit]) -> Mapping[str, bool]:
    """Those of these hits that are marked for the question, by the measure's id."""
    if not marks_are_shown():
        return {}
    return workspace().judgements.judged(query.text, [hit.measure.id for hit in hits])


def show_marks(hit: Hit, *, place: int, query: SearchQuery, marks: Mapping[str, bool]) -> None:
    """Draw the two marks of a hit; nothing where the question cannot be kept.

    Its place in the answer, from 1, distinguishes the groups of marks for those who hear them.
    """
    question, measure_id = query.text, hit.measure.id
    if not can_be_kept(question) or not marks_are_shown():
        return
    kept = marks.get(measure_id)
    value = None if kept is None else _SOUGHT if kept else _NOT_SOUGHT
    # The mark of another question about the same measure is another widget.
    digest = hashlib.sha256(question.encode()).hexdigest()[:8]
    key = f"judge_{digest}_{measure_id}"
    st.segmented_control(
        phrase("Is hit {place} what you sought?", place=place),
        (_SOUGHT, _NOT_SOUGHT),
        default=follow_store(key, value),
        format_func=lambda option: (
            f":material/check_circle: {phrase('This is it')}"
            if option == _SOUGHT
            else f":material/cancel: {phrase('Not what I sought')}"
        ),
        key=key,
        label_visibility="collapsed",
        on_change=_keep,
        args=(key, question, measure_id),
    )


def note_unanswered(query: SearchQuery) -> None:
    """Keep that nothing answers a question, once until another is put.

    Only of a question without filters and refinements, for these may be why nothing answers.
    What goes wrong is logged: the answer is on the screen already.
    """
    question = query.text
    is_all_ways = query.mode is SearchMode.HYBRID
    narrowed = query.filter_count or query.like or query.without or not is_all_ways
    if not question or narrowed or not may(Right.WATCH) or st.session_state.get(_NOTED) == question:
        return
    st.session_state[_NOTED] = question
    try:
        workspace().judgements.note_unanswered(question)
    except ItaSearchError as error:
        log_fault(error)


def _keep(key: str, question: str, measure_id: str) -> None:
    value = st.session_state[key]
    sought = None if value is None else value == _SOUGHT
    if not attempt(lambda: workspace().judgements.judge(question, measure_id, sought=sought)):
        show_stored(key)
