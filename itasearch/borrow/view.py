"""Texts as the finders read them (text.view), and the blanks that stand in one. Imports text."""

import re

from itasearch.text.view import THAI_LETTER, View, view_of

__all__ = ["THAI_LETTER", "View", "blanks", "view_of"]

_BLANK = re.compile("«[^«»]*»")


def blanks(text: str) -> tuple[tuple[int, int], ...]:
    """Where «…» stand already."""
    return tuple(match.span() for match in _BLANK.finditer(text))
