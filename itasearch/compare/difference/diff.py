"""In which fields two measures differ, and how much.

"Same" is what `comparable` makes equal, and for times and units what names the same months
and units in other words.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from itasearch.compare.difference.spans import LEAST_SIZE, text_difference
from itasearch.compare.difference.steps import step_differences
from itasearch.compare.difference.times_and_units import (
    same_months,
    timeframe_difference,
    unit_difference,
)
from itasearch.model.comparison import (
    DifferenceKind,
    FieldDifference,
    Pair,
    TimeframeDifference,
    UnitDifference,
)
from itasearch.model.records import TEXT_FIELDS, Measure, Report

_STEPS_WEIGHT = 2.0
"""Of the steps in the size of a pair's difference; other fields have 1. Chosen by hand: steps
are what a measure does; not measured."""


def compare_measures(
    left: Measure,
    right: Measure,
    *,
    similarity: float,
    reports: tuple[Report, Report],
    common: Collection[str],
) -> Pair:
    """A pair with all that differs in it.

    Args:
        left: a measure of reports[0].
        right: a measure of reports[1].
        similarity: of the two, 0–1.
        reports: whose names and which years are put aside on each side.
        common: fields that both reports have; only in these do their measures differ.
    """
    timeframe = timeframe_difference(
        left.text("timeframe"), right.text("timeframe"), reports=reports
    )
    units = unit_difference(left.text("responsible"), right.text("responsible"), reports=reports)
    found = tuple(
        replace(one, common=one.field in common)
        for one in differences(left, right, reports=reports, timeframe=timeframe, units=units)
    )
    return Pair(
        left=left,
        right=right,
        similarity=similarity,
        differences=found,
        size=_pair_size(found),
        steps=step_differences(left.text("steps"), right.text("steps"), reports=reports),
        timeframe=timeframe,
        units=units,
    )


def differences(
    left: Measure,
    right: Measure,
    *,
    reports: tuple[Report, Report],
    timeframe: TimeframeDifference | None = None,
    units: UnitDifference | None = None,
) -> tuple[FieldDifference, ...]:
    """Every field that either measure has, in the order of TEXT_FIELDS."""
    texts = ((name, left.text(name), right.text(name)) for name in TEXT_FIELDS)
    return tuple(
        _by_content(text_difference(name, one, other, reports=reports), timeframe, units)
        for name, one, other in texts
        if one.strip() or other.strip()
    )


def _by_content(
    found: FieldDifference, timeframe: TimeframeDifference | None, units: UnitDifference | None
) -> FieldDifference:
    """Times and units by what they say, where that is known; else by their words."""
    if found.kind is not DifferenceKind.CHANGED:
        return found
    if found.field == "timeframe" and timeframe is not None and timeframe.shared is not None:
        if same_months(timeframe):
            return _sized(found, 0.0)
        return _sized(found, max(LEAST_SIZE, 1 - timeframe.shared))
    if found.field == "responsible" and units is not None:
        counts = (len(units.both), len(units.only_left) + len(units.only_right))
        if any(counts):
            return _sized(found, counts[1] / sum(counts))
    return found


def _sized(found: FieldDifference, size: float) -> FieldDifference:
    kind = DifferenceKind.CHANGED if size else DifferenceKind.SAME
    return replace(found, kind=kind, size=round(size, 4))


def fields_of(report: Report) -> frozenset[str]:
    """Fields that any measure of the report has."""
    return frozenset(
        name for name in TEXT_FIELDS if any(one.text(name).strip() for one in report.measures)
    )


def _pair_size(found: Sequence[FieldDifference]) -> float:
    """The weighted mean over fields that both reports have; 0 if they share none."""
    weighed = [
        (_STEPS_WEIGHT if one.field == "steps" else 1.0, one.size) for one in found if one.common
    ]
    total = sum(weight for weight, _ in weighed)
    return round(sum(weight * size for weight, size in weighed) / total, 4) if total else 0.0
