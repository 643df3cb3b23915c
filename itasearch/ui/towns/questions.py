"""The view of own questions by towns or years: a row a question, with the best measure of each.

The URL holds the questions (`ask`), the columns and the chosen cell (`cell=ROW.COLUMN`).
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from itasearch.errors import QueryError
from itasearch.model.towns import MOST_QUESTIONS, CellCertainty, QuestionTable
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
from itasearch.wording.names import QUESTION_LEGEND, certainty_text, province_name, short_owner_name
from itasearch.workspace import FilterChoices, FilterNames

_TEXT, _BY = "questions.text", "questions.by"
_TOWNS, _PROVINCES, _YEARS = "questions.towns", "questions.provinces", "questions.years"
_FILTERS = (_TOWNS, _PROVINCES, _YEARS)
_KEYS = (_TEXT, _BY, *_FILTERS)
_MOST_IN_SIGHT = 5  # columns of cells on a screen of 1,280 pixels; by hand
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
        answered = sum(bool(row.answers) for row in table.rows)
        is_by_town = table.columns[0].organisation is not None
        label = towns_labels.ANSWERED if is_by_town else towns_labels.ANSWERED_BY_YEAR
        of = say(label, count=answered, of=len(table.rows), columns=len(table.columns))
        perhaps = sum(bool(row.perhaps) for row in table.rows)
        more = [phrase("perhaps {count} more", count=perhaps)] if perhaps else []
        if min(len(table.columns), len(table.rows)) > _MOST_IN_SIGHT:
            more.append(phrase("where the table is wider than the screen, scroll it to the right"))
        st.caption(" · ".join((of, *more)), help=say(QUESTION_LEGEND))
        st.space("stretch")
        take_along(table, view="questions", file_name=Label("questions", "file"))
    _show_cell(table)
    with st.container(key="questions_table"):
        st.html(_table_html(table))


def _table_html(table: QuestionTable) -> str:
    """As on paper, without the counts of answers; a measure's text leads to its card."""
    paper = [*workspace().exports.tables(table).tables[0].grid.texts()]
    columns = table.columns
    heads = [
        cards.distinct_name(column.organisation, short_owner_name)
        if column.organisation
        else column.key
        for column in columns
    ]
    by_question = [*map(list, zip(*paper, strict=True))] if table.is_wide else paper
    cells = [
        [
            html.plain(text) if cell.title is None else _link_html(text, f"{at}.{column.key}")
            for text, cell, column in zip(texts[-len(columns) :], row.cells, columns, strict=True)
        ]
        for at, (texts, row) in enumerate(zip(by_question[1:], table.rows, strict=True))
    ]
    across, down = heads, [row.question for row in table.rows]
    if table.is_wide:
        across, down, cells = down, heads, [*map(list, zip(*cells, strict=True))]
    rows = [[html.plain(name), *of_name] for name, of_name in zip(down, cells, strict=True)]
    names, caption = [paper[0][0], *across], say(kit_labels.COMPARE_QUESTIONS)
    return html.table(names, rows, caption=caption, kind="ita-questions")


def _link_html(text: str, cell: str) -> str:
    kind = "cell here" if cell == st.query_params.get(CELL) else "cell"
    return html.link(text, address("questions", {**_url(), CELL: cell}), kind=kind)


def _show_cell(table: QuestionTable) -> None:
    row_number, _, key = st.query_params.get(CELL, "").rpartition(".")
    columns = {column.key: at for at, column in enumerate(table.columns)}
    if not row_number.isdecimal() or int(row_number) >= len(table.rows) or key not in columns:
        return
    row, column = table.rows[int(row_number)], table.columns[columns[key]]
    cell = row.cells[columns[key]]
    name = cards.organisation_name(column.organisation) if column.organisation else key
    with st.container(key="matrix_cell"):
        widgets.quiet_button(say(towns_labels.CELL_CLOSE), "questions.close", choose_cell)
        st.subheader(markdown.plain(f"{row.question} · {name}"), anchor=False)
        certainty = certainty_text(cell)
        url: dict[str, str | Sequence[str]] = {**_url(), "q": row.question, "ask": "", "by": ""}
        url["organisation" if column.organisation else "year"] = key
        hits = markdown.link(phrase("All hits"), address("./", url))
        if cell.certainty is CellCertainty.NOTHING or cell.measure_id is None:
            st.caption(certainty)
            return
        st.markdown(f"{markdown.plain(certainty)} · {hits}")
        for measure in workspace().library.measures([cell.measure_id]):
            show_example(measure, view="questions", key="cell", in_draft=draft_measure_ids())
