"""Drafts: borrowed rows are copies, in the person's order, and each change is a step."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from itasearch.errors import UnknownDraftError, UnknownRowError, UnknownStepError
from itasearch.model.drafts import Draft, DraftItem, FieldPiece, Verdict
from itasearch.model.records import TEXT_FIELDS
from itasearch.store.sql import SqlStore
from tests.store.examples import TITLES, borrowed


def ids(store: SqlStore, draft_id: str | None = None) -> list[str]:
    return [item.measure.id for item in store.drafts.get(draft_id).items]


def contents(draft: Draft) -> tuple[object, ...]:
    """What a person sees of a draft, without its steps and times."""
    target = (draft.organisation, draft.fiscal_year_be)
    return (draft.items, *target, draft.name, draft.grouped)


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """Five rows in the draft that is meant where none is named."""
    store.drafts.append(borrowed())
    return store


def test_drafts_are_told_with_name_and_rows_the_last_changed_first(store: SqlStore) -> None:
    first = store.drafts.new("แผน  ปีหน้า")
    store.drafts.new()
    store.drafts.append(borrowed()[:2], draft_id=first)

    told = store.drafts.all()

    assert [(one.name, one.rows) for one in told] == [
        ("แผน ปีหน้า", 2),
        ("แม่แบบ 1", 0),
    ]
    assert told[0].created_at < told[0].changed_at


def test_drafts_without_a_name_or_of_a_name_that_is_there_have_numbers(store: SqlStore) -> None:
    deleted = store.drafts.new()
    store.drafts.delete(deleted)
    store.drafts.new("แม่แบบ 3")
    made = [store.drafts.new(" "), store.drafts.new(), store.drafts.new("แม่แบบ  3")]
    store.drafts.restore(deleted)

    assert [store.drafts.get(one).name for one in (deleted, *made)] == [
        "แม่แบบ 1",
        "แม่แบบ 2",
        "แม่แบบ 4",
        "แม่แบบ 3 (2)",
    ]


def test_the_oldest_draft_is_meant_where_none_is_named(store: SqlStore) -> None:
    oldest = store.drafts.new("ก")
    store.drafts.new("ข")

    store.drafts.append(borrowed())

    assert store.drafts.get().id == oldest
    assert len(ids(store, oldest)) == len(TITLES)


def test_a_copy_has_rows_and_target_and_goes_its_own_way(filled: SqlStore) -> None:
    filled.drafts.set_target(organisation="เทศบาลตำบลบ้านไร่", fiscal_year_be=2569)
    original = filled.drafts.get()

    copy = filled.drafts.new("สำเนา", copy_of=original.id)
    filled.drafts.remove(original.items[0].measure.id, draft_id=copy)
    filled.drafts.undo(draft_id=copy)

    assert contents(filled.drafts.get(copy)) == contents(replace(original, name="สำเนา"))
    assert filled.drafts.get(copy).undo is None
    assert contents(filled.drafts.get()) == contents(original)


def test_a_deleted_draft_is_gone_until_it_is_brought_back(filled: SqlStore) -> None:
    before = filled.drafts.get()

    filled.drafts.delete(before.id)
    with pytest.raises(UnknownDraftError, match=before.id):
        filled.drafts.get(before.id)
    assert filled.drafts.all() == ()
    filled.drafts.restore(before.id)

    assert filled.drafts.get(before.id) == before


def test_name_and_grouping_change_each_for_itself(store: SqlStore) -> None:
    draft = store.drafts.new("ก")

    store.drafts.set_options(name=" แผน  ใหม่ ", draft_id=draft)
    store.drafts.set_options(grouped=True, draft_id=draft)

    found = store.drafts.get(draft)
    assert (found.name, found.grouped) == ("แผน ใหม่", True)
    with pytest.raises(ValueError, match="name"):
        store.drafts.set_options(name="  ", draft_id=draft)


@pytest.mark.parametrize(
    ("moved", "to", "order"),
    [(3, 2, [0, 1, 3, 2, 4]), (0, 1, [1, 0, 2, 3, 4]), (4, 0, [4, 0, 1, 2, 3])],
)
def test_a_row_moves_in_place(filled: SqlStore, moved: int, to: int, order: Sequence[int]) -> None:
    before = ids(filled)

    filled.drafts.move(before[moved], to=before[to])

    assert ids(filled) == [before[one] for one in order]


def test_each_step_is_undone_and_done_again_in_turn(filled: SqlStore) -> None:
    first, second, third, *_ = ids(filled)
    piece = FieldPiece(measure_id=third, field="steps", start=0, old="๑")
    seen = [contents(filled.drafts.get())]
    changes: tuple[Callable[[], None], ...] = (
        lambda: filled.drafts.edit(first, field="steps", text="ทำเอง"),
        lambda: filled.drafts.decide(third, piece=piece, verdict=Verdict.AS_SOURCE),
        lambda: filled.drafts.move(first, to=third),
        lambda: filled.drafts.merge(first, other=second),
        lambda: filled.drafts.split(first),
        lambda: filled.drafts.remove(second),
        lambda: filled.drafts.set_target(organisation="อบต.ก", fiscal_year_be=2569),
        lambda: filled.drafts.set_options(name="ชื่อใหม่", grouped=True),
    )
    for change in changes:
        change()
        seen.append(contents(filled.drafts.get()))

    for expected in reversed(seen[:-1]):
        filled.drafts.undo()
        assert contents(filled.drafts.get()) == expected
    for expected in seen[1:]:
        filled.drafts.redo()
        assert contents(filled.drafts.get()) == expected


def test_a_new_step_ends_redoing(filled: SqlStore) -> None:
    first, second, third, *_ = ids(filled)
    for row in (first, third):
        filled.drafts.remove(row)
    for _ in (first, third):
        filled.drafts.undo()

    filled.drafts.remove(second)

    assert filled.drafts.get().redo is None
    with pytest.raises(UnknownStepError):
        filled.drafts.redo()


def test_what_changes_nothing_is_no_step(filled: SqlStore) -> None:
    before = filled.drafts.get()

    filled.drafts.move(ids(filled)[0], to=ids(filled)[0])
    filled.drafts.remove("r0-t0r0")
    filled.drafts.set_options()

    assert filled.drafts.get() == before


def test_a_step_that_came_meanwhile_is_not_undone_unseen(filled: SqlStore) -> None:
    seen = filled.drafts.get().undo
    assert seen is not None
    filled.drafts.edit(ids(filled)[0], field="title", text="ของอีกคน")

    with pytest.raises(UnknownStepError, match="no such change"):
        filled.drafts.undo(seen)

    assert filled.drafts.get().items[0].edits == (("title", "ของอีกคน"),)


def test_the_last_hundred_steps_can_be_undone(filled: SqlStore) -> None:
    first = ids(filled)[0]
    for number in range(105):
        filled.drafts.edit(first, field="title", text=f"ครั้งที่ {number}")

    for _ in range(100):
        filled.drafts.undo()

    assert filled.drafts.get().items[0].edits == (("title", "ครั้งที่ 4"),)
    with pytest.raises(UnknownStepError):
        filled.drafts.undo()


def test_two_people_in_one_draft_lose_nothing(filled: SqlStore) -> None:
    first, *_ = ids(filled)
    stale = ids(filled)

    filled.drafts.edit(first, field="title", text="คนแรก")
    filled.drafts.append(borrowed("ข")[:1])
    filled.drafts.edit(first, field="steps", text="คนที่สอง")
    filled.drafts.move(stale[-1], to=stale[0])
    filled.drafts.edit(first, field="title", text="คนที่สองเขียนทีหลัง")

    items = {item.measure.id: item for item in filled.drafts.get().items}
    assert len(items) == len(TITLES) + 1
    assert items[first].edits == (("title", "คนที่สองเขียนทีหลัง"), ("steps", "คนที่สอง"))


def test_many_who_write_at_once_lose_nothing(filled: SqlStore) -> None:
    first, second, *_ = ids(filled)
    others = "ขคงจฉช"

    def write(number: int) -> None:
        filled.drafts.append(borrowed(others[number]))
        filled.drafts.edit(first, field=TEXT_FIELDS[number], text=f"คนที่ {number}")
        filled.drafts.move(second, to=first)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))

    items = {item.measure.id: item for item in filled.drafts.get().items}
    assert len(items) == len(TITLES) * 7
    assert dict(items[first].edits) == {TEXT_FIELDS[number]: f"คนที่ {number}" for number in range(6)}


def test_a_verdict_is_kept_changed_and_taken_back(filled: SqlStore) -> None:
    first = ids(filled)[0]
    piece = FieldPiece(measure_id=first, field="steps", start=3, old="ตั้ง")

    for verdict in (Verdict.CHECKED, Verdict.AS_SOURCE):
        filled.drafts.decide(first, piece=piece, verdict=verdict)
    (kept,) = filled.drafts.get().items[0].decisions
    filled.drafts.decide(first, piece=piece, verdict=None)

    assert (kept.piece, kept.verdict) == (piece, Verdict.AS_SOURCE)
    assert filled.drafts.get().items[0].decisions == ()


def test_a_merged_row_keeps_its_parts_and_is_split_again(filled: SqlStore) -> None:
    first, second, third, *_ = ids(filled)
    filled.drafts.edit(second, field="title", text="ของเรา")
    piece = FieldPiece(measure_id=third, field="steps", start=0, old="๑")
    filled.drafts.decide(third, piece=piece, verdict=Verdict.CHECKED)
    before = filled.drafts.get().items

    filled.drafts.merge(third, other=second)
    filled.drafts.merge(first, other=third)
    merged = filled.drafts.get().items[0]
    assert (merged.edits, [one.piece for one in merged.decisions]) == ((), [piece])
    assert merged.parts[0] == before[0]
    assert merged.parts[1].parts == (before[2], before[1])
    assert filled.drafts.append(borrowed()) == 0  # a part of a merged row is there already

    filled.drafts.split(first)
    filled.drafts.split(third)
    assert filled.drafts.get().items == (before[0], before[2], before[1], *before[3:])


def test_what_is_not_there_or_not_merged_is_neither_edited_moved_merged_nor_split(
    filled: SqlStore,
) -> None:
    first = ids(filled)[0]

    with pytest.raises(ValueError, match="itself"):
        filled.drafts.merge(first, other=first)
    with pytest.raises(ValueError, match="not merged"):
        filled.drafts.split(first)
    with pytest.raises(UnknownRowError):
        filled.drafts.merge(first, other="r0-t0r0")
    with pytest.raises(UnknownRowError):
        filled.drafts.edit("r0-t0r0", field="title", text="ก")
    with pytest.raises(UnknownRowError):
        filled.drafts.move(ids(filled)[3], to="r0-t0r0")
    with pytest.raises(ValueError, match="indicator"):
        filled.drafts.edit(first, field="indicator", text="ก")

    assert filled.drafts.get().items == borrowed()


def test_rows_come_back_as_they_were_borrowed_and_in_order(store: SqlStore) -> None:
    rows = (*borrowed(), DraftItem(measure=borrowed("ข")[0].measure))

    assert store.drafts.append(rows) == len(rows)

    assert store.drafts.get().items == rows


def test_an_edit_stands_beside_the_borrowed_text_and_can_be_taken_back(filled: SqlStore) -> None:
    item = borrowed()[0]

    filled.drafts.edit(item.measure.id, field="timeframe", text="ทุกไตรมาส")
    filled.drafts.edit(item.measure.id, field="title", text="")
    edited = filled.drafts.get().items[0]
    filled.drafts.edit(item.measure.id, field="title", text=None)

    assert edited.measure == item.measure
    assert edited.edits == (("title", ""), ("timeframe", "ทุกไตรมาส"))
    assert filled.drafts.get().items[0].edits == (("timeframe", "ทุกไตรมาส"),)
