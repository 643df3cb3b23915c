"""Two reports laid side by side, as one Comparison. Imports its neighbours and model."""

from itasearch.compare.align import align
from itasearch.compare.coverage import coverage
from itasearch.compare.diff import fields_of, laid_side_by_side
from itasearch.compare.meaning import Meanings
from itasearch.model.comparison import ComparedReport, Comparison
from itasearch.model.records import Measure, Report


def compare_reports(
    left: Report, right: Report, *, meanings: Meanings | None, notes: tuple[str, ...] = ()
) -> Comparison:
    """Lay `left` and `right` side by side.

    Args:
        left: a report.
        right: another report; its id differs.
        meanings: directions of measures; None pairs by wording and concepts alone.
        notes: handed on to people who read the comparison.

    Raises:
        ValueError: both are the same report.
    """
    if left.id == right.id:
        raise ValueError(f"report {left.id} cannot be compared with itself")
    common = fields_of(left) & fields_of(right)
    pairs = tuple(
        laid_side_by_side(
            left.measures[found.left],
            right.measures[found.right],
            similarity=found.similarity,
            reports=(left, right),
            common=common,
        )
        for found in align(left, right, meanings=meanings)
    )
    return Comparison(
        left=_side(left),
        right=_side(right),
        pairs=pairs,
        covers=(),
        only_left=_without(left, {pair.left.id for pair in pairs}),
        only_right=_without(right, {pair.right.id for pair in pairs}),
        coverage=coverage(left.measures, right.measures, pairs=pairs),
        notes=notes,
    )


def _side(report: Report) -> ComparedReport:
    return ComparedReport(
        report_id=report.id,
        organisation=report.organisation,
        fiscal_year_be=report.fiscal_year_be,
        kind=report.kind,
        source=report.source,
        media_type=report.media_type,
    )


def _without(report: Report, paired: set[str]) -> tuple[Measure, ...]:
    return tuple(measure for measure in report.measures if measure.id not in paired)
