"""The verbs matrix and neighbours."""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.cli.labels.messages import NO_PROOF
from itasearch.domain.topics import topics
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
            store.add(Extraction(reports=(report,)), source, media_type=report.media_type)
    return home


def test_the_matrix_has_a_column_for_each_topic(library: Path) -> None:
    rows = run("matrix", "--order", "name", "--home", library).rows

    assert rows[0][:5] == ["Organisation", "Year", "ITA", "Alike", "Covered"]
    assert rows[0][5:] == [one.id for one in topics()]
    assert [row[:4] for row in rows[1:]] == [
        [f"{TOWN} จ.พะเยา", "2566", "90.00 (2566)", "–"],
        [f"{CITY} จ.พะเยา", "2567", "–", "–"],
    ]
    gifts = rows[0].index("no_gift")
    assert [row[gifts] for row in rows[1:]] == ["1", "0"]


def test_the_matrix_as_json_is_a_row_a_line_with_all_columns(library: Path) -> None:
    ran = run("matrix", "--axis", "indicators", "--least", "80", "--json", "--home", library)

    (row,) = ran.objects
    assert row["organisation"]["name"] == TOWN
    assert list(row["indicators"]) == list(map(str, range(1, 11)))
    cell = row["indicators"]["10"]
    assert len(cell["measures"]) == cell["guessed"] == 1
    assert 0 <= cell["depth"] <= 1
    assert (row["total"], row["total_year_be"], row["likeness"]) == (90.0, 2566, None)
    assert "left out: 0" in ran.err


def test_rows_are_likened_to_an_organisation(library: Path) -> None:
    ran = run("matrix", "--order", "likeness", "--like", CITY, "-k", "1", "--home", library)

    assert [row[0] for row in ran.rows[1:]] == [f"{CITY} จ.พะเยา"]
    assert ran.rows[1][3] == "1.00"
    assert "left out: 1" in ran.err


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("matrix", "--order", "likeness"), 2),
        (("matrix", "--least", "90", "--most-total", "80"), 2),
        (("matrix", "--least", "101"), 2),
        (("matrix", "--province", "ภูเก็ต"), 1),
        (("matrix", "--like", "เทศบาลไม่มีจริง"), 1),
        (("neighbours", "เทศบาลไม่มีจริง"), 1),
        (("neighbours",), 2),
    ],
)
def test_what_cannot_be_asked_is_refused(args: tuple[str, ...], code: int, library: Path) -> None:
    assert run(*args, "--home", library).code == code


def test_neighbours_are_told_with_each_reason(library: Path) -> None:
    ran = run("neighbours", TOWN, "--home", library)

    ((likeness, name, year, total, because),) = ran.rows
    assert 0 < float(likeness) < 1
    assert (name, year, total) == (f"{CITY} จ.พะเยา", "2567", "–")
    assert "province: พะเยา (100 %)" in because
    assert "region: north (100 %)" in because
    assert "no ITA result with indicators" in ran.err
    assert NO_PROOF.en not in ran.err


def test_who_does_it_better_comes_with_both_scores_and_a_warning(scored: Path) -> None:
    ran = run("neighbours", WEAK, "--home", scored)

    assert "10 การป้องกันการทุจริต: 60.00 in 2566" in ran.out
    examples = [row for row in ran.rows if "90.00 in 2566 · measure of 2566" in row]
    assert len(examples) == 2
    assert all(row[0].startswith(STRONG) and row[1] == "2566" for row in examples)
    assert NO_PROOF.en in ran.err


def test_a_town_that_nobody_does_better_is_told_so(scored: Path) -> None:
    ran = run("neighbours", STRONG, "--home", scored)

    assert "90.00 in 2566; no similar town that scores at least 2.5 points higher" in ran.out
    assert NO_PROOF.en not in ran.err


def test_neighbours_as_json_are_one_object(scored: Path) -> None:
    (found,) = run("neighbours", WEAK, "--json", "--home", scored).objects

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
        ("neighbours", TOWN),
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


def test_a_file_of_an_unknown_format_is_wrong_usage(library: Path, tmp_path: Path) -> None:
    ran = run("matrix", "-o", tmp_path / "answer.pdf", "--home", library)

    assert ran.code == 2
    assert ".xlsx" in ran.err
