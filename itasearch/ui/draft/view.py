"""The view แม่แบบ: a draft with its target organisation and year, its rows and its documents.

Every choice and edit is stored at once, so that it is there after reloading and in another
tab (autosave). A widget takes its value from the store only when that has changed since the
widget took it last, so that text being typed is not overwritten. `draft` in the URL names
the draft.
"""

import streamlit as st

from itasearch.domain.organisations import short_name
from itasearch.errors import UnknownDraftError
from itasearch.model.documents import Form
from itasearch.model.drafts import DocumentChoice, Draft, DraftAccess, DraftOptions
from itasearch.ui.draft import bar, documents, rows
from itasearch.ui.draft import labels as draft_labels
from itasearch.ui.draft.current import DRAFT, SHARE, access_to, choose_draft, current_draft
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import draft_name, short_of, town_name
from itasearch.ui.kit.faults import attempt, faults_shown
from itasearch.ui.kit.html import actions_html, link_html, plain_markdown
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.organisations import narrow, offered
from itasearch.ui.kit.state import (
    COMPARE,
    PLAN,
    SEARCH,
    address,
    drop_from_url,
    language,
    last_answer,
    phrase,
    say,
    workspace,
)
from itasearch.ui.kit.widgets import follow_store
from itasearch.wording.app_errors import EMPTY_DRAFT, NO_SUCH_DRAFT
from itasearch.workspace import offered_years

ORGANISATION_KEY, YEAR_KEY = "template.organisation", "template.year"
_SETTINGS = "template.settings"
"""Key: whether the fold of a draft's settings was open at first; else it would close by itself."""
_OPTIONS = (
    ("keep_results", draft_labels.KEEP_RESULTS),
    ("grouped", Label("Group by ITA indicator")),
)
_FIRST_YEAR = 2560  # oldest fiscal year, BE, in the list of years; an older one of a draft is added


def render() -> None:
    """Draw the draft's head, settings and rows, and the document beside them."""
    with faults_shown():
        bar.show_deleted()
        draft = _opened_draft()
        if draft is None:
            st.subheader(phrase("Make good measures your own"), anchor=False)
            bar.show_choice()
            _empty()
            return
        access = access_to(draft.id)
        may_write = access is not DraftAccess.READ
        head = st.container(gap="small")
        head.subheader(plain_markdown(draft_name(draft.name)), anchor=False)
        if not draft.items:
            with head, st.container(horizontal=True, gap="small"):
                bar.show(draft, access)
                if may_write:
                    bar.show_steps(draft)
            _empty()
            return
        with head:  # the files are of the document, and come last
            st.caption(plain_markdown(_summary(draft)))
            with st.container(
                horizontal=True, gap="small", vertical_alignment="center", key="template_bar"
            ):
                bar.show(draft, access)
                if may_write:
                    bar.show_steps(draft)
                files = st.container(
                    horizontal=True, gap="small", width="content", key="template_files"
                )
        adapted = workspace().exports.adapted(draft)
        with st.container(horizontal=True, gap="medium", key="template_desk"):
            with st.container(gap="small", key="template_work"):
                choice = _settings(draft, may_write=may_write)
                form = workspace().exports.document(adapted, choice)
                st.caption(_left(form))
                if may_write:
                    rows.show(adapted, form, draft.id)
                else:
                    st.info(say(draft_labels.ONLY_TO_READ), icon=":material/lock:")
            with st.container(key="template_paper"):
                documents.show_preview(form)
        with files:
            documents.show_downloads(adapted, draft.id, choice)


def _summary(draft: Draft) -> str:
    """Whose draft it is, for whom and when."""
    parts = [
        phrase("by {maker}", maker=draft.maker) if draft.maker else "",
        short_of(draft.organisation or ""),
        say(kit_labels.YEAR, year=draft.fiscal_year_be) if draft.fiscal_year_be else "",
        phrase("{count:measures}", count=len(draft.items)),
    ]
    return " · ".join(filter(None, parts))


def _left(form: Form) -> str:
    """What is left to do in the rows, and how much in the document around them."""
    whole, around = form.remaining, form.around
    blanks, questions = whole.blanks - around.blanks, whole.questions - around.questions
    parts = [say(draft_labels.LEFT, blanks=blanks, questions=questions)]
    if cells := whole.cells - around.cells:
        parts.append(phrase("{cells:cells} to be filled in", cells=cells))
    if count := around.blanks + around.questions + around.cells:
        parts.append(phrase("{count} more outside the rows, yellow in the document", count=count))
    return " · ".join(parts)


def _settings(draft: Draft, *, may_write: bool) -> DocumentChoice:
    """Draw all settings in a fold, which is open first where town or year are not yet named."""
    is_new = draft.organisation is None or draft.fiscal_year_be is None
    is_open = st.session_state.setdefault(f"{_SETTINGS}.{draft.id}", is_new)
    with st.expander(phrase("Settings of the document"), expanded=is_open and may_write):
        if may_write:
            _target(draft)
        return documents.settings(draft.id, lambda: _options(draft) if may_write else None)


def _opened_draft() -> Draft | None:
    """The draft that the URL names, else this session's, put into the URL; None: there is none."""
    if secret := st.query_params.get(SHARE):
        if workspace().person.reads_only:
            st.warning(phrase("Sign in, then open this link again."))
            return None
        drop_from_url(SHARE)
        st.query_params[DRAFT] = workspace().drafts.open_shared(secret)
    if named := st.query_params.get(DRAFT):
        try:
            draft = workspace().drafts.get(named)
        except UnknownDraftError:
            st.warning(say(NO_SUCH_DRAFT))
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
    st.info(say(EMPTY_DRAFT), icon=":material/playlist_add:")
    st.html(
        actions_html(
            link_html(phrase("Search for measures"), address(SEARCH, last_answer()), kind="button"),
            link_html(say(draft_labels.GO_TO_COMPARE), address(COMPARE, last_answer("compare"))),
            link_html(phrase("Make next year's plan in one go"), address(PLAN)),
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
            phrase("Our organisation"),
            towns,
            index=towns.index(organisation) if organisation else None,
            key=ORGANISATION_KEY,
            format_func=lambda name: " · ".join(
                filter(None, (town_name(name), short_name(name) if language() == "th" else ""))
            ),
            placeholder=phrase("Type the full name, or choose"),
            accept_new_options=True,
            filter_mode="contains",
            on_change=_save_target,
            args=(draft.id,),
        )
    with second:
        st.selectbox(
            phrase("Fiscal year (B.E.)"),
            years,
            index=years.index(year) if year else None,
            key=YEAR_KEY,
            placeholder=say(kit_labels.CHOOSE_YEAR),
            filter_mode="contains",
            on_change=_save_target,
            args=(draft.id,),
        )
    if draft.organisation is None or draft.fiscal_year_be is None:
        st.caption(say(draft_labels.TARGET_MISSING))


def _save_target(draft_id: str) -> None:
    organisation, year = st.session_state[ORGANISATION_KEY], st.session_state[YEAR_KEY]
    if organisation:  # a part of a name that fits one organisation is that one
        fitting = workspace().library.organisations_named(organisation, most=2)
        if len(fitting) == 1:
            organisation = fitting[0].organisation.name
    attempt(
        lambda: workspace().drafts.set_target(
            organisation=organisation, fiscal_year_be=year, draft_id=draft_id
        )
    )


def _options(draft: Draft) -> None:
    for name, label in _OPTIONS:
        key = f"template.{name}"
        default = bool(follow_store(key, getattr(draft, name)))
        args = (draft.id, name)
        st.toggle(say(label), default, key=key, on_change=_save_option, args=args)


def _save_option(draft_id: str, name: str) -> None:
    chosen = bool(st.session_state[f"template.{name}"])
    options = DraftOptions(keep_results=chosen)
    if name == "grouped":
        options = DraftOptions(grouped=chosen)
    attempt(lambda: workspace().drafts.set_options(options, draft_id=draft_id))
