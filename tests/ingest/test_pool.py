"""Files worked on in parallel, told of in order."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from itasearch.ingest.worker.pool import PageDone, in_order
from itasearch.readers.base import PageProgress


def results(items: range, *, readers: int, ahead: int = 64) -> list[int]:
    def double(item: int, _reader: str, _on_page: PageProgress) -> int:
        return item * 2

    told = in_order(items, double, readers=["ก"] * readers, ahead=ahead)
    return [one for one in told if not isinstance(one, PageDone)]


@pytest.mark.parametrize("readers", [1, 2, 7])
@pytest.mark.parametrize("ahead", [1, 3, 500])
def test_results_come_in_order(readers: int, ahead: int) -> None:
    assert results(range(300), readers=readers, ahead=ahead) == list(range(0, 600, 2))


def test_a_slow_item_does_not_keep_the_others_from_being_worked_on() -> None:
    others = threading.Barrier(2)

    def work(item: int, _reader: int, _on_page: PageProgress) -> int:
        if item in (0, 3):
            others.wait(timeout=120)  # the first ends only when the fourth has begun
        return item

    told = in_order(range(8), work, readers=[1, 2])

    assert [one for one in told if not isinstance(one, PageDone)] == list(range(8))


def test_no_more_is_taken_than_may_wait() -> None:
    taken: list[int] = []
    behind: list[int] = []

    def items() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    def work(item: int, _reader: int, _on_page: PageProgress) -> int:
        return item

    for told in in_order(items(), work, readers=[1, 2], ahead=4):
        assert not isinstance(told, PageDone)
        behind.append(len(taken) - told)

    assert max(behind) <= 5


def test_pages_are_told_in_the_callers_thread() -> None:
    def work(_item: str, _reader: int, on_page: PageProgress) -> str:
        on_page(1, 2)
        on_page(2, 2)
        return threading.current_thread().name

    told = list(in_order(["แผน.pdf"], work, readers=[1]))

    pages = [(one.item, one.done) for one in told if isinstance(one, PageDone)]
    assert pages == [("แผน.pdf", 1), ("แผน.pdf", 2)]
    (name,) = [one for one in told if not isinstance(one, PageDone)]
    assert name != threading.current_thread().name


def test_no_reader_is_used_by_two_threads_at_once() -> None:
    used = {"ก": threading.Lock(), "ข": threading.Lock()}

    def work(_item: int, reader: str, _on_page: PageProgress) -> bool:
        is_free = used[reader].acquire(blocking=False)
        time.sleep(0)
        used[reader].release()
        return is_free

    events = in_order(range(200), work, readers=["ก", "ข"])

    assert all(events)


def test_what_work_raises_ends_all() -> None:
    def work(item: int, _reader: int, _on_page: PageProgress) -> int:
        if item == 3:
            raise RuntimeError("ไม่มีตัวอ่าน")
        return item

    with pytest.raises(RuntimeError, match="ไม่มีตัวอ่าน"):
        list(in_order(range(1000), work, readers=[1, 2]))


def test_who_stops_early_leaves_no_thread() -> None:
    working: list[threading.Thread] = []

    def work(item: int, _reader: int, _on_page: PageProgress) -> int:
        working.append(threading.current_thread())
        return item

    with closing(in_order(range(1000), work, readers=[1, 2])) as told:
        next(told)

    for thread in working:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in working)
