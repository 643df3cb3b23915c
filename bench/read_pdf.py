"""Speed of reading text PDFs, on one core: pages a second, and how that compares.

Makes a long PDF of the pages of a given one, warms up, then measures pairs, the reader
and pdfium's bare text in turn, and gives their ratio: CPU seconds of this process.
Usage: `python bench/read_pdf.py FILE.pdf [--pairs N] [--pages N]`.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium

from itasearch.config import ReadLimits
from itasearch.readers.pdf_reader import PdfReader


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path, help="a text PDF; it is repeated to 100 pages")
    arguments.add_argument("--pairs", type=int, default=5)
    arguments.add_argument("--pages", type=int, default=100)
    given = arguments.parse_args()
    path = given.file.with_suffix(".long.pdf")
    pages = _repeat(given.file, path, given.pages)
    try:
        _measure(path, pages, given.pairs)
    finally:
        path.unlink()


def _measure(path: Path, pages: int, pairs: int) -> None:
    limits = ReadLimits()
    _seconds(lambda: PdfReader().read(path, limits=limits))
    rates, ratios = [], []
    for _ in range(pairs):
        reader, plain = (
            _seconds(lambda: PdfReader().read(path, limits=limits)),
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
