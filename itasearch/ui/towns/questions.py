"""The view of own questions by towns or years: a row a question, with the best measure of each.

The URL holds the questions (`ask`), the columns and the chosen cell (`cell=ROW.COLUMN`).
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from itasearch.errors import QueryError
from itasearch.exports.answer import question_cell_text
from itasearch.model.towns import MOST_QUESTIONS, QuestionCell, QuestionTable
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
from itasearch.wording.names import QUESTION_LEGEND, province_name, short_owner_name
from itasearch.workspace import FilterChoices, FilterNames

_TEXT, _BY = "questions.text", "questions.by"
_TOWNS, _PROVINCES, _YEARS = "questions.towns", "questions.provinces", "questions.years"
_FILTERS = (_TOWNS, _PROVINCES, _YEARS)
_KEYS = (_TEXT, _BY, *_FILTERS)
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
    by_years = st.session_state[_BY] == "years"
    towns, provinces, years = (tuple(st.session_state[key]) for key in _FILTERS)
    filters = FilterNames(organisations=towns, provinces=provinces, fiscal_years=years)
    try:
        with st.spinner(phrase("Searching…")):
            table = kept_answer(
                ("questions", tuple(texts), filters, by_years),
                lambda: workspace().towns.questions(texts, filters=filters, by_years=by_years),
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
        _BY: "years" if st.query_params.get("by") == "years" else "towns",
        _TOWNS: [town_id for town_id in named if town_id in town_ids],
        _PROVINCES: url_values("province", choices.provinces),
        _YEARS: url_values("year", choices.fiscal_years),
    }


def _url() -> UrlValues:
    state = st.session_state
    return {
        "ask": _texts(),
        "by": "years" if state[_BY] == "years" else "",
        "organisation": state[_TOWNS],
        "province": state[_PROVINCES],
        "year": state[_YEARS],
    }


def _texts() -> list[str]:
    return [text.strip() for text in st.session_state[_TEXT].splitlines() if text.strip()]


def _show_choices(choices: FilterChoices) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="questions_bar"):
        widgets.choose_among(say(towns_labels.AXIS), towns_labels.QUESTION_COLUMNS, key=_BY)
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
    if not table.columns:
        st.info(say(towns_labels.NONE_FIT), icon=":material/filter_alt:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say(QUESTION_LEGEND))
        take_along(table, view="questions", file_name=Label("questions", "file"))
    _show_cell(table)
    names = [
        cards.distinct_name(column.organisation, short_owner_name)
        if column.organisation
        else column.key
        for column in table.columns
    ]
    rows = [
        [
            html.plain(name),
            *(
                _link_html(row.cells[at], f"{number}.{column.key}")
                for number, row in enumerate(table.rows)
            ),
        ]
        for at, (name, column) in enumerate(zip(names, table.columns, strict=True))
    ]
    is_by_town = table.columns[0].organisation is not None
    first = say(kit_labels.FILTER_ORGANISATION if is_by_town else kit_labels.FILTER_YEAR)
    heads = [first, *(row.question for row in table.rows)]
    caption = say(kit_labels.COMPARE_QUESTIONS)
    with st.container(key="questions_table"):
        st.html(html.table(heads, rows, caption=caption, kind="ita-questions"))


def _link_html(cell: QuestionCell, place: str) -> str:
    if cell.measure_id is None:
        return "–"
    kind = "cell here" if place == st.query_params.get(CELL) else "cell"
    href = address("questions", {**_url(), CELL: place})
    return html.link(f"{question_cell_text(cell)} ({cell.fiscal_year_be or '–'})", href, kind=kind)


def _show_cell(table: QuestionTable) -> None:
    place = st.query_params.get(CELL, "")
    for number, row in enumerate(table.rows):
        for cell, column in zip(row.cells, table.columns, strict=True):
            if cell.measure_id is None or place != f"{number}.{column.key}":
                continue
            town = column.organisation
            name = cards.organisation_name(town) if town else column.key
            with st.container(key="matrix_cell"):
                widgets.quiet_button(say(towns_labels.CELL_CLOSE), "questions.close", choose_cell)
                st.subheader(markdown.plain(f"{row.question} · {name}"), anchor=False)
                url: dict[str, str | Sequence[str]] = {**_url(), "q": row.question}
                url |= {"ask": "", "by": "", "organisation" if town else "year": column.key}
                st.markdown(markdown.link(phrase("All hits"), address("./", url)))
                for measure in workspace().library.measures([cell.measure_id]):
                    in_draft = draft_measure_ids()
                    show_example(measure, view="questions", key="cell", in_draft=in_draft)
