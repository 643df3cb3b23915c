"""The bench of many users asks a running app over real sessions."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


def test_users_at_once_get_answers_without_errors(tmp_path: Path) -> None:
    # In a process of its own: browser tests leave an event loop running in this one.
    command = [sys.executable, "-m", "bench.users", "--measures", "200", "--work", str(tmp_path)]
    command += ["--users", "1,3", "--each", "2", "--json"]

    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)

    found = json.loads(done.stdout.splitlines()[-1])
    assert [(one["users"], one["runs"], one["errors"]) for one in found["loads"]] == [
        (1, 2, []),
        (3, 6, []),
    ]
    assert all(0 < one["p50"] <= one["p95"] <= one["longest"] for one in found["loads"])
    assert all(one["processor"] > 0 < one["rate"] for one in found["loads"])
