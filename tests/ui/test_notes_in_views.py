"""The note of a measure: the field that changes it, and its line; topics that people chose."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.people import NOBODY, Person
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


def test_a_note_is_shown_in_a_line(own_home: Path, own: Workspace, measure_id: str) -> None:
    own.notes.write(measure_id, f"ถามกองคลัง {HOSTILE}")
    app = opened("search", own_home, {"q": QUERY})

    line = f"บันทึกช่วยจำ: ถามกองคลัง {HOSTILE}"
    assert line in shown_by(app).text
    assert f"&row={measure_id}" in " ".join(shown_by(app).hrefs)
    assert line in shown_by(opened("library", own_home, {"report": report_of(measure_id)})).text


def test_the_row_of_the_review_changes_the_note(
    own_home: Path, own: Workspace, measure_id: str
) -> None:
    own.notes.write(measure_id, "ถามกองคลัง")
    row = {"report": report_of(measure_id), "check": "1", "row": measure_id}
    app = opened("library", own_home, row)
    field = app.text_area(key=f"review.note.{measure_id}")
    assert field.value == "ถามกองคลัง"
    field.set_value("ถามแล้ว").run()

    assert own.notes.texts([measure_id]) == {measure_id: "ถามแล้ว"}


@pytest.mark.parametrize(("person", "sees"), [(Person(id="u1"), True), (NOBODY, False)])
def test_who_does_not_edit_writes_no_note(
    own_home: Path,
    own: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    measure_id: str,
    person: Person,
    sees: bool,
) -> None:
    own.notes.write(measure_id, "ถามกองคลัง")
    monkeypatch.setattr("itasearch.ui.kit.state.person_in_session", lambda: person)
    app = opened("search", own_home, {"q": QUERY})

    assert ("ถามกองคลัง" in shown_by(app).text) is sees
    assert "&row=" not in " ".join(shown_by(app).hrefs)


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
