"""Addresses that a load balancer asks: under every name, without a word on the library."""

import errno
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from itasearch.config import AllowedHosts, SignInProvider
from itasearch.server import health, launch
from itasearch.server.health import HealthAddresses
from itasearch.server.host_check import HostCheck
from itasearch.workspace import PartState, Readiness
from tests.tools.raising import raising

OK, MISSING = PartState.OK, PartState.MISSING
READY = Readiness(store=OK, index=OK)
LOCAL = AllowedHosts(names=frozenset({"localhost"}), any_address=False)


def client(look: Callable[[], Readiness], *, patience: float = 5.0) -> TestClient:
    """Asks the addresses in front of a server that answers to localhost alone."""
    checks = [
        Middleware(HealthAddresses, look=look, patience=patience),
        Middleware(HostCheck, allowed=LOCAL),
    ]
    return TestClient(Starlette(middleware=checks), base_url="http://10.0.0.7:8501")


def test_a_process_that_answers_is_healthy_whatever_its_library_is() -> None:
    answer = client(raising(AssertionError("looked at the library"))).get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("found", "status"), [(READY, 200), (Readiness(store=OK, index=MISSING), 503)]
)
def test_ready_is_who_can_read_store_and_index(found: Readiness, status: int) -> None:
    answer = client(lambda: found).get("/readyz")

    parts = {"store": found.store.value, "index": found.index.value}
    assert answer.status_code == status
    state = {"status": "ok"} if status == 200 else {}
    assert answer.json() == {"ready": status == 200, **state, **parts}


def test_a_library_that_is_without_some_reports_is_ready_and_degraded() -> None:
    answer = client(lambda: Readiness(store=OK, index=OK, left_out=2)).get("/readyz")

    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert answer.json()["status"] == "degraded"
    assert answer.json()["reason"] == "2 reports are left out; itasearch doctor names them"


def test_a_library_that_does_not_answer_is_not_ready() -> None:
    stuck = Event()

    def look() -> Readiness:
        stuck.wait()
        return READY

    with client(look, patience=0.01) as asking:
        answer = asking.get("/readyz")
        stuck.set()

    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "store": "slow", "index": "slow"}


def test_many_who_ask_cost_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    now = [100.0]
    monkeypatch.setattr(health, "monotonic", lambda: now[0])

    def look() -> Readiness:
        looks.append(1)
        return READY

    with client(look) as asking:
        for _ in range(5):
            asking.get("/readyz")
        now[0] += 2
        asking.get("/readyz")

    assert len(looks) == 2


def test_other_addresses_and_methods_are_the_apps() -> None:
    asking = client(lambda: READY)

    assert asking.get("/healthz/x").status_code == 403
    assert asking.post("/healthz").status_code == 403
    assert asking.get("/").status_code == 403


def test_secrets_that_cannot_be_written_end_with_a_path_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    provider = SignInProvider(url="https://a.example", client_id="a", client_secret="b")
    monkeypatch.setattr(
        Path, "write_text", raising(OSError(errno.ENOSPC, "No space left on device"))
    )

    with (
        pytest.raises(SystemExit, match=r"'/.+'; make room on its disk"),
        launch.secrets_of(provider),
    ):
        pytest.fail("the app was started")
