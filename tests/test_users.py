"""The bench of many users asks a running app over real sessions."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


def test_users_at_once_get_answers_without_errors(tmp_path: Path) -> None:
    # In a process of its own: browser tests leave an event loop running in this one.
    command = [sys.executable, "-m", "bench.users", "--measures", "200", "--work", str(tmp_path)]
    command += ["--users", "1,3", "--each", "2"]

    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)

    rows = [line.split("|")[1:-1] for line in done.stdout.splitlines() if line.startswith("| ")]
    (_, *first), (_, *second) = [list(map(float, row)) for row in rows[1:]]
    for runs, p50, p95, longest, _ratio, rate, processor, _size, errors in (first, second):
        assert (runs, errors) in {(2, 0), (6, 0)}
        assert 0 < p50 <= p95 <= longest
        assert processor > 0 < rate
