"""A Form as CSV in UTF-8 with its byte order mark, without which Excel misreads Thai.

A spreadsheet takes a cell that begins with = + - or @ for a formula, also from CSV.
A list's leading hyphen becomes the dash – , which looks the same and is no sign of
arithmetic; before the other signs stands an apostrophe. Imports the documents' room and
its neighbours.
"""

import csv
import io
import re
from collections.abc import Iterator

from itasearch.borrow.document.form import Form
from itasearch.documents.grid import DocumentGrid, cell_text

_HYPHENS = ("-", "\uff0d")
_LIST_HYPHEN = re.compile("^[-\uff0d]", re.MULTILINE)
_SIGNS = ("=", "+", "@", "\uff1d", "\uff0b", "\uff20")


def write_csv(form: Form) -> bytes:
    """Titles, measures, signatures, last year's result and sources, empty rows between them."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_safe(text) for text in row] for row in _lines(form))
    return written.getvalue().encode("utf-8-sig")


def _lines(form: Form) -> Iterator[list[str]]:
    yield from ([cell_text(title)] for title in form.titles)
    yield from _table(form.measures)
    for signature in form.signatures():
        yield from ([], *([line] for line in signature))
    if form.analysis is not None:
        yield from ([], [form.analysis.heading])
        yield from ([cell_text(line)] for line in form.analysis.above)
        yield from _table(form.analysis.grid) if form.analysis.grid else ()
        yield from ([cell_text(line)] for line in form.analysis.below)
    if form.appendix:
        yield from ([], [form.sources_title], *([note] for note in form.notes))
        yield from _table(form.sources)


def _table(grid: DocumentGrid) -> Iterator[list[str]]:
    yield list(grid.headers)
    for row in grid.rows:
        yield [*map(cell_text, row), *[""] * (len(grid.headers) - len(row))]


def _safe(text: str) -> str:
    """`text` so that no spreadsheet calculates it."""
    text = text.strip()
    if text.startswith(_HYPHENS):
        return _LIST_HYPHEN.sub("–", text)
    return f"'{text}" if text.startswith(_SIGNS) else text
