"""The bench of other engines runs, and every engine finds what is there."""

import json
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
    arguments = ["--measures", "200", "--work", str(tmp_path), "--queries", "4", "--json"]

    main([*arguments, "--engines", ",".join(INSTALLED)])

    found = json.loads(capfd.readouterr().out.splitlines()[-1])
    assert list(found["engines"]) == INSTALLED
    for measured in found["engines"].values():
        assert measured["recall"] == 1
        assert measured["hits"] > 0
        assert 0 < measured["p50"] <= measured["p95"] <= measured["p99"]
        assert measured["disk"] > 200 * 512 * 4  # the vectors alone
        assert measured["build"]["wall"] > 0 < measured["append"]["wall"]
        assert measured["append_found"]


def test_an_unknown_engine_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--work", str(tmp_path), "--engines", "itasearch,xapian"])

    assert "there is no engine xapian" in capsys.readouterr().err
