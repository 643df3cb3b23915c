"""Drafts belong to their maker: what others see of them, and what links let them do."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from itasearch.errors import NotAllowedError, OthersDraftError, UnknownDraftError, UnknownShareError
from itasearch.model.drafts import Draft, DraftAccess, DraftOptions, FieldPiece
from itasearch.model.people import NOBODY, Person, Role, visitor
from itasearch.store.db.schema import draft_share
from itasearch.store.drafts import opening
from itasearch.store.drafts.drafts import SqlDrafts
from itasearch.store.sql import SqlStore, open_store
from tests.store.examples import borrowed

OWNER = Person(id="u1", name="สมชาย")
OTHER = Person(id="u2", name="สมหญิง", role=Role.ADMINISTRATOR)
STRANGERS = (OTHER, NOBODY, visitor("u3"))


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


ROW = borrowed()[0].measure.id
SECOND = borrowed()[1].measure.id
PIECE = FieldPiece(measure_id=ROW, field="title", start=0, old="ก")
Use = Callable[[SqlDrafts, str], object]
READS: dict[str, Use] = {
    "get": lambda d, one: d.get(one),
    "access": lambda d, one: d.access(one),
    "copy": lambda d, one: d.new(copy_of=one),
}
WRITES: dict[str, Use] = {
    "set_options": lambda d, one: d.set_options(DraftOptions(name="ข"), draft_id=one),
    "set_target": lambda d, one: d.set_target(
        organisation="ทต.แม่กา", fiscal_year_be=2570, draft_id=one
    ),
    "add": lambda d, one: d.add([], draft_id=one),
    "append": lambda d, one: d.append(borrowed("ข"), draft_id=one),
    "move": lambda d, one: d.move(ROW, to=SECOND, draft_id=one),
    "edit": lambda d, one: d.edit(ROW, field="title", text="ค", draft_id=one),
    "decide": lambda d, one: d.decide(ROW, piece=PIECE, verdict=None, draft_id=one),
    "undo": lambda d, one: d.undo(draft_id=one),
    "redo": lambda d, one: d.redo(draft_id=one),
    "merge": lambda d, one: d.merge(ROW, other=SECOND, draft_id=one),
    "split": lambda d, one: d.split(ROW, draft_id=one),
    "remove": lambda d, one: d.remove(ROW, draft_id=one),
    "clear": lambda d, one: d.clear(draft_id=one),
}
OWNS: dict[str, Use] = {
    "share": lambda d, one: d.share(one, may_write=True),
    "shares": lambda d, one: d.shares(one),
    "unshare": lambda d, one: d.unshare(one, "0"),
    "delete": lambda d, one: d.delete(one),
    "restore": lambda d, one: d.restore(one),
}
USES = READS | WRITES | OWNS


def test_every_verb_on_one_draft_is_tried() -> None:
    others = {"all", "new", "keep", "open_shared", "person"}

    public = {name for name in dir(SqlDrafts) if not name.startswith("_")}

    assert public - others == set(USES) - {"copy"}


@pytest.mark.parametrize("person", STRANGERS, ids=["administrator", "nobody", "visitor"])
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

    assert {one.id for one in store.drafts.all()} == {draft_id, of_computer}
    assert store.drafts_of(NOBODY).all() == ()
    with pytest.raises(UnknownDraftError):
        store.drafts_of(NOBODY).get(of_computer)


@pytest.mark.parametrize("may_write", [False, True])
def test_a_link_never_owns(store: SqlStore, own: SqlDrafts, draft_id: str, may_write: bool) -> None:
    secret, theirs = own.share(draft_id, may_write=may_write), store.drafts_of(OTHER)

    assert theirs.open_shared(secret) == draft_id
    assert theirs.open_shared(secret) == draft_id

    assert [one.id for one in theirs.all()] == [draft_id]
    assert theirs.access(draft_id) is (DraftAccess.WRITE if may_write else DraftAccess.READ)
    assert theirs.get(theirs.new(copy_of=draft_id)).items == own.get(draft_id).items
    refused = OWNS if may_write else WRITES | OWNS
    before = own.get(draft_id)
    for use in refused.values():
        with pytest.raises(OthersDraftError):
            use(theirs, draft_id)
    assert own.get(draft_id) == before
    if may_write:
        theirs.clear(draft_id=draft_id)
        assert own.get(draft_id).items == ()
    assert [one.people for one in own.shares(draft_id)] == [1]


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_link_that_is_taken_back_or_of_a_deleted_draft_opens_nothing(
    store: SqlStore, own: SqlDrafts, draft_id: str, is_deleted: bool
) -> None:
    secret, theirs = own.share(draft_id, may_write=True), store.drafts_of(OTHER)
    theirs.open_shared(secret)
    (share,) = own.shares(draft_id)

    if is_deleted:
        own.delete(draft_id)
    else:
        own.unshare(draft_id, share.id)

    assert theirs.all() == ()
    with pytest.raises(UnknownDraftError):
        theirs.get(draft_id)
    with pytest.raises(UnknownShareError):
        theirs.open_shared(secret)


def test_a_link_that_is_taken_back_takes_no_other_back(
    store: SqlStore, own: SqlDrafts, draft_id: str
) -> None:
    people = store.drafts_of(OTHER), store.drafts_of(Person(id="u4"))
    for theirs in people:
        theirs.open_shared(own.share(draft_id, may_write=False))
    first, second = own.shares(draft_id)
    assert (first.people, second.people) == (1, 1)

    own.unshare(draft_id, first.id)

    assert [len(theirs.all()) for theirs in people] == [0, 1]


def test_no_change_of_a_draft_is_one_of_the_reports(
    store: SqlStore, own: SqlDrafts, draft_id: str
) -> None:
    before = store.reports.revision()
    for use in (WRITES | OWNS).values():
        use(own, draft_id)

    assert store.reports.revision() == before


def test_a_link_needs_a_sign_in_and_its_secret_is_not_kept(
    store: SqlStore, own: SqlDrafts, draft_id: str
) -> None:
    secret = own.share(draft_id, may_write=False)

    unsigned = store.drafts_of(visitor("u3"))
    with pytest.raises(NotAllowedError):
        unsigned.open_shared(secret)
    with pytest.raises(NotAllowedError):
        unsigned.share(unsigned.new(), may_write=False)
    with store._database.reading() as connection:
        kept = str(connection.execute(draft_share.select()).mappings().one())
    assert secret not in kept


def test_old_drafts_of_visitors_go(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "KEPT_UNSIGNED", datetime.now(UTC) - datetime.now(UTC))
    first, second = store.drafts_of(visitor("v1")), store.drafts_of(visitor("v2"))
    first.append(borrowed())

    second.new()

    assert first.all() == ()
    assert len(second.all()) == 1


def test_of_too_many_drafts_of_visitors_those_changed_longest_ago_are_forgotten(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitors = [store.drafts_of(visitor(f"v{number}")) for number in range(4)]
    for one in visitors[:3]:
        one.append(borrowed())
        one.edit(ROW, field="title", text="ก" * 30_000)
    used = opening._used_bytes
    with store._database.reading() as connection:
        monkeypatch.setattr(opening, "MOST_UNSIGNED_BYTES", used(connection) - 10_000)

    visitors[3].append(borrowed())

    assert [len(one.all()) for one in visitors] == [0, 0, 1, 1]
    assert visitors[2].get().items[0].edits == (("title", "ก" * 30_000),)
