"""The page of one town: all its parts, pages of measures, links to it from everywhere."""

from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.records import ItaResult, Organisation, OrganisationType
from itasearch.model.town import CopyTown, TownCopies, TownOverview, YearTopics
from itasearch.ui.kit.cards import organisation_badges, town_html
from itasearch.ui.town import view as town_view
from itasearch.ui.town.others import copies_html
from itasearch.ui.town.record import indicators_html, results_html, topics_html
from tests.compare.towns import result
from tests.ui.conftest import in_url, opened, shown_by
from tests.ui.shown import shown
from tests.ui.test_markup import HOSTILE
from tests.ui.towns import town

NAME = "เทศบาลเมืองบึงแก้วมรกต"


def _view(home: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    return opened("town", home, monkeypatch, {"id": NAME, **parameters})


def _takes(app: AppTest) -> int:
    """How many measures can be taken."""
    return sum(str(one.key).startswith("town.take.") for one in app.button)


def _overview(home: Path) -> TownOverview:
    with open_workspace(home) as workspace:
        return workspace.town(NAME)


def test_a_page_has_all_that_is_known_of_its_town(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, found = _view(library_home, monkeypatch), _overview(library_home)

    assert not app.exception
    page = shown_by(app)
    assert in_url(app, "id") == [found.record.organisation.id]
    assert page.one("h1").text == NAME
    assert {f"library?report={one.id}" for one in found.record.reports} <= set(page.hrefs)
    totals = page.table("คะแนนรวมในแต่ละปี")
    assert [row[0] for row in totals.rows] == ["2568", "2567", "2566", "2565", "2564"]
    assert page.table("คะแนนรายตัวชี้วัด ปี 2568").rows[9][2].startswith("87.50")
    assert page.table("เรื่องที่ทำในแต่ละปี").names == ["เรื่อง", "2566", "2567", "2568"]
    assert len(page.all(".ita-near > li")) == len(found.similar.neighbours[:5]) > 0
    assert f"coverage?org={found.record.organisation.id}" in page.hrefs
    for one in (*found.copies.earlier, *found.copies.later):
        assert f"town?id={one.organisation.id}" in page.hrefs


def test_headings_are_in_order(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown_by(_view(library_home, monkeypatch))

    levels = [int((one.node.tag or "h0")[1]) for one in page.all("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_measures_of_another_year_are_a_link_away(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = shown_by(_view(library_home, monkeypatch))
    identifier = _overview(library_home).record.organisation.id
    older = next(one for one in newest.all(".mode") if one.text.startswith("ปี 2566"))

    assert older.href == f"town?id={identifier}&year=2566"
    page = _view(library_home, monkeypatch, year="2566")
    here = shown_by(page).all('.mode[aria-current="true"]')
    assert [one.text for one in here] == ["ปี 2566 (8)"]
    assert _takes(page) == 8


def test_measures_come_by_pages(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town_view, "PAGE_SIZE", 3)
    page = _view(library_home, monkeypatch, page="2")

    assert _takes(page) == 3
    assert "4–6 จาก 7" in shown_by(page).one(".ita-pages").text


@pytest.mark.parametrize(
    "wrong", [{"year": "2599"}, {"year": "<b>"}, {"page": "99999"}, {"page": "-3"}]
)
def test_years_and_pages_that_are_not_there_show_what_is(
    wrong: dict[str, str], library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _view(library_home, monkeypatch, **wrong)

    assert not app.exception
    assert _takes(app)
    assert bool(app.warning) == ("year" in wrong)


def test_an_unknown_town_is_named_with_the_nearest(
    library_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("town", library_home, monkeypatch, {"id": "เทศบาลเมืองบึงแก้ว_มรกด"})

    assert not app.exception
    assert NAME in app.warning[0].value
    assert app.selectbox(key="town.id")


def test_without_a_name_one_is_chosen(library_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("town", library_home, monkeypatch, {})
    identifier = _overview(library_home).record.organisation.id

    app.selectbox(key="town.id").set_value(identifier).run()

    assert shown_by(app).one("h1").text == NAME


def test_a_town_with_scores_alone_says_that_it_has_no_reports(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_workspace(own_home) as workspace:
        record = workspace.town_record(NAME)
        for one in record.reports:
            workspace.remove(one.id)

    app = _view(own_home, monkeypatch)

    assert not app.exception
    assert shown_by(app).text.count("ยังไม่มีรายงานของหน่วยงานนี้") == 2


def test_a_name_is_a_link_to_the_page_of_its_town() -> None:
    name = shown(town_html(town())).one("a")
    badge = shown("".join(organisation_badges(town(), 2567, reworded=False))).one("a")

    assert (name.href, name.text) == ("town?id=o1", "เทศบาลตำบลสวนหลวง")
    assert (badge.href, badge.text) == ("town?id=o1", "เทศบาลตำบลสวนหลวง")
    assert not shown(town_html(None)).links


def test_hostile_names_stay_text() -> None:
    hostile = Organisation(name=HOSTILE, type=OrganisationType.OTHER, id=HOSTILE)
    copy = CopyTown(
        organisation=hostile,
        texts=1,
        measure_id=HOSTILE,
        fiscal_year_be=2566,
        copy_id=HOSTILE,
        copy_year_be=2565,
    )
    result = ItaResult(fiscal_year_be=2567, total=88.0, grade=HOSTILE)
    topics = YearTopics(fiscal_year_be=2567, topics={HOSTILE: 2})
    made = [
        town_html(hostile),
        copies_html(TownCopies(texts=1, shared=1, earlier=(copy,), earlier_towns=1)),
        results_html([result]),
        topics_html([topics], town=HOSTILE),
    ]

    assert not any(shown(html).all("script, img") for html in made)


def test_a_change_is_shown_against_the_result_before() -> None:
    results = [
        ItaResult(fiscal_year_be=year, total=total, grade=None)
        for year, total in ((2568, 80.0), (2566, 85.5), (None, 10.0))
    ]

    table = shown(results_html(results)).table("คะแนนรวมในแต่ละปี")

    assert [row[2] for row in table.rows] == ["↓ 5.50", "", ""]


@pytest.mark.parametrize(
    ("years", "change"),
    [((2568, 2566, None), "↑ 4.00"), ((2568, None), "")],
)
def test_a_score_of_an_indicator_is_not_compared_with_one_of_an_unknown_year(
    years: tuple[int | None, ...], change: str
) -> None:
    scores = {2568: 80.0, 2566: 76.0, None: 10.0}
    results = [result(None, year=year, scores={1: scores[year]}) for year in years]

    html = shown(indicators_html(results[0], results[1:]))

    assert [one.text for one in html.all(".turn")] == ([change] if change else [])
