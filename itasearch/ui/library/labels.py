"""Labels of uploads to a shared library, and of what people could not find."""

from itasearch.ui.kit.labels import Label

NEW = Label("ใหม่", "New")
UPLOAD_WAITING = Label("รออ่าน", "Waiting")
UPLOAD_TAKEN = Label("กำลังอ่าน", "Being read")
UPLOAD_DONE = Label("อ่านแล้ว", "Read")
UPLOADS_OPEN = Label(
    "รออ่าน {waiting} · กำลังอ่าน {taken} · ปิดหน้านี้ได้ ไฟล์ที่ส่งแล้วไม่หาย",
    "{waiting} waiting · {taken} being read · this page may be closed: what was sent is kept",
)
UPLOAD_NOT_QUEUED = Label(
    "สาเหตุ: {cause} ไฟล์ที่เลือกไว้ยังอยู่ กด “เพิ่ม” อีกครั้งได้ ถ้ายังไม่สำเร็จ โปรดแจ้งผู้ดูแลระบบ",
    "Cause: {cause}. The chosen files are kept: try again, or ask the administrator",
)

NOT_FOUND = Label("สิ่งที่คนค้นแล้วไม่พบ", "What people did not find")
NOT_FOUND_HELP = Label(
    "เก็บไว้ในคลังนี้เท่านั้น ไม่ส่งออกไปที่ใด และไม่เก็บว่าใครค้น ลบทั้งหมดได้ด้วยคำสั่ง itasearch judgements --clear",
    "Kept in this library only, sent nowhere, and without who searched."
    " The command itasearch judgements --clear deletes all of it",
)
MARKS = Label("ผลที่ผู้ค้นทำเครื่องหมาย", "Hits that people marked")
EXPORT_MARKS = Label("ดาวน์โหลดเครื่องหมายทั้งหมด", "Download all marks")
EXPORT_MARKS_HELP = Label(
    "ไฟล์ ZIP มีคำถามและผลที่ทำเครื่องหมายไว้ ใช้วัดคุณภาพการค้นด้วยคำสั่ง itasearch eval",
    "A ZIP of the questions and their marked hits, with which itasearch eval measures the search",
)
UNANSWERED = Label("คำถามที่ไม่พบคำตอบ", "Questions without an answer")
TURNED_DOWN = Label("ผลที่ผู้ค้นบอกว่าไม่ใช่", "Hits that were not what was sought")
QUESTION = Label("คำถาม", "Question")
TIMES = Label("จำนวนครั้ง", "Times")
TIMES_COUNT = Label("{count:,} ครั้ง", "{count:,times}")
LAST = Label("ครั้งล่าสุด", "Last")
HIT = Label("มาตรการที่ไม่ใช่", "Measure turned down")
MARKED = Label("ทำเครื่องหมายเมื่อ", "Marked")
