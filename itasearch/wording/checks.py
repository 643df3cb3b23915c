"""What the checks of `doctor` find and advise, in Thai and English, by the names of the checks."""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.wording.label import Label, data_label

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


AS_IT_IS = Label("{text}")  #: Names and numbers alone

PYTHON = Label("Python {version} on {system}")
MISSING = Label("missing: {names}")
INSTALL = Label("pip install itasearch")
NOT_WRITABLE = Label("{folder} cannot be written")
MEND_RIGHTS = Label("mend the rights of this folder")
FREE = Label("{home}, {free:,} MB free")
INSTALL_ANEW = Label("install itasearch anew")
NO_OCR = Label("scans and pictures cannot be read")
APT = "apt"
"""Of the mappings below: a system with apt, as Debian and Ubuntu; the others as platform.system."""
_DATA_BY_APT = "sudo apt install tesseract-ocr-tha tesseract-ocr-eng"
_DATA_BY_BREW = "brew install tesseract-lang"
INSTALL_DATA = {
    APT: data_label(_DATA_BY_APT, _DATA_BY_APT),
    "Darwin": data_label(_DATA_BY_BREW, _DATA_BY_BREW),
    "Windows": Label(
        "install Tesseract (github.com/UB-Mannheim/tesseract) with Thai among its languages"
    ),
}
INSTALL_DATA_ELSEWHERE = Label(
    "install Tesseract's language data tha and eng, or put tha.traineddata and eng.traineddata "
    "into a folder that TESSDATA_PREFIX names"
)
INSTALL_EXTRA = Label("pip install 'itasearch[ocr]'")
NO_ENGLISH = Label("English words in scans and pictures are misread")
OCR_IS_THERE = Label("Tesseract with Thai and English is there: scans and pictures can be read")
NO_OFFICE = Label(".doc, .odt and .rtf cannot be read")
_OFFICE_BY_APT = "sudo apt install libreoffice-writer libreoffice-calc"
INSTALL_OFFICE = {APT: data_label(_OFFICE_BY_APT, _OFFICE_BY_APT)}
INSTALL_WORDS = Label("install pythainlp anew")
HOLDS_DOUBTS = Label("{where}: {reports} reports, {measures} measures, {doubts} need review")
REVIEW = Label("itasearch review, then itasearch correct REPORT …")
PUT_BACK = Label(
    "lost files: put them back from a backup into {home}, under the same names; search goes on "
    "without them"
)
FILES_CHANGED = Label("changed since they were read: {count:files} of stored reports: {named}")
PUT_BACK_CHANGED = Label(
    "changed files: put the same ones back from a backup into {home}; one that was changed on "
    "purpose: itasearch add FILE, then itasearch remove the REPORT that was read from it before"
)
FILES_UNREADABLE = Label("unreadable: {count:files} of stored reports: {named}")
CHECK_DISK = Label(
    "unreadable files: check the disk and their rights, and put damaged ones back from a backup"
)
FILES_IN_BUCKET = Label("the files of all {count} reports are there, in {url}")
DIMENSIONS = Label("{encoder}, {count} dimensions")
NO_RERANKER = Label("none is set; none is needed")
BUILD = Label("itasearch build")
INDEX_BEHIND = Label("{count:,} measures, behind the store")
SERVER_IS_READ = Label(
    "all rows of {where} can be read; its files are its server's to check (data_checksums: {sums})"
)
DATABASE_MENDED = Label("{where}: its own indexes are made anew; it is whole")
REPAIR = Label("itasearch doctor --repair")
RESTORE = Label(
    "this needs a backup: copy {folder} away, look for a whole one with itasearch backup --check "
    "FILE, then: itasearch restore FILE --replace"
)
RESTORE_SERVER = Label(
    "this needs the server's own backup; or itasearch restore FILE in an empty home without "
    "ITASEARCH_DATABASE_URL, then itasearch move --to URL --overwrite"
)
INDEX_DAMAGED = Label("damaged: {named}; no report is lost")
INDEX_SILENT = Label("a measure that is in it is not found by: {names}")
INDEX_MADE_ANEW = Label("made anew, {count:,} measures")
INDEX_BROUGHT_UP = Label("brought up to date, {count:,} measures")
FETCHED_DROPPED = Label(
    "{count:damaged copies} deleted; they are fetched again when they are needed"
)
ON_A_SHARE = Label("{home} is in a folder of the network ({share})")
OPEN_IT_ONCE = Label(
    "let one computer alone open it (others by its itasearch serve), or: itasearch move --to "
    "postgresql+psycopg://…"
)
NO_STORE = Label("there is no store to compare with")
MEND_NAMED = Label("mend what the message names, then run doctor again")
