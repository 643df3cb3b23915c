"""Organisation, place and fiscal year, weighed from several places."""

import pytest

from itasearch.extract.cover.cover import ReportCover, read_cover
from itasearch.extract.extracted import TextBlockLine
from itasearch.model.records import OrganisationType
from tests.extract.documents import place


def cover_of(*texts: str, times: tuple[str, ...] = (), path: str = "a.txt") -> ReportCover:
    lines = [TextBlockLine(text=text, source=place()) for text in texts]
    cells = [TextBlockLine(text=text, source=place()) for text in times]
    return read_cover(lines, cells=(), times=cells, path=path)


def name_of(*texts: str) -> str | None:
    organisation = cover_of(*texts).organisation
    return organisation.name if organisation else None


def year_of(*texts: str, times: tuple[str, ...] = ()) -> int | None:
    return cover_of(*texts, times=times).fiscal_year_be


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ทต.ดอนแก้วงาม อ.เขาวง จ.กาฬสินธุ์", "เทศบาลตำบลดอนแก้วงาม"),
        ("อบต. ลำพญาไม้", "องค์การบริหารส่วนตำบลลำพญาไม้"),
        ("ประกาศเทศบาลเมืองบึงทองหลาง", "เทศบาลเมืองบึงทองหลาง"),
        ("แผนของเทศบาลนครแสนสุขสันต์ ประจำปีงบประมาณ 2566", "เทศบาลนครแสนสุขสันต์"),
        ("นายกเทศมนตรีเมืองท่าข้ามสวน", "เทศบาลเมืองท่าข้ามสวน"),
        ("เทศบาลตำบล บ้าน สวน จังหวัดชลบุรี", "เทศบาลตำบลบ้านสวน"),
        ("อบต.ห้วย ทราย ใต้ อ.ชะอำ จ.เพชรบุรี", "องค์การบริหารส่วนตำบลห้วยทรายใต้"),
        ("เทศบาลตำบลแม่กา ถนนพหลโยธิน อำเภอเมืองพะเยา", "เทศบาลตำบลแม่กา"),
        ("เทศบาลตำบลแม่กา สำนักปลัด อำเภอเมืองพะเยา", "เทศบาลตำบลแม่กา"),
    ],
)
def test_names_are_found_and_written_out(text: str, name: str) -> None:
    assert name_of(text) == name


def test_a_town_visited_is_not_the_owner() -> None:
    texts = ("รายงานผล เทศบาลตำบลสันป่าทอง", "ศึกษาดูงาน ณ เทศบาลนครไกลโพ้น และสำนักงาน ป.ป.ช.")

    assert name_of(*texts) == "เทศบาลตำบลสันป่าทอง"


def test_misread_spellings_are_aliases() -> None:
    organisation = cover_of("ประกาศเทศบาลตำบลคำบัวทอง", "ของเทศบาลตำบลค้ำบัวทอง").organisation

    assert organisation is not None
    assert organisation.name == "เทศบาลตำบลคำบัวทอง"
    assert organisation.aliases == ("เทศบาลตำบลค้ำบัวทอง",)


def test_places_count_only_for_the_organisation() -> None:
    stated = cover_of("เทศบาลตำบลแม่งาม", "อำเภอเมืองพะเยา จังหวัดพะเยา").organisation
    passing = cover_of("เทศบาลตำบลแม่งาม", "ได้รับรางวัลจากผู้ว่าราชการจังหวัดน่าน").organisation

    assert stated is not None and (stated.district, stated.province) == ("เมืองพะเยา", "พะเยา")
    assert passing is not None and (passing.district, passing.province) == (None, None)


@pytest.mark.parametrize("form", ["อำเภอ จังหวัด", "อำเภอ            จังหวัด", "อำเภอจังหวัด"])
def test_a_form_left_empty_states_no_place(form: str) -> None:
    organisation = cover_of("เทศบาลตำบลแม่งาม", form).organisation

    assert organisation is not None
    assert (organisation.district, organisation.province) == (None, None)


def test_a_provincial_organisation_tells_its_province() -> None:
    organisation = cover_of("องค์การบริหารส่วนจังหวัดพิจิตร").organisation

    assert organisation is not None
    assert organisation.type is OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION
    assert organisation.province == "พิจิตร"


def test_of_two_years_in_a_title_that_of_the_measures_counts() -> None:
    assert (
        year_of(
            "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. ๒๕๖๕",
            "และมาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        )
        == 2566
    )
    assert year_of("มาตรการ ปีงบประมาณ 2567 (จากผลการประเมิน ITA ปีงบประมาณ 2566)") == 2567


def test_years_of_laws_and_announcements_are_no_evidence() -> None:
    assert (
        year_of(
            "แนวทางป้องกันการทุจริต ตามพระราชบัญญัติการจัดซื้อจัดจ้าง พ.ศ. 2560",
            "ประกาศ ณ วันที่ 5 มกราคม พ.ศ. 2568",
        )
        is None
    )


def test_timeframes_tell_the_year_where_nothing_else_does() -> None:
    assert year_of("มาตรการ", times=("ต.ค. ๖๕ - ก.ย. ๖๖", "พฤศจิกายน 2565")) == 2566


@pytest.mark.parametrize(
    ("time", "doubtful"),
    [
        ("ตุลาคม 2567 – กันยายน 2568", ("fiscal_year_be",)),
        ("ตุลาคม 2566 – กันยายน 2567", ()),  # planned a year ahead
        ("ปีงบประมาณ 2566 – 2568", ()),
    ],
)
def test_a_title_that_all_timeframes_contradict_is_checked(
    time: str, doubtful: tuple[str, ...]
) -> None:
    title = "รายงานผลมาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566"
    cover = cover_of(title, times=(time, time))

    assert (cover.fiscal_year_be, cover.doubtful) == (2566, doubtful)


def test_the_file_name_is_a_last_resort_and_marked() -> None:
    cover = cover_of("มาตรการ", path="reports/ทต.บ้านไผ่งาม_2566.txt")

    assert cover.organisation is not None and cover.organisation.name == "เทศบาลตำบลบ้านไผ่งาม"
    assert cover.fiscal_year_be == 2566
    assert cover.guessed == ("organisation", "fiscal_year_be")
