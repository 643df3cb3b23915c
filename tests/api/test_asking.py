"""Who asks the API: each role at each address, rates, and pages of other sites."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from itasearch.api import asking
from itasearch.api.asking import VISITS_PER_MINUTE, RateLimits
from itasearch.config import KEYS_VARIABLE
from itasearch.model.people import NOBODY, THIS_COMPUTER, ActionKind, Person
from itasearch.workspace import Workspace
from tests.api.conftest import asked_as
from tests.workspace.conftest import CITY, TOWN

SECRET = "itasearch_0123456789"
HEADERS: dict[str, dict[str, str]] = {
    "visitor": {},
    "this computer": {},
    "key": {"Authorization": f"Bearer {SECRET}"},
    "unknown key": {"Authorization": "Bearer itasearch_0"},
}
"""What each sends."""
ANSWERS = {"visitor": 200, "this computer": 200, "key": 200, "unknown key": 401}
"""Every address only reads, which everybody may; adapting texts of one's own is work for others."""
Ask = Callable[[TestClient, dict[str, str], str], int]


def getting(address: str, **parameters: str) -> Ask:
    def ask(client: TestClient, headers: dict[str, str], measure: str) -> int:
        place = address.replace("ID", measure).replace("REPORT", measure.split("-")[0])
        return client.get(place, params=parameters, headers=headers).status_code

    return ask


def adapting(client: TestClient, headers: dict[str, str], measure: str) -> int:
    cell = {"text": "ก", "source": {"organisation": TOWN}, "target": {"organisation": CITY}}
    return client.post("/adapt", json={"cells": [cell]}, headers=headers).status_code


def exporting(client: TestClient, headers: dict[str, str], measure: str) -> int:
    order = {"ids": [measure], "format": "csv"}
    return client.post("/export", json=order, headers=headers).status_code


ADDRESSES: dict[str, Ask] = {
    "search": getting("/search", q="ของขวัญ"),
    "similar": getting("/measures/ID/similar"),
    "show": getting("/measures/ID"),
    "report": getting("/reports/REPORT"),
    "reports": getting("/reports"),
    "organisations": getting("/organisations"),
    "compare": getting("/compare", left=TOWN, right=CITY),
    "matrix": getting("/matrix"),
    "rules": getting("/rules"),
    "rules_of_year": getting("/rules/2566"),
    "coverage": getting("/coverage", organisation=TOWN),
    "adapt": adapting,
    "export": exporting,
}


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, f"ระบบสารบรรณ={SECRET}, อื่น={SECRET}2")


@pytest.mark.parametrize("who", ANSWERS)
def test_each_role_at_each_address(who: str, library: Workspace) -> None:
    client = asked_as(library, THIS_COMPUTER if who == "this computer" else NOBODY)
    measure = library.library.report(library.library.reports()[0].id).measures[0].id
    found = {name: ask(client, HEADERS[who], measure) for name, ask in ADDRESSES.items()}

    wanted = dict.fromkeys(ADDRESSES, ANSWERS[who])
    assert found == (wanted | {"adapt": 403} if who == "visitor" else wanted)


def test_a_wrong_key_is_refused_on_the_own_computer_too(client: TestClient) -> None:
    wrong = ("Bearer itasearch_0", "Basic dTpw", "Bearer", "Bearer  ", "itasearch_0")
    twice = [("Authorization", f"Bearer {SECRET}")]
    for given in (*([("Authorization", each)] for each in wrong), twice * 2):
        answer = client.get("/reports", headers=given)

        assert (answer.status_code, answer.headers["www-authenticate"]) == (
            401,
            'Bearer realm="itasearch"',
        )
        assert answer.headers["content-type"] == "application/problem+json"


def test_what_a_key_exports_is_in_the_log_as_its_own(library: Workspace) -> None:
    measure = library.library.report(library.library.reports()[0].id).measures[0].id

    assert exporting(asked_as(library), bearer(SECRET), measure) == 200

    (noted,) = library.people.log(person_id="key:ระบบสารบรรณ", most=1)
    assert (noted.kind, noted.person_name) == (ActionKind.EXPORT, "ระบบสารบรรณ")
    assert noted.ended_at is not None and not noted.failed


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_key_is_answered_so_often(library: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(asking, "REQUESTS_PER_MINUTE", 3)
    client = asked_as(library, NOBODY, limits=RateLimits(clock))

    def statuses(count: int, key: str = SECRET) -> list[int]:
        return [client.get("/reports", headers=bearer(key)).status_code for _ in range(count)]

    assert statuses(4) == [200, 200, 200, 429]
    assert statuses(1, f"{SECRET}2") == [200]
    refused = client.get("/reports", headers=bearer(SECRET))
    assert refused.headers["retry-after"] == "20"
    assert refused.json()["type"] == "urn:itasearch:problem:too-many-requests"
    clock.now = 20.0
    assert statuses(2) == [200, 429]
    clock.now = 3600.0
    assert statuses(4) == [200, 200, 200, 429]


def test_visitors_are_counted_by_their_address_people_by_their_id_and_the_own_computer_is_not(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = RateLimits(Clock())
    visitors, owner = asked_as(library, NOBODY, limits=limits), asked_as(library, limits=limits)

    found = [visitors.get("/organisations?limit=1") for _ in range(VISITS_PER_MINUTE + 1)]

    assert [one.status_code for one in found] == [200] * VISITS_PER_MINUTE + [429]
    assert owner.get("/organisations").status_code == 200
    monkeypatch.setattr(asking, "REQUESTS_PER_MINUTE", 2)
    signed_in = [asked_as(library, Person(id=name), limits=limits) for name in ("สมศรี", "สมชาย")]
    statuses = [[who.get("/organisations").status_code for _ in range(3)] for who in signed_in]
    assert statuses == [[200, 200, 429]] * 2


def test_pages_of_other_sites_may_not_ask(client: TestClient) -> None:
    foreign = client.get("/reports", headers={"Origin": "https://evil.example"})
    own = client.get("/reports", headers={"Origin": "http://LOCALHOST", "Host": "Localhost"})

    assert (foreign.status_code, own.status_code) == (403, 200)
    assert "access-control-allow-origin" not in own.headers
    assert foreign.json()["type"] == "urn:itasearch:problem:foreign-origin"


def test_wrong_keys_count_as_visits_and_a_right_one_from_there_does_not(library: Workspace) -> None:
    client = asked_as(library, NOBODY, limits=RateLimits(Clock()))

    found = [
        client.get("/organisations", headers=bearer(f"itasearch_{n}")).status_code
        for n in range(VISITS_PER_MINUTE + 2)
    ]

    assert found == [401] * VISITS_PER_MINUTE + [429] * 2
    assert client.get("/organisations", headers=bearer(SECRET)).status_code == 200
