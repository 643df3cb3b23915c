"""The verb plan."""

import csv
from pathlib import Path

import pytest

from itasearch import open_workspace
from itasearch.text.thai.normalize import arabic_digits, thai_digits
from itasearch.wording.document_words import BLANK
from itasearch.wording.plan import ACTION_NAMES
from tests.cli.conftest import run

TOWN = "เทศบาลเมืองบึงแก้วมรกต"
REAL = "เทศบาลตำบลแม่กา"
_DIGITS = tuple("๐๑๒๓๔๕๖๗๘๙")


def test_each_proposal_is_a_row_with_reason_and_source(library_home: Path) -> None:
    ran = run("plan", TOWN, "--year", "2569", "--home", library_home)

    assert ran.code == 0
    with open_workspace(library_home) as workspace:
        plan = workspace.towns.plan(TOWN, year=2569)
    assert len(ran.rows) == len(plan.proposals)
    assert [row[0] for row in ran.rows].count("x") == len(plan.ticked)
    for row, one in zip(ran.rows, plan.proposals, strict=True):
        assert row[1] == ACTION_NAMES[one.action].en
        assert one.id in row[3]
        assert row[4]
        assert one.source.path.rpartition("/")[2] in row[5]
    assert "for 2569" in ran.err


def test_as_json_a_proposal_is_a_line(library_home: Path) -> None:
    ran = run("plan", TOWN, "--year", "๗๐", "--json", "--home", library_home)

    assert ran.objects
    for one in ran.objects:
        assert one["action"] in {"keep", "improve", "done", "resume", "borrow"}
        assert (one["organisation"]["name"], one["fiscal_year_be"]) == (TOWN, 2570)
        assert one["measure"]["source"] == one["source"]
        assert one["source"]["path"]
        assert one["reason"]
        assert [it["kind"] for it in one["reasons"]]


def test_a_draft_is_made_in_one_go(own_home: Path) -> None:
    ran = run("plan", TOWN, "--draft", "แผนเรา", "--home", own_home)

    with open_workspace(own_home) as workspace:
        draft = workspace.drafts.get(ran.out.strip())
        ticked = workspace.towns.plan(TOWN).ticked
    assert draft.name == "แผนเรา"
    assert len(draft.items) == len(ticked)


def test_a_file_is_written_in_one_go(library_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"

    ran = run("plan", TOWN, "--to", file, "--home", library_home)

    assert ran.out.splitlines() == [str(file)]
    with open_workspace(library_home) as workspace:
        year = workspace.towns.plan(TOWN).fiscal_year_be
    assert f"ประจำปีงบประมาณ พ.ศ. {thai_digits(str(year))}" in file.read_text(encoding="utf-8")
    assert "measures written" in ran.err
    with open_workspace(library_home) as workspace:
        assert workspace.drafts.all() == ()


@pytest.mark.parametrize("town", [TOWN, REAL])
def test_rows_with_an_empty_cell_are_counted_as_the_file_has_them(
    library_home: Path, tmp_path: Path, town: str
) -> None:
    file = tmp_path / "แผน.csv"
    ran = run("plan", town, "--year", "2570", "--to", file, "--home", library_home)

    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = [row for row in csv.reader(opened) if len(row) >= 5 and row[0][:1] in _DIGITS]
    empty = [row[0].partition(".")[0] for row in rows if row[4] == BLANK]
    assert empty
    assert f"no follow_up in rows {', '.join(map(arabic_digits, empty))}\n" in ran.err
