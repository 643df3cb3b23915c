"""What a written comparison says, in Thai: names of sides, fields, outcomes and places."""

from collections.abc import Iterator

from itasearch.domain.indicators import indicator
from itasearch.domain.topics import topic
from itasearch.model.classification import Classification, Origin
from itasearch.model.comparison import (
    ComparedReport,
    Comparison,
    DifferenceKind,
    FieldDifference,
    MonthSpan,
    NoteKind,
    percent_of,
)
from itasearch.model.comparison_shown import ShownComparison, Subjects
from itasearch.model.records import Organisation, ReportKind
from itasearch.text.dates.months import MONTHS
from itasearch.wording.labels import FIELD_NAMES, MEANINGS, mark_of, mark_text, owner_text

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


def names_of(comparison: Comparison) -> Names:
    """The sides' organisations, with as much more as distinguishes them."""
    return comparison.names(_name, year_text, kind_text)


def _name(organisation: Organisation | None) -> str:
    return organisation.name if organisation else _UNKNOWN


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


def year_text(side: ComparedReport) -> str:
    """The fiscal year of a side's report."""
    year = side.fiscal_year_be
    return "ไม่ทราบปีงบประมาณ" if year is None else f"ปีงบประมาณ {year}"


def kind_text(side: ComparedReport) -> str:
    """What kind of report a side's is."""
    return _KINDS[side.kind]


def report_text(side: ComparedReport) -> str:
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


def likeness_text(similarity: float) -> str:
    """How alike two measures are, in per cent; a hundred is the same text only."""
    return f"{percent_of(similarity)} %"


def stated_subjects(found: Classification) -> str:
    """Indicator and topics that a report states or a person gave; "" for none."""
    return ", ".join(_subjects(found, inferred=False))


def inferred_subjects(found: Classification) -> str:
    """Those that were inferred from the text, labelled as such; "" for none."""
    named = ", ".join(_subjects(found, inferred=True))
    return f"เดาจากเนื้อหา: {named}" if named else ""


def _subjects(found: Classification, *, inferred: bool) -> Iterator[str]:
    if found.indicator is not None and (found.indicator.origin is Origin.GUESSED) is inferred:
        yield f"ตัวชี้วัด {_indicator(found.indicator.number)}"
    for mark in found.topics:
        if (mark.origin is Origin.GUESSED) is inferred:
            yield _topic(mark.topic)


def _indicator(number: int) -> str:
    return f"{number} {indicator(number).name}"


def _topic(identifier: str) -> str:
    known = topic(identifier)
    return known.thai if known else identifier


def subjects_text(subjects: Subjects) -> str:
    """What a comparison was narrowed to."""
    numbers = " หรือ ".join(map(_indicator, subjects.indicators))
    topics = " หรือ ".join(map(_topic, subjects.topics))
    parts = ((f"ตัวชี้วัด {numbers}", numbers), (f"เรื่อง {topics}", topics))
    return " และ ".join(text for text, given in parts if given)


def shown_text(shown: ShownComparison) -> str:
    """What of a comparison the file has."""
    parts = []
    if shown.is_narrowed:
        parts.append(f"เฉพาะที่เกี่ยวกับ{subjects_text(shown.subjects)} ทั้งที่ระบุไว้และที่เดาจากเนื้อหา")
    if shown.differences_only:
        parts.append("เฉพาะที่ต่างกัน เรียงจากต่างมากไปน้อย")
    return " · ".join(parts) or "ทั้งหมด"


def months_text(span: MonthSpan | None) -> str:
    """The months that a timeframe was read as; "" where there are none."""
    if span is None or not (span.start or span.end):
        return ""
    if span.start and span.end:
        ends = dict.fromkeys((span.start, span.end))
        months = " – ".join(map(_month, ends))
    elif span.end:
        months = f"ภายใน {_month(span.end)}"
    else:
        months = f"ตั้งแต่ {_month(span.start or '')} เป็นต้นไป"
    return months + (" (ออกนอกปีงบประมาณของรายงาน)" if span.leaves_fiscal_year else "")


def _month(year_month: str) -> str:
    year, number = year_month.split("-")
    return f"{MONTHS[int(number) - 1][1]} {year}"
