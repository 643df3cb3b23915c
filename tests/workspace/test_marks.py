"""Files in which no measure is recognised, marked by a person and read again."""

from pathlib import Path

import pytest

from itasearch.model.corrections import MarkColumn, MarkTitles, WrongCorrectionError
from itasearch.model.library import OutcomeKind
from itasearch.workspace import Given, Workspace, open_workspace

MINUTES = """บันทึกการประชุมคณะทำงาน เทศบาลตำบลหนองบัวงาม ปีงบประมาณ ๒๕๖๗
ที่ประชุมเห็นว่าควรเปิดเผยราคากลางทุกโครงการ
ให้กองคลังลงประกาศหน้าเว็บไซต์ก่อนเสนอราคา
ที่ประชุมเห็นว่าควรเปิดช่องร้องเรียนทางไลน์
ให้สำนักปลัดตอบภายในเจ็ดวัน
"""
TITLES = (
    "ที่ประชุมเห็นว่าควรเปิดเผยราคากลางทุกโครงการ",
    "ที่ประชุมเห็นว่าควรเปิดช่องร้องเรียนทางไลน์",
)
TABLE = """# งานประจำของเทศบาลตำบลหนองบัวงาม ปีงบประมาณ ๒๕๖๗

| สิ่งละอัน | ลงมือ | ฝ่ายเรา |
|---|---|---|
| เปิดเผยราคากลาง | ลงประกาศหน้าเว็บไซต์ | กองคลัง |
| เปิดช่องร้องเรียน | ตอบภายในเจ็ดวัน | สำนักปลัด |
"""


def _added(workspace: Workspace, path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    (refused,) = workspace.add([path])
    assert refused.kind is OutcomeKind.REFUSED
    (outcome,) = workspace.add(Given(paths=[path], by_hand=True))
    assert outcome.kind is OutcomeKind.NEEDS_REVIEW
    assert outcome.report_id is not None
    return outcome.report_id


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path / "home")


def test_marked_lines_become_titles_with_what_is_below_them(
    workspace: Workspace, tmp_path: Path
) -> None:
    report_id = _added(workspace, tmp_path / "minutes.txt", MINUTES)
    review = workspace.review.report(report_id)
    assert not review.report.measures
    assert {line.cells[0] for line in review.report.unread} >= {*TITLES}

    workspace.review.correct(report_id, [MarkTitles(titles=TITLES)])

    report = workspace.review.report(report_id).report
    assert [(m.title, m.steps) for m in report.measures] == [
        (TITLES[0], "ให้กองคลังลงประกาศหน้าเว็บไซต์ก่อนเสนอราคา"),
        (TITLES[1], "ให้สำนักปลัดตอบภายในเจ็ดวัน"),
    ]
    assert not report.unread
    assert workspace.search("ช่องร้องเรียนทางไลน์").hits[0].measure.id == report.measures[1].id

    workspace.review.reread([report_id], everything=True)
    assert workspace.review.report(report_id).report.measures == report.measures


def test_undoing_a_mark_takes_its_measures_back(workspace: Workspace, tmp_path: Path) -> None:
    report_id = _added(workspace, tmp_path / "minutes.txt", MINUTES)
    before = workspace.review.report(report_id).report
    workspace.review.correct(report_id, [MarkTitles(titles=TITLES)])

    workspace.review.undo(report_id)

    after = workspace.review.report(report_id).report
    assert (after.measures, after.unread) == ((), before.unread)


def test_marked_columns_of_an_unread_table_give_its_measures(
    workspace: Workspace, tmp_path: Path
) -> None:
    report_id = _added(workspace, tmp_path / "table.md", TABLE)
    unread = workspace.review.report(report_id).report.unread
    assert ("สิ่งละอัน", "ลงมือ", "ฝ่ายเรา") in {line.cells for line in unread}

    workspace.review.correct(
        report_id,
        [
            MarkColumn(header="สิ่งละอัน", field="title"),
            MarkColumn(header="ลงมือ", field="steps"),
            MarkColumn(header="ฝ่ายเรา", field="responsible"),
        ],
    )

    measures = workspace.review.report(report_id).report.measures
    assert [(m.title, m.steps, m.responsible) for m in measures] == [
        ("เปิดเผยราคากลาง", "ลงประกาศหน้าเว็บไซต์", "กองคลัง"),
        ("เปิดช่องร้องเรียน", "ตอบภายในเจ็ดวัน", "สำนักปลัด"),
    ]


def test_a_line_that_the_file_does_not_have_cannot_be_marked(
    workspace: Workspace, tmp_path: Path
) -> None:
    report_id = _added(workspace, tmp_path / "minutes.txt", MINUTES)
    with pytest.raises(WrongCorrectionError, match="no line"):
        workspace.review.correct(report_id, [MarkTitles(titles=("ไม่มีบรรทัดนี้",))])
    assert not workspace.review.corrections(report_id)


def test_a_mark_without_its_original_is_kept_and_said_to_have_no_effect_yet(
    workspace: Workspace, tmp_path: Path
) -> None:
    report_id = _added(workspace, tmp_path / "minutes.txt", MINUTES)
    for original in (workspace.settings.corpus / "added").iterdir():
        original.unlink()

    outcome = workspace.review.correct(report_id, [MarkTitles(titles=TITLES)])

    assert outcome.kind is OutcomeKind.REFUSED
    assert outcome.reason
    assert len(workspace.review.corrections(report_id)) == 1
