"""One file to reports, in this process: reading, then extraction.

Only the child process and tests call this; the app goes through `isolation.Isolation`, because
a parser may hang or die on a hostile file.
"""

from dataclasses import replace
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.domain.headers import is_headed
from itasearch.domain.organisations import is_reworded
from itasearch.domain.words import segmenter
from itasearch.extract.report import extract
from itasearch.model.records import Extraction
from itasearch.model.source import Block, SourceDocument, SourceRef, Table
from itasearch.readers.base import Knowledge, PageProgress, no_progress
from itasearch.readers.detect import read_document

KNOWLEDGE = Knowledge(is_headed=is_headed, segmenter=segmenter)
"""What the domain gives to readers, which import none of it."""


def parse_file(
    path: Path, *, limits: ReadLimits, on_page: PageProgress = no_progress
) -> Extraction:
    """What the file at `path` holds; places name `path` as given.

    Args:
        path: the file.
        limits: bounds on reading it.
        on_page: called after each page of a format that has pages.

    Raises:
        UnsupportedFormatError: no reader takes its format.
        DamagedFileError: it is broken, encrypted, empty or not there.
        LimitExceededError: it goes beyond `limits`.
        NotAReportError: it was read and holds neither measures nor ITA results.
    """
    document = read_document(path, limits=limits, knowledge=KNOWLEDGE, on_page=on_page)
    if is_reworded(document.source.sha256):
        document = _as_reworded(document)
    return replace(extract(document), media_type=document.media_type)


def _as_reworded(document: SourceDocument) -> SourceDocument:
    """The document with all of its places marked as those of a reworded report."""

    def marked(place: SourceRef) -> SourceRef:
        return replace(place, reworded=True)

    def marked_block(block: Block) -> Block:
        if isinstance(block, Table):
            block = replace(block, row_sources=tuple(map(marked, block.row_sources)))
        return replace(block, source=marked(block.source))

    return replace(
        document,
        source=marked(document.source),
        blocks=tuple(map(marked_block, document.blocks)),
    )
