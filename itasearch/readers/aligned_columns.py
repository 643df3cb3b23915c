"""Tables without vertical rules, told by gaps that stand one above the other.

Imports the standard library and readers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from itasearch.readers.page import Box, Rule
from itasearch.readers.text_lines import TextLine
from itasearch.readers.wrapped_lines import items_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedTable:
    """A table by alignment: rows of equal length, and the box of each."""

    rows: tuple[tuple[str, ...], ...]
    boxes: tuple[Box, ...]


Item = AlignedTable | Sequence[TextLine]
"""A table, or the lines of one paragraph."""


def find_tables(lines: Sequence[TextLine], *, rules: Sequence[Rule] = ()) -> Iterator[Item]:
    """Tables and paragraphs, in reading order."""
    del rules
    if lines:
        left = min(line.box.left for line in lines)
        right = max(line.box.right for line in lines)
        yield from items_of(lines, left=left, right=right)
