"""A Form as Markdown: headings and pipe tables. Imports the documents' room and its neighbours."""

import re
from collections.abc import Iterator

from itasearch.borrow.document.form import Form
from itasearch.documents.grid import DocumentGrid, cell_text

_SPECIAL = re.compile(r"([\\|`*_~\[\]#])")
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def write_markdown(form: Form) -> bytes:
    """All parts of the form, the sources under a heading of their own."""
    return ("\n\n".join(_blocks(form)) + "\n").encode("utf-8")


def _blocks(form: Form) -> Iterator[str]:
    first, *others = map(cell_text, form.titles)
    yield f"# {_escaped(first)}"
    yield from map(_escaped, others)
    if form.analysis is not None:
        yield f"## {_escaped(form.analysis.heading)}"
        yield from (_escaped(cell_text(line)) for line in form.analysis.above)
        if form.analysis.grid is not None:
            yield _table(form.analysis.grid)
        yield from (_escaped(cell_text(line)) for line in form.analysis.below)
    if form.heading is not None:
        yield f"## {_escaped(form.heading)}"
    yield _table(form.measures)
    for signature in form.signatures():
        yield "  \n".join(map(_escaped, signature))
    if form.appendix:
        yield f"## {_escaped(form.sources_title)}"
        yield "\n".join(f"- {_escaped(note)}" for note in form.notes)
        yield _table(form.sources)


def _table(grid: DocumentGrid) -> str:
    return "\n".join(_rows(grid))


def _rows(grid: DocumentGrid) -> Iterator[str]:
    yield f"| {' | '.join(grid.headers)} |"
    yield f"|{'---|' * len(grid.headers)}"
    for row in grid.rows:
        texts = [*map(cell_text, row), *[""] * (len(grid.headers) - len(row))]
        yield f"| {' | '.join(map(_cell, texts))} |"


def _cell(text: str) -> str:
    """A cell stands on one line; what would be markup is written as text."""
    return "<br>".join(_escaped(line.strip()) for line in text.split("\n"))


def _escaped(text: str) -> str:
    for sign, entity in _ENTITIES:
        text = text.replace(sign, entity)
    return _SPECIAL.sub(r"\\\1", text)
