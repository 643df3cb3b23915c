"""The appendix: where each row comes from, how it was found, and what to look at in it.

Imports its neighbours, the documents' room, domain and model.
"""

from collections.abc import Iterator

from itasearch.borrow.adapt.numerals import thai_digits
from itasearch.borrow.adapt.parties import names_of
from itasearch.borrow.document.columns import HEADERS, fields_of
from itasearch.documents.grid import DocumentGrid, plain
from itasearch.documents.places import file_text, owner_text, place_text
from itasearch.model.template import (
    Borrowed,
    CopyNote,
    DocumentKind,
    Template,
    TemplateField,
    TemplateItem,
)

# Without a column of measures a reader takes this table for what it is: no measures.
_HEADERS = (
    "ลำดับ",
    "หน่วยงาน",
    "ปีงบประมาณ",
    "แฟ้มต้นฉบับ",
    "ตำแหน่งในแฟ้ม",
    "ค้นพบด้วยคำว่า",
    "หมายเหตุ",
)
_SHARES = (0.07, 0.18, 0.12, 0.18, 0.12, 0.13, 0.20)
_UNKNOWN = "ไม่ระบุ"
_NOT_SEARCHED = "–"
_SHORTEST_NAME = 3
"""A town's name of fewer code points stands within too many other words."""


def sources_of(template: Template, kind: DocumentKind) -> DocumentGrid:
    """One row for each borrowed measure, a merged row's numbered like it."""
    rows = [
        (thai_digits(number), *_source(one), " · ".join(remarks_of(item, template, kind, of=one)))
        for number, item in enumerate(template.items, start=1)
        for one in item.sources()
    ]
    cells = tuple(tuple(map(plain, row)) for row in rows)
    return DocumentGrid(headers=_HEADERS, rows=cells, shares=_SHARES)


def remarks_of(
    item: TemplateItem, template: Template, kind: DocumentKind, *, of: Borrowed
) -> Iterator[str]:
    """What a person must look at in a row of this document, one short sentence each.

    Args:
        of: the measure of the row beside which it is told; what is of the whole row is told
            beside the first.
    """
    first = of.measure.id == item.measure.id
    shown = [item.field(name) for name in fields_of(kind)]
    edited = [HEADERS[field.name] for field in shown if field.edited]
    if edited and first:
        yield f"ผู้จัดทำแก้ไขเอง: {', '.join(edited)}"
    asked = [
        f"“{one.text}” {one.question}"
        for field in shown
        for one in field.adapted.open
        if field.piece(one).measure_id == of.measure.id
    ]
    if asked:
        yield f"โปรดตรวจ: {', '.join(dict.fromkeys(asked))}"
    if _still_named(of, shown, template):
        yield "ยังมีชื่อต้นทางอยู่ในข้อความ โปรดแก้"
    if item.copied is not None and item.copied.measure_id == of.measure.id:
        yield _copied(item.copied)
    absent = [HEADERS[name] for name in HEADERS if name not in fields_of(kind) and item.text(name)]
    if absent and first:
        yield f"ต้นฉบับมี{', '.join(absent)}ด้วย ซึ่งตารางนี้ไม่มีช่อง"


def _copied(note: CopyNote) -> str:
    share = thai_digits(round(100 * note.similarity))
    owner = note.organisation.name if note.organisation else "ต้นทาง"
    towns = (
        f" ข้อความเดียวกันนี้ใช้ใน {thai_digits(len(note.towns))} หน่วยงาน" if len(note.towns) > 1 else ""
    )
    return f"ข้อความยังเหมือนของ{owner} ร้อยละ {share} ควรปรับให้ตรงกับงานจริง{towns}"


def _source(borrowed: Borrowed) -> tuple[str, ...]:
    year = borrowed.source.fiscal_year_be
    return (
        _owner(borrowed),
        _UNKNOWN if year is None else thai_digits(year),
        file_text(borrowed.measure.source.path),
        place_text(borrowed.measure.source, number=thai_digits),
        borrowed.found_by or _NOT_SEARCHED,
    )


def _owner(borrowed: Borrowed) -> str:
    """ "จาก" tells readers, people and programs, that the table is not this town's own."""
    organisation = borrowed.source.organisation
    if organisation is None:
        return _UNKNOWN
    reworded = borrowed.measure.source.reworded
    return f"จาก{owner_text(organisation, reworded=reworded, province=' (จังหวัด{})')}"


def _still_named(of: Borrowed, shown: list[TemplateField], template: Template) -> bool:
    """Whether a source's name without its type still stands in the row."""
    name = names_of(of.source.organisation).own
    if len(name) < _SHORTEST_NAME or name in (template.organisation or ""):
        return False
    return any(
        name in field.adapted.adapted for field in shown if not field.edited and not field.example
    )
