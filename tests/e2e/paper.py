"""Reports as PDF and as scans, made for a test: printed by the browser, then taken a picture of.

Only the words are invented; the form is that of a report on results.
"""

from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser

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
