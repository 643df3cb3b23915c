"""The Reader protocol, and loading a file: its bytes, its digest, and the common refusals."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError
from itasearch.model.source import Block, SourceDocument, SourceRef, Table
from itasearch.text.thai.words import Segmenter
from itasearch.wording.messages import EMPTY, NO_SUCH_FILE, refused_by_system, too_large

NamedField = Callable[[str], str]  #: the field of a report that a line is the label of; "" for none

PageProgress = Callable[[int, int], None]
"""Called after each page with the number of pages read, and of all."""


def no_progress(_done: int, _total: int) -> None:
    """Report nothing."""


class Reader(Protocol):
    """Reads files of a format."""

    def __call__(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read `path` into blocks in reading order, its text as written.

        Raises DamagedFileError: the file is not what its content claims, or is empty.
        LimitExceededError: it is beyond `limits`.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What readers of pages need to know of reports; they import nothing of the domain."""

    #: whether one of these rows names columns of a report
    is_headed: Callable[[Iterable[Iterable[str]]], bool]
    named_field: NamedField  #: shows also that columns are labelled texts and no table
    segmenter: Callable[[], Segmenter]  #: of the domain's words, made when OCR needs it


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file's bytes, and the source from which the places of its blocks derive."""

    data: bytes
    source: SourceRef


def load(path: Path, *, limits: ReadLimits) -> SourceFile:
    """Read `path` whole and hash it; `source.path` is `path` as given.

    Raises DamagedFileError: the file cannot be opened or holds nothing. LimitExceededError: it is
    larger than `limits.file_bytes`.
    """
    data = read_start(path, size=limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise LimitExceededError(path=str(path), reason=too_large(limits.file_bytes))
    if not data:
        raise DamagedFileError(path=str(path), reason=EMPTY)
    source = SourceRef(path=str(path), sha256=hashlib.sha256(data).hexdigest())
    return SourceFile(data=data, source=source)


def read_start(path: Path, *, size: int) -> bytes:
    """The first `size` bytes of `path`, fewer where it ends before.

    Raises DamagedFileError: the file cannot be opened.
    """
    if not path.is_file():
        # A pipe or device would block the read for ever.
        raise DamagedFileError(path=str(path), reason=NO_SUCH_FILE)
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise DamagedFileError(path=str(path), reason=refused_by_system(error)) from error


def with_places(
    document: SourceDocument, change: Callable[[SourceRef], SourceRef]
) -> SourceDocument:
    """`document` with all of its places changed."""

    def placed(block: Block) -> Block:
        if isinstance(block, Table):
            block = replace(block, row_sources=tuple(map(change, block.row_sources)))
        return replace(block, source=change(block.source))

    blocks = tuple(map(placed, document.blocks))
    return replace(document, source=change(document.source), blocks=blocks)
