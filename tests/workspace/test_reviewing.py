import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.model.classification import Origin, TopicMark
from itasearch.model.corrections import EditCell, Prefer, SetFiscalYear, SetTopics
from itasearch.model.library import OutcomeKind
from itasearch.model.records import NO_MARKS, Extraction, Marks
from itasearch.readers.base import PageProgress, no_progress
from itasearch.workspace import FilterNames, Workspace, open_workspace
from tests.ingest.fake_parser import FakeParser
from tests.workspace.conftest import is_stale, parsing_with, write_report

WORD = "ธรรมาภิบาลดิจิทัล"


class BetterParser(FakeParser):
    """Finds a measure that the other one missed."""

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        found = super().parse(path, on_page=on_page)
        (report,) = found.reports
        last = report.measures[-1]
        missed = replace(last, id=f"{last.id}9", title=f"อบรม{WORD}")
        return replace(found, reports=(replace(report, measures=(*report.measures, missed)),))


@pytest.fixture
def report_id(workspace: Workspace, inbox: Path) -> str:
    """Id of the one report of a library."""
    (outcome,) = workspace.add([inbox / "a.md"])
    return outcome.report_id or ""


def first_measure(workspace: Workspace, report_id: str) -> str:
    return workspace.library.report(report_id).measures[0].id


def test_search_finds_the_corrected_text_at_once_in_a_rebuilt_index_and_another_process(
    workspace: Workspace, report_id: str
) -> None:
    measure = first_measure(workspace, report_id)
    assert workspace.search(WORD).no_match

    workspace.review.correct(
        report_id, [EditCell(measure_id=measure, field="steps", text=f"อบรม{WORD}")]
    )

    assert workspace.search(WORD).hits[0].measure.id == measure

    workspace.build(rebuild=True)
    with open_workspace(workspace.settings.home) as other:
        assert other.search(WORD).hits[0].measure.id == measure
        assert len(other.review.corrections(report_id)) == 1

    workspace.review.undo(report_id)
    assert workspace.search(WORD).no_match


def test_reading_again_keeps_corrections_and_says_what_is_new(
    workspace: Workspace, report_id: str
) -> None:
    workspace.review.correct(report_id, [SetFiscalYear(fiscal_year_be=2560)])
    assert [one.kind for one in workspace.review.reread(everything=True)] == [OutcomeKind.UNCHANGED]
    assert workspace.review.reread() == ()

    with parsing_with(BetterParser()):
        (outcome,) = workspace.review.reread([report_id])

    assert (outcome.kind, outcome.measures) == (OutcomeKind.ADDED, 3)
    assert outcome.fiscal_year_be == 2560
    assert workspace.search(WORD).hits[0].measure.title == f"อบรม{WORD}"


@pytest.mark.parametrize(("change", "told"), [("gone", "ไม่พบไฟล์"), ("edited", "ถูกแก้ไข")])
def test_where_a_file_is_gone_or_edited_the_old_reading_stays(
    workspace: Workspace, report_id: str, change: str, told: str
) -> None:
    file = workspace.originals.path(report_id)
    file.chmod(0o644)
    if change == "gone":
        file.unlink()
    else:
        file.write_text("อย่างอื่น", encoding="utf-8")
    before = workspace.library.report(report_id)

    (outcome,) = workspace.review.reread([report_id])

    assert outcome.kind is OutcomeKind.REFUSED
    assert told in (outcome.reason or "")
    assert "ใช้ผลการอ่านเดิม" in (outcome.reason or "")
    assert workspace.library.report(report_id) == before


def test_reading_again_keeps_where_a_file_came_from(
    workspace: Workspace, inbox: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "รวม.zip", "w") as archive:
        archive.write(inbox / "a.md", "ปี 2566/a.md")
    (added,) = workspace.add([tmp_path / "รวม.zip"])

    (same,) = workspace.review.reread(everything=True)
    with parsing_with(BetterParser()):
        (changed,) = workspace.review.reread(everything=True)

    assert (same.kind, changed.kind) == (OutcomeKind.UNCHANGED, OutcomeKind.ADDED)
    assert (
        "ไฟล์นี้มาจาก “รวม.zip/ปี 2566/a.md”"
        in workspace.library.report(added.report_id or "").warnings
    )


def test_of_two_versions_the_chosen_one_is_searched(workspace: Workspace, tmp_path: Path) -> None:
    ids = []
    for name, titles in (("เก่า", ("งดรับของขวัญ", "อบรมพัสดุ")), ("ใหม่", ("งดรับของขวัญ", "อบรมพัสดุฯ"))):
        outcomes = workspace.add([write_report(tmp_path, *titles, name=name)])
        ids += [one.report_id or "" for one in outcomes]

    workspace.review.correct(ids[0], [Prefer()])

    assert [one.id for one in workspace.review.versions(ids[0])] == [ids[1]]
    assert [one.id for one in workspace.library.reports()] == [ids[0]]
    assert {hit.measure.report_id for hit in workspace.search("อบรมพัสดุ").hits} == {ids[0]}
    assert workspace.show(workspace.library.report(ids[1]).measures[0].id) is not None


GIVEN = TopicMark(topic="hr", confidence=1.0, origin=Origin.CORRECTED)


@pytest.fixture
def first(filled: Workspace) -> str:
    """Id of the measure about gifts."""
    return filled.search("งดรับของขวัญ").hits[0].measure.id


def topics_of(workspace: Workspace, measure_id: str) -> list[str]:
    return [mark.topic for mark in workspace.index.classifications([measure_id])[measure_id].topics]


def test_a_correction_holds_at_once_and_through_a_rebuild_until_undone(
    filled: Workspace, first: str
) -> None:
    report_id = first.partition("-")[0]
    filled.review.correct(report_id, [SetTopics(measure_id=first, topics=("hr",))])
    assert filled.index.classifications([first])[first].topics == (GIVEN,)

    filled.build(rebuild=True)
    filled.review.reread([report_id])
    assert filled.index.classifications([first])[first].topics == (GIVEN,)
    (hit,) = filled.search("ของขวัญ", filters=FilterNames(topics=("บริหารงานบุคคล",))).hits
    assert hit.measure.id == first

    filled.review.undo(report_id)
    assert topics_of(filled, first) == ["no_gift"]


def test_what_was_said_is_known_before_it_is_indexed(filled: Workspace, first: str) -> None:
    said = [SetTopics(measure_id=first, topics=("hr",))]

    filled._parts.store.corrections.correct(first.partition("-")[0], said)

    assert is_stale(filled)
    assert filled.index.classifications([first])[first].topics == (GIVEN,)
