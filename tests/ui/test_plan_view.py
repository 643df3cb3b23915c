"""The view of next year's plan: ticks, what they are kept as, and the draft made of them."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.plan import Plan
from itasearch.wording.label import shortened
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


def test_every_row_has_a_tick_its_quotations_and_a_source_and_none_is_ticked(
    library_home: Path,
) -> None:
    app = _view(library_home, org=TOWN)
    plan = _plan(library_home)

    assert len(app.checkbox) == len(plan.rows)
    assert _ticked(app) == []
    shown = shown_by(app)
    for row in plan.rows:
        for quotation in row.measure.quotations:
            assert shortened(quotation.text, 20).rstrip("…") in shown.text
        assert row.measure.measure.source.path.rpartition("/")[2] in shown.text
    assert "ไม่ได้พิสูจน์" in app.caption[0].value


def test_ticks_are_in_the_address_and_an_address_opens_with_its_ticks(library_home: Path) -> None:
    first, second, *_ = _plan(library_home).ours
    app = opened("plan", library_home, {"org": TOWN, "with": [first, "r0-t1r1"]})
    assert _ticked(app) == [first]

    app.checkbox(key=f"plan.tick.{first}").uncheck().run()
    app.checkbox(key=f"plan.tick.{second}").check().run()

    assert in_url(app, "with") == [second]


def test_all_of_ours_can_be_ticked_at_once(library_home: Path) -> None:
    app = _view(library_home, org=TOWN)
    assert app.button(key="plan.make").disabled

    app.button(key="plan.ours").click().run()

    assert _ticked(app) == list(_plan(library_home).ours)
    app.button(key="plan.none").click().run()
    assert _ticked(app) == []


def test_a_draft_is_made_of_what_is_ticked(own_home: Path, own: Workspace) -> None:
    app = _view(own_home, org=TOWN, year="2570")
    plan = _plan(own_home, year=2570)
    app.button(key="plan.ours").click().run()
    app.checkbox(key=f"plan.tick.{plan.ours[0]}").uncheck().run()
    app.button(key="plan.make").click().run()

    (summary,) = own.drafts.all()
    draft = own.drafts.get(summary.id)
    assert {one.measure.id for one in draft.items} == set(plan.ours[1:])
    assert (draft.organisation, draft.fiscal_year_be) == (TOWN, 2570)
    assert draft.name == f"แผนปี 2570 {TOWN}"
    assert any(f"draft={summary.id}" in href for href in shown_by(app).hrefs)
    assert "plan.make" not in {one.key for one in app.button}


@pytest.mark.parametrize("year", ["x", "2499", "9" * 40, "<b>"])
def test_an_impossible_year_is_named(library_home: Path, year: str) -> None:
    app = _view(library_home, org=TOWN, year=year)

    assert "ไม่ใช่ปีงบประมาณ" in app.warning[0].value
    assert in_url(app, "year") == []
