"""Jobs that workers of a library take in turn: files to read, the index to bring up to date."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from itasearch.model.library import Outcome


class JobKind(StrEnum):
    """What is to be done."""

    READ = "read"
    INDEX = "index"


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    FAILED = "failed"


OPEN_STATES = (JobState.WAITING, JobState.TAKEN)  #: Of jobs that are still to be done
ENDED_STATES = (JobState.DONE, JobState.FAILED)  #: Of jobs that nobody takes again


MOST_ATTEMPTS = 3  #: Of a job whose worker dies each time; by hand: once may be an accident


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A file or web address to read."""

    place: str  #: path that every worker reaches, or web address
    name: str  #: what a person calls it
    organisation: str | None = None  #: see `Workspace.add`
    fiscal_year_be: int | None = None  #: likewise
    overrides: bool = False  #: whether these also correct what the file states
    by_hand: bool = False  #: whether it is taken in also if no measure is recognised
    maker: str = ""  #: id of the person who put it in; "" for this computer.


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkJob:
    """A job as the library keeps it."""

    id: int
    kind: JobKind
    state: JobState
    place: str  #: see NewJob; "" for the index
    name: str  #: likewise
    organisation: str | None
    fiscal_year_be: int | None
    overrides: bool
    by_hand: bool
    maker: str  #: likewise
    made_at: datetime
    attempts: int  #: how often it was taken
    worker: str | None
    reason: str | None  #: Thai; why it failed or waits again, or what became of the file
    outcomes: tuple[Outcome, ...]  #: of what the file gave, once it is done

    @property
    def report_ids(self) -> tuple[str, ...]:
        """Reports that the file gave."""
        return tuple(each.report_id for each in self.outcomes if each.report_id is not None)

    @property
    def has_attempts_left(self) -> bool:
        """Whether it may be begun, if it was just taken; else it broke off each time."""
        return self.attempts <= MOST_ATTEMPTS

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN_STATES
