"""The bench of many users asks a running app over real sessions."""

import json
from pathlib import Path

import pytest

from bench.users import main


def test_users_at_once_get_answers_without_errors(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--measures", "200", "--work", str(tmp_path), "--users", "1,3", "--each", "2"]

    main([*arguments, "--json"])

    found = json.loads(capfd.readouterr().out.splitlines()[-1])
    assert [(one["users"], one["runs"], one["errors"]) for one in found["loads"]] == [
        (1, 2, []),
        (3, 6, []),
    ]
    assert all(0 < one["p50"] <= one["p95"] <= one["longest"] for one in found["loads"])
    assert all(one["processor"] > 0 < one["rate"] for one in found["loads"])
