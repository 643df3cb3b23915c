"""Names found by what was typed of them so far: at their beginnings, then inside.

All names are one text, so that a search is a scan by str.find, which a text of a million letters
takes a millisecond: what was typed may begin and end anywhere in a word, and Thai words that are
not finished cannot be segmented.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

_END = "\n"  # ends each name; squashed ones have none
_MOST_WORDS = 10  # different words, the longest, that a name must have; by hand


class Typeahead:
    """Squashed names by their numbers, from 0, those to be found first first; immutable."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._starts: list[int] = []
        end = len(_END)
        kept = list(keys)
        for key in kept:
            self._starts.append(end)
            end += len(key) + len(_END)
        self._text = _END + "".join(key + _END for key in kept)

    def __len__(self) -> int:
        return len(self._starts)

    def find(self, words: Sequence[str], *, most: int, inside: bool = True) -> list[int]:
        """Numbers of names with these squashed words, all or the ten longest, `most` of them.

        Names that begin with the words come first, then those that begin with the first one.

        Args:
            words: none of them empty, without line breaks.
        """
        joined = "".join(words)
        if not joined or _END in joined:
            return []
        different = sorted(dict.fromkeys(words), key=len, reverse=True)[:_MOST_WORDS]
        ways = [(_END + joined, [joined]), (_END + words[0], different)]
        if inside:
            ways.append((different[0], different))
        found: dict[int, None] = {}
        for sought, having in ways:
            if len(found) < most:
                # What was found before is found again, and comes to nothing.
                found |= dict.fromkeys(self._having(sought, having, most=most + len(found)))
        return list(found)[:most]

    def _having(self, sought: str, words: Sequence[str], *, most: int) -> Iterator[int]:
        count, place = 0, self._text.find(sought)
        while place >= 0 and count < most:
            number = bisect_right(self._starts, place + 1) - 1
            start = self._starts[number]
            end = self._text.find(_END, start)
            if all(self._text.find(word, start, end) >= 0 for word in words):
                count += 1
                yield number
            place = self._text.find(sought, end)
