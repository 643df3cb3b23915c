"""Streamlit widgets of several views: tables, pages, lists to choose from, the button for more.

Organisations are offered all, or in a library of more than MOST_OFFERED the first MOST_FITTING that
fit what is typed by name or province, and in any case what was chosen.
"""

import math
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Literal, TypeVar

import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from itasearch.domain.indicators import passing_grades
from itasearch.domain.organisations import short_name
from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.documents import DocumentGrid, cell_text
from itasearch.model.library import OrganisationSummary
from itasearch.model.records import Organisation
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.ui.kit import html, labels as kit_labels, markdown, state
from itasearch.ui.kit.cards import distinct_name, mark_text
from itasearch.ui.kit.state import address, keep_widgets, number_in_url, workspace
from itasearch.wording.errors import UNKNOWN_VALUE, error_text
from itasearch.wording.label import Label
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import full_town_name
from itasearch.wording.watches import band_name

PAGE_PARAMETER = "from"  #: Query parameter: place in a list of the first entry of its page, from 0


def show_table(rows: Sequence[Sequence[str]], names: Sequence[Label | str] = ()) -> None:
    """Draw rows of Markdown; a table without names has no head."""
    heads = [name if isinstance(name, str) else say(name) for name in names]
    columns = heads or [*map(str, range(len(rows[0])))]
    table = [dict(zip(columns, row, strict=True)) for row in rows]
    st.table(table, border="horizontal", hide_index=True, hide_header=not names)


def show_grid(grid: DocumentGrid, *, columns: int, together: int = 1) -> None:
    """Draw the first columns of a table as files have it, so many below each other in a cell."""
    columns = min(columns, len(grid.headers))
    cells = {}
    for first in range(0, columns, together):
        within = slice(first, min(first + together, columns))
        head = " · ".join(map(markdown.plain, grid.headers[within]))
        texts = ("\n".join(filter(None, map(cell_text, row[within]))) for row in grid.rows)
        cells[head] = ["  \n".join(map(markdown.plain, text.split("\n"))) for text in texts]
    st.table(cells, border="horizontal", hide_index=True)


def first_of_page(total: int, *, size: int) -> int:
    """Place of the first entry of the page that the URL names, from 0; beyond the end the last."""
    return min(number_in_url(PAGE_PARAMETER, digits=9) or 0, max(total - 1, 0)) // size * size


def show_pages(total: int, *, first: int, size: int, key: str) -> None:
    """Draw the pages of a list, none for a single one; the URL names the one that is turned to."""
    if total <= size:
        return

    def turn() -> None:
        st.query_params[PAGE_PARAMETER] = str((st.session_state[key] - 1) * size)

    st.session_state[key] = first // size + 1
    st.pagination(ceil(total / size), key=key, on_change=turn)


_Value = TypeVar("_Value")
_COUNT = re.compile(r" \([\d,]+\)$")


def warn_of_unknown(name: str, allowed: Iterable[object]) -> list[str]:
    """The `url_values`, with a warning of each other one that the query parameter has."""
    values = state.url_values(name, allowed)
    for value in dict.fromkeys(filter(None, st.query_params.get_all(name))):
        if state.read_value(name, value) not in values:
            st.warning(markdown.plain(say(UNKNOWN_VALUE, value=value)))
    return values


def choose_named(
    label: Label,
    names: Mapping[str, str],
    *,
    key: str,
    hint: Label = kit_labels.NAME_HINT,
    on_change: Callable[[], None] | None = None,
    is_quiet: bool = False,
) -> str | None:
    """A list of `names` by id, with `is_quiet` its label inside; forgets an unknown choice."""
    if st.session_state.get(key) not in names:
        st.session_state[key] = None
    chosen: str | None = st.selectbox(
        say(label),
        list(names),
        index=None,
        format_func=lambda value: names.get(value, value),
        key=key,
        placeholder=say(label if is_quiet else hint),
        label_visibility="collapsed" if is_quiet else "visible",
        filter_mode="contains",
        on_change=on_change,
    )
    return chosen


def choose_from(label: str, names: Mapping[_Value, Label], *, key: str) -> None:
    """A short list to choose one of the values that have these names."""
    st.selectbox(
        label,
        names,
        format_func=lambda value: say(names[value]),
        key=key,
        filter_mode=None,
        persist_state="page",
    )


def choose_among(label: str, names: Mapping[_Value, Label], *, key: str) -> None:
    """The names of a few values side by side, one of them chosen; `label` is for screen readers."""
    st.segmented_control(
        label,
        names,
        format_func=lambda value: say(names[value]),
        key=key,
        required=True,
        label_visibility="collapsed",
        persist_state="page",
    )


def filter_popover(label: Label, *, key: str, count: int) -> PopoverContainer:
    """A menu, and how many filters are chosen; draw its widgets while it is `open`.

    A browser takes no new values for widgets of a closed popover: at the next run it would report
    again what the URL has taken off. The label stays the same: another one closes the popover.
    """
    popover = st.popover(
        say(label), key=key, type="tertiary", icon=":material/filter_list:", on_change=keep_widgets
    )
    if count:
        st.badge(str(count), help=phrase("Filters chosen: {count}", count=count))
    return popover


def choose_several(label: Label, names: Mapping[str, str], *, key: str, read: str = "") -> None:
    """A list to choose any of `names`, labels by id, which may end in a count: " (3)"; a browser
    reports also one of a run before. `read` is what a query's own words choose meanwhile.
    """
    values = {_COUNT.sub("", text): value for value, text in names.items()}

    def settle() -> None:
        chosen = st.session_state[key]
        st.session_state[key] = [values.get(_COUNT.sub("", value), value) for value in chosen]

    st.multiselect(
        say(label),
        list(names),
        format_func=lambda value: names.get(value, value),
        key=key,
        placeholder=phrase("From the query: {names}", names=read) if read else phrase("Any"),
        filter_mode="contains",
        select_all=False,
        on_change=settle,
        persist_state="page",
    )


def button(
    label: str,
    key: str,
    action: Callable[..., object],
    *args: object,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
    icon: str = "",
    disabled: bool = False,
) -> None:
    """A button, with an icon of Material by its name; a click does `action`."""

    def press() -> None:
        action(*args)

    sign = f":material/{icon}:" if icon else None
    st.button(label, key=key, type=kind, icon=sign, disabled=disabled, on_click=press)


quiet_button = partial(button, kind="tertiary")
"""One without a frame."""


def more_button(text: str, *, key: str, limit: int) -> None:
    """A button that makes the URL ask for `limit` entries of a list (`k`)."""
    turn = partial(st.query_params.update, k=str(limit))
    st.button(text, key=key, width="stretch", on_click=turn)


def show_reports_needed(label: Label) -> None:
    """Draw that the library lacks reports, with the way to add them."""
    st.info(say(label), icon=":material/folder_open:")
    st.html(html.link(say(kit_labels.GO_TO_LIBRARY), address("library"), kind="button"))


def show_stored(key: str) -> None:
    """Give a widget back the value that the store has, as when it was only emptied."""
    st.session_state[key] = st.session_state.get(f"{key}.stored")


def follow_store(key: str, value: _Value) -> _Value | None:
    """Give a widget the value that the store has, unless it had that already: what is typed stays.

    Returns the default that the widget must have: the value, or None in the run that writes it. A
    browser that makes the widget only after another run (its script may load slowly) has the
    default alone, and reports it at the next click as the person's choice.
    """
    seen = f"{key}.stored"
    changed = st.session_state.get(seen) != value
    writes = key not in st.session_state or (changed and st.session_state[key] != value)
    if writes:
        st.session_state[key] = value
    st.session_state[seen] = value
    return None if writes else value


_SMALLEST_STEP = 0.01  # points between two totals: ITA prints two digits


def band_in_url() -> ScoreBand:
    """The band from `least` to `most` of the URL; every total where that makes no sense."""
    least, most = _total("least"), _total("most")
    if least is not None and most is not None and least > most:
        return EVERY_TOTAL
    return ScoreBand(least=least, most=most)


def _total(name: str) -> float | None:
    """The ITA total, 0–100, of a query parameter; None for anything else."""
    try:
        number = float(st.query_params.get(name, ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= 100 else None


def choose_band(*, key: str) -> None:
    """Draw the list of bands: those of the grades, and the one that the widget holds already."""
    grades = passing_grades()
    failed = ScoreBand(most=round(grades[-1].least - _SMALLEST_STEP, 2))
    bands = [EVERY_TOTAL, *(ScoreBand(least=grade.least) for grade in grades), failed]
    st.selectbox(
        phrase("Newest ITA total of the town"),
        dict.fromkeys([*bands, st.session_state[key]]),
        format_func=lambda band: band_name(band) or say(Label("Any", "search")),
        key=key,
        filter_mode=None,
        persist_state="page",
    )


MOST_OFFERED = 200  # organisations of a library that are one list; by hand: 20 KB a page
MOST_FITTING = 50  # of those that fit what is typed; each costs its reports' years in SQL; by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Organisations to choose from."""

    summaries: tuple[OrganisationSummary, ...]  #: what is chosen, then what fits, by name
    total: int
    fitting: int  #: how many fit what is typed; of a large library MOST_FITTING at most

    @property
    def is_narrowed(self) -> bool:
        """Whether they are too many for one list."""
        return self.total > MOST_OFFERED

    @property
    def hint(self) -> Label:
        """What the list says while nothing is chosen."""
        return Label("Choose from the list") if self.is_narrowed else kit_labels.NAME_HINT

    @property
    def names(self) -> dict[str, str]:
        """Labels by id."""
        return {
            summary.organisation.id: town_label(summary.organisation, reworded=summary.reworded)
            for summary in self.summaries
        }


class KnownOrganisations(Container[str]):
    """The ids of the library's organisations, each looked up when it is asked for."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(workspace().library.organisations_of([name]))


def offered(key: str, *, chosen: Iterable[str | None] = ()) -> Offer:
    """What a widget offers, in any case those `chosen`, by their ids, that are known."""
    total = workspace().library.organisation_count()
    if total <= MOST_OFFERED:
        return Offer(summaries=workspace().library.organisations(), total=total, fitting=total)
    typed = str(st.session_state.get(_field(key), ""))
    fitting = workspace().library.organisations_named(typed, most=MOST_FITTING)
    ids = {town.organisation.id for town in fitting}
    more = workspace().library.organisations_of([key for key in chosen if key and key not in ids])
    return Offer(summaries=(*more, *fitting), total=total, fitting=len(fitting))


def choose_organisation(
    label: Label,
    offer: Offer,
    *,
    key: str,
    on_change: Callable[[], None] | None = None,
    is_quiet: bool = False,
) -> str | None:
    """A list to choose one organisation from, by its id, with the field that narrows it."""
    narrow(offer, key=key, on_choice=on_change)
    return choose_named(
        label, offer.names, key=key, hint=offer.hint, on_change=on_change, is_quiet=is_quiet
    )


def narrow(
    offer: Offer, *, key: str, chooses: bool = True, on_choice: Callable[[], None] | None = None
) -> None:
    """The field that narrows a list; if it `chooses`, what fits one organisation chooses it."""
    if not offer.is_narrowed:
        return
    hint = phrase("Type a name or province, then Enter, to look among {count:,}", count=offer.total)
    typed = st.text_input(
        hint,
        key=_field(key),
        placeholder=hint,
        label_visibility="collapsed",
        max_chars=100,
        icon=":material/search:",
        on_change=_choose_what_fits if chooses else None,
        args=(key, on_choice) if chooses else (),
    )
    if typed.strip():
        label = Label("No organisation has what was typed")
        if offer.fitting:
            label = Label("{count:,} found: choose below")
        if offer.fitting == MOST_FITTING:
            label = Label("Many found, the first {count:,} are listed: type more")
        st.caption(say(label, count=offer.fitting))


def _field(key: str) -> str:
    return f"{key}.typed"


def _choose_what_fits(key: str, on_choice: Callable[[], None] | None) -> None:
    typed = str(st.session_state[_field(key)]).strip()
    towns = workspace().library.organisations_named(typed, most=2) if typed else ()
    if len(towns) == 1:
        town: str | list[str] = towns[0].organisation.id
        chosen = st.session_state.get(key)
        if isinstance(chosen, list):
            town = [*dict.fromkeys([*chosen, town])]
        st.session_state[key] = town
        if on_choice is not None:
            on_choice()


def town_label(organisation: Organisation, *, reworded: bool) -> str:
    """Short name, province, mark, then the name: a list on a phone shows fifteen letters."""
    name = full_town_name(organisation.name)
    short = short_name(organisation.name) if language() == "th" else None
    label = distinct_name(
        organisation,
        lambda town: (short_name(town.name) if short else None) or full_town_name(town.name),
        placed=True,
    )
    label = f"{label} {mark_text(organisation, reworded=reworded)}".rstrip()
    return f"{label} · {name}" if short else label


def choose_or_type_organisation(
    label: Label,
    offer: Offer,
    *,
    key: str,
    chosen: str | None = None,
    on_change: Callable[[], None] | None = None,
    persist_state: Literal["session"] | None = None,
) -> str | None:
    """A list of organisations by id, in which a name that is not offered can be typed.

    Returns an id or what was typed; `chosen`, such a value, is its default.
    """
    names, current = offer.names, st.session_state.get(key, chosen)
    options = [*names, *([current] if current and current not in names else [])]
    narrow(offer, key=key, chooses=False)
    town: str | None = st.selectbox(
        say(label),
        options,
        index=options.index(chosen) if chosen in options else None,
        key=key,
        format_func=lambda value: names.get(value) or full_town_name(value),
        placeholder=phrase("Type the full name, or choose"),
        accept_new_options=True,
        filter_mode="contains",
        on_change=on_change,
        persist_state=persist_state,
    )
    return town


def town_typed(typed: str) -> str:
    """The id of the known organisation that a part of a name fits alone; else what is typed."""
    fitting = workspace().library.organisations_named(typed, most=2)
    is_part = len(fitting) == 1 and not short_name(typed.strip())
    return fitting[0].organisation.id if is_part else typed.strip()


def named_in_url(name: str, container: Container[str]) -> str | None:
    """What the URL names, if it is among `container` ids; else None, after a warning."""
    if not name or name in container:
        return name or None
    try:
        identifier = workspace().library.find_organisation(name).id
    except (UnknownValueError, AmbiguousOrganisationError) as error:
        st.warning(markdown.plain(error_text(error)))
        return None
    return identifier if identifier in container else None
