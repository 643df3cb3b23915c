"""Which field a column's cells look like, whatever it is headed."""

import pytest
from hypothesis import given, strategies as st

from itasearch.domain.headers import Field
from itasearch.extract.headers.likely import likely_fields
from tests.cases import examples, listed, member


@examples("likely", "cells tell their field", member(Field), listed)
def test_cells_tell_their_field(field: Field, cells: list[str]) -> None:
    likely = likely_fields(cells)
    assert max(likely, key=likely.__getitem__) is field


@given(st.lists(st.text(max_size=300), min_size=1, max_size=20))
def test_any_cells_have_shares_that_add_to_one(cells: list[str]) -> None:
    likely = likely_fields(cells)
    assert sum(likely.values()) == pytest.approx(1, abs=1e-4)
    assert min(likely.values()) >= 0


def test_without_cells_nothing_is_likely() -> None:
    assert likely_fields([]) == {}
