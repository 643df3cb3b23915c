"""Names and years in the query of `itasearch search`."""

from pathlib import Path

from tests.cli.conftest import run
from tests.cli.test_asking import HIT_KEYS
from tests.workspace.conftest import CITY, TOWN


def test_people_read_what_was_understood(library: Path) -> None:
    ran = run("search", "งดรับของขวัญ ทต.สวนดอกไม้ ปี 66", "--home", library)

    assert ran.code == 0
    assert f"understood: ทต.สวนดอกไม้ → only {TOWN}" in ran.err
    assert "understood: ปี 66 → only ปี 2566" in ran.err
    assert "--literal" in ran.err
    assert "understood" not in ran.out
    assert all(TOWN in row[2] for row in ran.rows)


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
        }
        for hit in ran.objects
    )
    assert list(ran.objects[0]) == [*HIT_KEYS, "understood"]


def test_the_words_are_words_with_literal(library: Path) -> None:
    ran = run("search", "งดรับของขวัญ ปี 2567", "--literal", "--home", library, "--json")

    assert TOWN in {hit["organisation"]["name"] for hit in ran.objects}  # of 2566
    assert "understood" not in ran.objects[0]
    assert ran.err == ""


def test_one_name_can_be_taken_as_words(library: Path) -> None:
    ran = run("search", "ทม.ทุ่งกว้าง 2567", "--without", "2567", "--home", library)

    assert f"only {CITY}" in ran.err
    assert "only ปี 2567" not in ran.err
    assert "left nothing out" not in ran.err


def test_a_town_that_is_not_there_is_named(library: Path) -> None:
    ran = run("search", "งดรับของขวัญ ทต.ขามทะเลสอ", "--home", library, "--json")

    assert "ไม่มีรายงานของ ทต.ขามทะเลสอ ในคลัง" in ran.err
    assert ran.objects[0]["not_held"] == ["ทต.ขามทะเลสอ"]
    assert ran.objects[0]["organisation"]["name"] == TOWN


def test_an_option_wins_over_a_name(library: Path) -> None:
    text, chosen = "ของขวัญ ทม.ทุ่งกว้าง", ("--organisation", TOWN)

    ran = run("search", text, *chosen, "--home", library, "--json")

    assert {hit["organisation"]["name"] for hit in ran.objects} <= {TOWN}
    assert "understood:" not in ran.err
