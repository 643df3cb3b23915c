"""Automatic numbers of Word's paragraphs, and what their styles set.

A numbered paragraph names a list (numId) and a level; `numbering.xml` defines how that
level looks ("%1.%2", Thai digits, bullets), and the number itself comes from counting.
Measures are mostly numbered this way. A style inherits from the one it is based on; the
paragraph's own settings win.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_THAI_UNITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")

_LATIN = "abcdefghijklmnopqrstuvwxyz"

_LONGEST_CHAIN = 20  # styles may be based on each other in a circle


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False


@dataclass(slots=True, kw_only=True)
class _List:
    """One numId: the abstract list that defines its levels, and where its counts start."""

    abstract: str
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order.

    Args:
        root: the root element of numbering.xml; None if the document has none.
    """

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is not None:
            for abstract in root.findall(f"{W}abstractNum"):
                self._levels[abstract.get(f"{W}abstractNumId", "")] = _levels(abstract)
            for number in root.findall(f"{W}num"):
                self._lists[number.get(f"{W}numId", "")] = _list(number)

    def next_mark(self, list_id: str, level: int) -> str:
        """The mark of the next paragraph of this list and level, such as "๑.๒"; "" if none."""
        listed = self._lists.get(list_id)
        levels = self._levels.get(listed.abstract, {}) if listed else {}
        if listed is None or level not in levels:
            return ""
        # Lists with one definition count on from each other unless one sets its start.
        counts = self._counts.setdefault(listed.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for overridden, start in listed.overrides.items():
                counts[overridden] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [number for number in counts if number > level]:
            del counts[deeper]
        return _mark(levels, counts, level)


def _levels(abstract: Element) -> dict[int, _Level]:
    return {
        _integer(element.get(f"{W}ilvl"), default=0): _Level(
            start=_integer(_value(element, "start"), default=1),
            format=_value(element, "numFmt") or "decimal",
            text=_value(element, "lvlText") or "",
            legal=element.find(f"{W}isLgl") is not None,
        )
        for element in abstract.findall(f"{W}lvl")
    }


def _list(number: Element) -> _List:
    listed = _List(abstract=_value(number, "abstractNumId") or "")
    for override in number.findall(f"{W}lvlOverride"):
        start = _value(override, "startOverride")
        if start is not None:
            level = _integer(override.get(f"{W}ilvl"), default=0)
            listed.overrides[level] = _integer(start, default=1)
    return listed


def _value(element: Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _integer(text: str | None, *, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


def _mark(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    shown = levels[level]
    if shown.format == "bullet":
        return "-" if shown.text.strip() in {"-", "–", "—"} else "•"
    mark = shown.text
    for number in range(level + 1):
        if f"%{number + 1}" in mark:
            part = levels.get(number, _Level())
            count = counts.get(number, part.start)
            style = "decimal" if shown.legal else part.format
            mark = mark.replace(f"%{number + 1}", _WRITERS.get(style, str)(count))
    return mark.strip()


def _letters(count: int, alphabet: str) -> str:
    """As Word counts: a … z, then aa, bb …"""
    rounds, place = divmod(max(count, 1) - 1, len(alphabet))
    return alphabet[place] * min(rounds + 1, 9)


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, count = divmod(max(count, 0) % 10_000, value)
        written += letters * times
    return written


def _thai_words(count: int) -> str:
    tens, ones = divmod(count, 10)
    if not 0 < count < 100:
        return str(count).translate(_THAI_DIGITS)
    ten = ("", "สิบ", "ยี่สิบ")[tens] if tens < 3 else f"{_THAI_UNITS[tens]}สิบ"
    return ten + ("เอ็ด" if ones == 1 and tens else _THAI_UNITS[ones])


_WRITERS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "thaiNumbers": lambda count: str(count).translate(_THAI_DIGITS),
    "thaiCounting": _thai_words,
    "thaiLetters": lambda count: _letters(count, _THAI_LETTERS),
    "lowerLetter": lambda count: _letters(count, _LATIN),
    "upperLetter": lambda count: _letters(count, _LATIN.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "none": lambda _count: "",
}


class Styles:
    """The paragraph styles of one document.

    Args:
        root: the root element of styles.xml; None if the document has none.
    """

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in found}
        defaults = (style for style in found if style.get(f"{W}default") in {"1", "true"})
        paragraphs = (style for style in defaults if style.get(f"{W}type") == "paragraph")
        self._default = next((style.get(f"{W}styleId", "") for style in paragraphs), "")

    def heading_level(self, paragraph: Element) -> int | None:
        """1 to 9 for a heading (1 for a title), None for body text."""
        for properties in self._properties(paragraph):
            level = properties.find(f"{W}outlineLvl")
            if level is not None:
                value = level.get(f"{W}val", "9")
                return int(value) + 1 if value in "012345678" and value else None
        style = next(self._chain(paragraph), None)
        titled = style is not None and (_value(style, "name") or "").lower() == "title"
        return 1 if titled else None

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
        return None if list_id is None or list_id == "0" else (list_id, level or 0)

    def _properties(self, paragraph: Element) -> Iterator[Element]:
        """The paragraph's own properties, then those of its style and of the styles below that."""
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
