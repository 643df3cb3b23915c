"""Organisations of a large library are narrowed by typing; a small one is offered whole."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.model.library import OrganisationSummary
from itasearch.store.sql import open_store
from itasearch.ui.compare import sides
from itasearch.ui.kit import widgets
from itasearch.workspace import Workspace, open_workspace
from tests.cases import cases
from tests.ui.conftest import in_url, opened, shown_by
from tests.workspace.test_towns import OURS, put

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
    town = own.library.find_organisation("เทศบาลตำบลคำบง")
    (option,) = draft_view.selectbox(key=key).options
    draft_view.selectbox(key=key).set_value(town.id).run()

    assert option.startswith("ทต.คำบง")
    assert own.drafts.all()[0].organisation_id == town.id


@pytest.fixture
def namesakes(tmp_path: Path) -> Iterator[Workspace]:
    """A library of two towns with one name, in Nan and in Trang."""
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2566)
        put(store, replace(OURS, province="ตรัง"), 2567)
    with open_workspace(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("view", "key"), [("search", "search.organisation"), ("questions", "questions.towns")]
)
def test_the_first_of_two_towns_with_one_name_can_be_chosen(
    namesakes: Workspace, tmp_path: Path, view: str, key: str
) -> None:
    towns = [summary.organisation for summary in namesakes.library.organisations()]
    for town in towns:
        app = opened(view, tmp_path, {"organisation": town.id})

        options = app.multiselect(key=key).options

        assert len({*options}) == len(towns)
        assert app.multiselect(key=key).value == [town.id]
        app.multiselect(key=key).set_value([towns[0].id]).run()
        assert in_url(app, "organisation") == [towns[0].id]


def test_a_draft_of_a_name_alone_opens_and_asks_which_of_two_towns(
    namesakes: Workspace, tmp_path: Path
) -> None:
    report = namesakes.library.reports()[0]
    draft_id = namesakes.drafts.new()
    namesakes.drafts.add([report.id], draft_id=draft_id)
    draft = replace(namesakes.drafts.get(draft_id), organisation=OURS.name, name="ของเดิม")
    older = namesakes.drafts.keep(draft)

    app = opened("template", tmp_path, {"draft": older})

    assert "จังหวัดน่าน" in app.warning[0].value
    assert "จังหวัดตรัง" in app.warning[0].value
    town = namesakes.library.organisations()[0].organisation
    app.selectbox(key="template.organisation").set_value(town.id).run()
    assert namesakes.drafts.get(older).organisation_id == town.id
    assert not app.warning
