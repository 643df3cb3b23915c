"""The bench of other engines runs, and every engine finds what is there."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from bench.peer_engines import ENGINES, FILES_OF
from bench.peers import main

pytestmark = pytest.mark.slow

INSTALLED = [
    name
    for name in ENGINES
    if (package := FILES_OF.get(name, name)) not in ("lancedb", "txtai") or find_spec(package)
]


def test_engines_answer_the_same_queries_over_the_same_measures(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--measures", "200", "--work", str(tmp_path), "--queries", "4"]

    main([*arguments, "--engines", ",".join(INSTALLED)])

    rows = [line.split(" | ") for line in capfd.readouterr().out.splitlines() if "|" in line]
    times = {row[0].strip("| "): row for row in rows if len(row) == 8}
    assert [name for name in times if name in ENGINES] == INSTALLED
    for name in INSTALLED:
        p50, p95, p99, *_, recall = map(float, [cell.strip(" |") for cell in times[name][1:]])
        assert 0 < p50 <= p95 <= p99
        assert recall == 1
