"""PDFs by their text layer: drawn here by pypdfium2 itself or printed by Chromium."""

from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError, LimitExceededError, UnsupportedFormatError
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import Paragraph, SourceDocument, Table
from itasearch.readers.pdf import reader
from itasearch.readers.pdf.reader import read_pdf
from tests.tools.render_pdf import FONTS, print_by_chromium

TEXT = "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ น้ำ กตัญญู ป้ำ ฐานะ ป่า ประจำปี ไม่ต้องการ เพื่อให้เชื่อมั่น ซึ่ง"
ROWS = (
    ("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"),
    ("๑. เผยแพร่แผนจัดซื้อ", "๑) จัดทำแผน<br>๒) ลงเว็บไซต์", "กองคลัง"),
    ("๒. รับฟังความเห็น", "ตั้งกล่องหน้าอาคาร", "สำนักปลัด"),
)


def page_of(rows: tuple[tuple[str, ...], ...], *, more: str = "", font: str = "Laksaman") -> str:
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    style = f"*{{font-family:'{font}'}}table{{border-collapse:collapse}}td{{border:1px solid}}"
    return (
        f"<html><head><style>{style}</style></head><body>{more}<table>{cells}</table></body></html>"
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "แผน.pdf"
    more = "<p>แผนป้องกันการทุจริต</p>"
    return print_by_chromium([(page_of(ROWS, more=more), path)])[0]


def read(path: Path, limits: ReadLimits | None = None) -> SourceDocument:
    return read_pdf(path, limits=limits or ReadLimits(), knowledge=KNOWLEDGE)


def test_a_raised_mark_that_hangs_over_the_next_letter_stays_with_its_own() -> None:
    folder = Path(__file__).parents[1] / "data" / "text_layers"

    (line,) = read(folder / "raised-mark-over-the-next-letter.pdf").blocks

    assert isinstance(line, Paragraph)
    assert line.text == "โพธิ์ทองสามแคว สิทธิ์ของตน"


def test_a_ruled_table_is_read_with_page_and_place(printed: Path) -> None:
    title, table = read(printed).blocks

    assert isinstance(title, Paragraph) and isinstance(table, Table)
    assert title.text == "แผนป้องกันการทุจริต"
    assert table.rows[1] == ("๑. เผยแพร่แผนจัดซื้อ", "๑) จัดทำแผน\n๒) ลงเว็บไซต์", "กองคลัง")
    assert [source.page_number for source in table.row_sources] == [1, 1, 1]
    places = [source.rectangle for source in table.row_sources]
    assert all(place is not None and place.top < place.bottom for place in places)


def test_merged_cells_are_filled(tmp_path: Path) -> None:
    html = page_of((ROWS[0],)).replace(
        "</table>",
        "<tr><td rowspan=2>๑. ลดขั้นตอน</td><td colspan=2>จัดทำคู่มือ</td></tr>"
        "<tr><td>เผยแพร่</td><td>กองช่าง</td></tr></table>",
    )
    (table,) = read(print_by_chromium([(html, tmp_path / "a.pdf")])[0]).blocks

    assert isinstance(table, Table)
    assert table.rows[1:] == (
        ("๑. ลดขั้นตอน", "จัดทำคู่มือ", "จัดทำคู่มือ"),
        ("๑. ลดขั้นตอน", "เผยแพร่", "กองช่าง"),
    )
    assert len(table.merges) == 2


@pytest.mark.slow
def test_no_font_of_the_system_repeats_or_loses_a_cluster(tmp_path: Path) -> None:
    pages = [
        (page_of((), more=f"<p>{TEXT}</p>", font=font), tmp_path / f"{font}.pdf") for font in FONTS
    ]

    for path in print_by_chromium(pages):
        text = "".join(b.text for b in read(path).blocks if isinstance(b, Paragraph))
        assert text.replace(" ", "") == TEXT.replace(" ", ""), path.stem


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_its_text_runs(turn: int, printed: Path, tmp_path: Path) -> None:
    path = tmp_path / "turned.pdf"
    with pdfium.PdfDocument(printed) as document:
        document[0].set_rotation(turn)
        document.save(path)

    assert _told(read(path)) == _told(read(printed))


@pytest.mark.parametrize("matrix", [(0, 1, -1, 0, 842, 0), (0, -1, 1, 0, 0, 612)])
def test_text_that_runs_sideways_in_a_form_is_turned(
    matrix: tuple[float, ...], printed: Path, tmp_path: Path
) -> None:
    path = tmp_path / "form.pdf"
    with pdfium.PdfDocument(printed) as document:
        written = pdfium.PdfDocument.new()
        page = written.new_page(842, 842)
        form = raw.FPDF_NewXObjectFromPage(written.raw, document.raw, 0)
        thing = raw.FPDF_NewFormObjectFromXObject(form)
        raw.FPDFPageObj_SetMatrix(thing, raw.FS_MATRIX(*matrix))
        raw.FPDFPage_InsertObject(page.raw, thing)
        raw.FPDFPage_GenerateContent(page.raw)
        page.close()
        raw.FPDF_CloseXObject(form)
        written.save(path)

    assert _told(read(path)) == _told(read(printed))


def test_boxes_that_begin_elsewhere_move_no_text(printed: Path, tmp_path: Path) -> None:
    path = tmp_path / "crop.pdf"
    with pdfium.PdfDocument(printed) as document:
        width, height = document[0].get_size()
        document[0].set_mediabox(-90, -40, width + 20, height + 10)
        document.save(path)

    assert _told(read(path)) == _told(read(printed))


@pytest.fixture
def three_pages(printed: Path, tmp_path: Path) -> Path:
    path = tmp_path / "three.pdf"
    with pdfium.PdfDocument(printed) as document, pdfium.PdfDocument.new() as written:
        for _ in range(3):
            written.import_pages(document)
        written.save(path)
    return path


@pytest.mark.parametrize(
    ("limits", "last"), [(ReadLimits(first_pages=2), 2), (ReadLimits(wall_seconds=-1000), 1)]
)
def test_pages_beyond_a_limit_are_named(limits: ReadLimits, last: int, three_pages: Path) -> None:
    found = read(three_pages, limits=limits)

    assert {block.source.page_number for block in found.blocks} == {*range(1, last + 1)}
    assert any(f"ไม่ได้อ่านหน้า {last + 1}" in warning for warning in found.warnings)


def test_broken_files_are_refused_in_thai(printed: Path, tmp_path: Path) -> None:
    data = printed.read_bytes()
    for number, broken in enumerate((data[: len(data) // 2], b"%PDF-1.7\n" + bytes(900))):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(broken)
        with pytest.raises(DamagedFileError, match="เสียหาย"):
            read(path)


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    document = pdfium.PdfDocument.new()
    for _ in range(4):
        document.new_page(100, 100)
    document.save(path)

    with pytest.raises(LimitExceededError, match="4 หน้า"):
        read(path, ReadLimits(pages=3))


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "why_unavailable", lambda: "โปรดติดตั้งส่วนเสริม")


@pytest.mark.usefixtures("no_ocr")
def test_pictures_alone_name_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match="โปรดติดตั้งส่วนเสริม"):
        read(_with_picture(tmp_path / "scan.pdf"))


@pytest.mark.usefixtures("no_ocr")
def test_pages_of_pictures_are_named_where_others_are_read(printed: Path, tmp_path: Path) -> None:
    path = tmp_path / "mixed.pdf"
    with pdfium.PdfDocument(printed) as text:
        with pdfium.PdfDocument(_with_picture(tmp_path / "scan.pdf")) as scan:
            text.import_pages(scan)
        text.save(path)

    document = read(path)

    assert len(document.pages) == 2
    assert "หน้า 2" in document.warnings[0] and "โปรดติดตั้งส่วนเสริม" in document.warnings[0]


def _with_picture(path: Path) -> Path:
    """A PDF of one page that a picture covers."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(200, 300)
    picture = pdfium.PdfImage.new(document)
    bitmap = pdfium.PdfBitmap.new_native(20, 30, raw.FPDFBitmap_BGR)
    picture.set_bitmap(bitmap)
    picture.set_matrix(pdfium.PdfMatrix().scale(200, 300))
    page.insert_obj(picture)
    page.gen_content()
    page.close()
    document.save(path)
    return path


def _told(document: SourceDocument) -> list[object]:
    return [block.rows if isinstance(block, Table) else block.text for block in document.blocks]
