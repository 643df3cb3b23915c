"""The benches run: many users, a library by its size, other engines, made files."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench.generate import as_csv, reports, store_all, write_files
from bench.scale import KINDS, main as measure_scale
from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Measure, Report
from itasearch.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_a_small_library_is_built_and_searched_with_every_filter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measure_scale(["--measures", "300", "--work", str(tmp_path), "--queries", "4"])

    printed = capsys.readouterr().out
    assert printed.startswith("\n300 measures\nbuilding ")
    (size,) = re.findall(r"(\d+) bytes a measure", printed)
    assert int(size) > 512 * 4  # the vectors alone
    rows = [line.strip("| ").split(" | ") for line in printed.splitlines() if "|" in line][2:]
    assert [kind for kind, *_ in rows] == list(KINDS)
    for _, p50, p95, p99, _hits, _recall in rows:
        assert 0 < float(p50) <= float(p95) <= float(p99)
    assert float(rows[0][4]) > 0


MEASURES = 200


@pytest.fixture(scope="module")
def generated() -> Sequence[Report]:
    return tuple(reports(seed=1, measures=MEASURES))


def _placed(measure: Measure, path: str) -> Measure:
    return replace(measure, source=replace(measure.source, path=path))


def test_a_seed_gives_the_same_bytes_again(generated: Sequence[Report]) -> None:
    again = reports(seed=1, measures=MEASURES)

    assert list(map(as_csv, again)) == list(map(as_csv, generated))


def test_generated_files_are_read_as_they_were_meant(
    generated: Sequence[Report], tmp_path: Path
) -> None:
    for report in write_files(tmp_path, iter(generated)):
        path = tmp_path.joinpath(*Path(report.source.path).parts[1:])

        (read,) = parse_file(path, limits=ReadLimits()).reports

        measures = tuple(_placed(one, str(path)) for one in report.measures)
        source = replace(report.source, path=str(path))
        assert read == replace(report, source=source, measures=measures)


def test_a_home_holds_what_was_generated(generated: Sequence[Report], tmp_path: Path) -> None:
    stored = list(store_all(tmp_path, iter(generated)))

    with open_workspace(tmp_path) as workspace:
        read = {one.id: workspace.library.report(one.id) for one in generated}
    assert stored == list(generated)
    for report in generated:
        assert read[report.id].measures == report.measures
        assert read[report.id].missing == ()
