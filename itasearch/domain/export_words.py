"""Words that itasearch itself writes into a document, known again when one is read back.

The appendix of sources names other towns and their measures; a reader who did not know
it would take them for the document's own; a comparison is wholly of others. Standard library only.
"""

import re

BLANK = "." * 16
"""Stands where a cell or a line is to be filled in."""

EXAMPLE = "(ตัวอย่างจากต้นทาง)"
"""Begins a text that is the source's own, shown as an example and not handed in."""

COMPARISON_TITLE = "เปรียบเทียบมาตรการ"
"""Begins a written comparison, whose rows are those of two reports that stand elsewhere."""

SOURCES_TITLE = "ที่มาของแต่ละแถว"
"""Heading of the appendix, which is the last part of a document."""

_MARKED = re.compile("«[^«»]*»")
_NOTHING = " -–—._…\n"


def marked_blanks(text: str) -> tuple[tuple[int, int], ...]:
    """Where «…» stand, each to be filled in with what its words say."""
    return tuple(match.span() for match in _MARKED.finditer(text))


def is_blank(text: str) -> bool:
    """Whether a text that is not empty says nothing: dots, dashes, «…», or an example."""
    if not text.strip():
        return False
    return text.lstrip().startswith(EXAMPLE) or not _MARKED.sub("", text).strip(_NOTHING)
