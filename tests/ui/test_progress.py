"""How far a long run is, in words that interpret nothing of a file's name."""

import pytest

from itasearch.model.library import INDEXING, READING, WAITING, ProgressEvent
from itasearch.ui.kit.progress import RunProgress, stage_text, time_left_text


@pytest.mark.parametrize(
    ("stage", "done", "said"),
    [
        ("read", 0, "กำลังอ่าน"),
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


def _so_far(*events: ProgressEvent) -> RunProgress:
    so_far = RunProgress(began=100.0)
    for event in events:
        so_far.take(event)
    return so_far


def _files(done: int, total: int, name: str = "ก.pdf") -> ProgressEvent:
    return ProgressEvent(stage=READING, done=done, total=total, detail=name)


def test_how_long_it_goes_on_is_told_while_no_page_is() -> None:
    so_far = _so_far(_files(0, 1))

    assert "ทำมาแล้ว" not in so_far.text(now=101.0)
    assert "ทำมาแล้ว 12\u00a0วินาที" in so_far.text(now=112.0)


def test_a_short_time_is_told_in_seconds() -> None:
    assert time_left_text(2.0) == "เหลืออีกประมาณ 5 วินาที"
    assert time_left_text(43.0) == "เหลืออีกประมาณ 45 วินาที"


def test_many_files_show_their_pace_and_the_time_left() -> None:
    so_far = RunProgress(began=100.0)
    for second in range(30):
        event = ProgressEvent(stage=INDEXING, done=400 + 5 * second, total=1_000)
        so_far.take(event, now=130.0 + second)

    assert so_far.seconds_left() == pytest.approx((600 - 5 * 29) / 5)
    said = so_far.text(now=160.0)
    assert "เหลืออีกประมาณ 2\u00a0นาที · วินาทีละ 5\u00a0ฉบับ" in said
