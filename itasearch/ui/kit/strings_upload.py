"""Labels of a batch on its way into the library: how far it is, and why it failed.

Imports its neighbour strings only.
"""

from itasearch.ui.kit.strings import Label

PAGES_READ = Label(
    "อ่านครบ {total} หน้าแล้ว กำลังแยกมาตรการและจัดเก็บ…: {name}",
    "All {total} pages read; taking out the measures and storing…: {name}",
)
SECONDS_PASSED = Label("ทำมาแล้ว {count} วินาที", "Going on for {count} seconds")
LIST_FILLING = Label(
    "กำลังเพิ่มไฟล์ รายงานจะแสดงที่นี่เมื่อเพิ่มเสร็จ", "Files are being added; the reports show here then"
)
UPLOAD_FAILED = Label("เพิ่มไฟล์ไม่สำเร็จ: {names}", "Files could not be added: {names}")
UPLOAD_CAUSE = Label(
    "สาเหตุ: {cause} ไฟล์ที่เลือกไว้ยังอยู่ กด “ลองอีกครั้ง” ได้ ถ้ายังไม่สำเร็จ โปรดแจ้งผู้ดูแลระบบ",
    "Cause: {cause}. The chosen files are kept: try again, or ask the administrator",
)
UPLOAD_AGAIN = Label("ลองอีกครั้ง ({count} ไฟล์)", "Try again ({count} files)")
