"""Texts that files and users may bring neither break an export nor run in it, in any format."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

from itasearch.borrow.document.form import render
from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.documents import Digits, SourcesPlace
from itasearch.model.drafts import (
    AdaptedDraft,
    DocumentChoice,
    DocumentKind,
    ExportFormat,
    PlanBasis,
)
from itasearch.model.records import TEXT_FIELDS
from tests.borrow.examples import a_result, a_template, an_item
from tests.borrow.test_letterhead import a_letterhead
from tests.cases import cases, literal

HOSTILE = (
    *(str(text) for (text,) in cases("writers", "hostile texts", literal)),
    *("ก" * 10_000, "คำ " * 3_400, "บรรทัด\n" * 800, "«" * 50 + "»" * 50, "..........", ""),
)
SIGNS = ("=", "+", "-", "@")


def hostile(texts: Sequence[str] = HOSTILE) -> AdaptedDraft:
    """Each hostile text in every field of a row."""
    items = (
        an_item(number, edits=[(name, text) for name in TEXT_FIELDS])
        for number, text in enumerate(texts, start=1)
    )
    return a_template(*items)


def written(kind: ExportFormat, document: DocumentKind = DocumentKind.PLAN) -> bytes:
    choice = DocumentChoice(kind=document, digits=Digits.ARABIC, sources=SourcesPlace.INSIDE)
    return render(hostile(), kind, document=choice, basis=PlanBasis(result=a_result()))


def parts(content: bytes) -> Sequence[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@pytest.mark.parametrize("document", list(DocumentKind))
def test_word_holds_every_text_as_text(document: DocumentKind) -> None:
    content = written(ExportFormat.DOCX, document)

    for name, part in parts(content):
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    table = next(
        table
        for table in docx.Document(io.BytesIO(content)).tables
        if len(table.rows) > len(HOSTILE) and "มาตรการ" in table.rows[0].cells[0].text
    )
    assert table.rows[1].cells[1].text == HOSTILE[0]
    assert table.rows[15].cells[1].text == "ก" * 10_000
    assert not any("TargetMode" in part.decode() for name, part in parts(content) if "rels" in name)


def test_a_letterhead_holds_every_text_as_text() -> None:
    choice = DocumentChoice(letterhead=a_letterhead("{{ table }}"), digits=Digits.ARABIC)
    content = render(hostile(), ExportFormat.DOCX, document=choice)

    table = docx.Document(io.BytesIO(content)).tables[0]
    assert table.rows[7].cells[1].text == HOSTILE[6]
    assert table.rows[9].cells[1].text == HOSTILE[8]


@pytest.mark.parametrize("document", list(DocumentKind))
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(document: DocumentKind) -> None:
    content = written(ExportFormat.XLSX, document)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]

    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).lstrip().startswith(SIGNS))
    assert all(cell.hyperlink is None for cell in cells)
    assert all(b"<f>" not in part for _, part in parts(content))


def test_no_cell_of_a_csv_begins_like_a_formula() -> None:
    text = written(ExportFormat.CSV).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))

    assert not any(cell.strip().startswith(SIGNS) for row in rows for cell in row)
    assert "\0" not in text


def test_markdown_holds_no_markup_of_others() -> None:
    text = written(ExportFormat.MD).decode("utf-8")

    assert "<script" not in text
    assert re.search(r"(?<!\\)\]\(", text) is None
    tables = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(tables) == 11 + 2 * (len(HOSTILE) + 1)


def test_json_is_json() -> None:
    rows = json.loads(written(ExportFormat.JSON))["measures"]

    assert rows[6]["steps"] == HOSTILE[6]
    assert rows[9]["steps"] == "กข[31m\n"


@pytest.mark.parametrize("kind", [ExportFormat.DOCX, ExportFormat.XLSX])
def test_a_hostile_document_is_read_back(kind: ExportFormat, tmp_path: Path) -> None:
    file = tmp_path / f"แผน.{kind.value}"
    file.write_bytes(render(hostile(HOSTILE[:15]), kind))

    (report,) = parse_file(file, limits=ReadLimits()).reports

    assert report.fiscal_year_be == 2569
    assert "ก" * 10_000 in {measure.steps for measure in report.measures}


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(st.text(max_size=40))
def test_any_text_can_be_written_in_any_format(text: str) -> None:
    template = a_template(an_item(edits=[("title", text), ("steps", text)]))

    for kind in ExportFormat:
        assert render(template, kind)
