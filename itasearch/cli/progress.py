"""Progress to stderr: bars on a terminal, one line per finished stage elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from itasearch.cli.output import tell
from itasearch.model.library import WAITING, Progress, ProgressEvent

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


@contextmanager
def shown_progress(*, bars: bool = True) -> Iterator[Progress]:
    """A Progress to give to a Workspace method; `bars` False shows lines even on a terminal."""
    if not (bars and sys.stderr.isatty()):
        yield _write_line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    # Rich would otherwise send what is printed meanwhile to stderr, and a pipe would miss it.
    shown = Bars(
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[detail]}"),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    try:
        yield _BarPerStage(shown)
    finally:
        shown.stop()


def _write_line(event: ProgressEvent) -> None:
    if event.stage == WAITING:
        tell(f"waiting: {event.detail}")
    elif event.total and event.done == event.total:
        tell(f"{event.stage}: {event.done} of {event.total}")


class _BarPerStage:
    def __init__(self, shown: "Bars") -> None:
        self._shown = shown
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, event: ProgressEvent) -> None:
        if event.stage == WAITING:
            self._shown.console.print(f"waiting: {event.detail}", markup=False, highlight=False)
            return
        task = self._tasks.get(event.stage)
        if task is None:
            self._shown.start()  # not before there is something to show; again is no harm
            task = self._shown.add_task(event.stage, total=event.total, detail="")
            self._tasks[event.stage] = task
        self._shown.update(task, completed=event.done, total=event.total, detail=event.detail[-40:])
