"""Who may do what: each role and each verb of Workspace that changes anything."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from inspect import getattr_static
from pathlib import Path

import pytest

from itasearch.errors import NotAllowedError, SamplesMissingError
from itasearch.ingest.originals import digest
from itasearch.model.corrections import SetFiscalYear
from itasearch.model.drafts import DraftOptions, FieldPiece, Verdict
from itasearch.model.people import NOBODY, THIS_COMPUTER, Person, Right, Role
from itasearch.workspace import Workspace, open_workspace, samples
from tests.ingest.fake_parser import FakeParser, report_text
from tests.workspace.conftest import CITY, TOWN, fill_inbox, parsing_with

READS = frozenset(
    {
        "acting_as", "adapted_draft", "check_document", "classifications", "compare",
        "compare_years", "corrections", "coverage", "doctor", "document", "doubtful", "draft",
        "draft_access", "draft_shares", "drafts", "effects", "evaluate", "export",
        "export_comparison", "export_draft", "export_plan", "export_tables", "faults_among",
        "facet_counts", "filter_choices", "find_on_pages", "find_organisation", "fiscal_years",
        "form_check", "holdings", "index_is_stale", "ita_results", "job_counts", "judged",
        "key_of_secret", "last_result", "library_figures", "matrix", "models", "narrow",
        "neighbours", "organisation_count", "organisations", "organisations_named",
        "organisations_of", "original", "original_pages", "original_text", "own_jobs",
        "page_picture", "parse", "person_of_key", "placed", "plan", "query_to_watch", "readiness",
        "reading_gaps", "shared_folder", "render_comparison", "render_draft",
        "render_draft_sources", "render_measures", "render_tables", "report", "report_count",
        "report_page", "reports", "reports_of", "reports_since", "review", "row_on_page",
        "sample_letterhead", "samples", "search", "show", "similar", "some_reports", "state",
        "stats", "suggest", "summaries", "summary", "tables", "town", "town_copies",
        "town_record", "versions", "watch_by_id", "watch_feed", "watch_in", "watch_news",
        "watch_news_counts", "watched", "watches", "watches_to_check",
    }
)  # fmt: skip
"""Verbs that everybody may use; files that they write are the caller's own."""
DERIVES = frozenset({"check_watches", "close", "refresh"})
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
    secret: str
    key_id: str

    @property
    def piece(self) -> FieldPiece:
        return FieldPiece(measure_id=self.rows[0], field="title", start=0, old="ก")


def _new_file(given: Given) -> Path:
    file = given.folder / "new.md"
    file.write_text(report_text("จัดทำแผนป้องกันการทุจริต", organisation=TOWN, year=2567), "utf-8")
    return file


def _backup(given: Given, library: Workspace) -> Path:
    file = given.folder / "backup.zip"
    library.backup(file)
    return file


def _merge(given: Given, library: Workspace) -> None:
    library.merge_in_draft(given.rows[0], other=given.rows[1], draft_id=given.draft_id)


def _split(given: Given, library: Workspace) -> None:
    _merge(given, given.workspace)
    library.split_in_draft(given.rows[0], draft_id=given.draft_id)


def _redo(given: Given, library: Workspace) -> None:
    given.workspace.undo_in_draft(draft_id=given.draft_id)
    library.redo_in_draft(draft_id=given.draft_id)


def _judge(given: Given, library: Workspace) -> None:
    reports = [given.workspace.report(one.id) for one in given.workspace.reports()]
    ours, theirs = (report.measures[0].id for report in reports[:2])
    library.judge_pair(ours, theirs, same=True)


def _options(given: Given, library: Workspace) -> None:
    library.set_draft_options(DraftOptions(grouped=True), draft_id=given.draft_id)


Call = Callable[[Given, Workspace], object]
CALLS: dict[Right, dict[str, Call]] = {
    Right.DRAFT: {
        "new_draft": lambda _, w: w.new_draft("แผน"),
        "adapted_texts": lambda _, w: w.adapted_texts([]),
        "add_to_draft": lambda g, w: w.add_to_draft([g.report_id], draft_id=w.new_draft()),
        "set_draft_target": lambda g, w: w.set_draft_target(
            organisation=TOWN, fiscal_year_be=2570, draft_id=g.draft_id
        ),
        "set_draft_options": _options,
        "move_in_draft": lambda g, w: w.move_in_draft(g.rows[0], to=g.rows[1], draft_id=g.draft_id),
        "edit_draft": lambda g, w: w.edit_draft(
            g.rows[0], field="title", text="ข", draft_id=g.draft_id
        ),
        "decide_in_draft": lambda g, w: w.decide_in_draft(
            g.rows[0], piece=g.piece, verdict=Verdict.CHECKED, draft_id=g.draft_id
        ),
        "merge_in_draft": _merge,
        "split_in_draft": _split,
        "undo_in_draft": lambda g, w: w.undo_in_draft(draft_id=g.draft_id),
        "redo_in_draft": _redo,
        "remove_from_draft": lambda g, w: w.remove_from_draft(g.rows[0], draft_id=g.draft_id),
        "clear_draft": lambda g, w: w.clear_draft(draft_id=g.draft_id),
        "share_draft": lambda g, w: w.share_draft(g.draft_id, may_write=False),
        "unshare_draft": lambda g, w: w.unshare_draft(g.draft_id, "0"),
        "open_shared_draft": lambda g, w: w.open_shared_draft(g.secret),
        "delete_draft": lambda g, w: w.delete_draft(g.draft_id),
        "restore_draft": lambda g, w: w.restore_draft(g.draft_id),
        "draft_of_plan": lambda _, w: w.draft_of_plan(w.plan(TOWN), _proposed(w)),
    },
    Right.WATCH: {
        "watch": lambda _, w: w.watch(CITY),
        "remove_watch": lambda g, w: w.remove_watch(g.watch_id),
        "judge": lambda g, w: w.judge("ของขวัญ", g.rows[0], sought=True),
        "note_unanswered": lambda _, w: w.note_unanswered("เรือดำน้ำ"),
    },
    Right.ADD: {
        "add": lambda g, w: w.add([_new_file(g)], build=False),
        "queue": lambda g, w: w.queue([_new_file(g)]),
        "queue_uploads": lambda g, w: w.queue_uploads([("new.md", _new_file(g))]),
        "forget_jobs": lambda _, w: w.forget_jobs(),
        "index_changes": lambda _, w: w.index_changes(),
    },
    Right.CORRECT: {
        "correct": lambda g, w: w.correct(
            g.report_id, [SetFiscalYear(fiscal_year_be=2565)], build=False
        ),
        "undo": lambda g, w: (
            g.workspace.correct(g.report_id, [SetFiscalYear(fiscal_year_be=2565)], build=False),
            w.undo(g.report_id),
        ),
        "reread": lambda g, w: w.reread([g.report_id]),
        "judge_pair": _judge,
    },
    Right.ADMINISTER: {
        "sign_in": lambda _, w: w.sign_in("u9"),
        "people": lambda _, w: w.people(),
        "set_role": lambda _, w: w.set_role("u9", Role.EDITOR, organisations=[TOWN]),
        "log": lambda _, w: w.log(),
        "keys": lambda _, w: w.keys(),
        "make_key": lambda _, w: w.make_key("เว็บไซต์", Role.EDITOR, organisations=[TOWN]),
        "revoke_key": lambda g, w: w.revoke_key(g.key_id),
        "clear_leftovers": lambda _, w: w.clear_leftovers(),
        "build": lambda _, w: w.build(),
        "backup": lambda g, w: w.backup(g.folder / "backup.zip"),
        "check_backup": lambda g, w: w.check_backup(_backup(g, w)),
        "check_originals": lambda _, w: w.check_originals(),
        "restore": lambda g, w: w.restore(_backup(g, w), replace=True),
        "repair": lambda _, w: w.repair(),
        "load_samples": lambda _, w: w.load_samples(),
        "remove_samples": lambda _, w: w.remove_samples(),
        "judgements": lambda _, w: w.judgements(),
        "unanswered": lambda _, w: w.unanswered(),
        "export_judgements": lambda g, w: w.export_judgements(
            g.folder / "qrels.txt", queries=g.folder / "queries.tsv"
        ),
        "render_judgements": lambda _, w: w.render_judgements(),
        "clear_judgements": lambda _, w: w.clear_judgements(),
        "move": lambda g, w: w.move(g.folder / "moved.db"),
        "jobs": lambda _, w: w.jobs(),
        "work": lambda _, w: w.work(until_empty=True),
        "mail_news": lambda _, w: w.mail_news(),
    },
    Right.REMOVE: {"remove": lambda g, w: w.remove(g.report_id)},
}
"""A call of each verb that needs a right, by the right; last what leaves nothing for others."""
RIGHT_OF = {verb: right for right, calls in CALLS.items() for verb in calls}
CALL_OF = {verb: call for calls in CALLS.values() for verb, call in calls.items()}

READER = Person(id="u1", name="สมชาย")
EDITOR = Person(id="u2", name="สมหญิง", role=Role.EDITOR)
ADMINISTRATOR = Person(id="u3", name="สมศรี", role=Role.ADMINISTRATOR)
ROLES: dict[str, tuple[Person, frozenset[Right]]] = {
    "nobody": (NOBODY, frozenset()),
    "reader": (READER, frozenset({Right.DRAFT, Right.WATCH})),
    "editor": (EDITOR, frozenset(Right) - {Right.ADMINISTER}),
    "administrator": (ADMINISTRATOR, frozenset(Right)),
    "this computer": (THIS_COMPUTER, frozenset(Right)),
}


def _proposed(workspace: Workspace) -> list[str]:
    return [one.id for part in workspace.plan(TOWN).sections for one in part.proposals][:1]


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with two towns."""
    folder = tmp_path_factory.mktemp("roles")
    inbox = fill_inbox(folder / "inbox")
    with parsing_with(FakeParser()), open_workspace(folder / "home") as workspace:
        workspace.add([inbox])
        first = workspace.report(_report_of(workspace, TOWN)).measures[0]
        workspace.judge("อบรม", first.id, sought=True)
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
        patch.setattr(samples, "_known_samples", lambda _corpus: [])
        with open_workspace(home) as opened:
            yield opened


def _report_of(workspace: Workspace, town: str) -> str:
    return next(
        one.id
        for one in workspace.reports()
        if one.organisation is not None and one.organisation.name == town
    )


def given_in(workspace: Workspace, folder: Path, person: Person) -> Given:
    """A report, a watch, and a draft of a person with two rows."""
    report_id = _report_of(workspace, TOWN)
    theirs = workspace if person.reads_only else workspace.acting_as(person)
    draft_id = theirs.new_draft("แผน")
    theirs.add_to_draft([report_id], draft_id=draft_id)
    rows = tuple(one.measure.id for one in theirs.draft(draft_id).items)
    watch_id = (workspace if person.reads_only else theirs).watch(TOWN).id
    secret = workspace.share_draft(workspace.new_draft(), may_write=False)
    key_id = workspace.make_key("เว็บไซต์", Role.READER)[0].id
    return Given(workspace, folder, report_id, draft_id, rows, watch_id, secret, key_id)


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


def test_every_verb_names_the_right_that_it_needs_or_only_reads() -> None:
    verbs = {name for name in dir(Workspace) if not name.startswith("_")}
    rights = {name: getattr(getattr_static(Workspace, name), "right", None) for name in verbs}

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
        with pytest.raises(SamplesMissingError) if verb == "load_samples" else nullcontext():
            CALL_OF[verb](given, asked_by)
        return
    before = contents(library)
    # What a call does first as the library's owner is not what is refused.
    refused = replace(given, workspace=asked_by)

    with pytest.raises(NotAllowedError) as caught:
        CALL_OF[verb](refused, asked_by)

    assert caught.value.signed_in is not person.reads_only
    assert contents(library) == before


def test_a_page_that_a_visitor_opens_does_not_write_the_index(
    shared_home: Path, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(shared_home, tmp_path / "home"))
    with open_workspace(home) as workspace:
        report = _report_of(workspace, TOWN)
        workspace.correct(report, [SetFiscalYear(fiscal_year_be=2565)], build=False)
        before = contents(workspace)

        assert not workspace.acting_as(NOBODY).refresh()
        assert contents(workspace) == before
        assert workspace.acting_as(EDITOR).refresh()
        assert workspace.acting_as(NOBODY).refresh()
