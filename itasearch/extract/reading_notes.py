"""What a report says of how it was read: by OCR, how well, and where text was lost.

Imports the model and its neighbours.
"""

from collections.abc import Iterator

from itasearch.extract.completeness import Completeness
from itasearch.model.reasons import READ_BY_OCR, page_runs
from itasearch.model.source import SourceDocument, SourceRef

LEAST_OCR_CONFIDENCE = 0.75
"""Below it a scan is too noisy: letters are wrong on most lines."""

_MOST_PLACES = 5
_LEAST_LETTERS = 3


def is_badly_read(document: SourceDocument) -> bool:
    """Whether a person must look at the reading as a whole."""
    confidence = document.ocr_confidence
    return document.rough or (confidence is not None and confidence < LEAST_OCR_CONFIDENCE)


def reading_notes(document: SourceDocument) -> Iterator[str]:
    """Which pages were read by OCR, and whether well, in one Thai sentence."""
    if document.ocr_confidence is None:
        return
    read = [page.number for page in document.pages if page.ocr_confidence is not None]
    where = f" หน้า {page_runs(read)}" if read else ""
    advice = (
        "ภาพไม่ชัด ตัวอักษรและตัวเลขอาจผิดหลายแห่ง โปรดตรวจกับต้นฉบับ"
        if is_badly_read(document)
        else "ตัวเลขอาจผิดได้ โปรดตรวจตัวเลขที่สำคัญ"
    )
    yield f"{READ_BY_OCR}{where} ด้วย OCR {advice}"


def incomplete(found: Completeness) -> str:
    """How much of the tables' text was read, and where what was lost stands."""
    percent = f"{100 * found.told:.1f}".removesuffix(".0")
    worst = sorted(found.lost, key=lambda lost: -lost.letters)[:_MOST_PLACES]
    kept = [lost for lost in found.lost if lost in worst and lost.letters >= _LEAST_LETTERS]
    places = ", ".join(dict.fromkeys(_place(lost.place) for lost in kept))
    return f"ข้อความในตารางเข้าสู่มาตรการร้อยละ {percent} โปรดตรวจสอบส่วนที่ตกหล่น" + (
        f" ({places})" if places else ""
    )


def untitled_row(place: SourceRef, number: str) -> str:
    """A row lost its title and was read as part of the measure of this number."""
    return (
        f"แถวที่ไม่มีชื่อมาตรการ ({_place(place)}) ถูกต่อท้ายมาตรการที่ {number} "
        "แต่ลำดับที่ขาดไป อาจเป็นอีกมาตรการหนึ่ง โปรดตรวจกับต้นฉบับ"
    )


def _place(place: SourceRef) -> str:
    """Where a text stands, as a person finds it."""
    parts = [
        (place.sheet is not None, f"แผ่นงาน {place.sheet}"),
        (place.page_number is not None, f"หน้า {place.page_number}"),
        (place.line_number is not None and place.page_number is None, f"บรรทัด {place.line_number}"),
        (
            place.table_number is not None and place.page_number is None,
            f"ตาราง {place.table_number}",
        ),
        (place.row_number is not None, f"แถว {place.row_number}"),
    ]
    return " ".join(text for known, text in parts if known)
