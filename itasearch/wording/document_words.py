"""Words that itasearch writes into documents and recognises when it reads one back.

An exported draft lists measures of other towns in its appendix, and a written comparison
consists of them: neither may be taken for the document's own measures.
"""

import re

from itasearch.wording.label import Label

BLANK = "." * 16  # a cell or line to be filled in

EXAMPLE = "(ตัวอย่างจากต้นทาง)"
"""First words of a source's own text that is shown as an example and not handed in."""

COMPARISON_TITLE = Label("Comparison of measures")
"""First words of a written comparison, whose rows are those of two other reports."""

MADE_WITH = Label("Made with itasearch")
"""First words of a line of a written comparison: no other document has both."""

TABLE_TITLE = Label("Table of itasearch")
"""First words of a written answer: measures of many reports."""

SOURCES_TITLE = "ที่มาของแต่ละแถว"
"""Heading of the appendix, which is the last part of a document."""

SOURCES_SUFFIX = "-ที่มา"
"""Ends the name of a file of sources, before its ending."""

_MARKED = re.compile("«[^«»]*»")
_NOTHING = " -–—._…\n"
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
    """Whether a text that is not empty has no content: dots, «…», a prompt or an example."""
    if not text.strip():
        return False
    bare = _MARKED.sub("", text).strip(_NOTHING)
    return not bare or text.lstrip().startswith(EXAMPLE) or bool(_PROMPT.fullmatch(bare))
