"""What differs inside a pair, word by word: marked texts, steps side by side, units.

A stretch that only one side has is underlined and begins with − (the first side) or
+ (the second), so that colour is never the only sign. Imports the model and its
neighbours.
"""

from collections.abc import Sequence

from itasearch.model.comparison_details import (
    DifferenceKind,
    SpanKind,
    StepDifference,
    TextSpan,
    UnitDifference,
)
from itasearch.ui.compare import strings_compare as c
from itasearch.ui.icons import Icon
from itasearch.ui.kit.html import (
    badge_html,
    details_html,
    none_html,
    shortened,
    sides_html,
    text_html,
)
from itasearch.ui.kit.state import say

_AROUND = 60
"""Code points of an unchanged stretch that are kept on either side of its cut."""
_STEPS = 10
"""Most steps that are shown before a click."""
_BULLETS = "-–•●▪ "

_MARK_KINDS = {
    DifferenceKind.SAME: "same",
    DifferenceKind.CHANGED: "changed",
    DifferenceKind.ONLY_LEFT: "only",
    DifferenceKind.ONLY_RIGHT: "only",
}
_MARK_ICONS = {
    DifferenceKind.SAME: Icon.SAME,
    DifferenceKind.CHANGED: Icon.DIFFERS,
    DifferenceKind.ONLY_LEFT: Icon.MINUS,
    DifferenceKind.ONLY_RIGHT: Icon.PLUS,
}


def mark_html(text: str, kind: DifferenceKind, *, said: str = "") -> str:
    """A badge that says how two sides compare; `said` where its text does not."""
    return badge_html(text, kind=_MARK_KINDS[kind], icon=_MARK_ICONS[kind], said=said)


def marked_html(text: str, spans: Sequence[TextSpan], *, most: int) -> str:
    """A text with the words marked that the other side lacks.

    Args:
        text: one side's.
        spans: of this text, without gap; () marks nothing.
        most: code points to show; the middle of long unchanged stretches goes first.

    The number that an item begins with is no difference.
    """
    if not spans:
        return text_html(shortened(text, most))
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
        parts.append(_piece_html(piece, SpanKind.SAME if is_number else span.kind))
    return "".join(parts)


def _with_its_ends(piece: str, *, first: bool, last: bool) -> str:
    """An unchanged stretch without its middle; outer ends need fewer words."""
    if len(piece) <= 3 * _AROUND:
        return piece
    head = "" if first else shortened(piece, _AROUND).rstrip("…")
    tail = "" if last else piece[-_AROUND:].split(" ", 1)[-1]
    return f"{head} … {tail}"


def _piece_html(piece: str, kind: SpanKind) -> str:
    if kind is SpanKind.SAME or not piece.strip():
        return text_html(piece)
    sign = f'<span class="sign">{c.SPAN_SIGNS[kind]}</span>'
    return f'<mark class="{kind.value}">{sign}{text_html(piece)}</mark>'


def steps_html(steps: Sequence[StepDifference], names: Sequence[str], *, most: int) -> str:
    """Two lists of steps: changed ones side by side, then those that only one side has.

    Steps that are the same are counted and folded.
    """
    by_kind = {kind: [step for step in steps if step.kind is kind] for kind in DifferenceKind}
    changed = [_step_html(step, names, most=most) for step in by_kind[DifferenceKind.CHANGED]]
    parts = changed[:_STEPS]
    if rest := changed[_STEPS:]:
        parts.append(details_html(say(c.MORE_STEPS, count=len(rest)), "".join(rest)))
    lists = [
        _list_html(by_kind[kind], kind, other=names[1], most=most)
        for kind in (DifferenceKind.ONLY_LEFT, DifferenceKind.ONLY_RIGHT)
    ]
    if any(lists):
        left, right = (body or none_html("–") for body in lists)
        parts.append(f'<div class="step">{sides_html(left, right, names=names)}</div>')
    if same := by_kind[DifferenceKind.SAME]:
        folded = "".join(_step_html(step, names, most=most) for step in same)
        parts.append(details_html(say(c.SAME_STEPS, count=len(same)), folded))
    return f'<div class="ita-steps">{"".join(parts)}</div>'


def _step_html(step: StepDifference, names: Sequence[str], *, most: int) -> str:
    mark = mark_html(say(c.STEP_LABELS[step.kind]), step.kind)
    left = marked_html(step.left or "", step.left_spans, most=most)
    right = marked_html(step.right or "", step.right_spans, most=most)
    return f'<div class="step">{mark}{sides_html(left, right, names=names)}</div>'


def _list_html(
    steps: Sequence[StepDifference], kind: DifferenceKind, *, other: str, most: int
) -> str:
    """The steps that one side alone has, each with its sign; "" for none.

    `other` is the second side's name, which lacks or adds them.
    """
    if not steps:
        return ""
    sign = c.SPAN_SIGNS[SpanKind.REMOVED if kind is DifferenceKind.ONLY_LEFT else SpanKind.ADDED]
    items = [
        f'<li><span class="sign">{sign}</span>'
        f"{text_html(shortened(step.left or step.right or '', most).lstrip(_BULLETS))}</li>"
        for step in steps
    ]
    mark = mark_html(say(c.STEP_LABELS[kind], count=len(steps), other=other), kind)
    shown = f'{mark}<ul class="list">{"".join(items[:_STEPS])}</ul>'
    if rest := items[_STEPS:]:
        folded = f'<ul class="list">{"".join(rest)}</ul>'
        shown += details_html(say(c.MORE_STEPS, count=len(rest)), folded)
    return shown


def units_html(units: UnitDifference, names: Sequence[str]) -> str:
    """The responsible units of both sides, each with its sign; "" if none were recognised."""
    both = [(DifferenceKind.SAME, name) for name in units.both]
    left = [*both, *((DifferenceKind.ONLY_LEFT, name) for name in units.only_left)]
    right = [*both, *((DifferenceKind.ONLY_RIGHT, name) for name in units.only_right)]
    if not left and not right:
        return ""
    return sides_html(*(_chips_html(side, names) for side in (left, right)), names=names)


def _chips_html(units: Sequence[tuple[DifferenceKind, str]], names: Sequence[str]) -> str:
    if not units:
        return none_html(say(c.NOT_STATED))
    return "".join(
        mark_html(shortened(unit, 120).lstrip(_BULLETS), kind, said=_said(kind, names))
        for kind, unit in units
    )


def _said(kind: DifferenceKind, names: Sequence[str]) -> str:
    return say(c.DIFFERENCE_LABELS[kind], left=names[0], right=names[1])
