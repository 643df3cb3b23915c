"""The one reader of list markers and numbers: ๑. ๑) (๑) 1.1 ข้อ ๑ มาตรการที่ ๑ and bullets.

Reading is done on text with Arabic digits of the same length, so offsets hold for the
text as given.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from itasearch.domain.loader import Patterns
from itasearch.text.thai.normalize import arabic_digits, kept_for_short_texts

_DASHES = "-–—"
_PICTURES = "\u2600-\u260f\u2613-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d"  # no boxes
_BULLETS = rf"{re.escape(_DASHES)}•●○◦▪■□▶►◆◇·∙‣*\uf0a7\uf0b7\uf0d8\uf0fc{_PICTURES}"
_patterns = Patterns("reading_patterns", bullets=_BULLETS)
_CLOSES = str.maketrans("],\ufe0f\u20e3", ")...")  # a comma is a misread full stop
_BULLET = re.compile(rf"^\s*[{_BULLETS}]+\s*(?=\S)")
_INLINE = re.compile(r"(?<=\s)(?P<open>\()?(?P<number>\d{1,2})(?P<close>[.)]{1,2})(?=\s?[^\d\s.)])")
_LETTERED = re.compile(r"\s*\(?ก[.)]\s+\S")
_LAST_NUMBER = re.compile(r"\s(\d{1,2}(?:\s?\.\s?\d{1,2})+)\s*$")

_CACHED_TEXTS = 8_192  # short texts whose marker is kept: titles and steps are asked several times


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMarker:
    """What is written before an item."""

    number: str  #: in Arabic digits without blanks, "1.1"; "" for a bullet, or where it is lost
    style: str  #: "1)", "(1)", "1.1", "ข้อ" …, or a bullet's sign ("-": any dash)
    end: int

    @property
    def parts(self) -> tuple[int, ...]:
        """The number's parts, (7, 1) of 7.1; () without one."""
        return tuple(int(part) for part in self.number.split(".")) if self.number else ()


@kept_for_short_texts(_CACHED_TEXTS)
def read_marker(text: str) -> ListMarker | None:
    """The marker that `text` begins with, None when it begins with none.

    A single number without sign counts when a space and no unit follows it ("๓ มาตรการ"
    but not "๓ ครั้ง"), a year never does.
    """
    digits = arabic_digits(text[:120])
    match = _patterns.marker.match(digits)
    if match is None or not _is_marker(match, digits):
        bullet = _BULLET.match(digits)
        if bullet is None:
            return None
        sign = digits[: bullet.end()].strip()[0]
        style = "-" if sign in _DASHES else sign
        return ListMarker(number="", style=style, end=bullet.end())
    number = re.sub(r"\s", "", match["number"])
    if match["word"]:
        style = re.sub(r"^.*/\s?|^ชื่อ\s?|(?:(?<!^)ลำดับ)?\s?ที่?$", "", match["word"])
    else:
        style = re.sub(r"\d+", "1", number) if "." in number else _closes(match)
    return ListMarker(number=number, style=style, end=match.end())


def last_number(text: str) -> tuple[str, str] | None:
    """(text before, number) where `text` ends in a number of parts such as 1.2."""
    match = _LAST_NUMBER.search(arabic_digits(text))
    return (text[: match.start()], re.sub(r"\s", "", match[1])) if match else None


def leading_number(text: str) -> str | None:
    """The number that `text` begins with, without its signs; None for bullets and plain text."""
    marker = read_marker(text)
    return marker.number or None if marker else None


def unmarked(text: str) -> str:
    """`text` without the marker that it begins with."""
    marker = read_marker(text)
    return text[marker.end :] if marker else text


def bare_number(cell: str) -> str:
    """The text of a number cell in Arabic digits, without dots, brackets and # about it."""
    return arabic_digits(cell.strip(" .()[]#\n"))


def begins_part(text: str) -> bool:
    """Whether `text` begins with any list marker or with ก. or ก)."""
    return read_marker(text) is not None or bool(_LETTERED.match(text))


def split_inline_items(line: str) -> str:
    """`line` with "1. … 2. … 3. …" broken into lines, when they count up from one by one."""
    first = read_marker(line)
    if first is None or first.parts[:2] != (1,):
        return line
    digits = arabic_digits(line)
    cuts = [0]
    for match in _INLINE.finditer(digits):
        if int(match["number"]) == len(cuts) + 1 and _closes(match) == first.style:
            cuts.append(match.start())
    return "\n".join(line[a:b].strip() for a, b in pairwise([*cuts, len(line)]))


def _is_marker(match: re.Match[str], digits: str) -> bool:
    number, rest = match["number"], digits[match.end() :]
    # ๑๐๐. and 101) number items, 100 คน and 120.500 do not.
    is_closed = match["close"] in {".", ")"} and (match["word"] or re.match(r"[^\d\s]", rest))
    if len(number) == 3 and number.isdigit() and not is_closed:
        return False
    bare = match["word"] in {"มาตรการ", "แนวทาง"}  # "มาตรการ ๓.๑ …", but no "มาตรการ ๓ ข้อ"
    if match["close"] or "." in number or (match["word"] and not bare):
        # 15.30 น., 2.5 ล้าน and the like are no numbers of items.
        return bool(match["open"] or not re.match(r"(?:น\.|ล้าน|เท่า|%|คะแนน)", rest))
    return bool(rest) and not bare and not match["open"] and not _patterns.units.match(rest)


def _closes(match: re.Match[str]) -> str:
    close = (match["close"] or "")[:1].translate(_CLOSES)
    return f"{'(' if match['open'] else ''}1{close}"
