"""News as signed JSON to an address, under the guards of downloads."""

import hashlib
import hmac
import json
from collections.abc import Iterator

import pytest

from itasearch.config import WebhookSettings
from itasearch.errors import WebhookError
from itasearch.ingest.web import download as posting
from itasearch.model.watches import NewsCount
from itasearch.wording.errors import error_label
from itasearch.workspace import Workspace
from itasearch.workspace.watch.sending import post_document
from tests.ingest.web_server import Answer, Asked, Site, body, redirect, web_site
from tests.workspace.conftest import HOSTILE, with_settings

SECRET = "ความลับของสำนักปลัดเทศบาล"
PATH = "/hook/T0KEN"


@pytest.fixture
def site() -> Iterator[Site]:
    with web_site() as found:
        yield found


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses that were made, and not waited for."""
    made: list[float] = []
    defaults = {**(posting.post.__kwdefaults__ or {}), "sleep": made.append}
    monkeypatch.setattr(posting.post, "__kwdefaults__", defaults)
    return made


def settings_of(site: Site) -> WebhookSettings:
    return WebhookSettings(url=f"{site.url}{PATH}", secret=SECRET, allow_private=True)


def posted_by(workspace: Workspace, settings: WebhookSettings) -> Workspace:
    return with_settings(workspace, webhook=settings)


def refuse(status: int) -> Answer:
    return lambda asked: asked.reply(b"no", status=status)


def test_news_are_sent_once_and_signed(news: Workspace, site: Site) -> None:
    site.answers[PATH] = body(b"ok")

    found = posted_by(news, settings_of(site)).watches.post_news()

    assert found is not None
    assert (found.count, found.recipients) == (NewsCount(new=1), ("127.0.0.1",))
    assert news.watches.post_news() is None
    (sent,), (headers,) = site.bodies, site.headers
    signed = f"{headers['X-Itasearch-Timestamp']}.".encode() + sent
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Itasearch-Signature"] == f"sha256={expected}"
    assert headers["Content-Type"] == "application/json; charset=utf-8"


def test_the_document_has_what_is_watched_and_its_news(news: Workspace, site: Site) -> None:
    site.answers[PATH] = body(b"")

    posted_by(news, settings_of(site)).watches.post_news()

    written = json.loads(site.bodies[0])
    assert {*written} == {"version", "id", "sent_at", "summary", "text", "count", "watches"}
    assert (written["version"], written["summary"]) == (1, "ใหม่ 1")
    (watch,) = written["watches"]
    assert (watch["name"], watch["address"][:3], watch["changed"]) == (HOSTILE, "?q=", [])
    assert watch["new"][0]["title"] == f"1. ประกาศ{HOSTILE}ทางเสียงตามสาย"
    assert "เสียงตามสาย" in written["text"]


@pytest.mark.parametrize(("status", "attempts"), [(500, 3), (429, 3), (404, 1), (302, 1)])
def test_a_server_at_fault_is_tried_three_times(
    news: Workspace, site: Site, waits: list[float], status: int, attempts: int
) -> None:
    site.answers[PATH] = refuse(status)
    workspace = posted_by(news, settings_of(site))

    with pytest.raises(WebhookError) as caught:
        workspace.watches.post_news()

    assert len(site.bodies) == attempts
    assert waits == [1.0, 5.0][: attempts - 1]
    assert str(status) in str(caught.value)
    assert "T0KEN" not in str(caught.value) + error_label(caught.value).th
    site.answers[PATH] = body(b"")
    assert workspace.watches.post_news() is not None  # nothing counted as sent


def test_a_redirect_is_not_followed(news: Workspace, site: Site) -> None:
    site.answers[PATH] = redirect(f"{site.url}/elsewhere")

    with pytest.raises(WebhookError):
        posted_by(news, settings_of(site)).watches.post_news()

    assert site.paths == [PATH]


def test_the_own_network_is_refused_unless_allowed(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    settings = WebhookSettings(url=f"https://localhost:{port}{PATH}", secret=SECRET)

    with pytest.raises(WebhookError, match=r"own network.*ITASEARCH_WEBHOOK_PRIVATE=1"):
        post_document(b"{}", settings)

    assert site.paths == []


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (WebhookSettings(), "ITASEARCH_WEBHOOK_URL, ITASEARCH_WEBHOOK_SECRET"),
        (WebhookSettings(url="https://a.example", secret="short"), "at least 16"),
        (WebhookSettings(url="http://a.example", secret=SECRET), "https://"),
        (WebhookSettings(url="https://[", secret=SECRET), "https://"),
        (WebhookSettings(url="ftp://a.example", secret=SECRET, allow_private=True), "https://"),
    ],
)
def test_wrong_settings_name_their_variable(settings: WebhookSettings, named: str) -> None:
    with pytest.raises(WebhookError, match=named):
        post_document(b"{}", settings)


def test_an_answer_without_end_is_cut(news: Workspace, site: Site) -> None:
    def endless(asked: Asked) -> None:
        asked.reply(b"x" * 200_000, status=400)

    site.answers[PATH] = endless

    with pytest.raises(WebhookError) as caught:
        posted_by(news, settings_of(site)).watches.post_news()

    assert len(str(caught.value)) < 500
