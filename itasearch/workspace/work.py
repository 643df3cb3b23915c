"""Verbs for workers: files put in a queue, and taken from it on as many machines as there are.

Files are kept in the home's folder queue/ until they are read: an upload survives a restart, and
workers of other machines find it where they share the home. A worker that dies gives its files back
by its silence; whoever reads them again finds what was stored already unchanged. Which of two
versions of a report came first depends on who was quicker.
"""

import os
import secrets
import shutil
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from itasearch.config import Settings
from itasearch.errors import BackendError, StoreError
from itasearch.ingest.containers import holds_files
from itasearch.ingest.originals import FoundFile, check_plain, digest, find_files
from itasearch.ingest.web.sources import is_web_address, listed_addresses
from itasearch.model.library import Outcome, OutcomeKind, Progress, no_progress
from itasearch.model.people import Right
from itasearch.model.source import safe_name
from itasearch.model.work import JobKind, JobState, NewJob, WorkJob
from itasearch.workspace.access import needs
from itasearch.workspace.library import Given, LibraryVerbs

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

LEASE_SECONDS = 60.0
"""How long a silent worker keeps its jobs. Chosen by hand: longer than a machine hangs."""

_MOST_TOGETHER = 32
"""Files that a worker takes: what is done twice if it dies. Chosen by hand."""
_LEAST_TOGETHER = 8
"""Fewer than so many are not worth starting parsers for, which takes a second. Chosen by hand."""
_PART_OF_WAITING = 4
"""A worker takes one part in so many of the files that wait: others are to have some, too."""
_LOOK_SECONDS = 1.0
"""Between two looks of a worker without jobs."""
_FILES_PER_LOOKUP = 500
"""Files that are looked up in the store at a time, as many as one of its queries names."""


def no_job(_job: WorkJob) -> None:
    """An `on_job` that does nothing."""


class WorkVerbs(LibraryVerbs):
    """Verbs of Workspace that queue files and work on them."""

    # Workers add as the library itself: whose reports an editor may add is not asked of a job.
    @needs(Right.ADMINISTER)
    def queue(
        self,
        given: Sequence[Path] | Given,
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
    ) -> tuple[int, ...]:
        """Put files and web addresses in the queue; workers add them.

        Files are copied to the home's queue/, those in corpus/ stay where they are. Of a folder
        those that the library has, or that were removed from it, are left out.

        Args:
            given: as `add`.
            organisation: as `add`.
            fiscal_year_be: as `add`.

        Returns:
            The numbers of the jobs.

        Raises:
            DamagedFileError: a file that was named is not there.
            OSError: one cannot be copied.
        """
        whole = given if isinstance(given, Given) else Given(paths=given)
        parts = self._parts
        store, settings = parts.store, parts.settings
        found = find_files(whole.paths, beside=settings.home / "index")
        places = [(_kept(one.path, settings), one.display_name) for one in _new(found, store)]
        return store.add_jobs(
            [
                NewJob(
                    place=place,
                    name=name,
                    organisation=organisation,
                    fiscal_year_be=fiscal_year_be,
                    overrides=whole.is_one_file,
                    maker=self.person.id,
                )
                for place, name in chain(places, ((url, url) for url in whole.urls))
            ]
        )

    def jobs(self, states: Sequence[JobState] = (), *, most: int = 100) -> tuple[WorkJob, ...]:
        """Jobs in one of these states, () for all, the newest first."""
        return self._parts.store.jobs(states, most=most)

    def job_counts(self) -> Mapping[JobState, int]:
        """How many jobs are in each state."""
        return self._parts.store.job_counts()

    @needs(Right.ADMINISTER)
    def work(
        self,
        *,
        until_empty: bool = False,
        stop: Event | None = None,
        lease_seconds: float = LEASE_SECONDS,
        progress: Progress = no_progress,
        on_job: Callable[[WorkJob], None] = no_job,
    ) -> int:
        """Take jobs and do them, beside other workers.

        Args:
            until_empty: whether to end when no job is left, also with no other worker.
            stop: set to end after the jobs at hand; None: only an exception ends it.
            lease_seconds: after which other workers take the jobs of this one, if it is silent.
            progress: as `add` and `build`.
            on_job: called with each job when it is done or has failed.

        Returns:
            How many jobs it did.

        Raises:
            ReaderUnavailableError: the installation is broken; its jobs are given back.
        """
        parts, stopped, done = self._parts, stop or Event(), 0
        store = parts.store
        worker = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"

        def finished(job: WorkJob) -> None:
            nonlocal done
            done += 1
            on_job(job)

        with _heard_of(store, worker, lease_seconds):
            while not stopped.is_set():
                most = store.job_counts().get(JobState.WAITING, 0) // _PART_OF_WAITING
                most = min(max(most, _LEAST_TOGETHER), _MOST_TOGETHER)
                jobs = store.take_jobs(worker, most=most, seconds=lease_seconds)
                if jobs:
                    self._do(jobs, _Finishing(store, worker, parts.settings, finished), progress)
                elif until_empty and not _is_open(store.job_counts()):
                    break
                else:
                    stopped.wait(_LOOK_SECONDS)
        return done

    def _do(self, jobs: Sequence[WorkJob], finishing: "_Finishing", progress: Progress) -> None:
        first = jobs[0]
        if first.kind is JobKind.INDEX:
            try:
                self.index_changes(progress=progress)
            except BackendError as error:
                finishing.failed(first, str(error))
            else:
                finishing.done(first, ())
            return
        plain = [one for one in jobs if _is_plain(one.place)]
        for together in (plain, *([one] for one in jobs if one not in plain)):
            if together:
                self._read(together, finishing, progress)

    def _read(self, jobs: Sequence[WorkJob], finishing: "_Finishing", progress: Progress) -> None:
        """Add files; those that are no plain files come alone, with all that is in them."""
        by_place = {one.place: one for one in jobs}
        outcomes: dict[int, list[Outcome]] = {}

        def sort(outcome: Outcome) -> None:
            job = by_place.get(outcome.path, jobs[0])
            if job.id not in outcomes and len(jobs) > 1:
                # A file's outcomes follow each other: those before it are complete.
                for number in tuple(outcomes):
                    finishing.done(finishing.of(jobs, number), outcomes.pop(number))
            outcomes.setdefault(job.id, []).append(outcome)

        places = [*by_place]
        self.add(
            Given(
                paths=[Path(place) for place in places if not is_web_address(place)],
                urls=[place for place in places if is_web_address(place)],
            ),
            organisation=jobs[0].organisation,
            fiscal_year_be=jobs[0].fiscal_year_be,
            build=False,
            progress=progress,
            on_outcome=sort,
        )
        for number, found in outcomes.items():
            finishing.done(finishing.of(jobs, number), found)


class _Finishing:
    """Notes what became of a worker's jobs, and deletes files that are read."""

    def __init__(
        self, store: "SqlStore", worker: str, settings: Settings, on_job: Callable[[WorkJob], None]
    ) -> None:
        self._store = store
        self._worker = worker
        self._settings = settings
        self._on_job = on_job

    @staticmethod
    def of(jobs: Sequence[WorkJob], number: int) -> WorkJob:
        """The job with this number."""
        return next(one for one in jobs if one.id == number)

    def done(self, job: WorkJob, outcomes: Sequence[Outcome]) -> None:
        """A job whose files have these outcomes; failed where all were refused."""
        reasons = dict.fromkeys(one.reason for one in outcomes if one.reason)
        refused = [one for one in outcomes if one.kind is OutcomeKind.REFUSED]
        self._finish(
            job,
            reason=" · ".join(reasons) or None,
            report_ids=[one.report_id for one in outcomes if one.report_id is not None],
            failed=bool(outcomes) and len(refused) == len(outcomes),
        )

    def failed(self, job: WorkJob, reason: str) -> None:
        """A job that could not be done."""
        self._finish(job, reason=reason, report_ids=(), failed=True)

    def _finish(
        self, job: WorkJob, *, reason: str | None, report_ids: Sequence[str], failed: bool
    ) -> None:
        if not self._store.finish_job(
            job.id, self._worker, report_ids=report_ids, reason=reason, failed=failed
        ):
            return  # another worker has it, and its file
        place = Path(job.place)
        if job.place and place.is_relative_to(self._settings.queue):
            place.unlink(missing_ok=True)
            with suppress(OSError):
                place.parent.rmdir()
        (finished,) = self._store.jobs_by_id([job.id])
        self._on_job(finished)


@contextmanager
def _heard_of(store: "SqlStore", worker: str, seconds: float) -> Iterator[None]:
    """Hold a worker's jobs for as long as the block runs; give back what is left of them."""
    ended = Event()

    def say_so() -> None:
        while not ended.wait(seconds / 3):
            with suppress(StoreError):  # the next time, or another worker takes the jobs
                store.keep_jobs(worker, seconds=seconds)

    thread = Thread(target=say_so, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        store.give_jobs_back(worker)


def _is_open(counts: Mapping[JobState, int]) -> bool:
    """Whether a job waits, or a worker that may die has one."""
    return bool(counts.get(JobState.WAITING) or counts.get(JobState.TAKEN))


def _is_plain(place: str) -> bool:
    """Whether it is a file that is read as it is: no archive, list of addresses, web address."""
    if is_web_address(place):
        return False
    path = Path(place)
    try:
        return not listed_addresses(path) and not holds_files(path)
    except OSError:
        return True


def _new(files: Sequence[FoundFile], store: "SqlStore") -> Iterable[FoundFile]:
    """Those that were named, and of the others those that were never in the library."""
    for start in range(0, len(files), _FILES_PER_LOOKUP):
        some = files[start : start + _FILES_PER_LOOKUP]
        digests = {one.path: digest(one.path) for one in some if not one.named}
        known = store.known_sources([*digests.values()])
        yield from (one for one in some if one.named or digests[one.path] not in known)


def _kept(path: Path, settings: Settings) -> str:
    """Where workers find a file: in corpus/ as it is, else a copy in the queue."""
    check_plain(path)
    resolved = path.resolve()
    if resolved.is_relative_to(settings.corpus.resolve()):
        return str(resolved)
    folder = settings.queue / secrets.token_hex(8)
    folder.mkdir(parents=True)
    return str(shutil.copyfile(resolved, folder / safe_name(path.name)))
