"""The corrections that were made of a report, newest first, each with the way back."""

import streamlit as st

from itasearch.model.corrections import MadeCorrection, Review
from itasearch.ui.kit.html import outcome_html
from itasearch.ui.kit.state import say, workspace
from itasearch.ui.review import labels as r
from itasearch.ui.review.correcting import take_back
from itasearch.ui.review.doubts_html import correction_text, time_text


def show(review: Review) -> None:
    """Draw the list; nothing where no correction was made."""
    if not review.corrections:
        return
    title = say(r.HISTORY, count=len(review.corrections))
    st.subheader(title, anchor=False)
    names = {one.id: one.name for one in workspace().filter_choices().organisations}
    for made in reversed(review.corrections):
        with st.container(key=f"made_{made.id}", horizontal=True, gap="small"):
            st.html(_line(made, names))
            if made.undone_at is None:
                st.button(
                    say(r.UNDO),
                    key=f"review.undo.{made.id}",
                    icon=":material/undo:",
                    type="tertiary",
                    on_click=take_back,
                    args=(review.report.id, made.id),
                )


def _line(made: MadeCorrection, names: dict[str, str]) -> str:
    text = correction_text(made.correction, title=made.title, names=names)
    note = "" if made.placed else say(r.NOT_PLACED)
    if made.undone_at is not None:
        return outcome_html(say(r.UNDONE), text, reason=note, action="")
    kind = "same" if made.placed else "doubt"
    return outcome_html(time_text(made.made_at), text, reason=note, action="", kind=kind)
