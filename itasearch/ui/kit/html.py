"""Building blocks of the app's HTML, as pure functions that escape every text.

Functions that take `html` or `body` take markup made by the others; every other argument is text.
`st.html` drops SVG, so an icon is an empty element with a mask, a custom property of the style
sheet (`--ita-icon-NAME`). Screen readers skip it where words beside it carry its meaning.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from html import escape
from typing import Literal
from urllib.parse import quote

from itasearch.wording.language import language


class Icon(Enum):
    """Drawings by name, which the style sheets spell in small letters; closed ones are filled."""

    CHECK = "M2.5 8.5L6 12l7.5-8"
    CROSS = "M3.5 3.5l9 9M12.5 3.5l-9 9"
    ELSEWHERE = "M3 2.5v4a3 3 0 0 0 3 3h7M9.5 6l3.5 3.5L9.5 13"
    SAME = "M2.5 5.5h11M2.5 10.5h11"
    DIFFERS = "M2.5 5.5h11M2.5 10.5h11M11 2L5 14"
    MINUS = "M2.5 8h11"
    PLUS = "M2.5 8h11M8 2.5v11"
    RESUMED = "M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13 1.5v3.5H9.5"
    UNDO = "M6 2.5l-3.5 3.5L6 9.5M2.5 6H10a3.7 3.7 0 0 1 0 7.5H6"
    WARNING = "M8 1.8l6.7 12.2H1.3zM8 6v3.2M8 11.7v.1"
    MOON = "M13.5 10.2A6.2 6.2 0 0 1 5.8 2.5a6.2 6.2 0 1 0 7.7 7.7z"
    SUN = (
        "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 .9v1.3M8 13.8v1.3M.9 8h1.3M13.8 8h1.3"
        "M3 3l.9.9M12.1 12.1l.9.9M13 3l-.9.9M3.9 12.1L3 13"
    )

    def html(self, *, spoken_label: str = "") -> str:
        """As high as the letters; screen readers speak `spoken_label`, or nothing."""
        spoken = 'aria-hidden="true"'
        if spoken_label:
            spoken = f'role="img" aria-label="{escape(spoken_label)}"'
        return f'<span class="ita-icon {self.name.lower()}" {spoken}></span>'


_STROKE = (
    "fill='none' stroke='black' stroke-width='1.9' stroke-linecap='round' stroke-linejoin='round'"
)


def icons_css() -> str:
    """The masks of all icons, and a class for each."""
    masks = classes = ""
    for icon in Icon:
        style = icon.name.lower()
        name = f"--ita-icon-{style}"
        stroke = "" if icon.value.endswith("z") else f"{_STROKE} "
        path = f"<path {stroke}d='{icon.value}'/>"
        drawing = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>{path}</svg>"
        # Without `<`, which would close the style element.
        masks += f'{name}: url("data:image/svg+xml,{quote(drawing, safe=" =:/")}");'
        classes += f".ita-icon.{style} {{--icon: var({name});}}"
    return f":root {{{masks}}}\n{classes}\n"


_THAI = re.compile("[ก-๛](?:[^A-Za-z]*[ก-๛])?")
"""A stretch from a Thai letter to another one without Latin letters between."""
CURRENT_PAGE = ' aria-current="page"'  #: Attribute of the link to the view that is open


def words(text: str) -> str:
    """Text as HTML; on English screens its Thai is marked as Thai, so that it is spoken as such."""
    if language() == "th" or not _THAI.search(text):
        return escape(text)
    parts, position = [], 0
    for match in _THAI.finditer(text):
        start, end = match.span()
        parts += [escape(text[position:start]), f'<span lang="th">{escape(match[0])}</span>']
        position = end
    return "".join([*parts, escape(text[position:])])


def plain(text: str) -> str:
    """Plain text as HTML; see `words`. Line ends are kept."""
    return words(text).replace("\n", "<br>")


TITLE_LENGTH = 180  # most code points of a measure's title; by hand


def highlighted(
    text: str,
    highlights: Sequence[tuple[int, int]],
    *,
    mark: Callable[[str], str] = lambda text: f"<mark>{plain(text)}</mark>",
) -> str:
    """Text with [start, end) ranges marked; ranges may overlap and come in any order."""
    parts, position = [], 0
    for start, end in sorted(highlights):
        start = max(start, position)
        if end <= start:
            continue
        parts += [plain(text[position:start]), mark(text[start:end])]
        position = end
    return "".join([*parts, plain(text[position:])])


def link(
    text: str, href: str, *, kind: str = "action", see: str | None = None, name: str = ""
) -> str:
    """A link within the app, which page.js follows without loading the page anew.

    With `see` it opens that original beside the view ("" closes it), and `href` in a new tab;
    `name` is for screen readers and as tip, where the text is a sign.
    """
    attributes = "" if see is None else f' data-see="{escape(see)}"'
    if name:
        attributes += f' aria-label="{escape(name)}" title="{escape(name)}"'
    opening = f'<a class="ita-link {escape(kind)}" href="{escape(href)}"{attributes}>'
    return f"{opening}{words(text)}</a>"


def badge(
    text: str,
    *,
    kind: str = "",
    tip: str = "",
    icon: Icon | None = None,
    spoken_label: str = "",
    href: str = "",
) -> str:
    """A pill, with `href` a link; `kind` is a class, `spoken_label` is spoken for the icon."""
    title = f' title="{escape(tip)}"' if tip else ""
    sign = icon.html(spoken_label=spoken_label) if icon else ""
    if href:
        link = f'class="ita-link ita-badge {escape(kind)}" href="{escape(href)}"'
        return f"<a {link}{title}>{sign}{words(text)}</a>"
    return f'<span class="ita-badge {escape(kind)}"{title}>{sign}{words(text)}</span>'


def badges(badges: Sequence[str]) -> str:
    """Badges in a line."""
    return f'<p class="ita-meta">{"".join(badges)}</p>'


def field(name: str, text: str) -> str:
    """A field's name over its text."""
    return f'<div class="ita-field"><span class="field">{escape(name)}</span>{plain(text)}</div>'


def warning(text: str) -> str:
    """A note that must not be missed, with its sign."""
    return f'<p class="ita-warning" role="note">{Icon.WARNING.html()}{plain(text)}</p>'


def passage(name: str, body: str) -> str:
    """A piece of a measure (markup) after its field's name."""
    field = f'<span class="field">{escape(name)}</span>'
    return f'<div class="ita-passage">{field} <span>{body}</span></div>'


def title(body: str, badges: Sequence[str]) -> str:
    """Head of a card: title, then badges."""
    return f'<h3 class="ita-title">{body}</h3><p class="ita-meta">{"".join(badges)}</p>'


def section_title(text: str) -> str:
    """Heading of a section of a page."""
    return f'<h2 class="ita-section">{escape(text)}</h2>'


def subject(text: str, *, level: Literal[3, 4]) -> str:
    """Heading, <h3> or <h4>, of the lines or cards below it."""
    return f'<h{level} class="ita-subject">{plain(text)}</h{level}>'


def quiet(text: str) -> str:
    """Small print."""
    return f'<p class="ita-quiet">{plain(text)}</p>'


def source_line(name: str, file: str, position: str, *, tip: str) -> str:
    """Where a text comes from, as small print; `file` is markup, `tip` the whole path."""
    # The dot ends what is before it, so that no line begins with one.
    where = f"{file} · <span>{words(position)}</span>" if position else file
    return f'<p class="ita-quiet ita-place" title="{escape(tip)}">{words(name)}: {where}</p>'


def facts_line(facts: Sequence[str]) -> str:
    """Facts (markup), each with the dot that ends it; one that fits a line is not broken."""
    if len(facts) == 1:
        return facts[0]
    pairs = zip(facts, ["&nbsp;·"] * (len(facts) - 1) + [""], strict=True)
    return " ".join(f'<span class="ita-fact">{fact}{dot}</span>' for fact, dot in pairs)


def lines(items: Iterable[str]) -> str:
    """A list of lines (markup) without bullets; "" for none."""
    body = "".join(f"<li>{item}</li>" for item in items)
    return f'<ul class="ita-lines">{body}</ul>' if body else ""


def status(text: str, *, kind: str = "ita-quiet") -> str:
    """A line that screen readers announce; kind "ita-summary" for the one that matters most."""
    facts = facts_line([escape(fact) for fact in text.split(" · ")])
    return f'<p class="{escape(kind)}" role="status">{facts}</p>'


def none(text: str) -> str:
    """Small print in place of a text that a side lacks; a narrow screen leaves it out."""
    return f'<p class="ita-quiet ita-none">{escape(text)}</p>'


def details(
    summary: str,
    body: str,
    *,
    facts: Sequence[str] = (),
    kind: str = "action",
    is_open: bool = False,
    name: str = "",
) -> str:
    """A text, with facts behind it, that opens to show more; `name` for screen readers, if it is a
    sign.

    `kind` is "action" (one of a card's), "action rest" (the rest of a list, which is printed),
    "row" (of a list) or "more" (of a few small things).
    """
    state = " open" if is_open else ""
    tip = f' aria-label="{escape(name)}" title="{escape(name)}"' if name else ""
    head = facts_line([*map(words, (summary, *facts))])
    return (
        f'<details class="ita-details {escape(kind)}"{state}>'
        f"<summary{tip}><span>{head}</span></summary>"
        f'<div class="body">{body}</div></details>'
    )


def card(*parts: str) -> str:
    """A card around its parts."""
    return f'<article class="ita-card">{"".join(parts)}</article>'


def actions(*actions: str) -> str:
    """What can be done with a card, on one line where the screen is wide enough."""
    return f'<div class="ita-actions">{"".join(actions)}</div>'


def table(names: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str, kind: str) -> str:
    """A table of markup cells; `kind` is a class, as "ita-form"; a lone cell spans all columns."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = ""
    for row in rows:
        pairs = zip(names, row, strict=False)
        cells = "".join(f'<td data-name="{escape(name)}">{cell}</td>' for name, cell in pairs)
        if len(row) == 1 < len(names):
            cells = f'<th scope="rowgroup" colspan="{len(names)}">{row[0]}</th>'
        body += f"<tr>{cells}</tr>"
    return (
        f'<table class="{escape(kind)}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def sides(left: str, right: str, *, names: Sequence[str]) -> str:
    """Two pieces of markup beside each other; below each other with their names where narrow."""
    sides = (
        f'<div class="side"><p class="whose">{escape(name)}</p>{body}</div>'
        for name, body in zip(names, (left, right), strict=True)
    )
    return f'<div class="ita-sides">{"".join(sides)}</div>'


def difference(name: str, mark: str, sides: str) -> str:
    """A field of two measures: its name with a mark (markup), then both texts (markup)."""
    return (
        f'<div class="ita-difference"><p class="ita-meta"><span class="field">{escape(name)}</span>'
        f" {mark}</p>{sides}</div>"
    )


def sheet(titles: Sequence[str], table: str, *, name: str) -> str:
    """A printed page, called `name` to the ear: titles over a table (markup)."""
    lines = "".join(f"<p>{escape(title)}</p>" for title in titles)
    return (
        f'<div class="ita-sheet" role="region" tabindex="0" aria-label="{escape(name)}">'
        f'<div class="titles">{lines}</div>{table}</div>'
    )


def blank(text: str) -> str:
    """A blank to be filled in."""
    return f'<span class="ita-blank">{escape(text)}</span>'


def noticed(text: str) -> str:
    """A piece of a document that is to be filled in or decided."""
    return f'<span class="ita-notice-piece">{plain(text)}</span>'
