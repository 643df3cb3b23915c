"""How often a view asks the store for the same thing."""

from collections import Counter
from inspect import getattr_static
from pathlib import Path

import pytest

from itasearch.workspace import Workspace
from itasearch.workspace.drafts import Drafts
from itasearch.workspace.lookups import Library
from tests.ui.conftest import opened, shown_by


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

    count(Drafts, "get")
    count(Drafts, "all")
    count(Library, "measures")
    count(Workspace, "show")
    count(Workspace, "search")
    return counted


def test_a_view_of_measures_loads_the_draft_once_and_no_list_of_drafts(
    own_home: Path,
    own: Workspace,
    draft_rows: tuple[str, ...],
    calls: Counter[str],
) -> None:
    report, draft = own.library.reports()[0].id, own.drafts.all()[0].id
    calls.clear()

    opened("library", own_home, {"report": report}, draft=draft)

    assert (calls["Drafts.get"], calls["Drafts.all"]) == (1, 0)


def test_the_view_of_similar_towns_loads_the_draft_once_for_all_indicators(
    own_home: Path,
    own: Workspace,
    draft_rows: tuple[str, ...],
    calls: Counter[str],
) -> None:
    draft = own.drafts.all()[0].id
    found = [own.towns.similar(one.organisation.id) for one in own.library.organisations()]
    town = next(one for one in found if sum(bool(weak.examples) for weak in one.weak) > 1)
    calls.clear()

    values = {"org": town.organisation.id}
    opened("neighbours", own_home, values, draft=draft)

    assert calls["Drafts.get"] == 1


def test_the_copies_of_all_hits_are_loaded_in_one_call(
    library_home: Path, calls: Counter[str]
) -> None:
    app = opened("search", library_home, {"q": "No Gift Policy", "k": "50"})

    assert len(shown_by(app).all(".ita-twin")) > 2
    assert (calls["Library.measures"], calls["Workspace.show"]) == (1, 0)


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
