"""A queue of files, and workers that take them from it on as many machines as there are.

An upload survives a restart, and workers of other machines find it where they share the home.
Files are added with the present rights of the person who put them in. A silent worker loses its
files; the worker that reads them again finds what was stored unchanged.
"""

import errno
import os
import secrets
import shutil
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Event, Thread
from typing import IO, TYPE_CHECKING

from itasearch import errors
from itasearch.config import Settings
from itasearch.disk import IS_FULL, naming
from itasearch.ingest.batch import Parser, not_stored
from itasearch.ingest.containers import holds_files
from itasearch.ingest.originals.files import FoundFile, check_plain, digest, find_files
from itasearch.ingest.web.sources import is_web_address
from itasearch.model.library import Outcome, OutcomeKind, Progress, no_progress
from itasearch.model.people import Person, Right, Role
from itasearch.model.source import safe_name
from itasearch.model.work import ENDED_STATES, MOST_ATTEMPTS, JobKind, JobState, NewJob, WorkJob
from itasearch.temporary import TemporaryFolder, delete_abandoned
from itasearch.wording.messages import ask_administrator, is_of_disk
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.index import catch_up, note
from itasearch.workspace.library import AddVerbs, Given, isolated_parsers, supplied_with
from itasearch.workspace.parts import Parts

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

_FILES_PER_LOOKUP = 500  #: In the store at a time, as many as one of its queries names
_TOGETHER = 8  #: Files that a worker takes: what is done twice if it dies. Chosen by hand.
_LOOK_SECONDS = 1.0  #: Between two looks of a worker without jobs
RETRY_SECONDS = 60.0  #: After which a full disk or unreachable index is tried again; by hand
LEASE_SECONDS = 20.0  #: That a silent worker keeps its jobs: then they are read twice; by hand
_SIGNS_A_LEASE = 4  #: How often a worker gives a sign within that time: three may come late or fail
_INDEX_WAITS = "ยังติดต่อเครื่องที่เก็บดัชนีค้นหาไม่ได้ ระบบจะลองใหม่เอง"
_DIED = "ตัวทำงานหยุดกลางคัน"

_Source = tuple[str, str | Path | IO[bytes]]
"""What a person calls a file, and its web address, its path or its content."""


def _still_open(counts: Mapping[JobState, int]) -> int:
    return counts.get(JobState.WAITING, 0) + counts.get(JobState.TAKEN, 0)


def _new(files: Sequence[FoundFile], store: "SqlStore") -> Iterable[FoundFile]:
    for start in range(0, len(files), _FILES_PER_LOOKUP):
        some = files[start : start + _FILES_PER_LOOKUP]
        digests = {file.path: digest(file.path) for file in some if not file.named}
        sources = store.reports.known_sources([*digests.values()])
        yield from (file for file in some if file.named or digests[file.path] not in sources)


def drop(place: str, settings: Settings) -> None:
    """Delete a file of the queue; a file elsewhere stays."""
    file = Path(place)
    if place and file.is_relative_to(settings.queue):
        file.unlink(missing_ok=True)
        with suppress(OSError):
            file.parent.rmdir()


def delete_leftovers(settings: Settings, store: "SqlStore") -> tuple[Path, ...]:
    """Delete what killed processes left in the queue; returns the folders that are gone.

    These are files that were being put in, and files of ended jobs. Raises StoreError.
    """
    deleted = [*delete_abandoned(settings.queue)]
    there = {str(file) for file in settings.queue.glob("*/*")}
    ended = there & store.jobs.queued_places(ENDED_STATES) if there else there
    for place in sorted(ended):
        with suppress(OSError):
            drop(place, settings)
            deleted.append(Path(place).parent)
    return tuple(deleted)


@contextmanager
def _heard_of(store: "SqlStore", worker: str, seconds: float) -> Iterator[None]:
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
        left out. Raises DamagedFileError: a file is missing. OSError: none is queued. ValueError,
        NotAllowedError: as `Workspace.add`.
        """
        parts = self._parts
        # Here, for what it raises would end every worker that takes such a job.
        whole, supplied = supplied_with(given, organisation, fiscal_year_be)
        files = _new(find_files(whole.paths, beside=parts.settings.home / "index"), self._store)
        return self._put_in(
            [
                *((file.display_name, file.path) for file in files),
                *((url, url) for url in whole.urls),
            ],
            like=NewJob(place="", name="", maker=self.person.id, **asdict(supplied)),
        )

    @needs(Right.EDIT)
    def add_uploads(
        self, files: Sequence[tuple[str, Path | IO[bytes]]], *, by_hand: bool = False
    ) -> tuple[int, ...]:
        """Queue copies of named files; returns their jobs. Raises OSError: none is queued.

        `by_hand`: files in which no measure is recognised are taken in, too.
        """
        like = NewJob(place="", name="", by_hand=by_hand, maker=self.person.id)
        return self._put_in(files, like=like)

    def _put_in(self, sources: Sequence[_Source], *, like: NewJob) -> tuple[int, ...]:
        settings = self._parts.settings
        self._store.reports.revision()  # before a file is written: a lost home stays so
        settings.queue.mkdir(parents=True, exist_ok=True)
        batch, new, folders = secrets.token_hex(8), list[NewJob](), list[Path]()
        with naming(settings.queue), TemporaryFolder(within=settings.queue) as arriving:
            for name, source in sources:
                place = _place_elsewhere(source, settings)
                if place is None:
                    folder = arriving.path / f"{batch}-{len(folders)}"
                    folder.mkdir()
                    copied = _copy(name, source, folder)
                    folders.append(settings.queue / folder.name)
                    place = str(folders[-1] / copied)
                new.append(replace(like, name=name, place=place))
            try:
                for folder in folders:
                    (arriving.path / folder.name).rename(folder)
                return self._store.jobs.add(new)
            except BaseException:
                for folder in folders:
                    shutil.rmtree(folder, ignore_errors=True)
                raise

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
        progress: Progress = no_progress,
        on_job: Callable[[WorkJob], None] = no_progress,
    ) -> int:
        """Take jobs and do them, as other workers do, until `stop`. Returns how many it did.

        `until_empty`: until no job waits and no other worker has one. Others take the jobs of a
        worker that is silent for `lease_seconds`. A job that meets a full disk or an unreachable
        index waits and is tried again. Raises, with jobs given back, what is wrong with this
        worker or its store.
        """
        parts, stopped = self._parts, stop or Event()
        store = parts.store
        if left := len(delete_leftovers(parts.settings, store)):
            note(progress, f"deleted {left} files that a killed process left in the queue")
        name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        # Parsers stay open from one take to the next: each needs a second of CPU to start.
        with isolated_parsers(parts, _TOGETHER) as parsers, _heard_of(store, name, lease_seconds):
            worker = _Worker(
                parts=parts, name=name, parsers=parsers, progress=progress, on_job=on_job
            )
            while not stopped.is_set():
                still_open = _still_open(store.jobs.counts())
                if until_empty and not still_open:
                    break
                jobs: tuple[WorkJob, ...] = ()
                if still_open:  # also with a worker that may have died
                    jobs = store.jobs.take(name, most=_TOGETHER, seconds=lease_seconds)
                if jobs:
                    worker.do(jobs)
                else:
                    stopped.wait(_LOOK_SECONDS)
        return worker.count


def _place_elsewhere(source: str | Path | IO[bytes], settings: Settings) -> str | None:
    """Where workers find what need not be copied: a web address, or a file in corpus/."""
    if isinstance(source, str):
        return source
    if not isinstance(source, Path):
        return None
    check_plain(source)
    resolved = source.resolve()
    return str(resolved) if resolved.is_relative_to(settings.corpus.resolve()) else None


def _copy(name: str, source: str | Path | IO[bytes], folder: Path) -> str:
    """Copy a file or its content into a folder; returns the name of the copy."""
    if isinstance(source, Path):
        return shutil.copyfile(source, folder / safe_name(source.name)).name
    copied = folder / safe_name(name)
    if not isinstance(source, str):
        with copied.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    return copied.name


@dataclass(slots=True, kw_only=True)
class _Worker:
    """Does jobs that were taken, and stores what became of them."""

    parts: Parts
    name: str
    parsers: Sequence[Parser]
    progress: Progress
    on_job: Callable[[WorkJob], None]
    count: int = 0  #: jobs that it finished

    def do(self, jobs: Sequence[WorkJob]) -> None:
        first = jobs[0]
        if not first.has_attempts_left:
            self._fail(jobs, _broke_off_each_time(first))
        elif first.kind is JobKind.INDEX:
            self._index(first)
        else:
            # Only editors put files in the queue.
            maker = Person(id=first.maker, role=Role.EDITOR)
            # A file that was put in twice is read again alone: it is unchanged then.
            plain = [*{job.place: job for job in jobs if _is_plain(job.place)}.values()]
            for together in filter(None, (plain, *([job] for job in jobs if job not in plain))):
                try:
                    self._read(maker, together)
                except (
                    errors.NotAllowedError,
                    errors.UnknownValueError,
                    errors.AmbiguousOrganisationError,
                ) as error:
                    self._fail(together, not_stored(error))

    def _index(self, job: WorkJob) -> None:
        try:
            catch_up(self.parts, self.progress)
        except (errors.ConfigurationError, errors.MissingExtraError):
            raise  # of this worker alone
        except errors.IndexUnreachableError as error:
            self._put_off(job, _INDEX_WAITS, cause=str(error))
        except errors.BackendError as error:
            self._fail([job], str(error))
        else:
            self._finish(job)

    def _read(self, maker: Person, jobs: Sequence[WorkJob]) -> None:
        """Archives and web addresses come alone, with all that is in them."""
        places = [job.place for job in jobs]
        remaining = dict(zip(places, jobs, strict=True))
        outcomes: dict[str, list[Outcome]] = {}

        def sort(outcome: Outcome) -> None:
            place = outcome.path if len(jobs) > 1 else places[0]
            if place not in outcomes:
                # A file's outcomes follow each other: those before it are complete.
                for complete in tuple(outcomes):
                    self._done(remaining.pop(complete), outcomes.pop(complete))
            outcomes.setdefault(place, []).append(outcome)

        AddVerbs(self.parts, maker).add(
            Given(
                paths=[Path(place) for place in places if not is_web_address(place)],
                urls=[place for place in places if is_web_address(place)],
                by_hand=jobs[0].by_hand,
                parsers=self.parsers,
            ),
            organisation=jobs[0].organisation,
            fiscal_year_be=jobs[0].fiscal_year_be,
            build=False,
            progress=self.progress,
            on_outcome=sort,
        )
        for place, job in remaining.items():
            self._done(job, outcomes.get(place, ()))

    def _done(self, job: WorkJob, outcomes: Sequence[Outcome]) -> None:
        reasons = dict.fromkeys(outcome.reason for outcome in outcomes if outcome.reason)
        refused = [outcome for outcome in outcomes if outcome.kind is OutcomeKind.REFUSED]
        of_disk = next((each.reason for each in refused if is_of_disk(each.reason or "")), None)
        if of_disk:
            self._put_off(job, of_disk, cause=f"{job.name}: {of_disk}")
            return
        self._finish(
            job,
            reason=" · ".join(reasons) or None,
            outcomes=[replace(outcome, path=_name_of(outcome, job)) for outcome in outcomes],
            failed=bool(outcomes) and len(refused) == len(outcomes),
        )

    def _fail(self, jobs: Sequence[WorkJob], reason: str) -> None:
        for job in jobs:
            self._finish(job, reason=reason, failed=True)

    def _put_off(self, job: WorkJob, reason: str, *, cause: str) -> None:
        """Let the job wait; `reason` (Thai) is shown with it, `cause` noted for the operator."""
        self.parts.store.jobs.put_off(job.id, self.name, seconds=RETRY_SECONDS, reason=reason)
        note(self.progress, f"{cause}; tried again after {RETRY_SECONDS:.0f} s")

    def _finish(
        self,
        job: WorkJob,
        *,
        reason: str | None = None,
        outcomes: Sequence[Outcome] = (),
        failed: bool = False,
    ) -> None:
        jobs = self.parts.store.jobs
        if not jobs.finish(job.id, self.name, outcomes=outcomes, reason=reason, failed=failed):
            return  # another worker has it, and its file
        drop(job.place, self.parts.settings)
        (finished,) = jobs.by_id([job.id])
        self.count += 1
        self.on_job(finished)


def _name_of(outcome: Outcome, job: WorkJob) -> str:
    inside = outcome.path.removeprefix(job.place)
    return outcome.path if inside == outcome.path else job.name + inside


def _broke_off_each_time(job: WorkJob) -> str:
    if job.kind is JobKind.INDEX:
        what, remedy = "ปรับดัชนีค้นหาไม่สำเร็จ", "โปรดปรับด้วย: itasearch build"
    else:
        what, remedy = "อ่านไฟล์นี้ไม่สำเร็จ", "โปรดเปิดด้วยโปรแกรมเดิม บันทึกใหม่ แล้วเพิ่มอีกครั้ง"
    cause = ask_administrator(job.reason or _DIED)
    return f"{what} {MOST_ATTEMPTS} ครั้ง {remedy} หากยังไม่สำเร็จ {cause}"


def _is_plain(place: str) -> bool:
    if is_web_address(place):
        return False
    try:
        return not holds_files(Path(place))
    except OSError:
        return True
