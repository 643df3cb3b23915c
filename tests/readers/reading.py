"""Short ways to read a file in a test and to look at what came out."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import ReadError
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import Heading, Paragraph, SourceDocument, Table
from itasearch.readers.detect import read_document
from tests.thai_sentences import is_thai_sentence

LIMITS = ReadLimits()


def read(path: Path) -> SourceDocument:
    return read_document(path, limits=LIMITS, knowledge=KNOWLEDGE)


def read_or_refuse(path: Path) -> None:
    """Read `path`, which gives blocks or an error that says why in Thai."""
    try:
        assert read(path).blocks
    except ReadError as error:
        assert is_thai_sentence(error.reason), error.reason


def read_bytes(path: Path, data: bytes) -> SourceDocument:
    """Write `data` to `path` and read it."""
    path.write_bytes(data)
    return read(path)


def read_text(path: Path, text: str, *, encoding: str = "utf-8") -> SourceDocument:
    return read_bytes(path, text.encode(encoding))


def tables(document: SourceDocument) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(document: SourceDocument) -> list[tuple[str, ...]]:
    return [row for table in tables(document) for row in table.rows]


def prose(document: SourceDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading | Paragraph)]


def with_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a zipped Office file; a part that is not there begins empty."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(whole.getvalue())
    return path
