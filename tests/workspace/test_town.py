"""The record of one town, its copies, and all of it together, asked of whole libraries."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.compare.towns import copies as town_copies
from itasearch.errors import UnknownValueError
from itasearch.model.corrections import SetTopics
from itasearch.model.form_check import Part
from itasearch.model.records import Extraction, ReportKind
from itasearch.store.sql import open_store
from itasearch.workspace import Workspace, open_workspace
from tests.store.examples import TITLES, a_report, file_source
from tests.workspace.test_towns import NEAR, ONLY_SCORED, OURS, UNPLACED, put


@pytest.fixture
def years(tmp_path: Path) -> Iterator[Workspace]:
    """A town over three years, others with its texts before and after; indexed."""
    home = tmp_path / "home"
    with open_store(home / "corpus" / "library.db") as store:
        put(store, OURS, 2565, *TITLES[:2], total=72.0)
        plan = put(store, OURS, 2567, *TITLES[:3], total=85.0)
        put(store, OURS, 2567, *TITLES[:2], kind=ReportKind.RESULTS)
        put(store, OURS, None, TITLES[3])
        about = [SetTopics(measure_id=one.id, topics=("no_gift",)) for one in plan.measures]
        store.corrections.correct(plan.id, about)
        put(store, NEAR, 2564, TITLES[0])
        put(store, NEAR, 2568, TITLES[0])
        put(store, UNPLACED, 2566, *TITLES[1:3])
        put(store, ONLY_SCORED, 2565, TITLES[1])
    with open_workspace(home) as opened:
        opened.build()
        yield opened


def test_topics_of_a_year_count_a_plan_and_its_results_once(years: Workspace) -> None:
    newest = years.towns.record(OURS.name).topics[0]

    assert (newest.fiscal_year_be, newest.topics["no_gift"]) == (2567, 3)


def test_what_the_next_plan_must_have_is_not_counted_in_results_beside_their_plan(
    tmp_path: Path,
) -> None:
    with open_store(tmp_path / "corpus" / "library.db") as store:
        put(store, OURS, 2566)
        for town in (OURS, NEAR):
            source = file_source(town.name)
            report = a_report(source, town, titles=TITLES[:2])
            rows = tuple(it.with_texts({"steps": "แจกแผ่นพับ"}) for it in report.measures)
            report = replace(report, kind=ReportKind.RESULTS, measures=rows)
            store.intake.add(Extraction(reports=(report,)), source, media_type=report.media_type)
    with open_workspace(tmp_path) as opened:
        beside, alone = (opened.towns.coverage(it.name).checks for it in (OURS, NEAR))

    assert [check.lacking_in_plan for check in beside] == [{}, {}]
    assert [check.lacking_in_plan for check in alone] == [{Part.FOLLOW_UP: 2}]


def test_copies_are_split_by_who_had_the_text_first(years: Workspace) -> None:
    found = years.towns.copies(OURS.name)

    assert [one.organisation.name for one in found.earlier] == [NEAR.name, UNPLACED.name]
    assert [one.organisation.name for one in found.later] == [UNPLACED.name]
    (earlier, other), (later,) = found.earlier, found.later
    # The first year of either side counts, not the newest: NEAR has the text in 2568, too.
    assert (earlier.copy_year_be, earlier.fiscal_year_be) == (2564, 2565)
    assert (other.copy_year_be, other.fiscal_year_be) == (2566, 2567)
    # A text of one year in both towns, as that of ONLY_SCORED, has no direction.
    assert (later.copy_year_be, later.fiscal_year_be) == (2566, 2565)


def test_measures_that_are_not_looked_at_are_said_to_be_left_out(
    years: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not years.towns.copies(OURS.name).cut  # seven are dated

    monkeypatch.setattr(town_copies, "_MOST_MEASURES", 6)
    found = years.towns.copies(OURS.name)

    assert found.cut


def test_an_unknown_town_is_an_error_with_the_nearest(years: Workspace) -> None:
    with pytest.raises(UnknownValueError) as caught:
        years.towns.record("เทศบาลตำบลของเขา")

    assert OURS.name in caught.value.nearest


def test_copies_of_no_town_cannot_be_listed(years: Workspace) -> None:
    with pytest.raises(ValueError, match="at least one"):
        years.towns.copies(OURS.name, most=0)
