"""What stands on every page and belongs to none: page numbers, running heads and feet.

Such lines stand between two halves of a table and in the midst of lists, so they are
taken for what they are before anything else is read; the first running head stays, it
may be the title. They still tell of organisation and year.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rapidfuzz import fuzz

from itasearch.model.source import Block, Heading, Paragraph, Table
from itasearch.text.thai.normalize import arabic_digits, squash

_EDGE = 3
_LIKE = 88
_LEAST_PAGES = 2
_SHARE = 0.5
_LONGEST = 200
_MOST_KEYS = 60
_NUMBER = re.compile(r"^\W*(?:หน้า|page|แผ่น)?(?:ที่)?\W*\d{1,4}\W*(?:(?:จาก|ของ|of)?\W*\d{1,4}\W*)?$")
_NUMBERED = re.compile(r"(?:หน้า|page)(?:ที่)?\W*\d{1,4}\W*(?:(?:จาก|ของ|of)?\W*\d{1,4}\W*)?$")
_LONGEST_NUMBERED = 120
_PAGE = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_YEAR = re.compile(r"25\d\d")


def headers_and_footers(blocks: Sequence[Block]) -> frozenset[int]:
    """Indices of the blocks that are page furniture; none where pages are not known."""
    pages = [
        list(page)
        for number, page in groupby(
            range(len(blocks)), key=lambda index: blocks[index].source.page_number
        )
        if number is not None
    ]
    if len(pages) < _LEAST_PAGES:
        return frozenset()
    edges = [(page, index) for page, shown in enumerate(pages) for index in _edges(shown, blocks)]
    found = {index for page, index in edges if _is_page_mark(_key(blocks[index]), page)}
    own = {_key(block) for block in _within(pages, blocks)}
    left = [e for e in edges if e[1] not in found and _key(blocks[e[1]]) not in own]
    tops = {index for page in pages for index in page[:_EDGE]}
    for at_top in (True, False):
        side = [(page, index) for page, index in left if (index in tops) is at_top]
        found.update(_recurring(side, blocks, len(pages)))
    return frozenset(found)


def _within(pages: Sequence[Sequence[int]], blocks: Sequence[Block]) -> Iterator[Block]:
    """The lines in the midst of pages, where no running head stands."""
    yield from (blocks[index] for page in pages for index in page[_EDGE:-_EDGE])


def _edges(page: Sequence[int], blocks: Sequence[Block]) -> Iterator[int]:
    """The first and last lines of a page, no table among them."""
    texts = [index for index in page if isinstance(blocks[index], Heading | Paragraph)]
    near = {*page[:_EDGE], *page[-_EDGE:]}
    yield from (index for index in texts if index in near)


def _is_page_mark(key: str, page: int) -> bool:
    """A page's number alone, or behind a running head; the first one may be the title."""
    if _NUMBER.match(key):
        return True
    return page > 0 and len(key) <= _LONGEST_NUMBERED and bool(_NUMBERED.search(key))


def _recurring(
    edges: Sequence[tuple[int, int]], blocks: Sequence[Block], pages: int
) -> Iterator[int]:
    """Lines that stand alike on at least half the pages from their first one on, that one kept."""
    places: dict[str, list[tuple[int, int]]] = {}
    for page, index in edges:
        key = _PAGE.sub("#", _key(blocks[index]))
        if not 4 <= len(key) <= _LONGEST:
            continue
        same = next((known for known in places if _is_same(known, key)), None)
        if same is not None or len(places) < _MOST_KEYS:
            places.setdefault(same or key, []).append((page, index))
    for found in places.values():
        shown = {page for page, _ in found}
        if len(shown) >= max(_LEAST_PAGES, _SHARE * (pages - min(shown))):
            yield from (index for _, index in found[1:])


def _is_same(left: str, right: str) -> bool:
    """Whether two lines are one running head, an OCR's slips aside; another year's is another."""
    return fuzz.ratio(left, right) >= _LIKE and _YEAR.findall(left) == _YEAR.findall(right)


def _key(block: Block) -> str:
    return "" if isinstance(block, Table) else arabic_digits(squash(block.text[: 2 * _LONGEST]))
