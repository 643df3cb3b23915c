"""Damage that nobody can mend, measured: letters that make no words, numbers in two scripts.

A file that has dropped its marks ("การบร หารความเส ยง") cannot be put right from its
text; how many of its letters belong to no word tells that it must be read another
way. Imports its neighbours only.
"""

import re
from collections.abc import Sequence

from itasearch.text.thai.characters import REPLACEMENT, THAI
from itasearch.text.thai.lexicon import cheapest_cut

UNREADABLE = 0.04
"""Share of letters outside words from which on a text is badly read. Reports and
government news have 0.3 to 1.4 %, a list of place names 2 %; with one mark in ten
dropped 3 %, with three in ten 7 %."""

_RUN = re.compile(f"[{THAI}]+")
_MIXED = re.compile("[๐-๙][0-9]|[0-9][๐-๙]")
_NUMBER = re.compile("[0-9๐-๙]+")
_LEAST_LETTERS = 400
_MOST_LETTERS = 5_000


def unread_share(texts: Sequence[str]) -> float:
    """Share (0–1) of the Thai letters of `texts` that belong to no word of the list.

    U+FFFD counts as such a letter.

    Args:
        texts: a document's, mended. Of long documents every so many texts are looked
            at; of a short one nothing can be said, and the share is 0.
    """
    total = sum(map(len, texts))
    step = max(1, total // _MOST_LETTERS)
    letters = stray = 0
    for text in texts[::step]:
        lost = text.count(REPLACEMENT)
        letters += lost
        stray += lost
        for match in _RUN.finditer(text):
            letters += len(match.group())
            stray += sum(len(piece) == 1 for piece in cheapest_cut(match.group()))
    return stray / letters if letters >= _LEAST_LETTERS else 0.0


def mixed_numbers(text: str) -> int:
    """How many numbers of `text` mix Thai and Arabic digits ("๒๕61"); they stay as written."""
    if not _MIXED.search(text):
        return 0
    return sum(1 for match in _NUMBER.finditer(text) if _MIXED.search(match.group()))
