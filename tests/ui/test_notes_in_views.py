"""Notes and tags of measures: the window that changes them, their line, and the filter by tag."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.people import Person
from itasearch.model.records import Measure, report_of
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, opened, shown_by, view_of
from tests.ui.shown import Shown

QUERY = "No Gift Policy"
HOSTILE = "<b>ปี70</b> [x](javascript:1)"


@pytest.fixture
def measure_id(own: Workspace) -> str:
    """Id of the first hit."""
    return own.search(QUERY, k=1).hits[0].measure.id


def window(home: Path, measure_id: str) -> AppTest:
    return opened("search", home, {"q": QUERY, "note": measure_id})


def test_a_note_and_tags_are_kept_and_shown_in_a_line(
    own_home: Path, own: Workspace, measure_id: str
) -> None:
    own.notes.add(measure_id, f"ถามกองคลัง {HOSTILE}")
    own.notes.tag(measure_id, ["ตัวอย่างดี"])
    app = opened("search", own_home, {"q": QUERY})

    line = f"บันทึกและป้าย: #ตัวอย่างดี · ถามกองคลัง {HOSTILE}"
    assert line in shown_by(app).text
    links = re.findall(r"note=([\w-]+)", " ".join(shown_by(app).hrefs))
    assert links[0] == measure_id and len(links) == len(set(links))
    assert line in shown_by(opened("library", own_home, {"report": report_of(measure_id)})).text


def test_the_window_keeps_a_note_and_takes_tags_away(
    own_home: Path, own: Workspace, measure_id: str
) -> None:
    own.notes.tag(measure_id, ["เก่า", "ปี70"])
    app = window(own_home, measure_id)
    own.notes.tag(measure_id, ["จากที่อื่น"])
    app.text_area(key=f"note.text.{measure_id}").set_value("ถามก่อน")
    app.multiselect(key=f"note.tags.{measure_id}").set_value(["ปี70"])
    app.button(key="note.yes").click().run()

    texts = [one.text for one in own.notes.all([measure_id])]
    assert sorted(texts) == ["จากที่อื่น", "ถามก่อน", "ปี70"]
    assert in_url(app, "note") == []
    assert "#ปี70 · #จากที่อื่น · ถามก่อน" in shown_by(app).text


def test_a_tag_is_a_filter_and_alone_a_question(
    own_home: Path, own: Workspace, measure_id: str
) -> None:
    own.notes.tag(measure_id, ["ปี70"])
    app = opened("search", own_home, {"tag": "ปี70"})

    assert len(shown_by(app).all(".ita-card")) == 1
    assert app.multiselect(key="search.tag").options == ["ปี70 (1)"]
    assert "#ปี70" in shown_by(app).texts(".ita-chip")[0]
    own.notes.remove(own.notes.all([measure_id])[0].number)
    app.run()


def test_who_only_looks_has_no_notes(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch, measure_id: str
) -> None:
    own.notes.tag(measure_id, ["ปี70"])
    nobody = Person(id="v", reads_only=True)
    monkeypatch.setattr("itasearch.ui.kit.state.person_in", lambda _library: nobody)
    app = window(own_home, measure_id)

    assert "ปี70" not in shown_by(app).text
    assert not re.search("note=", " ".join(shown_by(app).hrefs))
    assert not app.text_area
    assert "ปี70" in opened("search", own_home, {"q": QUERY, "tag": "ปี70"}).warning[0].value


@pytest.fixture
def app(own_home: Path) -> AppTest:
    return view_of("search", own_home)


def _opened(app: AppTest, measure_id: str = "") -> str:
    """Open the window of a measure (the first hit), as its link does; its id."""
    app.query_params.clear()
    app.query_params["q"] = QUERY
    app.run()
    measure_id = measure_id or re.findall(r"about=([\w-]+)", " ".join(shown_by(app).hrefs))[0]
    app.query_params["about"] = measure_id
    app.run()
    return measure_id


def _choose(app: AppTest, measure_id: str, *topics: str) -> None:
    """Choose these topics, and no other."""
    app.multiselect(key=f"search.about.topics.{measure_id}").set_value(list(topics))


def _shown(app: AppTest, measure_id: str) -> tuple[str, ...]:
    """The topics that the window shows."""
    return tuple(app.multiselect(key=f"search.about.topics.{measure_id}").value)


def _measure(own: Workspace, measure_id: str) -> Measure:
    return own.library.measures([measure_id])[0].measure


def _card(app: AppTest, measure_id: str) -> Shown:
    cards = shown_by(app).cards
    return next(card for card in cards if any(f"about={measure_id}" in one for one in card.hrefs))


def test_topics_that_a_person_chose_take_the_place_of_the_guess(
    app: AppTest, own: Workspace
) -> None:
    measure_id = _opened(app)
    _choose(app, measure_id, "hr", "budget")
    app.button(key="search.about.yes").click().run()

    assert in_url(app, "about") == []
    assert _measure(own, measure_id).topics == ("hr", "budget")
    badges = [badge.text for badge in _card(app, measure_id).badges]
    assert "บริหารงานบุคคล · ตรวจแล้ว" in badges
    assert "การใช้จ่ายงบประมาณ · ตรวจแล้ว" in badges


def test_what_was_chosen_is_undone_in_the_same_window(app: AppTest, own: Workspace) -> None:
    measure_id = _opened(app)
    _choose(app, measure_id, "hr")
    app.button(key="search.about.yes").click().run()
    _opened(app, measure_id)
    (made,) = own.review.corrections(report_of(measure_id))
    app.button(key=f"search.about.undo.{made.id}").click().run()

    assert _measure(own, measure_id).topics == ()
    assert "ตรวจแล้ว" not in _card(app, measure_id).text


def test_saving_confirms_all_that_is_shown_when_one_thing_was_changed(
    app: AppTest, own: Workspace
) -> None:
    measure_id = _opened(app)
    guessed = _shown(app, measure_id)
    app.selectbox(key=f"search.about.indicator.{measure_id}").set_value("3")
    app.button(key="search.about.yes").click().run()

    measure = _measure(own, measure_id)
    assert guessed
    assert (measure.indicator, measure.topics) == (3, guessed)
    assert _card(app, measure_id).badge("ตัวชี้วัด 3 · ตรวจแล้ว")


def test_saving_without_a_change_confirms_the_guess(app: AppTest, own: Workspace) -> None:
    measure_id = _opened(app)
    guessed = _shown(app, measure_id)
    app.button(key="search.about.yes").click().run()

    assert guessed
    assert _measure(own, measure_id).topics == guessed
    assert "คาดจากเนื้อหา" not in _card(app, measure_id).text


@pytest.mark.parametrize("identifier", ["r000-t1r1", "<script>", "ไม่มี"])
def test_a_measure_that_is_not_there_opens_nothing(app: AppTest, identifier: str) -> None:
    app.query_params["q"] = QUERY
    app.query_params["about"] = identifier
    app.run()

    assert not [one for one in app.button if one.key == "search.about.yes"]


def test_cancelling_keeps_nothing(app: AppTest, own: Workspace) -> None:
    measure_id = _opened(app)
    _choose(app, measure_id, "hr")
    app.button(key="search.about.no").click().run()

    assert in_url(app, "about") == []
    assert _measure(own, measure_id).topics == ()
