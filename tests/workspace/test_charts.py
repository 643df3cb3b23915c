"""Charts of answers, as pictures to take along: what each of them shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from itasearch.errors import ExportError
from itasearch.exports import charts
from itasearch.model.effects import Contrast, Effect, Effects
from itasearch.model.library import HeldCount, LibraryHoldings
from itasearch.model.records import IndicatorScore
from itasearch.model.tables import Chart, ChartFile, ChartFormat, ChartKind
from itasearch.workspace import Workspace
from tests.workspace.conftest import library_of

NOW = datetime(2026, 11, 21, tzinfo=UTC)
OURS = "เทศบาลตำบลของเรา"
OTHERS = tuple(f"เทศบาลตำบลข้างเคียง{letter}" for letter in "กขคง")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Ours in two years with a result, and four towns with measures on gifts."""
    reports = [
        (OURS, 2566, ("อบรมงานพัสดุ", "ประกาศงดรับของขวัญ")),
        (OURS, 2567, ("อบรมงานพัสดุ",)),
        *((name, 2567, ("ประกาศงดรับของขวัญทุกเทศกาล",)) for name in OTHERS),
    ]
    with library_of(reports, tmp_path_factory.mktemp("charted"), scored=OURS) as opened:
        yield opened


def shown(chart: Chart) -> dict[tuple[str, str], str]:
    """The printed values by row and column."""
    return {(one.row, one.column): one.text for one in chart.points}


def kinds(found: ChartFile) -> list[ChartKind]:
    return [one.kind for one in found.charts]


def test_a_town_has_totals_indicators_and_topics(library: Workspace) -> None:
    record = library.town_record(OURS)
    scores = tuple(
        IndicatorScore(number=number, name="", instrument="IIT", score=80.0 + number)
        for number in (10, 3)
    )
    (result,) = record.results
    record = replace(record, results=(replace(result, indicators=scores),))
    found = charts.town_charts(record, now=NOW)

    assert kinds(found) == [ChartKind.COLUMNS, ChartKind.BARS, ChartKind.CELLS]
    totals, indicators, topics = found.charts
    assert shown(totals) == {("", str(result.fiscal_year_be)): f"{result.total:.2f}"}
    assert shown(indicators) == {
        ("3 การใช้อำนาจ", ""): "83.00",
        ("10 การป้องกันการทุจริต", ""): "90.00",
    }
    assert topics.columns == ("2566", "2567")
    assert shown(topics)["งดรับของขวัญ", "2566"] == "1"
    assert ("งดรับของขวัญ", "2567") not in shown(topics)
    assert OURS in found.title
    assert any("รายงาน 2 ฉบับ" in note for note in found.notes)


def test_years_are_lines_of_one_scale(library: Workspace) -> None:
    found = charts.years_charts(library.compare_years(OURS), now=NOW)

    (lines,) = found.charts
    assert lines.kind is ChartKind.LINES
    assert lines.rows[-1] == "คะแนนรวม"
    assert lines.least % 10 == 0
    scores = [one.value for one in lines.points if one.value is not None]
    assert lines.least <= min(scores) <= max(scores) <= lines.most


def test_gaps_are_bars_of_the_similar_towns_that_have_them(library: Workspace) -> None:
    coverage = library.coverage(OURS)
    (bars,) = charts.coverage_charts(coverage, now=NOW).charts

    assert [one.value for one in bars.points] == [100 * one.towns / one.of for one in coverage.gaps]
    assert bars.points[0].text == f"{coverage.gaps[0].towns} จาก {coverage.gaps[0].of} แห่ง"


def an_effect(topic: str, *, low: float, q_value: float, indicator: int | None = None) -> Effect:
    contrast = Contrast(
        adopters_change=low + 1,
        others_change=0,
        difference=low + 1,
        low=low,
        high=low + 2,
        p_value=q_value,
        q_value=q_value,
    )
    return Effect(topic=topic, indicator=indicator, adopters=30, others=50, contrast=contrast)


def test_effects_are_intervals_with_what_is_beyond_chance_first() -> None:
    effects = (
        an_effect("procurement", low=-1.5, q_value=0.9),
        an_effect("no_gift", low=3, q_value=0.01),
        Effect(topic="coi", indicator=None, adopters=2, others=50),
        an_effect("no_gift", low=-9, q_value=0.8, indicator=9),
    )
    found = charts.effects_charts(Effects(effects=effects), texts={}, now=NOW)

    total, ninth = found.charts
    assert [one.strong for one in total.points] == [True, False]
    assert total.points[0].text == "+4.00 (+3.00 ถึง +5.00)"
    assert total.points[1].text == "−0.50 (−1.50 ถึง +0.50)"
    assert (total.least, total.most) == (-5, 5)
    assert ninth.title.startswith("ตัวชี้วัด 9 ")
    assert any("ไม่ได้บอกว่าสิ่งที่ทำเป็นเหตุ" in note for note in found.notes)


def test_a_text_of_one_title_has_a_row_for_each_effect() -> None:
    two = tuple(
        Effect(measure_id=name, indicator=None, adopters=30, others=50, contrast=one.contrast)
        for name, one in (("a", an_effect("coi", low=1, q_value=0)),) * 2
    )
    (chart,) = charts.effects_charts(Effects(effects=two), texts={}, now=NOW).charts

    assert chart.rows == ("–", "– (2)")


def test_of_very_many_provinces_the_first_are_shown_and_the_rest_counted() -> None:
    provinces = tuple(
        HeldCount(name=f"จังหวัด{number}", reports=100 - number, organisations=1)
        for number in range(77)
    )
    held = LibraryHoldings(
        provinces=provinces, years=(HeldCount(name=None, reports=3, organisations=1),)
    )
    first, years = charts.holdings_charts(held, now=NOW).charts

    assert len(first.points) == 40
    assert first.title.endswith("ไม่ได้แสดงอีก 37")
    assert shown(years) == {("ไม่ทราบ", ""): "3"}


def test_an_answer_without_values_is_a_picture_that_says_so(library: Workspace) -> None:
    found = charts.years_charts(library.compare_years(OTHERS[0]), now=NOW)

    assert found.charts == ()
    assert "ยังไม่มีข้อมูลให้แสดงเป็นแผนภูมิ" in found.notes


@pytest.mark.parametrize(("ending", "begins"), [("png", b"\x89PNG"), ("SVG", b"<svg")])
def test_a_picture_is_written_by_the_ending(
    library: Workspace, tmp_path: Path, ending: str, begins: bytes
) -> None:
    file = tmp_path / f"town.{ending}"
    library.export_charts(library.town(OURS), file)

    assert file.read_bytes().startswith(begins)


def test_a_picture_of_another_kind_is_refused(library: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.png, \.svg"):
        library.export_charts(library.holdings(), tmp_path / "charts.pdf")


def test_each_answer_with_charts_is_drawn(library: Workspace) -> None:
    for found in (
        library.town_record(OURS),
        library.compare_years(OURS),
        library.coverage(OURS),
        library.effects(),
        library.holdings(),
    ):
        assert library.render_charts(found, ChartFormat.PNG).startswith(b"\x89PNG")
