"""Numbered guidelines in their many schemes."""

from pathlib import Path

from itasearch.model.records import TEXT_FIELDS
from tests.cases import examples, literal, yes
from tests.extract.documents import extract_text, report_in

HEADING = (
    "ประกาศองค์การบริหารส่วนตำบลทุ่งสว่างจันทร์\nเรื่อง แนวทางยกระดับคุณธรรมและความโปร่งใส ปีงบประมาณ ๒๕๖๗\n\n"
)


@examples("lists", "a list gives measures", str, literal)
def test_a_list_gives_measures(text: str, measures: object, tmp_path: Path) -> None:
    read = extract_text(HEADING + text.replace("⇥", "\t"), tmp_path).reports

    own = ("number", "indicator", *TEXT_FIELDS)
    found = [{name: getattr(it, name) for name in own} for one in read for it in one.measures]
    assert [{name: value for name, value in it.items() if value} for it in found] == measures


@examples("lists", "last lines and whether they are steps", str, yes)
def test_a_last_step_is_no_foot_of_a_page(line: str, is_step: bool, tmp_path: Path) -> None:
    block = "มาตรการที่ {n} {title}\nผู้รับผิดชอบ: กองคลัง\nขั้นตอน:\nจัดทำช่องทางรับเรื่อง\n"

    report = report_in(
        HEADING
        + block.format(n=1, title="เปิดแผนพัสดุ")
        + block.format(n=2, title="รับเรื่องร้องเรียน")
        + line,
        tmp_path,
    )

    steps = (report.measures[-1].steps or "").split("\n")
    assert steps == ["จัดทำช่องทางรับเรื่อง", *([line] if is_step else [])]
