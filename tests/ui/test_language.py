"""The language of the screen, read from the URL."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from itasearch.ui.kit import labels
from itasearch.ui.kit.state import address, in_one_language, language, say
from tests.ui.conftest import VIEWS, opened


def test_a_run_reads_its_language_once(monkeypatch: pytest.MonkeyPatch) -> None:
    url = {"lang": "en"}
    monkeypatch.setattr("streamlit.query_params", url)

    with in_one_language():
        url.clear()
        said = language(), say(labels.NAV_SEARCH)

    assert said == ("en", labels.NAV_SEARCH.en)
    assert language() == "th"


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


@pytest.mark.parametrize(
    ("locale", "url", "link"),
    [
        ("th", {}, "library"),
        ("th", {"lang": "en"}, "library?lang=en"),
        ("en", {}, "library?lang=en"),
        ("en", {"lang": "th"}, "library?lang=th"),
    ],
)
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
