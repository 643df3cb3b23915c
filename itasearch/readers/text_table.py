"""Tables in plain text: lines of cells with tabs or with Markdown's pipes.

A run of table lines becomes one or several tables: Markdown's rule under the
header ("|---|---|") names the row above it a header, and an empty header row is
what OCR writes where a table goes on from the page before. Imports the standard
library and readers.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from itasearch.readers.flow.collector import CollectedRow, Collector
from itasearch.readers.flow.inline_markup import without_markup

_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_TAB_RULE = re.compile(r"^[\s:]*-[\s:-]*$")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_GRID_BORDER = re.compile(r"^\s*\+(?:[-=:]+\+)+\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One row of a table as written; `rule` is True for a line of dashes."""

    cells: tuple[str, ...]
    line_number: int
    rule: bool = False


def is_pipe_rule(line: str) -> bool:
    """Whether `line` is Markdown's rule between header and body."""
    # "| - | - |" is a row in which nothing was entered.
    dashed = any(mark in line for mark in ("--", ":-", "-:", "|-"))
    return "|" in line and dashed and bool(_PIPE_RULE.match(line))


def is_tab_rule(line: str) -> bool:
    """Whether `line` is such a rule with tabs in the place of pipes."""
    return "\t" in line and bool(_TAB_RULE.match(line))


def is_grid_border(line: str) -> bool:
    """Whether `line` is a border of a table drawn with + and -."""
    return bool(_GRID_BORDER.match(line))


def count_pipes(line: str) -> int:
    """Pipes of `line` that are not escaped."""
    return len(_UNESCAPED_PIPE.findall(line))


def split_pipes(text: str) -> tuple[str, ...]:
    """Cells of a pipe row; pipes at both ends are borders."""
    text = text.strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return tuple(cell.strip() for cell in _UNESCAPED_PIPE.split(text))


def split_tabs(text: str) -> tuple[str, ...]:
    """Cells of a tab row; a cell in double quotes may hold tabs and line ends."""
    if '"' in text:
        cells = next(csv.reader([text], delimiter="\t"), [])
        if text.count('"') % 2 == 0 and any(cell[:1] == '"' for cell in text.split("\t")):
            return tuple(cells)
    return tuple(text.split("\t"))


def emit_tables(lines: Sequence[TableLine], collector: Collector, *, piped: bool) -> None:
    """Hand the tables of one run of table lines to the collector.

    Args:
        lines: rows and rules that stand together.
        collector: takes the tables.
        piped: whether they are Markdown, where a rule names the row above it a header.
    """
    starts = [0]
    for number, line in enumerate(lines):
        if line.rule and number - 1 > starts[-1] and _begins_anew(lines, starts[-1], number - 1):
            starts.append(number - 1)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        _emit_one(lines[start:end], collector, piped=piped)


def _begins_anew(lines: Sequence[TableLine], start: int, row: int) -> bool:
    """Whether `row`, which a rule follows, begins another table than the one from `start` on.

    OCR writes rules between rows and after the last one too: only an empty header or
    another number of columns tells a new table.
    """
    cells = lines[row].cells
    return not lines[row].rule and (not any(cells) or len(cells) != len(lines[start].cells))


def _emit_one(lines: Sequence[TableLine], collector: Collector, *, piped: bool) -> None:
    rows = [line for line in lines if not line.rule]
    if not rows:
        return
    ruled = len(lines) > 1 and lines[1].rule and not lines[0].rule
    headed = True if ruled else None
    if lines[0].rule or (ruled and not any(lines[0].cells)):
        headed = False
    # A rule between tabs is a slip of the OCR, not Markdown: it tells nothing of the row above.
    collector.table(
        [
            CollectedRow(
                cells=tuple(without_markup(cell) for cell in row.cells),
                line_number=row.line_number,
            )
            for row in rows
            if any(row.cells)
        ],
        headed=headed if piped else None,
    )


def grid_rows(lines: Iterable[tuple[int, str]]) -> list[TableLine]:
    """Rows of a table drawn with + and -: the lines between two borders are one row."""
    rows: list[TableLine] = []
    parts: list[tuple[int, tuple[str, ...]]] = []
    for number, line in lines:
        if not is_grid_border(line):
            parts.append((number, split_pipes(line)))
            continue
        if parts:
            columns = zip_longest(*(cells for _, cells in parts), fillvalue="")
            texts = tuple("\n".join(filter(None, column)) for column in columns)
            rows.append(TableLine(cells=texts, line_number=parts[0][0]))
            parts = []
        if "=" in line:
            rows.append(TableLine(cells=(), line_number=number, rule=True))
    return rows
