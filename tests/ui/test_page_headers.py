"""Headers that keep other sites away from the app, on pages, files and programs' answers."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from itasearch.ui.page_headers import ALWAYS, PageHeaders

OWN = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def _page(_request: Request) -> Response:
    return HTMLResponse("<title>itasearch</title>", headers={"X-Frame-Options": "SAMEORIGIN"})


def _text(_request: Request) -> Response:
    return PlainTextResponse("ok")


def _unchanged(_request: Request) -> Response:
    return Response(status_code=304)


def _own(_request: Request) -> Response:
    return HTMLResponse("<title>API</title>", headers={"Content-Security-Policy": OWN})


@pytest.fixture
def client() -> TestClient:
    routes = [
        Route("/", _page),
        Route("/media/{name}", _page),
        Route("/app/static/{name}", _page),
        Route("/text", _text),
        Route("/unchanged", _unchanged),
        Route("/docs", _own),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(PageHeaders)])
    return TestClient(app, base_url="http://localhost:8501")


@pytest.mark.parametrize("path", ["/", "/media/a.html", "/text", "/docs", "/nothing"])
def test_every_answer_has_the_headers_and_is_framed_by_nobody(
    client: TestClient, path: str
) -> None:
    headers = client.get(path).headers

    assert {name: headers[name] for name in ALWAYS} == dict(ALWAYS)
    assert headers.get_list("x-frame-options") == ["DENY"]
    (policy,) = headers.get_list("content-security-policy")
    assert "frame-ancestors 'none'" in policy


def test_a_page_loads_and_asks_its_own_server_alone(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]

    assert policy.startswith("default-src 'none'; script-src 'self' 'unsafe-inline' blob:;")
    assert policy.endswith("connect-src 'self' ws://localhost:8501 wss://localhost:8501")
    assert "unsafe-eval" not in policy
    assert "http" not in policy.replace("https", "http").partition("connect-src")[0]


@pytest.mark.parametrize("path", ["/media/a.html", "/app/static/a.html", "/text"])
def test_what_is_no_page_of_the_app_runs_no_script(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]

    assert policy.startswith("default-src 'none'; base-uri")
    assert "script-src" not in policy


def test_a_page_that_has_not_changed_keeps_its_policy(client: TestClient) -> None:
    """Else a page that is loaded again from the browser's memory runs no script."""
    assert "content-security-policy" not in client.get("/unchanged").headers


def test_an_answer_keeps_a_policy_of_its_own(client: TestClient) -> None:
    assert client.get("/docs").headers["content-security-policy"] == OWN


@pytest.mark.parametrize("host", ["a;script-src *", "a b", ""])
def test_what_is_no_host_adds_nothing_to_the_policy(client: TestClient, host: str) -> None:
    policy = client.get("/", headers={"Host": host}).headers["content-security-policy"]

    assert policy.endswith("connect-src 'self'")
