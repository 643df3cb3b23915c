"""Speed of reading text PDFs, on one core: pages a second, and how that compares.

Makes a long PDF of the pages of a given one, or of one that Chromium or LibreOffice
prints, warms up, then measures pairs, the reader and pdfium's bare text in turn, and
gives their ratio: CPU seconds of this process.
Usage: `python bench/read_pdf.py [FILE.pdf] [--pairs N] [--pages N]`.
"""

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.readers.pdf.reader import PdfReader
from tests.tools.chromium import chromium

HEADER = ("ที่", "มาตรการ", "ขั้นตอนหรือวิธีการปฏิบัติ", "ระยะเวลา", "ผู้รับผิดชอบ", "ผลการดำเนินการ")
ROW = (
    "เปิดเผยแผนการจัดซื้อจัดจ้างและผลของทุกโครงการบนเว็บไซต์",
    "๑. รวบรวมแผนจากทุกกอง<br>๒. เสนอนายกเพื่ออนุมัติ<br>๓. ลงเว็บไซต์ภายในห้าวันทำการ<br>"
    "๔. ติดประกาศที่ป้ายหน้าสำนักงานและที่ทำการผู้ใหญ่บ้านทุกหมู่",
    "ต.ค. ๒๕๖๗ - ก.ย. ๒๕๖๘",
    "กองคลัง (งานพัสดุ)",
    "เปิดเผยแล้วทุกโครงการ มีผู้เข้าชม ๑,๒๐๔ ครั้ง และไม่มีเรื่องร้องเรียนเกี่ยวกับการจัดซื้อ",
)
STYLE = "*{font-family:Laksaman,sans-serif}table{border-collapse:collapse}td{border:1px solid}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="a text PDF, made when none is given; repeated to --pages",
    )
    arguments.add_argument("--pairs", type=int, default=5)
    arguments.add_argument("--pages", type=int, default=100)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = given.file or _printed(Path(folder))
        path = Path(folder, "long.pdf")
        _measure(path, _repeat(source, path, given.pages), given.pairs)


def _printed(folder: Path) -> Path:
    """A report of ten pages or so, printed by Chromium, else by LibreOffice."""
    rows = [HEADER, *((str(number), *ROW) for number in range(1, 61))]
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    page = folder / "report.html"
    head = f"<meta charset='utf-8'><style>{STYLE}</style>"
    page.write_text(f"<html><head>{head}</head><table>{table}</table></html>", encoding="utf-8")
    file = page.with_suffix(".pdf")
    program = chromium()
    office = shutil.which("soffice")
    if program is not None:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command = [program, *options, f"--print-to-pdf={file}", page.as_uri()]
    elif office is not None:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", str(page)]
        command += ["--outdir", str(folder)]
    else:
        raise SystemExit("name a PDF, or install Chromium or LibreOffice to make one")
    subprocess.run(command, check=True, timeout=240, capture_output=True)
    return file


def _measure(path: Path, pages: int, pairs: int) -> None:
    limits = ReadLimits()
    _seconds(lambda: PdfReader(KNOWLEDGE).read(path, limits=limits))
    rates, ratios = [], []
    for _ in range(pairs):
        reader, plain = (
            _seconds(lambda: PdfReader(KNOWLEDGE).read(path, limits=limits)),
            _seconds(lambda: _bare(path)),
        )
        rates.append(pages / reader)
        ratios.append(reader / plain)
    print(f"pages             {pages}")
    print(f"reader            {statistics.median(rates):.0f} pages/s (worst {min(rates):.0f})")
    print(f"to bare pdfium    {statistics.median(ratios):.1f} times its CPU time")


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _bare(path: Path) -> int:
    letters = 0
    with pdfium.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            letters += len(text.get_text_range())
            text.close()
            page.close()
    return letters


def _repeat(source: Path, path: Path, pages: int) -> int:
    """Write the pages of `source` again and again, up to `pages`."""
    with pdfium.PdfDocument(source) as document:
        long = pdfium.PdfDocument.new()
        while len(long) < pages:
            long.import_pages(document)
        long.save(path)
        return len(long)


if __name__ == "__main__":
    main()
