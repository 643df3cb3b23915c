"""Which column of a report's tables became which field, and moving it to another field.

A stored measure keeps its cells as read beside its fields, but not which became which: a
column belongs to the field that repeats its cells in most rows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from itasearch.domain.words import segmenter
from itasearch.model.corrections import ReportColumn
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.text.repair.damage import mend
from itasearch.text.repair.spaces import close_line_wraps
from itasearch.text.thai.normalize import arabic_digits, squash

# Chosen by hand on the fixtures, as the votes are; not measured.
_LEAST_CELL_LIKENESS = 90.0  # likeness (0–100) of a cell as read and as mended by its reader
_LEAST_PART_LETTERS = 4  # letters of a cell that is recognised as a part of a field's text
_WHOLE, _PART = 2, 1  # votes for a field with the cell's text, or with the cell as a part

_NUMBER = re.compile(r"^\W*(?P<number>\d+(?:\.\d+)*)\s*[.)]\s*(?=\D)")


def report_columns(measures: Sequence[Measure]) -> tuple[ReportColumn, ...]:
    """The columns of measures as read, in the order of the table; `field` is as read, too."""
    headers: dict[str, str] = {}
    samples: dict[str, str] = {}
    votes: dict[str, Counter[str]] = {}
    for measure in measures:
        for header, cell in _cells(measure).items():
            headers.setdefault(squash(header), header)
            samples.setdefault(squash(header), cell)
            votes.setdefault(squash(header), Counter()).update(_votes(measure, cell))
    return tuple(
        ReportColumn(
            header=header,
            field=max(votes[key], key=votes[key].__getitem__, default=None),
            sample=samples[key],
        )
        for key, header in headers.items()
        if key
    )


def with_columns(
    measures: Sequence[Measure], meanings: Mapping[str, str | None]
) -> tuple[Measure, ...]:
    """Measures as read with columns put into other fields, None: into none, by squashed header."""
    was = {squash(column.header): column.field for column in report_columns(measures)}
    moved = {key: field for key, field in meanings.items() if key in was and was[key] != field}
    return tuple(_moved(measure, was, moved) for measure in measures)


def _moved(
    measure: Measure, was: Mapping[str, str | None], moved: Mapping[str, str | None]
) -> Measure:
    texts = {name: measure.text(name) for name in TEXT_FIELDS}
    cells = [(key, cell) for h, cell in _cells(measure).items() if (key := squash(h)) in moved]
    for key, cell in cells:
        left = was[key]
        if left in texts:
            texts[left] = _without(texts[left], cell)
    number = measure.number
    for key, cell in cells:
        field = moved[key]
        if field == "title" and not texts["title"]:
            number, cell = _split_number(cell, number)
        if field is not None:
            texts[field] = _with(texts[field], cell)
    # A title is never lost: while no column gives one, the one that was read stays.
    texts["title"] = texts["title"] or measure.title
    changed = {name: text or None for name, text in texts.items() if text != measure.text(name)}
    return replace(measure.with_texts(changed), number=number)


def _split_number(cell: str, printed: str | None) -> tuple[str | None, str]:
    match = _NUMBER.match(arabic_digits(cell))
    if match is None or not cell[match.end() :].strip():
        return printed, cell
    return printed or match["number"], cell[match.end() :].strip()


def _cells(measure: Measure) -> dict[str, str]:
    texts: dict[str, str] = {}
    for header, raw in measure.raw_cells:
        if header.strip() and (text := _mended(raw)) and squash(text):
            texts[header] = _with(texts.get(header, ""), text)
    return texts


@lru_cache(maxsize=4096)
def _mended(raw: str) -> str:
    lines = (" ".join(mend(line).text.split()) for line in raw.split("\n"))
    is_word = segmenter().is_word
    return "\n".join(close_line_wraps(line, is_word=is_word)[0] for line in lines if line)


def _votes(measure: Measure, cell: str) -> Iterator[str]:
    key, bare = squash(cell), squash(_split_number(cell, None)[1])
    if key == squash(measure.number or ""):
        yield from ["number"] * _WHOLE
    for name in TEXT_FIELDS:
        text = squash(measure.text(name))
        if text and (_same(text, key) or (name == "title" and _same(text, bare))):
            yield from [name] * _WHOLE
        elif len(key) >= _LEAST_PART_LETTERS and key in text:  # one of several cells
            yield from [name] * _PART
        elif name in {"title", "steps"} and len(text) >= _LEAST_PART_LETTERS and text in key:
            yield from [name] * _PART  # one cell holds a title and its steps


def _same(left: str, right: str) -> bool:
    return left == right or fuzz.ratio(left, right, score_cutoff=_LEAST_CELL_LIKENESS) > 0


def _with(text: str, cell: str) -> str:
    if not text or not cell:
        return text or cell
    there = {squash(line) for line in text.split("\n")}
    return "\n".join([text, *[line for line in cell.split("\n") if squash(line) not in there]])


def _without(text: str, cell: str) -> str:
    key, bare = squash(cell), squash(_split_number(cell, None)[1])
    whole = squash(text)
    if _same(whole, key) or _same(whole, bare) or whole in key:
        return ""
    # Of several columns of one field each line begins with its column's label.
    taken_out = tuple(squash(line) for line in cell.split("\n") if squash(line))
    return "\n".join([line for line in text.split("\n") if not squash(line).endswith(taken_out)])
