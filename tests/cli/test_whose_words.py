"""What real organisations did not write is marked in every table and JSON of the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.ingest.fake_parser import report_text
from tests.workspace.conftest import TOWN

KHAM_BONG, MAE_KA = "เทศบาลตำบลคำบง", "เทศบาลตำบลแม่กา"
MARKED_BONG = f"{KHAM_BONG} (เรียบเรียงใหม่)"
MARKED_KA = f"{MAE_KA} จ.พะเยา (เรียบเรียงใหม่)"
REPORT = "r10f553287ea0"


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (("search", "No Gift Policy", "-k", "1"), MARKED_BONG),
        (("reports", "--organisation", MAE_KA), MARKED_KA),
        (("review", REPORT), MARKED_KA),
        (("show", REPORT), MARKED_KA),
        (("matrix", "--organisation", MAE_KA), MARKED_KA),
        (("matrix", "--organisation", KHAM_BONG, "--axis", "indicators"), MARKED_BONG),
        (("neighbours", "ทต.สวนตาลคู่"), MARKED_BONG),
        (("compare", MAE_KA, "--years"), "results (เรียบเรียงใหม่)"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_a_reworded_report_is_marked(
    library_home: Path, words: tuple[str, ...], marked: str
) -> None:
    ran = run(*words, "--home", library_home)

    assert ran.code == 0
    assert marked in ran.out


def test_a_measure_of_a_reworded_report_is_marked(library_home: Path) -> None:
    asked = ("ของขวัญ", "-k", "1", "--organisation", MAE_KA)
    (hit,) = run("search", *asked, "--json", "--home", library_home).objects

    shown = run("show", hit["measure"]["id"], "--home", library_home)
    like = run("similar", hit["measure"]["id"], "-k", "30", "--home", library_home)

    assert ["organisation", MARKED_KA] in shown.rows
    assert MARKED_BONG in like.out


def test_the_towns_own_coverage_is_marked(library_home: Path) -> None:
    assert f"{MARKED_KA} 2566" in run("coverage", MAE_KA, "--home", library_home).err


def test_an_organisation_is_not_marked_for_a_report_of_its(library_home: Path) -> None:
    rows = run("organisations", "--home", library_home).rows

    assert [f"{MAE_KA} จ.พะเยา"] == [row[1] for row in rows if MAE_KA in row[1]]


@pytest.mark.parametrize(
    "words",
    [
        ("search", "No Gift Policy", "-k", "1"),
        ("reports", "--organisation", MAE_KA),
        ("show", REPORT),
        ("matrix", "--organisation", MAE_KA),
        ("neighbours", MAE_KA),
        ("coverage", MAE_KA),
    ],
    ids=lambda words: words[0],
)
def test_json_says_what_is_reworded(library_home: Path, words: tuple[str, ...]) -> None:
    (found,) = run(*words, "--json", "--home", library_home).objects

    assert found["reworded"] is True


def test_json_of_a_real_and_of_an_invented_towns_report_is_not_reworded(
    library_home: Path, library: Path
) -> None:
    invented = run("reports", "--year", "2564", "--json", "--home", library_home).objects
    real = run("reports", "--json", "--home", library).objects

    assert invented
    assert not any(one["reworded"] for one in (*invented, *real))


def test_both_sides_of_a_comparison_say_whose_words_they_are(library_home: Path) -> None:
    (found,) = run("compare", KHAM_BONG, "ทต.สวนตาลคู่", "--json", "--home", library_home).objects

    assert (found["left"]["reworded"], found["right"]["reworded"]) == (True, False)


def test_statistics_count_what_no_real_organisation_wrote(library_home: Path) -> None:
    rows = run("stats", "--home", library_home).rows

    assert ["– invented (ตัวอย่าง)", "15"] in rows
    assert ["– reworded (เรียบเรียงใหม่)", "3"] in rows


def test_statistics_of_real_reports_say_nothing_of_it(library: Path) -> None:
    assert not any(row[0].startswith("–") for row in run("stats", "--home", library).rows)


@pytest.fixture
def doubles(home: Path, inbox: Path) -> tuple[str, str]:
    """Ids of two plans of TOWN for 2566 that have nothing in common."""
    (inbox / "more.md").write_text(
        report_text("ซ่อมถนน", "ล้างท่อ", "ตัดหญ้า", organisation=TOWN, year=2566), encoding="utf-8"
    )
    outcomes = run("add", inbox, "--json", "--home", home).objects
    plans = [one for one in outcomes if one["fiscal_year_be"] == 2566 and one["measures"]]
    first, second = (one["report_id"] for one in plans)
    return first, second


def test_reports_of_one_town_year_and_kind_name_each_other(
    home: Path, doubles: tuple[str, str]
) -> None:
    first, second = doubles
    ran = run("reports", "--year", "2566", "--home", home)

    remarks = {row[0]: row[-1] for row in ran.rows}
    assert remarks == {
        first: f"same town, year and kind: {second}",
        second: f"same town, year and kind: {first}",
    }
    assert "itasearch remove" in ran.err
    assert f"& {second} is another report" in run("review", first, "--home", home).out


def test_reports_without_such_another_have_no_note(library: Path) -> None:
    assert run("reports", "--home", library).err == ""


@pytest.mark.parametrize(
    "words", [("matrix",), ("coverage", TOWN), ("neighbours", TOWN)], ids=lambda words: words[0]
)
def test_counts_of_such_reports_are_told_to_be_of_both(
    home: Path, doubles: tuple[str, str], words: tuple[str, ...]
) -> None:
    ran = run(*words, "--home", home)

    assert len(doubles) == 2
    assert "several reports of one kind are counted together (Plan)" in ran.err


def test_a_comparison_of_one_names_the_other(home: Path, doubles: tuple[str, str]) -> None:
    first, second = doubles

    ran = run("compare", first, "ทม.ทุ่งกว้าง", "--home", home)

    assert f"Plan FY 2566 (BE) ({first}) was taken, not Plan FY 2566 (BE) ({second})" in ran.err


def test_statistics_count_such_reports(home: Path, doubles: tuple[str, str]) -> None:
    assert len(doubles) == 2
    assert ["– of the same town, year, kind", "2"] in run("stats", "--home", home).rows
