"""A hit as a card: what an officer sees at a glance, and that no text becomes markup."""

from dataclasses import replace
from typing import Any
from urllib.parse import unquote_plus

from itasearch.enrich.quotations import quotations
from itasearch.model.classification import Classification, IndicatorMark, Origin, TopicMark
from itasearch.model.ranking import FoundName, Hit, Reason, SameText, Snippet
from itasearch.model.records import TEXT_FIELDS, Measure, Organisation, OrganisationType, ReportKind
from itasearch.model.source import SourceRef
from itasearch.ui.search.hit_card import copies_html, hit_html
from itasearch.ui.search.query import SearchQuery
from itasearch.workspace import FilterNames
from tests.cases import examples
from tests.ui.shown import Shown, cards, shown

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
    reason="พบในชื่อ",
    why=Reason(found=(FoundName(text="งดรับของขวัญ", field="title"),)),
)
TWIN = SameText(measure_id="r2-t1r1", organisation=TOWN, fiscal_year_be=2565, source=PLACE)
ABOUT = Classification(
    topics=(
        TopicMark(topic="no_gift", confidence=1.0, origin=Origin.CORRECTED),
        TopicMark(topic="ethics", confidence=0.724),
    ),
    indicator=IndicatorMark(number=9, confidence=0.5),
)


def card_of(hit: Hit = HIT, **changes: Any) -> Shown:
    """The card of a hit with these changes."""
    (card,) = cards(hit_html(replace(hit, **changes), query=SearchQuery()))
    return card


def test_a_card_marks_its_match_and_says_why_it_is_there_and_what_it_is_about() -> None:
    card = card_of()

    assert card.title == "ประกาศนโยบายงดรับของขวัญ"  # without its number in the report
    assert card.one(".ita-title").marks == ["งดรับของขวัญ"]
    part = Snippet(field="title", text="นโยบายงดรับของขวัญ", highlights=((6, 18),))
    assert card_of(passage=part).one(".ita-title").marks == ["งดรับของขวัญ"]
    assert card_of(measure=replace(MEASURE, indicator_corrected=True)).badge("ตัวชี้วัด 10 · ตรวจแล้ว")
    assert "ลงนามประกาศ แจ้งเวียนทุกกอง" in card.text_at_first
    assert "มีคำว่า “งดรับของขวัญ”" in card.texts(".ita-quiet")
    assert "ทำไมจึงพบ: พบคำ “งดรับของขวัญ” ในชื่อมาตรการ" in card.fold("…").texts(".ita-quiet")
    assert card.badge("ตัวชี้วัด 10 · ระบุในรายงานของหน่วยงาน").tip == "10 การป้องกันการทุจริต"
    assert "คาดจากเนื้อหา" not in card.text
    link = card.fold("…").link("คัดลอกลิงก์")
    assert (link.href, link["data-done"]) == ("library?report=r1&measure=r1-t2r5", "คัดลอกแล้ว")


def test_a_match_elsewhere_is_shown_under_its_fields_name() -> None:
    names = (FoundName(text="no gift", field="title"), FoundName(text="ประกาศ", field="steps"))
    card = card_of(
        measure=replace(MEASURE, title="ประกาศนโยบาย No Gift Policy"),
        why=Reason(found=names),
        passage=Snippet(field="results", text="แจ้งเวียนทุกกอง", highlights=((0, 9),)),
    )

    assert card.one(".ita-title").marks == ["No Gift"]  # named by the reason
    found = card.one(".ita-text")
    assert found.text == "ผลการดำเนินการ แจ้งเวียนทุกกอง"
    assert found.marks == ["แจ้งเวียน"]


def test_a_long_passage_begins_at_the_space_before_its_first_mark() -> None:
    text = f"{'ก' * 40} {'ข' * 40} แจ้งเวียนทุกกอง"
    passage = Snippet(field="steps", text=text, highlights=((82, 91),))
    card = card_of(measure=replace(MEASURE, steps=text), passage=passage)

    assert card.one(".ita-text").text == "…แจ้งเวียนทุกกอง"
    assert text in card.fold("…").text
    assert card.one(".ita-text").marks == ["แจ้งเวียน"]


def test_a_hit_has_at_most_five_controls_before_it_is_opened() -> None:
    town = replace(TOWN, id="o1")

    card = card_of(organisation=town, same_text=(replace(TWIN, organisation=town),))

    visible = [link.text for link in shown(card.html.split("<details")[0]).links]
    summaries = [fold.summary for fold in card.folds]
    assert visible == ["เทศบาลตำบลสวนดอกไม้", "แผน_2566.docx"]
    assert summaries == ["มาตรการเดียวกันใน 2 รายงาน · ปีงบฯ 2565–2566", "…"]


def test_a_card_tells_whose_it_is_when_by_whom_and_where_it_stands() -> None:
    hit = replace(HIT, unchanged_since=2564, total=91.5, total_year_be=2565)
    (card,) = cards(hit_html(hit, query=SearchQuery(), kind=ReportKind.PLAN))

    facts = "เทศบาลตำบลสวนดอกไม้ · จ.เลย · ปีงบฯ 2566 · แผน"
    facts += " · ชื่อและขั้นตอนไม่เปลี่ยนตั้งแต่ปี 2564 · คะแนน ITA 91.50 (2565) ตัวอย่าง"
    assert card.all(".ita-meta")[0].text == facts
    assert [badge.text for badge in card.badges] == ["ตัวอย่าง", "ตัวชี้วัด 10 · ระบุในรายงานของหน่วยงาน"]
    row = replace(MEASURE, id="r9-t1", results="ยกเลิก ใช้ระบบใหม่แทน")
    assert "“ยกเลิก ใช้ระบบใหม่แทน”" in card_of(quotations=quotations(MEASURE, row)).text
    assert "สำนักปลัด" in card.fold("…").text
    place = card.all(".ita-place")[0]
    assert place.link("แผน_2566.docx").href == "library?report=r1&see=r1-t2r5"
    assert place.text.endswith("· ตาราง 2 แถว 5")
    assert place.tip == "corpus/added/0123456789ab-แผน_2566.docx"


def test_an_unsure_year_is_marked_at_the_hit_and_at_its_copies() -> None:
    source = replace(PLACE, year_unsure=True)
    card = card_of(
        measure=replace(MEASURE, source=source), same_text=(replace(TWIN, source=source),)
    )

    assert "ปีงบฯ 2566 (ยังไม่แน่ชัด)" in card.all(".ita-meta")[0].text
    assert card.badge("ปีงบฯ 2566 (ยังไม่แน่ชัด)").kinds >= {"doubt"}
    assert "ปีงบฯ 2565 (ยังไม่แน่ชัด)" in card.text
    assert "ยังไม่แน่ชัด" not in card_of().text


def test_more_of_it_and_correcting_it_keep_the_question() -> None:
    filters = FilterNames(fiscal_years=("2566", "2567"))
    query = SearchQuery(text="ของขวัญ", filters=filters, limit=20, like=("r9-t1r1",))
    query = replace(query, about="r9-t1r1", note="r9-t1r1")
    (card,) = cards(hit_html(HIT, query=query))

    asked = "./?q=ของขวัญ&like=r9-t1r1&year=2566&year=2567&k=20"
    assert [unquote_plus(href) for href in card.fold("…").hrefs] == [
        f"{asked}&about=r1-t2r5",
        "./?q=ของขวัญ&like=r9-t1r1&like=r1-t2r5&year=2566&year=2567",
        f"{asked}&note=r1-t2r5",
        "library?report=r1&measure=r1-t2r5",
    ]


def test_an_unknown_organisation_and_year_are_marked_as_in_doubt() -> None:
    card = card_of(organisation=None, fiscal_year_be=None)

    assert card.texts(".ita-badge.doubt") == ["ไม่ทราบหน่วยงาน", "ไม่ทราบปีงบประมาณ"]


def test_towns_with_the_same_text_are_listed_the_oldest_year_first() -> None:
    other = replace(TOWN, id="o2", name="เทศบาลเมืองริมธาร")
    twins = tuple(
        SameText(measure_id=f"{report}-t1r1", organisation=other, fiscal_year_be=year, source=PLACE)
        for report, year in (("r2", 2565), ("r3", 2567), ("r4", None))
    )

    card = card_of(same_text=twins)

    (listed,) = (one for one in card.folds if "มาตรการเดียวกันใน 2 แห่ง" in one.summary)
    years = ("ปีงบฯ", "ไม่ทราบปีงบประมาณ", "มาตรการนี้")
    assert [badge.text for badge in listed.badges if badge.text.startswith(years)] == [
        "ปีงบฯ 2565",
        "ปีงบฯ 2566",
        "มาตรการนี้",
        "ปีงบฯ 2567",
        "ไม่ทราบปีงบประมาณ",
    ]
    assert "library?report=r2&see=r2-t1r1" in listed.hrefs


def test_of_very_many_copies_those_that_are_not_listed_are_counted() -> None:
    card = card_of(replace(HIT, same_text=(TWIN,), more_copies=41, more_organisations=37))

    (listed,) = (one for one in card.folds if "มาตรการเดียวกัน" in one.summary)
    assert "ใน 38 แห่ง 43 รายงาน" in listed.summary
    assert "และอีก 41 รายงาน" in listed.text


def test_a_guess_is_told_apart_by_words_and_says_how_sure_it_is() -> None:
    about = shown(hit_html(replace(HIT, classification=ABOUT), query=SearchQuery())).one(
        ".ita-about"
    )

    stated = replace(ABOUT, indicator=IndicatorMark(number=4, confidence=1, origin=Origin.STATED))
    hit = replace(HIT, classification=stated)
    of_report = shown(hit_html(hit, query=SearchQuery())).one(".ita-about").text
    assert "ตัวชี้วัด 4 · ระบุในรายงานของหน่วยงานคาดจากเนื้อหา" in of_report

    known, guessed = about.text.split("คาดจากเนื้อหา")
    assert "งดรับของขวัญ · ตรวจแล้ว" in known
    assert about.badge("งดรับของขวัญ · ตรวจแล้ว").all(".ita-icon.check[aria-hidden=true]")
    assert guessed.startswith("จริยธรรมและวินัยตัวชี้วัด 9")
    assert [(badge.text, badge.tip) for badge in about.all(".ita-badge.guessed")] == [
        ("จริยธรรมและวินัย", "โปรแกรมคาดจากเนื้อหา มั่นใจ 72 %"),
        ("ตัวชี้วัด 9", "9 การเปิดเผยข้อมูล · โปรแกรมคาดจากเนื้อหา มั่นใจ 50 %"),
    ]


def test_hostile_and_endless_text_stays_text() -> None:
    hostile = "<script>alert(1)</script>" * 200
    measure = replace(MEASURE, title=hostile, steps=hostile, responsible=hostile, number="<b>")
    town = replace(TOWN, name="<i>" + "ก" * 200, province="<u>")
    passage = Snippet(field="title", text=hostile[:280], highlights=((0, 400),))
    hit = replace(HIT, measure=measure, organisation=town, passage=passage)

    html = hit_html(hit, query=SearchQuery(text=hostile[:99], like=("<u>",), without=('"><b>',)))

    assert not shown(html).all("script, i, b, u")
    assert len(html.split("<details")[0]) < 5000


def test_what_opens_below_a_hit_does_not_repeat_a_line_that_the_card_shows_whole() -> None:
    measure = replace(MEASURE, steps="ติดป้ายงดรับของขวัญหน้าสำนักงาน")
    card = card_of(measure=measure)

    assert card.text.count(measure.steps or "") == 1
    assert MEASURE.steps and MEASURE.steps.split()[1] in card_of().fold("…").text
    assert "ต.ค. ๖๕ - ก.ย. ๖๖" in card.fold("…").text


COPY = SameText(measure_id="r2-t2r5", organisation=TOWN, fiscal_year_be=2567, source=PLACE)
FOLDED = replace(HIT, same_text=(COPY,))


def _summary(hit: Hit) -> str:
    return shown(copies_html(hit, {})).folds[0].summary


def _shown(here: Measure, there: Measure) -> Shown:
    return shown(copies_html(replace(FOLDED, measure=here), {COPY.measure_id: there}))


def test_the_summary_counts_reports_places_and_years() -> None:
    other = replace(TOWN, id="o2", name="เทศบาลเมืองริมธาร")
    elsewhere = replace(COPY, measure_id="r3-t1r1", organisation=other)

    assert _summary(FOLDED).endswith("ใน 2 รายงาน · ปีงบฯ 2566–2567")
    one_year = replace(HIT, same_text=(replace(COPY, fiscal_year_be=2566),))
    assert _summary(one_year).endswith("ใน 2 รายงาน")
    more = copies_html(replace(FOLDED, more_copies=1), {COPY.measure_id: MEASURE})
    assert shown(more).folds[0].summary.startswith("มาตรการเดียวกัน")
    both = replace(HIT, same_text=(COPY, elsewhere))
    assert _summary(both).endswith("ใน 2 แห่ง 3 รายงาน · ปีงบฯ 2566–2567")


@examples("views", "what differs is said in a few words")
def test_what_differs_is_said_in_a_few_words(here: str, there: str, said: str) -> None:
    copies = _shown(replace(MEASURE, results=here), replace(MEASURE, results=there))

    assert said in copies.texts(".ita-quiet")


def test_of_many_fields_that_differ_four_are_named() -> None:
    for count, more in ((4, ""), (5, "…")):
        copies = _shown(
            MEASURE, MEASURE.with_texts(dict.fromkeys(TEXT_FIELDS[1 : count + 1], "อื่น"))
        )
        (said,) = (text for text in copies.texts(".ita-quiet") if text.startswith("ต่างที่"))
        assert (said.count(","), said.endswith("…")) == (3, bool(more))


def test_both_reports_are_one_click_away_unless_they_are_one() -> None:
    within = replace(HIT, same_text=(replace(COPY, measure_id="r1-t9r9"),))

    link = _shown(MEASURE, MEASURE).link("เทียบสองรายงาน")
    assert link.href == "compare?left=r2&right=r1"
    assert "เทียบสองรายงาน" not in shown(copies_html(within, {})).text
