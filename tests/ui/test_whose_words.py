"""What real organisations did not write is marked in every view, and doubles are named."""

from pathlib import Path

import pytest

from itasearch.workspace import Workspace
from tests.ui.conftest import added, opened, shown_by
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


def test_two_reports_of_a_town_year_and_kind_name_each_other(own_home: Path) -> None:
    second = added(own_home, SECOND)

    rows = shown_by(opened("library", own_home, {})).all("tr")
    view = shown_by(opened("library", own_home, {"report": second}))

    marked = [row for row in rows if "มี 2 ฉบับในปีเดียว" in [badge.text for badge in row.badges]]
    assert len(marked) == 2
    assert all(MAE_KA in row.text for row in marked)
    assert view.link("mae-ka_2566.txt").href == f"library?report={REPORT}"
    assert "โปรดนำออกหนึ่งฉบับ" in view.text


def test_a_review_and_a_comparison_name_the_other_report_of_the_year(own_home: Path) -> None:
    second = added(own_home, SECOND)

    review = opened("library", own_home, {"report": second, "check": "1"})
    both = opened("compare", own_home, {"left": second, "right": "ทต.คำบง"})

    assert "มีรายงานประเภทเดียวกัน" in shown_by(review).text
    assert f"library?report={REPORT}" in shown_by(review).hrefs
    assert f"{MAE_KA} (เรียบเรียงใหม่) ปีงบฯ 2566 ยังมีอีกฉบับ: รายงานผล" in shown_by(both).text
