import codecs
from pathlib import Path

import pytest

from itasearch.model.records import report_of
from tests.cli.conftest import made_home, run
from tests.ingest.fake_parser import report_text
from tests.workspace.conftest import CITY, TOWN

JSON_KEYS = ["left", "right", "pairs", "covers", "maybe", "only_left", "only_right", "quotations"]


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a report of TOWN (2566) and two of CITY (2566, 2567)."""
    folder = tmp_path_factory.mktemp("compare")
    inbox = folder / "inbox"
    inbox.mkdir()
    texts = {
        "t66": report_text("ประกาศงดรับของขวัญ", "อบรมงานพัสดุ", organisation=TOWN, year=2566),
        "c66": report_text("ประกาศงดรับของขวัญ", "ปลูกต้นไม้ริมคลอง", organisation=CITY, year=2566),
        "c67": report_text("เปิดสายด่วนร้องเรียน", organisation=CITY, year=2567),
    }
    for name, text in texts.items():
        (inbox / f"{name}.md").write_text(text, encoding="utf-8")
    return made_home(folder / "home", inbox)


def test_json_is_one_object_of_the_agreed_shape(towns: Path) -> None:
    ran = run("compare", TOWN, CITY, "--home", towns, "--json")

    (found,) = ran.objects
    (pair,) = found["pairs"]
    assert ran.code == 0
    assert "2566" in ran.err  # the year that was chosen
    assert list(found) == JSON_KEYS
    assert found["left"]["organisation"]["name"] == TOWN
    assert set(found["right"]) == {"organisation", "fiscal_year_be", "source", "reworded"}
    assert set(found["right"]["source"]) == {"path", "sha256", "media_type"}
    assert pair["similarity"] == 1
    assert pair["differences"]["title"]["kind"] == "same"
    assert [one["title"] for one in found["only_left"]] == ["อบรมงานพัสดุ"]
    assert found["covers"] == []


def test_for_people_pairs_come_first_then_what_only_one_has(towns: Path) -> None:
    ran = run("compare", TOWN, f"{CITY}@2566", "--home", towns)

    _, *rows = ran.rows
    assert [row[1] for row in rows] == ["100", "", ""]
    assert rows[0][2] == rows[0][3] == "1. ประกาศงดรับของขวัญ"
    assert [row[2:4].index("") for row in rows[1:]] == [1, 0]
    assert all(report_of(row[5]) != row[5] for row in rows[:2])
    assert "The same matter in both: 1 pair, Found only in the report of Suan Dokmai: 1" in ran.err


def test_years_of_one_town_are_written_by_year_and_by_measure(towns: Path) -> None:
    ran = run("compare", CITY, "--years", "--home", towns)

    assert [row[1:7] for row in ran.rows if row[0] in {"2566", "2567"}] == [
        ["–", "–", "2 (first report)", "–", "–", "–"],
        ["0", "0", "1", "0", "0", "2"],
    ]
    assert "3 measures in 2 years" in ran.err


def test_a_topic_and_an_indicator_narrow_what_is_shown(towns: Path) -> None:
    gift = run("compare", TOWN, f"{CITY}@2566", "--topic", "no_gift", "--home", towns)
    (found,) = run(
        "compare", TOWN, f"{CITY}@2566", "--indicator", "10", "--json", "--home", towns
    ).objects

    _, row = gift.rows
    assert row[1] == "100"
    assert "No gift policy" in row[2]
    assert "Found only in the report of Suan Dokmai: 0 measures of 1" in gift.err
    assert list(found) == JSON_KEYS
    assert len(found["pairs"]) == 1


@pytest.mark.parametrize("name", ["found.xlsx", "found.docx", "found.csv"])
def test_a_comparison_is_written_to_a_file(towns: Path, tmp_path: Path, name: str) -> None:
    output = tmp_path / name

    ran = run("compare", TOWN, f"{CITY}@2566", "--home", towns, "--output", output)

    assert (ran.code, ran.out.strip()) == (0, str(output))
    begins = codecs.BOM_UTF8 if name.endswith(".csv") else b"PK"
    assert output.read_bytes().startswith(begins)
    assert "The same matter in both: 1 pair" in ran.err
