"""WordprocessingML to a flow of lines and tables, as Word shows it.

Text stands in runs (w:t) that insertions, links, content controls and fields may
wrap; deletions, field codes and hidden runs are not shown. A text box occurs
twice in the file, once for old programs (mc:Fallback). Imports the standard
library and readers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from itasearch.readers.flow.document import CellDraft, Flow, FlowLine, RowDraft, TableDraft
from itasearch.readers.word.docx_numbering import Numbering, W
from itasearch.readers.word.docx_styles import Styles

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


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxParse:
    """One document under way: its styles, and the count of its numbered paragraphs."""

    styles: Styles
    numbering: Numbering

    def flow(self, parent: Element) -> Flow:
        """Everything shown in `parent` (a body, cell, header or text box) in reading order."""
        flow: Flow = []
        for element in _blocks(parent):
            if element.tag == f"{W}tbl":
                flow.append(self._table(element))
            else:
                flow.extend(self._paragraph(element))
        # A number alone is what a cell of running numbers shows; elsewhere nobody means it.
        return flow if parent.tag == f"{W}tc" else [item for item in flow if not _bare(item)]

    def _paragraph(self, paragraph: Element) -> Flow:
        text, boxes = _shown(paragraph)
        lines = [part for part in text.replace("\t", " ").split("\n") if part.strip()]
        flow: Flow = []
        for box in boxes:
            flow.extend(self.flow(box))
        mark = self._mark(paragraph)
        if lines:
            lines[0] = f"{mark} {lines[0].lstrip()}" if mark else lines[0]
            level = self.styles.heading_level(paragraph)
            flow.extend(FlowLine(text=line, level=level) for line in lines)
        elif mark:
            flow.append(FlowLine(text=mark))
        return flow

    def _mark(self, paragraph: Element) -> str:
        place = self.styles.list_place(paragraph)
        return "" if place is None else self.numbering.next_mark(*place)

    def _table(self, table: Element) -> TableDraft:
        draft = TableDraft()
        open_merges: dict[int, CellDraft] = {}
        for row in _children(table, "tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            draft.rows.append(self._row(row, properties, open_merges))
        return draft

    def _row(
        self, row: Element, properties: Element | None, open_merges: dict[int, CellDraft]
    ) -> RowDraft:
        """One row; cells that continue a vertical merge lengthen the cell they belong to."""
        cells: list[CellDraft] = []
        column = _number(properties, "gridBefore", default=0)
        if column:
            cells.append(CellDraft(content=[], column_span=column))
        still_open: dict[int, CellDraft] = {}
        for cell in _children(row, "tc"):
            settings = cell.find(f"{W}tcPr")
            span = _number(settings, "gridSpan", default=1)
            merge = None if settings is None else settings.find(f"{W}vMerge")
            begun = open_merges.get(column)
            if merge is not None and merge.get(f"{W}val", "continue") != "restart" and begun:
                begun.row_span += 1
                still_open[column] = begun
            else:
                draft = CellDraft(content=self.flow(cell), column_span=span)
                cells.append(draft)
                if merge is not None:
                    still_open[column] = draft
            column += span
        open_merges.clear()
        open_merges.update(still_open)
        return RowDraft(cells=cells, header=_is_on(properties, "tblHeader"))


def _bare(item: FlowLine | TableDraft) -> bool:
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
        if tag in _SKIPPED or (tag == f"{W}r" and _hidden(element)):
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


def _hidden(run: Element) -> bool:
    return _is_on(run.find(f"{W}rPr"), "vanish")


def _is_on(properties: Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _number(properties: Element | None, name: str, *, default: int) -> int:
    found = None if properties is None else properties.find(f"{W}{name}")
    text = "" if found is None else found.get(f"{W}val", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else default
