"""A comparison as a Word document or a workbook: numbers, pairs, what only one has, sources.

Both are made of the same tables, so that both say the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from docx.document import Document
from docx.shared import Pt

from itasearch.documents.digits import grid_in, in_digits
from itasearch.documents.grid import marked, plain
from itasearch.documents.sheet import add_sheet, as_xlsx, new_workbook
from itasearch.documents.word import (
    add_heading,
    add_paragraph,
    add_table,
    add_titles,
    as_docx,
    new_document,
)
from itasearch.domain.indicators import indicator
from itasearch.domain.topics import topic_name
from itasearch.model.classification import Classification, Origin
from itasearch.model.comparison import (
    Comparison,
    Cover,
    DifferenceKind,
    FieldDifference,
    MonthSpan,
    NoteKind,
    Pair,
    SpanKind,
    TextSpan,
    percent_of,
)
from itasearch.model.comparison_shown import (
    WHOLLY_OTHER,
    ComparisonFormat,
    ShownComparison,
    extension_of,
)
from itasearch.model.documents import Cell, Digits, DocumentGrid, TextMark
from itasearch.model.records import TEXT_FIELDS, Measure, ReportHead, ReportKind
from itasearch.wording.document_words import COMPARISON_TITLE, SOURCES_TITLE
from itasearch.wording.labels import (
    FIELD_NAMES,
    MEANINGS,
    UNSURE_MONTHS,
    alike_words,
    closed_span_names,
    file_text,
    mark_of,
    mark_text,
    month_names,
    owner_text,
    place_text,
)

Row = tuple[Cell, ...]
Names = tuple[str, str]
"""What the left and the right side are called."""

NOT_STATED = "ไม่ได้ระบุ"
SUBJECT = "ตัวชี้วัดและเรื่อง"
FIELDS = {name: thai for name, (thai, _) in FIELD_NAMES.items()}
LEGEND = (
    "“เดาจากเนื้อหา” คือตัวชี้วัดและเรื่องที่รายงานไม่ได้ระบุ"
    " คำที่ขีดเส้นใต้ในช่องที่ต่างกันคือคำที่อีกฝ่ายไม่มี ช่องที่ต่างกันเกือบทั้งหมดไม่ขีด"
    " ชื่อของหน่วยงานเอง ตัวสะกด และปีงบประมาณของรายงานไม่นับเป็นความต่าง"
)
_OUTCOMES = {
    DifferenceKind.SAME: "เหมือนกัน",
    DifferenceKind.CHANGED: "ต่างกัน",
    DifferenceKind.ONLY_LEFT: "เฉพาะ A",
    DifferenceKind.ONLY_RIGHT: "เฉพาะ B",
}
_KINDS = {
    ReportKind.PLAN: "แผน",
    ReportKind.RESULTS: "รายงานผล",
    ReportKind.GUIDELINES: "แนวทาง",
}
_UNKNOWN = "ไม่ทราบหน่วยงาน"

_NONE = "ไม่มี"
_COVERS = "หนึ่งมาตรการครอบคลุมหลายมาตรการ"
_PAIRS = "ทั้งสองแห่งมี"
_OVERVIEW = "ภาพรวม"
_EVERY_FIELD = "ทุกช่อง"
_SAME_FIELDS = "ช่องที่เหมือนกัน"
_OTHER_FIELDS = tuple(
    name for name in TEXT_FIELDS if name not in ("title", "steps", "timeframe", "responsible")
)
_NUMBER_SHARE, _TITLE_SHARE = 0.05, 0.32
"""Widths of the first two columns of a list of measures, in the unit of the other columns'
shares, which are brought to a sum of 1 together. Chosen by hand."""
_ABOVE = Pt(10)
"""Space between a table and the next heading, which would touch it."""


def render(
    shown: ShownComparison, kind: ComparisonFormat, *, digits: Digits = Digits.THAI
) -> bytes:
    """What is shown of a comparison as the bytes of a file of this format."""
    return _document(shown, digits) if kind is ComparisonFormat.DOCX else _workbook(shown, digits)


def _document(shown: ShownComparison, digits: Digits) -> bytes:
    left, right = marked_names(shown.comparison)
    title = in_digits(f"{left} กับ {right}", digits)
    document = new_document(f"{COMPARISON_TITLE} {title}", digits=digits)
    add_titles(document, (COMPARISON_TITLE, title))
    add_table(document, grid_in(_summary_lines(shown), digits), above=3, small=True)
    found = shown.comparison
    parts = [
        (_OVERVIEW, _overview_grid(shown)),
        (f"{_PAIRS} ({len(shown.shown_pairs())})", _short_pairs_grid(shown)),
    ]
    if covers := shown.lone_covers():
        parts.append((f"{_COVERS} ({len(covers)})", _covers_grid(covers, shown)))
    for name, alone in ((f"A {left}", found.only_left), (f"B {right}", found.only_right)):
        parts.append((f"มีเฉพาะ {name} ({len(alone)})", _alone_grid(alone, shown)))
    for heading, grid in parts:
        _add_heading(document, in_digits(heading, digits))
        if grid.rows:
            add_table(document, grid_in(grid, digits), above=1, small=True)
        else:
            add_paragraph(document, _NONE)
    _add_heading(document, SOURCES_TITLE)
    add_table(document, _short_sources_grid(shown, digits), above=1, small=True)
    return as_docx(document)


def _add_heading(document: Document, text: str) -> None:
    add_heading(document, text).paragraph_format.space_before = _ABOVE


def _overview_grid(shown: ShownComparison) -> DocumentGrid:
    """Every pair, cover and lone measure on a row, under how many of its kind there are."""
    found = shown.comparison
    pairs, covers = shown.shown_pairs(), shown.lone_covers()
    rows: list[Row] = [(marked(f"ทั้งสองแห่งมี {len(pairs)} คู่", TextMark.STRONG),)]
    for number, pair in enumerate(pairs, start=1):
        titles = (plain(one.numbered_title) for one in (pair.left, pair.right))
        names = [FIELDS[one.field] for one in pair.differences if one.differs]
        differing = _EVERY_FIELD if len(names) == len(pair.differences) else ", ".join(names)
        likeness = alike_text(pair.similarity)
        rows.append((plain(f"คู่ที่ {number}"), *titles, plain(likeness), plain(differing or "–")))
    if covers:
        rows.append((marked(f"{_COVERS} {len(covers)} กลุ่ม", TextMark.STRONG),))
    for number, one in enumerate(covers, start=1):
        sides = (
            plain("\n".join(each.numbered_title for each in side)) for side in (one.left, one.right)
        )
        likeness = likeness_text(one.similarity)
        rows.append((plain(f"กลุ่มที่ {number}"), *sides, plain(likeness), ()))
    lefts, rights = found.only_left, found.only_right
    counts = f"มีเฉพาะ A {len(lefts)} มาตรการ · มีเฉพาะ B {len(rights)} มาตรการ"
    rows.append((marked(counts, TextMark.STRONG),))
    for number, (left, right) in enumerate(zip_longest(lefts, rights), start=1):
        lone = (plain(one.numbered_title) if one else () for one in (left, right))
        rows.append((plain(str(number)), *lone, (), ()))
    headers = ("ที่", *_side_headers(shown), "ความคล้าย", "ต่างกันที่")
    return DocumentGrid(headers=headers, rows=tuple(rows), shares=(0.08, 0.31, 0.31, 0.13, 0.17))


def _short_pairs_grid(shown: ShownComparison) -> DocumentGrid:
    """All pairs in one table: of each what differs, and which fields are the same."""
    rows: list[Row] = []
    for number, pair in enumerate(shown.shown_pairs(), start=1):
        likeness = alike_text(pair.similarity)
        rows.append((marked(f"คู่ที่ {number} · {likeness}", TextMark.STRONG),))
        rows += _pair_rows(pair, replace(shown, differences_only=True))
        same = [one.field for one in pair.differences if not one.differs and one.field != "title"]
        if same:
            names = ", ".join(FIELDS[name] for name in same)
            rows.append((plain(_SAME_FIELDS), plain(names), (), plain("เหมือนกัน")))
    headers = ("ช่อง", *_side_headers(shown), "ผลเทียบ")
    return DocumentGrid(headers=headers, rows=tuple(rows), shares=(0.14, 0.37, 0.37, 0.12))


def _workbook(shown: ShownComparison, digits: Digits) -> bytes:
    left, right = marked_names(shown.comparison)
    workbook = new_workbook(f"{COMPARISON_TITLE} {left} กับ {right}")
    whose = f"A {left} · B {right}"
    what_is_shown = f"แสดง{shown_text(shown)}"
    grids = [
        ("สรุป", f"{COMPARISON_TITLE} {left} กับ {right}", _summary_lines(shown)),
        (_PAIRS, f"{_PAIRS} {whose}", _pairs_grid(shown)),
    ]
    if covers := shown.lone_covers():
        grids.append(("หนึ่งต่อหลาย", f"{_COVERS} {whose}", _covers_grid(covers, shown)))
    found = shown.comparison
    grids += [
        ("เฉพาะ A", f"มีเฉพาะ A {left}", _alone_grid(found.only_left, shown)),
        ("เฉพาะ B", f"มีเฉพาะ B {right}", _alone_grid(found.only_right, shown)),
        ("ที่มา", SOURCES_TITLE, _sources_grid(shown, digits)),
    ]
    for name, title, grid in grids:
        names = _NAME_COLUMNS if title == SOURCES_TITLE else ()
        titles = tuple(in_digits(line, digits) for line in (title, what_is_shown))
        converted = grid_in(grid, digits, names=names)
        add_sheet(workbook, name, converted, titles=titles, centred=False)
    return as_xlsx(workbook)


def _pairs_grid(shown: ShownComparison) -> DocumentGrid:
    """All pairs in one table, each row naming its pair, so that it can be sorted and filtered."""
    rows = tuple(
        (plain(str(number)), plain(alike_text(pair.similarity)), *row)
        for number, pair in enumerate(shown.shown_pairs(), start=1)
        for row in _pair_rows(pair, shown)
    )
    headers = ("คู่ที่", "ความคล้าย", "ช่อง", *_side_headers(shown), "ผลเทียบ")
    return DocumentGrid(headers=headers, rows=rows, shares=(0.05, 0.12, 0.13, 0.29, 0.29, 0.12))


def _summary_lines(shown: ShownComparison) -> DocumentGrid:
    """The comparison in numbers, whose reports it compares, what of it the file shows."""
    rows = [
        ("A", report_text(shown.comparison.left)),
        ("B", report_text(shown.comparison.right)),
        *_counted(shown),
        *(("ฉบับอื่นของปีเดียวกัน", text) for text in other_reports(shown.comparison)),
        *mark_meanings(shown.comparison),
        ("แสดง", shown_text(shown)),
        ("วิธีอ่าน", LEGEND),
    ]
    return DocumentGrid(
        headers=("รายการ", "ความหมาย"),
        rows=tuple((marked(name, TextMark.STRONG), plain(text)) for name, text in rows),
        shares=(0.26, 0.74),
    )


def _counted(shown: ShownComparison) -> Iterator[tuple[str, str]]:
    now, whole = shown.comparison.counts, shown.whole
    yield "ทั้งสองแห่งมี", _of(now.both, whole.both, "คู่")
    if whole.extended:
        yield "ในจำนวนนี้อีกฝ่ายแยกเป็นหลายมาตรการ", _of(now.extended, whole.extended, "คู่")
    if whole.covers > whole.extended:
        alone = _of(now.covers - now.extended, whole.covers - whole.extended, "กลุ่ม")
        yield _COVERS, alone
    yield "มีเฉพาะ A", _of(now.only_left, whole.only_left, "มาตรการ")
    yield "มีเฉพาะ B", _of(now.only_right, whole.only_right, "มาตรการ")


def _of(count: int, whole: int, unit: str) -> str:
    """A count; of how many, where a filter left some out."""
    return f"{count} {unit}" + ("" if count == whole else f" จากทั้งหมด {whole} {unit}")


def _pair_rows(pair: Pair, shown: ShownComparison) -> tuple[Row, ...]:
    """A pair field by field: name, both texts with what differs marked, how they compare.

    Fields that are the same are left out of differences only, but for the title.
    """
    names = names_of(shown.comparison)
    rows = [
        _field_row(one, pair)
        for one in pair.differences
        if not shown.differences_only or one.differs or one.field == "title"
    ]
    about = [_subject_cell(one, shown) for one in (pair.left, pair.right)]
    if any(about):
        rows.insert(1, (marked(SUBJECT, TextMark.STRONG), *about, ()))
    cover = extension_of(pair, shown.comparison)
    return (*rows, *([_extension_row(cover, names)] if cover else []))


def _field_row(one: FieldDifference, pair: Pair) -> Row:
    left, right = one.left_spans, one.right_spans
    if one.size >= WHOLLY_OTHER:
        left = right = ()
    cells = _text(one.left, left), _text(one.right, right)
    if one.field == "title":
        cells = (*_number(pair.left), *cells[0]), (*_number(pair.right), *cells[1])
    if one.field == "timeframe" and pair.timeframe is not None:
        times = pair.timeframe
        cells = (*cells[0], *_months(times.left)), (*cells[1], *_months(times.right))
    outcome = plain(outcome_text(one))
    return (marked(FIELDS[one.field], TextMark.STRONG), *cells, outcome)


def _months(span: MonthSpan | None) -> Cell:
    """The months read from a timeframe, on a line of their own."""
    months = months_text(span)
    return marked(f"\n{months}", TextMark.QUIET) if months else ()


def _number(measure: Measure) -> Cell:
    return plain(f"{measure.number}. " if measure.number else "")


def _subject_cell(measure: Measure, shown: ShownComparison) -> Cell:
    """Indicator and topics: what is stated, then in grey what is inferred."""
    found = shown.of(measure)
    stated, inferred = (", ".join(_subjects(found, inferred=one)) for one in (False, True))
    between = "\n" if stated and inferred else ""
    guess = f"เดาจากเนื้อหา: {inferred}" if inferred else ""
    return (*plain(stated + between), *marked(guess, TextMark.QUIET))


def _text(text: str | None, spans: Sequence[TextSpan]) -> Cell:
    """A side's text with the words marked that the other side lacks."""
    if text is None:
        return marked(NOT_STATED, TextMark.QUIET)
    if not spans:
        return plain(text)
    pieces = (
        marked(text[one.start : one.end], None if one.kind is SpanKind.SAME else TextMark.ADDED)
        for one in spans
    )
    return tuple(chain.from_iterable(pieces))


def _extension_row(cover: Cover, names: Names) -> Row:
    parts = plain("\n".join(one.numbered_title for one in cover.added))
    one, other = names if len(cover.left) == 1 else names[::-1]
    outcome = plain(f"{one}รวมไว้ในมาตรการเดียว {other}แยกเป็น {len(cover.parts)} มาตรการ")
    sides = ((), parts) if len(cover.left) == 1 else (parts, ())
    return (marked("ยังแยกเป็น", TextMark.STRONG), *sides, outcome)


def _covers_grid(covers: Sequence[Cover], shown: ShownComparison) -> DocumentGrid:
    """One measure of a side beside those of the other that it covers."""
    rows = tuple(
        (
            plain(str(number)),
            _several(one.left, shown),
            _several(one.right, shown),
            plain(likeness_text(one.similarity)),
        )
        for number, one in enumerate(covers, start=1)
    )
    headers = ("กลุ่มที่", *_side_headers(shown), "ความคล้าย")
    return DocumentGrid(headers=headers, rows=rows, shares=(0.08, 0.41, 0.41, 0.1))


def _several(measures: Sequence[Measure], shown: ShownComparison) -> Cell:
    cells: list[Cell] = []
    for one in measures:
        cells.append(marked(f"{one.numbered_title}\n", TextMark.STRONG))
        below = (one.steps, one.timeframe, one.responsible)
        cells += [plain(f"{text}\n") for text in below if text]
        cells += [_subject_cell(one, shown), plain("\n")]
    return tuple(chain.from_iterable(cells))


def _alone_grid(measures: Sequence[Measure], shown: ShownComparison) -> DocumentGrid:
    """Measures that the other side has nothing like; columns that none fills are left out."""
    columns = [
        (header, share, text)
        for header, share, text in _ALONE_COLUMNS
        if any(text(one) for one in measures)
    ]
    rows = tuple(
        (
            plain(str(number)),
            (*marked(f"{one.numbered_title}\n", TextMark.STRONG), *_subject_cell(one, shown)),
            *(plain(text(one)) for _, _, text in columns),
        )
        for number, one in enumerate(measures, start=1)
    )
    weights = (_NUMBER_SHARE, _TITLE_SHARE, *(share for _, share, _ in columns))
    headers = ("ที่", FIELDS["title"], *(header for header, _, _ in columns))
    return DocumentGrid(
        headers=headers, rows=rows, shares=tuple(one / sum(weights) for one in weights)
    )


def _others(measure: Measure) -> str:
    texts = ((FIELDS[name], measure.text(name)) for name in _OTHER_FIELDS)
    return "\n".join(f"{name}: {text}" for name, text in texts if text)


_ALONE_COLUMNS: tuple[tuple[str, float, Callable[[Measure], str]], ...] = (
    (FIELDS["steps"], 0.25, lambda one: one.steps or ""),
    (FIELDS["timeframe"], 0.12, lambda one: one.timeframe or ""),
    (FIELDS["responsible"], 0.13, lambda one: one.responsible or ""),
    ("ช่องอื่น", 0.23, _others),
)
"""Header, share of the width where all are there, and text."""


_NAME_COLUMNS = (4, 5)
"""Of the table of sources: names of files and sheets have the digits by which they are found."""


def _sources_grid(shown: ShownComparison, digits: Digits) -> DocumentGrid:
    """Where each measure of the file comes from."""
    rows = tuple(
        tuple(
            plain(text)
            for text in (
                place,
                marked_names(shown.comparison)[side is shown.comparison.right],
                measure.numbered_title,
                str(side.fiscal_year_be or "–"),
                file_text(measure.source.path),
                _place(measure, digits),
            )
        )
        for place, side, measure in _placed(shown)
    )
    headers = ("อยู่ที่", "จากหน่วยงาน", "ข้อความ", "ปีงบฯ", "แฟ้มต้นฉบับ", "ตำแหน่งในแฟ้ม")
    return DocumentGrid(headers=headers, rows=rows, shares=(0.09, 0.18, 0.25, 0.07, 0.26, 0.15))


def _place(measure: Measure, digits: Digits) -> str:
    return place_text(measure.source, number=lambda one: in_digits(str(one), digits))


def _short_sources_grid(shown: ShownComparison, digits: Digits) -> DocumentGrid:
    """The same with each report and its file once, over the rows that come from it."""
    found, names = shown.comparison, marked_names(shown.comparison)
    rows: list[Row] = []
    for letter, name, side in zip("AB", names, (found.left, found.right), strict=True):
        head = in_digits(f"{letter} {name} · {year_text(side)} · ", digits)
        rows.append((marked(head + file_text(side.source.path), TextMark.STRONG),))
        rows += [
            (
                plain(in_digits(place, digits)),
                plain(in_digits(measure.numbered_title, digits)),
                plain(_place(measure, digits)),
            )
            for place, of, measure in _placed(shown)
            if of is side
        ]
    headers = ("อยู่ที่", "ข้อความ", "ตำแหน่งในแฟ้ม")
    return DocumentGrid(headers=headers, rows=tuple(rows), shares=(0.12, 0.6, 0.28))


def _placed(shown: ShownComparison) -> Iterator[tuple[str, ReportHead, Measure]]:
    """Each measure with the place in the file where it is, and its report."""
    found = shown.comparison
    for number, pair in enumerate(shown.shown_pairs(), start=1):
        cover = extension_of(pair, found)
        added = cover.added if cover else ()
        is_left = cover is not None and len(cover.left) > 1
        lefts, rights = (added, ()) if is_left else ((), added)
        place = f"คู่ที่ {number}"
        yield from ((place, found.left, one) for one in (pair.left, *lefts))
        yield from ((place, found.right, one) for one in (pair.right, *rights))
    for number, lone in enumerate(shown.lone_covers(), start=1):
        place = f"กลุ่มที่ {number}"
        yield from ((place, found.left, one) for one in lone.left)
        yield from ((place, found.right, one) for one in lone.right)
    for number, measure in enumerate(found.only_left, start=1):
        yield f"เฉพาะ A {number}", found.left, measure
    for number, measure in enumerate(found.only_right, start=1):
        yield f"เฉพาะ B {number}", found.right, measure


def _side_headers(shown: ShownComparison) -> Names:
    """The sides as headers of columns."""
    left, right = marked_names(shown.comparison)
    return f"A {left}", f"B {right}"


def names_of(comparison: Comparison) -> Names:
    """The sides' organisations, with as much more as distinguishes them."""
    return comparison.names(
        lambda organisation: organisation.name if organisation else _UNKNOWN, year_text, kind_text
    )


def marked_names(comparison: Comparison) -> Names:
    """The same as headings, each with the mark of a report that is not the organisation's own."""
    names = zip(names_of(comparison), (comparison.left, comparison.right), strict=True)
    left, right = (
        name + mark_text(side.organisation, reworded=side.source.reworded) for name, side in names
    )
    return left, right


def mark_meanings(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Each mark of a side, and what it means."""
    marks = {
        mark_of(side.organisation, reworded=side.source.reworded)
        for side in (comparison.left, comparison.right)
    }
    yield from ((f"({mark})", meaning) for mark, meaning in MEANINGS.items() if mark in marks)


def year_text(side: ReportHead) -> str:
    """The fiscal year of a side's report."""
    year = side.fiscal_year_be
    return "ไม่ทราบปีงบประมาณ" if year is None else f"ปีงบประมาณ {year}"


def kind_text(side: ReportHead) -> str:
    """What kind of report a side's is."""
    return _KINDS[side.kind]


def report_text(side: ReportHead) -> str:
    """Whose report, where, of when, of what kind, with the mark of one that is not its own."""
    town = side.organisation
    name = owner_text(town, reworded=side.source.reworded) if town else _UNKNOWN
    return f"{name} · {year_text(side)} · {kind_text(side)}"


def other_reports(comparison: Comparison) -> Iterator[str]:
    """For each side whose year has other reports, which was compared and which were not."""
    for note in comparison.notes:
        if note.kind is NoteKind.OTHERS_OF_YEAR:
            taken, *rest = (f"{_KINDS[one.kind]} {one.report_id}" for one in note.reports)
            yield f"{note.reports[0].side}: ใช้{taken} ไม่ได้ใช้{', '.join(rest)}"


def outcome_text(found: FieldDifference) -> str:
    """How a field compares."""
    if not found.common:
        return f"รายงาน {'A' if found.kind is DifferenceKind.ONLY_RIGHT else 'B'} ไม่มีช่องนี้"
    return _OUTCOMES[found.kind]


def alike_text(similarity: float) -> str:
    """How alike the measures of a pair are, in words and per cent."""
    return f"{alike_words(similarity).th} · ความคล้าย {likeness_text(similarity)}"


def likeness_text(similarity: float) -> str:
    """How alike two measures are, in per cent; a hundred is the same text only."""
    return f"{percent_of(similarity)} %"


def _subjects(found: Classification, *, inferred: bool) -> Iterator[str]:
    if found.indicator is not None and (found.indicator.origin is Origin.GUESSED) is inferred:
        yield f"ตัวชี้วัด {indicator(found.indicator.number).numbered}"
    for mark in found.topics:
        if (mark.origin is Origin.GUESSED) is inferred:
            yield topic_name(mark.topic)


def shown_text(shown: ShownComparison) -> str:
    """What of a comparison the file has."""
    parts = []
    if shown.is_narrowed:
        numbers = " หรือ ".join(indicator(one).numbered for one in shown.subjects.indicators)
        topics = " หรือ ".join(map(topic_name, shown.subjects.topics))
        subjects = ((f"ตัวชี้วัด {numbers}", numbers), (f"เรื่อง {topics}", topics))
        named = " และ ".join(text for text, given in subjects if given)
        parts.append(f"เฉพาะที่เกี่ยวกับ{named} ทั้งที่ระบุไว้และที่เดาจากเนื้อหา")
    if shown.differences_only:
        parts.append("เฉพาะที่ต่างกัน เรียงจากต่างมากไปน้อย")
    return " · ".join(parts) or "ทั้งหมด"


def months_text(span: MonthSpan | None) -> str:
    """The months that a timeframe was read as; "" where there are none."""
    if span is None or not (span.start or span.end):
        return ""
    if span.start and span.end:
        months, _ = closed_span_names(span)
    elif span.end:
        months = f"ภายใน {month_names(span.end)[0]}"
    else:
        months = f"ตั้งแต่ {month_names(span.start or '')[0]} เป็นต้นไป"
    doubt = f" · {UNSURE_MONTHS.th}" if span.is_unsure else ""
    return months + (" (ออกนอกปีงบประมาณของรายงาน)" if span.leaves_fiscal_year else "") + doubt
