"""The view of own questions: the table by towns or years, a cell's best measure, its hits."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from streamlit.testing.v1 import AppTest

from itasearch.model.towns import MOST_QUESTIONS
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, opened, shown_by, town_id

GIFTS, BOATS = "งดรับของขวัญ", "สูตรทำแกงเขียวหวาน"
TOWNS = ("เทศบาลตำบลแม่กา", "เทศบาลตำบลคำบง")


def ids(home: Path) -> list[str]:
    return [town_id(home, name) for name in TOWNS]


def view(home: Path, **parameters: str | list[str]) -> AppTest:
    return opened("questions", home, parameters)


def test_each_question_has_the_best_measure_of_each_town(library_home: Path) -> None:
    app = view(library_home, ask=[GIFTS, BOATS], organisation=ids(library_home))

    heads, *rows = table_of(app)
    assert heads[1:] == [GIFTS, BOATS]
    assert [row[0] for row in rows] == ["ทต.แม่กา", "ทต.คำบง"]
    assert any("ของขวัญ" in row[1] for row in rows)
    assert [row[2] for row in rows] == ["–", "–"]


def table_of(app: AppTest) -> list[list[str]]:
    return [[it.text for it in row.all("th, td")] for row in shown_by(app).all("table tr")]


def test_a_cell_leads_to_its_hits(library_home: Path, shared: Workspace) -> None:
    table = shared.towns.questions([GIFTS])
    (row,) = table.rows
    town, cell = next(
        pair for pair in zip(table.towns, row.cells, strict=True) if pair[1].measure_id
    )
    assert cell.measure_id is not None
    (measure,) = shared.library.measures([cell.measure_id])
    year = str(measure.fiscal_year_be)
    asked = {"ask": GIFTS, "year": year, "cell": f"0.{town.id}"}
    app = view(library_home, **asked)

    assert GIFTS in app.subheader[0].value
    shown = shown_by(app)
    (link,) = shown.all("a.cell.here")
    assert parse_qs(urlsplit(link.href).query) == {name: [it] for name, it in asked.items()}
    assert (cell.title or "-") in shown.text
    (href,) = [one for one in shown.hrefs if one.startswith("./?") and "organisation=" in one]
    wanted = {"q": [GIFTS], "organisation": [town.id], "year": [year]}
    assert parse_qs(urlsplit(href).query) == wanted
    app.button(key="questions.close").click().run()
    assert in_url(app, "cell") == []


def test_questions_are_typed_a_line_each(library_home: Path) -> None:
    app = view(library_home)
    assert not table_of(app)
    app.text_area(key="questions.text").set_value(f"{GIFTS}\n\n {BOATS} ")
    app.button(key="questions.go").click().run()

    assert in_url(app, "ask") == [GIFTS, BOATS]
    assert table_of(app)[0][1:] == [GIFTS, BOATS]


def test_too_many_questions_are_refused_with_how_many_are_taken(library_home: Path) -> None:
    app = view(library_home, ask=[f"ข้อ {n}" for n in range(MOST_QUESTIONS + 1)])

    assert str(MOST_QUESTIONS) in app.warning[0].value
