"""Page numbers, running heads and feet, and the signatures below a table.

Page numbers and running heads come between two halves of a table and inside lists, so they
are recognised before anything else is read. The first running head at the top is kept: it may be
the title. All are still evidence of organisation and year.

Spreadsheets end in "ลงชื่อ … ผู้รายงาน", "(นาย…)", "ปลัดเทศบาล", each in any column. A block
of such rows at a table's end is cut off when one of them is beyond doubt a signature. Between
lines, too, such blocks belong to no measure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from itasearch.domain.headers import Field, named_field
from itasearch.domain.loader import Patterns
from itasearch.domain.organisations import TOWN_NAME
from itasearch.extract.cells import looks_like_counter
from itasearch.extract.extracted import BODY_FIELDS, BodyRow
from itasearch.extract.numbering import read_marker
from itasearch.model.source import Block, Heading, Paragraph, Table
from itasearch.text.dates.months import MONTH
from itasearch.text.thai.normalize import arabic_digits, squash

_EDGE_LINES = 3  # first and last blocks of a page that may be a running head or foot
_LEAST_PAGES = 2  # pages of a document that has running heads, and pages that one is on; 1, 3: 0
_LEAST_PAGE_SHARE = 0.5  # of the pages from a running head's first one on, those that it is on
_LONGEST = 200  # code points of a squashed running head; a longer text is a paragraph; no limit: 0
_patterns = Patterns("reading_patterns", month=MONTH, town_name=TOWN_NAME)
_LEADERS = re.compile(r"[.…_]{4,}")  # dots to write on: two lines that share them are not alike

_DOTS = re.compile(r"^[\s.…_]{5,}$")
_OF_ONE_LINE = frozenset({Field.TIMEFRAME, Field.RESPONSIBLE, Field.BUDGET})
_LONGEST_KEY = 70  # code points of a squashed cell that may belong to a block of signatures


def headers_and_footers(blocks: Sequence[Block]) -> frozenset[int]:
    """Indices of page numbers, running heads and feet, and of what the reader marked as these.

    Where pages are not known, only several lines that end in a page's number, or one behind a
    town's name, and below tables bare numbers and lines with a town's name that recur.
    """
    pages = [
        list(page)
        for number, page in groupby(
            range(len(blocks)), key=lambda index: blocks[index].source.page_number
        )
        if number is not None
    ]
    running = {n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and b.running}
    if len(pages) < _LEAST_PAGES:
        lines = ((n, block) for n, block in enumerate(blocks) if isinstance(block, Paragraph))
        keys = {n: _key(block) for n, block in lines if not is_of_a_list(block.text)}
        again = Counter(keys.values())
        feet = {n for n, key in keys.items() if _patterns.numbered.search(key[:_LONGEST])}
        below = {
            n
            for n, key in keys.items()
            if n and isinstance(blocks[n - 1], Table)
            if _patterns.number.match(key) or (again[key] > 1 and re.search(TOWN_NAME, key))
        }
        return frozenset(below | running | feet)
    edges = [
        (number, index)
        for number, page in enumerate(pages)
        for index in sorted({*page[:_EDGE_LINES], *page[-_EDGE_LINES:]})
        if isinstance(blocks[index], Heading | Paragraph)
    ]
    tops = {index for page in pages for index in page[:_EDGE_LINES]}
    keys = {index: _key(blocks[index]) for _, index in edges}
    numbers = {index for index, key in keys.items() if _patterns.number.match(key)}
    # Behind a running head; on the first page that may be the title, but below a table, or at the
    # end, where other pages end so, too.
    numbered = {
        index: _patterns.numbered.sub("", key)
        for index, key in keys.items()
        if _patterns.numbered.search(key)
    }
    others = {numbered[index] for page, index in edges if page and index in numbered}
    ends = {index for index, text in numbered.items() if index not in tops and text in others}
    below = {index for index in numbered if index and isinstance(blocks[index - 1], Table)}
    numbers |= ends | below | {index for page, index in edges if page and index in numbered}
    body = {_key(blocks[at]) for page in pages for at in page[_EDGE_LINES:-_EDGE_LINES]}
    left = [e for e in edges if e[1] not in numbers and _key(blocks[e[1]]) not in body]
    for at_top in (True, False):
        side = [(page, index) for page, index in left if (index in tops) is at_top]
        numbers.update(_recurring(side, blocks, len(pages), first=not at_top))
    return frozenset(numbers | running)


def _recurring(
    edges: Sequence[tuple[int, int]], blocks: Sequence[Block], pages: int, *, first: bool
) -> Iterator[int]:
    """Lines that recur on at least half the pages from their first one on; `first`: it, too."""
    places: dict[str, list[tuple[int, int]]] = {}
    for page, index in edges:
        block = blocks[index]
        key = _patterns.page.sub("#", _key(block))
        if isinstance(block, Table) or not 0 < len(key) <= _LONGEST:
            continue
        if is_of_a_list(block.text):
            continue
        places.setdefault(key, []).append((page, index))
    for indices in places.values():
        shown = {page for page, _ in indices}
        if len(shown) >= max(_LEAST_PAGES, _LEAST_PAGE_SHARE * (pages - min(shown))):
            yield from (index for _, index in indices[0 if first else 1 :])


def is_of_a_list(text: str) -> bool:
    """Whether a line names a field or is an item: ระยะเวลา, "งบประมาณ: ไม่ใช้", "๓. อบรม", "- อบรม".

    Or a field of one line without a sign: "ผู้รับผิดชอบ กองคลัง".
    """
    named = named_field(re.split("[:：]", text)[0]) in BODY_FIELDS
    named |= named_field(text.split(" ")[0]) in _OF_ONE_LINE
    marker = read_marker(text)
    return named or (marker is not None and (bool(marker.number) or marker.style in "-•"))


def _key(block: Block) -> str:
    if isinstance(block, Table):
        return ""
    return _LEADERS.sub("", arabic_digits(squash(block.text[: 2 * _LONGEST])))


def without_signatures(rows: Sequence[BodyRow]) -> tuple[BodyRow, ...]:
    """`rows` without the block of signatures at their end."""
    count = len(rows)
    texts = [[row.cells[i] for i in row.filled] for row in rows]
    # "ผู้รายงาน" may be in a cell of its own, the name in the next.
    named = [
        bool(row and _patterns.signer.match(row[0]))
        and bool(_patterns.headers_and_footers_signed.match(" ".join(row)))
        for row in texts
    ]
    while count and (
        named[count - 1]
        or all(_is_beside(text) or looks_like_counter(text) for text in texts[count - 1])
    ):
        count -= 1
    signed = any(named[count:]) or any(
        _patterns.headers_and_footers_signed.match(text) for row in texts[count:] for text in row
    )
    return tuple(rows[:count]) if signed else tuple(rows)


def is_signature_block(texts: Sequence[str]) -> bool:
    """Whether lines are nothing but a signature with name, post and date."""
    return all(map(_is_beside, texts)) and any(
        map(_patterns.headers_and_footers_signed.match, texts)
    )


def signature_lines(texts: Sequence[str]) -> frozenset[int]:
    """Indices of signatures with the dots and names above and the posts below them.

    A post above may be the measure's own text: "ผู้รับผิดชอบ", "หัวหน้าสำนักปลัด".
    """
    numbers: set[int] = set()
    for index, text in enumerate(texts):
        # "- ลงชื่อรับทราบประกาศ" is a step.
        if (
            index in numbers
            or not _patterns.headers_and_footers_signed.match(text)
            or read_marker(text)
        ):
            continue
        first, end = index, index + 1
        while first and (
            _DOTS.match(texts[first - 1]) or _patterns.signer.match(squash(texts[first - 1]))
        ):
            first -= 1
        while end < len(texts) and _is_beside(texts[end]):
            end += 1
        numbers.update(range(first, end))
    return frozenset(numbers)


def _is_beside(text: str) -> bool:
    """Whether a cell can belong to a block of signatures: a name, a post, a date, dots."""
    key = arabic_digits(squash(text))
    if _patterns.headers_and_footers_signed.match(text) or not re.search(r"[\wก-๎]", key):
        return True
    beside = _patterns.beside.match(key) or _patterns.signer.match(key) or _patterns.date.match(key)
    return len(key) <= _LONGEST_KEY and bool(beside)
