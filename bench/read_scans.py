"""How well and how fast scans are read.

Run: python -m bench.read_scans [--reports N]
Prints scans of tests/data/gold (LibreOffice, fonts-thai-tlwg), damages them as scanners
and cameras do and reads them through `parse_file`. Fonts and reports of "tuning" served
to choose constants; those of "figure" did not, though the digit classifier knows all fonts.
"cells" is the share of the first page's printed cells that are whole (at least .95 alike) in the
text that was read.

Needs the extra ocr and what .ci/debian_packages.sh test names.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from itasearch.config import ReadLimits
from itasearch.errors import ReadError
from itasearch.ingest.worker.parse import KNOWLEDGE, parse_file
from itasearch.model.source import Table
from itasearch.readers.detect import read_document
from itasearch.readers.layout.page import Grid, Page
from itasearch.readers.layout.reading_order import Layout
from itasearch.readers.scan.ocr import read_pictures
from itasearch.text.thai.normalize import squash
from tests.readers.office import all_saved_as
from tests.tools.make_scans import (
    FIGURE_FONTS,
    TUNING_FONTS,
    Damage,
    draw_setting,
    noisy,
    photographed,
    pictures,
    save_tiff,
    scan_layout,
    turned,
    write_docx,
)
from tests.tools.render_report import gold as gold_of
from tests.tools.score_parse import score_parse

GOLD = Path("tests/data/gold")
DAMAGES: tuple[tuple[str, Callable[[int], Damage]], ...] = (
    ("200 dpi, turned up to 1 degree", turned),
    ("150 dpi, noisy", noisy),
    ("photograph", photographed),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A report on paper."""

    gold: dict[str, object]
    pdf: Path
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report read: scores, CPU seconds a page, and cells right."""

    f1: float
    fields: float
    meta: float
    wrong_year_and_sure: bool
    seconds: float
    cells: float


def print_reports(folder: Path, fonts: Sequence[str], numbers: Sequence[int]) -> list[Printed]:
    """Word files of these gold reports, and LibreOffice's PDFs of them."""
    paths, out, words = sorted(GOLD.glob("*.json")), [], []
    for number in numbers:
        gold = gold_of(paths[number].stem)
        layout = scan_layout(gold, seed=number)
        word = folder / f"report{number}.docx"
        write_docx(gold, layout, draw_setting(layout, fonts=fonts, seed=number // 2), word)
        words.append(word)
        out.append(Printed(gold=gold, pdf=folder / f"report{number}.pdf", seed=number))
    all_saved_as(words, "pdf", folder)
    return out


def read(report: Printed, damage: Damage, folder: Path) -> Reading:
    """Scan and read one report, then the text of its first page."""
    pages = pictures(report.pdf, damage, seed=report.seed)
    path = folder / "scan.tif"
    save_tiff(pages, path, dpi=damage.dpi)
    began = time.process_time()
    try:
        parsed = parse_file(path, limits=ReadLimits()).reports[0]
    except ReadError as error:
        print(f"  {report.pdf.stem}: {error.reason}")
        return Reading(f1=0, fields=0, meta=0, wrong_year_and_sure=False, seconds=0, cells=0)
    seconds = (time.process_time() - began) / len(pages)
    score = score_parse(report.gold, parsed)
    wanted = printed_cells(report.pdf)
    segmenter = KNOWLEDGE.segmenter
    (ours,) = read_pictures([(1, pages[0])], limits=ReadLimits(), segmenter=segmenter)
    text = squash(text_of(ours))
    right = sum(fuzz.partial_ratio(cell, text) >= 95 for cell in wanted)
    return Reading(
        f1=score.f1,
        fields=score.fields,
        meta=score.meta,
        wrong_year_and_sure=parsed.fiscal_year_be != report.gold["fiscal_year_be"]
        and "fiscal_year_be" not in parsed.missing,
        seconds=seconds,
        cells=right / max(1, len(wanted)),
    )


def printed_cells(pdf: Path) -> set[str]:
    """Cells of the first page as they were printed, read from the PDF's text."""
    document = read_document(pdf, limits=ReadLimits(), knowledge=KNOWLEDGE)
    tables = [b for b in document.blocks if isinstance(b, Table) and b.source.page_number == 1]
    return {squash(cell) for table in tables for row in table.rows for cell in row if squash(cell)}


def text_of(page: Page) -> str:
    """All lines of a page."""
    whole = Layout(KNOWLEDGE).of(page)
    cells = [cell.text for grid in whole.grids for cell in grid.cells]
    runs = (part for part in whole.parts if not isinstance(part, Grid))
    return "\n".join([*(line.text for run in runs for line in run), *cells])


def show(name: str, readings: Sequence[Reading]) -> None:
    """One row of the table."""
    mean = statistics.fmean
    print(
        f"{name:42} F1 {mean(r.f1 for r in readings):.3f}  "
        f"fields {mean(r.fields for r in readings):.3f}  "
        f"meta {mean(r.meta for r in readings):.3f}  "
        f"year wrong and sure {sum(r.wrong_year_and_sure for r in readings)}  "
        f"CPU s/page {mean(r.seconds for r in readings):.2f}  "
        f"cells {mean(r.cells for r in readings):.3f}",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=5, help="of each half")
    count = parser.parse_args().reports
    halves = (("tuning", TUNING_FONTS, range(0, 26, 2)), ("figure", FIGURE_FONTS, range(1, 26, 2)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for half, fonts, numbers in halves:
            reports = print_reports(folder, fonts, list(numbers)[:count])
            for told, damage in DAMAGES:
                readings = [read(report, damage(report.seed), folder) for report in reports]
                show(f"{half}: {told}", readings)


if __name__ == "__main__":
    main()
