"""Disclosure items, instruments and provinces typed alone, and filters without a query."""

from pathlib import Path

import pytest

from itasearch import open_workspace
from itasearch.errors import RulesError
from itasearch.model.form_check import Part
from itasearch.model.ranking import Arrangement, HitOrder, Refinement
from itasearch.wording.language import in_language
from itasearch.wording.reasons import query_lines
from itasearch.workspace import FilterNames, Workspace


@pytest.mark.parametrize("text", ["O39", "ข้อ o39", "OIT ข้อ O-39", "o ๓๙"])
def test_a_disclosure_item_is_its_topic(sampled: Workspace, text: str) -> None:
    found = sampled.search(text)

    assert found.query.filters.topics == ("ethics",)
    assert found.understood[0].name == "O39 ปี 2566: จริยธรรมและวินัย"
    assert found.hits and found.sure == len(found.hits)


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


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ข้อ O77", ("O77",)),
        ("O39 ปี 2567", ("2567 has no O39", "O1–O35", "in 2567: O20 ", "O32 ")),
        ("O40 ปี 2567 ทต.ธารจันทร์หอม", ("2567 has no O40", "O21 ")),
    ],
)
def test_an_item_that_is_not_known_or_not_of_its_year_is_named_and_finds_nothing(
    sampled: Workspace, text: str, lines: tuple[str, ...]
) -> None:
    found = sampled.search(text)

    with in_language("en"):
        said = "\n".join(query_lines(found))
    assert all(line in said for line in lines), said
    assert not (found.query.filters.topics or found.hits)


@pytest.mark.parametrize(
    ("text", "numbers"), [("EIT", (6, 7, 8)), ("iit", (1, 2, 3, 4, 5)), ("OIT", (9, 10))]
)
def test_an_instrument_is_its_indicators(
    sampled: Workspace, text: str, numbers: tuple[int, ...]
) -> None:
    found = sampled.search(text)

    assert found.query.filters.indicators == numbers
    assert found.hits and not sampled.search(text, literal=True).understood


def test_a_province_that_is_a_word_as_well_is_a_filter_when_it_is_all_of_the_query(
    sampled: Workspace,
) -> None:
    assert sampled.search("เลย").query.filters.provinces == ("เลย",)
    assert not sampled.search("เริ่มทำได้เลย อบรม").query.filters.provinces


@pytest.mark.parametrize(
    "filters",
    [
        FilterNames(indicators=("4",)),
        FilterNames(fiscal_years=("2566",)),
        FilterNames(provinces=("เลย",)),
        FilterNames(types=("อบต.",)),
        FilterNames(organisations=("ทต.ธารจันทร์หอม",)),
        FilterNames(topics=("no_gift",), fiscal_years=("2566",)),
    ],
)
def test_each_filter_alone_lists_what_it_lets_in(sampled: Workspace, filters: FilterNames) -> None:
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


_STRICT = """
fiscal_year_be = 2566
source = "หนังสือของจังหวัด"

[form]
required.guidelines = []
required.plan = ["results"]
required.results = ["results"]
confirmed = true
source = "หนังสือของจังหวัด"

[[items]]
number = 39
id = "hr_rules"
title = "หลักเกณฑ์การบริหารและพัฒนาทรัพยากรบุคคล"
indicator = 9
topic = "hr"
confirmed = true
"""


def test_rules_of_the_home_hold_for_search_and_form_check(own_home: Path) -> None:
    (own_home / "rules").mkdir()
    (own_home / "rules" / "2566.toml").write_text(_STRICT, encoding="utf-8")

    with open_workspace(own_home) as workspace:
        found = workspace.search("O39")
        reports = workspace.library.reports(FilterNames(fiscal_years=("2566",)))
        checks = [workspace.towns.form_check(one.id) for one in reports]

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


@pytest.mark.parametrize(
    ("text", "numbers", "years"),
    [
        ("แบบ EIT ปี 2566", (6, 7, 8), (2566,)),
        ("แบบตรวจการเปิดเผยข้อมูลสาธารณะ", (9, 10), ()),
        ("มาตรการ IIT ปีงบประมาณ พ.ศ. ๒๕๖๖", (1, 2, 3, 4, 5), (2566,)),
    ],
)
def test_an_instrument_is_known_beside_a_year_and_by_its_name(
    sampled: Workspace, text: str, numbers: tuple[int, ...], years: tuple[int, ...]
) -> None:
    filters = sampled.search(text).query.filters

    assert (filters.indicators, filters.fiscal_years) == (numbers, years)
