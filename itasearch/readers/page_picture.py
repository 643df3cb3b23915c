"""One page of a PDF or picture file as PNG, to show beside the rows read from it.

It is turned as the page was read (a PDF) or as the file says (a photograph's orientation),
so that the rectangles of the rows fit. Pillow and pypdfium2 are imported when a page is
rendered.
"""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.readers.base import load, read_start
from itasearch.readers.scan.reader import PictureFile
from itasearch.wording.messages import broken

if TYPE_CHECKING:
    from PIL.Image import Image

_NO_PAGES = "ไฟล์ชนิดนี้ไม่มีภาพของหน้า โปรดเปิดไฟล์ต้นฉบับ"


def page_picture(path: Path, page_number: int, *, width: int, limits: ReadLimits) -> bytes:
    """A page as PNG, `width` pixels wide.

    Args:
        path: a PDF or a picture file.
        page_number: from 1.
        limits: bounds on the pixels that are rendered, and on those of a picture file.

    Raises:
        UnsupportedFormatError: the file is of another kind.
        DamagedFileError: it is broken or encrypted, or has no such page.
        LimitExceededError: the page has too many pixels.
        ValueError: a page number or width below 1.
    """
    if page_number < 1 or width < 1:
        raise ValueError(f"page {page_number}, {width} pixels wide")
    if b"%PDF-" in read_start(path, size=1024):
        picture = _of_pdf(path, page_number, width, limits)
    else:
        picture = _of_picture(path, page_number, width, limits)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _of_pdf(path: Path, page_number: int, width: int, limits: ReadLimits) -> "Image":
    import pypdfium2

    from itasearch.readers.pdf.reader import view_of

    try:
        with pypdfium2.PdfDocument(path) as document:
            if page_number > len(document):
                raise _no_such_page(path, page_number, len(document))
            page = document[page_number - 1]
            view = view_of(page)
            across, down = view.width, view.height
            if across <= 0 or down <= 0:
                raise DamagedFileError(path=str(path), reason=broken(str(page_number)))
            _check_size(path, width, round(width * down / across), limits)
            # As the reader turns it: a Rectangle is of the turned page.
            turn = (view.turn - page.get_rotation()) % 360
            picture: Image = page.render(scale=width / across, rotation=turn).to_pil()
            return picture
    except pypdfium2.PdfiumError as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error


def _of_picture(path: Path, page_number: int, width: int, limits: ReadLimits) -> "Image":
    from PIL import Image

    with picture_file(path, limits) as pictures:
        if page_number > pictures.count:
            raise _no_such_page(path, page_number, pictures.count)
        page = Image.fromarray(pictures.page(page_number))
    height = max(1, round(width * page.height / page.width))
    _check_size(path, width, height, limits)
    return page.resize((width, height), Image.Resampling.LANCZOS)


def picture_file(path: Path, limits: ReadLimits) -> PictureFile:
    """A picture file with the pages that are read of it.

    Raises:
        UnsupportedFormatError: the file is of another kind.
        DamagedFileError: it is broken.
        LimitExceededError: it has too many pages.
    """
    from PIL import UnidentifiedImageError

    try:
        return PictureFile(load(path, limits=limits).data, path, limits)
    except DamagedFileError as error:
        if not isinstance(error.__cause__, UnidentifiedImageError):
            raise
        raise UnsupportedFormatError(path=str(path), reason=_NO_PAGES) from error


def _check_size(path: Path, width: int, height: int, limits: ReadLimits) -> None:
    if width * height > limits.page_pixels:
        reason = (
            f"ภาพของหน้าใหญ่เกินไป ({width}×{height} จุด) โปรดย่อภาพให้ไม่เกิน "
            f"{limits.page_pixels // 1_000_000} ล้านจุด"
        )
        raise LimitExceededError(path=str(path), reason=reason)


def _no_such_page(path: Path, page_number: int, pages: int) -> DamagedFileError:
    reason = f"ไม่มีหน้า {page_number} ในไฟล์นี้ ซึ่งมี {pages} หน้า โปรดตรวจสอบไฟล์"
    return DamagedFileError(path=str(path), reason=reason)
