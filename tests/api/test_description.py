"""The API keeps to its own description: requests made from it find no answer outside of it."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings, strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from itasearch.api.mount import ADDRESS
from itasearch.workspace import Workspace
from tests.api.conftest import api_over
from tests.workspace.conftest import CITY, TOWN

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PATHS = (
    "/search", "/measures/{id}/similar", "/measures/{id}", "/reports/{id}", "/reports",
    "/organisations", "/compare", "/matrix", "/coverage", "/questions", "/rules",
    "/rules/{year}", "/adapt", "/export",
)  # fmt: skip
EXAMPLES = 25


@pytest.fixture(scope="module")
def described(library: Workspace) -> Any:
    """The API's description, whose operations ask the API in this process."""
    app = Starlette(routes=[Mount(f"/{ADDRESS}", app=api_over(library))])
    return schemathesis.openapi.from_asgi(f"/{ADDRESS}/openapi.json", app)


def held_values(library: Workspace) -> dict[str, Any]:
    """Values of parameters that the library has: made ones name nothing that it has."""
    report = library.library.report(library.library.reports()[0].id)
    measure = report.measures[0].id
    return {
        "id": measure,
        "report": report.id,
        "organisation": [TOWN],
        "province": ["Phayao"],
        "type": ["เทศบาลเมือง"],
        "year": ["2566"],
        "topic": ["no_gift"],
        "like": [measure],
        "left": TOWN,
        "right": CITY,
        "ids": [measure, report.id],
    }


def filled_in(case: Any, held: dict[str, Any]) -> Any:
    """A case that names what is there, so far as it names anything."""
    if "id" in (case.path_parameters or {}):
        case.path_parameters["id"] = held["report" if "reports" in case.path else "id"]
    if "year" in (case.path_parameters or {}):
        case.path_parameters["year"] = "2566"
    for values in (case.query, case.body):
        for name in held.keys() & set(values if isinstance(values, dict) else ()):
            one = held[name]
            is_single = case.path in ("/coverage", "/compare", "/export", "/matrix")
            single = is_single and name in ("organisation", "year", "like")
            values[name] = one[0] if single and case.path != "/matrix" else one
    if case.path == "/matrix" and case.query:
        case.query.pop("like", None)
    if case.query:
        case.query.pop("cursor", None)
    return case


def test_all_addresses_are_described(described: Any) -> None:
    assert {one.ok().path for one in described.get_all_operations()} == set(PATHS)
    assert described.raw_schema["openapi"].startswith("3.1")


@pytest.mark.parametrize("path", PATHS)
def test_no_answer_is_outside_the_description(
    path: str, described: Any, library: Workspace
) -> None:
    (operation,) = described[path].values()
    held, statuses = held_values(library), set[int]()

    @given(case=operation.as_strategy(), is_held=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any, is_held: bool) -> None:
        answer = (filled_in(case, held) if is_held else case).call_and_validate(checks=CHECKS)
        statuses.add(answer.status_code)

    ask()

    assert 200 in statuses


def test_the_page_of_the_description_asks_no_other_host(client: TestClient) -> None:
    page = client.get("/docs")

    assert page.status_code == 200
    for part in ("GET /search", "POST /export", 'id="Problem"', 'href="openapi.json"'):
        assert part in page.text
    assert "http://" not in page.text and "https://" not in page.text and "<script" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
