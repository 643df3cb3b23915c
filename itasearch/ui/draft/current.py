"""Which draft this session works in, and the button that adds a measure to it.

It is that of the URL (`draft`), else the session's last one, else that of the browser's cookie,
else the one that another tab of this browser began; a draft of another person is never opened
unasked. A browser without any begins one with its first row.
"""

from collections.abc import Collection
from contextlib import suppress
from functools import partial

import streamlit as st

from itasearch.errors import ItaSearchError, UnknownDraftError
from itasearch.model.drafts import Draft, DraftSummary
from itasearch.model.people import Right
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.kit import cards, markdown, who
from itasearch.ui.kit.faults import on_press
from itasearch.ui.kit.state import may, workspace
from itasearch.ui.kit.static import static_text
from itasearch.ui.kit.widgets import button
from itasearch.wording.label import Label
from itasearch.wording.language import phrase, say

DRAFT = "draft"  #: Query parameter of the view แม่แบบ

_DRAFT_COOKIE, _DRAFT_KEY = "itasearch_draft", "drafts.current"
_COOKIES = st.components.v2.component("itasearch.cookies", js=static_text("static/cookies.js"))
LONGEST_NAME = 80  # most code points of a draft's name


def current_summary() -> DraftSummary | None:
    """The draft that this session works in, without its rows; None: none. Raises StoreError."""
    summaries = {summary.id: summary for summary in workspace().drafts.all()}
    return next((summaries[draft_id] for draft_id in _remembered() if draft_id in summaries), None)


def current_draft() -> Draft | None:
    """The draft that this session works in; None when it has none yet. Raises StoreError."""
    for draft_id in _remembered():
        with suppress(UnknownDraftError):  # Deleted meanwhile.
            return workspace().drafts.get(draft_id)
    return None


def _remembered() -> tuple[str, ...]:
    """Ids of drafts that this session may work in, the one to prefer first."""
    ids = (
        st.query_params.get(DRAFT),
        st.session_state.get(_DRAFT_KEY),
        who.cookie(_DRAFT_COOKIE),
        _begun().get(_browser_of_person()),
    )
    return tuple(dict.fromkeys(draft_id for draft_id in ids if draft_id))


@st.cache_resource(show_spinner=False)
def _begun() -> dict[str, str]:
    """The draft that each browser began, for tabs that were open before and have no cookie."""
    return {}


def _browser_of_person() -> str:
    return who.browser_name() + who.person_mark()


def choose_draft(identifier: str) -> None:
    """Work in this draft from now on, in this tab and in tabs opened later."""
    st.session_state[_DRAFT_KEY] = identifier


def target_name(draft: Draft | DraftSummary) -> str:
    """Short name of the organisation that a draft is for; "" where none is chosen."""
    if draft.organisation_id:
        for town in workspace().library.organisations_of([draft.organisation_id]):
            return cards.short_of(town.organisation)
    return cards.short_text(draft.organisation or "")


def begin_draft(name: str = "", copy_of: str | None = None) -> str:
    """Make a draft for the person's organisation's next plan, or as a copy; returns its id."""
    chosen = workspace().library.organisations_of([who.recalled(who.TOWN_COOKIE)])
    town = next((town.organisation for town in chosen), None)
    draft_id = workspace().drafts.new(
        name,
        organisation=town.id if town else None,
        fiscal_year_be=workspace().towns.next_plan_year(town.id) if town else None,
        copy_of=copy_of,
    )
    work_in(draft_id)
    return draft_id


def work_in(draft_id: str) -> None:
    """Work in a draft that was just made, in this browser's other tabs, too."""
    _begun()[_browser_of_person()] = draft_id
    choose_draft(draft_id)


def show_remembered() -> None:
    """Let the browser remember its name, its draft, and what else is kept."""
    who.browser_name()
    fields = (
        (who.BROWSER_COOKIE, who.BROWSER_KEY),
        (who.name_for_person(_DRAFT_COOKIE), _DRAFT_KEY),
    )
    state = st.session_state
    own = {name: state[key] for name, key in fields if key in state}
    _COOKIES(key="hidden_cookies", data={**who.to_remember(), **own})


def draft_link_name() -> str:
    """Name of the link to this session's draft, with its number of rows; "" without a draft."""
    with suppress(ItaSearchError):
        if summary := current_summary():
            return phrase("Template ({count})", count=summary.rows)
    return ""


def draft_measure_ids() -> frozenset[str]:
    """Ids of the measures in the draft. Raises StoreError."""
    draft = current_draft()
    items = () if draft is None else draft.items
    return frozenset(leaf.measure.id for item in items for leaf in item.leaves)


def take_button(
    measure_id: str,
    *,
    view: str,
    in_draft: Collection[str],
    whose: str = "",
    quiet: bool = False,
) -> None:
    """A button that adds a measure or removes it, for those who may make drafts.

    `whose` names the measure where several buttons are in a row.
    """

    def take() -> None:
        current = current_summary()
        draft_id = begin_draft() if current is None else current.id
        choose_draft(draft_id)
        workspace().drafts.add([measure_id], draft_id=draft_id)

    if not may(Right.DRAFT):
        return
    there = measure_id in in_draft
    label = Label("In the template") if there else Label("Add to template")
    is_hit = view == "search"
    if is_hit:  # a phone shows the first word alone: each of many has the button
        label = Label("Added :small[to template]") if there else Label("Add :small[to template]")
    elif whose:  # both as wide as each other: what is beside the button stays where it is
        label = Label("In the template: {whose}") if there else Label("Add to template: {whose}")
    button(
        say(label, whose=markdown.plain(whose)),
        f"{view}.take.{measure_id}",
        on_press,
        partial(_take_out, measure_id) if there else take,
        kind="tertiary" if quiet or is_hit else "secondary",
        icon="check" if there else "add",
    )


def _take_out(measure_id: str) -> None:
    """Remove a row, unless the person has edited it: that is done in the view แม่แบบ."""
    draft = current_draft()
    if draft is None:  # Deleted meanwhile; a verb without a draft would mean another's.
        return
    for item in draft.items:
        is_taken = measure_id in {leaf.measure.id for leaf in item.leaves}
        if is_taken and (item.edits or item.parts):
            st.toast(say(draft_labels.TAKEN_BUT_EDITED), icon=":material/edit:", duration="long")
            return
    workspace().drafts.remove(measure_id, draft_id=draft.id)
