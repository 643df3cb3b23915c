"""News by mail through the configured server, and as signed JSON to the webhook's address."""

import hashlib
import hmac
import json
import secrets
import smtplib
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import urlsplit

from itasearch.config import (
    MAIL_VARIABLES,
    WEBHOOK_VARIABLES,
    MailSecurity,
    MailSettings,
    WebhookSettings,
)
from itasearch.errors import MailError, Message, WebhookError
from itasearch.model.watches import News, NewsCount, Watch
from itasearch.wording.label import shortened
from itasearch.wording.objects import as_object, watch_object
from itasearch.wording.watches import MOST_SENT, NewsMail, counts_text, news_mail

_SECONDS = 30.0  #: How long the server may take for each answer. Chosen by hand.
_ANSWER_LENGTH = 300  #: Most code points of a server's answer in a message

_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Server:
    host: str
    port: int
    security: MailSecurity
    sender: str
    recipients: tuple[str, ...]


def send_mail(
    mail: NewsMail, settings: MailSettings
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Send a mail; returns who got it, and refused addresses with answers. Raises MailError."""
    server = _mail_server(settings)
    context = ssl.create_default_context()
    try:
        smtp: smtplib.SMTP
        if server.security is MailSecurity.TLS:
            smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        # Not the context of smtplib, which raises where the server takes the mail but not QUIT.
        with closing(smtp):
            if server.security is MailSecurity.STARTTLS:
                smtp.starttls(context=context)
            if settings.user:
                smtp.login(settings.user, settings.password)
            refused = smtp.send_message(
                _message(mail, server), from_addr=server.sender, to_addrs=server.recipients
            )
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
    except (OSError, smtplib.SMTPException) as error:
        answer, advice = _explained(server, error)
        raise MailError(
            "the mail server {where} did not take the mail: {answer}; {advice}; nothing "
            "counts as sent",
            where=f"{server.host}:{server.port}",
            answer=answer,
            advice=advice,
        ) from error
    taken = tuple(address for address in server.recipients if address not in refused)
    return taken, tuple((address, _answer(*reply)) for address, reply in refused.items())


def _unset(
    settings: MailSettings | WebhookSettings, variables: Mapping[str, str], *needed: str
) -> str:
    return ", ".join(variables[name] for name in needed if not getattr(settings, name))


def _mail_server(settings: MailSettings) -> _Server:
    if names := _unset(settings, MAIL_VARIABLES, "host", "sender", "recipients"):
        raise MailError(
            "mail is not set up: set {names} in the environment (docs/watch.md)", names=names
        )
    try:
        settings.host.encode("idna")  # as a connection does
    except UnicodeError as error:
        raise _wrong("host", settings.host, "a name such as mail.town.go.th") from error
    try:
        security = MailSecurity(settings.security.lower() or MailSecurity.STARTTLS)
    except ValueError as error:
        kinds = ", ".join(MailSecurity)
        raise _wrong("security", settings.security, f"one of {kinds}") from error
    port = settings.port or str(security.port)
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise _wrong("port", port, "a number from 1 to 65535")
    if settings.user and security is MailSecurity.NONE and settings.host not in _LOCAL:
        raise _wrong("security", "none", "starttls or tls: else the password is sent in the clear")
    if not (settings.user + settings.password).isascii():
        names = f"{MAIL_VARIABLES['user']}, {MAIL_VARIABLES['password']}"
        raise MailError(
            "{names}: a letter outside ASCII is in one of them, which mail servers do not take",
            names=names,
        )
    recipients = [*filter(None, map(str.strip, settings.recipients.split(",")))]
    if not recipients:
        raise _wrong("recipients", settings.recipients, "addresses with commas between them")
    return _Server(
        host=settings.host,
        port=int(port),
        security=security,
        sender=_address("sender", settings.sender),
        recipients=tuple(dict.fromkeys(_address("recipients", address) for address in recipients)),
    )


def _address(name: str, text: str) -> str:
    with suppress(HeaderParseError, ValueError, IndexError):
        if Address(addr_spec=text).domain:
            return text
    raise _wrong(name, text, "an address such as officer@town.go.th")


def _wrong(name: str, value: str, expected: str) -> MailError:
    variable = MAIL_VARIABLES[name]
    return MailError(
        "{variable} is {value!r}; it must be {expected}",
        variable=variable,
        value=value,
        expected=expected,
    )


def _message(mail: NewsMail, server: _Server) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = mail.subject
    message["From"] = server.sender
    message["To"] = ", ".join(server.recipients)
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence notes in answer
    message.set_content(mail.plain, cte="base64")
    message.add_alternative(mail.html, subtype="html", cte="base64")
    return message


def _explained(server: _Server, error: Exception) -> tuple[str, Message]:
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            answers = "; ".join(f"{name}: {_answer(*reply)}" for name, reply in refused.items())
            return answers, _to_check("recipients")
        case smtplib.SMTPSenderRefused(smtp_code=code, smtp_error=text):
            return _answer(code, text), _to_check("sender")
        case smtplib.SMTPAuthenticationError(smtp_code=code, smtp_error=text):
            return _answer(code, text), _to_check("user", "password")
        case smtplib.SMTPNotSupportedError():
            advice = Message(
                "{security} is {value}: try another, or another port",
                security=MAIL_VARIABLES["security"],
                value=server.security.value,
            )
            return shortened(str(error), _ANSWER_LENGTH), advice
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=text):
            return _answer(code, text), Message("ask who runs that server")
        case _:
            answer = shortened(str(error), _ANSWER_LENGTH) or type(error).__name__
            return answer, _to_check("host", "port", "security")


def _to_check(*names: str) -> Message:
    return Message("check {names}", names=", ".join(MAIL_VARIABLES[name] for name in names))


def _answer(code: int, text: bytes | str) -> str:
    answer = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return shortened(f"{code} {answer}", _ANSWER_LENGTH)


_SHORTEST_SECRET = 16  #: Letters: a shorter one is guessed from one signed document; by hand


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What the header X-Itasearch-Signature has: HMAC-SHA256 over "timestamp.body"."""
    signed = f"{timestamp}.".encode() + body
    return f"sha256={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def document(by_watch: Mapping[Watch, Sequence[News]], *, app_url: str, now: datetime) -> bytes:
    """The document of news, by what is watched; see docs/watch.md for its keys."""
    count = NewsCount.of([item.kind for news in by_watch.values() for item in news])
    written = {
        "version": 1,
        "id": secrets.token_hex(8),
        "sent_at": now,
        "summary": counts_text(count),
        "text": news_mail(by_watch, app_url=app_url).plain,
        "count": as_object(count),
        "watches": [
            watch_object(watch, tuple(reversed(news[-MOST_SENT:])))
            for watch, news in by_watch.items()
        ],
    }
    return json.dumps(as_object(written), ensure_ascii=False).encode()


def post_document(body: bytes, settings: WebhookSettings) -> str:
    """Send a document; returns the server's name. Raises WebhookError."""
    from itasearch.ingest.web.download import post  # httpx: 60 ms of each start

    host = _webhook_host(settings)

    def headers() -> Mapping[str, str]:
        timestamp = str(int(time.time()))
        return {
            "Content-Type": "application/json; charset=utf-8",
            "X-Itasearch-Timestamp": timestamp,
            "X-Itasearch-Signature": signature(settings.secret, timestamp, body),
        }

    posted = post(settings.url, body, headers, allow_private=settings.allow_private)
    if posted.is_taken:
        return host
    if posted.is_private:
        raise WebhookError(
            "{host} is in the own network; nothing was sent; if that is meant, set {variable}=1",
            host=host,
            variable=WEBHOOK_VARIABLES["allow_private"],
        )
    # A server's answer may repeat the address; its path is often a secret.
    answer = shortened(posted.text.replace(settings.url, host), _ANSWER_LENGTH)
    raise WebhookError(
        "{host} did not take the news: {answer}; nothing counts as sent; check {variable}",
        host=host,
        answer=" ".join(filter(None, (str(posted.status or ""), answer))),
        variable=WEBHOOK_VARIABLES["url"],
    )


def _webhook_host(settings: WebhookSettings) -> str:
    if names := _unset(settings, WEBHOOK_VARIABLES, "url", "secret"):
        raise WebhookError(
            "the webhook is not set up: set {names} in the environment (docs/watch.md)", names=names
        )
    if len(settings.secret) < _SHORTEST_SECRET:
        raise WebhookError(
            "{variable} must have at least {count} letters",
            variable=WEBHOOK_VARIABLES["secret"],
            count=_SHORTEST_SECRET,
        )
    # Without https anybody on the way reads the news, and may send them again.
    schemes = ("http", "https") if settings.allow_private else ("https",)
    with suppress(ValueError):
        address = urlsplit(settings.url)
        if address.scheme in schemes and address.hostname:
            return address.hostname
    raise WebhookError(
        "{variable} must be an address that begins with https://", variable=WEBHOOK_VARIABLES["url"]
    )
