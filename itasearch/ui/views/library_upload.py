"""Putting reports in: the drop zone, how far the batch is, and what became of each file."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.library import Outcome, OutcomeKind
from itasearch.ui import strings as s
from itasearch.ui.cards import year_name
from itasearch.ui.faults import fault_text
from itasearch.ui.markup import link_html, outcome_html, plain_markdown, shortened, status_html
from itasearch.ui.progress import share, stage_text
from itasearch.ui.state import LIBRARY, address, say, workspace
from itasearch.ui.uploads import UploadJob, Uploads

UPLOADS_KEY = "library.uploads"
_DOUBTFUL = (OutcomeKind.REFUSED, OutcomeKind.NEEDS_REVIEW)


def render() -> None:
    """Draw the drop zone, or the batch on its way, and the outcomes of the last batch."""
    st.subheader(say(s.UPLOAD_TITLE), anchor=False)
    if UPLOADS_KEY not in st.session_state:
        st.session_state[UPLOADS_KEY] = Uploads()
    uploads: Uploads = st.session_state[UPLOADS_KEY]
    if uploads.job is not None and not uploads.job.done.is_set():
        _show_progress(uploads.job)
    else:
        _choose(uploads)
    if uploads.job is not None:
        _show_outcomes(uploads.job)
        if uploads.job.done.is_set():
            st.button(
                say(s.OUTCOMES_CLOSE), key="library.close", type="tertiary", on_click=uploads.close
            )


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


@st.fragment(run_every=0.5)
def _show_progress(job: UploadJob) -> None:
    if job.done.is_set():
        st.rerun()
    elif job.event is None:
        st.progress(0.0, text=say(s.STARTING))
    else:
        st.progress(share(job.event), text=stage_text(job.event))


def _show_outcomes(job: UploadJob) -> None:
    if isinstance(job.failure, ItaSearchError):
        st.error(plain_markdown(fault_text(job.failure)))
    elif job.failure is not None:
        st.error(say(s.CANNOT_DO))
    if not job.outcomes:
        return
    counts = Counter(outcome.kind for _index, outcome in job.outcomes)
    summary = say(s.OUTCOME_SUMMARY, **{str(kind): counts[kind] for kind in OutcomeKind})
    lines = [_outcome_line(job.names[index], outcome) for index, outcome in job.outcomes]
    st.html(status_html(summary) + "".join(lines))


def _outcome_line(name: str, outcome: Outcome) -> str:
    facts = [shortened(name, 120)]
    if outcome.organisation:
        facts.append(outcome.organisation.name)
    if outcome.fiscal_year_be:
        facts.append(year_name(outcome.fiscal_year_be))
    if outcome.measures:
        facts.append(say(s.OUTCOME_MEASURES, count=outcome.measures))
    return outcome_html(
        say(s.OUTCOME_LABELS[outcome.kind]),
        " · ".join(facts),
        reason=missing_text(outcome.missing) or outcome.reason or "",
        action=_action(outcome),
        kind="doubt" if outcome.kind in _DOUBTFUL else "",
    )


def _action(outcome: Outcome) -> str:
    # A file of ITA results alone has an id, but no report to open.
    if outcome.report_id is None or not outcome.measures:
        return ""
    label = s.FILL_IN if outcome.missing else s.OPEN_REPORT
    return link_html(say(label), address(LIBRARY, {"report": outcome.report_id}))


def missing_text(missing: Sequence[str]) -> str:
    """What is in doubt about a report, in words; "" for nothing."""
    what = ", ".join(say(s.MISSING_LABELS[name]) for name in missing)
    return say(s.MISSING, what=what) if what else ""
