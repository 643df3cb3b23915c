"""Damage, replacement and the files of the local index."""

import errno
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from itasearch.backends.base import SearchBackend
from itasearch.backends.local import (
    LocalBackend,
    backend as backend_module,
    create_local_backend,
    generations,
    publish_local_index,
)
from itasearch.backends.local.generations import CURRENT, current_name
from itasearch.backends.local.shards import Shard
from itasearch.backends.local.snapshot import Snapshot, open_snapshot
from itasearch.errors import BackendError, IndexDamagedError, IndexMismatchError, IndexMissingError
from itasearch.model.passages import Limits, WordFilter
from itasearch.model.ranking import Filters
from tests.contracts.backend_contract import (
    MAE_SAI,
    RECIPE,
    TOWARDS_FIRST,
    add_copies,
    by_text,
    entry,
    words,
)


def _files(path: Path) -> list[Path]:
    generation = path / current_name(path)
    return sorted(file for file in generation.rglob("*") if file.suffix != ".lock")


def _rows(path: Path) -> int:
    return sum(len(Shard(file)) for file in _files(path) if file.suffix == ".bin")


def test_what_replaces_an_index_keeps_its_confirmed_revision(path: Path, tmp_path: Path) -> None:
    with create_local_backend(tmp_path / "new", recipe=RECIPE) as built:
        built.confirm({}, revision="a")

    publish_local_index(tmp_path / "new", path)

    with LocalBackend(path, recipe=RECIPE) as backend:
        assert backend.confirmed_revision() == "a"


def test_a_revision_not_written_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _files(path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(generations, "_replace", full)
    with LocalBackend(path, recipe=RECIPE) as backend:
        confirmed = backend.confirm(backend.reader().fingerprints(), revision="a")

    assert confirmed
    assert _files(path) == before


def _lose_rows(generation: Path) -> None:
    next(generation.glob("rows-*.bin")).unlink()


def _point_to_nothing(generation: Path) -> None:
    (generation.parent / CURRENT).write_text("gen-000777-000000\n", encoding="utf-8")


def _empty_the_pointer(generation: Path) -> None:
    (generation.parent / CURRENT).write_text("", encoding="utf-8")


def _have_another_format(generation: Path) -> None:
    manifest = generation / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"format": ', '"format": 9'), encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "error", "message"),
    [
        (_lose_rows, IndexDamagedError, "itasearch build --rebuild"),
        (_point_to_nothing, IndexDamagedError, "itasearch build --rebuild"),
        (_empty_the_pointer, IndexMissingError, "itasearch build"),
        (_have_another_format, IndexMismatchError, "format 9"),
    ],
)
def test_an_index_that_cannot_be_opened_says_why(
    path: Path, harm: Callable[[Path], None], error: type[BackendError], message: str
) -> None:
    harm(path / current_name(path))

    with pytest.raises(error, match=message):
        LocalBackend(path, recipe=RECIPE)


def test_a_deleted_and_rebuilt_index_is_noticed(path: Path) -> None:
    reader = LocalBackend(path, recipe=RECIPE)
    shutil.rmtree(path)
    with pytest.raises(IndexMissingError):
        reader.reader().measure_count()

    create_local_backend(path, recipe=RECIPE).close()

    assert reader.reader().measure_count() == 0


def test_an_index_built_aside_takes_the_place_of_the_old_one_wholly(path: Path) -> None:
    reader = LocalBackend(path, recipe=RECIPE)
    aside = path.with_name("search.new")
    with create_local_backend(aside, recipe=RECIPE) as fresh:
        fresh.add("r1", "new", [entry(MAE_SAI, 1, "ฉบับใหม่")], TOWARDS_FIRST)
        fresh.commit()
    assert reader.reader().measure_count() == 4

    publish_local_index(aside, path)

    assert reader.reader().fingerprints() == {"r1": "new"}
    assert len(reader.reader().search_text(words("ฉบับใหม่"), k=2)) == 1
    assert not aside.exists()
    assert [one.name for one in path.iterdir() if one.is_dir()] == [current_name(path)]
    with LocalBackend(path, recipe=RECIPE) as opened:
        assert opened.reader().fingerprints() == {"r1": "new"}


def test_a_backend_that_is_closed_while_a_newer_index_opens_stays_closed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend, is_opening, may_open = LocalBackend(path, recipe=RECIPE), Event(), Event()
    with create_local_backend(path, recipe=RECIPE):
        pass  # a newer one

    def held_up(generation: Path, *, before: Snapshot | None = None) -> Snapshot:
        is_opening.set()
        may_open.wait()
        return open_snapshot(generation, before=before)

    monkeypatch.setattr(backend_module, "open_snapshot", held_up)
    with ThreadPoolExecutor(2) as threads:
        asked = threads.submit(lambda: backend.reader().measure_count())
        is_opening.wait()
        closed = threads.submit(backend.close)
        may_open.set()

    assert (asked.result(), closed.result()) == (0, None)
    with pytest.raises(BackendError, match="closed"):
        backend.reader().measure_count()


@pytest.mark.slow
def test_many_commits_leave_few_files_and_all_vectors(path: Path) -> None:
    backend = LocalBackend(path, recipe=RECIPE)
    for number in range(24):
        facets = replace(MAE_SAI, report_id=f"n{number}")
        row = np.asarray([[np.cos(number), np.sin(number), 0, 0]], dtype=np.float32)
        backend.add(facets.report_id, "f", [entry(facets, number, "ก")], row)
        backend.commit()

    assert len([file for file in _files(path) if file.suffix == ".bin"]) <= 6
    assert len([folder for folder in path.iterdir() if folder.is_dir()]) <= 2
    for number in (0, 17, 23):
        (vector,) = backend.reader().measure_vectors([f"n{number}-m{number:03d}"])
        np.testing.assert_allclose(vector[:2], [np.cos(number), np.sin(number)], atol=1e-6)


def test_compacting_keeps_all_of_the_other_reports(tmp_path: Path) -> None:
    backend = create_local_backend(tmp_path, recipe=RECIPE)
    many = [entry(replace(MAE_SAI, report_id="r0"), i, "แผน") for i in range(20)]
    backend.add("r0", "f", many, np.repeat(TOWARDS_FIRST, 20, axis=0))
    add_copies(backend)
    kept = ["r1-m001", "r1-m002", "r2-m001", "r3-m001"]
    without = Limits(words=(WordFilter(words=("งด", "ของขวัญ"), present=False),))

    def seen() -> list[object]:
        near = backend.reader().search_vector(TOWARDS_FIRST, k=99, limits=without)
        return [
            backend.reader().measure_vectors(kept).tolist(),
            backend.reader().copies(kept, limits=without),
            backend.reader().classifications(kept),
            {hit.measure_id: hit.score for hit in near if not hit.measure_id.startswith("r0-")},
        ]

    before, size = seen(), _rows(tmp_path)
    backend.remove(["r0"])
    backend.commit()

    assert _rows(tmp_path) < size / 2
    assert seen() == before
    assert sorted(by_text(backend, "ของขวัญ", "แผน", k=99)) == kept


_COMMITS = 8


def _write(backend: SearchBackend) -> None:
    for number in range(1, _COMMITS + 1):
        same = [entry(MAE_SAI, i, f"ของขวัญ รุ่น{number}") for i in range(number)]
        backend.add("r1", str(number), same, np.repeat(TOWARDS_FIRST, number, axis=0))
        other = replace(MAE_SAI, report_id=f"x{number}", organisation_id="o2")
        backend.add(f"x{number}", "f", [entry(other, 0, "อื่น")], TOWARDS_FIRST)
        backend.commit()


def _read(backend: SearchBackend, stop: Event) -> int:
    """Search until told to stop; how many versions were seen."""
    seen: set[int] = set()
    only = Limits(filters=Filters(organisation_ids=("o1",)))
    while not stop.is_set():
        text = backend.reader().search_text(words("ของขวัญ"), k=99, limits=only)
        near = backend.reader().search_vector(TOWARDS_FIRST, k=99, limits=only)
        for hits in (text, near):
            ids = [hit.measure_id for hit in hits]
            assert ids == [f"r1-m{i:03d}" for i in range(len(ids))]
            seen.add(len(ids))
    return len(seen)


@pytest.mark.slow
@pytest.mark.parametrize("own_object", [False, True])
def test_readers_never_stop_and_never_see_half_a_commit(tmp_path: Path, own_object: bool) -> None:
    writer = create_local_backend(tmp_path, recipe=RECIPE)
    readers = [LocalBackend(tmp_path, recipe=RECIPE) if own_object else writer] * 2
    stop = Event()

    with ThreadPoolExecutor(3) as pool:
        reading = [pool.submit(_read, reader, stop) for reader in readers]
        try:
            pool.submit(_write, writer).result()
        finally:
            stop.set()
        versions = [future.result() for future in reading]

    assert min(versions) >= 1
    for reader in readers:
        assert len(reader.reader().search_text(words("ของขวัญ"), k=99)) == _COMMITS


def test_two_writers_at_once_take_turns(tmp_path: Path) -> None:
    create_local_backend(tmp_path, recipe=RECIPE).close()

    def write(name: str) -> None:
        with LocalBackend(tmp_path, recipe=RECIPE) as backend:
            for number in range(4):
                facets = replace(MAE_SAI, report_id=f"{name}{number}")
                backend.add(facets.report_id, "f", [entry(facets, 0, name)], TOWARDS_FIRST)
                backend.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ("a", "b")))

    with LocalBackend(tmp_path, recipe=RECIPE) as backend:
        assert len(backend.reader().fingerprints()) == backend.reader().measure_count() == 8
