"""The view ค้นหา, driven as a person would by Streamlit's AppTest."""

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.errors import BackendError
from itasearch.workspace import Workspace
from tests.ui.conftest import html_of, in_url, search_view


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


def _follow(app: AppTest, link: str) -> AppTest:
    """Click the first link of this text."""
    found = re.search(rf'href="([^"]*)">{link}</a>', html_of(app))
    assert found
    return _go(app, **parse_qs(urlsplit(unescape(found[1])).query))


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
    assert app.multiselect(key="search.year").value == ["2566"]
    assert 'ita-badge ">ปีงบฯ 2566' in html
    assert 'ita-badge ">ปีงบฯ 2565' not in html


def test_back_brings_the_question_before(app: AppTest) -> None:
    _go(app, q="ของขวัญ", year="2566")
    app.text_input(key="search.query").set_value("ร้องเรียน")
    app.button(key="search.go").click().run()
    _go(app, q="ของขวัญ")

    assert app.text_input(key="search.query").value == "ของขวัญ"
    assert app.multiselect(key="search.year").value == []


def test_a_choice_stands_though_the_browser_knows_an_older_url(app: AppTest) -> None:
    _go(app, q="ของขวัญ")
    app.multiselect(key="search.year").select("2566")
    app.query_params.clear()
    app.run()

    assert app.multiselect(key="search.year").value == ["2566"]
    assert in_url(app, "q") == ["ของขวัญ"]


def test_unknown_values_in_the_url_are_left_out(app: AppTest) -> None:
    _go(app, q="ของขวัญ", province="<script>", mode="x", k="๙", year="1e9")

    assert not app.exception
    assert app.multiselect(key="search.province").value == []
    assert _cards(app) == 10


def test_indicators_are_offered_by_name(app: AppTest) -> None:
    app.run()

    assert "1 การปฏิบัติหน้าที่" in app.multiselect(key="search.indicator").options


def test_filters_are_counted_and_cleared(app: AppTest) -> None:
    _go(app, q="ของขวัญ", year="2566", indicator="10")
    assert app.expander[0].label == "ตัวกรอง (2)"

    app.button(key="search.clear").click().run()

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


def test_similar_measures_can_be_asked_for_and_left(app: AppTest) -> None:
    _go(app, q="No Gift Policy")
    _follow(app, "มาตรการที่คล้ายกัน")
    assert "มาตรการที่คล้ายกับ" in app.subheader[0].value

    _follow(app, "← กลับไปที่การค้นหา")

    assert "similar" not in app.query_params
    assert app.text_input(key="search.query").value == "No Gift Policy"


def test_a_new_query_leaves_the_similar_measures(app: AppTest) -> None:
    _go(app, q="No Gift Policy")
    _follow(app, "มาตรการที่คล้ายกัน")
    app.text_input(key="search.query").set_value("ร้องเรียน")
    app.button(key="search.go").click().run()

    assert "similar" not in app.query_params
    assert in_url(app, "q") == ["ร้องเรียน"]


def test_a_measure_that_is_gone_is_told(app: AppTest) -> None:
    _go(app, similar="r000-t1r1")

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


def test_a_query_to_an_empty_library_finds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _go(search_view(tmp_path, monkeypatch), q="ของขวัญ")

    assert not app.exception
    assert "ไม่พบมาตรการ" in app.warning[0].value


def test_english_is_beside_the_thai(app: AppTest) -> None:
    _go(app, q="zxqv wvutsr", lang="en")

    assert "No measure matches" in app.warning[0].value
    assert in_url(app, "lang") == ["en"]
