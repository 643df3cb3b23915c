"""The verb town."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import run
from tests.workspace.conftest import TOWN


def test_a_town_is_one_object(library: Path) -> None:
    ran = run("town", TOWN, "--json", "--home", library)

    (found,) = ran.objects
    assert found["organisation"]["name"] == TOWN
    assert [one["fiscal_year_be"] for one in found["reports"]] == [2566]
    assert [one["total"] for one in found["ita_results"]] == [90.0]
    assert found["measures"] == 2
    (topics,) = found["topics"]
    assert topics["topics"]["no_gift"] == 1
    assert {"similar", "weak", "gaps", "notes"} <= found.keys()
    assert found["copies"]["earlier"] == found["copies"]["later"] == []


def test_a_town_as_text_has_its_reports_and_results(library: Path) -> None:
    ran = run("town", TOWN, "--home", library)

    assert ["2566", "plan", "2"] in [row[1:4] for row in ran.rows]
    assert ["2566", "90.00"] in [row[:2] for row in ran.rows]
    assert "texts are in reports of others" in ran.err


def test_an_unknown_town_is_refused_with_the_nearest(library: Path) -> None:
    ran = run("town", "เทศบาลตำบลสวนดอกไม้ใหญ่", "--home", library)

    assert ran.code == 1
    assert TOWN in ran.err


def test_a_town_is_written_as_tables_or_charts_by_the_ending(library: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"town.{ending}" for ending in ("xlsx", "csv", "png", "svg")]
    for file in files:
        ran = run("town", TOWN, "--output", file, "--home", library)
        assert ran.out.strip() == str(file)

    workbook, table, picture, drawing = files
    assert "รายงาน" in openpyxl.load_workbook(workbook).sheetnames[0]
    assert TOWN in table.read_text(encoding="utf-8-sig")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert TOWN in drawing.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("verb", "endings"),
    [
        (("town", TOWN), ".xlsx, .csv, .png, .svg"),
        (("coverage", TOWN), ".xlsx, .csv, .png, .svg"),
        (("compare", TOWN, "--years"), ".xlsx, .csv, .png, .svg"),
        (("effects",), ".png, .svg"),
        (("stats",), ".png, .svg"),
    ],
)
def test_an_ending_without_a_format_is_wrong_usage(
    library: Path, tmp_path: Path, verb: tuple[str, ...], endings: str
) -> None:
    ran = run(*verb, "--output", tmp_path / "answer.pdf", "--home", library)

    assert ran.code == 2
    assert endings in " ".join(ran.err.replace("│", " ").split())


@pytest.mark.parametrize(
    "verb", [("coverage", TOWN), ("compare", TOWN, "--years"), ("effects",), ("stats",)]
)
def test_the_charts_of_an_answer_are_written(
    library: Path, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    file = tmp_path / "charts.svg"
    ran = run(*verb, "--output", file, "--home", library)

    assert (ran.code, ran.out.strip()) == (0, str(file))
    assert file.read_text(encoding="utf-8").startswith("<svg")


def test_a_town_is_found_by_its_english_name(library: Path) -> None:
    ran = run("--lang", "en", "town", "Suan Dok Mai", "--json", "--home", library)

    assert ran.objects[0]["organisation"]["name"] == TOWN
