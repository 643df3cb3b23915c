"""Organisations to choose from: all of a small library, else those that fit what is typed.

A library of more than MOST_OFFERED gets a field that narrows them by name or province; the first
MOST_FITTING that fit are offered. What was chosen stays among them whatever is typed.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

import streamlit as st

from itasearch.domain.organisations import short_name
from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.library import OrganisationSummary
from itasearch.model.records import Organisation
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import mark_text, province_name, town_name
from itasearch.ui.kit.html import plain_markdown
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.state import language, phrase, say, workspace
from itasearch.ui.kit.widgets import choose_named
from itasearch.wording.app_errors import error_text

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
        return Label("Choose from the list") if self.is_narrowed else kit_labels.NAME_HINT

    @property
    def names(self) -> dict[str, str]:
        """Labels by id."""
        return {one.organisation.id: town_label(one.organisation) for one in self.summaries}


class KnownOrganisations(Container[str]):
    """The ids of the library's organisations, each looked up when it is asked for."""

    def __contains__(self, one: object) -> bool:
        return isinstance(one, str) and bool(workspace().library.organisations_of([one]))


def offered(key: str, *, chosen: Iterable[str | None] = ()) -> Offer:
    """What a widget offers, in any case those `chosen`, by their ids, that are known."""
    total = workspace().library.organisation_count()
    if total <= MOST_OFFERED:
        return Offer(summaries=workspace().library.organisations(), total=total, fitting=total)
    typed = str(st.session_state.get(_field(key), ""))
    fitting = workspace().library.organisations_named(typed, most=MOST_FITTING)
    ids = {one.organisation.id for one in fitting}
    kept = workspace().library.organisations_of([one for one in chosen if one and one not in ids])
    return Offer(summaries=(*kept, *fitting), total=total, fitting=len(fitting))


def choose_organisation(
    label: kit_labels.Label,
    offer: Offer,
    *,
    key: str,
    on_change: Callable[[], None] | None = None,
    is_quiet: bool = False,
) -> str | None:
    """A list to choose one organisation from, by its id, with the field that narrows it.

    `on_change` is called when the person has chosen another one.
    """

    def choose_it(key: str, found: Organisation) -> None:
        choose_the_one(key, found)
        if on_change is not None:
            on_change()

    narrow(offer, key=key, only_one=choose_it)
    return choose_named(
        label, offer.names, key=key, hint=offer.hint, on_change=on_change, is_quiet=is_quiet
    )


def narrow(
    offer: Offer, *, key: str, only_one: Callable[[str, Organisation], None] | None = None
) -> None:
    """The field that narrows a list of too many; what fits one organisation calls `only_one`."""
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
        on_change=_narrowed,
        args=(key, only_one),
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


def _narrowed(key: str, only_one: Callable[[str, Organisation], None] | None) -> None:
    typed = str(st.session_state[_field(key)]).strip()
    if only_one is None or not typed:
        return
    found = workspace().library.organisations_named(typed, most=2)
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
    short = short_name(organisation.name) if language() == "th" else None
    return f"{label} · {short}" if short else label


def named_in_url(name: str, known: Container[str]) -> str | None:
    """What the URL names, if it is among `known` ids; else None, after a warning."""
    if not name or name in known:
        return name or None
    try:
        found = workspace().library.find_organisation(name).id
    except (UnknownValueError, AmbiguousOrganisationError) as error:
        st.warning(plain_markdown(error_text(error, language())))
        return None
    return found if found in known else None
