"""Commits to Milvus: what a killed writer leaves, what is deleted when, an index replaced."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from itasearch.backends.base import SearchBackend
from itasearch.backends.local import create_local_backend
from itasearch.backends.milvus import backend as backend_module, connection, snapshot
from itasearch.backends.milvus.backend import MilvusBackend, MilvusPlace
from itasearch.backends.milvus.commits import STATE, Commit, Commits, Head
from itasearch.backends.milvus.connection import Milvus
from itasearch.errors import BackendError, IndexMismatchError, IndexMissingError
from itasearch.model.passages import Limits
from itasearch.model.ranking import Filters
from tests.contracts.backend_contract import (
    MAE_SAI,
    PAK_NAM,
    RECIPE,
    TOWARDS_FIRST,
    copied_entry,
    entry,
    fill,
    measures,
    vectors,
    words,
)


@pytest.fixture
def filled(place: MilvusPlace) -> MilvusBackend:
    backend = place.create(RECIPE)
    fill(backend)
    return backend


def stored(milvus: Milvus) -> list[str]:
    """Ids of all measures that Milvus has, dead ones too."""
    commits = Commits(milvus)
    collection = commits.collection(commits.head().build)
    return sorted(str(row["measure_id"]) for row in milvus.rows(collection, "", ["measure_id"]))


def add_new(backend: SearchBackend, name: str) -> None:
    facets = replace(MAE_SAI, report_id=name)
    backend.add(name, "f", [entry(facets, 1, "ของขวัญ ใหม่")], TOWARDS_FIRST)


def test_what_a_killed_writer_left_is_not_seen_and_goes_with_the_next_commit(
    filled: MilvusBackend, milvus: Milvus, place: MilvusPlace
) -> None:
    def killed(_self: Commits, _commit: Commit, *, after: Head) -> Commit:
        raise KeyboardInterrupt

    add_new(filled, "r4")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Commits, "write", killed)
        filled.commit()
    reader = place.open(RECIPE)
    assert measures(reader.reader().search_text(words("ใหม่"), k=9)) == []
    assert "r4-m001" in stored(milvus)

    add_new(reader, "r5")
    reader.commit()

    assert measures(reader.reader().search_text(words("ใหม่"), k=9)) == ["r5-m001"]
    assert "r4-m001" not in stored(milvus)
    assert reader.reader().measure_count() == 5


def test_dead_rows_are_deleted_when_no_search_needs_them(
    filled: MilvusBackend, milvus: Milvus, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.remove(["r2"])
    filled.commit()
    assert "r2-m001" in stored(milvus)

    monkeypatch.setattr(backend_module, "DEAD_SECONDS", -1.0)
    add_new(filled, "r4")
    filled.commit()

    assert stored(milvus) == ["r1-m001", "r1-m002", "r3-m001", "r4-m001"]
    assert filled.reader().measure_count() == 4


def test_an_index_built_beside_replaces_the_used(filled: MilvusBackend, place: MilvusPlace) -> None:
    beside = place.create(RECIPE, unfinished=True)
    add_new(beside, "r9")
    beside.commit()
    beside.confirm({"r9": "f"}, revision="a")
    pinned = filled.reader()
    assert filled.reader().measure_count() == 4

    place.publish()

    assert set(filled.reader().fingerprints()) == {"r9"}
    assert filled.confirmed_revision() == "a"
    assert measures(filled.reader().search_text(words("ของขวัญ"), k=9)) == ["r9-m001"]
    assert len(pinned.search_text(words("ของขวัญ"), k=9)) == 3
    with pytest.raises(IndexMissingError):
        place.publish()


def test_an_index_that_was_replaced_leaves_no_rows_but_other_libraries_do(
    filled: MilvusBackend, milvus: Milvus, place: MilvusPlace, tmp_path: Path
) -> None:
    library = milvus.address.library
    url, lock = f"{milvus.address.uri}#{library}_2", tmp_path / "index.lock"
    neighbour = MilvusPlace(url, lock=lock, unfinished=tmp_path / "unfinished")
    fill(neighbour.create(RECIPE))
    assert filled.confirm(filled.reader().fingerprints(), revision="a")
    for _ in range(2):
        beside = place.create(RECIPE, unfinished=True)
        add_new(beside, "r9")
        beside.commit()
        beside.confirm({"r9": "f"}, revision="b")
        place.publish()

    names = [str(row["name"]) for row in milvus.rows(STATE, "", ["name"])]

    build = Commits(milvus).head().build
    assert {name for name in names if name.startswith(f"{library}/")} == {
        f"{library}/index",
        f"{library}/{build}/1/0",
        f"{library}/{build}/revision",
    }
    assert filled.confirmed_revision() == "b"
    assert neighbour.open(RECIPE).reader().measure_count() == 4


def test_readers_of_an_index_that_another_recipe_replaced_notice(
    filled: MilvusBackend, place: MilvusPlace
) -> None:
    other = replace(RECIPE, encoder="other@1")
    place.create(other, unfinished=True)

    place.publish()

    with pytest.raises(IndexMismatchError, match="other@1"):
        filled.reader().measure_count()


def test_k_texts_come_though_the_best_one_has_hundreds_of_copies(place: MilvusPlace) -> None:
    backend = place.create(RECIPE)
    same = [copied_entry(MAE_SAI, number, "งด ของขวัญ") for number in range(300)]
    backend.add("r1", "f", same, np.repeat(TOWARDS_FIRST, 300, axis=0))
    others = [entry(PAK_NAM, number, "ของขวัญ " + "อื่น " * number) for number in range(4)]
    backend.add("r2", "f", others, np.repeat(vectors([1, 1, 0, 0]), 4, axis=0))
    backend.commit()

    near = backend.reader().search_vector(TOWARDS_FIRST, k=5)

    assert measures(near) == ["r1-m000", *(f"r2-m{number:03d}" for number in range(4))]
    assert len(backend.reader().search_text(words("ของขวัญ"), k=5)) == 5


def test_texts_rank_as_in_the_local_index(filled: MilvusBackend, tmp_path: Path) -> None:
    local = create_local_backend(tmp_path / "local", recipe=RECIPE)
    fill(local)
    query = {"ของขวัญ": 1.0, "นโยบาย": 0.6}

    found, expected = (one.reader().search_text(query, k=9) for one in (filled, local))

    assert measures(found) == measures(expected)
    assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected], rel=1e-3)


def test_a_graph_is_searched_where_the_settings_name_one(place: MilvusPlace) -> None:
    recipe = replace(RECIPE, vector_index="HNSW16")
    backend = place.create(recipe)
    fill(backend)

    near = backend.reader().search_vector(TOWARDS_FIRST, k=4)

    assert measures(near) == ["r1-m001", "r2-m001", "r3-m001", "r1-m002"]
    with pytest.raises(BackendError, match="IVF"):
        place.create(replace(RECIPE, vector_index="IVF9"))


def test_a_commit_is_read_alike_when_it_is_old_and_in_pages(
    filled: MilvusBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answers() -> list[object]:
        near = filled.reader().search_vector(TOWARDS_FIRST, k=9)
        ids = measures(near)
        return [
            near,
            filled.reader().search_text(words("ของขวัญ"), k=9),
            filled.reader().classifications(ids),
        ]

    limits = Limits(filters=Filters(fiscal_years=(2566, 2567)))
    expected, counts = answers(), filled.reader().facet_counts()
    monkeypatch.setattr(snapshot, "_OLD_SECONDS", -1.0)
    monkeypatch.setattr(connection, "_PAGE_ROWS", 2)

    assert answers() == expected
    assert filled.reader().facet_counts(limits).topics == counts.topics


def test_thousands_of_reports_are_replaced_at_once(milvus: Milvus, place: MilvusPlace) -> None:
    backend = place.create(RECIPE)
    names = [f"r{number}" for number in range(2_500)]
    for fingerprint in ("f", "new"):
        for name in names:
            backend.add(name, fingerprint, [], np.zeros((0, RECIPE.dim), dtype=np.float32))
        backend.commit()

    assert set(backend.reader().fingerprints().values()) == {"new"}
    assert len(Commits(milvus).last().dead_versions) == 2_500
