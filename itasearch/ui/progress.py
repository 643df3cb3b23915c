"""How far a long run is, in words. Imports the model and streamlit."""

import streamlit as st

from itasearch.model.library import WAITING, Progress, ProgressEvent
from itasearch.ui import strings as s
from itasearch.ui.markup import plain_markdown
from itasearch.ui.state import say


def progress_bar() -> Progress:
    """A bar that appears with the first event and vanishes with its run."""
    place = st.empty()

    def show(event: ProgressEvent) -> None:
        place.progress(share(event), text=stage_text(event))

    return show


def share(event: ProgressEvent) -> float:
    """How much of the stage is done, 0 to 1."""
    return min(event.done / event.total, 1.0) if event.total else 0.0


def stage_text(event: ProgressEvent) -> str:
    """The stage in the screen's language, as Markdown without anything to interpret."""
    label = {"read": s.READING, WAITING: s.STAGE_WAITING}.get(event.stage, s.STAGE_INDEX)
    if event.stage == "read" and event.done >= event.total:
        label = s.STAGE_OPENING  # all is read; the index opens, which takes seconds the first time
    text = say(label, detail=event.detail, done=event.done, total=event.total)
    return plain_markdown(text)
