"""What speaks against a document, by what it says itself."""

import time
from collections.abc import Mapping
from dataclasses import replace

import pytest

from itasearch.domain.loader import load_toml
from itasearch.domain.rules import built_in_rules
from itasearch.enrich.evidence.check import findings
from itasearch.enrich.evidence.document import EvidenceDocument
from itasearch.enrich.evidence.subject import listed_item, year_of_titles
from itasearch.model.form_check import EvidenceEntry, EvidenceFault, EvidenceFinding
from itasearch.model.records import Measure, Organisation, OrganisationType, Report, ReportKind
from itasearch.model.source import SourceRef
from itasearch.wording.evidence import finding_text, remedy_text
from itasearch.wording.language import in_language

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


def test_a_table_of_posts_and_a_page_in_english_are_about_who_leads_and_where_to_ask() -> None:
    posts = ("นายสมหมาย ใจบุญ", "นายก", "081-000-1111", "นางวิไล ศรีทอง", "รองนายก", "081-000-1112")
    contact = ("Contact us", "99 Moo 4. Telephone 0-4300-1234, e-mail saraban@example.go.th.")

    assert faults(2, 2567, *posts, is_page=True) == []
    assert faults(4, 2567, *contact, is_page=True) == []


TITLED = "รายงานผลตามแผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ 2566"


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("«ผลการดำเนินการของหน่วยงาน»", ["«ผลการดำเนินการของหน่วยงาน»"]),
        ("ผู้รับผิดชอบ [ชื่อหน่วยงาน] และ <ชื่อกอง>", ["[ชื่อหน่วยงาน]", "<ชื่อกอง>"]),
        ("จัดอบรมให้……(ระบุกลุ่มเป้าหมาย)……", ["……(ระบุกลุ่มเป้าหมาย)……"]),
        ("คลิกหรือแตะที่นี่เพื่อป้อนข้อความ", ["คลิกหรือแตะที่นี่เพื่อป้อนข้อความ"]),
        ("เทศบาลตำบล.................. ", ["เทศบาลตำบล.................."]),
        ("ประจำปีงบประมาณ พ.ศ. ๒๕xx", ["พ.ศ. ๒๕xx"]),
        ("ลงชื่อ ........................ (ระบุชื่อ) ผู้รายงาน", []),
        ("( ........................ )", []),
        ("อื่น ๆ (โปรดระบุ) ..........", []),
        ("เทศบาลตำบล......สบยางงาม...... ประจำปีงบประมาณ พ.ศ. ……2566……", []),
        ("อำนาจหน้าที่ขององค์การบริหารส่วนตำบล .............. ๕", []),
        ("[๑] ดูระเบียบข้อ ๔ [แนบท้าย] «", []),
    ],
)
def test_an_unfilled_template_names_its_open_places(line: str, places: list[str]) -> None:
    document = EvidenceDocument(name="", lines=(TITLED, OURS, line))

    found = [it for it in against(document, 33, 2567) if it.fault is EvidenceFault.NOT_FILLED_IN]
    scan = against(replace(document, is_picture=True), 33, 2567)

    assert [list(it.places) for it in found] == [places] * bool(places)
    assert EvidenceFault.NOT_FILLED_IN not in [it.fault for it in scan]
    assert all(place in finding_text(it) for it in found for place in places)


@pytest.mark.parametrize(
    ("title", "label", "years"),
    [
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ 2568", "O25", (2568,)),
        ("แผนการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใส ประจำปี 2568", "O25", (2568,)),
        ("แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2568", "O23", (2568,)),
        ("การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร ประจำปี 2569", "O25", ()),
    ],
)
def test_an_old_plan_at_the_item_of_results_is_not_sent_on_to_the_item_of_this_years_plan(
    title: str, label: str, years: tuple[int, ...]
) -> None:
    found = against(EvidenceDocument(name="", lines=(title, OURS)), 26, 2569)

    (other,) = [it for it in found if it.fault is EvidenceFault.OTHER_ITEM]
    assert (other.item and other.item.label, other.years) == (label, years)
    with in_language("en"):
        assert remedy_text(other).startswith("Hand in the document that" if years else "Hand it")


def test_what_was_done_for_integrity_is_no_plan_though_it_is_not_called_a_report() -> None:
    title = "การดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใส ปี 2568"

    assert EvidenceFault.OTHER_ITEM not in faults(26, 2569, title, OURS)


def test_a_form_behind_a_manual_is_for_others_to_fill_in() -> None:
    lines = ["แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", OURS, *["ขั้นตอนการรับเรื่อง"] * 30]
    lines += ["ยื่นหนังสือที่สำนักปลัด ตอบภายใน 15 วัน"]

    assert faults(16, 2569, *lines, "ข้าพเจ้า……(ระบุชื่อ)…… ขอร้องเรียน [ระบุเรื่อง]") == []
    assert faults(16, 2569, lines[0], "[ชื่อหน่วยงาน]", *lines[1:]) == [EvidenceFault.NOT_FILLED_IN]


@pytest.mark.parametrize(
    ("number", "title", "is_right"),
    [
        (30, "การประเมินความเสี่ยงการทุจริต ประจำปี 2567", True),
        (31, "รายงานผลการจัดการความเสี่ยงการทุจริตและประพฤติมิชอบ ปี 2567", True),
        (33, "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566", False),
        (33, "รายงานผลตามแผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ 2566", True),
    ],
)
def test_its_title_tells_plan_from_report(number: int, title: str, is_right: bool) -> None:
    table = "มาตรการจัดการความเสี่ยง ผลการดำเนินการ ระยะเวลา ผู้รับผิดชอบ กองคลัง สำนักปลัด"

    others = faults(number, 2567, title, OURS, table)

    assert (EvidenceFault.OTHER_ITEM not in others) == is_right


def test_the_plan_of_2569_has_the_title_of_former_years() -> None:
    assert against(plan(ANALYSIS, texts=WHOLE), 25, 2569) == ()


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (15, ("ประกาศรับโอนพนักงานเทศบาล", "ตำแหน่งนายช่างโยธา 1 อัตรา ยื่นใบสมัครที่งานการเจ้าหน้าที่ "
              "ภายใน 15 มกราคม พร้อมสำเนาทะเบียนบ้านและบัตรประชาชน")),
        (17, ("แจ้งไฟดับ ถนนชำรุด", "กรอกชื่อ ที่อยู่ และจุดที่เสีย กองช่างจะออกซ่อมภายในเจ็ดวันทำการ "
              "แนบรูปถ่ายของจุดที่เสียหายได้สามรูป")),
        (14, ("ประกาศเทศบาล เรื่อง ผู้ผ่านเกณฑ์ ปี 2568", "รายชื่อผู้ผ่านการสรรหาเป็นพนักงานจ้าง",
              "กานดา ศรีเมือง รายงานตัวที่งานบริหารทรัพยากรบุคคล")),
    ],
)  # fmt: skip
def test_what_says_nothing_of_it_is_no_evidence(number: int, lines: tuple[str, ...]) -> None:
    (finding,) = against(EvidenceDocument(name="", lines=(*lines, OURS)), number, 2569)

    assert finding == EvidenceFinding(fault=EvidenceFault.OTHER_ITEM)


@pytest.mark.parametrize(
    "rows",
    [
        ("ปีงบประมาณ\nเดือน\nภาษีป้าย\nรวม", *(f"2567\n{m}\n21\n21" for m in ("ตุลาคม", "มกราคม") * 2)),
        ("ปี\nประเภท\nจำนวน", *(f"2567\nขอใช้น้ำประปา หมู่ {m}\n1,204" for m in range(1, 6))),
    ],
)
def test_a_data_file_without_a_title_may_be_the_statistics(rows: tuple[str, ...]) -> None:
    assert not faults(12, 2567, *rows)
    assert faults(25, 2567, *rows) == [EvidenceFault.OTHER_ITEM]


def test_a_plan_made_before_its_year_is_of_its_year() -> None:
    title = "การประเมินความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. {} " + OURS
    made = "จัดทำเมื่อ ๙ ตุลาคม {}"

    assert not faults(30, 2567, title.format("๒๕๖๗"), made.format("๒๕๖๖"))
    assert faults(30, 2567, title.format("๒๕๖๘"), made.format("๒๕๖๗")) == [EvidenceFault.OTHER_YEAR]


def test_of_another_year_it_is_told_by_its_title_not_by_its_cells() -> None:
    title = "รายงานผลการดำเนินการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2569 " + OURS
    cell = "ขยับไปทำในปีงบประมาณ พ.ศ. 2570 เพราะช่างติดงานอื่น"
    far = "รายละเอียด " * 60

    document = EvidenceDocument(name="", lines=(title, far, cell))
    (finding,) = [one for one in against(document, 24, 2569) if one.years]

    assert (finding.years, finding.due) == ((2569,), (2568,))


def test_a_plan_of_several_years_is_of_its_last_one() -> None:
    title = "แผนการบริหารทรัพยากรบุคคล ประจำปี พ.ศ. {}"

    assert not faults(23, 2566, title.format("2564 – 2566"), OURS)
    assert faults(23, 2566, title.format("2562 – 2564"), OURS) == [EvidenceFault.OTHER_YEAR]
    assert faults(23, 2566, title.format("๒๕๖๓ ถึง ๒๕๖๕"), OURS) == [EvidenceFault.OTHER_YEAR]


def test_a_law_about_all_towns_is_no_name_of_one() -> None:
    law = "มาตรา 50 เทศบาลตำบลอาจจัดทำกิจการต่อไปนี้ในเขตของตน เทศบาลตำบลต้องจัดให้มีตลาด"

    assert not faults(3, 2566, "อำนาจหน้าที่ของเทศบาล", law)
    assert not faults(3, 2566, "อำนาจหน้าที่", "เทศบาลตำบลมีหน้าที่ต้องทำในเขตของตน ดังนี้", is_page=True)


@pytest.mark.parametrize(
    ("date", "wanted"),
    [("๒๑ พฤศจิกายน ๒๕๖๖", []), ("๙ กุมภาพันธ์ พ.ศ. ๒๕๖๖", [EvidenceFault.OTHER_YEAR])],
)
def test_an_announcement_is_of_the_year_of_its_date(date: str, wanted: list[EvidenceFault]) -> None:
    title = "ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่"

    assert faults(26, 2567, title, OURS, f"ประกาศ ณ วันที่ {date}") == wanted


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


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", 34),
        ("การประเมินความเสี่ยงการทุจริตและประพฤติมิชอบ", 30),  # as in the year before
        ("สมศรี ส่งแล้ว รอปลัดเซ็น E-Service", 13),  # in other columns
        ("ภาพกิจกรรมวันลอยกระทง", None),
    ],
)
def test_a_row_without_a_number_is_of_the_item_of_its_title(name: str, number: int | None) -> None:
    entry = EvidenceEntry(number=None, address="x", name=name)

    item = listed_item(entry, RULES.pack(2567), RULES)

    assert (item and item.number) == number


def test_the_date_and_sender_of_a_covering_letter_are_of_no_measure() -> None:
    title = "รายงานผลการทำตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสในหน่วยงาน"
    sender = f"ส่วนราชการ สำนักปลัด {OURS}\nที่ นร 71001/18 วันที่ 5 มีนาคม 2568"
    letter = f"{sender}\nเรื่อง {title}\nกองคลังได้รวบรวมผลแล้ว ตามเอกสารแนบ\nจึงเรียนมาเพื่อโปรดทราบ"

    assert faults(28, 2568, "บันทึกข้อความ", *letter.splitlines()) == [EvidenceFault.NO_MEASURES]


@pytest.mark.parametrize(
    "lines",
    [
        ("คะแนนต่ำสุดคือการใช้ทรัพย์สิน " * 30, "เห็นควรเชิญทุกกองประชุม"),
        ("ผู้รับผิดชอบ: กองคลัง", "ระยะเวลา: มี.ค. 2569", "กองคลังจะได้จัดทำมาตรการเสนอในคราวต่อไป"),
        ("ผู้รับผิดชอบ: กองคลัง", "ระยะเวลา: มี.ค. 2569", "คณะทำงานอยู่ระหว่างพิจารณากำหนดมาตรการ"),
        ("ผลคะแนนลดลงจากปีก่อน", "(ลงชื่อ)........", "(นางสาวแก้ว ใจงาม)", "ปลัดเทศบาล", "5 มกราคม 2569"),
    ],
)
def test_marks_of_which_measures_are_to_follow_are_no_measures(lines: tuple[str, ...]) -> None:
    title = "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร ประจำปี 2569"
    head = (f"ส่วนราชการ สำนักปลัด {OURS}", "ที่ นร 9/2569 วันที่ 5 มกราคม 2569", f"เรื่อง {title}")
    foot = ("จึงเรียนมาเพื่อโปรดพิจารณา", "(นายก้อง มั่นคง)", "ปลัดเทศบาล")

    assert faults(25, 2569, "บันทึกข้อความ", *head, *lines, *foot) == [EvidenceFault.NO_MEASURES]


LONG = "กองคลังเป็นผู้รับผิดชอบรวบรวมทะเบียนการยืมของหลวงของทุกกองและแจ้งผู้ยืมที่เกินกำหนดให้คืน"


@pytest.mark.parametrize(
    "lines",
    [
        ("ผู้รับผิดชอบ: กองคลัง", "วันที่ 1 ตุลาคม 2568 – 30 กันยายน 2569"),
        ("ระยะเวลา: มี.ค. 2569", "(นางสาวแก้ว ใจงาม)", LONG),
        ("ผู้รับผิดชอบ: กองคลัง", "ระยะเวลา: มี.ค. 2569", "เทศบาลจะทำตามมาตรการนี้อย่างสม่ำเสมอต่อไป"),
        ("ผู้รับผิดชอบ: กองคลัง", "ระยะเวลา: มี.ค. 2569", "จะติดตามมาตรการทุกไตรมาสต่อไป"),
    ],
)
def test_dates_long_lines_and_closing_words_take_no_part_away(lines: tuple[str, ...]) -> None:
    title = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปี 2569"

    assert EvidenceFault.NO_MEASURES not in faults(25, 2569, title, OURS, *lines)


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


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [("เทศบาลตาบลสบยางงาม", True), ("อบต.สบยางงาม", False)],
)
def test_a_lost_mark_makes_no_other_town_but_another_kind_does(name: str, is_ours: bool) -> None:
    found = faults(30, 2567, "การประเมินความเสี่ยงการทุจริต ประจำปี 2567", name)

    assert (EvidenceFault.OTHER_ORGANISATION not in found) == is_ours


def test_a_period_of_the_nations_plans_is_no_year_of_a_document() -> None:
    title = "แผนปฏิบัติการป้องกันการทุจริต ประจำปี {}"
    cited = "สอดคล้องกับแผนแม่บทภายใต้ยุทธศาสตร์ชาติ (พ.ศ. 2561 - 2580)"

    assert not faults(36, 2566, title.format(2566), OURS, cited)
    assert faults(36, 2566, title.format(2564), OURS, cited) == [EvidenceFault.OTHER_YEAR]


@pytest.mark.parametrize(("year", "found"), [(2566, []), (2565, [EvidenceFault.OTHER_YEAR])])
def test_an_item_of_no_period_may_be_last_years(year: int, found: list[EvidenceFault]) -> None:
    title = f"รายงานผลตามนโยบาย No Gift Policy ประจำปีงบประมาณ พ.ศ. {year}"

    assert faults(28, 2567, title, OURS) == found


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (12, "ข้อมูลเชิงสถิติการให้บริการ ต.ค. พ.ย. ธ.ค."),
        (12, "สถิติการให้บริการ\nตุลาคม\n71\n4\nมกราคม\n38\n9"),
        (18, "แผนการบริหารและพัฒนาทรัพยากรบุคคล"),
    ],
)
def test_statistics_and_plans_without_a_year_lack_it(number: int, title: str) -> None:
    assert faults(number, 2567, title, OURS) == [EvidenceFault.NO_YEAR]
    assert not faults(12, 2567, "สถิติการให้บริการ", OURS, "ธันวาคม\n66\n120\nมกราคม\n67\n95")


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


@pytest.mark.parametrize(
    ("cells", "line", "is_lacking"),
    [
        ([("ผู้ทำ", "กองคลัง"), ("ติดตาม", "กองคลังรายงานทุกเดือน")], "", False),
        ([("ติดตาม", "กองคลังรายงานทุกเดือน")], "", True),
        ([("ผู้รับผิดชอบกำกับติดตาม", "กองคลังรายงานทุกเดือน")], "", False),
        ([("ติดตาม", "กองคลังรายงานทุกเดือน")], "ทุกข้อมีผู้รับผิดชอบร่วมกัน คือ ปลัดและทุกกอง", False),
        ([("ติดตาม", "กองคลังรายงานทุกเดือน")], "เรามีความรับผิดชอบ คือ ใจที่สุจริต", True),
        ([("ติดตาม", "กองคลังรายงานทุกเดือน")], "นายกเป็นผู้รับผิดชอบต่อประชาชน", True),
    ],
)
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


def test_a_plan_that_a_page_follows_is_not_what_it_is_about() -> None:
    text = "แบ่งเป็นหกส่วนราชการตามแผนอัตรากำลังสามปี"

    assert faults(2, 2566, text) == []
    assert faults(2, 2566, text.partition("ตาม")[2]) == [EvidenceFault.OTHER_ITEM]


@pytest.mark.parametrize(
    "lines",
    [
        ("นายก อบต.", "นางแก้ว มีสุข"),
        ("นางแก้ว มีสุข", "เคยเป็นปลัดเทศบาลตำบลห้วยแร้ง พ.ศ. 2550 - 2560"),
        ("นางแก้ว มีสุข", "ทิศใต้ติดต่อองค์การบริหารส่วนตำบลห้วยแร้ง"),
        ("นางแก้ว มีสุข", "รองนายกองค์การบริหารส่วนตำบล คนที่ 2"),
        ("นางแก้ว มีสุข", "สมาชิกสภาองค์การบริหารส่วนตำบล หมู่ที่ 5"),
    ],
)
def test_posts_and_towns_only_mentioned_are_no_other_town(lines: tuple[str, ...]) -> None:
    assert not faults(2, 2566, "ผู้บริหาร", *lines, is_page=True)


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


def test_a_title_of_another_town_in_ones_own_frame_is_of_the_other_town() -> None:
    pasted = "การประเมินความเสี่ยงการทุจริต ของเทศบาลเมืองแก่งโพธิ์ จังหวัดเลย ประจำปีงบประมาณ พ.ศ. 2568"

    assert faults(23, 2568, OURS, pasted, is_page=True) == [EvidenceFault.OTHER_ORGANISATION]
    own = pasted.replace("เมืองแก่งโพธิ์", "ตำบลสบยางงาม")
    risks = ("เรียกรับเงิน โอกาส 2 ผลกระทบ 3 ระดับปานกลาง", "มาตรการ ติดประกาศเวลาและค่าธรรมเนียม")
    assert faults(23, 2568, OURS, own, *risks, is_page=True) == []


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


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (26, ("ผลงานป้องกันทุจริตในรอบปีงบประมาณ 2567", "ตามแผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566 - 2570")),
        (1, ("ภารกิจหน้าที่และผังการบริหารงาน", "พ.ร.บ.เทศบาล พ.ศ. 2496")),
        (20, ("สรุปผลเวทีประชาคมเพิ่มเติมแผนพัฒนาท้องถิ่น ประจำปี 2568", "ผู้มีส่วนร่วม 148 คน")),
        (9, ("ขอรับบริการจดทะเบียนพาณิชย์ ต้องทำอย่างไร", "ใช้บัตรประชาชนและสำเนาทะเบียนบ้าน")),
    ],
)
def test_titles_in_other_words_are_of_their_item(number: int, lines: tuple[str, ...]) -> None:
    assert faults(number, 2568, *lines, is_page=True) == []


def test_a_report_on_internal_control_is_no_assessment_of_risks_of_corruption() -> None:
    internal = ("แบบ ปค. 5", "รายงานการประเมินผลการควบคุมภายใน ปีงบประมาณ 2568")

    assert faults(23, 2568, *internal) == [EvidenceFault.OTHER_ITEM]


def test_a_page_that_names_its_item_below_other_words_is_about_it() -> None:
    below = ("สรุปผลงานต้านโกงประจำปี 2567", f"{OURS} รายงานผลการดำเนินการป้องกันการทุจริต ปี 2567")
    plan = ("รายงานผลการดำเนินงานประจำปี 2568", "ตามแผนปฏิบัติการป้องกันการทุจริต")
    contact = (
        "มาหาเราได้ที่นี่",
        "199 ม.4 ต.คลองลูก จ.พัทลุง 93120 โทร 0-7490-0417 a@b.go.th",
        "เวลาราชการ " * 40,
    )

    assert faults(26, 2568, *below, is_page=True) == []
    assert faults(25, 2568, *plan, is_page=True) == [EvidenceFault.OTHER_ITEM]
    assert faults(3, 2568, *contact, is_page=True) == []


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


RIGHT = {
    1: "แผนภูมิ นายก ปลัด กองคลัง กองช่าง | มาตรา 50 กำหนดหน้าที่ที่ต้องทำ เช่น ถนน น้ำกิน ตลาด การศึกษา",
    3: "77 หมู่ 2 อ.สบเงา จ.ลำพูน 51000 | โทร. ๐ ๕๓๐๐ ๑๒๓๔ | เมล saraban@sobyang.go.th | พิกัด 18.5",
    8: "รับหนังสือ ลงทะเบียน 5 นาที → เสนอปลัด → แจกกอง | อ้างอิงระเบียบงานสารบรรณ พ.ศ. 2526",
    9: "ยื่นแบบที่กองช่าง ช่างออกตรวจ 2 วัน | ค่ามาตร 900 บาท | ตามข้อบัญญัติการใช้น้ำประปา",
    10: "บริการออนไลน์แจ้งซ่อมไฟ ขอถังขยะ | เข้าไลน์ของเทศบาล เลือกเมนู กรอกข้อมูล แล้วกดส่ง รอข้อความตอบ",
    11: "ต.ค. 67 มาเอง 120 ทางออนไลน์ 15 | พ.ย. 67 มาเอง 98 ทางออนไลน์ 22 | รวม 255",
    12: "ซื้อกระดาษ 35,000 ส่งของครบ เบิกจ่ายแล้ว | ซ่อมถนน 480,000 กำลังทำสัญญา หจก.โยธา",
    13: "เชิญชวน 3 เจาะจง 76 ใช้เงิน 5.4 ล้านบาท | ข้อจำกัด มีเจ้าหน้าที่คนเดียว | ควรทำแผนแต่ต้นปี",
    14: "อบรมวินัย 20,000 บาท ไตรมาส 2 | สรรหาพนักงานจ้าง ไม่ใช้เงิน ต.ค.-ธ.ค. 2567 | ประเมินปีละสองครั้ง",
    15: "กรอบ 45 อัตรา มีคน 39 อบรมแล้ว 22 คน | ติดขัด ตำแหน่งว่างนาน | เสนอให้ขอใช้บัญชีกลาง",
    16: "ประมวลจริยธรรม ข้อ 1 ซื่อสัตย์สุจริต | ทีมให้คำปรึกษา 5 คน | ควรแต่งกายสุภาพ ไม่ควรใช้รถหลวงส่วนตัว",
    17: "ร้องเรียนทุจริตเป็นจดหมาย | ธุรการลงรับทันที กรรมการสืบข้อเท็จจริง 15 วัน แล้วตอบผู้ร้อง",
    18: "แจ้งทุจริตของเจ้าหน้าที่ สายด่วน 053001234 หรือตู้หน้าสำนักงาน ปกปิดชื่อผู้แจ้ง มิใช่เรื่องถนนหรือไฟฟ้า",
    19: "เรื่องร้องเรียนการทุจริต ต.ค. 67 ถึง มี.ค. 68 รวม 2 เรื่อง | ยุติ 1 อยู่ระหว่างสืบสวน 1",
    20: "เวทีขุดลอกหนองน้ำ ชาวบ้าน 85 คน | ที่ประชุมเห็นชอบให้ขุดก่อนฤดูฝน | นำไปใส่แผนพัฒนาปีหน้า ปี 2568",
    21: "ขอประกาศว่าทุกคนจะไม่รับของขวัญจากการปฏิบัติหน้าที่ ปี 2568 | มอบนโยบายในที่ประชุมและติดป้าย",
    23: "รับเงินเร่งใบอนุญาต โอกาส 2 ผลกระทบ 3 ปานกลาง ให้ติดประกาศเวลาและค่าธรรมเนียม | ปี 2568",
    24: "ติดประกาศเวลาบริการ ทำแล้วตั้งแต่ 3 พ.ย. 2566 | สลับกรรมการตรวจรับครบทุกโครงการ ปี 2567",
    25: "อบรมโตไปไม่โกง 15,000 บาท ม.ค.-ก.พ. 2568 | ตรวจสอบภายใน ไม่ใช้เงิน ตลอดปี | แผนปี 2568",
    26: "จัดครบ 3 โครงการ ใช้เงิน 18,200 บาท | ติดขัด ผู้เข้าอบรมน้อย | ควรจัดวันหยุด | ปี 2567",
}
"""Documents in order, by the number of their item in 2568; their parts are apart by bars."""


@pytest.mark.parametrize("number", RIGHT)
@pytest.mark.parametrize("is_page", [True, False])
def test_a_document_that_says_all_in_own_words_is_whole(number: int, is_page: bool) -> None:
    lines = [line.strip() for line in RIGHT[number].split("|")]
    filled = (OURS, *lines, *["ภาพประกอบอยู่ท้ายเล่ม"] * 9)

    assert EvidenceFault.LACKS_CONTENT not in faults(number, 2568, *filled, is_page=is_page)


@pytest.mark.parametrize(
    ("number", "text", "parts"),
    [
        (1, "จากองค์การบริหารส่วนตำบล ถึงภายนอกองค์กร เล่าประวัติท้องถิ่น", "structure powers"),
        (3, "แผนที่มาเทศบาล จากสามแยก 9 กิโลเมตร เลี้ยวซ้ายที่วัด", "telephone address email"),
        (8, "ความกดดันในงาน บริการด้วยรอยยิ้ม งานภายในองค์กร", "steps timeframe law"),
        (9, "ยื่นคำขอพร้อมแบบ ตรวจสอบเอกสาร ตรวจพื้นที่ รับใบอนุญาต", "timeframe fee law"),
        (10, "ความกดดันของผู้มาเยือน", "usage"),
        (11, "ออกหน่วยตัดผมที่ศาลาหมู่ 6 เมื่อ 4 มกราคม 2568", "counts"),
        (12, "ซื้อกระดาษ ซ่อมรถ จ้างคนสวน", "progress budget"),
        (13, "ซื้อของตามที่หน่วยงานขอ ปี 2567", "method budget problems recommendations"),
        (15, "คนในหน่วยงานมีหลายช่วงอายุ ปี 2567", "results problems recommendations"),
        (16, "ประมวลจริยธรรม ข้อ 1 ซื่อสัตย์สุจริต", "driving"),
        (17, "ร้องเรียนทุจริตด้วยตนเอง รับเรื่อง ตรวจสอบ แจ้งผลผู้ร้อง", "timeframe responsible"),
        (18, "แจ้งไฟฟ้าดับ ถนนชำรุด ขยะตกค้าง ร้องทุกข์ทั่วไปในตำบล โทร 1132", "corruption"),
        (18, "เบาะแสทุจริตในตำบล", "channel"),
        (19, "เรื่องร้องเรียนการทุจริต แยกตามหมู่บ้าน ปี 2568", "outcome"),
        (20, "การจัดลำดับโครงการที่จะทำ ผู้เข้าร่วม 96 คน ครั้งที่ 1/2568", "participation_results"),
        (21, "ขอประกาศว่าทุกคนจะไม่รับของขวัญ ปี 2568", "culture"),
        (24, "ภาพรวมของงาน ปี 2567", "results"),
        (26, "ภาพรวมของงาน ปี 2567", "results budget problems recommendations"),
    ],
)  # fmt: skip
def test_parts_of_an_item_without_words_are_named(number: int, text: str, parts: str) -> None:
    lines = (text, *["ภาพประกอบอยู่ท้ายเล่ม"] * 9)
    titles = {item.number: item.title for item in RULES.pack(2568).items}
    title = "แจ้งเรื่องร้องเรียน" if number == 18 else titles[number]
    document = EvidenceDocument(name=title, lines=(title, *lines), is_page=True)

    found = {finding.fault: finding.parts for finding in against(document, number, 2568)}

    assert found.get(EvidenceFault.LACKS_CONTENT) == tuple(parts.split())


@pytest.mark.parametrize(
    ("line", "is_ours"),
    [
        (f"{OURS} อำเภอสบเงา จังหวัดลำพูน", True),
        (f"{OURS} ต.สบยางงาม อ.สบเงา จ.ลำพูน", True),
        (f"{OURS} ศึกษาดูงานจังหวัดตรัง", True),
        (f"{OURS} ได้รับรางวัลจาก จ.ลำพูน", True),
        (f"ประชุมร่วมกับ{OURS} อำเภอปากทราย จังหวัดตรัง", True),
        (f"{OURS} อำเภอปากทราย จังหวัดตรัง มาดูงาน", True),
        (f"{OURS} อำเภอปากทราย จังหวัดตรัง", False),
        (f"จัดทำโดย {OURS}\nอำเภอปากทราย จังหวัดตรัง", False),
        (f"{OURS}\nอำเภอสบเงา จังหวัดลำพูน", True),
        ("แผนที่ไป ทต.สบยางงาม ต.สบยางงาม อ.ทุ่งนาใน จ.ลำพูน", False),
    ],
)
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
    [
        (26, "แผนปฏิบัติการป้องกันการทุจริต ปี 2567", "prevention_plan"),
        (9, "คู่มือปฏิบัติงาน", "work_manual"),
        (13, "แผนการจัดซื้อจัดจ้าง ปี 2567", "procurement_plan"),
        (17, "ช่องทางแจ้งเรื่องร้องเรียนการทุจริต", "complaint_channel"),
    ],
)
@pytest.mark.parametrize("is_page", [True, False])
def test_the_title_of_another_item_outweighs_words_of_all_parts(
    number: int, title: str, other: str, is_page: bool
) -> None:
    lines = (title, OURS, *RIGHT[number].split("|"))
    document = EvidenceDocument(name=title, lines=lines, is_page=is_page)

    (finding, *_) = against(document, number, 2568)

    assert finding.item and finding.item.id == other


def test_a_question_that_names_the_guide_is_no_title_of_the_channel() -> None:
    asking = ("แจ้งทุจริตแล้วทำอย่างไรต่อ (แนวปฏิบัติ)", "1. วิธีการร้องเรียน", *RIGHT[17].split("|"))

    assert faults(17, 2568, *asking, "งานกฎหมายรับผิดชอบทุกขั้นตอน", is_page=True) == []


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        (1, ("ใครทำอะไร", "สำนักปลัด ดูแลงานธุรการ", "กองคลัง จ่ายเงิน", "กองช่าง ซ่อมถนน ในตำบล")),
        (1, (f"ประกาศ{OURS}", "เรื่อง การกำหนดส่วนราชการ", "กองช่าง มีหน้าที่เกี่ยวกับการซ่อมถนน")),
        (3, ("โทรหาเรา", "สายด่วนนายก 081-000-1234", "99 หมู่ 2 อ.สบเงา 51000 a@sobyang.go.th")),
        (4, ("น้ำไม่ไหลหมู่ 5", "วันที่ 12 มกราคม 2568 ช่างเปลี่ยนท่อเมน ขออภัยชาวบ้านทุกท่านมา ณ ที่นี้")),
        (8, ("งานตรวจรับ", "เจ้าหน้าที่บันทึก 5 นาที → เสนอปลัดลงนามในวันทำการเดียวกัน → เก็บแฟ้ม ตามระเบียบ")),
        (9, ("ติดมาตรน้ำ", "ใช้บัตรประชาชน สำเนาโฉนด ยื่นที่กองช่าง จ่าย 900 บาท", "กฎหมาย ข้อบัญญัติน้ำประปา",
             "ขั้นตอน ช่างไปดูที่ 2 วัน")),
        (17, ("ร้องเรียนทุจริตแล้วอย่างไรต่อ", "นิติกรตรวจสอบ 7 วัน กรรมการสอบ 15 วัน แล้วแจ้งผล")),
        (12, ("รายงานติดตามการจัดซื้อจัดจ้าง ปีงบประมาณ 2568", "ซ่อมถนน 480,000 บาท ทำสัญญาแล้ว")),
        (16, ("รายงานการขับเคลื่อนจริยธรรม ประจำปี 2568", "ทีมที่ปรึกษาตอบคำถามของพนักงาน 4 ครั้ง")),
        (15, ("ผลตามแผนอัตรากำลัง ปี 2567", "บรรจุช่างโยธา 1 คน")),
        (24, ("สรุปผลมาตรการป้องกันสินบน ปี 2568", "ติดกล้องที่โต๊ะรับเงินแล้ว")),
        (20, ("เวทีประชาคม ปี 2568", "ชาวบ้าน 80 คนมา " * 20, "การจัดลำดับความสำคัญ ได้แก่ ประปา แล้วถนน")),
        (14, ("แผนการฝึกอบรม ปี 2568", "หลักสูตรวินัย 9,000 บาท มี.ค.")),
    ],
)  # fmt: skip
def test_everyday_words_and_titles_are_of_their_item(number: int, lines: tuple[str, ...]) -> None:
    assert faults(number, 2568, OURS, *lines, is_page=True) == []


@pytest.mark.parametrize(
    ("number", "lines", "fault"),
    [
        (4, ("ประวัติของตำบล", "ตั้งเมื่อวันที่ 9 เมษายน 2538 มีวัดเก่าสองวัด " * 9), EvidenceFault.OTHER_ITEM),
        (1, ("แข่งเปตอง", "กองช่าง กองคลัง สำนักปลัด และเจ้าหน้าที่ทุกคนแข่งกัน กองการศึกษาชนะ"),
         EvidenceFault.OTHER_ITEM),
        (11, ("ข้อมูลประชากร ปี 2568", "หมู่ 1 ชาย 322 หญิง 330"), EvidenceFault.OTHER_ITEM),
        (14, (f"ประกาศ{OURS} เรื่อง รับสมัครพนักงานจ้าง ปี 2568", "1 อัตรา"), EvidenceFault.OTHER_ITEM),
        (23, ("ประเมินความเสี่ยงสินบน ปี 2568", "กำหนดสเปกเอื้อผู้ขาย โอกาส 2 ระดับสูง " * 9),
         EvidenceFault.LACKS_CONTENT),
        (26, ("ผลตามแผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566-2570) ประจำปีงบประมาณ พ.ศ. 2566",
              "อบรม 4 รุ่น ใช้เงิน 900 บาท ปัญหา - เสนอแนะ -"), EvidenceFault.OTHER_YEAR),
    ],
)  # fmt: skip
def test_words_of_an_item_under_another_title_do_not_make_it(
    number: int, lines: tuple[str, ...], fault: EvidenceFault
) -> None:
    assert faults(number, 2568, OURS, *lines, is_page=True) == [fault]


@pytest.mark.parametrize(
    ("number", "title", "fault"),
    [
        (25, "(ร่าง) แผนปฏิบัติการป้องกันการทุจริต ปี 2568", "draft"),
        (25, "แผนปฏิบัติการป้องกันการทุจริต ปี 2568 ยังไม่ได้ลงนาม", "draft"),
        (20, "มีส่วนร่วม ปี 2568\n(ร่าง) แผนพัฒนาท้องถิ่น มีมติเห็นชอบ 9 คน", ""),
        (25, "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2560-2563", "other_year"),
        (25, "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2567-2570", ""),
    ],
)
def test_drafts_and_plans_of_other_years_are_named(number: int, title: str, fault: str) -> None:
    found = faults(number, 2568, *title.split("\n"), OURS, "ลงประกาศ 4 ธันวาคม 2567", is_page=True)

    assert found == [fault] * bool(fault)


NEXT = "เทศบาลตำบลวังหินลาด"
PHONE = "โทรศัพท์ 0 4300 1234 อีเมล saraban@wanghin.go.th"
INTEGRITY = "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568"
PROJECTS = "อบรมพนักงาน 9,000 บาท ภายในเดือนที่ 6"


@pytest.mark.parametrize(
    ("number", "lines", "is_theirs"),
    [
        (3, (f"{NEXT} 7 หมู่ 4 ตำบลวังหินลาด", PHONE, f"{OURS} 1 ม.2 ต.สบยางงาม"), True),
        (3, ("ติดต่อเรา", "ทต.วังหินลาด", "เลขที่ 7 หมู่ 4", PHONE, f"{OURS} 1 ม.2 ต.สบยางงาม"), True),
        (3, (f"ติดต่อ{OURS}", "เลขที่ 1 หมู่ 2", PHONE, f"{NEXT} 7 หมู่ 4 โทร 0 4300 9999"), False),
        (3, (f"{NEXT} อยู่ก่อนถึงเรา เลี้ยวเข้าถนนคลอง", f"{OURS} เลขที่ 1 หมู่ 2", PHONE), False),
        (3, ("แผนที่", NEXT, "เลขที่ 7 หมู่ 4 ตรงข้ามเรา", f"{OURS} เลขที่ 1 หมู่ 2", PHONE), False),
        (25, (OURS, INTEGRITY, f"{NEXT} อำเภอวังหิน จังหวัดเลย", PROJECTS), True),
        (25, (INTEGRITY, NEXT, f"{OURS} จัดทำแผนนี้ขึ้นเพื่อ", PROJECTS), False),
        (25, (OURS, INTEGRITY, f"{NEXT} มอบเกียรติบัตรแก่เรา", PROJECTS), False),
        (20, (OURS, "การมีส่วนร่วมปี 2568 ไปศึกษาดูงาน ณ", NEXT, "ชาวบ้าน 40 คนสรุปผลร่วมกัน"), False),
    ],
)
def test_what_is_pasted_into_the_own_frame_is_of_whom_its_title_or_address_names(
    number: int, lines: tuple[str, ...], is_theirs: bool
) -> None:
    wanted = [EvidenceFault.OTHER_ORGANISATION] * is_theirs

    assert faults(number, 2568, *lines, is_page=True) == wanted


def test_projects_in_their_order_are_a_result() -> None:
    lines = ("เวทีประชาคม ปี 2568", "ผู้เข้าร่วม 96 คน ณ ลานวัด " * 5, "การจัดลำดับความสำคัญ", "1. ถนนลาดยาง")

    assert faults(20, 2568, OURS, *lines, is_page=True) == []


@pytest.mark.parametrize(
    ("subject", "is_doubted"),
    [("สรุปผลการจัดซื้อจัดจ้าง", False), ("จัดซื้อจัดจ้างถังขยะ", True), ("รายงานผลการตรวจสอบพัสดุ", True)],
)
def test_an_announcement_may_be_of_what_it_announces(subject: str, is_doubted: bool) -> None:
    lines = (f"ประกาศ{OURS}", f"เรื่อง {subject} ประจำปีงบประมาณ 2567", "ปิดประกาศที่งานพัสดุ กองคลัง")

    assert (faults(13, 2568, *lines) == [EvidenceFault.OTHER_ITEM]) is is_doubted


def test_what_people_took_part_in_is_no_result_of_it() -> None:
    lines = ("เวทีประชาคม ปี 2568", "ผู้เข้าร่วม 96 คน ณ ลานวัด " * 5, "ร่วมบอกปัญหาและจัดลำดับ ร่วมลงมติ")

    assert faults(20, 2568, OURS, *lines, is_page=True) == [EvidenceFault.LACKS_CONTENT]

    frame = f"{OURS} สำนักงานอยู่ที่บ้านสบยาง ข่าว เอกสาร ติดต่อเรา " * 3
    feast = EvidenceDocument(
        name="งานวันเข้าพรรษา", lines=("แห่เทียนรอบตลาด",), is_page=True, links=frame
    )
    (finding,) = against(feast, 18, 2568)
    assert (finding.fault, finding.item) == (EvidenceFault.OTHER_ITEM, None), "nothing to add to"


def test_years_of_a_preface_are_not_those_of_the_document() -> None:
    preface = ("คำนำ", f"{OURS} ถือตามแผนแม่บทของชาติ (พ.ศ. 2566-2580) มาตั้งแต่ปี พ.ศ. 2561 " * 5)
    risk = "ผลการวิเคราะห์ความเสี่ยงเรื่องสินบน ประจำปีงบประมาณ พ.ศ. {}"

    assert faults(14, 2568, *preface, "แผนกำลังคน ประจำปีงบประมาณ พ.ศ. 2568", PROJECTS) == []
    document = EvidenceDocument(name="", lines=(*preface, risk.format(2566)))
    assert [it.years for it in against(document, 23, 2568) if it.years] == [(2566,)]


@pytest.mark.parametrize(
    ("below", "is_doubted"), [("(ลงชื่อ) นายก", True), ("รายงานการรับของขวัญ: ไม่มีผู้ใดรับ", False)]
)
def test_the_subject_of_a_paper_outweighs_what_posts_say(below: str, is_doubted: bool) -> None:
    lines = (
        "รายงาน No Gift Policy ปี 2568",
        OURS,
        "เรื่อง เจตนารมณ์ No Gift Policy ประจำปี 2568",
        below,
    )

    assert (EvidenceFault.OTHER_ITEM in faults(22, 2568, *lines, is_page=True)) is is_doubted
    assert faults(19, 2568, "สถิติร้องเรียนทุจริต ปี 2568", "เรื่องร้องเรียนทุจริต", "ไม่มี") == []


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
