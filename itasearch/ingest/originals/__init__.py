"""Original files: found in folders, kept for good, opened again.

files   files to read, found in folders, and their digests; places of an extraction named anew
local   originals in the home's corpus/, by default
bucket  originals in S3 (ITASEARCH_ORIGINALS_URL), and the folder of those that were fetched

The store names each by its path, wherever it is: relative to the home, with forward slashes
("corpus/added/3f…-แผน.pdf"), and the same for an original in a bucket: a backup unzipped into a
home needs no other store.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from itasearch.config import Settings
from itasearch.ingest.originals.local import LocalOriginals


class Originals(Protocol):
    """The originals of one library; safe to share between threads, but for `keep` and `finish`."""

    def keep(self, path: Path, sha256: str) -> str:
        """Keep a file for good, the writer lock held; the path that the store names it by.

        What is kept already is used again, and nothing is ever written over. A kill leaves the
        whole file or none. Until `finish` the first originals of a library are no sign that its
        store held reports (see `traces`). Raises DamagedFileError: the file is no longer the one
        that `sha256` was taken of, or its name is not text, so no other program could name it.
        OSError: it cannot be read, or the disk refuses. OriginalsError: the bucket refuses, or is
        not reached.
        """

    def finish(self) -> None:
        """The store names what was kept. Raises OSError or OriginalsError, as `keep`."""

    def path(self, stored: str) -> Path:
        """A file here that holds an original, or would if it is not lost. Raises OriginalsError."""

    def read(self, stored: str) -> bytes:
        """The bytes of an original; where it is lost, OriginalsError or OSError."""

    def elsewhere(self) -> tuple[str, ...]:
        """The originals that are no files of the home's corpus/, by path. Raises OriginalsError."""

    def lost(self, stored: Iterable[str]) -> tuple[str, ...]:
        """Those that are nowhere, in the order given. Raises OriginalsError."""

    def traces(self) -> tuple[int, str]:
        """How many were kept for reports that the store named, and where. Raises OriginalsError."""


def open_originals(settings: Settings) -> Originals:
    """What keeps the originals of a home; contacts nobody yet.

    Raises OriginalsUrlError: ITASEARCH_ORIGINALS_URL names no bucket. MissingExtraError: it does,
    and what speaks to buckets is not installed.
    """
    if settings.originals_url is None:
        return LocalOriginals(settings)
    from itasearch.ingest.originals.bucket import BucketOriginals

    return BucketOriginals(settings)
