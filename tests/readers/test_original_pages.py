"""Pages of originals as pictures, and words in their text layer."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, ReadError, UnsupportedFormatError
from itasearch.model.source import PageMatches
from itasearch.readers import original_pages
from itasearch.readers.original_pages import page_picture, search_pages
from tests.thai_sentences import is_thai_sentence
from tests.tools.render_pdf import print_by_chromium

LIMITS = ReadLimits(page_pixels=1_000_000)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Two pages: an upright one and one that is turned by its own word."""
    path = tmp_path / "แผน.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(200, 400)
        document.new_page(200, 400).set_rotation(90)
        document.save(path)
    return path


def size(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.format == "PNG"
        return picture.size


def test_a_page_of_a_pdf_is_drawn_upright(pdf: Path) -> None:
    assert size(page_picture(pdf, 1, width=100, limits=LIMITS)) == (100, 200)
    assert size(page_picture(pdf, 2, width=100, limits=LIMITS)) == (100, 50)


def test_a_photograph_is_turned_as_it_says(tmp_path: Path) -> None:
    photograph = tmp_path / "ภาพ.jpg"
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (300, 100), "white").save(photograph, exif=turned)

    assert size(page_picture(photograph, 1, width=50, limits=LIMITS)) == (50, 150)


def test_a_picture_is_seen_as_it_is_read(tmp_path: Path) -> None:
    grey = tmp_path / "16.png"
    Image.fromarray(np.full((20, 20), 30_000, np.uint16)).save(grey)
    clear = tmp_path / "ใส.png"
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(clear)

    for path, light in ((grey, 116), (clear, 255)):
        with Image.open(io.BytesIO(page_picture(path, 1, width=20, limits=LIMITS))) as seen:
            assert seen.convert("L").getpixel((5, 5)) == pytest.approx(light, abs=2)


def test_only_the_page_of_an_animation_that_is_read_is_there(tmp_path: Path) -> None:
    path = tmp_path / "ภาพ.gif"
    frames = [Image.new("L", (40, 40), shade) for shade in (0, 120, 255)]
    frames[0].save(path, save_all=True, append_images=frames[1:])

    assert search_pages(path, (), page_number=None, limits=LIMITS).pages == 1
    with pytest.raises(DamagedFileError, match=r"ไม่มีหน้า 2 .* 1 หน้า"):
        page_picture(path, 2, width=40, limits=LIMITS)


@pytest.mark.parametrize("page_number", [3, 10**6])
def test_a_page_that_is_not_there_is_told(pdf: Path, page_number: int) -> None:
    with pytest.raises(DamagedFileError, match=f"ไม่มีหน้า {page_number} .* 2 หน้า"):
        page_picture(pdf, page_number, width=100, limits=LIMITS)


def test_too_many_pixels_are_not_drawn(pdf: Path, tmp_path: Path) -> None:
    wide = tmp_path / "ใหญ่.png"
    Image.new("1", (5000, 5000)).save(wide)

    for path, width in ((pdf, 1000), (wide, 10)):
        with pytest.raises(LimitExceededError) as refused:
            page_picture(path, 1, width=width, limits=LIMITS)
        assert is_thai_sentence(refused.value.reason)


@pytest.mark.parametrize("kind", ["pdf", "png", "txt"])
def test_what_is_broken_or_has_no_pages_is_refused(pdf: Path, tmp_path: Path, kind: str) -> None:
    picture = tmp_path / "ดี.png"
    Image.effect_noise((80, 80), 50).save(picture)
    cut = tmp_path / f"ขาด.{kind}"
    whole = {"pdf": pdf.read_bytes()[:60], "png": picture.read_bytes()[:600], "txt": b"text"}
    cut.write_bytes(whole[kind])

    with pytest.raises(ReadError) as refused:
        page_picture(cut, 1, width=100, limits=LIMITS)

    assert is_thai_sentence(refused.value.reason)
    assert isinstance(refused.value, UnsupportedFormatError) == (kind == "txt")


_STYLE = (
    "<style>*{font-family:Laksaman} td{border:1px solid; width:90px; vertical-align:top}</style>"
)
_TABLE = (
    "<table style='border-collapse:collapse'><tr><td>มาตรการ</td><td>ขั้นตอน</td></tr><tr>"
    "<td>เผยแพร่แผนการจัดซื้อจัดจ้างประจำปีงบประมาณ</td>"
    "<td>ลงเว็บไซต์ของหน่วยงานทุกไตรมาสและติดประกาศ</td></tr></table>"
)
_SECOND = "<p style='page-break-before:always'>รับฟังความเห็น และลงเว็บไซต์ ๒ ครั้ง</p>"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "แผน.pdf"
    return print_by_chromium([(f"<html>{_STYLE}{_TABLE}{_SECOND}</html>", path)])[0]


def _found(path: Path, *words: str, page_number: int | None = None) -> PageMatches:
    return search_pages(path, words, page_number=page_number, limits=ReadLimits())


def test_words_over_two_lines_of_a_cell_have_a_rectangle_for_each(printed: Path) -> None:
    [place] = _found(printed, "เผยแพร่แผนการจัดซื้อจัดจ้างประจำปีงบประมาณ").places

    assert place.page_number == 1
    assert len(place.rectangles) >= 2
    assert len({round(one.left, 2) for one in place.rectangles}) == 1
    tops = [one.top for one in place.rectangles]
    assert tops == sorted(tops)


def test_every_page_is_searched(printed: Path) -> None:
    found = _found(printed, "ลงเว็บไซต์")

    assert [place.page_number for place in found.places] == [1, 2]
    assert (found.pages, found.searched, found.pictures) == (2, 2, ())


def test_one_page_is_searched_where_a_row_is_sought(printed: Path) -> None:
    found = _found(printed, "ไม่มีในไฟล์นี้", "ลงเว็บไซต์", page_number=2)

    assert [place.page_number for place in found.places] == [2]


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    scan = tmp_path / "สแกน.pdf"
    pages = [Image.new("L", (300, 400), 255), Image.new("L", (300, 400), 200)]
    pages[0].save(scan, "PDF", save_all=True, append_images=pages[1:])

    assert _found(scan, "แผน").pictures == (1, 2)


def test_the_search_ends_in_time(printed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(original_pages, "_MOST_SECONDS", -1.0)

    assert _found(printed, "ลงเว็บไซต์").searched == 0


def test_a_page_whose_places_are_given_in_part_does_not_count_as_searched(
    printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(original_pages, "_MOST_PLACES", 1)

    found = _found(printed, "จัดจ้าง", "ลงเว็บไซต์")
    assert (len(found.places), found.searched) == (1, 2)
    found = _found(printed, "ลงเว็บไซต์")
    assert (len(found.places), found.searched) == (1, 1)


def test_a_turned_page_has_its_rectangles_as_it_is_shown(printed: Path, tmp_path: Path) -> None:
    turned = tmp_path / "หมุน.pdf"
    with pypdfium2.PdfDocument(printed) as document:
        document[0].set_rotation(90)
        document.save(turned)
    [place] = _found(turned, "เผยแพร่แผน", page_number=1).places
    [upright] = _found(printed, "เผยแพร่แผน", page_number=1).places

    assert place.rectangles == upright.rectangles
