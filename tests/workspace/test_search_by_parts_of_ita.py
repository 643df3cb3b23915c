"""Disclosure items, instruments and provinces typed alone, and filters without a query."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch import open_workspace
from itasearch.errors import QueryError
from itasearch.workspace import FilterNames, Workspace


@pytest.fixture(scope="module")
def library(library_home: Path) -> Iterator[Workspace]:
    with open_workspace(library_home) as opened:
        yield opened


@pytest.mark.parametrize("text", ["O39", "ข้อ o39", "OIT ข้อ O-39", "o ๓๙"])
def test_a_disclosure_item_is_its_topic(library: Workspace, text: str) -> None:
    found = library.search(text)

    assert found.query.filters.topics == ("ethics",)
    assert found.understood[0].name == "O39 ปี 2566: จริยธรรมและวินัย"
    assert found.hits and found.sure == len(found.hits)


@pytest.mark.parametrize(("text", "item"), [("ข้อ O12", "O12"), ("O39 ปี 2568", "O39")])
def test_an_item_of_which_nothing_is_known_is_named(
    library: Workspace, text: str, item: str
) -> None:
    found = library.search(text)

    assert item in found.not_held
    assert not found.query.filters.topics


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("EIT", (6, 7, 8)), ("iit", (1, 2, 3, 4, 5)), ("OIT", (9, 10))],
)
def test_an_instrument_is_its_indicators(
    library: Workspace, text: str, numbers: tuple[int, ...]
) -> None:
    found = library.search(text)

    assert found.query.filters.indicators == numbers
    assert found.hits and not library.search(text, literal=True).understood


def test_an_indicator_alone_lists_all_that_its_filter_lets_in(library: Workspace) -> None:
    found = library.search("ตัวชี้วัด 4", k=100)
    held = library.facet_counts(FilterNames(indicators=("4",))).indicators[4]

    listed = len(found.hits) + sum(len(hit.same_text) for hit in found.hits)
    assert listed >= held
    assert found.sure == len(found.hits)


def test_a_province_that_is_a_word_as_well_is_a_filter_when_it_is_all_of_the_query(
    library: Workspace,
) -> None:
    assert library.search("เลย").query.filters.provinces == ("เลย",)
    assert not library.search("เริ่มทำได้เลย อบรม").query.filters.provinces


def test_filters_are_searched_without_a_query(library: Workspace) -> None:
    found = library.search("", filters=FilterNames(topics=("ethics",)), k=50)

    assert found.hits and found.sure == len(found.hits)
    with pytest.raises(QueryError):
        library.search("  ")
