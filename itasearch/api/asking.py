"""Who asks the API: a program by its key, else whomever the server knows; and how often.

Rates are counted by each process of the server for itself.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeAlias

from cachetools import LRUCache
from starlette.requests import Request

from itasearch.api.problems import Problem
from itasearch.model.people import Person
from itasearch.workspace import person_of_key

REQUESTS_PER_MINUTE = 120  # of a key or of somebody who signed in; by hand
VISITS_PER_MINUTE = 60  # requests of one address within a minute that nobody vouches for; by hand
_MOST_COUNTED = 10_000  # keys, people and addresses with rates; those longest ago are forgotten
_MINUTE = 60.0  # in seconds

KnownPerson: TypeAlias = Callable[[Request], Person]
"""Who the server says that a request without key is of."""


def peer(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else ""


class RateLimits:
    """How many requests each may make: a bucket that is full after a minute's rest."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._left: LRUCache[str, tuple[float, float]] = LRUCache(_MOST_COUNTED)

    def wait(self, who: str, *, per_minute: int) -> float:
        """Count a request; 0 if it is answered, else after how many seconds one would be."""
        now = self._clock()
        with self._lock:
            left, last = self._left.get(who, (float(per_minute), now))
            left = min(float(per_minute), left + (now - last) * per_minute / _MINUTE)
            is_allowed = left >= 1.0
            self._left[who] = (left - 1.0 if is_allowed else left, now)
        return 0.0 if is_allowed else (1.0 - left) * _MINUTE / per_minute


@dataclass(frozen=True, slots=True)
class Asking:
    """Finds out who asks, and refuses those who ask too often."""

    known_person: KnownPerson
    limits: RateLimits = field(default_factory=RateLimits)
    sender: Callable[[Request], str] = peer

    def person(self, request: Request) -> Person:
        """Who makes a request.

        Raises Problem: a page of another site makes it (403), its key opens nothing (401), or there
        were too many (429).
        """
        # A browser on the library's computer may do all there.
        origin = request.headers.get("origin")
        host = request.headers.get("host", "").lower()
        if origin is not None and origin.lower().partition("://")[2] != host:
            raise Problem(403, "pages of other sites may not ask", kind="foreign-origin")
        credentials = request.headers.getlist("authorization")
        if credentials:
            scheme, _, secret = credentials[0].partition(" ")
            if len(credentials) > 1 or scheme.lower() != "bearer" or not secret.strip():
                raise _unauthorized("a key is given as one header: Authorization: Bearer SECRET")
            program = person_of_key(secret.strip())
            if program is None:
                self._count_visit(request)
                raise _unauthorized("the key opens nothing: the settings of this server lack it")
            self._count(program.id, REQUESTS_PER_MINUTE)
            return program
        person = self.known_person(request)
        if person.signed_in:
            self._count(f"person {person.id}", REQUESTS_PER_MINUTE)
        elif not person.at_computer:
            self._count_visit(request)
        return person

    def _count_visit(self, request: Request) -> None:
        self._count(f"address {self.sender(request)}", VISITS_PER_MINUTE)

    def _count(self, who: str, per_minute: int) -> None:
        wait = self.limits.wait(who, per_minute=per_minute)
        if wait:
            seconds = max(1, math.ceil(wait))
            detail = f"more than {per_minute} requests within a minute; try again in {seconds} s"
            later = {"Retry-After": str(seconds)}
            raise Problem(429, detail, kind="too-many-requests", headers=later)


def _unauthorized(detail: str) -> Problem:
    challenge = {"WWW-Authenticate": 'Bearer realm="itasearch"'}
    return Problem(401, detail, kind="no-such-key", headers=challenge)
