"""A watch is its maker's: who sees it, ends it, and reads its feed."""

import pytest

from itasearch.errors import UnknownWatchError
from itasearch.model.people import NOBODY, Person, Role, visitor
from itasearch.model.watches import Watch
from itasearch.workspace import Workspace
from tests.workspace.conftest import TOWN

MAKER = Person(id="u1", name="สมชาย")
OTHER = Person(id="u2", role=Role.EDITOR)
ADMINISTRATOR = Person(id="u3", role=Role.ADMINISTRATOR)
STRANGERS = [OTHER, NOBODY, visitor("v1")]


@pytest.fixture
def watch(filled: Workspace) -> Watch:
    return filled.acting_as(MAKER).watches.add(TOWN)


@pytest.mark.parametrize("person", STRANGERS, ids=["editor", "nobody", "visitor"])
def test_others_neither_see_nor_find_a_watch(
    filled: Workspace, watch: Watch, person: Person
) -> None:
    theirs = filled.acting_as(person)

    assert theirs.watches.all() == () == theirs.watches.all(owner="")
    assert theirs.watches.find(TOWN) is None
    assert theirs.watches.to_check() == ()
    assert watch.id not in theirs.watches.news_counts(watch.made_at)
    for use in (theirs.watches.get, theirs.watches.news):
        with pytest.raises(UnknownWatchError):
            use(watch.id)


def test_an_editor_ends_no_watch_of_another(filled: Workspace, watch: Watch) -> None:
    with pytest.raises(UnknownWatchError):
        filled.acting_as(OTHER).watches.remove(watch.id)

    assert filled.acting_as(MAKER).watches.remove(watch.id) == watch


@pytest.mark.parametrize("role", ["administrator", "this computer"])
def test_administrators_see_and_end_all_but_have_only_their_own_on_the_desk(
    filled: Workspace, watch: Watch, role: str
) -> None:
    boss = filled if role == "this computer" else filled.acting_as(ADMINISTRATOR)
    own = boss.watches.add(TOWN)

    assert set(boss.watches.all()) == {watch, own}
    assert boss.watches.all(owner="") == (own,)
    assert boss.watches.find(TOWN) == own
    assert boss.watches.get(watch.id).maker == MAKER.id
    boss.watches.remove(watch.id)
    assert filled.acting_as(MAKER).watches.all() == ()


def test_whoever_knows_the_id_reads_the_feed_until_the_watch_is_ended(
    filled: Workspace, watch: Watch
) -> None:
    shared = filled.acting_as(NOBODY)

    found, news = shared.watches.feed(watch.id, most=5)

    assert (found.id, news) == (watch.id, ())
    filled.acting_as(MAKER).watches.remove(watch.id)
    with pytest.raises(UnknownWatchError):
        shared.watches.feed(watch.id, most=5)
