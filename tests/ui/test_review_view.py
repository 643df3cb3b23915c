"""Checking a report's reading, driven as a person would by Streamlit's AppTest."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.corrections import Review
from itasearch.model.records import report_of
from itasearch.workspace import Given, Workspace
from tests.ui.conftest import added, html_of, shown_by, view_of
from tests.ui.test_library_view import DOUBTFUL, ODD_COLUMN
from tests.workspace.conftest import ReaderHere, parsing_with
from tests.workspace.test_marks import MINUTES, TABLE, TITLES


@pytest.fixture(scope="module")
def doubtful_library(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with both doubtful reports."""
    home = Path(shutil.copytree(library_home, tmp_path_factory.mktemp("doubtful") / "home"))
    for text in (DOUBTFUL, ODD_COLUMN):
        added(home, text)
    return home


@pytest.fixture
def own_home(doubtful_library: Path, tmp_path: Path) -> Path:
    """A copy of that library, which the test may change."""
    return Path(shutil.copytree(doubtful_library, tmp_path / "home"))


@pytest.fixture
def app(own_home: Path) -> AppTest:
    return view_of("library", own_home)


@pytest.fixture
def ids(own_home: Path) -> list[str]:
    """Ids of the rows of DOUBTFUL."""
    return _ids(own_home, added(own_home, DOUBTFUL))


def _checked(app: AppTest, identifier: str) -> AppTest:
    """The review of a report, or of a row of it."""
    app.query_params["report"] = report_of(identifier)
    app.query_params["check"] = "1"
    if identifier != report_of(identifier):
        app.query_params["row"] = identifier
    return app.run()


def _review(home: Path, report_id: str) -> Review:
    with open_workspace(home) as workspace:
        return workspace.review.report(report_id)


def _ids(home: Path, report_id: str) -> list[str]:
    return [measure.id for measure in _review(home, report_id).report.measures]


def test_whose_and_of_which_year_are_kept_as_soon_as_chosen(app: AppTest, own_home: Path) -> None:
    report_id = added(own_home, DOUBTFUL)
    _checked(app, report_id)
    name = app.selectbox(key=f"review.organisation.{report_id}")
    name.set_value(next(option for option in name.options if "แม่กา" in option)).run()
    app.selectbox(key=f"review.year.{report_id}").set_value(2565).run()

    report = _review(own_home, report_id).report
    assert report.organisation is not None
    assert (report.organisation.name, report.fiscal_year_be) == ("เทศบาลตำบลแม่กา", 2565)
    assert not report.missing
    assert "ไม่มีเรื่องที่ต้องตรวจ" in shown_by(app).text


def test_a_sound_report_can_be_corrected_and_the_correction_undone(
    app: AppTest, own_home: Path, own: Workspace
) -> None:
    before = own.library.reports()[0]
    _checked(app, before.id)
    year = app.selectbox(key=f"review.year.{before.id}")
    assert "2561 (ค.ศ. 2018)" in year.options
    year.set_value(2561).run()
    made = _review(own_home, before.id).corrections[-1]
    assert f"ปีงบประมาณ: 2561 (เดิม {before.fiscal_year_be})" in shown_by(app).text
    app.button(key=f"review.undo.{made.id}_last").click().run()

    assert _review(own_home, before.id).report.fiscal_year_be == before.fiscal_year_be
    assert "เลิกทำแล้ว" in shown_by(app).text
    assert app.selectbox(key=f"review.year.{before.id}").value == before.fiscal_year_be


def test_a_column_gets_another_meaning(app: AppTest, own_home: Path) -> None:
    report_id = added(own_home, ODD_COLUMN)
    _checked(app, report_id)
    columns = _review(own_home, report_id).columns
    place = next(n for n, column in enumerate(columns) if column.header == "สีประจำวัน")
    assert "ตัวอย่างข้อความ: เหลือง" in shown_by(app).text
    app.selectbox(key=f"review.column.{place}.{report_id}").set_value("outcomes").run()

    measures = _review(own_home, report_id).report.measures
    assert [measure.outcomes for measure in measures] == ["เหลือง", "เขียว"]
    assert [card.text.count("เหลือง") for card in shown_by(app).cards] == [1, 0]


def _taken_in_by_hand(path: Path, text: str) -> str:
    """Id of the report of a file without recognised measures, added to the home it is in."""
    path.write_text(text, encoding="utf-8")
    with open_workspace(path.parent) as workspace, parsing_with(ReaderHere()):
        (outcome,) = workspace.add(Given(paths=[path], by_hand=True))
    return outcome.report_id or ""


def test_marked_lines_of_a_file_taken_in_by_hand_become_measures(
    app: AppTest, own_home: Path
) -> None:
    report_id = _taken_in_by_hand(own_home / "minutes.txt", MINUTES)
    app = _checked(app, report_id)
    listed = app.dataframe[0].value.iloc[:, 1].tolist()
    assert TITLES[0] in listed
    assert app.button(key=f"review.unread.read.{report_id}").disabled

    rows = [listed.index(title) for title in TITLES]
    app.session_state[f"review.unread.{report_id}"] = {
        "selection": {"rows": rows, "columns": [], "cells": []}
    }
    with parsing_with(ReaderHere()):
        app.run().button(key=f"review.unread.read.{report_id}").click().run()

    assert not app.exception
    assert [row.title for row in _review(own_home, report_id).report.measures] == [*TITLES]


def test_columns_of_an_unread_table_are_named(app: AppTest, own_home: Path) -> None:
    report_id = _taken_in_by_hand(own_home / "table.md", TABLE)
    app = _checked(app, report_id)
    key = f"review.unread.column.0.{{}}.{report_id}".format

    app.selectbox(key=key("สิ่งละอัน")).select("title")
    app.selectbox(key=key("ลงมือ")).select("steps").run()
    with parsing_with(ReaderHere()):
        app.button(key=f"review.unread.table.0.{report_id}").click().run()

    assert not app.exception
    rows = _review(own_home, report_id).report.measures
    assert [(row.title, row.steps) for row in rows] == [
        ("เปิดเผยราคากลาง", "ลงประกาศหน้าเว็บไซต์"),
        ("เปิดช่องร้องเรียน", "ตอบภายในเจ็ดวัน"),
    ]


def test_a_doubt_is_confirmed_by_a_button(app: AppTest, own_home: Path) -> None:
    report_id = added(own_home, ODD_COLUMN)
    _checked(app, report_id)
    app.button(key=f"review.confirm.columns.{report_id}").click().run()

    assert not _review(own_home, report_id).report.missing
    assert "บันทึกแล้วว่าถูกต้อง" in app.toast[0].value


def test_cells_are_edited_and_show_what_was_read_a_title_stays(
    app: AppTest, own_home: Path, ids: list[str]
) -> None:
    first = ids[0]
    _checked(app, first)
    app.text_area(key=f"review.cell.steps.{first}").set_value("ตั้งตู้ใหม่").run()

    assert _review(own_home, report_of(ids[0])).report.measures[0].steps == "ตั้งตู้ใหม่"
    assert "อ่านจากไฟล์ได้ว่า: ตั้งตู้รับเรื่องหน้าสำนักงาน" in shown_by(app).text
    app.text_input(key=f"review.cell.number.{first}").set_value("9").run()
    app.selectbox(key=f"review.cell.indicator.{first}").set_value("10").run()
    measure = _review(own_home, report_of(ids[0])).report.measures[0]
    assert (measure.number, measure.indicator) == ("9", 10)
    app.button(key=f"review.cell.undo.steps.{first}").click().run()
    assert app.text_area(key=f"review.cell.steps.{first}").value == "ตั้งตู้รับเรื่องหน้าสำนักงาน"
    app.text_area(key=f"review.cell.title.{first}").set_value(" ").run()
    assert "ต้องมีชื่อมาตรการ" in app.toast[0].value
    assert app.text_area(key=f"review.cell.title.{first}").value == "รับฟังความเห็นของประชาชน"


def test_a_row_joins_the_one_above(app: AppTest, own_home: Path, ids: list[str]) -> None:
    first, second, third = ids
    _checked(app, second)
    app.button(key=f"review.join.{second}").click().run()

    assert _ids(own_home, report_of(ids[0])) == [first, third]
    assert "กับแถวก่อนหน้า" in shown_by(app).text


def test_a_row_that_is_no_measure_goes_and_comes_back(
    app: AppTest, own_home: Path, ids: list[str]
) -> None:
    _checked(app, ids[1])
    app.button(key=f"review.drop.{ids[1]}").click().run()
    assert _ids(own_home, report_of(ids[0])) == [ids[0], ids[2]]
    made = _review(own_home, report_of(ids[0])).corrections[-1]
    app.button(key=f"review.undo.{made.id}").click().run()

    assert _ids(own_home, report_of(ids[0])) == ids


def test_a_doubtful_word_is_marked_until_it_is_corrected(
    app: AppTest, own_home: Path, ids: list[str]
) -> None:
    second = ids[1]
    with closing(sqlite3.connect(own_home / "corpus" / "library.db")) as library, library:
        words = json.dumps([["ประกาศ", "ติด", "และลงเว็บไซต์"]])
        library.execute("UPDATE measure SET doubtful_words = ? WHERE id = ?", (words, second))

    _checked(app, second)
    assert "คำที่ควรตรวจ 1 คำ" in html_of(app)
    assert "ติด<mark>ประกาศ</mark>และลงเว็บไซต์" in html_of(app)

    app.text_area(key=f"review.cell.steps.{second}").set_value("ติดป้ายและลงเว็บไซต์").run()
    assert "คำที่ควรตรวจ" not in html_of(app)


def test_splitting_asks_from_which_line_on(app: AppTest, own_home: Path, ids: list[str]) -> None:
    first = ids[0]
    _checked(app, first)
    app.button(key=f"review.split.{first}").click().run()

    assert app.selectbox(key=f"review.split.steps.{first}").options == [
        "อยู่แถวเดิมทั้งหมด",
        "ตั้งแต่บรรทัดที่ 1: ตั้งตู้รับเรื่องหน้าสำนักงาน",
    ]
    title = app.text_input(key=f"review.split.new_title.{first}").set_value("ประชุม")
    assert title.label == "ชื่อมาตรการของแถวใหม่"
    app.selectbox(key=f"review.split.steps.{first}").select_index(1)
    app.button(key=f"review.split.{first}").click()  # each run of AppTest opens the window again
    app.button(key="review.split.yes").click().run()
    old, new, *_ = _review(own_home, report_of(first)).report.measures
    assert (old.text("steps"), new.text("steps")) == ("", "ตั้งตู้รับเรื่องหน้าสำนักงาน")
