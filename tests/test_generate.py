"""Generated corpora: the same for a seed, read as they were meant, copied as asked for."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench.generate import as_csv, reports, store_all, write_files
from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Measure, Report
from itasearch.workspace import open_workspace

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
