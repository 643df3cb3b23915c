"""What people upload to a shared library: its state is there after a reload and a restart."""

import errno
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.config import UPLOADS_READ_BY_VARIABLE
from itasearch.model.people import Person, Role
from itasearch.model.work import JobState
from itasearch.ui.kit import labels as kit_labels, state
from itasearch.ui.library import labels, upload
from itasearch.workspace import Workspace
from itasearch.workspace.jobs import Jobs
from tests.ingest.fake_parser import FakeParser, report_text
from tests.tools.raising import raising
from tests.ui.conftest import html_of, opened, send
from tests.workspace.conftest import is_stale, parsing_with

NEW = report_text("งดรับของขวัญทุกเทศกาล", organisation="เทศบาลตำบลบึงสายหมอก", year=2566)


@pytest.fixture
def editor() -> Person:
    """An editor who signed in."""
    return Person(id="u2", name="สมหญิง", role=Role.EDITOR)


@pytest.fixture
def left_to_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(UPLOADS_READ_BY_VARIABLE, "workers")


def queue(home: Path, person: Person) -> None:
    with open_workspace(home) as workspace:
        plan, news = home / "plan", home / "news"
        plan.write_text(NEW, encoding="utf-8")
        news.write_text("ข่าวประชาสัมพันธ์", encoding="utf-8")
        workspace.acting_as(person).jobs.add_uploads([("แผน ๑.md", plan), ("ข่าว.md", news)])


def work(home: Path) -> None:
    """What a worker does, or a server after a restart."""
    with open_workspace(home) as workspace, parsing_with(FakeParser()):
        workspace.jobs.work(until_empty=True)


def library_of(home: Path, patch: pytest.MonkeyPatch, person: Person) -> AppTest:
    """The library's view in a new session of a server that was just started."""
    state.library.clear()
    patch.setattr(state, "person_in_session", lambda: person)
    return opened("library", home, {})


@pytest.mark.usefixtures("left_to_workers")
def test_uploads_wait_are_read_and_can_be_closed_whatever_is_restarted(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, editor: Person
) -> None:
    queue(own_home, editor)

    waiting = html_of(library_of(own_home, monkeypatch, editor))
    work(own_home)
    done = library_of(own_home, monkeypatch, editor)

    assert waiting.count(labels.UPLOAD_WAITING.th) >= 2
    assert "แผน ๑.md" in waiting
    assert "เทศบาลตำบลบึงสายหมอก" in html_of(done)
    assert kit_labels.OPEN_REPORT.th in html_of(done) and "ข่าว.md" in html_of(done)
    assert labels.UPLOAD_WAITING.th not in html_of(done)
    done.button(key="library.close").click().run()
    assert "ข่าว.md" not in html_of(library_of(own_home, monkeypatch, editor))


@pytest.mark.usefixtures("left_to_workers")
def test_what_is_sent_waits(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch, editor: Person
) -> None:
    app = send(library_of(own_home, monkeypatch, editor), "แผน ๑.md", NEW.encode())

    (job,) = own.jobs.all()
    assert (job.name, job.maker, job.state) == ("แผน ๑.md", "u2", JobState.WAITING)
    assert labels.UPLOADS_OPEN.text("th", waiting=1, taken=0) in html_of(app)


@pytest.mark.usefixtures("left_to_workers")
def test_uploads_that_cannot_be_written_down_say_so(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, editor: Person
) -> None:
    app = library_of(own_home, monkeypatch, editor)
    monkeypatch.setattr(
        shutil, "copyfileobj", raising(OSError(errno.ENOSPC, "No space left on device"))
    )
    send(app, "แผน ๑.md", NEW.encode())

    assert "แผน ๑.md" in app.error[0].value
    assert str(own_home / "queue") in app.error[0].value.replace("\\", "")
    assert [*(own_home / "queue").iterdir()] == []  # half of it would keep the disk full


@pytest.mark.usefixtures("left_to_workers")
def test_others_do_not_see_them_and_who_is_a_reader_now_adds_no_more(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch, editor: Person
) -> None:
    queue(own_home, editor)
    reader, other = Person(id="u2"), Person(id="u9")
    work(own_home)

    app = library_of(own_home, monkeypatch, reader)

    assert "library.files.zone" not in app.session_state
    assert kit_labels.ADDING_IS_FOR_EDITORS.th in html_of(app)
    assert "ข่าว.md" not in html_of(library_of(own_home, monkeypatch, other))


def test_without_workers_the_server_reads_them_itself(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch, editor: Person
) -> None:
    queue(own_home, editor)

    with parsing_with(FakeParser()):
        library_of(own_home, monkeypatch, editor)
        upload.own_worker(state.library()).finish()
        shown = html_of(library_of(own_home, monkeypatch, editor))

    assert kit_labels.OPEN_REPORT.th in shown
    assert not is_stale(own)


def test_an_error_of_the_queue_ends_the_thread_and_not_the_server(
    own: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Jobs, "work", raising(RuntimeError("no disk")))
    worker = upload.OwnWorker(own)
    worker.wake()
    worker.finish()

    assert "no disk" in caplog.text
