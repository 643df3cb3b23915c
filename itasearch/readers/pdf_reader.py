"""PDF: text layer or pictures of pages to blocks (first part: refuses until the pages are read).

Imports the standard library, config, errors, model and readers.
"""

from dataclasses import dataclass
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import UnsupportedFormatError
from itasearch.model.source import SourceDocument
from itasearch.readers.base import PageProgress, no_progress

MEDIA_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class PdfReader:
    """Reads PDF; see the Reader protocol."""

    on_page: PageProgress = no_progress

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:  # noqa: ARG002
        """Read a PDF."""
        raise UnsupportedFormatError(
            path=str(path), reason="ยังไม่รับไฟล์ PDF โปรดใช้ไฟล์ .docx หรือ .xlsx ต้นฉบับ"
        )
