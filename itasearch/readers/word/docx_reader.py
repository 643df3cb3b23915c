"""DOCX: paragraphs, numbered as Word shows them, and tables in document order.

python-docx opens the package and finds its parts; the text itself is read from
their XML, because `paragraph.text` and `row.cells` leave out automatic numbers,
content controls, text boxes and tracked insertions, and repeat merged cells.
Footers are left out. Imports the standard library, python-docx, config,
errors, model and readers.
"""

from collections.abc import Sequence
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
from itasearch.model.reasons import broken
from itasearch.model.source import SourceDocument
from itasearch.readers.flow.collector import Collector
from itasearch.readers.flow.document import Flow, FlowLine, lay_out
from itasearch.readers.source_file import load
from itasearch.readers.word.docx_flow import DocxParse
from itasearch.readers.word.docx_numbering import Numbering, W
from itasearch.readers.word.docx_styles import Styles
from itasearch.readers.zip_guard import ZipGuard

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_OPENED = (
    *(PackageNotFoundError, SyntaxError, LookupError, ValueError),
    *(AttributeError, TypeError),  # python-docx, on XML that is not what it takes it for
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
        parse = DocxParse(styles=Styles(parts.styles), numbering=Numbering(parts.numbering))
        flow = parse.flow(parts.body)
        lay_out([*_header_lines(parts.headers, parse, flow), *flow], collector)
        if parts.body.find(f".//{W}altChunk") is not None:
            collector.warnings.append(_EMBEDDED)
        return collector.document(MEDIA_TYPE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The XML of the parts that hold text or say how it is shown."""

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
        # docx.Document refuses templates and documents with macros, whose text is just the same.
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


def _header_lines(headers: Sequence[Element], parse: DocxParse, body: Flow) -> Flow:
    """Lines of page headers that hold words and that the body's first lines do not repeat."""
    known = {item.text.strip() for item in body[:30] if isinstance(item, FlowLine)}
    lines: Flow = []
    for header in headers:
        for item in parse.flow(header):
            if (
                isinstance(item, FlowLine)
                and item.text.strip() not in known
                and _has_words(item.text)
            ):
                known.add(item.text.strip())
                lines.append(FlowLine(text=item.text))
    return lines


def _has_words(text: str) -> bool:
    """Whether a header line says more than a page number."""
    return sum(letter.isalpha() for letter in text.replace("หน้า", "")) >= 6
