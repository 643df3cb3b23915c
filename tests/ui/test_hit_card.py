"""A hit as a card: what an officer sees at a glance, and that no text becomes markup."""

import re
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
from tests.cases import examples, whole
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
COPY = SameText(measure_id="r2-t2r5", organisation=TOWN, fiscal_year_be=2567, source=PLACE)
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


def _copy(year: int | None, **changes: Any) -> SameText:
    return replace(COPY, measure_id=f"r{year}-t1r1", fiscal_year_be=year, **changes)


def test_a_card_shows_all_that_is_known_of_its_hit() -> None:
    unsure = replace(PLACE, year_unsure=True)
    told = replace(MEASURE, id="r9-t1", results="ยกเลิก ใช้ระบบใหม่แทน")
    other = replace(TOWN, id="o2", name="เทศบาลเมืองริมธาร")
    stated = replace(ABOUT, indicator=IndicatorMark(number=4, confidence=1, origin=Origin.STATED))
    elsewhere = replace(
        HIT,
        measure=replace(MEASURE, title="นโยบาย No Gift Policy", indicator_corrected=True),
        why=Reason(found=(FoundName(text="no gift", field="title"),)),
        passage=Snippet(field="results", text="แจ้งเวียนทุกกอง", highlights=((0, 9),)),
        classification=stated,
    )
    copied = replace(
        HIT,
        organisation=replace(TOWN, id="o1"),
        measure=replace(MEASURE, steps="ติดป้ายงดรับของขวัญหน้าสำนักงาน", source=unsure),
        same_text=tuple(_copy(year, organisation=other) for year in (2565, 2567, None)),
        quotations=quotations(MEASURE, told),
    )
    unknown = replace(HIT, organisation=None, fiscal_year_be=None, classification=ABOUT)
    many = replace(HIT, same_text=(_copy(2565, source=unsure),), more_copies=41)
    since = replace(HIT, unchanged_since=2564, total=91.5, total_year_be=2565)
    cards = [
        *(hit_html(one, query=SearchQuery()) for one in (elsewhere, copied, unknown)),
        hit_html(replace(many, more_organisations=37), query=SearchQuery()),
        hit_html(since, query=SearchQuery(), kind=ReportKind.PLAN),
    ]

    lines = "\n\n".join(cards).replace("><", ">\n<").splitlines(keepends=True)
    found = "".join(line for line in lines if re.sub("<[^>]*>", "", line).strip())
    assert found == whole("hits.html", found)


def test_a_long_passage_begins_at_the_space_before_its_first_mark() -> None:
    text = f"{'ก' * 40} {'ข' * 40} แจ้งเวียนทุกกอง"
    passage = Snippet(field="steps", text=text, highlights=((82, 91),))
    card = card_of(measure=replace(MEASURE, steps=text), passage=passage)

    assert card.one(".ita-text").text == "…แจ้งเวียนทุกกอง"
    assert text in card.fold("…").text
    assert card.one(".ita-text").marks == ["แจ้งเวียน"]


def test_more_of_it_and_correcting_it_keep_the_question() -> None:
    filters = FilterNames(fiscal_years=("2566", "2567"))
    query = SearchQuery(text="ของขวัญ", filters=filters, limit=20, like=("r9-t1r1",))
    query = replace(query, about="r9-t1r1")
    (card,) = cards(hit_html(HIT, query=query))

    asked = "./?q=ของขวัญ&like=r9-t1r1&year=2566&year=2567&k=20"
    assert [unquote_plus(href) for href in card.fold("…").hrefs] == [
        f"{asked}&about=r1-t2r5",
        "./?q=ของขวัญ&like=r9-t1r1&like=r1-t2r5&year=2566&year=2567",
        "library?report=r1&check=1&row=r1-t2r5",
        "library?report=r1&measure=r1-t2r5",
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
