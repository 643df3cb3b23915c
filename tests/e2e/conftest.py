"""A server of its own with the sample library, and a browser to look at it."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

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


@pytest.fixture(scope="session")
def drafts_home(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that drafts_url serves."""
    return Path(shutil.copytree(library_home, tmp_path_factory.mktemp("drafts") / "home"))


@pytest.fixture(scope="session")
def drafts_url(drafts_home: Path) -> Iterator[str]:
    """Like app_url, for tests that write in drafts, each in its own, or put no report in."""
    with served(drafts_home) as url:
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
) -> Iterator[BrowserContext]:
    """Windows of one size, which share what they remember and the scripts that they loaded."""
    more["viewport"] = {"width": width, "height": height}
    with browser.new_context(locale="th-TH", **more) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context


def opened(windows: BrowserContext) -> Iterator[Page]:
    """A window without memory of earlier ones, but for their scripts, which take a second."""
    page = windows.new_page()
    everything = {"origin": "*", "storageTypes": "all"}
    windows.new_cdp_session(page).send("Storage.clearDataForOrigin", everything)
    windows.clear_cookies()
    yield page
    for one in windows.pages:
        one.close()


@pytest.fixture(scope="session")
def desks(browser: Browser) -> Iterator[BrowserContext]:
    """Desktop windows."""
    with window(browser) as windows:
        yield windows


@pytest.fixture
def page(desks: BrowserContext) -> Iterator[Page]:
    """A desktop window."""
    yield from opened(desks)


@pytest.fixture(scope="session")
def phones(browser: Browser) -> Iterator[BrowserContext]:
    """Narrow windows."""
    with window(browser, width=390, height=844, has_touch=True) as windows:
        yield windows


@pytest.fixture
def phone(phones: BrowserContext) -> Iterator[Page]:
    """A narrow window."""
    yield from opened(phones)


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
        PROVIDER_VARIABLES["server_metadata_url"]: f"{issuer}/.well-known/openid-configuration",
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
