"""What a plan does not touch while similar towns do, and what its measures lack.

Imports its neighbours form_check, matrix, neighbours and records.
"""

from dataclasses import dataclass

from itasearch.model.form_check import FormCheck
from itasearch.model.matrix import Axis
from itasearch.model.neighbours import Neighbour, PlacedMeasure
from itasearch.model.records import Organisation


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How an organisation's newest reports stand.

    Attributes:
        report_ids: the reports that were looked at, those of `fiscal_year_be`.
        touched: topic ids, then indicators, that they touch, with how many measures.
        gaps: most common among the neighbours first; topics, then indicators.
        neighbours: those it was held against.
        checks: one for each report.
    """

    organisation: Organisation
    fiscal_year_be: int | None
    report_ids: tuple[str, ...]
    touched: tuple[tuple[Axis, str, int], ...]
    gaps: tuple[Gap, ...]
    neighbours: tuple[Neighbour, ...]
    checks: tuple[FormCheck, ...]
