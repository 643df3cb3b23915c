"""Organisations of a large library are narrowed by typing; a small one is offered whole."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.library import OrganisationSummary
from itasearch.ui.compare import sides
from itasearch.ui.kit import widgets
from itasearch.workspace import Workspace
from tests.cases import cases
from tests.ui.conftest import in_url, opened, shown_by

FEW = 3
"""Names offered at most in these tests; the sample library has more organisations."""


@pytest.fixture
def towns(shared: Workspace) -> tuple[OrganisationSummary, ...]:
    """The organisations of the sample library that have reports, by name."""
    return tuple(one for one in shared.library.organisations() if one.reports)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample library counts as a large one."""
    count_as_large(monkeypatch)


def count_as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (widgets, sides):
        monkeypatch.setattr(module, "MOST_OFFERED", FEW)
    monkeypatch.setattr(widgets, "MOST_FITTING", FEW)


def typed(app: AppTest, key: str, text: str) -> AppTest:
    return app.text_input(key=f"{key}.typed").input(text).run()


@pytest.mark.parametrize(
    ("view", "key", "parameter"),
    cases("ui_organisations", "what fits one organisation alone chooses it"),
)
@pytest.mark.usefixtures("large")
def test_what_fits_one_organisation_alone_chooses_it(
    library_home: Path, shared: Workspace, view: str, key: str, parameter: str
) -> None:
    app = opened(view, library_home, {})
    assert len(app.selectbox(key=key).options) == FEW

    typed(app, key, "ทต แม่กา")

    chosen = app.selectbox(key=key).value
    assert in_url(app, parameter) == [chosen]
    assert shared.library.find_organisation("เทศบาลตำบลแม่กา").id == chosen


@pytest.mark.usefixtures("large")
def test_the_chosen_one_stays_whatever_is_typed(
    library_home: Path, towns: tuple[OrganisationSummary, ...]
) -> None:
    last = towns[-1].organisation.id
    app = opened("neighbours", library_home, {"org": last})
    assert app.selectbox(key="neighbours.org").value == last

    typed(app, "neighbours.org", "ไม่มีชื่อนี้แน่นอน")

    assert app.selectbox(key="neighbours.org").value == last
    assert len(app.selectbox(key="neighbours.org").options) == 1
    assert in_url(app, "org") == [last]
    assert "ไม่พบหน่วยงานที่ตรงกับคำที่พิมพ์" in shown_by(app).text


@pytest.mark.usefixtures("large")
def test_each_side_is_narrowed_by_its_own_field(library_home: Path) -> None:
    app = opened("compare", library_home, {})
    right = app.selectbox(key="compare.right").options

    typed(app, "compare.left", "ทต แม่")

    assert all("แม่" in name for name in app.selectbox(key="compare.left").options)
    others = app.selectbox(key="compare.right").options
    assert set(right) <= set(others)  # and what is chosen on the left
    assert len(others) <= FEW + 1


def test_a_comparison_is_the_same_in_a_large_library(
    library_home: Path, towns: tuple[OrganisationSummary, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    sought = {"left": towns[-1].organisation.name, "right": towns[-2].organisation.id}
    whole = opened("compare", library_home, sought)
    count_as_large(monkeypatch)

    app = opened("compare", library_home, sought)

    assert shown_by(app).cards
    assert shown_by(app).html == shown_by(whole).html
    assert in_url(app, "left") == in_url(whole, "left") == [towns[-1].organisation.id]


@pytest.mark.usefixtures("large")
def test_a_filter_of_the_search_keeps_its_towns_and_takes_another(
    library_home: Path, towns: tuple[OrganisationSummary, ...]
) -> None:
    last = towns[-1].organisation
    app = opened("search", library_home, {"organisation": last.id})

    typed(app, "search.organisation", "ทต แม่กา")

    assert in_url(app, "organisation")[0] == last.id
    assert len(in_url(app, "organisation")) == 2
    assert (
        last.name in [chip.text for chip in shown_by(app).chips] or last.name in shown_by(app).text
    )


@pytest.mark.usefixtures("large")
def test_a_draft_is_for_a_town_that_was_typed(own: Workspace, draft_view: AppTest) -> None:
    draft_view.run()
    key = "template.organisation"

    typed(draft_view, key, "ทต คำบง")
    (option,) = draft_view.selectbox(key=key).options
    draft_view.selectbox(key=key).set_value("เทศบาลตำบลคำบง").run()

    assert option == "เทศบาลตำบลคำบง · ทต.คำบง"
    assert own.drafts.all()[0].organisation == "เทศบาลตำบลคำบง"
