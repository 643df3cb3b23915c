"""Who may do what: each role and each verb of Workspace that changes anything."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from inspect import getattr_static
from operator import attrgetter
from pathlib import Path

import pytest

from itasearch.errors import LibraryPresentError, NotAllowedError, SamplesMissingError
from itasearch.ingest.originals.files import digest
from itasearch.model.corrections import SetFiscalYear
from itasearch.model.drafts import Draft, FieldPiece, Verdict
from itasearch.model.people import NOBODY, THIS_COMPUTER, Person, Right, Role
from itasearch.store.drafts.drafts import SqlDrafts
from itasearch.workspace import Workspace, library as filling, open_workspace
from itasearch.workspace.workspace import Noun
from tests.cases import cases
from tests.ingest.fake_parser import FakeParser
from tests.workspace.conftest import TOWN, fill_inbox, parsing_with, report_of, write_report

READS = frozenset(
    f"{noun}.{verb}".lstrip(".")
    for noun, verbs in cases("workspace", "verbs that only read", str, str)
    for verb in str(verbs).split()
)
"""Verbs that everybody may use; files that they write are the caller's own."""
DERIVES = frozenset({"close", "index.refresh"})
"""Verbs that bring up to date what follows from the reports, for those who may change it."""


@dataclass(frozen=True)
class Given:
    """What the calls of a test name."""

    workspace: Workspace
    folder: Path
    report_id: str
    draft_id: str
    rows: tuple[str, ...]
    watch_id: str

    @property
    def piece(self) -> FieldPiece:
        return FieldPiece(measure_id=self.rows[0], field="title", start=0, old="ก")


def _restore(given: Given, workspace: Workspace) -> None:
    with suppress(LibraryPresentError):  # the home holds a library
        workspace.care.restore(_backup(given, workspace))


def _new_file(given: Given) -> Path:
    return write_report(given.folder, "จัดทำแผนป้องกันการทุจริต", year=2567)


def _backup(given: Given, library: Workspace) -> Path:
    file = given.folder / "backup.zip"
    library.care.backup(file)
    return file


def _merge(given: Given, library: Workspace) -> None:
    library.drafts.merge(given.rows[0], other=given.rows[1], draft_id=given.draft_id)


def _split(given: Given, library: Workspace) -> None:
    _merge(given, given.workspace)
    library.drafts.split(given.rows[0], draft_id=given.draft_id)


def _redo(given: Given, library: Workspace) -> None:
    given.workspace.drafts.undo(draft_id=given.draft_id)
    library.drafts.redo(draft_id=given.draft_id)


def _judge(given: Given, library: Workspace) -> None:
    reports = [given.workspace.library.report(one.id) for one in given.workspace.library.reports()]
    ours, theirs = (report.measures[0].id for report in reports[:2])
    library.review.judge_pair(ours, theirs, same=True)


def _options(given: Given, library: Workspace) -> None:
    library.drafts.set_options(grouped=True, draft_id=given.draft_id)


Call = Callable[[Given, Workspace], object]


def _plain(verbs: str) -> dict[str, Call]:
    """Calls without arguments."""

    def call(verb: str) -> Call:
        return lambda _, w: attrgetter(verb)(w)()

    return {verb: call(verb) for verb in verbs.split()}


CALLS: dict[Right, dict[str, Call]] = {
    Right.DRAFT: {
        "drafts.new": lambda _, w: w.drafts.new("แผน"),
        "exports.adapted_texts": lambda _, w: w.exports.adapted_texts([]),
        "drafts.append": lambda g, w: w.drafts.append([], draft_id=g.draft_id),
        "drafts.keep": lambda _, w: w.drafts.keep(Draft()),
        "drafts.add": lambda g, w: w.drafts.add([g.report_id], draft_id=w.drafts.new()),
        "drafts.set_target": lambda g, w: w.drafts.set_target(
            organisation=TOWN, fiscal_year_be=2570, draft_id=g.draft_id
        ),
        "drafts.set_options": _options,
        "drafts.move": lambda g, w: w.drafts.move(g.rows[0], to=g.rows[1], draft_id=g.draft_id),
        "drafts.edit": lambda g, w: w.drafts.edit(
            g.rows[0], field="title", text="ข", draft_id=g.draft_id
        ),
        "drafts.decide": lambda g, w: w.drafts.decide(
            g.rows[0], piece=g.piece, verdict=Verdict.CHECKED, draft_id=g.draft_id
        ),
        "drafts.merge": _merge,
        "drafts.split": _split,
        "drafts.undo": lambda g, w: w.drafts.undo(draft_id=g.draft_id),
        "drafts.redo": _redo,
        "drafts.remove": lambda g, w: w.drafts.remove(g.rows[0], draft_id=g.draft_id),
        "drafts.delete": lambda g, w: w.drafts.delete(g.draft_id),
        "drafts.restore": lambda g, w: w.drafts.restore(g.draft_id),
        "watches.add": lambda _, w: w.watches.add(w.watches.query("พัสดุ")),
        "watches.remove": lambda g, w: w.watches.remove(g.watch_id),
        "towns.draft_of_plan": lambda _, w: w.towns.draft_of_plan(w.towns.plan(TOWN), _proposed(w)),
    },
    Right.EDIT: {
        **_plain(
            "jobs.forget index.catch_up build library.load_samples library.remove_samples jobs.all"
        ),
        "add": lambda g, w: w.add([_new_file(g)], build=False),
        "notes.write": lambda g, w: w.notes.write(g.rows[0], "ถามกองคลังก่อน"),
        "gather": lambda _, w: w.gather([]),
        "check_evidence": lambda _, w: w.check_evidence([], fiscal_year_be=2566),
        "jobs.add": lambda g, w: w.jobs.add([_new_file(g)]),
        "jobs.add_uploads": lambda g, w: w.jobs.add_uploads([("new.md", _new_file(g))]),
        "jobs.work": lambda _, w: w.jobs.work(until_empty=True),
        "review.correct": lambda g, w: w.review.correct(
            g.report_id, [SetFiscalYear(fiscal_year_be=2565)], build=False
        ),
        "review.undo": lambda g, w: (
            g.workspace.review.correct(
                g.report_id, [SetFiscalYear(fiscal_year_be=2565)], build=False
            ),
            w.review.undo(g.report_id),
        ),
        "review.reread": lambda g, w: w.review.reread([g.report_id]),
        "review.judge_pair": _judge,
        "library.remove": lambda g, w: w.library.remove(g.report_id),
    },
    Right.ADMINISTER: {
        **_plain("people.log care.clear_leftovers care.check_originals care.repair"),
        "care.backup": lambda g, w: w.care.backup(g.folder / "backup.zip"),
        "care.restore": lambda g, w: _restore(g, w),
        "care.move": lambda g, w: w.care.move(g.folder / "moved.db"),
    },
}
"""A call of each verb that needs a right, by the right."""
RIGHT_OF = {verb: right for right, calls in CALLS.items() for verb in calls}
CALL_OF = {verb: call for calls in CALLS.values() for verb, call in calls.items()}

READER = Person(id="u1", name="สมชาย")
EDITOR = Person(id="u2", name="สมหญิง", role=Role.EDITOR)
ROLES: dict[str, tuple[Person, frozenset[Right]]] = {
    "nobody": (NOBODY, frozenset()),
    "reader": (READER, frozenset({Right.DRAFT})),
    "editor": (EDITOR, frozenset({Right.DRAFT, Right.EDIT})),
    "this computer": (THIS_COMPUTER, frozenset(Right)),
}


def _proposed(workspace: Workspace) -> list[str]:
    return [row.id for row in workspace.towns.plan(TOWN).rows][:1]


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with two towns."""
    folder = tmp_path_factory.mktemp("roles")
    inbox = fill_inbox(folder / "inbox")
    with parsing_with(FakeParser()), open_workspace(folder / "home") as workspace:
        workspace.add([inbox])
    return folder / "home"


@pytest.fixture(scope="module", params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    """All verbs of a role are tried in one library: to copy and open one takes 0.2 s."""
    return str(request.param)


@pytest.fixture(scope="module")
def library(
    role: str, shared_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """A copy of the library; no samples are known."""
    home = Path(shutil.copytree(shared_home, tmp_path_factory.mktemp("role") / "home"))
    with pytest.MonkeyPatch.context() as patch, parsing_with(FakeParser()):
        patch.setattr(filling, "_samples_in", lambda _corpus: [])
        with open_workspace(home) as opened:
            yield opened


def given_in(workspace: Workspace, folder: Path, person: Person) -> Given:
    """A report, a saved search, and a draft of a person with two rows."""
    report_id = report_of(workspace, TOWN)
    theirs = workspace if person == NOBODY else workspace.acting_as(person)
    draft_id = theirs.drafts.new("แผน")
    theirs.drafts.add([report_id], draft_id=draft_id)
    rows = tuple(item.measure.id for item in theirs.drafts.get(draft_id).items)
    watch_id = theirs.watches.add(theirs.watches.query("ของขวัญ")).id
    return Given(workspace, folder, report_id, draft_id, rows, watch_id)


def contents(workspace: Workspace) -> object:
    """All that the library keeps, but for files that locks leave."""
    home = workspace.settings.home
    with workspace._parts.store._database.reading() as connection:
        store = list(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    files = {
        path: digest(path)
        for path in home.rglob("*")
        if path.is_file() and path.suffix != ".lock" and not path.name.startswith("library.db")
    }
    return store, files


def nouns() -> dict[str, type]:
    """The class of each noun of Workspace."""
    nouns = {name: it.kind for name, it in vars(Workspace).items() if isinstance(it, Noun)}
    return {**nouns, "drafts": SqlDrafts}


def _verbs() -> dict[str, Right | None]:
    """Of each verb, "noun.verb" for that of a noun, the right that it needs."""
    owners = {"": Workspace} | {f"{name}.": owner for name, owner in nouns().items()}
    return {
        f"{prefix}{name}": getattr(getattr_static(owner, name), "right", None)
        for prefix, owner in owners.items()
        for name in dir(owner)
        if not name.startswith("_") and not (owner is Workspace and name in nouns())
    }


def test_every_verb_names_the_right_that_it_needs_or_only_reads() -> None:
    rights = _verbs()

    assert {name: right for name, right in rights.items() if right is not None} == RIGHT_OF
    assert {name for name, right in rights.items() if right is None} == READS | DERIVES


@pytest.mark.parametrize("verb", CALL_OF)
def test_a_role_may_use_a_verb_or_nothing_is_changed(
    role: str, verb: str, library: Workspace, tmp_path: Path
) -> None:
    person, rights = ROLES[role]
    given = given_in(library, tmp_path, person)
    asked_by = library.acting_as(person)
    if RIGHT_OF[verb] in rights:
        # No samples are known: the only verb that is allowed and has nothing to do.
        with (
            pytest.raises(SamplesMissingError) if verb == "library.load_samples" else nullcontext()
        ):
            CALL_OF[verb](given, asked_by)
        return
    before = contents(library)
    # What a call does first as the library's owner is not what is refused.
    refused = replace(given, workspace=asked_by)

    with pytest.raises(NotAllowedError) as caught:
        CALL_OF[verb](refused, asked_by)

    assert caught.value.signed_in is person.signed_in
    assert contents(library) == before


def test_a_page_that_a_visitor_opens_does_not_write_the_index(
    shared_home: Path, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(shared_home, tmp_path / "home"))
    with open_workspace(home) as workspace:
        report = report_of(workspace, TOWN)
        workspace.review.correct(report, [SetFiscalYear(fiscal_year_be=2565)], build=False)
        before = contents(workspace)

        assert not workspace.acting_as(NOBODY).index.refresh()
        assert contents(workspace) == before
        assert workspace.acting_as(EDITOR).index.refresh()
        assert workspace.acting_as(NOBODY).index.refresh()
