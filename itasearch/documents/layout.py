"""How much room Thai text takes: how many lines a cell needs.

A Thai letter's vowels and tone marks above and below it take no width of their own,
so a text's length says little; lines are estimated from the letters that do. Imports
the standard library only.
"""

import math

FONT = "TH Sarabun New"
"""What Thai offices print with; programs without it take a near one, which is larger."""

LETTER = 0.54
"""Mean width of a Thai letter, as a share of the font's size.

Measured on Laksaman, the free font made after FONT that stands in where it is missing.
"""

LINE = 1.66
"""Height of a line, as a share of the font's size; of Laksaman too."""

_ABOVE_OR_BELOW = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a" + "".join(map(chr, range(0x0E47, 0x0E4F)))
)
_RAGGED = 0.92
"""Share of a line that is filled before a word goes to the next one."""


def letters(text: str) -> int:
    """Letters of `text` that take width."""
    return sum(character not in _ABOVE_OR_BELOW for character in text)


def line_count(text: str, *, width: float, size: float) -> int:
    """Lines that `text` takes, at least 1: an estimate that is rather too high.

    Args:
        text: lines separated by "\n".
        width: of the room for text, in points.
        size: of the font, in points.
    """
    room = max(1.0, _RAGGED * width / (LETTER * size))
    return sum(max(1, math.ceil(letters(line) / room)) for line in text.split("\n"))
