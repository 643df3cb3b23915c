"""Judgements of hits in the SQL store: the last mark counts, and what is kept is bounded."""

import pytest

from itasearch.model.people import ActionKind
from itasearch.store import judgements as part
from itasearch.store.sql import SqlStore

GIFTS, DOGS = "งดรับของขวัญ", "เลี้ยงสุนัขจรจัด"


def mark(store: SqlStore, measure_id: str, *, sought: bool, question: str = GIFTS) -> None:
    store.judgements.judge(question, measure_id, title=f"มาตรการ {measure_id}", sought=sought)


def test_the_last_mark_of_a_question_and_measure_counts(store: SqlStore) -> None:
    mark(store, "a", sought=True)
    mark(store, "b", sought=True)
    mark(store, "a", sought=False)
    mark(store, "a", sought=True, question=DOGS)

    assert store.judgements.judged(GIFTS, ["a", "b", "c"]) == {"a": False, "b": True}
    assert store.judgements.judged(DOGS, ["a", "b", "c"]) == {"a": True}
    newest_first = [(one.question, one.measure_id) for one in store.judgements.all()]
    assert newest_first == [(DOGS, "a"), (GIFTS, "a"), (GIFTS, "b")]
    assert [one.measure_id for one in store.judgements.all(sought=False)] == ["a"]


def test_a_mark_taken_back_is_in_force_no_more_and_may_be_given_again(store: SqlStore) -> None:
    mark(store, "a", sought=True)
    mark(store, "b", sought=True)
    store.judgements.undo(GIFTS, "a")
    store.judgements.undo(GIFTS, "never marked")

    assert [one.measure_id for one in store.judgements.all()] == ["b"]
    assert store.judgements.judged(GIFTS, ["a", "b"]) == {"b": True}
    mark(store, "a", sought=False)
    assert store.judgements.judged(GIFTS, ["a"]) == {"a": False}


def test_the_oldest_marks_and_questions_go_when_too_many_are_kept(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, "MOST_JUDGEMENTS", 2)
    monkeypatch.setattr(part, "MOST_UNANSWERED", 2)
    for one in "abc":
        mark(store, one, sought=True)
        store.judgements.note_unanswered(f"{DOGS} {one}")

    assert {one.measure_id for one in store.judgements.all()} == {"b", "c"}
    assert {one.question for one in store.judgements.unanswered()} == {f"{DOGS} b", f"{DOGS} c"}


def test_the_question_that_was_put_most_often_comes_first(store: SqlStore) -> None:
    for question in (GIFTS, DOGS, DOGS):
        store.judgements.note_unanswered(question)

    assert [(one.question, one.times) for one in store.judgements.unanswered()] == [
        (DOGS, 2),
        (GIFTS, 1),
    ]
    assert len(store.judgements.unanswered(most=1)) == 1


def test_marks_change_no_revision_and_clearing_leaves_nothing(store: SqlStore) -> None:
    before = store.reports.revision()
    mark(store, "a", sought=True)
    mark(store, "b", sought=True)
    store.judgements.undo(GIFTS, "b")
    store.judgements.note_unanswered(DOGS)

    assert store.judgements.clear() == 3
    assert (store.judgements.all(), store.judgements.unanswered()) == ((), ())
    assert store.reports.revision() == before
    assert [one.kind for one in store.actions.all()] == [ActionKind.CLEAR_JUDGEMENTS]
