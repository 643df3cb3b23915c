"""Columns of the documents that are handed in: which fields, under which headers, how wide.

The headers are the official ones (FY 2565/66 wording). Imports model only.
"""

from itasearch.model.template import OFFICIAL_FIELDS, DocumentKind

HEADERS = {
    "title": "มาตรการ/แนวทาง",
    "steps": "ขั้นตอนหรือวิธีการปฏิบัติ",
    "timeframe": "ระยะเวลาดำเนินการ",
    "responsible": "หน่วยงานรับผิดชอบ",
    "follow_up": "การกำกับติดตามและรายงานผล",
    "results": "สรุปผลการดำเนินการตามมาตรการ",
    "outcomes": "ผลลัพธ์หรือความสำเร็จของการดำเนินการ",
}
"""The official header of each field that a document may show."""

_PLAN_FIELDS = ("title", "steps", "timeframe", "responsible", "follow_up")
_PLAN_SHARES = (0.21, 0.32, 0.14, 0.14, 0.19)
_OFFICIAL_SHARES = (0.17, 0.25, 0.12, 0.12, 0.17, 0.17)


def fields_of(kind: DocumentKind) -> tuple[str, ...]:
    """The fields that a document shows, in the order of its columns."""
    return _PLAN_FIELDS if kind is DocumentKind.PLAN else OFFICIAL_FIELDS


def shares_of(kind: DocumentKind) -> tuple[float, ...]:
    """Each column's share of the page."""
    return _PLAN_SHARES if kind is DocumentKind.PLAN else _OFFICIAL_SHARES
