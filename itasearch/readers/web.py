"""HTML pages, and HTML saved as .xls or .doc, as web systems export them.

The parser ignores a charset in <meta> when it is given bytes, so the text is decoded first.
"""

from dataclasses import dataclass
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.model.source import SourceDocument
from itasearch.readers.base import load
from itasearch.readers.encoding import decode
from itasearch.readers.flow.collector import Collector
from itasearch.readers.flow.document import emit_flow
from itasearch.readers.flow.markup import parse_markup

MEDIA_TYPE = "text/html"


@dataclass(frozen=True, slots=True)
class HtmlReader:
    """Reads HTML; see the Reader protocol."""

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read an HTML file; rows have their line where the parser finds the rows of the source."""
        file = load(path, limits=limits)
        decoded = decode(file.data, path=str(path))
        collector = Collector(file.source, limits=limits)
        emit_flow(parse_markup(decoded.text, path=str(path), limits=limits), collector)
        return collector.document(MEDIA_TYPE, warnings=decoded.warnings)
