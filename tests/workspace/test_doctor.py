import shutil
from pathlib import Path

import pytest

from itasearch.model.people import NOBODY
from itasearch.workspace import PartState, Workspace, open_workspace, refuse_new
from itasearch.workspace.health import doctor
from tests.ingest.fake_parser import FakeParser
from tests.workspace.conftest import TOWN, library_of, parsing_with, write_report


def test_reading_gaps_are_the_programs_that_are_missing(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itasearch.readers.scan.ocr.why_unavailable", lambda: None)
    monkeypatch.setattr(doctor, "office_program", lambda: None)

    (gap,) = library.care.reading_gaps()

    assert gap.name == "office"
    assert "libreoffice-writer" in gap.remedy

    monkeypatch.setattr(doctor, "office_program", lambda: "/usr/bin/soffice")
    assert library.care.reading_gaps() == ()


OK, MISSING, UNREADABLE = PartState.OK, PartState.MISSING, PartState.UNREADABLE


def states(home: Path) -> tuple[PartState, PartState]:
    with open_workspace(home, when_new=refuse_new) as workspace:
        found = workspace.acting_as(NOBODY).care.readiness()
    return found.store, found.index


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    with library_of([(TOWN, 2566, ["อบรมงานพัสดุ"])], tmp_path, scored=TOWN):
        return tmp_path


def test_a_library_is_ready_while_its_index_is_there_and_whole(filled: Path) -> None:
    assert states(filled) == (OK, OK)

    for manifest in (filled / "index").rglob("manifest.json"):
        manifest.write_bytes(b"no manifest")
    assert states(filled) == (OK, UNREADABLE)

    shutil.rmtree(filled / "index")
    assert states(filled) == (OK, MISSING)


def test_a_library_whose_store_is_gone_or_none_is_not(filled: Path) -> None:
    store = filled / "corpus" / "library.db"
    for file in filled.glob("corpus/library.db*"):
        file.unlink()
    assert states(filled)[0] is MISSING

    store.write_bytes(b"no database")
    assert states(filled)[0] is UNREADABLE


def test_figures_say_how_many_reports_the_index_has_otherwise(filled: Path) -> None:
    later = write_report(filled / "in", "งดรับของขวัญ", year=2567)
    with open_workspace(filled) as workspace, parsing_with(FakeParser()):
        before = workspace.care.figures()
        workspace.add([later], build=False)
        after = workspace.care.figures()
        workspace._parts.store.intake.remove(workspace.library.reports()[-1].id)
        assert workspace.care.figures().unindexed == 2

    assert (before.stats.reports, before.stats.measures, before.unindexed) == (1, 1, 0)
    assert (after.stats.reports, after.unindexed) == (2, 1)
