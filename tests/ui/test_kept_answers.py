"""An answer that a session keeps is shown again only while the library is the same."""

from types import SimpleNamespace

import pytest
import streamlit as st

from itasearch.ui.kit import state


def test_an_answer_is_found_again_once_the_library_has_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library_state = ["first"]
    found: list[str] = []
    monkeypatch.setattr(st, "session_state", {})
    opened = SimpleNamespace(state=lambda: library_state[0])
    monkeypatch.setattr(state, "workspace", lambda: opened)

    def find() -> int:
        found.append(library_state[0])
        return len(found)

    answers = [state.kept_answer("question", find), state.kept_answer("question", find)]
    library_state[0] = "second"

    assert [*answers, state.kept_answer("question", find)] == [1, 1, 2]
