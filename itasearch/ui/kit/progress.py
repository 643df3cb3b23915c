"""Progress of a long run: gathered from its events, in words, and as a bar.

Several files may be read at the same time, each with events of its own pages; one bar shows
them all. Times are seconds of a monotonic clock.
"""

import time
from dataclasses import dataclass, field

import streamlit as st

from itasearch.model.library import PAGE, READING, WAITING, Progress, ProgressEvent
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.html import plain_markdown
from itasearch.ui.kit.state import say
from itasearch.wording.pace import Pace

_SECONDS_UNTIL_COUNTED = 3.0  # seconds after which a run shows how long it has taken

_LEAST_FILES_READ = 2  # files of a batch that must be read before the time left is estimated
_LEAST_SECONDS_READ = 4.0  # seconds of reading before the time left is estimated


@dataclass(slots=True)
class BatchProgress:
    """What is known of a batch from its events so far.

    Attributes:
        event: the last event that was not of a page; None before the first.
        pages: of each file read page by page: how many are read, of how many; a file
            whose pages are all read stays here until what was read is stored.
    """

    began: float
    event: ProgressEvent | None = None
    pages: dict[str, tuple[int, int]] = field(default_factory=dict)
    _pace: Pace = field(default_factory=Pace)

    def take(self, event: ProgressEvent, *, now: float | None = None) -> None:
        """Take in an event, which comes now."""
        # Replaced, never changed in place: the screen reads while the batch writes.
        if event.stage == PAGE:
            self.pages = {**self.pages, event.detail: (event.done, event.total)}
            return
        if self.event is None or self.event.stage != event.stage:
            self._pace = Pace()
        self._pace.note(event.done, now=time.monotonic() if now is None else now)
        self.event = event
        if event.stage != READING or event.done >= event.total:
            self.pages = {}
        else:
            self.pages = {name: at for name, at in self.pages.items() if name != event.detail}

    def share(self) -> float:
        """How much of the stage is done, 0 to 1, pages of unfinished files included."""
        if self.event is None or not self.event.total:
            return 0.0
        begun = sum(done / total for done, total in self.pages.values())
        return min((self.event.done + begun) / self.event.total, 1.0)

    @property
    def a_second(self) -> float | None:
        """Files or reports a second; None while too little is done, or less than one is."""
        pace = self._pace.a_second
        return pace if pace is not None and pace >= 1 else None

    def seconds_left(self, now: float) -> float | None:
        """Seconds that the stage still takes at its pace so far; None while too little is done."""
        if self.event is not None and (left := self._pace.seconds_left(self.event.total)):
            return left
        share, passed = self.share(), now - self.began
        if self.event is None or self.event.stage != READING or not 0 < share < 1:
            return None
        # One file, a long scan maybe, says little about the others.
        if self.event.done < _LEAST_FILES_READ and self.event.total > 1:
            return None
        return passed * (1 - share) / share if passed >= _LEAST_SECONDS_READ else None


def progress_bar() -> Progress:
    """A bar that appears with the first event and vanishes with its run."""
    place = st.empty()
    so_far = BatchProgress(began=time.monotonic())

    def show(event: ProgressEvent) -> None:
        so_far.take(event)
        place.progress(so_far.share(), text=batch_text(so_far, now=time.monotonic()))

    return show


def batch_text(so_far: BatchProgress, *, now: float) -> str:
    """How far a batch is: its stage, the pages being read and the time left.

    As Markdown without anything to interpret; one piece of it a line.
    """
    pages = [_page_text(name, done, total) for name, (done, total) in so_far.pages.items()]
    left, passed = so_far.seconds_left(now), now - so_far.began
    lines = [stage_text(so_far.event), *map(plain_markdown, pages)]
    if left is not None:
        words = [time_left_text(left)]
        if so_far.a_second is not None:
            words.append(say(kit_labels.A_SECOND, count=round(so_far.a_second)))
        lines.append(plain_markdown(" · ".join(words)))
    elif passed >= _SECONDS_UNTIL_COUNTED:
        # The first page of a scan takes long: a count that goes on says that all is well.
        lines.append(plain_markdown(say(kit_labels.SECONDS_PASSED, count=round(passed))))
    return "  \n".join(lines)


def _page_text(name: str, done: int, total: int) -> str:
    if done >= total:
        return say(kit_labels.PAGES_READ, total=total, name=name)
    return say(kit_labels.PAGE_OF, number=done + 1, total=total, name=name)


def time_left_text(seconds: float) -> str:
    """About how long it still takes, in seconds or minutes."""
    if seconds < 60:
        return say(kit_labels.SECONDS_LEFT, count=max(5, 5 * round(seconds / 5)))
    return say(kit_labels.MINUTES_LEFT, count=round(seconds / 60))


def stage_text(event: ProgressEvent | None) -> str:
    """The stage in the screen's language, as Markdown without anything to interpret."""
    if event is None:
        return plain_markdown(say(kit_labels.STARTING))
    label = {
        READING: kit_labels.READING,
        PAGE: kit_labels.READING_PAGE,
        WAITING: kit_labels.STAGE_WAITING,
    }.get(event.stage, kit_labels.STAGE_INDEX)
    if event.stage == READING and event.done >= event.total:
        label = (
            kit_labels.STAGE_OPENING
        )  # all is read; the index opens, which takes seconds the first time
    text = say(label, detail=event.detail, done=event.done, total=event.total)
    return plain_markdown(text)
