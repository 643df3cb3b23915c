"""An index that cannot be written: one error that names it, and no half-written generation."""

import errno
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from itasearch.backends.local import (
    LocalBackend,
    backend as backend_module,
    create_local_backend,
    publish_local_index,
)
from itasearch.backends.local.fulltext import write_fulltext
from itasearch.backends.local.generations import current_name, native_writing
from itasearch.errors import IndexUnwritableError
from tests.contracts.backend_contract import MAE_SAI, RECIPE, entry, fill, vectors

FULL = (
    ValueError("An IO error occurred: 'No space left on device (os error 28)'"),
    OSError(errno.ENOSPC, "No space left on device"),
    RuntimeError("Error in faiss: write error"),
)
"""What tantivy, Python and FAISS raise on a full disk."""


def failing(error: Exception) -> Callable[..., None]:
    """A `write_fulltext` that writes and then fails."""

    def write(folder: Path, **options: object) -> None:
        write_fulltext(folder, **options)  # type: ignore[arg-type]
        with native_writing():
            raise error

    return write


def generations(path: Path) -> list[str]:
    return sorted(one.name for one in path.glob("gen-*"))


@pytest.mark.parametrize("error", FULL, ids=lambda error: type(error).__name__)
def test_a_first_index_that_fails_leaves_nothing(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    with monkeypatch.context() as patch:
        patch.setattr(backend_module, "write_fulltext", failing(error))

        for _ in range(2):
            with pytest.raises(IndexUnwritableError, match="make room") as told:
                create_local_backend(index, recipe=RECIPE)

    assert told.value.path == str(index)
    assert list(index.iterdir()) == []
    with create_local_backend(index, recipe=RECIPE) as backend:
        assert backend.reader().measure_count() == 0


_STEPS = ("backend.write_fulltext", "shards._written", "backend.write_nearest")


@pytest.mark.parametrize("step", [*_STEPS, "generations.seal", "generations._replace"])
def test_a_commit_that_stops_at_any_step_leaves_the_older_index(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with create_local_backend(tmp_path, recipe=RECIPE) as backend:
        fill(backend)
        *_, before = generations(tmp_path)
        backend.add("r1", "new", [entry(MAE_SAI, 1, "งด")], vectors([0, 0, 1, 0]))
        with monkeypatch.context() as patch:
            patch.setattr(f"itasearch.backends.local.{step}", full)
            with pytest.raises(IndexUnwritableError, match="MB are free"):
                backend.commit()

        assert generations(tmp_path) == [before]
        with LocalBackend(tmp_path, recipe=RECIPE) as reader:
            assert reader.reader().fingerprints()["r1"] == "f1"
            assert reader.reader().measure_count() == 4
        backend.commit()
        assert backend.reader().fingerprints()["r1"] == "new"
        assert backend.reader().measure_count() == 3


def test_a_generation_made_current_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        if path == tmp_path:
            raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("itasearch.backends.local.generations.sync", full)
        with pytest.raises(IndexUnwritableError):
            create_local_backend(tmp_path, recipe=RECIPE)

    with LocalBackend(tmp_path, recipe=RECIPE) as backend:
        assert backend.reader().measure_count() == 0


def test_failed_publishing_leaves_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built, path = tmp_path / "built", tmp_path / "path"
    create_local_backend(built, recipe=RECIPE).close()
    create_local_backend(path, recipe=RECIPE).close()
    before = generations(built), generations(path)

    def full(_source: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("itasearch.backends.local.generations.link", full)
        with pytest.raises(IndexUnwritableError):
            publish_local_index(built, path)

    assert (generations(built), generations(path)) == before


@pytest.mark.parametrize("error", [ValueError("shapes differ"), RuntimeError(), IndexError()])
def test_a_mistake_of_ours_is_not_taken_for_a_full_disk(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_: object, **__: object) -> None:
        raise error

    with create_local_backend(tmp_path, recipe=RECIPE) as backend:
        backend.add("r1", "f1", [entry(MAE_SAI, 1, "งด ของขวัญ")], vectors([1, 0, 0, 0]))
        monkeypatch.setattr(backend_module, "write_fulltext", mistaken)

        with pytest.raises(type(error)):
            backend.commit()


def test_leftovers_of_killed_writers_are_cleaned_up(tmp_path: Path) -> None:
    path = tmp_path / "search"
    with create_local_backend(path, recipe=RECIPE) as backend:
        left = path / "gen-000009-abcdef"
        (left / "text").mkdir(parents=True)
        (left / "rows-0123abcd.bin").write_bytes(b"half")
        backend.add("r1", "f", [], np.zeros((0, 4), dtype=np.float32))
        backend.commit()

        assert not left.exists()
        assert current_name(path) > "gen-000001"
