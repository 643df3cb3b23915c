"""Models that a home remembers, with none that takes seconds to open."""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch import encoders
from itasearch.config import load_settings
from itasearch.errors import EncoderError
from itasearch.model.library import INDEXING, ProgressEvent
from itasearch.workspace import Models, Workspace, models
from itasearch.workspace.models import Memory, models_in_use, read_memory, write_memory
from tests.search.fakes import WordEncoder
from tests.workspace.conftest import is_stale


def test_what_a_home_remembers_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "corpus" / "settings.toml"
    both = Models(encoder="เล็ก", reranker="./models/ข")

    for memory in (Memory(models=both, encoder_before="use"), Memory(models=Models(encoder="x"))):
        assert read_memory(file.with_name("none.toml")) == Memory()
        write_memory(file, memory)
        assert read_memory(file) == memory
    file.write_text("encoder = ", encoding="utf-8")
    with pytest.raises(EncoderError, match="delete it"):
        read_memory(file)


def test_a_choice_of_this_run_goes_before_what_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(load_settings(tmp_path), encoder="", reranker=None)
    kept = Models(encoder="new", reranker="b")
    write_memory(settings.models, Memory(models=kept, encoder_before="old"))

    assert models_in_use(settings) == kept
    monkeypatch.setattr(models, "is_built_with", lambda name, _settings: name == "old")
    assert models_in_use(settings) == replace(kept, encoder="old")
    chosen = replace(settings, encoder="z", reranker="none")
    assert models_in_use(chosen) == Models(encoder="z", reranker=None)


def test_an_index_for_another_encoder_answers_and_is_remembered_once_it_is_whole(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = encoders.open_encoder
    monkeypatch.setattr(
        encoders, "open_encoder", lambda name: WordEncoder() if name == "words" else opened(name)
    )
    unfinished, before = filled.settings.unfinished_index, filled.index.models

    def stop(event: ProgressEvent) -> None:
        if event.stage == INDEXING:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.build(encoder="words", progress=stop)
    assert (filled.index.models, unfinished.exists()) == (before, True)
    assert filled.search("งดรับของขวัญ").hits and not is_stale(filled)

    assert filled.build().added == 3  # goes on with what was stopped
    assert (filled.index.models, unfinished.exists()) == (Models(encoder="words"), False)
    assert read_memory(filled.settings.models) == Memory(models=Models(encoder="words"))
    assert not is_stale(filled)
    assert filled.build(encoder=before.encoder, rebuild=True).added == 3
    assert filled.index.models == before


def test_a_folder_is_remembered_by_its_path_from_the_home_it_is_in(tmp_path: Path) -> None:
    home, inside, outside = tmp_path / "home", tmp_path / "home" / "m", tmp_path / "m"
    for folder in (inside, outside):
        folder.mkdir(parents=True)

    names = [models.to_remember(home, str(name)) for name in (inside, outside, "use")]

    assert names == ["./m", str(outside), "use"]
    found = [models.found_in(home, name) for name in (*names, "./gone")]
    assert found == [str(inside), str(outside), "use", "./gone"]
