"""A run without the real reports says what it did not check."""

import pytest

from tests.real_reports import left_out


def _skipped(file: str, *marks: str) -> pytest.TestReport:
    return pytest.TestReport(
        nodeid=f"{file}::test",
        location=(file, 1, "test"),
        keywords=dict.fromkeys(marks, 1),
        outcome="skipped",
        longrepr=None,
        when="setup",
    )


def test_tests_that_need_the_real_reports_are_counted_by_file() -> None:
    reports = [
        _skipped("tests/b.py", "needs_shared"),
        _skipped("tests/a.py", "needs_shared"),
        _skipped("tests/b.py", "needs_shared"),
        _skipped("tests/c.py", "browser"),
    ]

    assert left_out(reports) == (
        "3 tests were not run because ../shared is absent: tests/a.py (1), tests/b.py (2)"
    )


def test_a_run_that_left_nothing_out_says_nothing() -> None:
    assert left_out([_skipped("tests/c.py", "browser")]) == ""
