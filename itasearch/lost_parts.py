"""Parts of a file that cannot be read: each costs itself, never the file.

A page, sheet, table, row or report is read within a `PartOfFile`: an exception leaves it out,
logged and named in a warning. Raised are ItaSearchError, a full disk, want of memory, and
everything where nobody collects the names (`collected`).

What a limit of reading leaves out is named by `cut_off`, for a warning too.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from itasearch.disk import IS_FULL
from itasearch.errors import ItaSearchError
from itasearch.model.source import SourceRef
from itasearch.wording.messages import SPLIT, ask_administrator, place_in_file

_MOST_NAMED = 8  # parts that a warning names; more are counted; by hand

_LONGEST_FAULT = 200  # code points of an exception in one line; by hand
_LONGEST_BEGINNING = 40  # code points by which a part without a number is named; by hand

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class LostParts:
    """Parts of a file that were not read, each once, in order."""

    names: dict[str, None] = field(default_factory=dict)  #: parts that raised
    faults: dict[str, None] = field(default_factory=dict)  #: exceptions of these, a line each
    beyond_limits: dict[str, None] = field(default_factory=dict)  #: parts that `cut_off` named

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was left out, in Thai: a sentence each for faults and for limits, where any are."""
        faults = (self._of_faults(),) if self.names else ()
        return (*faults, self.of_limits) if self.beyond_limits else faults

    @property
    def of_limits(self) -> str:
        """What the limits of reading left out, in one Thai sentence."""
        named = ", ".join(self.beyond_limits)
        return f"ไฟล์ใหญ่เกินกว่าจะอ่านทั้งหมด ไม่ได้อ่าน{named} {SPLIT}"

    def _of_faults(self) -> str:
        names = list(self.names)
        more = f" และอีก {len(names) - _MOST_NAMED:,} แห่ง" if len(names) > _MOST_NAMED else ""
        where = ", ".join(names[:_MOST_NAMED])
        return f"อ่าน{where}{more} ไม่สำเร็จ จึงไม่ได้นำเข้า โปรดเทียบกับต้นฉบับ และ{self._whom_to_ask}"

    @property
    def refusal(self) -> str:
        """Why nothing of the file is left, in one Thai sentence."""
        return f"อ่านไฟล์นี้ไม่สำเร็จ {self._whom_to_ask}"

    @property
    def _whom_to_ask(self) -> str:
        return ask_administrator(next(iter(self.faults), ""))


def cut_off(what: str) -> None:
    """Name in a warning what a limit of reading leaves out, in Thai ("แถวหลังแถวที่ 300")."""
    if (lost := _lost.get()) is not None:
        lost.beyond_limits[what] = None


_lost: ContextVar[LostParts | None] = ContextVar("lost_parts", default=None)


@contextmanager
def collected() -> Iterator[LostParts]:
    """Collect the parts that are lost from here on, in this thread."""
    lost = LostParts()
    before = _lost.set(lost)
    try:
        yield lost
    finally:
        _lost.reset(before)


class PartOfFile:
    """A part of a file while it is read: where that raises, the rest of the block is left out.

    `name` is Thai, such as "หน้า 4", or its position; `begins` gives the text of a part without a
    number.
    """

    __slots__ = ("_begins", "_name")

    def __init__(self, name: str | SourceRef, *, begins: Callable[[], str] | None = None) -> None:
        self._name = name
        self._begins = begins

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> bool:
        lost = _lost.get()
        if lost is None or not isinstance(error, Exception):
            return False
        is_full = isinstance(error, OSError) and error.errno in IS_FULL
        if is_full or isinstance(error, ItaSearchError) or wants_memory(error):
            return False
        where = self._name if isinstance(self._name, str) else place_in_file(self._name)
        if self._begins is not None:
            where += f" “{' '.join(self._begins().split())[:_LONGEST_BEGINNING]}”"
        fault = f"{type(error).__name__}: {error}".removesuffix(": ")[:_LONGEST_FAULT]
        # Of a fault that many rows share, one traceback is enough.
        known = fault in lost.faults
        _log.error("%s is left out: %s", where, fault, exc_info=None if known else error)
        lost.names[where] = lost.faults[fault] = None
        return True


def wants_memory(error: BaseException | None) -> bool:
    """Whether memory ran out, whatever a library made of that."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False
