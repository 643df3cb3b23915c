"""A Form as CSV or Markdown, and a draft as JSON.

CSV has a byte order mark, without which Excel misreads Thai. A list's leading hyphen becomes
the dash –, which looks the same and begins no formula; see `grid.csv_text` for other signs.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterator

from itasearch.documents.grid import csv_text, printable
from itasearch.model.documents import DocumentGrid, Form, cell_text
from itasearch.model.drafts import (
    AdaptedDraft,
    AdaptedField,
    AdaptedRow,
    Change,
    OpenQuestion,
)
from itasearch.model.records import TEXT_FIELDS
from itasearch.wording.objects import JsonObject, as_object

_HYPHENS = ("-", "\uff0d")
_LIST_HYPHEN = re.compile("^[-\uff0d]", re.MULTILINE)


def write_csv(form: Form) -> bytes:
    """Titles, measures, signatures, last year's result and sources, empty rows between them."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_safe(text) for text in row] for row in _lines(form))
    return written.getvalue().encode("utf-8-sig")


def _lines(form: Form) -> Iterator[list[str]]:
    yield from ([cell_text(title)] for title in form.titles)
    yield from form.measures.texts()
    for signature in form.signatures:
        yield from ([], *([line] for line in signature))
    if form.analysis is not None:
        yield from ([], [form.analysis.heading])
        yield from ([cell_text(line)] for line in form.analysis.above)
        yield from form.analysis.grid.texts() if form.analysis.grid else ()
        yield from ([cell_text(line)] for line in form.analysis.below)
    if form.appendix:
        yield from ([], [form.sources_title], *([note] for note in form.notes))
        yield from form.sources.texts()


def _safe(text: str) -> str:
    """`text` so that no spreadsheet calculates it; a list keeps its look."""
    text = text.strip()
    if text.startswith(_HYPHENS):
        text = _LIST_HYPHEN.sub("–", text)
    return csv_text(text)


_SPECIAL = re.compile(r"([\\|`*_~\[\]#])")


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
            yield _pipe_table(form.analysis.grid)
        yield from (_escaped(cell_text(line)) for line in form.analysis.below)
    if form.heading is not None:
        yield f"## {_escaped(form.heading)}"
    yield _pipe_table(form.measures)
    for signature in form.signatures:
        yield "  \n".join(map(_escaped, signature))
    if form.appendix:
        yield f"## {_escaped(form.sources_title)}"
        yield "\n".join(f"- {_escaped(note)}" for note in form.notes)
        yield _pipe_table(form.sources)


def _pipe_table(grid: DocumentGrid) -> str:
    header, *rows = (f"| {' | '.join(map(_cell, texts))} |" for texts in grid.texts())
    return "\n".join([header, f"|{'---|' * len(grid.headers)}", *rows])


def _cell(text: str) -> str:
    """A cell on one line; what would be markup is written as text."""
    return "<br>".join(_escaped(line.strip()) for line in text.split("\n"))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", html.escape(text, quote=False))


def write_json(draft: AdaptedDraft) -> bytes:
    """The draft in UTF-8, indented."""
    text = json.dumps(draft_as_json(draft), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def draft_as_json(draft: AdaptedDraft) -> JsonObject:
    """The target and its rows; a field that is to be filled in is null."""
    return {
        "organisation": draft.organisation,
        "fiscal_year_be": draft.fiscal_year_be,
        "measures": [
            _item_as_json(item, number) for number, item in enumerate(draft.items, start=1)
        ],
    }


def _item_as_json(item: AdaptedRow, number: int) -> JsonObject:
    texts: JsonObject = {name: printable(item.text(name)) or None for name in TEXT_FIELDS}
    first, *merged = map(as_object, item.sources())
    # Examples are null above, so that changes in them have no text.
    shown = [field for field in item.fields if not field.example]
    return {
        "number": str(number),
        "indicator": item.measure.indicator,
        **texts,
        "changes": [_placed(field, one) for field in shown for one in field.adapted.changes],
        "open": [_placed(field, one) for field in shown for one in field.adapted.open],
        "edited": [field.name for field in item.fields if field.edited],
        "source": first,
        "merged": merged,
    }


def _placed(field: AdaptedField, span: Change | OpenQuestion) -> JsonObject:
    return {"field": field.name, **as_object(span)}
