"""Other sites: under a foreign name that leads to this machine, in a frame, and by requests of
their pages neither the app nor what programs ask is opened.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import MAPPED_NAME, settled
from tests.tools.server import run_by_streamlit, served

POST = """async (address) => {
  await fetch(address, { method: "POST", mode: "no-cors", body: "{}" }).catch(() => null);
}"""
INJECTED = """() => {
  const script = document.createElement("script");
  script.textContent = "window.theirs = 1";
  document.body.append(script);
  return window.theirs ?? null;
}"""
POLICY = "Content Security Policy"


@pytest.fixture(scope="module", params=["serve", "streamlit run app.py"])
def port(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Port of the app on an empty home, served in both ways."""
    home: Path = tmp_path_factory.mktemp("home")
    with (served if request.param == "serve" else run_by_streamlit)(home) as url:
        yield urlsplit(url).port or 0


@pytest.mark.fast
def test_views_load_what_they_need_under_the_policy(page: Page, port: int) -> None:
    refused = list[str]()
    page.on("console", lambda one: refused.append(one.text) if POLICY in one.text else None)

    for view in ("", "library", "template"):
        page.goto(f"http://localhost:{port}/{view}")
        settled(page)

    assert refused == []
    # The page's own script runs, another one within the page does not.
    assert page.evaluate("() => document.documentElement.lang") == "th"
    with page.expect_console_message(lambda one: POLICY in one.text):
        assert page.evaluate(INJECTED) is None
    assert page.evaluate("() => document.fonts.check('1rem Sarabun')")
    with page.expect_console_message(lambda one: POLICY in one.text):
        page.evaluate(POST, f"http://{MAPPED_NAME}:{port}/")
    answer = page.request.get(f"http://localhost:{port}/_stcore/metrics")
    assert answer.status == 200
    forwarded = {"X-Forwarded-For": "203.113.0.1"}
    answer = page.request.get(f"http://localhost:{port}/_stcore/metrics", headers=forwarded)
    assert (answer.status, answer.headers["x-frame-options"]) == (403, "DENY")
