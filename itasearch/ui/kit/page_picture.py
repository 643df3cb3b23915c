"""The picture of a page with its rows outlined, as HTML; rendered once and cached.

Outlines are given in shares of the page, so that they fit at any size. The picture is
embedded as a data URL: nothing has to be served, and no file is left behind.
"""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from itasearch.errors import OriginalsError
from itasearch.model.source import Rectangle
from itasearch.ui.kit.state import phrase, workspace

WIDTH = 1100  # pixels of a page that fills its frame; enlarged ones are rendered finer
_WIDEST = 2400  # most pixels across that a page is rendered with
_JPEG_QUALITY = 82  # of 100; a page is sent as PNG where that is smaller; by hand
_PAD_ACROSS, _PAD_DOWN = 0.003, 0.008
"""Shares of the page by which an outline exceeds its row: a row scanned aslant is no rectangle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page ready to be shown; of width and height, in pixels, only the ratio matters."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMark:
    """A row on the page.

    Attributes:
        name: what the row is, for its tip and for screen readers.
        href: where a click leads; "" for nowhere.
        found: whether these are words that were sought, not a row.
    """

    rectangle: Rectangle
    name: str
    href: str = ""
    here: bool = False
    found: bool = False


def picture_of(png: bytes) -> PagePicture:
    """The picture as PNG, or as JPEG where that is the smaller one (scans)."""
    from PIL import Image

    with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
        width, height = opened.size
        jpeg = io.BytesIO()
        opened.convert("RGB").save(jpeg, "JPEG", quality=_JPEG_QUALITY)
    kind, content = min(("jpeg", jpeg.getvalue()), ("png", png), key=lambda one: len(one[1]))
    url = f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"
    return PagePicture(url=url, width=width, height=height)


def page_html(
    picture: PagePicture, marks: Sequence[RowMark], *, name: str, zoom: float = 1.0
) -> str:
    """The page in a frame, which zoom 1 fills; page.js brings the mark into view."""
    size = f"width:{100 * zoom:g}%;aspect-ratio:{picture.width}/{picture.height}"
    return (
        f'<div class="ita-page" tabindex="0" role="region" aria-label="{escape(name)}">'
        f'<div class="sheet" style="{size}"><img alt="{escape(name)}" src="{picture.url}">'
        f"{''.join(map(_row_outline_html, marks))}</div></div>"
    )


def _row_outline_html(mark: RowMark) -> str:
    pads = (0.0, 0.0) if mark.found else (_PAD_ACROSS, _PAD_DOWN)
    left, right = _padded(mark.rectangle.left, mark.rectangle.right, pads[0])
    top, bottom = _padded(mark.rectangle.top, mark.rectangle.bottom, pads[1])
    place = (
        f"left:{100 * left:.2f}%;top:{100 * top:.2f}%;"
        f"width:{100 * (right - left):.2f}%;height:{100 * (bottom - top):.2f}%"
    )
    kind = f"mark{' found' * mark.found}{' here' * mark.here}"
    if not mark.href:
        return f'<span class="{kind}" style="{place}" title="{escape(mark.name)}"></span>'
    return (
        f'<a class="ita-link stay {kind}" style="{place}" href="{escape(mark.href)}"'
        f' title="{escape(mark.name)}" aria-label="{escape(mark.name)}"></a>'
    )


def _padded(begin: float, end: float, pad: float) -> tuple[float, float]:
    return max(begin - pad, 0.0), min(end + pad, 1.0)


def has_pages(media_type: str) -> bool:
    """Whether files of this type have pages that can be shown."""
    return media_type == "application/pdf" or media_type.startswith("image/")


def page_picture(report_id: str, page_number: int, *, zoom: float = 1.0) -> PagePicture:
    """A page of a report's file. Raises as OriginalFiles.page_picture."""
    width = min(_WIDEST, round(WIDTH * max(zoom, 1.0)))
    with st.spinner(phrase("Opening the page…")):
        return _rendered(report_id, file_state(report_id), page_number, width)


def file_state(report_id: str) -> tuple[int, int]:
    """What changes with the file of a report, as a key of what was made of it."""
    try:
        status = workspace().originals.path(report_id).stat()
    except (OSError, OriginalsError):
        return 0, 0  # lost or out of reach: whoever opens it reports that
    return status.st_mtime_ns, status.st_size


@st.cache_data(show_spinner=False, max_entries=60)
def _rendered(report_id: str, state: tuple[int, int], page_number: int, width: int) -> PagePicture:  # noqa: ARG001 (of the key)
    return picture_of(workspace().originals.page_picture(report_id, page_number, width=width))
