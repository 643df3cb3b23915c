"""Editors of some organisations: reports of others are not theirs to add, correct or remove."""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.errors import NotAllowedError
from itasearch.model.corrections import SetFiscalYear, SetOrganisation
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus
from itasearch.model.people import Person, Role
from itasearch.workspace import Workspace
from tests.ingest.fake_parser import report_text, results_text
from tests.workspace.conftest import CITY, TOWN, report_of, write_report


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


def test_another_town_is_not_supplied(filled: Workspace, tmp_path: Path) -> None:
    text = report_text("ตรวจสอบภายในสองครั้ง", year=2568)

    with pytest.raises(NotAllowedError, match=CITY):
        add(editor_of(filled, TOWN), tmp_path, text, organisation=CITY)


def test_results_of_another_town_are_refused(filled: Workspace, tmp_path: Path) -> None:
    theirs = editor_of(filled, TOWN)

    assert add(theirs, tmp_path, results_text(TOWN, CITY)).kind is OutcomeKind.REFUSED


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
