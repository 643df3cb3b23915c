"""Rows merged of several: a field's lines one below the other, each said once.

Lines say the same in the target's name, whatever their number and bullet, however a time is
spelled ("ต.ค. 68" and "ตุลาคม ๒๕๖๘") and whether an office names the target. Every span and part
goes on telling whose text it is. Imports its neighbours, model and text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.borrow.adapt.cutting import cut, joined, spans_of
from itasearch.borrow.adapt.parties import names_of
from itasearch.borrow.renumbering import Standing, renumbered
from itasearch.model.template import RESULT_FIELDS, Party, TemplateField
from itasearch.text.dates.marks import TimeMark, compact, read_marks

_ITEM_MARK = re.compile(r"^\s*(?:[-–•*●]|\(?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[.)])\s*")
_DASH = re.compile(r"[-–—~−]+|(?:จน)?ถึง")
_DAY = re.compile(r"\d{1,2}(?!\d)")


def merged(fields: Sequence[TemplateField], name: str, *, own: Party) -> TemplateField:
    """The lines of all fields one below the other; one that says what another said stands once.

    A row has one title and results of its own: what a person wrote goes before what was
    borrowed, and of several borrowed titles the first one stands.

    Args:
        name: of the field, one of TEXT_FIELDS.
        own: the target.
    """
    if name == "title" or name in RESULT_FIELDS:
        edited = [field for field in fields if field.edited]
        fields = edited or (fields[:1] if name == "title" else fields)
    lists: list[list[Standing]] = []
    said: set[str] = set()
    for field in fields:
        senses = [(line, _sense(line.adapted.adapted, name, own)) for line in _lines(field)]
        lists.append([(line, sense not in said) for line, sense in senses])
        # Within one measure lines may repeat, as under two headings.
        said |= {sense for _line, sense in senses if sense}
    lines = renumbered(lists)
    like = replace(
        fields[0],
        edited=all(field.edited for field in fields),
        example=any(line.example for line in lines),
    )
    return joined(lines, by="\n", like=like)


def _sense(line: str, name: str, own: Party) -> str:
    """What a line of this field says, whatever its number, bullet and spaces."""
    text = _ITEM_MARK.sub("", line)
    if name == "timeframe":
        return _sense_of_time(text)
    if name == "responsible":
        text = _without_own(text, own)
    return "".join(text.split())


def _sense_of_time(text: str) -> str:
    """The text with each month, quarter and year in one spelling."""
    line = compact(text)
    pieces, at = [], 0
    for mark in read_marks(line):
        pieces += [line[at : mark.start], _time(mark, line[mark.start : mark.end])]
        at = mark.end
    return _DASH.sub("-", "".join([*pieces, line[at:]]))


def _time(mark: TimeMark, printed: str) -> str:
    day = _DAY.match(printed)
    return f"<{day.group() if day else ''} {mark.unit} {mark.first} {mark.last} {mark.year}>"


def _without_own(text: str, own: Party) -> str:
    """An office without the target's name behind it; the name alone stays."""
    names = names_of(own.organisation)
    shorts = [f"{one}{names.own}" for one in names.kind.short] if names.kind and names.own else []
    kept = text
    for each in (names.full, *shorts):
        if each:
            kept = kept.replace(each, "")
    return kept if kept.strip() else text


def _lines(field: TemplateField) -> Iterator[TemplateField]:
    """The field cut at the line ends of its original that no span covers."""
    covered = [(one.start, one.end) for one in spans_of(field)]
    start = 0
    for at, letter in enumerate(field.original):
        if letter == "\n" and not any(first <= at < last for first, last in covered):
            yield cut(field, start, at)
            start = at + 1
    if start < len(field.original):
        yield cut(field, start, len(field.original))
