"""How far a long run is, in words that interpret nothing of a file's name."""

import pytest

from itasearch.model.library import INDEXING, PAGE, READING, WAITING, ProgressEvent
from itasearch.ui.kit.progress import BatchProgress, batch_text, stage_text, time_left_text


@pytest.mark.parametrize(
    ("stage", "done", "said"),
    [
        ("read", 0, "กำลังอ่าน"),
        (PAGE, 2, "กำลังอ่านหน้า 2 จาก 4"),
        ("read", 4, "กำลังเตรียมดัชนี"),
        (WAITING, 0, "รอให้งานอื่น"),
        ("index", 1, "กำลังทำดัชนี"),
    ],
)
def test_each_stage_has_its_words(stage: str, done: int, said: str) -> None:
    assert said in stage_text(ProgressEvent(stage=stage, done=done, total=4))


def test_a_files_name_stays_text() -> None:
    event = ProgressEvent(stage="read", done=0, total=1, detail="**แผน** $x$.txt")

    assert "\\*\\*แผน\\*\\* \\$x\\$" in stage_text(event)


def _so_far(*events: ProgressEvent) -> BatchProgress:
    so_far = BatchProgress(began=100.0)
    for event in events:
        so_far.take(event)
    return so_far


def _files(done: int, total: int, name: str = "ก.pdf") -> ProgressEvent:
    return ProgressEvent(stage=READING, done=done, total=total, detail=name)


def _pages(done: int, total: int, name: str = "ก.pdf") -> ProgressEvent:
    return ProgressEvent(stage=PAGE, done=done, total=total, detail=name)


def test_the_share_is_between_nothing_and_all() -> None:
    assert _so_far().share() == 0.0
    assert _so_far(_files(0, 0)).share() == 0.0
    assert _so_far(_files(9, 4)).share() == 1.0


def test_pages_of_a_scan_count_before_the_file_is_done() -> None:
    so_far = _so_far(_files(1, 4), _pages(5, 10), _pages(1, 4, "ข.pdf"))

    assert so_far.share() == pytest.approx((1 + 0.5 + 0.25) / 4)
    said = batch_text(so_far, now=101.0)
    assert "กำลังอ่านหน้า 6 จาก 10" in said
    assert "กำลังอ่านหน้า 2 จาก 4" in said


def test_a_file_whose_pages_are_all_read_is_being_stored() -> None:
    so_far = _so_far(_files(1, 4), _pages(9, 10), _pages(10, 10))

    said = batch_text(so_far, now=101.0)
    assert "กำลังอ่านหน้า" not in said
    assert "อ่านครบ 10 หน้าแล้ว" in said
    so_far.take(_files(2, 4))
    assert "อ่านครบ" not in batch_text(so_far, now=101.0)


def test_how_long_it_goes_on_is_told_while_no_page_is() -> None:
    so_far = _so_far(_files(0, 1))

    assert "ทำมาแล้ว" not in batch_text(so_far, now=101.0)
    assert "ทำมาแล้ว 12 วินาที" in batch_text(so_far, now=112.0)


def test_the_time_left_follows_the_pace_so_far() -> None:
    so_far = _so_far(_files(10, 40))

    assert so_far.seconds_left(101.0) is None
    assert so_far.seconds_left(130.0) == pytest.approx(90.0)
    assert "เหลืออีกประมาณ 2 นาที" in batch_text(so_far, now=130.0)


def test_one_file_of_many_says_nothing_of_the_time_left() -> None:
    so_far = _so_far(_files(1, 40), _pages(5, 10))

    assert so_far.seconds_left(160.0) is None


def test_pages_tell_the_time_left_of_a_single_file() -> None:
    so_far = _so_far(_files(0, 1), _pages(2, 10))

    assert so_far.seconds_left(110.0) == pytest.approx(40.0)


def test_no_time_is_told_once_all_is_read() -> None:
    assert _so_far(_files(4, 4)).seconds_left(200.0) is None
    assert _so_far(_files(4, 4), ProgressEvent(stage="index", done=1, total=9)).pages == {}


def test_a_short_time_is_told_in_seconds() -> None:
    assert time_left_text(2.0) == "เหลืออีกประมาณ 5 วินาที"
    assert time_left_text(43.0) == "เหลืออีกประมาณ 45 วินาที"


def test_many_files_show_their_pace_and_the_time_left() -> None:
    so_far = BatchProgress(began=100.0)
    for second in range(30):
        event = ProgressEvent(stage=INDEXING, done=400 + 5 * second, total=1_000)
        so_far.take(event, now=130.0 + second)

    assert so_far.seconds_left(160.0) == pytest.approx((600 - 5 * 29) / 5)
    said = batch_text(so_far, now=160.0)
    assert "เหลืออีกประมาณ 2 นาที · วินาทีละ 5 ฉบับ" in said
