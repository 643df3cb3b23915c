"""The search of the documentation site cuts a query in the browser as it cut the pages."""

import pytest
from playwright.sync_api import Page

from tests.docs.pages import ROOT


@pytest.mark.parametrize(
    "query", ["แผนปีถัดไป", "งดรับของขวัญ No Gift", "ปี 2566", "--allow-host", "ที่", "reread"]
)
def test_a_query_is_cut_as_the_pages_are(
    page: Page, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sphinx", reason="needs the packages of the extra docs")
    monkeypatch.syspath_prepend(ROOT / "docs" / "_extensions")
    from thai import SearchThaiAndEnglish  # type: ignore[import-not-found]

    code = SearchThaiAndEnglish.js_splitter_code
    in_browser = page.evaluate(f"query => {{ {code}; return splitQuery(query); }}", query)

    assert in_browser == SearchThaiAndEnglish({}).split(query)
    assert in_browser
