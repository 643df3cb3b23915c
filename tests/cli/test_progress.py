"""What a person sees of a long run, without a clock and on a made-up terminal."""

import io
import sys

import pytest
from rich.console import Console

from itasearch.cli.progress import ShownProgress, shown_progress
from itasearch.model.library import INDEXING, NOTE, PAGE, READING, WAITING, ProgressEvent


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def read(done: int, total: int = 500) -> ProgressEvent:
    return ProgressEvent(stage=READING, done=done, total=total, detail="แผน.pdf")


def test_off_a_terminal_a_line_comes_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = ShownProgress(clock)
    for second in range(40):
        clock.now = second
        lines(read(second))

    lines(read(500))

    assert capsys.readouterr().err.splitlines() == [
        "read: 15 of 500 แผน.pdf",
        "read: 30 of 500 แผน.pdf, 1 a second, about 8 min left",
        "read: 500 of 500",
    ]


@pytest.mark.parametrize(
    ("stage", "line"), [(WAITING, "waiting: another itasearch\n"), (NOTE, "another itasearch\n")]
)
def test_waiting_and_a_note_are_told_at_once(
    capsys: pytest.CaptureFixture[str], stage: str, line: str
) -> None:
    with shown_progress(bars=False) as progress:
        progress(ProgressEvent(stage=stage, done=0, total=0, detail="another itasearch"))

    assert capsys.readouterr().err == line


@pytest.mark.parametrize(
    ("done", "total", "left"), [(250, 4_000, "about 12 min"), (256, 273, "about 3 s")]
)
def test_the_time_left_is_guessed_in_minutes_or_below_one_in_seconds(
    capsys: pytest.CaptureFixture[str], done: int, total: int, left: str
) -> None:
    clock = Clock()
    lines = ShownProgress(clock)
    lines(ProgressEvent(stage=INDEXING, done=0, total=total))
    clock.now = 50

    lines(ProgressEvent(stage=INDEXING, done=done, total=total))

    assert capsys.readouterr().err == f"index: {done} of {total}, 5 a second, {left} left\n"


def test_files_passed_over_at_first_say_nothing_of_the_time_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock = Clock()
    lines = ShownProgress(clock)
    for clock.now, done in enumerate(range(5_000, 5_200, 2)):
        lines(read(done if clock.now else 0, total=5_318))

    assert capsys.readouterr().err.splitlines()[-1] == (
        "read: 5180 of 5318 แผน.pdf, 2 a second, about 1 min left"
    )


def test_on_a_terminal_one_bar_shows_files_and_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    screen.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(
        "rich.console.Console", lambda **_: Console(file=screen, force_terminal=True, width=120)
    )

    with shown_progress() as progress:
        progress(read(2, total=5))
        progress(ProgressEvent(stage=PAGE, done=3, total=10, detail="สแกน[1].pdf"))
        progress.line("refused: [เสีย].pdf")

    shown = screen.getvalue()
    assert "2/5" in shown
    assert "1 pages · สแกน[1].pdf, page 3 of 10" in shown
    assert "refused: [เสีย].pdf" in shown
