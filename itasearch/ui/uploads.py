"""Adding files in a thread of its own, so that a click elsewhere does not stop it.

Streamlit ends a view's run at the next click; a batch that ran within it would
end half-way. What a browser sends as a file's name may be anything: the file is
written under a name that every system can hold. Imports the workspace, no streamlit.
"""

import logging
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from threading import Event, Thread

from itasearch.errors import ItaSearchError
from itasearch.model.library import Outcome, ReportSummary
from itasearch.ui.batch_progress import BatchProgress
from itasearch.workspace import Workspace

_STEM_BYTES, _ENDING = 150, 10
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
        so_far: how far the batch is.
        failure: what ended the batch early; None if nothing did.
        done: set when the batch has ended, however it did.
    """

    names: tuple[str, ...]
    outcomes: list[tuple[str, Outcome]] = field(default_factory=list)
    so_far: BatchProgress = field(default_factory=lambda: BatchProgress(began=time.monotonic()))
    failure: Exception | None = None
    done: Event = field(default_factory=Event)


@dataclass(slots=True)
class Uploads:
    """A session's uploads: one batch at a time.

    A mutable object, because Streamlit may end a run at any writing of its session
    state: a batch that had begun could be forgotten there before it was kept.

    Attributes:
        batches: how many have begun.
        job: the last one, until its outcomes are closed.
        reports: the library's list as it was when the batch began; drawn while it goes on.
    """

    batches: int = 0
    job: UploadJob | None = None
    reports: tuple[ReportSummary, ...] = ()

    @property
    def running(self) -> bool:
        """Whether a batch is on its way."""
        return self.job is not None and not self.job.done.is_set()

    def begin(self, workspace: Workspace, files: Sequence[tuple[str, bytes]]) -> None:
        """Start to add files, given by name and content."""
        self.batches += 1
        self.reports = workspace.reports()
        self.job = start_upload(workspace, files)

    def close(self) -> None:
        """Forget the last batch and its outcomes."""
        self.job = None


def start_upload(workspace: Workspace, files: Sequence[tuple[str, bytes]]) -> UploadJob:
    """Begin to add files, given by name and content; the job tells how far it is."""
    job = UploadJob(tuple(name for name, _content in files))
    folder = Path(tempfile.mkdtemp(prefix="itasearch-"))
    paths = [
        _written(folder / str(index), safe_name(name), content)
        for index, (name, content) in enumerate(files)
    ]
    Thread(target=_run, args=(job, workspace, folder, paths), daemon=True).start()
    return job


def _written(folder: Path, name: str, content: bytes) -> Path:
    # A folder each: two uploads may bear the same name.
    folder.mkdir()
    path = folder / name
    path.write_bytes(content)
    return path


def _run(job: UploadJob, workspace: Workspace, folder: Path, paths: Sequence[Path]) -> None:
    def keep(outcome: Outcome) -> None:
        job.outcomes.append((_called(outcome.path, folder, job.names), outcome))

    try:
        workspace.add(paths, progress=job.so_far.take, on_outcome=keep)
    except ItaSearchError as error:
        job.failure = error
    except Exception as error:
        logging.getLogger(__name__).exception("adding uploaded files failed")
        job.failure = error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        job.done.set()


def _called(path: str, folder: Path, names: Sequence[str]) -> str:
    """What the person knows a file by that was written to, or came out of, `folder`."""
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
    if len(ending.encode()) > _ENDING:
        ending = ""
    stem = kept.removesuffix(ending).strip(" .")
    stem = stem.encode()[:_STEM_BYTES].decode(errors="ignore").rstrip(" .")
    if not stem or stem.split(".")[0].casefold() in _RESERVED:
        stem = f"file{stem and '-'}{stem}"
    return f"{stem}{ending}".rstrip(" .")
