"""What is missing of a library and what is left of it, in Thai and English."""

from itasearch.errors import Emptiness, LibraryMissingError
from itasearch.wording.label import Label

EMPTINESS = {
    Emptiness.NO_FILE: Label("หายไป", "is not there"),
    Emptiness.NO_BYTES: Label("เป็นไฟล์ว่าง (0 ไบต์)", "is an empty file (0 bytes)"),
    Emptiness.NO_TABLES: Label("ไม่มีตารางข้อมูล", "holds no tables"),
    Emptiness.NO_REPORTS: Label("ไม่มีรายงานแม้แต่ฉบับเดียว", "holds no report at all"),
}
_KEPT_ORIGINALS = Label(
    "ยังมีไฟล์ต้นฉบับ {count} ไฟล์ใน {folder}", "{folder} holds {count:original files}"
)
_KEPT_INDEX = Label(
    "ดัชนีค้นหาเคยสร้างจากรายงาน {count} ฉบับ", "the search index was built from {count:reports}"
)
_AND = Label(" และ", " and ")


def traces_text(error: LibraryMissingError, language: str) -> str:
    """What shows that the home held reports, in "th" or "en"."""
    found = []
    if error.originals:
        folder = error.originals_in
        found.append(_KEPT_ORIGINALS.text(language, count=error.originals, folder=folder))
    if error.indexed:
        found.append(_KEPT_INDEX.text(language, count=error.indexed))
    return _AND.text(language).join(found)
