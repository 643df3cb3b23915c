"""What a document is by its title: titles of the items' documents, as towns write them.

A title is compared squashed. Of the titles in a text the first one decides: "results of the plan
for X" has the title of the plan within, "the plan for X" has not that of the results.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import any_of, load_toml, records
from itasearch.text.thai.normalize import squash

_FILE = "document_titles.toml"
# Some words, which a line may break that is no numbered one; by hand.
_GAP = r"[^\n]{0,60}?(?:\n(?![0-9]{1,2}[.)])[^\n]{0,60}?)?"
_LINE_START = r"^(?:(?:ประกาศ[^\n]{0,60}?)?เรื่อง)?"
_PART = re.compile(r"…|\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTitle:
    """A title that was found, from `start` to `end` of the text that was squashed line by line."""

    item: str  #: id of the item that such documents are for; "" of none
    start: int
    end: int
    is_general: bool  #: pages of many sites have it above others; such a title begins a line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Titles:
    titles: tuple[str, ...]
    item: str = ""
    without: tuple[str, ...] = ()
    instead_of: str = ""
    general: bool = False


def squashed_lines(text: str) -> str:
    """Each line squashed: what titles are found in."""
    return "".join(f"{line}\n" for line in map(squash, text.splitlines()) if line)


def titles_in(text: str) -> list[DocumentTitle]:
    """The titles in a text of squashed lines, in order; mostly the first of a kind of document."""
    titles: list[DocumentTitle] = []
    replaced: set[tuple[str, int]] = set()
    for kind, pattern, without in _patterns():
        for match in pattern.finditer(text):
            if (kind.item, match.start()) in replaced or (without and without.search(match[0])):
                continue
            titles.append(
                DocumentTitle(
                    item=kind.item,
                    start=match.start(),
                    end=match.end(),
                    is_general=kind.general,
                )
            )
            if not kind.instead_of:
                break
            replaced.add((kind.instead_of, match.start()))
    return sorted(titles, key=lambda title: title.start)


@cache
def _patterns() -> tuple[tuple[_Titles, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (
            kind,
            re.compile(
                (_LINE_START if kind.general else "")
                + f"(?:{'|'.join(''.join(_pieces(title)) for title in kind.titles)})",
                re.MULTILINE,
            ),
            re.compile(any_of(kind.without)) if kind.without else None,
        )
        for kind in records(_FILE, "titles", _Titles)
    )


def _pieces(title: str) -> Iterator[str]:
    """The pattern of a title, in which "…" is a gap and "{name}" a list of words."""
    position = 0
    for part in _PART.finditer(title):
        yield _broken(title[position : part.start()])
        yield f"(?:{'|'.join(map(_broken, _words()[part[1]]))})" if part[1] else _GAP
        position = part.end()
    yield _broken(title[position:])


def _broken(words: str) -> str:
    """Pattern of words that may be broken at the end of a line."""
    return r"\n?".join(map(re.escape, words))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(words, key=len)[::-1]) for name, words in _lists("words").items()}


@cache
def _lists(table: str) -> dict[str, tuple[str, ...]]:
    entries = load_toml(_FILE)[table]
    if not isinstance(entries, dict):
        raise ValueError(f"{_FILE} has no table {table}")
    return {name: tuple(map(str, listed)) for name, listed in entries.items()}
