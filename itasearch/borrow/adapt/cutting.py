"""Fields cut, joined and moved in time, with the changes and questions that they carry.

Spans of a field are offsets in its text before adaptation; where text is cut out or moved,
its spans move with it. Years move by the distance of two fiscal years and keep the look of
the number that they replace.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from itasearch.model.drafts import Adaptation, AdaptedField, Change, OpenQuestion, TextPart
from itasearch.text.dates.fiscal_year import CE_OFFSET

_Span = TypeVar("_Span", Change, OpenQuestion, TextPart)


def rewritten(original: str, changes: Sequence[Change]) -> str:
    """`original` with the changes made."""
    pieces, at = [], 0
    for change in changes:
        pieces += [original[at : change.start], change.new]
        at = change.end
    return "".join([*pieces, original[at:]])


def shifted(spans: Iterable[_Span], by: int) -> tuple[_Span, ...]:
    """The spans moved by so many code points."""
    return tuple(replace(one, start=one.start + by, end=one.end + by) for one in spans)


def spans_of(field: AdaptedField) -> tuple[Change | OpenQuestion, ...]:
    """All changes, made and taken back, and questions of a field."""
    return (*field.adapted.changes, *field.adapted.open, *field.kept)


def stretch_of(field: AdaptedField, start: int, end: int) -> AdaptedField:
    """The stretch [start, end) of the field's original, as a field of its own."""

    def inside(span: Change | OpenQuestion) -> bool:
        return start <= span.start < end

    adapted = field.adapted
    changes = shifted(filter(inside, adapted.changes), -start)
    original = field.original[start:end]
    return replace(
        field,
        adapted=Adaptation(
            adapted=rewritten(original, changes),
            changes=changes,
            open=shifted(filter(inside, adapted.open), -start),
        ),
        original=original,
        parts=tuple(
            replace(
                part,
                start=max(part.start, start) - start,
                end=min(part.end, end) - start,
                offset=part.offset + max(0, start - part.start),
            )
            for part in field.parts
            if part.start < end and start < part.end
        ),
        kept=shifted(filter(inside, field.kept), -start),
    )


def joined_fields(fields: Sequence[AdaptedField], *, by: str, like: AdaptedField) -> AdaptedField:
    """All fields one after the other with `by` between them; else as `like`."""
    changes: list[Change] = []
    questions: list[OpenQuestion] = []
    kept: list[Change] = []
    parts: list[TextPart] = []
    at = 0
    for field in fields:
        changes += shifted(field.adapted.changes, at)
        questions += shifted(field.adapted.open, at)
        kept += shifted(field.kept, at)
        parts += shifted(field.parts, at)
        at += len(field.original) + len(by)
    return replace(
        like,
        adapted=Adaptation(
            adapted=by.join(field.adapted.adapted for field in fields),
            changes=tuple(changes),
            open=tuple(questions),
        ),
        original=by.join(field.original for field in fields),
        parts=tuple(parts),
        kept=tuple(kept),
    )


_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_THAI = str.maketrans("0123456789", _THAI_DIGITS)


def thai_digits(value: int | str) -> str:
    """`value` with Thai digits: 12 gives "๑๒"."""
    return str(value).translate(_THAI)


def as_printed(year: int, old: str) -> str:
    """A year (BE) printed like `old`: digits in its script, its era, two digits or four.

    Args:
        year: Buddhist Era.
        old: a year as printed, such as "๒๕๖๖", "๒๕ 66", "66" or "2023"; blanks stay.
    """
    number = int("".join(digit for digit in old if digit.isdecimal()))
    return digits_like(year - CE_OFFSET if 1900 <= number < 2200 else year, old)


def digits_like(number: int, old: str) -> str:
    """`number` in the place of the digits of `old`, from the right, each in its script."""
    left = list(reversed(str(number)))
    new: list[str] = []
    for character in reversed(old):
        if character.isdecimal() and left:
            digit = left.pop(0)
            new.append(digit.translate(_THAI) if character in _THAI_DIGITS else digit)
        else:
            new.append(character)
    return "".join(reversed(new))


_MOST_YEARS_APART = 3
"""Years this near to the source's fiscal year belong to its work; older ones are its history."""

_HISTORY = "ปีนี้เป็นเหตุการณ์ของหน่วยงานต้นทางหรือไม่ ควรแก้หรือตัดออก"
_UNKNOWN = "ไม่ทราบปีงบประมาณของต้นทางหรือของเรา ควรเป็นปีใด"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From which fiscal year (BE) to which; None where one is not known."""

    source: int | None
    target: int | None

    @property
    def known(self) -> bool:
        """Whether years can move at all."""
        return self.source is not None and self.target is not None

    def is_near(self, year: int) -> bool:
        """Whether `year` moves."""
        return self.source is not None and abs(year - self.source) <= _MOST_YEARS_APART

    def year(self, year: int) -> int:
        """What `year` becomes."""
        if self.source is None or self.target is None or not self.is_near(year):
            return year
        return year + self.target - self.source

    def printed(self, year: int, old: str) -> str | None:
        """`old`, which prints `year`, as it becomes; None where it stays."""
        moved = self.year(year)
        return None if moved == year else as_printed(moved, old)

    def question(self, year: int) -> str | None:
        """What a person must decide about a year that is not part of a law or a plan."""
        if not self.known:
            return _UNKNOWN
        return None if self.is_near(year) else _HISTORY
