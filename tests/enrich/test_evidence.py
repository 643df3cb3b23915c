"""What speaks against a document, by what it says itself."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from itasearch.domain.loader import load_toml
from itasearch.domain.rules import built_in_rules
from itasearch.enrich.evidence.check import findings
from itasearch.enrich.evidence.document import EvidenceDocument
from itasearch.enrich.evidence.subject import Subject, listed_item, year_of_titles
from itasearch.model.form_check import EvidenceEntry, EvidenceFault, EvidenceFinding
from itasearch.model.records import Measure, Organisation, OrganisationType, Report, ReportKind
from itasearch.model.source import SourceRef
from itasearch.wording.evidence import finding_text, remedy_text
from itasearch.wording.language import in_language
from tests.cases import cases, examples, listed, literal, optional, tupled, yes

OURS = "เทศบาลตำบลสบยางงาม"
RULES = built_in_rules()
ANALYSIS = "ผลการประเมิน ITA ที่ผ่านมาพบจุดอ่อนด้านการใช้ทรัพย์สิน"
REPORT = Report(
    id="r",
    source=SourceRef(path="m.pdf", sha256=""),
    organisation=Organisation(name=OURS, type=OrganisationType.SUBDISTRICT_MUNICIPALITY),
    fiscal_year_be=2569,
    kind=ReportKind.PLAN,
    media_type="application/pdf",
    measures=(),
)


def against(document: EvidenceDocument, number: int, year: int) -> tuple[EvidenceFinding, ...]:
    pack = RULES.pack(year)
    item = listed_item(EvidenceEntry(number=number, address="x"), pack, RULES)
    assert item is not None
    return findings(document, item, organisation=OURS, fiscal_year_be=year, pack=pack, rules=RULES)


def faults(number: int, year: int, *lines: str, is_page: bool = False) -> list[EvidenceFault]:
    document = EvidenceDocument(name="", lines=lines, is_page=is_page)
    return [finding.fault for finding in against(document, number, year)]


def plan(
    *lines: str, row: int | None = 1, texts: Mapping[str, str | None] | None = None
) -> EvidenceDocument:
    """A document of one measure with these texts."""
    measure = Measure(
        id="m",
        report_id="r",
        title="ทำทะเบียนการยืมของหลวง",
        source=SourceRef(path="m.pdf", sha256="", row_number=row),
    ).with_texts(texts or {})
    title = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปี 2569"
    return EvidenceDocument(
        name="", lines=(title, OURS, *lines), reports=(replace(REPORT, measures=(measure,)),)
    )


WHOLE = {
    "steps": "จัดทำแบบฟอร์มยืม",
    "timeframe": "ม.ค. - มี.ค. 2569",
    "responsible": "กองคลัง",
    "follow_up": "รายงานปลัดทุกไตรมาส",
}


TITLED = "รายงานผลตามแผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ 2566"


@examples("enrich_evidence", "an unfilled template names its open places", str, listed)
def test_an_unfilled_template_names_its_open_places(line: str, places: list[str]) -> None:
    document = EvidenceDocument(name="", lines=(TITLED, OURS, line))

    found = [it for it in against(document, 33, 2567) if it.fault is EvidenceFault.NOT_FILLED_IN]
    scan = against(replace(document, is_picture=True), 33, 2567)

    assert [list(it.places) for it in found] == [places] * bool(places)
    assert EvidenceFault.NOT_FILLED_IN not in [it.fault for it in scan]
    assert all(place in finding_text(it) for it in found for place in places)


@examples(
    "enrich_evidence",
    "an old plan at the item of results is not sent on to the item of this years plan",
    str,
    str,
    literal,
)
def test_an_old_plan_at_the_item_of_results_is_not_sent_on_to_the_item_of_this_years_plan(
    title: str, label: str, years: tuple[int, ...]
) -> None:
    found = against(EvidenceDocument(name="", lines=(title, OURS)), 26, 2569)

    (other,) = [it for it in found if it.fault is EvidenceFault.OTHER_ITEM]
    assert (other.item and other.item.label, other.years) == (label, years)
    with in_language("en"):
        assert remedy_text(other).startswith("Hand in the document that" if years else "Hand it")


def text_of(line: str) -> str:
    """A line that may end with how often it comes: "text ×3"."""
    text, _, times = line.partition("×")
    return text * int(times or 1)


def is_so(wanted: str, found: Sequence[EvidenceFinding]) -> bool:
    """Whether findings are as a table says.

    They are those named, "nothing" or, behind "also" or "not", among others or not among them; a
    fault may have what it names after a colon, "-" for nothing.
    """
    how, _, rest = wanted.rpartition(" ")
    if how in ("also", "not"):
        return any(is_so(rest, [one]) for one in found) is (how == "also")
    names = [] if wanted == "nothing" else wanted.split()
    details = [it.item.id if it.item else " ".join(map(str, it.years)) or "-" for it in found]
    return len(names) == len(found) and all(
        name in (it.fault.value, f"{it.fault.value}:{detail}")
        for name, it, detail in zip(names, found, details, strict=True)
    )


@examples("enrich_evidence", "documents and faults", str, int, int, str, str, tupled)
def test_what_speaks_against_a_document(
    title: str, number: int, year: int, form: str, wanted: str, lines: tuple[str, ...]
) -> None:
    document = EvidenceDocument(name="", lines=tuple(map(text_of, lines)), is_page=form == "page")

    found = against(document, number, year)

    assert is_so(wanted, found), found


def test_a_form_behind_a_manual_is_for_others_to_fill_in() -> None:
    lines = ["แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", OURS, *["ขั้นตอนการรับเรื่อง"] * 30]
    lines += ["ยื่นหนังสือที่สำนักปลัด ตอบภายใน 15 วัน"]

    assert faults(16, 2569, *lines, "ข้าพเจ้า……(ระบุชื่อ)…… ขอร้องเรียน [ระบุเรื่อง]") == []
    assert faults(16, 2569, lines[0], "[ชื่อหน่วยงาน]", *lines[1:]) == [EvidenceFault.NOT_FILLED_IN]


def test_the_plan_of_2569_has_the_title_of_former_years() -> None:
    assert against(plan(ANALYSIS, texts=WHOLE), 25, 2569) == ()


def test_of_another_year_it_is_told_by_its_title_not_by_its_cells() -> None:
    title = "รายงานผลการดำเนินการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2569 " + OURS
    cell = "ขยับไปทำในปีงบประมาณ พ.ศ. 2570 เพราะช่างติดงานอื่น"
    far = "รายละเอียด " * 60

    document = EvidenceDocument(name="", lines=(title, far, cell))
    (finding,) = [one for one in against(document, 24, 2569) if one.years]

    assert (finding.years, finding.due) == ((2569,), (2568,))


def test_any_block_of_a_page_with_the_year_makes_it_right() -> None:
    blocks = [f"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ {y}" for y in (2565, 2566, 2567)]
    rows = ["โครงการอบรมคุณธรรม สำนักปลัด 20,000 บาท"] * 30
    lines = (OURS, blocks[0], *rows, blocks[1], *rows, blocks[2], *rows)

    assert not faults(32, 2567, *lines, is_page=True)
    assert faults(32, 2567, *lines) == [EvidenceFault.OTHER_YEAR]


def test_measures_that_follow_from_nothing_lack_the_analysis() -> None:
    (finding,) = against(plan(texts=WHOLE), 25, 2569)

    assert finding.fault is EvidenceFault.NO_ANALYSIS


def test_of_measures_in_prose_only_what_is_named_nowhere_is_lacking() -> None:
    labels = ("2. ระยะเวลา: มกราคม 2569", "3. ผู้รับผิดชอบ: กองคลัง")

    (finding,) = against(plan(ANALYSIS, *labels, row=None), 25, 2569)

    assert finding.fault is EvidenceFault.LACKS_PARTS
    assert finding.parts == ("follow_up",)


def test_an_item_that_the_rules_know_in_part_is_as_the_list_calls_it() -> None:
    pack = RULES.pack(2569)
    entry = EvidenceEntry(number=7, address="x", name="O7 รายงานผลการดำเนินงานประจำปี พ.ศ. 2568")

    item = listed_item(entry, pack, RULES)

    assert item is not None
    assert (item.label, item.id, item.confirmed) == ("O7", "annual_report", False)
    assert item.title == "รายงานผลการดำเนินงานประจำปี พ.ศ. 2568"
    assert listed_item(replace(entry, number=27), pack, RULES) is None
    assert listed_item(replace(entry, number=36), RULES.pack(2567), RULES) is None


@pytest.mark.parametrize(
    ("titled", "year"), [({12, 14}, 2569), ({12, 14, 16}, 2569), ({12, 14, 16, 25}, 2568)]
)
def test_a_list_of_another_year_is_told_from_one_of_slips(titled: set[int], year: int) -> None:
    of_year = {one: {item.number: item for item in RULES.pack(one).items} for one in (2568, 2569)}
    titles = {
        number: of_year[2568 if number in titled else 2569][number].title
        for number in (4, 8, 12, 14, 16, 25)
    }
    entries = [
        EvidenceEntry(number=number, address="x", name=f"O{number} {title} กองคลัง 12 มกราคม")
        for number, title in titles.items()
    ]

    assert year_of_titles(entries, RULES.pack(2569), RULES) == year


@examples(
    "enrich_evidence", "a row without a number is of the item of its title", str, optional(int)
)
def test_a_row_without_a_number_is_of_the_item_of_its_title(name: str, number: int | None) -> None:
    entry = EvidenceEntry(number=None, address="x", name=name)

    item = listed_item(entry, RULES.pack(2567), RULES)

    assert (item and item.number) == number


@examples("enrich_evidence", "texts that may be about an item", str, str, yes)
def test_a_text_may_be_about_an_item(name: str, text: str, is_about: bool) -> None:
    pack = RULES.pack(2567)
    (item,) = (it for it in pack.items if it.id == name)

    assert Subject(item, pack, RULES).may_be_in(text) is is_about


def test_many_empty_lines_of_a_document_take_no_time() -> None:
    start = time.perf_counter()

    assert EvidenceFault.NO_MEASURES in faults(25, 2569, "มาตรการส่งเสริมความโปร่งใส", "\n" * 20_000)
    assert time.perf_counter() - start < 4


def test_results_without_outcomes_lack_them() -> None:
    title = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปี 2568"
    done = replace(plan(texts=WHOLE | {"results": "ดำเนินการแล้ว"}), lines=(title, OURS))

    (finding,) = against(done, 26, 2569)

    assert finding.parts == ("outcomes",)
    assert not against(replace(done, lines=(*done.lines, "ผลลัพธ์ ประชาชนพอใจ")), 26, 2569)


def test_the_planning_officer_and_marks_of_staff_are_no_analysis() -> None:
    texts = WHOLE | {"steps": "แจ้งคะแนนเป็นรายบุคคล"}

    (finding,) = against(
        plan("งานวิเคราะห์นโยบายและแผน", "แจ้งคะแนนเป็นรายบุคคล", texts=texts), 25, 2569
    )

    assert finding.fault is EvidenceFault.NO_ANALYSIS


def test_the_items_own_name_and_marks_that_are_followed_up_are_no_analysis() -> None:
    title = "แผนการนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร ปี 2569"
    follow_up = "ดูคะแนนความพึงพอใจทุกเดือน"
    made = plan(follow_up, texts=WHOLE | {"follow_up": follow_up})

    (finding,) = against(replace(made, lines=(title, *made.lines[1:])), 25, 2569)

    assert finding.fault is EvidenceFault.NO_ANALYSIS


def test_of_results_in_sentences_or_a_table_that_was_not_read_nothing_is_lacking() -> None:
    title = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปี 2568"
    told = plan(row=None, texts={"outcomes": "ไม่มีเรื่องร้องเรียน"})
    prose = "ในช่วงไตรมาส 2 มอบให้กองคลังทำ ปรากฏว่าได้ผลลัพธ์ดี"
    columns = ("มาตรการ", "ผู้รับผิดชอบ", "ผลการดำเนินการ", "ทำทะเบียน", "กองคลัง", "ครบถ้วน")
    item = "ทำทะเบียนยืม · ระยะเวลา: ม.ค. 2568 · ผู้รับผิดชอบ: กองคลัง · ผลการดำเนินการ: คืนครบ"

    assert not against(replace(told, lines=(title, OURS, prose)), 26, 2569)
    for lines in (columns, (item, item)):
        unread = EvidenceDocument(name="", lines=(title, OURS, *lines))
        assert not against(unread, 26, 2569)

    rows = (
        "ตัวชี้วัด\nมาตรการ\nขั้นตอน",
        "9\nลดคิว\nแจกบัตรคิวทุกเดือน",
        "10\nยืมของ\nลงทะเบียน",
        "จัดทำโดย กองคลัง",
    )
    (finding,) = against(EvidenceDocument(name="", lines=(title, OURS, *rows)), 26, 2569)
    assert finding.parts == ("timeframe", "responsible", "results")

    cards = ("มาตรการที่ 1 ลดคิว", "วิธีการ: แจกบัตรคิว", "ผู้รับผิดชอบ: กองคลัง")
    (finding,) = against(EvidenceDocument(name="", lines=(title, OURS, *cards)), 26, 2569)
    assert finding.parts == ("timeframe", "results")


def test_a_column_that_no_heading_names_is_not_lacking() -> None:
    row = plan(ANALYSIS, texts=WHOLE | {"responsible": None})
    (measure,) = row.reports[0].measures
    cells = (("ผู้ทำ", "กองคลัง"),)
    with_cell = replace(REPORT, measures=(replace(measure, raw_cells=cells),))

    assert [finding.parts for finding in against(row, 25, 2569)] == [("responsible",)]
    assert not against(replace(row, reports=(with_cell,)), 25, 2569)


@examples("enrich_evidence", "who follows up is not who is responsible", literal, str, yes)
def test_who_follows_a_measure_up_is_not_who_is_responsible_for_it(
    cells: list[tuple[str, str]], line: str, is_lacking: bool
) -> None:
    texts = WHOLE | {"responsible": None, "follow_up": cells[-1][1]}
    row = plan(ANALYSIS, line, texts=texts)
    (measure,) = row.reports[0].measures
    report = replace(REPORT, measures=(replace(measure, raw_cells=tuple(cells)),))

    found = against(replace(row, reports=(report,)), 25, 2569)

    assert [finding.parts for finding in found] == [("responsible",)] * is_lacking


def test_what_was_done_by_steps_has_the_steps() -> None:
    done = "แจกคู่มือ 40 เล่ม"
    title = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปี 2568"
    made = replace(plan(texts=WHOLE | {"steps": None, "results": done}), lines=(title, OURS))
    (measure,) = made.reports[0].measures

    def lacking(head: str) -> list[tuple[str, ...]]:
        report = replace(REPORT, measures=(replace(measure, raw_cells=((head, done),)),))
        return [it.parts for it in against(replace(made, reports=(report,)), 26, 2569)]

    assert lacking("การดำเนินการตามขั้นตอน") == []
    assert lacking("ผลที่ได้") == [("steps",)]


def test_the_head_of_a_column_is_no_analysis() -> None:
    made = plan("มาตรการ/ประเด็นที่ต้องพัฒนา\nขั้นตอน", texts=WHOLE)
    (measure,) = made.reports[0].measures
    cells = (("มาตรการ/ประเด็นที่ต้องพัฒนา", measure.title),)
    report = replace(REPORT, measures=(replace(measure, raw_cells=cells),))

    (finding,) = against(replace(made, reports=(report,)), 25, 2569)

    assert finding.fault is EvidenceFault.NO_ANALYSIS


def test_a_title_that_announces_an_analysis_is_none() -> None:
    title = "การวิเคราะห์ผลการประเมิน ITA และมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปี 2569"
    without = replace(plan(texts=WHOLE), lines=(title, OURS))

    (finding,) = against(without, 25, 2569)

    assert finding.fault is EvidenceFault.NO_ANALYSIS
    headed = replace(without, lines=(*without.lines, f"{OURS} | {title}"))
    assert against(headed, 25, 2569) == (finding,)


_EVENTS = "เจ้าหน้าที่อาจเรียกรับเงินเพื่อเร่งออกใบอนุญาตก่อสร้าง โอกาส 3 ผลกระทบ 4 ระดับสูง " * 3
_CHART = "นายกเทศมนตรี ปลัดเทศบาล สำนักปลัด กองคลัง กองช่าง กองการศึกษา หน่วยตรวจสอบภายใน " * 3


@pytest.mark.parametrize(
    ("number", "title", "rest", "part"),
    [
        (23, "ผลการประเมินความเสี่ยงการทุจริต ปีงบประมาณ พ.ศ. 2568", _EVENTS, "risk_measures"),
        (1, "แผนผังโครงสร้างองค์กร เทศบาลตำบลสบยางงาม", _CHART, "powers"),
    ],
)
def test_a_part_that_the_item_asks_for_and_nothing_is_about_is_named(
    number: int, title: str, rest: str, part: str
) -> None:
    short = EvidenceDocument(name="", lines=(title, rest))
    linked = replace(short, is_page=True, leads_on=True)

    (finding,) = against(short, number, 2568)

    assert finding.fault is EvidenceFault.LACKS_CONTENT
    assert finding.parts == (part,)
    assert "ไม่กล่าวถึง" in finding_text(finding)
    # More may be behind the links of a page; and one word of it is enough.
    assert against(linked, number, 2568) == ()
    assert (
        against(replace(short, lines=(title, rest, "อำนาจหน้าที่และมาตรการจัดการ")), number, 2568) == ()
    )


def test_a_file_that_names_its_year_is_of_that_year_whatever_leads_to_it_says() -> None:
    name = "แผนพัฒนาบุคลากร ปีงบประมาณ พ.ศ. 2568"
    old = ("แผนพัฒนาบุคลากร ประจำปีงบประมาณ พ.ศ. 2566", OURS, "อบรมพนักงาน 20 คน")

    def found(*lines: str, is_page: bool = False) -> list[EvidenceFault]:
        document = EvidenceDocument(name=name, lines=lines, is_page=is_page)
        return [one.fault for one in against(document, 14, 2568)]

    assert found(*old) == [EvidenceFault.OTHER_YEAR]
    assert found("แผนพัฒนาบุคลากร", OURS, "จัดทำเมื่อ 3 ตุลาคม 2567") == []
    assert found(*old, is_page=True) == []


def test_who_signs_and_hears_of_a_measure_is_no_other_town() -> None:
    title = "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568"
    phrases = ("ส่งนายก อบต. ลงชื่อ", "เสนอ อบต. เห็นพ้อง", "รายงานปลัด อบต. สิ้นเดือน")
    cells = tuple(f"ประกาศนโยบายไม่รับของขวัญ\n1. ร่างประกาศ\n2. {text}" for text in phrases)
    printed = tuple(cell.replace("\n", " ") for cell in cells)
    town = "องค์การบริหารส่วนตำบลสบยางงาม"
    pack = RULES.pack(2568)
    item = listed_item(EvidenceEntry(number=25, address="x"), pack, RULES)
    assert item is not None

    def whose(*lines: str) -> list[str]:
        document = EvidenceDocument(name="", lines=lines)
        found = findings(
            document, item, organisation=town, fiscal_year_be=2568, pack=pack, rules=RULES
        )
        return [finding.organisation for finding in found if finding.organisation]

    assert whose(title, town, *cells) == whose(title, town, *printed) == []
    theirs = "องค์การบริหารส่วนตำบลทุ่งหินลาด"
    for rows in (cells, printed):
        assert whose(title, theirs, *rows) == [theirs]
    order = "คำสั่งนายก อบต. ทุ่งหินลาด ที่ 12/2567"
    assert whose(order, title) == [theirs]


def test_a_table_that_nobody_filled_in_is_told_by_its_words() -> None:
    rows = ("เหตุการณ์ความเสี่ยง", "มาตรการจัดการ", "Lorem ipsum", "xxx")
    title = "การประเมินความเสี่ยงการให้หรือรับสินบน ปี 2568"
    document = EvidenceDocument(name="", lines=(title, OURS, *rows), is_page=True)

    (finding,) = against(document, 23, 2568)

    assert finding.fault is EvidenceFault.NOT_FILLED_IN
    assert finding.places == ("Lorem ipsum", "xxx")


def parts_with_words() -> Mapping[str, object]:
    parts = load_toml("document_titles.toml")["parts"]
    assert isinstance(parts, dict)
    return parts


def test_every_part_that_an_item_asks_for_has_words() -> None:
    contents = load_toml("document_titles.toml")["contents"]
    assert isinstance(contents, list)
    parts = {part for one in contents for part in one["parts"]}
    finding = EvidenceFinding(fault=EvidenceFault.LACKS_CONTENT, parts=tuple(sorted(parts)))

    assert parts == {*parts_with_words()}
    thai = finding_text(finding)
    with in_language("en"):
        assert thai != finding_text(finding)


_RIGHT = cases("enrich_evidence", "documents in order of 2568")
RIGHT = {int(row[0]): listed(row[1]) for row in _RIGHT}
"""Lines of documents in order, by the number of their item."""


@pytest.mark.parametrize("number", RIGHT)
@pytest.mark.parametrize("is_page", [True, False])
def test_a_document_that_says_all_in_own_words_is_whole(number: int, is_page: bool) -> None:
    lines = RIGHT[number]
    filled = (OURS, *lines, *["ภาพประกอบอยู่ท้ายเล่ม"] * 9)

    assert EvidenceFault.LACKS_CONTENT not in faults(number, 2568, *filled, is_page=is_page)


@examples("enrich_evidence", "parts of an item without words are named", int, str, str)
def test_parts_of_an_item_without_words_are_named(number: int, text: str, parts: str) -> None:
    lines = (text, *["ภาพประกอบอยู่ท้ายเล่ม"] * 9)
    titles = {item.number: item.title for item in RULES.pack(2568).items}
    title = "แจ้งเรื่องร้องเรียน" if number == 18 else titles[number]
    document = EvidenceDocument(name=title, lines=(title, *lines), is_page=True)

    found = {finding.fault: finding.parts for finding in against(document, number, 2568)}

    assert found.get(EvidenceFault.LACKS_CONTENT) == tuple(parts.split())


@examples("enrich_evidence", "a namesake in another district", str, yes)
def test_a_namesake_in_another_district_is_another_town(line: str, is_ours: bool) -> None:
    home = f"ยินดีต้อนรับ\n{OURS}\nอำเภอสบเงา จังหวัดลำพูน"
    document = EvidenceDocument(
        name="ติดต่อ", lines=(OURS, *line.splitlines(), "ผู้บริหาร"), is_page=True, home=home
    )

    strange = [finding.organisation for finding in against(document, 3, 2568)]

    assert [name.startswith(OURS) for name in strange] == [True] * (not is_ours)
    assert against(replace(document, home=""), 3, 2568) == ()


@pytest.mark.parametrize(
    ("number", "title", "other"),
    cases(
        "enrich_evidence", "the title of another item outweighs words of all parts", int, str, str
    ),
)
@pytest.mark.parametrize("is_page", [True, False])
def test_the_title_of_another_item_outweighs_words_of_all_parts(
    number: int, title: str, other: str, is_page: bool
) -> None:
    lines = (title, OURS, *RIGHT[number])
    document = EvidenceDocument(name=title, lines=lines, is_page=is_page)

    (finding, *_) = against(document, number, 2568)

    assert finding.item and finding.item.id == other


def test_what_is_no_evidence_for_any_item_has_nothing_to_add() -> None:
    frame = f"{OURS} สำนักงานอยู่ที่บ้านสบยาง ข่าว เอกสาร ติดต่อเรา " * 3
    feast = EvidenceDocument(
        name="งานวันเข้าพรรษา", lines=("แห่เทียนรอบตลาด",), is_page=True, links=frame
    )
    (finding,) = against(feast, 18, 2568)
    assert (finding.fault, finding.item) == (EvidenceFault.OTHER_ITEM, None)


def test_what_a_page_says_beside_its_document_counts() -> None:
    lines = (OURS, "ประกาศนโยบาย No Gift Policy ประจำปี 2568", "จะไม่รับของขวัญจากใครทั้งสิ้น " * 8)
    signed = EvidenceDocument(name="", lines=lines)

    assert [it.fault for it in against(signed, 21, 2568)] == [EvidenceFault.LACKS_CONTENT]
    assert against(replace(signed, beside="ติดป้ายรณรงค์ที่จุดบริการ"), 21, 2568) == ()


def test_a_part_that_a_heading_of_the_page_names_is_there() -> None:
    lines = ("ส่วนงาน", "กองคลัง กองช่าง", "ภารกิจตามกฎหมาย", "จัดให้มีตลาด น้ำสะอาด โรงฆ่าสัตว์ " * 9)
    title = f"ส่วนราชการ | {OURS}"
    page = EvidenceDocument(name="\n".join((title, *lines[::2])), lines=lines, is_page=True)

    assert against(page, 1, 2568) == ()


def test_a_table_without_a_title_is_about_what_the_page_says_that_leads_to_it() -> None:
    rows = (
        "ที่\nงาน\nวงเงิน\nผู้ชนะ\nวันลงนาม",
        "1\nถนนหลังตลาดสดเทศบาล\n400,000\nหจก.ยางงาม\n12 ม.ค. 68",
    )
    table = EvidenceDocument(name="ปี 2568", lines=rows, site="รายการจัดซื้อจัดจ้าง")

    assert against(table, 12, 2568) == ()
    other = replace(table, site="รวมไฟล์")
    assert [one.fault for one in against(other, 12, 2568)] == [EvidenceFault.OTHER_ITEM]


@pytest.mark.parametrize(("caption", "is_doubted"), [("ประมวลภาพกิจกรรม", True), ("", False)])
def test_photographs_of_an_event_are_no_evidence(caption: str, is_doubted: bool) -> None:
    text = f"{OURS} จัดเวทีประชาคมหมู่บ้าน หมู่ที่ 1-9 เมื่อวันที่ 5 กุมภาพันธ์ 2568 ณ ศาลากลางหมู่บ้านทุกแห่ง"
    lines = (text, "นายกเทศมนตรีกล่าวเปิดงาน", caption)
    page = EvidenceDocument(name="เวทีประชาคม", lines=lines, is_page=True, pictured=True)

    assert bool(against(page, 20, 2568)) is is_doubted
