"""Who did what: kept with the change itself, or from its beginning to its end; and quotas."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from itasearch.documents import sheet
from itasearch.errors import EmptyDraftError, StoreError, UnknownReportError
from itasearch.model.comparison_shown import ComparisonFormat
from itasearch.model.corrections import SetFiscalYear
from itasearch.model.drafts import DocumentChoice, ExportFormat
from itasearch.model.people import ActionKind, Person, Role
from itasearch.workspace import Workspace
from tests.tools.raising import raising
from tests.workspace.conftest import CITY, TOWN, write_report
from tests.workspace.test_roles import nouns

EDITOR = Person(id="u2", name="สมหญิง", role=Role.EDITOR)


def logged(workspace: Workspace, person: Person = EDITOR) -> list[tuple[str, bool, bool]]:
    """What a person did, oldest first: kind, whether it ended, whether it failed."""
    found = workspace.people.log(person_id=person.id)
    return [(one.kind.value, one.ended_at is not None, one.failed) for one in found[::-1]]


def write_files(folder: Path, count: int) -> Path:
    for n in range(count):
        write_report(folder, f"อบรมจริยธรรมครั้งที่ {n}", name=str(n), year=2560 + n)
    return folder


def test_what_an_editor_changes_is_logged_with_its_file_and_town(
    workspace: Workspace, tmp_path: Path
) -> None:
    theirs = workspace.acting_as(EDITOR)
    (added,) = theirs.add([write_files(tmp_path / "in", 1)], build=False)
    assert added.report_id is not None

    theirs.review.correct(added.report_id, [SetFiscalYear(fiscal_year_be=2565)], build=False)
    theirs.review.undo(added.report_id)
    theirs.library.remove(added.report_id)

    assert logged(workspace) == [
        (kind, True, False) for kind in ("upload", "add", "correct", "undo", "remove")
    ]
    remove, _, correct, *_ = workspace.people.log()
    assert (remove.person_name, remove.subject) == ("สมหญิง", added.report_id)
    assert remove.title.endswith("0.md") and remove.organisation_id == correct.organisation_id
    assert correct.detail == "set_fiscal_year"
    assert workspace.library.organisations() == ()


def test_an_export_is_logged_from_its_beginning_to_its_end(filled: Workspace) -> None:
    theirs = filled.acting_as(EDITOR)
    draft_id, document = theirs.drafts.new("แผน"), DocumentChoice(file_format=ExportFormat.MD)

    with pytest.raises(EmptyDraftError):
        theirs.exports.render_adapted(theirs.exports.adapted_draft(draft_id), document)
    theirs.drafts.add([filled.library.reports()[0].id], draft_id=draft_id)
    theirs.exports.render_adapted(theirs.exports.adapted_draft(draft_id), document)

    assert logged(filled) == [("export", True, False)]
    (noted,) = filled.people.log(kind=ActionKind.EXPORT)
    assert (noted.subject, noted.detail) == (draft_id, "md")
    logs = [filled.people.log(since=moment) for moment in (noted.began_at, noted.ended_at)]
    assert logs == [(noted,), ()]
    assert "แผน" not in noted.title  # its name is its maker's


def test_every_verb_that_gives_a_file_is_logged_with_what_it_holds(
    filled: Workspace, tmp_path: Path
) -> None:
    theirs = filled.acting_as(EDITOR)
    draft_id, ids = theirs.drafts.new(), [filled.library.reports()[0].id]
    theirs.drafts.add(ids, draft_id=draft_id)
    compared = theirs.compare(TOWN, CITY)
    document = DocumentChoice(file_format=ExportFormat.MD)
    md, csv = (tmp_path / f"file.{kind}" for kind in ("md", "csv"))
    exports: dict[str, Callable[[], object]] = {
        "exports.export_adapted": lambda: theirs.exports.export_adapted(
            theirs.exports.adapted_measures(ids, organisation=TOWN), md
        ),
        "towns.export_plan": lambda: theirs.towns.export_plan(theirs.towns.plan(TOWN), md),
        "exports.export_tables": lambda: theirs.exports.export_tables(
            theirs.towns.overview(TOWN), csv
        ),
        "exports.render_adapted": lambda: theirs.exports.render_adapted(
            theirs.exports.adapted_draft(draft_id), document
        ),
        "exports.render_tables": lambda: theirs.exports.render_tables(
            theirs.exports.narrow(compared), ComparisonFormat.XLSX
        ),
    }
    verbs = {
        f"{noun}.{name}"
        for noun, owner in nouns().items()
        for name in dir(owner)
        if name.startswith(("export", "render"))
    }
    assert verbs == set(exports)

    for name, export in exports.items():
        before = len(filled.people.log(kind=ActionKind.EXPORT))
        export()
        newest, *others = filled.people.log(kind=ActionKind.EXPORT)
        assert len(others) == before, name
        assert newest.ended_at is not None and not newest.failed
        assert newest.detail and (newest.title or newest.subject == draft_id), name
    assert any(TOWN in one.title and CITY in one.title for one in filled.people.log())


def test_an_error_is_logged_as_a_failure(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "as_table_file", raising(StoreError("the disk is full")))

    with pytest.raises(StoreError):
        filled.acting_as(EDITOR).exports.export_tables(
            filled.towns.overview(TOWN), tmp_path / "town.csv"
        )

    assert logged(filled) == [("export", True, True)]


def test_a_kill_leaves_what_was_begun(filled: Workspace) -> None:
    script = f"""
        import os
        from pathlib import Path
        from itasearch.model.people import ActionKind, Person
        from itasearch.workspace import open_workspace

        with open_workspace(Path({str(filled.settings.home)!r})) as workspace:
            theirs = workspace.acting_as(Person(id="u2"))
            with theirs._recorded(ActionKind.BUILD):
                os._exit(9)
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], env=os.environ, check=False)

    assert logged(filled) == [("build", False, False)]


def test_what_fails_leaves_nothing_in_the_log_of_changes(filled: Workspace) -> None:
    theirs = filled.acting_as(EDITOR)
    report_id = filled.library.reports()[0].id

    with pytest.raises(ValueError):
        theirs.review.correct(report_id, [SetFiscalYear(fiscal_year_be=99)], build=False)
    with pytest.raises(UnknownReportError):
        theirs.library.remove("r000000000000")

    assert logged(filled) == []
