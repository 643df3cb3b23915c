"""What is to be filled in stays yellow in a letterhead's own table.

Jinja fills in words and knows no marks, so that a notice goes through it between two signs
that no text can hold, and its run is cut there afterwards, with the look that the
letterhead gave it. Imports the documents' room.
"""

import re

from itasearch.documents.grid import Cell, TextMark, lines_of

# Noncharacters of Unicode, which documents.printable takes out of every text.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?P<look><w:rPr>(?:(?!</?w:rPr>).)*</w:rPr>|<w:rPr/>)?"
    r"(?:(?!</?w:r[ >]).)*</w:r>",
    re.DOTALL,
)
# The schema orders what a run's look is made of; a highlight stands before these.
_BEHIND_HIGHLIGHT = re.compile(
    r"(?=<w:(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish"
    r"|oMath|rPrChange)[ />]|<w14:|</w:rPr>)"
)
_HIGHLIGHT = '<w:highlight w:val="yellow"/>'


def with_notices(cell: Cell) -> str:
    """A cell's words, its notices between the two signs, which never span a line end."""
    return "\n".join(
        "".join(
            f"{_OPEN}{piece.text}{_CLOSE}" if piece.mark is TextMark.NOTICE else piece.text
            for piece in line
        )
        for line in lines_of(cell)
    )


def yellow(xml: str) -> str:
    """The XML of a filled-in part with what stands between the signs in yellow runs."""
    if _OPEN not in xml:
        return xml
    # Outside of runs, as in a drawing's title, nothing can be yellow.
    return re.sub(f"[{_OPEN}{_CLOSE}]", "", _RUN.sub(_cut, xml))


def _cut(match: re.Match[str]) -> str:
    look = (match["look"] or "").replace("<w:rPr/>", "")
    shown = _BEHIND_HIGHLIGHT.sub(_HIGHLIGHT, look or "<w:rPr></w:rPr>", count=1)
    return match.group().replace(_OPEN, _next_run(shown)).replace(_CLOSE, _next_run(look))


def _next_run(look: str) -> str:
    return f'</w:t></w:r><w:r>{look}<w:t xml:space="preserve">'
