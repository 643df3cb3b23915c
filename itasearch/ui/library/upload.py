"""Adding reports: the drop zone, progress of the batch, and the outcome of each file."""

import time
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from itasearch.model.library import Outcome, OutcomeKind
from itasearch.model.records import Organisation
from itasearch.ui.draft.current import attempt
from itasearch.ui.kit import labels as s
from itasearch.ui.kit.cards import marked_name, year_name
from itasearch.ui.kit.faults import cause_text
from itasearch.ui.kit.html import (
    link_html,
    outcome_html,
    plain_markdown,
    quiet_html,
    shortened,
    status_html,
)
from itasearch.ui.kit.progress import batch_text
from itasearch.ui.kit.state import LIBRARY, address, say, workspace
from itasearch.ui.library.uploads import UploadJob, Uploads

UPLOADS_KEY = "library.uploads"
OUTCOMES_MEANWHILE, OUTCOMES_SHOWN = 8, 300
"""Most outcomes listed while a batch runs (the newest), and at its end (doubtful ones first)."""
FAILED_NAMED = 3
"""Most files named of a batch that failed."""
_DOUBTFUL = (OutcomeKind.REFUSED, OutcomeKind.NEEDS_REVIEW)


def render(uploads: Uploads, *, running: bool) -> None:
    """Draw the drop zone, or the running batch, and the outcomes of the last batch."""
    st.subheader(say(s.UPLOAD_TITLE), anchor=False)
    if uploads.job is not None and running:
        _show_running(uploads.job)
        return
    _choose(uploads)
    if uploads.job is not None:
        _show_outcomes(uploads.job, shown=OUTCOMES_SHOWN)
        st.button(
            say(s.OUTCOMES_CLOSE), key="library.close", type="tertiary", on_click=uploads.close
        )


def session_uploads() -> Uploads:
    """The uploads of this session."""
    if UPLOADS_KEY not in st.session_state:
        st.session_state[UPLOADS_KEY] = Uploads()
    uploads: Uploads = st.session_state[UPLOADS_KEY]
    return uploads


def _choose(uploads: Uploads) -> None:
    # Every kind of file is taken: what cannot be read is refused with its reason.
    # A new key empties the drop zone.
    files = st.file_uploader(
        say(s.UPLOAD_HELP), accept_multiple_files=True, key=f"library.files.{uploads.batches}"
    )
    if files and st.button(
        say(s.UPLOAD_BUTTON, count=len(files)), key="library.add", type="primary"
    ):
        uploads.begin(workspace(), [(file.name, file.getvalue()) for file in files])
        st.rerun()
    st.html(quiet_html(say(s.UPLOAD_SCANS)))


@st.fragment(run_every=1.0)
def _show_running(job: UploadJob) -> None:
    """Draw the batch anew every second, alone; the whole view when it has ended."""
    if job.done.is_set():
        st.rerun()
    st.progress(job.so_far.share(), text=batch_text(job.so_far, now=time.monotonic()))
    _show_outcomes(job, shown=OUTCOMES_MEANWHILE)


def _show_outcomes(job: UploadJob, *, shown: int) -> None:
    if job.failure is not None:
        _show_failure(job, job.failure)
    outcomes = list(job.outcomes)
    if not outcomes:
        return
    counts = Counter(outcome.kind for _name, outcome in outcomes)
    summary = say(s.OUTCOME_SUMMARY, **{str(kind): counts[kind] for kind in OutcomeKind})
    if job.done.is_set():
        listed = sorted(outcomes, key=lambda named: named[1].kind not in _DOUBTFUL)[:shown]
    else:
        listed = outcomes[: -shown - 1 : -1]
    lines = [_outcome_line(name, outcome) for name, outcome in listed]
    if len(listed) < len(outcomes):
        lines.append(quiet_html(say(s.OUTCOMES_MORE, count=len(outcomes) - len(listed))))
    st.html(status_html(summary) + "".join(lines))


def _show_failure(job: UploadJob, failure: Exception) -> None:
    """Which files, why, and the way to try again; the files are kept here or in the drop zone."""
    left = job.unfinished or job.names
    names = ", ".join(shortened(name, 80) for name in left[:FAILED_NAMED])
    if len(left) > FAILED_NAMED:
        names = f"{names} {say(s.OUTCOMES_MORE, count=len(left) - FAILED_NAMED)}"
    cause = shortened(cause_text(failure), 300)
    lines = (say(s.UPLOAD_FAILED, names=names), say(s.UPLOAD_CAUSE, cause=cause))
    st.error("  \n".join(map(plain_markdown, lines)))
    if job.folder is not None:
        st.button(
            say(s.UPLOAD_AGAIN, count=len(job.names)),
            key="library.again",
            icon=":material/refresh:",
            on_click=_again,
        )


def _again() -> None:
    attempt(lambda: session_uploads().again(workspace()))


def _outcome_line(name: str, outcome: Outcome) -> str:
    facts = report_facts(
        name, outcome.organisation, outcome.fiscal_year_be, reworded=outcome.reworded
    )
    if outcome.measures:
        facts += f" · {say(s.OUTCOME_MEASURES, count=outcome.measures)}"
    return outcome_html(
        say(s.OUTCOME_LABELS[outcome.kind]),
        facts,
        reason=outcome.reason or missing_text(outcome.missing),
        action=_action(outcome),
        kind="doubt" if outcome.kind in _DOUBTFUL else "",
    )


def report_facts(
    file: str, organisation: Organisation | None, fiscal_year_be: int | None, *, reworded: bool
) -> str:
    """A report in one line: its file's name, whose it is and of which year, as far as known."""
    facts = [shortened(file, 120)]
    if organisation:
        facts.append(marked_name(organisation, reworded=reworded))
    if fiscal_year_be:
        facts.append(year_name(fiscal_year_be))
    return " · ".join(facts)


def _action(outcome: Outcome) -> str:
    # A file of ITA results alone has an id, but no report to open.
    if outcome.report_id is None or not outcome.measures:
        return ""
    if outcome.missing:
        checking = address(LIBRARY, {"report": outcome.report_id, "check": "1"})
        return link_html(say(s.FILL_IN), checking)
    return link_html(say(s.OPEN_REPORT), address(LIBRARY, {"report": outcome.report_id}))


def missing_text(missing: Sequence[str]) -> str:
    """What is in doubt about a report, in words; "" for nothing."""
    what = ", ".join(say(s.MISSING_LABELS[name]) for name in missing)
    return say(s.MISSING, what=what) if what else ""
