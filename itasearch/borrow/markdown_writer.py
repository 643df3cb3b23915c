"""A Form as Markdown: headings and pipe tables. Imports its neighbours."""

import re
from collections.abc import Iterator, Sequence

from itasearch.borrow.form import BLANK, Form

_SPECIAL = re.compile(r"([\\|`*_~\[\]#])")
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def write_markdown(form: Form) -> bytes:
    """The titles, the table, and the sources under a heading of their own."""
    lines = [f"# {_escaped(form.titles[0])}", *map(_escaped, form.titles[1:])]
    filled = [[text or BLANK for text in row] for row in form.rows]
    blocks = ["\n\n".join(lines), _table(form.headers, filled), f"## {form.sources_title}"]
    blocks += ["\n".join(f"- {_escaped(note)}" for note in form.notes)]
    blocks += [_table(form.source_headers, form.sources)]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_rows(headers, rows))


def _rows(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headers)} |"
    yield f"|{'---|' * len(headers)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    """A cell stands on one line; what would be markup is written as text."""
    return "<br>".join(_escaped(line.strip()) for line in text.split("\n"))


def _escaped(text: str) -> str:
    for sign, entity in _ENTITIES:
        text = text.replace(sign, entity)
    return _SPECIAL.sub(r"\\\1", text)
