"""What paragraph styles say: which are headings, and which belong to a numbered list.

A style inherits from the one it is based on; the paragraph's own settings win.
Imports the standard library and readers.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from itasearch.readers.word.docx_numbering import W

_LONGEST_CHAIN = 20  # styles may be based on each other in a circle


class Styles:
    """The paragraph styles of one document.

    Args:
        root: the root element of styles.xml; None if the document has none.
    """

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        self._default = next(
            (
                style.get(f"{W}styleId", "")
                for style in found
                if style.get(f"{W}type") == "paragraph"
                and style.get(f"{W}default") in {"1", "true"}
            ),
            "",
        )

    def heading_level(self, paragraph: Element) -> int | None:
        """1 to 9 for a heading (1 for a title), None for body text."""
        for properties in self._properties(paragraph):
            level = properties.find(f"{W}outlineLvl")
            if level is not None:
                value = level.get(f"{W}val", "9")
                return int(value) + 1 if value in "012345678" and value else None
        return 1 if self._is_title(paragraph) else None

    def list_place(self, paragraph: Element) -> tuple[str, int] | None:
        """(list id, level from 0) of a numbered or bulleted paragraph, None for others."""
        list_id: str | None = None
        level: int | None = None
        for properties in self._properties(paragraph):
            numbered = properties.find(f"{W}numPr")
            if numbered is None:
                continue
            if level is None and (value := _value(numbered, "ilvl")) is not None:
                level = int(value) if value in list("012345678") else None
            list_id = _value(numbered, "numId")
            if list_id is not None:
                break
        return None if list_id in (None, "0") or list_id is None else (list_id, level or 0)

    def _properties(self, paragraph: Element) -> Iterator[Element]:
        """Paragraph properties, the nearest first: its own, its style's, that style's base's."""
        own = paragraph.find(f"{W}pPr")
        if own is not None:
            yield own
        for style in self._chain(paragraph):
            properties = style.find(f"{W}pPr")
            if properties is not None:
                yield properties

    def _chain(self, paragraph: Element) -> Iterator[Element]:
        own = paragraph.find(f"{W}pPr")
        name = (None if own is None else _value(own, "pStyle")) or self._default
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _value(style, "basedOn") or ""

    def _is_title(self, paragraph: Element) -> bool:
        style = next(self._chain(paragraph), None)
        return style is not None and (_value(style, "name") or "").lower() == "title"


def _value(element: Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")
