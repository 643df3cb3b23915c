"""What the API answers: the objects of `--json`, in pages, tagged, or problem details."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from itasearch.api import answering, app, parameters
from itasearch.errors import EncoderError, IndexMissingError, MissingExtraError, StoreError
from itasearch.model.ranking import Refinement, SearchMode
from itasearch.model.towns import Axis, MatrixOrder
from itasearch.wording.labels import file_text
from itasearch.wording.objects import (
    as_object,
    matrix_objects,
    question_objects,
    ranking_lines,
    rules_objects,
)
from itasearch.workspace import FilterNames, Workspace, open_workspace
from itasearch.workspace.index import Index
from tests.api.conftest import TITLES, asked_as
from tests.cases import examples, literal
from tests.cli.conftest import run
from tests.ingest.fake_parser import FakeParser, report_text
from tests.tools.raising import raising
from tests.workspace.conftest import CITY, TOWN, parsing_with

PROBLEM = "application/problem+json"


def as_json(value: Any) -> Any:
    """As it comes over the wire."""
    return json.loads(json.dumps(value, default=as_object))


def walk(client: TestClient, address: str, **parameters: Any) -> Iterator[list[dict[str, Any]]]:
    """The pages of a list."""
    cursor: str | None = None
    while True:
        given = parameters | ({"cursor": cursor} if cursor else {})
        page = client.get(address, params=given)
        assert page.status_code == 200, page.text
        assert page.json()["items"] or cursor is None
        yield page.json()["items"]
        cursor = page.json()["next"]
        if cursor is None:
            return


def test_hits_are_those_of_the_command_line_or_what_is_nearest(
    client: TestClient, library: Workspace
) -> None:
    shown = run("search", "ของขวัญ", "-k", "3", "--json", "--home", library.settings.home)
    answer = client.get("/search", params={"q": "ของขวัญ", "limit": 3})
    found = client.get("/search", params={"q": "เรือดำน้ำนิวเคลียร์"}).json()

    assert answer.json()["items"] == shown.objects
    nearest = as_json(ranking_lines(library.search("เรือดำน้ำนิวเคลียร์")))
    assert found == {"items": nearest, "next": None}
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
    lines = ranking_lines(library.similar(report.measures[0].id, k=2))
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

    order = {"format": "md", "document": "plan", "sources": False, "fiscal_year_be": 2570}
    plan = client.post("/export", json={"ids": [report], "organisation": "ทต.แม่กา", **order})

    assert (adapted["id"], adapted["adapted"]) == ("ก", "เทศบาลตำบลแม่กา ปี 2570")
    assert "เทศบาลตำบลแม่กา" in plan.text and "๒๕๗๐" in plan.text
    path = file_text(library.library.report(report).source.path)
    assert (path in written.text, path in plan.text, "etag" in plan.headers) == (True, False, False)
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


@examples("addresses", "lists that are walked over", str, literal, str)
def test_a_walk_over_all_pages_meets_each_once(
    address: str, parameters: dict[str, str], key: str, client: TestClient
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
    monkeypatch.setattr(app, "MOST_SORTED", 3)

    pages = walk(client, "/search", q="งดรับของขวัญ", order="year", limit=2)

    assert [len(page) for page in pages] == [2, 1]


@examples("addresses", "what is asked for narrows a list", str, literal, str, literal)
def test_what_is_asked_for_narrows_a_list(
    address: str, given: dict[str, str | int], key: str, wanted: set[object], client: TestClient
) -> None:
    measure = client.get("/search", params={"q": "งดรับของขวัญ"}).json()["items"][0]["measure"]["id"]

    items = client.get(address.format(id=measure), params=given).json()["items"]

    values = [one[key] for one in items if key in one]
    assert {each["name"] if key == "organisation" else each for each in values} == wanted


@pytest.mark.parametrize("name", ["mode", "literal", "without", "like"])
def test_a_search_is_refined_as_it_is_asked_for(
    client: TestClient, library: Workspace, name: str
) -> None:
    query = {"q": "งดรับของกำนัล ปี 2566"}
    plain = library.search(query["q"], k=20)
    measure, added = plain.hits[-1].measure.id, plain.added[0].name
    refinements: dict[str, tuple[str, dict[str, Any]]] = {
        "mode": ("words", {"mode": SearchMode.WORDS}),
        "literal": ("true", {"literal": True}),
        "without": (added, {"refinement": Refinement(without=(added,))}),
        "like": (measure, {"refinement": Refinement(like=(measure,))}),
    }
    given, refined = refinements[name]

    items = client.get("/search", params=query | {name: given}).json()["items"]

    found = ranking_lines(library.search(query["q"], k=20, **refined))
    assert items == as_json(found) != as_json(ranking_lines(plain))


def test_comparison_coverage_and_tables_are_those_that_are_asked_for(
    client: TestClient, library: Workspace
) -> None:
    asked: dict[str, dict[str, Any]] = {
        "/compare": {"left": TOWN, "right": CITY, "year": 2567},
        "/coverage": {"organisation": TOWN, "similar": 2, "year": 2566},
        "/matrix": {"like": CITY, "order": "likeness", "axis": "indicators", "type": "ทต."},
        "/questions": {"q": ["งดรับของขวัญ", "พัสดุ"], "organisation": TOWN},
        "/rules": {},
        "/rules/2023": {},
    }
    order, types = MatrixOrder.LIKENESS, FilterNames(types=("ทต.",))
    towns, of_town = library.towns, FilterNames(organisations=(TOWN,))

    found = {address: client.get(address, params=given).json() for address, given in asked.items()}

    table = towns.matrix(axis=Axis.INDICATORS, filters=types, like=CITY, order=order)
    answers = towns.questions(("งดรับของขวัญ", "พัสดุ"), filters=of_town)
    assert found == {
        "/compare": as_json(as_object(library.compare(TOWN, CITY, year=2567))),
        "/coverage": as_json(as_object(towns.coverage(TOWN, year=2566, most=2))),
        "/matrix": {"items": as_json([*matrix_objects(table)]), "next": None},
        "/questions": {"items": as_json([*question_objects(answers)])},
        "/rules": {"items": as_json([*rules_objects(towns.rules())])},
        "/rules/2023": {"items": as_json([*rules_objects(towns.rules(2566))])},
    }


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/reports")
    tag = first.headers["etag"]

    for known in (f'"x", {tag}', tag.removeprefix("W/"), "*"):
        again = client.get("/reports", headers={"If-None-Match": known})

        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["vary"] == "Authorization"
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


@pytest.mark.parametrize("cursor", ["x", "eA", "W10", "ก", "bnVsbA", "WyJhIiwgImIiLCAxXQ"])
def test_a_cursor_of_another_list_is_refused(client: TestClient, cursor: str) -> None:
    other = client.get("/organisations", params={"limit": 1}).json()["next"]

    for one in (cursor, other):
        answer = client.get("/reports", params={"cursor": one})
        assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)


@examples("addresses", "requests that go wrong")
def test_what_goes_wrong_is_a_problem(
    method: str, address: str, status: str, kind: str, words: str, client: TestClient
) -> None:
    answer = client.request(method, address)

    assert (answer.status_code, answer.headers["content-type"]) == (int(status), PROBLEM)
    problem = answer.json()
    assert problem["status"] == int(status) and words in problem["detail"]
    kind, *members = kind.split(" + ")
    assert problem["type"].removeprefix("urn:itasearch:problem:") == kind
    thai = {"detail_th"} if {*members} - {"errors"} else set()
    assert problem.keys() - {"detail_th"} == {"type", "title", "status", "detail", *members}
    assert problem.keys() >= thai


def test_what_is_wrong_with_the_library_is_no_news_to_strangers(
    client: TestClient, library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, status, retry in (
        (StoreError("the library /home/somchai/library.db cannot be read"), 503, "60"),
        (IndexMissingError(path="/home/somchai/index"), 503, "60"),
        (EncoderError("no model in /home/somchai/models"), 503, "60"),
        (MissingExtraError(extra="milvus", needed_for="/home/somchai/index.db"), 503, "60"),
        (RuntimeError("/home/somchai"), 500, None),
    ):
        monkeypatch.setattr(Workspace, "state", raising(error))

        answer = client.get("/reports")

        assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
        assert answer.headers.get("retry-after") == retry
        assert "somchai" not in answer.text


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


@examples("addresses", "answers from the index")
def test_an_answer_from_the_index_brings_it_up_to_date_first(
    path: str, client: TestClient, library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refresh(_: Index) -> bool:
        raise IndexMissingError(path="index")

    monkeypatch.setattr(Index, "refresh", refresh)
    measure = library.library.report(library.library.reports()[0].id).measures[0]

    assert client.get(path.format(id=measure.id)).status_code == 503
