"""The view of sources: sites, folders and lists that the library is kept in step with.

What a web site has is shown before it is added; all is done in the background.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import streamlit as st

from itasearch.model import library
from itasearch.model.people import Right
from itasearch.ui.kit import labels as kit_labels, markdown
from itasearch.ui.kit.cards import organisation_name
from itasearch.ui.kit.comparing import tabs_html
from itasearch.ui.kit.faults import attempt, faults_shown, on_press, shows_who_may_add
from itasearch.ui.kit.progress import begin_run, end_run, is_running, result_of
from itasearch.ui.kit.routes import ViewAddress
from itasearch.ui.kit.state import address, may, workspace, write_url
from itasearch.ui.kit.widgets import button, quiet_button, show_table
from itasearch.ui.library import labels
from itasearch.ui.library.upload import outcome_row
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import file_name, time_text
from itasearch.wording.language import phrase, say
from itasearch.wording.messages import reason_text
from itasearch.wording.names import FOUND_ON, KINDS, LEFT_WHYS, NO_PLACE, SOURCE_KINDS, SYNCED
from itasearch.workspace import GatheredReports, Workspace, typed_sites

_RUN = "sources"
_PLACE, _FOUND, _LIST = "sources.place", "sources.found", "sources.list"
_REFUSED = "sources.refused"
_IS_KEPT = "sources.is_kept"
_MOST_LEFT = 200  # addresses that were left, and outcomes, in a list


@dataclass(frozen=True, slots=True)
class _Candidates:
    address: str
    gathered: tuple[GatheredReports, ...]

    @property
    def files(self) -> list[tuple[GatheredReports, library.GatheredFile]]:
        return [(site, file) for site in self.gathered for file in site.site.files]


@dataclass(frozen=True, slots=True)
class _Added:
    outcomes: tuple[library.Outcome, ...]
    synced: tuple[library.SyncedSource, ...] = ()


def show_tabs(here: str) -> None:
    """Draw the links among the parts of the library, for who may add to it."""
    parts: dict[ViewAddress, Label] = {
        "library": Label("Reports", "library"),
        "sources": kit_labels.LIBRARY_SOURCES,
        "evidence": kit_labels.LIBRARY_EVIDENCE,
    }
    links = [(say(label), address(part), part == here) for part, label in parts.items()]
    if may(Right.EDIT):
        st.html(tabs_html(say(kit_labels.NAV_LIBRARY), links))


def render() -> None:
    """Draw what is found or being done, else the form; then the sources."""
    write_url("sources", {}, keys=())
    show_tabs("sources")
    if shows_who_may_add():
        return
    sources = workspace().sources.all() if may(Right.ADMINISTER) else ()
    title = phrase("Sources of reports ({count})", count=len(sources))
    tip = phrase(
        "Web sites, folders and lists of addresses that the library is kept in step with. "
        "What has gone from them is named here and stays in the library; robots.txt is "
        "obeyed, one request is sent at a time"
    )
    st.subheader(title, anchor=False, help=tip)
    count = workspace().library.report_count()
    st.caption(phrase("Reports in the library ({count:,})", count=count))
    is_busy = is_running(_RUN)
    result = None
    with faults_shown():
        result = None if is_busy else result_of(_RUN)
    if isinstance(result, _Candidates):
        _show_candidates(result)
        return
    if isinstance(result, _Added):
        _show_added(result)
    if not is_busy:
        _show_form(is_first=not sources)
    if sources:
        _show_list(sources, is_busy=is_busy)


def _show_form(*, is_first: bool) -> None:
    with (
        st.form("sources.form", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(
            say(labels.PLACE),
            key=_PLACE,
            max_chars=1000,
            placeholder=say(labels.PLACE_HINT),
            label_visibility="collapsed",
        )
        st.form_submit_button(
            phrase("Look for reports"),
            key="sources.look",
            type="primary" if is_first else "tertiary",
            icon=":material/travel_explore:",
            on_click=on_press,
            args=(_take_place,),
        )
    if refused := st.session_state.pop(_REFUSED, ""):
        st.warning(markdown.plain(say(NO_PLACE, text=shortened(refused, 200))))
    elif st.session_state.pop(_IS_KEPT, False):
        st.success(phrase("The folder is a source now; press Sync all to read it"))
    elif is_first:
        st.caption(say(labels.NO_SOURCES))


def _take_place() -> None:
    """Remember a folder; look at what sites, or those of a list, have."""
    typed, keeps = str(st.session_state[_PLACE]).strip(), may(Right.ADMINISTER)
    sites: tuple[library.SiteAddress, ...] = ()
    with suppress(OSError, ValueError):  # no path, or of nothing that could be a source
        is_path = Path(typed).exists()
        if keeps and Path(typed).is_dir():
            workspace().sources.keep(typed)
            st.session_state[_IS_KEPT] = True
            return
        # A file of the server is for who runs it.
        sites = typed_sites([typed]) if typed and (keeps or not is_path) else ()
    if not sites:
        st.session_state[_REFUSED] = typed
        return
    st.session_state.pop(_FOUND, None)

    def look(theirs: Workspace, progress: library.Progress) -> _Candidates:
        gathered = tuple(theirs.sources.gather(site, progress=progress) for site in sites)
        return _Candidates(typed, gathered)

    begin_run(_RUN, look)


def _show_candidates(candidates: _Candidates) -> None:
    sites = [reports.site for reports in candidates.gathered]
    requests = sum(site.requests for site in sites)
    new = sum(reports.new for reports in candidates.gathered)
    summary = say(FOUND_ON, files=len(candidates.files), new=new, requests=requests)
    st.markdown(f"**{markdown.plain(shortened(candidates.address, 200))}** · {summary}")
    for site in sites:
        if site.fault:
            _warn_of(site.site.address, site.fault)
    if not candidates.files and not all(site.fault for site in sites):
        st.info(say(labels.FOUND_NOTHING), icon=":material/search_off:")
    chosen = _choose_files(candidates) if candidates.files else []
    keeps = may(Right.ADMINISTER)
    if keeps:
        label = phrase("Keep it as a source")
        tip = phrase("Each sync then adds all that is new there, also what is not ticked now")
        st.checkbox(label, value=bool(new), key="sources.keep", help=tip)
    with st.container(horizontal=True):
        if candidates.files or keeps:
            is_nothing = not chosen and not st.session_state.get("sources.keep")
            label = phrase("Add what is ticked ({count})", count=len(chosen))
            add = partial(_add, candidates, chosen)
            button(label, "sources.add", on_press, add, kind="primary", disabled=is_nothing)
        quiet_button(say(kit_labels.CANCEL), "sources.cancel", end_run, _RUN)
    _show_left(candidates)


def _warn_of(address: str, reason: str) -> None:
    st.warning(markdown.plain(f"{shortened(address, 120)}: {reason_text(reason)}"))


def _choose_files(candidates: _Candidates) -> Sequence[int]:
    rows = [_file_row(site, file) for site, file in candidates.files]
    if _FOUND not in st.session_state:
        new = [position for position, (_, file) in enumerate(candidates.files) if not file.stored]
        st.session_state[_FOUND] = {"selection": {"rows": new, "columns": [], "cells": []}}
    link = st.column_config.LinkColumn
    chosen = st.dataframe(
        {say(label): column for label, column in zip(_HEADS, zip(*rows, strict=True), strict=True)},
        key=_FOUND,
        hide_index=True,
        placeholder="–",
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            say(labels.FILE): link(width="medium"),
            say(labels.PAGE_OF_FILE): link(width="medium"),
        },
        alt=phrase("Files that were found"),
    )
    return [row for row in chosen.selection.rows if not candidates.files[row][1].stored]


_HEADS = (
    kit_labels.FILTER_ORGANISATION,
    Label("Year", "sources"),
    kit_labels.COLUMN_KIND,
    kit_labels.COLUMN_MEASURES,
    Label("Library", "sources"),
    Label("What the page calls it"),
    labels.FILE,
    labels.PAGE_OF_FILE,
)


def _file_row(site: GatheredReports, file: library.GatheredFile) -> tuple[object, ...]:
    entry = site.site.site
    reports = file.reports
    names = [
        organisation_name(each.organisation) if each.organisation else entry.organisation or "–"
        for each in reports
    ]
    years = [str(report.fiscal_year_be or entry.fiscal_year_be or "–") for report in reports]
    kinds = [say(KINDS[report.kind]) if report.kind else phrase("ITA scores") for report in reports]
    return (
        *(", ".join(dict.fromkeys(texts)) for texts in (names, years, kinds)),
        sum(report.measures for report in reports) or None,
        say(Label("has it") if file.stored else labels.NEW),
        shortened(file.label, 120),
        file.address,
        file.page,
    )


def _show_left(candidates: _Candidates) -> None:
    left = [left_address for site in candidates.gathered for left_address in site.site.left]
    if not left:
        return
    counts = Counter(left_address.why for left_address in left)
    with st.expander(phrase("What was left, and why ({count})", count=len(left))):
        whys = (f"{say(LEFT_WHYS[why])} {counts[why]}" for why in library.LeftWhy if why in counts)
        st.caption(" · ".join(whys))
        rows = []
        for left_address in left[:_MOST_LEFT]:
            texts = (shortened(left_address.label, 80), shortened(left_address.address, 160))
            lines = map(markdown.plain, filter(None, (*texts, reason_text(left_address.reason))))
            rows.append((markdown.plain(say(LEFT_WHYS[left_address.why])), "  \n".join(lines)))
        show_table(rows, (Label("Left because"), labels.FILE))


def _add(candidates: _Candidates, chosen: Sequence[int]) -> None:
    ticked = [candidates.files[position] for position in chosen]
    if st.session_state.get("sources.keep"):
        workspace().sources.keep(candidates.address)
    end_run(_RUN)
    if not ticked:
        return

    def add(theirs: Workspace, progress: library.Progress) -> _Added:
        gathered = []
        for lead in candidates.gathered:
            files = tuple(file for of, file in ticked if of is lead)
            gathered.append(replace(lead, site=replace(lead.site, files=files)))
        return _Added(theirs.sources.add_gathered(gathered, progress=progress))

    begin_run(_RUN, add)


def _show_added(added: _Added) -> None:
    for source in added.synced:
        counts = say(SYNCED, new=source.new, refused=source.refused, gone=len(source.gone))
        st.markdown(markdown.plain(f"{shortened(source.source.place, 200)}: {counts}"))
        for unreached, reason in source.unreached.items():
            _warn_of(unreached, reason)
        if source.gone:
            with st.expander(say(labels.GONE, count=len(source.gone))):
                left = source.gone[:_MOST_LEFT]
                st.markdown("\n".join(f"- {markdown.plain(address)}" for address in left))
    if added.outcomes:
        outcomes = added.outcomes[:_MOST_LEFT]
        show_table([outcome_row(replace(row, path=file_name(row.path))) for row in outcomes])
    elif added.synced and not any(synced_source.unreached for synced_source in added.synced):
        st.caption(phrase("Nothing is new"))
    quiet_button(phrase("Close this list"), "sources.close", end_run, _RUN)


def _show_list(sources: Sequence[library.KeptSource], *, is_busy: bool) -> None:
    bar = st.container(horizontal=True, vertical_alignment="center", key="sources_bar")
    synced_at = [time_text(row.last_sync.at) if row.last_sync else "–" for row in sources]
    chosen = st.dataframe(
        {
            say(labels.PLACE): [source.place for source in sources],
            say(kit_labels.COLUMN_KIND): [say(SOURCE_KINDS[source.kind]) for source in sources],
            phrase("Last sync"): synced_at,
            say(Label("Result", "sources")): [_sync_text(source) for source in sources],
        },
        key=_LIST,
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        alt=say(kit_labels.LIBRARY_SOURCES),
    ).selection.rows
    ids = [sources[row].id for row in chosen if row < len(sources)]

    def sync(theirs: Workspace, progress: library.Progress) -> _Added:
        outcomes: list[library.Outcome] = []
        synced = theirs.sources.sync(ids, progress=progress, on_outcome=outcomes.append)
        return _Added(tuple(outcomes), synced)

    label = Label("Sync what is ticked ({count})") if ids else Label("Sync all")
    with bar:
        name, begin = say(label, count=len(ids)), partial(begin_run, _RUN, sync)
        button(name, "sources.sync", begin, kind="primary", icon="sync", disabled=is_busy)
        forget = say(labels.FORGET, count=len(ids))
        if ids and st.button(forget, key="sources.forget", type="tertiary"):
            _confirm_forgetting(ids)
        st.caption(phrase("Tick sources to sync only them, or to forget them"))


def _sync_text(source: library.KeptSource) -> str:
    last = source.last_sync
    if last is None:
        return phrase("not yet")
    counts = say(SYNCED, new=last.new, refused=last.refused, gone=last.gone)
    unreached = phrase("{count} not reached", count=last.unreached)
    return f"{unreached}; {counts}" if last.unreached else counts


def _confirm_forgetting(ids: Sequence[str]) -> None:
    @st.dialog(say(labels.FORGET, count=len(ids)))
    def ask() -> None:
        st.markdown(phrase("They are no longer kept in step. Their reports stay in the library."))
        with st.container(horizontal=True):
            forgets = st.button(phrase("Forget"), key="sources.forget.yes", type="primary")
            if st.button(say(kit_labels.CANCEL), key="sources.forget.no", type="tertiary"):
                st.rerun()
        if forgets and attempt(lambda: [*map(workspace().sources.forget, ids)]):
            st.session_state.pop(_LIST, None)
            st.rerun()

    ask()
