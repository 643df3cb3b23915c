"""Labels of drafts, their button on other views and their documents."""

from itasearch.model.documents import Digits
from itasearch.model.drafts import ChangeKind, DocumentKind, StepKind
from itasearch.ui.kit.labels import Label

TAKE = Label("เพิ่มในแม่แบบ", "Add to template")
TAKEN = Label("อยู่ในแม่แบบแล้ว", "In the template")
TAKEN_BUT_EDITED = Label(
    "มาตรการนี้แก้ไขไว้แล้วในแม่แบบ หากต้องการนำออก โปรดไปที่หน้าแม่แบบ",
    "You edited this measure in the template; take it out there",
)
EMPTY = Label(
    "ยังไม่มีมาตรการในแม่แบบ ค้นหาหรือเปรียบเทียบ แล้วกด “เพิ่มในแม่แบบ” ที่มาตรการที่อยากนำมาใช้",
    "The template is empty: search or compare, then press “Add to template” at measures you like",
)
GO_TO_SEARCH = Label("ไปค้นหามาตรการ", "Search for measures")
GO_TO_COMPARE = Label("ไปเปรียบเทียบสองหน่วยงาน", "Compare two organisations")
GO_TO_PLAN = Label("ทำแผนปีถัดไปในครั้งเดียว", "Make next year's plan in one go")
PURPOSE = Label("ปรับมาตรการที่เลือกให้เป็นของเรา", "Make good measures your own")
TARGET_ORGANISATION = Label("หน่วยงานของเรา", "Our organisation")
TARGET_ORGANISATION_HINT = Label("พิมพ์ชื่อเต็ม หรือเลือกจากคลัง", "Type the full name, or choose")
TARGET_YEAR = Label("ปีงบประมาณ (พ.ศ.)", "Fiscal year (B.E.)")
TARGET_MISSING = Label(
    "ใส่ชื่อหน่วยงานและปีงบประมาณของเรา ชื่อและปีของต้นทางในข้อความจะเปลี่ยนตามให้",
    "Name your organisation and fiscal year: they take the place of the sources’ in the texts",
)
ROWS = Label("มาตรการในแม่แบบ ({count})", "Measures in the template ({count})")
UP = Label("ขึ้น", "Up")
DOWN = Label("ลง", "Down")
EDIT = Label("แก้ไข", "Edit")
TAKE_OUT = Label("นำออก", "Take out")
CLEAR = Label("ล้างแม่แบบ", "Empty the template")
BORROWED_FROM = Label("นำมาจาก", "Borrowed from")
NO_TITLE = Label("(ยังไม่มีชื่อมาตรการ)", "(no title yet)")
NOT_IN_FORM = Label(
    "{field} (มีในแผนมาตรการ แบบฟอร์มหกช่องไม่มีช่องนี้)",
    "{field} (in the plan; the six-column form has no such column)",
)
UNDO_EDIT = Label("คืนข้อความเดิม: {field}", "Undo: {field}")
ORIGINAL_TEXT = Label("อ่านข้อความของต้นทาง", "Read the source’s text")
DOWNLOAD = Label("ดาวน์โหลด {format}", "Download {format}")
FILE_NAMES = {
    DocumentKind.PLAN: Label("มาตรการ", "measures"),
    DocumentKind.RESULTS: Label("รายงานผล", "results"),
    DocumentKind.TABLE: Label("ตารางมาตรการ", "table"),
}
DOCUMENT = Label("เอกสาร", "Document")
DOCUMENTS = {
    DocumentKind.PLAN: Label("แผนมาตรการ", "Plan of measures"),
    DocumentKind.RESULTS: Label("รายงานผลการดำเนินการ", "Report on results"),
    DocumentKind.TABLE: Label("ตารางอย่างเดียว", "Table alone"),
}
WITH_SOURCES = Label("แนบที่มาไว้ท้ายเอกสาร", "Sources at the end of the document")
WITH_SOURCES_HELP = Label(
    "ถ้าไม่แนบ ที่มาของแต่ละแถวอยู่ในไฟล์แยก และเป็นแผ่นงานหนึ่งใน Excel",
    "Otherwise where each row comes from is a file of its own, and a sheet in Excel",
)
DIGITS = Label("ตัวเลขในเอกสาร", "Digits")
DIGIT_KINDS = {
    Digits.THAI: Label("ไทย", "Thai"),
    Digits.ARABIC: Label("อารบิก", "Arabic"),
}
FOOTER = Label("วันที่และลิงก์ท้ายกระดาษ", "Date and link in the footer")
FOOTER_HELP = Label(
    "วันที่ทำเอกสารและลิงก์ของแม่แบบนี้ อยู่สองข้างของเลขหน้าในไฟล์ Word และ Excel",
    "The day, and the link of this draft, on both sides of the page number in Word and Excel",
)
SOURCES_FILE = Label("ดาวน์โหลดที่มา (Word)", "Download sources (Word)")
SOURCES_NAME = Label("ที่มา", "sources")
LETTERHEAD = Label("หัวกระดาษของเรา", "Own letterhead")
LETTERHEAD_FILE = Label("แฟ้ม Word ที่มีช่องให้เติม", "A Word file with placeholders")
LETTERHEAD_HELP = Label(
    "พิมพ์คำในวงเล็บปีกกาลงในแฟ้ม Word ของเรา ระบบจะเติมให้เมื่อดาวน์โหลด",
    "Type the words in braces into a Word file of yours: downloads have them filled in",
)
LETTERHEAD_ALONE = Label("อยู่ในย่อหน้าของตัวเอง", "in a paragraph of its own")
PLACEHOLDER = Label("คำในแฟ้ม", "Word in the file")
MEANING = Label("สิ่งที่จะเติมให้", "What it becomes")
PLACEHOLDERS = {
    "title": Label("ชื่อเอกสาร", "title of the document"),
    "organisation": Label("ชื่อหน่วยงานของเรา", "our organisation"),
    "year": Label("ปีงบประมาณ", "fiscal year"),
    "table": Label("ตารางมาตรการ ต้องมี", "the table of measures; needed"),
    "analysis": Label("การวิเคราะห์ผล ITA ครั้งก่อน", "analysis of the last ITA result"),
    "signatures": Label("ผู้จัดทำ ผู้เห็นชอบ ผู้อนุมัติ", "lines to sign on"),
    "sources": Label("ที่มาของแต่ละแถว", "where each row comes from"),
}
SAMPLE_LETTERHEAD = Label("ดาวน์โหลดแฟ้มตัวอย่าง", "Download a sample")
SAMPLE_NAME = Label("ตัวอย่างหัวกระดาษ.docx", "sample letterhead.docx")
LETTERHEAD_USED = Label("ไฟล์ Word จะใช้หัวกระดาษ {name}", "Word files are made on {name}")
LETTERHEAD_BAD = Label("ใช้หัวกระดาษ {name} ไม่ได้: {why}", "{name} cannot be filled in: {why}")
PREVIEW = Label("ตัวอย่างไฟล์ที่จะได้", "What the file will say")

OTHER_DRAFTS = Label("แม่แบบอื่น ({count})", "Other drafts ({count})")
MADE_BY = Label("โดย {maker}", "by {maker}")
DRAFT_LINE = Label("{name} · {count} มาตรการ", "{name} · {count:measures}")
DRAFT_LINE_BY = Label(
    "{name} · โดย {maker} · {count} มาตรการ", "{name} · by {maker} · {count:measures}"
)
MANAGE = Label("จัดการแม่แบบ", "Manage drafts")
DRAFT_NAME = Label("ชื่อแม่แบบ", "Name of this draft")
MAKER = Label("ชื่อผู้จัดทำ", "Made by")
MAKER_HELP = Label(
    "จำไว้ในเบราว์เซอร์นี้เท่านั้น ยังไม่มีการเข้าสู่ระบบ ทุกคนที่เปิดระบบนี้ได้จะเห็นและแก้แม่แบบได้",
    "Remembered in this browser only. Nobody signs in: all who open this app can edit drafts",
)
LINK_HELP = Label(
    "ที่อยู่ของหน้านี้เปิดแม่แบบนี้โดยตรง คัดลอกไปส่งให้ผู้ร่วมงานได้",
    "The address of this page opens this draft: send it to those you work with",
)
NEW_DRAFT = Label("แม่แบบใหม่", "New draft")
COPY_DRAFT = Label("ทำสำเนา", "Copy")
COPY_NAME = Label("สำเนาของ {name}", "Copy of {name}")
DELETE_DRAFT = Label("ลบแม่แบบ", "Delete")
DELETED = Label("ลบแม่แบบ “{name}” แล้ว", "Deleted “{name}”")
BRING_BACK = Label("นำกลับคืน", "Bring back")
NO_SUCH_DRAFT = Label(
    "ไม่พบแม่แบบนี้ อาจถูกลบไปแล้ว เลือกแม่แบบอื่นหรือเริ่มใหม่ได้",
    "There is no such draft, it may be deleted. Choose another or begin anew",
)
CHOOSE_DRAFT = Label("เลือกแม่แบบที่จะทำต่อ", "Choose a draft to go on with")
UNDO = Label("เลิกทำ: {step}", "Undo: {step}")
REDO = Label("ทำซ้ำ: {step}", "Redo: {step}")
NOTHING_TO_REDO = Label("ทำซ้ำ", "Redo")
STEP_GONE = Label(
    "มีผู้แก้แม่แบบนี้ระหว่างนี้ โปรดดูรายการล่าสุดแล้วกดอีกครั้ง",
    "Somebody changed this draft meanwhile: look at the newest step and press again",
)
ROW_GONE = Label(
    "แถวนี้ไม่อยู่ในแม่แบบแล้ว อาจมีผู้นำออกหรือรวมกับแถวอื่นระหว่างนี้",
    "This row is no longer in the draft: somebody took it out or merged it meanwhile",
)
STEPS = {
    StepKind.ADD: Label("เพิ่ม {count} มาตรการ", "add {count:measures}"),
    StepKind.REMOVE: Label("นำออก “{subject}”", "take out “{subject}”"),
    StepKind.CLEAR: Label("ล้างแม่แบบ", "empty the draft"),
    StepKind.MOVE: Label("ย้ายลำดับ", "move a row"),
    StepKind.EDIT: Label("แก้{field} “{subject}”", "edit {field} of “{subject}”"),
    StepKind.UNEDIT: Label("คืนข้อความ{field} “{subject}”", "put back {field} of “{subject}”"),
    StepKind.DECIDE: Label("ตัดสินใจใน{field} “{subject}”", "decide in {field} of “{subject}”"),
    StepKind.MERGE: Label("รวมแถว “{subject}”", "merge “{subject}”"),
    StepKind.SPLIT: Label("แยกแถว “{subject}”", "split “{subject}”"),
    StepKind.TARGET: Label("เปลี่ยนหน่วยงานหรือปี", "change organisation or year"),
    StepKind.OPTIONS: Label("เปลี่ยนชื่อหรือการตั้งค่า", "change name or settings"),
}
KEEP_RESULTS = Label(
    "แสดงผลการดำเนินการของต้นทางไว้เป็นตัวอย่าง", "Show the sources’ results as examples"
)
GROUPED = Label("จัดกลุ่มตามตัวชี้วัด ITA", "Group by ITA indicator")
NO_INDICATOR = Label("ไม่ทราบตัวชี้วัด", "Indicator unknown")
GROUP = Label("ตัวชี้วัดที่ {name} ({count})", "Indicator {name} ({count})")
LEFT = Label(
    "เหลือช่องว่าง {blanks} แห่ง คำถาม {questions} ข้อ", "{blanks:blanks} and {questions:questions} left"
)
LEFT_CELLS = Label("ช่องตารางที่ยังไม่กรอก {cells} ช่อง", "{cells:cells} to be filled in")
BLANKS_SHORT = Label("ช่องว่าง {count}", "Blanks: {count}")
QUESTIONS_SHORT = Label("คำถาม {count}", "Questions: {count}")
CHANGED_SHORT = Label("ปรับแล้ว {count} จุด", "Changes: {count}")
EDITED_SHORT = Label("เขียนเอง: {fields}", "Own text: {fields}")
MERGED_FROM = Label("รวมจาก {count} มาตรการ", "Merged of {count:measures}")
FOUND_BY = Label("พบด้วยคำค้น “{text}”", "Found by “{text}”")
COPIED = Label("ยังเหมือนของ{whose} {percent}%", "{percent}% as in {whose}")
COPIED_HELP = Label(
    "ป้าย “ยังเหมือนของ…” บอกว่าข้อความยังตรงกับต้นทางหรือต่างเพียงชื่อและปี "
    "เมื่อข้อความราวหนึ่งในหกเป็นของเราเอง ป้ายจะหายไป",
    "“…% as in …” says that a text is still the source’s but for names and years; "
    "it goes when about a sixth of the text is your own",
)
COPIED_BY = Label(
    "{count} หน่วยงานใช้ข้อความเดียวกัน: {towns}", "{count} organisations use the same text: {towns}"
)
NOT_THERE = Label("ยังไม่มี: {parts}", "Still missing: {parts}")
PAGE = Label("แถวที่ {first}–{last}", "Rows {first}–{last}")
CHANGE_KINDS = {
    ChangeKind.NAME: Label("ชื่อ", "name"),
    ChangeKind.KIND: Label("ประเภท", "kind"),
    ChangeKind.PLACE: Label("ที่ตั้ง", "place"),
    ChangeKind.YEAR: Label("ปี", "year"),
    ChangeKind.DATE: Label("วันที่", "date"),
    ChangeKind.CONTACT: Label("ติดต่อ", "contact"),
    ChangeKind.PERSON: Label("บุคคล", "person"),
    ChangeKind.ORDER: Label("เลขที่", "number"),
    ChangeKind.SCORE: Label("คะแนน", "score"),
    ChangeKind.OUTLINE: Label("เลขข้อ", "item number"),
}
KEPT = Label("คงตามต้นฉบับ", "kept as in the source")
MAKE_AGAIN = Label("กดเพื่อเปลี่ยนเป็น {new}", "Press to change it to {new}")
TAKE_BACK = Label("กดเพื่อคืนเป็น {old}", "Press to put back {old}")
CHECKED = Label("ตรวจแล้ว", "Checked")
MARKED = Label(
    "จุดที่ปรับให้แล้ว กดเพื่อคืนคำเดิม กดอีกครั้งเพื่อปรับใหม่",
    "What was changed: press it to put the old words back, again to change it",
)
EXAMPLE = Label("ตัวอย่างผลของต้นทาง เขียนผลของเราแทน", "The source’s, as an example: write your own")
OWN_RESULT = Label("เว้นไว้ให้กรอกผลของเรา", "Left for our own result")
MORE_OF_ROW = Label("ย้าย รวม หรือแยกแถวนี้", "Move, merge or split this row")
MOVE_TO = Label("ย้ายไปลำดับที่", "Move to place")
MERGE_WITH = Label("รวมกับแถว", "Merge with row")
MERGE_HINT = Label("เลือกแถวที่จะรวมเข้ามา", "Choose the row to merge in")
MERGE = Label("รวมเป็นแถวเดียว", "Merge into one row")
SPLIT = Label("แยกกลับเป็น {count} แถว", "Split back into {count:rows}")
SHARE = Label("แบ่งปัน", "Share")
SHARE_HELP = Label(
    "ผู้ที่เข้าสู่ระบบแล้วเปิดลิงก์ จะเห็นแม่แบบนี้ในรายการของตน ลิงก์แสดงเพียงครั้งเดียว",
    "Whoever signs in and opens the link has this draft among their own. The link is shown once.",
)
SHARE_TO_READ = Label("ลิงก์สำหรับอ่าน", "Link to read")
SHARE_TO_WRITE = Label("ลิงก์สำหรับแก้ไข", "Link to write")
SHARED_TO_READ = Label(
    "อ่าน · สร้างเมื่อ {when} · เปิดแล้ว {count} คน", "to read · made {when} · opened by {count:users}"
)
SHARED_TO_WRITE = Label(
    "แก้ไข · สร้างเมื่อ {when} · เปิดแล้ว {count} คน", "to write · made {when} · opened by {count:users}"
)
TAKE_BACK = Label("ยกเลิกลิงก์", "Take back")
ONLY_TO_READ = Label(
    "แม่แบบนี้เป็นของผู้อื่น แบ่งปันให้อ่าน ถ้าจะแก้ไข โปรดทำสำเนา",
    "This draft is another person's, shared to be read. To change it, make a copy.",
)
SIGN_IN_TO_OPEN = Label("โปรดเข้าสู่ระบบ แล้วเปิดลิงก์นี้อีกครั้ง", "Sign in, then open this link again.")
SHARE_GONE = Label(
    "ลิงก์นี้เปิดแม่แบบไม่ได้แล้ว โปรดขอลิงก์ใหม่จากผู้ทำแม่แบบ",
    "This link opens no draft any more; ask its maker for a new one.",
)
