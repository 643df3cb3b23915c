"""What is compared of a field's text: equal for two texts that say the same.

White space, digits' script, case, bullets and item numbers, the town's own names
and its fiscal year are put aside. Figures and the years of laws are substance and
count. Imports its neighbour, enrich, model and text.
"""

import re
from functools import lru_cache

from itasearch.compare.difference.near_years import near_years
from itasearch.enrich.copies.same_text import without_own_names
from itasearch.model.records import Organisation, Report
from itasearch.text.thai.normalize import normalize

ITEM_NUMBER = re.compile(r"^[^\S\n]*\(?\d{1,2}\s?[.)](?!\d)", re.MULTILINE)
"""The number that an item of a field begins with."""

_ERA = re.compile(r"(?:พ\s?\.?\s?ศ\s?\.?|พุทธศักราช)\s*(?=«)")


def comparable(text: str, report: Report) -> str:
    """`text`, of a measure of `report`, without what makes no difference."""
    return comparable_text(text, report.organisation, report.fiscal_year_be)


@lru_cache(maxsize=8_192)  # the same reports are laid beside others again and again
def comparable_text(
    text: str, organisation: Organisation | None, fiscal_year_be: int | None
) -> str:
    """See comparable."""
    text = ITEM_NUMBER.sub("", normalize(text))
    if fiscal_year_be is not None:
        text = _ERA.sub("", _relative_years(text, fiscal_year_be))
    return without_own_names(text, organisation)


def _relative_years(text: str, fiscal_year_be: int) -> str:
    """`text` with each year near the report's written as its distance to it."""
    parts: list[str] = []
    end = 0
    for (start, after), distance in sorted(near_years(text, fiscal_year_be).items()):
        parts += [text[end:start], distance]
        end = after
    return "".join(parts) + text[end:]
