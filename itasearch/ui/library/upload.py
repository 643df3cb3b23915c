"""Adding reports: a batch in a thread of its own, the drop zone, progress, outcome of each file.

Streamlit ends a view's run at the next click; a batch that ran within it would
end half-way. What a browser sends as a file's name may be anything: the file is
written under a name that every system can hold.
"""

import logging
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import streamlit as st

from itasearch.disk import naming
from itasearch.model.library import Outcome, OutcomeKind
from itasearch.model.people import Right
from itasearch.model.records import Organisation
from itasearch.model.source import safe_name
from itasearch.temporary import TemporaryFolder
from itasearch.ui.draft.current import attempt
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import marked_name, year_name
from itasearch.ui.kit.cookies import browser_name
from itasearch.ui.kit.faults import cause_text
from itasearch.ui.kit.html import link_html, outcome_html, plain_markdown, quiet_html, status_html
from itasearch.ui.kit.kept_uploads import admit_files, forget_upload, uploaded_path
from itasearch.ui.kit.progress import BatchProgress, batch_text
from itasearch.ui.kit.state import LIBRARY, address, language, may, say, workspace
from itasearch.wording.label import shortened
from itasearch.wording.messages import reason_text
from itasearch.workspace import Workspace

UPLOADS_KEY = "library.uploads"
OUTCOMES_MEANWHILE, OUTCOMES_SHOWN = 8, 300
"""Most outcomes listed while a batch runs (the newest), and at its end (doubtful ones first)."""
FAILED_NAMED = 3  # most files named of a batch that failed
DOUBTFUL = (OutcomeKind.REFUSED, OutcomeKind.NEEDS_REVIEW)


@dataclass(slots=True)
class UploadJob:
    """A batch of uploaded files on its way into the library.

    Attributes:
        names: what each file was called in the browser.
        outcomes: (what the file was called, what became of it), as far as it is known; a
            file in an archive is called by its place there, one from the web by its address.
        folder: holds what was uploaded until all of it is in the library, so that a batch
            that failed can be tried again; None if the upload could not be written down. It is
            in the home's queue/, where the next itasearch finds it if this one ends before.
    """

    names: tuple[str, ...]
    outcomes: list[tuple[str, Outcome]] = field(default_factory=list)
    so_far: BatchProgress = field(default_factory=lambda: BatchProgress(began=time.monotonic()))
    failure: Exception | None = None
    done: Event = field(default_factory=Event)
    folder: TemporaryFolder | None = None

    @property
    def unfinished(self) -> tuple[str, ...]:
        """Names of the files that have no outcome yet."""
        known = {name for name, _outcome in self.outcomes}
        return tuple(name for name in self.names if name not in known)


@dataclass(slots=True)
class Uploads:
    """A session's uploads: one batch at a time.

    A mutable object, because Streamlit may end a run at any writing of its session
    state: a batch that had begun could be forgotten there before it was kept.
    """

    batches: int = 0
    job: UploadJob | None = None

    @property
    def running(self) -> bool:
        """Whether a batch is on its way."""
        return self.job is not None and not self.job.done.is_set()

    def begin(self, workspace: Workspace, files: Sequence[tuple[str, Path]]) -> None:
        """Start to add copies of files, with the name of each."""
        self.job = start_upload(workspace, files)
        if self.job.folder is not None:
            self.batches += 1

    def again(self, workspace: Workspace) -> None:
        """Try the files of a batch that failed once more; nothing while one is on its way."""
        if self.job is not None and self.job.folder is not None and not self.running:
            self.job = _started(workspace, self.job.names, self.job.folder)

    def close(self) -> None:
        """Forget the last batch, its outcomes and what it kept."""
        if self.job is not None and self.job.folder is not None:
            self.job.folder.cleanup()
        self.job = None


def start_upload(workspace: Workspace, files: Sequence[tuple[str, Path]]) -> UploadJob:
    """Begin to add copies of files, with the name of each; the job holds its progress."""
    names = tuple(name for name, _file in files)
    folder = None
    try:
        queue = workspace.settings.queue
        queue.mkdir(parents=True, exist_ok=True)
        folder = TemporaryFolder(within=queue, lasting=True)
        for index, (name, file) in enumerate(files):
            path = _place(folder, index, name)
            path.parent.mkdir()
            with naming(queue):
                shutil.copyfile(file, path)
    except OSError as error:
        logging.getLogger(__name__).exception(
            "uploaded files could not be written down: %s", ", ".join(names)
        )
        if folder is not None:
            folder.cleanup()  # else half of an upload would keep the disk full
        job = UploadJob(names, failure=error)
        job.done.set()
        return job
    return _started(workspace, names, folder)


def _started(workspace: Workspace, names: tuple[str, ...], folder: TemporaryFolder) -> UploadJob:
    job = UploadJob(names, folder=folder)
    paths = [_place(folder, index, name) for index, name in enumerate(names)]
    Thread(target=_run, args=(job, workspace, folder.path, paths), daemon=True).start()
    return job


def _place(folder: TemporaryFolder, index: int, name: str) -> Path:
    # A folder each: two uploads may bear the same name.
    return folder.path / str(index) / safe_name(name)


def _run(job: UploadJob, workspace: Workspace, folder: Path, paths: Sequence[Path]) -> None:
    def keep(outcome: Outcome) -> None:
        job.outcomes.append((_name_in_browser(outcome.path, folder, job.names), outcome))

    try:
        workspace.add(paths, progress=job.so_far.take, on_outcome=keep)
    except Exception as error:
        logging.getLogger(__name__).exception(
            "adding uploaded files failed at: %s", ", ".join(job.unfinished)
        )
        job.failure = error
    else:
        if job.folder is not None:
            job.folder.cleanup()
    finally:
        job.done.set()


def _name_in_browser(path: str, folder: Path, names: Sequence[str]) -> str:
    if not Path(path).is_relative_to(folder):
        return path
    index, _written_name, *inside = Path(path).relative_to(folder).parts
    return "/".join((names[int(index)], *inside))


def render(uploads: Uploads, *, running: bool) -> None:
    """Draw the drop zone, or the running batch, and the outcomes of the last batch."""
    if not may(Right.ADD):
        st.html(quiet_html(say(kit_labels.READS)))
        return
    st.subheader(say(kit_labels.UPLOAD_TITLE), anchor=False)
    if uploads.job is not None and running:
        _show_running(uploads.job)
        return
    _choose(uploads)
    if uploads.job is not None:
        _show_outcomes(uploads.job, shown=OUTCOMES_SHOWN)
        st.button(
            say(kit_labels.OUTCOMES_CLOSE),
            key="library.close",
            type="tertiary",
            on_click=uploads.close,
        )


def session_uploads() -> Uploads:
    """The uploads of this browser: a reload, which begins another session, leaves them there."""
    own = _uploads().setdefault(browser_name(), Uploads())
    uploads: Uploads = st.session_state.setdefault(UPLOADS_KEY, own)
    return uploads


@st.cache_resource(show_spinner=False)
def _uploads() -> dict[str, Uploads]:
    """By browser, since this server runs."""
    return {}


def _choose(uploads: Uploads) -> None:
    if files := drop_zone(uploads.batches):
        given = uploads.batches
        uploads.begin(workspace(), files)
        if uploads.batches != given:  # they are in the batch's folder now
            empty_zone(given)
        st.rerun()


def empty_zone(batches: int) -> None:
    """Delete a drop zone's files, which are kept until the session ends."""
    for file in st.session_state.get(_zone_key(batches)) or ():
        forget_upload(file)


def _zone_key(batches: int) -> str:
    return f"library.files.{batches}"


def drop_zone(batches: int) -> list[tuple[str, Path]]:
    """Draw the drop zone and its button.

    Args:
        batches: how many were given before; another number empties the zone.

    Returns:
        The name and place of each file that is to be added now; [] before the button is pressed.
    """
    admit_files(adds=True)
    # Every kind of file is taken: what cannot be read is refused with its reason.
    files = st.file_uploader(
        say(kit_labels.UPLOAD_HELP), accept_multiple_files=True, key=_zone_key(batches)
    )
    pressed = bool(files) and st.button(
        say(kit_labels.UPLOAD_BUTTON, count=len(files)), key="library.add", type="primary"
    )
    st.html(quiet_html(say(kit_labels.UPLOAD_SCANS)))
    return [(file.name, uploaded_path(file)) for file in files] if pressed else []


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
    summary = say(kit_labels.OUTCOME_SUMMARY, **{str(kind): counts[kind] for kind in OutcomeKind})
    if job.done.is_set():
        listed = sorted(outcomes, key=lambda named: named[1].kind not in DOUBTFUL)[:shown]
    else:
        listed = outcomes[: -shown - 1 : -1]
    lines = [outcome_line(name, outcome) for name, outcome in listed]
    if len(listed) < len(outcomes):
        lines.append(quiet_html(say(kit_labels.OUTCOMES_MORE, count=len(outcomes) - len(listed))))
    st.html(status_html(summary) + "".join(lines))


def _show_failure(job: UploadJob, failure: Exception) -> None:
    """Which files, why, and the way to try again; the files are kept here or in the drop zone."""
    left = job.unfinished or job.names
    names = ", ".join(shortened(name, 80) for name in left[:FAILED_NAMED])
    if len(left) > FAILED_NAMED:
        names = f"{names} {say(kit_labels.OUTCOMES_MORE, count=len(left) - FAILED_NAMED)}"
    cause = shortened(cause_text(failure), 300)
    lines = (say(kit_labels.UPLOAD_FAILED, names=names), say(kit_labels.UPLOAD_CAUSE, cause=cause))
    st.error("  \n".join(map(plain_markdown, lines)))
    if job.folder is not None:
        st.button(
            say(kit_labels.UPLOAD_AGAIN, count=len(job.names)),
            key="library.again",
            icon=":material/refresh:",
            on_click=_again,
        )


def _again() -> None:
    attempt(lambda: session_uploads().again(workspace()))


def outcome_line(name: str, outcome: Outcome) -> str:
    """A line of a list: what became of a file, and the way to its report."""
    facts = report_facts(
        name, outcome.organisation, outcome.fiscal_year_be, reworded=outcome.reworded
    )
    if outcome.measures:
        facts += f" · {say(kit_labels.OUTCOME_MEASURES, count=outcome.measures)}"
    return outcome_html(
        say(kit_labels.OUTCOME_LABELS[outcome.kind]),
        facts,
        reason=reason_text(outcome.reason, language()) or missing_text(outcome.missing),
        action=_action(outcome),
        kind="doubt" if outcome.kind in DOUBTFUL else "",
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
        return link_html(say(kit_labels.FILL_IN), checking)
    return link_html(say(kit_labels.OPEN_REPORT), address(LIBRARY, {"report": outcome.report_id}))


def missing_text(missing: Sequence[str]) -> str:
    """What is in doubt about a report, in words; "" for nothing."""
    what = ", ".join(say(kit_labels.MISSING_LABELS[name]) for name in missing)
    return say(kit_labels.MISSING, what=what) if what else ""
