"""Old and foreign office files, written by LibreOffice and read back through it."""

import zipfile
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, UnsupportedFormatError
from itasearch.readers import legacy_office
from itasearch.readers.legacy_office import read_doc, read_rtf
from tests.cases import examples
from tests.contracts.reader_contract import FIRST, HEADER, SECOND, TITLE, ReaderContract
from tests.readers.office import need_office, saved_as
from tests.readers.reading import prose, read, rows
from tests.thai_sentences import is_thai_sentence
from tests.tools.draw_document import Drawn, draw

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def docx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a table, and the paragraph behind it that Word always writes."""
    path = tmp_path_factory.mktemp("office") / "แผน.docx"
    return draw([TITLE, Drawn([HEADER, FIRST, SECOND]), ""], path)


@pytest.fixture(scope="module")
def doc(docx: Path) -> Path:
    return saved_as(docx, "doc", docx.parent)


@pytest.mark.slow
class TestDoc(ReaderContract):
    reader = staticmethod(read_doc)

    @pytest.fixture
    def file(self, doc: Path, tmp_path: Path) -> Path:
        copy = tmp_path / "แผน.doc"
        copy.write_bytes(doc.read_bytes())
        return copy


@examples("converted_reader", "text documents keep their tables")
def test_text_documents_keep_their_tables(
    target: str, media_type: str, docx: Path, tmp_path: Path
) -> None:
    document = read(saved_as(docx, target, tmp_path))

    assert document.media_type == media_type
    assert prose(document) == [TITLE]
    assert rows(document) == [HEADER, FIRST, SECOND]


def test_what_was_converted_is_called_rough_and_says_so(doc: Path) -> None:
    document = read(doc)

    assert document.rough
    assert document.ocr_confidence is None
    assert "LibreOffice" in document.warnings[0]
    assert is_thai_sentence(document.warnings[0])


@pytest.mark.parametrize(("kind", "ending"), [("text", "fodt"), ("spreadsheet", "fods")])
def test_flat_opendocument_is_refused_with_a_way(tmp_path: Path, kind: str, ending: str) -> None:
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    path = tmp_path / f"แผน.{ending}"
    markup = f'<?xml version="1.0"?><office:document office:mimetype="{media_type}"/>'
    path.write_text(markup, encoding="utf-8")

    with pytest.raises(UnsupportedFormatError, match=r"OpenDocument.*บันทึกเป็น \.docx") as refused:
        read(path)

    assert is_thai_sentence(refused.value.reason)


def test_without_libreoffice_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ก.rtf"
    path.write_text("{\\rtf1 x}", encoding="ascii")
    monkeypatch.setattr(legacy_office, "office_program", lambda: None)

    with pytest.raises(UnsupportedFormatError, match="โปรดติดตั้ง LibreOffice") as refused:
        read(path)

    assert "libreoffice.org" in refused.value.reason


def test_what_libreoffice_cannot_open_is_damaged(tmp_path: Path) -> None:
    need_office()
    path = tmp_path / "ก.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")

    with pytest.raises(DamagedFileError) as refused:
        read(path)

    assert is_thai_sentence(refused.value.reason)
    assert refused.value.path == str(path)


def test_locked_opendocument_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "ก.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\x00\x01")
        archive.writestr("META-INF/manifest.xml", "<m><manifest.encryption-data/></m>")
        archive.writestr("META-INF/manifest.xml".lower(), "<m><encryption-data/></m>")

    with pytest.raises(DamagedFileError, match="รหัสผ่าน"):
        read(path)


def test_nothing_is_fetched_from_the_network(tmp_path: Path) -> None:
    need_office()
    from tests.ingest.web_server import web_site

    path = tmp_path / "ก.rtf"
    with web_site() as site:
        link = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{site.url}/a.png"}}{{\\fldrslt x}}}}'
        path.write_text("{\\rtf1\\ansi measures " + link + "\\par}", encoding="ascii")
        document = read_rtf(path, limits=ReadLimits())

    assert document.blocks
    assert site.paths == []
