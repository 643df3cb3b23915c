"""Words found in a text however either is written: spaces, marks in any order, any digits.

Files break words across lines and cells, and lose or move marks. Words are sought exactly
first, but for white space and case; where no text has them so, without the marks above and
below the letters, and without signs.
"""

import re
from collections.abc import Sequence

from itasearch.text.thai.characters import MARKS, REPLACEMENT
from itasearch.text.thai.view import view_of

_LEAST_LETTERS = 3  # of words sought without marks: shorter ones are found everywhere
_BLANK = re.compile(r"\s")
_DAMAGED = re.compile(f"[{MARKS}{REPLACEMENT}]|[^\\w]")
_SARA_AM, _SARA_AA = "\u0e33", "\u0e32"


def found_in(texts: Sequence[str], words: str) -> list[tuple[int, int, int]]:
    """Where `words` are, one stretch as a person types it, in any encoding of Thai.

    Returns:
        (number of the text from 0, start, end) of each, in their order; [] for no words.
    """
    for keep_marks in (True, False):
        sought = "".join(letter for letter, _, _ in _key(words, keep_marks=keep_marks))
        if not sought or (not keep_marks and len(sought) < _LEAST_LETTERS):
            return []
        found = [
            (number, start, end)
            for number, text in enumerate(texts)
            for start, end in _spans(text, sought, keep_marks=keep_marks)
        ]
        if found:
            return found
    return []


def _spans(text: str, sought: str, *, keep_marks: bool) -> list[tuple[int, int]]:
    key = _key(text, keep_marks=keep_marks)
    letters = "".join(letter for letter, _, _ in key)
    spans = []
    at = letters.find(sought)
    while at >= 0:
        end = at + len(sought)
        spans.append((key[at][1], key[end - 1][2]))
        at = letters.find(sought, end)
    return spans


def _key(text: str, *, keep_marks: bool) -> list[tuple[str, int, int]]:
    """The letters that are compared, each with its [start, end) in `text`."""
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
