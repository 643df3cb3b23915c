"""How far a batch of files is, gathered from the events of a run.

Files may be read side by side, each telling of its own pages; one bar shows them all.
Times are of a clock that only goes on (seconds). Imports the model only, so that it
can be tested without a clock and a screen.
"""

from dataclasses import dataclass, field

from itasearch.model.library import PAGE, READING, ProgressEvent

_FILES_THAT_TELL = 2
_SURE_AFTER = 4.0
"""Seconds after which the pace so far says something about the rest."""


@dataclass(slots=True)
class BatchProgress:
    """What a batch told so far.

    Attributes:
        began: when it began.
        event: the last event that was not of a page; None before the first.
        pages: of each file read page by page: how many are read, of how many; a file
            whose pages are all read stays here until what was read is stored.
    """

    began: float
    event: ProgressEvent | None = None
    pages: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take(self, event: ProgressEvent) -> None:
        """Keep what an event tells."""
        # Replaced, never changed in place: the screen reads while the batch writes.
        if event.stage == PAGE:
            self.pages = {**self.pages, event.detail: (event.done, event.total)}
            return
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

    def seconds_left(self, now: float) -> float | None:
        """How long the reading goes on at its pace so far; None while that says nothing."""
        share, passed = self.share(), now - self.began
        if self.event is None or self.event.stage != READING or not 0 < share < 1:
            return None
        # One file, a long scan maybe, says little about the others.
        if self.event.done < _FILES_THAT_TELL and self.event.total > 1:
            return None
        return passed * (1 - share) / share if passed >= _SURE_AFTER else None
