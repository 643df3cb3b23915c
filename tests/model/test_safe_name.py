"""Names from a browser may be anything."""

from pathlib import PureWindowsPath

import pytest
from hypothesis import given, strategies as st

from itasearch.model.source import safe_name


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_every_system_holds(name: str) -> None:
    safe = safe_name(name)

    assert safe
    assert safe not in (".", "..")
    assert not set(safe) & set('/\\<>:"|?*\0\n')
    assert len(safe.encode()) <= 180
    assert not PureWindowsPath(safe).is_reserved()
    assert safe == safe.rstrip(" .")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("แผน ปี ๒๕๖๖.docx", "แผน ปี ๒๕๖๖.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\รายงาน.txt", "รายงาน.txt"),
        ("a\u202egnp.txt", "agnp.txt"),
        ("con.txt", "file-con.txt"),
        ("", "file"),
        ("ก" * 300 + ".html", "ก" * 50 + ".html"),
    ],
)
def test_a_name_is_kept_as_far_as_can_be(name: str, safe: str) -> None:
    assert safe_name(name) == safe
