"""The app behind Caddy with the project's Caddyfile: sign-in, search and websockets by HTTPS."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import set_provider, settled, window
from tests.tools.caddy import CADDY, https_before
from tests.tools.server import free_port, served

pytestmark = pytest.mark.skipif(CADDY is None, reason="no caddy installed")

NAME = "สมชาย"
WEBSOCKET = """() => new Promise((answer) => {
  const socket = new WebSocket(`wss://${location.host}/_stcore/stream`, ["streamlit"]);
  socket.onopen = () => { socket.close(); answer("open"); };
  socket.onerror = () => answer("refused");
})"""


@dataclass(frozen=True)
class Served:
    """An app on loopback, and Caddy's address in front of it."""

    app_url: str
    url: str
    log: Path


@pytest.fixture(scope="module")
def site(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app as itasearch.service starts it, with a provider of one person, behind Caddy."""
    folder, app_port, https_port = tmp_path_factory.mktemp("https"), free_port(), free_port()
    home = Path(shutil.copytree(library_home, folder / "home"))
    users = [User(sub="reader", claims={"name": NAME})]
    with run_server_in_thread(user_claims=users) as provider, pytest.MonkeyPatch.context() as patch:
        issuer = f"http://localhost:{provider.server_port}"
        set_provider(patch, issuer, app_url=f"https://localhost:{https_port}")
        log = folder / "app.jsonl"
        with (
            served(home, "--log", "json", port=app_port, log=log) as app_url,
            https_before(f"localhost:{app_port}", port=https_port, folder=folder) as url,
        ):
            yield Served(app_url, url, log)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop window that takes Caddy's own certificate."""
    with window(browser, ignore_https_errors=True) as windows:
        yield windows.new_page()


def lines_of(site: Served) -> list[dict[str, object]]:
    return [json.loads(one) for one in site.log.read_text(encoding="utf-8").splitlines()]


def test_somebody_signs_in_and_searches(site: Served, page: Page) -> None:
    page.goto(f"{site.url}/library")
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.get_by_role("button", name="reader").click()
    page.wait_for_url(f"{site.url}/**")
    page.get_by_text(NAME).first.wait_for()

    page.goto(f"{site.url}/?q=ของขวัญ")

    page.locator("article.ita-card .ita-title", has_text="ของขวัญ").first.wait_for()
    settled(page)
    expect(page.get_by_text(NAME).first).to_be_visible()
    assert page.evaluate(WEBSOCKET) == "open"
    cookies = page.context.cookies()
    assert {one["name"] for one in cookies} >= {"_streamlit_user", "ita_server"}
    kept = [one for one in cookies if one["name"] in {"_streamlit_user", "ita_server"}]
    assert [(one["secure"], one["httpOnly"]) for one in kept] == [(True, True)] * 2


def test_the_proxy_shows_no_figures_and_names_the_request(site: Served) -> None:
    with httpx.Client(verify=False) as client:
        figures = client.get(f"{site.url}/metrics")
        ready = client.get(f"{site.url}/readyz")

    assert (figures.status_code, figures.headers["x-frame-options"]) == (404, "DENY")
    assert ready.headers.get_list("x-frame-options") == ["DENY"]
    assert ready.json() == {"ready": True, "status": "ok", "store": "ok", "index": "ok"}
    assert ready.headers["x-request-id"]
    assert ready.headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in ready.headers  # for all ports of localhost
    assert "server" not in ready.headers
    assert httpx.get(f"{site.app_url}/metrics").status_code == 200


def test_every_line_of_the_log_is_json_and_none_is_personal(site: Served, page: Page) -> None:
    page.goto(f"{site.url}/?q=ของขวัญ")
    page.locator("article.ita-card .ita-title", has_text="ของขวัญ").first.wait_for()
    httpx.get(f"{site.app_url}/suggestions", params={"text": "ทรัพย์สิน"})

    lines = lines_of(site)
    written = site.log.read_text(encoding="utf-8")
    assert {"start", "request"} <= {one["event"] for one in lines}
    assert "/suggestions" in {one.get("route") for one in lines}
    assert not any(one in written for one in ("ของขวัญ", "ทรัพย์สิน", NAME, "127.0.0.1"))
