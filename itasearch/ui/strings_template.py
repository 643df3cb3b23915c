"""Labels of the basket and of the view แม่แบบ, in Thai and English. Imports strings only."""

from itasearch.ui.strings import Label

TAKE = Label("เพิ่มในแม่แบบ", "Add to template")
TAKEN = Label("อยู่ในแม่แบบแล้ว", "In the template")
TAKEN_AND_EDITED = Label(
    "มาตรการนี้แก้ไขไว้แล้วในแม่แบบ หากต้องการนำออก โปรดไปที่หน้าแม่แบบ",
    "You edited this measure in the template; take it out there",
)
EMPTY = Label(
    "ยังไม่มีมาตรการในแม่แบบ ค้นหาหรือเปรียบเทียบ แล้วกด “เพิ่มในแม่แบบ” ที่มาตรการที่อยากนำมาใช้",
    "The template is empty: search or compare, then press “Add to template” at measures you like",
)
GO_TO_SEARCH = Label("ไปค้นหามาตรการ", "Search for measures")
GO_TO_COMPARE = Label("ไปเปรียบเทียบสองหน่วยงาน", "Compare two organisations")
PURPOSE = Label("ปรับมาตรการที่เลือกให้เป็นของเรา", "Make good measures your own")
TARGET_ORGANISATION = Label("หน่วยงานของเรา", "Our organisation")
TARGET_ORGANISATION_HINT = Label("พิมพ์ชื่อเต็ม หรือเลือกจากคลัง", "Type the full name, or choose")
TARGET_YEAR = Label("ปีงบประมาณ (พ.ศ.)", "Fiscal year (B.E.)")
TARGET_YEAR_HINT = Label("เลือกปี", "Choose a year")
TARGET_MISSING = Label(
    "ใส่ชื่อหน่วยงานและปีงบประมาณของเรา ชื่อและปีของต้นทางในข้อความจะเปลี่ยนตามให้",
    "Name your organisation and fiscal year: they take the place of the sources’ in the texts",
)
ROWS = Label("มาตรการในแม่แบบ ({count})", "Measures in the template ({count})")
UP = Label("ขึ้น", "Up")
DOWN = Label("ลง", "Down")
EDIT = Label("แก้ไข", "Edit")
EDIT_DONE = Label("เสร็จแล้ว", "Done")
TAKE_OUT = Label("นำออก", "Take out")
TAKE_OUT_CONFIRM = Label(
    "ข้อความที่แก้ไขไว้ในมาตรการนี้จะหายไป ต้องการนำออกจากแม่แบบหรือไม่",
    "What you wrote in this measure will be lost. Take it out of the template?",
)
CLEAR = Label("ล้างแม่แบบ", "Empty the template")
CLEAR_CONFIRM = Label(
    "ต้องการนำทั้ง {count} มาตรการออกจากแม่แบบ พร้อมข้อความที่แก้ไขไว้หรือไม่",
    "Take all {count} measures out of the template, with all you wrote?",
)
BORROWED_FROM = Label("นำมาจาก", "Borrowed from")
REMARK = Label("หมายเหตุ: {text}", "Note: {text}")
NO_TITLE = Label("(ยังไม่มีชื่อมาตรการ)", "(no title yet)")
NOT_IN_FORM = Label(
    "{field} (แบบฟอร์มหกช่องไม่มีช่องนี้ จึงไม่อยู่ในไฟล์)",
    "{field} (the six-column form has no such column: not in the file)",
)
UNDO_EDIT = Label("คืนข้อความเดิม: {field}", "Undo: {field}")
ORIGINAL_TEXT = Label("อ่านข้อความของต้นทาง", "Read the source’s text")
DOWNLOAD = Label("ดาวน์โหลด {format}", "Download {format}")
FILE_NAME = Label("มาตรการ", "measures")
PREVIEW = Label("ตัวอย่างไฟล์ที่จะได้", "What the file will say")
