"""Drafts belong to their maker: what others see of them, and what links let them do."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from itasearch.errors import (
    NotAllowedError,
    OthersDraftError,
    UnknownDraftError,
    UnknownShareError,
)
from itasearch.model.drafts import Draft, DraftAccess, DraftOptions, FieldPiece
from itasearch.model.people import NOBODY, Person, Role, visitor
from itasearch.store.db.schema import draft_share
from itasearch.store.drafts import opening
from itasearch.store.drafts.drafts import SqlDrafts
from itasearch.store.sql import SqlStore, open_store
from tests.contracts.drafts_contract import borrowed

OWNER = Person(id="u1", name="สมชาย")
OTHER = Person(id="u2", name="สมหญิง", role=Role.ADMINISTRATOR)
STRANGERS = (OTHER, NOBODY, visitor("u3"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture
def own(store: SqlStore) -> SqlDrafts:
    return store.seen_by(OWNER)


@pytest.fixture
def draft_id(own: SqlDrafts) -> str:
    """A draft of OWNER with rows."""
    made = own.new_draft("แผนของสมชาย")
    own.add_to_draft(borrowed(), draft_id=made)
    return made


ROW = borrowed()[0].measure.id
SECOND = borrowed()[1].measure.id
PIECE = FieldPiece(measure_id=ROW, field="title", start=0, old="ก")
Use = Callable[[SqlDrafts, str], object]
READS: dict[str, Use] = {
    "draft": lambda d, one: d.draft(one),
    "draft_access": lambda d, one: d.draft_access(one),
    "copy": lambda d, one: d.new_draft(copy_of=one),
}
WRITES: dict[str, Use] = {
    "set_draft_options": lambda d, one: d.set_draft_options(DraftOptions(name="ข"), draft_id=one),
    "set_draft_target": lambda d, one: d.set_draft_target(
        organisation="ทต.แม่กา", fiscal_year_be=2570, draft_id=one
    ),
    "add_to_draft": lambda d, one: d.add_to_draft(borrowed("ข"), draft_id=one),
    "move_in_draft": lambda d, one: d.move_in_draft(ROW, to=SECOND, draft_id=one),
    "edit_draft": lambda d, one: d.edit_draft(ROW, field="title", text="ค", draft_id=one),
    "decide_in_draft": lambda d, one: d.decide_in_draft(
        ROW, piece=PIECE, verdict=None, draft_id=one
    ),
    "undo_in_draft": lambda d, one: d.undo_in_draft(draft_id=one),
    "redo_in_draft": lambda d, one: d.redo_in_draft(draft_id=one),
    "merge_in_draft": lambda d, one: d.merge_in_draft(ROW, other=SECOND, draft_id=one),
    "split_in_draft": lambda d, one: d.split_in_draft(ROW, draft_id=one),
    "remove_from_draft": lambda d, one: d.remove_from_draft(ROW, draft_id=one),
    "clear_draft": lambda d, one: d.clear_draft(draft_id=one),
}
OWNS: dict[str, Use] = {
    "share_draft": lambda d, one: d.share_draft(one, may_write=True),
    "draft_shares": lambda d, one: d.draft_shares(one),
    "unshare_draft": lambda d, one: d.unshare_draft(one, "0"),
    "delete_draft": lambda d, one: d.delete_draft(one),
    "restore_draft": lambda d, one: d.restore_draft(one),
}
USES = READS | WRITES | OWNS


def test_every_verb_on_one_draft_is_tried() -> None:
    others = {"drafts", "new_draft", "store_draft", "open_shared_draft", "seen_by"}

    public = {name for name in dir(SqlDrafts) if not name.startswith("_")}

    assert public - others == set(USES) - {"copy"}


@pytest.mark.parametrize("person", STRANGERS, ids=["administrator", "nobody", "visitor"])
def test_a_draft_of_another_is_unknown_by_its_id(
    store: SqlStore, own: SqlDrafts, draft_id: str, person: Person
) -> None:
    before, theirs = own.draft(draft_id), store.seen_by(person)

    assert theirs.drafts() == ()
    assert theirs.draft() == Draft()
    for use in USES.values():
        with pytest.raises(UnknownDraftError):
            use(theirs, draft_id)
    assert own.draft(draft_id) == before


def test_this_computer_sees_all_drafts_and_nobody_none_of_its_own(
    store: SqlStore, draft_id: str
) -> None:
    of_computer = store.new_draft("แผนของเครื่อง")

    assert {one.id for one in store.drafts()} == {draft_id, of_computer}
    assert store.seen_by(NOBODY).drafts() == ()
    with pytest.raises(UnknownDraftError):
        store.seen_by(NOBODY).draft(of_computer)


def test_without_a_draft_named_the_own_oldest_is_meant(store: SqlStore, draft_id: str) -> None:
    theirs = store.seen_by(OTHER)

    theirs.add_to_draft(borrowed()[:1])

    assert [one.rows for one in theirs.drafts()] == [1]
    assert theirs.draft().id != draft_id
    assert theirs.draft().name == "แม่แบบ 1"


@pytest.mark.parametrize("may_write", [False, True])
def test_a_link_lets_read_or_write_and_never_own(
    store: SqlStore, own: SqlDrafts, draft_id: str, may_write: bool
) -> None:
    secret, theirs = own.share_draft(draft_id, may_write=may_write), store.seen_by(OTHER)

    assert theirs.open_shared_draft(secret) == draft_id
    assert theirs.open_shared_draft(secret) == draft_id

    assert [one.id for one in theirs.drafts()] == [draft_id]
    assert theirs.draft_access(draft_id) is (DraftAccess.WRITE if may_write else DraftAccess.READ)
    assert theirs.draft(theirs.new_draft(copy_of=draft_id)).items == own.draft(draft_id).items
    refused = OWNS if may_write else WRITES | OWNS
    before = own.draft(draft_id)
    for use in refused.values():
        with pytest.raises(OthersDraftError):
            use(theirs, draft_id)
    assert own.draft(draft_id) == before
    if may_write:
        theirs.clear_draft(draft_id=draft_id)
        assert own.draft(draft_id).items == ()
    assert [one.people for one in own.draft_shares(draft_id)] == [1]


def test_a_link_that_is_taken_back_opens_nothing_also_for_who_opened_it(
    store: SqlStore, own: SqlDrafts, draft_id: str
) -> None:
    secret, theirs = own.share_draft(draft_id, may_write=True), store.seen_by(OTHER)
    theirs.open_shared_draft(secret)
    (share,) = own.draft_shares(draft_id)

    own.unshare_draft(draft_id, share.id)

    assert theirs.drafts() == ()
    with pytest.raises(UnknownDraftError):
        theirs.draft(draft_id)
    with pytest.raises(UnknownShareError):
        theirs.open_shared_draft(secret)


def test_a_deleted_draft_is_opened_by_no_link(
    store: SqlStore, own: SqlDrafts, draft_id: str
) -> None:
    secret, theirs = own.share_draft(draft_id, may_write=True), store.seen_by(OTHER)
    theirs.open_shared_draft(secret)
    own.delete_draft(draft_id)

    assert theirs.drafts() == ()
    with pytest.raises(UnknownShareError):
        theirs.open_shared_draft(secret)


def test_a_link_needs_a_sign_in_and_its_secret_is_not_kept(
    store: SqlStore, own: SqlDrafts, draft_id: str
) -> None:
    secret = own.share_draft(draft_id, may_write=False)

    with pytest.raises(NotAllowedError):
        store.seen_by(visitor("u3")).open_shared_draft(secret)
    with store._database.reading() as connection:
        kept = str(connection.execute(draft_share.select()).mappings().one())
    assert secret not in kept


def test_drafts_of_visitors_are_forgotten_after_their_time(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "KEPT_UNSIGNED", datetime.now(UTC) - datetime.now(UTC))
    first, second = store.seen_by(visitor("v1")), store.seen_by(visitor("v2"))
    first.add_to_draft(borrowed())

    second.new_draft()

    assert first.drafts() == ()
    assert len(second.drafts()) == 1


def test_of_too_many_drafts_of_visitors_those_changed_longest_ago_are_forgotten(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitors = [store.seen_by(visitor(f"v{number}")) for number in range(4)]
    for one in visitors[:3]:
        one.add_to_draft(borrowed())
        one.edit_draft(ROW, field="title", text="ก" * 30_000)
    used = opening._used_bytes
    with store._database.reading() as connection:
        monkeypatch.setattr(opening, "MOST_UNSIGNED_BYTES", used(connection) - 10_000)

    visitors[3].add_to_draft(borrowed())

    assert [len(one.drafts()) for one in visitors] == [0, 0, 1, 1]
    assert visitors[2].draft().items[0].edits == (("title", "ก" * 30_000),)
