"""The language of the screen, read from the URL."""

from types import SimpleNamespace

import pytest

from itasearch.ui.kit import labels
from itasearch.ui.kit.state import address, in_one_language, language, preferred_language, say


def test_a_run_reads_its_language_once(monkeypatch: pytest.MonkeyPatch) -> None:
    url = {"lang": "en"}
    monkeypatch.setattr("streamlit.query_params", url)

    with in_one_language():
        url.clear()
        said = language(), say(labels.NAV_SEARCH)

    assert said == ("en", labels.NAV_SEARCH.en)
    assert language() == "th"


def test_an_unknown_language_is_thai(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.query_params", {"lang": "fr"})

    with in_one_language():
        assert language() == "th"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "th"),
        ("th-TH,th;q=0.9,en;q=0.8", "th"),
        ("en-US,en;q=0.9", "en"),
        ("en-GB", "en"),
        ("en;q=0.3,th;q=0.9", "th"),
        ("de-DE,de;q=0.9,en;q=0.8,th;q=0.7", "en"),
        ("fr,zh;q=0.5", "th"),
        ("en;q=broken,th", "th"),
        ("th; q=0.1, en; q=0.9", "en"),
        ("en;q=0", "th"),
    ],
)
def test_a_browser_prefers_the_language_that_it_ranks_first(accepted: str, expected: str) -> None:
    assert preferred_language(accepted) == expected


@pytest.mark.parametrize(
    ("accepted", "url", "link"),
    [
        ("th", {}, "library"),
        ("th", {"lang": "en"}, "library?lang=en"),
        ("en", {}, "library?lang=en"),
        ("en", {"lang": "th"}, "library?lang=th"),
    ],
)
def test_links_name_the_language_unless_thai_needs_no_name(
    accepted: str, url: dict[str, str], link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.query_params", url)
    monkeypatch.setattr("streamlit.context", SimpleNamespace(headers={"Accept-Language": accepted}))

    with in_one_language():
        assert address("library") == link
