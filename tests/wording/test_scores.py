"""How numbers are printed: a change is that of the numbers as they stand there."""

import pytest

from itasearch.wording.labels import printed_change, score_text


@pytest.mark.parametrize(
    ("score", "before", "change"),
    [
        (92.304, 92.301, 0.0),
        (88.125, 88.12, 0.01),
        (92.296, 92.304, 0.0),
        (85.0, 92.31, -7.31),
        (88.125, 88.12, 0.01),
    ],
)
def test_equal_as_printed_is_no_change(score: float, before: float, change: float) -> None:
    assert printed_change(score, before) == change


@pytest.mark.parametrize(
    ("score", "printed"),
    [(91.85, "91.85"), (88.125, "88.13"), (93, "93.00"), ((85.44 + 87.21) / 2, "86.33")],
)
def test_half_a_hundredth_is_rounded_up(score: float, printed: str) -> None:
    assert score_text(score) == printed
