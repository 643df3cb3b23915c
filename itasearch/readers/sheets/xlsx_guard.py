"""How far the sheets of an XLSX reach, told from the cells themselves before reading.

The reading library lays a sheet out as one dense block: a lone cell at
XFD1048576 makes it ask for 17 thousand million cells and abort the process.
Imports the standard library, config and readers.
"""

import re
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.readers.sheets.sheet_reach import Checked, SheetReach
from itasearch.readers.zip_guard import ZipGuard

_SHEETS = "xl/worksheets/"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_DECLARED_SLACK = 100
"""How many times the limit a sheet may claim: programs write A1:Z1048576 for formatted columns."""
_UNCALCULATED = "มีช่องสูตร {} ช่องที่ยังไม่มีผลคำนวณ จึงอ่านเป็นช่องว่าง โปรดเปิดด้วย Excel แล้วบันทึกใหม่"


class _SheetWatch:
    """Follows the elements of all sheets; `told` is what a warning is due for."""

    def __init__(self, path: Path, limits: ReadLimits) -> None:
        self.uncalculated = 0
        self._path = path
        self._limits = limits
        self._in_formula = False
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._close_formula()
        self._reach = SheetReach(self._path, limits=self._limits)
        self._row = 0
        self._column = 0
        self._in_value = False

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element of a sheet's XML."""
        self._in_value = name in {"v", "t"}
        if name == "worksheet":
            self._begin_sheet()
        elif name in {"dimension", "mergeCell"}:
            self._check_declared(attributes.get("ref", ""))
        elif name == "row":
            self._row = _number(attributes.get("r")) or self._row + 1
            self._column = 0
        elif name == "c":
            self._close_formula()
            self._move(attributes.get("r", ""))
        elif name == "f":
            self._in_formula = True
        elif name in {"v", "is"}:
            self._reach.hold(self._row, self._column)

    def text(self, text: str) -> None:
        """Take in text; in a value it is the stored result of a formula."""
        if self._in_value and text.strip():
            self._in_formula = False

    def finish(self) -> None:
        """Take in the end of the file."""
        self._close_formula()

    def _close_formula(self) -> None:
        self.uncalculated += self._in_formula
        self._in_formula = False

    def _move(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if found:
            self._column, self._row = _column(found.group(1)), int(found.group(2))
        else:
            self._column += 1

    def _check_declared(self, reference: str) -> None:
        ends = _REFERENCE.findall(reference)
        if len(ends) == 2:
            (left, top), (right, bottom) = ends
            width, height = _column(right) - _column(left) + 1, int(bottom) - int(top) + 1
            self._reach.check(width * height, self._limits.cells * _DECLARED_SLACK)


def check_xlsx(path: Path, limits: ReadLimits) -> Checked:
    """Check the archive and its sheets.

    Raises:
        DamagedFileError: the archive or its XML is broken.
        LimitExceededError: it is beyond `limits`.
    """
    watch = _SheetWatch(path, limits)
    ZipGuard(path, limits=limits, watchers={_SHEETS: watch}).check()
    watch.finish()
    told = _UNCALCULATED.format(watch.uncalculated)
    return Checked(warnings=(told,) if watch.uncalculated else ())


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
