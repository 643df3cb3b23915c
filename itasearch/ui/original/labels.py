"""Labels of the original: the panel, turning pages, the search inside it."""

from itasearch.ui.kit.labels import Label

TITLE = Label("ต้นฉบับ", "The original")
CLOSE = Label("ปิดต้นฉบับ", "Close the original")
OPEN_REPORT = Label("เปิดรายงานนี้ในคลัง", "Open this report")
ROW_GONE = Label(
    "ไม่พบแถวนี้ในคลังแล้ว รายงานอาจถูกอ่านใหม่หรือแก้ไข โปรดปิดแผงนี้แล้วค้นอีกครั้ง",
    "The library has no such row any more; its report may have been read anew or corrected."
    " Close this panel and search again",
)
LOST = Label(
    "ไฟล์ต้นฉบับหายไปจาก {path} นำไฟล์เดิมจากไฟล์สำรองกลับมาไว้ที่นั่นด้วยชื่อเดิม แล้วเปิดแผงนี้ใหม่"
    " ข้อความที่อ่านไว้แล้วยังค้นได้ครบ",
    "The original is gone from {path}. Put the same file back there from a backup, under the same"
    " name, then open this panel again. All that was read from it can still be searched",
)
CHANGED = Label(
    "ไฟล์นี้ถูกแก้ไขหลังจากที่อ่านเข้าคลัง แถวที่แสดงจึงอาจไม่ตรง หากต้องการใช้ฉบับใหม่ โปรดเพิ่มไฟล์เข้าคลัง",
    "This file was changed after it was read, so the row shown may be another one. To use it as it"
    " is now, add it to the library",
)
AS_READ = Label("แถวที่อ่านไว้", "The row as it was read")

# Turning
PAGE_OF_FILE = Label("หน้า {number} ของ {file}", "Page {number} of {file}")
PREVIOUS_PAGE = Label("หน้าก่อน", "Previous")
NEXT_PAGE = Label("หน้าถัดไป", "Next")
ZOOM_IN = Label("ขยาย", "Larger")
ZOOM_OUT = Label("ย่อ", "Smaller")
PAGE = Label("หน้า", "Page")
PART = Label("ส่วน", "Part")
JUMP = Label("ไปที่หน้า", "Go to page")
OF = Label("จาก {total:,}", "of {total:,}")
BACK_TO_ROW = Label("กลับไปที่แถว", "Back to the row")
WHERE_ON_PAGE = Label(
    "ไม่ทราบว่าแถวอยู่ตรงไหนของหน้านี้ ทราบเพียงว่าอยู่ในหน้านี้",
    "The row is on this page; where on it is not known",
)
NOT_IN_TEXT = Label(
    "หาแถวนี้ในข้อความของไฟล์ไม่พบ", "The row could not be found in the text of the file"
)
CUT = Label("ไฟล์ยาวมาก แสดงเพียง {count:,} บรรทัดแรก", "A long file: its first {count:,} lines")
OPENING = Label("กำลังเปิดต้นฉบับ…", "Opening the original…")
TEXT_OF_FILE = Label("ข้อความของ {file}", "Text of {file}")
SHEET = Label("แผ่นงาน {name}", "Sheet {name}")

# The search inside
WORDS = Label("ค้นในเอกสารนี้", "Search inside")
SEEKING = Label("กำลังค้นในเอกสาร…", "Searching the document…")
MATCH = Label("{number:,} จาก {total:,}", "{number:,} of {total:,}")
NO_MATCH = Label("ไม่พบ", "Not found")
NEXT_MATCH = Label("แห่งถัดไป", "Next place")
PREVIOUS_MATCH = Label("แห่งก่อนหน้า", "Previous place")
SEARCHED_UP_TO = Label("ค้นถึงหน้า {number:,}", "Searched up to page {number:,}")
ROWS_ONLY = Label(
    "ในหน้าที่เป็นภาพ ค้นได้เฉพาะแถวที่อ่านเป็นข้อความแล้ว",
    "On pages that are pictures only the rows that were read can be searched",
)
