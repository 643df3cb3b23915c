"""`itasearch adapt`: cells of a JSON Lines file in another organisation's name."""

import json
from pathlib import Path

from tests.cli.conftest import run

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
