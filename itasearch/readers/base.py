"""The Reader protocol: one file in, blocks out, nothing known of measures."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from itasearch.config import ReadLimits
from itasearch.model.source import SourceDocument

PageProgress = Callable[[int, int], None]
"""Told after each page: how many are read, of how many."""


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


class Reader(Protocol):
    """Reads files of one format family."""

    def read(self, path: Path, *, limits: ReadLimits) -> SourceDocument:
        """Read `path` into blocks in reading order, text unmended.

        Raises:
            DamagedFileError: the file is not what its content claims, or is empty.
            LimitExceededError: it is beyond `limits`.
        """
