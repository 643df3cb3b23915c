"""Tables of labels and values: a measure written downwards, its headers in the first column.

One table may hold one measure or several below each other; the first row may name the two
columns (หัวข้อ, รายละเอียด). Where the title stands on the line above the table, it comes
from there. Imports the domain and its neighbours.
"""

import re
from collections.abc import Sequence

from itasearch.domain.headers import header_key
from itasearch.extract.rows.cells import looks_like_counter
from itasearch.text.thai.normalize import arabic_digits

_LABELS = frozenset(
    map(
        header_key, ("หัวข้อ", "รายการ", "ประเด็น", "ข้อมูล", "เรื่อง", "หัวเรื่อง", "ส่วนประกอบ", "ที่", "ลำดับ")
    )
)
_VALUES = frozenset(
    map(
        header_key,
        (
            "รายละเอียด",
            "ข้อมูล",
            "เนื้อหา",
            "คำอธิบาย",
            "รายละเอียดการดำเนินการ",
            "รายละเอียดมาตรการ",
            "หัวข้อ",
            "รายการ",
        ),
    )
)

Cells = tuple[str, ...]


def label_column(rows: Sequence[Cells]) -> int:
    """The column of labels: the first, or the second where the first only counts."""
    counted = all(looks_like_counter(row[0]) for row in rows if row[0].strip())
    return 1 if counted and len(rows[0]) > 2 and any(row[0].strip() for row in rows) else 0


def names_columns(row: Cells) -> bool:
    """Whether a row only says which column is which: หัวข้อ | รายละเอียด."""
    keys = [header_key(cell) for cell in row if cell.strip()]
    return len(keys) >= 2 and keys[0] in _LABELS and all(key in _VALUES for key in keys[1:])


def record_starts(labels: Sequence[str]) -> list[int]:
    """Where each record of a column of labels begins: at every row labelled as the first is."""
    keys = [re.sub(r"\d+", "", arabic_digits(header_key(label))) for label in labels]
    return [index for index, key in enumerate(keys) if key == keys[0]] if keys[0] else [0]
