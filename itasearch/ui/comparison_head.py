"""What stands over a comparison: its kinds, whose two reports, what they count.

Imports the model and its neighbours.
"""

from collections.abc import Sequence
from html import escape

from itasearch.model.comparison import ComparedReport, Comparison, IndicatorCount
from itasearch.ui import strings as s
from itasearch.ui import strings_compare as c
from itasearch.ui.cards import (
    indicator_name,
    organisation_badges,
    organisation_name,
    source_html,
    year_name,
)
from itasearch.ui.markup import (
    badge_html,
    badges_html,
    card_html,
    details_html,
    sides_html,
    table_html,
    text_html,
)
from itasearch.ui.state import COMPARE, address, say

Names = tuple[str, str]
"""What the left and the right side are called."""

NONE_YET = "-"
"""Stands in the URL where the years are to be shown but of no organisation yet."""


def modes_html(*, years_of: str | None, left: str = "") -> str:
    """Links to the two kinds of comparison.

    Args:
        years_of: organisation whose years are shown; None: two organisations are.
        left: organisation that goes along to the other kind; "" for none.
    """
    target = address(COMPARE, {"left": left}) if years_of is not None else address(COMPARE)
    two = _mode_html(say(c.MODE_TWO), target, here=years_of is None)
    target = address(COMPARE, {"years": years_of or left or NONE_YET})
    years = _mode_html(say(c.MODE_YEARS), target, here=years_of is not None)
    return f'<nav class="ita-modes" aria-label="{escape(say(c.MODES))}">{two}{years}</nav>'


def _mode_html(text: str, href: str, *, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    return f'<a class="ita-link mode" href="{escape(href)}"{current}>{escape(text)}</a>'


def side_names(comparison: Comparison) -> Names:
    """The sides' organisations, with as much more as tells them apart."""
    left, right = comparison.left, comparison.right
    names = organisation_name(left.organisation), organisation_name(right.organisation)
    for more in (_year, kind_name):
        if names[0] == names[1]:
            names = f"{names[0]} ({more(left)})", f"{names[1]} ({more(right)})"
    return names


def _year(side: ComparedReport) -> str:
    return year_name(side.fiscal_year_be)


def kind_name(side: ComparedReport) -> str:
    """Plan, results or guidelines."""
    return say(s.KIND_LABELS[side.kind])


def heads_html(comparison: Comparison) -> str:
    """Whose reports these are, with their files."""
    left, right = _head_html(comparison.left), _head_html(comparison.right)
    return sides_html(left, right, names=("", ""))


def _head_html(side: ComparedReport) -> str:
    badges = organisation_badges(side.organisation, side.fiscal_year_be)
    badges.append(badge_html(kind_name(side)))
    return card_html(badges_html(badges), source_html(side.source, report_id=side.report_id))


def summary_text(comparison: Comparison, names: Names) -> str:
    """How many measures both have, how many only one, and how many stand for several."""
    counts = comparison.counts
    told = say(
        c.SUMMARY,
        both=counts.both,
        left=names[0],
        only_left=counts.only_left,
        right=names[1],
        only_right=counts.only_right,
    )
    if not counts.covers:
        return told
    return f"{told} · {say(c.SUMMARY_COVERS, count=counts.covers)}"


def indicators_html(counts: Sequence[IndicatorCount], names: Names) -> str:
    """Counts by stated indicator; "" when no report states any."""
    if all(count.indicator is None for count in counts):
        return ""
    columns = [say(c.INDICATOR_COLUMN), *names, say(c.BOTH_COLUMN)]
    rows = [
        [_indicator_html(count.indicator), str(count.left), str(count.right), str(count.both)]
        for count in counts
    ]
    table = table_html(columns, rows, caption=say(c.BY_INDICATOR), kind="ita-counts")
    return details_html(say(c.BY_INDICATOR), table, kind="row")


def _indicator_html(number: int | None) -> str:
    return text_html(say(c.NO_INDICATOR) if number is None else indicator_name(number))
