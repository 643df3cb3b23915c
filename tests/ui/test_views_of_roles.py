"""What people may not do is not offered in the views, and says why where it is sought."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.people import Person, Role
from itasearch.ui.kit import state
from itasearch.workspace import Workspace
from tests.ui.conftest import opened

READER = Person(id="u1", name="สมชาย")
EDITOR = Person(id="u2", name="สมหญิง", role=Role.EDITOR)
ADMINISTRATOR = Person(id="u3", name="สมศรี", role=Role.ADMINISTRATOR)


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
