"""Many towns as tables: the matrix, similar towns, what one town lacks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from itasearch.domain.indicators import indicator
from itasearch.domain.places import regions
from itasearch.domain.topics import topic_name
from itasearch.exports.words import (
    KINDS,
    NO_PROOF,
    UNKNOWN,
    filter_notes,
    grid_of,
    made_at,
    mark_notes,
    score_text,
    source_text,
    titled,
    town_text,
    type_text,
    year_text,
)
from itasearch.model.form_check import MeasureCheck, Part, Standing
from itasearch.model.library import ReportSummary
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.model.records import ItaResult, StoredMeasure
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.model.towns import (
    EVERY_TOTAL,
    Alike,
    Axis,
    BetterExample,
    Coverage,
    CoverageNote,
    Gap,
    Matrix,
    MatrixRow,
    ScoreBand,
    SimilarTown,
    SimilarTownReason,
    SimilarTowns,
    WeakIndicator,
)
from itasearch.wording.better import BETTER, MOST_IMPROVED, NOBODY_BETTER
from itasearch.wording.label import Label
from itasearch.wording.labels import FIELD_NAMES, file_text

Reports = Mapping[str, ReportSummary]
"""The reports of the towns, by id."""

_AXES = {Axis.TOPICS: "เรื่อง", Axis.INDICATORS: "ตัวชี้วัด ITA"}
_HEADS = (("หน่วยงาน", 42.0), ("ปีงบฯ", 8.0), ("ITA", 9.0), ("ทำกี่ช่อง", 8.0))
_COUNT, _SOURCES = 12.0, 36.0
"""Widths of a column of counts and of the last one, in the unit of _HEADS: a page has 170."""
_PAGE = 170.0
"""Width of a page in that unit, as in documents/sheet.py."""


def matrix_tables(
    found: Matrix,
    *,
    reports: Reports,
    now: datetime,
    filters: Filters = NO_FILTERS,
    names: Mapping[str, str],
    band: ScoreBand = EVERY_TOTAL,
) -> TableFile:
    """Numbers of measures by town and column; columns that no town fills are named in a note."""
    counts = [
        sum(1 for row in found.rows if row.cells[at].measure_ids)
        for at in range(len(found.columns))
    ]
    used = [at for at, count in enumerate(counts) if count]
    names_of = [_column(found.axis, one) for one in found.columns]
    unused = [name for name, count in zip(names_of, counts, strict=True) if not count]
    notes = [
        made_at(now),
        f"{len(found.rows):,} หน่วยงาน · ตัวเลขคือจำนวนมาตรการ ช่องว่างคือไม่พบ",
        *filter_notes(filters, names),
    ]
    if band != EVERY_TOTAL:
        notes.append(f"ตัวกรอง คะแนน ITA: {_bound(band.least)}–{_bound(band.most)}")
    if found.left_out:
        notes.append(f"ไม่ได้แสดงอีก {found.left_out:,} หน่วยงาน")
    if unused:
        notes.append(f"ไม่มีแห่งใดทำ: {', '.join(unused)}")
    if any(cell.guessed for row in found.rows for cell in row.cells):
        notes.append("บางมาตรการจัดเข้าช่องโดยเดาจากเนื้อหา")
    notes += mark_notes((row.organisation, row.reworded) for row in found.rows)
    columns = [
        *_HEADS,
        *((names_of[at], _COUNT) for at in used),
        ("แฟ้มต้นฉบับ", _SOURCES),
    ]
    total = ("กี่แห่งทำ", "", "", "", *(str(counts[at]) for at in used), "")
    rows = [total, *(_matrix_row(row, used, reports) for row in found.rows)]
    table = AnswerTable(
        name="ตาราง",
        grid=grid_of(
            columns,
            rows if found.rows else [],
            empty="ไม่มีหน่วยงานที่ตรงกับตัวกรอง",
            repeated=1,
            pages=max(1.0, sum(width for _, width in columns) / _PAGE),
            numbers=frozenset(range(1, len(columns) - 1)),
        ),
    )
    return TableFile(
        title=titled(f"หน่วยงานกับ{_AXES[found.axis]}"), notes=tuple(notes), tables=(table,)
    )


def _bound(total: float | None) -> str:
    return "" if total is None else f"{total:g}"


def _column(axis: Axis, column: str) -> str:
    return topic_name(column) if axis is Axis.TOPICS else indicator(int(column)).numbered


def _matrix_row(row: MatrixRow, used: Sequence[int], reports: Reports) -> Sequence[str]:
    counts = (len(row.cells[at].measure_ids) for at in used)
    return (
        town_text(row.organisation, reworded=row.reworded),
        year_text(row.fiscal_year_be),
        score_text(row.total),
        str(row.covered),
        *(str(count) if count else "" for count in counts),
        _files(row.report_ids, reports),
    )


def _files(report_ids: Sequence[str], reports: Reports) -> str:
    return "\n".join(file_text(reports[one].source.path) for one in report_ids if one in reports)


_SIMILAR_COLUMNS = (
    ("ที่", 0.05),
    ("หน่วยงาน", 0.24),
    ("ปีงบฯ", 0.07),
    ("คล้าย (%)", 0.08),
    ("ITA", 0.07),
    ("ปีของ ITA", 0.08),
    ("เพราะ", 0.41),
)
_BETTER_COLUMNS = (
    ("ตัวชี้วัดของเรา", 0.17),
    ("เราได้", 0.07),
    ("หน่วยงาน", 0.15),
    ("เขาได้", 0.11),
    ("มาตรการของเขา", 0.22),
    ("ขั้นตอน", 0.2),
    ("ที่มา", 0.14),
)


def similar_tables(found: SimilarTowns, *, now: datetime) -> TableFile:
    """Similar towns, and measures of those that do the weakest indicators better."""
    ours = town_text(found.organisation, reworded=found.reworded)
    examples = [one for weak in found.weak for one in (*weak.examples, *weak.improved)]
    owners = [
        (found.organisation, found.reworded),
        *((one.organisation, one.reworded) for one in found.neighbours),
        *((one.example.organisation, one.example.measure.source.reworded) for one in examples),
    ]
    notes = (
        made_at(now),
        f"หน่วยงานของเรา: {ours} · ITA {_result_text(found.result)}",
        *mark_notes(owners),
    )
    return TableFile(
        title=titled(f"แห่งที่คล้าย{found.organisation.name}"),
        notes=notes,
        tables=(
            similar_table("แห่งที่คล้ายเรา", found.neighbours),
            *better_tables(found.weak),
        ),
    )


def better_tables(found: Sequence[WeakIndicator]) -> tuple[AnswerTable, ...]:
    """Measures of similar towns that do a town's weakest indicators better, and of those that
    improved most, if there are any."""
    improved = [row for weak in found for row in _better_rows(weak, weak.improved)]
    higher = [row for weak in found for row in _better_rows(weak, weak.examples) or [_nobody(weak)]]
    return (
        _better_table("ใครทำได้ดีกว่า", BETTER, higher),
        *([_better_table("ใครดีขึ้นมากที่สุด", MOST_IMPROVED, improved)] if improved else []),
    )


def _better_table(name: str, rule: Label, rows: Sequence[Sequence[str]]) -> AnswerTable:
    return AnswerTable(
        name=name,
        notes=(rule.th, NO_PROOF),
        grid=grid_of(_BETTER_COLUMNS, rows, empty=NOBODY_BETTER.th, numbers=frozenset({1})),
    )


def similar_table(name: str, found: Sequence[SimilarTown]) -> AnswerTable:
    """Similar towns with the reasons why they are."""
    rows = (_similar_row(number, one) for number, one in enumerate(found, start=1))
    return AnswerTable(
        name=name,
        grid=grid_of(
            _SIMILAR_COLUMNS,
            rows,
            empty="ไม่พบแห่งที่คล้ายกันในคลัง",
            numbers=frozenset({0, 2, 3, 4, 5}),
        ),
    )


def _similar_row(number: int, one: SimilarTown) -> Sequence[str]:
    result = one.result
    return (
        str(number),
        town_text(one.organisation, reworded=one.reworded),
        year_text(one.fiscal_year_be),
        str(round(100 * one.likeness)),
        score_text(result.total if result else None),
        year_text(result.fiscal_year_be if result else None),
        "\n".join(map(_reason_text, one.reasons)),
    )


def _result_text(result: ItaResult | None) -> str:
    if result is None or result.total is None:
        return UNKNOWN
    return f"{result.total:.2f} (ปี {year_text(result.fiscal_year_be)})"


def _reason_text(reason: SimilarTownReason) -> str:
    value = reason.value
    match reason.kind:
        case Alike.TYPE:
            return f"เป็น{type_text(value)}เหมือนกัน"
        case Alike.PROVINCE:
            return f"จังหวัด{value}เหมือนกัน"
        case Alike.REGION:
            return f"{next((one.thai for one in regions() if one.id == value), value)}เหมือนกัน"
        case Alike.TOTAL:
            return f"คะแนนใกล้กัน {value}"
        case Alike.PLAN:
            names = [topic_name(one) for one in value.split()]
            return f"ทำเรื่องเดียวกัน {len(names)} เรื่อง: {', '.join(names)}"


def _better_rows(weak: WeakIndicator, examples: Sequence[BetterExample]) -> list[Sequence[str]]:
    return [(*_weak_cells(weak), *_better_cells(one)) for one in examples]


def _nobody(weak: WeakIndicator) -> Sequence[str]:
    return (*_weak_cells(weak), NOBODY_BETTER.th, "", "", "", "")


def _weak_cells(weak: WeakIndicator) -> tuple[str, str]:
    return indicator(weak.number).numbered, score_text(weak.score)


def _better_cells(one: BetterExample) -> Sequence[str]:
    stored = one.example
    score = f"{one.score:.2f} (ปี {one.score_year_be})"
    if one.later is not None:
        score += f"\nปีถัดมา {one.later:.2f}"
    guess = "\n(ตัวชี้วัดเดาจากเนื้อหา)" if one.guessed else ""
    return (
        town_text(stored.organisation, reworded=stored.measure.source.reworded),
        score,
        f"{stored.measure.numbered_title}{guess}",
        stored.measure.steps or "",
        _source_with_year(stored),
    )


def _source_with_year(stored: StoredMeasure) -> str:
    year = "" if stored.fiscal_year_be is None else f"ปีงบฯ {stored.fiscal_year_be}\n"
    return year + source_text(stored.measure.source)


_GAP_COLUMNS = (
    ("เรื่องหรือตัวชี้วัดที่ยังไม่มี", 0.2),
    ("แห่งคล้ายกันที่มี", 0.1),
    ("ตัวอย่างของ", 0.17),
    ("มาตรการ", 0.2),
    ("ขั้นตอน", 0.19),
    ("ที่มา", 0.14),
)
_PARTS = tuple(FIELD_NAMES[part][0] for part in Part)
_FORM_COLUMNS = (
    ("รายงาน", 0.12),
    ("มาตรการ", 0.26),
    *((name, 0.095) for name in _PARTS),
    ("ที่มา", 0.145),
)
_STANDINGS = {
    Standing.THERE: "มี",
    Standing.MISSING: "ยังไม่พบ",
    Standing.NOT_ASKED: "ไม่บังคับ",
}
COVERAGE_NOTES = {
    CoverageNote.NO_REPORT: "ไม่มีรายงานของปีที่เลือก จึงไม่มีอะไรให้เทียบ",
    CoverageNote.ALONE: "ในคลังยังไม่มีรายงานของแห่งอื่น จึงยังบอกไม่ได้ว่าเราขาดเรื่องใด",
    CoverageNote.FEW_NEIGHBOURS: "แห่งที่คล้ายกันในคลังมีน้อยเกินไป จึงยังบอกไม่ได้ว่าส่วนใหญ่ทำอะไร",
    CoverageNote.NO_GAP: "ไม่พบเรื่องที่แห่งคล้ายกันส่วนใหญ่ทำแต่เรายังไม่มี",
}
"""Why there are no gaps."""
_ADVICE = "เป็นคำแนะนำ ไม่ใช่การตัดสิน โปรแกรมอ่านจากข้อความในรายงานเท่านั้น"


def coverage_tables(
    found: Coverage, *, measures: Mapping[str, StoredMeasure], now: datetime
) -> TableFile:
    """Gaps with examples, the parts of each measure, and the towns that it was compared with.

    Args:
        found: what a town covers and lacks.
        measures: its own measures, by id.
        now: when the file is made.
    """
    examples = [one for gap in found.gaps for one in gap.examples]
    owners = [
        (found.organisation, found.reworded),
        *((one.organisation, one.reworded) for one in found.neighbours),
        *((one.organisation, one.measure.source.reworded) for one in examples),
    ]
    notes = (
        made_at(now),
        f"{town_text(found.organisation, reworded=found.reworded)}"
        f" · รายงานปีงบฯ {year_text(found.fiscal_year_be)}"
        f" · เทียบกับ {len(found.neighbours)} แห่งที่คล้ายกัน",
        *(COVERAGE_NOTES[one] for one in found.notes),
        _ADVICE,
        *mark_notes(owners),
    )
    checks = (
        _check_row(f"{KINDS[check.kind]} {year_text(check.fiscal_year_be)}", one, measures)
        for check in found.checks
        for one in check.measures
    )
    return TableFile(
        title=titled(f"สิ่งที่{found.organisation.name}ยังขาด"),
        notes=notes,
        tables=(
            gaps_table(found),
            AnswerTable(
                name="มาตรการเขียนครบหรือยัง",
                grid=grid_of(_FORM_COLUMNS, checks, empty="ไม่มีมาตรการ"),
            ),
            similar_table("แห่งที่นำมาเทียบ", found.neighbours),
        ),
    )


def gaps_table(found: Coverage) -> AnswerTable:
    """What most similar towns do and this one does not, with examples."""
    none = "\n".join(COVERAGE_NOTES[one] for one in found.notes) or "ไม่มี"
    rows = (row for gap in found.gaps for row in _gap_rows(gap))
    return AnswerTable(name="ที่ยังขาด", grid=grid_of(_GAP_COLUMNS, rows, empty=none))


def gap_text(gap: Gap) -> str:
    """The topic or indicator that is lacking."""
    kind = "เรื่อง" if gap.axis is Axis.TOPICS else "ตัวชี้วัด"
    return f"{kind} {_column(gap.axis, gap.key)}"


def _gap_rows(gap: Gap) -> Iterator[Sequence[str]]:
    head = (gap_text(gap), f"{gap.towns} จาก {gap.of}")
    if not gap.examples:
        yield (*head, "", "", "", "")
    for one in gap.examples:
        yield (
            *head,
            town_text(one.organisation, reworded=one.measure.source.reworded),
            one.measure.numbered_title,
            one.measure.steps or "",
            _source_with_year(one),
        )


def _check_row(
    report: str, one: MeasureCheck, measures: Mapping[str, StoredMeasure]
) -> Sequence[str]:
    stored = measures.get(one.measure_id)
    parts = (
        f"พบใน{FIELD_NAMES[part.field or 'row'][0]}"
        if part.standing is Standing.ELSEWHERE
        else _STANDINGS[part.standing]
        for part in one.parts
    )
    source = "" if stored is None else source_text(stored.measure.source)
    return report, one.numbered_title, *parts, source
