"""Verbs on drafts: drafts, export, and adapt for texts from a file."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from itasearch import open_workspace
from itasearch.clock import local_time
from tests.cli.conftest import run
from tests.workspace.conftest import CITY, TOWN


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library with a draft that has a name and a target, and a newer one without."""
    with open_workspace(tmp_path) as workspace:
        first = workspace.drafts.new("แผนปีหน้า")
        workspace.drafts.set_target(organisation="ทต.สวนดอก", fiscal_year_be=2569, draft_id=first)
        workspace.drafts.new()
    return tmp_path


def test_drafts_are_listed_the_last_changed_first(home: Path) -> None:
    rows = run("drafts", "--home", home).rows
    newest, first = run("drafts", "--json", "--home", home).objects

    local = local_time(datetime.fromisoformat(newest["changed_at"]))
    assert [row[1:5] for row in rows] == [
        ["Draft 1", "", "–", "0"],
        ["แผนปีหน้า", "เทศบาลตำบลสวนดอก", "2569", "0"],
    ]
    assert rows[0][5] == f"{local:%Y-%m-%d %H:%M}"
    (thai_row, _) = run("drafts", "--lang", "th", "--home", home).rows
    assert thai_row[5] == f"{local:%d/%m/}{local.year + 543} {local:%H:%M}"
    assert list(first) == [
        *("id", "name", "organisation", "organisation_id", "fiscal_year_be", "rows"),
        *("created_at", "changed_at"),
    ]
    assert (first["name"], first["rows"]) == ("แผนปีหน้า", 0)


OWN = "เทศบาลตำบลเขาเขียว"


def report_ids(library: Path) -> list[str]:
    found = run("reports", "--json", "--home", library).objects
    return [report["id"] for report in found if report["organisation"]["name"] in (TOWN, CITY)]


def measure_ids(library: Path) -> list[str]:
    found = [run("show", one, "--json", "--home", library).objects for one in report_ids(library)]
    return [measure["id"] for (report,) in found for measure in report["measures"]]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "md"])
def test_the_ending_names_the_format_and_sources_are_in_a_second_file(
    library: Path, tmp_path: Path, ending: str
) -> None:
    output, sources = tmp_path / f"แผน.{ending}", tmp_path / f"แผน-sources.{ending}"

    ran = run("export", measure_ids(library)[0], "-o", output, "--home", library)

    assert (ran.code, ran.rows) == (0, [[str(output)]])
    assert output.stat().st_size > 100
    assert (str(sources) in ran.err) == sources.exists() == (ending != "xlsx")  # it has a sheet
    if ending == "docx":
        in_thai = (measure_ids(library)[0], "-o", output, "--home", library, "--lang", "th")
        assert f"{output.stem}-ที่มา.docx" in run("export", *in_thai).err


def test_a_draft_without_measures_says_what_to_do(library: Path, tmp_path: Path) -> None:
    with open_workspace(library) as workspace:
        draft = workspace.drafts.new("แผนปีหน้า")

    ran = run("export", "--draft", draft, "-o", tmp_path / "แผน.docx", "--home", library)

    assert ran.code == 1
    assert "แผนปีหน้า" in ran.err and "itasearch plan" in ran.err
    assert not list(tmp_path.iterdir())


def a_draft(library: Path) -> str:
    """Id of a draft of the library's first two measures, one written over."""
    first, second, *_ = measure_ids(library)
    with open_workspace(library) as workspace:
        draft = workspace.drafts.new("แผนปีหน้า")
        workspace.drafts.add([second, first], draft_id=draft)
        workspace.drafts.edit(first, field="title", text="มาตรการของเรา", draft_id=draft)
        workspace.drafts.set_target(organisation=OWN, fiscal_year_be=2570, draft_id=draft)
    return draft


def test_a_drafts_id_without_its_option_is_told(library: Path, tmp_path: Path) -> None:
    draft = a_draft(library)

    ran = run("export", draft, "-o", tmp_path / "แผน.csv", "--home", library)

    assert ran.code == 2
    assert f"--draft {draft}" in ran.err


@pytest.mark.parametrize("name", ["ไม่มี.docx", "แผน.csv"])
def test_a_letterhead_that_is_no_word_file_is_refused(
    library: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "แผน.csv").write_text("ก,ข", encoding="utf-8")
    output = tmp_path / "ผล.docx"

    ran = run(
        *("export", measure_ids(library)[0], "-o", output, "--home", library),
        *("--letterhead", tmp_path / name),
    )

    assert ran.code == 1
    assert name in ran.err
    assert not output.exists()


def test_a_draft_that_is_not_there_leads_to_the_list(library: Path, tmp_path: Path) -> None:
    ran = run("export", "--draft", "d0", "-o", tmp_path / "แผน.csv", "--home", library)

    assert (ran.code, list(tmp_path.iterdir())) == (1, [])
    assert "run: itasearch drafts" in ran.err


SOURCE = {"organisation": "เทศบาลตำบลดอยลม", "fiscal_year_be": 2566, "aliases": None}


TARGET = {"organisation": "อบต.ทุ่งดอก", "fiscal_year_be": 2567, "province": "น่าน"}


def cells(tmp_path: Path, *lines: object) -> Path:
    file = tmp_path / "cells.jsonl"
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text(f"\ufeff{text}\n\n", encoding="utf-8")
    return file


def test_each_cell_is_printed_with_its_changes_and_questions(tmp_path: Path) -> None:
    text = "สำนักปลัดเทศบาล ปี 2566 ผู้เข้าร่วม 70 คน"
    file = cells(tmp_path, {"id": "a", "text": text, "source": SOURCE, "target": TARGET})

    ran = run("adapt", "--jsonl", file)

    (made,) = ran.objects
    assert (ran.code, ran.err) == (0, "")
    assert set(made) == {"id", "adapted", "changes", "open"}
    assert made["adapted"] == "สำนักปลัด ปี 2567 ผู้เข้าร่วม 70 คน"
    assert made["changes"][1] == {
        "start": 19,
        "end": 23,
        "old": "2566",
        "new": "2567",
        "kind": "year",
    }
    assert [(one["start"], one["end"], one["text"]) for one in made["open"]] == [(36, 41, "70 คน")]


def test_a_line_that_is_no_cell_is_told_and_the_others_are_adapted(tmp_path: Path) -> None:
    cell = {"id": 2, "text": "ปี 2566", "source": SOURCE, "target": TARGET}
    odd = {"id": 1, "text": "ปี", "source": {"organisation": 5}, "target": TARGET}
    file = cells(tmp_path, odd, cell, "ปี 2566")

    ran = run("adapt", "--jsonl", file)

    assert [made["id"] for made in ran.objects] == [2]
    assert (ran.code, ran.err.count("error: line")) == (1, 2)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cells.jsonl"
    file.write_bytes(b"\xff\xfe\x00")

    ran = run("adapt", "--jsonl", file)

    assert ran.code == 1
    assert "UTF-8" in ran.err
