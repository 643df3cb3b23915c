"""Whose something is, which file it is in and its place there, as text."""

import re
from collections.abc import Callable

from itasearch.model.marks import mark_of
from itasearch.model.records import Organisation
from itasearch.model.source import SourceRef

_OWN_COPY = re.compile(r"^corpus/added/[0-9a-f]{12}-(?=.)")
"""Prefix of the copies that the library keeps of added files."""


def owner_text(organisation: Organisation, *, reworded: bool, province: str = " จังหวัด{}") -> str:
    """An organisation's name with its province, and the mark of a report that is not its own.

    Args:
        organisation: whose.
        reworded: see model.marks.mark_of.
        province: how a known province is appended; "{}" is its name.
    """
    place = province.format(organisation.province) if organisation.province else ""
    return organisation.name + place + mark_text(organisation, reworded=reworded)


def mark_text(organisation: Organisation | None, *, reworded: bool) -> str:
    """The mark of a report that is not the organisation's own, to append to its name, or ""."""
    mark = mark_of(organisation, reworded=reworded)
    return f" ({mark})" if mark else ""


def file_text(path: str) -> str:
    """A file by the name the person knows, also for the copy in the library."""
    return _OWN_COPY.sub("", path)


def place_text(source: SourceRef, *, number: Callable[[int], str] = str) -> str:
    """Sheet, page, table, row and line as far as they are known; "" where none is.

    Args:
        number: how numbers are printed; a sheet's name stays as it is.
    """
    numbers = (
        ("หน้า", source.page_number),
        ("ตาราง", source.table_number),
        ("แถว", source.row_number),
        ("บรรทัด", source.line_number),
    )
    found = [f"{label} {number(value)}" for label, value in numbers if value is not None]
    return " ".join([f"แผ่นงาน {source.sheet}", *found] if source.sheet else found)
