"""What real organisations did not write is marked in every view, and doubles are named."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from itasearch.cli.output import share_label
from itasearch.model import corrections
from itasearch.model.records import DOUBTS, Organisation, OrganisationType, Report, ReportKind
from itasearch.model.source import SourceRef
from itasearch.ui.review.doubts import confirmable
from itasearch.wording.labels import known_share
from itasearch.wording.messages import FROM_FILE_NAME, READ_BY_OCR, ROWS_NAME
from itasearch.wording.review import completeness_text, correction_label, doubt_label, media_label
from tests.cases import cases, examples, literal
from tests.ui.conftest import added, opened, opened_at, shown_by
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


@pytest.mark.parametrize("address", cases("views", "addresses that show a reworded report"))
def test_a_reworded_report_is_marked_in(library_home: Path, address: str) -> None:
    app = opened_at(address.format(town=MAE_KA, report=REPORT), library_home)

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


_TOWN = Organisation(
    id="o1", name="เทศบาลตำบลทุ่งบัวตอง", type=OrganisationType.SUBDISTRICT_MUNICIPALITY
)
_REPORT = Report(
    id="r1",
    source=SourceRef(path="corpus/added/แผน.pdf", sha256="0" * 64),
    media_type="application/pdf",
    organisation=_TOWN,
    fiscal_year_be=2566,
    kind=ReportKind.PLAN,
    measures=(),
    missing=DOUBTS,
    completeness=0.94,
)


@examples("views", "each doubt says what was read")
def test_each_doubt_says_what_was_read(doubt: str, said: str) -> None:
    assert said in doubt_label(doubt, _REPORT).text("th")
    assert confirmable(doubt, _REPORT)


def test_nothing_that_is_unknown_can_be_confirmed() -> None:
    report = replace(_REPORT, organisation=None, fiscal_year_be=None)

    assert "ไม่พบชื่อหน่วยงาน" in doubt_label("organisation", report).text("th")
    assert "ไม่พบปีงบประมาณ" in doubt_label("fiscal_year_be", report).text("th")
    assert not confirmable("organisation", report)
    assert not confirmable("fiscal_year_be", report)


@pytest.mark.parametrize(
    ("warning", "said"),
    [
        ("", "ปีงบประมาณอ่านได้เป็น 2566 แต่ยังไม่แน่ชัด"),
        (f"{READ_BY_OCR} 2 หน้า", "ตัวเลขในภาพอาจอ่านผิด"),
        (FROM_FILE_NAME, "ปีงบประมาณ 2566 มีบอกในชื่อไฟล์เท่านั้น"),
        (f"{ROWS_NAME}ปีงบประมาณ 2568 โปรดตรวจกับต้นฉบับ", "แต่แถวในตารางระบุ ปีงบประมาณ 2568"),
    ],
)
def test_a_year_is_doubtful_for_its_own_reason(warning: str, said: str) -> None:
    label = doubt_label("fiscal_year_be", replace(_REPORT, warnings=(warning,)))

    assert said in label.text("th")
    assert ("ภาพ" in label.text("th")) == warning.startswith(READ_BY_OCR)


def test_an_unmeasured_completeness_is_not_invented() -> None:
    assert "%" not in doubt_label("completeness", replace(_REPORT, completeness=None)).text("th")
    assert completeness_text(None) == ""


@examples("label", "shares and how they are written", float, str, float)
def test_only_the_whole_is_a_hundred_wherever_it_is_written(
    share: float, percent: str, number: float
) -> None:
    assert f" {percent} %" in completeness_text(share)
    assert share_label(share) == f"{percent} %"
    assert known_share(share) == number


@examples("views", "what each correction did", str, literal, str)
def test_each_correction_says_what_it_did(kind: str, values: dict[str, Any], said: str) -> None:
    correction = getattr(corrections, kind)(**values)

    assert said in correction_label(correction, title="งดรับของขวัญ", names={"o1": _TOWN.name})


def test_a_converted_file_tells_the_true_cause_of_its_doubt() -> None:
    report = replace(_REPORT, media_type="application/vnd.oasis.opendocument.text")

    assert "ถูกแปลงด้วย LibreOffice" in doubt_label("reading", report).text("th")


@examples("views", "a file is called what officers call it")
def test_a_file_is_called_what_officers_call_it(media_type: str, kind: str) -> None:
    assert media_label(media_type).text("th") == kind
