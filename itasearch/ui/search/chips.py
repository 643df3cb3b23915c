"""Small things to click, as HTML links that carry the changed question; all text is escaped here.

A chip says what it is by words and signs (a tick, a line through it, a cross), never by
colour alone. page.js lets the space bar press those that are switches, and gives the
focus back to the one that was pressed when the view is drawn anew. Imports markup only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from itasearch.ui.kit.html import details_html


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
        said: name and count for screen readers.
    """

    name: str
    turn: Turn
    chosen: bool
    count: int | None = None
    said: str = ""


def switch_html(text: str, turn: Turn, *, on: bool, tip: str) -> str:
    """A word that is in use, or struck through when it is not."""
    body = escape(text) if on else f"<s>{escape(text)}</s>"
    return _link(body, turn, kind="switch", role="switch", aria_checked=_checked(on), title=tip)


def removable_html(text: str, turn: Turn, *, said: str) -> str:
    """Something that was chosen, with a cross to take it off; `said` is what the click does."""
    body = f'{escape(text)}<span class="cross" aria-hidden="true">×</span>'
    return _link(body, turn, kind="removable", aria_label=said, title=said)


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
        aria_label=choice.said or choice.name,
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
