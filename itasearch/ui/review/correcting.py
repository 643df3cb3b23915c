"""Stores and undoes corrections from the review's widgets; a toast reports how each went.

It runs before the view is rendered again, so that the view shows the corrected report.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from itasearch.model.corrections import (
    Correction,
    EditCell,
    MadeCorrection,
    SetTopics,
    WrongCorrectionError,
)
from itasearch.model.library import WAITING, Outcome, OutcomeKind, Progress, ProgressEvent
from itasearch.ui.kit import markdown
from itasearch.ui.kit.faults import attempt
from itasearch.ui.kit.progress import stage_text
from itasearch.ui.kit.state import workspace
from itasearch.ui.review import labels as review_labels
from itasearch.wording.errors import ALREADY_UNDONE, message_label
from itasearch.wording.label import Label
from itasearch.wording.language import phrase, say


def keep(
    report_id: str,
    *corrections: Correction,
    message: Label = review_labels.SAVED,
    in_window: bool = False,
) -> bool:
    """Keep corrections of a report, all or none; whether they were kept."""
    result = _done(
        lambda progress: workspace().review.correct(report_id, corrections, progress=progress),
        message=message,
        in_window=in_window,
    )
    return result is not None


def judge(measure_id: str, other_id: str, *, same: bool) -> Outcome | None:
    """Keep whether measures of two reports do the same thing; None: not kept, or it was."""
    outcome = _done(
        lambda progress: workspace().review.judge_pair(
            measure_id, other_id, same=same, progress=progress
        ),
        message=review_labels.SAVED,
    )
    return None if outcome is None or outcome.kind is OutcomeKind.UNCHANGED else outcome


def undo(report_id: str, correction_id: int, *, in_window: bool = False) -> bool:
    """Undo a correction of a report; whether it was undone."""
    undone = _done(
        lambda progress: workspace().review.undo(report_id, correction_id, progress=progress),
        message=review_labels.UNDONE,
        unchanged=ALREADY_UNDONE,
        in_window=in_window,
    )
    return undone is not None


def correction_of(
    corrections: Sequence[MadeCorrection], measure_id: str, field: str
) -> MadeCorrection | None:
    """The latest correction in force of a measure's field or "topics"; None: there is none."""
    for made in reversed(corrections):
        correction = made.correction
        if not isinstance(correction, EditCell | SetTopics) or made.undone_at is not None:
            continue
        name = correction.field if isinstance(correction, EditCell) else "topics"
        if (correction.measure_id, name) == (measure_id, field):
            return made
    return None


def refuse(label: Label) -> None:
    """Show why something was not done."""
    st.toast(markdown.plain(say(label)), icon=":material/warning:", duration="long")


def _done(
    action: Callable[[Progress], Outcome],
    *,
    message: Label,
    unchanged: Label = Label("This was corrected already; nothing was changed"),
    in_window: bool = False,
) -> Outcome | None:
    """What an action gave, after a toast (a dialog has one at the end); None: it was refused."""
    # A bar over the view would push it down while the person reads; a toast does not.
    icon = ":material/hourglass_top:"
    note = None if in_window else st.toast(phrase("Saving…"), icon=icon, duration="long")

    def wait(event: ProgressEvent) -> None:
        if note and event.stage == WAITING:
            note.toast(stage_text(event), icon=icon, duration="long")

    made: list[Outcome] = []
    try:
        attempt(lambda: made.append(action(wait)))
    except WrongCorrectionError as error:
        refuse(message_label(error.message))
    except ValueError:
        refuse(Label("This cannot be corrected so"))
    if not made:
        if note:
            note.toast(phrase("Not saved"), icon=":material/warning:")
        return None
    (outcome,) = made
    text = say(unchanged if outcome.kind is OutcomeKind.UNCHANGED else message)
    if note:
        note.toast(text, icon=":material/check:")
    else:
        st.toast(text, icon=":material/check:", duration="long")
    return outcome
