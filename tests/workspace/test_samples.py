"""Samples loaded and removed, what is new, and what is held by province and year."""

import shutil
from pathlib import Path

import pytest

from itasearch.domain.organisations import sample_files
from itasearch.model.library import OutcomeKind
from itasearch.workspace import open_workspace
from tests.conftest import CORPUS

OWN = (
    "แผนปฏิบัติการป้องกันการทุจริต เทศบาลตำบลบ้านจริง จังหวัดน่าน ปีงบประมาณ พ.ศ. 2567\n\n"
    "มาตรการ/แนวทาง\tขั้นตอนหรือวิธีการปฏิบัติ\tระยะเวลาดำเนินการ\tหน่วยงานรับผิดชอบ\n"
    "๑. ประกาศงดรับของขวัญ\tติดประกาศและลงเว็บไซต์\tตลอดปี\tสำนักปลัด\n"
    "๒. เปิดเผยราคากลาง\tลงเว็บไซต์ทุกโครงการ\tรายเดือน\tกองคลัง\n"
)


@pytest.fixture
def own_report(own_home: Path) -> str:
    """Id of a report of a real town, beside the samples of `own_home`."""
    file = own_home / "own.txt"
    file.write_text(OWN, encoding="utf-8")
    with open_workspace(own_home) as workspace:
        (outcome,) = workspace.add([file])
    return outcome.report_id or ""


def test_samples_go_and_come_back_and_own_reports_stay(own_home: Path, own_report: str) -> None:
    with open_workspace(own_home) as workspace:
        before = {one.id for one in workspace.library.reports()}
        totals = len(
            workspace.library.ita_results(workspace.library.find_organisation("บึงแก้วมรกต").id)
        )

        removed = workspace.library.remove_samples()
        assert [one.id for one in workspace.library.reports()] == [own_report]
        assert workspace.library.stats().ita_results == 0
        assert removed == len(before) - 1 + 1  # all reports but ours, and the file of results
        assert workspace.library.remove_samples() == 0

        workspace.library.load_samples()
        assert {one.id for one in workspace.library.reports()} == before
        again = workspace.library.ita_results(workspace.library.find_organisation("บึงแก้วมรกต").id)
        assert len(again) == totals > 0


def test_a_new_home_is_given_its_own_samples(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "corpus" / "examples").mkdir(parents=True)
    name = "bang-lamphu-daeng_2567.csv"
    shutil.copy(CORPUS / "examples" / name, home / "corpus" / "examples")

    with open_workspace(home) as workspace:
        outcomes = workspace.library.load_samples()

    assert [Path(one.path).name for one in outcomes] == [name]


@pytest.mark.slow
def test_loading_adds_the_removed_samples_and_those_that_were_never_there(tmp_path: Path) -> None:
    home = tmp_path / "home"
    examples = [
        CORPUS / "examples" / "khok-dao-rueang_2565.txt",
        CORPUS / "real" / "mae-ka_2566.txt",
    ]
    with open_workspace(home) as workspace:
        kept, gone = workspace.add(examples)
        workspace.library.remove(gone.report_id or "")

        outcomes = workspace.library.load_samples()

        loaded = {one.source.sha256 for one in workspace.library.reports()}
    reports = {path: sha256 for path, sha256 in sample_files().items() if "/" in path}
    assert loaded == {*reports.values()}
    assert len(outcomes) == len(sample_files())
    assert [one.report_id for one in outcomes if one.kind is OutcomeKind.UNCHANGED] == [
        kept.report_id
    ]
