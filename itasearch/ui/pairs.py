"""A comparison as HTML: whose two reports, what they count, pairs field by field, rows alone.

On a wide screen the two sides stand beside each other, on a narrow one below each
other with the town's name on each text. Imports the model and its neighbours.
"""

from collections.abc import Sequence

from itasearch.model.comparison import (
    ComparedReport,
    Comparison,
    DifferenceKind,
    FieldDifference,
    IndicatorCount,
    Pair,
)
from itasearch.model.records import Measure
from itasearch.ui import strings as s
from itasearch.ui import strings_compare as c
from itasearch.ui.cards import (
    facts_html,
    indicator_name,
    measure_html,
    measure_title,
    organisation_badges,
    organisation_name,
    preview_html,
    source_html,
    year_name,
)
from itasearch.ui.markup import (
    actions_html,
    badge_html,
    badges_html,
    card_html,
    details_html,
    difference_html,
    none_html,
    shortened,
    sides_html,
    table_html,
    text_html,
    title_html,
)
from itasearch.ui.state import say

_TEXT = 260
"""Most code points of a text before the whole measure is opened."""

_MARK_KINDS = {
    DifferenceKind.SAME: "same",
    DifferenceKind.CHANGED: "changed",
    DifferenceKind.ONLY_LEFT: "only",
    DifferenceKind.ONLY_RIGHT: "only",
}

Names = tuple[str, str]
"""What the left and the right side are called."""


def side_names(comparison: Comparison) -> Names:
    """The sides' organisations, with as much more as tells them apart."""
    left, right = comparison.left, comparison.right
    names = organisation_name(left.organisation), organisation_name(right.organisation)
    for more in (_year, _kind):
        if names[0] == names[1]:
            names = f"{names[0]} ({more(left)})", f"{names[1]} ({more(right)})"
    return names


def _year(side: ComparedReport) -> str:
    return year_name(side.fiscal_year_be)


def _kind(side: ComparedReport) -> str:
    return say(s.KIND_LABELS[side.kind])


def heads_html(comparison: Comparison) -> str:
    """Whose reports these are, with their files."""
    left, right = _head_html(comparison.left), _head_html(comparison.right)
    return sides_html(left, right, names=("", ""))


def _head_html(side: ComparedReport) -> str:
    badges = [*organisation_badges(side.organisation, side.fiscal_year_be), badge_html(_kind(side))]
    return card_html(badges_html(badges), source_html(side.source, report_id=side.report_id))


def summary_text(comparison: Comparison, names: Names) -> str:
    """How many measures both have, and how many only one."""
    return say(
        c.SUMMARY,
        both=len(comparison.pairs),
        left=names[0],
        only_left=len(comparison.only_left),
        right=names[1],
        only_right=len(comparison.only_right),
    )


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


def pair_html(pair: Pair, names: Names) -> str:
    """Two measures that do the same thing: what differs, and all of both behind a click."""
    shown = [
        one
        for one in pair.differences
        if one.field == "title" or one.kind is not DifferenceKind.SAME
    ]
    whole = sides_html(measure_html(pair.left), measure_html(pair.right), names=names)
    places = (source_html(one.source, report_id=one.report_id) for one in (pair.left, pair.right))
    return card_html(
        badges_html([badge_html(alike_text(pair.similarity), kind="strong"), _counted_html(pair)]),
        *(_difference_html(one, pair, names) for one in shown),
        sides_html(*places, names=("", "")),
        actions_html(details_html(say(s.WHOLE_MEASURE), whole)),
    )


def alike_text(similarity: float) -> str:
    """How alike two measures are, 0–1, in words and per cent."""
    words = next(label for least, label in c.ALIKE_WORDS if similarity >= least)
    # Only what is the same is a hundred per cent.
    percent = min(round(100 * similarity), 99 if similarity < 1 else 100)
    return say(c.SIMILARITY, words=say(words), percent=percent)


def _counted_html(pair: Pair) -> str:
    changed, count = len(pair.changed_fields), len(pair.differences)
    return badge_html(say(c.DIFFERING if changed else c.ALL_SAME, changed=changed, count=count))


def _difference_html(one: FieldDifference, pair: Pair, names: Names) -> str:
    mark = say(c.DIFFERENCE_LABELS[one.kind], left=names[0], right=names[1])
    if one.field == "title":
        left, right = _title_html(pair.left), _title_html(pair.right)
    else:
        left, right = _text_html(one.left), _text_html(one.right)
    return difference_html(
        say(s.FIELD_LABELS[one.field]),
        badge_html(mark, kind=_MARK_KINDS[one.kind]),
        sides_html(left, right, names=names),
    )


def _title_html(measure: Measure) -> str:
    return title_html(text_html(shortened(measure_title(measure), _TEXT)), ())


def _text_html(text: str | None) -> str:
    return none_html(say(c.NOT_STATED)) if text is None else text_html(shortened(text, _TEXT))


def alone_html(measure: Measure) -> str:
    """A measure that the other side has nothing like."""
    return card_html(
        title_html(text_html(shortened(measure_title(measure), _TEXT)), ()),
        preview_html(measure),
        facts_html(measure),
        source_html(measure.source, report_id=measure.report_id),
        actions_html(details_html(say(s.WHOLE_MEASURE), measure_html(measure))),
    )
