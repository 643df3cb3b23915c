"""Which rules of readers/layout change what is read: each is varied or switched off in turn.

Run: python -m bench.layout_rules FOLDER... [--module borderless.by_gaps] [--pages 5]
Reads the PDFs and pictures of these folders once (scans by OCR), then lays their pages out
anew for each rule: numbers times 0.4 and 2.5, patterns that match nothing, functions that
answer yes or no always. Prints how many files come out otherwise, counting to three.
"""

import argparse
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pypdfium2 as pdfium

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import Block, SourceRef
from itasearch.readers.layout.page import Page
from itasearch.readers.layout.reading_order import Layout, blocks_of
from itasearch.readers.pdf.reader import open_page
from itasearch.readers.scan.ocr import read_pictures
from itasearch.readers.scan.reader import PictureFile

MODULES = (
    "lines",
    "ruled_tables",
    "page_breaks",
    "borderless.by_drawing_order",
    "borderless.by_gaps",
)
FACTORS = (0.4, 2.5)
ENOUGH = 3
PICTURES = {".png", ".jpg", ".tif", ".tiff"}

Pages = Mapping[Path, Sequence[Page]]
Blocks = tuple[Block, ...]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folders", type=Path, nargs="+")
    arguments.add_argument("--module", action="append", choices=MODULES)
    arguments.add_argument("--pages", type=int, default=5, help="of each file")
    given = arguments.parse_args()
    paths = sorted(path for folder in given.folders for path in folder.iterdir())
    pages = {path: found for path in paths if (found := read_pages(path)[: given.pages])}
    before = {path: blocks_from(found) for path, found in pages.items()}
    print(f"{len(pages)} files")
    for name in given.module or MODULES:
        module = import_module(f"itasearch.readers.layout.{name}")
        for rule, change, value in rules_of(module):
            changed = changed_by(module, rule, value, pages, before)
            print(f"{name:28} {rule:26} {change:8} {len(changed)} {' '.join(changed)}", flush=True)


def read_pages(path: Path) -> list[Page]:
    """The pages of a PDF's text layer or of a picture; none of other files."""
    limits = ReadLimits()
    if path.suffix == ".pdf":
        with pdfium.PdfDocument(path) as document:
            return [open_page(page, number).page() for number, page in enumerate(document, 1)]
    if path.suffix not in PICTURES:
        return []
    with PictureFile(path.read_bytes(), path, limits) as pictures:
        found = read_pictures(pictures.unpacked(), limits=limits, segmenter=KNOWLEDGE.segmenter)
        return list(found)


def blocks_from(pages: Sequence[Page]) -> Blocks:
    """What the layout stage makes of the pages of a file."""
    layout = Layout(KNOWLEDGE)
    return blocks_of(map(layout.of, pages), source=SourceRef(path="", sha256=""))


def rules_of(module: ModuleType) -> Iterator[tuple[str, str, object]]:
    """The name of each rule of a module, how it is changed, and what it becomes."""
    for name, value in list(vars(module).items()):
        if isinstance(value, int | float) and name.strip("_").isupper():
            for factor in FACTORS:
                yield name, f"x {factor}", type(value)(value * factor)
        elif isinstance(value, re.Pattern):
            yield name, "never", re.compile("(?!)")
        elif inspect.isfunction(value) and value.__annotations__.get("return") is bool:
            yield name, "always", _answering(yes=True)
            yield name, "never", _answering(yes=False)


def _answering(*, yes: bool) -> Callable[..., bool]:
    return lambda *_given, **_named: yes


def changed_by(
    module: ModuleType, rule: str, value: object, pages: Pages, before: Mapping[Path, Blocks]
) -> list[str]:
    """The first files that come out otherwise with the rule changed."""
    old = getattr(module, rule)
    setattr(module, rule, value)
    changed: list[str] = []
    try:
        for path, found in pages.items():
            if blocks_from(found) != before[path]:
                changed.append(path.name)
            if len(changed) == ENOUGH:
                break
    finally:
        setattr(module, rule, old)
    return changed


if __name__ == "__main__":
    main()
