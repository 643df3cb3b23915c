"""DOCX: paragraphs, numbered as Word shows them, and tables in document order.

python-docx opens the package and finds its parts; the text itself is read from
their XML, because `paragraph.text` and `row.cells` leave out automatic numbers,
content controls, text boxes and tracked insertions, and repeat merged cells.
Footers are left out. Imports the standard library, python-docx, config,
errors, model and readers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.model.source import SourceDocument
from itasearch.readers.collector import Collector
from itasearch.readers.docx_flow import DocxParse
from itasearch.readers.docx_numbering import Numbering, W
from itasearch.readers.docx_styles import Styles
from itasearch.readers.draft import Flow, Line, lay_out
from itasearch.readers.source_file import load
from itasearch.readers.zip_guard import ZipGuard

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EMBEDDED = "the document embeds another one (altChunk), which was not read"


@dataclass(frozen=True, slots=True)
class DocxReader:
    """Reads DOCX; see the Reader protocol."""

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read a Word document; its headers come first where the body does not repeat them."""
        file = load(path, limits=limits)
        ZipGuard(path, limits=limits).check()
        collector = Collector(file.source, limits=limits)
        main = _main_part(path)
        body = _root(main).find(f"{W}body")
        if body is None:
            raise DamagedFileError(path=str(path), reason="the document has no body")
        parse = DocxParse(
            styles=Styles(_related_root(main, RELATIONSHIP_TYPE.STYLES)),
            numbering=Numbering(_related_root(main, RELATIONSHIP_TYPE.NUMBERING)),
        )
        flow = parse.flow(body)
        lay_out([*_header_lines(main, parse, flow), *flow], collector)
        if body.find(f".//{W}altChunk") is not None:
            collector.warnings.append(_EMBEDDED)
        return collector.document(MEDIA_TYPE)


def _main_part(path: Path) -> Part:
    """The part that holds the body.

    Raises:
        DamagedFileError: python-docx cannot open the package.
    """
    try:
        return Document(str(path)).part
    except (PackageNotFoundError, SyntaxError, KeyError, ValueError) as error:
        reason = f"the document cannot be opened ({error}); save it again as .docx"
        raise DamagedFileError(path=str(path), reason=reason) from error


def _root(part: Part) -> Element:
    # The guard has refused any DOCTYPE, so the standard parser meets no entities.
    return ElementTree.fromstring(part.blob)


def _related_root(main: Part, kind: str) -> Element | None:
    return next((_root(part) for part in _related(main, kind)), None)


def _related(main: Part, kind: str) -> Iterator[Part]:
    for relation in main.rels.values():
        if relation.reltype == kind and not relation.is_external:
            yield relation.target_part


def _header_lines(main: Part, parse: DocxParse, body: Flow) -> Flow:
    """Lines of page headers that hold words and that the body's first lines do not repeat."""
    known = {item.text.strip() for item in body[:30] if isinstance(item, Line)}
    lines: Flow = []
    for part in _related(main, RELATIONSHIP_TYPE.HEADER):
        for item in parse.flow(_root(part)):
            if isinstance(item, Line) and item.text.strip() not in known and _has_words(item.text):
                known.add(item.text.strip())
                lines.append(Line(text=item.text))
    return lines


def _has_words(text: str) -> bool:
    """Whether a header line says more than a page number."""
    return sum(letter.isalpha() for letter in text.replace("หน้า", "")) >= 6
