"""The paragraph that a .doc needs after its last table."""

from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from itasearch.readers.legacy_office.reader import is_locked, with_last_paragraph
from tests.readers.office import saved_as

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("doc")


def made(folder: Path, name: str, *, ends_with_table: bool) -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "เทศบาลตำบลดอนสมมุติ"
    document.add_paragraph("แผนมาตรการ")
    document.add_table(rows=2, cols=2).cell(1, 1).text = "ลดขั้นตอน 😀"
    if not ends_with_table:
        document.add_paragraph("หมายเหตุ")
    path = folder / f"{name}.docx"
    document.save(str(path))
    return saved_as(path, "doc", folder).read_bytes()


@pytest.fixture(scope="module")
def cut_short(folder: Path) -> bytes:
    return made(folder, "table", ends_with_table=True)


def test_a_file_that_ends_with_a_table_gets_a_paragraph_once(cut_short: bytes) -> None:
    mended = with_last_paragraph(cut_short)

    assert mended != cut_short
    assert len(mended) == len(cut_short)
    assert with_last_paragraph(mended) == mended


def test_a_file_that_ends_with_text_is_left_alone(folder: Path) -> None:
    whole = made(folder, "text", ends_with_table=False)

    assert with_last_paragraph(whole) == whole


def test_headers_behind_the_text_do_not_hide_its_end(cut_short: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ก.doc"
    path.write_bytes(with_last_paragraph(cut_short))

    (table,) = Document(str(saved_as(path, "docx", tmp_path))).tables

    assert table.cell(1, 1).text == "ลดขั้นตอน 😀"


def test_other_bytes_are_left_alone() -> None:
    for data in (b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "มาตรการ".encode()):
        assert with_last_paragraph(data) == data
        assert not is_locked(data)


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=8))
def test_damaged_files_are_mended_or_left_alone(
    cut_short: bytes, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(cut_short)
    for place, value in changes:
        data[place % len(data)] = value

    assert len(with_last_paragraph(bytes(data))) == len(data)
    is_locked(bytes(data))
