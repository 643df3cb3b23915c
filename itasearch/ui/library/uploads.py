"""Adds uploaded files in a thread of its own, so that a click elsewhere does not stop it.

Streamlit ends a view's run at the next click; a batch that ran within it would
end half-way. What a browser sends as a file's name may be anything: the file is
written under a name that every system can hold.
"""

import logging
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import Event, Thread

from itasearch.model.library import Outcome
from itasearch.ui.kit.progress import BatchProgress
from itasearch.workspace import Workspace

_MOST_STEM_BYTES, _MOST_SUFFIX_BYTES = 150, 10
"""UTF-8 bytes of a file name before its suffix, and of the suffix."""
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{kind}{n}" for kind in ("com", "lpt") for n in "0123456789"),
}
_FORBIDDEN = set('<>:"|?*')


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
            _write(_place(folder, index, name), content)
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


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)


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


def safe_name(name: str) -> str:
    """A file name that every system can hold, as near to `name` as can be, ending kept.

    Folders, control and invisible characters and what Windows forbids are left
    out; a long name is cut at 150 bytes of UTF-8 before its ending.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        letter
        for letter in unicodedata.normalize("NFC", last)
        if (letter.isprintable() or letter == " ") and letter not in _FORBIDDEN
    )
    ending = PurePosixPath(kept).suffix
    if len(ending.encode()) > _MOST_SUFFIX_BYTES:
        ending = ""
    stem = kept.removesuffix(ending).strip(" .")
    stem = stem.encode()[:_MOST_STEM_BYTES].decode(errors="ignore").rstrip(" .")
    if not stem or stem.split(".")[0].casefold() in _RESERVED:
        stem = f"file{stem and '-'}{stem}"
    return f"{stem}{ending}".rstrip(" .")
