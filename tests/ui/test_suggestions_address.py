"""The address that answers a query being typed."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from itasearch.ui.kit import state
from itasearch.ui.search import suggestions
from itasearch.ui.search.suggestions import ADDRESS, suggestions_route


@pytest.fixture
def client(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Asks the address on the library."""
    monkeypatch.setenv("ITASEARCH_HOME", str(library_home))
    state.library.clear()
    with TestClient(Starlette(routes=[suggestions_route()])) as client:
        yield client
    state.library.clear()


def test_it_answers_with_queries_and_what_they_are(client: TestClient) -> None:
    answer = client.get(f"/{ADDRESS}", params={"text": "หนองบัว"})

    (one,) = answer.json()
    assert one == {
        "kind": "town",
        "query": "เทศบาลตำบลหนองบัวสามกลีบ",
        "id": one["id"],
        "province": "อุดรธานี",
    }
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


def test_an_english_screen_has_english_names_and_the_query_of_reports(client: TestClient) -> None:
    answer = client.get(f"/{ADDRESS}", params={"text": "ของขวัญ หนองบัวสาม", "lang": "en"})

    (one,) = [one for one in answer.json() if one["kind"] == "town"]
    town = "เทศบาลตำบลหนองบัวสามกลีบ"
    assert one["query"].endswith(town)
    assert one["label"].endswith(f"Nong Bua Sam Klip Subdistrict Municipality · {one['query']}")
    assert one["province"] == "Udon Thani"


@pytest.mark.parametrize(
    "text", ["", quote("ก" * 5_000), "%00%3Cscript%3E", "%22", "%ED%A0%80", "%FF%FE"]
)
def test_whatever_is_typed_it_answers(client: TestClient, text: str) -> None:
    answer = client.get(f"/{ADDRESS}?text={text}")

    assert (answer.status_code, answer.json()) == (200, [])


def test_a_library_that_cannot_be_read_has_no_suggestions(
    tmp_path: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "library.db").write_bytes(b"no database")
    monkeypatch.setenv("ITASEARCH_HOME", str(tmp_path))
    state.library.clear()

    answer = client.get(f"/{ADDRESS}", params={"text": "หนองบัว"})

    assert (answer.status_code, answer.json()) == (503, [])


def test_a_request_beyond_those_that_wait_is_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "_MOST_WAITING", 0)

    answer = client.get(f"/{ADDRESS}", params={"text": "หนองบัว"})

    assert (answer.status_code, answer.json()) == (503, [])
