"""The view of next year's plan: ticks, what they are kept as, and the draft made of them."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.plan import Plan
from itasearch.ui.plan import gap_html
from itasearch.wording.plan import reason_texts
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, opened, shown_by

TOWN = "เทศบาลเมืองบึงแก้วมรกต"
UNSCORED = "เทศบาลตำบลแม่กา"


def _view(home: Path, **parameters: str) -> AppTest:
    return opened("plan", home, parameters)


def _plan(home: Path, town: str = TOWN, *, year: int | None = None) -> Plan:
    with open_workspace(home) as workspace:
        return workspace.towns.plan(town, year=year)


def _ticked(app: AppTest) -> list[str]:
    return [box.key.removeprefix("plan.tick.") for box in app.checkbox if box.value and box.key]


def test_every_proposal_has_a_tick_reasons_and_a_source(library_home: Path) -> None:
    app = _view(library_home, org=TOWN)
    plan = _plan(library_home)

    assert len(app.checkbox) == len(plan.proposals)
    assert _ticked(app) == list(plan.ticked)
    shown = shown_by(app)
    for one in plan.proposals:
        for text in reason_texts(one):
            assert text in shown.text
        assert one.source.path.rpartition("/")[2] in shown.text
    assert "ไม่ได้พิสูจน์" in app.caption[0].value


def test_a_gap_that_a_chosen_guess_may_answer_is_to_be_confirmed(library_home: Path) -> None:
    section = next(one for one in _plan(library_home).sections if one.indicator == 8)
    guess = replace(section.proposals[0], guessed=True)

    assert "อาจตอบตัวชี้วัดนี้ โปรดยืนยัน" in gap_html(section, [guess])
    assert "ไม่พบมาตรการสำหรับตัวชี้วัดนี้" in gap_html(section, [])


def test_ticks_that_differ_from_those_suggested_are_in_the_address(library_home: Path) -> None:
    app = _view(library_home, org=TOWN)
    plan = _plan(library_home)
    off = plan.ticked[0]
    on = next(one.id for one in plan.proposals if not one.ticked)
    app.checkbox(key=f"plan.tick.{off}").uncheck().run()
    app.checkbox(key=f"plan.tick.{on}").check().run()

    assert (in_url(app, "with"), in_url(app, "without")) == ([on], [off])


def test_an_address_opens_with_its_ticks(library_home: Path) -> None:
    plan = _plan(library_home)
    on = next(one.id for one in plan.proposals if not one.ticked)
    ticks = {"org": TOWN, "with": [on, "r0-t1r1"], "without": plan.ticked[0]}
    assert set(_ticked(opened("plan", library_home, ticks))) == {*plan.ticked[1:], on}


def test_all_ticks_can_be_set_at_once(library_home: Path) -> None:
    app = _view(library_home, org=TOWN)
    app.button(key="plan.none").click().run()

    assert _ticked(app) == []
    assert app.button(key="plan.make").disabled
    app.button(key="plan.suggested").click().run()
    assert _ticked(app) == list(_plan(library_home).ticked)


def test_a_draft_is_made_of_what_is_ticked(own_home: Path, own: Workspace) -> None:
    app = _view(own_home, org=TOWN, year="2570")
    plan = _plan(own_home, year=2570)
    app.checkbox(key=f"plan.tick.{plan.ticked[0]}").uncheck().run()
    app.button(key="plan.make").click().run()

    (summary,) = own.drafts.all()
    draft = own.drafts.get(summary.id)
    assert {one.measure.id for one in draft.items} == set(plan.ticked[1:])
    assert (draft.organisation, draft.fiscal_year_be) == (TOWN, 2570)
    assert draft.name == f"แผนปี 2570 {TOWN}"
    assert any(f"draft={summary.id}" in href for href in shown_by(app).hrefs)
    assert "plan.make" not in {one.key for one in app.button}

    app.checkbox(key=f"plan.tick.{plan.ticked[0]}").check().run()
    assert "plan.make" in {one.key for one in app.button}


def test_another_town_begins_with_its_own_suggested_ticks(
    library_home: Path, shared: Workspace
) -> None:
    app = _view(library_home, org=TOWN, without=_plan(library_home).ticked[0])
    app.selectbox(key="plan.org").set_value(shared.library.find_organisation(UNSCORED).id).run()

    assert _ticked(app) == list(_plan(library_home, UNSCORED).ticked)
    assert in_url(app, "without") == []


@pytest.mark.parametrize("year", ["x", "2499", "9" * 40, "<b>"])
def test_an_impossible_year_is_named(library_home: Path, year: str) -> None:
    app = _view(library_home, org=TOWN, year=year)

    assert "ไม่ใช่ปีงบประมาณ" in app.warning[0].value
    assert in_url(app, "year") == []
