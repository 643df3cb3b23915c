"""Names of things for people: fields, owners with their marks, places in files, corrections.

samples.toml lists which reports have a mark (domain/organisations.py); objects have it as
SourceRef.reworded and Organisation.sample.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import floor

from itasearch.domain.english_names import (
    english_province,
    english_town_name,
    in_both_languages,
)
from itasearch.domain.organisations import organisation_types
from itasearch.domain.places import regions
from itasearch.domain.topics import topic
from itasearch.model.comparison import MonthSpan
from itasearch.model.corrections import (
    ConfirmDoubt,
    Correction,
    EditCell,
    JoinMeasure,
    JudgePair,
    MadeCorrection,
    Prefer,
    RemoveMeasure,
    SetColumn,
    SetFiscalYear,
    SetOrganisation,
    SetTopics,
    SplitMeasure,
)
from itasearch.model.ranking import NameKind, UnderstoodName
from itasearch.model.records import Measure, Organisation, OrganisationType
from itasearch.model.source import SourceRef
from itasearch.text.dates.months import MONTHS
from itasearch.wording.label import Label, shortened

FIELD_NAMES: Mapping[str, tuple[str, str]] = {
    "title": ("มาตรการ", "Measure"),
    "steps": ("ขั้นตอนหรือวิธีการปฏิบัติ", "Steps"),
    "timeframe": ("ระยะเวลาดำเนินการ", "Timeframe"),
    "responsible": ("หน่วยงานรับผิดชอบ", "Responsible unit"),
    "follow_up": ("การกำกับติดตาม", "Follow-up"),
    "results": ("ผลการดำเนินการ", "Results"),
    "outcomes": ("ผลลัพธ์หรือความสำเร็จ", "Outcomes"),
    "problems": ("ปัญหาและอุปสรรค", "Problems"),
    "recommendations": ("ข้อเสนอแนะ", "Recommendations"),
    "budget": ("งบประมาณ", "Budget"),
    "evidence": ("หลักฐาน/หมายเหตุ", "Evidence and notes"),
    "row": ("ทั้งแถว", "Whole row"),
}
"""Thai and English name by field: records.TEXT_FIELDS, and "row" for the whole measure."""

_ENGLISH_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
MONTH_NAMES = tuple(
    (thai, english) for (_, thai), english in zip(MONTHS, _ENGLISH_MONTHS, strict=True)
)
"""Short Thai and English names, January first."""

_SENTENCE_NAMES = {
    "title": ("ชื่อมาตรการ", "the title"),
    "responsible": ("หน่วยงานรับผิดชอบ", "the unit responsible"),
    "outcomes": ("ผลลัพธ์", "the outcomes"),
    "evidence": ("หลักฐาน", "the evidence"),
    "row": ("ทั้งมาตรการ", "the whole measure"),
}

_OWN_COPY = re.compile(r"^corpus/added/[0-9a-f]{12}-(?=.)")
"""Prefix of the copies that the library keeps of added files."""

_LONGEST_TITLE = 60
"""Characters of a title beside a correction."""


class WordingMark(StrEnum):
    """The mark of a report that is not what the named organisation wrote, in Thai."""

    SAMPLE = "ตัวอย่าง"
    """The organisation is invented."""

    REWORDED = "เรียบเรียงใหม่"
    """The organisation is real; the words are itasearch's, shortened."""


MEANINGS = {
    WordingMark.SAMPLE: "หน่วยงานสมมติสำหรับทดลองใช้",
    WordingMark.REWORDED: "ฉบับย่อที่ itasearch เรียบเรียงใหม่ ไม่ใช่ถ้อยคำของหน่วยงาน",
}
"""Meaning of each mark in Thai, for a note beside it."""


def month_names(year_month: str) -> tuple[str, str]:
    """Thai and English name of a month such as "2565-10": "ต.ค. 2565" and "Oct 2565"."""
    year, number = year_month.split("-")
    thai, english = MONTH_NAMES[int(number) - 1]
    return f"{thai} {year}", f"{english} {year}"


def closed_span_names(span: MonthSpan) -> tuple[str, str]:
    """Thai and English names of the months of a span with both ends: "ก.พ. 2566 และ ส.ค. 2566"."""
    ends = ((one.start, one.end) for one in span.stretches or (span,))
    names = [[month_names(one) for one in dict.fromkeys(pair) if one] for pair in ends]
    thai, english = (
        [" – ".join(name[place] for name in stretch) for stretch in names] for place in (0, 1)
    )
    return _listed(thai, " และ "), _listed(english, " and ")


def _listed(names: Sequence[str], joined: str) -> str:
    """Names with commas between, and `joined` before the last one."""
    return joined.join(filter(None, (", ".join(names[:-1]), names[-1])))


UNSURE_MONTHS = Label("? อ่านเดือนได้ไม่แน่ใจ", "? months read without certainty")


def mark_of(organisation: Organisation | None, *, reworded: bool) -> WordingMark | None:
    """The mark that belongs beside an organisation's name; None for a real report.

    Args:
        reworded: whether what is shown with it comes from a reworded report; False where
            the organisation itself is meant, not one of its reports.
    """
    if reworded:
        return WordingMark.REWORDED
    return WordingMark.SAMPLE if organisation is not None and organisation.sample else None


def owner_text(organisation: Organisation, *, reworded: bool, province: str = " จังหวัด{}") -> str:
    """An organisation's name with its province, and the mark of a report that is not its own.

    Args:
        province: how a known province is appended; "{}" is its name.
    """
    place = province.format(organisation.province) if organisation.province else ""
    return organisation.name + place + mark_text(organisation, reworded=reworded)


def english_owner(organisation: Organisation) -> str:
    """A local government's name and province in English; "" for other organisations."""
    name = english_town_name(organisation.name)
    if name is None:
        return ""
    province = english_province(organisation.province or "") or ""
    return name if not province or name.startswith(province) else f"{name}, {province}"


def mark_text(organisation: Organisation | None, *, reworded: bool) -> str:
    """The mark of a report that is not the organisation's own, to append to its name, or ""."""
    mark = mark_of(organisation, reworded=reworded)
    return f" ({mark})" if mark else ""


def field_in_sentence(field: str) -> tuple[str, str]:
    """Thai and English name of a field within a sentence, such as "the steps"."""
    thai, english = FIELD_NAMES.get(field, (field, field))
    return _SENTENCE_NAMES.get(field, (thai, f"the {english.lower()}"))


def file_text(path: str) -> str:
    """A file by the name the person knows, also for the copy in the library."""
    return _OWN_COPY.sub("", path)


def place_text(source: SourceRef, *, number: Callable[[int], str] = str) -> str:
    """Sheet, page, table, row and line as far as they are known; "" where none is.

    Args:
        number: how numbers are printed; a sheet's name stays as it is.
    """
    numbers = (
        ("หน้า", source.page_number),
        ("ตาราง", source.table_number),
        ("แถว", source.row_number),
        ("บรรทัด", source.line_number),
    )
    found = [f"{label} {number(value)}" for label, value in numbers if value is not None]
    return " ".join([f"แผ่นงาน {source.sheet}", *found] if source.sheet else found)


def printed_place_text(measure: Measure, *, number: Callable[[str], str] = str) -> str:
    """Where a reader finds a measure: sheet and row, page, the number that it bears, else the
    line; "" where none is known. `number` as of `place_text`.
    """
    source, bears = measure.source, measure.number
    numbers = (
        ("แถว", source.row_number if source.sheet else None),
        ("หน้า", source.page_number),
        ("ลำดับที่", bears),
        ("บรรทัด", None if source.sheet or source.page_number or bears else source.line_number),
    )
    found = [f"{label} {number(str(value))}" for label, value in numbers if value is not None]
    return " ".join([f"แผ่นงาน {source.sheet}", *found] if source.sheet else found)


def english_place_text(source: SourceRef) -> str:
    """The same in English, as "sheet 2566, table 1, row 4"."""
    numbers = (
        ("sheet", source.sheet),
        ("page", source.page_number),
        ("line", source.line_number),
        ("table", source.table_number),
        ("row", source.row_number),
    )
    return ", ".join(f"{name} {number}" for name, number in numbers if number is not None)


def known_share(share: float) -> float:
    """A share rounded down to a thousandth: 0.9995 is not the whole, which alone is 1."""
    return floor(share * 1000 + 1e-6) / 1000


def percent_text(share: float) -> str:
    """A share in percent with one decimal, rounded as `known_share`: "99.9"."""
    return f"{100 * known_share(share):.1f}"


def score_text(score: float) -> str:
    """A score with two decimals, half a hundredth rounded up: 90.625 is "90.63"."""
    return str(Decimal(str(score)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def printed_change(score: float, before: float) -> float:
    """By how much a score is higher than one before it, as both are printed: two decimals."""
    return round(round(score, 2) - round(before, 2), 2)


def points_text(value: float) -> str:
    """Points with their sign; a true minus, and none for what rounds to zero."""
    text = f"{value:+.2f}".replace("-", "−")
    return "0.00" if text in ("+0.00", "−0.00") else text


def time_text(moment: datetime) -> str:
    """When something was done, by this machine's clock and in the Buddhist Era."""
    from itasearch.text.dates.fiscal_year import CE_OFFSET  # not for `itasearch --help`

    local = moment.astimezone()
    return f"{local:%d/%m/}{local.year + CE_OFFSET} {local:%H:%M}"


def correction_label(correction: Correction, *, language: str = "en") -> str:
    """A correction in a few words, in "th" or "en"."""
    is_thai = language == "th"
    match correction:
        case SetOrganisation(name=name):
            return f"{'หน่วยงาน' if is_thai else 'organisation'}: {name}"
        case SetFiscalYear(fiscal_year_be=year):
            return f"{'ปีงบประมาณ' if is_thai else 'fiscal year'}: {year}"
        case SetColumn(header=header, field=field):
            none = "ไม่ใช้" if is_thai else "no field"
            return f"{'คอลัมน์' if is_thai else 'column'} {header!r}: {field or none}"
        case EditCell(measure_id=measure, field=field, text=text):
            return f"{measure}: {field} = {text!r}"
        case SetTopics(measure_id=measure, topics=topics):
            none = "ให้คาดเดา" if is_thai else "left to a guess"
            named = ", ".join(topics) or none
            return f"{measure}: {'หัวข้อ' if is_thai else 'topics'} {named}"
        case SplitMeasure(measure_id=measure, lines=lines):
            parts = ", ".join(f"{field}:{number}" for field, number in lines)
            title = "ชื่อใหม่" if is_thai else "a new title"
            return f"{measure}: {'แยกที่' if is_thai else 'split at'} {parts or title}"
        case JoinMeasure(measure_id=measure) | RemoveMeasure(measure_id=measure):
            joined = ("รวมกับแถวก่อนหน้า", "joined to the row before it")
            words = joined if isinstance(correction, JoinMeasure) else ("ไม่ใช่มาตรการ", "no measure")
            return f"{measure}: {words[not is_thai]}"
        case JudgePair(measure_id=measure, other_id=other, same=same):
            words = ("เรื่องเดียวกับ", "the same as") if same else ("คนละเรื่องกับ", "not the same as")
            return f"{measure}: {words[not is_thai]} {other}"
        case ConfirmDoubt(doubt=doubt):
            return f"{'ยืนยันแล้ว' if is_thai else 'confirmed'}: {doubt}"
        case Prefer():
            return "ฉบับที่ใช้" if is_thai else "the version to use"


def numbered_correction(made: MadeCorrection, *, language: str = "en") -> str:
    """A correction with its number, and the title of the measure that it speaks of."""
    titled = f" ({shortened(made.title, _LONGEST_TITLE)})" if made.title else ""
    return f"{made.id}: {correction_label(made.correction, language=language)}{titled}"


def correction_state(made: MadeCorrection, *, language: str = "en") -> str:
    """Whether a correction has effect, in "th" or "en"."""
    is_thai = language == "th"
    if made.undone_at is not None:
        return "ยกเลิกแล้ว" if is_thai else "undone"
    if made.replaced:
        return "มีการแก้ไขใหม่แทน" if is_thai else "replaced by a later one"
    if made.placed:
        return "มีผล" if is_thai else "in force"
    return "ไม่พบแถวแล้ว" if is_thai else "finds no row any more"


UNKNOWN_ITEM = Label(
    "ไม่ทราบว่า {name} ของ OIT คือข้อมูลเรื่องใด จึงไม่ได้ใช้กรอง",
    "what the disclosure item {name} (OIT) is about is not known; it is no filter",
)


def lacking_label(name: str, of_reports: Label) -> Label:
    """Why a name of a query is no filter: an unknown disclosure item, else `of_reports`."""
    return UNKNOWN_ITEM if re.fullmatch(r"O\d+", name) else of_reports


def english_name(one: UnderstoodName) -> str:
    """What a name or year of a query was read as, in English; towns in Thai, too."""
    if one.kind is NameKind.YEAR:
        return f"fiscal year {one.name.removeprefix('ปี ')}"
    if one.kind is NameKind.ITEM:
        item, _, year = one.name.partition(":")[0].partition(" ปี ")
        about = ", ".join(known.english for name in one.filters.topics if (known := topic(name)))
        return f"{item} of {year}: {about}"
    if one.kind is NameKind.INDICATOR:
        return "indicator " + ", ".join(map(str, one.filters.indicators))
    if one.kind is NameKind.TYPE:
        kinds = {kind.type: kind.english[0] for kind in organisation_types() if not kind.whole}
        return " / ".join(kinds[kind] for kind in map(OrganisationType, one.filters.types))
    if one.kind is NameKind.PROVINCE:
        return " / ".join(english_province(name) or name for name in one.filters.provinces)
    if one.kind is NameKind.REGION:
        return next((known.english for known in regions() if known.thai == one.name), one.name)
    return in_both_languages(one.name)


def english_names_in(text: str) -> str:
    """Names and years of a query, one after the other, in English where they have such names."""
    words = re.sub(r"ปี (?=\d)", "fiscal year ", text).split(" ")
    return " ".join(english_town_name(one) or _english_announced(one) or one for one in words)


def _english_announced(word: str) -> str | None:
    place = word.removeprefix("จังหวัด")
    return english_province(place) if place != word else None
