"""Whether rows hold the header of a table of measures, by the words of `domain.headers`."""

from collections.abc import Iterable

from itasearch.domain.headers import header_matches

_LEAST_LIKENESS = 0.8
_LONGEST_COLUMN_NAME = 60  # letters
_LEAST_NAMED_COLUMNS = 2


def is_headed(rows: Iterable[Iterable[str]]) -> bool:
    """Whether one of these rows names several columns of measures."""
    return any(sum(map(_names_column, row)) >= _LEAST_NAMED_COLUMNS for row in rows)


def _names_column(text: str) -> bool:
    best = header_matches(text)[:1] if 0 < len(text) <= _LONGEST_COLUMN_NAME else ()
    return any(match.likeness >= _LEAST_LIKENESS for match in best)
