"""A queue of files, and workers that take them from it on as many machines as there are.

An upload survives a restart, and workers of other machines find it where they share the home.
Files are added with the present rights of the person who put them in. A silent worker loses its
files; who reads them again finds what was stored unchanged.
"""

import errno
import math
import os
import secrets
import shutil
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import IO, TYPE_CHECKING

from filelock import FileLock, Timeout

from itasearch import errors
from itasearch.config import Settings
from itasearch.disk import IS_FULL, naming
from itasearch.ingest.batch import Parser, not_stored
from itasearch.ingest.containers import holds_files
from itasearch.ingest.originals.files import FoundFile, check_plain, digest, find_files
from itasearch.ingest.web.sources import is_web_address, listed_addresses
from itasearch.model.library import Leftovers, Outcome, OutcomeKind, Progress, no_progress
from itasearch.model.people import Person, Right, Role
from itasearch.model.source import safe_name
from itasearch.model.work import (
    ENDED_STATES,
    MOST_ATTEMPTS,
    OPEN_STATES,
    JobKind,
    JobState,
    NewJob,
    WorkJob,
)
from itasearch.wording.messages import ask_administrator, is_of_disk, quota_used
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.index import catch_up, note
from itasearch.workspace.library import AddVerbs, Given, isolated_parsers, supplied_with

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


def _delete_unfinished(mark: Path, store: "SqlStore") -> Leftovers:
    try:
        held = FileLock(mark).acquire(timeout=0)
    except Timeout:
        return Leftovers()
    with held:
        # Asked under the lock: whoever had it until now may just have put the batch in.
        named = store.jobs.queued_places(OPEN_STATES)
        left = {
            folder: files
            for folder in sorted(mark.parent.glob(f"{mark.stem}-*"))
            if named.isdisjoint(map(str, files := [*folder.glob("*")]))
        }
        digests = {file: digest(file) for files in left.values() for file in files}
        known = store.reports.known_sources([*digests.values()]) if digests else {}
        lost = tuple(path.name for path, sha256 in digests.items() if sha256 not in known)
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)  # a worker may just have ended its job
    _delete_mark(mark)
    return Leftovers(deleted=tuple(left), uploads=lost)


_MOST_TOGETHER = 32  #: Files that a worker takes: what is done twice if it dies. Chosen by hand.
_LEAST_TOGETHER = 4  #: Fewer than so many are not worth a transaction of their own. Chosen by hand.
_PART_OF_WAITING = 4  #: A worker takes a part in so many of what waits: others are to have some
_LOOK_SECONDS = 1.0  #: Between two looks of a worker without jobs
_INDEX_SECONDS = 300.0  #: The end of a queue waits for Milvus: ten times its start; by hand
_STORE_SECONDS = 600.0  #: A worker waits for the database: longer than a restart takes; by hand
PUT_OFF_SECONDS = 30.0  #: After which Milvus is tried again: about as long as it starts; by hand
DISK_SECONDS = 300.0  #: After which a full disk is tried again: somebody has to make space; by hand
_INDEX_WAITS = "ยังติดต่อเครื่องที่เก็บดัชนีค้นหาไม่ได้ ระบบจะลองใหม่เอง"
_DIED = "ตัวทำงานหยุดกลางคัน"


@dataclass(slots=True, kw_only=True)
class _Finishing:
    """Stores what became of jobs, and deletes read files; those the full disk refused stay."""

    store: "SqlStore"
    settings: Settings
    worker: str
    on_job: Callable[[WorkJob], None]
    progress: Progress
    count: int = 0

    def done(self, job: WorkJob, outcomes: Sequence[Outcome]) -> None:
        reasons = dict.fromkeys(outcome.reason for outcome in outcomes if outcome.reason)
        refused = [outcome for outcome in outcomes if outcome.kind is OutcomeKind.REFUSED]
        of_disk = next((it.reason for it in refused if is_of_disk(it.reason or "")), None)
        if of_disk:
            self.store.jobs.put_off(job.id, self.worker, seconds=DISK_SECONDS, reason=of_disk)
            again = f"tried again after {DISK_SECONDS:.0f} s"
            note(self.progress, f"{job.name}: {of_disk}; {again}")
            return
        self._finish(
            job,
            reason=" · ".join(reasons) or None,
            outcomes=[replace(outcome, path=_name_of(outcome, job)) for outcome in outcomes],
            failed=bool(outcomes) and len(refused) == len(outcomes),
        )

    def failed_all(self, jobs: Sequence[WorkJob], reason: str) -> None:
        for job in jobs:
            self._finish(job, reason=reason, outcomes=(), failed=True)

    def put_off(self, job: WorkJob) -> None:
        self.store.jobs.put_off(job.id, self.worker, seconds=PUT_OFF_SECONDS, reason=_INDEX_WAITS)

    def _finish(
        self, job: WorkJob, *, reason: str | None, outcomes: Sequence[Outcome], failed: bool
    ) -> None:
        if not self.store.jobs.finish(
            job.id, self.worker, outcomes=outcomes, reason=reason, failed=failed
        ):
            return  # another worker has it, and its file
        drop(job.place, self.settings)
        (finished,) = self.store.jobs.by_id([job.id])
        self.count += 1
        self.on_job(finished)


def _name_of(outcome: Outcome, job: WorkJob) -> str:
    inside = outcome.path.removeprefix(job.place)
    return outcome.path if inside == outcome.path else job.name + inside


def broke_off_each_time(job: WorkJob) -> str:
    """Why a job has failed that has no attempts left."""
    if job.kind is JobKind.INDEX:
        what, remedy = "ปรับดัชนีค้นหาไม่สำเร็จ", "โปรดปรับด้วย: itasearch build"
    else:
        what, remedy = "อ่านไฟล์นี้ไม่สำเร็จ", "โปรดเปิดด้วยโปรแกรมเดิม บันทึกใหม่ แล้วเพิ่มอีกครั้ง"
    cause = ask_administrator(job.reason or _DIED)
    return f"{what} {MOST_ATTEMPTS} ครั้ง {remedy} หากยังไม่สำเร็จ {cause}"


LEASE_SECONDS = 20.0  #: That a silent worker keeps its jobs: then they are read twice; by hand
_SIGNS_A_LEASE = 4  #: How often a worker gives a sign within that time: three may come late or fail


@contextmanager
def heard_of(store: "SqlStore", worker: str, seconds: float) -> Iterator[None]:
    """Hold a worker's jobs while the block runs, then free the rest.

    An attempt counts unless itasearch's own errors or a full disk ended the block.
    """
    ended = Event()
    fault: str | None = None

    def say_so() -> None:
        while not ended.wait(seconds / _SIGNS_A_LEASE):
            with suppress(errors.StoreError):  # the next time, or another worker takes the jobs
                store.jobs.keep(worker, seconds=seconds)

    thread = Thread(target=say_so, daemon=True)
    thread.start()
    try:
        yield
    except Exception as error:
        of_disk = isinstance(error, OSError) and error.errno in (*IS_FULL, errno.EROFS)
        if not of_disk and not isinstance(error, errors.ItaSearchError):
            fault = f"โปรแกรมขัดข้อง ({type(error).__name__})"
        raise
    finally:
        ended.set()
        thread.join()
        store.jobs.give_back(worker, fault=fault)


class Jobs(Verbs):
    """Files put in a queue, and the worker that takes them from it."""

    @needs(Right.EDIT)
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
        file is missing. OSError: none is queued. ValueError, NotAllowedError: as `Workspace.add`.
        """
        parts = self._parts
        # Here, for what it raises would end every worker that takes such a job.
        whole, supplied = supplied_with(given, organisation, fiscal_year_be)
        files = _new(find_files(whole.paths, beside=parts.settings.home / "index"), self._store)
        return self._put_in(
            [
                *((file.display_name, partial(Batch.kept, path=file.path)) for file in files),
                *((url, lambda _batch, url=url: url) for url in whole.urls),
            ],
            like=NewJob(place="", name="", maker=self.person.id, **asdict(supplied)),
        )

    @needs(Right.EDIT)
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

    @needs(Right.EDIT)
    def all(self) -> tuple[WorkJob, ...]:
        """The newest hundred jobs, the newest first."""
        return self._store.jobs.all()

    def own(self, *, most: int = 100) -> tuple[WorkJob, ...]:
        """The files that the person put in, the newest first; of a visitor none."""
        if Right.EDIT not in self.person.rights:
            return ()
        return self._store.jobs.all(maker=self.person.id, most=most)

    @needs(Right.EDIT)
    def forget(self) -> None:
        """List no more the person's own files that are done or have failed."""
        self._store.jobs.forget(self.person.id)

    def counts(self) -> Mapping[JobState, int]:
        """How many jobs are in each state."""
        return self._store.jobs.counts()

    @needs(Right.EDIT)
    def work(
        self,
        *,
        until_empty: bool = False,
        stop: Event | None = None,
        lease_seconds: float = LEASE_SECONDS,
        index_seconds: float = _INDEX_SECONDS,
        progress: Progress = no_progress,
        on_job: Callable[[WorkJob], None] = no_progress,
    ) -> int:
        """Take jobs and do them, as other workers do, until `stop`. Returns how many it did.

        `until_empty`: until no job waits and no other worker has one; `index_seconds` is waited for
        an unreachable index then. Others take the jobs of one that is silent for `lease_seconds`.
        Raises, with jobs given back, what is wrong with this worker, its store (after ten minutes)
        or index.
        """
        parts, stopped = self._parts, stop or Event()
        answers = _Silence(_STORE_SECONDS)
        silence = _Silence(index_seconds if until_empty else math.inf)
        store = parts.store
        if left := len(delete_leftovers(parts.settings, store).deleted):
            note(progress, f"deleted {left} files that a killed process left in the queue")
        worker = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        finishing = _Finishing(
            store=store, settings=parts.settings, worker=worker, on_job=on_job, progress=progress
        )

        def work_until_done(parsers: Sequence[Parser]) -> None:
            while not stopped.is_set():
                waiting, taken = still_open(store.jobs.counts())
                if until_empty and not waiting and not taken:
                    break
                most = min(max(waiting // _PART_OF_WAITING, _LEAST_TOGETHER), _MOST_TOGETHER)
                jobs: tuple[WorkJob, ...] = ()
                if waiting or taken:  # by a worker that may have died
                    jobs = store.jobs.take(worker, most=most, seconds=lease_seconds)
                answers.end()
                if jobs:
                    self._do(jobs, parsers, finishing, silence)
                    silence.check(is_last=waiting + taken == 1)
                else:
                    stopped.wait(_LOOK_SECONDS)

        # Open from one take to the next: each needs a second of CPU to start.
        with isolated_parsers(parts, _MOST_TOGETHER) as parsers:
            while True:
                try:
                    with heard_of(store, worker, lease_seconds):
                        work_until_done(parsers)
                    break
                except errors.StoreUnreachableError as error:
                    # What it was at is taken again once this worker has been silent for a while.
                    answers.note(error)
                    answers.check(is_last=True)
                    note(progress, f"{error}; tried again after {_LOOK_SECONDS:.0f} s")
                    stopped.wait(_LOOK_SECONDS)
        return finishing.count

    def _do(
        self,
        jobs: Sequence[WorkJob],
        parsers: Sequence[Parser],
        finishing: _Finishing,
        silence: "_Silence",
    ) -> None:
        first, progress = jobs[0], finishing.progress
        if not first.has_attempts_left:
            finishing.failed_all(jobs, broke_off_each_time(first))
            return
        if first.kind is JobKind.INDEX:
            try:
                catch_up(self._parts, progress)
            except (errors.ConfigurationError, errors.MissingExtraError):
                raise  # of this worker alone
            except errors.IndexUnreachableError as error:
                finishing.put_off(first)
                silence.note(error)
                note(progress, f"{error}; tried again after {PUT_OFF_SECONDS:.0f} s")
            except errors.BackendError as error:
                finishing.failed_all([first], str(error))
            else:
                silence.end()
                finishing.done(first, ())
            return
        # Only editors put files in the queue.
        maker = Person(id=first.maker, role=Role.EDITOR)
        # A file that was put in twice is read again alone: it is unchanged then.
        plain = [*{job.place: job for job in jobs if _is_plain(job.place)}.values()]
        for together in filter(None, (plain, *([job] for job in jobs if job not in plain))):
            try:
                self._read(maker, together, parsers, finishing)
            except (
                errors.NotAllowedError,
                errors.UnknownValueError,
                errors.AmbiguousOrganisationError,
            ) as error:
                finishing.failed_all(together, not_stored(error))

    def _read(
        self,
        maker: Person,
        jobs: Sequence[WorkJob],
        parsers: Sequence[Parser],
        finishing: _Finishing,
    ) -> None:
        """Archives, lists and web addresses come alone, with all that is in them."""
        places = [job.place for job in jobs]
        left = dict(zip(places, jobs, strict=True))
        outcomes: dict[str, list[Outcome]] = {}

        def sort(outcome: Outcome) -> None:
            place = outcome.path if len(jobs) > 1 else places[0]
            if place not in outcomes:
                # A file's outcomes follow each other: those before it are complete.
                for complete in tuple(outcomes):
                    finishing.done(left.pop(complete), outcomes.pop(complete))
            outcomes.setdefault(place, []).append(outcome)

        AddVerbs(self._parts, maker).add(
            Given(
                paths=[Path(place) for place in places if not is_web_address(place)],
                urls=[place for place in places if is_web_address(place)],
                parsers=parsers,
            ),
            organisation=jobs[0].organisation,
            fiscal_year_be=jobs[0].fiscal_year_be,
            build=False,
            progress=finishing.progress,
            on_outcome=sort,
        )
        for place, job in left.items():
            finishing.done(job, outcomes.get(place, ()))


class _Silence:
    def __init__(self, most_seconds: float) -> None:
        self._most_seconds = most_seconds
        self._since = math.inf
        self._error: errors.ItaSearchError | None = None

    def note(self, error: errors.ItaSearchError) -> None:
        self._since = min(self._since, monotonic())
        self._error = error

    def end(self) -> None:
        self._since, self._error = math.inf, None

    def check(self, *, is_last: bool) -> None:
        if is_last and self._error and monotonic() - self._since >= self._most_seconds:
            raise self._error


def _is_plain(place: str) -> bool:
    if is_web_address(place):
        return False
    path = Path(place)
    try:
        return not listed_addresses(path) and not holds_files(path)
    except OSError:
        return True
