"""Names of what the model has as values: kinds, types, marks, indicators, changes over years."""

from collections.abc import Mapping

from itasearch.domain.english_names import (
    english_place_name,
    english_province,
    english_town_name,
)
from itasearch.domain.organisations import organisation_types, short_name
from itasearch.domain.topics import topic
from itasearch.model.comparison import YearChange
from itasearch.model.form_check import PartCheck, Standing
from itasearch.model.records import Organisation, OrganisationType, ReportKind
from itasearch.model.source import SourceRef
from itasearch.model.towns import FEWEST_SIMILAR_TOWNS, CoverageNote
from itasearch.wording.label import Label
from itasearch.wording.labels import (
    FIELD_NAMES,
    MEANINGS,
    WordingMark,
    english_place_text,
    mark_of,
    place_text,
)

KINDS: Mapping[ReportKind, Label] = {
    ReportKind.PLAN: Label("แผน", "Plan"),
    ReportKind.RESULTS: Label("รายงานผล", "Results"),
    ReportKind.GUIDELINES: Label("แนวทาง", "Guidelines"),
}
TYPES: Mapping[OrganisationType, Label] = {
    OrganisationType.CITY_MUNICIPALITY: Label("เทศบาลนคร", "City municipality"),
    OrganisationType.TOWN_MUNICIPALITY: Label("เทศบาลเมือง", "Town municipality"),
    OrganisationType.SUBDISTRICT_MUNICIPALITY: Label("เทศบาลตำบล", "Subdistrict municipality"),
    OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION: Label(
        "องค์การบริหารส่วนตำบล", "Subdistrict administrative organisation"
    ),
    OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION: Label(
        "องค์การบริหารส่วนจังหวัด", "Provincial administrative organisation"
    ),
    OrganisationType.SPECIAL_ADMINISTRATIVE_AREA: Label(
        "เขตปกครองพิเศษ", "Special administrative area"
    ),
    OrganisationType.OTHER: Label("หน่วยงานอื่น", "Other"),
}
MARKS: Mapping[WordingMark, Label] = {
    WordingMark.SAMPLE: Label(WordingMark.SAMPLE, "Sample"),
    WordingMark.REWORDED: Label(WordingMark.REWORDED, "Reworded"),
}
MARK_MEANINGS: Mapping[WordingMark, Label] = {
    WordingMark.SAMPLE: Label(
        MEANINGS[WordingMark.SAMPLE], "An invented organisation to try itasearch with"
    ),
    WordingMark.REWORDED: Label(
        MEANINGS[WordingMark.REWORDED],
        "A shortened version reworded by itasearch, not the organisation's own words",
    ),
}
INDICATORS: Mapping[int, Label] = {
    1: Label("การปฏิบัติหน้าที่", "Performance of duties"),
    2: Label("การใช้งบประมาณ", "Budget spending"),
    3: Label("การใช้อำนาจ", "Exercise of power"),
    4: Label("การใช้ทรัพย์สินของราชการ", "Use of public assets"),
    5: Label("การแก้ไขปัญหาการทุจริต", "Tackling corruption"),
    6: Label("คุณภาพการดำเนินงาน", "Quality of operations"),
    7: Label("ประสิทธิภาพการสื่อสาร", "Effectiveness of communication"),
    8: Label("การปรับปรุงระบบการทำงาน", "Improvement of work systems"),
    9: Label("การเปิดเผยข้อมูล", "Disclosure of information"),
    10: Label("การป้องกันการทุจริต", "Prevention of corruption"),
}
"""The ten indicators of ITA."""

CHANGES: Mapping[YearChange, Label] = {
    YearChange.KEPT: Label("ทำต่อเหมือนเดิม", "kept"),
    YearChange.CHANGED: Label("ทำต่อแต่ปรับ", "changed"),
    YearChange.NEW: Label("เพิ่มใหม่", "new"),
    YearChange.RESUMED: Label("กลับมาทำ", "resumed"),
    YearChange.MAYBE: Label("อาจเป็นเรื่องเดียวกับปีก่อน", "maybe the same as before"),
}
"""In the order of their columns."""
FIRST_REPORT = Label("เริ่มนับ", "first report")
DROPPED = Label("ไม่มีแล้ว", "dropped")
COVERAGE_NOTES: Mapping[CoverageNote, Label] = {
    CoverageNote.NO_REPORT: Label(
        "ไม่มีรายงานที่มีมาตรการ จึงไม่มีอะไรให้เทียบกับแห่งอื่น",
        "It has no report with measures, so nothing is compared with others",
    ),
    CoverageNote.ALONE: Label(
        "ในคลังยังไม่มีรายงานของแห่งอื่นที่คล้ายกัน จึงยังบอกไม่ได้ว่าขาดเรื่องใด",
        "The library has no reports of similar organisations, so what is lacking is not known",
    ),
    CoverageNote.FEW_NEIGHBOURS: Label(
        f"แห่งที่คล้ายกันและมีมาตรการในคลังมีน้อยกว่า {FEWEST_SIMILAR_TOWNS} แห่ง จึงยังบอกไม่ได้ว่าส่วนใหญ่ทำอะไร",
        f"Fewer than {FEWEST_SIMILAR_TOWNS} similar organisations have measures in the library, so"
        " what most of them do is not known",
    ),
    CoverageNote.NO_GAP: Label(
        "ไม่พบเรื่องที่แห่งคล้ายกันส่วนใหญ่ทำแต่ยังไม่มี", "Nothing that most similar organisations do is lacking"
    ),
}
"""Why there are no gaps."""

STANDINGS: Mapping[Standing, Label] = {
    Standing.THERE: Label("มีในช่อง", "in its column"),
    Standing.ELSEWHERE: Label("พบในส่วนอื่น", "found elsewhere"),
    Standing.MISSING: Label("ยังไม่พบ", "not found"),
    Standing.NOT_ASKED: Label("ไม่บังคับ", "not asked for"),
}
_FOUND_IN = Label("พบใน{field}", "in {field}")
SOURCE = Label("ที่มา", "Source")
UNKNOWN_OWNER = Label("ไม่ทราบหน่วยงาน", "Unknown organisation")


def owner_name(
    organisation: Organisation | None, *, reworded: bool, language: str, province: bool = True
) -> str:
    """An organisation with its province if asked for, and the mark of a report not its own."""
    if organisation is None:
        return UNKNOWN_OWNER.text(language)
    name, place = organisation.name, organisation.province if province else None
    if language == "th":
        name += f" จังหวัด{place}" if place else ""
    else:
        name, place = english_town_name(name) or name, english_province(place or "") or place
        name += f", {place}" if place and not name.startswith(place) else ""
    mark = mark_of(organisation, reworded=reworded)
    return f"{name} ({MARKS[mark].text(language)})" if mark else name


def short_owner_name(organisation: Organisation | None, *, language: str) -> str:
    """An organisation as text names it again: its type abbreviated, in English left out."""
    if organisation is None:
        return UNKNOWN_OWNER.text(language)
    name = organisation.name
    short = short_name(name)
    if language == "en" and short is not None:
        prefix = next(one.prefix for one in organisation_types() if name.startswith(one.prefix))
        return english_place_name(name.removeprefix(prefix))
    return short or name


def indicator_name(number: int, *, language: str) -> str:
    """Number and name of an indicator."""
    return f"{number} {INDICATORS[number].text(language)}"


def topic_name(identifier: str, *, language: str) -> str:
    """Name of the topic with this id; the id itself where no topic has it."""
    known = topic(identifier)
    return identifier if known is None else (known.english if language == "en" else known.thai)


def standing_text(check: PartCheck, *, language: str) -> str:
    """Whether a row has a part of the form, or in which other field it was found."""
    if check.standing is not Standing.ELSEWHERE:
        return STANDINGS[check.standing].text(language)
    field = Label(*FIELD_NAMES[check.field or "row"]).text(language)
    return _FOUND_IN.text(language, field=field)


def place_name(source: SourceRef, *, language: str) -> str:
    """Sheet, page, table, row and line of a file as far as they are known."""
    return english_place_text(source) if language == "en" else place_text(source)
