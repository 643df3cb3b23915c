"""The whole app: its views, its page, its language."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

from itasearch.model.source import Rectangle
from itasearch.server.assembled import middleware, routes
from itasearch.server.figures import FiguresCheck
from itasearch.server.health import HealthAddresses
from itasearch.server.host_check import HostCheck
from itasearch.server.observed import Observed
from itasearch.server.page_headers import PageHeaders
from itasearch.server.who_asks import WhoAsks
from itasearch.ui.kit import labels
from itasearch.ui.kit.drop_zone import OwnZonesOnly
from itasearch.ui.kit.language import in_one_language
from itasearch.ui.kit.state import address
from itasearch.ui.original import PagePicture, RowMark, page_html
from itasearch.ui.sessions import SessionEnds
from itasearch.wording.language import language, say, set_fallback
from itasearch.workspace.library import Library
from tests.cases import examples, literal
from tests.tools.raising import raising
from tests.ui.conftest import TIMEOUT, VIEWS, opened, shown_by
from tests.ui.shown import shown

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ITASEARCH_HOME", str(library_home))
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=TIMEOUT)


def test_every_module_that_draws_a_view_is_tested_as_one() -> None:
    ui = ROOT / "itasearch" / "ui"
    drawing = {
        ".".join(path.relative_to(ui).with_suffix("").parts)
        for path in ui.rglob("*.py")
        if "\ndef render() -> None:" in path.read_text(encoding="utf-8")
    }

    assert drawing == set(VIEWS.values())


def test_streamlit_finds_the_app_behind_its_host_check_in_both_entries() -> None:
    for entry in (ROOT / "app.py", ROOT / "itasearch" / "server" / "entry.py"):
        assert discover_asgi_app(entry).import_string == f"{entry.stem}:app"
        source = entry.read_text(encoding="utf-8")
        assert re.search(r"= App\([^=]+, routes=routes\(\), middleware=middleware\(\)\s*\)", source)


def test_a_request_is_checked_before_it_reaches_what_answers_it() -> None:
    passed: list[object] = [one.cls for one in middleware()]

    assert passed == [
        *(Observed, PageHeaders, HealthAddresses, HostCheck, WhoAsks, FiguresCheck),
        *(OwnZonesOnly, SessionEnds),
    ]
    paths = [getattr(one, "path", "") for one in routes()]
    programs = ["feeds", "suggestions", "metrics", "api", "mcp", "uploads"]
    assert [one.split("/")[1] for one in paths[:6]] == programs
    assert set(paths[6:]) == {f"/{view}" for view in ("", *VIEWS)}


def test_every_link_of_the_bar_keeps_the_language(app: AppTest) -> None:
    app.query_params["lang"] = "en"
    app.run()

    header = shown_by(app).one("header")
    assert header.link("itasearch").href == "./?lang=en"
    assert all(link.href.endswith("?lang=en") for link in header.one("nav").links)


def test_the_bar_leads_to_all_views_and_the_other_language(app: AppTest) -> None:
    app.run()

    assert not app.error
    assert app.text_input(key="search.query").value == ""
    header = shown_by(app).one("header")
    assert [(link.text, link.href) for link in header.one("nav").links] == [
        ("ค้นหา", "./"),
        ("เปรียบเทียบ", "compare"),
        ("หน่วยงานเรา", "town"),
        ("หลายแห่ง", "matrix"),
        ("หลักฐาน", "evidence"),
        ("คลัง", "library"),
    ]
    assert header.texts("[aria-current=page]") == ["ค้นหา"]
    assert (header.link("English").href, header.link("English")["lang"]) == ("?lang=en", "en")


def test_a_fault_nobody_foresaw_is_told_without_a_traceback(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "filter_choices", raising(RuntimeError("disk on fire")))
    app.run()

    assert "ไม่สำเร็จ" in app.error[0].value


def test_a_run_reads_its_language_once(monkeypatch: pytest.MonkeyPatch) -> None:
    url = {"lang": "th"}
    monkeypatch.setattr("streamlit.query_params", url)
    set_fallback(lambda: "en")

    with in_one_language():
        url["lang"] = "en"
        said = language(), say(labels.NAV_SEARCH)

    assert said == ("th", labels.NAV_SEARCH.th)
    assert language() == "en"  # a run leaves that of the process as it is


@pytest.mark.parametrize(
    ("locale", "expected"),
    [(None, "th"), ("th-TH", "th"), ("en-US", "en"), ("en", "en"), ("de-DE", "th")],
)
def test_a_screen_has_the_language_of_the_browser(
    locale: str | None, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.query_params", {})
    monkeypatch.setattr("streamlit.context", SimpleNamespace(locale=locale))

    with in_one_language():
        assert language() == expected


@examples("kit", "links that name the language", str, literal, str)
def test_links_name_the_language_unless_thai_needs_no_name(
    locale: str, url: dict[str, str], link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.query_params", url)
    monkeypatch.setattr("streamlit.context", SimpleNamespace(locale=locale))

    with in_one_language():
        assert address("library") == link


@pytest.mark.parametrize("view", VIEWS)
def test_an_english_screen_has_english_headings_and_buttons(view: str, library_home: Path) -> None:
    app = opened(view, library_home, {"lang": "en"})

    texts = [button.label for button in app.button]
    texts += [each.value for kind in (app.title, app.header, app.subheader) for each in kind]
    assert [text for text in texts if re.search("[ก-๛]", text)] == []


_PAGE = PagePicture(url="data:image/png;base64,AAAA", width=700, height=990)


_BOX = Rectangle(left=0.1, top=0.25, right=0.9, bottom=0.375)


def test_a_mark_with_an_address_is_a_link_that_keeps_the_place() -> None:
    mark = RowMark(rectangle=_BOX, name="แถว", href="library?report=r1&row=m1")

    link = shown(page_html(_PAGE, [mark], name="หน้า 1")).one("a.mark")
    assert "stay" in link.kinds
    assert link.href == "library?report=r1&row=m1"


def test_names_stay_text() -> None:
    hostile = '"><script>alert(1)</script>'
    html = page_html(_PAGE, [RowMark(rectangle=_BOX, name=hostile, href=hostile)], name=hostile)

    assert not shown(html).all("script")
    assert '""' not in html
