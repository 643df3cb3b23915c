"""The years of one organisation: choosing it, its scores, what each year kept and dropped."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itasearch.compare.years import compare_years
from itasearch.model.comparison import YearsComparison
from itasearch.model.records import Report, ReportKind
from itasearch.ui.compare.years import count_rows, thread_html
from itasearch.wording.comparison import thread_groups
from tests.cases import whole
from tests.compare.samples import TOWN, WordMeanings, measure, report
from tests.compare.test_years import CARS, GIFT, LOAN, QUEUE, ROAD, of, plan
from tests.ui.conftest import in_url, shown_by, town_id, view_of

SEVERAL_YEARS, ONE_YEAR = "เทศบาลตำบลธารจันทร์หอม", "เทศบาลตำบลแม่กา"


@pytest.fixture
def app(library_home: Path) -> AppTest:
    return view_of("compare", library_home)


def _years(app: AppTest, name: str) -> AppTest:
    app.query_params["years"] = name
    return app.run()


def test_a_choice_gives_the_years_and_a_link_to_send_on(app: AppTest, library_home: Path) -> None:
    _years(app, "-")
    assert "เลือกหน่วยงานด้านบน" in app.info[0].value
    assert in_url(app, "years") == ["-"]

    town = town_id(library_home, SEVERAL_YEARS)
    app.selectbox(key="compare.years").set_value(town).run()

    assert in_url(app, "years") == [town]
    assert "ปีงบฯ 2566 เทียบกับปีก่อนที่มีรายงาน" in shown_by(app).text


def test_a_link_may_name_the_town_and_shows_scores_and_threads(app: AppTest) -> None:
    _years(app, SEVERAL_YEARS)

    view = shown_by(app)
    assert len(app.dataframe[0].value) == 12
    assert view.link("than-chan-hom_2565.md")
    told = [one.value for one in app.subheader]
    assert any(one.startswith("ปรับมาตรการเดิม") for one in told)
    assert any(one.startswith("ไม่พบในแผนหรือรายงานแล้ว") for one in told)


def test_a_town_of_one_year_is_told_so(app: AppTest) -> None:
    _years(app, ONE_YEAR)

    assert f"{ONE_YEAR} มีรายงานเพียงปีเดียว" in shown_by(app).text
    assert any("ยังไม่มีคะแนน ITA" in one.value for one in app.caption)


def _found(*later: tuple[int, Sequence[Report]]) -> YearsComparison:
    gift = measure(GIFT, steps="ผู้บริหารลงนาม")
    done = report("r2566", measure(GIFT, results="ติด ๔ แห่ง"), organisation=TOWN, year=2566)
    done = replace(done, kind=ReportKind.RESULTS)
    years = (
        of(2565, plan(2565, gift, measure(LOAN, steps="ใช้ใบยืม"), QUEUE)),
        of(2566, plan(2566, gift, measure(LOAN, steps="ยืมออนไลน์"), ROAD), done),
        *(of(year, *reports) for year, reports in later),
    )
    return compare_years(TOWN, years, ita={}, meanings=WordMeanings())


def test_threads_are_grouped_by_what_became_of_them() -> None:
    found = {
        label.th: some for label, some in thread_groups(_found().threads, first=2565, last=2566)
    }

    assert {
        name: [one.entries[0].measure.title for one in some] for name, some in found.items()
    } == {
        "ปรับมาตรการเดิม": [LOAN],
        "เพิ่มใหม่": [ROAD],
        "มาตรการเดิม": [GIFT],
        "ไม่พบในแผนหรือรายงานแล้ว": [QUEUE],
    }


def test_what_may_be_one_measure_is_one_row_and_counted_once() -> None:
    alike = (ROAD, LOAN, QUEUE, GIFT)
    measures = {2564: ("ล้างตลาด", *alike), 2565: (*alike, CARS[0]), 2566: (*alike, CARS[1])}
    years = [of(year, plan(year, *some)) for year, some in measures.items()]
    found = compare_years(TOWN, years, ita={}, meanings=WordMeanings())

    by_label = {name.th: some for name, some in thread_groups(found.threads, first=2564, last=2566)}

    (row,) = by_label["อาจเป็นเรื่องเดียวกับปีก่อน"]
    assert [one.measure.title for one in row.entries] == [*CARS]
    assert "ไม่พบในแผนหรือรายงานแล้ว" not in by_label
    assert len(by_label["ไม่พบตั้งแต่ปีก่อนหน้า"]) == 1


def test_each_year_shows_its_plan_and_result_and_what_changed_with_the_latest_open() -> None:
    found = _found((2567, [replace(plan(2567, ROAD), kind=ReportKind.GUIDELINES)]))

    texts = [thread_html(thread, found.years) for thread in found.threads]
    texts += ["\t".join(row) for row in count_rows(found.years)]
    whole_text = "\n".join(text.replace("><", ">\n<") for text in texts)
    assert whole_text == whole("years.html", whole_text)
