"""What an open workspace keeps, and what it releases when it is closed."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from itasearch import encoders
from itasearch.encoders.use import UseEncoder
from itasearch.workspace import Workspace, open_workspace, parts

UNKNOWN, KNOWN = "guesthouse", "ของขวัญ"


@pytest.mark.slow  # it loads the model
def test_a_closed_workspace_releases_its_encoder(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoders, "open_encoder", lambda _name: UseEncoder())
    with open_workspace(filled.settings.home) as opened:
        assert opened.search(UNKNOWN).query.text == UNKNOWN
        encoder = weakref.ref(opened._parts.tools.encoder)
        assert encoder() is not None

    gc.collect()

    assert encoder() is None


def test_the_last_closed_library_gives_back_what_the_collector_was_spared(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    monkeypatch.setattr(parts, "_sparing", 0)
    monkeypatch.setattr(gc, "freeze", lambda: calls.append("freeze"))
    monkeypatch.setattr(gc, "unfreeze", lambda: calls.append("unfreeze"))
    home = filled.settings.home
    with open_workspace(home) as opened, open_workspace(home) as other:
        opened.search(KNOWN)
        assert not calls
        for each in (opened, opened, other, other):
            each.search(KNOWN)
        other.close()
        assert calls == ["freeze", "freeze"]

    assert calls == ["freeze", "freeze", "unfreeze"]


def test_a_change_of_the_index_keeps_the_vectors_of_concepts(filled: Workspace) -> None:
    def concepts() -> object:
        assert filled._parts.searcher
        return filled._parts._finders and filled._parts._finders.concepts

    before = concepts()
    filled._parts.forget_index()

    assert concepts() is before is not None


def test_the_store_answers_while_the_index_is_being_opened(library: Workspace) -> None:
    parts = library._parts
    with parts._lock, ThreadPoolExecutor(1) as another:
        assert another.submit(library.library.stats).result(timeout=20).reports
