"""One mail through the configured server, and what it answers where it does not take it."""

import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from itasearch.config import MAIL_VARIABLES, MailSecurity, MailSettings
from itasearch.errors import MailError, Message
from itasearch.wording.label import shortened
from itasearch.wording.watches import NewsMail

_SECONDS = 30.0
"""How long the server may take for each answer. Chosen by hand."""

_ANSWER_LENGTH = 300
"""Most code points of a server's answer in a message."""

_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Server:
    """Settings that were checked."""

    host: str
    port: int
    security: MailSecurity
    user: str
    password: str
    sender: str
    recipients: tuple[str, ...]


def sent(
    mail: NewsMail, settings: MailSettings
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Send a mail; returns to whom it went, and addresses that the server refused with its answers.

    Raises MailError: settings are missing or wrong, the server cannot be reached, or it takes the
    mail for nobody.
    """
    server = _checked(settings)
    message = _message(mail, server)
    try:
        # Not the context of smtplib, which raises where the server takes the mail but not QUIT.
        with closing(_connected(server)) as connection:
            if server.security is MailSecurity.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
            refused = connection.send_message(
                message, from_addr=server.sender, to_addrs=server.recipients
            )
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
    except (OSError, smtplib.SMTPException) as error:
        raise _refusal(server, error) from error
    taken = tuple(one for one in server.recipients if one not in refused)
    return taken, tuple((name, _answer(*reply)) for name, reply in refused.items())


def _connected(server: _Server) -> smtplib.SMTP:
    if server.security is MailSecurity.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=_SECONDS)


def _checked(settings: MailSettings) -> _Server:
    missing = [
        MAIL_VARIABLES[name]
        for name in ("host", "sender", "recipients")
        if not getattr(settings, name)
    ]
    if missing:
        names = ", ".join(missing)
        raise MailError(
            Message(
                "mail is not set up: set {names} in the environment (docs/watch.md)", names=names
            )
        )
    try:
        settings.host.encode("idna")  # as a connection does
    except UnicodeError as error:
        raise _wrong("host", settings.host, "a name such as mail.town.go.th") from error
    try:
        security = MailSecurity(settings.security.lower() or MailSecurity.STARTTLS)
    except ValueError as error:
        known = ", ".join(MailSecurity)
        raise _wrong("security", settings.security, f"one of {known}") from error
    port = settings.port or str(security.port)
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise _wrong("port", port, "a number from 1 to 65535")
    if settings.user and security is MailSecurity.NONE and settings.host not in _LOCAL:
        raise _wrong("security", "none", "starttls or tls: else the password is sent in the clear")
    if not (settings.user + settings.password).isascii():
        names = f"{MAIL_VARIABLES['user']}, {MAIL_VARIABLES['password']}"
        raise MailError(
            Message(
                "{names}: a letter outside ASCII is in one of them, which mail servers do not take",
                names=names,
            )
        )
    recipients = [one.strip() for one in settings.recipients.split(",") if one.strip()]
    if not recipients:
        raise _wrong("recipients", settings.recipients, "addresses with commas between them")
    return _Server(
        host=settings.host,
        port=int(port),
        security=security,
        user=settings.user,
        password=settings.password,
        sender=_address("sender", settings.sender),
        recipients=tuple(dict.fromkeys(_address("recipients", one) for one in recipients)),
    )


def _address(name: str, text: str) -> str:
    try:
        found = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise _wrong(name, text, "an address such as officer@town.go.th") from error
    if not found.domain:
        raise _wrong(name, text, "an address such as officer@town.go.th")
    return text


def _wrong(name: str, value: str, expected: str) -> MailError:
    variable = MAIL_VARIABLES[name]
    return MailError(
        Message(
            "{variable} is {value!r}; it must be {expected}",
            variable=variable,
            value=value,
            expected=expected,
        )
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


def _refusal(server: _Server, error: Exception) -> MailError:
    """What the server answered and what to do about it."""
    where = f"{server.host}:{server.port}"
    answer, advice = _explained(server, error)
    return MailError(
        Message(
            "the mail server {where} did not take the mail: {answer}; {advice}; nothing "
            "counts as sent",
            where=where,
            answer=answer,
            advice=advice,
        )
    )


def _explained(server: _Server, error: Exception) -> tuple[str, Message]:
    """The server's answer, and the next step."""
    security = MAIL_VARIABLES["security"]
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            answers = "; ".join(f"{name}: {_answer(*reply)}" for name, reply in refused.items())
            name = MAIL_VARIABLES["recipients"]
            return answers, Message("check {names}", names=name)
        case smtplib.SMTPSenderRefused():
            name = MAIL_VARIABLES["sender"]
            answer = _answer(error.smtp_code, error.smtp_error)
            return answer, Message("check {names}", names=name)
        case smtplib.SMTPAuthenticationError():
            names = f"{MAIL_VARIABLES['user']}, {MAIL_VARIABLES['password']}"
            answer = _answer(error.smtp_code, error.smtp_error)
            return answer, Message("check {names}", names=names)
        case smtplib.SMTPNotSupportedError():
            text = shortened(str(error), _ANSWER_LENGTH)
            advice = Message(
                "{security} is {value}: try another, or another port",
                security=security,
                value=server.security.value,
            )
            return text, advice
        case smtplib.SMTPResponseException():
            answer = _answer(error.smtp_code, error.smtp_error)
            return answer, Message("ask who runs that server")
        case _:
            text = shortened(str(error), _ANSWER_LENGTH) or type(error).__name__
            names = ", ".join(MAIL_VARIABLES[one] for one in ("host", "port", "security"))
            return text, Message("check {names}", names=names)


def _answer(code: int, text: bytes | str) -> str:
    """An answer of the server in one line."""
    answer = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return shortened(f"{code} {answer}", _ANSWER_LENGTH)
