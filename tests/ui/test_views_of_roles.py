"""What people may not do is not offered in the views, and says why where it is sought."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.people import Person, Role, visitor
from itasearch.ui.kit import labels as kit_labels, state
from itasearch.ui.people import ONLY_ADMINISTRATORS
from itasearch.ui.review import labels as review_labels
from itasearch.workspace import Workspace
from tests.ui.conftest import html_of, opened

READER = Person(id="u1", name="สมชาย")
EDITOR = Person(id="u2", name="สมหญิง", role=Role.EDITOR)
ADMINISTRATOR = Person(id="u3", name="สมศรี", role=Role.ADMINISTRATOR)
VISITOR = visitor("v1")
MAY_NOT_EDIT = [READER, VISITOR]


def view(
    address: str, home: Path, patch: pytest.MonkeyPatch, person: Person, **parameters: str
) -> AppTest:
    """A view as a person has it."""
    patch.setattr(state, "person_in", lambda _library: person)
    return opened(address, home, parameters)


def keys(app: AppTest) -> str:
    return " ".join(str(one.key) for one in app.button)


@pytest.fixture(scope="session")
def report_id(library_home: Path) -> str:
    with open_workspace(library_home) as workspace:
        return workspace.library.reports()[0].id


@pytest.mark.parametrize("person", [READER, VISITOR, EDITOR])
def test_the_library_takes_uploads_of_editors_and_says_why_of_no_others(
    library_home: Path, monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    app = view("library", library_home, monkeypatch, person)

    why = kit_labels.READS if person.reads_only else kit_labels.ADDING_IS_FOR_EDITORS
    assert ("library.files.zone" in app.session_state) == (person is EDITOR)
    assert (why.th in html_of(app)) == (person is not EDITOR)
    assert "library.samples" not in keys(app)


@pytest.mark.parametrize("person", MAY_NOT_EDIT)
def test_a_report_of_others_is_neither_removed_nor_checked(
    library_home: Path, monkeypatch: pytest.MonkeyPatch, person: Person, report_id: str
) -> None:
    shown = view("library", library_home, monkeypatch, person, report=report_id)
    checked = view("library", library_home, monkeypatch, person, report=report_id, check="1")

    assert "library.remove" not in keys(shown)
    assert checked.info[0].value == review_labels.NOT_YOURS.th
    assert not checked.text_input and not checked.text_area


@pytest.mark.parametrize("person", [READER, EDITOR, VISITOR])
def test_people_and_the_log_are_for_administrators(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    own.people.set_role("u7", Role.EDITOR, name="สมปอง")

    theirs = view("people", own_home, monkeypatch, person)
    of_boss = view("people", own_home, monkeypatch, ADMINISTRATOR)

    assert theirs.info[0].value == ONLY_ADMINISTRATORS.th
    assert "สมปอง" not in html_of(theirs)
    assert "สมปอง" in html_of(of_boss)


def test_the_log_names_the_role_of_a_key(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.people.make_key("เว็บไซต์จังหวัด", Role.READER)

    app = view("people", own_home, monkeypatch, ADMINISTRATOR)

    assert "สร้างกุญแจ (ผู้อ่าน)" in html_of(app)


def test_an_administrator_gives_a_role(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = view("people", own_home, monkeypatch, ADMINISTRATOR)

    app.text_input(key="people.id").set_value("u8")
    app.selectbox(key="people.to").set_value(Role.ADMINISTRATOR)
    app.button(key="people.give").click().run()

    (known,) = own.people.all()
    assert (known.id, known.role) == ("u8", Role.ADMINISTRATOR)
    assert own.people.log(person_id="u3")[0].subject == "u8"


def test_a_draft_shared_to_be_read_is_copied_not_changed(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch, report_id: str
) -> None:
    theirs = own.acting_as(READER)
    draft_id = theirs.drafts.new("แผนของสมชาย")
    theirs.drafts.add([report_id], draft_id=draft_id)
    secret = theirs.drafts.share(draft_id, may_write=False)

    app = view("template", own_home, monkeypatch, EDITOR, share=secret)

    assert "แผนของสมชาย" in [each.value for each in app.subheader]
    assert secret not in str(app.query_params)
    assert "template.copy" in keys(app)
    assert "template.delete" not in keys(app) and "template.undo" not in keys(app)
    app.button(key="template.copy").click().run()
    assert len(own.acting_as(EDITOR).drafts.all()) == 2


def test_a_maker_makes_a_link_and_takes_it_back(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_id = own.acting_as(READER).drafts.new("แผนของสมชาย")
    app = view("template", own_home, monkeypatch, READER, draft=draft_id)

    app.button(key="template.share.False").click().run()

    assert "?share=" in app.code[0].value
    (take_back,) = [one for one in app.button if str(one.key).startswith("template.unshare")]
    take_back.click().run()
    assert own.drafts.shares(draft_id) == ()
