"""Markdown and HTML inside a line or cell of text, removed so that the words remain.

OCR writes `<p>`, `<ul style=…>` and `**` into plain text, closed or not. Only tags and
entities that HTML knows count as markup: "<๓๐ วัน" and "Q&A" are text.
"""

import html
import re

from itasearch.readers.flow.document import plain_text
from itasearch.readers.web import html_flow

_TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|div|span|b|i|u|s|em|strong|sup|sub|small|mark|del|ins|center|font|a|hr"
    r"|h[1-6]|table|thead|tbody|tfoot|tr|td|th|caption|img|figure|figcaption|blockquote|pre|code"
    r"|dl|dt|dd|page_number|section|header|footer|colgroup|col)(?:\s[^<>]{0,2000})?/?>|<!--",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^()\s]{1,2000})\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")


def without_markup(text: str) -> str:
    """The words of `text`, HTML paragraphs and list items on lines of their own."""
    if "<" in text and _TAG.search(text):
        text = plain_text(html_flow(text))
    elif "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return _without_marks(text)


def without_tags(text: str) -> str:
    """As `without_markup`, but text without an HTML tag stays as it is."""
    return without_markup(text) if "<" in text and _TAG.search(text) else text


def _without_marks(text: str) -> str:
    if "[" in text:
        text = _LINK.sub(_link_text, _IMAGE.sub("", text))
    if "**" in text or "__" in text:
        text = _BOLD.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _link_text(found: re.Match[str]) -> str:
    label, address = found.groups()
    return address if label == address else f"{label} {address}"
