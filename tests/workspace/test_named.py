"""Names and years that are typed into a search."""

from pathlib import Path

import pytest

from itasearch.model.ranking import NameKind, Ranking
from itasearch.workspace import FilterNames, Workspace
from tests.workspace.conftest import CITY, TOWN, report_of, write_report


def owners(ranking: Ranking) -> set[str]:
    return {hit.organisation.name for hit in ranking.hits if hit.organisation}


def test_a_query_with_names_ranks_as_its_words_with_these_filters(library: Workspace) -> None:
    typed = library.search("พัสดุ ทต.สวนดอกไม้ ปี 66")
    chosen = library.search("พัสดุ", filters=FilterNames(organisations=(TOWN,), fiscal_years=(2566,)))

    assert typed.hits == chosen.hits
    assert typed.query.filters == chosen.query.filters


@pytest.mark.parametrize("text", ["ทต.สวนดอกไม้", "มาตรการของ ทต.สวนดอกไม้ ปี 2566"])
def test_nothing_but_names_lists_what_is_there(library: Workspace, text: str) -> None:
    found = library.search(text)

    assert [hit.measure.title for hit in found.hits] == ["ประกาศนโยบายงดรับของขวัญ", "อบรมงานพัสดุ"]
    assert [hit.rank for hit in found.hits] == [1, 2]
    assert not found.no_match


def test_an_indicator_alone_finds_its_measures(library: Workspace) -> None:
    found = library.search("ตัวชี้วัดที่ 4")

    chosen = library.search("การใช้ทรัพย์สินของราชการ", filters=FilterNames(indicators=(4,)))
    assert {hit.measure.id for hit in found.hits} == {hit.measure.id for hit in chosen.hits}


def test_what_the_library_lacks_is_named_and_searched_as_words(library: Workspace) -> None:
    found = library.search("งดรับของขวัญ เทศบาลตำบลขามทะเลสอ ปี 2560")

    assert found.not_held == ("เทศบาลตำบลขามทะเลสอ", "ปี 2560")
    assert found.understood == ()
    assert TOWN in owners(found)


def test_a_report_that_was_just_added_is_known_by_name(filled: Workspace) -> None:
    assert filled.search("ทต.สวนดอกไม้").understood

    filled.library.remove(report_of(filled, TOWN))

    assert filled.search("ทต.สวนดอกไม้").understood == ()


@pytest.mark.parametrize("words", ["งดรับของขวัญ", "อบรมงานพัสดุ"])
def test_only_a_name_that_may_be_common_words_gives_way_to_an_answer(
    library: Workspace, words: str
) -> None:
    of_kind = library.search(f"เทศบาลเมือง {words}")
    of_name = library.search(f"ทุ่งกว้าง {words}")

    assert [(one.kind, one.applied) for one in of_kind.understood] == [(NameKind.TYPE, True)]
    assert owners(of_kind) <= {CITY}
    assert of_kind.sure == 0
    assert [name.applied for name in of_name.understood] == [False]
    assert TOWN in owners(of_name)


def test_a_year_that_a_town_lacks_is_named_and_the_town_is_listed(library: Workspace) -> None:
    found = library.search("ทต.สวนดอกไม้ ปี 2567")

    assert found.not_held == ("เทศบาลตำบลสวนดอกไม้ ปี 2567",)
    assert owners(found) == {TOWN}
    assert [one.kind for one in found.understood] == [NameKind.ORGANISATION]


def test_names_are_made_anew_only_for_other_towns_or_years(
    filled: Workspace, tmp_path: Path
) -> None:
    before = filled._parts.names

    filled.add([write_report(tmp_path, "ตรวจรับงานจ้าง")])
    assert filled._parts.names is before

    filled.add([write_report(tmp_path, "ตรวจรับงานจ้าง", year=2568)])
    assert filled._parts.names is not before
    assert filled.search("ปี 2568").understood


def test_a_year_that_holds_only_without_a_doubtful_name_is_shown(library: Workspace) -> None:
    hidden = library.search("ทุ่งกว้าง อบรมงานพัสดุ ปี 66")

    assert hidden.query.filters.fiscal_years == (2566,)
    assert [(one.kind, one.applied) for one in hidden.understood] == [
        (NameKind.ORGANISATION, False),
        (NameKind.YEAR, True),
    ]
