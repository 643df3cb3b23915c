"""The view ค้นหา, driven as a person would by Streamlit's AppTest."""

import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.errors import BackendError
from itasearch.model.classification import FacetCounts
from itasearch.model.ranking import UNREFINED, AddedName, Addition, Ranking, SearchMode
from itasearch.ui.search.labels import SIGNAL_LABELS
from itasearch.workspace import Workspace
from tests.ui.conftest import html_of, in_url, search_view

NAMES = (
    AddedName(name="งดรับของขวัญ", asked="gift", kind=Addition.TRANSLATION),
    AddedName(name="ของกำนัล", asked="gift", kind=Addition.TRANSLATION),
)


@pytest.fixture
def app(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return search_view(library_home, monkeypatch)


def _go(app: AppTest, **parameters: str | list[str]) -> AppTest:
    """Come by a link, or by Back."""
    app.query_params.clear()
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def _cards(app: AppTest) -> int:
    return html_of(app).count('<article class="ita-card">')


def _links(app: AppTest, text: str) -> list[str]:
    """Addresses of the links of this text, signs and counts aside."""
    link = rf'<a [^>]*href="([^"]*)"[^>]*>(?:<s>|<span>)?{re.escape(text)}<'
    return [unescape(address) for address in re.findall(link, html_of(app))]


def _follow(app: AppTest, text: str) -> AppTest:
    """Click the first link of this text."""
    return _go(app, **parse_qs(urlsplit(_links(app, text)[0]).query))


def _is_on(app: AppTest, text: str) -> bool:
    """Whether the first switch or choice of this text is on."""
    switch = rf'aria-checked="(true|false)"[^>]*>(?:<s>|<span>)?{re.escape(text)}<'
    found = re.search(switch, html_of(app))
    assert found
    return found[1] == "true"


def _add_names(monkeypatch: pytest.MonkeyPatch, *added: AddedName) -> None:
    """Let every answer tell these names, but for those that the question leaves out."""
    search = Workspace.search

    def searched(workspace: Workspace, text: str, **asked: Any) -> Ranking:
        ranking = search(workspace, text, **{**asked, "refinement": UNREFINED})
        without = asked.get("refinement", UNREFINED).without
        return replace(ranking, added=tuple(one for one in added if one.name not in without))

    monkeypatch.setattr(Workspace, "search", searched)


def test_the_first_screen_says_what_the_library_holds(app: AppTest) -> None:
    app.run()

    assert not app.exception
    assert re.search(r"ในคลังมี \d+ มาตรการ", html_of(app))
    assert [b.label for b in app.button if b.key and b.key.startswith("search.try.")]


def test_a_query_shows_hits_with_their_source(app: AppTest) -> None:
    app.run()
    app.text_input(key="search.query").set_value("No Gift Policy")
    app.button(key="search.go").click().run()

    assert not app.exception
    assert _cards(app) == 10
    assert "<mark>" in html_of(app)
    assert 'title="corpus/' in html_of(app)
    assert in_url(app, "q") == ["No Gift Policy"]


def test_an_example_is_asked_by_a_click(app: AppTest) -> None:
    app.run()
    app.button(key="search.try.No Gift Policy").click().run()

    assert app.text_input(key="search.query").value == "No Gift Policy"
    assert in_url(app, "q") == ["No Gift Policy"]
    assert "ของขวัญ" in html_of(app)


def test_the_url_alone_opens_an_answer(app: AppTest) -> None:
    _go(app, q="ร้องเรียนการทุจริต", year="2566", k="20")

    html = html_of(app)
    assert _is_on(app, "2566")
    assert 'ita-badge ">ปีงบฯ 2566' in html
    assert 'ita-badge ">ปีงบฯ 2565' not in html


def test_back_brings_the_question_before(app: AppTest) -> None:
    _go(app, q="ของขวัญ", year="2566")
    app.text_input(key="search.query").set_value("ร้องเรียน")
    app.button(key="search.go").click().run()
    _go(app, q="ของขวัญ")

    assert app.text_input(key="search.query").value == "ของขวัญ"
    assert not _is_on(app, "2566")


def test_a_choice_stands_though_the_browser_knows_an_older_url(app: AppTest) -> None:
    _go(app, q="ของขวัญ")
    towns = app.multiselect(key="search.organisation")
    towns.select(towns.options[0])
    app.query_params.clear()
    app.run()

    assert len(app.multiselect(key="search.organisation").value) == 1
    assert in_url(app, "q") == ["ของขวัญ"]


def test_unknown_values_in_the_url_are_left_out(app: AppTest) -> None:
    unknown = dict.fromkeys(("province", "topic", "type", "organisation"), "<script>")
    _go(app, q="ของขวัญ", mode="x", k="๙", year="1e9", indicator="0", without="<script>", **unknown)

    assert not app.exception
    assert "กรองเฉพาะ" not in html_of(app)
    assert "<script>" not in html_of(app)
    assert _cards(app) == 10


def test_what_can_be_filtered_is_offered_with_its_count(app: AppTest) -> None:
    app.run()

    html = html_of(app)
    assert re.search(r'<span>งดรับของขวัญ</span><span class="count">\d+</span>', html)
    assert re.search(r'<span>10 การป้องกันการทุจริต</span><span class="count">\d+</span>', html)
    assert re.search(r'<span>2566</span><span class="count">\d+</span>', html)
    assert '<span class="count">0</span>' not in html


def test_a_chosen_filter_stays_to_be_taken_off_though_nothing_has_it(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = FacetCounts(topics={}, indicators={}, fiscal_years={}, types={}, provinces={})
    monkeypatch.setattr(Workspace, "facet_counts", lambda _workspace, _filters: none)
    _go(app, q="ของขวัญ", topic="no_gift")

    assert _is_on(app, "งดรับของขวัญ")
    assert not _links(app, "จัดซื้อจัดจ้าง")


def test_filters_without_counts_while_the_index_cannot_tell(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_workspace: Workspace, _filters: object) -> FacetCounts:
        raise BackendError("built otherwise")

    monkeypatch.setattr(Workspace, "facet_counts", broken)
    app.run()

    assert _links(app, "จัดซื้อจัดจ้าง")
    assert 'class="count"' not in html_of(app)


def test_a_topic_is_looked_at_without_a_word(app: AppTest) -> None:
    app.run()
    _follow(app, "งดรับของขวัญ")

    assert in_url(app, "topic") == ["no_gift"]
    assert in_url(app, "q") == []
    assert _cards(app)
    assert "ของขวัญ" in html_of(app).split('class="ita-title">')[1][:300]


def test_a_year_alone_is_no_question_yet(app: AppTest) -> None:
    _go(app, year="2566")

    assert not _cards(app)
    assert 'aria-label="เอา “2566” ออก"' in html_of(app)
    assert "topic=no_gift" in "".join(_links(app, "งดรับของขวัญ"))


def test_filters_are_counted_and_cleared(app: AppTest) -> None:
    _go(app, q="ของขวัญ", year="2566", indicator="10")
    assert app.expander[0].label == "ตัวกรอง (2)"

    _follow(app, "ล้างตัวกรอง")

    assert app.expander[0].label == "ตัวกรอง"
    assert "year" not in app.query_params


def test_more_hits_are_shown_on_demand(app: AppTest) -> None:
    _go(app, q="การทุจริต")
    app.button(key="search.more").click().run()

    assert _cards(app) == 20
    assert in_url(app, "k") == ["20"]


def test_a_query_without_answer_says_so_in_thai(app: AppTest) -> None:
    _go(app, q="zxqv wvutsr")

    assert not app.exception
    assert "ไม่พบมาตรการ" in app.warning[0].value


def test_a_hostile_query_stays_text(app: AppTest) -> None:
    _go(app, q="<script>zx</script> **qv** $wv$ [utsr](http://x) :red[y]")

    assert not app.exception
    assert "<script>zx" not in html_of(app)
    assert all("\\*\\*qv\\*\\*" in warning.value for warning in app.warning)


def test_words_that_were_added_stand_beside_what_they_are_for(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_names(monkeypatch, *NAMES)
    _go(app, q="gift")

    html = html_of(app)
    assert '<span class="asked">gift</span>' in html
    assert _is_on(app, "ของกำนัล")


def test_an_added_word_is_switched_off_and_on_again(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_names(monkeypatch, *NAMES)
    _go(app, q="gift")
    _follow(app, "ของกำนัล")
    assert in_url(app, "without") == ["ของกำนัล"]
    assert "<s>ของกำนัล</s>" in html_of(app)
    assert not _is_on(app, "ของกำนัล")

    _follow(app, "ของกำนัล")

    assert in_url(app, "without") == []
    assert _is_on(app, "ของกำนัล")


def test_many_added_words_are_folded(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [replace(NAMES[0], name=f"คำที่ {number}") for number in range(1, 16)]
    _add_names(monkeypatch, *many)
    _go(app, q="gift")

    shown, folded = html_of(app).split("อีก 11 คำ</summary>")
    assert "คำที่ 4<" in shown
    assert "คำที่ 15<" in folded


def test_many_groups_of_added_words_show_a_few_words_each(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [
        replace(NAMES[0], name=f"คำที่ {number}", asked=f"กลุ่ม {number % 5}") for number in range(25)
    ]
    _add_names(monkeypatch, *many)
    _go(app, q="gift")

    html = html_of(app)
    shown, folded = html.split("อีก 5 คำ</summary>")
    assert html.count("อีก 2 คำ</summary>") == 5
    assert ">กลุ่ม 3<" in shown
    assert ">กลุ่ม 4<" in folded


def test_a_quoted_phrase_shows_no_added_words(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_names(monkeypatch, *NAMES)
    _go(app, q='"gift"')

    assert "คำที่ช่วยค้นด้วย" not in html_of(app)


def test_a_respelling_can_be_refused(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    respelt = AddedName(name="ร้องเรียน", asked="รองเรียน", kind=Addition.RESPELLING)
    _add_names(monkeypatch, respelt)
    _go(app, q="รองเรียน")
    assert "ค้นหา “ร้องเรียน” ด้วย ·" in html_of(app)

    _follow(app, "ค้นเฉพาะที่พิมพ์ “รองเรียน”")

    assert in_url(app, "without") == ["ร้องเรียน"]
    assert "ค้นเฉพาะ “รองเรียน” ตามที่พิมพ์ ·" in html_of(app)
    assert _links(app, "ค้นหา “ร้องเรียน” ด้วย")


def test_more_of_one_hit_and_less_of_another_refine_the_question(app: AppTest) -> None:
    _go(app, q="No Gift Policy")
    _follow(app, "คล้ายแบบนี้")
    unlike = _links(app, "ไม่เอาแบบนี้")[-1]
    _go(app, **parse_qs(urlsplit(unlike).query))

    assert not app.exception
    assert in_url(app, "like")
    assert in_url(app, "unlike")[0] not in re.findall(r"about=([\w-]+)", html_of(app))
    assert 'aria-label="ไม่เอาแบบนี้"' in html_of(app)
    assert _cards(app) == 10


def test_a_hit_that_was_just_marked_as_unlike_leaves_a_notice_in_its_place(app: AppTest) -> None:
    _go(app, q="No Gift Policy")
    third = re.findall(r"about=([\w-]+)", html_of(app))[2]
    _go(app, q="No Gift Policy", unlike=third)

    before, after = html_of(app).split('<p class="ita-unliked"')
    assert before.count('<article class="ita-card">') == 2
    assert "เลิกทำ</a>" in after.split("</p>")[0]

    _follow(app, "เลิกทำ")
    assert in_url(app, "unlike") == []
    assert "ita-unliked" not in html_of(app)


def test_the_filters_say_what_their_numbers_count_and_how_values_combine(app: AppTest) -> None:
    app.run()

    assert "ไม่ได้นับเฉพาะคำตอบของคำค้น" in html_of(app)
    assert "ค่าใดค่าหนึ่งก็ได้" in html_of(app)


def test_english_years_say_their_era(app: AppTest) -> None:
    _go(app, q="No Gift Policy", lang="en")

    assert re.search(r">FY 25\d\d BE</span>", html_of(app))


def test_a_marked_measure_that_is_gone_can_be_taken_off(app: AppTest) -> None:
    _go(app, q="No Gift Policy", unlike="r000-t1r1")

    assert "ไม่มีรายงานหรือมาตรการนี้" in app.warning[0].value
    assert 'aria-label="เอา “ไม่อยู่ในคลังแล้ว” ออก"' in html_of(app)


def test_a_like_is_taken_off_by_its_chip(app: AppTest) -> None:
    _go(app, q="No Gift Policy")
    _follow(app, "คล้ายแบบนี้")
    found = re.search(r'<a class="[^"]*removable" href="([^"]*)"', html_of(app))
    assert found
    _go(app, **parse_qs(urlsplit(unescape(found[1])).query))

    assert in_url(app, "like") == []
    assert in_url(app, "q") == ["No Gift Policy"]


def test_all_that_are_like_a_measure_are_asked_for_without_words(app: AppTest) -> None:
    _go(app, q="No Gift Policy")
    _follow(app, "คล้ายแบบนี้")
    _follow(app, "ดูที่คล้ายทั้งหมด โดยไม่ใช้คำค้น")

    assert in_url(app, "q") == []
    assert app.text_input(key="search.query").value == ""
    assert "มาตรการที่คล้ายที่สุด" in html_of(app)
    assert _cards(app) == 10


def test_an_older_link_to_similar_measures_still_leads_there(app: AppTest) -> None:
    _go(app, q="No Gift Policy")
    _follow(app, "คล้ายแบบนี้")
    measure_id = in_url(app, "like")
    _go(app, q="No Gift Policy", similar=measure_id)

    assert in_url(app, "like") == measure_id
    assert in_url(app, "similar") == in_url(app, "q") == []
    assert _cards(app) == 10


def test_other_words_are_another_question(app: AppTest) -> None:
    _go(app, q="No Gift Policy")
    _follow(app, "คล้ายแบบนี้")
    app.text_input(key="search.query").set_value("ร้องเรียน")
    app.button(key="search.go").click().run()

    assert in_url(app, "like") == []
    assert in_url(app, "q") == ["ร้องเรียน"]


def test_a_measure_that_is_gone_is_told(app: AppTest) -> None:
    _go(app, like="r000-t1r1")

    assert not app.exception
    assert "ไม่มีรายงานหรือมาตรการนี้" in app.warning[0].value


def test_a_stale_index_is_brought_up_to_date_first(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(own_home / "index" / "search")

    app = _go(search_view(own_home, monkeypatch), q="No Gift Policy")

    assert not app.exception
    assert _cards(app) == 10


def test_a_broken_index_is_rebuilt_by_a_button(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for manifest in (own_home / "index" / "search").glob("*/manifest.json"):
        manifest.write_bytes(b"broken")
    app = _go(search_view(own_home, monkeypatch), q="No Gift Policy")
    assert "สร้างดัชนีใหม่" in app.error[0].value

    app.button(key="fault.rebuild").click().run()
    app.run()

    assert not app.error
    assert _cards(app) == 10


def test_hits_of_an_older_index_are_marked_as_such(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "refresh", lambda _workspace, progress: False)
    _go(app, q="No Gift Policy")

    assert "อาจยังไม่รวมรายงานล่าสุด" in app.info[0].value
    assert _cards(app) == 10


def test_a_fault_of_the_index_is_told(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_workspace: Workspace, *, progress: object) -> bool:
        raise BackendError("no such segment")

    monkeypatch.setattr(Workspace, "refresh", broken)
    _go(app, q="No Gift Policy")

    assert not app.exception
    assert "ใช้ดัชนีค้นหาไม่ได้" in app.error[0].value
    assert app.code[0].value == "no such segment"


def test_sample_organisations_bear_their_mark(app: AppTest) -> None:
    _go(app, q="No Gift Policy")

    assert ">ตัวอย่าง</span>" in html_of(app)


def test_an_empty_library_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = search_view(tmp_path, monkeypatch).run()

    assert not app.exception
    assert "ยังไม่มีรายงาน" in app.info[0].value
    assert 'href="library">ไปเพิ่มรายงาน</a>' in html_of(app)


def test_a_query_to_an_empty_library_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _go(search_view(tmp_path, monkeypatch), q="ของขวัญ")

    assert not app.exception
    assert "ยังไม่มีรายงาน" in app.info[0].value
    assert not app.warning


def test_without_an_answer_each_way_on_is_one_click(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add_names(monkeypatch, *NAMES)
    asked = {
        "q": '"zxqv" ขั้นตอน:mnbv -wvutsr -"คำที่ ไม่เอา"',
        "year": "2566",
        "unlike": "r000-t1r1",
        "mode": "semantic",
    }
    search = Workspace.search

    def nothing(workspace: Workspace, text: str, **asked_for: Any) -> Ranking:
        return replace(search(workspace, text, **asked_for), hits=())

    monkeypatch.setattr(Workspace, "search", nothing)
    _go(app, **asked)

    ways = {
        "ค้นโดยไม่ใช้ตัวกรอง (1)": "year",
        "เลิกใช้ “คล้าย” และ “ไม่เอา”": "unlike",
        "ค้นทั้งความหมายและคำ": "mode",
    }
    for text, name in ways.items():
        assert f"{name}=" not in _links(app, text)[0]
    assert _links(app, "ค้นโดยไม่ใช้เครื่องหมาย: zxqv mnbv")
    assert "without=" in _links(app, "ค้นเฉพาะคำที่พิมพ์")[0]


@pytest.mark.parametrize("mode", SearchMode)
def test_every_part_of_a_score_has_a_name(library_home: Path, mode: SearchMode) -> None:
    with open_workspace(library_home) as workspace:
        ranking = workspace.search("No Gift Policy", k=2, mode=mode)

    assert {name for hit in ranking.hits for name, _value in hit.signals} <= set(SIGNAL_LABELS)


def test_english_is_beside_the_thai(app: AppTest) -> None:
    _go(app, q="zxqv wvutsr", lang="en")

    assert "No measure matches" in app.warning[0].value
    assert in_url(app, "lang") == ["en"]
