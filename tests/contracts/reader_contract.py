"""What every Reader must do; an implementation's test subclasses ReaderContract."""

from pathlib import Path
from typing import ClassVar

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError
from itasearch.model.source import SourceDocument, Table
from itasearch.readers.base import Reader
from tests.tools.draw_document import Drawn, draw

HEADER = ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ")
FIRST = ("๑. จัดทำคู่มือ", "ประชุมคณะทำงาน", "สำนักปลัด")
SECOND = ("๒. รับฟังความเห็น", "เปิดช่องทางใหม่", "กองคลัง")
TITLE = "แผนส่งเสริมความโปร่งใส เทศบาลตำบลดอนสมมุติ"


class ReaderContract:
    """A subclass gives a reader, and the ending of its files or the fixture `file`."""

    reader: ClassVar[Reader]
    ending: ClassVar[str]

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        """TITLE, and then the table of three rows."""
        return draw([TITLE, Drawn([HEADER, FIRST, SECOND])], tmp_path / f"แผน.{self.ending}")

    @pytest.fixture
    def document(self, file: Path) -> SourceDocument:
        return self.reader(file, limits=ReadLimits())

    def test_title_comes_before_the_table(self, document: SourceDocument) -> None:
        title, table = document.blocks

        assert not isinstance(title, Table)
        assert title.text == TITLE
        assert isinstance(table, Table)
        assert table.rows == (HEADER, FIRST, SECOND)

    def test_every_row_knows_its_place(self, document: SourceDocument) -> None:
        (table,) = (block for block in document.blocks if isinstance(block, Table))

        numbers = [place.row_number for place in table.row_sources]
        assert len(numbers) == len(table.rows)
        assert all(numbers) and numbers == sorted(numbers, key=lambda number: number or 0)
        assert {place.table_number for place in table.row_sources} == {1}

    def test_places_name_path_and_digest(self, document: SourceDocument, file: Path) -> None:
        places = {(block.source.path, block.source.sha256) for block in document.blocks}

        assert places == {(str(file), document.source.sha256)}
        assert len(document.source.sha256) == 64

    def test_reading_changes_nothing(self, file: Path) -> None:
        before = file.read_bytes()

        assert self.reader(file, limits=ReadLimits()) == self.reader(file, limits=ReadLimits())
        assert file.read_bytes() == before

    def test_empty_file_is_damaged(self, file: Path) -> None:
        file.write_bytes(b"")

        with pytest.raises(DamagedFileError, match="ว่างเปล่า"):
            self.reader(file, limits=ReadLimits())

    def test_missing_file_is_damaged(self, tmp_path: Path) -> None:
        with pytest.raises(DamagedFileError, match="ไม่พบไฟล์"):
            self.reader(tmp_path / "ไม่มี.txt", limits=ReadLimits())

    def test_file_above_the_limit_is_refused(self, file: Path) -> None:
        with pytest.raises(LimitExceededError, match="ใหญ่กว่า"):
            self.reader(file, limits=ReadLimits(file_bytes=10))

    def test_table_above_the_limit_is_refused(self, file: Path) -> None:
        with pytest.raises(LimitExceededError, match="8 ช่อง"):
            self.reader(file, limits=ReadLimits(cells=8))
