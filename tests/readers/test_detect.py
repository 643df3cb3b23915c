"""The right reader by content, and refusals by name."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook

from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from tests.cases import examples, literal
from tests.readers.reading import read, read_bytes, read_or_refuse, read_text, rows, with_part
from tests.thai_sentences import is_thai_sentence

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook() -> bytes:
    whole = io.BytesIO()
    book = Workbook()
    book.worksheets[0].append(["มาตรการ", "ผล"])
    book.save(whole)
    return whole.getvalue()


def word_document() -> bytes:
    whole = io.BytesIO()
    document = Document()
    document.add_paragraph("แผนมาตรการ")
    document.save(whole)
    return whole.getvalue()


def archive(*names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return whole.getvalue()


def storage_in_itself() -> bytes:
    """Microsoft's old container ([MS-CFB] 2.2 and 2.6) whose first storage holds itself."""
    none = 2**32 - 2
    sizes = struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, none, 0, none, 0)
    head = (OLE + bytes(16) + sizes + bytes(4)).ljust(512, b"\xff")
    table = struct.pack("<II", 2**32 - 3, none).ljust(512, b"\xff")
    name = "Root Entry".encode("utf-16-le").ljust(64, b"\0")
    entry = name + struct.pack("<HBBIII", 22, 1, 1, 2**32 - 1, 2**32 - 1, 0) + bytes(48)
    return head + table + entry + bytes(384)


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    path = tmp_path / "ก.docx"
    path.write_bytes(word_document())
    return path


WHOLE = {"docx": word_document(), "xlsx": workbook(), "text": "ก\tข\n<p>ค</p>\t|\n".encode()}


@examples("detect", "foreign formats are refused", str, literal, str)
def test_foreign_formats_are_refused(
    name: str, data: bytes | tuple[str, ...], told: str, tmp_path: Path
) -> None:
    """`data`: bytes, or the names in an archive."""
    with pytest.raises(UnsupportedFormatError, match=told) as refused:
        read_bytes(tmp_path / name, data if isinstance(data, bytes) else archive(*data))

    assert "โปรด" in refused.value.reason
    assert is_thai_sentence(refused.value.reason)


def test_a_kind_that_does_not_unpack_is_a_damaged_file(tmp_path: Path) -> None:
    whole, path = io.BytesIO(), tmp_path / "แผน.ods"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
    data = bytearray(whole.getvalue())
    data[38:42] = b"\xff" * 4  # the first packed bytes, behind the head and the name
    path.write_bytes(data)

    with pytest.raises(DamagedFileError, match="เสียหาย"):
        read(path)


def test_a_storage_in_itself_is_a_damaged_file(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match="เสียหาย"):
        read_bytes(tmp_path / "วน.doc", storage_in_itself())


@pytest.mark.parametrize("name", ["ก.csv", "ก.xlsx", "ก.xls", "ก"])
def test_workbook_is_read_under_any_ending(tmp_path: Path, name: str) -> None:
    assert rows(read_bytes(tmp_path / name, workbook())) == [("มาตรการ", "ผล")]


@examples("detect", "text goes to its reader", str, literal, str)
def test_text_goes_to_its_reader(name: str, text: str, media_type: str, tmp_path: Path) -> None:
    assert read_text(tmp_path / name, text).media_type == media_type


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", b"\xff\xfe\n\x00"])
def test_empty_files_are_damaged(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DamagedFileError, match="ว่างเปล่า"):
        read_bytes(tmp_path / "ก.csv", data)


@pytest.mark.parametrize("whole", ["docx", "xlsx"])
def test_cut_off_office_files_are_damaged(tmp_path: Path, whole: str) -> None:
    with pytest.raises(DamagedFileError, match="เสียหายหรือไม่สมบูรณ์"):
        read_bytes(tmp_path / "ก.docx", WHOLE[whole][: len(WHOLE[whole]) // 2])


def test_password_is_named(tmp_path: Path) -> None:
    with pytest.raises(DamagedFileError, match="รหัสผ่าน"):
        read_bytes(tmp_path / "ก.xlsx", OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    "declared",
    ['<!DOCTYPE x [<!ENTITY a "กกกก"><!ENTITY b "&a;&a;">]>', '<!DOCTYPE x SYSTEM "file:///x">'],
)
def test_doctype_in_a_part_is_refused(docx: Path, declared: str) -> None:
    head, mark = declared.encode(), b"?>"
    with_part(docx, "word/document.xml", lambda xml: xml.replace(mark, mark + head, 1))

    with pytest.raises(DamagedFileError, match="DOCTYPE"):
        read(docx)


def test_deep_xml_is_refused(docx: Path) -> None:
    deep = b"<w:body>" + b"<w:sdt>" * 600 + b"</w:sdt>" * 600
    with_part(docx, "word/document.xml", lambda xml: xml.replace(b"<w:body>", deep))

    with pytest.raises(LimitExceededError, match=r"word/document\.xml .*ลึกกว่า"):
        read(docx)


@pytest.mark.parametrize("lies", [False, True])
def test_zip_bomb_is_refused_by_what_it_holds(docx: Path, lies: bool) -> None:
    with_part(docx, "word/media/z.bin", lambda _: bytes(320 * 1024**2))
    data = bytearray(docx.read_bytes())
    if lies:
        last_entry = data.rfind(b"PK\x01\x02")
        data[last_entry + 24 : last_entry + 28] = (100).to_bytes(4, "little")
        docx.write_bytes(data)

    with pytest.raises(LimitExceededError, match="zip bomb"):
        read(docx)


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300), ending=st.sampled_from(["txt", "csv", "html", "docx", "xls"]))
def test_random_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
) -> None:
    path = tmp_path_factory.mktemp("random") / f"ก.{ending}"
    path.write_bytes(data)

    read_or_refuse(path)


def test_text_below_many_comments_is_known_to_be_no_page(tmp_path: Path) -> None:
    document = read_text(tmp_path / "ก.md", "<!---->" * 5_000 + "\nมาตรการส่งเสริมคุณธรรม\n")

    assert document.media_type == "text/markdown"
