"""The language of the screen, read from the URL."""

import pytest

from itasearch.ui.kit import labels
from itasearch.ui.kit.state import in_one_language, language, say


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
