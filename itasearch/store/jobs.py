"""The part of the SQL store that keeps jobs for workers.

A worker takes jobs for some seconds, by the database's clock; those of a dead worker are free after
that. A job may be done twice: a stored file is unchanged. PostgreSQL skips rows that another worker
is just taking. A job that breaks off repeatedly has its last attempt alone; after that a worker
takes it to fail it, and deletes its file.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, case, func, or_, select

from itasearch.model.library import Outcome
from itasearch.model.work import ENDED_STATES, MOST_ATTEMPTS, JobKind, JobState, NewJob, WorkJob
from itasearch.store.db.database import SqlPart
from itasearch.store.db.postgresql import is_postgresql
from itasearch.store.db.rows import Row, drop_oldest, insert_row
from itasearch.store.db.schema import job

KEPT_JOBS = 10_000  #: jobs that are done or failed and still listed
_INDEX_WAITS = timedelta(seconds=30)  # for files that are still to be read; by hand

_FREE: Mapping[str, object] = MappingProxyType(
    {"state": JobState.WAITING, "worker": None, "silent_after": None}
)
"""Columns of a job that anybody may take."""


class SqlJobs(SqlPart):
    """Jobs: put in, taken, held, finished, given back."""

    def add(self, new: Sequence[NewJob]) -> tuple[int, ...]:
        """Put files in, to be taken in this order. Their ids."""
        with self._database.taking() as connection:
            now = _now(connection)
            return tuple(_insert(connection, new_job, now) for new_job in new)

    def take(self, worker: str, *, most: int, seconds: float) -> tuple[WorkJob, ...]:
        """Take waiting jobs, or those of a worker that died, for so many seconds.

        At most `most` files of one maker with the same values, else the index alone; () when there
        is nothing to do. A job without attempts left comes alone and is to be failed.
        """
        with self._database.taking() as connection:
            now = _now(connection)
            late = (job.c.kind == JobKind.INDEX) & (job.c.made_at < now - _INDEX_WAITS)
            first = case((late, 0), (job.c.kind == JobKind.READ, 1), else_=2)
            is_due = job.c.silent_after < now
            waits = (job.c.state == JobState.WAITING) & or_(job.c.silent_after.is_(None), is_due)
            due = connection.execute(
                select(job)
                .where(or_(waits, and_(job.c.state == JobState.TAKEN, is_due)))
                .order_by(first, job.c.id)
                .limit(most)
                .with_for_update(skip_locked=True)
            )
            rows = [*due.mappings()]
            together = [row for row in rows if _alike(row) == _alike(rows[0])]
            if not together or _is_for_itself(together[0]):
                together = together[:1]
            connection.execute(
                job.update()
                .where(job.c.id.in_([row["id"] for row in together]))
                .values(
                    state=JobState.TAKEN,
                    worker=worker,
                    attempts=job.c.attempts + 1,
                    silent_after=now + timedelta(seconds=seconds),
                )
            )
            jobs = _jobs(job.c.id.in_([row["id"] for row in together]))
            return tuple(map(_job_of, connection.execute(jobs).mappings()))

    def keep(self, worker: str, *, seconds: float) -> int:
        """Hold all jobs of a worker for so many seconds more. Returns how many these are."""
        with self._database.taking() as connection:
            until = _now(connection) + timedelta(seconds=seconds)
            return connection.execute(
                job.update().where(_is_of(worker)).values(silent_after=until)
            ).rowcount

    def finish(
        self,
        job_id: int,
        worker: str,
        *,
        outcomes: Sequence[Outcome] = (),
        reason: str | None = None,
        failed: bool = False,
    ) -> bool:
        """Store the outcome of a job; a stored file makes one for the index, unless one waits.

        False if another worker has the job because this one was silent for too long.
        """
        state = JobState.FAILED if failed else JobState.DONE
        values = {"state": state, "outcomes": outcomes, "reason": reason}
        this = (job.c.id == job_id) & _is_of(worker)
        with self._database.taking() as connection:
            if not connection.execute(job.update().where(this).values(**values)).rowcount:
                return False
            # One for the index that is taken may have begun before.
            waits = (job.c.kind == JobKind.INDEX) & (job.c.state == JobState.WAITING)
            is_stored = any(outcome.report_id is not None for outcome in outcomes)
            if is_stored and not connection.execute(select(job.c.id).where(waits).limit(1)).first():
                texts = dict.fromkeys(("place", "name", "maker"), "")
                index = {"kind": JobKind.INDEX, "overrides": False, "by_hand": False, **texts}
                connection.execute(job.insert().values(**index, **_new(_now(connection))))
            finished = job.c.state.in_(ENDED_STATES)
            drop_oldest(connection, job, job.c.id, most=KEPT_JOBS, where=finished)
            return True

    def give_back(self, worker: str, *, fault: str | None = None) -> None:
        """Free the unfinished jobs of a worker that ends; `fault`, in Thai, broke them off: it is
        their reason, and the attempt counts.
        """
        of_fault: dict[str, object] = {"attempts": job.c.attempts - 1}
        if fault is not None:
            of_fault = {"reason": fault}
        with self._database.taking() as connection:
            connection.execute(job.update().where(_is_of(worker)).values(**_FREE, **of_fault))

    def put_off(self, job_id: int, worker: str, *, seconds: float, reason: str) -> None:
        """Free a worker's own job after so many seconds; no attempt counts. `reason` is in Thai."""
        this = (job.c.id == job_id) & _is_of(worker)
        with self._database.taking() as connection:
            free = {**_FREE, "silent_after": _now(connection) + timedelta(seconds=seconds)}
            connection.execute(
                job.update().where(this).values(**free, attempts=job.c.attempts - 1, reason=reason)
            )

    def by_id(self, numbers: Sequence[int]) -> tuple[WorkJob, ...]:
        """Jobs by their numbers, in the order of these; forgotten ones are left out."""
        return tuple(map(_job_of, self._read(_jobs(job.c.id.in_(numbers)))))

    def all(self, *, maker: str | None = None, most: int = 100) -> tuple[WorkJob, ...]:
        """Jobs, the newest first; of a maker only the files that they put in."""
        newest = select(job).order_by(job.c.id.desc()).limit(most)
        if maker is not None:
            newest = newest.where(_is_file_of(maker))
        return tuple(map(_job_of, self._read(newest)))

    def counts(self, *, maker: str | None = None) -> Mapping[JobState, int]:
        """How many jobs are in each state; of a maker only files."""
        counted = select(job.c.state, func.count().label("jobs")).group_by(job.c.state)
        if maker is not None:
            counted = counted.where(_is_file_of(maker))
        return Counter({row["state"]: row["jobs"] for row in self._read(counted)})

    def queued_places(self, states: Collection[JobState]) -> frozenset[str]:
        """Paths of the files of all jobs in one of these states."""
        of_files = (job.c.kind == JobKind.READ) & job.c.state.in_(states)
        return frozenset(row["place"] for row in self._read(select(job.c.place).where(of_files)))

    def forget(self, maker: str) -> None:
        """Delete the jobs of a person's files that are done or have failed."""
        finished = _is_file_of(maker) & job.c.state.in_(ENDED_STATES)
        with self._database.taking() as connection:
            connection.execute(job.delete().where(finished))


def jobs_at_work(connection: Connection) -> int:
    """How many jobs are with workers that are not silent for too long."""
    at_work = (job.c.state == JobState.TAKEN) & (job.c.silent_after >= _now(connection))
    return connection.execute(select(func.count()).where(at_work)).scalar_one()


def _insert(connection: Connection, new: NewJob, now: datetime) -> int:
    names = ("place", "name", "organisation", "fiscal_year_be", "overrides", "by_hand", "maker")
    row = {"kind": JobKind.READ, **{name: getattr(new, name) for name in names}, **_new(now)}
    return insert_row(connection, job, **row)


def _new(now: datetime) -> Row:
    return {"state": JobState.WAITING, "made_at": now, "attempts": 0, "outcomes": ()}


def _now(connection: Connection) -> datetime:
    if not is_postgresql(connection):
        return datetime.now(UTC)
    now: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
    return now


def _is_of(worker: str) -> ColumnElement[bool]:
    return (job.c.worker == worker) & (job.c.state == JobState.TAKEN)


def _is_file_of(maker: str) -> ColumnElement[bool]:
    return (job.c.maker == maker) & (job.c.kind == JobKind.READ)


def _alike(row: RowMapping) -> tuple[object, ...]:
    names = ("kind", "organisation", "fiscal_year_be", "overrides", "by_hand", "maker")
    return *(row[name] for name in names), _is_for_itself(row)


def _is_for_itself(row: RowMapping) -> bool:
    return bool(row["kind"] == JobKind.INDEX or row["attempts"] >= MOST_ATTEMPTS - 1)


def _jobs(condition: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return select(job).where(condition).order_by(job.c.id)


def _job_of(row: RowMapping) -> WorkJob:
    return WorkJob(**{name: row[name] for name in WorkJob.__slots__})
