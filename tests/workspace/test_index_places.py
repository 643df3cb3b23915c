"""One round trip of a library on every store with every index."""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.config import Settings, load_settings
from itasearch.workspace import Workspace
from itasearch.workspace.values import FilterNames
from tests.ingest.fake_parser import FakeParser
from tests.workspace.conftest import CITY, TOWN, is_stale

GIFTS, COMPLAINTS = "ประกาศนโยบายงดรับของขวัญ", "เปิดช่องทางร้องเรียนออนไลน์"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgresql_url"))


@pytest.fixture(params=["local", "milvus"])
def index_url(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "local" else str(request.getfixturevalue("milvus_url"))


@pytest.fixture
def settings(tmp_path: Path, database_url: str | None, index_url: str | None) -> Settings:
    return replace(load_settings(tmp_path / "home"), database_url=database_url, index_url=index_url)


def found(workspace: Workspace, text: str, **names: tuple[str, ...]) -> list[str]:
    """Titles of the hits, best first."""
    ranking = workspace.search(text, filters=FilterNames(**names))
    return [str(hit.measure.title) for hit in ranking.hits]


def test_a_library_is_filled_searched_changed_and_built_anew(
    settings: Settings, inbox: Path, parser: FakeParser
) -> None:
    workspace = Workspace(settings)
    workspace.add([inbox])

    assert found(workspace, "งดรับของขวัญ")[0] == GIFTS
    assert found(workspace, "ร้องเรียน", organisations=(CITY,)) == [COMPLAINTS]
    assert workspace.index.facet_counts().types
    assert not is_stale(workspace)

    (report,) = workspace.library.reports(FilterNames(organisations=(TOWN,)))
    workspace.library.remove(report.id)
    assert GIFTS not in found(workspace, "งดรับของขวัญ")

    workspace.build(rebuild=True)
    workspace.close()
    with Workspace(settings) as again:
        assert not is_stale(again)
        assert found(again, "ร้องเรียน")[0] == COMPLAINTS
