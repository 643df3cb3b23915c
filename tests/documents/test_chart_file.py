"""Charts as pictures: every word is in them, drawn as Thai is written, and none becomes markup."""

import io
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

import itasearch.documents
import itasearch.ui
from itasearch.documents.chart_file import as_chart_file
from itasearch.model.tables import Chart, ChartFile, ChartFormat, ChartKind, ChartPoint

YEARS = ("2565", "2566", "2567")
ROWS = ("3 การใช้อำนาจ", "5 การแก้ไขปัญหาการทุจริต", "6 คุณภาพการดำเนินงาน")
FONTS = Path(itasearch.documents.__file__).parent / "fonts"


def test_each_folder_with_the_font_has_its_licence_and_is_named_in_the_readme() -> None:
    root = Path(itasearch.documents.__file__).parents[2]
    readme = (root / "README.md").read_text(encoding="utf-8")
    letters = {*root.glob("itasearch/**/[sS]arabun*.ttf"), *root.glob("itasearch/**/*.woff2")}
    folders = {one.parent for one in letters}

    assert len(folders) > 1
    for folder in folders:
        assert "SIL OPEN FONT LICENSE" in (folder / "SARABUN-LICENSE.txt").read_text("utf-8")
        assert f"`{folder.relative_to(root).as_posix()}/`" in readme


def a_chart(kind: ChartKind, rows: tuple[str, ...] = ROWS) -> Chart:
    """A value for each row and year, but for the second year of the second row."""
    values = {
        (row, year): 60.0 + 10 * place + 3 * YEARS.index(year)
        for place, row in enumerate(rows)
        for year in YEARS
        if (place, year) != (1, "2566")
    }
    one_year, one_row = kind in (ChartKind.BARS, ChartKind.INTERVALS), kind is ChartKind.COLUMNS
    points = tuple(
        ChartPoint(row=row, column=year, value=value, text=f"{value:.2f}", low=1.0, high=9.0)
        for (row, year), value in values.items()
        if not (one_year and year != YEARS[0]) and not (one_row and row != rows[0])
    )
    return Chart(
        title="คะแนนน้ำหนักเท่ากัน", kind=kind, points=points, rows=rows, columns=YEARS, most=100
    )


def a_file(*charts: Chart, title: str = "เทศบาลเมืองบึงแก้วมรกต") -> ChartFile:
    return ChartFile(title=title, notes=("จัดทำเมื่อ 21 พ.ย. 2569",), charts=charts)


def texts_of(svg: bytes) -> list[str]:
    """What an SVG says, a text for each mark."""
    root = ElementTree.fromstring(svg)
    return ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]


def ink(png: bytes) -> npt.NDArray[np.bool_]:
    """Which pixels are not white."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("L")) < 250


@pytest.mark.parametrize("kind", ChartKind)
def test_a_chart_has_its_title_names_and_values(kind: ChartKind) -> None:
    chart = a_chart(kind)
    texts = texts_of(as_chart_file(a_file(chart), ChartFormat.SVG))

    assert {"เทศบาลเมืองบึงแก้วมรกต", "จัดทำเมื่อ 21 พ.ย. 2569", chart.title} <= set(texts)
    assert {point.text for point in chart.points} <= set(texts)
    names = {ChartKind.COLUMNS: YEARS, ChartKind.CELLS: (*ROWS, *YEARS)}.get(kind, ROWS)
    assert set(names) <= set(texts)


def test_charts_are_below_each_other_in_one_picture() -> None:
    one = a_chart(ChartKind.BARS)
    heights = [
        ink(as_chart_file(a_file(*charts), ChartFormat.PNG)).shape[0]
        for charts in ((one,), (one, one))
    ]

    assert heights[1] > 1.5 * heights[0]


def test_sara_am_is_as_wide_as_the_two_letters_it_is_made_of() -> None:
    """vl-convert 1.9 puts the letter behind ำ over it, in every font."""
    whole, parts = (
        ink(as_chart_file(a_file(a_chart(ChartKind.BARS, (row,))), ChartFormat.PNG))
        for row in ("การใช้อำนาจน้ำดำเนิน", "การใช้อํานาจนํ้าดําเนิน")
    )

    assert np.array_equal(whole, parts)


def test_an_svg_brings_its_letters_and_loads_nothing() -> None:
    svg = as_chart_file(a_file(a_chart(ChartKind.BARS)), ChartFormat.SVG).decode("utf-8")

    assert svg.count("@font-face{font-family:Sarabun;") == 2
    assert "url(data:font/ttf;base64," in svg
    assert "url(http" not in svg
    assert "href" not in svg


def test_hostile_names_stay_text() -> None:
    hostile = "</text><script>alert('งดรับของขวัญ')</script>\x00 & \"{signal: 'x'}\" ด\u202eล"
    chart = a_chart(ChartKind.BARS, (hostile,))
    svg = as_chart_file(a_file(chart, title=hostile), ChartFormat.SVG)

    tags = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(svg).iter()}
    assert not tags & {"script", "a", "image", "foreignObject"}
    assert any("<script>" in text for text in texts_of(svg))
    assert ink(as_chart_file(a_file(chart), ChartFormat.PNG)).any()


def test_a_file_without_charts_says_what_it_is() -> None:
    assert "เทศบาลเมืองบึงแก้วมรกต" in texts_of(as_chart_file(a_file(), ChartFormat.SVG))


@pytest.mark.parametrize(("weight", "name"), [(400, "Regular"), (700, "Bold")])
def test_the_font_has_every_letter_of_the_app(weight: int, name: str) -> None:
    held = set(TTFont(FONTS / f"Sarabun-{name}.ttf").getBestCmap())
    web = Path(itasearch.ui.__file__).parent / "static"

    for part in ("thai", "latin"):
        font = TTFont(web / f"sarabun-{part}-{weight}-normal.woff2")
        assert set(font.getBestCmap()) <= held
