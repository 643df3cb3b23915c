"""In which fields two measures differ, by loose equality.

"Same" means equal once squashed (white space, digits' script, case, bullets),
with item numbers, the town's own names and its fiscal year put aside: 2565 in a
report of 2566 equals 2567 in one of 2568, both are the year before. Figures and the
years of laws are substance and count. Imports enrich, model and text.
"""

import re

from itasearch.enrich.same_text import without_own_names
from itasearch.model.comparison import DifferenceKind, FieldDifference
from itasearch.model.records import TEXT_FIELDS, Measure, Report
from itasearch.text.fiscal_year import year_mentions
from itasearch.text.months import month_years
from itasearch.text.normalize import normalize

_CENTURY = 2500
_NEAR_YEARS = 10
_ITEM_NUMBER = re.compile(r"^\s*\(?\d{1,2}[.)](?!\d)", re.MULTILINE)
_ERA = re.compile(r"(?:พ\s?\.?\s?ศ\s?\.?|พุทธศักราช)\s*(?=«)")


def differences(
    left: Measure, right: Measure, *, reports: tuple[Report, Report]
) -> tuple[FieldDifference, ...]:
    """Every field that either measure has, in the order of TEXT_FIELDS.

    Args:
        left: a measure of reports[0].
        right: a measure of reports[1].
        reports: tell whose names and which year are put aside on each side.
    """
    found = (
        _difference(name, left.text(name), right.text(name), reports=reports)
        for name in TEXT_FIELDS
    )
    return tuple(one for one in found if one is not None)


def _difference(
    field: str, left: str, right: str, *, reports: tuple[Report, Report]
) -> FieldDifference | None:
    if not left.strip() and not right.strip():
        return None
    if not right.strip():
        kind = DifferenceKind.ONLY_LEFT
    elif not left.strip():
        kind = DifferenceKind.ONLY_RIGHT
    elif comparable(left, reports[0]) == comparable(right, reports[1]):
        kind = DifferenceKind.SAME
    else:
        kind = DifferenceKind.CHANGED
    return FieldDifference(field=field, left=left or None, right=right or None, kind=kind)


def comparable(text: str, report: Report) -> str:
    """What is compared of a field's text: equal for two texts that say the same."""
    text = _ITEM_NUMBER.sub("", normalize(text))
    if report.fiscal_year_be is not None:
        text = _ERA.sub("", _relative_years(text, report.fiscal_year_be))
    return without_own_names(text, report.organisation)


def _relative_years(text: str, fiscal_year_be: int) -> str:
    """`text` with each year near the report's written as its distance to it: «0», «b1», «a1»."""
    years = {
        (mention.start, mention.end): mention.year
        for mention in year_mentions(text)
        if not mention.law and abs(mention.year - fiscal_year_be) <= _NEAR_YEARS
    }
    for date in month_years(text):
        if date.end - date.year_start == 2 and date.year >= _CENTURY + 40:
            years.setdefault((date.year_start, date.end), date.year)
    parts: list[str] = []
    end = 0
    for (start, after), year in sorted(years.items()):
        parts += [text[end:start], _distance(year - fiscal_year_be)]
        end = after
    return "".join(parts) + text[end:]


def _distance(years: int) -> str:
    """A distance in signs that squashing keeps."""
    return f"«{'b' if years < 0 else 'a' if years else ''}{abs(years)}»"
