"""What became of jobs, noted in the store; files that are read leave the queue.

A file that the disk has no space for stays there: who uploaded it need not have it any more.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from itasearch.config import Settings
from itasearch.model.library import Outcome, OutcomeKind, Progress
from itasearch.model.work import MOST_ATTEMPTS, JobKind, WorkJob
from itasearch.wording.messages import ask_administrator, is_of_disk
from itasearch.workspace.index import note
from itasearch.workspace.work.files import drop

if TYPE_CHECKING:
    from itasearch.store.sql import SqlStore

PUT_OFF_SECONDS = 30.0
"""After which the index is tried again whose server did not answer. Chosen by hand: about as
long as Milvus takes to start."""
DISK_SECONDS = 300.0
"""After which a file is tried again that the disk took nothing of. Chosen by hand: somebody has
to make space."""
_INDEX_WAITS = "ยังติดต่อเครื่องที่เก็บดัชนีค้นหาไม่ได้ ระบบจะลองใหม่เอง"
_DIED = "ตัวทำงานหยุดกลางคัน"


class Finishing:
    """Notes what became of a worker's jobs, and deletes files that are read."""

    def __init__(
        self,
        store: "SqlStore",
        worker: str,
        settings: Settings,
        on_job: Callable[[WorkJob], None],
        progress: Progress,
    ) -> None:
        self._store = store
        self._worker = worker
        self._settings = settings
        self._on_job = on_job
        self._progress = progress

    def done(self, job: WorkJob, outcomes: Sequence[Outcome]) -> None:
        """A job whose files have these outcomes; failed where all were refused.

        Where the disk refused one it is put off: what is stored by then will be unchanged.
        """
        reasons = dict.fromkeys(one.reason for one in outcomes if one.reason)
        refused = [one for one in outcomes if one.kind is OutcomeKind.REFUSED]
        of_disk = next((one.reason for one in refused if is_of_disk(one.reason or "")), None)
        if of_disk:
            self._store.jobs.put_off(job.id, self._worker, seconds=DISK_SECONDS, reason=of_disk)
            again = f"tried again after {DISK_SECONDS:.0f} s"
            note(self._progress, f"{job.name}: {of_disk}; {again}")
            return
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

    def put_off(self, job: WorkJob) -> None:
        """The index, whose server does not answer: it is tried again later."""
        self._store.jobs.put_off(job.id, self._worker, seconds=PUT_OFF_SECONDS, reason=_INDEX_WAITS)

    def _finish(
        self, job: WorkJob, *, reason: str | None, outcomes: Sequence[Outcome], failed: bool
    ) -> None:
        if not self._store.jobs.finish(
            job.id, self._worker, outcomes=outcomes, reason=reason, failed=failed
        ):
            return  # another worker has it, and its file
        drop(job.place, self._settings)
        (finished,) = self._store.jobs.by_id([job.id])
        self._on_job(finished)


def _name_of(outcome: Outcome, job: WorkJob) -> str:
    """What a person calls a file of a job, or what was within it."""
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
