"""Where something stands in a file, in words for a column of sources. Imports model only."""

from collections.abc import Callable

from itasearch.model.source import SourceRef


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
    told = [f"{label} {number(value)}" for label, value in numbers if value is not None]
    return " ".join([f"แผ่นงาน {source.sheet}", *told] if source.sheet else told)
