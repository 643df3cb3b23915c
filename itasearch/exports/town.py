"""One town as tables: its reports, scores, topics and measures, and what others have of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from itasearch.domain.topics import topic_name, topics
from itasearch.exports.towns import better_tables, gaps_table, similar_table
from itasearch.exports.words import (
    KINDS,
    grid_of,
    made_at,
    mark_notes,
    source_text,
    subjects_text,
    titled,
    town_text,
    year_text,
)
from itasearch.exports.years import scores_table
from itasearch.model.library import ReportSummary
from itasearch.model.records import StoredMeasure
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.model.town import CopyTown, TownCopies, TownOverview, YearTopics
from itasearch.model.towns import TownMeasure
from itasearch.wording.labels import file_text

_REPORT_COLUMNS = (("ปีงบฯ", 0.1), ("รายงาน", 0.2), ("มาตรการ", 0.1), ("แฟ้มต้นฉบับ", 0.6))
_MEASURE_COLUMNS = (
    ("ปีงบฯ", 0.06),
    ("รายงาน", 0.08),
    ("มาตรการ", 0.22),
    ("ขั้นตอน", 0.24),
    ("หน่วยงานรับผิดชอบ", 0.1),
    ("ตัวชี้วัดและเรื่อง", 0.16),
    ("ที่มา", 0.14),
)
_COPY_COLUMNS = (
    ("หน่วยงาน", 0.4),
    ("มีเมื่อ", 0.24),
    ("ข้อความ", 0.12),
    ("ปีของที่นี่", 0.12),
    ("ปีของเขา", 0.12),
)
_BY_REPORTS = "ดูจากปีของรายงานในคลังเท่านั้น ต้นฉบับจริงอาจอยู่นอกคลัง การใช้ข้อความร่วมกันไม่ใช่ความผิด"
_CUT = "มีมาตรการหรือสำเนามาก จึงดูเพียงบางส่วน จำนวนจริงอาจมากกว่านี้"


def town_tables(
    found: TownOverview, *, measures: Mapping[str, StoredMeasure], now: datetime
) -> TableFile:
    """All that the page of a town shows.

    Args:
        found: the town.
        measures: its own measures, by id; those that are gone are left out.
        now: when the file is made.
    """
    record = found.record
    owners = [
        (record.organisation, record.reworded),
        *((one.organisation, one.reworded) for one in found.similar.neighbours),
        *((one.organisation, False) for one in (*found.copies.earlier, *found.copies.later)),
    ]
    notes = (
        made_at(now),
        f"{town_text(record.organisation, reworded=record.reworded)}"
        f" · รายงาน {len(record.reports):,} ฉบับ · มาตรการ {len(record.measures):,} รายการ",
        *mark_notes(owners),
    )
    return TableFile(
        title=titled(record.organisation.name),
        notes=notes,
        tables=(
            AnswerTable(
                name="รายงาน",
                grid=grid_of(
                    _REPORT_COLUMNS,
                    map(_report_row, record.reports),
                    empty="ไม่มีรายงาน",
                    numbers=frozenset({0, 2}),
                ),
            ),
            scores_table(record.results[::-1]),
            _topics_table(record.topics[::-1]),
            AnswerTable(
                name="มาตรการ",
                grid=grid_of(
                    _MEASURE_COLUMNS,
                    (
                        _measure_row(one, measures[one.id])
                        for one in record.measures
                        if one.id in measures
                    ),
                    empty="ไม่มีมาตรการ",
                    numbers=frozenset({0}),
                ),
            ),
            similar_table("แห่งที่คล้ายกัน", found.similar.neighbours),
            *better_tables(found.similar.weak),
            gaps_table(found.coverage),
            _copies_table(found.copies),
        ),
    )


def _report_row(report: ReportSummary) -> Sequence[str]:
    return (
        year_text(report.fiscal_year_be),
        KINDS[report.kind],
        str(report.measures),
        file_text(report.source.path),
    )


def _topics_table(years: Sequence[YearTopics]) -> AnswerTable:
    columns = [
        ("เรื่อง", 3.0),
        *((f"ปี {year_text(year.fiscal_year_be)}", 1.0) for year in years),
    ]
    rows = (
        (topic_name(one.id), *(str(year.topics.get(one.id, "")) for year in years))
        for one in topics()
        if any(one.id in year.topics for year in years)
    )
    return AnswerTable(
        name="เรื่องในแต่ละปี",
        notes=("จำนวนมาตรการที่เกี่ยวกับแต่ละเรื่อง โปรแกรมจัดเรื่องจากเนื้อหา",),
        grid=grid_of(
            columns,
            rows,
            empty="ไม่พบเรื่อง",
            repeated=1,
            numbers=frozenset(range(1, len(columns))),
        ),
    )


def _measure_row(one: TownMeasure, stored: StoredMeasure) -> Sequence[str]:
    measure = stored.measure
    return (
        year_text(one.fiscal_year_be),
        KINDS[one.kind],
        measure.numbered_title,
        measure.steps or "",
        measure.responsible or "",
        subjects_text(one.about),
        source_text(measure.source),
    )


def _copies_table(found: TownCopies) -> AnswerTable:
    count = f"{found.shared:,} จาก {found.texts:,} ข้อความมีในรายงานของแห่งอื่นด้วย"
    return AnswerTable(
        name="ข้อความที่เหมือน",
        notes=(count, _BY_REPORTS, *((_CUT,) if found.cut else ())),
        grid=grid_of(
            _COPY_COLUMNS,
            _copy_rows(found),
            empty="ไม่พบข้อความที่เหมือนกับแห่งอื่นในปีก่อนหรือปีหลัง",
            numbers=frozenset({2, 3, 4}),
        ),
    )


def _copy_rows(found: TownCopies) -> Iterator[Sequence[str]]:
    whole = ((found.earlier, found.earlier_towns), (found.later, found.later_towns))
    for when, (towns, total) in zip(("มีมาก่อน", "มีในปีหลัง"), whole, strict=True):
        yield from (_copy_row(one, when) for one in towns)
        if total > len(towns):
            yield (f"และอีก {total - len(towns):,} แห่ง", when, "", "", "")


def _copy_row(one: CopyTown, when: str) -> Sequence[str]:
    return (
        town_text(one.organisation, reworded=False),
        when,
        str(one.texts),
        str(one.fiscal_year_be),
        str(one.copy_year_be),
    )
