"""Organisations to choose from: all of a small library, else those that fit what is typed.

A library of more than MOST_OFFERED gets a field that narrows them by name or province; the first
MOST_FITTING that fit are offered. What was chosen stays among them whatever is typed.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

import streamlit as st

from itasearch.domain.organisations import short_name
from itasearch.model.library import OrganisationSummary
from itasearch.model.records import Organisation
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import mark_text, province_name, town_name
from itasearch.ui.kit.html import quiet_html
from itasearch.ui.kit.state import say, workspace
from itasearch.ui.kit.widgets import choose_named

MOST_OFFERED = 200  # organisations of a library that are one list; by hand: 20 KB a page

MOST_FITTING = 50  # of those that fit what is typed; each costs its reports' years in SQL; by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Organisations to choose from.

    Attributes:
        summaries: what is chosen, then what fits, by name.
        fitting: how many fit what is typed; of a large library MOST_FITTING at most.
    """

    summaries: tuple[OrganisationSummary, ...]
    total: int
    fitting: int

    @property
    def is_narrowed(self) -> bool:
        """Whether they are too many for one list."""
        return self.total > MOST_OFFERED

    @property
    def hint(self) -> kit_labels.Label:
        """What the list says while nothing is chosen."""
        return kit_labels.LIST_HINT if self.is_narrowed else kit_labels.NAME_HINT

    @property
    def names(self) -> dict[str, str]:
        """Labels by id."""
        return {one.organisation.id: town_label(one.organisation) for one in self.summaries}


class KnownOrganisations(Container[str]):
    """The ids of the library's organisations, each looked up when it is asked for."""

    def __contains__(self, one: object) -> bool:
        return isinstance(one, str) and bool(workspace().organisations_of([one]))


def offered(key: str, *, chosen: Iterable[str | None] = ()) -> Offer:
    """What a widget offers.

    Args:
        chosen: ids that are offered in any case; unknown ones are left out.
    """
    total = workspace().organisation_count()
    if total <= MOST_OFFERED:
        return Offer(summaries=workspace().organisations(), total=total, fitting=total)
    typed = str(st.session_state.get(_field(key), ""))
    fitting = workspace().organisations_named(typed, most=MOST_FITTING)
    ids = {one.organisation.id for one in fitting}
    kept = workspace().organisations_of([one for one in chosen if one and one not in ids])
    return Offer(summaries=(*kept, *fitting), total=total, fitting=len(fitting))


def choose_organisation(
    label: kit_labels.Label, offer: Offer, *, key: str, on_change: Callable[[], None] | None = None
) -> str | None:
    """A list to choose one organisation from, by its id, with the field that narrows it.

    `on_change` is called when the person has chosen another one.
    """

    def choose_it(key: str, found: Organisation) -> None:
        choose_the_one(key, found)
        if on_change is not None:
            on_change()

    narrow(offer, key=key, only_one=choose_it)
    return choose_named(label, offer.names, key=key, hint=offer.hint, on_change=on_change)


def narrow(
    offer: Offer, *, key: str, only_one: Callable[[str, Organisation], None] | None = None
) -> None:
    """The field that narrows a list, where there are too many organisations for one.

    Args:
        only_one: called with `key` and the organisation when what is typed fits one alone.
    """
    if not offer.is_narrowed:
        return
    hint = say(kit_labels.NARROW_HINT, count=offer.total)
    typed = st.text_input(
        hint,
        key=_field(key),
        placeholder=hint,
        label_visibility="collapsed",
        max_chars=100,
        icon=":material/search:",
        on_change=_narrowed,
        args=(key, only_one),
    )
    if typed.strip():
        label = kit_labels.NARROWED_NONE
        if offer.fitting:
            label = kit_labels.NARROWED
        if offer.fitting == MOST_FITTING:
            label = kit_labels.NARROWED_FIRST
        st.html(quiet_html(say(label, count=offer.fitting)))


def _field(key: str) -> str:
    return f"{key}.typed"


def _narrowed(key: str, only_one: Callable[[str, Organisation], None] | None) -> None:
    typed = str(st.session_state[_field(key)]).strip()
    if only_one is None or not typed:
        return
    found = workspace().organisations_named(typed, most=2)
    if len(found) == 1:
        only_one(key, found[0].organisation)


def choose_the_one(key: str, found: Organisation) -> None:
    """Choose it in a list to choose one from."""
    st.session_state[key] = found.id


def choose_it_too(key: str, found: Organisation) -> None:
    """Choose it in a list to choose several from."""
    chosen = st.session_state.get(key) or []
    if found.id not in chosen:
        st.session_state[key] = [*chosen, found.id]


def town_label(organisation: Organisation) -> str:
    """Name, province and short name, by which officers look for it; an invented one is marked."""
    mark = mark_text(organisation, reworded=False)
    province = ""
    if organisation.province:
        province = say(kit_labels.PROVINCE, name=province_name(organisation.province))
    name = town_name(organisation.name)
    label = " ".join(part for part in (name, province, mark) if part)
    short = short_name(organisation.name)
    return f"{label} · {short}" if short else label
