from pathlib import Path

import pytest

from itasearch import indexing
from itasearch.model.library import Outcome, ProgressEvent, ReportStatus
from itasearch.wording.messages import NO_MEASURES
from itasearch.workspace import Workspace, index


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
    assert not workspace.index.is_stale()


def test_a_question_does_not_wait_until_all_is_indexed_that_others_added(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_QUESTION_SECONDS", 0.0)
    monkeypatch.setattr(indexing, "_BATCH_PASSAGES", 1)
    workspace.add([inbox], build=False)

    assert not workspace.index.refresh()
    assert workspace.search("ของขวัญ").hits
    workspace.build()
    assert not workspace.index.is_stale()


def test_an_add_of_known_files_indexes_what_a_killed_run_left_out(
    workspace: Workspace, inbox: Path
) -> None:
    workspace.add([inbox], build=False)

    workspace.add([inbox])

    assert not workspace.index.is_stale()


def test_a_removed_report_is_out_of_store_and_index_but_not_forgotten(filled: Workspace) -> None:
    report = filled.library.reports()[0]

    removed = filled.library.remove(report.id)

    assert removed is not None
    assert removed.status is ReportStatus.REMOVED
    assert report.id not in [each.id for each in filled.library.reports()]
    assert not filled.index.is_stale()
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
