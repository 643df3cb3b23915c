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
    for line in lines:
        if _TABULAR.fullmatch(line.text) or _END.fullmatch(line.text):
            is_inside = not _END.fullmatch(line.text)
        elif heading := _HEADING.fullmatch(line.text):
            yield SourceLine(line.number, f"# {heading['text']}")
        elif not is_inside:
            yield SourceLine(line.number, _NO_TEXT.sub("", line.text).replace("\\quad", " "))
        elif text := _RULE.sub("", line.text).strip():
            text = _WITHIN.sub(lambda cell: cell["text"].replace("\\\\", " "), text)
            row.append(_SPAN.sub(lambda cell: cell["text"], text))
            if _ROW_END.search(row[-1]):
                cells = _CELLS_APART.split(_ROW_END.sub("", " ".join(row)))
                yield SourceLine(line.number, "\t".join(cells).replace("\\&", "&"))
                row = []
