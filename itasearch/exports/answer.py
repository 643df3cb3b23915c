"""The hits of a search as tables: what each measure says, and why it was found."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import starmap

from itasearch.exports.words import (
    fields_text,
    filter_notes,
    grid_of,
    made_at,
    mark_notes,
    source_text,
    subjects_text,
    titled,
    town_text,
    year_text,
)
from itasearch.model.classification import Classification
from itasearch.model.ranking import Hit, Ranking
from itasearch.model.records import TEXT_FIELDS
from itasearch.model.tables import AnswerTable, TableFile
from itasearch.wording.labels import FIELD_NAMES

_IN_COLUMNS = {"title": 0.2, "steps": 0.24, "timeframe": 0.1, "responsible": 0.1}
"""Fields with a column of their own, and shares of the width."""
_OTHER_FIELDS = tuple(
    (name, FIELD_NAMES[name][0]) for name in TEXT_FIELDS if name not in _IN_COLUMNS
)
_MOST_COPIES = 10
"""Copies of a hit that are named; the others are counted."""

_COLUMNS = (
    ("ที่", 0.04),
    ("หน่วยงาน", 0.13),
    ("ปีงบฯ", 0.05),
    *((FIELD_NAMES[name][0], share) for name, share in _IN_COLUMNS.items()),
    ("ที่มา", 0.14),
)
_WHY_COLUMNS = (
    ("ที่", 0.04),
    (FIELD_NAMES["title"][0], 0.2),
    ("ตัวชี้วัดและเรื่อง", 0.18),
    ("เหตุที่พบ", 0.17),
    ("ข้อความเดียวกันใน", 0.17),
    ("ช่องอื่น", 0.24),
)


def answer_tables(
    found: Ranking,
    *,
    about: Mapping[str, Classification],
    names: Mapping[str, str],
    now: datetime,
) -> TableFile:
    """The hits, or the nearest measures where nothing answers, as two tables.

    Args:
        found: the answer; a search by likeness has no text.
        about: what the measures are about, by id.
        names: of the filtered organisations, by id.
        now: when the file is made.
    """
    shown = found.shown
    hits = [one for _rank, one in shown]
    text = found.query.text.strip()
    what = f"คำตอบของ “{text}”" if text else "มาตรการที่คล้ายกัน"
    notes = [made_at(now), f"{len(hits):,} มาตรการ ตามลำดับที่ตรงกับคำค้น"]
    if found.no_match:
        notes.append("ไม่พบคำตอบ มาตรการด้านล่างเป็นเพียงที่ใกล้เคียงที่สุด")
    elif found.unsure:
        notes.append("ไม่แน่ใจว่ามีคำตอบ มาตรการด้านล่างใกล้เคียงที่สุด")
    if any(rank.startswith("~") for rank, _one in shown):
        notes.append("~ หน้าลำดับ = เพียงใกล้เคียง อาจไม่ใช่สิ่งที่ค้น")
    notes += filter_notes(found.query.filters, names)
    notes += mark_notes((one.organisation, one.measure.source.reworded) for one in hits)
    return TableFile(
        title=titled(what),
        notes=tuple(notes),
        tables=(
            AnswerTable(
                name="มาตรการ",
                grid=grid_of(
                    _COLUMNS,
                    starmap(_row, shown),
                    empty="ไม่พบมาตรการ",
                    numbers=frozenset({0, 2}),
                ),
            ),
            AnswerTable(
                name="เหตุที่พบ",
                grid=grid_of(
                    _WHY_COLUMNS,
                    (
                        _why(rank, one, about.get(one.measure.id, one.classification))
                        for rank, one in shown
                    ),
                    empty="ไม่พบมาตรการ",
                    numbers=frozenset({0}),
                ),
            ),
        ),
    )


def _row(rank: str, hit: Hit) -> Sequence[str]:
    measure = hit.measure
    return (
        rank,
        town_text(hit.organisation, reworded=measure.source.reworded),
        year_text(hit.fiscal_year_be),
        measure.numbered_title,
        *(measure.text(name) for name in (*_IN_COLUMNS,)[1:]),
        source_text(measure.source),
    )


def _why(rank: str, hit: Hit, about: Classification) -> Sequence[str]:
    return (
        rank,
        hit.measure.numbered_title,
        subjects_text(about),
        hit.reason,
        _copies_text(hit),
        fields_text(hit.measure, _OTHER_FIELDS),
    )


def _copies_text(hit: Hit) -> str:
    lines = [
        f"{town_text(one.organisation, reworded=one.source.reworded)}"
        f" {year_text(one.fiscal_year_be)}"
        for one in hit.same_text[:_MOST_COPIES]
    ]
    rest = len(hit.same_text) - len(lines) + hit.more_copies
    return "\n".join([*lines, f"และอีก {rest:,} ฉบับ"] if rest else lines)
