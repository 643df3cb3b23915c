"""A hit as a card: what an officer sees at a glance, and that no text becomes markup."""

import re
from dataclasses import asdict, replace
from urllib.parse import unquote_plus

import pytest

from itasearch.model.classification import (
    Classification,
    IndicatorMark,
    Origin,
    TopicMark,
)
from itasearch.model.ranking import FoundName, Hit, Reason, SameText, SearchMode, Snippet
from itasearch.model.records import Measure, Organisation, OrganisationType
from itasearch.model.source import SourceRef
from itasearch.search.query.plan import weights_of
from itasearch.ui.search.hit_card import hit_html

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
    why=Reason(found=(FoundName(text="งดรับของขวัญ", field="title"),)),
)
ABOUT = Classification(
    topics=(
        TopicMark(topic="no_gift", confidence=1.0, origin=Origin.CORRECTED),
        TopicMark(topic="ethics", confidence=0.724),
    ),
    indicator=IndicatorMark(number=9, confidence=0.5),
)


def test_a_match_in_the_title_is_marked_there_and_the_steps_are_shown() -> None:
    html = hit_html(HIT, query={})

    head = html.split("</h3>")[0]
    assert head.endswith("7. ประกาศนโยบาย<mark>งดรับของขวัญ</mark>")
    assert "ลงนามประกาศ แจ้งเวียนทุกกอง" in html


def test_a_match_elsewhere_is_shown_under_its_fields_name() -> None:
    passage = Snippet(field="steps", text="แจ้งเวียนทุกกอง", highlights=((0, 9),))

    html = hit_html(replace(HIT, passage=passage), query={})

    assert '<span class="field">ขั้นตอนหรือวิธีการปฏิบัติ</span>' in html
    assert "<mark>แจ้งเวียน</mark>ทุกกอง" in html


def test_a_card_tells_whose_it_is_when_by_whom_and_where_it_stands() -> None:
    html = hit_html(HIT, query={})

    facts = ("เทศบาลตำบลสวนดอกไม้", "จ.เลย", "ปีงบฯ 2566", "ตัวอย่าง", "ตัวชี้วัด 10")
    assert all(fact in html for fact in facts)
    assert "ระยะเวลาดำเนินการ: ต.ค. ๖๕ - ก.ย. ๖๖ · หน่วยงานรับผิดชอบ: สำนักปลัด" in html
    assert '<a class="ita-link file" href="library?report=r1">แผน_2566.docx</a>' in html
    assert "ตารางที่ 2" in html
    assert "แถวที่ 5" in html
    assert 'title="corpus/added/0123456789ab-แผน_2566.docx"' in html


def test_more_and_less_of_it_keep_the_question_and_exclude_each_other() -> None:
    asked = {"q": "ของขวัญ", "year": ("2566", "2567"), "unlike": ("r1-t2r5",), "k": "20"}

    html = unquote_plus(hit_html(HIT, query=asked))

    assert 'href="./?q=ของขวัญ&amp;year=2566&amp;year=2567&amp;like=r1-t2r5"' in html
    assert 'href="./?q=ของขวัญ&amp;year=2566&amp;year=2567"' in html
    assert re.search(r'aria-checked="true"[^>]*data-key="judge unlike r1-t2r5"', html)
    assert re.search(r'aria-checked="false"[^>]*data-key="judge like r1-t2r5"', html)


def test_an_unknown_organisation_and_year_are_marked_as_in_doubt() -> None:
    html = hit_html(replace(HIT, organisation=None, fiscal_year_be=None), query={})

    assert '<span class="ita-badge doubt">ไม่ทราบหน่วยงาน</span>' in html
    assert '<span class="ita-badge doubt">ไม่ทราบปีงบประมาณ</span>' in html


def test_towns_with_the_same_text_are_listed_the_oldest_year_first() -> None:
    other = replace(TOWN, id="o2", name="เทศบาลเมืองริมธาร")
    twins = tuple(
        SameText(measure_id=f"{report}-t1r1", organisation=other, fiscal_year_be=year, source=PLACE)
        for report, year in (("r2", 2565), ("r3", 2567), ("r4", None))
    )

    html = hit_html(replace(HIT, same_text=twins), query={})

    listed = html.split("ข้อความเดียวกันใน 2 แห่ง")[1]
    assert re.findall(r">(ปีงบฯ \d+|ไม่ทราบปีงบประมาณ|มาตรการนี้)<", listed) == [
        "ปีงบฯ 2565",
        "ปีงบฯ 2566",
        "มาตรการนี้",
        "ปีงบฯ 2567",
        "ไม่ทราบปีงบประมาณ",
    ]
    assert 'href="library?report=r2"' in listed


def test_the_same_town_in_other_years_is_no_other_place() -> None:
    twin = SameText(measure_id="r2-t1r1", organisation=TOWN, fiscal_year_be=2565, source=PLACE)

    html = hit_html(replace(HIT, same_text=(twin,), unchanged_since=2565), query={})

    assert "ข้อความเดียวกันใน 2 รายงาน" in html
    assert ">ไม่เปลี่ยนตั้งแต่ปี 2565</span>" in html


def test_a_guess_is_told_apart_by_words_and_says_how_sure_it_is() -> None:
    html = hit_html(replace(HIT, classification=ABOUT), query={})

    known, guessed = html.split("เดาจากเนื้อหา</span>")
    assert 'check" aria-hidden="true"></span>งดรับของขวัญ · ตรวจแล้ว</span>' in known
    assert 'title="โปรแกรมเดาจากเนื้อหา มั่นใจ 72 %">จริยธรรมและวินัย</span>' in guessed
    assert 'title="9 การเปิดเผยข้อมูล · โปรแกรมเดาจากเนื้อหา มั่นใจ 50 %">ตัวชี้วัด 9</span>' in guessed


def test_what_a_report_states_is_no_guess() -> None:
    html = hit_html(HIT, query={})

    assert 'title="10 การป้องกันการทุจริต ตามที่รายงานระบุ">ตัวชี้วัด 10</span>' in html
    assert "เดาจากเนื้อหา" not in html


def test_a_topic_that_no_list_knows_any_more_is_shown_by_its_id() -> None:
    about = Classification(topics=(TopicMark(topic="<b>old", confidence=0.9),))

    html = hit_html(replace(HIT, classification=about), query={})

    assert ">&lt;b&gt;old</span>" in html


def test_the_link_that_corrects_keeps_the_answer() -> None:
    html = hit_html(HIT, query={"q": "a", "k": "20", "see": "r1-t2r5"})

    assert 'href="./?q=a&amp;k=20&amp;about=r1-t2r5">แก้เรื่องหรือตัวชี้วัด</a>' in html


def test_the_reason_is_one_line() -> None:
    html = hit_html(HIT, query={})

    assert '<p class="ita-quiet">พบคำ “งดรับของขวัญ” ในชื่อมาตรการ</p>' in html


@pytest.mark.parametrize(("value", "width"), [(0.5, 50), (-0.2, 0), (1.7, 100)])
def test_the_parts_of_the_score_are_numbers_beside_bars(value: float, width: int) -> None:
    signals = (("semantic", value), ("a part without a name", 0.1))

    html = hit_html(replace(HIT, signals=signals), query={})

    assert html.count("<tr>") == 2
    assert f'>ความหมายใกล้เคียง</td><td data-name="ได้ จากเต็ม 1">{value:.2f}</td>' in html
    assert f'aria-hidden="true"><span style="width:{width}%">' in html


def test_each_part_of_the_score_says_what_it_weighs_in_its_mode() -> None:
    words = replace(HIT, signals=(("words", 0.5), ("trigrams", 0.5)))
    meaning = replace(HIT, signals=(("semantic", 0.5),))

    weighed = hit_html(words, query={}, weights=asdict(weights_of(SearchMode.WORDS)))
    assert f'<td data-name="น้ำหนัก">{weights_of(SearchMode.WORDS).words:.2f}</td>' in weighed
    assert '<td data-name="น้ำหนัก">–</td>' in hit_html(
        meaning, query={}, weights=asdict(weights_of(SearchMode.SEMANTIC))
    )


def test_hostile_and_endless_text_stays_text() -> None:
    hostile = "<script>alert(1)</script>" * 200
    measure = replace(MEASURE, title=hostile, steps=hostile, responsible=hostile, number="<b>")
    town = replace(TOWN, name="<i>" + "ก" * 200, province="<u>")
    passage = Snippet(field="title", text=hostile[:280], highlights=((0, 400),))
    hit = replace(HIT, measure=measure, organisation=town, passage=passage)

    html = hit_html(hit, query={"q": hostile[:99], "like": ("<u>",), "without": ('"><b>',)})

    assert "<script" not in html
    assert not any(tag in html for tag in ("<i>", "<b>", "<u>"))
    assert len(html.split("<details")[0]) < 5000
