"""A server of its own with the sample library, and a browser to look at it."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect, sync_playwright

from itasearch.config import APP_URL_VARIABLE, PROVIDER_VARIABLES
from tests.tools.render_pdf import chromium
from tests.tools.server import served

MAPPED_NAME = "evil.example"
"""A foreign site's name that the browser resolves to this machine, as after DNS rebinding."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {MAPPED_NAME} 127.0.0.1",
)
PATIENCE_MS = 120_000
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests here; with CI set, a missing browser fails them instead of skipping."""
    missing = chromium() is None and not os.environ.get("CI")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(missing, reason="no Chromium installed"))
            # On a busy machine Streamlit may redraw under a click; a second failure is a fault.
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def app_url(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of `itasearch serve` on a copy of the library."""
    home = shutil.copytree(library_home, tmp_path_factory.mktemp("served") / "home")
    with served(home) as url:
        yield url


@pytest.fixture(scope="module")
def drafts_home(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that drafts_url serves."""
    return Path(shutil.copytree(library_home, tmp_path_factory.mktemp("drafts") / "home"))


@pytest.fixture(scope="module")
def drafts_url(drafts_home: Path) -> Iterator[str]:
    """Like app_url, for the tests of a module that write in drafts, each in its own."""
    with served(drafts_home) as url:
        yield url


@pytest.fixture
def own_served_home(library_home: Path, tmp_path: Path) -> Path:
    """The home that own_app_url serves."""
    return Path(shutil.copytree(library_home, tmp_path / "home"))


@pytest.fixture
def own_app_url(own_served_home: Path) -> Iterator[str]:
    """Like app_url, for one test that takes something away which others read."""
    with served(own_served_home) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield opened
        opened.close()


@contextmanager
def window(
    browser: Browser, *, width: int = 1440, height: int = 900, **more: Any
) -> Iterator[Page]:
    """A window without memory of earlier ones."""
    size: ViewportSize = {"width": width, "height": height}
    with browser.new_context(viewport=size, locale="th-TH", **more) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop window."""
    with window(browser) as page:
        yield page


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A narrow window."""
    with window(browser, width=390, height=844, has_touch=True) as page:
        yield page


SIZES = {"th": (1440, 900), "en": (390, 844)}


@pytest.fixture(params=SIZES)
def language(page: Page, request: pytest.FixtureRequest) -> str:
    """Thai in a wide window, English in a narrow one: both languages and both sizes are seen."""
    width, height = SIZES[request.param]
    page.set_viewport_size({"width": width, "height": height})
    return str(request.param)


def set_provider(patch: pytest.MonkeyPatch, issuer: str, *, app_url: str) -> None:
    """Let servers that are started now sign people in by a provider, which has no HTTPS."""
    for name, value in {
        PROVIDER_VARIABLES["url"]: f"{issuer}/.well-known/openid-configuration",
        PROVIDER_VARIABLES["client_id"]: "itasearch",
        PROVIDER_VARIABLES["client_secret"]: "secret",
        APP_URL_VARIABLE: app_url,
        "AUTHLIB_INSECURE_TRANSPORT": "1",
    }.items():
        patch.setenv(name, value)


def until(page: Page, condition: str, argument: object = None) -> None:
    """Wait until a script is true. (Playwright's own waiting makes code of text in the page, which
    the app's policy forbids: itasearch/server/page_headers.py.)
    """
    deadline = time.monotonic() + PATIENCE_MS / 1000
    is_true = False
    while not is_true:
        assert time.monotonic() < deadline, condition
        with suppress(Error):  # the page is being loaded anew
            is_true = bool(page.evaluate(condition, argument))
        page.wait_for_timeout(50)


def fits(page: Page) -> bool:
    """Whether the view does not scroll aside."""
    main = page.locator("[data-testid=stMain]")
    return bool(main.evaluate("element => element.scrollWidth <= element.clientWidth"))


def settled(page: Page) -> None:
    """Wait until the app has drawn the view: what is measured or pressed before may move.

    Streamlit loads what draws a button or a choice when the first of them comes, and shows a
    skeleton until then, also after the script has ended; letters arrive late, too.
    """
    page.locator(".stApp[data-test-script-state=notRunning]").wait_for()
    drawing = page.locator("[data-testid=stSpinner], [data-testid=stSkeleton], [data-stale=true]")
    expect(drawing).to_have_count(0, timeout=PATIENCE_MS)
    page.evaluate("() => document.fonts.ready.then(() => true)")
