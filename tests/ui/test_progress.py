"""How far a long run is, in words that interpret nothing of a file's name."""

import pytest

from itasearch.model.library import WAITING, ProgressEvent
from itasearch.ui.progress import share, stage_text


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


def test_the_share_is_between_nothing_and_all() -> None:
    assert share(ProgressEvent(stage="read", done=0, total=0)) == 0.0
    assert share(ProgressEvent(stage="read", done=9, total=4)) == 1.0
