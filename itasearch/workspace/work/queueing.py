"""Verbs that put files in the queue, and list what became of them.

An upload survives a restart, and workers of other machines find it where they share the home.
"""

import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from filelock import FileLock, Timeout

from itasearch.config import Settings
from itasearch.disk import naming
from itasearch.ingest.batch import Supplied
from itasearch.ingest.originals.files import FoundFile, check_plain, digest, find_files
from itasearch.model.library import Leftovers
from itasearch.model.people import Right
from itasearch.model.source import safe_name
from itasearch.model.work import ENDED_STATES, OPEN_STATES, JobState, NewJob, WorkJob
from itasearch.wording.messages import quota_used
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.library import Adding, Given

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

_FILES_PER_LOOKUP = 500  #: In the store at a time, as many as one of its queries names


@dataclass(slots=True)
class Batch:
    """Files that are put in the queue together, each in a folder of its own."""

    settings: Settings
    name: str
    folders: list[Path] = field(default_factory=list)

    def place(self, name: str) -> Path:
        """Where a file of this name is to be written."""
        folder = self.settings.queue / f"{self.name}-{len(self.folders)}"
        self.folders.append(folder)
        folder.mkdir()
        return folder / safe_name(name)

    def kept(self, path: Path) -> str:
        """Where workers find a file: in corpus/ as it is, else a copy in the queue."""
        check_plain(path)
        resolved = path.resolve()
        if resolved.is_relative_to(self.settings.corpus.resolve()):
            return str(resolved)
        return str(shutil.copyfile(resolved, self.place(resolved.name)))

    def uploaded(self, name: str, file: Path | IO[bytes]) -> str:
        """Where workers find what was uploaded under any name."""
        path = self.place(name)
        if isinstance(file, Path):
            shutil.copyfile(file, path)
        else:
            with path.open("wb") as copy:
                shutil.copyfileobj(file, copy)
        return str(path)


_Source = tuple[str, Callable[[Batch], str]]
"""What a person calls a file, and what puts it where workers find it and returns that place."""


class Queue(Verbs):
    """Files in the queue."""

    @needs(Right.ADD)
    def add(
        self,
        given: Sequence[Path] | Given,
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
    ) -> tuple[int, ...]:
        """Put files and web addresses in the queue; returns the numbers of the jobs.

        Files are copied to queue/, but those in corpus/; of a folder those that the library has are
        left out. Beyond the person's daily number jobs fail at once. Raises DamagedFileError: a
        named file is missing. OSError: none is queued. ValueError, NotAllowedError: as
        `Workspace.add`.
        """
        Adding(self._parts, self.person).check_organisation(organisation)
        whole = given if isinstance(given, Given) else Given(paths=given)
        # Here, for it would end every worker that takes such a job.
        supplied = Supplied(
            organisation=organisation, fiscal_year_be=fiscal_year_be, overrides=whole.is_one_file
        )
        parts = self._parts
        files = _new(find_files(whole.paths, beside=parts.settings.home / "index"), self._store)
        return self._put_in(
            [
                *((file.display_name, partial(Batch.kept, path=file.path)) for file in files),
                *((url, lambda _batch, url=url: url) for url in whole.urls),
            ],
            like=NewJob(
                place="",
                name="",
                organisation=supplied.organisation,
                fiscal_year_be=supplied.fiscal_year_be,
                overrides=supplied.overrides,
                maker=self.person.id,
            ),
        )

    @needs(Right.ADD)
    def add_uploads(self, files: Sequence[tuple[str, Path | IO[bytes]]]) -> tuple[int, ...]:
        """Queue copies of named files; returns their jobs. Raises OSError: none is queued."""
        sources = [(name, partial(Batch.uploaded, name=name, file=file)) for name, file in files]
        return self._put_in(sources, like=NewJob(place="", name="", maker=self.person.id))

    def _put_in(self, sources: Sequence[_Source], *, like: NewJob) -> tuple[int, ...]:
        settings, most = self._parts.settings, self._left_today()
        self._store.reports.revision()  # before a file is written: a lost home stays so
        new: list[NewJob] = []
        with batch_of(settings) as batch:
            for name, keep in sources:
                if most is not None and len(new) >= most:
                    refusal = quota_used(settings.uploads_per_day)
                    new.append(replace(like, name=name, refusal=refusal))
                else:
                    new.append(replace(like, name=name, place=keep(batch)))
            return self._store.jobs.add(new)

    def _left_today(self) -> int | None:
        """How many more files, besides waiting ones, the person may put in; None: any number."""
        if not self.person.signed_in:
            return None
        counts = self._store.jobs.counts(maker=self.person.id)
        number = self._store.actions.uploaded(self.person) + sum(still_open(counts))
        return max(0, self._parts.settings.uploads_per_day - number)

    @needs(Right.ADMINISTER)
    def all(self) -> tuple[WorkJob, ...]:
        """The newest hundred jobs, the newest first."""
        return self._store.jobs.all()

    def own(self, *, most: int = 100) -> tuple[WorkJob, ...]:
        """The files that the person put in, the newest first; of a visitor none."""
        if self.person.reads_only:
            return ()
        return self._store.jobs.all(maker=self.person.id, most=most)

    @needs(Right.ADD)
    def forget(self) -> None:
        """List no more the person's own files that are done or have failed."""
        self._store.jobs.forget(self.person.id)

    def counts(self) -> Mapping[JobState, int]:
        """How many jobs are in each state."""
        return self._store.jobs.counts()


def still_open(counts: Mapping[JobState, int]) -> tuple[int, int]:
    """How many jobs wait, and how many a worker has."""
    return counts.get(JobState.WAITING, 0), counts.get(JobState.TAKEN, 0)


def _new(files: Sequence[FoundFile], store: "SqlStore") -> Iterable[FoundFile]:
    for start in range(0, len(files), _FILES_PER_LOOKUP):
        some = files[start : start + _FILES_PER_LOOKUP]
        digests = {file.path: digest(file.path) for file in some if not file.named}
        sources = store.reports.known_sources([*digests.values()])
        yield from (file for file in some if file.named or digests[file.path] not in sources)


_MARK = ".lock"  #: Ending of the mark of a batch


@contextmanager
def batch_of(settings: Settings) -> Iterator[Batch]:
    """A batch, marked while the block puts it in; gone where that fails."""
    batch = Batch(settings, secrets.token_hex(8))
    settings.queue.mkdir(parents=True, exist_ok=True)
    mark = settings.queue / f"{batch.name}{_MARK}"
    try:
        with FileLock(mark):
            try:
                with naming(settings.queue):
                    yield batch
            except BaseException:
                for folder in batch.folders:
                    shutil.rmtree(folder, ignore_errors=True)
                raise
    finally:
        _delete_mark(mark)


def _delete_mark(mark: Path) -> None:
    with suppress(OSError):  # on Windows another process has it open, which deletes it
        mark.unlink(missing_ok=True)


def drop(place: str, settings: Settings) -> None:
    """Delete a file of the queue; what lies elsewhere is not its own."""
    file = Path(place)
    if place and file.is_relative_to(settings.queue):
        file.unlink(missing_ok=True)
        with suppress(OSError):
            file.parent.rmdir()


def delete_leftovers(settings: Settings, store: "SqlStore") -> Leftovers:
    """Delete what killed processes left in the queue, but for what the disk refuses.

    Of batches that nobody is putting in and no open job names, and of ended jobs. Raises
    StoreError.
    """
    deleted: list[Path] = []
    lost: list[str] = []
    for mark in settings.queue.glob(f"*{_MARK}"):
        with suppress(OSError):  # it may be another user's
            of_batch = _delete_unfinished(mark, store)
            deleted.extend(of_batch.deleted)
            lost.extend(of_batch.uploads)
    there = {str(file) for file in settings.queue.glob("*/*")}
    ended = there & store.jobs.queued_places(ENDED_STATES) if there else there
    for place in sorted(ended):
        with suppress(OSError):
            drop(place, settings)
            deleted.append(Path(place).parent)
    return Leftovers(deleted=tuple(deleted), uploads=tuple(lost))


def names_of_lacking(files: Sequence[Path], store: "SqlStore") -> tuple[str, ...]:
    """Names of those of these files that the library never had. Raises StoreError and OSError."""
    digests = {file: digest(file) for file in files}
    sources = store.reports.known_sources([*digests.values()]) if digests else {}
    return tuple(path.name for path, sha256 in digests.items() if sha256 not in sources)


def _delete_unfinished(mark: Path, store: "SqlStore") -> Leftovers:
    try:
        held = FileLock(mark).acquire(timeout=0)
    except Timeout:
        return Leftovers()
    with held:
        # Asked under the lock: whoever had it until now may just have put the batch in.
        named = store.jobs.queued_places(OPEN_STATES)
        files = {
            folder: [*folder.glob("*")] for folder in sorted(mark.parent.glob(f"{mark.stem}-*"))
        }
        left = {
            folder: within
            for folder, within in files.items()
            if not any(str(file) in named for file in within)
        }
        lost = names_of_lacking([file for within in left.values() for file in within], store)
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)  # a worker may just have ended its job
    _delete_mark(mark)
    return Leftovers(deleted=tuple(left), uploads=lost)
