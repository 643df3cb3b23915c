"""A text as finders read it: one spelling, Arabic digits, each letter knowing its place.

Files hold the same cluster in several encodings, with blanks where a line or an OCR broke
a word; finders see the right form, and what they find is a place in the text as given.
"""

import re
from dataclasses import dataclass, field

from itasearch.text.thai.characters import FOLLOW_VOWELS, LEAD_VOWELS, MARKS, THAI, canonical
from itasearch.text.thai.normalize import arabic_digits

_CLUSTER = re.compile(
    f"[{LEAD_VOWELS}]+[{MARKS}{FOLLOW_VOWELS}]*|.[{MARKS}{FOLLOW_VOWELS}]*", re.DOTALL
)
_BLANKS = re.compile(r"(?<![A-Za-z])[^\S\n]+|[^\S\n]+(?![A-Za-z])")
THAI_LETTER = re.compile(f"[{THAI}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A text to search in.

    Attributes:
        text: normalised, with Arabic digits and the case as it was.
        printed: as `text`, in its own digits.
        places: offset in `text` -> (start, end) in `raw`; empty when they are the same.
    """

    raw: str
    text: str
    printed: str
    places: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of `text`, not empty, as a place of `raw`."""
        if not self.places:
            return start, end
        return self.places[start][0], self.places[end - 1][1]

    def letter_at(self, at: int) -> bool:
        """Whether there is a Thai letter or mark at `at` of `text`."""
        return 0 <= at < len(self.text) and bool(THAI_LETTER.match(self.text, at))


def view_of(raw: str) -> View:
    """The view of a text as given."""
    clean = canonical(raw)
    if clean == raw:
        return View(raw=raw, text=arabic_digits(raw), printed=raw)
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    for match in _CLUSTER.finditer(raw):
        piece = canonical(match.group())
        pieces.append(piece)
        if len(piece) == len(match.group()):
            places += [(at, at + 1) for at in range(match.start(), match.end())]
        else:
            places += [match.span()] * len(piece)
    printed = "".join(pieces)
    return View(raw=raw, text=arabic_digits(printed), printed=printed, places=tuple(places))


def unspaced_view(raw: str) -> View:
    """The view of a text without its blanks but those between Latin words; line ends are kept.

    Thai writes no blanks between words, so that those in a cell are a wrapped line's or an
    OCR's as often as the writer's: patterns on this view need not expect them anywhere.
    """
    view = view_of(raw)
    dropped = {at for match in _BLANKS.finditer(view.text) for at in range(*match.span())}
    kept = [at for at in range(len(view.text)) if at not in dropped]
    return View(
        raw=raw,
        text="".join(view.text[at] for at in kept),
        printed="".join(view.printed[at] for at in kept),
        places=tuple(view.raw_span(at, at + 1) for at in kept),
    )
