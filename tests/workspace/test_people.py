"""Who signs in, and what they are: by the library, or by names that a provider gives."""

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st

from itasearch.config import ROLE_NAMES_VARIABLE
from itasearch.errors import NotAllowedError, StoreUnwritableError
from itasearch.model.corrections import SetFiscalYear, SetOrganisation
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus
from itasearch.model.people import Person, Role
from itasearch.store.people import SqlPeople
from itasearch.ui.kit import who
from itasearch.workspace import CheckStatus, Workspace
from itasearch.workspace.people import Vouched
from tests.ingest.fake_parser import report_text, results_text
from tests.tools.raising import raising
from tests.workspace.conftest import CITY, TOWN, check_of, report_of, write_report

ADMINISTRATOR = Person(id="u3", name="สมศรี", role=Role.ADMINISTRATOR)


def test_another_person_in_the_same_session_is_not_the_one_before(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "session_state", {})

    vouched = [Vouched(id=name, role=Role.EDITOR) for name in ("u1", "u2", "u2")]
    first, second, again = (who._recent_person(filled, one) for one in vouched)

    assert (first.id, second.id) == ("u1", "u2")
    assert again is second
    of_none = Vouched(id="u3", role=Role.EDITOR, organisations=("ทต.ไม่มีในคลัง",))
    assert who._recent_person(filled, of_none).role is Role.READER


def test_the_state_of_a_library_changes_with_its_own_rules(filled: Workspace) -> None:
    before = filled.state()
    rules = filled.settings.home / "rules"
    rules.mkdir()
    (rules / "2570.toml").write_text("like = 2569\n", encoding="utf-8")

    assert filled.state() != before


def test_doctor_names_a_role_that_there_is_not(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROLE_NAMES_VARIABLE, "ita-admins=boss")

    found = check_of(filled, "roles")

    assert (found.status, "'ita-admins=boss'" in found.message) == (CheckStatus.FAIL, True)


def test_a_person_who_signs_in_first_is_a_reader_until_given_a_role(filled: Workspace) -> None:
    first = filled.people.sign_in("u9", name="สมปอง")
    assert filled.people.sign_in("u9").name == "สมปอง"
    town = filled.library.find_organisation(TOWN)

    filled.acting_as(ADMINISTRATOR).people.set_role("u9", Role.EDITOR, organisations=[TOWN])
    again = filled.people.sign_in("u9")

    assert first == Person(id="u9", name="สมปอง")
    assert again == replace(first, role=Role.EDITOR, organisation_ids=(town.id,))
    (known,) = filled.people.all()
    assert known.first_seen is not None and known.last_seen is not None
    assert known.first_seen <= known.last_seen
    assert [one.detail for one in filled.people.log(person_id="u3")] == [f"editor {town.id}"]


def test_a_role_of_the_provider_goes_before_the_one_that_is_kept(filled: Workspace) -> None:
    filled.people.set_role("u9", Role.ADMINISTRATOR)

    assert filled.people.sign_in("u9", role=Role.READER).role is Role.READER
    assert filled.people.sign_in("u9").role is Role.READER


def test_an_editor_of_whom_the_provider_states_no_organisation_is_a_reader(
    filled: Workspace,
) -> None:
    filled.people.set_role("u8", Role.ADMINISTRATOR, name="สมหมาย")
    filled.people.set_role("u9", Role.EDITOR, organisations=[TOWN])
    assert [one.id for one in filled.people.all()] == ["u9", "u8"]
    town = filled.library.find_organisation(TOWN).id

    assert filled.people.sign_in("u9", organisation_ids=()) == Person(id="u9")
    assert filled.people.sign_in("u9", organisation_ids=[town]).organisation_ids == (town,)
    assert filled.people.sign_in("u9", organisation_ids=()).role is Role.READER
    assert filled.people.sign_in("u7", role=Role.EDITOR, organisation_ids=()) == Person(id="u7")
    assert all(one.organisation_ids for one in filled.people.all() if one.role is Role.EDITOR)
    assert filled.people.sign_in("u8", organisation_ids=()).role is Role.ADMINISTRATOR


@pytest.fixture
def unwritable(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A library that knows an editor, and keeps nobody any more."""

    workspace.people.set_role("u2", Role.EDITOR, name="สมหญิง")
    monkeypatch.setattr(
        SqlPeople,
        "sign_in",
        raising(StoreUnwritableError(path="library.db", reason="full", is_read_only=False)),
    )
    return workspace


def test_who_is_not_known_is_a_reader_or_what_the_provider_says(unwritable: Workspace) -> None:
    stated = Person(id="u9", name="สมชาย", role=Role.EDITOR, organisation_ids=("o1",))

    assert unwritable.people.sign_in("u9") == Person(id="u9", role=Role.READER)
    known = Person(id="u2", name="สมหญิง", role=Role.EDITOR)
    assert unwritable.people.sign_in("u2") == known
    assert unwritable.people.sign_in("u2", organisation_ids=()).role is Role.READER
    assert (
        unwritable.people.sign_in("u9", name="สมชาย", role=Role.EDITOR, organisation_ids=["o1"])
        == stated
    )


def editor_of(workspace: Workspace, town: str) -> Workspace:
    """The workspace as an editor of one town has it."""
    only = (workspace.library.find_organisation(town).id,)
    return workspace.acting_as(
        Person(id="u2", name="สมหญิง", role=Role.EDITOR, organisation_ids=only)
    )


def add(workspace: Workspace, folder: Path, text: str, **supplied: str) -> Outcome:
    """The only outcome of adding one file."""
    file = folder / "new.md"
    file.write_text(text, encoding="utf-8")
    (outcome,) = workspace.add([file], build=False, **supplied)  # type: ignore[arg-type]
    return outcome


def test_a_file_of_another_town_is_refused_with_the_reason_and_kept_nowhere(
    filled: Workspace, tmp_path: Path
) -> None:
    theirs, kept = editor_of(filled, TOWN), {*filled.settings.added.iterdir()}
    before = filled.library.stats()

    outcome = add(theirs, tmp_path, report_text("ตรวจสอบภายใน", organisation=CITY, year=2568))

    assert outcome.kind is OutcomeKind.REFUSED
    assert add(theirs, tmp_path, results_text(TOWN, CITY)).kind is OutcomeKind.REFUSED
    assert outcome.reason == f"ไม่มีสิทธิ์เพิ่มรายงานของ {CITY} โปรดขอสิทธิ์จากผู้ดูแลคลัง"
    assert filled.library.stats() == before
    assert {*filled.settings.added.iterdir()} == kept


def test_of_a_folder_the_own_town_s_files_are_added(filled: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    for name, town in (("a", TOWN), ("b", CITY), ("c", "เทศบาลตำบลใหม่เอี่ยม")):
        write_report(folder, f"อบรมจริยธรรม {name}", name=name, organisation=town, year=2568)

    outcomes = editor_of(filled, TOWN).add([folder], build=False)

    kinds = {Path(one.path).stem: one.kind for one in outcomes}
    assert kinds == {"a": OutcomeKind.ADDED, "b": OutcomeKind.REFUSED, "c": OutcomeKind.REFUSED}


def test_a_report_without_a_name_is_added_where_the_own_town_is_supplied(
    filled: Workspace, tmp_path: Path
) -> None:
    theirs, text = editor_of(filled, TOWN), report_text("ตรวจสอบภายในสองครั้ง", year=2568)

    refused = add(theirs, tmp_path, text)
    added = add(theirs, tmp_path, text, organisation=TOWN)

    assert refused.kind is OutcomeKind.REFUSED
    assert added.kind is OutcomeKind.ADDED
    assert added.organisation is not None and added.organisation.name == TOWN
    with pytest.raises(NotAllowedError, match=CITY):
        add(theirs, tmp_path, text, organisation=CITY)


def test_a_report_is_not_corrected_to_another_town(filled: Workspace) -> None:
    own = report_of(filled, TOWN)

    with pytest.raises(NotAllowedError, match=CITY):
        editor_of(filled, TOWN).review.correct(own, [SetOrganisation(name=CITY)], build=False)

    assert filled.review.corrections(own) == ()
    assert filled.library.summary(own).organisation == filled.library.find_organisation(TOWN)


def test_another_town_s_report_is_not_corrected_undone_read_again_or_removed(
    filled: Workspace,
) -> None:
    other, theirs = report_of(filled, CITY), editor_of(filled, TOWN)
    filled.review.correct(other, [SetFiscalYear(fiscal_year_be=2565)], build=False)

    for change in (
        lambda: theirs.review.correct(other, [SetOrganisation(name=TOWN)]),
        lambda: theirs._parts.store.corrections.correct(
            other, [SetOrganisation(name=TOWN)], by=theirs.person, unnamed=True
        ),
        lambda: theirs.review.undo(other),
        lambda: theirs.review.reread([other]),
        lambda: theirs.review.reread(),
        lambda: theirs.library.remove(other),
    ):
        with pytest.raises(NotAllowedError):
            change()

    assert [one.undone_at for one in filled.review.corrections(other)] == [None]
    assert filled.library.summary(other).status is ReportStatus.ACTIVE


def test_undoing_does_not_give_a_report_away(filled: Workspace) -> None:
    other = report_of(filled, CITY)
    filled.review.correct(other, [SetOrganisation(name=TOWN)], build=False)

    with pytest.raises(NotAllowedError, match=CITY):
        editor_of(filled, TOWN).review.undo(other)

    assert filled.library.summary(other).organisation == filled.library.find_organisation(TOWN)


def test_the_own_town_s_report_is_corrected_and_removed(filled: Workspace) -> None:
    own, theirs = report_of(filled, TOWN), editor_of(filled, TOWN)

    theirs.review.correct(own, [SetFiscalYear(fiscal_year_be=2565)], build=False)
    removed = theirs.library.remove(own)

    assert removed is not None and removed.status is ReportStatus.REMOVED
    assert removed.fiscal_year_be == 2565


def test_an_administrator_s_organisations_bound_nothing(filled: Workspace) -> None:
    theirs = editor_of(filled, TOWN)
    theirs.person = replace(theirs.person, role=Role.ADMINISTRATOR)

    assert theirs.library.remove(report_of(filled, CITY)) is not None
