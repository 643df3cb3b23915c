"""Numbered lists of several measures as one list: the second one's numbers go on from the first.

A list is taken for one only if it surely is: its numbers rise by one from 1, each at the
beginning of a line, and no text speaks of another item by its number. What a number
becomes is no change that a person must look at, so it stands outside all parts and spans.
Imports its neighbours and model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from itasearch.borrow.adapt.cutting import cut, joined, spans_of
from itasearch.borrow.adapt.numerals import thai_digits
from itasearch.model.template import Adaptation, TemplateField
from itasearch.text.thai.normalize import arabic_digits

_NUMBER = re.compile(r"^(\s*)(\(?)([0-9๐-๙]{1,2})([.)])(?![0-9๐-๙])(\s*)")
_WITHIN = re.compile(r"^(\s*\(?)([0-9๐-๙]{1,2})(?=\.([0-9๐-๙]{1,2})[.)\s])")
# "ตามข้อ 2": the text would speak of another item than before.
_SPOKEN_OF = re.compile(r"(?:ข้อ|ลำดับ|ขั้นตอน)(?:ที่)?\s*[0-9๐-๙]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How a list prints its numbers."""

    before: str
    after: str
    gap: str
    thai: bool

    def printed(self, number: int) -> str:
        digits = thai_digits(number) if self.thai else str(number)
        return f"{self.before}{digits}{self.after}{self.gap}"


Standing = tuple[TemplateField, bool]
"""A line, and whether it is to stand; an earlier list has said it already where it is not."""


def renumbered(lists: Sequence[Sequence[Standing]]) -> list[TemplateField]:
    """The lines that are to stand; where two lists are numbered, as one list like the first."""
    style, last = None, 0
    lines: list[TemplateField] = []
    for each in filter(None, lists):
        whole = [line for line, _stands in each]
        standing = [line for line, stands in each if stands]
        count = _count(whole)
        if not lines:
            style, last = _style(whole), count
            lines += standing
        elif style is None or not last or not count or _is_torn(each):
            lines += standing
        else:
            for line in standing:
                last += _NUMBER.match(line.original) is not None
                lines.append(_with_number(line, last, style))
    return lines


def _style(lines: Sequence[TemplateField]) -> _Style | None:
    for line in lines:
        found = _NUMBER.match(line.original)
        if found is not None:
            indent, bracket, digits, end, gap = found.groups()
            thai = digits != arabic_digits(digits)
            return _Style(before=indent + bracket, after=end, gap=gap, thai=thai)
    return None


def _count(lines: Sequence[TemplateField]) -> int:
    """How many items a list of numbers has; 0 if it is none."""
    count, within = 0, 0
    for line in lines:
        text = line.original
        found, inner = _NUMBER.match(text), _WITHIN.match(text)
        if _SPOKEN_OF.search(text):
            return 0
        if found is not None:
            count, within = count + 1, 0
            follows = rf"\s\(?(?:{count + 1}|{thai_digits(count + 1)})[.)]"
            # A list that stands in one line cannot be renumbered by lines.
            if int(arabic_digits(found[3])) != count or re.search(follows, text):
                return 0
        elif inner is not None:
            within += 1
            if arabic_digits(inner[2]) != str(count) or arabic_digits(inner[3]) != str(within):
                return 0
    return count


def _is_torn(lines: Sequence[Standing]) -> bool:
    """Whether a part of an item stands whose item does not."""
    item_stands = True
    for line, stands in lines:
        if _NUMBER.match(line.original):
            item_stands = stands
        elif stands and not item_stands and _WITHIN.match(line.original):
            return True
    return False


def _with_number(line: TemplateField, number: int, style: _Style) -> TemplateField:
    """The line with another number before it; one without a number stays."""
    text = line.original
    found, inner = _NUMBER.match(text), _WITHIN.match(text)
    if found is not None:
        return _with_beginning(line, found.end(), style.printed(number))
    if inner is not None:
        digits = thai_digits(number) if style.thai else str(number)
        return _with_beginning(line, inner.end(), inner[1] + digits)
    return line


def _with_beginning(line: TemplateField, end: int, new: str) -> TemplateField:
    """The line with `new` in the place of its first `end` code points."""
    if any(span.start < end for span in spans_of(line)):
        return line
    number = replace(line, adapted=Adaptation(adapted=new), original=new, parts=(), kept=())
    return joined([number, cut(line, end, len(line.original))], by="", like=line)
