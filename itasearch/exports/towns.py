"""Many towns as tables: the matrix, similar towns, what one town lacks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from itasearch.domain.places import regions
from itasearch.exports.words import (
    FIELDS,
    FILE,
    FILTER,
    IN_YEAR,
    INDICATOR,
    NO_MEASURES,
    NO_PROOF,
    OF,
    ORGANISATION,
    RANK,
    REPORT,
    STEPS,
    TOPIC,
    UNKNOWN,
    YEAR,
    filter_notes,
    grid_of,
    indicator_text,
    language,
    made_at,
    mark_notes,
    name_text,
    phrase,
    province_text,
    say,
    score_text,
    source_text,
    titled,
    topic_text,
    town_text,
    type_text,
    year_text,
)
from itasearch.model.form_check import MeasureCheck, Part
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
    Gap,
    Matrix,
    MatrixRow,
    ScoreBand,
    SimilarTown,
    SimilarTownReason,
    SimilarTowns,
    WeakIndicator,
)
from itasearch.wording.better import BETTER, MOST_IMPROVED, NOBODY_BETTER, scores_of_example
from itasearch.wording.label import Label
from itasearch.wording.labels import file_text
from itasearch.wording.names import COVERAGE_NOTES, KINDS, SOURCE, standing_text

Reports = Mapping[str, ReportSummary]
"""The reports of the towns, by id."""

_AXES = {
    Axis.TOPICS: Label("หน่วยงานกับเรื่อง", "Organisations by topics"),
    Axis.INDICATORS: Label("หน่วยงานกับตัวชี้วัด ITA", "Organisations by ITA indicators"),
}
_ITA = Label("ITA", "ITA")
_HEADS = (
    (ORGANISATION, 42.0),
    (YEAR, 8.0),
    (_ITA, 9.0),
    (Label("ทำกี่ช่อง", "Columns filled"), 8.0),
)
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
        phrase(
            "{count:,} หน่วยงาน · ตัวเลขคือจำนวนมาตรการ ช่องว่างคือไม่พบ",
            "{count:,organisations} · numbers count measures, an empty cell has none",
            count=len(found.rows),
        ),
        *filter_notes(filters, names),
    ]
    if band != EVERY_TOTAL:
        values = f"{_bound(band.least)}–{_bound(band.most)}"
        notes.append(say(FILTER, kind=phrase("คะแนน ITA", "ITA total"), values=values))
    if found.left_out:
        rest = Label("ไม่ได้แสดงอีก {count:,} หน่วยงาน", "{count:,more organisations} are not shown")
        notes.append(say(rest, count=found.left_out))
    if unused:
        notes.append(phrase("ไม่มีแห่งใดทำ: {names}", "None has: {names}", names=", ".join(unused)))
    if any(cell.guessed for row in found.rows for cell in row.cells):
        notes.append(
            phrase(
                "บางมาตรการจัดเข้าช่องโดยเดาจากเนื้อหา",
                "Some measures are in their column by what their text says",
            )
        )
    notes += mark_notes((row.organisation, row.reworded) for row in found.rows)
    columns = [
        *_HEADS,
        *((names_of[at], _COUNT) for at in used),
        (FILE, _SOURCES),
    ]
    total = (
        phrase("กี่แห่งทำ", "How many have it"),
        "",
        "",
        "",
        *(str(counts[at]) for at in used),
        "",
    )
    rows = [total, *(_matrix_row(row, used, reports) for row in found.rows)]
    table = AnswerTable(
        name=phrase("ตาราง", "Table"),
        grid=grid_of(
            columns,
            rows if found.rows else [],
            empty=Label("ไม่มีหน่วยงานที่ตรงกับตัวกรอง", "No organisation passes the filters"),
            repeated=1,
            pages=max(1.0, sum(width for _, width in columns) / _PAGE),
            numbers=frozenset(range(1, len(columns) - 1)),
        ),
    )
    return TableFile(title=titled(say(_AXES[found.axis])), notes=tuple(notes), tables=(table,))


def _bound(total: float | None) -> str:
    return "" if total is None else f"{total:g}"


def _column(axis: Axis, column: str) -> str:
    return topic_text(column) if axis is Axis.TOPICS else indicator_text(int(column))


def _matrix_row(row: MatrixRow, used: Sequence[int], reports: Reports) -> Sequence[str]:
    counts = (len(row.cells[at].measure_ids) for at in used)
    sources = [reports[one].source for one in row.report_ids if one in reports]
    return (
        town_text(row.organisation, reworded=row.reworded),
        year_text(row.fiscal_year_be),
        score_text(row.total),
        str(row.covered),
        *(str(count) if count else "" for count in counts),
        "\n".join(file_text(source.path) for source in sources),
    )


_SIMILAR_COLUMNS = (
    (RANK, 0.05),
    (ORGANISATION, 0.24),
    (YEAR, 0.07),
    (Label("คล้าย (%)", "Alike (%)"), 0.08),
    (_ITA, 0.07),
    (Label("ปีของ ITA", "Year of ITA"), 0.08),
    (Label("เพราะ", "Because"), 0.41),
)
_BETTER_COLUMNS = (
    (Label("ตัวชี้วัดของเรา", "Our indicator"), 0.17),
    (Label("เราได้", "We have"), 0.07),
    (ORGANISATION, 0.15),
    (Label("เขาได้", "They have"), 0.11),
    (Label("มาตรการของเขา", "Their measure"), 0.22),
    (STEPS, 0.2),
    (SOURCE, 0.14),
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
        phrase(
            "หน่วยงานของเรา: {ours} · ITA {result}",
            "Ours: {ours} · ITA {result}",
            ours=ours,
            result=_result_text(found.result),
        ),
        *mark_notes(owners),
    )
    return TableFile(
        title=titled(
            phrase(
                "แห่งที่คล้าย{name}", "Organisations like {name}", name=name_text(found.organisation)
            )
        ),
        notes=notes,
        tables=(
            similar_table(Label("แห่งที่คล้ายเรา", "Similar organisations"), found.neighbours),
            *better_tables(found.weak),
        ),
    )


def better_tables(found: Sequence[WeakIndicator]) -> tuple[AnswerTable, ...]:
    """Measures of similar towns that do a town's weakest indicators better, and of those that
    improved most, if there are any."""
    improved = [row for weak in found for row in _better_rows(weak, weak.improved)]
    higher = [row for weak in found for row in _better_rows(weak, weak.examples) or [_nobody(weak)]]
    return (
        _better_table(Label("ใครทำได้ดีกว่า", "Who does better"), BETTER, higher),
        *(
            [_better_table(Label("ใครดีขึ้นมากที่สุด", "Most improved"), MOST_IMPROVED, improved)]
            if improved
            else []
        ),
    )


def _better_table(name: Label, rule: Label, rows: Sequence[Sequence[str]]) -> AnswerTable:
    return AnswerTable(
        name=say(name),
        notes=(say(NO_PROOF), say(rule)),
        grid=grid_of(_BETTER_COLUMNS, rows, empty=NOBODY_BETTER, numbers=frozenset({1})),
    )


def similar_table(name: Label, found: Sequence[SimilarTown]) -> AnswerTable:
    """Similar towns with the reasons why they are."""
    rows = (_similar_row(number, one) for number, one in enumerate(found, start=1))
    return AnswerTable(
        name=say(name),
        grid=grid_of(
            _SIMILAR_COLUMNS,
            rows,
            empty=Label("ไม่พบแห่งที่คล้ายกันในคลัง", "No similar organisation in the library"),
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
    return say(IN_YEAR, score=result.total, year=year_text(result.fiscal_year_be))


def _reason_text(reason: SimilarTownReason) -> str:
    value = reason.value
    match reason.kind:
        case Alike.TYPE:
            return phrase("เป็น{name}เหมือนกัน", "both {name}", name=type_text(value))
        case Alike.PROVINCE:
            name = province_text(value)
            return phrase("จังหวัด{name}เหมือนกัน", "both in {name}", name=name)
        case Alike.REGION:
            region = next((one for one in regions() if one.id == value), None)
            label = Label(region.thai, region.english) if region else Label(value, value)
            return phrase("{name}เหมือนกัน", "both in the {name}", name=say(label))
        case Alike.TOTAL:
            return phrase("คะแนนใกล้กัน {score}", "a near total, {score}", score=value)
        case Alike.PLAN:
            names = list(map(topic_text, value.split()))
            label = Label("ทำเรื่องเดียวกัน {count} เรื่อง: {names}", "{count:topics} in common: {names}")
            return say(label, count=len(names), names=", ".join(names))


def _better_rows(weak: WeakIndicator, examples: Sequence[BetterExample]) -> list[Sequence[str]]:
    return [(*_weak_cells(weak), *_better_cells(one)) for one in examples]


def _nobody(weak: WeakIndicator) -> Sequence[str]:
    return (*_weak_cells(weak), say(NOBODY_BETTER), "", "", "", "")


def _weak_cells(weak: WeakIndicator) -> tuple[str, str]:
    return indicator_text(weak.number), score_text(weak.score)


def _better_cells(one: BetterExample) -> Sequence[str]:
    stored = one.example
    inferred = Label("(ตัวชี้วัดเดาจากเนื้อหา)", "(indicator inferred from the text)")
    guess = f"\n{say(inferred)}" if one.guessed else ""
    return (
        town_text(stored.organisation, reworded=stored.measure.source.reworded),
        scores_of_example(one, language()),
        f"{stored.measure.numbered_title}{guess}",
        stored.measure.steps or "",
        _source_with_year(stored),
    )


def _source_with_year(stored: StoredMeasure) -> str:
    known = stored.fiscal_year_be
    year = "" if known is None else f"{say(YEAR)} {known}\n"
    return year + source_text(stored.measure.source)


_GAP_COLUMNS = (
    (Label("เรื่องหรือตัวชี้วัดที่ยังไม่มี", "Topic or indicator lacking"), 0.2),
    (Label("แห่งคล้ายกันที่มี", "Similar ones that have it"), 0.1),
    (Label("ตัวอย่างของ", "Example of"), 0.17),
    (FIELDS["title"], 0.2),
    (STEPS, 0.19),
    (SOURCE, 0.14),
)
_PARTS = tuple(FIELDS[part] for part in Part)
_FORM_COLUMNS = (
    (REPORT, 0.12),
    (FIELDS["title"], 0.26),
    *((name, 0.095) for name in _PARTS),
    (SOURCE, 0.145),
)
_ADVICE = Label(
    "เป็นคำแนะนำ ไม่ใช่การตัดสิน โปรแกรมอ่านจากข้อความในรายงานเท่านั้น",
    "Advice, no verdict: only what the reports say was read",
)
_COMPARED_WITH = Label(
    "{town} · รายงานปีงบฯ {year} · เทียบกับ {count} แห่งที่คล้ายกัน",
    "{town} · report of {year} · compared with {count:similar organisations}",
)
_LACKING = Label("สิ่งที่{name}ยังขาด", "What {name} lacks")


def coverage_tables(
    found: Coverage, *, measures: Mapping[str, StoredMeasure], now: datetime
) -> TableFile:
    """Gaps with examples, the parts of each measure, and the towns that it was compared with."""
    examples = [one for gap in found.gaps for one in gap.examples]
    owners = [
        (found.organisation, found.reworded),
        *((one.organisation, one.reworded) for one in found.neighbours),
        *((one.organisation, one.measure.source.reworded) for one in examples),
    ]
    notes = (
        made_at(now),
        say(
            _COMPARED_WITH,
            town=town_text(found.organisation, reworded=found.reworded),
            year=year_text(found.fiscal_year_be),
            count=len(found.neighbours),
        ),
        *(say(COVERAGE_NOTES[one]) for one in found.notes),
        say(_ADVICE),
        *mark_notes(owners),
    )
    checks = (
        _check_row(f"{say(KINDS[check.kind])} {year_text(check.fiscal_year_be)}", one, measures)
        for check in found.checks
        for one in check.measures
    )
    return TableFile(
        title=titled(say(_LACKING, name=name_text(found.organisation))),
        notes=notes,
        tables=(
            gaps_table(found),
            AnswerTable(
                name=phrase("มาตรการเขียนครบหรือยัง", "What measures leave unsaid"),
                grid=grid_of(_FORM_COLUMNS, checks, empty=NO_MEASURES),
            ),
            similar_table(Label("แห่งที่นำมาเทียบ", "Compared with"), found.neighbours),
        ),
    )


def gaps_table(found: Coverage) -> AnswerTable:
    """What most similar towns do and this one does not, with examples."""
    notes = "\n".join(say(COVERAGE_NOTES[one]) for one in found.notes)
    none = notes or phrase("ไม่มี", "None")
    rows = (row for gap in found.gaps for row in _gap_rows(gap))
    return AnswerTable(
        name=phrase("ที่ยังขาด", "Lacking"), grid=grid_of(_GAP_COLUMNS, rows, empty=none)
    )


def _gap_text(gap: Gap) -> str:
    """The topic or indicator that is lacking."""
    kind = TOPIC if gap.axis is Axis.TOPICS else INDICATOR
    return f"{say(kind)} {_column(gap.axis, gap.key)}"


def _gap_rows(gap: Gap) -> Iterator[Sequence[str]]:
    head = (_gap_text(gap), say(OF, count=gap.towns, whole=gap.of))
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
    parts = (standing_text(part, language=language()) for part in one.parts)
    source = "" if stored is None else source_text(stored.measure.source)
    return report, one.numbered_title, *parts, source
