"""Rows merged of several: a field's lines one below the other, each once, spans moved with them.

Lines repeat each other if they say the same in the target's name, whatever their number, bullet and
spelling of a time. Numbered lists become one if each surely is one: from 1 in order, each number at
the beginning of a line, none with items of its own, and no text refers to an item.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain
from typing import TypeVar

from itasearch.borrow.adapt.parties import names_of
from itasearch.domain.loader import Patterns
from itasearch.model.drafts import (
    RESULT_FIELDS,
    Adaptation,
    AdaptedField,
    Change,
    ChangeKind,
    OpenQuestion,
    Party,
    TextPart,
)
from itasearch.text.thai.normalize import arabic_digits, thai_digits, without_spaces
from itasearch.text.timeframe import compact, read_marks

_patterns = Patterns("adapting_patterns")
_DAY = re.compile(r"\d{1,2}(?!\d)")

_Line = tuple[AdaptedField, bool]
"""A line, and whether it is kept; False where an earlier list has the same line."""

_Span = TypeVar("_Span", Change, OpenQuestion, TextPart)


def merged(fields: Sequence[AdaptedField], name: str, *, own: Party) -> AdaptedField:
    """All lines, equal ones once; written titles and results win, else the first title."""
    if name == "title" or name in RESULT_FIELDS:
        edited = [field for field in fields if field.edited]
        fields = edited or (fields[:1] if name == "title" else fields)
    lists: list[list[_Line]] = []
    known: set[str] = set()
    for field in fields:
        senses = [(line, _sense(line.adapted.adapted, name, own)) for line in _lines(field)]
        lists.append([(line, sense not in known) for line, sense in senses])
        # Within one measure lines may repeat, as under two headings.
        known |= {sense for _line, sense in senses if sense}
    lines = _renumbered(lists)
    like = replace(fields[0], edited=all(field.edited for field in fields))
    return _joined_fields(lines, by="\n", like=like)


def _sense(line: str, name: str, own: Party) -> str:
    text = _patterns.item_mark.sub("", line)
    if name == "timeframe":
        return _sense_of_time(text)
    if name == "responsible":
        text = _without_own(text, own)
    return without_spaces(text)


def _sense_of_time(text: str) -> str:
    line = compact(text)
    pieces, at = [], 0
    for mark in read_marks(line):
        day = _DAY.match(line, mark.start, mark.end)
        time = f"<{day.group() if day else ''} {mark.unit} {mark.first} {mark.last} {mark.year}>"
        pieces += [line[at : mark.start], time]
        at = mark.end
    return _patterns.dash.sub("-", "".join([*pieces, line[at:]]))


def _without_own(text: str, own: Party) -> str:
    """An office without the target's name behind it; the name alone stays."""
    names = names_of(own.organisation)
    shorts = [f"{one}{names.own}" for one in names.kind.short] if names.kind and names.own else []
    kept = text
    for each in (names.full, *shorts):
        if each:
            kept = kept.replace(each, "")
    return kept if kept.strip() else text


def _lines(field: AdaptedField) -> Iterator[AdaptedField]:
    covered = [(one.start, one.end) for one in spans_of(field)]
    start = 0
    for at, letter in enumerate(field.original):
        if letter == "\n" and not any(first <= at < last for first, last in covered):
            yield _stretch_of(field, start, at)
            start = at + 1
    if start < len(field.original):
        yield _stretch_of(field, start, len(field.original))


def _renumbered(lists: Sequence[Sequence[_Line]]) -> list[AdaptedField]:
    first: re.Match[str] | None = None
    last = 0
    lines: list[AdaptedField] = []
    for each in filter(None, lists):
        kept = [line for line, is_kept in each if is_kept]
        count = _count([line for line, _is_kept in each])
        if not lines:
            matches = (_patterns.merging_number.match(line.original) for line, _is_kept in each)
            first, last = next(filter(None, matches), None), count
            lines += kept
        elif first is None or not last or not count:
            lines += kept
        else:
            for line in kept:
                if match := _patterns.merging_number.match(line.original):
                    last += 1
                    line = _with_number(line, last, match.end(), like=first)
                lines.append(line)
    return lines


def _count(lines: Sequence[AdaptedField]) -> int:
    count = 0
    for text in (line.original for line in lines):
        if _patterns.reference.search(text) or _patterns.merging_within.match(text):
            return 0
        if match := _patterns.merging_number.match(text):
            count += 1
            follows = rf"\s\(?(?:{count + 1}|{thai_digits(count + 1)})[.)]"
            # A list within one line cannot be renumbered by lines.
            if int(arabic_digits(match[3])) != count or re.search(follows, text):
                return 0
    return count


def _with_number(line: AdaptedField, number: int, end: int, *, like: re.Match[str]) -> AdaptedField:
    """The line with another number, like the first one, in the place of its first `end` letters."""
    if any(span.start < end for span in spans_of(line)):
        return line
    indent, bracket, first, closing, gap = like.groups()
    digits = str(number) if first == arabic_digits(first) else thai_digits(number)
    new = f"{indent}{bracket}{digits}{closing}{gap}"
    mark = replace(line, adapted=Adaptation(adapted=new), original=new, parts=(), kept=())
    return _joined_fields([mark, _stretch_of(line, end, len(line.original))], by="", like=line)


def with_own_numbers(text: str, adapted: Adaptation) -> Adaptation:
    """Outline numbers of one chapter in order ("๗.๑.๒") become those of the row ("๒."), unless
    other items are numbered otherwise or a text refers to one.
    """
    matches = list(_patterns.outline.finditer(text))
    items = [int(match["item"]) for match in matches]
    if (
        len(items) < 2
        or len({arabic_digits(match["chapter"]) for match in matches}) > 1
        or items != list(range(items[0], items[0] + len(items)))
        or _patterns.reference.search(text)
        or any(map(_patterns.merging_number.match, text.split("\n")))
    ):
        return adapted
    changes = list(adapted.changes)
    for number, match in enumerate(matches, start=1):
        (start, end), old = match.span("outline"), match["outline"]
        new = f"{number}. " if old.strip().isascii() else f"{thai_digits(number)}. "
        if not any(change.meets(start, end) for change in changes):
            changes.append(Change(start=start, end=end, old=old, new=new, kind=ChangeKind.OUTLINE))
    return Adaptation.made(text, changes, adapted.open)


def _shifted(spans: Iterable[_Span], by: int) -> tuple[_Span, ...]:
    return tuple(replace(span, start=span.start + by, end=span.end + by) for span in spans)


def spans_of(field: AdaptedField) -> tuple[Change | OpenQuestion, ...]:
    """All changes, made and taken back, and questions of a field."""
    return (*field.adapted.changes, *field.adapted.open, *field.kept)


def _stretch_of(field: AdaptedField, start: int, end: int) -> AdaptedField:
    def inside(span: Change | OpenQuestion) -> bool:
        return start <= span.start < end

    adapted = field.adapted
    original = field.original[start:end]
    return replace(
        field,
        adapted=Adaptation.made(
            original,
            _shifted(filter(inside, adapted.changes), -start),
            _shifted(filter(inside, adapted.open), -start),
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
            if part.meets(start, end)
        ),
        kept=_shifted(filter(inside, field.kept), -start),
    )


def _joined_fields(fields: Sequence[AdaptedField], *, by: str, like: AdaptedField) -> AdaptedField:
    starts = [*accumulate((len(field.original) + len(by) for field in fields), initial=0)]

    def moved(spans: Callable[[AdaptedField], Iterable[_Span]]) -> tuple[_Span, ...]:
        of_fields = (_shifted(spans(field), at) for field, at in zip(fields, starts, strict=False))
        return tuple(chain.from_iterable(of_fields))

    return replace(
        like,
        adapted=Adaptation(
            adapted=by.join(field.adapted.adapted for field in fields),
            changes=moved(lambda field: field.adapted.changes),
            open=moved(lambda field: field.adapted.open),
        ),
        original=by.join(field.original for field in fields),
        parts=moved(lambda field: field.parts),
        kept=moved(lambda field: field.kept),
    )
