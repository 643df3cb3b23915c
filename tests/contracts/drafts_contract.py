"""What every store of drafts must do: subclass DraftsContract and give the `store` fixture."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from itasearch.errors import UnknownDraftError, UnknownRowError, UnknownStepError
from itasearch.model.drafts import Draft, DraftItem, DraftOptions, FieldPiece, StepKind, Verdict
from itasearch.model.records import TEXT_FIELDS
from itasearch.store.sql import SqlStore
from tests.store.examples import TITLES, a_report, file_source, town


def borrowed(name: str = "ก") -> tuple[DraftItem, ...]:
    """A row for each measure of the example report, found by a search."""
    return tuple(
        DraftItem(
            measure=measure,
            organisation=town(province="น่าน"),
            fiscal_year_be=2566,
            found_by="ของขวัญ",
        )
        for measure in a_report(file_source(name)).measures
    )


def ids(store: SqlStore, draft_id: str | None = None) -> list[str]:
    return [item.measure.id for item in store.draft(draft_id).items]


def contents(draft: Draft) -> tuple[object, ...]:
    """What a person sees of a draft, without its steps and times."""
    target = (draft.organisation, draft.fiscal_year_be)
    return (draft.items, *target, draft.name, draft.keep_results, draft.grouped)


class DraftsContract:
    @pytest.fixture
    def store(self) -> SqlStore:
        raise NotImplementedError

    @pytest.fixture
    def filled(self, store: SqlStore) -> SqlStore:
        """Five rows in the draft that is meant where none is named."""
        store.add_to_draft(borrowed())
        return store

    def test_drafts_are_told_with_name_maker_and_rows_the_last_changed_first(
        self, store: SqlStore
    ) -> None:
        first = store.new_draft("แผน  ปีหน้า", maker="สมศรี")
        store.new_draft()
        store.add_to_draft(borrowed()[:2], draft_id=first)

        told = store.drafts()

        assert [(one.name, one.maker, one.rows) for one in told] == [
            ("แผน ปีหน้า", "สมศรี", 2),
            ("แม่แบบ 1", None, 0),
        ]
        assert told[0].created_at < told[0].changed_at

    def test_drafts_do_not_share_rows(self, store: SqlStore) -> None:
        one, other = store.new_draft("ก"), store.new_draft("ข")
        store.add_to_draft(borrowed(), draft_id=one)
        store.add_to_draft(borrowed()[:1], draft_id=other)

        store.edit_draft(borrowed()[0].measure.id, field="title", text="ใหม่", draft_id=other)

        assert store.draft(one).items == borrowed()
        assert store.draft(other).items[0].edits == (("title", "ใหม่"),)

    def test_drafts_without_a_name_have_numbers_of_their_own(self, store: SqlStore) -> None:
        deleted = store.new_draft()
        store.delete_draft(deleted)
        store.new_draft("แม่แบบ 3")
        made = [store.new_draft(" "), store.new_draft()]
        store.restore_draft(deleted)

        assert [store.draft(one).name for one in (deleted, *made)] == [
            "แม่แบบ 1",
            "แม่แบบ 2",
            "แม่แบบ 4",
        ]

    def test_the_oldest_draft_is_meant_where_none_is_named(self, store: SqlStore) -> None:
        oldest = store.new_draft("ก")
        store.new_draft("ข")

        store.add_to_draft(borrowed())

        assert store.draft().id == oldest
        assert len(ids(store, oldest)) == len(TITLES)

    def test_a_copy_has_rows_and_target_and_goes_its_own_way(self, filled: SqlStore) -> None:
        filled.set_draft_target(organisation="เทศบาลตำบลบ้านไร่", fiscal_year_be=2569)
        original = filled.draft()

        copy = filled.new_draft("สำเนา", copy_of=original.id)
        filled.clear_draft(draft_id=copy)
        filled.undo_in_draft(draft_id=copy)

        assert contents(filled.draft(copy)) == contents(replace(original, name="สำเนา"))
        assert filled.draft(copy).undo is None
        assert contents(filled.draft()) == contents(original)

    def test_a_deleted_draft_is_gone_until_it_is_brought_back(self, filled: SqlStore) -> None:
        before = filled.draft()

        filled.delete_draft(before.id)
        with pytest.raises(UnknownDraftError, match=before.id):
            filled.draft(before.id)
        assert filled.drafts() == ()
        filled.restore_draft(before.id)

        assert filled.draft(before.id) == before

    def test_no_draft_of_that_id_changes_nothing(self, filled: SqlStore) -> None:
        with pytest.raises(UnknownDraftError):
            filled.add_to_draft(borrowed("ข"), draft_id="d0")
        with pytest.raises(UnknownDraftError):
            filled.delete_draft("d0")

        assert len(filled.drafts()) == 1

    def test_name_maker_and_settings_change_each_for_itself(self, store: SqlStore) -> None:
        draft = store.new_draft("ก", maker="สมศรี")

        store.set_draft_options(DraftOptions(name=" แผน  ใหม่ "), draft_id=draft)
        store.set_draft_options(DraftOptions(keep_results=True), draft_id=draft)

        found = store.draft(draft)
        assert (found.name, found.maker) == ("แผน ใหม่", "สมศรี")
        assert (found.keep_results, found.grouped) == (True, False)
        with pytest.raises(ValueError, match="name"):
            store.set_draft_options(DraftOptions(name="  "), draft_id=draft)

    @pytest.mark.parametrize(
        ("moved", "to", "order"),
        [(3, 2, [0, 1, 3, 2, 4]), (0, 1, [1, 0, 2, 3, 4]), (4, 0, [4, 0, 1, 2, 3])],
    )
    def test_a_row_takes_another_ones_place(
        self, filled: SqlStore, moved: int, to: int, order: Sequence[int]
    ) -> None:
        before = ids(filled)

        filled.move_in_draft(before[moved], to=before[to])

        assert ids(filled) == [before[one] for one in order]

    def test_each_step_is_undone_and_done_again_in_turn(self, filled: SqlStore) -> None:
        first, second, third, *_ = ids(filled)
        piece = FieldPiece(measure_id=third, field="steps", start=0, old="๑")
        seen = [contents(filled.draft())]
        changes: tuple[Callable[[], None], ...] = (
            lambda: filled.edit_draft(first, field="steps", text="ทำเอง"),
            lambda: filled.decide_in_draft(third, piece=piece, verdict=Verdict.AS_SOURCE),
            lambda: filled.move_in_draft(first, to=third),
            lambda: filled.merge_in_draft(first, other=second),
            lambda: filled.split_in_draft(first),
            lambda: filled.remove_from_draft(second),
            lambda: filled.set_draft_target(organisation="อบต.ก", fiscal_year_be=2569),
            lambda: filled.set_draft_options(DraftOptions(name="ชื่อใหม่", grouped=True)),
            lambda: filled.clear_draft(),
        )
        for change in changes:
            change()
            seen.append(contents(filled.draft()))

        for expected in reversed(seen[:-1]):
            filled.undo_in_draft()
            assert contents(filled.draft()) == expected
        for expected in seen[1:]:
            filled.redo_in_draft()
            assert contents(filled.draft()) == expected

    def test_the_steps_to_undo_and_redo_are_named(self, filled: SqlStore) -> None:
        first = ids(filled)[0]
        filled.edit_draft(first, field="steps", text="ทำเอง")
        filled.undo_in_draft()

        draft = filled.draft()

        assert draft.undo is not None and draft.redo is not None
        assert (draft.undo.kind, draft.undo.count) == (StepKind.ADD, len(TITLES))
        assert (draft.redo.kind, draft.redo.subject, draft.redo.field) == (
            StepKind.EDIT,
            TITLES[0],
            "steps",
        )

    def test_a_new_step_ends_redoing(self, filled: SqlStore) -> None:
        first, second, *_ = ids(filled)
        filled.remove_from_draft(first)
        filled.undo_in_draft()

        filled.remove_from_draft(second)

        assert filled.draft().redo is None
        with pytest.raises(UnknownStepError):
            filled.redo_in_draft()

    def test_what_changes_nothing_is_no_step(self, filled: SqlStore) -> None:
        before = filled.draft()

        filled.move_in_draft(ids(filled)[0], to=ids(filled)[0])
        filled.remove_from_draft("r0-t0r0")
        filled.set_draft_options(DraftOptions())

        assert filled.draft() == before

    def test_a_step_that_came_meanwhile_is_not_undone_unseen(self, filled: SqlStore) -> None:
        seen = filled.draft().undo
        assert seen is not None
        filled.edit_draft(ids(filled)[0], field="title", text="ของอีกคน")

        with pytest.raises(UnknownStepError, match=str(seen.id)):
            filled.undo_in_draft(seen.id)

        assert filled.draft().items[0].edits == (("title", "ของอีกคน"),)

    def test_the_last_hundred_steps_can_be_undone(self, filled: SqlStore) -> None:
        first = ids(filled)[0]
        for number in range(105):
            filled.edit_draft(first, field="title", text=f"ครั้งที่ {number}")

        for _ in range(100):
            filled.undo_in_draft()

        assert filled.draft().items[0].edits == (("title", "ครั้งที่ 4"),)
        with pytest.raises(UnknownStepError):
            filled.undo_in_draft()

    def test_two_people_in_one_draft_lose_nothing(self, filled: SqlStore) -> None:
        first, *_ = ids(filled)
        stale = ids(filled)

        filled.edit_draft(first, field="title", text="คนแรก")
        filled.add_to_draft(borrowed("ข")[:1])
        filled.edit_draft(first, field="steps", text="คนที่สอง")
        filled.move_in_draft(stale[-1], to=stale[0])
        filled.edit_draft(first, field="title", text="คนที่สองเขียนทีหลัง")

        items = {item.measure.id: item for item in filled.draft().items}
        assert len(items) == len(TITLES) + 1
        assert items[first].edits == (("title", "คนที่สองเขียนทีหลัง"), ("steps", "คนที่สอง"))

    def test_many_who_write_at_once_lose_nothing(self, filled: SqlStore) -> None:
        first, second, *_ = ids(filled)
        others = "ขคงจฉช"

        def write(number: int) -> None:
            filled.add_to_draft(borrowed(others[number]))
            filled.edit_draft(first, field=TEXT_FIELDS[number], text=f"คนที่ {number}")
            filled.move_in_draft(second, to=first)

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(write, range(6)))

        items = {item.measure.id: item for item in filled.draft().items}
        assert len(items) == len(TITLES) * 7
        assert dict(items[first].edits) == {
            TEXT_FIELDS[number]: f"คนที่ {number}" for number in range(6)
        }

    def test_a_verdict_is_kept_changed_and_taken_back(self, filled: SqlStore) -> None:
        first = ids(filled)[0]
        piece = FieldPiece(measure_id=first, field="steps", start=3, old="ตั้ง")

        for verdict in (Verdict.CHECKED, Verdict.AS_SOURCE):
            filled.decide_in_draft(first, piece=piece, verdict=verdict)
        (kept,) = filled.draft().items[0].decisions
        filled.decide_in_draft(first, piece=piece, verdict=None)

        assert (kept.piece, kept.verdict) == (piece, Verdict.AS_SOURCE)
        assert filled.draft().items[0].decisions == ()

    def test_a_merged_row_keeps_its_parts_and_is_split_again(self, filled: SqlStore) -> None:
        first, second, third, *_ = ids(filled)
        filled.edit_draft(second, field="title", text="ของเรา")
        before = filled.draft().items

        filled.merge_in_draft(third, other=second)
        filled.merge_in_draft(first, other=third)
        merged = filled.draft().items[0]
        assert merged.edits == ()
        assert merged.parts[0] == before[0]
        assert merged.parts[1].parts == (before[2], before[1])

        filled.split_in_draft(first)
        filled.split_in_draft(third)
        assert set(filled.draft().items) == set(before)

    def test_a_part_of_a_merged_row_is_there_already(self, filled: SqlStore) -> None:
        first, second, third, *_ = ids(filled)
        filled.edit_draft(second, field="title", text="ของเรา")
        before = filled.draft().items
        filled.merge_in_draft(third, other=second)
        filled.merge_in_draft(first, other=third)

        assert filled.add_to_draft(borrowed()) == 0

        filled.split_in_draft(first)
        filled.split_in_draft(third)
        assert set(filled.draft().items) == set(before)

    def test_only_two_rows_can_be_merged_and_only_merged_ones_split(self, filled: SqlStore) -> None:
        first = ids(filled)[0]

        with pytest.raises(ValueError, match="itself"):
            filled.merge_in_draft(first, other=first)
        with pytest.raises(ValueError, match="not merged"):
            filled.split_in_draft(first)
        with pytest.raises(UnknownRowError):
            filled.merge_in_draft(first, other="r0-t0r0")

        assert filled.draft().items == borrowed()
