"""Next year's plan as a list to tick: our last rows, gaps and examples, by indicator.

A row is a measure of a report with what its town reports of it, quoted. Nothing is ticked
beforehand, and nothing says what is to be done with a row.
"""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.records import ItaResult, Organisation, StoredMeasure


class PlanRowKind(StrEnum):
    """Why a measure is listed."""

    OURS = "ours"  #: a row of our last reports
    GAP = "gap"  #: a similar town's, for what most similar towns do and our reports lack
    EXAMPLE = "example"  #: of a similar town with a higher score on the indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One measure of the list."""

    kind: PlanRowKind
    indicator: int | None  #: 1–10; None where unknown
    measure: StoredMeasure
    guessed: bool = False  #: whether the indicator is a guess
    topic: str | None = None  #: of a gap, the topic's id; None of one that is an indicator
    towns: int | None = None  #: of a gap: how many similar towns have it, `of` so many compared
    of: int | None = None
    score: float | None = None  #: of an example: its town's on the indicator, in `score_year_be`
    score_year_be: int | None = None

    @property
    def id(self) -> str:
        """Id of its measure, which a plan lists once."""
        return self.measure.measure.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSection:
    """The rows for one indicator: ours, then gaps, then examples."""

    indicator: int | None  #: None for measures of an unknown one
    rows: tuple[PlanRow, ...]
    score: float | None = None  #: ours, 0–100, in `fiscal_year_be`; None where it is not known
    fiscal_year_be: int | None = None


class PlanNote(StrEnum):
    """What a list is made without. OLD_RESULT, OLD_REPORT: not of the year before the plan.

    OWN_PLAN: our plan of this year is in the library already. SAMPLES_LEFT_OUT: our samples do not
    count next to real reports.
    """

    NO_RESULT = "no_result"
    NO_REPORT = "no_report"
    OLD_RESULT = "old_result"
    OLD_REPORT = "old_report"
    OWN_PLAN = "own_plan"
    SAMPLES_LEFT_OUT = "samples_left_out"
    FEW_TOWNS = "few_towns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an organisation may choose its plan of a fiscal year from."""

    organisation: Organisation
    fiscal_year_be: int
    sections: tuple[PlanSection, ...]  #: the lowest score first, then those without a score
    result: ItaResult | None = None  #: our last ITA result before it
    report_year_be: int | None = None
    report_ids: tuple[str, ...] = ()  #: our last reports, of `report_year_be` where that is known
    towns: int = 0  #: similar ones with measures, `sample_towns` of them invented
    sample_towns: int = 0
    notes: tuple[PlanNote, ...] = ()
    reworded: bool = False  #: whether one of our last reports is reworded; see SourceRef

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """All of them, in the order of the sections."""
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def ours(self) -> tuple[str, ...]:
        """Ids of our last rows."""
        return tuple(row.id for row in self.rows if row.kind is PlanRowKind.OURS)
