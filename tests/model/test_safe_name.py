"""Names from a browser may be anything."""

from pathlib import PureWindowsPath

from hypothesis import given, strategies as st

from itasearch.model.source import safe_name
from tests.cases import examples, literal


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_every_system_holds(name: str) -> None:
    safe = safe_name(name)

    assert safe
    assert safe not in (".", "..")
    assert not set(safe) & set('/\\<>:"|?*\0\n')
    assert len(safe.encode()) <= 180
    assert not PureWindowsPath(safe).is_reserved()
    assert safe == safe.rstrip(" .")


@examples("safe_name", "a name is kept as far as can be", literal, str)
def test_a_name_is_kept_as_far_as_can_be(name: str, safe: str) -> None:
    assert safe_name(name) == safe
