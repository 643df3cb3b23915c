"""DOCX: paragraphs, numbered as Word shows them, and tables in document order.

python-docx opens the package and finds its parts; the text itself is read from their XML,
because `paragraph.text` and `row.cells` omit automatic numbers, content controls, text
boxes and tracked insertions, and repeat merged cells. Text is in runs (w:t) within
insertions, links, content controls and fields; deletions, field codes, hidden runs and
footers are left out. A text box occurs twice in the file, once for old programs
(mc:Fallback).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from docx.package import Package

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.model.source import SourceDocument
from itasearch.readers.base import load
from itasearch.readers.flow.collector import Collector
from itasearch.readers.flow.document import Flow, FlowCell, FlowLine, FlowRow, FlowTable, emit_flow
from itasearch.readers.word.numbering import Numbering, Styles, W
from itasearch.readers.zip_guard import ZipGuard
from itasearch.wording.messages import broken

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")}
_SKIPPED |= {f"{_MC}Fallback"}
_TEXTS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
    f"{W}sym": "•",
}
_BARE_MARK = re.compile(r"[•-]|\(?[0-9๐-๙.]{1,9}[.)]{0,2}")
_OFF = {"0", "false", "off", "none"}

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_OPENED = (
    *(PackageNotFoundError, SyntaxError, LookupError, ValueError),
    *(AttributeError, TypeError),  # python-docx, on XML of another kind than it expects
    *(BadZipFile, NotImplementedError),  # zipfile, on headers that the guard does not compare
)
_EMBEDDED = "มีเอกสารอื่นฝังอยู่ (altChunk) ซึ่งไม่ได้อ่าน โปรดเปิดด้วย Word บันทึกใหม่ แล้วเพิ่มไฟล์นั้น"


@dataclass(frozen=True, slots=True)
class DocxReader:
    """Reads DOCX; see the Reader protocol."""

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read a Word document; its headers come first where the body does not repeat them."""
        file = load(path, limits=limits)
        ZipGuard(path, limits=limits).check()
        parts = _open(path)
        collector = Collector(file.source, limits=limits)
        parse = _DocxParse(styles=Styles(parts.styles), numbering=Numbering(parts.numbering))
        flow = parse.flow(parts.body)
        emit_flow([*_header_lines(parts.headers, parse, flow), *flow], collector)
        if parts.body.find(f".//{W}altChunk") is not None:
            collector.warnings.append(_EMBEDDED)
        return collector.document(MEDIA_TYPE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The XML of the parts that hold text or define how it is shown."""

    body: Element
    styles: Element | None
    numbering: Element | None
    headers: tuple[Element, ...]


def _open(path: Path) -> _Parts:
    """Open the package.

    Raises:
        DamagedFileError: it is no Word document that python-docx can open.
    """
    try:
        # docx.Document refuses templates and documents with macros, whose text is the same.
        main = Package.open(str(path)).main_document_part
        body = _root(main).find(f"{W}body")
        styles = _related(main, RELATIONSHIP_TYPE.STYLES)
        numbering = _related(main, RELATIONSHIP_TYPE.NUMBERING)
        headers = _related(main, RELATIONSHIP_TYPE.HEADER)
    except _NOT_OPENED as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error
    if body is None:
        raise DamagedFileError(path=str(path), reason=broken())
    return _Parts(
        body=body,
        styles=styles[0] if styles else None,
        numbering=numbering[0] if numbering else None,
        headers=headers,
    )


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

    styles: Styles
    numbering: Numbering

    def flow(self, parent: Element) -> Flow:
        """All text shown in `parent` (a body, cell, header or text box) in reading order."""
        flow: Flow = []
        for element in _blocks(parent):
            if element.tag == f"{W}tbl":
                flow.append(self._table(element))
            else:
                flow.extend(self._paragraph(element))
        # A number alone is content only in a cell of running numbers.
        return flow if parent.tag == f"{W}tc" else [item for item in flow if not _bare(item)]

    def _paragraph(self, paragraph: Element) -> Flow:
        text, boxes = _shown(paragraph)
        lines = [part for part in text.replace("\t", " ").split("\n") if part.strip()]
        flow: Flow = []
        for box in boxes:
            flow.extend(self.flow(box))
        place = self.styles.list_place(paragraph)
        mark = "" if place is None else self.numbering.next_mark(*place)
        if lines:
            lines[0] = f"{mark} {lines[0].lstrip()}" if mark else lines[0]
            level = self.styles.heading_level(paragraph)
            flow.extend(FlowLine(text=line, level=level) for line in lines)
        elif mark:
            flow.append(FlowLine(text=mark))
        return flow

    def _table(self, table: Element) -> FlowTable:
        found = FlowTable()
        open_merges: dict[int, FlowCell] = {}
        for row in _children(table, "tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            found.rows.append(self._row(row, properties, open_merges))
        return found

    def _row(
        self, row: Element, properties: Element | None, open_merges: dict[int, FlowCell]
    ) -> FlowRow:
        """One row; cells that continue a vertical merge lengthen the cell they belong to."""
        cells: list[FlowCell] = []
        column = _number(properties, "gridBefore", default=0)
        if column:
            cells.append(FlowCell(content=[], column_span=column))
        still_open: dict[int, FlowCell] = {}
        for cell in _children(row, "tc"):
            settings = cell.find(f"{W}tcPr")
            span = _number(settings, "gridSpan", default=1)
            merge = None if settings is None else settings.find(f"{W}vMerge")
            begun = open_merges.get(column)
            if merge is not None and merge.get(f"{W}val", "continue") != "restart" and begun:
                begun.row_span += 1
                still_open[column] = begun
            else:
                made = FlowCell(content=self.flow(cell), column_span=span)
                cells.append(made)
                if merge is not None:
                    still_open[column] = made
            column += span
        open_merges.clear()
        open_merges.update(still_open)
        return FlowRow(cells=cells, header=_is_on(properties, "tblHeader"))


def _header_lines(headers: Sequence[Element], parse: _DocxParse, body: Flow) -> Flow:
    """Lines of page headers that hold words and that the body's first lines do not repeat."""
    known = {item.text.strip() for item in body[:30] if isinstance(item, FlowLine)}
    lines: Flow = []
    for header in headers:
        for item in parse.flow(header):
            if not isinstance(item, FlowLine) or item.text.strip() in known:
                continue
            if _has_words(item.text):
                known.add(item.text.strip())
                lines.append(FlowLine(text=item.text))
    return lines


def _has_words(text: str) -> bool:
    """Whether a header line holds more than a page number."""
    return sum(letter.isalpha() for letter in text.replace("หน้า", "")) >= 6


def _bare(item: FlowLine | FlowTable) -> bool:
    return isinstance(item, FlowLine) and _BARE_MARK.fullmatch(item.text) is not None


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables of `parent`, those within content controls included."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _blocks(child)


def _children(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, those within content controls included."""
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _children(child, name)


def _shown(paragraph: Element) -> tuple[str, list[Element]]:
    """The paragraph's text, and the contents of the text boxes anchored in it."""
    texts: list[str] = []
    boxes: list[Element] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag in _SKIPPED or (tag == f"{W}r" and _is_on(element.find(f"{W}rPr"), "vanish")):
            continue
        if tag == f"{W}txbxContent":
            boxes.append(element)
        elif tag == f"{W}t":
            texts.append(element.text or "")
        elif tag in _TEXTS:
            texts.append(_TEXTS[tag])
        else:
            waiting.extend(reversed(element))
    return "".join(texts), boxes


def _is_on(properties: Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _number(properties: Element | None, name: str, *, default: int) -> int:
    found = None if properties is None else properties.find(f"{W}{name}")
    text = "" if found is None else found.get(f"{W}val", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else default
