"""Figures of the server: what is counted, and who reads it."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from itasearch.config import KEYS_VARIABLE, AllowedHosts
from itasearch.errors import StoreError
from itasearch.model.library import LibraryStats
from itasearch.model.work import JobState
from itasearch.server import figures, health, launch
from itasearch.server.figures import Figures, FiguresCheck, figures_route, server_figures
from itasearch.server.health import HealthAddresses
from itasearch.server.host_check import HostCheck
from itasearch.ui.kit import state
from itasearch.workspace import LibraryFigures, PartState, Readiness
from tests.cases import cases, tupled
from tests.tools.raising import raising

STRANGER = "8.8.8.8"
_OTHERS = {"organisations": 1, "provinces": 1, "ita_results": 0}
STATS = LibraryStats(reports=12, measures=340, needs_review=2, fiscal_years=(), **_OTHERS)
HELD = LibraryFigures(stats=STATS, jobs={JobState.WAITING: 3}, unindexed=1)


def values(text: bytes) -> dict[tuple[str, ...], float]:
    """Each figure of ours by its name and the values of its labels."""
    return {
        (one.name, *one.labels.values()): one.value
        for family in text_string_to_metric_families(text.decode())
        for one in family.samples
        if one.name.startswith("itasearch_") and not one.name.endswith("_created")
    }


def ask(
    peer: str, headers: dict[str, str] | None = None, *, host: str = "localhost:8501"
) -> tuple[int, bytes]:
    app = Starlette(routes=[figures_route()], middleware=[Middleware(FiguresCheck)])
    client = TestClient(app, base_url=f"http://{host}", client=(peer, 50000))
    answer = client.get("/metrics", headers=headers or {})
    return answer.status_code, answer.content


@pytest.fixture
def _counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of a server whose library holds HELD."""
    monkeypatch.setattr(figures, "server_figures", lambda: Figures(lambda: HELD))


def test_requests_searches_sessions_and_what_the_library_holds_are_counted() -> None:
    counts = Figures(lambda: HELD)
    counts.requests.labels("page", "200").inc()
    counts.request_seconds.labels("page").observe(0.03)
    counts.search_seconds.observe(0.4)
    counts.sessions.inc()

    wanted = cases("figures", "what is counted", tupled, float)
    assert values(generate_latest(counts.registry)).items() >= {*wanted}


def test_a_library_that_cannot_be_read_is_down() -> None:
    found = values(generate_latest(Figures(raising(StoreError("no such server"))).registry))

    assert found["itasearch_up",] == 0
    assert ("itasearch_reports",) not in found


@pytest.mark.usefixtures("_counted")
def test_this_computer_and_named_addresses_read_them_and_nobody_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ITASEARCH_METRICS_FROM", "10.0.0.0/24, 192.168.1.4")

    assert [ask(peer)[0] for peer in ("127.0.0.1", "::1", "10.0.0.9", "192.168.1.4")] == [200] * 4
    assert [ask(peer)[0] for peer in ("10.0.1.9", "8.8.8.8", "testclient")] == [403] * 3
    for peer in ("127.0.0.1", "10.0.0.9"):
        status, text = ask(peer, {"X-Forwarded-For": "127.0.0.1"})
        assert (status, b"itasearch_reports" in text) == (403, False)
    assert ask("127.0.0.1", host="ita.example.go.th")[0] == 403
    assert ask("127.0.0.1", host="127.0.0.1:8501")[0] == 200


def test_from_elsewhere_a_key_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITASEARCH_HOME", str(tmp_path))
    monkeypatch.setattr(figures, "server_figures", lambda: Figures(lambda: HELD))
    secret = "ความลับ-0123456789".encode().hex()
    monkeypatch.setenv(KEYS_VARIABLE, f"ระบบเฝ้าดู={secret}")

    found = [ask(STRANGER, {"Authorization": f"Bearer {key}"})[0] for key in (secret, "x", "")]
    by_proxy = {"Authorization": f"bearer {secret}", "X-Forwarded-For": STRANGER}

    assert found == [200, 403, 403]
    assert ask("127.0.0.1", by_proxy)[0] == 200


def test_streamlits_own_figures_are_for_the_same_few() -> None:
    def own(_request: Request) -> Response:
        return PlainTextResponse("active_sessions 1")

    app = Starlette(
        routes=[Route("/_stcore/metrics", own), Route("/_stcore/health", own)],
        middleware=[Middleware(FiguresCheck)],
    )

    def status(peer: str, path: str = "metrics", **headers: str) -> int:
        client = TestClient(app, base_url="http://localhost:8501", client=(peer, 50000))
        return client.get(f"/_stcore/{path}", headers=headers).status_code

    assert [status("127.0.0.1"), status(STRANGER, "health")] == [200, 200]
    assert [status(STRANGER), status(STRANGER, "metrics/")] == [403, 403]
    assert status("127.0.0.1", Via="1.1 proxy") == 403


def test_a_search_of_the_apps_library_is_counted(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITASEARCH_HOME", str(library_home))
    state.library.clear()
    server_figures.cache_clear()

    state.library().search("ของขวัญ")
    _status, text = ask("127.0.0.1")

    state.library.clear()
    server_figures.cache_clear()
    found = values(text)
    assert found["itasearch_search_seconds_count",] == 1
    assert found["itasearch_up",] == 1
    assert found["itasearch_index_lag_reports",] == 0


OK, MISSING = PartState.OK, PartState.MISSING
READY = Readiness(store=OK, index=OK)
LOCAL = AllowedHosts(names=frozenset({"localhost"}), any_address=False)


def client(look: Callable[[], Readiness]) -> TestClient:
    """Asks the addresses in front of a server that answers to localhost alone."""
    checks = [Middleware(HealthAddresses, look=look), Middleware(HostCheck, allowed=LOCAL)]
    return TestClient(Starlette(middleware=checks), base_url="http://10.0.0.7:8501")


def test_a_process_that_answers_is_healthy_whatever_its_library_is() -> None:
    answer = client(raising(AssertionError("looked at the library"))).get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


DEGRADED = {"status": "degraded", "reason": "2 reports are left out; itasearch doctor names them"}


@pytest.mark.parametrize(
    ("found", "status", "state"),
    [
        (READY, 200, {"status": "ok"}),
        (Readiness(store=OK, index=OK, left_out=2), 200, DEGRADED),
        (Readiness(store=OK, index=MISSING, left_out=2), 503, {}),
    ],
)
def test_ready_is_who_can_read_store_and_index_and_degraded_who_lacks_reports(
    found: Readiness, status: int, state: dict[str, str]
) -> None:
    answer = client(lambda: found).get("/readyz")

    parts = {"store": found.store.value, "index": found.index.value}
    assert answer.status_code == status
    assert answer.json() == {"ready": status == 200, **state, **parts}


def test_a_library_that_does_not_answer_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_PATIENCE_SECONDS", 0.01)
    stuck = Event()

    def look() -> Readiness:
        stuck.wait()
        return READY

    with client(look) as asking:
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


PROVIDER = {"server_metadata_url": "https://a.example", "cookie_secret": ""}


def test_secrets_are_for_this_user_alone_and_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["serve"])

    with launch.secrets_of(PROVIDER):
        file = Path(sys.argv[-1].partition("=")[2])
        assert (file.stat().st_mode & 0o077, "a.example" in file.read_text("utf-8")) == (0, True)

    assert not file.exists()


def test_secrets_that_cannot_be_written_end_with_a_path_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        Path, "write_text", raising(OSError(errno.ENOSPC, "No space left on device"))
    )

    with (
        pytest.raises(SystemExit, match=r"'/.+'; make room on its disk"),
        launch.secrets_of(PROVIDER),
    ):
        pytest.fail("the app was started")
