"""The page of one town (`id` in the URL; `year` and `page` of its measures): facts, then sections.

What is compared with other towns is in views of its own, which the tabs lead to.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.records import scored
from itasearch.model.towns import SimilarTowns, TownMeasure, TownRecord
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import (
    classified_html,
    grade_name,
    indicator_name,
    measure_html,
    place_name,
    short_town_name,
    town_name,
)
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.faults import faults_shown
from itasearch.ui.kit.html import (
    TITLE_LENGTH,
    badge_html,
    badges_html,
    details_html,
    link_html,
    plain_markdown,
)
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.markdown import link_markdown
from itasearch.ui.kit.organisations import choose_organisation, offered
from itasearch.ui.kit.state import (
    COMPARE,
    SEARCH,
    TOWN,
    address,
    follow_url,
    kept_answer,
    language,
    number_in_url,
    phrase,
    say,
    workspace,
    write_url,
)
from itasearch.ui.kit.widgets import show_reports_needed
from itasearch.ui.town import labels as town_labels
from itasearch.ui.town.others import copies_html
from itasearch.ui.town.record import show_reports, show_topics
from itasearch.ui.town.scores import show_scores
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.own_town import chosen_town, is_without_reports, set_own_town
from itasearch.ui.watch.button import watch_town_button
from itasearch.wording.app_errors import error_text
from itasearch.wording.label import shortened
from itasearch.wording.labels import mark_of, printed_change, score_text
from itasearch.wording.names import MARK_MEANINGS, MARKS

_KEY, _YEAR, _PAGE = "town.id", "town.year", "town.page"

PAGE_SIZE = 20  # measures on a page
_MOST_NEAR = 3  # towns that a link compares with: as many as fit on a line
_UNDATED = "-"  # in the URL: measures of reports whose year is not known


def render() -> None:
    """Draw the town that the URL names, or a list to choose one from."""
    with faults_shown():
        if is_without_reports():
            show_reports_needed(towns_labels.NO_REPORTS)
            return
        name = st.query_params.get("id", "").strip()
        if not name:
            _choose()
            return
        try:
            record = kept_answer(("town", name), lambda: workspace().towns.record(name))
        except (UnknownValueError, AmbiguousOrganisationError) as error:
            st.warning(plain_markdown(error_text(error, language())))
            _choose()
            return
        _show(record)


def _choose() -> None:
    st.subheader(say(town_labels.CHOOSE), anchor=False, help=say(town_labels.CHOOSE_HELP))
    chosen = choose_organisation(town_labels.CHOOSE, offered(_KEY), key=_KEY)
    if chosen:
        st.query_params["id"] = chosen
        st.rerun()


def _show(record: TownRecord) -> None:
    town = record.organisation.id
    follow_url("town", (_YEAR, _PAGE), read=lambda: _url_state(record))
    show_bar(Comparing.TOWN, town=town)
    _show_head(record)
    _show_facts(record)
    near = st.container(key="town_near")
    st.header(phrase("ITA results"), anchor=False)
    with st.container(key="town_scores"):
        show_scores(record.results)
    st.header(phrase("Reports by year"), anchor=False)
    show_reports(record.reports)
    st.header(phrase("Topics over the years"), anchor=False, help=say(town_labels.TOPICS_HELP))
    show_topics(record.topics, town=town)
    st.header(say(kit_labels.COLUMN_MEASURES), anchor=False)
    _show_measures(record)
    newest = next(map(str, record.fiscal_years), "")
    year, page = st.session_state[_YEAR] or "", st.session_state[_PAGE]
    values = {"year": "" if year == newest else year, "page": str(page) if page > 1 else ""}
    write_url("town", {"id": town, **values}, keys=(_YEAR, _PAGE))
    st.header(phrase("Texts that others have too"), anchor=False, help=say(town_labels.COPIES_HELP))
    with st.spinner(say(kit_labels.LOADING)):
        copies = kept_answer(("copies", town), lambda: workspace().towns.copies(town))
    st.html(copies_html(copies))
    if record.reports:
        similar = kept_answer(
            ("near", town), lambda: workspace().towns.similar(town, weakest=1, examples=1)
        )
        near.caption(_near_text(similar))


def _near_text(found: SimilarTowns) -> str:
    """Links that compare the town with the own one and with similar ones, the nearest first."""
    us, own = found.organisation, chosen_town()

    def compared(name: str, other: str = "", year: int | None = None) -> str:
        values = {"left": us.id, "right": other, "right_year": str(year or "")}
        return link_markdown(name, address(COMPARE, values))

    near = [one for one in found.neighbours if one.fiscal_year_be and one.organisation.id != own]
    near.sort(
        key=lambda one: (
            one.organisation.province != us.province,
            one.organisation.district != us.district,
        )
    )
    links = []
    if own and own != us.id:
        ours = address(COMPARE, {"left": own, "right": us.id})
        links.append(link_markdown(say(Label("ours", "town")), ours))
    for one in near[:_MOST_NEAR]:
        name = short_town_name(one.organisation)
        links.append(compared(name, one.organisation.id, one.fiscal_year_be))
    links.append(compared(say(Label("another", "town"))))
    return f"{phrase('Compare with')} {' · '.join(links)}"


def _show_head(record: TownRecord) -> None:
    """Name, the kind where the name does not say it, and place."""
    town = record.organisation
    name, kind = town_name(town.name), say(kit_labels.TYPE_LABELS[town.type])
    place = place_name(town)
    about = place if place and kind.casefold() in name.casefold() else f"{kind} · {place}"
    with st.container(key="town_name"):
        st.title(plain_markdown(name), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(plain_markdown(about.removesuffix(" · ")), width="content")
        if mark := mark_of(town, reworded=record.reworded):
            st.badge(say(MARKS[mark]), color="orange", help=say(MARK_MEANINGS[mark]))


def _show_actions(record: TownRecord) -> None:
    """The menu: the own town, watching, and links that go on with this town."""
    town = record.organisation.id
    links = {
        Label("Search in it"): address(SEARCH, {"organisation": town}),
        Label("Another organisation"): address(TOWN),
    }
    with st.popover(
        say(Label("More", "town")),
        type="tertiary",
        icon=":material/more_horiz:",
        key="town_actions",
    ):
        if town == chosen_town():
            st.badge(phrase("Our town"), icon=":material/check:")
        else:
            st.button(
                phrase("This is our town"),
                key="town.own",
                icon=":material/home_pin:",
                type="tertiary",
                on_click=set_own_town,
                args=(town,),
            )
        watch_town_button(town)
        items = "".join(f"<li>{link_html(say(one), target)}</li>" for one, target in links.items())
        st.html(f'<ul class="ita-lines">{items}</ul>')


def _show_facts(record: TownRecord) -> None:
    """The newest ITA total with those before it, the lowest indicator, reports, measures; then
    the menus of what can be done with the town.
    """
    newest, latest = record.newest_total, scored(record.results)
    with st.container(horizontal=True, gap="small", key="town_facts"):
        if newest is not None and newest.total is not None:
            dated = [
                one.total
                for one in reversed(record.results)
                if one.fiscal_year_be and one.total is not None
            ]
            change = None
            if newest.fiscal_year_be and len(dated) > 1:
                # Streamlit takes the arrow from a hyphen, not from a true minus, or from "0".
                points = printed_change(*dated[:-3:-1])
                change = f"{points:+.2f}" if points else "0"
            st.metric(
                phrase("ITA total {year} BE", year=newest.fiscal_year_be or "–"),
                score_text(newest.total),
                change,
                delta_description=grade_name(newest.grade) if newest.grade else None,
                width=200,
            )
        if latest is not None:
            lowest = min(latest.indicators, key=lambda one: one.score)
            label = phrase("Lowest: {indicator}", indicator=indicator_name(lowest.number))
            st.metric(label, score_text(lowest.score), width=220)
        years = {one.fiscal_year_be for one in record.reports if one.fiscal_year_be}
        span = "–".join(map(str, sorted({min(years), max(years)}))) if years else ""
        st.metric(phrase("Reports {years} BE", years=span), f"{len(record.reports):,}", width=140)
        newest_year = next(iter(record.fiscal_years), None)
        count = sum(one.fiscal_year_be == newest_year for one in record.measures)
        label = phrase("Measures of {year} BE", year=newest_year or "–")
        st.metric(label, f"{count:,}", width=160)
        _show_actions(record)
        take_along(
            lambda theirs: theirs.towns.overview(record.organisation.id),
            view="town",
            file_name=Label("town"),
            of=record.organisation.name,
        )


def _years(record: TownRecord) -> dict[str, int | None]:
    """Years with measures by their names in the URL, newest first."""
    return {str(year or _UNDATED): year for year in record.fiscal_years}


def _url_state(record: TownRecord) -> Mapping[str, object]:
    """Year and page of the measures: of the URL if the town has them, else the newest year's."""
    years, typed = _years(record), st.query_params.get("year", "")
    if typed and years and typed not in years:
        st.warning(say(town_labels.NO_SUCH_YEAR, year=plain_markdown(typed[:20])))
    year = typed if typed in years else next(iter(years), None)
    return {_YEAR: year, _PAGE: number_in_url("page", digits=5) or 1}


def _show_measures(record: TownRecord) -> None:
    years = _years(record)
    if not years:
        st.caption(say(town_labels.NO_REPORTS))
        return

    def name(key: str) -> str:
        year = years[key]
        count = sum(one.fiscal_year_be == year for one in record.measures)
        label = Label("{year} ({count:,})") if year else Label("Year unknown ({count:,})")
        return say(label, year=year, count=count)

    st.segmented_control(
        phrase("Year of the measures"),
        list(years),
        format_func=name,
        key=_YEAR,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: st.session_state.update({_PAGE: 1}),
    )
    of_year = [
        one for one in record.measures if one.fiscal_year_be == years[st.session_state[_YEAR]]
    ]
    pages = max(1, -(-len(of_year) // PAGE_SIZE))
    page = st.session_state[_PAGE] = min(st.session_state[_PAGE], pages)
    _show_page(of_year[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    if pages > 1:
        st.pagination(pages, key=_PAGE)


def _show_page(measures: Sequence[TownMeasure]) -> None:
    taken = draft_measure_ids()
    texts = {
        one.measure.id: one.measure
        for one in workspace().library.measures([m.id for m in measures])
    }
    for one in measures:
        measure = texts.get(one.id)
        if measure is None:  # its report was removed a moment ago
            continue
        with st.container(key=f"measure_{measure.id}", gap=None):
            title = shortened(measure.numbered_title, TITLE_LENGTH)
            kind = badge_html(say(kit_labels.KIND_LABELS[one.kind]))
            st.html(
                details_html(title, measure_html(measure), kind="row")
                + (classified_html(one.about, after=kind) or badges_html([kind]))
            )
            take_button(measure.id, view="town", taken=taken, quiet=True)
