"""The view แม่แบบ: a draft with its target organisation and year, its rows and its documents.

Every choice and edit is stored at once, so that it is there after reloading and in another
tab (autosave). A widget takes its value from the store only when that has changed since the
widget took it last, so that text being typed is not overwritten. `draft` in the URL names
the draft.
"""

import streamlit as st

from itasearch.domain.organisations import short_name
from itasearch.errors import UnknownDraftError
from itasearch.model.drafts import Draft, DraftAccess, DraftOptions
from itasearch.ui.draft import bar, documents, rows
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.draft.current import (
    DRAFT,
    SHARE,
    access_to,
    attempt,
    choose_draft,
    current_draft,
    follow_store,
)
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import actions_html, link_html, quiet_html
from itasearch.ui.kit.organisations import narrow, offered
from itasearch.ui.kit.state import (
    COMPARE,
    PLAN,
    SEARCH,
    address,
    drop_from_url,
    last_answer,
    say,
    workspace,
)
from itasearch.workspace import offered_years

ORGANISATION_KEY, YEAR_KEY = "template.organisation", "template.year"
_OPTIONS = (("keep_results", draft_labels.KEEP_RESULTS), ("grouped", draft_labels.GROUPED))
_FIRST_YEAR = 2560  # oldest fiscal year, BE, in the list of years; an older one of a draft is added


def render() -> None:
    """Draw the draft's bar, target, downloads, rows and preview."""
    with faults_shown():
        st.subheader(say(draft_labels.PURPOSE), anchor=False)
        draft = _opened_draft()
        if draft is None:
            bar.show_choice()
            _empty()
            return
        access = access_to(draft.id)
        bar.show(draft, access)
        if not draft.items:
            _empty()
            return
        adapted = workspace().adapted_draft(draft.id)
        if access is DraftAccess.READ:
            documents.show_preview(documents.show(adapted, draft.id))
            return
        _target(draft)
        _options(draft)
        form = documents.show(adapted, draft.id)
        rows.show(adapted, draft.id)
        documents.show_preview(form)


def _opened_draft() -> Draft | None:
    """The draft that the URL names, else this session's, put into the URL; None: there is none."""
    if secret := st.query_params.get(SHARE):
        if workspace().person.reads_only:
            st.warning(say(draft_labels.SIGN_IN_TO_OPEN))
            return None
        drop_from_url(SHARE)
        st.query_params[DRAFT] = workspace().open_shared_draft(secret)
    if named := st.query_params.get(DRAFT):
        try:
            draft = workspace().draft(named)
        except UnknownDraftError:
            st.warning(say(draft_labels.NO_SUCH_DRAFT))
            return None
    elif (found := current_draft()) is not None:
        draft = found
    else:
        return None
    choose_draft(draft.id)
    if st.query_params.get(DRAFT) != draft.id:
        st.query_params[DRAFT] = draft.id
    return draft


def _empty() -> None:
    st.info(say(draft_labels.EMPTY), icon=":material/playlist_add:")
    st.html(
        actions_html(
            link_html(
                say(draft_labels.GO_TO_SEARCH), address(SEARCH, last_answer()), kind="button"
            ),
            link_html(say(draft_labels.GO_TO_COMPARE), address(COMPARE, last_answer("compare"))),
            link_html(say(draft_labels.GO_TO_PLAN), address(PLAN)),
        )
    )


def _target(draft: Draft) -> None:
    organisation = follow_store(ORGANISATION_KEY, draft.organisation)
    year = follow_store(YEAR_KEY, draft.fiscal_year_be)
    offer = offered(ORGANISATION_KEY)
    known = dict.fromkeys(one.organisation.name for one in offer.summaries)
    # The list offers what was typed into it, too.
    kept = dict.fromkeys(name for name in (draft.organisation, organisation) if name)
    towns = list(known | kept)
    # The fiscal year after next begins in the calendar year after this one.
    years = offered_years(draft.fiscal_year_be, ahead=2, first=_FIRST_YEAR)
    narrow(offer, key=ORGANISATION_KEY)
    first, second = st.columns([3, 1])
    with first:
        st.selectbox(
            say(draft_labels.TARGET_ORGANISATION),
            towns,
            index=towns.index(organisation) if organisation else None,
            key=ORGANISATION_KEY,
            format_func=_target_label,
            placeholder=say(draft_labels.TARGET_ORGANISATION_HINT),
            accept_new_options=True,
            filter_mode="contains",
            on_change=_save_target,
            args=(draft.id,),
        )
    with second:
        st.selectbox(
            say(draft_labels.TARGET_YEAR),
            years,
            index=years.index(year) if year else None,
            key=YEAR_KEY,
            placeholder=say(kit_labels.CHOOSE_YEAR),
            filter_mode="contains",
            on_change=_save_target,
            args=(draft.id,),
        )
    if draft.organisation is None or draft.fiscal_year_be is None:
        st.html(quiet_html(say(draft_labels.TARGET_MISSING)))


def _target_label(name: str) -> str:
    short = short_name(name)
    return f"{name} · {short}" if short else name


def _save_target(draft_id: str) -> None:
    organisation, year = st.session_state[ORGANISATION_KEY], st.session_state[YEAR_KEY]
    attempt(
        lambda: workspace().set_draft_target(
            organisation=organisation, fiscal_year_be=year, draft_id=draft_id
        )
    )


def _options(draft: Draft) -> None:
    with st.container(horizontal=True, gap="medium", key="template_options"):
        for name, label in _OPTIONS:
            key = f"template.{name}"
            default = bool(follow_store(key, getattr(draft, name)))
            st.toggle(say(label), default, key=key, on_change=_save_option, args=(draft.id, name))


def _save_option(draft_id: str, name: str) -> None:
    chosen = bool(st.session_state[f"template.{name}"])
    keep_results = chosen if name == "keep_results" else None
    grouped = chosen if name == "grouped" else None
    options = DraftOptions(keep_results=keep_results, grouped=grouped)
    attempt(lambda: workspace().set_draft_options(options, draft_id=draft_id))
