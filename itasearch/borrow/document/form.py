"""The document that is handed in, before any file format: titles, table, signers, sources.

Every writer shows the same Form, so that a Word file and a spreadsheet of one draft hold the
same texts. What is to be filled in or decided is marked. A plan begins with last year's ITA
result: what the measures answer. The writers, and the libraries they need, are imported only
when a file is written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from itasearch.borrow.adapt.parties import names_of
from itasearch.borrow.document.cells import (
    HEADERS,
    field_cell,
    fields_of,
    noticed,
    shares_of,
    sources_of,
)
from itasearch.documents.digits import cell_in, grid_in, in_digits
from itasearch.documents.grid import marked, plain, printable
from itasearch.domain.indicators import indicator
from itasearch.errors import ExportError
from itasearch.model.documents import (
    Analysis,
    Cell,
    Digits,
    DocumentGrid,
    Form,
    MarkedText,
    Remaining,
    SourcesPlace,
    TextMark,
    cell_text,
)
from itasearch.model.drafts import (
    BARE_TABLE,
    AdaptedDraft,
    AdaptedRow,
    DocumentChoice,
    DocumentKind,
    ExportFormat,
)
from itasearch.model.records import IndicatorScore, ItaResult
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

_ANALYSIS_HEADERS = ("ตัวชี้วัดที่", "ชื่อตัวชี้วัด", "เครื่องมือ", "คะแนน", "ข้อสังเกต")
_ANALYSIS_SHARES = (0.13, 0.41, 0.14, 0.12, 0.20)
"""Share of the table's width for each of _ANALYSIS_HEADERS; sums to 1. Chosen by hand."""
_MARKED_INDICATORS = 3
"""How many of the lowest of the ten indicators are marked: those to answer first."""

_NO_RESULT = "«สรุปผลการประเมิน ITA ของปีที่ผ่านมา คะแนนรวม คะแนนรายตัวชี้วัด และประเด็นที่ต้องพัฒนา»"


def render(
    draft: AdaptedDraft,
    kind: ExportFormat,
    *,
    document: DocumentChoice = BARE_TABLE,
    result: ItaResult | None = None,
) -> bytes:
    """The draft as the bytes of a file of this format.

    Args:
        result: the target's last ITA result, for a plan; None: not known.

    Raises:
        ExportError: a letterhead that cannot be filled in, or with another format than DOCX.
    """
    letterhead = document.letterhead
    if letterhead is not None and kind is not ExportFormat.DOCX:
        reason = f"หัวกระดาษใช้ได้กับไฟล์ .docx เท่านั้น ไม่ใช่ .{kind.value}"
        raise ExportError(path=letterhead.name, reason=reason)
    from itasearch.borrow.document import writers

    if kind is ExportFormat.JSON:
        return writers.write_json(draft)
    form = form_of(draft, document, result=result)
    if letterhead is not None:
        from itasearch.borrow.document.letterhead import fill

        return fill(letterhead, form)
    by_format: Mapping[ExportFormat, Callable[[Form], bytes]] = {
        ExportFormat.DOCX: writers.write_docx,
        ExportFormat.XLSX: writers.write_xlsx,
        ExportFormat.CSV: writers.write_csv,
        ExportFormat.MD: writers.write_markdown,
    }
    return by_format[kind](form)


def render_sources(draft: AdaptedDraft, kind: ExportFormat, document: DocumentChoice) -> bytes:
    """The sources of the document's rows as a file of their own.

    Raises:
        ValueError: JSON, which has the sources with the rows.
    """
    from itasearch.borrow.document import writers

    form = form_of(draft, replace(document, sources=SourcesPlace.APART))
    by_format: Mapping[ExportFormat, Callable[[Form], bytes]] = {
        ExportFormat.DOCX: writers.write_docx_sources,
        ExportFormat.XLSX: writers.write_xlsx_sources,
        ExportFormat.CSV: writers.write_csv_sources,
        ExportFormat.MD: writers.write_markdown_sources,
    }
    if kind not in by_format:
        raise ValueError(f"sources are written apart in {', '.join(by_format)}, not in {kind}")
    return by_format[kind](form)


def form_of(
    draft: AdaptedDraft,
    document: DocumentChoice = BARE_TABLE,
    *,
    result: ItaResult | None = None,
) -> Form:
    """The draft as this document, in its digits; rows are numbered from 1.

    Args:
        result: the target's last ITA result, for a plan; None: not known.
    """
    return _in_digits(_form_of(draft, document, result), document.digits)


def _form_of(draft: AdaptedDraft, document: DocumentChoice, result: ItaResult | None) -> Form:
    kind = document.kind
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
        sources=sources_of(draft, document),
        sources_title=SOURCES_TITLE,
        remaining=_remaining(
            [*(cell for row in rows for cell in row), *marked_titles, *above],
            # An example is not handed in.
            questions=sum(len(one.adapted.open) for one in fields if not one.example),
        ),
        sources_place=document.sources,
        digits=document.digits,
        footer=document.footer,
    )


def _in_digits(form: Form, digits: Digits) -> Form:
    """The form in these digits; its sources have them from the beginning."""
    analysis = form.analysis
    return replace(
        form,
        titles=tuple(cell_in(one, digits) for one in form.titles),
        analysis=None if analysis is None else _analysis_in(analysis, digits),
        organisation=in_digits(form.organisation, digits),
        year=in_digits(form.year, digits),
        measures=grid_in(form.measures, digits),
        notes=tuple(in_digits(one, digits) for one in form.notes),
    )


def _analysis_in(analysis: Analysis, digits: Digits) -> Analysis:
    return Analysis(
        heading=in_digits(analysis.heading, digits),
        above=tuple(cell_in(one, digits) for one in analysis.above),
        grid=None if analysis.grid is None else grid_in(analysis.grid, digits),
        below=tuple(cell_in(one, digits) for one in analysis.below),
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
    sources = [one for item in draft.items for one in item.sources()]
    owners = {one.source.organisation.name for one in sources if one.source.organisation}
    ours = "มาตรการเดิมของหน่วยงานและ" if draft.organisation in owners else ""
    yield (f"ตารางนี้เริ่มจาก{ours}มาตรการที่หน่วยงานอื่นเผยแพร่ไว้ โปรดอ่านและปรับให้ตรงกับงานจริงก่อนนำไปใช้")
    marks = {
        mark_of(one.source.organisation, reworded=one.measure.source.reworded) for one in sources
    }
    yield from (f"({mark}) คือ{meaning}" for mark, meaning in MEANINGS.items() if mark in marks)
    if draft.organisation:
        yield f"ชื่อเต็มของหน่วยงานต้นทางเปลี่ยนเป็น “{draft.organisation}” แล้ว"
    if draft.fiscal_year_be is not None:
        year = thai_digits(draft.fiscal_year_be)
        yield (
            f"ปีงบประมาณของต้นทางเลื่อนมาเป็นปีงบประมาณ พ.ศ. {year} แล้ว เดือนและปีที่ห่างจากปีนั้นไม่เกินสามปี"
            "เลื่อนตามไปเท่ากัน ส่วนปีที่ห่างกว่านั้น ปีของกฎหมายและของแผนหลายปีคงไว้ตามต้นฉบับ"
        )
    yield "ข้อความใน «…» และที่เน้นสีเหลืองต้องเติมหรือตัดสินใจก่อนใช้"
    if kind is not DocumentKind.PLAN:
        yield "ผลการดำเนินการและผลลัพธ์เว้นไว้ให้กรอกผลของหน่วยงานเอง"


def analysis_of(result: ItaResult | None, *, year: int | None = None) -> Analysis:
    """What is known of a result; a marked blank where it is not known at all.

    Args:
        result: the last one known.
        year: the plan's, BE; a result that is not of the year before it is marked.
    """
    if result is None:
        return Analysis(
            heading="การวิเคราะห์ผลการประเมิน ITA ของปีที่ผ่านมา", above=(noticed(_NO_RESULT),)
        )
    weak = _weakest(result.indicators)
    found = result.fiscal_year_be
    of_year = "ของปีที่ผ่านมา" if found is None else f"ประจำปีงบประมาณ พ.ศ. {thai_digits(found)}"
    grid = DocumentGrid(
        headers=_ANALYSIS_HEADERS,
        rows=tuple(_row(one, weak) for one in result.indicators),
        shares=_ANALYSIS_SHARES,
    )
    return Analysis(
        heading=f"การวิเคราะห์ผลการประเมิน ITA {of_year}",
        above=(*map(plain, _result_lines(result)), *map(noticed, _missing(result, year))),
        grid=grid if result.indicators else None,
        below=tuple(map(plain, _to_improve(weak))),
    )


def _result_lines(result: ItaResult) -> Iterator[str]:
    total, grade = result.total, result.grade
    if total is not None:
        level = f" ระดับ {grade}" if grade else ""
        yield f"หน่วยงานมีคะแนนรวม {_score(total)} คะแนน{level}"
    elif grade:
        yield f"หน่วยงานมีผลการประเมินระดับ {grade}"


def _missing(result: ItaResult, year: int | None) -> Iterator[str]:
    """The result that a plan of `year` needs, where only an older one is known."""
    found = result.fiscal_year_be
    if year is not None and found is not None and found < year - 1:
        yield f"«ผลการประเมินของปีงบประมาณ พ.ศ. {thai_digits(year - 1)} ถ้าประกาศแล้ว»"


def _row(one: IndicatorScore, weak: Sequence[IndicatorScore]) -> tuple[Cell, ...]:
    texts = (thai_digits(one.number), one.name, one.instrument, _score(one.score))
    if one not in weak:
        return (*map(plain, texts), ())
    remark = f"ต่ำสุดอันดับ {thai_digits(weak.index(one) + 1)}"
    return tuple(marked(text, TextMark.STRONG) for text in (*texts, remark))


def _weakest(scores: Sequence[IndicatorScore]) -> tuple[IndicatorScore, ...]:
    """The lowest scores, the lowest first; none where all are the same."""
    if len({one.score for one in scores}) < 2:
        return ()
    return tuple(sorted(scores, key=lambda one: (one.score, one.number))[:_MARKED_INDICATORS])


def _to_improve(weak: Sequence[IndicatorScore]) -> Iterator[str]:
    if weak:
        names = " ".join(f"{one.name} ({_score(one.score)})" for one in weak)
        yield f"ประเด็นที่ควรพัฒนาก่อน ได้แก่ {names}"


def _score(value: float) -> str:
    return thai_digits(f"{value:.2f}")
