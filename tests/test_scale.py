"""The bench of sizes runs."""

import re
from pathlib import Path

import pytest

from bench.scale import KINDS, main

pytestmark = pytest.mark.slow


def test_a_small_library_is_built_and_searched_with_every_filter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--measures", "300", "--work", str(tmp_path), "--queries", "4"])

    printed = capsys.readouterr().out
    assert printed.startswith("\n300 measures\nbuilding ")
    (size,) = re.findall(r"(\d+) bytes a measure", printed)
    assert int(size) > 512 * 4  # the vectors alone
    rows = [line.strip("| ").split(" | ") for line in printed.splitlines() if "|" in line][2:]
    assert [kind for kind, *_ in rows] == list(KINDS)
    for _, p50, p95, p99, _hits, _recall in rows:
        assert 0 < float(p50) <= float(p95) <= float(p99)
    assert float(rows[0][4]) > 0
