"""How fast a draft of many rows is adapted and written, in every format and document.

    python bench/export_speed.py [--rows 300]

The rows are those of the sample corpus in turn, in the name of another town and year.
Adapting is counted apart: it is done once for all files of a draft. Processor time stands
beside the wall's: it tells what a busy machine hides. Imports of libraries are warm.
"""

import argparse
import io
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

import docx

from itasearch.borrow.adapt.rows import adapt
from itasearch.borrow.document.form import render
from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.drafts import (
    DocumentChoice,
    DocumentKind,
    Draft,
    DraftItem,
    ExportFormat,
    Letterhead,
)

CORPUS = Path(__file__).parents[1] / "corpus"
TARGET, YEAR = "เทศบาลเมืองทุ่งกว้าง", 2571
BOUND = 5.0
T = TypeVar("T")


def main() -> int:
    """Time each document; 1 when adapting and writing one takes longer than BOUND seconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=300)
    options = parser.parse_args()
    items = tuple(islice(cycle(corpus_items()), options.rows))
    draft = Draft(items=items, organisation=TARGET, fiscal_year_be=YEAR)
    adapt(Draft(items=items[:1], organisation=TARGET, fiscal_year_be=YEAR))
    adapting, template = timed("adapt", lambda: adapt(draft))
    worst = 0.0
    choices = [(kind, DocumentChoice(kind=one)) for one in DocumentKind for kind in ExportFormat]
    choices.append((ExportFormat.DOCX, DocumentChoice(letterhead=letterhead())))
    for kind, choice in choices:
        paper = " letterhead" if choice.letterhead else ""
        name = f"{choice.kind.value} {kind.value}{paper}"
        writing, _ = timed(name, partial(render, template, kind, document=choice))
        worst = max(worst, adapting + writing)
    sys.stdout.write(f"{options.rows} rows: at most {worst:.2f} s with adapting, bound {BOUND}\n")
    return int(worst > BOUND)


def timed(name: str, act: Callable[[], T]) -> tuple[float, T]:
    """Seconds of the wall that `act` takes, and what it gives."""
    wall, processor = time.perf_counter(), time.process_time()
    made = act()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    sys.stdout.write(f"{name:24} {wall:6.2f} s wall {processor:6.2f} s processor\n")
    return wall, made


def corpus_items() -> list[DraftItem]:
    """All measures of the sample corpus, as borrowed."""
    return [
        DraftItem(
            measure=measure,
            organisation=report.organisation,
            fiscal_year_be=report.fiscal_year_be,
        )
        for path in sorted((CORPUS / "examples").iterdir())
        for report in parse_file(path, limits=ReadLimits()).reports
        for measure in report.measures
    ]


def letterhead() -> Letterhead:
    """A letterhead with a place for every part."""
    document = docx.Document()
    for name in ("title", "organisation", "year", "analysis", "table", "signatures", "sources"):
        document.add_paragraph(f"{{{{ {name} }}}}")
    written = io.BytesIO()
    document.save(written)
    return Letterhead(name="letterhead.docx", content=written.getvalue())


if __name__ == "__main__":
    sys.exit(main())
