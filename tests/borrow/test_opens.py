"""What is exported opens in LibreOffice: pages with the text on them."""

from pathlib import Path

import pypdfium2
import pytest

from itasearch.borrow.document.form import render
from itasearch.config import ReadLimits
from itasearch.model.documents import SourcesPlace
from itasearch.model.drafts import DocumentChoice, DocumentKind, ExportFormat, PlanBasis
from itasearch.readers.base import load
from itasearch.readers.legacy_office import converted
from itasearch.readers.office_program import office_program
from tests.borrow.examples import a_long_template, a_result

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed"),
]
OFFICE = (ExportFormat.DOCX, ExportFormat.XLSX)


def pages(content: bytes, kind: ExportFormat, folder: Path) -> list[str]:
    """The text of each page that LibreOffice makes of a file."""
    limits = ReadLimits()
    file = folder / f"แผน.{kind.value}"
    file.write_bytes(content)
    source = load(file, limits=limits)
    with (
        converted(source, ending=kind.value, target="pdf", limits=limits) as made,
        pypdfium2.PdfDocument(made) as document,
    ):
        return [document[n].get_textpage().get_text_range() for n in range(len(document))]


@pytest.mark.parametrize("kind", OFFICE)
def test_a_plan_opens_with_its_table_on_every_page(kind: ExportFormat, tmp_path: Path) -> None:
    choice = DocumentChoice(kind=DocumentKind.PLAN, sources=SourcesPlace.INSIDE)

    found = pages(
        render(a_long_template(30), kind, document=choice, basis=PlanBasis(result=a_result())),
        kind,
        tmp_path,
    )

    assert sum("ขั้นตอนหรือวิธีการปฏิบัติ" in page for page in found) >= 3
    assert any("ที่มาของแต่ละแถว" in page for page in found)
