"""The API over a library of several towns, asked in this process as the server would ask it."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount
from starlette.testclient import TestClient

from itasearch.api.app import api_of
from itasearch.api.asking import Asking, RateLimits
from itasearch.api.mount import ADDRESS
from itasearch.model.people import THIS_COMPUTER, Person
from itasearch.workspace import Workspace
from tests.workspace.conftest import CITY, TOWN, library_of

TITLES = ("ประกาศนโยบายงดรับของขวัญ", "อบรมงานพัสดุ", "เปิดช่องทางร้องเรียนออนไลน์", "ตรวจสอบภายในประจำปี")
TOWNS = (TOWN, CITY, "เทศบาลตำบลแม่กา", "เทศบาลตำบลขุนคง", "เทศบาลตำบลเกาะคา")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Reports of five towns, of two years each; what is added to it is keys alone."""
    reports = [
        (town, 2566 + n, [f"{title} ครั้งที่ {place + n}" for title in TITLES[n : place + 1]])
        for place, town in enumerate(TOWNS, start=1)
        for n in range(2)
    ]
    with library_of(reports, tmp_path_factory.mktemp("api"), scored=TOWN) as opened:
        yield opened


def unbounded() -> RateLimits:
    """Rates over which a stopped clock watches from far away: a bucket is always full."""
    hours = iter(range(10**9))
    return RateLimits(lambda: 3600.0 * next(hours))


def api_over(
    library: Workspace, person: Person = THIS_COMPUTER, *, limits: RateLimits | None = None
) -> FastAPI:
    """The API; who asks without a key is `person`."""

    def known(_request: Request) -> Person:
        return person

    return api_of(lambda: library, Asking(known, limits or unbounded()))


def asked_as(
    library: Workspace, person: Person = THIS_COMPUTER, *, limits: RateLimits | None = None
) -> TestClient:
    """Asks the API where the server has it."""
    api = api_over(library, person, limits=limits)
    return TestClient(
        Starlette(routes=[Mount(f"/{ADDRESS}", app=api)]),
        base_url=f"http://localhost/{ADDRESS}",
        raise_server_exceptions=False,
    )


@pytest.fixture(scope="session")
def client(library: Workspace) -> TestClient:
    """Asks as the one at the library's computer."""
    return asked_as(library)
