"""How far the sheets of an XLS reach, and whether it is locked, told from its records.

A workbook of Excel 97–2003 is a row of records, each its kind, its length and its bytes.
Kinds as in [MS-XLS] 2.3. Imports the standard library, olefile, config, errors, model
and readers.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from olefile import OleFileIO

from itasearch.config import ReadLimits
from itasearch.errors import DamagedFileError
from itasearch.model.reasons import PASSWORD, broken
from itasearch.readers.container_faults import NOT_OLE
from itasearch.readers.sheets.sheet_reach import Checked, SheetReach

_STREAMS = ("Workbook", "Book")
_HEAD = struct.Struct("<HH")
_BEGIN, _LOCKED = frozenset({0x0009, 0x0209, 0x0409, 0x0809}), 0x002F
_LABELS = frozenset({0x00FD, 0x0204, 0x0004, 0x00D6})
_NUMBERS = frozenset({0x0203, 0x0003, 0x027E, 0x007E, 0x0002})
_OTHERS = frozenset({0x0006, 0x0206, 0x0406, 0x0205, 0x0005})  # formulas, truths and errors
_ONE_CELL = _LABELS | _NUMBERS | _OTHERS
_MANY_CELLS = 0x00BD


def check_xls(path: Path, limits: ReadLimits) -> Checked:
    """Check the sheets.

    Raises:
        DamagedFileError: it is broken, or asks for a password.
        LimitExceededError: it is beyond `limits`.
    """
    try:
        with OleFileIO(str(path)) as ole:
            name = next(name for name in _STREAMS if ole.exists(name))
            data: bytes = ole.openstream(name).read()
    except (*NOT_OLE, StopIteration) as error:
        raise DamagedFileError(path=str(path), reason=broken()) from error
    reach = SheetReach(path, limits=limits)
    for kind, body in _records(data):
        if kind in _BEGIN:
            reach = SheetReach(path, limits=limits)
        elif kind == _LOCKED:
            raise DamagedFileError(path=str(path), reason=PASSWORD)
        elif kind in _ONE_CELL and len(body) >= 4:
            reach.hold(*struct.unpack_from("<HH", body))
        elif kind == _MANY_CELLS and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            reach.hold(row, column)
            reach.hold(row, struct.unpack_from("<H", body, len(body) - 2)[0])
    return Checked()


def _records(data: bytes) -> Iterator[tuple[int, memoryview]]:
    view = memoryview(data)
    place = 0
    while place + _HEAD.size <= len(data):
        kind, length = _HEAD.unpack_from(data, place)
        place += _HEAD.size
        yield kind, view[place : place + length]
        place += length
