"""A draft's rows are looked at before they are handed in: copied ones, and parts of the form."""

from pathlib import Path

import pytest

from itasearch.model.form_check import Part
from itasearch.workspace import Workspace
from tests.workspace.conftest import CITY, TOWN, report_of, write_report

LONG = "ตรวจสอบการเบิกจ่ายน้ำมันเชื้อเพลิงของรถส่วนกลางทุกคันทุกวันศุกร์ แล้วติดผลไว้หน้าโรงรถให้ประชาชนดูได้"
WRITTEN = (
    "ให้ชาวบ้านสองคนจากตลาดเช้าอ่านเลขไมล์ต่อหน้าพนักงานขับรถ แล้วเขียนลงกระดานดำหน้าศาลากลางหมู่บ้านทุกสิ้นเดือน"
)


def with_two_copies(workspace: Workspace, folder: Path) -> str:
    """A library in which two towns say LONG; the first one's measure is in the draft."""
    for year, town in ((2566, TOWN), (2567, CITY)):
        write_report(folder, LONG, "อบรมงานพัสดุ", name=town, organisation=town, year=year)
    workspace.add([folder])
    chosen = workspace.library.report(report_of(workspace, TOWN)).measures[0].id
    workspace.drafts.add([chosen])
    workspace.drafts.set_target(organisation="ทต.เขาเขียว", fiscal_year_be=2570)
    return chosen


def test_a_copied_row_names_all_towns_with_its_text(workspace: Workspace, tmp_path: Path) -> None:
    with_two_copies(workspace, tmp_path)

    (item,) = workspace.exports.adapted_draft().items

    assert item.copied is not None
    assert item.copied.towns == (TOWN, CITY)
    assert item.check is not None and Part.STEPS in item.check.missing


def test_a_row_written_anew_is_nobodys(workspace: Workspace, tmp_path: Path) -> None:
    chosen = with_two_copies(workspace, tmp_path)

    workspace.drafts.edit(chosen, field="title", text=WRITTEN)

    assert workspace.exports.adapted_draft().items[0].copied is None


def test_an_export_is_looked_at_too(workspace: Workspace, tmp_path: Path) -> None:
    chosen = with_two_copies(workspace, tmp_path)

    exported = workspace.exports.export_measures([chosen], tmp_path / "plan.csv")

    assert exported.draft.items[0].copied is not None


def exported_title(workspace: Workspace, folder: Path, *, organisation: str) -> str:
    """A measure of TOWN that names its province and telephone, for `organisation`."""
    title = f"ศูนย์รับเรื่องของ{TOWN} จังหวัดพะเยา โทร 054-111222"
    own = write_report(folder, title)
    workspace.add([own, write_report(folder, "อบรมพัสดุ", name="city", organisation=CITY)])
    exported = workspace.exports.export_measures(
        [report_of(workspace, TOWN)], folder / "plan.csv", organisation=organisation
    )
    return exported.draft.items[0].text("title")


@pytest.mark.parametrize(("town", "telephone"), [(CITY, "«หมายเลขโทรศัพท์»"), (TOWN, "054-111222")])
def test_what_the_library_knows_of_the_target_is_no_blank_and_its_own_telephone_stays(
    workspace: Workspace, tmp_path: Path, town: str, telephone: str
) -> None:
    title = exported_title(workspace, tmp_path, organisation=town)

    assert title == f"ศูนย์รับเรื่องของ{town} จังหวัดพะเยา โทร {telephone}"
