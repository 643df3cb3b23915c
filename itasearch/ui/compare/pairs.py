"""The parts of a comparison as HTML: pairs field by field, covers, rows alone.

On a wide screen the two sides stand beside each other, on a narrow one below each
other with the town's name on each text. Imports the model and its neighbours.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from itasearch.model.comparison import Cover, DifferenceKind, FieldDifference, Pair
from itasearch.model.comparison_details import TextSpan
from itasearch.model.comparison_shown import WHOLLY_OTHER
from itasearch.model.records import Measure
from itasearch.ui.compare import strings_compare as c
from itasearch.ui.compare import strings_months as m
from itasearch.ui.compare.comparison_head import Names, percent
from itasearch.ui.compare.timeline import timeline_html
from itasearch.ui.compare.word_marks import mark_html, marked_html, steps_html, units_html
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import (
    facts_html,
    measure_html,
    measure_title,
    preview_html,
    source_html,
)
from itasearch.ui.kit.html import (
    actions_html,
    badge_html,
    badges_html,
    card_html,
    details_html,
    difference_html,
    none_html,
    shortened,
    sides_html,
    text_html,
    title_html,
)
from itasearch.ui.kit.state import say

Marks = Mapping[str, str]
"""Markup of what measures are about, by measure id."""

NO_MARKS: Marks = MappingProxyType({})
_TEXT = 260
"""Most code points of a text before the whole measure is opened."""


def pair_html(
    pair: Pair,
    names: Names,
    *,
    about: Marks = NO_MARKS,
    cover: Cover | None = None,
) -> str:
    """Two measures that do the same thing: what differs, and all of both behind a click.

    Args:
        pair: those two.
        names: of the sides.
        about: what measures are about.
        cover: the one that extends the pair; None if none does.
    """
    whole = sides_html(measure_html(pair.left), measure_html(pair.right), names=names)
    places = (source_html(one.source, report_id=one.report_id) for one in (pair.left, pair.right))
    return card_html(
        badges_html([badge_html(alike_text(pair.similarity), kind="strong"), *_counted_html(pair)]),
        fields_html(pair, names, about=about),
        sides_html(*places, names=("", "")),
        _extension_html(cover, names, about) if cover else "",
        actions_html(details_html(say(s.WHOLE_MEASURE), whole)),
    )


def fields_html(pair: Pair, names: Names, *, about: Marks = NO_MARKS) -> str:
    """Title, times and every field that differs, side by side; `about` stands by the title.

    What one report has no column for stands behind these.
    """
    shown = [
        one
        for one in pair.differences
        if one.differs
        or not one.common
        or one.field == "title"
        or (one.field == "timeframe" and pair.timeframe is not None)
    ]
    shown.sort(key=lambda one: not one.common)
    return "".join(_difference_html(one, pair, names, about=about) for one in shown)


def alike_text(similarity: float) -> str:
    """How alike two measures are, 0–1, in words and per cent."""
    words = next(label for least, label in c.ALIKE_WORDS if similarity >= least)
    return say(c.SIMILARITY, words=say(words), percent=percent(similarity))


def _counted_html(pair: Pair) -> Iterator[str]:
    changed, count = len(pair.changed_fields), sum(one.common for one in pair.differences)
    yield badge_html(say(c.DIFFERING if changed else c.ALL_SAME, changed=changed, count=count))
    if changed and pair.size:
        yield badge_html(say(c.SIZE, percent=max(1, round(100 * pair.size))))


def _difference_html(one: FieldDifference, pair: Pair, names: Names, *, about: Marks) -> str:
    if not one.common:
        lacking = names[one.kind is DifferenceKind.ONLY_LEFT]
        mark = badge_html(say(c.NO_COLUMN, name=lacking))
        body = _sides_html(one, pair, names, about=about)
        return difference_html(say(s.FIELD_LABELS[one.field]), mark, body)
    mark = _mark_html(one, pair, names)
    body = _by_field_html(one, pair, names) or _sides_html(one, pair, names, about=about)
    return difference_html(say(s.FIELD_LABELS[one.field]), mark, body)


def _mark_html(one: FieldDifference, pair: Pair, names: Names) -> str:
    """How a field compares; of times also how many months are the same."""
    label = say(c.DIFFERENCE_LABELS[one.kind], left=names[0], right=names[1])
    shared = pair.timeframe.shared if one.field == "timeframe" and pair.timeframe else None
    if shared == 1 and one.kind is DifferenceKind.CHANGED:
        return mark_html(say(m.SAME_MONTHS), one.kind)
    mark = mark_html(label, one.kind)
    return mark if shared is None else mark + badge_html(say(m.SHARED, percent=round(100 * shared)))


def _by_field_html(one: FieldDifference, pair: Pair, names: Names) -> str:
    """Steps, times and units as what they say; "" where only the text is known."""
    if one.field == "timeframe" and pair.timeframe is not None:
        return timeline_html(pair.timeframe, names)
    if one.field == "steps" and pair.steps:
        return steps_html(pair.steps, names, most=_TEXT)
    if one.field == "responsible" and pair.units is not None:
        return units_html(pair.units, names)
    return ""


def _sides_html(one: FieldDifference, pair: Pair, names: Names, *, about: Marks) -> str:
    if one.size >= WHOLLY_OTHER:
        one = replace(one, left_spans=(), right_spans=())
    left = _text_html(one.left, one.left_spans)
    right = _text_html(one.right, one.right_spans)
    if one.field == "title":
        left = _title_html(pair.left, one.left_spans) + about.get(pair.left.id, "")
        right = _title_html(pair.right, one.right_spans) + about.get(pair.right.id, "")
    return sides_html(left, right, names=names)


def _title_html(measure: Measure, spans: tuple[TextSpan, ...] = ()) -> str:
    number = f"{measure.number}. " if measure.number else ""
    body = marked_html(measure.title, spans, most=_TEXT)
    return title_html(text_html(shortened(number, _TEXT)) + " " * bool(number) + body, ())


def _text_html(text: str | None, spans: tuple[TextSpan, ...]) -> str:
    if text is None:
        return none_html(say(c.NOT_STATED))
    return marked_html(text, spans, most=_TEXT)


def _extension_html(cover: Cover, names: Names, about: Marks) -> str:
    """The further parts of a measure that the other side split."""
    is_right = len(cover.left) == 1
    told = say(c.ALSO_SPLIT_INTO, other=names[is_right], count=len(cover.added))
    parts = "".join(_covered_html(measure, about) for measure in cover.added)
    sides = none_html(say(c.IN_ONE)), parts
    mark = badge_html(told, kind="strong")
    body = sides_html(*(sides if is_right else sides[::-1]), names=names)
    return difference_html(say(c.ALSO_SPLIT), mark, body)


def cover_html(cover: Cover, names: Names, *, about: Marks = NO_MARKS) -> str:
    """One measure of one side beside those of the other that it stands for."""
    one, other = names if len(cover.left) == 1 else names[::-1]
    count = max(len(cover.left), len(cover.right))
    told = say(c.COVER, one=one, other=other, count=count)
    left, right = (
        "".join(_covered_html(measure, about) for measure in side)
        for side in (cover.left, cover.right)
    )
    return card_html(
        badges_html([badge_html(told, kind="strong"), badge_html(alike_text(cover.similarity))]),
        sides_html(left, right, names=names),
    )


def _covered_html(measure: Measure, about: Marks) -> str:
    return (
        '<div class="ita-covered">'
        + _title_html(measure)
        + about.get(measure.id, "")
        + facts_html(measure)
        + source_html(measure.source, report_id=measure.report_id)
        + details_html(say(s.WHOLE_MEASURE), measure_html(measure))
        + "</div>"
    )


def alone_html(measure: Measure, *, whose: str = "", about: Marks = NO_MARKS) -> str:
    """A measure that the other side has nothing like.

    Args:
        measure: that one.
        about: what measures are about.
        whose: who has and who lacks it, where no heading says so; "" otherwise.
    """
    return card_html(
        badges_html([badge_html(whose, kind="only")]) if whose else "",
        title_html(text_html(shortened(measure_title(measure), _TEXT)), ()),
        about.get(measure.id, ""),
        preview_html(measure),
        facts_html(measure),
        source_html(measure.source, report_id=measure.report_id),
        actions_html(details_html(say(s.WHOLE_MEASURE), measure_html(measure))),
    )
