"""The hits of a search as tables: what each measure says, and why it was found."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import starmap

from itasearch.exports.words import (
    FIELDS,
    NO_MEASURES,
    ORGANISATION,
    RANK,
    YEAR,
    fields_text,
    filter_notes,
    grid_of,
    language,
    made_at,
    mark_notes,
    phrase,
    say,
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
from itasearch.wording.label import Label
from itasearch.wording.names import SOURCE
from itasearch.wording.reasons import reason_text

_IN_COLUMNS = {"title": 0.2, "steps": 0.24, "timeframe": 0.1, "responsible": 0.1}
"""Fields with a column of their own, and shares of the width."""
_OTHER_FIELDS = tuple(name for name in TEXT_FIELDS if name not in _IN_COLUMNS)
_WHY = Label("เหตุที่พบ", "Why it was found")
_ANSWERS = Label("คำตอบของ “{text}”", "Answers to “{text}”")
_SIMILAR = Label("มาตรการที่คล้ายกัน", "Similar measures")
_RANKED = Label("{count:,} มาตรการ ตามลำดับที่ตรงกับคำค้น", "{count:,measures}, the best first")
_NO_ANSWER = Label(
    "ไม่พบคำตอบ มาตรการด้านล่างเป็นเพียงที่ใกล้เคียงที่สุด",
    "Nothing answers; the measures below are only the nearest",
)
_UNSURE = Label(
    "ไม่แน่ใจว่ามีคำตอบ มาตรการด้านล่างใกล้เคียงที่สุด",
    "Perhaps nothing answers; the measures below are the nearest",
)
_ONLY_NEAR = Label(
    "~ หน้าลำดับ = เพียงใกล้เคียง อาจไม่ใช่สิ่งที่ค้น",
    "~ before a rank: only near, perhaps not the answer",
)
_MOST_COPIES = 10
"""Copies of a hit that are named; the others are counted."""

_COLUMNS = (
    (RANK, 0.04),
    (ORGANISATION, 0.13),
    (YEAR, 0.05),
    *((FIELDS[name], share) for name, share in _IN_COLUMNS.items()),
    (SOURCE, 0.14),
)
_WHY_COLUMNS = (
    (RANK, 0.04),
    (FIELDS["title"], 0.2),
    (Label("ตัวชี้วัดและเรื่อง", "Indicator and topics"), 0.18),
    (_WHY, 0.17),
    (Label("ข้อความเดียวกันใน", "The same text in"), 0.17),
    (Label("ช่องอื่น", "Other columns"), 0.24),
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
        names: of the filtered organisations, by id.
    """
    shown = found.shown
    hits = [one for _rank, one in shown]
    text = found.query.text.strip()
    what = say(_ANSWERS if text else _SIMILAR, text=text)
    notes = [made_at(now), say(_RANKED, count=len(hits))]
    if found.no_match:
        notes.append(say(_NO_ANSWER))
    elif found.unsure:
        notes.append(say(_UNSURE))
    if any(rank.startswith("~") for rank, _one in shown):
        notes.append(say(_ONLY_NEAR))
    notes += filter_notes(found.query.filters, names)
    notes += mark_notes((one.organisation, one.measure.source.reworded) for one in hits)
    return TableFile(
        title=titled(what),
        notes=tuple(notes),
        tables=(
            AnswerTable(
                name=say(FIELDS["title"]),
                grid=grid_of(
                    _COLUMNS,
                    starmap(_row, shown),
                    empty=NO_MEASURES,
                    numbers=frozenset({0, 2}),
                ),
            ),
            AnswerTable(
                name=say(_WHY),
                grid=grid_of(
                    _WHY_COLUMNS,
                    (
                        _why(rank, one, about.get(one.measure.id, one.classification))
                        for rank, one in shown
                    ),
                    empty=NO_MEASURES,
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
        reason_text(hit.why, language="en") if language() == "en" else hit.reason,
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
    more = phrase("และอีก {count:,} ฉบับ", "and {count:,more reports}", count=rest)
    return "\n".join([*lines, more] if rest else lines)
