"""Picture files: what is read of them, in any orientation and format, and what is refused."""

import io
import struct
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import SourceDocument, Table
from itasearch.readers.scan import ocr
from itasearch.readers.scan.reader import read_scan
from tests.contracts.reader_contract import FIRST, HEADER, SECOND, TITLE, ReaderContract
from tests.readers.reading import LIMITS, prose, read, read_bytes, tables
from tests.readers.scans import Picture, needs_ocr, needs_opencv, table_page, text_page

_CLOCKWISE = 6  # EXIF: to be turned by 90° before it is shown
_ROWS = (HEADER, FIRST, SECOND)


def _save(page: Picture, path: Path, *, orientation: int = 1) -> Path:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(page).save(path, exif=exif)
    return path


@needs_ocr
class TestContract(ReaderContract):
    reader = staticmethod(partial(read_scan, knowledge=KNOWLEDGE))

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return _save(table_page(_ROWS, title=TITLE), tmp_path / "สแกน.png")

    def test_table_above_the_limit_is_refused(self, file: Path) -> None:
        # A page has no more cells than it has room for: pixels are what is limited.
        with pytest.raises(LimitExceededError, match="พิกเซล"):
            self.reader(file, limits=ReadLimits(page_pixels=1_000_000))


@needs_ocr
class TestPages:
    @pytest.mark.parametrize("ending", ["jpg", "tiff", "bmp", "webp"])
    def test_every_format_gives_the_same_table(self, tmp_path: Path, ending: str) -> None:
        document = read(_save(table_page(_ROWS), tmp_path / f"ก.{ending}"))

        assert [table.rows for table in tables(document)] == [_ROWS]
        assert document.media_type.startswith("image/")

    @pytest.mark.parametrize("quarters", [1, 2])
    def test_turned_pages_are_read_upright(self, tmp_path: Path, quarters: int) -> None:
        page = np.ascontiguousarray(np.rot90(table_page(_ROWS), quarters))

        assert tables(read(_save(page, tmp_path / "ก.png")))[0].rows == _ROWS

    def test_orientation_that_a_camera_wrote_is_followed(self, tmp_path: Path) -> None:
        page = np.ascontiguousarray(np.rot90(table_page(_ROWS)))

        path = _save(page, tmp_path / "ก.jpg", orientation=_CLOCKWISE)

        assert tables(read(path))[0].rows == _ROWS

    def test_pages_of_a_tiff_are_told_one_by_one(self, tmp_path: Path) -> None:
        told: list[tuple[int, ...]] = []
        pages = [table_page([*_ROWS[:1], row]) for row in (FIRST, SECOND)]

        document = _read_tiff(pages, tmp_path, told)

        assert [table.source.page_number for table in tables(document)] == [1, 2]
        assert told == [(1, 2), (2, 2)]
        assert [page.number for page in document.pages] == [1, 2]

    def test_pages_behind_the_first_ones_are_left_out_and_named(self, tmp_path: Path) -> None:
        pages = [table_page([*_ROWS[:1], FIRST]), np.full((99, 99), 255, np.uint8)]

        document = _read_tiff(pages, tmp_path, [], limits=replace(LIMITS, first_pages=1))

        assert [page.number for page in document.pages] == [1]
        assert "ไม่ได้อ่านหน้า 2 " in document.warnings[0]

    def test_broken_rules_still_make_a_table(self, tmp_path: Path) -> None:
        page = table_page(_ROWS)
        page[:, 700:712] = 255
        page[300:308] = 255

        assert tables(read(_save(page, tmp_path / "ก.png")))[0].rows == _ROWS


def _read_tiff(
    pages: list[Picture], folder: Path, told: list[tuple[int, ...]], *, limits: ReadLimits = LIMITS
) -> SourceDocument:
    from PIL import Image

    first, *rest = (Image.fromarray(page) for page in pages)
    path = folder / "ก.tif"
    first.save(path, save_all=True, append_images=rest)
    return read_scan(path, limits=limits, knowledge=KNOWLEDGE, on_page=lambda *n: told.append(n))


@needs_ocr
class TestDoubt:
    def test_year_on_a_clean_page_is_beyond_doubt(self, tmp_path: Path) -> None:
        document = read(_save(text_page(["ปีงบประมาณ พ.ศ. ๒๕๖๗"]), tmp_path / "ก.png"))

        assert "๒๕๖๗" in prose(document)[0]
        assert document.pages[0].doubtful_numbers == ()

    def test_year_on_a_noisy_page_is_doubtful(self, tmp_path: Path) -> None:
        generator = np.random.default_rng(2)
        page = text_page(["ปีงบประมาณ พ.ศ. ๒๕๖๗", "เทศบาลตำบลดอนสมมุติ"])
        noisy = np.clip(page * 0.9 + generator.normal(0, 16, page.shape), 0, 255).astype(np.uint8)

        document = read(_save(noisy, tmp_path / "ก.png"))

        assert document.pages[0].doubtful_numbers != ()

    def test_signature_over_the_rules_is_left_out(self, tmp_path: Path) -> None:
        import cv2

        page = table_page(_ROWS, title=TITLE)
        cv2.ellipse(page, (1500, 1200), (300, 130), 20, 0, 330, 0, 4)
        cv2.ellipse(page, (1650, 1180), (120, 180), 70, 0, 300, 0, 4)

        document = read(_save(page, tmp_path / "ก.png"))

        assert [block.rows for block in document.blocks if isinstance(block, Table)] == [_ROWS]
        assert any("ลายเซ็น" in warning for warning in document.warnings)


def _stamped(page: Picture) -> Picture:
    """The page in colour, with a round red stamp over its text."""
    import cv2

    stamped = np.stack([page] * 3, axis=2)
    ring = np.full_like(stamped, 255)
    cv2.circle(ring, (420, 330), 150, (220, 40, 40), 9)
    cv2.circle(ring, (420, 330), 110, (220, 40, 40), 5)
    return np.minimum(stamped, ring)


@needs_ocr
class TestStamps:
    @pytest.fixture
    def page(self) -> Picture:
        return _stamped(table_page(_ROWS, title=TITLE))

    @pytest.mark.parametrize("ending", ["png", "jpg", "tif", "pdf"])
    def test_text_below_a_stamp_is_read(self, tmp_path: Path, page: Picture, ending: str) -> None:
        from PIL import Image

        path = tmp_path / f"ก.{ending}"
        Image.fromarray(page).save(path, resolution=200, quality=95)

        found = read(path)

        assert (prose(found), [table.rows for table in tables(found)]) == ([TITLE], [_ROWS])
        assert any("ตราประทับ" in warning for warning in found.warnings)


@needs_ocr
class TestHostile:
    @pytest.mark.parametrize("keep", [40, 500, 3000])
    @pytest.mark.parametrize("ending", ["png", "jpg", "tiff", "webp"])
    def test_a_cut_picture_is_damaged_or_read(self, tmp_path: Path, ending: str, keep: int) -> None:
        path = _save(text_page(["ทดสอบไฟล์ขาด"] * 4), tmp_path / f"ก.{ending}")
        path.write_bytes(path.read_bytes()[:keep])

        with pytest.raises(DamagedFileError):
            read(path)

    def test_more_pages_than_allowed_are_refused(self, tmp_path: Path) -> None:
        from PIL import Image

        pages = [Image.new("1", (60, 60), 1) for _ in range(5)]
        path = tmp_path / "ก.tif"
        pages[0].save(path, save_all=True, append_images=pages[1:])

        with pytest.raises(LimitExceededError, match="หน้า"):
            read_scan(path, limits=replace(LIMITS, ocr_pages=4), knowledge=KNOWLEDGE)
        with pytest.raises(DamagedFileError):
            read_scan(path, limits=replace(LIMITS, ocr_pages=5), knowledge=KNOWLEDGE)

    def test_picture_without_text_is_damaged(self, tmp_path: Path) -> None:
        path = _save(np.full((500, 400), 250, np.uint8), tmp_path / "ก.png")

        with pytest.raises(DamagedFileError, match="สแกนใหม่"):
            read(path)


@needs_opencv
def test_without_thai_data_a_way_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "language_data", lambda: None)
    with pytest.raises(UnsupportedFormatError, match="tesseract-ocr-tha"):
        read_bytes(tmp_path / "ก.png", _png_header(width=10, height=10))


def _png_header(*, width: int, height: int) -> bytes:
    """A PNG of this size whose rows are all missing."""
    out = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    out.seek(0, io.SEEK_END)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")):
        crc = zlib.crc32(kind + data)
        out.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc))
    return out.getvalue()
