"""Quotations: what reports say was done for a measure, in their own words.

itasearch draws no conclusion from a result. Every surface shows the result, the problem and the
recommendation of a row next to it, as labelled lines with their source.
"""

from collections.abc import Iterator

from itasearch.domain.headers import is_of_both
from itasearch.enrich.form_check import is_ticked, says_something
from itasearch.model.drafts import REPORT_FIELDS, RESULT_FIELDS
from itasearch.model.records import Measure, Quotation
from itasearch.text.thai.normalize import squash


def quotations(measure: Measure, *rows: Measure) -> tuple[Quotation, ...]:
    """Quote results, outcomes, problems and recommendations of a measure.

    Args:
        measure: a row of any report.
        rows: rows of results reports of its town and year that have its title.

    Returns:
        The quotations of the measure, then those of the rows that say something else, each in the
        order of REPORT_FIELDS. Empty cells, dashes and expected results are left out.
    """
    by_text: dict[tuple[str, str], Quotation] = {}
    for row in (measure, *rows):
        for quotation in _quoted(row):
            by_text.setdefault((quotation.field, squash(quotation.text)), quotation)
    return tuple(by_text.values())


def has_result(measure: Measure) -> bool:
    """Whether the report states, or ticks, a result or an outcome that is not only expected."""
    return any(quotation.field in RESULT_FIELDS for quotation in _quoted(measure))


def _quoted(row: Measure) -> Iterator[Quotation]:
    for field in REPORT_FIELDS:
        text = row.text(field).strip()
        if (says_something(text) or is_ticked(text)) and not row.is_expected(field):
            yield Quotation(
                measure_id=row.id,
                field=field,
                text=text,
                source=row.source,
                of_both=is_of_both(row, field),
            )
