from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.errors import UnknownValueError
from itasearch.model.records import Extraction
from itasearch.store.organisations import SqlOrganisations, labels
from itasearch.store.sql import open_store
from itasearch.workspace import FilterNames, Workspace
from itasearch.workspace.values import filter_choices, resolve
from tests.store.examples import a_report, file_source, town
from tests.tools.raising import raising
from tests.workspace.conftest import TOWN


def found(workspace: Workspace, filters: FilterNames) -> set[str]:
    return {
        report.organisation.name
        for report in workspace.library.reports(filters)
        if report.organisation
    }


def test_a_filtered_search_lists_no_organisations(
    library: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqlOrganisations, "all", raising(AssertionError("a nation has thousands")))
    every = FilterNames(
        organisations=(TOWN,),
        types=("ทต.",),
        provinces=("พะเยา",),
        fiscal_years=(2566,),
        indicators=(1,),
    )

    assert resolve(every, library._parts.store).provinces == ("พะเยา",)


@pytest.mark.parametrize(
    ("filters", "nearest"),
    [
        (FilterNames(organisations=("เทศบาลตำบลสวนดอกไผ่",)), TOWN),
        (FilterNames(types=("town_municipalty",)), "town_municipality"),
        (FilterNames(provinces=("พเยา",)), "พะเยา"),
        (FilterNames(provinces=("เชียงใหม่",)), "พะเยา"),
        (FilterNames(fiscal_years=("2569",)), "2567"),
        (FilterNames(fiscal_years=("ปีหน้า",)), "2567"),
        (FilterNames(indicators=("11",)), "1–10"),
    ],
)
def test_an_unknown_value_is_an_error_with_the_nearest(
    library: Workspace, filters: FilterNames, nearest: str
) -> None:
    with pytest.raises(UnknownValueError) as error:
        library.library.reports(filters)

    assert error.value.nearest[0] == nearest


@pytest.mark.parametrize("districts", [("เมืองเลย", "ภูเรือ"), ("ภูเรือ", "ภูเรือ")])
def test_organisations_of_one_name_are_listed_by_what_tells_them_apart(
    districts: tuple[str, str],
) -> None:
    found = [
        replace(town(province="เลย"), id=f"o{number}", district=district)
        for number, district in enumerate(districts)
    ]

    listed = labels(found)

    assert len(set(listed)) == 2
    assert all("จังหวัดเลย" in one and "อำเภอภูเรือ" in listed[1] for one in listed)
    assert ("(o1)" in listed[1]) is (districts[0] == districts[1])


def test_a_year_is_offered_of_a_report_without_organisation(tmp_path: Path) -> None:
    with open_store(tmp_path / "library.db") as store:
        source = file_source("ไม่ทราบหน่วยงาน")
        report = replace(a_report(source, year=2565), organisation=None)
        store.intake.add(Extraction(reports=(report,)), source, media_type="text/plain")

        assert filter_choices(store).fiscal_years == (2565,)


def test_reports_of_a_topic_or_indicator_are_those_whose_measures_are_of_it(
    library: Workspace,
) -> None:
    of_topic = found(library, FilterNames(topics=("no_gift",)))

    assert of_topic == {TOWN}
    page = library.library.some_reports(FilterNames(topics=("no_gift",)), first=0, most=5)
    assert (page.total, len(page.reports)) == (1, 1)
    counted = library.index.facet_counts().indicators
    for indicator in counted:
        assert library.library.reports(FilterNames(indicators=(indicator,)))
    assert not library.library.reports(FilterNames(topics=("no_gift",), fiscal_years=(2567,)))
