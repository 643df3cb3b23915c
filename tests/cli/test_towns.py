"""The verbs matrix and similar-towns."""

from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.workspace.conftest import CITY, TOWN

WEAK, STRONG = "เทศบาลตำบลอ่อนกว่า", "เทศบาลตำบลเข้มแข็ง"


def test_the_matrix_as_json_is_a_row_a_line_with_all_columns(library: Path) -> None:
    ran = run("matrix", "--axis", "indicators", "--least", "80", "--json", "--home", library)

    (row,) = ran.objects
    assert row["organisation"]["name"] == TOWN
    assert list(row["indicators"]) == list(map(str, range(1, 11)))
    cell = row["indicators"]["10"]
    assert len(cell["measures"]) == cell["guessed"] == 1
    assert 0 <= cell["depth"] <= 1
    assert (row["total"], row["total_year_be"], row["likeness"]) == (90.0, 2566, None)


def test_rows_are_likened_to_an_organisation(library: Path) -> None:
    ran = run("matrix", "--order", "likeness", "--like", CITY, "-k", "1", "--home", library)

    _heads, _total, row = ran.rows
    assert CITY in row[0]
    assert row[-1] == "100"
    assert "1 more organisation" in ran.err


@pytest.mark.parametrize(
    "line",
    [
        ("matrix", "--province", "ภูเก็ต"),
        ("matrix", "--like", "เทศบาลไม่มีจริง"),
        ("similar-towns", "เทศบาลไม่มีจริง"),
    ],
)
def test_what_the_library_has_not_is_refused(line: tuple[str, ...], library: Path) -> None:
    assert run(*line, "--home", library).code == 1


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
