"""What the checks of `doctor` find and advise, in Thai and English, by the names of the checks."""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.wording.label import Label

NOTHING = Label("")


class CheckStatus(StrEnum):
    """How a check of `doctor` went; only FAIL keeps itasearch from working."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that `doctor` checked."""

    name: str
    status: CheckStatus
    what: Label  #: what was found, one sentence
    to_do: Label = NOTHING  #: what to do about it

    @property
    def message(self) -> str:
        """What was found, in English."""
        return self.what.text("en")

    @property
    def remedy(self) -> str:
        """What to do about it, in English; "" when it is ok."""
        return self.to_do.text("en")


NOT_WRITABLE = Label("{folder} cannot be written")
MEND_RIGHTS = Label("mend the rights of this folder")
FREE = Label("{home}, {free:,} MB free")
NO_OCR = Label("scans and pictures cannot be read")
INSTALL_OCR = Label(
    "pip install 'itasearch[ocr]', and Tesseract with Thai and English (apt: tesseract-ocr-tha "
    "tesseract-ocr-eng); TESSDATA_PREFIX, if set, names the folder of both"
)
OCR_IS_THERE = Label("Tesseract with Thai and English is there: scans and pictures can be read")
NO_OFFICE = Label(".doc, .odt and .rtf cannot be read")
INSTALL_OFFICE = Label(
    "install LibreOffice from libreoffice.org (apt: libreoffice-writer libreoffice-calc)"
)
HOLDS_DOUBTS = Label("{where}: {reports} reports, {measures} measures, {doubts} need review")
REVIEW = Label("itasearch review, then itasearch correct REPORT …")
FILES_LACK = Label(
    "{lost:,} lost and {changed:,} changed or unreadable files of stored reports: {named}"
)
PUT_BACK = Label(
    "put them back from a backup into {home}, under the same names; search goes on without them"
)
DIMENSIONS = Label("{encoder}, {count} dimensions")
BUILD = Label("itasearch build")
DAMAGED = Label("{where} is damaged: {named}")
REPAIR = Label("itasearch doctor --repair")
RESTORE = Label(
    "copy {folder} away, then put a backup into an empty folder: itasearch restore FILE --home DIR"
)
INDEX_DAMAGED = Label("damaged: {named}; no report is lost")
ON_A_SHARE = Label("{home} is in a folder of the network ({share})")
OPEN_IT_ONCE = Label(
    "let one computer alone open it (others by its itasearch serve), or: itasearch move --to "
    "postgresql+psycopg://…"
)
NO_STORE = Label("there is no store to compare with")
MEND_NAMED = Label("mend what the message names, then run doctor again")
