"""What real organisations did not write is marked in every table and JSON of the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.ingest.fake_parser import report_text
from tests.workspace.conftest import TOWN

KHAM_BONG, MAE_KA = "เทศบาลตำบลคำบง", "เทศบาลตำบลแม่กา"
ENGLISH_BONG = f"(Reworded) · {KHAM_BONG}"
MARKED_KA = f"(Reworded) · {MAE_KA}"
REPORT = "r10f553287ea0"


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (("search", "No Gift Policy", "-k", "1"), ENGLISH_BONG),
        (("reports", "--organisation", MAE_KA), MARKED_KA),
        (("review", REPORT), MARKED_KA),
        (("show", REPORT), MARKED_KA),
        (("matrix", "--organisation", MAE_KA), MARKED_KA),
        (("matrix", "--organisation", KHAM_BONG, "--axis", "indicators"), ENGLISH_BONG),
        (("similar-towns", "ทต.สวนตาลคู่"), ENGLISH_BONG),
        (("compare", MAE_KA, "--years"), "(Reworded)"),
        (("coverage", MAE_KA), f"(Reworded) · {MAE_KA} · report of 2566"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_a_reworded_report_is_marked(
    library_home: Path, words: tuple[str, ...], marked: str
) -> None:
    ran = run(*words, "--home", library_home)

    assert ran.code == 0
    assert marked in ran.out + ran.err


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


@pytest.mark.parametrize(
    "words", [("matrix",), ("coverage", TOWN), ("similar-towns", TOWN)], ids=lambda words: words[0]
)
def test_counts_of_such_reports_are_told_to_be_of_both(
    home: Path, doubles: tuple[str, str], words: tuple[str, ...]
) -> None:
    ran = run(*words, "--home", home)

    assert len(doubles) == 2
    assert "several reports of one kind are counted together (Plan)" in ran.err
