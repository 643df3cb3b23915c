"""Drafts belong to their maker: others know nothing of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from itasearch.errors import NotAllowedError, UnknownDraftError
from itasearch.model.drafts import Draft, FieldPiece
from itasearch.model.people import NOBODY, Person, Role
from itasearch.store.drafts.drafts import SqlDrafts
from itasearch.store.sql import SqlStore, open_store
from tests.store.examples import borrowed

OWNER = Person(id="u1", name="สมชาย")
OTHER = Person(id="u2", name="สมหญิง", role=Role.EDITOR)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture
def own(store: SqlStore) -> SqlDrafts:
    return store.drafts_of(OWNER)


@pytest.fixture
def draft_id(own: SqlDrafts) -> str:
    """A draft of OWNER with rows."""
    made = own.new("แผนของสมชาย")
    own.append(borrowed(), draft_id=made)
    return made


ROW, SECOND = (item.measure.id for item in borrowed()[:2])
PIECE = FieldPiece(measure_id=ROW, field="title", start=0, old="ก")
Use = Callable[[SqlDrafts, str], object]
READS: dict[str, Use] = {
    "get": lambda d, draft: d.get(draft),
    "copy": lambda d, draft: d.new(copy_of=draft),
}
WRITES: dict[str, Use] = {
    "set_options": lambda d, draft: d.set_options(name="ข", draft_id=draft),
    "set_target": lambda d, draft: d.set_target(
        organisation="ทต.แม่กา", fiscal_year_be=2570, draft_id=draft
    ),
    "add": lambda d, draft: d.add([], draft_id=draft),
    "append": lambda d, draft: d.append(borrowed("ข"), draft_id=draft),
    "move": lambda d, draft: d.move(ROW, to=SECOND, draft_id=draft),
    "edit": lambda d, draft: d.edit(ROW, field="title", text="ค", draft_id=draft),
    "decide": lambda d, draft: d.decide(ROW, piece=PIECE, verdict=None, draft_id=draft),
    "undo": lambda d, draft: d.undo(draft_id=draft),
    "redo": lambda d, draft: d.redo(draft_id=draft),
    "merge": lambda d, draft: d.merge(ROW, other=SECOND, draft_id=draft),
    "split": lambda d, draft: d.split(ROW, draft_id=draft),
    "remove": lambda d, draft: d.remove(ROW, draft_id=draft),
    "delete": lambda d, draft: d.delete(draft),
    "restore": lambda d, draft: d.restore(draft),
}
USES = READS | WRITES


def test_every_verb_on_one_draft_is_tried() -> None:
    others = {"all", "new", "keep", "person"}

    public = {name for name in dir(SqlDrafts) if not name.startswith("_")}

    assert public - others == set(USES) - {"copy"}


@pytest.mark.parametrize("person", [OTHER, NOBODY], ids=["editor", "nobody"])
def test_a_draft_of_another_is_unknown_by_its_id(
    store: SqlStore, own: SqlDrafts, draft_id: str, person: Person
) -> None:
    before, theirs = own.get(draft_id), store.drafts_of(person)

    assert theirs.all() == ()
    assert theirs.get() == Draft()
    for use in USES.values():
        with pytest.raises((UnknownDraftError, NotAllowedError)):
            use(theirs, draft_id)
    assert own.get(draft_id) == before


def test_this_computer_sees_all_drafts_and_nobody_none(store: SqlStore, draft_id: str) -> None:
    of_computer = store.drafts.new("แผนของเครื่อง")

    assert {draft.id for draft in store.drafts.all()} == {draft_id, of_computer}
    assert store.drafts_of(NOBODY).all() == ()
    with pytest.raises(UnknownDraftError):
        store.drafts_of(NOBODY).get(of_computer)


def test_no_change_of_a_draft_is_one_of_the_reports(
    store: SqlStore, own: SqlDrafts, draft_id: str
) -> None:
    before = store.reports.revision()
    for use in WRITES.values():
        use(own, draft_id)

    assert store.reports.revision() == before
