"""Rows of tables that an OCR service writes as code within its text: as LaTeX, or as CSV."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the file; its text is a form feed alone where a page ends."""

    number: int
    text: str


_QUOTED_ROW = re.compile(r'"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")+')
_TABULAR = re.compile(r"\s*\\begin\{(?:tabular|array)\}(?:\{(?:[^{}]|\{[^{}]*\})*\})?\s*")
_END = re.compile(r"\s*\\end\{(?:tabular|array)\}\s*")
_WITHIN = re.compile(
    r"\\begin\{tabular\}\{[^{}]*\}(?P<text>(?:(?!\\begin|\\end).)*)\\end\{tabular\}"
)
_SPAN = re.compile(r"\\multi(?:column|row)\{[^{}]*\}\{[^{}]*\}\{(?P<text>[^{}]*)\}")
_RULE = re.compile(r"\s*\\(?:hline|cline\{[^{}]*\})\s*")
_ROW_END = re.compile(r"\s*\\\\\s*$")
_CELLS_APART = re.compile(r"\s*(?<!\\)&\s*")
_HEADING = re.compile(r"\s*\\(?:(?:sub)*section|title)\*?\{(?P<text>[^{}]*)\}\s*")
_NO_TEXT = re.compile(r"\s*\\(?:footnotetext|label|captionsetup)\{[^{}]*\}\s*")


def with_tabs(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines; rows written as code are tab-separated, headings in LaTeX as in Markdown."""
    is_latex = any(_TABULAR.fullmatch(line.text) for line in lines)
    return [*_latex_lines(lines)] if is_latex else [*map(_from_csv, lines)]


def _from_csv(line: SourceLine) -> SourceLine:
    if not _QUOTED_ROW.fullmatch(line.text.strip()):
        return line
    cells = next(csv.reader([line.text.strip()]))
    return SourceLine(line.number, "\t".join(map(str.strip, cells)))


def _latex_lines(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    is_inside = False
    row: list[str] = []
    for line in (*lines, SourceLine(lines[-1].number, "\\end{tabular}")):
        begins, ends = _TABULAR.fullmatch(line.text), _END.fullmatch(line.text)
        text = _RULE.sub("", line.text).strip()
        if is_inside and text and not (begins or ends):
            text = _WITHIN.sub(lambda cell: cell["text"].replace("\\\\", " "), text)
            row.append(_SPAN.sub(lambda cell: cell["text"], text))
        # The last row of a table may have no end of its own.
        if row and (begins or ends or _ROW_END.search(row[-1])):
            cells = _CELLS_APART.split(_ROW_END.sub("", " ".join(row)))
            yield SourceLine(line.number, "\t".join(cells).replace("\\&", "&"))
            row = []
        if begins or ends:
            is_inside = begins is not None
        elif not is_inside and (heading := _HEADING.fullmatch(line.text)):
            yield SourceLine(line.number, f"# {heading['text']}")
        elif not is_inside:
            yield SourceLine(line.number, _NO_TEXT.sub("", line.text).replace("\\quad", " "))
