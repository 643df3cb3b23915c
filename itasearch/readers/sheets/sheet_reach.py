"""How far the cells of a sheet reach, and what a look at a workbook told.

The reading library lays a sheet out as one dense block, so two cells far apart
cost all that lies between. Imports the standard library, config and errors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from itasearch.config import ReadLimits
from itasearch.errors import LimitExceededError

CellRange: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merge as (row, column) of the sheet, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a look at a workbook told.

    Attributes:
        warnings: what a person should know.
        merges: merged cells by sheet, in formats whose library does not tell them.
    """

    warnings: tuple[str, ...] = ()
    merges: Mapping[str, Sequence[CellRange]] = field(default_factory=dict)


class SheetReach:
    """The block that holds all cells of one sheet that were told; raises when it is too large."""

    def __init__(self, path: Path, *, limits: ReadLimits) -> None:
        self._path = path
        self._limits = limits
        self._rows: tuple[int, int] | None = None
        self._columns: tuple[int, int] | None = None

    def hold(self, row: int, column: int) -> None:
        """Take in a cell with a value.

        Raises:
            LimitExceededError: the block now has more cells than allowed.
        """
        self._rows = _widened(self._rows, row)
        self._columns = _widened(self._columns, column)
        height = self._rows[1] - self._rows[0] + 1
        width = self._columns[1] - self._columns[0] + 1
        self.check(height * width, self._limits.cells)

    def check(self, cells: int, allowed: int) -> None:
        """Raise LimitExceededError if `cells` are more than `allowed`."""
        if cells > allowed:
            raise LimitExceededError(
                path=str(self._path),
                reason=f"แผ่นงานมีข้อมูลกระจายถึง {cells:,} ช่อง อ่านได้ไม่เกิน {self._limits.cells:,} ช่อง "
                "โปรดลบข้อมูลที่อยู่ไกลจากตารางแล้วบันทึกใหม่",
            )


def _widened(span: tuple[int, int] | None, place: int) -> tuple[int, int]:
    return (place, place) if span is None else (min(span[0], place), max(span[1], place))
