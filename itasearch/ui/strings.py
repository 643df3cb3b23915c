"""Every label of the app, in Thai and English; the screen shows one language at a time.

A label may hold {placeholders}. Imports the standard library and the model only.
"""

from dataclasses import dataclass

from itasearch.model.library import OutcomeKind
from itasearch.model.ranking import SearchMode
from itasearch.model.records import OrganisationType, ReportKind


@dataclass(frozen=True, slots=True)
class Label:
    """One label in both languages."""

    th: str
    en: str

    def text(self, language: str, **values: object) -> str:
        """The label in "th" or "en" with its placeholders filled."""
        return (self.en if language == "en" else self.th).format(**values)


APP_TITLE = Label("itasearch · ค้นหามาตรการ ITA", "itasearch · ITA measures")
APP_PURPOSE = Label(
    "ค้นหาและอ่านมาตรการส่งเสริมคุณธรรมและความโปร่งใสขององค์กรปกครองส่วนท้องถิ่น",
    "Search and read the integrity measures of Thai local governments",
)
LANGUAGE = Label("ภาษา", "Language")
NAV_SEARCH = Label("ค้นหา", "Search")
NAV_LIBRARY = Label("คลังรายงาน", "Library")
CANCEL = Label("ยกเลิก", "Cancel")

# Search
QUERY = Label("คำค้น", "Query")
QUERY_HINT = Label(
    "พิมพ์เรื่องที่อยากรู้ เช่น งดรับของขวัญ หรือ No Gift Policy",
    "Type a topic, such as No Gift Policy or งดรับของขวัญ",
)
SEARCH_BUTTON = Label("ค้นหา", "Search")
FILTERS = Label("ตัวกรอง", "Filters")
FILTERS_ON = Label("ตัวกรอง ({count})", "Filters ({count})")
FILTER_ORGANISATION = Label("หน่วยงาน", "Organisation")
FILTER_TYPE = Label("ประเภทหน่วยงาน", "Type")
FILTER_PROVINCE = Label("จังหวัด", "Province")
FILTER_YEAR = Label("ปีงบประมาณ", "Fiscal year")
FILTER_INDICATOR = Label("ตัวชี้วัด", "Indicator")
FILTER_MODE = Label("วิธีค้น", "Search by")
FILTER_ANY = Label("ทั้งหมด", "Any")
CLEAR_FILTERS = Label("ล้างตัวกรอง", "Clear filters")
TRY_THESE = Label("ลองค้นเรื่องเหล่านี้", "Try one of these")
EXAMPLE_QUERIES = (
    "No Gift Policy",
    "ช่องทางร้องเรียนการทุจริต",
    "E-Service",
    "การยืมทรัพย์สินของราชการ",
    "เปิดเผยการจัดซื้อจัดจ้าง",
    "conflict of interest",
)
LIBRARY_HOLDS = Label(
    "ในคลังมี {measures:,} มาตรการ จาก {organisations:,} หน่วยงาน"
    " ใน {provinces:,} จังหวัด ปีงบประมาณ {years}",
    "The library holds {measures:,} measures of {organisations:,} organisations"
    " in {provinces:,} provinces, fiscal years {years}",
)
LIBRARY_EMPTY = Label(
    "ยังไม่มีรายงานในคลัง ไปที่ “คลังรายงาน” เพื่อเพิ่มรายงานฉบับแรก",
    "The library is empty. Go to “Library” to add a first report",
)
FOUND = Label(
    "พบ {hits:,} มาตรการ จาก {organisations:,} หน่วยงาน",
    "{hits:,} measures of {organisations:,} organisations",
)
FOUND_TOP = Label(
    "แสดง {hits:,} มาตรการที่ตรงที่สุด จาก {organisations:,} หน่วยงาน",
    "The {hits:,} best measures, of {organisations:,} organisations",
)
ADDED_WORDS = Label("ค้นด้วยคำเหล่านี้ด้วย: {words}", "Also searched for: {words}")
NO_MATCH = Label("ไม่พบมาตรการที่ตรงกับ “{query}”", "No measure matches “{query}”")
NO_MATCH_HINT = Label(
    "ลองใช้คำที่สั้นลง เปลี่ยนคำ หรือเอาตัวกรองออก", "Try fewer or other words, or remove filters"
)
NEAREST = Label("ที่ใกล้เคียงที่สุด", "The nearest ones")
MORE = Label("แสดงเพิ่ม", "Show more")
SEARCHING = Label("กำลังค้นหา…", "Searching…")
INDEXING = Label("กำลังปรับปรุงดัชนี…", "Updating the index…")
SIMILAR = Label("มาตรการที่คล้ายกัน", "Similar measures")
SIMILAR_TO = Label("มาตรการที่คล้ายกับ “{title}”", "Measures similar to “{title}”")
BACK_TO_SEARCH = Label("กลับไปที่ผลการค้นหา", "Back to the search")
WHOLE_MEASURE = Label("อ่านทั้งมาตรการ", "Read the whole measure")
OPEN_ORIGINAL = Label("เปิดไฟล์ต้นฉบับ", "Original file")
SAME_TEXT = Label("อีก {count} แห่งใช้ข้อความเดียวกัน", "Same text in {count} more")
YEAR = Label("ปีงบฯ {year}", "FY {year}")
YEAR_UNKNOWN = Label("ไม่ทราบปีงบประมาณ", "Fiscal year unknown")
ORGANISATION_UNKNOWN = Label("ไม่ทราบหน่วยงาน", "Organisation unknown")
INDICATOR = Label("ตัวชี้วัด {number}", "Indicator {number}")
SAMPLE = Label("ตัวอย่าง", "Sample")
SAMPLE_HELP = Label("หน่วยงานสมมติสำหรับทดลองใช้", "An invented organisation to try itasearch with")
SOURCE = Label("ที่มา", "Source")
SOURCE_PAGE = Label("หน้า {number}", "page {number}")
SOURCE_SHEET = Label("แผ่นงาน {name}", "sheet {name}")
SOURCE_TABLE = Label("ตารางที่ {number}", "table {number}")
SOURCE_ROW = Label("แถวที่ {number}", "row {number}")
SOURCE_LINE = Label("บรรทัดที่ {number}", "line {number}")
UNKNOWN_VALUE = Label("ไม่มี “{value}” ในคลัง", "“{value}” is not in the library")
NOTHING_LIKE = Label(" ใกล้เคียงที่สุดคือ {nearest}", "; the nearest: {nearest}")
BAD_QUERY = Label("คำค้นนี้ค้นไม่ได้ ลองพิมพ์ให้สั้นลง", "This query cannot be asked; try a shorter one")
INDEX_UNUSABLE = Label(
    "เปิดดัชนีไม่ได้ ให้ปิดแอปแล้วสั่ง: itasearch build --rebuild",
    "The index cannot be opened. Stop the app and run: itasearch build --rebuild",
)
UNKNOWN_MEASURE = Label("ไม่มีมาตรการนี้ในคลังแล้ว", "This measure is no longer in the library")

# Library
UPLOAD_TITLE = Label("เพิ่มรายงาน", "Add reports")
UPLOAD_HELP = Label(
    "รับไฟล์ Word (DOCX) Excel (XLSX) CSV HTML Markdown และข้อความ (TXT) ยังไม่รับ PDF และภาพสแกน",
    "Takes Word (DOCX), Excel (XLSX), CSV, HTML, Markdown and text (TXT); not yet PDF and scans",
)
UPLOAD_BUTTON = Label("เพิ่ม {count} ไฟล์เข้าคลัง", "Add {count} files")
UPLOAD_LOCAL = Label("ไฟล์เก็บไว้ในเครื่องนี้เท่านั้น", "Files stay on this computer")
READING = Label("กำลังอ่าน {detail} ({done}/{total})", "Reading {detail} ({done}/{total})")
STAGE_WAITING = Label("รอให้งานอื่นที่กำลังเขียนคลังเสร็จก่อน…", "Waiting for another writer to finish…")
STAGE_INDEX = Label("กำลังทำดัชนี ({done}/{total})", "Indexing ({done}/{total})")
OUTCOME_SUMMARY = Label(
    "เพิ่ม {added} · มีอยู่แล้ว {unchanged} · ต้องตรวจสอบ {needs_review} · ไม่รับ {refused}",
    "{added} added · {unchanged} unchanged · {needs_review} need review · {refused} refused",
)
OUTCOME_MEASURES = Label("{count} มาตรการ", "{count} measures")
REVIEW_TITLE = Label("รอข้อมูลเพิ่ม ({count})", "Waiting for facts ({count})")
REVIEW_HELP = Label(
    "รายงานเหล่านี้ค้นเจอแล้ว แต่ยังขาดข้อมูลที่อ่านจากไฟล์ไม่ได้ โปรดเติมให้ครบ",
    "These reports can be found, but lack facts that the file does not tell. Please fill them in",
)
REVIEW_ORGANISATION = Label("ชื่อเต็มของหน่วยงาน", "Full name of the organisation")
REVIEW_ORGANISATION_HINT = Label("เช่น เทศบาลตำบล…", "such as เทศบาลตำบล…")
REVIEW_YEAR = Label("ปีงบประมาณ (พ.ศ.)", "Fiscal year (B.E.)")
REVIEW_SAVE = Label("บันทึก", "Save")
REVIEW_SAVED = Label("บันทึกแล้ว", "Saved")
REVIEW_EMPTY = Label("โปรดเติมอย่างน้อยหนึ่งช่อง", "Fill in at least one field")
REVIEW_COLUMNS = Label(
    "มีคอลัมน์ที่ไม่แน่ใจความหมาย โปรดเทียบกับต้นฉบับก่อนใช้",
    "A column's meaning is uncertain; compare with the original before use",
)
LIST_TITLE = Label("รายงานในคลัง ({count})", "Reports in the library ({count})")
LIST_FILTER = Label("กรองตามชื่อหน่วยงาน จังหวัด หรือปี", "Filter by organisation, province or year")
LIST_EMPTY = Label(
    "ยังไม่มีรายงาน ลากไฟล์มาวางในช่องด้านบนเพื่อเริ่มต้น", "No reports yet. Drop files above to begin"
)
LIST_NONE = Label("ไม่มีรายงานที่ตรงกับ “{text}”", "No report matches “{text}”")
COLUMN_ORGANISATION = Label("หน่วยงาน", "Organisation")
COLUMN_PROVINCE = Label("จังหวัด", "Province")
COLUMN_YEAR = Label("ปีงบประมาณ", "Fiscal year")
COLUMN_KIND = Label("ชนิด", "Kind")
COLUMN_MEASURES = Label("มาตรการ", "Measures")
COLUMN_STATUS = Label("สถานะ", "Status")
COLUMN_FILE = Label("ไฟล์", "File")
STATUS_READY = Label("พร้อมใช้", "Ready")
STATUS_REVIEW = Label("ต้องตรวจสอบ", "Needs review")
CHOOSE_REPORT = Label("เลือกแถวเพื่ออ่านรายงาน", "Choose a row to read the report")
REPORT_MEASURES = Label("มาตรการในรายงาน ({count})", "Measures of the report ({count})")
REPORT_WARNINGS = Label("ข้อสังเกตจากการอ่านไฟล์", "Noticed while reading")
REPORT_CONFIDENCE = Label("ความมั่นใจในการอ่าน {percent} %", "Reading confidence {percent} %")
ITA_RESULT = Label(
    "ผลประเมิน ITA ปี {year}: {total} คะแนน ({grade})", "ITA {year}: {total} ({grade})"
)
REMOVE = Label("นำออกจากคลัง", "Remove from the library")
REMOVE_CONFIRM = Label(
    "นำรายงานของ {organisation} ออกจากการค้นหา? ไฟล์ต้นฉบับและประวัติยังเก็บไว้",
    "Take the report of {organisation} out of search? The file and its history stay",
)
REMOVED = Label("นำออกแล้ว", "Removed")
REFUSED_TITLE = Label("ไฟล์ที่ไม่รับ", "Refused files")

FIELD_LABELS = {
    "title": Label("มาตรการ", "Measure"),
    "steps": Label("ขั้นตอนหรือวิธีการปฏิบัติ", "Steps"),
    "timeframe": Label("ระยะเวลาดำเนินการ", "Timeframe"),
    "responsible": Label("หน่วยงานรับผิดชอบ", "Responsible unit"),
    "follow_up": Label("การกำกับติดตาม", "Follow-up"),
    "results": Label("ผลการดำเนินการ", "Results"),
    "outcomes": Label("ผลลัพธ์หรือความสำเร็จ", "Outcomes"),
    "problems": Label("ปัญหาและอุปสรรค", "Problems"),
    "recommendations": Label("ข้อเสนอแนะ", "Recommendations"),
    "budget": Label("งบประมาณ", "Budget"),
    "evidence": Label("หลักฐาน/หมายเหตุ", "Evidence and notes"),
    "row": Label("ทั้งแถว", "Whole row"),
}

TYPE_LABELS = {
    OrganisationType.CITY_MUNICIPALITY: Label("เทศบาลนคร", "City municipality"),
    OrganisationType.TOWN_MUNICIPALITY: Label("เทศบาลเมือง", "Town municipality"),
    OrganisationType.SUBDISTRICT_MUNICIPALITY: Label("เทศบาลตำบล", "Subdistrict municipality"),
    OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION: Label(
        "องค์การบริหารส่วนตำบล", "Subdistrict administrative organisation"
    ),
    OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION: Label(
        "องค์การบริหารส่วนจังหวัด", "Provincial administrative organisation"
    ),
    OrganisationType.SPECIAL_ADMINISTRATIVE_AREA: Label(
        "เขตปกครองพิเศษ", "Special administrative area"
    ),
    OrganisationType.OTHER: Label("หน่วยงานอื่น", "Other"),
}

KIND_LABELS = {
    ReportKind.PLAN: Label("แผน", "Plan"),
    ReportKind.RESULTS: Label("รายงานผล", "Results"),
    ReportKind.GUIDELINES: Label("แนวทาง", "Guidelines"),
}

MODE_LABELS = {
    SearchMode.HYBRID: Label("ความหมายและคำ", "Meaning and words"),
    SearchMode.SEMANTIC: Label("ความหมาย", "Meaning"),
    SearchMode.WORDS: Label("คำ", "Words"),
    SearchMode.PHRASE: Label("วลีตรงตัว", "Exact phrase"),
}

OUTCOME_LABELS = {
    OutcomeKind.ADDED: Label("เพิ่มแล้ว", "Added"),
    OutcomeKind.UNCHANGED: Label("มีอยู่แล้ว", "Unchanged"),
    OutcomeKind.NEEDS_REVIEW: Label("ต้องตรวจสอบ", "Needs review"),
    OutcomeKind.REFUSED: Label("ไม่รับ", "Refused"),
}

MISSING_LABELS = {
    "organisation": Label("ชื่อหน่วยงาน", "the organisation"),
    "fiscal_year_be": Label("ปีงบประมาณ", "the fiscal year"),
    "columns": Label("ความหมายของคอลัมน์", "the meaning of a column"),
}
MISSING = Label("ยังขาด: {what}", "Missing: {what}")
