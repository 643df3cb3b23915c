"""Measures as cards: a title and labelled lines, each card in a box or signed by itself.

A box is a table whose cells hold label and text ("ขั้นตอน : …"); it is opened before any header
is looked for, as its cells begin like headers. The line "ตัวชี้วัด : …" of a card is a field, where
in other documents it heads the measures below it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.extract.extracted import MEASURE_FIELDS, Stream, TableSegment, TextBlockLine
from itasearch.extract.lists.labels import (
    FieldLabel,
    LabelReader,
    named_above_text,
    named_before_colon,
)
from itasearch.extract.lists.outline import Section, is_end
from itasearch.extract.numbering import read_marker
from itasearch.extract.tables.headers_and_footers import signature_lines, without_signature
from itasearch.model.source import Block, Paragraph, Table
from itasearch.text.thai.normalize import arabic_digits, squash

_LEAST_NAMED = 3  # different fields that the cells of a box name
_MOST_BOX_CELLS = 2_000  # cells of a box; a larger table is none; by hand
_LINES_TO_LABEL = 2  # lines below "การ์ดที่ 1" among which a label is: the title may be between
_MADE = re.compile(
    r"^\W*(?:(?:จัดทำ|รวบรวม|เรียบเรียง|รายงาน|สรุป|เผยแพร่|บันทึก)(?:ข้อมูล|รายงาน)?(?:โดย|เมื่อ)"
    r"|โทร(?:ศัพท์)?\W*\d|(?:ข้อมูล|สรุป|รายงาน|ปรับปรุง\w*)ณวันที่|(?:พิมพ์|ปรับปรุง|แก้ไข)(?:ล่าสุด)?(?:เมื่อ|วันที่))"
)
"""A squashed line that says who made the document, or when."""
_COUNT = re.compile(r"^\W*(?P<name>[^\d\n:]{3,30}?)\s*\d{1,3}(?:\s*/\s*\d{1,3})?\W*$")
"""A line that is a word and a number: "การ์ดที่ 1", "ใบที่ 1/5"."""


def with_opened_boxes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks`, boxes replaced by the paragraphs of their cells."""
    return tuple(
        opened for block in blocks for opened in (_cells_of(block) if _is_box(block) else (block,))
    )


def _is_box(block: Block) -> bool:
    """Whether a table's cells hold label and text: "ขั้นตอน: …", "ผู้รับผิดชอบ: …".

    The text may be on the lines below its label in every cell, but for one with the title.
    """
    if not isinstance(block, Table) or sum(map(len, block.rows)) > _MOST_BOX_CELLS:
        return False
    cells = [text for _, text in _texts_of(block)]
    above = [field for text in cells if (field := named_above_text(text))]
    if _LEAST_NAMED <= len({*above}) == len(above) >= len(cells) - 1:
        return True
    labels = [[named_before_colon(line) for line in text.split("\n")] for text in cells]
    fields = {field for lines in labels for field in lines if field}
    labelled = sum(bool(lines[0]) or len({*lines} - {None}) >= _LEAST_NAMED for lines in labels)
    return len(fields) >= _LEAST_NAMED and 2 * labelled >= len(cells)


def _cells_of(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Table):
        for row, text in _texts_of(block):
            yield Paragraph(text=text, source=block.row_sources[row])


def _texts_of(table: Table) -> Iterator[tuple[int, str]]:
    """Row and text of each cell with text, row by row, a merged cell once."""
    merged = {
        (row, column)
        for merge in table.merges
        for row in range(merge.first_row, merge.last_row + 1)
        for column in range(merge.first_column, merge.last_column + 1)
        if (row, column) != (merge.first_row, merge.first_column)
    }
    for row, texts in enumerate(table.rows):
        for column, text in enumerate(texts):
            if text.strip() and (row, column) not in merged:
                yield row, text


def indicators_of_cards(lines: Sequence[TextBlockLine]) -> frozenset[TextBlockLine]:
    """Lines "ตัวชี้วัด: …" that are a field of the card above them; () where they are headings.

    A field has another one below it, or above the first of them.
    """
    labels = LabelReader(lines)
    read = [labels.read(line) for line in lines]
    places = [i for i, label in enumerate(read) if label and label.field is Field.INDICATOR]
    if not places:
        return frozenset()
    fields = {Field.OTHER, *MEASURE_FIELDS}
    others = [label is not None and label.field in fields for label in read]
    ends = [place + _lines_of(read[place]) for place in places]
    inside = sum(any(others[end : end + 1]) for end in ends)
    if 2 * inside <= len(places) and not any(others[: places[0]]):
        return frozenset()
    return frozenset(
        line for place, end in zip(places, ends, strict=True) for line in lines[place:end]
    )


def _lines_of(label: FieldLabel | None) -> int:
    """Lines of a label and its text, which is below a label that is alone."""
    return 1 if label is None or label.text else 2


def without_card_numbers(found: Sequence[Section]) -> Iterator[Section]:
    """The sections without lines that only count their cards: "การ์ดที่ 1", "การ์ดที่ 2"."""
    lines = [line for section in found for line in section.lines]
    labels = LabelReader(lines)
    counts = [_COUNT.match(arabic_digits(line.text)) for line in lines]
    heads = Counter(
        count["name"]
        for index, count in enumerate(counts, start=1)
        if count
        and read_marker(count[0]) is None
        and any(map(labels.read, lines[index : index + _LINES_TO_LABEL]))
    )
    counting = {
        id(line)
        for line, count in zip(lines, counts, strict=True)
        if count and heads[count["name"]] > 1 and labels.read(line) is None
    }
    for section in found:
        kept = tuple(line for line in section.lines if id(line) not in counting)
        yield replace(section, lines=kept)


def without_signatures(stream: Stream) -> Stream:
    """The stream without blocks of signatures that labelled lines follow: each card has one.

    Of the last block the first line stays: it ends the measures. Last lines that say who made
    the document are left out with it.
    """
    cut: list[TextBlockLine | TableSegment] = []
    for item in stream:
        text, signed = without_signature(item.text) if isinstance(item, TextBlockLine) else ("", "")
        if isinstance(item, TextBlockLine) and signed:
            cut += [replace(item, text=text), replace(item, text=signed, raw="")]
        else:
            cut.append(item)
    lines = [item for item in cut if isinstance(item, TextBlockLine)]
    signatures = signature_lines([line.text for line in lines])
    labels = LabelReader(lines)
    labelled = [i for i, line in enumerate(lines) if labels.read(line) and i not in signatures]
    last = max(labelled, default=-1)
    signatures |= _closing_lines([line.text for line in lines], last)
    ends = [i for i in signatures if i > last and is_end(lines[i].text)]
    dropped = {id(lines[i]) for i in signatures if i != min(ends, default=None)}
    return tuple(item for item in cut if id(item) not in dropped)


def _closing_lines(texts: Sequence[str], last: int) -> frozenset[int]:
    """Indices of the lines at the document's end, behind label `last`, on who made it and when."""
    if last < 0:
        return frozenset()
    end = len(texts)
    while end > last + 1 and (_MADE.match(squash(texts[end - 1])) or not texts[end - 1].strip()):
        end -= 1
    return frozenset(range(end, len(texts)))
