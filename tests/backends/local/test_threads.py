"""Readers in threads see whole commits only, while one thread writes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from itasearch.backends.base import SearchBackend
from itasearch.backends.local import LocalBackend, create_local_backend
from itasearch.model.passages import Limits
from itasearch.model.ranking import Filters
from tests.contracts.backend_contract import MAE_SAI, RECIPE, TOWARDS_FIRST, entry, words

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
