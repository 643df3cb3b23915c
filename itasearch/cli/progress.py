"""Progress to stderr: bars on a terminal; elsewhere a line per stage, and now and then one.

The stage that reads files has one bar for all of them; which page of which file is being
read follows it, because files are read side by side.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from itasearch.cli import labels
from itasearch.cli.options import opened
from itasearch.cli.output import is_json, write_stderr
from itasearch.model.library import NOTE, PAGE, READING, WAITING, ProgressEvent
from itasearch.wording.language import phrase, say
from itasearch.wording.pace import Pace, pace_text

if TYPE_CHECKING:
    from rich.progress import Progress as Bars, TaskID

    from itasearch.workspace import Workspace

_QUIET_SECONDS = 15.0  # without a line before one is written; by hand
_DETAIL_LENGTH = 40  # last code points of a file's path behind the bar


class ShownProgress:
    """A Progress to give to a Workspace method: a line when a stage is done, and now and then.

    It counts pages, and knows how many files come.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.pages = 0
        self.files = 0
        self._clock = clock
        self._last = clock()
        self._paces: dict[str, Pace] = defaultdict(Pace)

    def __call__(self, event: ProgressEvent) -> None:
        """Show an event."""
        if event.stage == WAITING:
            self.line(phrase("waiting: {detail}", detail=event.detail))
        elif event.stage == NOTE:
            self.line(event.detail)
        else:
            self.pages += event.stage == PAGE
            if event.stage == READING:
                self.files = event.total
            if event.stage != PAGE:
                self._paces[event.stage].note(event.done, now=self._clock())
            self._show(event)

    def line(self, text: str) -> None:
        """Write a message for a person, above the bars."""
        self._last = self._clock()
        write_stderr(text)

    def _show(self, event: ProgressEvent) -> None:
        name, done = _stage_name(event.stage), event.done
        so_far = phrase("{stage}: {done} of {total}", stage=name, done=done, total=event.total)
        if event.stage != PAGE and event.total and event.done == event.total:
            self.line(so_far)
        elif self._clock() - self._last >= _QUIET_SECONDS:
            self.line(f"{so_far} {event.detail}".rstrip() + self._left(event))

    def _left(self, event: ProgressEvent) -> str:
        pace = self._paces[event.stage]
        a_second, seconds = pace.a_second, pace.seconds_left(event.total)
        if a_second is None or seconds is None:
            return ""
        if seconds < 60:
            left = phrase("{count} s", count=max(1, round(seconds)))
        else:
            left = phrase("{count} min", count=round(seconds / 60))
        return phrase(", {pace}, about {time} left", pace=pace_text(a_second), time=left)


@contextmanager
def shown_progress(*, bars: bool = True) -> Iterator[ShownProgress]:
    """Progress for one verb; with --json or without `bars` lines even on a terminal."""
    if is_json() or not (bars and sys.stderr.isatty()):
        yield ShownProgress()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress as Bars,
        TextColumn,
        TimeRemainingColumn,
    )

    # Rich would otherwise send what is printed meanwhile to stderr, and a pipe would miss it.
    display = Bars(
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[detail]}", markup=False),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    try:
        yield _BarPerStage(display)
    finally:
        display.stop()


@contextmanager
def at_work() -> Iterator[tuple["Workspace", ShownProgress]]:
    """The library, which a verb changes, and how far the verb is."""
    with opened(changes=True) as workspace, shown_progress() as progress:
        yield workspace, progress


def refreshed(workspace: "Workspace", *, bars: bool = True) -> bool:
    """Bring the index up to date before a verb reads it; see Workspace.refresh."""
    with shown_progress(bars=bars) as progress:
        return workspace.index.refresh(progress=progress)


def _stage_name(stage: str) -> str:
    label = labels.STAGES.get(stage)
    return say(label) if label else stage


class _BarPerStage(ShownProgress):
    def __init__(self, bars: "Bars") -> None:
        super().__init__()
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self._done = 0
        self._begun: dict[str, float] = {}  # shares of files whose pages are being read

    def _show(self, event: ProgressEvent) -> None:
        if event.stage == PAGE:
            page = phrase("page {number} of {count}", number=event.done, count=event.total)
            pages = say(labels.PAGE_COUNT, count=self.pages)
            detail = f"{pages} · {event.detail[-_DETAIL_LENGTH:]}, {page}"
            self._begun[event.detail] = event.done / max(event.total, 1)
            self._bars.update(self._task(READING), completed=self._so_far(), detail=detail)
            return
        done, detail = float(event.done), event.detail[-_DETAIL_LENGTH:]
        if event.stage == READING:
            self._done = event.done
            self._begun.pop(event.detail, None)
            done = min(self._so_far(), event.total)
            pages = say(labels.PAGE_COUNT, count=self.pages)
            detail = f"{pages} · {detail}" if self.pages else detail
        if (a_second := self._paces[event.stage].a_second) is not None:
            detail = " · ".join(filter(None, (pace_text(a_second), detail)))
        self._bars.update(self._task(event.stage), completed=done, total=event.total, detail=detail)

    def _so_far(self) -> float:
        return self._done + sum(self._begun.values())

    def _task(self, stage: str) -> "TaskID":
        task = self._tasks.get(stage)
        if task is None:
            self._bars.start()  # not before there is something to show; again is no harm
            name = _stage_name(stage)
            task = self._tasks[stage] = self._bars.add_task(name, total=None, detail="")
        return task

    def line(self, text: str) -> None:
        self._bars.console.print(text, markup=False, highlight=False, soft_wrap=True)
