"""A page's picture with its rows marked: places in shares, names as text."""

import base64
import io

import numpy as np
from PIL import Image

from itasearch.model.source import Rectangle
from itasearch.ui.original import PagePicture, RowMark, page_html, picture_of
from tests.ui.shown import shown

_PAGE = PagePicture(url="data:image/png;base64,AAAA", width=700, height=990)
_BOX = Rectangle(left=0.1, top=0.25, right=0.9, bottom=0.375)


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def test_a_mark_stands_a_little_wider_than_its_row() -> None:
    html = page_html(_PAGE, [RowMark(rectangle=_BOX, name="แถว", here=True)], name="หน้า 1")

    assert "left:9.70%;top:24.20%;width:80.60%;height:14.10%" in html
    assert shown(html).all(".mark.here")
    assert "aspect-ratio:700/990" in html


def test_a_mark_with_an_address_is_a_link_that_keeps_the_place() -> None:
    mark = RowMark(rectangle=_BOX, name="แถว", href="library?report=r1&row=m1")

    link = shown(page_html(_PAGE, [mark], name="หน้า 1")).one("a.mark")
    assert "stay" in link.kinds
    assert link.href == "library?report=r1&row=m1"


def test_names_stay_text() -> None:
    hostile = '"><script>alert(1)</script>'
    html = page_html(_PAGE, [RowMark(rectangle=_BOX, name=hostile, href=hostile)], name=hostile)

    assert not shown(html).all("script")
    assert '""' not in html


def test_a_drawing_stays_png() -> None:
    picture = picture_of(_png(Image.new("L", (300, 400), 255)))

    assert (picture.width, picture.height) == (300, 400)
    assert picture.url.startswith("data:image/png;base64,")


def test_a_noisy_scan_becomes_jpeg_and_smaller() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (400, 300), dtype=np.uint8)
    png = _png(Image.fromarray(noise))

    url = picture_of(png).url

    assert url.startswith("data:image/jpeg;base64,")
    assert len(base64.b64decode(url.partition(",")[2])) < len(png)
