"""Towns by topics or indicators: how many measures each has there, and how deep they go.

A plan and the results of its year hold the same measures twice; a cell takes the kind with more of
them there. Depth distinguishes a title alone from a measure with steps, time, unit and outcome.
Letters are counted, nothing is read: what a part must say is judged by the form check.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from itasearch.compare.towns.similar import Likened
from itasearch.domain.indicators import indicators
from itasearch.domain.rules import built_in_rules
from itasearch.domain.topics import topics
from itasearch.model.classification import IndicatorMark, Origin, TopicMark
from itasearch.model.form_check import Part
from itasearch.model.records import ReportKind
from itasearch.model.towns import (
    EVERY_TOTAL,
    MOST_ROWS,
    AnyTown,
    Axis,
    Matrix,
    MatrixCell,
    MatrixOrder,
    MatrixRow,
    ScoreBand,
    Town,
    TownMeasure,
    TownProfile,
)
from itasearch.text.thai.match import thai_order

SomeTown = TypeVar("SomeTown", Town, TownProfile)

_ENOUGH_LETTERS: Mapping[Part, int] = {
    Part.STEPS: 90,
    Part.TIMEFRAME: 12,
    Part.RESPONSIBLE: 9,
    Part.FOLLOW_UP: 33,
    Part.RESULTS: 58,
}
"""Letters from which on a part counts as whole: about the median of the 164 measures in tables
of the sample corpus (the lower quartile for time and unit, where a short text says all)."""


def depth(letters: Mapping[str, int], kind: ReportKind, fiscal_year_be: int | None) -> float:
    """How much a measure says of what reports of its kind and year are asked for, 0–1.

    The mean over the parts, of each the share of what is enough. `letters`: code points of each
    field with any; in a guideline, without columns, title and steps count as steps.
    """
    if kind is ReportKind.GUIDELINES:
        letters = {"steps": letters.get("steps", 0) + letters.get("title", 0)}
        parts: Sequence[Part] = (Part.STEPS,)
    else:
        parts = built_in_rules().pack(fiscal_year_be).required[kind]
    shares = [min(1.0, letters.get(part, 0) / _ENOUGH_LETTERS[part]) for part in parts]
    return sum(shares) / len(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixChoice:
    """What of the towns is shown; the town `like` comes first, MatrixOrder.LIKENESS needs it."""

    axis: Axis = Axis.TOPICS
    band: ScoreBand = EVERY_TOTAL
    order: MatrixOrder = MatrixOrder.COVERAGE
    like: AnyTown | None = None
    most: int = MOST_ROWS

    @property
    def likened(self) -> Likened | None:
        """The town that others are likened to."""
        return None if self.like is None else Likened(self.like)


def matrix(towns: Iterable[Town], choice: MatrixChoice) -> Matrix:
    """Towns by topics or indicators. Raises ValueError as `ordered`."""
    columns, likened = columns_of(choice.axis), choice.likened
    found = ordered(towns, choice)
    return Matrix(
        axis=choice.axis,
        columns=columns,
        rows=tuple(
            _row(town, columns, axis=choice.axis, likened=likened) for town in found[: choice.most]
        ),
        left_out=max(0, len(found) - choice.most),
        band=choice.band,
    )


def ordered(towns: Iterable[SomeTown], choice: MatrixChoice) -> list[SomeTown]:
    """The towns inside the band of ITA totals, in the order of the rows.

    One without a total is inside a band open on both sides only. Raises ValueError: likeness to no
    town, the band's least above its most, or `most` below 1.
    """
    if choice.order is MatrixOrder.LIKENESS and choice.like is None:
        raise ValueError("order by likeness needs an organisation to liken rows to: give `like`")
    least, most = choice.band.ends
    if choice.most < 1:
        raise ValueError(f"at least one row is asked for, not {choice.most}")
    likened, columns = choice.likened, frozenset(columns_of(choice.axis))

    def place(town: AnyTown) -> tuple[bool, float, float, str, str]:
        # The reader looks for her own row first, whatever the order of the others.
        is_other = choice.like is None or choice.like.organisation.id != town.organisation.id
        covered = 0.0
        if choice.order is not MatrixOrder.NAME:
            touched = town.topics if choice.axis is Axis.TOPICS else map(str, town.indicators)
            covered = -float(len(columns.intersection(touched)))
        first = covered
        if choice.order is MatrixOrder.LIKENESS and likened is not None:
            first = -likened.likeness(likened.reasons(town))
        elif choice.order is MatrixOrder.TOTAL:
            first = -((town.newest_total and town.newest_total.total) or 0.0)
        return is_other, first, covered, thai_order(town.organisation.name), town.organisation.id

    if choice.band != EVERY_TOTAL:
        totals = ((it, it.newest_total.total if it.newest_total else None) for it in towns)
        towns = [town for town, total in totals if total is not None and least <= total <= most]
    return sorted(towns, key=place)


def columns_of(axis: Axis) -> tuple[str, ...]:
    """Ids of all topics, or "1" to "10", in the order to show them."""
    if axis is Axis.TOPICS:
        return tuple(topic.id for topic in topics())
    return tuple(str(indicator.number) for indicator in indicators())


def cells_of(measures: Iterable[TownMeasure], axis: Axis) -> Mapping[str, MatrixCell]:
    """The cells of a town's measures, by column; columns without any are left out."""
    placed: dict[str, dict[ReportKind, list[tuple[TownMeasure, bool]]]] = {}
    for measure in measures:
        for key, mark in marks_of(measure, axis).items():
            by_kind = placed.setdefault(key, {})
            guessed = mark.origin is Origin.GUESSED
            by_kind.setdefault(measure.kind, []).append((measure, guessed))

    def weight(pairs: Sequence[tuple[TownMeasure, bool]]) -> tuple[int, float]:
        return len(pairs), sum(measure.depth for measure, _ in pairs)

    fullest = {key: max(by_kind.values(), key=weight) for key, by_kind in placed.items()}
    return {
        key: MatrixCell(
            measure_ids=tuple(measure.id for measure, _ in pairs),
            depth=round(sum(measure.depth for measure, _ in pairs) / len(pairs), 4),
            guessed=sum(guessed for _, guessed in pairs),
        )
        for key, pairs in fullest.items()
    }


def marks_of(measure: TownMeasure, axis: Axis) -> Mapping[str, TopicMark | IndicatorMark]:
    """The columns that a measure belongs to, and how that is known."""
    if axis is Axis.TOPICS:
        return {mark.topic: mark for mark in measure.about.topics}
    mark = measure.about.indicator
    return {} if mark is None else {str(mark.number): mark}


def _row(town: Town, columns: Sequence[str], *, axis: Axis, likened: Likened | None) -> MatrixRow:
    cells = cells_of(town.measures, axis)
    unplaced = Counter(it.kind for it in town.measures if not marks_of(it, axis))
    result = town.newest_total
    return MatrixRow(
        organisation=town.organisation,
        fiscal_year_be=town.fiscal_year_be,
        report_ids=town.report_ids,
        cells=tuple(cells.get(column, MatrixCell()) for column in columns),
        total=None if result is None else result.total,
        total_year_be=None if result is None else result.fiscal_year_be,
        likeness=None if likened is None else likened.likeness(likened.reasons(town)),
        unplaced=max(unplaced.values(), default=0),
        reworded=town.reworded,
    )
