"""Files in a queue, and workers that take them from it, some of which die."""

import errno
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.backends.place import LocalPlace
from itasearch.config import Settings
from itasearch.errors import (
    DamagedFileError,
    IndexUnreachableError,
)
from itasearch.ingest.originals.local import Originals
from itasearch.model.library import NOTE, OutcomeKind, ProgressEvent
from itasearch.model.people import NOBODY, ActionKind, Person, Role
from itasearch.model.records import NO_MARKS, Extraction, Marks
from itasearch.model.work import MOST_ATTEMPTS, JobKind, JobState, NewJob, WorkJob
from itasearch.readers.base import PageProgress, no_progress
from itasearch.store.db.postgresql import is_unreachable
from itasearch.store.jobs import SqlJobs
from itasearch.wording.messages import NO_SPACE
from itasearch.workspace import Workspace, jobs as working, library, open_workspace, parts
from tests.ingest.fake_parser import FakeParser
from tests.tools.processes import killed, started
from tests.tools.raising import raising
from tests.workspace.conftest import CITY, is_stale, parsing_with, write_report

ROOT = Path(__file__).parents[2]
LEASE = "8"
REPORTS = {"sqlite": 24, "postgresql": 40}


def fill(folder: Path, count: int) -> Path:
    """A folder of so many reports, of a town each."""
    for number in range(count):
        titles = (f"ประกาศนโยบายงดรับของขวัญครั้งที่ {number}", "อบรมงานพัสดุ", "เปิดสายด่วนร้องเรียน")
        owner = f"เทศบาลตำบลบึงบัว{number}"
        write_report(folder, *titles, name=f"{number:02d}", organisation=owner)
    return folder


def held(workspace: Workspace) -> Mapping[str, object]:
    """All reports with their measures, by id, but for where their files are kept."""
    found = {}
    for one in workspace.library.reports():
        report = workspace.library.report(one.id)
        measures = [(each.id, each.title, each.indicator) for each in report.measures]
        found[one.id] = (one.organisation, one.fiscal_year_be, one.source.sha256, measures)
    return found


def worked(workspace: Workspace) -> list[WorkJob]:
    done: list[WorkJob] = []
    workspace.jobs.work(until_empty=True, on_job=done.append)
    return done


def test_what_is_queued_is_read_indexed_and_gone_from_the_queue(
    workspace: Workspace, inbox: Path
) -> None:
    numbers = workspace.jobs.add([inbox])
    workspace._parts.store.jobs.take("ตัวที่หยุดไปแล้ว", most=9, seconds=-1)
    assert workspace.library.reports() == ()
    assert len(list(workspace.settings.queue.rglob("*.*"))) == len(numbers) == 5

    done = worked(workspace)

    assert [one.kind for one in done] == [JobKind.READ] * 5 + [JobKind.INDEX]
    states = {one.name.rpartition("/")[2]: one.state for one in done}
    assert states.pop("news.txt") is JobState.FAILED
    assert set(states.values()) == {JobState.DONE}
    assert workspace.search("งดรับของขวัญ").hits
    assert not is_stale(workspace)
    assert list(workspace.settings.queue.iterdir()) == []


def test_what_a_person_said_of_a_file_counts(workspace: Workspace, inbox: Path) -> None:
    workspace.jobs.add([inbox / "unnamed.md"], organisation=CITY, fiscal_year_be=2568)

    worked(workspace)

    (report,) = workspace.library.reports()
    assert report.organisation is not None
    assert (report.organisation.name, report.fiscal_year_be) == (CITY, 2568)


def test_files_of_a_folder_that_the_library_has_are_not_queued(
    filled: Workspace, inbox: Path, parser: FakeParser
) -> None:
    removed = filled.library.reports()[0].id
    filled.library.remove(removed)
    (inbox / "new.md").write_text((inbox / "a.md").read_text(encoding="utf-8") + "\nใหม่")

    filled.jobs.add([inbox])

    assert {Path(one.name).name for one in filled.jobs.all()} == {"new.md", "news.txt"}


def test_a_file_that_is_not_there_or_a_year_that_is_none_is_refused_at_once(
    workspace: Workspace, inbox: Path
) -> None:
    with pytest.raises(ValueError, match="2500"):
        workspace.jobs.add([inbox], fiscal_year_be=66)
    assert not workspace.settings.queue.exists()
    with pytest.raises(DamagedFileError):
        workspace.jobs.add([inbox / "ไม่มี.pdf"])

    assert workspace.jobs.all() == ()


def editor(workspace: Workspace, *, name: str = "u2") -> Workspace:
    """The library as an editor who signed in has it."""
    return workspace.acting_as(Person(id=name, role=Role.EDITOR))


def uploads(inbox: Path) -> list[tuple[str, Path]]:
    return [(file.name, file) for file in sorted(inbox.glob("[ab].md"))]


def test_uploads_are_added_as_by_their_maker_who_alone_sees_them(
    workspace: Workspace, inbox: Path
) -> None:
    hers, others = editor(workspace), editor(workspace, name="u9")

    hers.jobs.add_uploads(uploads(inbox))
    worked(workspace)

    assert [(one.name, one.state) for one in hers.jobs.own()] == [
        ("b.md", JobState.DONE),
        ("a.md", JobState.DONE),
    ]
    shown = [(outcome.path, outcome.kind) for one in hers.jobs.own() for outcome in one.outcomes]
    assert shown == [("b.md", OutcomeKind.ADDED), ("a.md", OutcomeKind.ADDED)]
    assert others.jobs.own() == workspace.acting_as(NOBODY).jobs.own() == ()
    adding = workspace.people.log(kind=ActionKind.ADD)
    assert {one.person_id for one in adding} == {"u2"} and len(adding) == 2
    hers.jobs.forget()
    assert hers.jobs.own() == ()


def test_a_file_that_is_put_in_twice_is_done_twice(workspace: Workspace, inbox: Path) -> None:
    kept = workspace.settings.corpus / "a.md"
    kept.parent.mkdir(parents=True)
    kept.write_bytes((inbox / "a.md").read_bytes())
    workspace.jobs.add([kept])
    workspace.jobs.add([kept])

    done = worked(workspace)

    kinds = [one.outcomes[0].kind for one in done if one.kind is JobKind.READ]
    assert kinds == [OutcomeKind.ADDED, OutcomeKind.UNCHANGED]


def test_an_upload_that_cannot_be_written_leaves_nothing_in_the_queue(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = shutil.copyfile

    def full(file: Path, place: Path) -> Path:
        if place.name == "b.md":
            raise OSError(errno.ENOSPC, "No space left on device")
        return copied(file, place)

    hers, files = editor(workspace), uploads(inbox)
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space"):
        hers.jobs.add_uploads(files)

    assert list(workspace.settings.queue.iterdir()) == []
    assert hers.jobs.own() == ()


def test_an_upload_that_the_disk_has_no_room_for_waits_in_the_queue(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, is_full, notes = Originals.keep, [True], list[str]()

    def until_there_is_room(keeping: Originals, path: Path, sha256: str) -> str:
        if is_full:
            is_full.clear()
            raise OSError(errno.ENOSPC, "No space left on device")
        return keep(keeping, path, sha256)

    monkeypatch.setattr(Originals, "keep", until_there_is_room)
    monkeypatch.setattr(working, "RETRY_SECONDS", -1.0)
    workspace.jobs.add([inbox / "a.md"])
    done: list[WorkJob] = []

    workspace.jobs.work(
        until_empty=True, on_job=done.append, progress=lambda event: notes.append(event.detail)
    )

    assert [(one.kind, one.state, one.attempts) for one in done] == [
        (JobKind.READ, JobState.DONE, 1),
        (JobKind.INDEX, JobState.DONE, 1),
    ]
    assert any(NO_SPACE in one for one in notes)
    assert len(workspace.library.reports()) == 1
    assert list(workspace.settings.queue.iterdir()) == []


def test_a_full_disk_of_temporary_files_is_no_fault_of_an_archive(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(inbox / "รวม.zip", "w") as archive:
        archive.write(inbox / "a.md", "a.md")
    workspace.jobs.add([inbox / "รวม.zip"])
    monkeypatch.setattr(
        library, "TemporaryFolder", raising(OSError(errno.ENOSPC, "No space left on device"))
    )

    with pytest.raises(OSError, match="No space"):
        worked(workspace)

    (job,) = workspace.jobs.all()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)


@dataclass
class BrokenParser(FakeParser):
    """Meets an error that nobody thought of at one file."""

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        if path.name == "b.md":
            raise RuntimeError("no such thing")
        return super().parse(path, on_page=on_page)


def test_a_file_that_breaks_each_worker_off_fails_alone_and_leaves_the_queue(
    workspace: Workspace, inbox: Path
) -> None:
    workspace.jobs.add([inbox])
    with parsing_with(BrokenParser()):
        for _ in range(MOST_ATTEMPTS):
            with pytest.raises(RuntimeError):
                worked(workspace)
        worked(workspace)

    states = {Path(one.name).name: one for one in workspace.jobs.all() if one.kind is JobKind.READ}
    broken, news = states.pop("b.md"), states.pop("news.txt")
    assert {one.state for one in (broken, news)} == {JobState.FAILED}
    assert {one.state for one in states.values()} == {JobState.DONE}
    assert "RuntimeError" in (broken.reason or "") and "โปรด" in (broken.reason or "")
    assert list(workspace.settings.queue.iterdir()) == []
    assert not is_stale(workspace)


@pytest.fixture
def refusals(monkeypatch: pytest.MonkeyPatch) -> list[IndexUnreachableError]:
    """What the server of the index answers first, the last one as long as there is one."""
    answers: list[IndexUnreachableError] = []

    class Place(LocalPlace):
        def open(self, recipe: IndexRecipe, *, unfinished: bool = False) -> SearchBackend:
            if answers:
                raise answers[0]
            return super().open(recipe)

    def place(settings: Settings) -> Place:
        return Place(settings.index, unfinished=settings.unfinished_index)

    monkeypatch.setattr(parts, "index_place", place)
    monkeypatch.setattr(working, "RETRY_SECONDS", -1.0)
    return answers


UNREACHABLE = IndexUnreachableError(address="http://milvus:19530", reason="UNAVAILABLE")


def test_the_index_waits_for_a_server_that_does_not_answer(
    workspace: Workspace, inbox: Path, refusals: list[IndexUnreachableError]
) -> None:
    notes: list[str] = []
    done: list[WorkJob] = []
    refusals.append(UNREACHABLE)

    def progress(event: ProgressEvent) -> None:
        if event.stage == NOTE:
            notes.append(event.detail)
            refusals.clear()

    workspace.jobs.add([inbox / "a.md"])

    workspace.jobs.work(until_empty=True, progress=progress, on_job=done.append)

    assert [(one.kind, one.state, one.attempts) for one in done] == [
        (JobKind.READ, JobState.DONE, 1),
        (JobKind.INDEX, JobState.DONE, 1),
    ]
    assert len(notes) == 1 and "ITASEARCH_INDEX_URL" in notes[0]
    assert workspace.search("งดรับของขวัญ").hits


def test_what_others_are_just_putting_in_stays_when_a_worker_starts(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_jobs = SqlJobs.add

    def while_another_starts(store: SqlJobs, new: Sequence[NewJob]) -> tuple[int, ...]:
        with Workspace(workspace.settings) as another:
            assert worked(another) == []
        return add_jobs(store, new)

    monkeypatch.setattr(SqlJobs, "add", while_another_starts)

    workspace.jobs.add([inbox / "a.md"])

    assert [one.state for one in worked(workspace)] == [JobState.DONE] * 2


def test_the_file_of_a_job_that_ended_as_its_worker_was_killed_is_gone_after_the_next_start(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.jobs.add([inbox / "a.md", inbox / "b.md"])
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(working, "drop", raising(KeyboardInterrupt()))
        worked(workspace)
    assert workspace.jobs.counts()[JobState.DONE] == 1
    assert len(list(workspace.settings.queue.glob("*/*"))) == 2

    worked(workspace)

    assert list(workspace.settings.queue.iterdir()) == []
    assert len(workspace.library.reports()) == 2


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path: Path, parser: FakeParser
) -> Iterator[Workspace]:
    """An empty library that several processes may open."""
    url = None
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgresql_url"))
    with open_workspace(tmp_path / "shared") as opened:
        settings = replace(opened.settings, database_url=url)
    with Workspace(settings) as workspace:
        yield workspace


@pytest.mark.slow
def test_four_workers_of_which_two_are_killed_make_what_one_process_does(
    shared: Workspace, tmp_path: Path
) -> None:
    count = REPORTS["postgresql" if shared.settings.database_url else "sqlite"]
    inbox = fill(tmp_path / "inbox", count)
    url = shared.settings.database_url or "-"
    with open_workspace(tmp_path / "alone") as alone:
        alone.add([inbox])
        expected = held(alone)
    assert len(shared.jobs.add([inbox])) == count

    command = ("tests.workspace.worker", shared.settings.home, url, LEASE)
    dying = [(started(*command, number), number) for number in (2, 4)]
    for worker, number in dying:
        killed(worker, lines=number)
    workers = [started(*command, 0) for _ in range(2)]
    for worker in workers:
        worker.communicate(timeout=300)

    assert [worker.returncode for worker in workers] == [0, 0]
    assert held(shared) == expected
    assert not is_stale(shared)
    assert {one.state for one in shared.jobs.all()} == {JobState.DONE}
    assert max(one.attempts for one in shared.jobs.all()) > 1


@pytest.mark.slow
def test_two_app_processes_see_what_a_third_adds_with_their_next_question(
    shared: Workspace, tmp_path: Path
) -> None:
    inbox = fill(tmp_path / "inbox", 1)
    with Workspace(shared.settings) as other:
        for app in (shared, other):
            assert (app.library.report_count(), app.library.fiscal_years()) == (0, frozenset())

        with Workspace(shared.settings) as writer:
            (outcome,) = writer.add([inbox])

        assert outcome.kind is OutcomeKind.ADDED
        for app in (shared, other):
            assert (app.library.report_count(), [*app.library.fiscal_years()]) == (1, [2566])
            assert app.search("งดรับของขวัญ").hits
            assert app.library.organisations_named("บึงบัว", most=5)


@pytest.mark.parametrize(
    ("state", "expected"), [(None, True), ("57P03", True), ("08006", True), ("23505", False)]
)
def test_a_server_that_restarts_is_known_by_its_state(state: str | None, expected: bool) -> None:
    class OperationalError(Exception):
        sqlstate = state

    assert is_unreachable(OperationalError()) is expected
