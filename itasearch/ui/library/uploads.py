"""Adds uploaded files in a thread of its own, so that a click elsewhere does not stop it.

Streamlit ends a view's run at the next click; a batch that ran within it would
end half-way. What a browser sends as a file's name may be anything: the file is
written under a name that every system can hold.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from itasearch.model.library import Outcome
from itasearch.model.source import safe_name
from itasearch.ui.kit.progress import BatchProgress
from itasearch.workspace import Workspace


@dataclass(slots=True)
class UploadJob:
    """A batch of uploaded files on its way into the library.

    Attributes:
        names: what each file was called in the browser.
        outcomes: (what the file was called, what became of it), as far as it is known; a
            file in an archive is called by its place there, one from the web by its address.
        so_far: progress of the batch.
        failure: what ended the batch early; None if nothing did.
        done: set when the batch has ended, however it did.
        folder: holds what was uploaded until all of it is in the library, so that a batch
            that failed can be tried again; None if the upload could not be written down.
    """

    names: tuple[str, ...]
    outcomes: list[tuple[str, Outcome]] = field(default_factory=list)
    so_far: BatchProgress = field(default_factory=lambda: BatchProgress(began=time.monotonic()))
    failure: Exception | None = None
    done: Event = field(default_factory=Event)
    folder: TemporaryDirectory[str] | None = None

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

    Attributes:
        batches: how many have begun.
        job: the last one, until its outcomes are closed.
    """

    batches: int = 0
    job: UploadJob | None = None

    @property
    def running(self) -> bool:
        """Whether a batch is on its way."""
        return self.job is not None and not self.job.done.is_set()

    def begin(self, workspace: Workspace, files: Sequence[tuple[str, bytes]]) -> None:
        """Start to add files, given by name and content."""
        self.job = start_upload(workspace, files)
        if self.job.folder is not None:
            self.batches += 1

    def again(self, workspace: Workspace) -> None:
        """Try the files of a batch that failed once more."""
        if self.job is not None and self.job.folder is not None:
            self.job = _started(workspace, self.job.names, self.job.folder)

    def close(self) -> None:
        """Forget the last batch, its outcomes and what it kept."""
        if self.job is not None and self.job.folder is not None:
            self.job.folder.cleanup()
        self.job = None


def start_upload(workspace: Workspace, files: Sequence[tuple[str, bytes]]) -> UploadJob:
    """Begin to add files, given by name and content; the job holds its progress."""
    names = tuple(name for name, _content in files)
    try:
        folder = TemporaryDirectory(prefix="itasearch-", ignore_cleanup_errors=True)
        for index, (name, content) in enumerate(files):
            path = _place(folder, index, name)
            path.parent.mkdir()
            path.write_bytes(content)
    except OSError as error:
        logging.getLogger(__name__).exception(
            "uploaded files could not be written down: %s", ", ".join(names)
        )
        job = UploadJob(names, failure=error)
        job.done.set()
        return job
    return _started(workspace, names, folder)


def _started(
    workspace: Workspace, names: tuple[str, ...], folder: TemporaryDirectory[str]
) -> UploadJob:
    job = UploadJob(names, folder=folder)
    paths = [_place(folder, index, name) for index, name in enumerate(names)]
    Thread(target=_run, args=(job, workspace, Path(folder.name), paths), daemon=True).start()
    return job


def _place(folder: TemporaryDirectory[str], index: int, name: str) -> Path:
    # A folder each: two uploads may bear the same name.
    return Path(folder.name) / str(index) / safe_name(name)


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
    """The name in the browser of a file that was written to, or unpacked in, `folder`."""
    if not Path(path).is_relative_to(folder):
        return path
    index, _written_name, *inside = Path(path).relative_to(folder).parts
    return "/".join((names[int(index)], *inside))
