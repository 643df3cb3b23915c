"""Answers by year, ITA total and detail, with a limit for each town, and their facets."""

from collections import Counter

from itasearch.model.ranking import (
    NO_FILTERS,
    Arrangement,
    Hit,
    HitOrder,
    Ranking,
    Refinement,
    SearchMode,
)
from itasearch.model.towns import ScoreBand
from itasearch.workspace import FilterNames, Workspace
from itasearch.workspace.values import NO_FILTER_NAMES

QUESTION = "จัดซื้อจัดจ้าง"


def ask(
    sampled: Workspace,
    arrangement: Arrangement,
    text: str = QUESTION,
    *,
    k: int = 10,
    mode: SearchMode = SearchMode.HYBRID,
    filters: FilterNames = NO_FILTER_NAMES,
) -> Ranking:
    refinement = Refinement(arrangement=arrangement)
    return sampled.search(text, k=k, mode=mode, filters=filters, refinement=refinement)


def ids(ranking: Ranking) -> list[str]:
    return [hit.measure.id for hit in ranking.hits]


def test_the_newest_year_comes_first(sampled: Workspace) -> None:
    found = ask(sampled, Arrangement(order=HitOrder.YEAR))

    years = [hit.fiscal_year_be or 0 for hit in found.hits]
    assert years == sorted(years, reverse=True)
    assert years[0] > years[-1]
    assert [hit.rank for hit in found.hits] == [*range(1, len(years) + 1)]


def test_it_sorts_all_that_answers_and_not_only_what_is_shown(sampled: Workspace) -> None:
    by_relevance = ask(sampled, Arrangement(), k=100)
    found = ask(sampled, Arrangement(order=HitOrder.YEAR), k=2)

    answer = by_relevance.hits[: by_relevance.answering]
    newest = max(hit.fiscal_year_be or 0 for hit in answer)
    assert found.sorted_over == len(answer)
    assert {hit.fiscal_year_be for hit in found.hits} == {newest}
    assert found.query.k == 2


def test_what_is_only_near_is_not_sorted_to_the_front(sampled: Workspace) -> None:
    by_relevance = ask(sampled, Arrangement(), k=100)
    found = ask(sampled, Arrangement(order=HitOrder.YEAR), k=100)

    assert 0 < by_relevance.answering < len(by_relevance.hits)
    assert set(ids(found)) == set(ids(by_relevance)[: by_relevance.answering])


def test_what_has_the_words_answers_however_it_scores(sampled: Workspace) -> None:
    found = ask(sampled, Arrangement(), k=100, mode=SearchMode.PHRASE)

    assert found.answering == len(found.hits) > 1


def test_the_town_with_the_best_total_comes_first(sampled: Workspace) -> None:
    found = ask(sampled, Arrangement(order=HitOrder.TOTAL), k=100)

    totals = [hit.total for hit in found.hits]
    known = [total for total in totals if total is not None]
    assert known == sorted(known, reverse=True)
    assert len(set(known)) > 1
    assert totals == [*known, *[None] * (len(totals) - len(known))]
    assert all(hit.total_year_be for hit in found.hits if hit.total is not None)


def test_the_most_detailed_come_first(sampled: Workspace) -> None:
    def letters(hit: Hit) -> int:
        return len(hit.measure.steps or "") + len(hit.measure.results or "")

    hits = ask(sampled, Arrangement(order=HitOrder.DETAIL), k=100).hits

    half = len(hits) // 2
    assert half > 1
    assert sum(map(letters, hits[:half])) > sum(map(letters, hits[half:]))


def test_only_towns_inside_the_band_are_found(sampled: Workspace) -> None:
    totals = sorted({h.total or 0 for h in ask(sampled, Arrangement(order=HitOrder.TOTAL)).hits})
    middle = totals[len(totals) // 2]

    found = ask(sampled, Arrangement(band=ScoreBand(least=middle)), k=100)

    assert found.hits
    assert all(hit.total is not None and hit.total >= middle for hit in found.hits)
    assert found.query.filters == NO_FILTERS


def test_facets_count_the_answer_and_not_the_library(sampled: Workspace) -> None:
    found = ask(sampled, Arrangement(counted=True), k=100)

    answer = found.hits[: found.answering]
    assert found.facets is not None
    assert found.counted == len(answer) < sampled.library.stats().measures
    years = ({hit.fiscal_year_be, *(o.fiscal_year_be for o in hit.same_text)} for hit in answer)
    assert found.facets.fiscal_years == Counter(one for some in years for one in some)
    places = (
        {
            town.province
            for town in (hit.organisation, *(o.organisation for o in hit.same_text))
            if town
        }
        for hit in answer
    )
    assert found.facets.provinces == Counter(filter(None, (one for some in places for one in some)))
    assert found.facets.topics == Counter(
        mark.topic for hit in answer for mark in hit.classification.topics
    )


def test_a_province_counts_the_hits_that_it_leads_to(sampled: Workspace) -> None:
    korat = FilterNames(provinces=("นครราชสีมา",))
    every, inside = (
        ask(sampled, Arrangement(counted=True), "No Gift Policy", filters=filters)
        for filters in (NO_FILTER_NAMES, korat)
    )

    assert every.facets is not None
    # One is a copy of another province's hit.
    assert every.facets.provinces["นครราชสีมา"] == inside.counted == 3
