"""Pairs of measures as HTML: fields side by side, words that differ, steps, units and times.

A stretch that one side alone has begins with [−] (the first side) or [+] (the second): colour is
never the only sign. Times are bars on a scale of months from October on, longer by up to a year on
either side for what is outside the fiscal year.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from types import MappingProxyType

from itasearch.model.comparison import (
    LEAST_MONTH_CONFIDENCE,
    MONTHS_OF_YEAR,
    Cover,
    DifferenceKind,
    FieldDifference,
    MonthSpan,
    NearestMeasure,
    Pair,
    SpanKind,
    TextSpan,
    TimeframeDifference,
    UnitDifference,
    percent_of,
)
from itasearch.model.comparison_shown import WHOLLY_OTHER
from itasearch.model.records import Measure
from itasearch.ui.compare import labels as compare_labels
from itasearch.ui.kit import cards, html
from itasearch.wording import comparison
from itasearch.wording.label import shortened
from itasearch.wording.labels import MONTH_NAMES, field_in_sentence, months_text
from itasearch.wording.language import phrase, say

_OCTOBER = 9  # index of the month that begins a fiscal year
_MONTHS_OF_QUARTER = 3  #: The axis names the first month of each quarter
_WIDEST = frozenset(range(-MONTHS_OF_YEAR, 2 * MONTHS_OF_YEAR))  #: A year before and one behind


def timeline_html(difference: TimeframeDifference, names: tuple[str, str]) -> str:
    """A strip for each side that states a timeframe, with its months in words and as printed."""
    spans = (difference.left, difference.right)
    sides = [(span, name) for span, name in zip(spans, names, strict=True) if span is not None]
    months = [month for span, _name in sides for month in span.months & _WIDEST]
    first, last = min([0, *months]), max([MONTHS_OF_YEAR - 1, *months])
    quarters = (first // _MONTHS_OF_QUARTER, last // _MONTHS_OF_QUARTER + 1)
    scale = range(*(_MONTHS_OF_QUARTER * quarter for quarter in quarters))
    axis = "".join(
        f'<span class="{_outside(month)}">'
        f"{escape(say(MONTH_NAMES[(month + _OCTOBER) % MONTHS_OF_YEAR]))}</span>"
        for month in scale[::_MONTHS_OF_QUARTER]
    )
    head = f'<div class="axis" aria-hidden="true">{axis}</div>' if months else ""
    rows = "".join(_times_html(span, name, scale) for span, name in sides)
    return f'<div class="ita-times">{head}{rows}</div>'


def _outside(month: int) -> str:
    return "" if 0 <= month < MONTHS_OF_YEAR else "outside"


def _times_html(span: MonthSpan, name: str, scale: range) -> str:
    text, months = months_text(span), span.months & _WIDEST
    is_open = span.first is None or span.last is None
    kind = "on" + " open" * is_open + " doubt" * (span.confidence < LEAST_MONTH_CONFIDENCE)
    cells = "".join(
        f'<i class="{kind if month in months else ""} {_outside(month)}"></i>' for month in scale
    )
    printed = html.quiet(phrase("As printed: {text}", text=shortened(span.text, 160)))
    return (
        f'<p class="ita-meta"><span class="field">{escape(name)}</span> {escape(text)}</p>'
        f'<div class="track" role="img" aria-label="{escape(text)}">{cells if months else ""}</div>'
        f"{printed}"
    )


Marks = Mapping[str, str]  #: Markup of what measures are about, by measure id

NO_MARKS: Marks = MappingProxyType({})
_TEXT_LENGTH = 260  #: Most code points of a text before the whole measure is opened

_CONTEXT_LENGTH = 60  #: Code points of an unchanged stretch that are kept on either side of its cut
_STEPS_SHOWN = 10  #: Most steps that are shown before a click
_BULLETS = "-–•●▪ "

_SIGNS = {
    comparison.FieldState.IDENTICAL: ("same", html.Icon.SAME),
    comparison.FieldState.SAME: ("same", html.Icon.SAME),
    comparison.FieldState.DIFFERENT: ("changed", html.Icon.DIFFERS),
    comparison.FieldState.ONLY_LEFT: ("only", html.Icon.MINUS),
    comparison.FieldState.ONLY_RIGHT: ("only", html.Icon.PLUS),
}
"""Kind and icon of the badge that says how two sides compare; others have neither."""


def _badge_html(state: comparison.FieldState, names: comparison.Names, *, text: str = "") -> str:
    """A badge that says how two sides compare, by its text or, beside another, to the ear."""
    kind, icon = _SIGNS.get(state, ("", None))
    words = comparison.state_text(state, names)
    return html.badge(text or words, kind=kind, icon=icon, spoken_label=words if text else "")


def marked_html(text: str, spans: Sequence[TextSpan], *, most: int) -> str:
    """At most `most` code points, marked by `spans` without gaps where the other side differs."""
    if not spans:
        return html.plain(shortened(text, most))
    parts: list[str] = []
    left = most
    for number, span in enumerate(spans):
        if left <= 0:
            parts.append("…")
            break
        piece = text[span.start : span.end]
        if span.kind is SpanKind.SAME and len(text) > most:
            piece = _with_its_ends(piece, first=not number, last=number == len(spans) - 1)
        piece = piece if len(piece) <= left else shortened(piece, left)
        left -= len(piece)
        is_number = span.start == 0 and piece.strip(" .()").isdecimal()
        markup = html.plain(piece)
        if span.kind is not SpanKind.SAME and not is_number and piece.strip():
            sign = f'<span class="sign">{compare_labels.SPAN_SIGNS[span.kind]}</span>'
            markup = f'<mark class="{span.kind.value}">{sign}{markup}</mark>'
        parts.append(markup)
    return "".join(parts)


def _with_its_ends(piece: str, *, first: bool, last: bool) -> str:
    """An unchanged stretch without its middle; outer ends need fewer words."""
    if len(piece) <= 3 * _CONTEXT_LENGTH:
        return piece
    head = "" if first else shortened(piece, _CONTEXT_LENGTH).rstrip("…")
    tail = "" if last else piece[-_CONTEXT_LENGTH:].split(" ", 1)[-1]
    return f"{head} … {tail}"


def steps_html(steps: Sequence[FieldDifference], names: comparison.Names, *, most: int) -> str:
    """Two lists of steps: changed ones side by side, those of one side, the same ones folded."""
    by_kind = {kind: [step for step in steps if step.kind is kind] for kind in DifferenceKind}
    changed = [_step_html(step, names, most=most) for step in by_kind[DifferenceKind.CHANGED]]
    parts = [_first_steps(changed)]
    lists = [
        _list_html(by_kind[kind], kind, names, most=most)
        for kind in (DifferenceKind.ONLY_LEFT, DifferenceKind.ONLY_RIGHT)
    ]
    if any(lists):
        left, right = (body or html.none("–") for body in lists)
        parts.append(f'<div class="step">{html.sides(left, right, names=names)}</div>')
    if same := by_kind[DifferenceKind.SAME]:
        folded = "".join(_step_html(step, names, most=most) for step in same)
        parts.append(html.details(phrase("{count} steps are the same", count=len(same)), folded))
    return f'<div class="ita-steps">{"".join(parts)}</div>'


def _step_html(step: FieldDifference, names: comparison.Names, *, most: int) -> str:
    mark = ""  # that they differ is said above, of the field
    left = marked_html(step.left or "", step.left_spans, most=most)
    right = marked_html(step.right or "", step.right_spans, most=most)
    if step.field != "steps":
        field = field_in_sentence(step.field)
        mark = html.quiet(phrase("the other has nearly this in {field}", field=field))
    return f'<div class="step">{mark}{html.sides(left, right, names=names)}</div>'


def _list_html(
    steps: Sequence[FieldDifference], kind: DifferenceKind, names: comparison.Names, *, most: int
) -> str:
    if not steps:
        return ""
    sign = compare_labels.SPAN_SIGNS[
        SpanKind.REMOVED if kind is DifferenceKind.ONLY_LEFT else SpanKind.ADDED
    ]
    items = [
        f'<li><span class="sign">{sign}</span>'
        f"{html.plain(shortened(step.left or step.right or '', most).lstrip(_BULLETS))}</li>"
        for step in steps
    ]
    count = say(compare_labels.STEPS_ONLY[kind], count=len(steps), other=names[1])
    mark = _badge_html(comparison.FieldState[kind.name], names, text=count)
    return mark + _first_steps(items, '<ul class="list">{}</ul>')


def _first_steps(steps: Sequence[str], within: str = "{}") -> str:
    first, rest = ("".join(some) for some in (steps[:_STEPS_SHOWN], steps[_STEPS_SHOWN:]))
    if not rest:
        return within.format(first)
    label = phrase("{count} more steps", count=len(steps) - _STEPS_SHOWN)
    folded = html.details(label, within.format(rest), kind="action rest")
    return within.format(first) + folded


def units_html(units: UnitDifference, names: comparison.Names) -> str:
    """The responsible units of both sides, each with its sign; "" if none were recognised."""
    sides = []
    for at, (parts, only, state) in enumerate(
        (
            (units.parts_left, units.only_left, comparison.FieldState.ONLY_LEFT),
            (units.parts_right, units.only_right, comparison.FieldState.ONLY_RIGHT),
        )
    ):
        shared = (it[at] for it in units.both)
        states = [(comparison.FieldState.SAME, name) for name in (*shared, *parts)]
        states += [(state, name) for name in only]
        texts = ((state, shortened(unit, 120).lstrip(_BULLETS)) for state, unit in states)
        sides.append("".join(_badge_html(state, names, text=text) for state, text in texts))
    if not any(sides):
        return ""
    none = html.none(say(comparison.NOT_STATED))
    return html.sides(*(side or none for side in sides), names=names)


def pair_html(
    pair: Pair,
    names: comparison.Names,
    *,
    about: Marks = NO_MARKS,
    cover: Cover | None = None,
    notes: Iterable[str] = (),
) -> str:
    """Two measures that do, or may do, the same thing: `notes` on them, what differs, and all of
    both behind a click."""
    same = FieldDifference(field="title", left="", right="", kind=DifferenceKind.SAME)
    titles = next((each for each in pair.differences if each.field == "title"), same)
    whole = html.sides(cards.measure_html(pair.left), cards.measure_html(pair.right), names=names)
    places = (
        cards.source_html(measure.source, see=measure.id) for measure in (pair.left, pair.right)
    )
    counts = html.badge(comparison.differing_count(pair))
    badges = [html.badge(alike_text(pair.similarity), kind="strong"), counts]
    if pair.judged:
        label = phrase("A person said that they are the same")
        badges.append(html.badge(label, icon=html.Icon.CHECK))
    return html.card(
        _sides_html(titles, pair, names, about=about),
        html.badges(badges),
        *(html.quiet(text[:1].upper() + text[1:]) for text in notes),
        *map(html.quiet, filter(None, comparison.plan_texts(pair, names))),
        fields_html(pair, names, is_headed=True),
        html.sides(*places, names=("", "")),
        _extension_html(cover, names, about) if cover else "",
        html.actions(html.details(phrase("Whole measure"), whole)),
    )


def fields_html(pair: Pair, names: comparison.Names, *, is_headed: bool = False) -> str:
    """Title (unless `is_headed`), times and what differs; what one report never states is last."""
    differences = [
        difference
        for difference in pair.differences
        if not (is_headed and difference.field == "title")
        and (
            difference.differs
            or not difference.common
            or difference.field == "title"
            or (difference.field == "timeframe" and pair.timeframe is not None)
        )
    ]
    differences.sort(key=lambda difference: not difference.common)
    fields = []
    for difference in differences:
        mark = body = ""
        if difference.common:  # else the side without it says so
            mark = _field_badge_html(difference, pair, names)
            body = _by_field_html(difference, pair, names)
        body = body or _sides_html(difference, pair, names)
        fields.append(html.difference(comparison.difference_name(difference), mark, body))
    return "".join(fields)


def alike_text(similarity: float) -> str:
    """How alike two measures are, 0–1, in per cent; only what is the same is a hundred."""
    return phrase("similarity {percent}", percent=f"{percent_of(similarity)} %")


def _field_badge_html(difference: FieldDifference, pair: Pair, names: comparison.Names) -> str:
    shared = pair.timeframe.shared if difference.field == "timeframe" and pair.timeframe else None
    state = comparison.field_state(difference)
    if shared == 1 and state is comparison.FieldState.DIFFERENT:
        return _badge_html(state, names, text=phrase("the same months in other words"))
    mark = _badge_html(state, names)
    return (
        mark
        if shared is None
        else mark + html.badge(phrase("Times agree by {percent} %", percent=round(100 * shared)))
    )


def _by_field_html(difference: FieldDifference, pair: Pair, names: comparison.Names) -> str:
    if difference.field == "timeframe" and pair.timeframe is not None:
        return timeline_html(pair.timeframe, names)
    if difference.field == "steps" and pair.steps:
        return steps_html(pair.steps, names, most=_TEXT_LENGTH)
    if difference.field == "responsible" and pair.units is not None:
        return units_html(pair.units, names)
    return ""


def _sides_html(
    diff: FieldDifference, pair: Pair, names: comparison.Names, *, about: Marks = NO_MARKS
) -> str:
    if diff.size >= WHOLLY_OTHER or diff.is_mixed:
        diff = replace(diff, left_spans=(), right_spans=())
    left, right = (
        html.none(comparison.missing_text(diff))
        if text is None
        else marked_html(text, spans, most=_TEXT_LENGTH)
        for text, spans in ((diff.left, diff.left_spans), (diff.right, diff.right_spans))
    )
    if diff.field == "title":
        left = _title_html(pair.left, diff.left_spans) + about.get(pair.left.id, "")
        right = _title_html(pair.right, diff.right_spans) + about.get(pair.right.id, "")
    return html.sides(left, right, names=names)


def _title_html(measure: Measure, spans: tuple[TextSpan, ...] = ()) -> str:
    number = f"{measure.number}. " if measure.number else ""
    body = marked_html(measure.title, spans, most=_TEXT_LENGTH)
    return html.title(html.plain(shortened(number, _TEXT_LENGTH)) + " " * bool(number) + body, ())


def _extension_html(cover: Cover, names: comparison.Names, about: Marks) -> str:
    is_right = len(cover.left) == 1
    text = phrase("{other} splits it: {count} more", other=names[is_right], count=len(cover.added))
    sides = html.none(phrase("All in the one measure above")), _covered_html(cover.added, about)
    mark = html.badge(text, kind="strong")
    body = html.sides(*(sides if is_right else sides[::-1]), names=names)
    return html.difference(phrase("Split in several"), mark, body)


def _covered_html(measures: Sequence[Measure], about: Marks) -> str:
    parts = (f'<div class="ita-covered">{measure_html(part, about)}</div>' for part in measures)
    return "".join(parts)


def cover_html(cover: Cover, names: comparison.Names, *, about: Marks = NO_MARKS) -> str:
    """One measure of one side beside those of the other that it covers."""
    name, other = names if len(cover.left) == 1 else names[::-1]
    count = max(len(cover.left), len(cover.right))
    text = say(compare_labels.COVER, one=name, other=other, count=count)
    left, right = (_covered_html(side, about) for side in (cover.left, cover.right))
    return html.card(
        html.sides(left, right, names=names),
        html.badges([html.badge(text, kind="strong"), html.badge(alike_text(cover.similarity))]),
    )


def measure_html(measure: Measure, about: Marks, *, nearest: str = "") -> str:
    """A measure without a partner: what it says in a few lines, `nearest` (markup), and all."""
    return (
        _title_html(measure)
        + about.get(measure.id, "")
        + cards.preview_html(measure)
        + cards.facts_html(measure)
        + cards.source_html(measure.source, see=measure.id)
        + nearest
        + cards.whole_measure_html(measure)
    )


def nearest_html(nearest: NearestMeasure, name: str) -> str:
    """The most similar measure of the other side, called `name`; "" if none is near."""
    text = comparison.nearest_text(nearest, name=name)
    alike = alike_text(nearest.similarity)
    return html.quiet(f"{shortened(text, _TEXT_LENGTH)} · {alike}") if text else ""
