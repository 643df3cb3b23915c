"""Answers by year, ITA total and detail, with a limit for each town, and their facets."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.errors import UnknownValueError
from itasearch.model.ranking import (
    NO_FILTERS,
    Arrangement,
    Hit,
    HitOrder,
    Ranking,
    Refinement,
    SearchMode,
)
from itasearch.model.records import Extraction
from itasearch.model.towns import ScoreBand
from itasearch.store.organisations import SqlOrganisations
from itasearch.store.sql import open_store
from itasearch.workspace import FilterNames, Workspace, measures_with_words
from itasearch.workspace.values import NO_FILTER_NAMES, filter_choices, resolve
from tests.cases import examples, made
from tests.store.examples import a_report, file_source
from tests.tools.raising import raising
from tests.workspace.conftest import TOWN

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
    only = Arrangement(band=ScoreBand(least=middle, most=middle))
    inside = ask(sampled, only, k=100).hits
    of_no_words = ask(sampled, only, "").hits
    assert {hit.total for hit in inside} == {hit.total for hit in of_no_words} == {middle}
    towns = {hit.organisation.id for hit in inside if hit.organisation}
    chosen = FilterNames(organisations=(min(towns),))
    of_one = ask(sampled, Arrangement(band=ScoreBand(most=middle)), k=100, filters=chosen).hits
    assert {hit.organisation.id for hit in of_one if hit.organisation} == {min(towns)}
    first = inside[0].measure.id
    near = sampled.similar(first, k=100, arrangement=only).hits
    assert near and {hit.total for hit in near} == {middle}
    none = Arrangement(band=ScoreBand(least=100.0))
    assert not ask(sampled, none).hits and not sampled.similar(first, arrangement=none).hits
    with pytest.raises(ValueError, match="from 90 to 80"):
        ask(sampled, Arrangement(band=ScoreBand(least=90, most=80)))


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


def found(workspace: Workspace, filters: FilterNames) -> set[str]:
    return {
        report.organisation.name
        for report in workspace.library.reports(filters)
        if report.organisation
    }


def test_a_filtered_search_lists_no_organisations(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqlOrganisations, "all", raising(AssertionError("a nation has thousands")))
    every = FilterNames(
        organisations=(TOWN,),
        types=("ทต.",),
        provinces=("พะเยา",),
        fiscal_years=(2566,),
        indicators=(1,),
    )

    assert resolve(every, library._parts.store).provinces == ("พะเยา",)


@examples("workspace", "unknown values of a filter and the nearest", made(FilterNames), str)
def test_an_unknown_value_is_an_error_with_the_nearest(
    filters: FilterNames, nearest: str, library: Workspace
) -> None:
    with pytest.raises(UnknownValueError) as error:
        library.library.reports(filters)

    assert error.value.nearest[0] == nearest


def test_a_year_is_offered_of_a_report_without_organisation(tmp_path: Path) -> None:
    with open_store(tmp_path / "library.db") as store:
        source = file_source("ไม่ทราบหน่วยงาน")
        report = replace(a_report(source, year=2565), organisation=None)
        store.intake.add(Extraction(reports=(report,)), source, media_type="text/plain")

        assert filter_choices(store).fiscal_years == (2565,)


def test_reports_of_a_topic_or_indicator_are_those_whose_measures_are_of_it(
    library: Workspace,
) -> None:
    of_topic = found(library, FilterNames(topics=("no_gift",)))

    assert of_topic == {TOWN}
    page = library.library.some_reports(FilterNames(topics=("no_gift",)), first=0, most=5)
    assert (page.total, len(page.reports)) == (1, 1)
    counted = library.index.facet_counts().indicators
    for indicator in counted:
        assert library.library.reports(FilterNames(indicators=(indicator,)))
    assert not library.library.reports(FilterNames(topics=("no_gift",), fiscal_years=(2567,)))


@pytest.mark.parametrize(
    ("typed", "numbers"), [("งดรับ ของขวัญ", "1"), ("e-gp", "2"), ("ปี ๒๕๖๖", "2"), (" ", "12")]
)
def test_a_measure_of_a_report_is_found_by_all_words_of_what_is_typed(
    typed: str, numbers: str
) -> None:
    report = a_report(file_source("a"), titles=["งดรับของขวัญ", "ของขวัญ E-GP ปี 2566"])

    found = measures_with_words(report.measures, typed)

    assert "".join(measure.number or "" for measure in found) == numbers
