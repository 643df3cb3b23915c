"""Words found in a text however either is written: spaces, marks in any order, any digits.

Files break words across lines and cells, and lose or move marks. Words are sought exactly
first, but for white space and case; where no text has them so, without the marks above and
below the letters, and without signs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from itasearch.text.thai.characters import (
    FOLLOW_VOWELS,
    LEAD_VOWELS,
    MARKS,
    REPLACEMENT,
    THAI,
    canonical,
)
from itasearch.text.thai.normalize import arabic_digits

# A text as finders read it: files hold the same cluster in several encodings, with blanks where a
# line or an OCR broke a word; finders see the right form, and what they find is a place in the
# text as given.
_CLUSTER = re.compile(
    f"[{LEAD_VOWELS}]+[{MARKS}{FOLLOW_VOWELS}]*|.[{MARKS}{FOLLOW_VOWELS}]*", re.DOTALL
)
_BLANKS = re.compile(r"(?<![A-Za-z])[^\S\n]+|[^\S\n]+(?![A-Za-z])")
THAI_LETTER = re.compile(f"[{THAI}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A text to search in, normalised, with Arabic digits; `printed` has its own digits."""

    raw: str
    text: str
    printed: str
    #: offset in `text` -> (start, end) in `raw`; empty when they are the same
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
    """A view without blanks but between Latin words: in Thai cells they are often from wraps."""
    view = view_of(raw)
    dropped = {at for match in _BLANKS.finditer(view.text) for at in range(*match.span())}
    positions = [at for at in range(len(view.text)) if at not in dropped]
    return View(
        raw=raw,
        text="".join(view.text[at] for at in positions),
        printed="".join(view.printed[at] for at in positions),
        places=tuple(view.raw_span(at, at + 1) for at in positions),
    )


_LEAST_LETTERS = 3  # of words sought without marks: shorter ones are found everywhere
_BLANK = re.compile(r"\s")
_DAMAGED = re.compile(f"[{MARKS}{REPLACEMENT}]|[^\\w]")
_SARA_AM, _SARA_AA = "\u0e33", "\u0e32"


def found_in(texts: Sequence[str], words: str) -> list[tuple[int, int, int]]:
    """Where `words` are, in any encoding of Thai: (number of the text from 0, start, end)."""
    for keep_marks in (True, False):
        sought = "".join(letter for letter, _, _ in _key(words, keep_marks=keep_marks))
        if not sought or (not keep_marks and len(sought) < _LEAST_LETTERS):
            return []
        matches = []
        for number, text in enumerate(texts):
            key = _key(text, keep_marks=keep_marks)
            letters = "".join(letter for letter, _, _ in key)
            for match in re.finditer(re.escape(sought), letters):
                matches.append((number, key[match.start()][1], key[match.end() - 1][2]))
        if matches:
            return matches
    return []


def _key(text: str, *, keep_marks: bool) -> list[tuple[str, int, int]]:
    view = view_of(text)
    dropped = _BLANK if keep_marks else _DAMAGED
    key = []
    for at, letter in enumerate(view.text):
        if dropped.match(letter):
            continue
        lower = letter.lower()
        if len(lower) != 1:
            lower = letter
        if not keep_marks and lower == _SARA_AM:
            lower = _SARA_AA
        key.append((lower, *view.raw_span(at, at + 1)))
    return key
