"""How often a view asks the store for the same thing."""

from collections import Counter
from inspect import getattr_static
from pathlib import Path

import pytest

from itasearch.store.drafts.drafts import SqlDrafts
from itasearch.workspace import Workspace
from itasearch.workspace.library import Library
from tests.ui.conftest import opened


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of these verbs is called from now on."""
    counted: Counter[str] = Counter()

    def count(owner: type, name: str) -> None:
        verb = getattr_static(owner, name)

        def counting(self: object, *args: object, **more: object) -> object:
            counted[f"{owner.__name__}.{name}"] += 1
            return verb.__get__(self, owner)(*args, **more)

        monkeypatch.setattr(owner, name, counting)

    count(SqlDrafts, "get")
    count(SqlDrafts, "all")
    count(Library, "measures")
    count(Workspace, "show")
    count(Workspace, "search")
    return counted


def test_an_answer_is_asked_for_once_while_the_library_stays_as_it_is(
    library_home: Path, calls: Counter[str]
) -> None:
    filters = {"q": "No Gift Policy", "topic": "no_gift", "type": "town_municipality"}
    app = opened("search", library_home, filters)
    asked = calls["Workspace.search"]
    app.run()
    again = calls["Workspace.search"]
    del app.query_params["topic"]
    app.run()

    # The answer, and what each of both filters would leave without it.
    assert (asked, again) == (3, 3)
    # The answer; what the other filter leaves without this one was asked already.
    assert calls["Workspace.search"] == again + 2
