"""How numbers are printed: a change is that of the numbers as they stand there."""

import pytest

from itasearch.wording.labels import printed_change


@pytest.mark.parametrize(
    ("score", "before", "change"),
    [(92.304, 92.301, 0.0), (92.31, 92.30, 0.01), (92.296, 92.304, 0.0), (85.0, 92.31, -7.31)],
)
def test_equal_as_printed_is_no_change(score: float, before: float, change: float) -> None:
    assert printed_change(score, before) == change
