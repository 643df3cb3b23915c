"""Jobs that workers of a library take in turn: files to read, the index to bring up to date."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A file or web address to read.

    Attributes:
        place: path that every worker reaches, or web address.
        name: what a person calls it.
        organisation, fiscal_year_be: see `Workspace.add`.
        overrides: whether these also correct what the file states.
        maker: id of the person who put it in; "" for this computer.
    """

    place: str
    name: str
    organisation: str | None = None
    fiscal_year_be: int | None = None
    overrides: bool = False
    maker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkJob:
    """A job as the library keeps it.

    Attributes:
        place, name, maker: see NewJob; "" for the index.
        attempts: how often it was taken; more than once where a worker died.
        worker: who took it last.
        reason: Thai; why it failed, or what became of the file.
        report_ids: reports that the file gave.
    """

    id: int
    kind: JobKind
    state: JobState
    place: str
    name: str
    organisation: str | None
    fiscal_year_be: int | None
    overrides: bool
    maker: str
    made_at: datetime
    attempts: int
    worker: str | None
    reason: str | None
    report_ids: tuple[str, ...]
