"""The verbs matrix and similar-towns."""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.domain.topics import find_topic
from itasearch.exports.words import NO_PROOF
from itasearch.model.records import Extraction
from itasearch.store.sql import open_store
from tests.cli.conftest import run
from tests.store.examples import TITLES, a_report, file_source, ita_result, town
from tests.workspace.conftest import CITY, TOWN

WEAK, STRONG = "เทศบาลตำบลอ่อนกว่า", "เทศบาลตำบลเข้มแข็ง"


@pytest.fixture
def scored(tmp_path: Path) -> Path:
    """Two towns of which one does indicator 10 better."""
    home = tmp_path / "home"
    with open_store(home / "corpus" / "library.db") as store:
        for name, score in ((WEAK, 60.0), (STRONG, 90.0)):
            told = ita_result(2566, total=score)
            (indicator,) = told.indicators
            told = replace(told, indicators=(replace(indicator, score=score),))
            source = file_source(name)
            report = replace(a_report(source, town(name)), ita_result=told)
            store.intake.add(Extraction(reports=(report,)), source, media_type=report.media_type)
    return home


def test_the_matrix_has_a_column_for_each_topic(library: Path) -> None:
    rows = run("matrix", "--order", "name", "--home", library).rows

    heads, _total, *towns = rows
    assert heads[:4] == ["Organisation", "Year", "ITA", "Columns filled"]
    assert [row[0].endswith(name) for row, name in zip(towns, (TOWN, CITY), strict=True)]
    assert [row[1:3] for row in towns] == [["2566", "90.00"], ["2567", "–"]]
    gifts = heads.index(find_topic("no_gift").english)
    assert [row[gifts] for row in towns] == ["1", ""]


def test_the_matrix_as_json_is_a_row_a_line_with_all_columns(library: Path) -> None:
    ran = run("matrix", "--axis", "indicators", "--least", "80", "--json", "--home", library)

    (row,) = ran.objects
    assert row["organisation"]["name"] == TOWN
    assert list(row["indicators"]) == list(map(str, range(1, 11)))
    cell = row["indicators"]["10"]
    assert len(cell["measures"]) == cell["guessed"] == 1
    assert 0 <= cell["depth"] <= 1
    assert (row["total"], row["total_year_be"], row["likeness"]) == (90.0, 2566, None)


def test_neighbours_are_told_with_each_reason(library: Path) -> None:
    ran = run("similar-towns", TOWN, "--home", library)

    _name, _heads, (_rank, name, year, likeness, total, _year, because), *_ = ran.rows
    assert 0 < int(likeness) < 100
    assert CITY in name
    assert (year, total) == ("2567", "–")
    assert "both in Phayao" in because
    assert "both in the North" in because
    assert "no ITA result with indicators" in ran.err
    assert NO_PROOF.en not in ran.err


def test_neighbours_as_json_are_one_object(scored: Path) -> None:
    (found,) = run("similar-towns", WEAK, "--json", "--home", scored).objects

    assert found["organisation"]["name"] == WEAK
    assert found["ita_scores"]["total"] == 60.0
    (neighbour,) = found["neighbours"]
    assert neighbour["organisation"]["name"] == STRONG
    assert {"kind": "type", "value": "subdistrict_municipality", "share": 1.0} in (
        neighbour["reasons"]
    )
    (weak,) = found["weak"]
    assert (weak["number"], weak["score"], weak["fiscal_year_be"]) == (10, 60.0, 2566)
    assert {one["why"] for one in weak["examples"]} == {"higher"}
    assert {one["measure"]["title"] for one in weak["examples"]} <= set(TITLES)
    assert {(one["score"], one["later"], one["guessed"]) for one in weak["examples"]} == {
        (90.0, None, False)
    }


@pytest.mark.parametrize(
    "words",
    [
        ("matrix",),
        ("matrix", "--axis", "indicators"),
        ("similar-towns", TOWN),
        ("coverage", TOWN),
        ("compare", TOWN, "--years"),
        ("search", "งดรับของขวัญ"),
    ],
)
def test_an_answer_is_written_to_a_file_and_named(
    library: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "answer.csv"
    ran = run(*words, "--output", file, "--home", library)

    assert ran.out == f"{file}\n"
    assert TOWN in file.read_text(encoding="utf-8-sig")
