"""Long text in stretches of bounded length, cut where a reader would: items, spaces, clusters.

Thai has long runs without a space; a cut inside one never parts a consonant from
its vowel or tone mark.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TypeVar

from itasearch.text.thai.characters import BULLETS

_N = TypeVar("_N", int, float)

_FOLLOWING = frozenset("ะาำๅๆฯ")
_LEADING = frozenset("เแโใไ")

_MOST_STEPS = 200  # steps of a measure that are read; bounds the work on hostile text

_NEXT_STEP = re.compile(
    rf"\n+|\s+(?=[{BULLETS}]\s*\S)|(?<=\S)\s+(?=-\s?[ก-ฮเ-ไ])"
    r"|(?<=\S)\s+(?=\(?(?:[1-9๑-๙]|[1๑][0-9๐-๙])\s?[.)]\s*[ก-ฮเ-ไ])"
)

CONTINUED_ROW = re.compile(r"\s*[(\[]\s*ต่อ\s*[)\]]\s*$|^\W*ต่อ\W*$")
"""What a cell says above the rest of a row: "(ต่อ)"."""

# A month by its ending, on both sides of a dash: a span of time, and no items of a list.
_MONTH = r"(?:คม|ยน|พันธ์|[ก-ฮเ][ก-ฮิี]?\.\s?[คพย]\.)"
_SPAN = re.compile(
    rf"{_MONTH}\s?(?:พ\.ศ\.\s?)?(?:[0-9๐-๙]{{2,4}})?[ ]{{1,9}}(?=[-–]\s?[ก-๎]{{0,12}}?{_MONTH})"
)


def stretches(text: str, *, limit: int) -> list[tuple[int, int]]:
    """[start, end) of pieces of `text`: as many whole lines as fit, longer lines cut.

    `limit`: most code points, at least 2. Together they hold all but white space, and none begins
    or ends with any.
    """
    if limit < 2:
        raise ValueError(f"limit is {limit}, must be at least 2")
    if len(text) <= limit:
        start, end = _stripped(text, 0, len(text))
        return [(start, end)] if start < end else []
    spans: list[tuple[int, int]] = []
    for start, end in _pieces(text, limit):
        if spans and end - spans[-1][0] <= limit:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def joined(spans: Iterable[tuple[_N, _N]], *, gap: float = 0) -> list[tuple[_N, _N]]:
    """Spans in order, those as one with no more than `gap` between them; below 0: with overlap."""
    pairs: list[tuple[_N, _N]] = []
    for start, end in sorted(spans):
        if pairs and start - pairs[-1][1] <= gap:
            pairs[-1] = (pairs[-1][0], max(end, pairs[-1][1]))
        else:
            pairs.append((start, end))
    return pairs


def beginning(text: str, *, limit: int) -> str:
    """`text` itself, or its beginning cut at a space or cluster to at most `limit` code points."""
    return text[: _cut(text, 0, len(text), limit)].rstrip() if len(text) > limit else text


def _pieces(text: str, limit: int) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.split("\n"):
        start, end = _stripped(text, position, position + len(line))
        position += len(line) + 1
        while start < end:
            cut = _cut(text, start, end, limit) or start + limit
            yield _stripped(text, start, cut)
            start, _ = _stripped(text, cut, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def _cut(text: str, start: int, end: int, limit: int) -> int:
    """The last good end within `limit`, 0 if none; a space counts in the second half only."""
    last = start + limit
    if last >= end:
        return end
    for position in range(last, start + max(1, limit // 2) - 1, -1):
        if text[position].isspace():
            return position
    for position in range(last, start, -1):
        after = text[position]
        if not (
            text[position - 1] in _LEADING
            or after in _FOLLOWING
            or unicodedata.category(after) in ("Mn", "Mc", "Me", "Cf")
        ):
            return position
    return 0


def split_steps(text: str) -> tuple[str, ...]:
    """The steps of a field, each as read; an empty text has none."""
    parts = (part.replace("\0", " ").strip() for part in _NEXT_STEP.split(_with_spans(text)))
    return tuple(part for part in parts if part)[:_MOST_STEPS]


def _with_spans(text: str) -> str:
    """The text with "\\0" for blanks before the dash of a span of months."""
    return _SPAN.sub(lambda span: span[0].replace(" ", "\0"), text)


ITEM = re.compile(
    rf"\s*(?:[-–{BULLETS}]\s?(?=\S)|\(?[0-9๐-๙]{{1,2}}\s?[.)](?![0-9๐-๙])|\(?[ก-ฉ]\)|[กขคง]\.\s)"
)
"""What an item of a list begins with."""
_NEXT_BULLET = re.compile(rf"(?<=\S)\s(?=\s*[-–{BULLETS}]\s?[ก-ฮเ-ไ])")
_NEXT_NUMBER = re.compile(r"(?<=\S)\s(?=\s*\(?[0-9๐-๙]{1,2}\s?[.)]\s*[ก-ฮเ-ไ])")

_FULL_LINE = 0.8  # of a text's longest line: a full line is continued by the next
_SHORTEST_FULL = 15  # code points of a full line; shorter ones are items. Both chosen by hand


_FEWEST_BULLETS = 3  # of a list in a line that begins with none; fewer may be dashes of a span


def with_items_on_lines(text: str) -> str:
    """The text, of equal length, with a line for each list item and wrapped lines joined.

    A line with a bullet or number first, or several bullets, is a list. A line continues if the one
    before is full, and neither it nor, without a list, any but the last line is short.
    """
    lines = [_split_at_items(line).replace("\0", " ") for line in _with_spans(text).split("\n")]
    whole = "\n".join(lines).split("\n")
    longest = max(map(len, whole))
    full = [len(line) >= max(_SHORTEST_FULL, _FULL_LINE * longest) for line in whole]
    are_items = [ITEM.match(line) is not None for line in whole]
    may_go_on = any(are_items) or (len(whole) > 2 and all(full[:-1]))
    parts = [whole[0]]
    for number, line in enumerate(whole[1:], start=1):
        in_list = not any(are_items) or any(are_items[:number])
        is_continued = may_go_on and in_list and full[number - 1] and not are_items[number]
        parts += [" " if is_continued and line.strip() else "\n", line]
    return "".join(parts)


def _split_at_items(line: str) -> str:
    if ITEM.match(line) is not None:
        return _NEXT_NUMBER.sub("\n", _NEXT_BULLET.sub("\n", line))
    several = len(_NEXT_BULLET.findall(line)) >= _FEWEST_BULLETS
    return _NEXT_BULLET.sub("\n", line) if several else line
