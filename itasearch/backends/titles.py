"""Titles of the indexed measures, each once, and which of them have what was typed."""

from collections.abc import Iterable, Sequence

from itasearch.backends.base import LONGEST_TITLE
from itasearch.text.typed import Typeahead


class Titles:
    """Distinct titles of a generation, the most frequent first; immutable."""

    def __init__(self, titles: Iterable[tuple[str, int, int]]) -> None:
        """Take (squashed title, a row of it, how many measures have it).

        Equal titles may come again, the row of the first counts.
        """
        counts: dict[str, int] = {}
        rows: dict[str, int] = {}
        for title, row, count in titles:
            if title and len(title) <= LONGEST_TITLE:
                counts[title] = counts.get(title, 0) + count
                rows.setdefault(title, row)
        ordered = sorted(counts, key=lambda title: (-counts[title], len(title), title))
        self._rows = [rows[title] for title in ordered]
        self._typed = Typeahead(ordered)

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, words: Sequence[str], *, most: int) -> list[int]:
        """Rows of titles that have all of these squashed words, see Typeahead.find."""
        return [self._rows[number] for number in self._typed.find(words, most=most)]
