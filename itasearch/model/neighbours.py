"""Towns like ours, and which of them do a weak indicator better. Imports its neighbour records."""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.records import ItaResult, Measure, Organisation, ReportKind

MOST_NEIGHBOURS = 10
"""Looked at, or shown, unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMeasure:
    """A measure, whose it is, and of which fiscal year."""

    measure: Measure
    organisation: Organisation | None
    fiscal_year_be: int | None


class Alike(StrEnum):
    """In what two organisations are alike, the weightiest first."""

    TYPE = "type"
    PROVINCE = "province"
    REGION = "region"
    TOTAL = "total"
    PLAN = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourReason:
    """One thing that speaks for a neighbour.

    Attributes:
        value: what they share: a type's or province's name, a region's id, both totals
            ("84.2 · 86.0 (2567)", "84.2 (2568) · 86.0 (2566)" of two years), or the topics
            that both plans touch, by id and blank-separated.
        share: 0–1, how much of this likeness there is.
    """

    kind: Alike
    value: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An organisation that is like ours.

    Attributes:
        fiscal_year_be: of the reports that were looked at; None where it has none.
        result: its newest ITA result.
        likeness: 0–1.
        reasons: the weightiest first; never empty.
        reworded: whether one of those reports is reworded; see SourceRef.
        doubled: kinds of which two or more of those reports are.
    """

    organisation: Organisation
    fiscal_year_be: int | None
    likeness: float
    reasons: tuple[NeighbourReason, ...]
    result: ItaResult | None = None
    reworded: bool = False
    doubled: tuple[ReportKind, ...] = ()


class Better(StrEnum):
    """How a similar town does better on an indicator."""

    HIGHER = "higher"
    ROSE = "rose"


@dataclass(frozen=True, slots=True, kw_only=True)
class BetterExample:
    """A measure of a similar town that stands better on an indicator; no proof of cause.

    Attributes:
        example: the measure; its year is that of the report.
        why: its score is higher than ours, or rose in the year after the measure.
        score: theirs on the indicator in `score_year_be`.
        later: their score a year after it, for ROSE; None otherwise.
        guessed: whether the measure's indicator is a guess.
        likeness: of the town to ours, 0–1.
    """

    example: PlacedMeasure
    why: Better
    score: float
    score_year_be: int
    likeness: float
    later: float | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakIndicator:
    """One of our weakest indicators, and who does it better.

    Attributes:
        number: 1–10.
        score: ours, 0–100, in `fiscal_year_be`.
        examples: of the likest towns first; () where none is known.
    """

    number: int
    score: float
    fiscal_year_be: int
    examples: tuple[BetterExample, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """An organisation among those like it.

    Attributes:
        result: its newest ITA result; None where none is known, and `weak` is () then.
        neighbours: the likest first, itself left out.
        weak: its weakest indicators first.
        reworded: whether one of its reports of `fiscal_year_be` is reworded; see SourceRef.
    """

    organisation: Organisation
    fiscal_year_be: int | None
    neighbours: tuple[Neighbour, ...]
    weak: tuple[WeakIndicator, ...] = ()
    result: ItaResult | None = None
    reworded: bool = False
