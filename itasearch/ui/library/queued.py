"""Adding reports to a shared library: the drop zone, and the state of one's own uploads.

What a person uploads waits in the library's queue, so that it survives a reload and a restart,
until this server's own thread or a worker has read it (workspace/work/).
"""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.library import OutcomeKind
from itasearch.model.people import Right
from itasearch.model.work import JobState, WorkJob
from itasearch.ui.draft.current import on_press
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.faults import cause_text
from itasearch.ui.kit.html import outcome_html, plain_markdown, quiet_html, status_html
from itasearch.ui.kit.state import language, may, say, workspace
from itasearch.ui.library import labels
from itasearch.ui.library.own_worker import own_worker
from itasearch.ui.library.upload import (
    DOUBTFUL,
    OUTCOMES_SHOWN,
    drop_zone,
    empty_zone,
    outcome_line,
)
from itasearch.wording.label import shortened
from itasearch.wording.messages import reason_text

_BATCHES = "library.queued.batches"
_LOOK_SECONDS = 2.0  # between two looks at uploads that are still to be read
_STATES = {
    JobState.WAITING: labels.UPLOAD_WAITING,
    JobState.TAKEN: labels.UPLOAD_TAKEN,
    JobState.DONE: labels.UPLOAD_DONE,
    JobState.FAILED: kit_labels.OUTCOME_LABELS[OutcomeKind.REFUSED],
}


def show() -> None:
    """Draw the drop zone for who may add, and the person's uploads."""
    may_add = may(Right.ADD)
    if may_add:
        st.subheader(say(kit_labels.UPLOAD_TITLE), anchor=False)
        _choose()
    else:
        st.html(quiet_html(say(kit_labels.ADDING_IS_FOR_EDITORS)))
    jobs = _own_jobs()
    if any(one.is_open for one in jobs):
        _show_running()
    elif jobs:
        _show(jobs)
        if may_add:
            st.button(
                say(kit_labels.OUTCOMES_CLOSE),
                key="library.queued.close",
                type="tertiary",
                on_click=on_press,
                args=(_close,),
            )


def _close() -> None:
    workspace().forget_jobs()


def is_reading() -> bool:
    """Whether something of the person's is still to be read."""
    return any(one.is_open for one in _own_jobs())


def _own_jobs() -> Sequence[WorkJob]:
    return workspace().own_jobs(most=OUTCOMES_SHOWN)


def _choose() -> None:
    batches = st.session_state.setdefault(_BATCHES, 0)
    files = drop_zone(batches)
    if not files:
        return
    try:
        workspace().queue_uploads(files)
    except (ItaSearchError, OSError) as error:
        names = ", ".join(shortened(name, 80) for name, _file in files[:3])
        lines = (
            say(kit_labels.UPLOAD_FAILED, names=names),
            say(labels.UPLOAD_NOT_QUEUED, cause=shortened(cause_text(error), 300)),
        )
        st.error("  \n".join(map(plain_markdown, lines)))
        return
    empty_zone(batches)
    st.session_state[_BATCHES] = batches + 1
    st.rerun()


@st.fragment(run_every=_LOOK_SECONDS)
def _show_running() -> None:
    """Draw the uploads anew now and then, alone; the whole view when all are read."""
    jobs = _own_jobs()
    if not any(one.is_open for one in jobs):
        st.rerun()
    # Also jobs of a worker that has died since are read so.
    own_worker().wake()
    _show(jobs)


def _show(jobs: Sequence[WorkJob]) -> None:
    """Draw a summary, and a line for each file: first those at work, then the doubtful ones."""
    states = Counter(one.state for one in jobs)
    kinds = Counter(outcome.kind for one in jobs for outcome in one.outcomes)
    kinds[OutcomeKind.REFUSED] += sum(
        (one.state is JobState.FAILED and not one.outcomes) for one in jobs
    )
    summary = [say(kit_labels.OUTCOME_SUMMARY, **{str(one): kinds[one] for one in OutcomeKind})]
    if any(one.is_open for one in jobs):
        waiting, taken = states[JobState.WAITING], states[JobState.TAKEN]
        summary.insert(0, say(labels.UPLOADS_OPEN, waiting=waiting, taken=taken))
    lines = [line for one in sorted(jobs, key=_place) for line in _lines(one)]
    st.html(status_html(" · ".join(summary)) + "".join(lines[:OUTCOMES_SHOWN]))


def _place(job: WorkJob) -> int:
    if job.is_open:
        return 0 if job.state is JobState.TAKEN else 1
    is_doubtful = job.state is JobState.FAILED or any(
        (one.kind in DOUBTFUL) for one in job.outcomes
    )
    return 2 if is_doubtful else 3


def _lines(job: WorkJob) -> list[str]:
    if job.outcomes:
        return [outcome_line(one.path, one) for one in job.outcomes]
    return [
        outcome_html(
            say(_STATES[job.state]),
            shortened(job.name, 120),
            reason=reason_text(job.reason, language()),
            action="",
            kind="doubt" if job.state is JobState.FAILED else "",
        )
    ]
