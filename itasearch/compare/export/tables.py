"""The tables of a written comparison, before any file format.

A workbook and a Word document show the same tables, so both say the same.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from itasearch.compare.export.words import (
    FIELDS,
    LEGEND,
    NOT_STATED,
    SUBJECT,
    Names,
    inferred_subjects,
    likeness_text,
    mark_meanings,
    marked_names,
    months_text,
    names_of,
    other_reports,
    outcome_text,
    report_text,
    shown_text,
    stated_subjects,
)
from itasearch.documents.grid import marked, plain
from itasearch.model.comparison import (
    ComparedReport,
    Cover,
    FieldDifference,
    MonthSpan,
    Pair,
    SpanKind,
    TextSpan,
)
from itasearch.model.comparison_shown import WHOLLY_OTHER, ShownComparison, extension_of
from itasearch.model.documents import Cell, DocumentGrid, TextMark
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.wording.labels import file_text, place_text

Row = tuple[Cell, ...]
_OTHER_FIELDS = tuple(
    name for name in TEXT_FIELDS if name not in ("title", "steps", "timeframe", "responsible")
)
_NUMBER_SHARE, _TITLE_SHARE = 0.05, 0.24


def summary_lines(shown: ShownComparison) -> DocumentGrid:
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
        yield "หนึ่งมาตรการครอบคลุมหลายมาตรการ", alone
    yield "มีเฉพาะ A", _of(now.only_left, whole.only_left, "มาตรการ")
    yield "มีเฉพาะ B", _of(now.only_right, whole.only_right, "มาตรการ")


def _of(count: int, whole: int, unit: str) -> str:
    """A count; of how many, where a filter left some out."""
    return f"{count} {unit}" + ("" if count == whole else f" จากทั้งหมด {whole} {unit}")


def pair_rows(pair: Pair, shown: ShownComparison) -> tuple[Row, ...]:
    """A pair field by field: name, both texts with what differs marked, how they compare.

    Fields that are the same are left out of differences only, but for the title.
    """
    names = names_of(shown.comparison)
    rows = [
        _field_row(one, pair)
        for one in pair.differences
        if not shown.differences_only or one.differs or one.field == "title"
    ]
    about = [_subjects(one, shown) for one in (pair.left, pair.right)]
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


def _subjects(measure: Measure, shown: ShownComparison) -> Cell:
    """Indicator and topics: what is stated, then in grey what is inferred."""
    found = shown.of(measure)
    stated, inferred = stated_subjects(found), inferred_subjects(found)
    between = "\n" if stated and inferred else ""
    return (*plain(stated + between), *marked(inferred, TextMark.QUIET))


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


def covers_grid(covers: Sequence[Cover], shown: ShownComparison) -> DocumentGrid:
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
    headers = ("กลุ่มที่", *side_headers(shown), "ความคล้าย")
    return DocumentGrid(headers=headers, rows=rows, shares=(0.08, 0.41, 0.41, 0.1))


def _several(measures: Sequence[Measure], shown: ShownComparison) -> Cell:
    cells: list[Cell] = []
    for one in measures:
        cells.append(marked(f"{one.numbered_title}\n", TextMark.STRONG))
        below = (one.steps, one.timeframe, one.responsible)
        cells += [plain(f"{text}\n") for text in below if text]
        cells += [_subjects(one, shown), plain("\n")]
    return tuple(chain.from_iterable(cells))


def alone_grid(measures: Sequence[Measure], shown: ShownComparison) -> DocumentGrid:
    """Measures that the other side has nothing like; columns that none fills are left out."""
    columns = [
        (header, share, text)
        for header, share, text in _ALONE_COLUMNS
        if any(text(one) for one in measures)
    ]
    rows = tuple(
        (
            plain(str(number)),
            (*marked(f"{one.numbered_title}\n", TextMark.STRONG), *_subjects(one, shown)),
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


def sources_grid(shown: ShownComparison) -> DocumentGrid:
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
                place_text(measure.source),
            )
        )
        for place, side, measure in _placed(shown)
    )
    headers = ("อยู่ที่", "จากหน่วยงาน", "ข้อความ", "ปีงบฯ", "แฟ้มต้นฉบับ", "ตำแหน่งในแฟ้ม")
    return DocumentGrid(headers=headers, rows=rows, shares=(0.09, 0.18, 0.25, 0.07, 0.26, 0.15))


def _placed(shown: ShownComparison) -> Iterator[tuple[str, ComparedReport, Measure]]:
    found = shown.comparison
    for number, pair in enumerate(shown.shown_pairs(), start=1):
        cover = extension_of(pair, found)
        added = cover.added if cover else ()
        is_left = cover is not None and len(cover.left) > 1
        lefts, rights = (added, ()) if is_left else ((), added)
        yield from _named(f"คู่ที่ {number}", (pair.left, *lefts), found.left)
        yield from _named(f"คู่ที่ {number}", (pair.right, *rights), found.right)
    for number, lone in enumerate(shown.lone_covers(), start=1):
        yield from _named(f"กลุ่มที่ {number}", lone.left, found.left)
        yield from _named(f"กลุ่มที่ {number}", lone.right, found.right)
    for number, measure in enumerate(found.only_left, start=1):
        yield f"เฉพาะ A {number}", found.left, measure
    for number, measure in enumerate(found.only_right, start=1):
        yield f"เฉพาะ B {number}", found.right, measure


def _named(
    place: str, measures: Sequence[Measure], side: ComparedReport
) -> Iterator[tuple[str, ComparedReport, Measure]]:
    for measure in measures:
        yield place, side, measure


def side_headers(shown: ShownComparison) -> Names:
    """The sides as headers of columns."""
    left, right = marked_names(shown.comparison)
    return f"A {left}", f"B {right}"
