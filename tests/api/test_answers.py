"""What the API answers: the objects of `--json`, in pages, tagged, or problem details."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from itasearch.api import answering, parameters
from itasearch.errors import IndexMissingError, StoreError
from itasearch.model.towns import MatrixOrder
from itasearch.wording.objects import as_object, matrix_objects, ranking_objects
from itasearch.workspace import Workspace, open_workspace
from itasearch.workspace.index import Index
from tests.api.conftest import TITLES, asked_as
from tests.cases import cases
from tests.cli.conftest import run
from tests.ingest.fake_parser import FakeParser, report_text
from tests.tools.raising import raising
from tests.workspace.conftest import CITY, TOWN, parsing_with

PROBLEM = "application/problem+json"


def as_json(value: Any) -> Any:
    """As it comes over the wire."""
    return json.loads(json.dumps(value))


def walk(client: TestClient, address: str, **parameters: Any) -> Iterator[list[dict[str, Any]]]:
    """The pages of a list."""
    cursor: str | None = None
    while True:
        given = parameters | ({"cursor": cursor} if cursor else {})
        page = client.get(address, params=given)
        assert page.status_code == 200, page.text
        yield page.json()["items"]
        cursor = page.json()["next"]
        if cursor is None:
            return


def test_hits_are_those_of_the_command_line(client: TestClient, library: Workspace) -> None:
    shown = run("search", "ของขวัญ", "-k", "3", "--json", "--home", library.settings.home)

    answer = client.get("/search", params={"q": "ของขวัญ", "limit": 3})

    assert answer.json()["items"] == shown.objects


def test_what_nothing_answers_has_what_is_nearest(client: TestClient, library: Workspace) -> None:
    found = client.get("/search", params={"q": "เรือดำน้ำนิวเคลียร์"}).json()

    assert found == {
        "items": as_json(ranking_objects(library.search("เรือดำน้ำนิวเคลียร์"))),
        "next": None,
    }
    assert found["items"][0]["no_match"] is True


def test_records_are_those_of_the_command_line(client: TestClient, library: Workspace) -> None:
    report = library.library.report(library.library.reports()[0].id)
    home = library.settings.home
    (measure,) = run("show", report.measures[0].id, "--json", "--home", home).objects
    (whole,) = run("show", report.id, "--json", "--home", home).objects

    assert client.get(f"/measures/{report.measures[0].id}").json() == measure
    assert client.get(f"/reports/{report.id}").json() == whole
    assert client.get(f"/measures/{report.id}").json()["detail"].startswith(f"{report.id} is a rep")
    similar = client.get(f"/measures/{report.measures[0].id}/similar", params={"limit": 2})
    lines = ranking_objects(library.similar(report.measures[0].id, k=2))
    assert similar.json()["items"] == as_json(lines)


def test_texts_are_adapted_and_documents_written(client: TestClient, library: Workspace) -> None:
    cell = {
        "id": "ก",
        "text": f"{TOWN} ปี 2566",
        "source": {"organisation": TOWN, "fiscal_year_be": 2566},
        "target": {"organisation": "เทศบาลตำบลแม่กา", "fiscal_year_be": 2570},
    }
    report = library.library.reports()[0].id

    (adapted,) = client.post("/adapt", json={"cells": [cell]}).json()["items"]
    written = client.post("/export", json={"ids": [report], "format": "md", "digits": "arabic"})
    word = client.post("/export", json={"ids": [report], "organisation": "ทต.แม่กา"})

    assert (adapted["id"], adapted["adapted"]) == ("ก", "เทศบาลตำบลแม่กา ปี 2570")
    assert library.library.report(report).measures[0].title in written.text
    assert written.headers["content-type"].startswith("text/markdown")
    assert word.content.startswith(b"PK")
    assert 'filename="measures.docx"' in word.headers["content-disposition"]


def test_a_document_of_too_many_measures_is_a_problem_that_says_how_many(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parameters, "MOST_EXPORTED", 3)
    reports = client.get("/reports").json()["items"]
    measures = [one["id"] for one in reports]

    answer = client.post("/export", json={"ids": measures, "format": "csv"})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert (found["type"], found["most"]) == ("urn:itasearch:problem:too-many-rows", 3)
    assert "3 measures at most" in found["detail"]
    assert "ไม่เกิน 3 มาตรการ" in found["detail_th"]


@pytest.mark.parametrize(
    ("address", "parameters", "key"),
    [
        ("/reports", {}, "id"),
        ("/organisations", {}, "id"),
        ("/matrix", {"order": "name"}, "organisation"),
        ("/search", {"q": "งดรับของขวัญ"}, "measure"),
        ("/search", {"q": "งดรับของขวัญ", "order": "year"}, "measure"),
    ],
)
def test_a_walk_over_all_pages_meets_each_once(
    client: TestClient, address: str, parameters: dict[str, str], key: str
) -> None:
    whole = client.get(address, params=parameters | {"limit": 100}).json()["items"]

    pages = list(walk(client, address, **parameters, limit=2))

    assert len(pages) > 1 and {len(page) for page in pages[:-1]} == {2}
    walked = [json.dumps(one[key]) for page in pages for one in page]
    assert walked == [json.dumps(one[key]) for one in whole]
    assert len(set(walked)) == len(walked)


def test_no_page_goes_beyond_what_is_sorted(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parameters, "MOST_SORTED", 3)

    pages = walk(client, "/search", q="งดรับของขวัญ", order="year", limit=2)

    assert [len(page) for page in pages] == [2, 1]


@pytest.mark.parametrize(
    ("address", "given", "key", "wanted"),
    [
        ("/reports", {"year": 2567}, "fiscal_year_be", {2567}),
        ("/reports", {"type": "ทม."}, "organisation", {CITY}),
        ("/matrix", {"least": 80}, "organisation", {TOWN}),
        ("/search", {"q": "งดรับของขวัญ", "year": 2566}, "fiscal_year_be", {2566}),
        ("/search", {"q": "งดรับของขวัญ", "least": 80}, "organisation", {TOWN}),
    ],
)
def test_what_is_asked_for_narrows_a_list(
    client: TestClient, address: str, given: dict[str, str | int], key: str, wanted: set[object]
) -> None:
    items = client.get(address, params=given).json()["items"]

    assert {one[key]["name"] if key == "organisation" else one[key] for one in items} == wanted


def test_hits_are_in_the_order_that_is_asked_for(client: TestClient) -> None:
    hits = client.get("/search", params={"q": "อบรมงานพัสดุ", "order": "year"}).json()["items"]

    years = [hit["fiscal_year_be"] for hit in hits]
    assert years == sorted(years, reverse=True) and len({*years}) == 2


def test_comparison_coverage_and_matrix_are_those_that_are_asked_for(
    client: TestClient, library: Workspace
) -> None:
    towns: dict[str, str | int] = {"left": TOWN, "right": CITY, "year": 2567}
    compared = client.get("/compare", params=towns).json()
    covered = client.get("/coverage", params={"organisation": TOWN, "similar": 2}).json()
    liked = client.get("/matrix", params={"like": CITY, "order": "likeness"}).json()["items"]

    assert [compared[side]["fiscal_year_be"] for side in ("left", "right")] == [2567, 2567]
    assert covered == as_json(as_object(library.towns.coverage(TOWN, most=2)))
    table = library.towns.matrix(like=CITY, order=MatrixOrder.LIKENESS)
    assert liked == as_json([*matrix_objects(table)])


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/reports")
    tag = first.headers["etag"]

    again = client.get("/reports", headers={"If-None-Match": f'"x", {tag}'})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert client.get("/reports", params={"limit": 1}).headers["etag"] != tag
    assert client.get("/reports", headers={"If-None-Match": '"x"'}).status_code == 200


def test_a_change_of_the_library_ends_tags_and_cursors(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    for year in (2566, 2567):
        text = report_text(*TITLES, organisation=TOWN, year=year)
        (inbox / f"{year}.md").write_text(text, encoding="utf-8")
    with open_workspace(tmp_path / "home") as own, parsing_with(FakeParser()):
        own.add([inbox])
        client = asked_as(own)
        before = client.get("/reports", params={"limit": 1})
        parameters = {"limit": 1, "cursor": before.json()["next"]}
        assert client.get("/reports", params=parameters).status_code == 200

        own.library.remove(before.json()["items"][0]["id"])

        known = {"If-None-Match": before.headers["etag"]}
        after = client.get("/reports", params={"limit": 1}, headers=known)
        assert after.status_code == 200
        late = client.get("/reports", params=parameters)
        assert (late.status_code, late.json()["type"]) == (
            410,
            "urn:itasearch:problem:library-changed",
        )


def test_a_page_may_be_longer_than_the_one_before(client: TestClient) -> None:
    cursor = client.get("/reports", params={"limit": 1}).json()["next"]

    following = client.get("/reports", params={"limit": 2, "cursor": cursor}).json()["items"]

    assert following == client.get("/reports").json()["items"][1:3]


@pytest.mark.parametrize("cursor", ["x", "eA", "W10", "ก", "bnVsbA", "WyJhIiwgImIiLCAxXQ"])
def test_a_cursor_of_another_list_is_refused(client: TestClient, cursor: str) -> None:
    other = client.get("/organisations", params={"limit": 1}).json()["next"]

    for one in (cursor, other):
        answer = client.get("/reports", params={"cursor": one})
        assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)


@pytest.mark.parametrize(
    ("method", "address", "status", "words"), cases("addresses", "requests that go wrong")
)
def test_what_goes_wrong_is_a_problem(
    client: TestClient, method: str, address: str, status: str, words: str
) -> None:
    answer = client.request(method, address)

    assert (answer.status_code, answer.headers["content-type"]) == (int(status), PROBLEM)
    problem = answer.json()
    assert problem["status"] == int(status) and words in problem["detail"]
    assert problem.keys() >= {"type", "title", "status", "detail"}


def test_what_is_wrong_with_the_library_is_no_news_to_strangers(
    client: TestClient, library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Workspace,
        "state",
        raising(StoreError("the library /home/somchai/library.db cannot be read")),
    )

    answer = client.get("/reports")

    assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
    assert answer.headers["retry-after"] == "60"
    assert "somchai" not in answer.text


def test_a_fault_is_a_problem_without_its_traceback(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "show", raising(RuntimeError("secret")))

    answer = client.get("/measures/r0-t1r1")

    assert (answer.status_code, answer.headers["content-type"]) == (500, PROBLEM)
    assert "secret" not in answer.text


def test_more_than_may_wait_are_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "MOST_WAITING", 0)

    answer = client.get("/reports")

    assert (answer.status_code, answer.json()["type"]) == (503, "urn:itasearch:problem:busy")
    assert int(answer.headers["retry-after"]) > 0


def test_texts_that_are_too_long_together_are_refused(client: TestClient) -> None:
    town = {"organisation": TOWN}
    cell = {"text": "ก" * 20_000, "source": town, "target": town}

    assert client.post("/adapt", json={"cells": [cell] * 5}).status_code == 200
    assert client.post("/adapt", json={"cells": [cell] * 6}).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=a",
        "/measures/{id}/similar",
        "/matrix",
        "/questions?q=a",
        f"/coverage?organisation={TOWN}",
    ],
)
def test_an_answer_from_the_index_brings_it_up_to_date_first(
    path: str, client: TestClient, library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refresh(_: Index) -> bool:
        raise IndexMissingError(path="index")

    monkeypatch.setattr(Index, "refresh", refresh)
    measure = library.library.report(library.library.reports()[0].id).measures[0]

    assert client.get(path.format(id=measure.id)).status_code == 503
