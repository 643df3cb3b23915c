"""Parts of the form that a measure must have, by fiscal year and kind of report.

The assessment's items and parts change by year; form_rules.toml has them with their sources and
a mark where no primary source confirms them. Guidelines have no table: nothing is required.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from itasearch.domain.loader import records
from itasearch.model.form_check import Part
from itasearch.model.records import ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRules:
    """The rules of one fiscal year.

    Attributes:
        required: parts by kind of report, in the order of the form; () for none.
        items: the disclosure item (OIT) of a kind, such as "O42", where it is known.
        confirmed: whether parts and items were found in a primary source.
    """

    fiscal_year_be: int
    required: Mapping[ReportKind, tuple[Part, ...]]
    confirmed: bool
    source: str
    items: Mapping[ReportKind, str] = field(default_factory=dict)


@cache
def form_rules(fiscal_year_be: int | None) -> FormRules:
    """The rules of a fiscal year, else of the nearest known one.

    Args:
        fiscal_year_be: None for the newest rules.

    Returns:
        Rules with their own `fiscal_year_be`; the newer ones of two that are equally near.
    """
    known = records("form_rules.toml", "year", FormRules)
    year = max(one.fiscal_year_be for one in known) if fiscal_year_be is None else fiscal_year_be
    return min(known, key=lambda one: (abs(one.fiscal_year_be - year), -one.fiscal_year_be))
