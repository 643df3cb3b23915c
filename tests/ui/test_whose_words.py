"""What real organisations did not write is marked in every view, and doubles are named."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.library import Outcome, OutcomeKind
from itasearch.model.work import JobKind, JobState, WorkJob
from itasearch.workspace import Workspace
from itasearch.workspace.work.queueing import Queue
from tests.ui.conftest import added, library_view, opened, shown_by
from tests.ui.shown import Shown

REWORDED = ("เรียบเรียงใหม่", "ฉบับย่อที่ itasearch เรียบเรียงใหม่ ไม่ใช่ถ้อยคำของหน่วยงาน")
MAE_KA, REPORT = "เทศบาลตำบลแม่กา", "r10f553287ea0"
SECOND = """เทศบาลตำบลแม่กา อำเภอเมืองพะเยา จังหวัดพะเยา
รายงานผลการดำเนินการตามมาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖

มาตรการ\tขั้นตอนหรือวิธีการปฏิบัติ\tระยะเวลาดำเนินการ\tหน่วยงานรับผิดชอบ\tผลการดำเนินการ
๑. รับฟังความเห็นของประชาชน\tตั้งตู้รับเรื่องหน้าสำนักงาน\tตลอดปี\tสำนักปลัด\tรับเรื่องแล้ว ๑๒ เรื่อง
๒. แจ้งผลการทำงานทุกเดือน\tติดประกาศและลงเว็บไซต์\tทุกเดือน\tกองคลัง\tประกาศครบทุกเดือน
๓. จัดเวรรับโทรศัพท์ร้องเรียน\tทำตารางเวร\tทุกวัน\tสำนักปลัด\tมีเวรทุกวัน
"""
THIRD = f"""{SECOND.partition("๑.")[0]}๑. ตรวจนับพัสดุ\tตั้งกรรมการ\tทุกไตรมาส\tกองคลัง\tนับครบ
๒. สอนงานเจ้าหน้าที่ใหม่\tจัดพี่เลี้ยงให้ทุกคน\tมกราคม\tสำนักปลัด\tสอนงานแล้ว ๖ คน
๓. ปิดประกาศผลจัดซื้อหน้าสำนักงาน\tปิดประกาศทุกวันศุกร์\tทุกสัปดาห์\tกองคลัง\tปิดประกาศครบ
"""


def _reworded(view: Shown) -> int:
    """How many badges say that a report is a reworded one; 0 if no tip says what that means."""
    name, meaning = REWORDED
    is_explained = any(meaning in one.tip for one in view.all("[title]"))
    return [badge.text for badge in view.badges].count(name) if is_explained else 0


@pytest.mark.parametrize(
    ("view", "parameters"),
    [
        ("search", {"q": "No Gift Policy", "k": "20"}),
        ("library", {}),
        ("library", {"report": REPORT}),
        ("library", {"report": REPORT, "check": "1"}),
        ("compare", {"left": MAE_KA, "right": "ทต.คำบง"}),
        ("compare", {"years": MAE_KA}),
        ("matrix", {}),
        ("neighbours", {"org": MAE_KA}),
        ("coverage", {"org": MAE_KA}),
    ],
    ids=lambda value: value if isinstance(value, str) else ",".join(value),
)
def test_a_reworded_report_is_marked_in(
    library_home: Path,
    shared: Workspace,
    view: str,
    parameters: dict[str, str],
) -> None:
    if "org" in parameters:
        parameters = {"org": shared.library.find_organisation(MAE_KA).id}

    app = opened(view, library_home, parameters)

    # Cells of Streamlit's tables have no tips.
    in_cells = any(REWORDED[0] in cell.text for cell in shown_by(app).all("td"))
    assert _reworded(shown_by(app)) or in_cells


def test_a_row_of_a_draft_is_marked(draft_view: AppTest) -> None:
    app = draft_view.run()

    assert _reworded(shown_by(app)) >= 3


@pytest.mark.parametrize(
    ("sample", "reworded", "mark"),
    [
        (True, False, f"{MAE_KA} (ตัวอย่าง) · "),
        (False, True, f"{MAE_KA} (เรียบเรียงใหม่) · "),
        (False, False, f"{MAE_KA} · "),
    ],
)
def test_an_uploaded_report_is_marked_in_its_outcome(
    library_home: Path,
    shared: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    sample: bool,
    reworded: bool,
    mark: str,
) -> None:
    organisation = replace(shared.library.find_organisation(MAE_KA), sample=sample)
    outcome = Outcome(
        path="ใหม่.txt",
        kind=OutcomeKind.ADDED,
        report_id=REPORT,
        organisation=organisation,
        fiscal_year_be=2566,
        reworded=reworded,
    )
    job = WorkJob(
        id=1,
        kind=JobKind.READ,
        state=JobState.DONE,
        place="",
        name="ใหม่.txt",
        organisation=None,
        fiscal_year_be=None,
        overrides=False,
        maker="",
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
        attempts=1,
        worker=None,
        reason=None,
        outcomes=(outcome,),
    )
    monkeypatch.setattr(Queue, "own", lambda _self, **_most: (job,))
    app = library_view(library_home)

    assert f"ใหม่.txt · {mark}" in shown_by(app.run()).text


def test_the_towns_own_report_bears_no_mark(own_home: Path) -> None:
    report = added(own_home, SECOND)

    view = shown_by(opened("library", own_home, {"report": report}))

    assert MAE_KA in view.text
    assert not _reworded(view)


@pytest.mark.parametrize(
    ("language", "samples", "reworded"),
    [
        ("th", "15 จาก 18 หน่วยงานเป็นหน่วยงานสมมติ", "3 จาก 26 รายงานเป็นฉบับย่อ"),
        ("en", "15 of 18 organisations are invented", "3 of 26 reports are shortened"),
    ],
)
def test_the_first_screen_says_how_much_is_invented_and_reworded(
    library_home: Path,
    language: str,
    samples: str,
    reworded: str,
) -> None:
    view = shown_by(opened("search", library_home, {"lang": language}))

    assert samples in view.text
    assert reworded in view.text


def test_two_reports_of_a_town_year_and_kind_name_each_other(own_home: Path) -> None:
    second = added(own_home, SECOND)

    rows = shown_by(opened("library", own_home, {})).all("tr")
    view = shown_by(opened("library", own_home, {"report": second}))

    marked = [row for row in rows if "มี 2 ฉบับในปีเดียว" in [badge.text for badge in row.badges]]
    assert len(marked) == 2
    assert all(MAE_KA in row.text for row in marked)
    assert view.link("mae-ka_2566.txt").href == f"library?report={REPORT}"
    assert "โปรดนำออกหนึ่งฉบับ" in view.text


def test_a_text_that_is_still_a_reworded_one_is_not_called_the_towns(draft_view: AppTest) -> None:
    view = shown_by(draft_view.run())

    assert "ยังเหมือนของต้นทาง 1" in view.text
    assert f"ยังเหมือนของ{MAE_KA} (เรียบเรียงใหม่)" in view.text  # in the appendix
    assert f"ยังเหมือนของ{MAE_KA} ร" not in view.text


def test_a_review_and_a_comparison_name_the_other_report_of_the_year(own_home: Path) -> None:
    second = added(own_home, SECOND)

    review = opened("library", own_home, {"report": second, "check": "1"})
    both = opened("compare", own_home, {"left": second, "right": "ทต.คำบง"})

    assert "มีรายงานประเภทเดียวกัน" in shown_by(review).text
    assert f"library?report={REPORT}" in shown_by(review).hrefs
    assert f"{MAE_KA} (เรียบเรียงใหม่) ปีงบฯ 2566 ยังมีอีกฉบับ: รายงานผล" in shown_by(both).text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("view", "text"),
    [("matrix", "นับรวมหลายฉบับ: รายงานผล"), ("coverage", "มาตรการของทุกฉบับถูกนับรวมกัน")],
)
def test_counts_of_both_say_so(own_home: Path, own: Workspace, view: str, text: str) -> None:
    for report in (SECOND, THIRD):  # of the town's own: the sample is not counted then
        added(own_home, report)
    town = own.library.find_organisation(MAE_KA).id

    named = {"org": town} if view == "coverage" else {"cell": f"{town}.town"}
    app = opened(view, own_home, named)

    assert shown_by(app).text.count(text) == 1
