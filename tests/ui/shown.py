"""The app's HTML as a person has it on the screen: texts, cards, badges, chips, tables, folds.

    card = cards(html)[0]
    assert card.title == "7. ประกาศนโยบายงดรับของขวัญ"
    assert "ตัวชี้วัด 10" in [badge.text for badge in card.badges]

Parsed by selectolax, so a test depends on what is shown and where, not on how it is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_INLINE = frozenset(
    ("a", "b", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong", "u")
)


def _texts(node: LexborNode, *, opened: bool = True) -> Iterator[str]:
    closed = not opened and node.tag == "details" and "open" not in node.attributes
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield child.text_content or ""
        elif child.tag in _INLINE:
            yield from _texts(child, opened=opened)
        elif not closed or child.tag == "summary":
            yield " "
            yield from _texts(child, opened=opened)
            yield " "


@dataclass(frozen=True, slots=True)
class Shown:
    """An element with all that is in it."""

    node: LexborNode

    @property
    def text(self) -> str:
        """All its text on one line."""
        return " ".join("".join(_texts(self.node)).split())

    @property
    def text_at_first(self) -> str:
        """Its text while nothing is opened: of what opens the first line only."""
        return " ".join("".join(_texts(self.node, opened=False)).split())

    @property
    def html(self) -> str:
        """As it is written, normalised by the parser."""
        return self.node.html or ""

    @property
    def tip(self) -> str:
        """What appears when the mouse rests on it."""
        return self["title"]

    @property
    def spoken(self) -> str:
        """What a screen reader says in place of its text."""
        return self["aria-label"]

    @property
    def href(self) -> str:
        """Where it leads."""
        return self["href"]

    @property
    def kinds(self) -> set[str]:
        """Its CSS classes."""
        return set(self["class"].split())

    def __getitem__(self, attribute: str) -> str:
        """An attribute; "" where it has none."""
        return self.node.attributes.get(attribute) or ""

    def all(self, selector: str) -> list["Shown"]:
        """What a CSS selector finds in it, in order."""
        return [Shown(found) for found in self.node.css(selector)]

    def one(self, selector: str) -> "Shown":
        """The only thing that a CSS selector finds in it."""
        (found,) = self.all(selector)
        return found

    def texts(self, selector: str) -> list[str]:
        """The texts of what a CSS selector finds in it."""
        return [found.text for found in self.all(selector)]

    def begins_with(self, text: str) -> bool:
        """Whether its text, or that of the first thing in it, is this: a count may follow."""
        first = self.node.css_first("s, span")
        return text in (self.text, "" if first is None else Shown(first).text)

    @property
    def title(self) -> str:
        """The title of a card."""
        return self.one(".ita-title").text

    @property
    def cards(self) -> list["Shown"]:
        """Cards."""
        return self.all(".ita-card")

    @property
    def badges(self) -> list["Shown"]:
        """Badges."""
        return self.all(".ita-badge")

    @property
    def chips(self) -> list["Shown"]:
        """What is chosen, switched or taken off by a click."""
        return self.all(".ita-chip")

    @property
    def marks(self) -> list[str]:
        """Texts that are marked as found."""
        return self.texts("mark")

    @property
    def links(self) -> list["Shown"]:
        """Links, chips too."""
        return self.all("a[href]")

    @property
    def hrefs(self) -> list[str]:
        """Where its links lead."""
        return [link.href for link in self.links]

    @property
    def tables(self) -> list["Table"]:
        """Tables."""
        return [Table(found) for found in self.node.css("table")]

    @property
    def folds(self) -> list["Fold"]:
        """What opens to show more."""
        return [Fold(found) for found in self.node.css("details")]

    def badge(self, text: str) -> "Shown":
        """The first badge of this text."""
        return _first(self.badges, text)

    def link(self, text: str) -> "Shown":
        """The first link of this text."""
        return _first(self.links, text)

    def fold(self, summary: str) -> "Fold":
        """The first fold with this summary."""
        return next(fold for fold in self.folds if fold.summary == summary)


class Table(Shown):
    """A table."""

    __slots__ = ()

    @property
    def caption(self) -> str:
        """What it is called."""
        return " ".join(self.texts("caption"))

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return self.texts("thead th")

    @property
    def rows(self) -> list[list[str]]:
        """The texts of its cells, a list a row."""
        return [row.texts("th, td") for row in self.all("tbody tr")]


class Fold(Shown):
    """A line that opens to show more."""

    __slots__ = ()

    @property
    def summary(self) -> str:
        """The line."""
        found = self.node.css_first("summary")
        return "" if found is None else Shown(found).text

    @property
    def is_open(self) -> bool:
        """Whether it is open from the beginning."""
        return "open" in self.node.attributes


def _first(some: list[Shown], text: str) -> Shown:
    found = next((one for one in some if one.text == text), None)
    assert found is not None, (text, [one.text for one in some])
    return found


def shown(html: str) -> Shown:
    """The whole of a piece of HTML."""
    body = LexborHTMLParser(f"<body>{html}</body>").body
    assert body is not None
    return Shown(body)


def cards(html: str) -> list[Shown]:
    """The cards of a piece of HTML, in order."""
    return shown(html).cards
