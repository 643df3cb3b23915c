"""Heads of tables and fixed words of their cells, in Thai and English."""

from itasearch.model.classification import Origin
from itasearch.model.library import OutcomeKind, ReportStatus
from itasearch.model.towns import Alike, Axis
from itasearch.model.work import JobKind, JobState
from itasearch.wording.label import Label

# Headings
REPORT = Label("รายงาน", "Report")
MEASURE = Label("มาตรการ", "Measure")
MEASURES = Label("มาตรการ", "Measures")
ORGANISATION = Label("หน่วยงาน", "Organisation")
ORGANISATION_AND_FILE = Label("หน่วยงานและไฟล์", "Organisation and file")
ORGANISATION_AND_SOURCE = Label("หน่วยงานและที่มา", "Organisation and source")
YEAR = Label("ปี", "Year")
YEARS = Label("ปี", "Years")
KIND = Label("ประเภท", "Kind")
TEXT = Label("ข้อความ", "Text")
REMARKS = Label("หมายเหตุ", "Remarks")
IDENTIFIER = Label("รหัส", "Id")
REPORTS = Label("รายงาน", "Reports")
WHAT = Label("รายการ", "What")
COUNT = Label("จำนวน", "Count")
OUTCOME = Label("ผล", "Outcome")
FILE = Label("ไฟล์", "File")
REASON = Label("เหตุผล", "Reason")
FIELD = Label("ช่อง", "Field")
NUMBER = Label("ลำดับ", "No.")
TITLE = Label("ชื่อมาตรการ", "Title")
TOPIC = Label("หัวข้อ", "Topic")
QUERY = Label("คำค้น", "Query")
PROVINCE = Label("จังหวัด", "Province")
THAI = Label("ไทย", "Thai")
ENGLISH = Label("อังกฤษ", "English")
TIMEFRAME = Label("ระยะเวลา", "Timeframe")
RESPONSIBLE = Label("ผู้รับผิดชอบ", "Responsible")
ALIKE = Label("ความคล้าย", "Alike")
DIFFERS_IN = Label("ต่างกันที่", "Differs in")
STATED = Label("ตามที่ระบุ", "Stated")
IN_PAIRS = Label("ที่จับคู่ได้", "In pairs")
SIZE = Label("ขนาด", "Size")
ITA = Label("ITA", "ITA")
STATUS = Label("สถานะ", "Status")
CHECK = Label("สิ่งที่ตรวจ", "Check")
FOUND = Label("ที่พบ", "Found")
WHAT_TO_DO = Label("สิ่งที่ต้องทำ", "What to do")
OUTCOMES = {
    OutcomeKind.ADDED: Label("เพิ่มแล้ว", "added"),
    OutcomeKind.UNCHANGED: Label("มีอยู่แล้ว", "unchanged"),
    OutcomeKind.NEEDS_REVIEW: Label("ต้องตรวจสอบ", "needs review"),
    OutcomeKind.REFUSED: Label("ไม่รับ", "refused"),
}

# add, remove, build, reports, parse
OUTCOME_COUNT = Label("{name} {count}", "{count} {name}")

# plan
DO = Label("ให้ทำ", "Do")
INDICATOR = Label("ตัวชี้วัด", "Indicator")
BECAUSE = Label("เพราะ", "Because")
SOURCE = Label("ที่มา", "Source")
GUESSED = Label("{number} (คาดเดา)", "{number} (guessed)")

# drafts, watch
NAME = Label("ชื่อ", "Name")
OWNER = Label("ของ", "Owner")
COMPARED = Label("เทียบล่าสุด", "Compared")
NOTICED = Label("พบเมื่อ", "Noticed")
WATCHED = Label("สิ่งที่เฝ้าดู", "Watched")
NEWS = Label("สิ่งใหม่", "News")
A_SEARCH = Label("การค้น", "search")
A_TOWN = Label("หน่วยงาน", "organisation")

# What several verbs show
YES = Label("ใช่", "yes")
NO = Label("ไม่", "no")
TOTAL_OF = Label("{total:.2f} (ปี {year})", "{total:.2f} in {year}")
COUNT_OF = Label("{count} จาก {of}", "{count} of {of}")
CONFIDENCE = Label("ความมั่นใจ {confidence:.2f}", "confidence {confidence:.2f}")
OF_TABLES = Label("อ่านข้อความในตารางได้ {share}", "{share} of the tables' text")
TAKEN_IN = Label("อ่านข้อความในตารางได้ {share}", "{share} of the tables' text is in the measures")
MISSING = Label("ขาด: {names}", "missing: {names}")
SAME_KIND = Label("หน่วยงาน ปี และประเภทเดียวกัน: {ids}", "same town, year and kind: {ids}")
MEASURE_COUNT = Label("{count} มาตรการ", "{count} measures")
INDICATOR_NUMBER = Label("ตัวชี้วัด {number}", "indicator {number}")
INDICATOR_IN_TEXT = Label("ตัวชี้วัด", "indicator")
TOPIC_IN_TEXT = Label("หัวข้อ", "topic")
GUESS = Label("คาดเดา {percent:.0f} %", "guess, {percent:.0f} %")
ORIGINS = {
    Origin.STATED: Label("ตามที่ระบุ", "stated"),
    Origin.GUESSED: Label("คาดเดา", "guessed"),
    Origin.CORRECTED: Label("แก้ไขแล้ว", "corrected"),
}
STATUSES = {
    ReportStatus.ACTIVE: Label("ใช้อยู่", "active"),
    ReportStatus.SUPERSEDED: Label("มีฉบับอื่นใช้แทน", "superseded"),
    ReportStatus.REMOVED: Label("นำออกแล้ว", "removed"),
}

# compare
LEFT_COVERS = Label("ซ้ายข้อเดียวรวมไว้ {count} ข้อ", "left covers {count}")
RIGHT_COVERS = Label("ขวาข้อเดียวรวมไว้ {count} ข้อ", "right covers {count}")
PAIR_AMONG_THEM = Label(" รวมข้อที่จับคู่แล้ว", ", its pair among them")
MAYBE_SAME = Label("อาจเป็นเรื่องเดียวกัน", "maybe the same")
NEAREST = Label("ใกล้เคียงที่สุด {likeness}: {title} {id}", "nearest {likeness}: {title} {id}")

# matrix, neighbours, coverage, town
COVERED = Label("เรื่องที่ทำ", "Covered")
SIMILAR = Label("แห่งที่คล้ายกัน", "Similar")
EXAMPLES = Label("ตัวอย่าง", "Examples")
LACKING_HERE = Label("ยังไม่มี", "Lacking")
MISSING_PARTS = Label("ขาด", "Missing")
ELSEWHERE = Label("พบที่อื่น", "Found elsewhere")
THEIR_SCORE = Label("คะแนนของเขา", "Their score")
MEASURES_BY = {
    Axis.TOPICS: Label("มาตรการตามหัวข้อ", "Measures by topics"),
    Axis.INDICATORS: Label("มาตรการตามตัวชี้วัด", "Measures by indicators"),
}
ALIKE_IN = {
    Alike.TYPE: Label("ประเภท", "type"),
    Alike.PROVINCE: Label("จังหวัด", "province"),
    Alike.REGION: Label("ภาค", "region"),
    Alike.TOTAL: Label("คะแนนรวม", "total"),
    Alike.PLAN: Label("แผน", "plan"),
}
INDICATOR_GUESSED = Label("คาดเดาตัวชี้วัด", "indicator is a guess")
PART_IN = Label("{part} ใน {field}", "{part} in {field}")
ITA_YEAR = Label("ITA ปี", "ITA year")
TOTAL = Label("คะแนนรวม", "Total")
GRADE = Label("ระดับ", "Grade")
INDICATORS = Label("ตัวชี้วัด", "Indicators")
TOPICS = Label("หัวข้อ", "Topics")
TEXTS = Label("ข้อความ", "Texts")
WHEN = Label("เมื่อใด", "When")
OURS = Label("ของเรา", "Ours")
THEIRS = Label("ของเขา", "Theirs")
EARLIER = Label("มีมาก่อน", "earlier")
LATER = Label("มีภายหลัง", "later")

# effects
TOPIC_OR_TEXT = Label("หัวข้อหรือข้อความ", "Topic or text")
SCORE = Label("คะแนน", "Score")
TOTAL_SCORE = Label("รวม", "total")
TOOK_IT_UP = Label("เริ่มทำ", "Took it up")
CHANGE = Label("เปลี่ยน", "Change")
DID_NOT = Label("คล้ายกันที่ไม่ได้เริ่ม", "Similar, did not")
DIFFERENCE = Label("ผลต่าง", "Difference")
BEYOND_CHANCE = Label("เกินกว่าบังเอิญ", "Beyond chance")
FROM_TO = Label("{low:+.2f} ถึง {high:+.2f}", "{low:+.2f} to {high:+.2f}")

# review, correct, undo, reread
COLUMN = Label("คอลัมน์", "Column")
FIRST_CELL = Label("ข้อความแรก", "First cell")
STEPS = Label("ขั้นตอน", "Steps")
WORDS_TO_CHECK = Label("คำที่ควรตรวจ", "Words to check")
CORRECTION = Label("การแก้ไข", "Correction")
STATE = Label("สถานะ", "State")
IN_DOUBT = Label("ยังไม่แน่ชัด: {names}", "in doubt: {names}")
USED_INSTEAD = Label("ใช้ {report} แทน", "{report} is used instead")
IS_REMOVED = Label(
    "นำออกแล้ว เพิ่มไฟล์เดิมอีกครั้งเพื่อนำกลับมา", "removed; add its file again to bring it back"
)
SAME_REPORT = Label("{report} เป็นรายงานเดียวกัน ({file})", "{report} is the same report ({file})")
ALSO_IN_USE = Label(
    "{report} เป็นอีกฉบับของหน่วยงาน ปี และประเภทนี้ที่ใช้อยู่ด้วย",
    "{report} is another report of this town, year and kind, also in use",
)

# eval, judge, judgements
SYSTEM = Label("ระบบ", "System")
QUERIES = Label("คำค้น", "Queries")
AGAINST = Label("เทียบกับ", "Against")
BETTER_ON = Label("ดีกว่า", "better")
WORSE_ON = Label("แย่กว่า", "worse")
LOSES = Label("คำค้นที่ด้อยกว่า", "Loses")
NOT_AMONG_FIRST = Label("ไม่อยู่ในสิบข้อแรก", "Not among the first ten")
SOUGHT = Label("ใช่ที่ต้องการ", "Sought")
WITHOUT_ANSWER = Label("ไม่มีคำตอบ", "Nothing answers")
TIMES = Label("ครั้ง", "Times")
LAST = Label("ล่าสุด", "Last")

# sample, stats, drafts
SAMPLES_REMOVED = Label(
    "นำตัวอย่างออกแล้ว {count} รายการ ถ้าจะนำกลับมา: itasearch sample",
    "removed {count} samples; to bring them back: itasearch sample",
)
COUNT_REPORTS = Label("รายงาน", "reports")
COUNT_REWORDED = Label("– {reworded}", "– reworded ({reworded})")
COUNT_DOUBLED = Label("– หน่วยงาน ปี และประเภทเดียวกัน", "– of the same town, year, kind")
COUNT_ORGANISATIONS = Label("หน่วยงาน", "organisations")
COUNT_SAMPLES = Label("– {sample}", "– invented ({sample})")
COUNT_PROVINCES = Label("จังหวัด", "provinces")
COUNT_MEASURES = Label("มาตรการ", "measures")
COUNT_NEEDS_REVIEW = Label("ต้องตรวจสอบ", "needs review")
COUNT_ITA_RESULTS = Label("ผลประเมิน ITA", "ITA results")
COUNT_YEARS = Label("ปีงบประมาณ", "fiscal years")
COUNT_MODELS = Label("ค้นด้วย", "searched with")
DRAFT = Label("แม่แบบ", "Draft")
MADE_BY = Label("ผู้ทำ", "Made by")
FOR = Label("ของ", "For")
ROWS = Label("แถว", "Rows")
CHANGED_AT = Label("แก้ไขเมื่อ", "Changed")
CHECKS = {
    "ok": Label("ผ่าน", "ok"),
    "warn": Label("เตือน", "warn"),
    "fail": Label("ไม่ผ่าน", "fail"),
}

# people, log
ROLE = Label("บทบาท", "Role")
LAST_SEEN = Label("เข้าใช้ล่าสุด", "Last seen")
PERSON = Label("ผู้ใช้", "Person")
DEED = Label("สิ่งที่ทำ", "Did")
DONE_TO = Label("กับ", "To")
DONE = Label("เสร็จ", "done")
FAILED = Label("ไม่สำเร็จ", "failed")
NOT_ENDED = Label("ยังไม่เสร็จ หรือถูกหยุด", "going on, or stopped")
THIS_COMPUTER = Label("เครื่องนี้", "this computer")

# keys
PER_MINUTE = Label("คำขอต่อนาที", "Requests a minute")
MADE_AT = Label("สร้างเมื่อ", "Made")
IN_FORCE = Label("ใช้ได้", "in force")
REVOKED = Label("เพิกถอนแล้ว", "revoked")

# work, move
JOB_STATES = {
    JobState.WAITING: Label("รออยู่", "waiting"),
    JobState.TAKEN: Label("กำลังทำ", "taken"),
    JobState.DONE: Label("เสร็จแล้ว", "done"),
    JobState.FAILED: Label("ทำไม่ได้", "failed"),
}
JOB_KINDS = {
    JobKind.READ: Label("อ่านไฟล์", "read"),
    JobKind.INDEX: Label("ทำดัชนี", "index"),
}
TABLE = Label("ตาราง", "Table")
ROWS = Label("แถว", "Rows")
DIGEST = Label("SHA-256", "SHA-256")
