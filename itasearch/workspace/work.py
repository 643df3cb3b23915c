"""Verbs for workers: files put in a queue, and taken from it on as many machines as there are.

Files are kept in the home's folder queue/ until they are read: an upload survives a restart, and
workers of other machines find it where they share the home. They are added as by the person who
put them in, with the rights that the person has by then. A worker that dies gives its files back by
its silence; whoever reads them again finds what was stored already unchanged. Which of two versions
of a report came first depends on who was quicker.
"""

import os
import secrets
import shutil
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from itasearch.config import Settings
from itasearch.errors import (
    AmbiguousOrganisationError,
    BackendError,
    NotAllowedError,
    StoreError,
    UnknownValueError,
)
from itasearch.ingest.batch import Parser, Supplied
from itasearch.ingest.containers import holds_files
from itasearch.ingest.notes import not_stored
from itasearch.ingest.originals import FoundFile, check_plain, digest, find_files
from itasearch.ingest.web.sources import is_web_address, listed_addresses
from itasearch.model.library import Outcome, OutcomeKind, Progress, no_progress
from itasearch.model.people import THIS_COMPUTER, Person, Right
from itasearch.model.source import safe_name
from itasearch.model.work import JobKind, JobState, NewJob, WorkJob
from itasearch.wording.messages import quota_used
from itasearch.workspace.access import needs
from itasearch.workspace.library import Given, LibraryVerbs, isolated_parsers
from itasearch.workspace.people.roles import in_file

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

LEASE_SECONDS = 20.0
"""How long a silent worker keeps its jobs: so long its files wait if it dies. Chosen by hand: one
that only hangs for longer reads in vain, and what it reads is read twice."""
_SIGNS_A_LEASE = 4
"""How often a worker gives a sign within that time: three may come late or fail."""

_MOST_TOGETHER = 32
"""Files that a worker takes: what is done twice if it dies. Chosen by hand."""
_LEAST_TOGETHER = 4
"""Fewer than so many are not worth a transaction of their own. Chosen by hand."""
_PART_OF_WAITING = 4
"""A worker takes one part in so many of the files that wait: others are to have some, too."""
_LOOK_SECONDS = 1.0
"""Between two looks of a worker without jobs."""
_FILES_PER_LOOKUP = 500
"""Files that are looked up in the store at a time, as many as one of its queries names."""
_MAKER_UNKNOWN = "ไม่พบผู้ส่งไฟล์นี้ในรายชื่อผู้ใช้ของคลังแล้ว โปรดติดต่อผู้ดูแลคลัง"

_Source = tuple[str, Callable[[], str]]
"""What a person calls a file, and what puts it where workers find it and returns that place."""


def no_job(_job: WorkJob) -> None:
    """An `on_job` that does nothing."""


class WorkVerbs(LibraryVerbs):
    """Verbs of Workspace that queue files and work on them."""

    @needs(Right.ADD)
    def queue(
        self,
        given: Sequence[Path] | Given,
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
    ) -> tuple[int, ...]:
        """Put files and web addresses in the queue; workers add them.

        Files are copied to the home's queue/, those in corpus/ stay where they are. Of a folder
        those that the library has, or that were removed from it, are left out. What is beyond the
        files that the person may give within a day is not taken: its job has failed.

        Args:
            given: as `add`.
            organisation: as `add`.
            fiscal_year_be: as `add`.

        Returns:
            The numbers of the jobs.

        Raises:
            DamagedFileError: a file that was named is not there.
            OSError: one cannot be copied; none is in the queue then.
            ValueError, NotAllowedError: as `add`.
        """
        self._check_may_add_for(organisation)
        whole = given if isinstance(given, Given) else Given(paths=given)
        # Here, for it would end every worker that takes such a job.
        supplied = Supplied(
            organisation=organisation,
            fiscal_year_be=fiscal_year_be,
            overrides=whole.is_one_file,
        )
        parts = self._parts
        found = find_files(whole.paths, beside=parts.settings.home / "index")
        return self._put_in(
            [
                *(
                    (one.display_name, partial(_kept, one.path, parts.settings))
                    for one in _new(found, parts.store)
                ),
                *((url, partial(str, url)) for url in whole.urls),
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
    def queue_uploads(self, files: Sequence[tuple[str, bytes]]) -> tuple[int, ...]:
        """Put files in the queue that a person gave by name and content.

        Returns:
            The numbers of the jobs.

        Raises:
            OSError: one cannot be written; none is in the queue then.
        """
        settings = self._parts.settings
        sources = [(name, partial(_written, name, content, settings)) for name, content in files]
        return self._put_in(sources, like=NewJob(place="", name="", maker=self.person.id))

    def _put_in(self, sources: Sequence[_Source], *, like: NewJob) -> tuple[int, ...]:
        settings, most = self._parts.settings, self._left_today()
        self._parts.store.revision()  # before a file is written: a home that is gone stays so
        new: list[NewJob] = []
        try:
            for name, keep in sources:
                if most is not None and len(new) >= most:
                    refusal = quota_used(settings.uploads_per_day)
                    new.append(replace(like, name=name, refusal=refusal))
                else:
                    new.append(replace(like, name=name, place=keep()))
            return self._parts.store.add_jobs(new)
        except BaseException:
            for one in new:
                _drop(one.place, settings)
            raise

    def _left_today(self) -> int | None:
        """How many files the person may put in now; None for any number.

        Adding counts them: those that wait are still to be counted.
        """
        if not self.person.signed_in:
            return None
        store = self._parts.store
        counts = store.job_counts(maker=self.person.id)
        given = store.uploaded(self.person) + sum(_still_open(counts))
        return max(0, self._parts.settings.uploads_per_day - given)

    @needs(Right.ADMINISTER)
    def jobs(self, states: Sequence[JobState] = (), *, most: int = 100) -> tuple[WorkJob, ...]:
        """Jobs in one of these states, () for all, the newest first."""
        return self._parts.store.jobs(states, most=most)

    def own_jobs(self, *, most: int = 100) -> tuple[WorkJob, ...]:
        """The files that the person put in, the newest first; of a visitor none."""
        if self.person.reads_only:
            return ()
        return self._parts.store.jobs(maker=self.person.id, most=most)

    @needs(Right.ADD)
    def forget_jobs(self) -> None:
        """List no more the person's own files that are done or have failed."""
        self._parts.store.forget_jobs(self.person.id)

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
            until_empty: whether to end when no job waits and no other worker has one.
            stop: set to end after the jobs at hand; None: only an exception ends it.
            lease_seconds: after which other workers take the jobs of this one, if it is silent.
            progress: as `add` and `build`.
            on_job: called with each job when it is done or has failed.

        Returns:
            How many jobs it did.

        Raises:
            ReaderUnavailableError: the installation is broken; its jobs are given back.
            RolesError: what makers may do cannot be read; likewise.
            OriginalsError: the bucket of originals refuses or is not reached; likewise.
        """
        parts, stopped, done = self._parts, stop or Event(), 0
        store = parts.store
        worker = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"

        def finished(job: WorkJob) -> None:
            nonlocal done
            done += 1
            on_job(job)

        with (
            _heard_of(store, worker, lease_seconds),
            # Open from one take to the next: each needs a second of CPU to start.
            isolated_parsers(parts.settings.limits, _MOST_TOGETHER) as parsers,
        ):
            finishing = _Finishing(store, worker, parts.settings, finished)
            while not stopped.is_set():
                waiting, taken = _still_open(store.job_counts())
                if until_empty and not waiting and not taken:
                    break
                most = min(max(waiting // _PART_OF_WAITING, _LEAST_TOGETHER), _MOST_TOGETHER)
                jobs: tuple[WorkJob, ...] = ()
                if waiting or taken:  # by a worker that may have died
                    jobs = store.take_jobs(worker, most=most, seconds=lease_seconds)
                if jobs:
                    self._do(jobs, parsers, finishing, progress)
                else:
                    stopped.wait(_LOOK_SECONDS)
        return done

    def _do(
        self,
        jobs: Sequence[WorkJob],
        parsers: Sequence[Parser],
        finishing: "_Finishing",
        progress: Progress,
    ) -> None:
        first = jobs[0]
        if first.kind is JobKind.INDEX:
            try:
                self.index_changes(progress=progress)
            except BackendError as error:
                finishing.failed_all([first], str(error))
            else:
                finishing.done(first, ())
            return
        maker = self._maker_now(first)
        if maker is None:
            finishing.failed_all(jobs, _MAKER_UNKNOWN)
            return
        # A file that was put in twice is read again alone: it is unchanged then.
        plain = [*{one.place: one for one in jobs if _is_plain(one.place)}.values()]
        for together in filter(None, (plain, *([one] for one in jobs if one not in plain))):
            try:
                self.acting_as(maker)._read(together, parsers, finishing, progress)
            except (NotAllowedError, UnknownValueError, AmbiguousOrganisationError) as error:
                finishing.failed_all(together, not_stored(error))

    def _maker_now(self, job: WorkJob) -> Person | None:
        """Who put a file in, with the rights that they have now; None: the library knows nobody."""
        if not job.maker:
            return THIS_COMPUTER
        store = self._parts.store
        known = store.person(job.maker)
        if known is None:
            return None
        return in_file(known, self._parts.settings.people_file, store.find_organisation)

    def _read(
        self,
        jobs: Sequence[WorkJob],
        parsers: Sequence[Parser],
        finishing: "_Finishing",
        progress: Progress,
    ) -> None:
        """Add files; those that are no plain files come alone, with all that is in them."""
        places = [one.place for one in jobs]
        left = dict(zip(places, jobs, strict=True))
        outcomes: dict[str, list[Outcome]] = {}

        def sort(outcome: Outcome) -> None:
            place = outcome.path if len(jobs) > 1 else places[0]
            if place not in outcomes:
                # A file's outcomes follow each other: those before it are complete.
                for complete in tuple(outcomes):
                    finishing.done(left.pop(complete), outcomes.pop(complete))
            outcomes.setdefault(place, []).append(outcome)

        self._add(
            Given(
                paths=[Path(place) for place in places if not is_web_address(place)],
                urls=[place for place in places if is_web_address(place)],
            ),
            organisation=jobs[0].organisation,
            fiscal_year_be=jobs[0].fiscal_year_be,
            progress=progress,
            on_outcome=sort,
            parsers=parsers,
        )
        for place, job in left.items():
            finishing.done(job, outcomes.get(place, ()))


class _Finishing:
    """Notes what became of a worker's jobs, and deletes files that are read."""

    def __init__(
        self, store: "SqlStore", worker: str, settings: Settings, on_job: Callable[[WorkJob], None]
    ) -> None:
        self._store = store
        self._worker = worker
        self._settings = settings
        self._on_job = on_job

    def done(self, job: WorkJob, outcomes: Sequence[Outcome]) -> None:
        """A job whose files have these outcomes; failed where all were refused."""
        reasons = dict.fromkeys(one.reason for one in outcomes if one.reason)
        refused = [one for one in outcomes if one.kind is OutcomeKind.REFUSED]
        self._finish(
            job,
            reason=" · ".join(reasons) or None,
            outcomes=[replace(one, path=_name_of(one, job)) for one in outcomes],
            failed=bool(outcomes) and len(refused) == len(outcomes),
        )

    def failed_all(self, jobs: Sequence[WorkJob], reason: str) -> None:
        """Jobs that could not be done; one that is done already stays so."""
        for one in jobs:
            self._finish(one, reason=reason, outcomes=(), failed=True)

    def _finish(
        self, job: WorkJob, *, reason: str | None, outcomes: Sequence[Outcome], failed: bool
    ) -> None:
        if not self._store.finish_job(
            job.id, self._worker, outcomes=outcomes, reason=reason, failed=failed
        ):
            return  # another worker has it, and its file
        _drop(job.place, self._settings)
        (finished,) = self._store.jobs_by_id([job.id])
        self._on_job(finished)


@contextmanager
def _heard_of(store: "SqlStore", worker: str, seconds: float) -> Iterator[None]:
    """Hold a worker's jobs for as long as the block runs; give back what is left of them."""
    ended = Event()

    def say_so() -> None:
        while not ended.wait(seconds / _SIGNS_A_LEASE):
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


def _still_open(counts: Mapping[JobState, int]) -> tuple[int, int]:
    """How many jobs wait, and how many a worker has."""
    return counts.get(JobState.WAITING, 0), counts.get(JobState.TAKEN, 0)


def _name_of(outcome: Outcome, job: WorkJob) -> str:
    """What a person calls a file of a job, or what was within it."""
    inside = outcome.path.removeprefix(job.place)
    return outcome.path if inside == outcome.path else job.name + inside


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
    with _place(resolved.name, settings) as place:
        return str(shutil.copyfile(resolved, place))


def _written(name: str, content: bytes, settings: Settings) -> str:
    """Where workers find what was uploaded under any name."""
    with _place(name, settings) as place:
        place.write_bytes(content)
        return str(place)


@contextmanager
def _place(name: str, settings: Settings) -> Iterator[Path]:
    """A place in the queue for a file that the block writes; gone where that fails."""
    folder = settings.queue / secrets.token_hex(8)
    folder.mkdir(parents=True)
    try:
        yield folder / safe_name(name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _drop(place: str, settings: Settings) -> None:
    """Delete a file of the queue; what lies elsewhere is not its own."""
    file = Path(place)
    if place and file.is_relative_to(settings.queue):
        file.unlink(missing_ok=True)
        with suppress(OSError):
            file.parent.rmdir()
