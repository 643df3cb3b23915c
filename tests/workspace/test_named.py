"""Names and years that are typed into a search."""

import shutil
from pathlib import Path

import pytest

from itasearch import open_workspace
from itasearch.enrich.form_check import check_report
from itasearch.errors import RulesError
from itasearch.model.form_check import Part
from itasearch.model.ranking import (
    Arrangement,
    HitOrder,
    NameKind,
    Ranking,
    Refinement,
    SuggestionKind,
)
from itasearch.wording.language import in_language
from itasearch.wording.reasons import query_lines
from itasearch.workspace import FilterNames, Workspace
from tests.cases import examples, made
from tests.tools.render_report import DATA
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


def queries(library: Workspace, text: str, kind: SuggestionKind) -> list[str]:
    return [one.query for one in library.suggest(text) if one.kind is kind]


def test_titles_and_towns_of_the_library_are_suggested_and_found(library: Workspace) -> None:
    assert queries(library, "พัสดุ", SuggestionKind.TITLE) == ["อบรมงานพัสดุ"]
    assert queries(library, "ทต.สวน", SuggestionKind.TOWN) == [TOWN]
    (one,) = library.suggest("อบรมงาน", limit=1)
    assert library.suggest("พัสดุ" * 41) == library.suggest(" ") == ()
    assert library.search(one.query).hits[0].measure.id == one.id


def test_without_an_index_towns_and_topics_are_left(filled: Workspace) -> None:
    shutil.rmtree(filled.settings.index)
    with Workspace(filled.settings) as again:
        assert queries(again, "ทต.สวน", SuggestionKind.TOWN) == [TOWN]
        assert queries(again, "ของขวัญ", SuggestionKind.TOPIC) == ["งดรับของขวัญ"]
        assert queries(again, "พัสดุ", SuggestionKind.TITLE) == []


def test_an_item_that_is_a_whole_report_names_those_of_the_library(sampled: Workspace) -> None:
    found = sampled.search("O43 ปี 2566 ทต.ธารจันทร์หอม")

    kinds = {kind for name in found.understood for kind, _ in name.documents}
    own = sampled.library.reports(FilterNames(organisations=("ทต.ธารจันทร์หอม",)))
    due = {one.id for one in own if one.kind in kinds and one.fiscal_year_be == 2566}
    assert due and {one.id for one in found.documents} == due
    with in_language("en"):
        lines = [*query_lines(found)]
    assert any(one in line for line in lines for one in due)
    assert any("a whole report of 2566 is asked for" in line for line in lines)


@examples("named", "each filter alone lists what it lets in", made(FilterNames))
def test_each_filter_alone_lists_what_it_lets_in(filters: FilterNames, sampled: Workspace) -> None:
    found = sampled.search("", filters=filters, k=5)
    by_year = sampled.search(
        "", filters=filters, refinement=Refinement(arrangement=Arrangement(order=HitOrder.YEAR))
    )
    years = [hit.fiscal_year_be or 0 for hit in by_year.hits]

    assert found.hits and found.sure == len(found.hits)
    assert years == sorted(years, reverse=True)


@pytest.mark.parametrize("text", ["gift refusal", "bicycle lanes"])
def test_a_province_without_such_a_measure_has_no_answer(sampled: Workspace, text: str) -> None:
    assert sampled.search(text, filters=FilterNames(provinces=("เชียงราย",))).no_match


def test_rules_of_the_home_hold_for_search_and_form_check(own_home: Path) -> None:
    (own_home / "rules").mkdir()
    shutil.copy(DATA / "rules" / "strict_2566.toml", own_home / "rules" / "2566.toml")

    with open_workspace(own_home) as workspace:
        found = workspace.search("O39")
        reports = workspace.library.reports(FilterNames(fiscal_years=("2566",)))
        whole = [workspace.library.report(one.id) for one in reports]
        checks = [check_report(report, rules=workspace._parts.rules) for report in whole]

    assert found.query.filters.topics == ("hr",)
    asked = {part for check in checks for one in check.measures for part in one.missing}
    assert asked <= {Part.RESULTS}


def test_a_broken_pack_stops_what_needs_it_and_no_search_without_items(own_home: Path) -> None:
    (own_home / "rules").mkdir()
    (own_home / "rules" / "2566.toml").write_text("[form", encoding="utf-8")

    with open_workspace(own_home) as workspace:
        assert workspace.search("งดรับของขวัญ ปี 2566 ทต.ธารจันทร์หอม").hits
        with pytest.raises(RulesError, match=r"2566\.toml"):
            workspace.search("O39")


def test_rules_that_change_are_in_force_at_once(own: Workspace, own_home: Path) -> None:
    before = own.state(), own.towns.rules(2566).packs[0].is_own
    (own_home / "rules").mkdir()
    shutil.copy(DATA / "rules" / "strict_2566.toml", own_home / "rules" / "2566.toml")

    assert own.state() != before[0]
    assert (before[1], own.towns.rules(2566).packs[0].is_own) == (False, True)


def test_an_index_that_fails_is_named_in_the_log(
    own: Workspace, own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (identifier, *_) = [
        row.id for report in own.library.reports() for row in own.library.report(report.id).measures
    ]
    for manifest in (own_home / "index" / "search").glob("gen-*/manifest.json"):
        manifest.write_text("{}", "utf-8")

    assert own._parts.copies([identifier]) == {}
    assert "index" in caplog.text
