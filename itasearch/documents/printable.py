"""Text that any file can hold: what is left of it is what a reader sees. Standard library only."""

import re

# No XML file can hold the first of these, and lone surrogates no file at all; the last
# ones turn the direction of all letters after them, which makes a text say another one.
_UNPRINTABLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


def printable(text: str) -> str:
    """`text` with line ends as "\\n", tabs as blanks, and without control characters.

    Emoji, joiners and the marks of a single letter's direction stay.
    """
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
