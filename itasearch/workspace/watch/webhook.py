"""News as one signed JSON document to the address of the settings."""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from itasearch.config import WEBHOOK_VARIABLES, WebhookSettings
from itasearch.errors import Message, WebhookError
from itasearch.model.watches import News, NewsCount, Watch
from itasearch.wording.label import shortened
from itasearch.wording.objects import as_object, watch_object
from itasearch.wording.reasons import Language
from itasearch.wording.watches import MOST_SENT, counts_text, news_mail

_SHORTEST_SECRET = 16
"""Letters of a secret: shorter ones are guessed from one signed document; by hand."""
_ANSWER_LENGTH = 200
"""Most code points of the server's answer in a message."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What the header X-Itasearch-Signature has: HMAC-SHA256 over "timestamp.body"."""
    signed = f"{timestamp}.".encode() + body
    return f"sha256={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def document(
    found: Mapping[Watch, Sequence[News]], *, language: Language, app_url: str, now: datetime
) -> bytes:
    """The document of news, by what is watched; see docs/watch.md for its keys."""
    count = NewsCount.of([one.kind for news in found.values() for one in news])
    written = {
        "version": 1,
        "id": secrets.token_hex(8),
        "sent_at": now,
        "summary": counts_text(count, language),
        "text": news_mail(found, language=language, app_url=app_url).plain,
        "count": as_object(count),
        "watches": [
            watch_object(one, tuple(reversed(news[-MOST_SENT:]))) for one, news in found.items()
        ],
    }
    return json.dumps(as_object(written), ensure_ascii=False).encode()


def send(body: bytes, settings: WebhookSettings) -> str:
    """Send a document; the name of the server that took it.

    Raises WebhookError: settings are missing or wrong, or the server does not take it.
    """
    from itasearch.ingest.web.download import post  # httpx: 60 ms of each start

    host = _checked(settings)

    def headers() -> Mapping[str, str]:
        timestamp = str(int(time.time()))
        return {
            "Content-Type": "application/json; charset=utf-8",
            "X-Itasearch-Timestamp": timestamp,
            "X-Itasearch-Signature": signature(settings.secret, timestamp, body),
        }

    found = post(settings.url, body, headers, allow_private=settings.allow_private)
    if found.is_taken:
        return host
    if found.is_private:
        raise WebhookError(
            Message(
                "{host} is in the own network; nothing was sent; if that is meant, set "
                "{variable}=1",
                host=host,
                variable=WEBHOOK_VARIABLES["allow_private"],
            )
        )
    # The answer of a server may repeat the address, whose path is often a secret.
    answer = shortened(found.text.replace(settings.url, host), _ANSWER_LENGTH)
    raise WebhookError(
        Message(
            "{host} did not take the news: {answer}; nothing counts as sent; check {variable}",
            host=host,
            answer=" ".join(filter(None, (str(found.status or ""), answer))),
            variable=WEBHOOK_VARIABLES["url"],
        )
    )


def _checked(settings: WebhookSettings) -> str:
    """The server's name. Raises WebhookError: settings are missing or wrong."""
    missing = [WEBHOOK_VARIABLES[one] for one in ("url", "secret") if not getattr(settings, one)]
    if missing:
        names = ", ".join(missing)
        raise WebhookError(
            Message(
                "the webhook is not set up: set {names} in the environment (docs/watch.md)",
                names=names,
            )
        )
    if len(settings.secret) < _SHORTEST_SECRET:
        raise WebhookError(
            Message(
                "{variable} must have at least {count} letters",
                variable=WEBHOOK_VARIABLES["secret"],
                count=_SHORTEST_SECRET,
            )
        )
    try:
        address = urlsplit(settings.url)
        host = address.hostname or ""
    except ValueError:
        address, host = urlsplit(""), ""
    # Without https anybody on the way reads the news, and may send them again.
    schemes = ("http", "https") if settings.allow_private else ("https",)
    if address.scheme not in schemes or not host:
        raise WebhookError(
            Message(
                "{variable} must be an address that begins with https://",
                variable=WEBHOOK_VARIABLES["url"],
            )
        )
    return host
