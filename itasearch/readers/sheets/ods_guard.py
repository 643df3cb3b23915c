"""How far the sheets of an ODS reach, and its merged cells, told from its XML before reading.

A cell or row says how often it is repeated: thirty characters can stand for a thousand
million cells. The reading library does not tell merges in this format. Imports the
standard library, config, errors and readers.
"""

from dataclasses import dataclass
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.readers.opendocument_guard import check_opendocument
from itasearch.readers.sheets.sheet_reach import CellRange, Checked, SheetReach

_CONTENT = "content.xml"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of any spreadsheet program
_CELLS = frozenset({"table-cell", "covered-table-cell"})


@dataclass(slots=True, kw_only=True)
class _Run:
    """Equal rows or cells that stand as one element: the first one's number, and how many."""

    start: int = 0
    count: int = 0

    def follow(self, count: int) -> None:
        """Go on to the next element."""
        self.start += self.count
        self.count = count

    @property
    def last(self) -> int:
        return self.start + self.count - 1


class _ContentWatch:
    """Follows content.xml; `merges` are the merged cells by sheet."""

    def __init__(self, path: Path, limits: ReadLimits) -> None:
        self.merges: dict[str, list[CellRange]] = {}
        self._path = path
        self._limits = limits
        self._begin_sheet("")

    def _begin_sheet(self, name: str) -> None:
        self._own_merges = self.merges.setdefault(name, [])
        self._reach = SheetReach(self._path, limits=self._limits)
        self._rows = _Run()
        self._columns = _Run()
        self._held = True

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element."""
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "table":
            self._begin_sheet(told.get("name", ""))
        elif name == "table-row":
            self._rows.follow(_number(told.get("number-rows-repeated")))
            self._columns = _Run()
            self._held = True
        elif name in _CELLS:
            self._columns.follow(_number(told.get("number-columns-repeated")))
            self._held = False
            if "value-type" in told:
                self._hold()
            self._merge(told)

    def text(self, text: str) -> None:
        """Take in text: the cell it stands in is not empty."""
        if not self._held and text.strip():
            self._hold()

    def _hold(self) -> None:
        self._held = True
        self._reach.hold(self._rows.start, self._columns.start)
        self._reach.hold(self._rows.last, self._columns.last)
        # A lone cell far away is laid out from the first row on.
        far = self._rows.last >= _MOST_ROWS or self._columns.last >= _MOST_COLUMNS
        self._reach.check((self._rows.last + 1) * (self._columns.last + 1) if far else 0, 0)

    def _merge(self, told: dict[str, str]) -> None:
        height = _number(told.get("number-rows-spanned"))
        width = _number(told.get("number-columns-spanned"))
        if height > 1 or width > 1:
            row, column = self._rows.start, self._columns.start
            self._own_merges.append(((row, column), (row + height - 1, column + width - 1)))


def check_ods(path: Path, limits: ReadLimits) -> Checked:
    """Check the archive and its sheets.

    Raises:
        DamagedFileError: the archive or its XML is broken, or it asks for a password.
        LimitExceededError: it is beyond `limits`.
    """
    watch = _ContentWatch(path, limits)
    check_opendocument(path, limits=limits, watchers={_CONTENT: watch})
    return Checked(merges=watch.merges)


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 12 else 1
