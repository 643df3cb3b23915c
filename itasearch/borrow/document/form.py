"""The document that is handed in, before any file format: titles, table, signers, sources.

Every writer shows the same Form, so that a Word file and a spreadsheet of one draft hold the
same texts. What is to be filled in or decided is marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from itasearch.borrow.adapt.parties import names_of
from itasearch.borrow.document.analysis import Analysis, analysis_of
from itasearch.borrow.document.cells import (
    HEADERS,
    field_cell,
    fields_of,
    noticed,
    shares_of,
    sources_of,
)
from itasearch.documents.grid import (
    Cell,
    DocumentGrid,
    MarkedText,
    TextMark,
    cell_text,
    plain,
    printable,
)
from itasearch.domain.indicators import indicator
from itasearch.model.drafts import AdaptedDraft, AdaptedRow, DocumentKind, Remaining
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What an exported file holds.

    Attributes:
        titles: lines above all; the first says what it is.
        analysis: of the last ITA result; None in documents that have none.
        heading: over the measures, where something comes between them and the titles.
        organisation: whose document it is, as printed.
        year: its fiscal year, as printed.
        fields: what each column of the table is, of TEXT_FIELDS.
        measures: the table.
        signers: who signs: "ผู้จัดทำ".
        notes: sentences of the appendix, before its table.
        sources: the appendix' table.
        questions: how many are open in the table.
        appendix: whether notes and sources are written.
    """

    titles: tuple[Cell, ...]
    analysis: Analysis | None
    heading: str | None
    organisation: str
    year: str
    fields: tuple[str, ...]
    measures: DocumentGrid
    signers: tuple[str, ...]
    notes: tuple[str, ...]
    sources: DocumentGrid
    questions: int
    sources_title: str = SOURCES_TITLE
    appendix: bool = True

    @property
    def subject(self) -> str:
        """The titles in one line."""
        return " ".join(map(cell_text, self.titles))

    def signatures(self) -> tuple[tuple[str, ...], ...]:
        """Of each signer the lines to sign on."""
        return tuple(
            (f"ลงชื่อ {_LINE} {signer}", f"( {_LINE} )", f"ตำแหน่ง {_LINE}", f"วันที่ {_LINE}")
            for signer in self.signers
        )

    def remaining(self) -> Remaining:
        """What is left to fill in and to decide in this document; signatures do not count."""
        table = [cell for row in self.measures.rows for cell in row]
        cells = [*table, *self.titles, *(self.analysis.above if self.analysis else ())]
        return Remaining(
            blanks=sum(len(marked_blanks(cell_text(cell))) for cell in cells),
            questions=self.questions,
            # A borrowed "ลงชื่อ ………" is text; what is to be filled in is a piece of its own.
            cells=sum(any(_is_empty(piece) for piece in cell) for cell in cells),
        )


def _is_empty(piece: MarkedText) -> bool:
    return piece.text == BLANK and piece.mark is TextMark.NOTICE


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
    return Form(
        titles=tuple(map(noticed, titles)),
        organisation=organisation,
        year=year,
        fields=names,
        analysis=analysis_of(result, year=draft.fiscal_year_be) if plan else None,
        heading=_MEASURES if plan else None,
        measures=DocumentGrid(
            headers=tuple(HEADERS[name] for name in names),
            rows=tuple(_rows(draft, names)),
            shares=shares_of(kind),
        ),
        signers=_SIGNERS[kind],
        notes=tuple(_notes(draft, kind)),
        sources=sources_of(draft, kind),
        questions=_questions(draft, names),
        appendix=sources,
    )


def _with_places(draft: AdaptedDraft, organisation: str) -> str:
    """The organisation with district and province, as far as they are known and not its name."""
    names = names_of(draft.own)
    if names.kind is None or names.kind.whole or names.kind.family == "province":
        return organisation
    places = (("อำเภอ", names.district), ("จังหวัด", names.province))
    return " ".join([organisation, *(f"{label}{name}" for label, name in places if name)])


def _questions(draft: AdaptedDraft, names: tuple[str, ...]) -> int:
    """Open ones in what is handed in; an example is not."""
    fields = (item.field(name) for item in draft.items for name in names)
    return sum(len(field.adapted.open) for field in fields if not field.example)


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
