"""What a plan does not touch while similar towns do, and what its measures lack.

Imports its neighbours form_check, matrix, neighbours and records.
"""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.form_check import FormCheck
from itasearch.model.matrix import Axis
from itasearch.model.neighbours import Neighbour, PlacedMeasure
from itasearch.model.records import Organisation, ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A topic or indicator that our measures touch.

    Attributes:
        key: id of the topic, or "1" to "10".
        measures: how many of them.
    """

    axis: Axis
    key: str
    measures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A topic or indicator that our plan does not touch and most similar towns do.

    Attributes:
        key: id of the topic, or "1" to "10".
        towns: how many of the neighbours touch it.
        of: how many neighbours were looked at; towns / of > 0.5.
        examples: at most three good measures to borrow, of different towns where there are.
    """

    axis: Axis
    key: str
    towns: int
    of: int
    examples: tuple[PlacedMeasure, ...]


class CoverageNote(StrEnum):
    """Why there may be fewer gaps than the reader expects.

    NO_REPORT: the organisation has no report with measures, so that it would lack all.
    ALONE: no other organisation like it has measures. FEW_NEIGHBOURS: fewer than
    FEWEST_NEIGHBOURS do; a gap is not told from so few. NO_GAP: there were enough
    neighbours, and nothing that most of them do is missing.
    """

    NO_REPORT = "no_report"
    ALONE = "alone"
    FEW_NEIGHBOURS = "few_neighbours"
    NO_GAP = "no_gap"


FEWEST_NEIGHBOURS = 3
"""With fewer similar towns "most of them" says little: users of stadt-land-klima ask for three
to five similar ones (its issue 262)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How an organisation's reports of one fiscal year stand, the newest where none is asked for.

    Attributes:
        fiscal_year_be: None where it has no report, or none of a known year.
        report_ids: the reports that were looked at, those of `fiscal_year_be`.
        touched: topics, then indicators, that they touch.
        gaps: topics, then indicators, each the most common among the neighbours first.
        neighbours: those it was held against, all of them with measures; the likest first.
        checks: one for each of `report_ids`, in their order.
        notes: why there are no gaps; () where there are.
        reworded: whether one of `report_ids` is reworded; see SourceRef.
        doubled: kinds of which two or more of `report_ids` are.
    """

    organisation: Organisation
    fiscal_year_be: int | None
    report_ids: tuple[str, ...]
    touched: tuple[Touched, ...]
    gaps: tuple[Gap, ...]
    neighbours: tuple[Neighbour, ...]
    checks: tuple[FormCheck, ...]
    notes: tuple[CoverageNote, ...] = ()
    reworded: bool = False
    doubled: tuple[ReportKind, ...] = ()
