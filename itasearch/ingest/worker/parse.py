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
from itasearch.readers.base import Knowledge, PageProgress, no_progress, with_places
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
        document = with_places(document, lambda place: replace(place, reworded=True))
    return replace(extract(document), media_type=document.media_type)
