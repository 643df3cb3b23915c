"""Saying what a measure is about, driven as a person would by Streamlit's AppTest."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.records import Measure, report_of
from itasearch.store.base import StoredMeasure
from tests.ui.conftest import html_of, in_url, search_view

QUERY = "No Gift Policy"


@pytest.fixture
def app(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return search_view(own_home, monkeypatch)


def _opened(app: AppTest, measure_id: str = "") -> str:
    """Open the window of a measure (the first hit), as its link does; its id."""
    app.query_params.clear()
    app.query_params["q"] = QUERY
    app.run()
    measure_id = measure_id or re.findall(r"about=([\w-]+)", html_of(app))[0]
    app.query_params["about"] = measure_id
    app.run()
    assert not app.exception
    return measure_id


def _measure(home: Path, measure_id: str) -> Measure:
    with open_workspace(home) as workspace:
        found = workspace.show(measure_id)
    assert isinstance(found, StoredMeasure)
    return found.measure


def _card(app: AppTest, measure_id: str) -> str:
    cards = html_of(app).split('<article class="ita-card">')
    return next(card for card in cards if f"about={measure_id}" in card)


def test_topics_that_a_person_chose_take_the_place_of_the_guess(
    app: AppTest, own_home: Path
) -> None:
    measure_id = _opened(app)
    app.multiselect(key=f"search.about.topics.{measure_id}").set_value(["hr", "budget"])
    app.button(key="search.about.yes").click().run()

    assert in_url(app, "about") == []
    assert _measure(own_home, measure_id).topics == ("hr", "budget")
    card = _card(app, measure_id)
    assert ">บริหารงานบุคคล ✓ ตรวจแล้ว</span>" in card
    assert ">การใช้จ่ายงบประมาณ ✓ ตรวจแล้ว</span>" in card


def test_what_was_chosen_is_undone_in_the_same_window(app: AppTest, own_home: Path) -> None:
    measure_id = _opened(app)
    app.multiselect(key=f"search.about.topics.{measure_id}").set_value(["hr"])
    app.button(key="search.about.yes").click().run()
    _opened(app, measure_id)
    with open_workspace(own_home) as workspace:
        (made,) = workspace.corrections(report_of(measure_id))
    app.button(key=f"search.about.undo.{made.id}").click().run()

    assert _measure(own_home, measure_id).topics == ()
    assert "✓ ตรวจแล้ว" not in _card(app, measure_id)


def test_an_indicator_is_corrected_and_the_topics_stay_a_guess(
    app: AppTest, own_home: Path
) -> None:
    measure_id = _opened(app)
    app.selectbox(key=f"search.about.indicator.{measure_id}").set_value("3")
    app.button(key="search.about.yes").click().run()

    measure = _measure(own_home, measure_id)
    assert (measure.indicator, measure.topics) == (3, ())
    assert ">ตัวชี้วัด 3 ✓ ตรวจแล้ว</span>" in _card(app, measure_id)


def test_saving_without_a_change_confirms_the_guess(app: AppTest, own_home: Path) -> None:
    measure_id = _opened(app)
    guessed = app.multiselect(key=f"search.about.topics.{measure_id}").value
    app.button(key="search.about.yes").click().run()

    assert guessed
    assert list(_measure(own_home, measure_id).topics) == guessed


def test_cancelling_keeps_nothing(app: AppTest, own_home: Path) -> None:
    measure_id = _opened(app)
    app.multiselect(key=f"search.about.topics.{measure_id}").set_value(["hr"])
    app.button(key="search.about.no").click().run()

    assert in_url(app, "about") == []
    assert _measure(own_home, measure_id).topics == ()


@pytest.mark.parametrize("identifier", ["r000-t1r1", "<script>", "ไม่มี"])
def test_a_measure_that_is_not_there_opens_nothing(app: AppTest, identifier: str) -> None:
    app.query_params["q"] = QUERY
    app.query_params["about"] = identifier
    app.run()

    assert not app.exception
    assert not [one for one in app.button if one.key == "search.about.yes"]
