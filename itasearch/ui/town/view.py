"""The page of one town (`id` in the URL; `year` and `page` of its measures).

What the town's own reports say appears at once; what is compared with other towns comes
into its places afterwards, so that nobody waits for it to read the rest.
"""

from collections.abc import Collection, Mapping, Sequence
from html import escape

import streamlit as st

from itasearch.errors import AmbiguousOrganisationError, UnknownValueError
from itasearch.model.town import TownRecord
from itasearch.model.towns import TownMeasure
from itasearch.ui.desk import labels as desk_labels
from itasearch.ui.draft.current import draft_measure_ids, take_button
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import classified_html, measure_html
from itasearch.ui.kit.faults import fault_text, faults_shown
from itasearch.ui.kit.html import (
    TITLE_LENGTH,
    badge_html,
    badges_html,
    details_html,
    link_html,
    plain_markdown,
    quiet_html,
    section_title_html,
)
from itasearch.ui.kit.icons import Icon
from itasearch.ui.kit.labels import Label
from itasearch.ui.kit.organisations import choose_organisation, offered
from itasearch.ui.kit.state import TOWN, address, number_in_url, say, workspace, write_url
from itasearch.ui.kit.take_along import take_town_along
from itasearch.ui.kit.widgets import pages_html, show_reports_needed
from itasearch.ui.town import labels as town_labels
from itasearch.ui.town.others import better_html, copies_html, gaps_html, similar_html
from itasearch.ui.town.record import (
    actions_html,
    head_html,
    reports_html,
    results_html,
    sections_html,
    topics_html,
)
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.own_town import chosen_town, is_without_reports, set_own_town
from itasearch.ui.watch.button import watch_town_button
from itasearch.wording import better as better_words
from itasearch.wording.label import shortened

_KEY = "town.id"

PAGE_SIZE = 20  # measures on a page

_UNDATED = "-"  # in the URL: measures of reports whose year is not known

_SECTIONS: Mapping[str, Label] = {
    "town_reports": town_labels.REPORTS,
    "town_results": town_labels.RESULTS,
    "town_topics": town_labels.TOPICS,
    "town_measures": town_labels.MEASURES,
    "town_similar": town_labels.SIMILAR,
    "town_better": better_words.BETTER,
    "town_gaps": town_labels.GAPS,
    "town_copies": town_labels.COPIES,
}
"""Title of each section, by the key of its container, in the page's order."""


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
            record = workspace().town_record(name)
        except (UnknownValueError, AmbiguousOrganisationError) as error:
            st.warning(plain_markdown(fault_text(error)))
            _choose()
            return
        _show(record)


def _choose() -> None:
    st.subheader(say(town_labels.CHOOSE), anchor=False)
    st.html(quiet_html(say(town_labels.CHOOSE_HELP)))
    chosen = choose_organisation(town_labels.CHOOSE, offered(_KEY), key=_KEY)
    if chosen:
        st.query_params["id"] = chosen
        st.rerun()


def _show(record: TownRecord) -> None:
    town, own = record.organisation.id, chosen_town()
    year = _chosen_year(record)
    first = max(0, (number_in_url("page", digits=5) or 1) - 1) * PAGE_SIZE
    write_url("town", {"id": town, **_place(year, first, record)}, keys=())
    other = link_html(say(town_labels.OTHER_TOWN), address(TOWN), kind="small")
    st.html(
        f'<div class="ita-town-head"><div>{head_html(record)}</div>{other}</div>'
        + actions_html(record, own=own)
    )
    with st.container(horizontal=True, vertical_alignment="center", key="town_marks"):
        _show_ownership(town, own)
        watch_town_button(town)
    take_town_along(town, name=record.organisation.name)
    st.html(sections_html([(say(label), key) for key, label in town_labels.JUMPS.items()]))
    places = {key: st.container(key=key, gap="small") for key in _SECTIONS}
    for key, label in _SECTIONS.items():
        places[key].html(section_title_html(say(label)))
    places["town_reports"].html(reports_html(record.reports))
    places["town_results"].html(results_html(record.results))
    places["town_topics"].html(topics_html(record.topics, town=town))
    with places["town_measures"]:
        _show_measures(record, year=year, first=first)
    with places["town_similar"], st.spinner(say(town_labels.LOADING)):
        similar = workspace().neighbours(town)
        st.html(similar_html(similar, own=own))
    places["town_better"].html(better_html(similar))
    with places["town_gaps"], st.spinner(say(town_labels.LOADING)):
        st.html(gaps_html(workspace().coverage(town)))
    places["town_copies"].html(copies_html(workspace().town_copies(town)))


def _show_ownership(town: str, own: str | None) -> None:
    """The button that makes this the person's own town; a mark where it is."""
    if town == own:
        mark = badge_html(say(desk_labels.IS_OWN), kind="strong", icon=Icon.CHECK)
        st.html(badges_html([mark]), width="content")
        return
    st.button(
        say(desk_labels.SET_OWN),
        key="town.own",
        icon=":material/home_pin:",
        type="tertiary",
        on_click=set_own_town,
        args=(town,),
    )


def _chosen_year(record: TownRecord) -> int | None:
    """The year of the measures that are shown: of the URL if the town has it, else the newest."""
    years = record.fiscal_years
    if st.query_params.get("year") == _UNDATED and None in years:
        return None
    typed = number_in_url("year", digits=4)
    if typed in years:
        return typed
    if st.query_params.get("year") and years:
        text = say(town_labels.NO_SUCH_YEAR, year=plain_markdown(st.query_params["year"][:20]))
        st.warning(text)
    return years[0] if years else None


def _place(year: int | None, first: int, record: TownRecord) -> dict[str, str]:
    """Year and page as the URL has them; nothing for the first page of the newest year."""
    newest = next(iter(record.fiscal_years), None)
    return {
        "year": "" if year == newest else str(year or _UNDATED),
        "page": str(first // PAGE_SIZE + 1) if first else "",
    }


def _show_measures(record: TownRecord, *, year: int | None, first: int) -> None:
    of_year = [one for one in record.measures if one.fiscal_year_be == year]
    if not of_year:
        st.html(quiet_html(say(town_labels.NO_REPORTS)))
        return
    st.html(_years_html(record, year))
    if first >= len(of_year):
        first = (len(of_year) - 1) // PAGE_SIZE * PAGE_SIZE
    shown = of_year[first : first + PAGE_SIZE]
    _show_page(shown, taken=draft_measure_ids())
    if len(of_year) > PAGE_SIZE:
        town = record.organisation.id
        st.html(
            pages_html(
                len(of_year),
                first=first,
                held=len(shown),
                size=PAGE_SIZE,
                target=lambda place: address(TOWN, {"id": town, **_place(year, place, record)}),
            )
        )


def _years_html(record: TownRecord, year: int | None) -> str:
    links = "".join(_year_link(record, one, here=one == year) for one in record.fiscal_years)
    return (
        f'<nav class="ita-modes" aria-label="{escape(say(town_labels.MEASURES_OF))}">{links}</nav>'
    )


def _year_link(record: TownRecord, year: int | None, *, here: bool) -> str:
    count = sum(one.fiscal_year_be == year for one in record.measures)
    label = town_labels.YEAR_CHOICE if year else town_labels.UNDATED_CHOICE
    target = address(TOWN, {"id": record.organisation.id, **_place(year, 0, record)})
    current = ' aria-current="true"' if here else ""
    text = escape(say(label, year=year, count=count))
    return f'<a class="ita-link mode stay" href="{escape(target)}"{current}>{text}</a>'


def _show_page(measures: Sequence[TownMeasure], *, taken: Collection[str]) -> None:
    texts = {one.measure.id: one.measure for one in workspace().placed([m.id for m in measures])}
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
