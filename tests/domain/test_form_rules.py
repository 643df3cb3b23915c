"""Which parts the form asks for, by fiscal year and kind of report."""

import pytest

from itasearch.domain.form_rules import form_rules
from itasearch.model.form_check import Part
from itasearch.model.records import ReportKind


def test_a_results_report_is_asked_for_results_and_a_plan_is_not() -> None:
    asked = form_rules(2566).required

    assert Part.RESULTS in asked[ReportKind.RESULTS]
    assert Part.RESULTS not in asked[ReportKind.PLAN]
    assert Part.FOLLOW_UP in asked[ReportKind.PLAN]


def test_guidelines_are_asked_for_nothing() -> None:
    assert form_rules(2566).required[ReportKind.GUIDELINES] == ()


def test_the_items_of_a_year_are_named() -> None:
    items = form_rules(2566).items

    assert (items[ReportKind.PLAN], items[ReportKind.RESULTS]) == ("O42", "O43")


@pytest.mark.parametrize(("year", "taken"), [(2550, 2563), (2599, 2568), (None, 2568)])
def test_an_unknown_year_takes_the_nearest_rules_and_says_which(
    year: int | None, taken: int
) -> None:
    assert form_rules(year).fiscal_year_be == taken


def test_rules_that_no_source_confirms_are_marked() -> None:
    assert form_rules(2566).confirmed
    assert not form_rules(2567).confirmed
