"""News by mail: taken by a real mail server in this process, or refused with the next step."""

import hashlib
import hmac
import json
import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from itasearch import config
from itasearch.config import MailSettings, WebhookSettings, load_settings
from itasearch.errors import MailError, WebhookError
from itasearch.model.people import Person, Role
from itasearch.model.watches import Channel, NewsCount
from itasearch.wording.errors import error_label
from itasearch.wording.watches import NewsMail
from itasearch.workspace import Workspace
from itasearch.workspace.watch import sending
from itasearch.workspace.watch.sending import post_document, send_mail
from tests.cases import examples, literal, made
from tests.ingest.web_server import Answer, Asked, Site, body, redirect
from tests.tools.server import free_port
from tests.workspace.conftest import CITY, HOSTILE, TOWN, with_settings, write_report

GIFTS = "งดรับของขวัญ"
SENDER, OFFICER, CLERK = "itasearch@town.example", "officer@town.example", "clerk@town.example"

MAIL = NewsMail(subject="itasearch: ใหม่ 1", plain="งดรับของขวัญ", html="<p>งดรับของขวัญ</p>")


@dataclass
class MailServer:
    """Keeps the mails that it takes; `refused` are addresses that it does not take."""

    refused: tuple[str, ...] = ()
    answer: str = "250 OK"
    mails: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.answer.startswith("2"):
            self.mails.append(envelope)
        return self.answer


def message_of(server: MailServer) -> EmailMessage:
    """The only mail that was taken; no property, for aiosmtpd reads all of those."""
    (envelope,) = server.mails
    assert isinstance(envelope.content, bytes)
    parsed = message_from_bytes(envelope.content, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


@contextmanager
def listening(server: MailServer, **options: Any) -> Iterator[MailSettings]:
    """Settings of a mail server that listens until the block ends."""
    controller = Controller(server, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield MailSettings(
            host="127.0.0.1",
            port=str(controller.port),
            security="none",
            sender=SENDER,
            recipients=f"{OFFICER}, {CLERK}",
        )
    finally:
        controller.stop()


def mailed_by(workspace: Workspace, settings: MailSettings, *, app_url: str = "") -> Workspace:
    return with_settings(workspace, mail=settings, app_url=app_url)


def waiting(workspace: Workspace) -> int:
    """News that no mail server took."""
    return sum(map(len, workspace._parts.store.watches.unsent_news(Channel.MAIL).values()))


def test_one_mail_has_all_news_and_is_sent_once(news: Workspace) -> None:
    server = MailServer()
    with listening(server) as settings:
        mailed = mailed_by(news, settings, app_url="https://ita.example").watches.mail_news()

        assert mailed is not None
        assert (mailed.count, mailed.recipients, mailed.refused) == (
            NewsCount(new=1),
            (OFFICER, CLERK),
            (),
        )
        assert news.watches.mail_news() is None

    message = message_of(server)
    assert message["Subject"] == "itasearch: ใหม่ 1 ในสิ่งที่เฝ้าดู"
    assert (message["From"], message["To"]) == (SENDER, f"{OFFICER}, {CLERK}")
    assert message["Auto-Submitted"] == "auto-generated"
    assert server.mails[0].rcpt_tos == [OFFICER, CLERK]
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    text, html = plain.get_content(), page.get_content()
    assert HOSTILE in text
    assert CITY in text
    assert "https://ita.example/?q=" in text
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'href="https://ita.example/?q=' in html


def test_all_news_of_a_mail_are_sent_once_and_a_document_has_the_newest(
    news: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = "งดรับของขวัญปีใหม่ทุกกอง"
    news.add([write_report(tmp_path, more, organisation=TOWN, year=2568)])
    assert news.watches.check() == NewsCount(new=1)
    server = MailServer()
    with listening(server) as settings:
        watches = mailed_by(news, settings).watches
        mailed = watches.mail_news()

        assert mailed is not None
        assert mailed.count == NewsCount(new=2)
        assert watches.mail_news() is None
    assert waiting(news) == 0
    monkeypatch.setattr(sending, "MOST_SENT", 1)
    of_watch = watches._unsent(Channel.WEBHOOK)
    written = json.loads(sending.document(of_watch, app_url="", now=datetime.now(UTC)))
    assert [one["title"] for one in written["watches"][0]["new"]] == [f"1. {more}"]
    assert (written["count"]["new"], written["summary"]) == (2, "ใหม่ 2")


def test_news_of_what_a_person_watches_are_mailed_to_nobody(
    filled: Workspace, tmp_path: Path
) -> None:
    signed_in = filled.acting_as(Person(id="u1", role=Role.EDITOR))
    signed_in.watches.add(filled.watches.query(GIFTS))
    filled.add([write_report(tmp_path, "งดรับของขวัญ", organisation=CITY, year=2568)])
    assert filled.watches.check() == NewsCount(new=1)

    assert filled.watches.mail_news() is None
    assert waiting(filled) == 1


def test_news_that_the_server_does_not_take_wait_for_the_next_mail(news: Workspace) -> None:
    server = MailServer(answer="452 mailbox is full")
    with listening(server) as settings:
        with pytest.raises(MailError, match=r"127\.0\.0\.1:\d+ did not take .*452 mailbox is full"):
            mailed_by(news, settings).watches.mail_news()
        assert waiting(news) == 1

        server.answer = "250 OK"
        assert news.watches.mail_news() is not None
    assert waiting(news) == 0


@pytest.mark.parametrize("farewell", ["451 try again later", "nonsense"])
def test_a_mail_that_was_taken_counts_as_sent_whatever_follows(
    news: Workspace, farewell: str
) -> None:
    class Odd(MailServer):
        async def handle_QUIT(  # noqa: N802
            self, server: SMTP, session: Session, envelope: Envelope
        ) -> str:
            return farewell

    server = Odd()
    with listening(server) as settings:
        mailed = mailed_by(news, settings).watches.mail_news()

    assert mailed is not None
    assert len(server.mails) == 1
    assert waiting(news) == 0


def test_a_recipient_that_is_refused_is_named_and_the_others_get_the_mail(news: Workspace) -> None:
    server = MailServer(refused=(CLERK, OFFICER))
    with listening(server) as settings:
        with pytest.raises(MailError, match="ITASEARCH_MAIL_TO") as error:
            mailed_by(news, settings).watches.mail_news()
        assert "550 no such user here" in error_label(error.value).text("th")
        assert waiting(news) == 1
        server.refused = (CLERK,)
        mailed = news.watches.mail_news()

    assert mailed is not None
    assert mailed.recipients == (OFFICER,)
    assert mailed.refused == ((CLERK, "550 no such user here"),)
    assert waiting(news) == 0


def test_a_server_that_is_not_there_is_named() -> None:
    port = free_port()
    settings = MailSettings(
        host="127.0.0.1", port=str(port), security="none", sender=SENDER, recipients=OFFICER
    )

    with pytest.raises(MailError, match=rf"127\.0\.0\.1:{port} .*check ITASEARCH_SMTP_HOST"):
        send_mail(MAIL, settings)


def test_a_server_without_starttls_gets_neither_password_nor_mail() -> None:
    server = MailServer()
    with listening(server) as settings, pytest.raises(MailError, match=r"STARTTLS.*SECURITY"):
        send_mail(MAIL, replace(settings, security="", user="u", password="p"))

    assert server.mails == []


@examples("mailing", "settings that cannot be", literal, str)
def test_settings_that_cannot_be_are_named(changed: dict[str, str], named: str) -> None:
    settings = MailSettings(host="mail.invalid", sender=SENDER, recipients=OFFICER)

    with pytest.raises(MailError, match=named) as error:
        send_mail(MAIL, replace(settings, **changed))
    assert "รหัสลับ" not in str(error.value) + error_label(error.value).text("th")


def test_settings_are_those_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ("database_url", "index_url", "originals_url", "encoder", "reranker", "home")
    variables = {name: f"ITASEARCH_{name.upper()}" for name in texts}
    variables |= {**config.MAIL_VARIABLES, **config.WEBHOOK_VARIABLES}
    for name, variable in variables.items():
        monkeypatch.setenv(variable, f" {name} ")
    monkeypatch.setenv("ITASEARCH_URL", "https://ita.example/")
    monkeypatch.setenv("ITASEARCH_UPLOADS_PER_DAY", "0")
    monkeypatch.setenv("ITASEARCH_UPLOADS_READ_BY", "Workers")
    monkeypatch.setenv("ITASEARCH_UPLOAD_SPACE", "many")

    settings = load_settings()

    assert [getattr(settings, name) for name in texts[:-1]] == [*texts[:-1]]
    assert settings.home == Path("home").resolve()
    assert settings.mail == MailSettings(**{name: name for name in config.MAIL_VARIABLES})
    assert settings.webhook == WebhookSettings(url="url", secret="secret", allow_private=True)
    assert "password" not in repr(settings) and "'secret'" not in repr(settings)
    assert settings.app_url == "https://ita.example"
    assert (settings.uploads_per_day, config.upload_space()) == (0, 1024**3)
    assert (settings.workers_read_uploads, settings.marks) == (True, False)


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate for 127.0.0.1, which this process trusts."""
    openssl = shutil.which("openssl")
    if openssl is None and not os.environ.get("CI"):
        pytest.skip("no openssl installed")
    key, public = tmp_path / "key.pem", tmp_path / "certificate.pem"
    options = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    names = ("-addext", "subjectAltName=IP:127.0.0.1")
    files = ("-keyout", str(key), "-out", str(public))
    subprocess.run(
        [openssl or "openssl", *options.split(), *names, *files], check=True, capture_output=True
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, key)
    return context


def signed_in(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
) -> AuthResult:
    is_known = data == LoginPassword(b"officer", b"secret")
    return AuthResult(success=is_known, handled=is_known)


def test_starttls_comes_before_the_password(news: Workspace, certificate: ssl.SSLContext) -> None:
    server = MailServer()
    options = {"tls_context": certificate, "authenticator": signed_in, "auth_required": True}
    with listening(server, **options) as settings:
        wrong = replace(settings, security="starttls", user="officer", password="other")
        with pytest.raises(MailError, match="ITASEARCH_SMTP_PASSWORD"):
            mailed_by(news, wrong).watches.mail_news()
        assert waiting(news) == 1

        mailed_by(news, replace(wrong, password="secret")).watches.mail_news()

    assert message_of(server)["To"] == f"{OFFICER}, {CLERK}"


def test_a_server_that_speaks_tls_from_the_first_byte(certificate: ssl.SSLContext) -> None:
    server = MailServer()
    with listening(server, ssl_context=certificate) as settings:
        send_mail(MAIL, replace(settings, security="tls"))

    assert len(server.mails) == 1


def test_a_certificate_that_nobody_trusts_is_refused(
    certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    server = MailServer()
    with (
        listening(server, tls_context=certificate) as settings,
        pytest.raises(MailError, match="certificate"),
    ):
        send_mail(MAIL, replace(settings, security="starttls"))

    assert server.mails == []


SECRET = "ความลับของสำนักปลัดเทศบาล"
PATH = "/hook/T0KEN"


def posting_to(site: Site, workspace: Workspace) -> Workspace:
    settings = WebhookSettings(url=f"{site.url}{PATH}", secret=SECRET, allow_private=True)
    return with_settings(workspace, webhook=settings)


def refuse(status: int) -> Answer:
    return lambda asked: asked.reply(b"no", status=status)


def test_news_are_sent_once_and_signed_as_a_document_of_what_is_watched(
    news: Workspace, site: Site
) -> None:
    site.answers[PATH] = body(b"ok")

    found = posting_to(site, news).watches.post_news()

    assert found is not None
    assert (found.count, found.recipients) == (NewsCount(new=1), ("127.0.0.1",))
    assert news.watches.post_news() is None
    (sent,), (headers,) = site.bodies, site.headers
    signed = f"{headers['X-Itasearch-Timestamp']}.".encode() + sent
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Itasearch-Signature"] == f"sha256={expected}"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    written = json.loads(sent)
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
    workspace = posting_to(site, news)

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
        posting_to(site, news).watches.post_news()

    assert site.paths == [PATH]


def test_the_own_network_is_refused_unless_allowed(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    settings = WebhookSettings(url=f"https://localhost:{port}{PATH}", secret=SECRET)

    with pytest.raises(WebhookError, match=r"own network.*ITASEARCH_WEBHOOK_PRIVATE=1"):
        post_document(b"{}", settings)

    assert site.paths == []


@examples("mailing", "webhooks that cannot be", made(WebhookSettings), str)
def test_wrong_settings_name_their_variable(settings: WebhookSettings, named: str) -> None:
    with pytest.raises(WebhookError, match=named):
        post_document(b"{}", settings)


def test_an_answer_without_end_is_cut(news: Workspace, site: Site) -> None:
    def endless(asked: Asked) -> None:
        asked.reply(b"x" * 200_000, status=400)

    site.answers[PATH] = endless

    with pytest.raises(WebhookError) as caught:
        posting_to(site, news).watches.post_news()

    assert len(str(caught.value)) < 500
