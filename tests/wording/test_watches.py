"""Names of saved searches."""

import pytest

from itasearch.model.ranking import Arrangement, Filters, Query, Refinement
from itasearch.model.towns import ScoreBand
from itasearch.model.watches import LONGEST_WATCH_NAME
from itasearch.wording.language import Language, in_language
from itasearch.wording.watches import query_name
from tests.cases import examples


@examples("watches", "a search is named by its words and filters")
def test_a_search_is_named_by_its_words_and_filters(language: Language, name: str) -> None:
    filters = Filters(
        topics=("no_gift", "gone"),
        indicators=(3,),
        fiscal_years=(2567,),
        types=("town_municipality",),
        provinces=("พะเยา",),
    )
    query = Query(text="ของกำนัล", filters=filters)

    with in_language(language):
        found = query_name(query, organisations=["เทศบาลตำบลแม่กา"], like=[])

    assert found.startswith(name)


@examples("watches", "a search by filters alone is named by them")
def test_a_search_by_filters_alone_is_named_by_them(language: Language, name: str) -> None:
    filters = Filters(
        fiscal_years=(2566, 2567), types=("town_municipality",), provinces=("พะเยา", "เลย")
    )
    band = Refinement(arrangement=Arrangement(band=ScoreBand(least=85, most=95)))
    query = Query(text="", filters=filters, refinement=band)

    with in_language(language):
        assert query_name(query, organisations=[], like=[]) == name


@pytest.mark.parametrize(("language", "like"), [("th", "คล้าย “อบรม"), ("en", "like “อบรม")])
def test_a_long_name_of_a_search_is_cut(language: Language, like: str) -> None:
    with in_language(language):
        liked = query_name(Query(text=""), organisations=[], like=["อบรม" * 100])

    assert liked.startswith(like)
    assert len(liked) == LONGEST_WATCH_NAME
