"""What the browser prints: reports as PDF and as scans made for a test, and views on paper.

Only the words of reports are invented; the form is that of a report on results.
"""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import settled

A4 = (595, 842)
"""Points of a page, across and down."""

_STYLE = """
@page {size: A4; margin: 18mm} body {font: 13pt Loma, Sarabun, sans-serif}
table {border-collapse: collapse; width: 100%} th, td {border: 1px solid; padding: 4px}
td {vertical-align: top} section + section {page-break-before: always}
"""
_NAMES = ("มาตรการ/แนวทาง", "ขั้นตอนหรือวิธีการปฏิบัติ", "ระยะเวลาดำเนินการ", "หน่วยงานรับผิดชอบ")
_FIRST = (
    ("๑. งดรับของขวัญทุกเทศกาล", "ติดป้ายหน้าห้องรับแขก", "ทุกเทศกาล", "สำนักปลัด"),
    ("๒. แสดงราคากลางก่อนวันยื่นซอง", "ลงเว็บไซต์ของหน่วยงาน", "ทุกไตรมาส", "กองคลัง"),
)
_SECOND = (
    ("๓. จดเลขไมล์รถส่วนกลาง", "ทำสมุดประจำรถ", "ทุกวัน", "กองช่าง"),
    ("๔. ตอบเรื่องร้องเรียนในเจ็ดวัน", "ตั้งผู้รับเรื่องประจำวัน", "ตลอดปี", "สำนักปลัด"),
)


def printed(browser: Browser, file: Path, *, cover: str, pages: int = 2) -> Path:
    """A PDF of one or two pages with text, two measures each, and this cover (HTML)."""
    tables = "".join(map(_table, (_FIRST, _SECOND)[:pages]))
    html = f"<style>{_STYLE}</style>{cover}{tables}"
    page = browser.new_page()
    page.set_content(html)
    page.pdf(path=file, prefer_css_page_size=True)
    page.close()
    return file


def scanned(pdf: Path, file: Path) -> Path:
    """The same pages as pictures at 150 dpi, without a text layer; each takes seconds to read."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=150 / 72).to_pil().convert("L") for page in document]
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return file


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(f"<th>{name}</th>" for name in _NAMES)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<section><table><tr>{head}</tr>{body}</table></section>"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page of a view: its size in points, and its letters and digits."""

    size: tuple[int, int]
    letters: str

    def has(self, words: str) -> bool:
        return has(self.letters, words)


def letters(text: str) -> str:
    """Letters and digits: a PDF has marks above and below letters in another order."""
    return "".join(letter for letter in text.replace("\u0e4d\u0e32", "\u0e33") if letter.isalnum())


def has(text: str, words: str) -> bool:
    """Whether printed letters have these words; a PDF's text repeats a letter that bears a mark."""
    return re.search(".{0,2}?".join(map(re.escape, letters(words))), text) is not None


def sheets(page: Page) -> list[Sheet]:
    """The view on paper, once all of it is there."""
    settled(page)
    content = page.pdf(prefer_css_page_size=True)
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        return [
            Sheet(
                (round(one.get_width()), round(one.get_height())),
                letters(one.get_textpage().get_text_range()),
            )
            for one in document
        ]


def expect_whole(page: Page, last: str) -> list[Sheet]:
    """Print the view, and check that it is on A4 to the last element of a selector, its text.

    Nothing is printed that only a screen needs: downloads, the bar over the view.
    """
    expect(page.locator(last).last).to_be_attached()
    printed = sheets(page)
    row = page.locator(last).last.text_content() or ""  # what is folded has no inner text

    whole = "".join(one.letters for one in printed)
    assert letters(row)
    assert has(whole, row), whole[-400:]
    assert {one.size for one in printed} == {A4}
    assert all(one.letters for one in printed), "an empty page"
    assert not has(whole, "ดาวน์โหลด Excel")
    assert not has(whole, "ดาวน์โหลดไฟล์ต้นฉบับ")
    assert not has(whole, "itasearch ค้นหา เปรียบเทียบ")
    return printed
