"""The verb rules, and a rule pack that the home brings."""

from pathlib import Path

import pytest

from tests.cli.conftest import run

_OWN = """
fiscal_year_be = 2566
source = "หนังสือของจังหวัด"

[form]
required.guidelines = []
required.plan = ["responsible"]
required.results = ["results"]
confirmed = true
source = "หนังสือของจังหวัด"

[[items]]
number = 5
id = "no_gift"
title = "งดรับของขวัญ"
indicator = 10
topic = "no_gift"
"""


def test_all_years_are_listed_with_where_they_are_from(tmp_path: Path) -> None:
    ran = run("rules", "--home", tmp_path)

    assert [row[0] for row in ran.rows[1:]] == [str(year) for year in range(2569, 2562, -1)]
    assert ran.rows[1][1:4] == ["22 of 26", "O25", "O26"]


def test_the_items_of_a_year_say_what_they_were_and_whether_that_is_sure(tmp_path: Path) -> None:
    ran = run("rules", "2569", "--home", tmp_path)
    (row,) = (row for row in ran.rows if row[0] == "O25")

    assert row[1] == "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร"
    assert "2566: O42" in row[2] and row[-1] == "no"
    assert "not found in a primary source" in ran.err and "22 of 26" in ran.err


@pytest.mark.parametrize("year", ["2580", "2037"])
def test_an_unknown_year_has_the_nearest_rules_and_says_so(tmp_path: Path, year: str) -> None:
    assert "no rules of 2580 are known; those of 2569" in run("rules", year, "--home", tmp_path).err


def test_rules_as_json(tmp_path: Path) -> None:
    years = run("rules", "--json", "--home", tmp_path).objects
    items = run("rules", "2566", "--json", "--home", tmp_path).objects

    assert years[0]["fiscal_year_be"] == 2569 and years[0]["complete"] is False
    assert years[0]["required"]["plan"] == ["steps", "timeframe", "responsible", "follow_up"]
    assert len(items) == 43 and items[38]["item"] == "O39" and items[38]["confirmed"] is True
    assert items[41]["former"] == []
    assert items[41]["shows"] and items[41]["period"] == "this_year"


def test_a_pack_of_the_home_replaces_ours(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "2566.toml").write_text(_OWN, encoding="utf-8")

    ran = run("rules", "2566", "--home", tmp_path)

    assert [row[0] for row in ran.rows[1:]] == ["O5"]
    assert "rules/2566.toml of this library" in ran.err


def test_a_broken_pack_is_an_error_that_names_file_and_entry(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    text = _OWN.replace('"no_gift"\nindicator', '"no_gift"\nindicators')
    (tmp_path / "rules" / "2566.toml").write_text(
        text.replace("indicator = 10", "indicators = 10"), encoding="utf-8"
    )

    ran = run("rules", "--home", tmp_path)

    assert ran.code == 1
    assert "2566.toml" in ran.err and "[[items]] 1 (O5): there is no key indicators" in ran.err


@pytest.mark.parametrize(
    "filters",
    [
        ("--topic", "no_gift"),
        ("--indicator", "10"),
        ("--year", "2566"),
        ("--least", "50"),
        ("--least", "50", "--order", "year"),
    ],
)
def test_filters_alone_are_a_search(library_home: Path, filters: tuple[str, ...]) -> None:
    ran = run("search", *filters, "-k", "3", "--home", library_home)

    assert ran.code == 0 and len(ran.rows) > 1
