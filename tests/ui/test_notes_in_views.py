"""Notes and tags of measures: the window that changes them, their line, and the filter by tag."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.library import Note
from itasearch.model.people import Person
from itasearch.model.records import report_of
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, opened, shown_by

QUERY = "No Gift Policy"
HOSTILE = "<b>ปี70</b> [x](javascript:1)"


def first_hit(home: Path) -> str:
    with open_workspace(home) as workspace:
        return workspace.search(QUERY, k=1).hits[0].measure.id


def notes(home: Path, measure_id: str) -> tuple[Note, ...]:
    with open_workspace(home) as workspace:
        return workspace.notes.all([measure_id])


def window(home: Path, measure_id: str) -> AppTest:
    return opened("search", home, {"q": QUERY, "note": measure_id})


def test_a_note_and_tags_are_kept_and_shown_in_a_line(own_home: Path, own: Workspace) -> None:
    measure_id = first_hit(own_home)
    own.notes.add(measure_id, f"ถามกองคลัง {HOSTILE}")
    own.notes.tag(measure_id, ["ตัวอย่างดี"])
    app = opened("search", own_home, {"q": QUERY})

    line = f"บันทึกและป้าย: #ตัวอย่างดี · ถามกองคลัง {HOSTILE}"
    assert line in shown_by(app).text
    links = re.findall(r"note=([\w-]+)", " ".join(shown_by(app).hrefs))
    assert links[0] == measure_id and len(links) == len(set(links))
    report = opened("library", own_home, {"report": report_of(measure_id)})
    assert line in shown_by(report).text


def test_the_window_keeps_a_note_and_takes_tags_away(own_home: Path, own: Workspace) -> None:
    measure_id = first_hit(own_home)
    own.notes.tag(measure_id, ["เก่า", "ปี70"])
    app = window(own_home, measure_id)
    own.notes.tag(measure_id, ["จากที่อื่น"])
    app.text_area(key=f"note.text.{measure_id}").set_value("ถามก่อน")
    app.multiselect(key=f"note.tags.{measure_id}").set_value(["ปี70"])
    app.button(key="note.yes").click().run()

    texts = [one.text for one in notes(own_home, measure_id)]
    assert sorted(texts) == ["จากที่อื่น", "ถามก่อน", "ปี70"]
    assert in_url(app, "note") == []
    assert "#ปี70 · #จากที่อื่น · ถามก่อน" in shown_by(app).text


def test_a_tag_is_a_filter_and_alone_a_question(own_home: Path, own: Workspace) -> None:
    measure_id = first_hit(own_home)
    own.notes.tag(measure_id, ["ปี70"])
    app = opened("search", own_home, {"tag": "ปี70"})

    assert len(shown_by(app).all(".ita-card")) == 1
    assert app.multiselect(key="search.tag").options == ["ปี70 (1)"]
    assert "#ปี70" in shown_by(app).texts(".ita-chip")[0]
    own.notes.remove(own.notes.all([measure_id])[0].number)
    app.run()


def test_who_only_looks_has_no_notes(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure_id = first_hit(own_home)
    own.notes.tag(measure_id, ["ปี70"])
    nobody = Person(id="v", reads_only=True)
    monkeypatch.setattr("itasearch.ui.kit.state.person_in", lambda _library: nobody)
    app = window(own_home, measure_id)

    assert "ปี70" not in shown_by(app).text
    assert not re.search("note=", " ".join(shown_by(app).hrefs))
    assert not app.text_area
    filtered = opened("search", own_home, {"q": QUERY, "tag": "ปี70"})
    assert "ปี70" in filtered.warning[0].value
