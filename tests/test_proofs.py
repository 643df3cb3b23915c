"""What the benches of killed builds and of a running app claim can be refuted."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.killed_build import check, compare, stored
from bench.scale import build, library

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small generated library with an index; read only."""
    home = tmp_path_factory.mktemp("indexed")
    library(home, 60)
    build(home)
    return home


def test_an_index_that_lacks_or_doubles_a_measure_is_found(indexed: Path) -> None:
    wanted = stored(indexed)
    report, measures = next(iter(wanted.items()))

    assert check(indexed, wanted) == wanted.keys()
    for other in (measures[1:], [*measures, measures[0]]):
        with pytest.raises(SystemExit, match="measures in the columns"):
            check(indexed, {**wanted, report: other})


def test_an_index_is_as_one_of_the_same_library(
    indexed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compare(indexed, indexed, 3)

    assert "queries that rank the same: 3 of 3" in capsys.readouterr().out


@pytest.mark.slow
def test_a_running_app_shows_what_is_added_and_no_longer_what_is_removed(
    indexed: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(indexed, tmp_path / "home")
    # In a process of its own: browser tests leave an event loop running in this one.
    command = [sys.executable, "-m", "bench.seen", "--home", str(home)]
    command += ["--times", "1", "--json"]

    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)

    added, removed = map(json.loads, done.stdout.splitlines()[-2:])
    assert (added["verb"], removed["verb"]) == ("add", "remove")
    for change in (added, removed):
        assert change["after"]["runs"] == 2
