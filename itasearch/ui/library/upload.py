"""Adding reports: the drop zone, and what became of the files that a person sent.

They wait in the library's queue until a worker or this server's own thread has read them: it ends
with the queue, and begins with an upload or, after a restart, the first visit of who signed in.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock, Thread
from typing import IO
from weakref import WeakKeyDictionary

import streamlit as st

from itasearch.errors import ItaSearchError
from itasearch.model.library import Outcome, OutcomeKind, ReportSummary
from itasearch.model.records import Organisation
from itasearch.model.work import JobState, WorkJob
from itasearch.ui.kit import labels as kit_labels, markdown
from itasearch.ui.kit.cards import marked_name, year_name
from itasearch.ui.kit.drop_zone import drop_zone
from itasearch.ui.kit.faults import attempt, shows_who_may_add
from itasearch.ui.kit.state import address, library, workspace
from itasearch.ui.kit.who import browser_name
from itasearch.ui.kit.widgets import quiet_button, show_table
from itasearch.ui.library import labels
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.messages import reason_text
from itasearch.wording.names import OUTCOMES
from itasearch.wording.review import DOUBT_NAMES
from itasearch.workspace import Given, Workspace


class OwnWorker:
    """At most one thread that takes jobs of a library's queue."""

    def __init__(self, library: Workspace) -> None:
        self._library = library
        self._starting = Lock()
        self._thread: Thread | None = None

    def wake(self) -> None:
        """Read what waits, unless this is being done already or left to workers."""
        if self._library.settings.workers_read_uploads:
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._work, daemon=True, name="uploads")
                self._thread.start()

    def finish(self) -> None:
        """Wait until the thread has ended."""
        with self._starting:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        try:
            self._library.jobs.work(until_empty=True)
        except Exception:
            # The next look at the uploads wakes another thread.
            logging.getLogger(__name__).exception("reading uploaded files failed")


@st.cache_resource(show_spinner=False, hash_funcs={Workspace: id})
def own_worker(library: Workspace) -> OwnWorker:
    """The one of this server; when it is made it reads what a server before it left."""
    worker = OwnWorker(library)
    worker.wake()
    return worker


def resume() -> None:
    """Go on with uploads that were waiting when the server stopped, once somebody signed in."""
    try:
        if workspace().person.signed_in:
            own_worker(library())
    except ItaSearchError:
        return  # the view says what is wrong with the library


OUTCOMES_SHOWN = 300  # files that are listed, the doubtful ones first
_BY_HAND = "library.by_hand"  # key of the box that takes in files without recognised measures
_LOOK_SECONDS = 2.0  # between two looks at files that are still to be read
_DOUBTFUL = (OutcomeKind.REFUSED, OutcomeKind.NEEDS_REVIEW)
_SENDERS: WeakKeyDictionary[Workspace, dict[int, str]] = WeakKeyDictionary()
"""Browser that sent a file, by the file's job, since this server runs."""
_STATES = {
    JobState.WAITING: labels.UPLOAD_WAITING,
    JobState.TAKEN: Label("Being read"),
    JobState.DONE: Label("Read"),
    JobState.FAILED: OUTCOMES[OutcomeKind.REFUSED],
}


def show() -> None:
    """Draw the drop zone for who may add, and the person's files."""
    if may_add := not shows_who_may_add():
        title, scans = say(Label("Add reports", "kit")), say(kit_labels.UPLOAD_SCANS)
        st.subheader(title, anchor=False, help=scans)
        _show_zone()
    jobs = _own_jobs()
    if any(job.is_open for job in jobs):
        _show_running()
    elif jobs:
        _show_jobs(jobs)
        if may_add:
            close, forget = phrase("Close this list"), lambda: workspace().jobs.forget()
            quiet_button(close, "library.close", attempt, forget)


def _show_zone() -> None:
    by_hand = bool(st.session_state.get(_BY_HAND))
    theirs, here, senders = workspace(), browser_name(), _SENDERS.setdefault(library(), {})

    def take(name: str, content: IO[bytes]) -> None:
        numbers = theirs.jobs.add_uploads([(name, content)], by_hand=by_hand)
        senders.update(dict.fromkeys(numbers, here))

    # Every kind of file is taken: what cannot be read is refused with its reason.
    text = say(kit_labels.UPLOAD_HELP)
    failures = drop_zone("library.files", take, text=text, button=kit_labels.UPLOAD_BUTTON)
    st.checkbox(
        phrase("Also files without recognised measures, to be marked by hand"),
        key=_BY_HAND,
        help=phrase("Their lines are listed in the review, where you mark titles and columns"),
    )
    for name, why in failures:
        lines = (
            phrase("Files could not be added: {names}", names=shortened(name, 80)),
            say(labels.UPLOAD_NOT_QUEUED, cause=shortened(why, 300)),
        )
        st.error("  \n".join(map(markdown.plain, lines)))


def queue_addresses(addresses: Sequence[str]) -> None:
    """Put web addresses in the queue, as files of this person and browser. Raises StoreError."""
    numbers = workspace().jobs.add(Given(urls=addresses))
    _SENDERS.setdefault(library(), {}).update(dict.fromkeys(numbers, browser_name()))
    own_worker(library()).wake()


def is_reading() -> bool:
    """Whether something of the person's is still to be read."""
    return any(job.is_open for job in _own_jobs())


def _own_jobs() -> Sequence[WorkJob]:
    """The person's files with their reports as they are now.

    Where nobody signs in everybody is one person: then the files that this browser sent.
    """
    here, senders = browser_name(), _SENDERS.get(library(), {})
    jobs: Sequence[WorkJob] = workspace().jobs.own(most=OUTCOMES_SHOWN)
    if not workspace().person.signed_in:
        jobs = [job for job in jobs if senders.get(job.id, here) == here]
    ids = {outcome.report_id for job in jobs for outcome in job.outcomes if outcome.report_id}
    reports = workspace().library.summaries([*ids])
    return [
        replace(
            job,
            outcomes=tuple(_as_now(row, reports.get(row.report_id or "")) for row in job.outcomes),
        )
        for job in jobs
    ]


def _as_now(outcome: Outcome, report: ReportSummary | None) -> Outcome:
    """The outcome with what a person has settled of its report since."""
    if report is None or outcome.kind is not OutcomeKind.NEEDS_REVIEW:
        return outcome
    return replace(
        outcome,
        kind=outcome.kind if report.missing else OutcomeKind.ADDED,
        organisation=report.organisation,
        fiscal_year_be=report.fiscal_year_be,
        reason=outcome.reason if report.missing == outcome.missing else None,
        missing=report.missing,
    )


@st.fragment(run_every=_LOOK_SECONDS)
def _show_running() -> None:
    jobs = _own_jobs()
    if not any(job.is_open for job in jobs):
        st.rerun()
    # Also jobs of a worker that has died since are read so.
    own_worker(library()).wake()
    _show_jobs(jobs)


def _show_jobs(jobs: Sequence[WorkJob]) -> None:
    states = Counter(job.state for job in jobs)
    kinds = Counter(outcome.kind for job in jobs for outcome in job.outcomes)
    kinds[OutcomeKind.REFUSED] += sum(
        (job.state is JobState.FAILED and not job.outcomes) for job in jobs
    )
    summary = [say(kit_labels.OUTCOME_SUMMARY, **{str(kind): kinds[kind] for kind in OutcomeKind})]
    if any(job.is_open for job in jobs):
        waiting, at_work = states[JobState.WAITING], states[JobState.TAKEN]
        summary.insert(0, say(labels.UPLOADS_OPEN, waiting=waiting, taken=at_work))
    st.caption(markdown.plain(" · ".join(summary)))

    def order(job: WorkJob) -> tuple[bool, bool]:
        is_doubtful = any(outcome.kind in _DOUBTFUL for outcome in job.outcomes)
        return not job.is_open, not (is_doubtful or job.state in (JobState.TAKEN, JobState.FAILED))

    rows: list[tuple[str, ...]] = []
    for job in sorted(jobs, key=order):
        rows += map(outcome_row, job.outcomes)
        if not job.outcomes:
            kind = "doubt" if job.state is JobState.FAILED else ""
            texts = (shortened(job.name, 120), reason_text(job.reason))
            text = "  \n".join(map(markdown.plain, filter(None, texts)))
            rows.append((markdown.badge(say(_STATES[job.state]), kind), text))
    show_table(rows[:OUTCOMES_SHOWN])


def outcome_row(outcome: Outcome) -> tuple[str, ...]:
    """What became of a file as cells of Markdown: its state; what it is, why, and where to go."""
    facts = report_facts(
        outcome.path, outcome.organisation, outcome.fiscal_year_be, reworded=outcome.reworded
    )
    if outcome.measures:
        count = phrase("{count:measures}", count=outcome.measures)
        facts += f" · {count}"
    way = ""
    # A file of ITA results alone has an id, but no report to open.
    if outcome.report_id is not None and outcome.measures:
        values = {"report": outcome.report_id, "check": "1" if outcome.missing else ""}
        text = say(kit_labels.FILL_IN if outcome.missing else kit_labels.OPEN_REPORT)
        way = markdown.link(text, address("library", values))
    what = ", ".join(say(DOUBT_NAMES[name]) for name in outcome.missing)
    missing = phrase("In doubt: {what}", what=what) if what else ""
    kind = "doubt" if outcome.kind in _DOUBTFUL else ""
    state = markdown.badge(say(OUTCOMES[outcome.kind]), kind)
    why = reason_text(outcome.reason) or missing
    return state, "  \n".join(filter(None, (markdown.plain(facts), markdown.plain(why), way)))


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
