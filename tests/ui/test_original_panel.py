"""The panel with the original of a row, driven as a person would by Streamlit's AppTest."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from itasearch import open_workspace
from itasearch.model.records import Measure, report_of
from itasearch.model.source import (
    LineMatch,
    OriginalCell,
    OriginalLine,
    PageMatches,
    PagePlace,
    Rectangle,
)
from itasearch.ui import original
from itasearch.ui.kit.cards import see_link_html
from itasearch.ui.original import lines_html
from itasearch.workspace import parts_of
from tests.ui.conftest import TIMEOUT, in_url, shown_by
from tests.ui.shown import shown

_SCRIPT = "from itasearch.ui.original import show_panel\nshow_panel()"
_HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def app(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ITASEARCH_HOME", str(own_home))
    return AppTest.from_string(_SCRIPT, default_timeout=TIMEOUT)


def _measures(home: Path, name: str) -> tuple[Measure, ...]:
    with open_workspace(home) as workspace:
        found = next(one for one in workspace.library.reports() if name in one.source.path)
        return workspace.library.report(found.id).measures


def _opened(app: AppTest, identifier: str) -> AppTest:
    app.query_params["see"] = identifier
    return app.run()


def _words(app: AppTest) -> TextInput:
    return app.text_input(key=f"see.words.{report_of(in_url(app, 'see')[0])}")


@pytest.mark.parametrize(
    "name", ["bueng-kaeo-morakot_2568.html", "khlong-phaya-hong_2567.xlsx", "mae-ka_2566.txt"]
)
def test_the_row_is_marked_in_the_text_of_its_file(app: AppTest, own_home: Path, name: str) -> None:
    measure = _measures(own_home, name)[2]

    page = shown_by(_opened(app, measure.id))

    (here,) = page.all(".ita-lines .here")
    assert "".join(measure.title.split())[:15] in "".join(here.text.split())
    assert measure.title[:20] in page.one(".ita-panel-title").text
    assert name in page.text


def test_the_search_marks_words_and_steps_through_their_places(
    app: AppTest, own_home: Path
) -> None:
    _opened(app, _measures(own_home, "khok-dao-rueang_2567.csv")[0].id)
    page = shown_by(_words(app).set_value("ประกาศ").run())
    count = len(page.all(".ita-lines mark"))
    assert count > 1
    assert f"จาก {count}" in page.text
    first = page.one("mark.now")

    app.button(key="see.match.1").click().run()

    page = shown_by(app)
    assert f"2 จาก {count}" in page.text
    assert len(page.all("mark.now")) == 1
    assert first.text == page.one("mark.now").text == "ประกาศ"


def test_a_row_is_framed_on_its_own_page_alone(
    app: AppTest, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = _measures(own_home, "khok-dao-rueang_2567.csv")[0]
    printed = replace(measure, source=replace(measure.source, page_number=2))
    box = Rectangle(left=0.1, top=0.2, right=0.9, bottom=0.3)
    for name, answer in {
        "has_pages": True,
        "_pages": PageMatches(sha256=measure.source.sha256, pages=2, searched=2),
        "_row_place": PagePlace(page_number=2, rectangles=(box,)),
        "page_picture": original.PagePicture(url="data:,", width=7, height=9),
    }.items():
        monkeypatch.setattr(original, name, lambda *_, _answer=answer, **__: _answer)
    shows = original.show_original
    monkeypatch.setattr(
        original, "show_original", lambda opened: shows(replace(opened, measure=printed))
    )
    assert shown_by(_opened(app, measure.id)).all(".mark.here")

    app.number_input(key="see.jump").set_value(1).run()

    assert not shown_by(app).all(".mark.here")


def test_pages_of_a_long_file_are_turned_and_jumped_to(app: AppTest, own_home: Path) -> None:
    measure = _measures(own_home, "mae-ka_2566.txt")[0]
    long = own_home / measure.source.path
    long.write_text(long.read_text(encoding="utf-8") + "\nบรรทัดท้าย" * 400, encoding="utf-8")

    page = shown_by(_opened(app, measure.id))
    assert "ถูกแก้ไขหลังจากที่อ่าน" in " ".join(one.value for one in app.warning)
    total = app.number_input(key="see.jump").max
    assert page.all(".here") and total and total >= 4

    app.number_input(key="see.jump").set_value(total).run()
    assert not shown_by(app).all(".here")
    app.number_input(key="see.jump").decrement().run()
    _words(app).set_value("บรรทัดท้าย").run()
    assert app.number_input(key="see.jump").value == total - 1
    app.button(key="see.row").click().run()
    assert shown_by(app).all(".here")


def test_a_lost_original_says_where_it_was_and_shows_the_row(app: AppTest, own_home: Path) -> None:
    measure = _measures(own_home, "khok-dao-rueang_2567.csv")[0]
    (own_home / measure.source.path).unlink()

    _opened(app, measure.id)

    (warning,) = app.warning
    assert "หายไปจาก" in warning.value and "ไฟล์สำรอง" in warning.value
    assert measure.title[:20] in shown_by(app).text


def test_a_row_that_is_gone_says_so(app: AppTest) -> None:
    _opened(app, "r000000000000-t1r1")

    assert "ไม่พบแถวนี้" in app.warning[0].value
    assert shown_by(app).one("a.close").node.attributes["data-see"] == ""


def test_hostile_names_and_texts_stay_text() -> None:
    cell = OriginalCell(text=f"{_HOSTILE} แผน")
    lines = (
        OriginalLine(cells=(cell,), heading=True, sheet=_HOSTILE),
        OriginalLine(cells=(cell, cell), sheet=_HOSTILE, table_number=1, row_number=2),
    )
    match = LineMatch(line=1, cell=0, start=0, end=4)

    html = lines_html(
        lines, parts_of(lines)[0], name=_HOSTILE, here=1, matches=[match], current=match
    )
    html += see_link_html(_HOSTILE, f"r1-{_HOSTILE}")

    assert not shown(html).all("img")
    assert shown(html).one("mark.now").text == "<img"


def test_a_part_ends_with_its_sheet_and_at_its_length() -> None:
    lines = [
        OriginalLine(cells=(OriginalCell(text="แผน"),), sheet=sheet, row_number=number)
        for sheet, count in (("ก", 100), ("ข", 3))
        for number in range(1, count + 1)
    ]

    assert parts_of(lines) == (range(80), range(80, 100), range(100, 103))
    assert parts_of([]) == (range(0),)
