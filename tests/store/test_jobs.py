"""Jobs for workers: each is done, whoever dies on the way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from itasearch.model.library import Outcome, OutcomeKind
from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.work import MOST_ATTEMPTS, JobKind, JobState, NewJob, WorkJob
from itasearch.store import jobs
from itasearch.store.sql import SqlStore, open_store

FILES = tuple(NewJob(place=f"/คิว/{n}.pdf", name=f"แผน {n}.pdf") for n in range(6))
OVER = -1.0
"""Seconds after which a worker that was never heard of again has lost its jobs: at once."""


def added(report_id: str) -> Outcome:
    return Outcome(path="แผน.pdf", kind=OutcomeKind.ADDED, report_id=report_id)


def taken(
    store: SqlStore, worker: str, *, most: int = 2, seconds: float = 60
) -> tuple[WorkJob, ...]:
    return store.jobs.take(worker, most=most, seconds=seconds)


def test_files_are_taken_in_the_order_they_came_each_once(store: SqlStore) -> None:
    numbers = store.jobs.add(FILES)

    found = [taken(store, f"ตัวที่ {n}", most=4) for n in range(3)]

    assert [[one.id for one in jobs] for jobs in found] == [[*numbers[:4]], [*numbers[4:]], []]
    assert {one.state for one in found[0]} == {JobState.TAKEN}
    assert found[0][0].place == FILES[0].place


def test_many_workers_at_once_take_no_job_twice(store: SqlStore) -> None:
    store.jobs.add(FILES * 5)

    def work(number: int) -> list[int]:
        mine: list[int] = []
        while jobs := taken(store, f"ตัวที่ {number}"):
            mine += [one.id for one in jobs]
            for one in jobs:
                assert store.jobs.finish(one.id, f"ตัวที่ {number}")
        return mine

    with ThreadPoolExecutor(4) as pool:
        done = [one for found in pool.map(work, range(4)) for one in found]

    assert len(done) == len(set(done)) == 30
    assert store.jobs.counts() == {JobState.DONE: 30}


def test_of_jobs_that_ended_the_oldest_go_and_none_that_waits(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "KEPT_JOBS", 1)
    store.jobs.add(FILES[:3])

    nothing = Outcome(path="แผน.pdf", kind=OutcomeKind.REFUSED)
    for one in taken(store, "ก"):
        store.jobs.finish(one.id, "ก", outcomes=[nothing])  # that gives the index nothing to do

    assert store.jobs.counts() == {JobState.DONE: 1, JobState.WAITING: 1}


def test_on_postgresql_one_that_takes_waits_for_no_other(postgresql_url: str) -> None:
    with (
        open_store(postgresql_url) as store,
        open_store(postgresql_url) as other,
        store._database.taking() as connection,
    ):
        other.jobs.add(FILES)
        connection.exec_driver_sql("SELECT id FROM job ORDER BY id LIMIT 2 FOR UPDATE")

        assert [one.name for one in taken(other, "ข")] == ["แผน 2.pdf", "แผน 3.pdf"]


def test_on_postgresql_a_worker_is_heard_of_while_its_process_writes(postgresql_url: str) -> None:
    with open_store(postgresql_url) as store:
        store.jobs.add(FILES)
        taken(store, "ก")
        with ThreadPoolExecutor(1) as pool, store._database.writing():
            assert pool.submit(store.jobs.keep, "ก", seconds=60).result(timeout=30) == 2


def test_jobs_of_a_worker_that_died_are_taken_by_another(store: SqlStore) -> None:
    store.jobs.add(FILES[:2])
    lost = taken(store, "ก", seconds=OVER)

    found = taken(store, "ข")

    assert [one.id for one in found] == [one.id for one in lost]
    assert [one.attempts for one in found] == [2, 2]
    assert not store.jobs.finish(lost[0].id, "ก")
    assert store.jobs.finish(lost[0].id, "ข", outcomes=[added("r1")])


def test_a_worker_that_is_heard_of_keeps_its_jobs(store: SqlStore) -> None:
    store.jobs.add(FILES[:2])
    taken(store, "ก", seconds=OVER)

    assert [store.jobs.keep(name, seconds=60) for name in ("ค", "ก")] == [0, 2]

    assert taken(store, "ข") == ()


def test_a_worker_that_ends_gives_back_what_it_has_not_done(store: SqlStore) -> None:
    store.jobs.add(FILES[:2])
    first, second = taken(store, "ก")
    store.jobs.finish(first.id, "ก", reason="อ่านแล้ว")

    store.jobs.give_back("ก")

    (again,) = taken(store, "ข")
    assert (again.id, again.attempts) == (second.id, 1)


def test_a_file_of_which_workers_die_has_its_last_attempt_alone(store: SqlStore) -> None:
    store.jobs.add(FILES[:2])

    tries = [taken(store, f"ตัวที่ {n}", seconds=OVER) for n in range(MOST_ATTEMPTS + 1)]

    assert [len(jobs) for jobs in tries] == [2, 2, 1, 1]
    first = [jobs[0] for jobs in tries]
    assert [one.id for one in first] == [first[0].id] * 4
    assert [one.has_attempts_left for one in first] == [True, True, True, False]


def test_an_error_that_breaks_a_worker_off_counts_and_is_kept(store: SqlStore) -> None:
    store.jobs.add(FILES[:1])
    taken(store, "ก")

    store.jobs.give_back("ก", fault="โปรแกรมขัดข้อง")

    (again,) = taken(store, "ข")
    assert (again.attempts, again.reason) == (2, "โปรแกรมขัดข้อง")


def test_a_job_that_is_put_off_waits_its_time_and_no_attempt_counts(store: SqlStore) -> None:
    store.jobs.add(FILES[:1])
    (one,) = taken(store, "ก")

    store.jobs.put_off(one.id, "ข", seconds=60, reason="ไม่ใช่ของตัวนี้")
    assert store.jobs.all()[0].state is JobState.TAKEN
    store.jobs.put_off(one.id, "ก", seconds=60, reason="รอเครื่องแม่ข่าย")

    assert taken(store, "ก") == ()
    assert [(job.state, job.reason) for job in store.jobs.all()] == [
        (JobState.WAITING, "รอเครื่องแม่ข่าย")
    ]

    store.jobs.put_off(one.id, "ก", seconds=OVER, reason="รอเครื่องแม่ข่าย")
    store.jobs.add(FILES[1:2])
    (over,) = taken(store, "ก")
    store.jobs.put_off(over.id, "ก", seconds=OVER, reason="รอเครื่องแม่ข่าย")
    assert [(job.id, job.attempts) for job in taken(store, "ข")] == [(over.id, 1)]


def test_the_index_comes_after_the_files_unless_it_waits_long_and_once(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.jobs.add(FILES[:3])
    first, second = taken(store, "ก")
    for one in (first, second):
        store.jobs.finish(one.id, "ก", outcomes=[added(f"r{one.id}")])

    (third,) = taken(store, "ก")
    (index,) = taken(store, "ข")

    assert (third.kind, index.kind) == (JobKind.READ, JobKind.INDEX)
    store.jobs.finish(third.id, "ก", outcomes=[added("r3")])
    store.jobs.finish(index.id, "ข")
    (again,) = taken(store, "ก")
    assert again.kind is JobKind.INDEX
    assert again.id != index.id
    store.jobs.add(FILES[3:4])
    store.jobs.give_back("ก")
    monkeypatch.setattr(jobs, "_INDEX_WAITS", timedelta(seconds=-60))
    assert [one.id for one in taken(store, "ก")] == [again.id]


def test_files_are_taken_together_where_a_person_said_the_same_of_them(store: SqlStore) -> None:
    said = [
        replace(FILES[2], organisation="อบต.หนองบัว"),
        replace(FILES[3], fiscal_year_be=2567),
        replace(FILES[4], overrides=True),
        replace(FILES[5], maker="somsri"),
    ]
    store.jobs.add([FILES[0], *said, FILES[1]])

    found = [taken(store, f"{n}", most=9) for n in range(5)]

    names = [[one.name for one in jobs] for jobs in found]
    assert names == [["แผน 0.pdf", "แผน 1.pdf"], *([one.name] for one in said)]
    assert [jobs[0].maker for jobs in found] == ["", "", "", "", "somsri"]


def test_what_became_of_a_file_is_kept_whole(store: SqlStore) -> None:
    town = Organisation(
        id="o1", name="เทศบาลตำบลบึงบัว", type=OrganisationType.SUBDISTRICT_MUNICIPALITY
    )
    outcomes = (
        Outcome(
            path="แผน 0.pdf",
            kind=OutcomeKind.NEEDS_REVIEW,
            report_id="r1",
            organisation=town,
            fiscal_year_be=2566,
            measures=3,
            reason="ไม่พบปี",
            missing=("fiscal_year_be",),
            completeness=0.5,
        ),
        Outcome(path="แผน 0.pdf", kind=OutcomeKind.REFUSED, reason="ว่าง\ud800"),
    )
    (number,) = store.jobs.add(FILES[:1])
    taken(store, "ก")

    store.jobs.finish(number, "ก", outcomes=outcomes)

    (job,) = store.jobs.by_id([number])
    assert job.outcomes[0] == outcomes[0]
    assert job.outcomes[1].reason == "ว่าง\ufffd"
    assert job.report_ids == ("r1",)


def test_a_person_lists_counts_and_forgets_their_own_files(store: SqlStore) -> None:
    hers = [NewJob(place=f"/{n}.pdf", name=f"{n}.pdf", maker="somsri") for n in "กข"]
    store.jobs.add([*hers, FILES[0]])
    first = taken(store, "ตัวแรก", most=1)
    store.jobs.finish(first[0].id, "ตัวแรก", outcomes=[added("r1")])

    assert [one.name for one in store.jobs.all(maker="somsri")] == ["ข.pdf", "ก.pdf"]
    assert store.jobs.counts(maker="somsri") == {JobState.DONE: 1, JobState.WAITING: 1}

    store.jobs.forget("somsri")

    assert [one.name for one in store.jobs.all(maker="somsri")] == ["ข.pdf"]
    assert {one.kind for one in store.jobs.all(maker="")} == {JobKind.READ}
    assert [len(store.jobs.all(most=most)) for most in (2, 9)] == [2, 3]
    assert store.jobs.queued_places({JobState.WAITING}) == {"/ข.pdf", FILES[0].place}
