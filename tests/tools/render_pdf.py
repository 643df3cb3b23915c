"""Rendered reports as they are printed to PDF, in a font of one's choice.

`render_report` draws the layouts; here its Word and HTML files get a font and borders,
and become PDF.
"""

import html
import os
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from playwright.sync_api import sync_playwright

FONTS = (
    *("Garuda", "Kinnari", "Laksaman", "Loma", "Norasi", "Purisa", "Sawasdee", "Tlwg Mono"),
    *("Tlwg Typewriter", "Tlwg Typist", "Tlwg Typo", "Umpush", "Waree"),
)
_CHROMIUM = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How a file is printed."""

    font: str = "Laksaman"
    ruled: bool = True  #: whether tables have borders
    landscape: bool = True
    points: int = 14


def dress_docx(path: Path, paper: Paper) -> None:
    """Give a Word file the paper's font, borders and orientation."""
    document = docx.Document(str(path))
    for section in document.sections:
        long, short = Cm(29.7), Cm(21)
        section.page_width, section.page_height = (
            (long, short) if paper.landscape else (short, long)
        )
        section.left_margin = section.right_margin = Cm(1.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = paper.font, Pt(paper.points)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), paper.font)
    size = properties.makeelement(qn("w:szCs"), {qn("w:val"): str(2 * paper.points)})
    properties.append(size)
    for table in document.tables:
        if paper.ruled:
            table.style = "Table Grid"
    document.save(str(path))


def dress_html(path: Path, paper: Paper, *, more: str = "") -> str:
    """The HTML of a file with the paper's font and borders, and `more` style."""
    borders = "table{border-collapse:collapse}td,th{border:1px solid #000;padding:2px 4px}"
    style = f"*{{font-family:{paper.font!r};font-size:{paper.points}pt}}"
    style += borders if paper.ruled else "table,td,th{border:none}"
    text = path.read_text(encoding="utf-8")
    return text.replace("<head>", f"<head><style>{style}{html.escape(more, quote=False)}</style>")


def print_by_chromium(pages: Iterable[tuple[str, Path]], *, landscape: bool = True) -> list[Path]:
    """PDFs of (HTML, file to write), all by one browser."""
    program = chromium()
    if program is None and os.environ.get("CI"):
        pytest.fail("Chromium is not installed")
    if program is None:
        pytest.skip("Chromium is not installed")
    # A thread of its own: the browser tests may hold Playwright's loop in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(_print, list(pages), program, landscape=landscape).result()


def _print(pages: Sequence[tuple[str, Path]], program: str, *, landscape: bool) -> list[Path]:
    written = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_CHROMIUM))
        page = browser.new_page()
        for text, path in pages:
            page.set_content(text)
            page.pdf(path=str(path), format="A4", landscape=landscape)
            written.append(path)
        browser.close()
    return written


CHROMIUMS = ("chromium-headless-shell", "chromium")
"""Programs, the first that is installed counts.

The one without a desktop draws the same pages with a third less processor time: each window of the
other one brings processes of its own for a bar that nobody sees.
"""


def chromium() -> str | None:
    """The path of the program; None where no Chromium is installed."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)
