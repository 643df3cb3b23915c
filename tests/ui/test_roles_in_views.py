"""Roles × views: which buttons each role has, and that pressing others' changes nothing.

A hostile client presses what was drawn for it once, such as before its role was taken away: the
view is drawn for an editor, and pressed by somebody else.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.people import NOBODY, Person, Role
from itasearch.ui.kit import state
from itasearch.workspace import Workspace
from tests.ui.conftest import html_of, opened

TOWN, OTHER = "เทศบาลตำบลแม่กา", "เทศบาลตำบลคำบง"
QUERY = "งดรับของขวัญ"
SECRET = "แผนลับของสมศรี"
VISITOR, READER, EDITOR, OTHER_EDITOR = "visitor", "reader", "editor", "another editor"
SIGNED_IN = {READER, EDITOR, OTHER_EDITOR}
EDITS = {EDITOR, OTHER_EDITOR}


@dataclass(frozen=True)
class Library:
    """A library with somebody's draft and saved search, and the people who ask it."""

    home: Path
    people: dict[str, Person]
    report: str
    row: str
    draft: str
    watch: str

    def addresses(self) -> dict[str, dict[str, str]]:
        """Each view with its parameters, by the name of the case."""
        return {
            "search": {"q": QUERY},
            "watch": {},
            "library": {},
            "report": {"report": self.report},
            "check": {"report": self.report, "check": "1", "row": self.row},
            "template": {"draft": self.draft, "edit": self.row},
            "plan": {"org": TOWN},
            "compare": {"left": TOWN, "right": OTHER},
        }


VIEW_OF = {"report": "library", "check": "library"}
"""Views that are not called as their cases."""

MAY: dict[str, dict[str, set[str]]] = {
    "search": {"search.watch": SIGNED_IN, "search.take": SIGNED_IN},
    "watch": {"watch.remove": {EDITOR}},
    "library": {"library.files": EDITS},
    "report": {"library.remove": EDITS},
    "check": {"review.drop": EDITS, "review.split": EDITS, "review.cell": EDITS},
    "template": {"template.delete": {EDITOR}},
    "plan": {},
    "compare": {},
}
"""Who has what changes anything, by the case; the draft and the saved search are the editor's."""


@pytest.fixture(scope="module")
def library(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    home = Path(shutil.copytree(library_home, tmp_path_factory.mktemp("roles") / "home"))
    with open_workspace(home) as workspace:
        towns = {name: workspace.library.find_organisation(name).id for name in (TOWN, OTHER)}
        people = {
            VISITOR: NOBODY,
            READER: Person(id="u1", name="สมชาย"),
            EDITOR: Person(id="u2", name="สมศรี", role=Role.EDITOR),
            OTHER_EDITOR: Person(id="u3", role=Role.EDITOR),
        }
        boss = workspace.acting_as(people[EDITOR])
        report = workspace.library.reports_of([towns[TOWN]])[0].id
        draft = boss.drafts.new(SECRET)
        boss.drafts.add([report], draft_id=draft)
        watch = boss.watches.add(boss.watches.query("แผนปฏิบัติการป้องกันการทุจริต"))
        row = boss.drafts.get(draft).items[0].measure.id
    return Library(home, people, report, row, draft, watch.id)


Draw = Callable[[str, str], AppTest]


@pytest.fixture
def draw(library: Library, monkeypatch: pytest.MonkeyPatch) -> Draw:
    """A view by the name of its case, as a role has it."""

    def drawn(case: str, role: str) -> AppTest:
        become(library, role, monkeypatch)
        return opened(VIEW_OF.get(case, case), library.home, library.addresses()[case])

    return drawn


def become(library: Library, role: str, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(state, "person_in_session", lambda: library.people[role])


def stems(app: AppTest) -> set[str]:
    """What a view can be changed by: keys without ids, and kinds of widgets without keys."""
    found = {str(one.key) for one in app.button}
    found |= {str(one.key) for kind in (app.text_area, app.text_input) for one in kind}
    found |= {str(one.key) for one in app.get("button_group")}
    cut = {".".join(key.split(".")[:2]) for key in found}
    cut |= {"library.files"} if "library.files.zone" in app.session_state else set()
    return cut


@pytest.mark.parametrize("case", MAY)
def test_each_role_has_what_it_may_use(draw: Draw, library: Library, case: str) -> None:
    known = MAY[case]
    assert {role: stems(draw(case, role)) & set(known) for role in library.people} == {
        role: {stem for stem, may in known.items() if role in may} for role in library.people
    }


def kept(workspace: Workspace, library: Library) -> tuple[object, ...]:
    """What is not a reader's to change."""
    boss = workspace.acting_as(library.people[EDITOR])
    return (
        [workspace.library.report(one.id) for one in workspace.library.reports()],
        workspace.review.corrections(library.report),
        boss.drafts.get(library.draft),
        boss.watches.get(library.watch),
    )


@pytest.mark.parametrize("role", [VISITOR, READER])
@pytest.mark.parametrize("case", MAY)
def test_what_was_drawn_for_an_editor_changes_nothing_when_others_press_it(
    draw: Draw, library: Library, monkeypatch: pytest.MonkeyPatch, case: str, role: str
) -> None:
    app = draw(case, EDITOR)
    for widget in (*app.button, *app.text_area, *app.text_input):
        widget.proto.disabled = False  # that a button is grey keeps no client from pressing it
    for button in app.button:
        button.set_value(True)
    for box in (*app.text_area, *app.text_input):
        box.set_value("7")
    with open_workspace(library.home) as workspace:
        before = kept(workspace, library)

        become(library, role, monkeypatch)
        app.run()

        assert kept(workspace, library) == before


@pytest.mark.parametrize("role", [VISITOR, READER, OTHER_EDITOR])
def test_nothing_of_anothers_draft_is_in_any_view(draw: Draw, library: Library, role: str) -> None:
    pages = [html_of(draw(case, role)) for case in ("search", "library", "template")]

    assert not [page for page in pages if SECRET in page or library.draft in page]


def test_a_press_that_is_refused_says_why(
    draw: Draw, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = draw("search", EDITOR)
    app.button(key="search.watch").set_value(True)

    become(library, VISITOR, monkeypatch)
    app.run()

    assert "เข้าสู่ระบบ" in app.toast[0].value
