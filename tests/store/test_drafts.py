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
    assert store.drafts.get() == Draft()


def test_rows_come_back_as_they_were_borrowed_and_in_order(store: SqlStore) -> None:
    assert store.drafts.add(borrowed()) == len(TITLES)

    assert store.drafts.get().items == borrowed()


def test_a_row_without_organisation_and_year_comes_back_so(store: SqlStore) -> None:
    item = DraftItem(measure=borrowed()[0].measure)

    store.drafts.add([item])

    assert store.drafts.get().items == (item,)


def test_what_is_there_already_stays_as_it_is(store: SqlStore) -> None:
    first, *rest = borrowed()
    store.drafts.add([first])
    store.drafts.edit(first.measure.id, field="steps", text="ทำเอง")

    assert store.drafts.add([*rest, first, rest[0]]) == len(rest)

    assert store.drafts.get().items[0] == replace(first, edits=(("steps", "ทำเอง"),))


def test_removing_the_report_loses_nothing_of_the_draft(store: SqlStore) -> None:
    source = file_source("ก")
    report = a_report(source)
    store.intake.add(Extraction(reports=(report,)), source, media_type=report.media_type)
    store.drafts.add(borrowed())

    store.intake.remove(report.id)

    assert store.drafts.get().items == borrowed()


def test_a_row_is_taken_out_once_or_twice(store: SqlStore) -> None:
    store.drafts.add(borrowed())
    gone = ids(store)[1]

    store.drafts.remove(gone)
    store.drafts.remove(gone)

    assert len(ids(store)) == len(TITLES) - 1
    assert gone not in ids(store)


def test_a_row_added_after_a_new_order_comes_last(store: SqlStore) -> None:
    *first, last = borrowed()
    store.drafts.add(first)
    store.drafts.move(ids(store)[-1], to=ids(store)[0])

    store.drafts.add([last])

    assert ids(store)[-1] == last.measure.id


def test_an_unknown_row_in_an_order_moves_nothing(store: SqlStore) -> None:
    store.drafts.add(borrowed())
    before = ids(store)

    with pytest.raises(UnknownRowError):
        store.drafts.move(before[3], to="r0-t0r0")

    assert ids(store) == before


def test_an_edit_stands_beside_the_borrowed_text_and_can_be_taken_back(store: SqlStore) -> None:
    store.drafts.add(borrowed())
    item = borrowed()[0]

    store.drafts.edit(item.measure.id, field="timeframe", text="ทุกไตรมาส")
    store.drafts.edit(item.measure.id, field="title", text="")
    edited = store.drafts.get().items[0]
    store.drafts.edit(item.measure.id, field="title", text=None)

    assert edited.measure == item.measure
    assert edited.edits == (("title", ""), ("timeframe", "ทุกไตรมาส"))
    assert store.drafts.get().items[0].edits == (("timeframe", "ทุกไตรมาส"),)


def test_an_edit_of_no_row_or_no_field_is_an_error(store: SqlStore) -> None:
    store.drafts.add(borrowed())

    with pytest.raises(UnknownRowError):
        store.drafts.edit("r0-t0r0", field="title", text="ก")
    with pytest.raises(ValueError, match="indicator"):
        store.drafts.edit(ids(store)[0], field="indicator", text="ก")


def test_characters_that_no_database_holds_are_replaced(store: SqlStore) -> None:
    store.drafts.add(borrowed())

    store.drafts.edit(ids(store)[0], field="steps", text="ก\0ข\ud800")

    assert store.drafts.get().items[0].edits == (("steps", "ก\ufffdข\ufffd"),)


def test_clearing_keeps_the_target(store: SqlStore) -> None:
    store.drafts.add(borrowed())
    store.drafts.set_target(organisation="เทศบาลตำบลบ้านไร่", fiscal_year_be=2568)

    store.drafts.clear()

    draft = store.drafts.get()
    assert draft.items == ()
    assert (draft.organisation, draft.fiscal_year_be) == ("เทศบาลตำบลบ้านไร่", 2568)


def test_the_target_can_be_set_first_and_taken_back(store: SqlStore) -> None:
    store.drafts.set_target(organisation="เทศบาลตำบลบ้านไร่", fiscal_year_be=None)
    store.drafts.set_target(organisation=None, fiscal_year_be=2569)

    draft = store.drafts.get()
    assert (draft.organisation, draft.fiscal_year_be) == (None, 2569)


def test_the_draft_outlives_the_process(database_url: str) -> None:
    with open_store(database_url) as first:
        first.drafts.add(borrowed())

    with open_store(database_url) as second:
        assert second.drafts.get().items == borrowed()
