"""The query of the search view as its URL has it, and chips: links that change a part of it.

Topics, added words and likes are changed by links, not widgets: the whole query is in the
address, so Back works and the answer can be sent on. (st.pills bound to the URL writes over
the address: Back would not undo a choice.) A chip shows its state by words and signs (a tick,
a strike-through, a cross), never by colour alone. page.js lets the space bar press those that
are switches, and restores the focus after a rerun.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from itasearch.ui.kit.html import details_html, link_html
from itasearch.ui.kit.icons import Icon, icon_html
from itasearch.ui.kit.state import SEARCH, SEE, UrlValues, address, say
from itasearch.ui.search import labels as search_labels
from itasearch.wording.label import shortened

ABOUT_PARAMETER = "about"
"""Query parameter that names the measure whose topics are corrected in a window."""

FACETS = ("topic", "indicator", "year", "type", "province")
"""Filters that links choose, by their query parameters, in the order to show them."""

FILTERS = ("organisation", *FACETS, "least", "most")
REFINEMENTS = ("like", "without")
_LONGEST_NAME = 60
"""Most code points of a filter's value on a chip."""

PASSING = ("k", SEE, ABOUT_PARAMETER)
"""Parameters that a changed query begins without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a click puts into the query, or takes out of it.

    Attributes:
        href: the query after the click; page.js brings it up to date.
    """

    name: str
    value: str
    puts: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that can be chosen.

    Attributes:
        count: measures that have it; None where that is not known.
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


def restorable_html(text: str, turn: Turn) -> str:
    """Something that was taken off, with a sign that a click puts it back."""
    body = f"{escape(text)} {icon_html(Icon.RESUMED)}"
    return _link(body, turn, kind="removable", aria_label=text, title=text)


def choice_html(choice: Choice) -> str:
    """A value of a filter with its count; a tick is before a chosen one."""
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


def pick_html(text: str, href: str, *, key: str, chosen: bool) -> str:
    """One of several values of which one is chosen; a tick is before that."""
    current = ' aria-current="true"' if chosen else ""
    return (
        f'<a class="ita-link stay ita-chip choice" href="{escape(href)}"{current}'
        f' data-key="{escape(key)}"><span>{escape(text)}</span></a>'
    )


def picks_html(name: str, picks: Sequence[str]) -> str:
    """Values (markup) of which one is chosen, under their name."""
    return (
        f'<div class="ita-facet" role="group" aria-label="{escape(name)}">'
        f'<span class="name">{escape(name)}</span><div class="values">{"".join(picks)}</div></div>'
    )


def judge_html(text: str, turn: Turn, *, on: bool, tip: str) -> str:
    """A quiet switch of a card."""
    checked = _checked(on)
    return _link(escape(text), turn, kind="judge", role="switch", aria_checked=checked, title=tip)


def chips_html(name: str, *chips: str) -> str:
    """Chips (markup) in a line after their name."""
    return (
        f'<div class="ita-chips" role="group" aria-label="{escape(name)}">'
        f'<span class="name">{escape(name)}</span>{"".join(chips)}</div>'
    )


def choices_html(name: str, choices: Sequence[Choice], *, first: int, rest: str) -> str:
    """A filter's values under its name; those after the `first` behind `rest`, which opens.

    The rest is open when something in it is chosen.
    """
    shown = "".join(map(choice_html, choices[:first]))
    hidden = choices[first:]
    if hidden:
        body = f'<div class="ita-chips">{"".join(map(choice_html, hidden))}</div>'
        shown += details_html(rest, body, kind="more", is_open=any(one.chosen for one in hidden))
    return picks_html(name, [shown])


def _link(body: str, turn: Turn, *, kind: str, **attributes: str) -> str:
    """A chip around its markup; empty attributes are left out, `_` becomes "-"."""
    attributes |= {
        "data_key": f"{kind} {turn.name} {turn.value}",
        "data_name": turn.name,
        "data_value": turn.value,
        "data_puts": "in" if turn.puts else "",
    }
    given = "".join(
        f' {name.replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    return f'<a class="ita-link stay ita-chip {kind}" href="{escape(turn.href)}"{given}>{body}</a>'


def _checked(is_on: object) -> str:
    return "true" if is_on else "false"


def values_of(query: UrlValues, name: str) -> tuple[str, ...]:
    """Values of a parameter; () when the query does not have it."""
    value = query.get(name, ())
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value)


def changed(query: UrlValues, *, view: str = SEARCH, **values: str | Sequence[str]) -> str:
    """Address of the query with these parameters instead of its own, from its first hit on."""
    kept = {name: value for name, value in query.items() if name not in PASSING}
    return address(view, {**kept, **values})


def turn(query: UrlValues, name: str, value: str, *, view: str = SEARCH) -> Turn:
    """The click that puts a value of a parameter in, or takes it out."""
    now = values_of(query, name)
    others = tuple(one for one in now if one != value)
    href = changed(query, view=view, **{name: others if value in now else (*now, value)})
    return Turn(name=name, value=value, puts=value not in now, href=href)


def cleared(query: UrlValues, *names: str, view: str = SEARCH) -> str:
    """Address of the query without these parameters."""
    return changed(query, view=view, **dict.fromkeys(names, ()))


def chosen_chips_html(
    query: UrlValues,
    chosen: Sequence[tuple[str, str, str]],
    *,
    filters: Sequence[str],
    view: str = SEARCH,
) -> str:
    """The chosen filters, each with the way to take it off; "" when there are none.

    Args:
        chosen: (parameter, value, name shown) of each.
    """
    chips = [
        removable_html(
            shortened(text, _LONGEST_NAME),
            turn(query, name, value, view=view),
            action=say(search_labels.REMOVE_FILTER, name=text),
        )
        for name, value, text in chosen
    ]
    if len(chips) > 1:
        clear = cleared(query, *filters, view=view)
        chips.append(link_html(say(search_labels.ALL_FILTERS_OFF), clear, kind="small stay"))
    return chips_html(say(search_labels.CHOSEN_FILTERS), *chips) if chips else ""


def opened(query: UrlValues, name: str, measure_id: str) -> str:
    """Address of the same answer with a window open over it."""
    kept = {key: value for key, value in query.items() if key not in (SEE, ABOUT_PARAMETER)}
    return address(SEARCH, {**kept, name: measure_id})
