"""Years of a text as their distance to the report's: 2565 in 2566 is 2567 in 2568.

Both are the year before. Years of laws, and years far away, are substance and stay.
Imports text.
"""

import re
from collections.abc import Mapping

from itasearch.text.dates.fiscal_year import year_mentions
from itasearch.text.dates.months import month_years

_TWO_DIGITS = re.compile(r"\d\s?\d")
_CENTURY = 2500
_NEAR_YEARS = 10


def near_years(text: str, fiscal_year_be: int) -> Mapping[tuple[int, int], str]:
    """By (start, end) of its digits, each near year as «0», «b1» (one before) or «a1»."""
    if not _TWO_DIGITS.search(text):  # most texts name no year, and looking for one takes long
        return {}
    years = {
        (mention.start, mention.end): mention.year
        for mention in year_mentions(text)
        if not mention.law and abs(mention.year - fiscal_year_be) <= _NEAR_YEARS
    }
    for date in month_years(text):
        if date.end - date.year_start == 2 and date.year >= _CENTURY + 40:
            years.setdefault((date.year_start, date.end), date.year)
    return {place: _distance(year - fiscal_year_be) for place, year in years.items()}


def _distance(years: int) -> str:
    """A distance in signs that squashing keeps."""
    return f"«{'b' if years < 0 else 'a' if years else ''}{abs(years)}»"
