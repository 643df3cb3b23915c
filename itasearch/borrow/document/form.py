"""The document that is handed in, before any file format: titles, table, signers, sources.

Every writer shows the same Form, so that a Word file and a spreadsheet of one draft hold the
same texts. What is to be filled in or decided is marked.
"""

from collections.abc import Iterator, Sequence

from itasearch.borrow.adapt.parties import names_of
from itasearch.borrow.document.analysis import analysis_of
from itasearch.borrow.document.cells import (
    HEADERS,
    field_cell,
    fields_of,
    noticed,
    shares_of,
    sources_of,
)
from itasearch.documents.grid import plain, printable
from itasearch.domain.indicators import indicator
from itasearch.model.documents import (
    Cell,
    DocumentGrid,
    Form,
    MarkedText,
    Remaining,
    TextMark,
    cell_text,
)
from itasearch.model.drafts import AdaptedDraft, AdaptedRow, DocumentKind
from itasearch.model.records import ItaResult
from itasearch.text.thai.normalize import thai_digits
from itasearch.wording.document_words import BLANK, SOURCES_TITLE, marked_blanks
from itasearch.wording.labels import MEANINGS, mark_of

_SUBJECTS = {
    DocumentKind.PLAN: "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    DocumentKind.RESULTS: "รายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
    DocumentKind.TABLE: "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
}
_SIGNERS = {
    DocumentKind.PLAN: ("ผู้จัดทำ", "ผู้เห็นชอบ", "ผู้อนุมัติ"),
    DocumentKind.RESULTS: ("ผู้รายงาน", "ผู้เห็นชอบ", "ผู้อนุมัติ"),
    DocumentKind.TABLE: (),
}
_MEASURES = "มาตรการที่จะดำเนินการ"
_LINE = "." * 28
"""To sign on; two such lines fit side by side on a portrait page."""


def form_of(
    draft: AdaptedDraft,
    kind: DocumentKind = DocumentKind.TABLE,
    *,
    result: ItaResult | None = None,
    sources: bool = True,
) -> Form:
    """The draft as this document; rows are numbered from ๑.

    Args:
        result: the target's last ITA result, for a plan; None: not known.
        sources: whether it has the appendix.
    """
    names = fields_of(kind)
    plan = kind is DocumentKind.PLAN
    organisation = printable(draft.organisation or BLANK)
    year = BLANK if draft.fiscal_year_be is None else thai_digits(draft.fiscal_year_be)
    titles = (
        _SUBJECTS[kind],
        _with_places(draft, organisation) if draft.organisation else f"หน่วยงาน {organisation}",
        f"ประจำปีงบประมาณ พ.ศ. {year}",
    )
    fields = (item.field(name) for item in draft.items for name in names)
    marked_titles = tuple(map(noticed, titles))
    analysis = analysis_of(result, year=draft.fiscal_year_be) if plan else None
    rows = tuple(_rows(draft, names))
    above = analysis.above if analysis else ()
    return Form(
        titles=marked_titles,
        organisation=organisation,
        year=year,
        fields=names,
        analysis=analysis,
        heading=_MEASURES if plan else None,
        measures=DocumentGrid(
            headers=tuple(HEADERS[name] for name in names), rows=rows, shares=shares_of(kind)
        ),
        signatures=tuple(map(_signature, _SIGNERS[kind])),
        notes=tuple(_notes(draft, kind)),
        sources=sources_of(draft, kind),
        sources_title=SOURCES_TITLE,
        remaining=_remaining(
            [*(cell for row in rows for cell in row), *marked_titles, *above],
            # An example is not handed in.
            questions=sum(len(one.adapted.open) for one in fields if not one.example),
        ),
        appendix=sources,
    )


def _signature(signer: str) -> tuple[str, ...]:
    return (f"ลงชื่อ {_LINE} {signer}", f"( {_LINE} )", f"ตำแหน่ง {_LINE}", f"วันที่ {_LINE}")


def _remaining(cells: Sequence[Cell], *, questions: int) -> Remaining:
    return Remaining(
        blanks=sum(len(marked_blanks(cell_text(cell))) for cell in cells),
        questions=questions,
        # A borrowed "ลงชื่อ ………" is text; what is to be filled in is a piece of its own.
        cells=sum(MarkedText(text=BLANK, mark=TextMark.NOTICE) in cell for cell in cells),
    )


def _with_places(draft: AdaptedDraft, organisation: str) -> str:
    """The organisation with district and province, as far as they are known and not its name."""
    names = names_of(draft.own)
    if names.kind is None or names.kind.whole or names.kind.family == "province":
        return organisation
    places = (("อำเภอ", names.district), ("จังหวัด", names.province))
    return " ".join([organisation, *(f"{label}{name}" for label, name in places if name)])


def _rows(draft: AdaptedDraft, names: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    """The rows; in a grouped draft each indicator's name is above its own rows."""
    above: str | None = None
    for number, item in enumerate(draft.items, start=1):
        group = _group(item) if draft.grouped else None
        if group and group != above:
            yield (plain(group),)
        above = group
        title, *others = (field_cell(item.field(name)) for name in names)
        yield ((*plain(f"{thai_digits(number)}. "), *title), *others)


def _group(item: AdaptedRow) -> str:
    if item.indicator is None:
        return "มาตรการอื่น"
    number = item.indicator.number
    return f"ตัวชี้วัดที่ {thai_digits(number)} {indicator(number).name}"


def _notes(draft: AdaptedDraft, kind: DocumentKind) -> Iterator[str]:
    yield "ตารางนี้เริ่มจากมาตรการที่หน่วยงานอื่นเผยแพร่ไว้ โปรดอ่านและปรับให้ตรงกับงานจริงก่อนนำไปใช้"
    sources = [one for item in draft.items for one in item.sources()]
    marks = {
        mark_of(one.source.organisation, reworded=one.measure.source.reworded) for one in sources
    }
    yield from (f"({mark}) คือ{meaning}" for mark, meaning in MEANINGS.items() if mark in marks)
    if draft.organisation:
        yield f"ชื่อเต็มของหน่วยงานต้นทางเปลี่ยนเป็น “{draft.organisation}” แล้ว"
    if draft.fiscal_year_be is not None:
        year = thai_digits(draft.fiscal_year_be)
        yield (
            f"ปีงบประมาณของต้นทางและเดือนในปีนั้นเลื่อนมาเป็นปีงบประมาณ พ.ศ. {year} แล้ว ส่วนปีอื่นคงไว้ตามต้นฉบับ"
        )
    yield "ข้อความใน «…» และที่เน้นสีเหลืองต้องเติมหรือตัดสินใจก่อนใช้"
    if kind is not DocumentKind.PLAN:
        yield "ผลการดำเนินการและผลลัพธ์เว้นไว้ให้กรอกผลของหน่วยงานเอง"
