"""Cells of the documents that are handed in: official columns, marked texts, sources.

Headers are the official ones (wording of FY 2565/66). The appendix says where each row comes
from, and what to look at in it.
"""

import re
from collections.abc import Iterator

from itasearch.borrow.adapt.parties import names_of
from itasearch.documents.grid import grid_in, in_digits, marked, plain
from itasearch.domain.headers import aims_of
from itasearch.domain.loader import Patterns
from itasearch.enrich.form_check import says_something
from itasearch.model.documents import Cell, Digits, DocumentGrid, TextMark
from itasearch.model.drafts import (
    BORROWED_FIELDS,
    NO_BASIS,
    OFFICIAL_FIELDS,
    Adaptation,
    AdaptedDraft,
    AdaptedField,
    AdaptedRow,
    Borrowed,
    DocumentChoice,
    DocumentKind,
    Party,
    PlanBasis,
)
from itasearch.model.records import TEXT_FIELDS
from itasearch.text.thai.stretches import joined, with_items_on_lines
from itasearch.wording import labels
from itasearch.wording.document_words import BLANK, marked_blanks
from itasearch.wording.label import quoted
from itasearch.wording.language import in_language, written_in
from itasearch.wording.review import corrected_since_label

HEADERS = {
    "title": "มาตรการ/แนวทาง",
    **{name: labels.FIELD_NAMES[name].th for name in ("steps", "timeframe", "responsible")},
    "follow_up": "การกำกับติดตามและรายงานผล",
    "results": "สรุปผลการดำเนินการตามมาตรการ",
    "outcomes": "ผลลัพธ์หรือความสำเร็จของการดำเนินการ",
}
"""The official header of each field that a document may show."""

HEADER_LINES = {
    HEADERS["title"]: "มาตรการ/\nแนวทาง",
    HEADERS["timeframe"]: "ระยะเวลา\nดำเนินการ",
    HEADERS["responsible"]: "หน่วยงาน\nรับผิดชอบ",
    HEADERS["follow_up"]: "การกำกับติดตาม\nและรายงานผล",
    HEADERS["results"]: "สรุปผล\nการดำเนินการ\nตามมาตรการ",
    HEADERS["outcomes"]: "ผลลัพธ์หรือ\nความสำเร็จของ\nการดำเนินการ",
    "ปัญหา/ข้อเสนอแนะ": "ปัญหา/\nข้อเสนอแนะ",
}
"""Headers in the lines of a narrow column: programs would break "รับผิด|ชอบ", "ดำเนิน|การ"."""

_PLAN_SHARES = (0.21, 0.32, 0.14, 0.14, 0.19)
"""Share of the table's width for each of BORROWED_FIELDS; sums to 1. Chosen by hand."""
_OFFICIAL_SHARES = (0.17, 0.25, 0.12, 0.12, 0.17, 0.17)  # the same for each of OFFICIAL_FIELDS


def fields_of(kind: DocumentKind) -> tuple[str, ...]:
    """The fields that a document shows, in the order of its columns."""
    return BORROWED_FIELDS if kind is DocumentKind.PLAN else OFFICIAL_FIELDS


def shares_of(kind: DocumentKind) -> tuple[float, ...]:
    """Each column's share of the page."""
    return _PLAN_SHARES if kind is DocumentKind.PLAN else _OFFICIAL_SHARES


MOST_WHOLE_LINES = 18
"""Lines of a row from which on it may go over two pages, two thirds of a page: a plan of long rows
would have one a page. Chosen by hand."""

_patterns = Patterns("adapting_patterns")

_DOTS = re.compile(re.escape(BLANK))


def field_cell(field: AdaptedField) -> Cell:
    """What is handed in of a field; BLANK where there is none."""
    text = field.adapted.adapted
    if not text.strip():
        return marked(BLANK, TextMark.NOTICE)
    if field.name == "title":
        text = _patterns.lead_in.sub("", text)
    if field.name == "responsible":
        text = text.rstrip(" ,\n")
    if field.name != "timeframe":
        text = with_items_on_lines(text)
    return _marked_at(text, (*marked_blanks(text), *_question_places(field.adapted)))


def noticed(text: str) -> Cell:
    """A line of a document's own with dots and «…» to be filled in."""
    dots = (match.span() for match in _DOTS.finditer(text))
    return _marked_at(text, (*marked_blanks(text), *dots))


def _marked_at(text: str, places: tuple[tuple[int, int], ...]) -> Cell:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    at, pieces = start, []
    # Places that overlap are one to decide.
    for first, last in joined(places, gap=-1):
        first, last = max(first, at), min(last, end)
        if first < last:
            pieces += [*plain(text[at:first]), *marked(text[first:last], TextMark.NOTICE)]
            at = last
    return (*pieces, *plain(text[at:end]))


def _question_places(adapted: Adaptation) -> Iterator[tuple[int, int]]:
    for question in adapted.open:
        start, end = question.start, question.end
        for change in adapted.changes:
            moved = len(change.new) - (change.end - change.start)
            if change.end <= question.start:
                start, end = start + moved, end + moved
            elif change.start < question.end:
                # A question about what was changed is about all of the new text.
                start = min(start, change.start + start - question.start)
                end = max(end + moved, start)
        yield start, end


# Without a column of measures nobody who reads the file in takes this table for measures.
_SOURCE_HEADERS = (
    "ลำดับ",
    "นำมาจากหน่วยงาน",
    "ปีงบประมาณ",
    "แฟ้มต้นฉบับ",
    "ตำแหน่งในแฟ้ม",
    "หมายเหตุ",
)
_SOURCE_SHARES = (0.07, 0.18, 0.13, 0.16, 0.15, 0.31)
"""Share of the table's width for each of _SOURCE_HEADERS; sums to 1. Chosen by hand."""
_NAME_COLUMNS = (3, 4)
"""Of _SOURCE_HEADERS: names of files and sheets have the digits by which they are found."""
_REPORTED = "รายงานผล"  #: In the place of a number of the plan
_UNKNOWN = "ไม่ระบุ"
_LONGEST_RESULT = 150  # code points of a result in a remark
_SHORTEST_NAME = 3  # code points of a town's name; a shorter one is part of too many other words


def sources_of(
    draft: AdaptedDraft, document: DocumentChoice, *, basis: PlanBasis = NO_BASIS
) -> DocumentGrid:
    """A row for each borrowed measure, numbered like its merged row; then one for each row of our
    last report that a plan quotes.

    In an annex, which is signed, without what to look at in a row.
    """
    kind, digits = document.kind, document.digits
    rows = [
        (
            str(number),
            *_source(one, digits),
            " · ".join(notices_of(item, draft, kind, of=one)),
        )
        for number, item in enumerate(draft.items, start=1)
        for one in item.sources
    ]
    for reported in basis.reported:
        party = Party(organisation=reported.organisation, fiscal_year_be=reported.fiscal_year_be)
        borrowed = Borrowed(measure=reported.measure, source=party)
        *where, position = _source(borrowed, digits)
        title = in_digits(borrowed.measure.title.splitlines()[0], digits)
        rows.append((_REPORTED, *where, f"{position} “{title}”", ""))
    count = len(_SOURCE_HEADERS) - document.has_annex
    shares = _SOURCE_SHARES[:count]
    grid = DocumentGrid(
        headers=_SOURCE_HEADERS[:count],
        rows=tuple(tuple(map(plain, row[:count])) for row in rows),
        shares=tuple(share / sum(shares) for share in shares),
    )
    return grid_in(grid, digits, names=_NAME_COLUMNS)


def notices_of(
    item: AdaptedRow, draft: AdaptedDraft, kind: DocumentKind, *, of: Borrowed
) -> Iterator[str]:
    """What a person must look at in a row of this document, one short sentence each.

    On `of`, a measure of the row: of a merged row first which cells have its text; remarks on the
    whole row are on the first measure.
    """
    first = of.measure.id == item.measure.id
    fields = [item.field(name) for name in fields_of(kind)]
    if len(item.sources) > 1:
        used = [
            HEADERS[field.name]
            for field in fields
            if any(part.measure_id == of.measure.id for part in field.parts)
        ]
        yield f"ใช้ในช่อง: {', '.join(used)}" if used else "ไม่ได้ใช้ในช่องใด"
    questions: dict[str, dict[str, None]] = {}
    for field in fields:
        for question in field.adapted.open:
            if field.piece(question).measure_id == of.measure.id:
                is_whole = (question.start, question.end) == (0, len(field.original))
                # A time is asked about as the document has it.
                is_time = is_whole and field.name == "timeframe"
                text = field.adapted.adapted if is_time else question.text
                questions.setdefault(question.question, {})[f"“{text}”"] = None
    yield from _of_source(of)
    edited = [HEADERS[field.name] for field in fields if field.edited]
    if edited and first:
        yield f"ผู้จัดทำแก้ไขเอง: {', '.join(edited)}"
    for question_text, texts in questions.items():
        yield f"{'' if 'โปรด' in question_text else 'โปรดตรวจ: '}{' '.join(texts)} {question_text}"
    if _still_named(of, fields, draft):
        yield "ยังมีชื่อต้นทางอยู่ในข้อความ โปรดแก้"
    if absent := [*_absent(item, kind, of)]:
        yield f"ต้นฉบับยังมี{', '.join(absent)} ซึ่งตารางนี้ไม่มีช่อง"


def _absent(item: AdaptedRow, kind: DocumentKind, of: Borrowed) -> Iterator[str]:
    """What a measure has and the document has no column for; a draft takes over no budget.
    Follow-up that was taken from the steps is in their cell."""
    for name in TEXT_FIELDS:
        is_of_both = item.text(name) and of.measure.text(name)
        if is_of_both and name not in (*fields_of(kind), "budget"):
            yield HEADERS.get(name) or labels.field_label(of.measure, name).th
    if says_something(money := of.measure.text("budget")):
        yield f"{labels.FIELD_NAMES['budget'].th} “{quoted(money, _LONGEST_RESULT)}”"
    yield from (f"{head} “{text}”" for head, text in aims_of(of.measure).items())


def _of_source(of: Borrowed) -> Iterator[str]:
    """What was corrected since, and of another town's measure what its reports say of it; of ours a
    plan quotes that in its analysis."""
    if corrected := corrected_since_label(of):
        yield corrected.text("th")
    lines = () if of.is_ours else of.quotations
    with in_language("th"):
        quoted_lines = [*labels.quotation_lines(lines, of=of.measure.id, length=_LONGEST_RESULT)]
    yield from quoted_lines


def _source(borrowed: Borrowed, digits: Digits) -> tuple[str, ...]:
    year, owner = borrowed.source.fiscal_year_be, borrowed.source.organisation
    ref, bears = borrowed.measure.source, borrowed.measure.number
    return (
        _UNKNOWN
        if owner is None
        else labels.owner_text(owner, reworded=ref.reworded, province=" (จังหวัด{})"),
        _UNKNOWN if year is None else written_in("th", lambda: labels.marked_year(str(year), ref)),
        labels.file_name(ref.path),
        labels.place_text(ref, bears=bears, number=lambda one: in_digits(one, digits)) or _UNKNOWN,
    )


def _still_named(of: Borrowed, fields: list[AdaptedField], draft: AdaptedDraft) -> bool:
    name = names_of(of.source.organisation).own
    if len(name) < _SHORTEST_NAME or name in (draft.organisation or ""):
        return False
    return any(name in field.adapted.adapted for field in fields if not field.edited)
