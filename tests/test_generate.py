"""Generated corpora: the same for a seed, read as they were meant, copied as asked for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench.generate import (
    KIND_SHARES,
    SHARES,
    YEARS,
    QueryKind,
    as_csv,
    queries,
    reports,
    store_all,
    write_files,
)
from bench.generated_texts import FIELDS
from itasearch.config import ReadLimits
from itasearch.domain.words import segmenter
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Measure, Report
from itasearch.workspace import open_workspace

MEASURES = 200


@pytest.fixture(scope="module")
def generated() -> Sequence[Report]:
    return tuple(reports(seed=1, measures=MEASURES))


def _texts(report: Report) -> list[tuple[str, ...]]:
    return [tuple(map(one.text, FIELDS[report.kind])) for one in report.measures]


def _placed(measure: Measure, path: str) -> Measure:
    return replace(measure, source=replace(measure.source, path=path))


def test_a_seed_gives_the_same_bytes_again(generated: Sequence[Report]) -> None:
    again = reports(seed=1, measures=MEASURES)

    assert list(map(as_csv, again)) == list(map(as_csv, generated))


def test_another_seed_gives_other_texts(generated: Sequence[Report]) -> None:
    other = {row for report in reports(seed=2, measures=MEASURES) for row in _texts(report)}

    rows = {row for report in generated for row in _texts(report)}
    assert len(rows & other) < len(rows) / 10


def test_a_corpus_has_as_many_measures_as_asked_for() -> None:
    for measures in (1, 7, 95, MEASURES):
        assert sum(len(one.measures) for one in reports(seed=3, measures=measures)) == measures


def test_generated_files_are_read_as_they_were_meant(
    generated: Sequence[Report], tmp_path: Path
) -> None:
    for report in write_files(tmp_path, iter(generated)):
        path = tmp_path.joinpath(*Path(report.source.path).parts[1:])

        (read,) = parse_file(path, limits=ReadLimits()).reports

        measures = tuple(_placed(one, str(path)) for one in report.measures)
        source = replace(report.source, path=str(path))
        assert read == replace(report, source=source, measures=measures)


@pytest.mark.parametrize("share", [0.2, 0.4, 1.0])
def test_as_many_texts_are_distinct_as_asked_for(share: float) -> None:
    found = Counter(
        row for one in reports(seed=1, measures=2_000, distinct=share) for row in _texts(one)
    )

    assert share - 0.04 < len(found) / found.total() < share + 0.04


def test_few_texts_are_copied_often_and_most_never() -> None:
    found = Counter(row for one in reports(seed=1, measures=5_000) for row in _texts(one))

    uses = sorted(found.values(), reverse=True)
    assert uses[0] > 20
    assert sum(uses[: len(uses) // 10]) > found.total() / 3
    assert sum(one == 1 for one in uses) > len(uses) / 2


def test_vocabulary_grows_with_size() -> None:
    def words(measures: int) -> set[str]:
        texts = (as_csv(one).decode() for one in reports(seed=1, measures=measures))
        return {word for text in texts for word in segmenter().words(text)}

    assert len(words(10 * MEASURES)) > 1.3 * len(words(MEASURES))


def test_values_of_filters_are_spread() -> None:
    found = list(reports(seed=1, measures=8_000))

    owners = {one.organisation for one in found if one.organisation}
    assert {one.fiscal_year_be for one in found} == set(YEARS)
    assert {one.type for one in owners} == set(SHARES)
    assert len({one.province for one in owners}) == 77
    assert len({one.name for one in owners}) == len(owners) == 100


def test_a_share_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="0 measures"):
        next(reports(seed=1, measures=0))


def test_a_home_holds_what_was_generated(generated: Sequence[Report], tmp_path: Path) -> None:
    stored = list(store_all(tmp_path, iter(generated)))

    with open_workspace(tmp_path) as workspace:
        read = {one.id: workspace.library.report(one.id) for one in generated}
    assert stored == list(generated)
    for report in generated:
        assert read[report.id].measures == report.measures
        assert read[report.id].missing == ()


def test_a_generated_file_is_known_to_a_home_that_was_generated(
    generated: Sequence[Report], tmp_path: Path
) -> None:
    list(store_all(tmp_path / "home", iter(generated)))
    list(write_files(tmp_path / "files", iter(generated[:2])))

    with open_workspace(tmp_path / "home") as workspace:
        outcomes = list(workspace.add([tmp_path / "files"]))
    assert [one.kind.value for one in outcomes] == ["unchanged", "unchanged"]


def test_a_seed_gives_the_same_queries_again() -> None:
    first = list(queries(1, 300))

    assert list(queries(1, 100)) == first[:100]
    assert list(queries(2, 300)) != first
    assert len({one.text for one in first}) > 200


def test_queries_are_of_every_kind_in_its_share() -> None:
    found = Counter(one.kind for one in queries(1, 2_000))

    for kind, share in KIND_SHARES.items():
        assert found[kind] / found.total() == pytest.approx(share, abs=0.04)


def test_queries_are_written_like_their_kind() -> None:
    for query in queries(1, 1_000):
        thai, latin = (re.search(letters, query.text) for letters in ("[ก-๙]", "[A-Za-z]"))
        match query.kind:
            case QueryKind.ENGLISH:
                assert not thai
            case QueryKind.MIXED:
                assert thai and latin
            case QueryKind.THAI_SHORT | QueryKind.THAI_LONG:
                assert thai
            case QueryKind.MISSPELLED:
                assert query.text.strip()
