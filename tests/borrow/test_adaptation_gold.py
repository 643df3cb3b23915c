"""Hand-made cells: how many are adapted exactly, and nothing that is forbidden remains."""

import pytest

from bench.adapt import adapted

LEAST_EXACT = 0.97


@pytest.mark.parametrize("half", ["tuning", "figure"])
def test_cells_are_adapted_as_an_officer_would(half: str) -> None:
    cases = list(adapted(half))

    wrong = [case.cell["id"] for case in cases if not case.is_exact]
    assert len(wrong) <= (1 - LEAST_EXACT) * len(cases), wrong
    assert not [case.cell["id"] for case in cases if case.remains or case.unmarked]
