"""How much a measure says: a title alone is told from one with steps, time, unit and outcome.

Letters are counted, nothing is read: the survey of many towns has no time for more, and
what a part must say is the form check's to judge. Imports domain and model.
"""

from collections.abc import Mapping
from functools import cache

from itasearch.domain.form_rules import form_rules
from itasearch.model.form_check import Part
from itasearch.model.records import ReportKind

_ENOUGH: Mapping[Part, int] = {
    Part.STEPS: 90,
    Part.TIMEFRAME: 12,
    Part.RESPONSIBLE: 9,
    Part.FOLLOW_UP: 33,
    Part.RESULTS: 58,
}
"""Letters from which on a part counts as whole: about the median of the 164 measures in tables
of the sample corpus (the lower quartile for time and unit, where a short text says all)."""


def depth(letters: Mapping[str, int], kind: ReportKind, fiscal_year_be: int | None) -> float:
    """How much a measure says of what reports of its kind and year are asked for.

    Args:
        letters: code points of each text field that has any.
        kind: of its report; of a guideline, which has no columns, title and steps count
            as steps.
        fiscal_year_be: of its report; see domain.form_rules.

    Returns:
        0–1: the mean over the parts, of each the share of what is enough.
    """
    if kind is ReportKind.GUIDELINES:
        letters = {"steps": letters.get("steps", 0) + letters.get("title", 0)}
    asked = _asked(kind, fiscal_year_be)
    return sum(min(1.0, letters.get(part, 0) / _ENOUGH[part]) for part in asked) / len(asked)


@cache
def _asked(kind: ReportKind, fiscal_year_be: int | None) -> tuple[Part, ...]:
    if kind is ReportKind.GUIDELINES:
        return (Part.STEPS,)
    return form_rules(fiscal_year_be).asked[kind]
