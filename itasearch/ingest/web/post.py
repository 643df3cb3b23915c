"""One small document sent to an address that the settings name, under the guards of downloads."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice

import httpx

from itasearch.errors import UnsupportedFormatError
from itasearch.ingest.web.download import AGENT, CheckedTransport, Clock

_SECONDS = 20.0  # longest that one attempt may take; by hand
_ANSWER_BYTES = 1_000  # of the answer that are read, for a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """How a server answered.

    Attributes:
        status: of HTTP; None where there was no answer.
        text: the beginning of its answer, or why there was none.
        is_private: whether nothing was sent, for the name leads into the own network.
    """

    status: int | None
    text: str
    is_private: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether the server took it; a redirect is followed by nobody."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def may_pass(self) -> bool:
        """Whether another attempt may go better."""
        if self.status is None:
            return not self.is_private
        return self.status in {408, 425, 429} or self.status >= 500


def post(
    url: str,
    body: bytes,
    headers: Callable[[], Mapping[str, str]],
    *,
    allow_private: bool,
    pauses: tuple[float, ...] = (1.0, 5.0),
    sleep: Callable[[float], None] = time.sleep,
) -> Posted:
    """Send `body` by POST, again after each of `pauses` (seconds) while the server is at fault.

    Args:
        headers: made for each attempt.
        allow_private: whether `url` may lead into the own network.
    """
    found = _sent(url, body, headers(), allow_private=allow_private)
    for pause in pauses:
        if found.is_taken or not found.may_pass:
            break
        sleep(pause)
        found = _sent(url, body, headers(), allow_private=allow_private)
    return found


def _sent(url: str, body: bytes, headers: Mapping[str, str], *, allow_private: bool) -> Posted:
    transport = CheckedTransport(allow_private=allow_private)
    with (
        Clock(_SECONDS) as clock,
        httpx.Client(transport=transport, timeout=_SECONDS, trust_env=False) as client,
    ):
        named = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"}
        try:
            request = client.build_request(
                "POST",
                url,
                content=body,
                headers={**named, **headers},
                extensions={"trace": clock.note},
            )
            response = client.send(request, stream=True)
            try:
                answer = b"".join(islice(response.iter_raw(_ANSWER_BYTES), 1))
            finally:
                response.close()
        except UnsupportedFormatError:
            return Posted(status=None, text="", is_private=True)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return Posted(status=None, text=str(error) or type(error).__name__)
    return Posted(status=response.status_code, text=answer.decode("utf-8", "replace"))
