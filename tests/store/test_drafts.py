"""Drafts in the SQL store: borrowed rows are copies, in the person's order."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from itasearch.errors import UnknownRowError
from itasearch.model.drafts import Draft, DraftItem
from itasearch.model.records import Extraction
from itasearch.store.sql import SqlStore, open_store
from tests.contracts.drafts_contract import DraftsContract, borrowed, ids
from tests.store.examples import TITLES, a_report, file_source
from tests.store.test_sql import EmptyStore


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    with open_store(database_url) as opened:
        yield opened


class TestSqlDrafts(DraftsContract):
    @pytest.fixture
    def store(self, empty_store: EmptyStore) -> Iterator[SqlStore]:
        with empty_store() as opened:
            yield opened


def test_a_new_library_has_an_empty_draft(store: SqlStore) -> None:
    assert store.draft() == Draft()


def test_rows_come_back_as_they_were_borrowed_and_in_order(store: SqlStore) -> None:
    assert store.add_to_draft(borrowed()) == len(TITLES)

    assert store.draft().items == borrowed()


def test_a_row_without_organisation_and_year_comes_back_so(store: SqlStore) -> None:
    item = DraftItem(measure=borrowed()[0].measure)

    store.add_to_draft([item])

    assert store.draft().items == (item,)


def test_what_is_there_already_stays_as_it_is(store: SqlStore) -> None:
    first, *rest = borrowed()
    store.add_to_draft([first])
    store.edit_draft(first.measure.id, field="steps", text="ทำเอง")

    assert store.add_to_draft([*rest, first, rest[0]]) == len(rest)

    assert store.draft().items[0] == replace(first, edits=(("steps", "ทำเอง"),))


def test_removing_the_report_loses_nothing_of_the_draft(store: SqlStore) -> None:
    source = file_source("ก")
    report = a_report(source)
    store.add(Extraction(reports=(report,)), source, media_type=report.media_type)
    store.add_to_draft(borrowed())

    store.remove(report.id)

    assert store.draft().items == borrowed()


def test_a_row_is_taken_out_once_or_twice(store: SqlStore) -> None:
    store.add_to_draft(borrowed())
    gone = ids(store)[1]

    store.remove_from_draft(gone)
    store.remove_from_draft(gone)

    assert len(ids(store)) == len(TITLES) - 1
    assert gone not in ids(store)


def test_a_row_added_after_a_new_order_comes_last(store: SqlStore) -> None:
    *first, last = borrowed()
    store.add_to_draft(first)
    store.move_in_draft(ids(store)[-1], to=ids(store)[0])

    store.add_to_draft([last])

    assert ids(store)[-1] == last.measure.id


def test_an_unknown_row_in_an_order_moves_nothing(store: SqlStore) -> None:
    store.add_to_draft(borrowed())
    before = ids(store)

    with pytest.raises(UnknownRowError):
        store.move_in_draft(before[3], to="r0-t0r0")

    assert ids(store) == before


def test_an_edit_stands_beside_the_borrowed_text_and_can_be_taken_back(store: SqlStore) -> None:
    store.add_to_draft(borrowed())
    item = borrowed()[0]

    store.edit_draft(item.measure.id, field="timeframe", text="ทุกไตรมาส")
    store.edit_draft(item.measure.id, field="title", text="")
    edited = store.draft().items[0]
    store.edit_draft(item.measure.id, field="title", text=None)

    assert edited.measure == item.measure
    assert edited.edits == (("title", ""), ("timeframe", "ทุกไตรมาส"))
    assert store.draft().items[0].edits == (("timeframe", "ทุกไตรมาส"),)


def test_an_edit_of_no_row_or_no_field_is_an_error(store: SqlStore) -> None:
    store.add_to_draft(borrowed())

    with pytest.raises(UnknownRowError):
        store.edit_draft("r0-t0r0", field="title", text="ก")
    with pytest.raises(ValueError, match="indicator"):
        store.edit_draft(ids(store)[0], field="indicator", text="ก")


def test_characters_that_no_database_holds_are_replaced(store: SqlStore) -> None:
    store.add_to_draft(borrowed())

    store.edit_draft(ids(store)[0], field="steps", text="ก\0ข\ud800")

    assert store.draft().items[0].edits == (("steps", "ก\ufffdข\ufffd"),)


def test_clearing_keeps_the_target(store: SqlStore) -> None:
    store.add_to_draft(borrowed())
    store.set_draft_target(organisation="เทศบาลตำบลบ้านไร่", fiscal_year_be=2568)

    store.clear_draft()

    draft = store.draft()
    assert draft.items == ()
    assert (draft.organisation, draft.fiscal_year_be) == ("เทศบาลตำบลบ้านไร่", 2568)


def test_the_target_can_be_set_first_and_taken_back(store: SqlStore) -> None:
    store.set_draft_target(organisation="เทศบาลตำบลบ้านไร่", fiscal_year_be=None)
    store.set_draft_target(organisation=None, fiscal_year_be=2569)

    draft = store.draft()
    assert (draft.organisation, draft.fiscal_year_be) == (None, 2569)


def test_the_draft_outlives_the_process(database_url: str) -> None:
    with open_store(database_url) as first:
        first.add_to_draft(borrowed())

    with open_store(database_url) as second:
        assert second.draft().items == borrowed()
