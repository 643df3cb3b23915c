"""Words that itasearch writes into documents and recognises when it reads one back: measures of
other towns, in an appendix or a written comparison, are not the document's own.
"""

import re

from itasearch.wording.label import Label

BLANK = "." * 16  # a cell or line to be filled in

COMPARISON_TITLE = Label("Comparison of measures")
"""First words of a written comparison, whose rows are those of two other reports."""

MADE_WITH = Label("Made with itasearch")
"""First words of a line of a written comparison: no other document has both."""

TABLE_TITLE = Label("Table of itasearch")
"""First words of a written answer: measures of many reports."""

TICKS = frozenset("✓✔☑√/")  #: Of each a cell of results may be all
TICKED = Label("(a tick)")  #: What a tick in a cell of results means

SOURCES_TITLE = "ที่มาของแต่ละแถว"  #: Heading of the appendix, which is the last part of a document

SOURCES_SUFFIX = Label("-sources", "file")  #: Ends the name of a file of sources, before its ending

_MARKED = re.compile("«[^«»]*»")
_PROMPT = re.compile(
    r"(?:คลิก)?(?:หรือ)?(?:แตะ)?(?:ที่นี่)?เพื่อ(?:ใส่|ป้อน)(?:ข้อความ|วันที่)|เลือกรายการ"
    r"|click (?:or tap )?(?:here )?to enter (?:text|a date)|choose an item",
    re.IGNORECASE,
)
"""What Word shows in a field that nobody has filled in."""


def marked_blanks(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of «…» blanks; the words inside say what to fill in."""
    return tuple(match.span() for match in _MARKED.finditer(text))


def is_blank(text: str) -> bool:
    """Whether a text that is not empty has no content: dots, «…» or a prompt."""
    if not text.strip():
        return False
    bare = _MARKED.sub("", text).strip(" -–—._…\n")
    return not bare or bool(_PROMPT.fullmatch(bare))
