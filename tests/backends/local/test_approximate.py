"""Approximate vector indexes: exact while small, then fast with exact scores."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import faiss
import numpy as np
import pytest

from itasearch.backends.base import IndexRecipe, SearchBackend, Vectors
from itasearch.backends.local import LocalBackend, create_local_backend, nearest
from itasearch.backends.local.generations import MANIFEST, _own_checksum, current_name
from itasearch.backends.local.snapshot import open_snapshot
from itasearch.errors import BackendError
from itasearch.model.passages import IndexEntry, Limits
from itasearch.model.ranking import Filters
from tests.contracts.backend_contract import MAE_SAI, RECIPE, TOWARDS_FIRST, entry, fill, measures

_DIM = 16
_PER_CENTROID = 4
_ENOUGH = 1_100  # vectors that the quantisers of the factories below need to learn then
_FACTORIES = ["IVF16,SQ8", "IVF16,Flat", "SQ8", "HNSW16", "auto"]


def _recipe(factory: str) -> IndexRecipe:
    return replace(RECIPE, dim=_DIM, vector_index=factory)


def _random(count: int, seed: int) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, _DIM)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def _report(name: str, rows: Vectors) -> tuple[list[IndexEntry], Vectors]:
    facets = replace(MAE_SAI, report_id=name, organisation_id=name)
    return [entry(facets, i, "") for i in range(len(rows))], rows


def _add(backend: SearchBackend, name: str, rows: Vectors) -> None:
    backend.add(name, "f", *_report(name, rows))
    backend.commit()


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    """Learns from a tenth of the vectors: FAISS warns of poor clusters, and takes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearest, "_VECTORS_PER_CENTROID", _PER_CENTROID)
        patch.setattr(nearest, "_LEAST_FOR_CODES", _ENOUGH)
        yield


@pytest.fixture(scope="module", params=_FACTORIES)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """A factory, and an index that it made; read only."""
    path = tmp_path_factory.mktemp("built")
    with create_local_backend(path, recipe=_recipe(request.param)) as backend:
        _add(backend, "big", _random(_ENOUGH, 1))
        _add(backend, "town", _random(50, 2))
    assert list((path / current_name(path)).glob("*.faiss"))
    return request.param, path


@pytest.fixture
def large(built: tuple[str, Path], tmp_path: Path) -> Iterator[LocalBackend]:
    """A copy of it that the test may change; files of an index are never written twice."""
    factory, path = built
    home = shutil.copytree(path, tmp_path / "index", copy_function=os.link)
    with LocalBackend(Path(home), recipe=_recipe(factory)) as backend:
        yield backend


def test_hits_are_near_and_their_scores_exact(large: SearchBackend) -> None:
    rows = _random(_ENOUGH, 1)
    hits = [large.reader().search_vector(query[None], k=5) for query in rows[:20]]

    own = [ranking[0].measure_id == f"big-m{i:03d}" for i, ranking in enumerate(hits)]
    assert sum(own) >= 18
    for query, ranking in zip(rows[:20], hits, strict=True):
        for hit in ranking:
            (vector,) = large.reader().measure_vectors([hit.measure_id])
            assert hit.score == pytest.approx(float(vector @ query), abs=2e-5)


def test_a_narrow_filter_still_gives_k_measures(large: SearchBackend) -> None:
    only = Limits(filters=Filters(organisation_ids=("town",)))

    for query in _random(10, 3):
        ranking = large.reader().search_vector(query[None], k=50, limits=only)
        assert len(ranking) == 50
        assert all(hit.measure_id.startswith("town-") for hit in ranking)


def test_removed_measures_stay_out_before_and_after_compacting(large: SearchBackend) -> None:
    large.remove(["town"])
    large.commit()
    hits = large.reader().search_vector(_random(1, 2), k=30)
    assert not [hit for hit in hits if hit.measure_id.startswith("town-")]

    large.remove(["big"])
    large.commit()

    assert large.reader().search_vector(_random(1, 2), k=30) == []


def test_auto_is_exact_then_codes_then_lists_as_measures_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_LEAST_FOR_CODES", 100)
    monkeypatch.setattr(nearest, "_LEAST_FOR_LISTS", 2_500)
    backend = create_local_backend(tmp_path, recipe=_recipe("auto"))
    rows, used = _random(2_550, 4), []

    for first, last in ((0, 50), (50, _ENOUGH), (_ENOUGH, len(rows))):
        _add(backend, f"from{first}", rows[first:last])
        used.append(type(open_snapshot(tmp_path / current_name(tmp_path)).nearest.index))
        hits = backend.reader().search_vector(rows[:1], k=3)
        assert hits[0].measure_id == "from0-m000"
        assert hits[0].score == pytest.approx(1, abs=2e-5)

    assert used == [type(None), faiss.IndexScalarQuantizer, faiss.IndexIVFScalarQuantizer]


@pytest.mark.parametrize("factory", ["Bogus", "IVF0,Flat", "OPQ8,IVF16,PQ8", "IDMap,Flat"])
def test_an_unusable_factory_string_is_refused_at_creation(tmp_path: Path, factory: str) -> None:
    with pytest.raises(BackendError, match="vector index"):
        create_local_backend(tmp_path, recipe=_recipe(factory))


def test_copies_of_a_text_have_one_vector_whichever_of_them_is_removed(tmp_path: Path) -> None:
    backend, rows = create_local_backend(tmp_path, recipe=_recipe("SQ8")), _random(_ENOUGH, 9)
    entries, _ = _report("r1", rows)
    backend.add("r1", "f", entries, rows)
    facets = replace(MAE_SAI, report_id="r2", organisation_id="r2")
    copies = [replace(entry(facets, i, ""), words=entries[i].words) for i in range(_ENOUGH)]
    backend.add("r2", "f", copies, rows)
    backend.commit()
    index = backend.reader().nearest.index
    assert index is not None
    assert index.ntotal == _ENOUGH

    found = []
    for gone in ("none", "r1"):
        backend.remove([gone])
        backend.commit()
        found.append([backend.reader().search_vector(row[None], k=1)[0] for row in rows[:20]])

    assert [hit.measure_id for hit in found[1]] == [f"r2-m{i:03d}" for i in range(20)]
    assert [hit.score for hit in found[0]] == [hit.score for hit in found[1]]


def test_a_file_with_a_vector_of_each_row_is_read_and_written_again(large: LocalBackend) -> None:
    generation = large.reader().generation
    manifest = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
    del manifest["nearest"]["texts"], manifest["checksum"]
    manifest["checksum"] = _own_checksum(manifest)
    (generation / MANIFEST).unlink()  # it is linked to that of other tests
    (generation / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")

    with LocalBackend(generation.parent, recipe=large.recipe) as older:
        before = older.reader().search_vector(_random(1, 1), k=5)
        assert older.reader().manifest.nearest.texts == 0
        older.commit()

        after = older.reader()
        assert after.manifest.nearest.texts == after.manifest.nearest.rows
        assert after.search_vector(_random(1, 1), k=5) == before


def test_a_small_commit_links_the_index_and_its_measures_are_found(large: LocalBackend) -> None:
    before = large.reader()
    rows = _random(60, 5)

    _add(large, "new", rows)

    after = large.reader()
    assert after.manifest.nearest == before.manifest.nearest
    assert after.nearest.index is before.nearest.index
    assert after.table.shards.parts[0] is before.table.shards.parts[0]
    for place, row in enumerate(rows):
        first = large.reader().search_vector(row[None], k=3)[0]
        assert first.measure_id == f"new-m{place:03d}"
        assert first.score == pytest.approx(1, abs=2e-5)


def test_the_last_of_many_commits_covers_what_the_others_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_LEAST_BEHIND", 10)
    backend, rows = create_local_backend(tmp_path, recipe=_recipe("SQ8")), _random(_ENOUGH + 200, 6)

    def covered() -> int:
        return open_snapshot(tmp_path / current_name(tmp_path)).manifest.nearest.rows

    _add(backend, "big", rows[:_ENOUGH])
    backend.add("r1", "f", *_report("r1", rows[_ENOUGH:]))
    backend.commit(more=True)
    assert covered() == _ENOUGH

    backend.commit()

    assert covered() == len(rows)
    assert backend.reader().measure_count() == len(rows)
    before = current_name(tmp_path)
    backend.commit()
    assert current_name(tmp_path) == before


@pytest.mark.parametrize("share", [2, 20, 100])
def test_filters_of_any_width_leave_the_nearest_to_be_found(
    tmp_path: Path, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "_LEAST_FEW_ROWS", 10)
    backend, rows = create_local_backend(tmp_path, recipe=_recipe("IVF16,SQ8")), _random(2_000, 7)
    for place in range(share):
        backend.add(f"r{place}", "f", *_report(f"r{place}", rows[place::share]))
    backend.commit()
    only, found, exact = Limits(filters=Filters(organisation_ids=("r1",))), 0, 0

    for query in _random(20, 8):
        hits = backend.reader().search_vector(query[None], k=10, limits=only)
        best = np.sort(rows[1::share] @ query)[::-1][:10]
        assert len(hits) == 10
        found += sum(hit.score >= best[-1] - 2e-5 for hit in hits)
        exact += 10

    assert found / exact >= 0.97


def test_too_few_vectors_to_learn_from_are_searched_exactly(tmp_path: Path) -> None:
    recipe = replace(RECIPE, vector_index="IVF64,SQ8")
    backend = create_local_backend(tmp_path, recipe=recipe)
    assert backend.reader().search_vector(TOWARDS_FIRST, k=3) == []

    fill(backend)

    for opened in (backend, LocalBackend(tmp_path, recipe=recipe)):
        hits = opened.reader().search_vector(TOWARDS_FIRST, k=4)
        assert opened.reader().nearest.index is None
        assert measures(hits) == ["r1-m001", "r2-m001", "r3-m001", "r1-m002"]
        assert hits[0].score == pytest.approx(1, abs=1e-6)
