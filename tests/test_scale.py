"""The bench of sizes runs."""

import json
from pathlib import Path

import pytest

from bench.scale import KINDS, main

pytestmark = pytest.mark.slow


def test_a_small_library_is_built_and_searched_with_every_filter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--measures", "300", "--work", str(tmp_path), "--queries", "4", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert found["measures"] == 300
    assert found["index_bytes"] > 300 * 512 * 4  # the vectors alone
    assert found["built"]["seconds"] > 0 < found["encoding"]
    assert list(found["kinds"]) == list(KINDS)
    assert found["kinds"]["no filter"]["hits"] > 0
    for times in found["kinds"].values():
        assert times["p50"] <= times["p95"] <= times["p99"]
