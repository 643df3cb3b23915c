"""Labels of the review of a report and its corrections."""

from itasearch.ui.kit.labels import Label

# How well a report was read
COMPLETENESS = Label(
    "อ่านข้อความในตารางได้ {percent} %", "{percent} % of the tables’ text was taken in"
)
COLUMN_COMPLETENESS = Label("อ่านได้ครบ", "Text taken in")
MEDIA_PDF = Label("ไฟล์ PDF", "PDF")
MEDIA_PICTURE = Label("ภาพสแกนหรือภาพถ่าย", "Scan or photograph")
MEDIA_OTHER = Label("ไฟล์ข้อความ", "Text file")
_OPENDOCUMENT = "application/vnd.oasis.opendocument"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
MEDIA_LABELS = {
    "application/pdf": MEDIA_PDF,
    "application/msword": Label("Word รุ่นเก่า (.doc)", "Old Word (.doc)"),
    "application/vnd.ms-word.2003+xml": Label("Word 2003 XML", "Word 2003 XML"),
    f"{_OPEN_XML}.wordprocessingml.document": Label("Word", "Word"),
    "application/rtf": Label("RTF", "RTF"),
    "application/vnd.ms-excel": Label("Excel รุ่นเก่า (.xls)", "Old Excel (.xls)"),
    "application/vnd.ms-excel.2003+xml": Label("Excel 2003 XML", "Excel 2003 XML"),
    f"{_OPEN_XML}.spreadsheetml.sheet": Label("Excel", "Excel"),
    f"{_OPENDOCUMENT}.text": Label("OpenDocument (.odt)", "OpenDocument (.odt)"),
    f"{_OPENDOCUMENT}.spreadsheet": Label("OpenDocument (.ods)", "OpenDocument (.ods)"),
    "text/html": Label("หน้าเว็บ (HTML)", "Web page (HTML)"),
    "text/markdown": Label("Markdown", "Markdown"),
    "text/csv": Label("ตาราง CSV", "CSV table"),
    "text/tab-separated-values": Label("ตาราง TSV", "TSV table"),
}
"""What officers call each kind of file, by its media type; pictures are those of type image/."""

CHECK = Label("ตรวจและแก้ไข", "Check and correct")
BACK_TO_REPORT = Label("กลับไปอ่านรายงาน", "Back to the report")
ONLY_DOUBTFUL = Label("เฉพาะที่รอตรวจ", "Only those waiting for review")
ALL_WAITING = Label("ดูที่รอตรวจทั้งหมด ({count:,})", "All that wait ({count:,})")
NOTHING_WAITS = Label("ไม่มีรายงานที่รอตรวจ", "No report waits for review")

# What is doubtful, in plain words
DOUBTS = Label("โปรดตรวจ ({count})", "Please check ({count})")
NO_DOUBTS = Label("ไม่มีเรื่องที่ต้องตรวจ", "Nothing is left to check")
CONFIRM = Label("ตรวจแล้ว ถูกต้อง", "Checked: it is right")
CONFIRMED = Label("บันทึกแล้วว่าถูกต้อง", "Noted as right")
NO_ORGANISATION = Label("ไม่พบชื่อหน่วยงานในไฟล์", "The file does not say whose it is")
DOUBTFUL_ORGANISATION = Label(
    "ชื่อหน่วยงานอ่านได้เป็น “{name}” แต่ยังไม่แน่ชัด เพราะชื่อในไฟล์อ่านได้ไม่ตรงกันหรือไม่ชัด",
    "The organisation reads “{name}”, but the file’s names disagree or are unclear",
)
NO_YEAR = Label("ไม่พบปีงบประมาณในไฟล์", "The file does not say its fiscal year")
DOUBTFUL_YEAR = Label(
    "ปีงบประมาณอ่านได้เป็น {year} แต่ยังไม่แน่ชัด", "The fiscal year reads {year}, but not surely"
)
DOUBTFUL_YEAR_PICTURE = Label(
    "ปีงบประมาณอ่านได้เป็น {year} แต่ตัวเลขในภาพอาจอ่านผิด โปรดเทียบกับภาพของหน้า",
    "The fiscal year reads {year}, but a digit of the picture may be misread",
)
DOUBTFUL_COLUMNS = Label("มีคอลัมน์ที่ไม่แน่ใจว่าเป็นข้อมูลช่องใด", "It is not sure which field a column holds")
DOUBTFUL_COMPLETENESS = Label(
    "อ่านข้อความในตารางได้เพียง {percent} % โปรดดูว่ามีแถวหรือข้อความใดขาดไป",
    "Only {percent} % of the tables’ text was taken in: see which row or text is missing",
)
DOUBTFUL_COMPLETENESS_UNKNOWN = Label(
    "อาจมีมาตรการหรือข้อความที่อ่านขาดหรืออ่านผิดที่ โปรดเทียบกับต้นฉบับ",
    "Measures or text may be missing or in the wrong place: compare the original",
)
DOUBTFUL_READING = Label(
    "ไฟล์อ่านได้ไม่ชัด ข้อความอาจผิดบางคำ โปรดเทียบกับต้นฉบับ",
    "The file could not be read well: compare its words with the original",
)
DOUBTFUL_CONVERTED = Label(
    "ไฟล์ถูกแปลงด้วย LibreOffice ก่อนอ่าน รูปตารางอาจเสีย โปรดเทียบกับต้นฉบับ",
    "LibreOffice converted the file; tables may have suffered: compare the original",
)

# Rows and their pages
COLUMNS = Label("ความหมายของคอลัมน์ ({count})", "Meaning of the columns ({count})")
COLUMN_SAMPLE = Label("ตัวอย่างข้อความ: {text}", "Example: {text}")
COLUMN_EMPTY = Label("(ทุกช่องว่าง)", "(all cells are empty)")
COLUMN_NAMELESS = Label("(ไม่มีหัวคอลัมน์)", "(no header)")
COLUMN_UNUSED = Label("ไม่อยู่ในช่องใด", "In no field")
ROWS_OF_PAGE = Label("แถวจากหน้า {number} ({count:,})", "Rows of page {number} ({count:,})")
ROWS = Label("แถวที่อ่านได้ ({count:,})", "Rows as read ({count:,})")
NO_ROWS_ON_PAGE = Label(
    "ไม่มีมาตรการที่เริ่มในหน้านี้ หากในภาพมี แสดงว่าอ่านไม่ได้ โปรดเทียบกับแถวของหน้าก่อน",
    "No measure begins on this page. If the picture shows one, it was not read",
)
EDIT_ROW = Label("แก้ไขแถวนี้", "Correct this row")
ROW_CHANGED = Label("แก้แล้ว", "Corrected")
ROW_DOUBTFUL = Label("คำที่ควรตรวจ {count} คำ", "Words to check: {count}")
DOUBTFUL_WORDS = Label("อ่านจากภาพได้ไม่ชัด", "Not read surely from the picture")
OTHER_FIELDS = Label("ช่องที่ยังว่าง", "Empty fields")
NUMBER = Label("เลขที่", "Number")
INDICATOR = Label("ตัวชี้วัดที่รายงานระบุ", "Indicator that the report states")
NO_INDICATOR = Label("ไม่ระบุ", "None")
AS_READ = Label("อ่านจากไฟล์ได้ว่า: {text}", "As read from the file: {text}")
AS_READ_EMPTY = Label("อ่านจากไฟล์ได้เป็นช่องว่าง", "Read from the file as empty")
TITLE_NEEDED = Label(
    "แถวต้องมีชื่อมาตรการ หากไม่ใช่มาตรการ กด “ไม่ใช่มาตรการ”",
    "A row needs its measure; if it is none, press “No measure”",
)
JOIN = Label("รวมกับแถวก่อนหน้า", "Join with the row above")
SPLIT = Label("แยกเป็นสองแถว", "Split in two")
DROP = Label("ไม่ใช่มาตรการ", "No measure")
SPLIT_HELP = Label(
    "เลือกว่าแต่ละช่อง ข้อความตั้งแต่บรรทัดใดเป็นของแถวใหม่ หากข้อความยังเป็นบรรทัดเดียว ให้ขึ้นบรรทัดใหม่ในช่องนั้นก่อน",
    "Choose from which line on each field belongs to the new row. If a text is one line still,"
    " break it in its field first",
)
SPLIT_STAYS = Label("อยู่แถวเดิมทั้งหมด", "All stays")
SPLIT_FROM = Label("ตั้งแต่บรรทัดที่ {number}: {text}", "From line {number}: {text}")
SPLIT_TITLE = Label("ชื่อมาตรการของแถวใหม่", "Title of the new row")
SPLIT_TITLE_HINT = Label("พิมพ์ชื่อมาตรการของแถวใหม่", "Type the new row’s measure")
SPLIT_TITLE_NEEDED = Label("โปรดใส่ชื่อมาตรการของแถวใหม่", "Give the new row its measure")

# Corrections and versions
HISTORY = Label("การแก้ไขที่ทำไว้ ({count:,})", "Corrections made ({count:,})")
UNDONE = Label("เลิกทำแล้ว", "Undone")
ALREADY_UNDONE = Label("รายการนี้เลิกทำไปแล้ว", "This was undone already")
NOT_PLACED = Label("ไม่มีผล เพราะไม่พบแถวหรือคอลัมน์นี้แล้ว", "No effect: the row is no longer there")
SAVING = Label("กำลังบันทึก…", "Saving…")
NOT_SAVED = Label("บันทึกไม่สำเร็จ", "Not saved")
SAVED = Label("บันทึกแล้ว", "Saved")
IN_FORCE_ALREADY = Label(
    "แก้เช่นนี้ไว้แล้ว จึงไม่มีสิ่งใดเปลี่ยน", "This was corrected already; nothing was changed"
)
CANNOT_CORRECT = Label("แก้ไขแบบนี้ไม่ได้ โปรดตรวจข้อความแล้วลองอีกครั้ง", "This cannot be corrected so")
DID_ORGANISATION = Label("หน่วยงาน: {name}", "Organisation: {name}")
DID_YEAR = Label("ปีงบประมาณ: {year}", "Fiscal year: {year}")
DID_COLUMN = Label("คอลัมน์ “{header}” คือ{field}", "Column “{header}”: {field}")
DID_COLUMN_UNUSED = Label("คอลัมน์ “{header}” ไม่อยู่ในช่องใด", "Column “{header}”: in no field")
DID_EDIT = Label("{field}ของ “{title}”: {text}", "{field} of “{title}”: {text}")
DID_EMPTY = Label("ล้าง{field}ของ “{title}”", "{field} of “{title}” emptied")
DID_TOPICS = Label("เรื่องของ “{title}”: {topics}", "Topics of “{title}”: {topics}")
DID_TOPICS_GUESSED = Label("ให้โปรแกรมเดาเรื่องของ “{title}”", "Topics of “{title}” left to the guess")
DID_SPLIT = Label("แยก “{title}” เป็นสองแถว", "“{title}” split in two")
DID_JOIN = Label("รวม “{title}” กับแถวก่อนหน้า", "“{title}” joined with the row above")
DID_DROP = Label("“{title}” ไม่ใช่มาตรการ", "“{title}” is no measure")
DID_SAME = Label(
    "“{title}” เป็นเรื่องเดียวกับมาตรการของอีกรายงาน",
    "“{title}” is the same as a measure of another report",
)
DID_NOT_SAME = Label(
    "“{title}” เป็นคนละเรื่องกับมาตรการของอีกรายงาน",
    "“{title}” is not the same as a measure of another report",
)
DID_CONFIRM = Label("ตรวจแล้วว่าถูกต้อง: {doubt}", "Checked as right: {doubt}")
DID_PREFER = Label("เลือกใช้ฉบับนี้", "This version was chosen")
VERSIONS = Label("มีรายงานนี้อีกฉบับ", "Other versions of this report")
SUPERSEDED = Label(
    "ฉบับนี้ไม่ได้ใช้ในการค้นหา เพราะมีฉบับที่ใช้แทน: {file}",
    "Search does not use this version; another one replaces it: {file}",
)
IS_REMOVED = Label(
    "รายงานนี้ถูกนำออกจากคลังแล้ว เพิ่มไฟล์เดิมอีกครั้งเพื่อนำกลับมา",
    "This report was removed from the library. Add its file again to bring it back.",
)
SAME_YEAR = Label("มี {count} ฉบับในปีเดียว", "{count} of this year")
SAME_YEAR_HELP = Label(
    "ในคลังมีรายงานประเภทเดียวกันของหน่วยงานและปีนี้ {count} ฉบับ มาตรการของทุกฉบับถูกค้นและนับ"
    " หากเป็นรายงานเดียวกัน โปรดนำออกหนึ่งฉบับ หากปีหรือหน่วยงานไม่ถูกต้อง โปรดแก้ไขในหน้าตรวจรายงาน",
    "The library has {count:reports} of this organisation, year and kind; all of them are searched"
    " and counted. If two are one report, take one out; if the year or organisation is wrong,"
    " correct it on the review page",
)
IN_USE = Label("ใช้อยู่", "In use")
NOT_IN_USE = Label("ไม่ได้ใช้", "Not in use")
OPEN_VERSION = Label("เปิดดู", "Open")
THIS_VERSION = Label("ฉบับที่เปิดอยู่", "This one")
USE_THIS = Label("ใช้ฉบับนี้แทน", "Use this version instead")
USE_THIS_DONE = Label("เปลี่ยนมาใช้ฉบับนี้แล้ว", "This version is in use now")
NOT_YOURS = Label(
    "รายงานนี้ตรวจและแก้ไขได้เฉพาะผู้แก้ไขของหน่วยงานนี้และผู้ดูแลคลัง",
    "this report is checked and corrected by editors of its organisation and administrators",
)
