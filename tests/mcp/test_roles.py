"""Each role and each tool, and drafts that do not leak."""

from collections.abc import Callable
from pathlib import Path

import pytest

from itasearch.errors import IndexMissingError
from itasearch.model.people import NOBODY, THIS_COMPUTER, Person, Right, Role
from itasearch.workspace import Workspace, open_workspace
from tests.mcp.conftest import AskedBy, measure_of
from tests.tools.raising import raising
from tests.workspace.conftest import CITY, TOWN

READER = Person(id="key:1", name="เว็บไซต์")
OTHER = Person(id="key:2", name="ระบบอื่น")
ROLES = {
    "nobody": NOBODY,
    "reader": READER,
    "editor": Person(id="u2", role=Role.EDITOR),
    "administrator": Person(id="u3", role=Role.ADMINISTRATOR),
    "this computer": THIS_COMPUTER,
}
CALLS: dict[str, Callable[[str], dict[str, object]]] = {
    "search": lambda _: {"query": "ของขวัญ"},
    "similar": lambda measure: {"measure_id": measure},
    "show": lambda measure: {"measure_id": measure},
    "compare": lambda _: {"left": TOWN, "right": CITY},
    "coverage": lambda _: {"organisation": TOWN},
    "draft": lambda measure: {"measure_ids": [measure], "organisation": "ทต.แม่กา"},
}


@pytest.mark.parametrize("tool", CALLS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_use_a_tool_or_is_refused_in_words(
    role: str, tool: str, workspace: Workspace, calls_as: Callable[[Person], AskedBy]
) -> None:
    person = ROLES[role]
    before = workspace.drafts.all()

    answer = calls_as(person)(tool, **CALLS[tool](measure_of(workspace, TOWN, 2566)))

    allowed = tool != "draft" or Right.DRAFT in person.rights
    assert answer.is_error is not allowed
    if not allowed:
        assert "Authorization: Bearer" in answer.text
        assert workspace.drafts.all() == before


def test_a_draft_of_another_is_neither_read_nor_added_to(
    workspace: Workspace, calls_as: Callable[[Person], AskedBy]
) -> None:
    measure = measure_of(workspace, TOWN, 2566)
    mine = calls_as(READER)("draft", measure_ids=[measure], organisation="ทต.แม่กา")
    other = calls_as(OTHER)

    read = other("draft", draft_id=mine.found["draft_id"])
    added = other("draft", draft_id=mine.found["draft_id"], measure_ids=[measure])

    assert [read.is_error, added.is_error] == [True, True]
    assert not read.found
    assert "เทศบาลตำบลแม่กา" not in read.text + added.text


@pytest.mark.parametrize(("person", "opens"), [(ROLES["editor"], True), (READER, False)])
def test_a_draft_has_a_link_where_a_browser_opens_it(
    person: Person, opens: bool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITASEARCH_URL", "https://ita.example.go.th")
    with open_workspace(home) as workspace:
        measure = measure_of(workspace, TOWN, 2566)
        asked_by = AskedBy(workspace.acting_as(person))

        made = asked_by("draft", measure_ids=[measure], organisation="ทต.แม่กา")

    link = f"https://ita.example.go.th/template?draft={made.found['draft_id']}"
    assert made.found["link"] == (link if opens else None)
    assert (link in made.text) is opens


@pytest.mark.parametrize(("person", "shown"), [(THIS_COMPUTER, True), (READER, False)])
def test_only_who_is_at_the_computer_learns_where_the_library_is(
    person: Person,
    shown: bool,
    calls_as: Callable[[Person], AskedBy],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Workspace, "search", raising(IndexMissingError(path="/srv/ita/index")))

    answer = calls_as(person)("search", query="gift")

    assert answer.is_error
    assert ("/srv/ita" in answer.text) is shown


@pytest.mark.parametrize(("person", "opened"), [(THIS_COMPUTER, True), (READER, False)])
def test_a_path_is_opened_for_who_is_at_the_computer_only(
    person: Person, opened: bool, home: object, calls_as: Callable[[Person], AskedBy]
) -> None:
    path = f"{home}/corpus/library.db"

    answer = calls_as(person)("compare", left=path, right=TOWN)

    assert answer.is_error
    assert ("itasearch add" in answer.text) is opened
