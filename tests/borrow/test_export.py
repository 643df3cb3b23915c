"""Templates as files of each format."""

import html
import io
import zipfile

import pytest

from itasearch.borrow.document.form import form_of, render
from itasearch.model.drafts import DocumentChoice, ExportFormat
from itasearch.wording.document_words import SOURCES_TITLE
from tests.borrow.examples import a_template, reworded


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (ExportFormat.DOCX, b"PK"),
        (ExportFormat.XLSX, b"PK"),
        (ExportFormat.CSV, b"\xef\xbb\xbf"),
        (ExportFormat.MD, b"# "),
        (ExportFormat.JSON, b"{"),
    ],
)
def test_each_format_is_written(kind: ExportFormat, start: bytes) -> None:
    assert render(a_template(), kind).startswith(start)


def all_text(kind: ExportFormat, content: bytes) -> str:
    """All that stands in a file; Office files are archives of XML."""
    if kind not in (ExportFormat.DOCX, ExportFormat.XLSX):
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
    return html.unescape("".join(parts))


@pytest.mark.parametrize("kind", ExportFormat)
def test_a_row_of_a_reworded_report_is_marked_in_every_format(kind: ExportFormat) -> None:
    mark = '"reworded": true' if kind is ExportFormat.JSON else "(เรียบเรียงใหม่)"

    assert mark in all_text(kind, render(a_template(reworded()), kind))
    assert mark not in all_text(kind, render(a_template(), kind))


def test_the_appendix_says_what_the_mark_means() -> None:
    told = "(เรียบเรียงใหม่) คือฉบับย่อที่ itasearch เรียบเรียงใหม่ ไม่ใช่ถ้อยคำของหน่วยงาน"

    assert told in form_of(a_template(reworded())).notes
    assert not any("คือ" in note for note in form_of(a_template()).notes)


@pytest.mark.parametrize("kind", [one for one in ExportFormat if one is not ExportFormat.JSON])
def test_a_copy_to_be_signed_does_without_the_appendix(kind: ExportFormat) -> None:
    template = a_template()

    whole, signed = (
        all_text(kind, render(template, kind, document=DocumentChoice(sources=sources)))
        for sources in (True, False)
    )

    assert SOURCES_TITLE in whole
    assert SOURCES_TITLE not in signed
    assert "บ้านดง.md" not in signed
