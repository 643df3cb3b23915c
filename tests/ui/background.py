"""Runs in the background of a view, for tests: waited for, and sent to a server of the test."""

from functools import partialmethod

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.ui.kit import progress, state
from itasearch.workspace.sources.evidence import EvidenceChecks
from itasearch.workspace.sources.sources import Sources
from tests.ui.conftest import TIMEOUT


def ended(app: AppTest) -> AppTest:
    """Run the app again once all its runs have ended."""
    for run in progress._RUNS[state.library()].values():
        assert run.ended.wait(TIMEOUT)
    return app.run()


def allow_own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app ask servers of this machine, without pauses."""
    for owner, names in ((Sources, ["gather"]), (EvidenceChecks, ["check", "entries_of_page"])):
        for name in names:
            method = getattr(owner, name)
            allowed = partialmethod(method, allow_private=True, sleep=lambda _seconds: None)
            monkeypatch.setattr(owner, name, allowed)
