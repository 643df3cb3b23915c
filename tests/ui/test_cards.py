"""A hit as a card: what an officer sees at a glance, and that no text becomes markup."""

from dataclasses import replace

from itasearch.model.ranking import Hit, SameText, Snippet
from itasearch.model.records import Measure, Organisation, OrganisationType
from itasearch.model.source import SourceRef
from itasearch.ui.cards import file_name, hit_html

PLACE = SourceRef(
    path="corpus/added/0123456789ab-แผน_2566.docx", sha256="0", table_number=2, row_number=5
)
TOWN = Organisation(
    name="เทศบาลตำบลสวนดอกไม้",
    type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
    province="เลย",
    sample=True,
)
MEASURE = Measure(
    id="r1-t2r5",
    report_id="r1",
    title="ประกาศนโยบายงดรับของขวัญ",
    number="7",
    source=PLACE,
    indicator=10,
    steps="ลงนามประกาศ\nแจ้งเวียนทุกกอง",
    timeframe="ต.ค. ๖๕ - ก.ย. ๖๖",
    responsible="สำนักปลัด",
)
HIT = Hit(
    rank=1,
    score=1.0,
    signals=(),
    measure=MEASURE,
    organisation=TOWN,
    fiscal_year_be=2566,
    passage=Snippet(field="title", text=MEASURE.title, highlights=((12, 24),)),
    reason="พบคำ “งดรับของขวัญ” ในชื่อมาตรการ",
)


def test_a_match_in_the_title_is_marked_there_and_the_steps_are_shown() -> None:
    html = hit_html(HIT, asked={})

    head = html.split("</h3>")[0]
    assert head.endswith("7. ประกาศนโยบาย<mark>งดรับของขวัญ</mark>")
    assert "ลงนามประกาศ แจ้งเวียนทุกกอง" in html


def test_a_match_elsewhere_is_shown_under_its_fields_name() -> None:
    passage = Snippet(field="steps", text="แจ้งเวียนทุกกอง", highlights=((0, 9),))

    html = hit_html(replace(HIT, passage=passage), asked={})

    assert '<span class="field">ขั้นตอนหรือวิธีการปฏิบัติ</span>' in html
    assert "<mark>แจ้งเวียน</mark>ทุกกอง" in html


def test_a_card_tells_whose_it_is_when_by_whom_and_where_it_stands() -> None:
    html = hit_html(HIT, asked={})

    facts = ("เทศบาลตำบลสวนดอกไม้", "จ.เลย", "ปีงบฯ 2566", "ตัวอย่าง", "ตัวชี้วัด 10")
    assert all(fact in html for fact in facts)
    assert "ระยะเวลาดำเนินการ: ต.ค. ๖๕ - ก.ย. ๖๖ · หน่วยงานรับผิดชอบ: สำนักปลัด" in html
    assert '<a class="ita-link file" href="library?report=r1">แผน_2566.docx</a>' in html
    assert "ตารางที่ 2" in html
    assert "แถวที่ 5" in html
    assert 'title="corpus/added/0123456789ab-แผน_2566.docx"' in html


def test_the_link_to_similar_measures_keeps_the_question() -> None:
    html = hit_html(HIT, asked={"q": "ของขวัญ", "year": ("2566", "2567")})

    assert "&amp;year=2566&amp;year=2567&amp;similar=r1-t2r5" in html


def test_an_unknown_organisation_and_year_are_marked_as_in_doubt() -> None:
    html = hit_html(replace(HIT, organisation=None, fiscal_year_be=None), asked={})

    assert '<span class="ita-badge doubt">ไม่ทราบหน่วยงาน</span>' in html
    assert '<span class="ita-badge doubt">ไม่ทราบปีงบประมาณ</span>' in html


def test_towns_with_the_same_text_are_listed() -> None:
    twin = SameText(measure_id="r2-t1r1", organisation=TOWN, fiscal_year_be=2567, source=PLACE)

    html = hit_html(replace(HIT, same_text=(twin,)), asked={})

    assert "อีก 1 แห่งใช้ข้อความเดียวกัน" in html
    assert "ปีงบฯ 2567" in html


def test_hostile_and_endless_text_stays_text() -> None:
    hostile = "<script>alert(1)</script>" * 200
    measure = replace(MEASURE, title=hostile, steps=hostile, responsible=hostile, number="<b>")
    town = replace(TOWN, name="<i>" + "ก" * 200, province="<u>")
    passage = Snippet(field="title", text=hostile[:280], highlights=((0, 400),))

    html = hit_html(replace(HIT, measure=measure, organisation=town, passage=passage), asked={})

    assert "<script" not in html
    assert not any(tag in html for tag in ("<i>", "<b>", "<u>"))
    assert len(html.split("<details")[0]) < 5000


def test_a_copy_shows_the_name_it_was_added_by() -> None:
    assert file_name("corpus/added/0123456789ab-รายงาน.txt") == "รายงาน.txt"
    assert file_name("corpus/examples/than-chan-hom_2566.docx") == "than-chan-hom_2566.docx"
