"""The question of the search view as its URL has it, and the URLs that change a piece of it.

Everything that is not a widget (topics, added words, likes) is changed by a link: the whole
question stands in its address, so Back works and the answer can be sent on.

Small things to click, as HTML links that carry the changed question; all text is escaped
here.

A chip says what it is by words and signs (a tick, a line through it, a cross), never by
colour alone. page.js lets the space bar press those that are switches, and gives the focus
back to the one that was pressed when the view is drawn anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from itasearch.ui.kit.html import details_html
from itasearch.ui.kit.page_picture import PAGE_PARAMETER
from itasearch.ui.kit.state import SEARCH, UrlValues, address


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a click puts into the question, or takes out of it.

    Attributes:
        name, value: of the query parameter.
        puts: whether the click puts it in.
        href: the question after the click; page.js brings it up to date.
        other: a parameter that then loses the value; "" for none.
    """

    name: str
    value: str
    puts: bool
    href: str
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that can be chosen.

    Attributes:
        count: measures that have it; None where that is not known.
        spoken_label: name and count for screen readers.
    """

    name: str
    turn: Turn
    chosen: bool
    count: int | None = None
    spoken_label: str = ""


def switch_html(text: str, turn: Turn, *, on: bool, tip: str) -> str:
    """A word that is in use, or struck through when it is not."""
    body = escape(text) if on else f"<s>{escape(text)}</s>"
    return _link(body, turn, kind="switch", role="switch", aria_checked=_checked(on), title=tip)


def removable_html(text: str, turn: Turn, *, action: str) -> str:
    """Something that was chosen, with a cross to take it off; `action` is what the click does."""
    body = f'{escape(text)}<span class="cross" aria-hidden="true">×</span>'
    return _link(body, turn, kind="removable", aria_label=action, title=action)


def choice_html(choice: Choice) -> str:
    """A value of a filter with its count; a tick stands before a chosen one."""
    count = "" if choice.count is None else f'<span class="count">{choice.count:,}</span>'
    body = f"<span>{escape(choice.name)}</span>{count}"
    return _link(
        body,
        choice.turn,
        kind="choice",
        role="checkbox",
        aria_checked=_checked(choice.chosen),
        aria_label=choice.spoken_label or choice.name,
    )


def judge_html(text: str, turn: Turn, *, on: bool, tip: str) -> str:
    """A quiet switch of a card."""
    checked = _checked(on)
    return _link(escape(text), turn, kind="judge", role="switch", aria_checked=checked, title=tip)


def chips_html(name: str, *chips: str) -> str:
    """Chips (markup) in a line behind what they are."""
    return (
        f'<div class="ita-chips" role="group" aria-label="{escape(name)}">'
        f'<span class="name">{escape(name)}</span>{"".join(chips)}</div>'
    )


def choices_html(name: str, choices: Sequence[Choice], *, first: int, rest: str) -> str:
    """A filter's values under its name; those after the `first` behind `rest`, which opens.

    The rest stands open when something in it is chosen.
    """
    shown = "".join(map(choice_html, choices[:first]))
    hidden = choices[first:]
    if hidden:
        body = f'<div class="ita-chips">{"".join(map(choice_html, hidden))}</div>'
        shown += details_html(rest, body, kind="more", is_open=any(one.chosen for one in hidden))
    return (
        f'<div class="ita-facet" role="group" aria-label="{escape(name)}">'
        f'<span class="name">{escape(name)}</span><div class="values">{shown}</div></div>'
    )


def _link(body: str, turn: Turn, *, kind: str, **attributes: str) -> str:
    """A chip around its markup; empty attributes are left out, `_` stands for "-"."""
    attributes |= {
        "data_key": f"{kind} {turn.name} {turn.value}",
        "data_name": turn.name,
        "data_value": turn.value,
        "data_puts": "in" if turn.puts else "",
        "data_other": turn.other,
    }
    given = "".join(
        f' {name.replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    return f'<a class="ita-link stay ita-chip {kind}" href="{escape(turn.href)}"{given}>{body}</a>'


def _checked(is_on: object) -> str:
    return "true" if is_on else "false"


ABOUT_PARAMETER = "about"
"""Query parameter that names the measure whose topics are corrected in a window."""

FACETS = ("topic", "indicator", "year", "type", "province")
"""Filters that links choose, by their query parameters, in the order to show them."""

FILTERS = ("organisation", *FACETS)
REFINEMENTS = ("like", "unlike", "without")
PASSING = ("k", PAGE_PARAMETER, ABOUT_PARAMETER)
"""Parameters that a changed question begins without."""


def values_of(query: UrlValues, name: str) -> tuple[str, ...]:
    """Values of a parameter; () when the question does not have it."""
    value = query.get(name, ())
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value)


def changed(query: UrlValues, **values: str | Sequence[str]) -> str:
    """Address of the question with these parameters instead of its own, from its first hit on."""
    kept = {name: value for name, value in query.items() if name not in PASSING}
    return address(SEARCH, {**kept, **values})


def toggled(query: UrlValues, name: str, value: str) -> str:
    """Address of the question with a value of a parameter put in, or taken out."""
    return changed(query, **{name: with_or_without(values_of(query, name), value)})


def turn(query: UrlValues, name: str, value: str) -> Turn:
    """The click that puts a value of a parameter in, or takes it out."""
    puts = value not in values_of(query, name)
    return Turn(name=name, value=value, puts=puts, href=toggled(query, name, value))


def cleared(query: UrlValues, *names: str) -> str:
    """Address of the question without these parameters."""
    return changed(query, **dict.fromkeys(names, ()))


def judged(query: UrlValues, measure_id: str, *, name: str) -> Turn:
    """The click that puts a measure in or out of `name` ("like" or "unlike"), out of the other."""
    other = "unlike" if name == "like" else "like"
    kept = tuple(one for one in values_of(query, other) if one != measure_id)
    now = values_of(query, name)
    href = changed(query, **{name: with_or_without(now, measure_id), other: kept})
    puts = measure_id not in now
    return Turn(name=name, value=measure_id, puts=puts, href=href, other=other)


def opened(query: UrlValues, name: str, measure_id: str) -> str:
    """Address of the same answer with a window open over it."""
    windows = (PAGE_PARAMETER, ABOUT_PARAMETER)
    kept = {key: value for key, value in query.items() if key not in windows}
    return address(SEARCH, {**kept, name: measure_id})


def with_or_without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The values with this one put in, or taken out if it is among them."""
    if value in values:
        return tuple(one for one in values if one != value)
    return (*values, value)
