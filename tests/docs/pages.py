"""What Markdown pages hold: samples of code, names in code, links, headings."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "README.th.md", "CONTRIBUTING.md", "corpus/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_COMMENT = re.compile(r"<!-- (?P<key>not run|file): (?P<value>.+?) -->\s*")
_DIRECTIVE = "{"
"""What MyST's own blocks begin with: no samples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A block of code of a page."""

    place: str  #: page and line, as editors open them
    language: str  #: what it is, "" where the page does not say
    text: str
    #: why it is not run; "" where it is. A comment says it before the block, or at the beginning of
    #: a page for all of its blocks
    not_run: str
    file: str  #: as which file the samples after it have it; "" for none


def name_of(page: Path) -> str:
    """Its path in the repository."""
    return page.relative_to(ROOT).as_posix()


def tokens_of(page: Path) -> list[Token]:
    """The blocks of a page, as CommonMark has them."""
    return _MARKDOWN.parse(page.read_text(encoding="utf-8"))


def samples(page: Path) -> Iterator[Sample]:
    """The blocks of code of a page, in order."""
    tokens = tokens_of(page)
    of_page = _comment(tokens[0])
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "fence" and not token.info.startswith(_DIRECTIVE):
            comment = {**of_page, **_comment(before)}
            yield Sample(
                place=f"{name_of(page)}:{(token.map or [0])[0] + 1}",
                language=token.info.strip(),
                text=token.content,
                not_run=comment.get("not run", ""),
                file=comment.get("file", ""),
            )


def _comment(token: Token | None) -> dict[str, str]:
    found = _COMMENT.fullmatch(token.content) if token and token.type == "html_block" else None
    return {found["key"]: found["value"]} if found else {}


def _inline(page: Path) -> Iterator[Token]:
    for token in tokens_of(page):
        yield from token.children or ()


def names_in_code(page: Path) -> Iterator[str]:
    """What a page has as `code` within its sentences and tables."""
    return (token.content for token in _inline(page) if token.type == "code_inline")


def links(page: Path) -> Iterator[str]:
    """Where links and pictures of a page lead to, but for addresses of the web."""
    for token in _inline(page):
        target = token.attrGet("href") or token.attrGet("src")
        if target is not None and not re.match(r"[a-z]+:", str(target)):
            yield str(target)
    for token in tokens_of(page):
        yield from re.findall(r'src="([^"]+)"', token.content if token.type == "html_block" else "")


def headings(page: Path) -> set[str]:
    """The names that links have for the headings of a page, as GitHub and MyST give them."""
    tokens = tokens_of(page)
    texts = [
        "".join(part.content for part in token.children or ())
        for before, token in pairwise(tokens)
        if before.type == "heading_open"
    ]
    return {_anchor(text) for text in texts}


def _anchor(heading: str) -> str:
    kept = (one for one in heading.lower() if one in "-_ " or _is_of_a_word(one))
    return "".join(kept).replace(" ", "-")


def _is_of_a_word(character: str) -> bool:
    """Letters, marks and digits."""
    return unicodedata.category(character)[0] in "LMN"
