"""The form that is handed in, before any file format: titles, columns, rows, sources.

Every writer shows the same Form, so that a Word file and a spreadsheet of one draft
say the same. An empty cell is to be filled in; BLANK is how writers show it (readers
take a cell of dots for empty). Imports its neighbours and model.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from itasearch.borrow.numerals import thai_digits
from itasearch.borrow.parties import names_of
from itasearch.documents.grid import Cell, Mark, Piece
from itasearch.documents.printable import printable
from itasearch.model.records import Organisation
from itasearch.model.source import SourceRef
from itasearch.model.template import OFFICIAL_FIELDS, Template, TemplateItem

BLANK = "." * 16
"""Shown where something is to be filled in."""

HEADERS = {
    "title": "มาตรการ/แนวทาง",
    "steps": "ขั้นตอนหรือวิธีการปฏิบัติ",
    "timeframe": "ระยะเวลาดำเนินการ",
    "responsible": "หน่วยงานรับผิดชอบ",
    "results": "สรุปผลการดำเนินการตามมาตรการ",
    "outcomes": "ผลลัพธ์หรือความสำเร็จของการดำเนินการ",
}
"""The six official columns."""

COLUMN_SHARES = (0.175, 0.28, 0.125, 0.125, 0.155, 0.14)
"""Widths of the six official columns as shares of the page."""

SOURCE_SHARES = (0.07, 0.23, 0.12, 0.22, 0.18, 0.18)
"""Widths of the appendix' six columns."""

_SUBJECT = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"
_SOURCES_TITLE = "ที่มาของแต่ละแถว"
# Without a column of measures a reader takes this table for what it is: no measures.
_SOURCE_HEADERS = ("ลำดับ", "หน่วยงาน", "ปีงบประมาณ", "แฟ้มต้นฉบับ", "ตำแหน่งในแฟ้ม", "หมายเหตุ")
_UNKNOWN = "ไม่ระบุ"
_SHORTEST_NAME = 3
_NOT_SHOWN = {"follow_up": "การกำกับติดตาม"}
_PLACES = (
    ("แผ่นงาน", "sheet"),
    ("หน้า", "page_number"),
    ("ตาราง", "table_number"),
    ("แถว", "row_number"),
    ("บรรทัด", "line_number"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What stands in an exported file.

    Attributes:
        titles: lines above the table; the first says what it is.
        headers: of the six official columns.
        rows: six texts each, lines separated by "\\n", "" to be filled in.
        sources_title: heading of the appendix.
        notes: sentences of the appendix, before its table.
        source_headers: columns of the appendix.
        sources: one row for each of `rows`: where it comes from.
    """

    titles: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sources_title: str
    notes: tuple[str, ...]
    source_headers: tuple[str, ...]
    sources: tuple[tuple[str, ...], ...]


def form_of(template: Template) -> Form:
    """The template as it is handed in; rows are numbered from ๑."""
    numbered = list(enumerate(template.items, start=1))
    form = Form(
        titles=tuple(_titles(template)),
        headers=tuple(HEADERS[name] for name in OFFICIAL_FIELDS),
        rows=tuple(tuple(_cells(item, number)) for number, item in numbered),
        sources_title=_SOURCES_TITLE,
        notes=tuple(_notes(template)),
        source_headers=_SOURCE_HEADERS,
        sources=tuple(_source_row(item, number, template) for number, item in numbered),
    )
    return _printable_form(form)


def shown(text: str) -> Cell:
    """A cell of the official columns: what is to be filled in is dotted and marked."""
    return tuple(
        Piece(text=part, mark=Mark.NOTICE if part == BLANK else None)
        for part in re.split(f"({re.escape(BLANK)})", text or BLANK)
        if part
    )


def _printable_form(form: Form) -> Form:
    def clean(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(printable, texts))

    return Form(
        titles=clean(form.titles),
        headers=form.headers,
        rows=tuple(map(clean, form.rows)),
        sources_title=form.sources_title,
        notes=clean(form.notes),
        source_headers=form.source_headers,
        sources=tuple(map(clean, form.sources)),
    )


def _titles(template: Template) -> Iterator[str]:
    yield _SUBJECT
    yield template.organisation or f"หน่วยงาน {BLANK}"
    year = template.fiscal_year_be
    yield f"ประจำปีงบประมาณ พ.ศ. {BLANK if year is None else thai_digits(year)}"


def _cells(item: TemplateItem, number: int) -> Iterator[str]:
    for name in OFFICIAL_FIELDS:
        text = item.text(name).strip()
        yield f"{thai_digits(number)}. {text or BLANK}" if name == "title" else text


def _notes(template: Template) -> Iterator[str]:
    yield "ตารางนี้เริ่มจากมาตรการที่หน่วยงานอื่นเผยแพร่ไว้ โปรดอ่านและปรับให้ตรงกับงานจริงก่อนนำไปใช้"
    if template.organisation:
        yield f"ชื่อเต็มของหน่วยงานต้นทางเปลี่ยนเป็น “{template.organisation}” แล้ว"
    if template.fiscal_year_be is not None:
        year = thai_digits(template.fiscal_year_be)
        yield (
            f"ปีงบประมาณของต้นทางและเดือนในปีนั้นเลื่อนมาเป็นปีงบประมาณ พ.ศ. {year} แล้ว ส่วนปีอื่นคงไว้ตามต้นฉบับ"
        )
    yield "ผลการดำเนินการและผลลัพธ์เว้นไว้ให้กรอกผลของหน่วยงานเอง"


def _source_row(item: TemplateItem, number: int, template: Template) -> tuple[str, ...]:
    year = item.source.fiscal_year_be
    return (
        thai_digits(number),
        _owner(item.source.organisation),
        _UNKNOWN if year is None else thai_digits(year),
        item.measure.source.path,
        _place(item.measure.source),
        " · ".join(_remarks(item, template)),
    )


def _owner(organisation: Organisation | None) -> str:
    """ "จาก" tells readers, people and programs, that the table is not this town's own."""
    if organisation is None:
        return _UNKNOWN
    province = f" (จังหวัด{organisation.province})" if organisation.province else ""
    badge = " (ตัวอย่าง)" if organisation.sample else ""
    return f"จาก{organisation.name}{province}{badge}"


def _place(source: SourceRef) -> str:
    numbers = ((label, getattr(source, name)) for label, name in _PLACES)
    return " ".join(
        f"{label} {value if isinstance(value, str) else thai_digits(value)}"
        for label, value in numbers
        if value is not None
    )


def _remarks(item: TemplateItem, template: Template) -> Iterator[str]:
    """What a person must look at in this row, one short sentence each."""
    edited = [HEADERS[field.name] for field in item.shown() if field.edited]
    if edited:
        yield f"ผู้จัดทำแก้ไขเอง: {', '.join(edited)}"
    asked = [f"“{one.text}”" for field in item.shown() for one in field.adapted.open]
    if asked:
        yield f"โปรดตรวจ: {', '.join(dict.fromkeys(asked))}"
    if _still_named(item, template):
        yield "ยังมีชื่อต้นทางอยู่ในข้อความ โปรดแก้"
    absent = [label for name, label in _NOT_SHOWN.items() if item.text(name)]
    if absent:
        yield f"ต้นฉบับมี{', '.join(absent)}ด้วย ซึ่งตารางนี้ไม่มีช่อง"


def _still_named(item: TemplateItem, template: Template) -> bool:
    """Whether the source's name without its type still stands in the row."""
    organisation = item.source.organisation
    name = names_of(organisation).own
    if len(name) < _SHORTEST_NAME or name in (template.organisation or ""):
        return False
    return any(name in field.adapted.text for field in item.shown() if not field.edited)
