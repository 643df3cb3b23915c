import shutil
from pathlib import Path

import pytest

from itasearch import indexing
from itasearch.model.library import Outcome, ProgressEvent, ReportStatus
from itasearch.wording.messages import NO_MEASURES
from itasearch.workspace import Workspace, index, open_workspace
from tests.conftest import CORPUS
from tests.workspace.conftest import ReaderHere, is_stale, parsing_with, write_report


def test_add_ends_every_file_of_a_folder_and_indexes_what_it_took(
    workspace: Workspace, inbox: Path
) -> None:
    seen, events = list[Outcome](), list[ProgressEvent]()

    outcomes = workspace.add([inbox], on_outcome=seen.append, progress=events.append)

    kinds = {Path(outcome.path).name: outcome.kind.value for outcome in outcomes}
    assert kinds == {
        "a.md": "added",
        "b.md": "added",
        "ita.csv": "added",
        "news.txt": "refused",
        "unnamed.md": "needs_review",
    }
    assert seen == list(outcomes)
    read = [(event.done, event.total) for event in events if event.stage == "read"]
    assert read == [(number, 5) for number in range(6)]
    assert not is_stale(workspace)


def test_a_question_does_not_wait_until_all_is_indexed_that_others_added(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_QUESTION_SECONDS", 0.0)
    monkeypatch.setattr(indexing, "_BATCH_PASSAGES", 1)
    workspace.add([inbox], build=False)

    assert not workspace.index.refresh()
    assert workspace.search("ของขวัญ").hits
    workspace.build()
    assert not is_stale(workspace)


def test_an_add_of_known_files_indexes_what_a_killed_run_left_out(
    workspace: Workspace, inbox: Path
) -> None:
    workspace.add([inbox], build=False)

    workspace.add([inbox])

    assert not is_stale(workspace)


def test_a_removed_report_is_out_of_store_and_index_but_not_forgotten(filled: Workspace) -> None:
    report = filled.library.reports()[0]

    removed = filled.library.remove(report.id)

    assert removed is not None
    assert removed.status is ReportStatus.REMOVED
    assert report.id not in [each.id for each in filled.library.reports()]
    assert not is_stale(filled)
    assert filled.library.report(report.id).measures


def test_ita_results_alone_are_removed_by_the_id_of_their_outcome(
    workspace: Workspace, inbox: Path
) -> None:
    (outcome,) = workspace.add([inbox / "ita.csv"])

    summary = workspace.library.remove(outcome.report_id or "")

    assert summary is None
    assert workspace.library.organisations() == ()


def test_parse_stores_nothing(workspace: Workspace, inbox: Path) -> None:
    parsed = {Path(file.path).name: file for file in workspace.library.parse([inbox])}

    assert parsed["news.txt"].refusal == NO_MEASURES
    assert "ผลประเมิน ITA 1 รายการ" in (parsed["ita.csv"].refusal or "")
    extraction = parsed["a.md"].extraction
    assert extraction is not None
    assert extraction.reports[0].source.path == str(inbox / "a.md")
    assert workspace.library.stats().reports == 0


def test_a_year_given_with_one_file_corrects_it_but_with_a_folder_fills_gaps(
    workspace: Workspace, inbox: Path
) -> None:
    by_folder = workspace.add([inbox], fiscal_year_be=2560)
    (by_file,) = workspace.add([inbox / "a.md"], fiscal_year_be=2565)

    years = {Path(outcome.path).name: outcome.fiscal_year_be for outcome in by_folder}
    assert (years["a.md"], years["unnamed.md"]) == (2566, 2560)
    assert by_file.fiscal_year_be == 2565


def test_the_newer_of_two_plans_of_a_year_is_in_use_and_names_the_older(
    workspace: Workspace, tmp_path: Path
) -> None:
    outcomes = [
        workspace.add([write_report(tmp_path, title, name=name)])[0]
        for name, title in (("a", "ประกาศนโยบายงดรับของขวัญ"), ("b", "เปิดช่องทางร้องเรียนออนไลน์"))
    ]

    (row,) = workspace.towns.matrix().rows

    assert row.report_ids == (outcomes[1].report_id,)
    assert str(outcomes[0].report_id) in (outcomes[1].reason or "")


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
    with open_workspace(own_home) as workspace, parsing_with(ReaderHere()):
        (outcome,) = workspace.add([file])
    return outcome.report_id or ""


@pytest.mark.slow
def test_samples_go_and_come_back_and_own_reports_stay(own_home: Path, own_report: str) -> None:
    with open_workspace(own_home) as workspace, parsing_with(ReaderHere()):
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
