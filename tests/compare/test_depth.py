import pytest

from itasearch.compare.towns.matrix import depth
from itasearch.domain.form_rules import form_rules
from itasearch.model.records import ReportKind


def test_a_measure_that_says_all_its_kind_is_asked_for_is_whole() -> None:
    plan = {"title": 40, "steps": 300, "timeframe": 20, "responsible": 12, "follow_up": 60}

    assert depth(plan, ReportKind.PLAN, 2567) == 1.0
    assert depth({**plan, "results": 100}, ReportKind.RESULTS, 2567) == 1.0


def test_a_title_alone_says_nothing_of_what_a_table_is_asked_for() -> None:
    assert depth({"title": 400}, ReportKind.PLAN, 2567) == 0.0
    assert depth({}, ReportKind.RESULTS, 2567) == 0.0


def test_parts_are_those_that_the_form_of_the_year_asks_for() -> None:
    common = {"steps": 200, "timeframe": 20, "responsible": 12}
    rules = form_rules(2567).required

    assert depth(common, ReportKind.PLAN, 2567) == 3 / len(rules[ReportKind.PLAN])
    assert depth(common, ReportKind.RESULTS, 2567) == 3 / len(rules[ReportKind.RESULTS])
    assert depth({**common, "results": 90}, ReportKind.PLAN, None) == 0.75


def test_a_guideline_is_measured_by_title_and_steps_for_it_has_no_columns() -> None:
    assert depth({"title": 45}, ReportKind.GUIDELINES, 2567) == pytest.approx(0.5)
    assert depth({"title": 45, "steps": 200}, ReportKind.GUIDELINES, 2567) == 1.0


@pytest.mark.parametrize("kind", ReportKind)
def test_more_text_never_counts_for_less(kind: ReportKind) -> None:
    shares = [
        depth({"title": n, "steps": n, "follow_up": n}, kind, 2567) for n in range(0, 200, 10)
    ]

    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
