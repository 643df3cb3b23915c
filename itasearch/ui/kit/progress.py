"""Progress of a long run: gathered from its events, in words, and as a bar; runs in the background.

Times are seconds of a monotonic clock.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Lock, Thread
from typing import TypeAlias
from weakref import WeakKeyDictionary

import streamlit as st

from itasearch.model.library import GATHERING, PAGE, READING, WAITING, Progress, ProgressEvent
from itasearch.ui.kit import labels as kit_labels, markdown, widgets
from itasearch.ui.kit.state import library, workspace
from itasearch.ui.kit.who import browser_name
from itasearch.wording.label import Label, shortened
from itasearch.wording.language import phrase, say
from itasearch.wording.pace import Pace
from itasearch.workspace import Workspace

Work: TypeAlias = Callable[[Workspace, Progress], object]
_LOOK_SECONDS = 1.0  # between two looks at a run in the background
_TURN = Lock()  # held by the run that is at work: web sites get one request at a time


@dataclass(slots=True)
class RunProgress:
    """What is known of a run from its events so far; `event` is the last that was not of a page."""

    began: float
    event: ProgressEvent | None = None
    _pace: Pace = field(default_factory=Pace)

    def take(self, event: ProgressEvent, *, now: float | None = None) -> None:
        """Take in an event, which comes now."""
        if event.stage == PAGE:
            return
        if self.event is None or self.event.stage != event.stage:
            self._pace = Pace()
        self._pace.note(event.done, now=time.monotonic() if now is None else now)
        self.event = event

    def share(self) -> float:
        """How much of the stage is done, 0 to 1."""
        if self.event is None or not self.event.total:
            return 0.0
        return min(self.event.done / self.event.total, 1.0)

    def text(self, *, now: float) -> str:
        """Its stage and the time left, as Markdown without anything to interpret, a line each."""
        lines = [stage_text(self.event)]
        left, passed = self.seconds_left(), now - self.began
        if left is not None:
            words = [time_left_text(left)]
            if (pace := self._pace.a_second) is not None and pace >= 1:
                words.append(phrase("{count} a second", count=round(pace)))
            lines.append(markdown.plain(" · ".join(words)))
        elif passed >= 3.0:
            lines.append(markdown.plain(say(kit_labels.SECONDS_PASSED, count=round(passed))))
        return "  \n".join(lines)

    def seconds_left(self) -> float | None:
        """Seconds that the stage still takes at its pace so far; None while too little is done."""
        if self.event is None:
            return None
        return self._pace.seconds_left(self.event.total) or None


def progress_bar() -> Progress:
    """A bar that appears with the first event and vanishes with its run."""
    bar, so_far = st.empty(), RunProgress(began=time.monotonic())

    def show(event: ProgressEvent) -> None:
        so_far.take(event)
        bar.progress(so_far.share(), text=so_far.text(now=time.monotonic()))

    return show


def time_left_text(seconds: float) -> str:
    """About how long it still takes, in seconds or minutes."""
    if seconds < 60:
        return phrase("About {count:seconds} left", count=max(5, 5 * round(seconds / 5)))
    return phrase("About {count:minutes} left", count=round(seconds / 60))


def stage_text(event: ProgressEvent | None) -> str:
    """The stage in the screen's language, as Markdown without anything to interpret."""
    if event is None:
        return markdown.plain(phrase("Starting…"))
    labels = {
        READING: Label("{done:,} of {total:,} files read; reading {detail}"),
        WAITING: Label("Waiting for another writer to finish…"),
        GATHERING: Label("{done:,} of {total:,} addresses opened; at {detail}"),
    }
    label = labels.get(event.stage, Label("Indexing ({done}/{total})"))
    if event.stage == READING and event.done >= event.total:
        # All is read; the index opens, which takes seconds the first time.
        label = Label("All is read; opening the index…")
    detail = shortened(event.detail, 100)
    return markdown.plain(say(label, detail=detail, done=event.done, total=event.total))


class StoppedError(Exception):
    """A person stopped the run."""


@dataclass(slots=True)
class BackgroundRun:
    """A run in a thread of its own, which continues while its person opens other views."""

    work: Callable[[Progress], object]
    so_far: RunProgress = field(default_factory=lambda: RunProgress(began=time.monotonic()))
    stopping: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)
    result: object = None  #: what it gave; None before its end, and where it failed or was stopped
    error: Exception | None = None

    def go(self) -> None:
        """Do the work once no other run is at work."""
        try:
            self._take(ProgressEvent(stage=WAITING, done=0, total=0))
            while not _TURN.acquire(timeout=_LOOK_SECONDS):
                self._take(ProgressEvent(stage=WAITING, done=0, total=0))
            try:
                self.result = self.work(self._take)
            finally:
                _TURN.release()
        except StoppedError:
            pass
        except Exception as error:
            logging.getLogger(__name__).exception("a run in the background failed")
            self.error = error
        finally:
            self.ended.set()

    def _take(self, event: ProgressEvent) -> None:
        if self.stopping.is_set():
            raise StoppedError
        self.so_far.take(event)


_RunKey: TypeAlias = tuple[str, str, str]  # name of the run, person's id, browser's name
_RUNS: WeakKeyDictionary[Workspace, dict[_RunKey, BackgroundRun]] = WeakKeyDictionary()
"""The last run of each key, by library. On a server that is open to all, only the browser's name
tells people apart."""


def _run_key(name: str) -> _RunKey:
    return name, workspace().person.id, browser_name()


def _last_run(name: str) -> BackgroundRun | None:
    return _RUNS.get(library(), {}).get(_run_key(name))


def begin_run(name: str, work: Work) -> None:
    """Begin a run for this browser, unless its last one is still going on.

    `work` runs in another thread and must not draw anything.
    """
    last = _last_run(name)
    if last is None or last.ended.is_set():
        run = BackgroundRun(partial(work, workspace()))
        _RUNS.setdefault(library(), {})[_run_key(name)] = run
        Thread(target=run.go, daemon=True, name=name).start()


def end_run(name: str) -> None:
    """Forget the result of this browser's last run."""
    _RUNS.get(library(), {}).pop(_run_key(name), None)


def is_running(name: str) -> bool:
    """Draw the progress of this browser's run, with a button to stop it; False without a run."""
    run = _last_run(name)
    if run is None or run.ended.is_set():
        return False
    _show_running(run, name)
    return True


def result_of(name: str) -> object:
    """The result of this browser's last run; None without one. Raises its error, once."""
    run = _last_run(name)
    if run is None or not run.ended.is_set():
        return None
    if run.error is not None:
        end_run(name)
        raise run.error
    return run.result


@st.fragment(run_every=_LOOK_SECONDS)
def _show_running(run: BackgroundRun, name: str) -> None:
    if run.ended.is_set():
        st.rerun()
    st.progress(run.so_far.share(), text=run.so_far.text(now=time.monotonic()))
    is_stopping = run.stopping.is_set()
    label = say(Label("Stopping…") if is_stopping else Label("Stop", "kit"))
    key, stop = f"{name}.stop", run.stopping.set
    widgets.quiet_button(label, key, stop, icon="stop_circle", disabled=is_stopping)
