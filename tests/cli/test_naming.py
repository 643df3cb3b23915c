"""Names and years in the query of `itasearch search`."""

from pathlib import Path

from tests.cli.conftest import run
from tests.cli.test_asking import HIT_KEYS
from tests.workspace.conftest import TOWN


def test_programs_read_what_was_understood_on_each_line(library: Path) -> None:
    ran = run("search", "ทต.สวนดอกไม้ จ.พะเยา 2566", "--home", library, "--json")

    assert {hit["organisation"]["name"] for hit in ran.objects} == {TOWN}
    assert all(
        hit["understood"]
        == {
            "organisations": [TOWN],
            "types": [],
            "provinces": ["พะเยา"],
            "fiscal_years": [2566],
            "indicators": [],
            "topics": [],
        }
        for hit in ran.objects
    )
    assert list(ran.objects[0]) == [*HIT_KEYS, "understood"]


def test_what_was_understood_is_said_in_english(library: Path) -> None:
    ran = run("search", "พัสดุ อบต. จ.พะเยา ตัวชี้วัดที่ 4 ปี 66", "--home", library)

    said = [line for line in ran.err.splitlines() if line.startswith("understood:")]
    names = [line.split("only ")[1] for line in said]
    assert {"Phayao", "indicator 4", "fiscal year 2566"} <= set(names)


def test_a_town_that_is_not_there_is_named(library: Path) -> None:
    ran = run("search", "งดรับของขวัญ ทต.ขามทะเลสอ", "--home", library, "--json")

    assert "no reports of ทต.ขามทะเลสอ in the library" in ran.err
    assert ran.objects[0]["not_held"] == ["ทต.ขามทะเลสอ"]
    assert ran.objects[0]["organisation"]["name"] == TOWN


def test_a_bare_name_that_leaves_nothing_is_said_to_be_words(library: Path) -> None:
    ran = run("search", "ทุ่งกว้าง งดรับของขวัญ", "--home", library, "--json")

    assert "ทุ่งกว้าง is searched as words" in ran.err
    assert ran.objects[0]["understood"]["not_applied"] == ["ทุ่งกว้าง"]
    assert ran.objects[0]["understood"]["organisations"] == []
