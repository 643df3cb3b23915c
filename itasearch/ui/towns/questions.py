"""The view of own questions by towns: a row a town, with its best measure for each question.

The URL holds the questions (`ask`), the filters and the chosen cell (`cell=QUESTION.TOWN`).
"""

from collections.abc import Mapping

import streamlit as st

from itasearch.errors import QueryError
from itasearch.model.records import Organisation
from itasearch.model.towns import MOST_QUESTIONS, QuestionTable
from itasearch.ui.draft.current import draft_measure_ids
from itasearch.ui.kit import cards, html, labels as kit_labels, markdown, widgets
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.downloads import take_along
from itasearch.ui.kit.state import (
    UrlValues,
    address,
    follow_url,
    kept_answer,
    url_values,
    workspace,
    write_url,
)
from itasearch.ui.towns import labels as towns_labels
from itasearch.ui.towns.example_card import show_example
from itasearch.ui.towns.matrix import CELL, choose_cell
from itasearch.ui.towns.own_town import shows_no_reports
from itasearch.wording.errors import error_label
from itasearch.wording.label import Label
from itasearch.wording.language import phrase, say
from itasearch.wording.names import (
    QUESTION_LEGEND,
    province_name,
    question_cell_text,
    short_owner_name,
)
from itasearch.workspace import FilterChoices, FilterNames

_TEXT = "questions.text"
_TOWNS, _PROVINCES, _YEARS = "questions.towns", "questions.provinces", "questions.years"
_FILTERS = (_TOWNS, _PROVINCES, _YEARS)
_KEYS = (_TEXT, *_FILTERS)
_LONGEST = 8_000  # letters of all questions: an address of more is refused by servers


def render() -> None:
    """Draw the choices, the questions, and what answers them."""
    if shows_no_reports(Comparing.QUESTIONS):
        return
    choices = workspace().library.filter_choices()
    follow_url("questions", _KEYS, read=lambda: _url_state(choices))
    show_bar(Comparing.QUESTIONS)
    with st.form("questions.form", border=False):
        label = phrase("Questions, one a line")
        example = phrase("Who checks gifts that are handed over?")
        st.text_area(label, key=_TEXT, height="content", max_chars=_LONGEST, placeholder=example)
        ask = say(Label("Ask", "towns"))
        st.form_submit_button(ask, key="questions.go", type="primary", on_click=choose_cell)
    _show_choices(choices)
    write_url("questions", {**_url(), CELL: st.query_params.get(CELL, "")}, keys=_KEYS)
    texts = _texts()
    if not texts:
        st.caption(say(towns_labels.QUESTIONS_HELP, most=MOST_QUESTIONS))
        return
    towns, provinces, years = (tuple(st.session_state[key]) for key in _FILTERS)
    filters = FilterNames(organisations=towns, provinces=provinces, fiscal_years=years)
    try:
        with st.spinner(phrase("Searching…")):
            table = kept_answer(
                ("questions", tuple(texts), filters),
                lambda: workspace().towns.questions(texts, filters=filters),
            )
    except QueryError as error:
        st.warning(markdown.plain(say(error_label(error))))
        return
    _show(table)


def _url_state(choices: FilterChoices) -> Mapping[str, object]:
    named = [*dict.fromkeys(st.query_params.get_all("organisation"))]
    town_ids = {town.organisation.id for town in workspace().library.organisations_of(named)}
    return {
        _TEXT: "\n".join(st.query_params.get_all("ask"))[:_LONGEST],
        _TOWNS: [town_id for town_id in named if town_id in town_ids],
        _PROVINCES: url_values("province", choices.provinces),
        _YEARS: url_values("year", choices.fiscal_years),
    }


def _url() -> UrlValues:
    state = st.session_state
    return {
        "ask": _texts(),
        "organisation": state[_TOWNS],
        "province": state[_PROVINCES],
        "year": state[_YEARS],
    }


def _texts() -> list[str]:
    return [text.strip() for text in st.session_state[_TEXT].splitlines() if text.strip()]


def _show_choices(choices: FilterChoices) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="questions_bar"):
        count = sum(bool(st.session_state[key]) for key in _FILTERS)
        popover = widgets.filter_popover(towns_labels.FILTERS, key="questions_filters", count=count)
        with popover:
            if not popover.open:
                return
            offer = widgets.offered(_TOWNS, chosen=st.session_state[_TOWNS])
            widgets.narrow(offer, key=_TOWNS)
            widgets.choose_several(kit_labels.FILTER_ORGANISATION, offer.names, key=_TOWNS)
            provinces = {name: province_name(name) for name in choices.provinces}
            widgets.choose_several(kit_labels.FILTER_PROVINCE, provinces, key=_PROVINCES)
            years = {str(year): str(year) for year in choices.fiscal_years}
            widgets.choose_several(kit_labels.FILTER_YEAR, years, key=_YEARS)


def _show(table: QuestionTable) -> None:
    if not table.towns:
        st.info(say(towns_labels.NONE_FIT), icon=":material/filter_alt:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say(QUESTION_LEGEND))
        take_along(table, view="questions", file_name=Label("questions", "file"))
    chosen = st.query_params.get(CELL, "")
    rows = []
    for at, town in enumerate(table.towns):
        rows.append([html.plain(cards.distinct_name(town, short_owner_name))])
        for number, row in enumerate(table.rows):
            cell, place = row.cells[at], f"{number}.{town.id}"
            text = question_cell_text(cell)
            if cell.measure_id is None:
                rows[-1].append(text)
                continue
            kind = "cell here" if place == chosen else "cell"
            href = address("questions", {**_url(), CELL: place})
            rows[-1].append(html.link(text, href, kind=kind))
            if place == chosen:
                _show_cell(row.question, town, cell.measure_id)
    heads = [say(kit_labels.FILTER_ORGANISATION), *(row.question for row in table.rows)]
    caption = say(kit_labels.COMPARE_QUESTIONS)
    with st.container(key="questions_table"):
        st.html(html.table(heads, rows, caption=caption, kind="ita-questions"))


def _show_cell(question: str, town: Organisation, measure_id: str) -> None:
    with st.container(key="matrix_cell"):
        widgets.quiet_button(say(towns_labels.CELL_CLOSE), "questions.close", choose_cell)
        name = cards.organisation_name(town)
        st.subheader(markdown.plain(f"{question} · {name}"), anchor=False)
        url = address("./", {**_url(), "q": question, "ask": "", "organisation": town.id})
        st.markdown(markdown.link(phrase("All hits"), url))
        for measure in workspace().library.measures([measure_id]):
            in_draft = draft_measure_ids()
            show_example(measure, view="questions", key="cell", in_draft=in_draft)
