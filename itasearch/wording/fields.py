"""Names of a measure's fields, as labels and column headers show them."""

from collections.abc import Mapping

FIELD_NAMES: Mapping[str, tuple[str, str]] = {
    "title": ("มาตรการ", "Measure"),
    "steps": ("ขั้นตอนหรือวิธีการปฏิบัติ", "Steps"),
    "timeframe": ("ระยะเวลาดำเนินการ", "Timeframe"),
    "responsible": ("หน่วยงานรับผิดชอบ", "Responsible unit"),
    "follow_up": ("การกำกับติดตาม", "Follow-up"),
    "results": ("ผลการดำเนินการ", "Results"),
    "outcomes": ("ผลลัพธ์หรือความสำเร็จ", "Outcomes"),
    "problems": ("ปัญหาและอุปสรรค", "Problems"),
    "recommendations": ("ข้อเสนอแนะ", "Recommendations"),
    "budget": ("งบประมาณ", "Budget"),
    "evidence": ("หลักฐาน/หมายเหตุ", "Evidence and notes"),
    "row": ("ทั้งแถว", "Whole row"),
}
"""Thai and English name by field: records.TEXT_FIELDS, and "row" for the whole measure."""
