"""Tables whose columns stand apart by runs of spaces only, as PDF tools print them.

Thai marks above and below take a place in the file and none on paper, so positions do not
tell the columns: such text is not read, for its lines mix the cells of a row. Imports the
domain's headers and its neighbours.
"""

import re
from collections.abc import Iterable

from itasearch.domain.headers import header_matches
from itasearch.extract.extracted import BODY_FIELDS, TextBlockLine

_GAP = re.compile(r"\S {3,}(?=\S)")
_BETWEEN = re.compile(r" {2,}")
_SURE = 0.86
_LEAST_NAMES = 3
_LEAST_ROWS = 3


def has_spaced_columns(lines: Iterable[TextBlockLine]) -> bool:
    """Whether a line of column headers stands above lines that runs of spaces cut."""
    rows = 0
    for line in reversed(list(lines)):
        raw = line.raw.strip()
        if rows >= _LEAST_ROWS and _names_columns(raw):
            return True
        rows += bool(_GAP.search(raw))
    return False


def _names_columns(raw: str) -> bool:
    """Whether a line is headers side by side, two of them of what measures have."""
    parts = _BETWEEN.split(raw) if _GAP.search(raw) else []
    best = [match for part in parts for match in header_matches(part)[:1]]
    sure = [match.field for match in best if match.likeness >= _SURE]
    return len(set(sure)) >= _LEAST_NAMES and len(BODY_FIELDS.intersection(sure)) >= 2
