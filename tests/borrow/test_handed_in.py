"""The pages of a plan as LibreOffice prints them: digits, page numbers, signatures, length."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from itasearch.borrow.document.form import render
from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.documents import Digits
from itasearch.model.drafts import (
    AdaptedDraft,
    DocumentChoice,
    DocumentKind,
    ExportFormat,
    PlanBasis,
)
from itasearch.readers.office_program import office_program
from tests.borrow.examples import ROWS, a_long_template, a_result, a_row, a_template, an_item
from tests.borrow.reading_back import borrowed
from tests.borrow.test_opens import OFFICE, pages
from tests.cases import examples

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed"),
]

EXAMPLES = Path(__file__).parents[2] / "corpus" / "examples"
PAGE_NUMBER = re.compile(r"หน้า\s*(\S+)(?: / \d+)?")
EVERY_DIGIT = "ภายใน 15 วัน นับแต่ ๑ ต.ค. 2566 รวม 1,234.50 บาท"


def printed(
    draft: AdaptedDraft, kind: ExportFormat, folder: Path, *, digits: Digits = Digits.THAI
) -> list[str]:
    choice = DocumentChoice(kind=DocumentKind.PLAN, digits=digits)
    return pages(
        render(draft, kind, document=choice, basis=PlanBasis(result=a_result())), kind, folder
    )


def footers(found: Sequence[str]) -> list[str]:
    """What each page gives as its number: the last such words on it."""
    return [PAGE_NUMBER.findall(page)[-1] for page in found]


def test_pages_of_a_word_file_are_numbered_in_digits(tmp_path: Path) -> None:
    found = printed(a_long_template(20), ExportFormat.DOCX, tmp_path)

    # LibreOffice has no Thai digits for pages; Word shows them by the section's number format.
    assert footers(found) == [str(number) for number in range(1, len(found) + 1)]


@pytest.mark.parametrize("kind", OFFICE)
def test_a_plan_has_one_kind_of_digits(kind: ExportFormat, tmp_path: Path) -> None:
    draft = a_template(an_item(edits=[("steps", EVERY_DIGIT), ("title", "ข้อ O12 ปี 2567")]))

    for digits, other in ((Digits.THAI, "[0-9]"), (Digits.ARABIC, "[๐-๙]")):
        found = " ".join(printed(draft, kind, tmp_path, digits=digits))
        # Neither Excel nor LibreOffice has Thai digits for pages.
        texts = re.sub(r"O\d+", "", PAGE_NUMBER.sub("", found))  # items are named in Arabic
        assert re.search(other, texts) is None


@pytest.mark.parametrize("kind", OFFICE)
@pytest.mark.parametrize("rows", range(3, 18, 2))
def test_signatures_are_on_a_page_with_a_row(kind: ExportFormat, rows: int, tmp_path: Path) -> None:
    items = [a_row(ROWS[n % len(ROWS)], n) for n in range(1, rows)]
    last = an_item(rows, edits=[("title", "มาตรการข้อสุดท้าย"), ("steps", "ทำ\n" * 4)])

    found = printed(a_template(*items, last), kind, tmp_path)

    (signed,) = [page for page in found if "ผู้อนุมัติ" in page]
    assert "มาตรการข้อสุดท้าย" in "".join(signed.split())


@examples("handed_in", "a plan of four rows takes few pages", str, int)
def test_a_plan_of_four_rows_takes_few_pages(name: str, pages: int, tmp_path: Path) -> None:
    (report,) = parse_file(EXAMPLES / name, limits=ReadLimits()).reports
    draft = borrowed(report, organisation="เทศบาลเมืองทุ่งกว้าง", year=2569)
    four = AdaptedDraft(items=draft.items[:4], organisation=draft.organisation, fiscal_year_be=2569)

    assert len(printed(four, ExportFormat.DOCX, tmp_path)) == pages
