"""A byte of an index that is another one: found, named, never written on."""

import errno
import json
import os
from pathlib import Path

import pytest

from itasearch.backends.local import LocalBackend, generations
from itasearch.backends.local.generations import current_name, damage_named, damaged_files
from itasearch.backends.place import LocalPlace
from itasearch.errors import BackendError, IndexDamagedError
from tests.contracts.backend_contract import MAE_SAI, RECIPE, TOWARDS_FIRST, entry, words
from tests.damage import flip


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every index is too large to be checked when it is opened."""
    monkeypatch.setattr(generations, "CHECKED_AT_OPENING", -1)


def _files(path: Path) -> list[Path]:
    generation = path / current_name(path)
    return sorted(one for one in generation.rglob("*") if one.is_file() and one.stat().st_size)


def _rows(path: Path) -> Path:
    return next((path / current_name(path)).glob("rows-*.bin"))


def test_a_whole_index_has_no_damaged_files(path: Path) -> None:
    assert damaged_files(path / current_name(path)) == ()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_changed_byte_of_any_file_is_found_at_opening(path: Path, share: float) -> None:
    for file in _files(path):
        flip(file, int(file.stat().st_size * share))

        with pytest.raises(BackendError, match=r"itasearch (doctor --repair|build --rebuild)"):
            LocalBackend(path, recipe=RECIPE)
        assert damaged_files(path / current_name(path)) == (file,)
        flip(file, int(file.stat().st_size * share))
    with LocalBackend(path, recipe=RECIPE) as backend:
        assert backend.reader().measure_count() == 4


def test_a_file_that_is_gone_is_damage(path: Path) -> None:
    file = _rows(path)
    file.unlink()

    assert damaged_files(path / current_name(path)) == (file,)


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_search_in_a_damaged_index_answers_or_names_the_damage(path: Path, share: float) -> None:
    for file in _files(path):
        flip(file, int(file.stat().st_size * share))
        try:
            with LocalBackend(path, recipe=RECIPE) as backend:
                backend.reader().search_text(words("ของขวัญ"), k=3)
                backend.reader().search_vector(TOWARDS_FIRST, k=3)
                backend.reader().facet_counts()
                backend.reader().copies(["r1-t1r1"])
        except BackendError as error:
            assert "itasearch" in str(error)
        flip(file, int(file.stat().st_size * share))


@pytest.mark.usefixtures("_large")
def test_a_commit_never_copies_damage_into_a_file_with_a_new_checksum(path: Path) -> None:
    flip(_rows(path), -1)
    before = current_name(path)
    with LocalBackend(path, recipe=RECIPE) as backend:
        backend.add("r1", "changed", [entry(MAE_SAI, 9, "งดรับ")], TOWARDS_FIRST)

        with pytest.raises(IndexDamagedError, match=_rows(path).name):
            backend.commit()

    assert current_name(path) == before


def test_files_of_an_older_generation_keep_their_checksums(path: Path) -> None:
    first = _checksums(path)
    with LocalBackend(path, recipe=RECIPE) as backend:
        backend.remove(["r1"])
        backend.commit()
    second = _checksums(path)

    kept = {name for name in first.keys() & second.keys() if name.endswith(".store")}
    assert kept
    assert {name: first[name] for name in kept} == {name: second[name] for name in kept}
    assert damaged_files(path / current_name(path)) == ()


def _checksums(path: Path) -> dict[str, list[int]]:
    text = (path / current_name(path) / "manifest.json").read_text(encoding="utf-8")
    found: dict[str, list[int]] = json.loads(text)["files"]
    return found


def test_an_index_that_a_writer_replaces_while_it_is_checked_is_not_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checksum = generations.checksum

    def while_it_is_replaced(file: Path) -> int:
        monkeypatch.setattr(generations, "checksum", checksum)
        with LocalBackend(path, recipe=RECIPE) as backend:
            for report_id in ("r1", "r2"):
                backend.remove([report_id])
                backend.commit()
        return checksum(file)

    monkeypatch.setattr(generations, "checksum", while_it_is_replaced)

    assert LocalPlace(path, unfinished=path.with_name("search.new")).damaged_files() == ()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EMFILE])
def test_files_that_a_process_may_not_read_are_not_called_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refused(file: Path) -> int:
        raise OSError(number, os.strerror(number), str(file))

    monkeypatch.setattr(generations, "checksum", refused)

    with pytest.raises(OSError, match=_rows(path).parent.name):
        damaged_files(path / current_name(path))
    with pytest.raises(BackendError, match="cannot be read") as raised:
        LocalBackend(path, recipe=RECIPE)
    assert not isinstance(raised.value, IndexDamagedError)


class PanicException(BaseException):
    """As tantivy's panics are."""


def test_a_panic_is_an_error_of_the_index(path: Path) -> None:
    generation = path / current_name(path)

    with pytest.raises(IndexDamagedError, match=generation.name), damage_named(generation):
        raise PanicException("index out of bounds")


def test_errors_that_are_no_damage_read_the_checksums_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    checksum, generation = generations.checksum, path / current_name(path)

    def counted(file: Path) -> int:
        read.append(file)
        return checksum(file)

    monkeypatch.setattr(generations, "checksum", counted)
    for _ in range(2):
        with pytest.raises(ValueError, match="k is below 1"), damage_named(generation):
            raise ValueError("k is below 1")

    assert len(read) == len({*read}) > 0
