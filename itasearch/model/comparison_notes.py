"""What was chosen on the way to a comparison, as values: the command line says it in
English, the app in the screen's language. Imports its neighbours.
"""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.records import ReportKind


class NoteKind(StrEnum):
    """What a note tells."""

    LATEST_COMMON_YEAR = "latest_common_year"
    """`year` is the latest that both sides have."""

    NO_COMMON_YEAR = "no_common_year"
    """The sides have no year in common: `reports` are one of each, of its latest year."""

    NO_REPORT_OF_YEAR = "no_report_of_year"
    """A side has no report of the other's year: the first of `reports` is of its latest."""

    OTHERS_OF_YEAR = "others_of_year"
    """A side has several reports of its year: the first was taken, the others were not."""

    REPLACED = "replaced"
    """The one report in `reports` is compared though another version stands in its place."""

    TAKEN_FOR = "taken_for"
    """`typed` is no full name: it was taken for the organisation of the report in `reports`."""

    LEFT_OUT = "left_out"
    """The years have no place for the one report in `reports`: its year has a fuller one."""

    WITHOUT_YEAR = "without_year"
    """The one report in `reports` has no fiscal year, so it stands in none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedReport:
    """A report that a note speaks of.

    Attributes:
        side: what the person named: an organisation, a report's id or a file's name.
    """

    side: str
    report_id: str
    fiscal_year_be: int | None
    kind: ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonNote:
    """One thing that was chosen or left out.

    Attributes:
        year: of LATEST_COMMON_YEAR; None of the others.
        typed: of TAKEN_FOR what the person typed; "" of the others.
        reports: as the kind says; () of LATEST_COMMON_YEAR.
    """

    kind: NoteKind
    year: int | None = None
    typed: str = ""
    reports: tuple[NotedReport, ...] = ()
