"""The document that is handed in, before any file format: titles, table, signers, sources.

Every writer shows the same Form. What is to be filled in or decided is marked. A plan begins with
last year's ITA result. Writers and their libraries are imported when a file is written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from itasearch.borrow.adapt.next_year import with_times_over
from itasearch.borrow.adapt.parties import names_of
from itasearch.borrow.document import analysis, cells
from itasearch.documents.grid import cell_in, grid_in, in_digits, plain, printable
from itasearch.domain.rules import built_in_rules
from itasearch.enrich.local_names import units
from itasearch.errors import ExportError
from itasearch.model.documents import (
    Analysis,
    Cell,
    Digits,
    DocumentGrid,
    Form,
    Remaining,
    SourcesPlace,
    TextMark,
)
from itasearch.model.drafts import (
    BARE_TABLE,
    NO_BASIS,
    RESULT_FIELDS,
    AdaptedDraft,
    ChangeKind,
    DocumentChoice,
    DocumentKind,
    ExportFormat,
    PlanBasis,
)
from itasearch.model.form_check import DisclosureItem, RuleBook, RulePack
from itasearch.model.records import ReportKind
from itasearch.text.thai.normalize import squash, thai_digits
from itasearch.wording.document_words import BLANK, SOURCES_TITLE, marked_blanks
from itasearch.wording.labels import mark_of
from itasearch.wording.language import in_language
from itasearch.wording.messages import losses
from itasearch.wording.names import MARK_MEANINGS, owner_name

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
_LINE = "." * 28  # to sign on; two such lines fit side by side on a portrait page


def render(
    draft: AdaptedDraft,
    kind: ExportFormat,
    *,
    document: DocumentChoice = BARE_TABLE,
    basis: PlanBasis = NO_BASIS,
    rules: RuleBook | None = None,
    sources: bool = False,
) -> bytes:
    """The draft, or the `sources` of its rows alone, as a file's bytes; `rules` as in form_of.

    Raises ExportError: a bad letterhead; ValueError: sources as JSON, which has them in the rows.
    """
    letterhead = None if sources else document.letterhead
    if letterhead is not None and kind is not ExportFormat.DOCX:
        reason = f"หัวกระดาษใช้ได้กับไฟล์ .docx เท่านั้น ไม่ใช่ .{kind.value}"
        raise ExportError(path=letterhead.name, reason=reason)
    from itasearch.borrow.document import writers

    by_format = {
        ExportFormat.DOCX: writers.write_docx,
        ExportFormat.XLSX: writers.write_xlsx,
        ExportFormat.CSV: writers.write_csv,
        ExportFormat.MD: writers.write_markdown,
    }
    if kind is ExportFormat.JSON:
        if sources:
            raise ValueError(f"sources are written apart in {', '.join(by_format)}, not in {kind}")
        return writers.write_json(draft)
    place = SourcesPlace.APART if sources else document.sources
    document = replace(document, file_format=kind, sources=place)
    form = form_of(draft, document, basis=basis, rules=rules)
    if letterhead is not None:
        from itasearch.borrow.document.letterhead import fill

        return fill(letterhead, form)
    return by_format[kind](form, sources=sources)


def form_of(
    draft: AdaptedDraft,
    document: DocumentChoice = BARE_TABLE,
    *,
    basis: PlanBasis = NO_BASIS,
    rules: RuleBook | None = None,
) -> Form:
    """The draft as this document; `rules` name and shape a plan of its year (None: built in)."""
    pack = (rules or built_in_rules()).pack(draft.fiscal_year_be)
    kind, written = document.kind, partial(in_digits, digits=document.digits)
    names = cells.fields_of(kind)
    plan = kind is DocumentKind.PLAN
    draft = with_times_over(draft, basis.month) if plan else draft
    item = None
    if plan and draft.fiscal_year_be is not None:
        item = pack.item_of(ReportKind.PLAN, draft.own.type if draft.own else None)
    organisation = printable(draft.organisation or BLANK)
    year = BLANK if draft.fiscal_year_be is None else thai_digits(draft.fiscal_year_be)
    titles = (
        _SUBJECTS[kind] if item is None else item.title,
        f"{organisation}{_places(draft)}" if draft.organisation else f"หน่วยงาน {organisation}",
        f"ประจำปีงบประมาณ พ.ศ. {year}",
    )
    marked_titles = tuple(map(cells.noticed, titles))
    complete = analysis.analyses_of(basis, year=draft.fiscal_year_be) if plan else ()
    analyses = tuple(_in_digits(part, document.digits) for part in complete)
    rows = tuple(_rows(draft, names))
    grids = (part.grid.rows for part in analyses if part.grid is not None)
    headings = [cell for row in rows if len(row) == 1 for cell in row]
    around = [*marked_titles, *headings, *(cell for grid in grids for row in grid for cell in row)]
    around += [cell for part in analyses for cell in part.above]
    of_rows = [cell for row in rows if len(row) > 1 for cell in row]
    working = (*_working_notes(draft, kind), *_rules_note(draft, pack, item))
    return Form(
        titles=tuple(cell_in(title, document.digits) for title in marked_titles),
        organisation=written(organisation),
        year=written(year),
        fields=names,
        analyses=analyses,
        heading="มาตรการที่จะดำเนินการ" if plan else None,
        measures=grid_in(
            DocumentGrid(
                headers=tuple(cells.HEADERS[name] for name in names),
                rows=rows,
                shares=cells.shares_of(kind),
                most_whole_lines=cells.MOST_WHOLE_LINES,
            ),
            document.digits,
        ),
        signatures=tuple(
            (f"ลงชื่อ {_LINE} {signer}", f"( {_LINE} )", f"ตำแหน่ง {_LINE}", f"วันที่ {_LINE}")
            for signer in _SIGNERS[kind]
        ),
        notes=tuple(
            map(written, (*_origin_notes(draft), *(() if document.has_annex else working)))
        ),
        sources=cells.sources_of(draft, document, basis=basis if plan else NO_BASIS),
        sources_title=SOURCES_TITLE,
        remaining=_remaining([*around, *of_rows]),
        around=_remaining(around),
        sources_place=document.sources,
        digits=document.digits,
    )


def _in_digits(part: Analysis, digits: Digits) -> Analysis:
    return replace(
        part,
        heading=in_digits(part.heading, digits),
        above=tuple(cell_in(line, digits) for line in part.above),
        grid=None if part.grid is None else grid_in(part.grid, digits),
    )


def _remaining(places: Iterable[Cell]) -> Remaining:
    """Of marked texts only: a borrowed "ลงชื่อ ………" is text. What repeats is one decision."""
    notices = (piece for cell in places for piece in cell if piece.mark is TextMark.NOTICE)
    to_do = [piece.text for piece in notices if not piece.repeats]
    empty, blanks = to_do.count(BLANK), [len(marked_blanks(text)) for text in to_do]
    return Remaining(blanks=sum(blanks), questions=blanks.count(0) - empty, cells=empty)


def _places(draft: AdaptedDraft) -> str:
    names = names_of(draft.own)
    if names.kind is None or names.kind.whole or names.kind.family == "province":
        return ""
    places = (("อำเภอ", names.district), ("จังหวัด", names.province))
    return "".join(f" {label}{name}" for label, name in places if name)


def _rows(draft: AdaptedDraft, names: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    """In a grouped draft below the name of each indicator that is stated: a document has no
    guesses."""
    groups: dict[int | None, list[tuple[Cell, ...]]] = {}
    for number, item in enumerate(draft.items, start=1):
        group = item.stated_indicator if draft.grouped else None
        title, *others = (cells.field_cell(item.field(name)) for name in names)
        row = ((*plain(f"{thai_digits(number)}. "), *title), *others)
        groups.setdefault(group, []).append(row)
    for group, rows in groups.items():
        if draft.grouped:
            yield (analysis.group_heading(group),)
        yield from rows


def _origin_notes(draft: AdaptedDraft) -> Iterator[str]:
    sources = [source for item in draft.items for source in item.sources]
    of_own = [source.is_ours for source in sources]
    whose = [
        *(["มาตรการเดิมของหน่วยงาน"] if any(of_own) else []),
        *(["มาตรการที่หน่วยงานอื่นเผยแพร่ไว้"] if not all(of_own) else []),
    ]
    yield f"ตารางนี้เริ่มจาก{'และ'.join(whose)}"
    marks = {mark_of(it.source.organisation, reworded=it.measure.source.reworded) for it in sources}
    yield from (f"({mark}) คือ{MARK_MEANINGS[mark].th}" for mark in MARK_MEANINGS if mark in marks)
    with in_language("th"):
        for report in draft.sources:
            owner = owner_name(report.organisation, reworded=False)
            for loss in losses(report.warnings):
                yield f"ต้นฉบับของ{owner} ปี {report.fiscal_year_be or '–'}: {loss}"


def _working_notes(draft: AdaptedDraft, kind: DocumentKind) -> Iterator[str]:
    """For who makes the document, not for who signs it."""
    yield "โปรดอ่านและปรับให้ตรงกับงานจริงก่อนนำไปใช้"
    fields = (field for item in draft.items for field in item.fields)
    kinds = {change.kind for field in fields for change in field.adapted.changes}
    if ChangeKind.NAME in kinds:
        yield f"ชื่อเต็มของหน่วยงานต้นทางเปลี่ยนเป็น “{draft.organisation}” แล้ว"
    if ChangeKind.KIND in kinds:
        yield "คำเรียกประเภทของหน่วยงานต้นทาง เช่น ในชื่อสำนักและตำแหน่ง เปลี่ยนตามประเภทของหน่วยงานแล้ว"
    yield from _unit_names(draft)
    if draft.fiscal_year_be is not None and kinds & {ChangeKind.YEAR, ChangeKind.DATE}:
        year = thai_digits(draft.fiscal_year_be)
        yield (
            f"ปีงบประมาณของต้นทางเลื่อนมาเป็นปีงบประมาณ พ.ศ. {year} แล้ว เดือนและปีที่ห่างจากปีของต้นทาง"
            "ไม่เกินสามปีเลื่อนตามไปเท่ากัน ส่วนปีที่ห่างกว่านั้น เวลาที่หน่วยงานเองเริ่มก่อนปีของแผน "
            "ปีของกฎหมายและของแผนหลายปีคงไว้ตามต้นฉบับ"
        )
    yield "ข้อความใน «…» และที่เน้นสีเหลืองต้องเติมหรือตัดสินใจก่อนใช้"
    for row in draft.left_out:
        yield f"ไม่มีแถว “{printable(row.title)}” เพราะโปรแกรมขัดข้อง โปรดเพิ่มจากต้นฉบับ"
    of_results = [row.text(name) for row in draft.items for name in RESULT_FIELDS]
    if kind is not DocumentKind.PLAN and not all(of_results):
        yield "ผลการดำเนินการและผลลัพธ์ที่ยังว่างอยู่เว้นไว้ให้กรอกผลของหน่วยงานเอง"


def _unit_names(draft: AdaptedDraft) -> Iterator[str]:
    """Units that the rows call by two names, as "สำนักปลัด" and "สำนักปลัดเทศบาล"."""
    names: dict[str, dict[str, None]] = {}
    for row in draft.items:
        for key, name in units(row.text("responsible"), draft.own).items():
            names.setdefault(key, {})[name] = None
    for several in names.values():
        if len({squash(name) for name in several}) > 1:
            quoted = " ".join(f"“{name}”" for name in several)
            yield f"ชื่อหน่วยงานที่เขียนไว้ต่างกัน: {quoted}"


def _rules_note(draft: AdaptedDraft, pack: RulePack, item: DisclosureItem | None) -> Iterator[str]:
    if item is None:
        return
    year = thai_digits(pack.fiscal_year_be)
    text = f"จัดทำตามข้อ {item.label} ของการประเมิน ITA ปีงบประมาณ พ.ศ. {year}"
    if pack.fiscal_year_be != draft.fiscal_year_be:
        text += " ซึ่งเป็นปีที่ใกล้ที่สุดที่มีหลักเกณฑ์"
    if not item.confirmed:
        text += " เลขข้อและชื่อข้อยังไม่ได้ยืนยันกับคู่มือของสำนักงาน ป.ป.ช. โปรดตรวจก่อนใช้"
    yield text
