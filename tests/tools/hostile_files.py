"""Files made to break what reads them: bombs, lies, loops, cuts."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import openpyxl
from PIL import Image

MEBIBYTE = 1024**2


def pdf(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % start)


def one_page_pdf(content: bytes, *, box: bytes = b"0 0 595 842", extra: bytes = b"") -> bytes:
    """A PDF of one page with this content stream, which may be packed."""
    packed = zlib.compress(content, 9)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R%s>>" % (box, extra)
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, stream])


def scanned_pdf(box: bytes, content: bytes) -> bytes:
    """A PDF of one page that a picture of four pixels fills."""
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Length 4>>stream\n\x00\xff\xff\x00\nendstream"
    )
    return _with_object(picture, box, content)


def form_pdf(content: bytes) -> bytes:
    """A PDF of one page whose form draws `content`, which may be itself."""
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
        b"/Length %d>>stream\n%s\nendstream" % (len(content), content)
    )
    return _with_object(form, b"0 0 595 842", b"/X Do")


def _with_object(named: bytes, box: bytes, content: bytes) -> bytes:
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R"
        b"/Resources<</XObject<</X 5 0 R>>>>>>" % box
    )
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, page, stream, named])


def bomb_pdfs() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each hostile PDF."""
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    yield "400 MB.pdf", one_page_pdf(bytes(400 * MEBIBYTE))
    yield "paths.pdf", one_page_pdf(b"0 0 m 9 9 l S " * 400_000)
    yield "states.pdf", one_page_pdf(b"q " * 2_000_000)
    yield "wide.pdf", one_page_pdf(b"0 0 m 14400 14400 l S", box=b"0 0 14400 14400")
    yield "endless.pdf", one_page_pdf(b"0 0 m 9 9 l S", box=b"0 0 1e30 1e30")
    yield "turned inside out.pdf", one_page_pdf(b"0 0 m 9 9 l S", box=b"9 9 9 9")
    yield "itself.pdf", pdf([catalogue, b"<</Type/Pages/Kids[2 0 R]/Count 3>>"])
    yield "many.pdf", pdf([catalogue, b"<</Type/Pages/Kids[]/Count 2000000000>>"])
    kids = b"3 0 R " * 5000
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    yield "5000 pages.pdf", pdf([catalogue, b"<</Type/Pages/Kids[%s]/Count 5000>>" % kids, page])
    key = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"a1" * 32, b"b2" * 32)
    yield "locked.pdf", pdf([catalogue, b"<</Type/Pages/Kids[]/Count 0>>"], trailer=key)
    yield "nested.pdf", pdf([b"[" * 300_000 + b"]" * 300_000])
    whole = one_page_pdf(b"BT (x) Tj ET" * 300)
    yield "scan.pdf", scanned_pdf(b"0 0 14400 14400", b"14400 0 0 14400 0 0 cm /X Do")
    yield "calls itself.pdf", form_pdf(b"/X Do /X Do")
    yield "cut.pdf", whole[: len(whole) // 2]
    yield "garbage.pdf", b"%PDF-1.4\n" + random.Random(1).randbytes(50_000)
    yield "no page.pdf", pdf([catalogue, b"<</Type/Pages/Kids[]/Count 0>>"])


def png(width: int, height: int, packed: bytes, *, depth: int = 1) -> bytes:
    """A grey PNG that says it has this size, whatever `packed` holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", packed), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def bomb_pictures() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each hostile picture file."""
    row = zlib.compress(bytes(7501 * 60_000), 9)
    yield "60000 by 60000.png", png(60_000, 60_000, row)
    yield "says it is large.png", png(2**31 - 1, 2**31 - 1, b"")
    yield "no width.png", png(0, 10, zlib.compress(bytes(10)))
    noise = Image.effect_noise((1200, 1600), 60)
    for kind in ("JPEG", "PNG", "TIFF", "WEBP"):
        written = io.BytesIO()
        noise.save(written, kind)
        yield f"cut.{kind.lower()}", written.getvalue()[: len(written.getvalue()) // 3]
    yield "5000 pages.tiff", _tiff(5000)
    yield "loop.tiff", _tiff(1)[:-4] + struct.pack("<I", 8)
    yield "garbage.jpg", b"\xff\xd8\xff\xe0" + random.Random(2).randbytes(30_000)


def _tiff(pages: int) -> bytes:
    """A TIFF of so many one-pixel pages, all directories one after the other."""
    written = bytearray(b"II*\x00" + struct.pack("<I", 8))
    entries = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    entries += [(273, 4, 1, 0), (278, 3, 1, 1), (279, 4, 1, 1)]
    size = 2 + 12 * len(entries) + 4
    for number in range(pages):
        following = len(written) + size if number + 1 < pages else 0
        written += struct.pack("<H", len(entries))
        written += b"".join(struct.pack("<HHII", *entry) for entry in entries)
        written += struct.pack("<I", following)
    return bytes(written)


def bomb_spreadsheets() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each hostile file of the old and the open formats."""
    mimetype = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
    yield "zeros.ods", zipped([mimetype, ("content.xml", bytes(512 * MEBIBYTE))])
    cell = b'<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
    row = b'<table:table-row table:number-rows-repeated="1048576">%s</table:table-cell>' % cell
    body = (
        b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        b' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        b'<office:spreadsheet><table:table table:name="1">%s</table:table-row></table:table>'
        b"</office:spreadsheet></office:body></office:document-content>" % row
    )
    yield "repeated.ods", zipped([mimetype, ("content.xml", body)])
    entities = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (b"" if n == 1 else b"%d" % (n - 1)) * 10)
        for n in range(1, 12)
    )
    laughs = entities + b"]>" + body.replace(b">x<", b">&a11;<")
    yield "entities.ods", zipped([mimetype, ("content.xml", laughs)])
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    book, word = "Workbook".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
    noise = random.Random(3).randbytes(40_000)
    yield "garbage.xls", ole + bytes(504) + book + noise
    yield "garbage.doc", ole + bytes(504) + word + noise


def bomb_office_files() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each hostile file of today's office formats, and a web page."""
    document, book = io.BytesIO(), io.BytesIO()
    docx.Document().save(document)
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["มาตรการ"])
    workbook.save(book)
    yield "zeros.docx", _with_zeros(document.getvalue())
    lying = bytearray(_with_zeros(book.getvalue()))
    size = lying.rfind(b"PK\x01\x02") + 24
    lying[size : size + 4] = (100).to_bytes(4, "little")
    yield "says it is small.xlsx", bytes(lying)
    # A sheet where no guard looks, with a cell in the far corner.
    place, moved = "worksheets/sheet1.xml", "other/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts = []
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            data = archive.read(name).replace(place.encode(), moved.encode())
            parts.append((name.replace(place, moved), data.replace(b"</sheetData>", far)))
    yield "sheet elsewhere.xlsx", zipped(parts)
    yield "deep.html", b"<div>" * 200_000
    yield "cut.xlsx", book.getvalue()[:2000]
    yield "garbage.docx", bytes(range(256)) * 40
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield "encrypted.xlsx", ole + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def _with_zeros(packed: bytes) -> bytes:
    """An Office file with 1 GB of zeros more."""
    whole = io.BytesIO(packed)
    with (
        zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("media/zeros.bin", "w") as entry,
    ):
        for _ in range(64):
            entry.write(bytes(16 * MEBIBYTE))
    return whole.getvalue()


def zipped(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """A ZIP file of these parts, by their names."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in parts:
            archive.writestr(name, body)
    return written.getvalue()


MAKERS = (bomb_pdfs, bomb_pictures, bomb_spreadsheets, bomb_office_files)


def hostile_files(folder: Path) -> Iterator[Path]:
    """Write each hostile file to `folder`; one at a time lies there."""
    for make in MAKERS:
        for name, data in make():
            path = folder / name
            path.write_bytes(data)
            yield path
            path.unlink()
