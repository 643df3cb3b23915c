"""Coverage and form check, asked of whole libraries."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch.errors import UnknownValueError
from itasearch.model.towns import Axis, Touched
from itasearch.workspace import Workspace, open_workspace
from tests.ingest.fake_parser import FakeParser, results_text
from tests.workspace.conftest import parsing_with, write_report

OURS, SCORED = "เทศบาลตำบลของเรา", "เทศบาลตำบลมีแต่คะแนน"
GIFTS = (
    "ประกาศงดรับของขวัญทุกเทศกาล",
    "ประกาศงดรับของขวัญทุกเทศกาล",
    "ติดป้ายไม่รับของขวัญที่เคาน์เตอร์",
    "อ่านประกาศนโยบายไม่รับของขวัญทางเสียงตามสาย",
)


def write(folder: Path, name: str, *titles: str, year: int = 2567) -> None:
    """A report of an organisation in a file of its own."""
    write_report(folder, *titles, name=f"{name}-{year}", organisation=name, year=year)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Ours, and four similar towns with measures on gifts; two of these are the same text."""
    home = tmp_path_factory.mktemp("towns")
    inbox = home / "in"
    write(inbox, OURS, "เปิดระบบยื่นคำร้องออนไลน์ (E-Service)")
    write(inbox, OURS, "อบรมงานพัสดุ", GIFTS[2], year=2565)
    for number, title in enumerate(GIFTS):
        write(inbox, f"เทศบาลตำบลข้างเคียง{'กขคง'[number]}", title)
    (inbox / "ita.csv").write_text(results_text(SCORED), encoding="utf-8")
    with open_workspace(home) as opened, parsing_with(FakeParser()):
        opened.add([inbox])
        yield opened


def test_what_most_similar_towns_do_is_a_gap_with_examples_of_different_texts(
    towns: Workspace,
) -> None:
    found = towns.towns.coverage(OURS)

    (gap,) = (one for one in found.gaps if one.key == "no_gift")
    assert (gap.axis, gap.towns, gap.of) == (Axis.TOPICS, 4, 4)
    assert len(gap.examples) == 3
    assert {one.measure.title for one in gap.examples} == set(GIFTS)
    assert found.fiscal_year_be == 2567
    assert Touched(axis=Axis.TOPICS, key="e_service", measures=1) in found.touched
    assert found.notes == ()
    assert towns.towns.coverage(OURS, before=2567).fiscal_year_be == 2565
    with pytest.raises(UnknownValueError) as raised:
        towns.towns.coverage(OURS, year=2550)
    assert raised.value.nearest == ("2567", "2565")


def test_a_gap_that_ours_fills_only_perhaps_stays_and_names_ours(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    write(inbox, OURS, "ให้ผู้แจ้งเบาะแสการทุจริตรู้ผลในเวลาที่กำหนด", "ประกาศงดรับของขวัญ")
    acts = ("กำหนดเวลาตอบเรื่องร้องเรียน", "สรุปบทเรียนจากเรื่องร้องเรียน", "อบรมผู้รับเรื่องร้องเรียน")
    for number, title in enumerate(acts):
        write(inbox, f"เทศบาลตำบลข้างเคียง{'กขค'[number]}", title, "ประกาศงดรับของขวัญ")
    with open_workspace(tmp_path) as opened, parsing_with(FakeParser()):
        opened.add([inbox])
        found = {gap.key: gap for gap in opened.towns.coverage(OURS).gaps}

    assert {one.measure.title for one in found["complaints"].examples} == set(acts)
    assert found["complaints"].mentioned == ("1. ให้ผู้แจ้งเบาะแสการทุจริตรู้ผลในเวลาที่กำหนด",)
