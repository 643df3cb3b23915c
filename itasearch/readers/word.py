"""DOCX: paragraphs, numbered as Word shows them, and tables in document order.

python-docx opens the package and finds its parts; the text itself is read from their XML, because
`paragraph.text` and `row.cells` omit automatic numbers, content controls, text boxes and tracked
insertions, and repeat merged cells. Text is in runs (w:t) within insertions, links, content
controls and fields; deletions, field codes and hidden runs are left out; footnotes and footers
follow the body. A text box occurs twice in the file, once for old programs (mc:Fallback).

A numbered paragraph names a list (numId) and a level; `numbering.xml` defines how that level looks
("%1.%2", Thai digits, bullets), and the number itself comes from counting. Measures are mostly
numbered this way. A style inherits from the one it is based on; the paragraph's own settings win.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from docx.package import Package

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import SourceDocument
from itasearch.readers.base import load
from itasearch.readers.flow.collector import Collector, symbol
from itasearch.readers.flow.document import Flow, FlowCell, FlowLine, FlowRow, FlowTable, emit_flow
from itasearch.readers.zip_guard import ZipGuard
from itasearch.text.thai.normalize import thai_digits
from itasearch.wording.messages import broken

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")}
_SKIPPED |= {f"{_MC}Fallback"}
_TRANSPARENT = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_TEXTS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_BARE_MARK = re.compile(r"[•-]|\(?[0-9๐-๙.]{1,9}[.)]{0,2}")
_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_OFF = {"0", "false", "off", "none"}

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_OPENED = (
    *(PackageNotFoundError, SyntaxError, LookupError, ValueError),
    *(AttributeError, TypeError),  # python-docx, on XML of another kind than it expects
    *(BadZipFile, NotImplementedError),  # zipfile, on headers that the guard does not compare
)
_EMBEDDED = "มีเอกสารอื่นฝังอยู่ (altChunk) ซึ่งไม่ได้อ่าน โปรดเปิดด้วย Word บันทึกใหม่ แล้วเพิ่มไฟล์นั้น"
_HIDDEN = "ไม่ได้อ่านข้อความที่ซ่อนไว้ {:,} แห่ง หากต้องการ โปรดเลิกซ่อนใน Word แล้วเพิ่มไฟล์ใหม่"
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"

_LEAST_TABBED_CELLS = 3  # of a line that may be a row of a table made with tabs; by hand
_LONGEST_CHAIN = 20  # styles may be based on each other in a circle


def read_docx(path: Path, *, limits: ReadLimits) -> SourceDocument:
    """Read a Word document; its headers come first where the body does not repeat them."""
    file = load(path, limits=limits)
    ZipGuard(path, limits=limits).check()
    try:
        # docx.Document refuses templates and documents with macros, whose text is the same.
        main = Package.open(str(path)).main_document_part
        body = _root(main).find(f"{W}body")
        styles = _related(main, RELATIONSHIP_TYPE.STYLES)
        numbering = _related(main, RELATIONSHIP_TYPE.NUMBERING)
        headers = _related(main, RELATIONSHIP_TYPE.HEADER)
        notes = [_related(main, kind) for kind in _NOTES]
        footers = _related(main, RELATIONSHIP_TYPE.FOOTER)
    except _NOT_OPENED as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error
    if body is None:
        raise DamagedFileError(path=str(path), reason=broken())
    collector = Collector(file.source, limits=limits)
    parse = _DocxParse(
        styles=Styles(next(iter(styles), None)),
        numbering=Numbering(next(iter(numbering), None)),
    )
    flow = parse.flow(body)
    emit_flow([*_header_lines(headers, parse, flow), *flow], collector)
    for roots, mark in zip(notes, ("footnote", "endnote"), strict=True):
        emit_flow(_note_lines(body, roots, parse, mark), collector)
    running = (item for root in footers for item in parse.flow(root))
    lines = (item for item in running if isinstance(item, FlowLine))
    emit_flow([FlowLine(text=line.text, running=True) for line in lines], collector)
    if body.find(f".//{W}altChunk") is not None:
        collector.warnings.append(_EMBEDDED)
    hidden = sum(_is_hidden(run) and bool(_all_text(run).strip()) for run in body.iter(f"{W}r"))
    if hidden:
        collector.warnings.append(_HIDDEN.format(hidden))
    return collector.document(MEDIA_TYPE)


def _root(part: Part) -> Element:
    # The guard has refused any DOCTYPE, so the standard parser meets no entities.
    return ElementTree.fromstring(part.blob)


def _related(main: Part, kind: str) -> tuple[Element, ...]:
    return tuple(
        _root(relation.target_part)
        for relation in main.rels.values()
        if relation.reltype == kind and not relation.is_external
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _DocxParse:
    """One document while it is read: its styles, and the count of its numbered paragraphs."""

    styles: "Styles"
    numbering: "Numbering"

    def flow(self, parent: Element) -> Flow:
        """All text shown in a body, cell, header or text box, in reading order."""
        flow: Flow = []
        for element in _children(parent, "p", "tbl"):
            if element.tag == f"{W}tbl":
                with PartOfFile("ตาราง", begins=partial(_all_text, element)):
                    flow.append(self._table(element))
            else:
                with PartOfFile("ย่อหน้า", begins=partial(_all_text, element)):
                    flow.extend(self._paragraph(element))
        # A number alone is content only in a cell of running numbers.
        if parent.tag == f"{W}tc":
            return flow
        return [i for i in flow if not isinstance(i, FlowLine) or not _BARE_MARK.fullmatch(i.text)]

    def _paragraph(self, paragraph: Element) -> Flow:
        text, boxes = _shown(paragraph)
        lines = [line for line in text.split("\n") if line.strip()]
        for number, line in enumerate(lines):
            # Tabs part cells where they are as many as those of a row of a table.
            if len([cell for cell in line.split("\t") if cell.strip()]) < _LEAST_TABBED_CELLS:
                lines[number] = line.replace("\t", " ")
        flow: Flow = [item for box in boxes for item in self.flow(box)]
        listed = self.styles.list_level(paragraph)
        mark = "" if listed is None else self.numbering.next_mark(*listed)
        if lines:
            lines[0] = f"{mark} {lines[0].lstrip()}" if mark else lines[0]
            level = self.styles.heading_level(paragraph)
            runs = (run for run in paragraph.iter(f"{W}r") if "".join(run.itertext()).strip())
            settings = (run.find(f"{W}rPr") for run in runs)
            # As Word marks it for Latin or for Thai letters.
            bold = level is None and all(_is_on(s, "b") or _is_on(s, "bCs") for s in settings)
            flow.extend(FlowLine(text=line, level=level, bold=bold) for line in lines)
        elif mark:
            flow.append(FlowLine(text=mark))
        return flow

    def _table(self, table: Element) -> FlowTable:
        rows: list[FlowRow] = []
        open_merges: dict[int, FlowCell] = {}
        for row in _children(table, "tr"):
            properties = row.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                rows.append(self._row(row, properties, open_merges))
        return FlowTable(rows=rows)

    def _row(
        self, row: Element, properties: Element | None, open_merges: dict[int, FlowCell]
    ) -> FlowRow:
        """A row; its cells that continue a vertical merge lengthen the cell that they belong to."""
        cells: list[FlowCell] = []
        column = _integer(_value(properties, "gridBefore"), default=0)
        if column:
            cells.append(FlowCell(content=[], column_span=column))
        still_open: dict[int, FlowCell] = {}
        for cell in _children(row, "tc"):
            settings = cell.find(f"{W}tcPr")
            span = _integer(_value(settings, "gridSpan"), default=1)
            merge = None if settings is None else settings.find(f"{W}vMerge")
            begun = open_merges.get(column)
            if merge is not None and merge.get(f"{W}val", "continue") != "restart" and begun:
                begun.row_span += 1
                still_open[column] = begun
            else:
                cells.append(FlowCell(content=self.flow(cell), column_span=span))
                if merge is not None:
                    still_open[column] = cells[-1]
            column += span
        open_merges.clear()
        open_merges.update(still_open)
        return FlowRow(cells=cells)


def _header_lines(headers: Sequence[Element], parse: _DocxParse, body: Flow) -> Flow:
    first = {item.text.strip() for item in body[:30] if isinstance(item, FlowLine)}
    items = (item for header in headers for item in parse.flow(header))
    texts = {item.text.strip(): item.text for item in items if isinstance(item, FlowLine)}
    # A line that holds more than a page number, and that the body's first lines do not repeat.
    return [
        FlowLine(text=text)
        for stripped, text in texts.items()
        if stripped not in first
        and sum(letter.isalpha() for letter in text.replace("หน้า", "")) >= 6
    ]


def _note_lines(body: Element, roots: Sequence[Element], parse: _DocxParse, mark: str) -> Flow:
    notes = {note.get(f"{W}id"): note for root in roots for note in root}
    shown = [notes.get(each.get(f"{W}id")) for each in body.iter(f"{W}{mark}Reference")]
    lines: Flow = []
    for number, note in enumerate(shown, start=1):
        flow = parse.flow(note) if note is not None else []
        if flow and isinstance(first := flow[0], FlowLine):
            first.text = f"{str(number).translate(_RAISED)} {first.text}"
        lines += flow
    return lines


def _children(parent: Element, *names: str) -> Iterator[Element]:
    """Elements of these names in `parent`, also within controls and insertions."""
    for child in parent:
        if child.tag in {f"{W}{name}" for name in names}:
            yield child
        elif child.tag in _TRANSPARENT and not _is_prompt(child):
            yield from _children(child, *names)


def _is_prompt(element: Element) -> bool:
    """Whether a content control shows what to fill in, because nobody has."""
    properties = element.find(f"{W}sdtPr")
    return properties is not None and _is_on(properties, "showingPlcHdr")


def _all_text(element: Element) -> str:
    return " ".join(element.itertext())


def _shown(paragraph: Element) -> tuple[str, list[Element]]:
    texts: list[str] = []
    boxes: list[Element] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag in _SKIPPED or _is_hidden(element) or _is_prompt(element):
            continue
        if tag == f"{W}txbxContent":
            boxes.append(element)
        elif tag == f"{W}t":
            texts.append(element.text or "")
        elif tag == f"{W}sym":
            code = int(element.get(f"{W}char", "0"), 16)
            texts.append(symbol(chr(code), unknown="•"))
        elif tag in _TEXTS:
            texts.append(_TEXTS[tag])
        else:
            waiting.extend(reversed(element))
    return "".join(texts), boxes


def _is_hidden(run: Element) -> bool:
    return run.tag == f"{W}r" and _is_on(run.find(f"{W}rPr"), "vanish")


def _is_on(properties: Element | None, name: str) -> bool:
    switch = None if properties is None else properties.find(f"{W}{name}")
    return switch is not None and switch.get(f"{W}val", "1") not in _OFF


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """One numId: the abstract list that defines its levels, and where counts start otherwise."""

    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            abstracts = root.findall(f"{W}abstractNum")
            self._levels = {each.get(f"{W}abstractNumId", ""): _levels(each) for each in abstracts}
            numbers = root.findall(f"{W}num")
            self._lists = {each.get(f"{W}numId", ""): _list(each) for each in numbers}

    def next_mark(self, list_id: str, level: int) -> str:
        """The mark of the next paragraph of this list and level, such as "๑.๒"; "" if none."""
        listed = self._lists.get(list_id, _List())
        levels = self._levels.get(listed.abstract, {})
        if level not in levels:
            return ""
        # Lists with one definition count on from each other unless one sets its start.
        counts = self._counts.setdefault(listed.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            counts |= {level: start - 1 for level, start in listed.starts.items()}
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [number for number in counts if number > level]:
            del counts[deeper]
        return _mark(levels, counts, level)


def _levels(abstract: Element) -> dict[int, _Level]:
    return {
        _integer(element.get(f"{W}ilvl"), default=0): _Level(
            start=_integer(_value(element, "start"), default=1),
            format=_value(element, "numFmt") or "decimal",
            text=_value(element, "lvlText") or "",
            legal=element.find(f"{W}isLgl") is not None,
        )
        for element in abstract.findall(f"{W}lvl")
    }


def _list(number: Element) -> _List:
    starts = {
        _integer(override.get(f"{W}ilvl"), default=0): _integer(start, default=1)
        for override in number.findall(f"{W}lvlOverride")
        if (start := _value(override, "startOverride")) is not None
    }
    return _List(abstract=_value(number, "abstractNumId") or "", starts=starts)


def _value(element: Element | None, name: str) -> str | None:
    child = None if element is None else element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _integer(text: str | None, *, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else default


def _mark(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    shown = levels[level]
    if shown.format == "bullet":
        return "-" if shown.text.strip() in {"-", "–", "—"} else "•"
    mark = shown.text
    for number in range(level + 1):
        if f"%{number + 1}" in mark:
            part = levels.get(number, _Level())
            count = counts.get(number, part.start)
            style = "decimal" if shown.legal else part.format
            mark = mark.replace(f"%{number + 1}", _WRITERS.get(style, str)(count))
    return mark.strip()


def _letters(count: int, alphabet: str) -> str:
    """As Word counts: a … z, then aa, bb …"""
    rounds, letter = divmod(max(count, 1) - 1, len(alphabet))
    return alphabet[letter] * min(rounds + 1, 9)


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "thaiNumbers": thai_digits,
    "thaiLetters": lambda count: _letters(count, _THAI_LETTERS),
    "lowerLetter": lambda count: _letters(count, ascii_lowercase),
    "upperLetter": lambda count: _letters(count, ascii_uppercase),
    "none": lambda _count: "",
}


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        defaults = (style for style in styles if style.get(f"{W}default") in {"1", "true"})
        paragraphs = (style for style in defaults if style.get(f"{W}type") == "paragraph")
        self._default = next((style.get(f"{W}styleId", "") for style in paragraphs), "")

    def heading_level(self, paragraph: Element) -> int | None:
        """1 to 9 for a heading (1 for a title), None for body text."""
        for properties in self._properties(paragraph):
            level = properties.find(f"{W}outlineLvl")
            if level is not None:
                value = level.get(f"{W}val", "9")
                return int(value) + 1 if value in "012345678" and value else None
        style = next(self._chain(paragraph), None)
        titled = style is not None and (_value(style, "name") or "").lower() == "title"
        return 1 if titled else None

    def list_level(self, paragraph: Element) -> tuple[str, int] | None:
        """(list id, level from 0) of a numbered or bulleted paragraph, None for others."""
        list_id: str | None = None
        level: int | None = None
        for properties in self._properties(paragraph):
            numbered = properties.find(f"{W}numPr")
            if numbered is None:
                continue
            if level is None and (value := _value(numbered, "ilvl")) is not None:
                level = int(value) if value in list("012345678") else None
            list_id = _value(numbered, "numId")
            if list_id is not None:
                break
        return None if list_id is None or list_id == "0" else (list_id, level or 0)

    def _properties(self, paragraph: Element) -> Iterator[Element]:
        """The paragraph's own properties, then those of its style and of the styles below that."""
        own = paragraph.find(f"{W}pPr")
        if own is not None:
            yield own
        for style in self._chain(paragraph):
            properties = style.find(f"{W}pPr")
            if properties is not None:
                yield properties

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        name = _value(paragraph.find(f"{W}pPr"), "pStyle") or self._default
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _value(style, "basedOn") or ""
