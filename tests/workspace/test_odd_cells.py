"""Odd texts in every field of a measure, through all that a library does: no exception.

A fault that is kept for a report counts as one: each odd text is a report of its own.
"""

import csv
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from itasearch.errors import EmptyPlanError
from itasearch.model.comparison_shown import ComparisonFormat
from itasearch.model.drafts import DocumentChoice, ExportFormat
from itasearch.workspace import Workspace, open_workspace
from tests.api.conftest import asked_as

HEADS = [
    *("ที่", "มาตรการ", "ขั้นตอน/วิธีการปฏิบัติ", "ระยะเวลา", "ผู้รับผิดชอบ", "การกำกับติดตาม"),
    *("ผลการดำเนินการ", "ผลลัพธ์", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ", "งบประมาณ", "หลักฐาน"),
]
PLAIN = [
    *("", "งดรับของขวัญ", "จัดทำประกาศ", "ต.ค. 65", "สำนักปลัด", "รายงานนายก", "ทำแล้ว", "ดี"),
    *("", "", "", ""),
]
FEW = ["✓", "/", "ฯ", "🎉", "\u0e48", "\u200b", "-", "12", "ก", "=1+1", "ก" * 5_000, "a\u0e33б漢"]


def town(number: int) -> str:
    return f"เทศบาลตำบลทดลอง{'กขคงจฉชซญด'[number // 20 % 10]}{'กขคงจฉชซญดตถทนบปผพมย'[number % 20]}"


def write_report(file: Path, name: str, rows: Sequence[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow([f"รายงานผลมาตรการส่งเสริมคุณธรรมและความโปร่งใส {name} ปีงบประมาณ พ.ศ. 2566"])
        writer.writerow(HEADS)
        writer.writerows([str(number), *row] for number, row in enumerate(rows, start=1))


def odd_rows(text: str) -> list[list[str]]:
    """A row for each field that has the text, and others around it."""
    plain = [f"{cell} {number}" if cell else "" for number, cell in enumerate(PLAIN[1:])]
    odd = [[*plain[:place], text, *plain[place + 1 :]] for place in range(len(plain))]
    return [*odd, [text] * len(plain), plain]


def check(home: Path, texts: Sequence[str]) -> None:
    inbox = home / "in"
    inbox.mkdir(parents=True)
    for number, text in enumerate(texts):
        write_report(inbox / f"{number:03}.csv", town(number), odd_rows(text))
    with open_workspace(home) as workspace:
        outcomes = workspace.add([inbox])
        assert {one.kind.value for one in outcomes} <= {"added", "needs_review", "refused"}
        ask_all(workspace, texts)
        assert workspace.review.faults() == ()
        workspace.build(rebuild=True)
        assert workspace.review.faults() == ()


def ask_all(workspace: Workspace, texts: Sequence[str]) -> None:
    ids = [one.id for one in workspace.library.reports() if one.measures]
    assert len(ids) >= len(texts) - 2  # one has a letter that no text may hold
    api = asked_as(workspace)
    for text in (*texts, "งดรับของขวัญ"):
        answer = api.get("/search", params={"q": text})
        assert answer.status_code < 500, (text, answer.text)
    for one, other in pairwise(ids):
        comparison = workspace.compare(one, other)
        assert api.get("/compare", params={"left": one, "right": other}).status_code < 500
    shown = workspace.exports.narrow(comparison)
    for form in ComparisonFormat:
        assert workspace.exports.render_tables(shown, form)
    assert workspace.towns.matrix(most=1_000).rows
    for name in [one.organisation.id for one in workspace.library.organisations()][
        :: max(1, len(ids) // 12)
    ]:
        workspace.towns.years(name)
        workspace.towns.coverage(name)
        with suppress(EmptyPlanError):
            draft = workspace.towns.draft_of_plan(workspace.towns.plan(name))
            for kind in ExportFormat:
                choice = DocumentChoice(file_format=kind)
                adapted = workspace.exports.adapted_draft(draft)
                assert workspace.exports.render_adapted(adapted, choice)
    for identifier in ids:
        measures = [one.id for one in workspace.library.report(identifier).measures]
        for kind in ExportFormat:
            choice = DocumentChoice(file_format=kind)
            adapted = workspace.exports.adapted_measures(measures, organisation=town(999))
            assert workspace.exports.render_adapted(adapted, choice)


@pytest.mark.parametrize("texts", [FEW[:2], pytest.param(FEW[2:], marks=pytest.mark.slow)])
def test_odd_cells_go_through_all_that_a_library_does(tmp_path: Path, texts: list[str]) -> None:
    check(tmp_path, texts)
