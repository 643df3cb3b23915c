"""Templates as files of each format."""

import html
import io
import zipfile
from pathlib import Path

import pytest

from itasearch.borrow.document.form import form_of, render
from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.documents import SourcesPlace
from itasearch.model.drafts import DocumentChoice, ExportFormat
from itasearch.wording.document_words import SOURCES_TITLE
from tests.borrow.examples import a_template, reworded


def all_text(kind: ExportFormat, content: bytes) -> str:
    """All that stands in a file; Office files are archives of XML."""
    if kind not in (ExportFormat.DOCX, ExportFormat.XLSX):
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
    return html.unescape("".join(parts))


def test_the_appendix_says_what_the_mark_means() -> None:
    told = "(เรียบเรียงใหม่) คือฉบับย่อที่ itasearch เรียบเรียงใหม่ ไม่ใช่ถ้อยคำของหน่วยงาน"

    assert told in form_of(a_template(reworded())).notes
    assert not any("คือ" in note for note in form_of(a_template()).notes)


WRITTEN_APART = [one for one in ExportFormat if one is not ExportFormat.JSON]


@pytest.mark.parametrize("kind", WRITTEN_APART)
@pytest.mark.parametrize("place", SourcesPlace)
def test_sources_are_in_the_document_where_asked(kind: ExportFormat, place: SourcesPlace) -> None:
    found = all_text(kind, render(a_template(), kind, document=DocumentChoice(sources=place)))

    # A workbook has a sheet for them.
    apart = place is SourcesPlace.APART and kind is ExportFormat.XLSX
    assert (SOURCES_TITLE in found) == (apart or place is SourcesPlace.INSIDE)
    assert ("บ้านดง.md" in found) == (SOURCES_TITLE in found)


@pytest.mark.parametrize("kind", WRITTEN_APART)
def test_sources_apart_are_no_report_when_they_are_read(kind: ExportFormat, tmp_path: Path) -> None:
    file = tmp_path / f"แผน-ที่มา.{kind.value}"
    file.write_bytes(render(a_template(), kind, sources=True))

    with pytest.raises(NotAReportError):
        parse_file(file, limits=ReadLimits())


def test_json_has_its_sources_with_the_rows_only() -> None:
    with pytest.raises(ValueError, match="apart"):
        render(a_template(), ExportFormat.JSON, sources=True)
