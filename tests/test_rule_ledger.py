"""The ledger of rules, on a module of a few lines."""

import pytest

from bench import rule_ledger


@pytest.mark.parametrize(
    ("value", "others"),
    [(1, (0, 2)), (5, (2, 10)), (-4, (-2, -8)), (0.8, (0.4, 1.0)), (1.5, (0.75, 3.0))],
)
def test_half_and_double_keep_the_kind_of_number(value: float, others: tuple[float, float]) -> None:
    assert rule_ledger.half_and_double(value) == others


def test_every_rule_of_the_list_can_be_turned_off() -> None:
    rules = list(rule_ledger.listed_rules())

    assert all(rule.neutral is not None for rule in rules)
    assert "extract.headers.columns._counted_period" in {rule.name for rule in rules}
