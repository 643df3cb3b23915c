"""What a person says of two measures: the same, or not the same, by one click.

It is kept as a correction and holds in every later comparison; the last one can be undone here,
all of them in the review of the report.
"""

import streamlit as st

from itasearch.model.comparison import MaybePair, Pair
from itasearch.model.records import Measure
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import phrase, say, workspace
from itasearch.ui.review.correcting import judge, take_back

_LAST = "compare.judged"
"""Report and number of the correction that was made last in this session."""


def judge_buttons(pair: Pair | MaybePair) -> None:
    """The judgements that two measures shown together may get."""
    if isinstance(pair, MaybePair):
        judge_button(pair.left, pair.right, same=True, label=Label("The same"))
    judge_button(pair.left, pair.right, same=False)


def judge_button(
    left: Measure, right: Measure, *, same: bool, label: Label = Label("Not the same")
) -> None:
    """A button that says that both do the same thing, or that they do not."""
    st.button(
        say(label),
        key=f"compare.{'same' if same else 'apart'}.{left.id}.{right.id}",
        icon=":material/link:" if same else ":material/link_off:",
        type="tertiary",
        on_click=_judge,
        args=(left.id, right.id),
        kwargs={"same": same},
    )


def show_last() -> None:
    """Draw how the last judgement is undone; nothing where there is none."""
    if _LAST not in st.session_state:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(phrase("Kept, and in force in this comparison"), width="content")
        st.button(
            phrase("Undo"),
            key="compare.undo",
            icon=":material/undo:",
            type="tertiary",
            on_click=lambda: take_back(*st.session_state.pop(_LAST)),
        )


def _judge(left_id: str, right_id: str, *, same: bool) -> None:
    outcome = judge(left_id, right_id, same=same)
    if outcome is not None and outcome.report_id is not None:
        made = workspace().review.corrections(outcome.report_id)
        st.session_state[_LAST] = (outcome.report_id, made[-1].id)
