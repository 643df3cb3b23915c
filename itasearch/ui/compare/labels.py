"""Labels of comparisons: two reports, the years of one organisation, months and times."""

from itasearch.model.comparison import DifferenceKind, SpanKind
from itasearch.ui.kit.labels import Label
from itasearch.wording.labels import MONTH_NAMES

PURPOSE = Label("เปรียบเทียบมาตรการของสองหน่วยงาน", "Two organisations side by side")
LEFT = Label("หน่วยงานแรก (เรา)", "First organisation (we)")
RIGHT = Label("หน่วยงานที่สอง (เขา)", "Second organisation (they)")
AUTOMATIC = Label("อัตโนมัติ", "Automatic")
CHOOSE_BOTH = Label(
    "เลือกสองหน่วยงานด้านบน แล้วจะเห็นมาตรการที่ทั้งสองแห่งทำเหมือนกัน และที่ทำเพียงแห่งเดียว"
    " หากไม่เลือกปี จะใช้ปีล่าสุดที่มีทั้งสองแห่ง",
    "Choose two organisations above, to see which measures both have and which only one has."
    " Without a year the latest that both have is taken",
)
CHOOSE_OTHER = Label(
    "เลือกอีกหนึ่งหน่วยงานเพื่อเปรียบเทียบกับ {name}",
    "Choose one more organisation to compare with {name}",
)
LIBRARY_TOO_SMALL = Label(
    "ต้องมีรายงานอย่างน้อยสองฉบับในคลังจึงจะเปรียบเทียบได้ ไปเพิ่มรายงานก่อน",
    "It takes two reports in the library to compare: add reports first",
)
SAME_TWICE = Label(
    "เลือกหน่วยงานเดียวกันทั้งสองด้าน โปรดเลือกปีที่ต่างกัน หรือเลือกอีกหน่วยงาน",
    "Both sides are the same organisation: choose two different years, or another organisation",
)
ONE_REPORT = Label(
    "{name} มีรายงานเพียงฉบับเดียว จึงเทียบกับตัวเองไม่ได้ โปรดเลือกอีกหน่วยงาน",
    "{name} has one report only and cannot be compared with itself: choose another organisation",
)
SUMMARY_BOTH = Label("ทั้งสองแห่งมี {count}", "Both have {count}")
SUMMARY_EXTENDED = Label("(แยกเป็นหลายมาตรการ {count})", "({count} of them split in several)")
SUMMARY_COVERS = Label("ครอบคลุมหลายมาตรการ {count} กลุ่ม", "{count} covering several")
SUMMARY_ONLY = Label("มีเฉพาะ{name} จำนวน {count}", "only {name}: {count}")
SUMMARY_OF = Label("{count} จาก {whole}", "{count} of {whole}")
NARROWED = Label(
    "แสดงเฉพาะที่ตรงตัวกรอง จำนวนหลัง “จาก” คือทั้งหมดก่อนกรอง",
    "Only what passes the filters is shown; the number after “of” is without them",
)
FILTERS_HELP = Label(
    "ตัวเลขคือจำนวนรายการในหน้านี้ คู่ที่ตรงกันนับเป็นหนึ่งรายการ"
    " รายงานส่วนใหญ่ไม่ได้ระบุตัวชี้วัด โปรแกรมจึงเดาจากเนื้อหาและบอกไว้ที่แต่ละรายการ\n"
    "เลือกหลายค่าในแถวเดียวกัน หมายถึงค่าใดค่าหนึ่งก็ได้ ต่างแถวกัน ต้องตรงทั้งสองแถว",
    "The numbers count cards of this view, a pair as one. Few reports state an indicator:"
    " others are guessed from the text, and each card says so.\n"
    "Several values in one row are alternatives; both rows must hold",
)
FILTER_COUNT = Label("{name} {count:,} รายการ", "{name}, {count:,} cards")
NOTHING_LEFT = Label("ไม่มีรายการที่ตรงกับตัวกรองนี้", "Nothing here passes these filters")
FILE_NAME = Label("เปรียบเทียบ", "comparison")
OVERVIEW = Label("ดูทั้งหมดในตารางเดียว", "All in one table")
OVERVIEW_ALIKE = Label("ความคล้าย", "Similarity")
OVERVIEW_DIFFERS = Label("ต่างกันที่", "Differs in")
ALSO_SPLIT = Label("แยกเป็นหลายมาตรการ", "Split in several")
ALSO_SPLIT_INTO = Label("{other} ยังแยกเป็นอีก {count} มาตรการ", "{other} splits it: {count} more")
IN_ONE = Label("รวมไว้ในมาตรการเดียวข้างบน", "All in the one measure above")
ONLY_DIFFERENCES = Label("เฉพาะที่ต่างกัน (ต่างมากก่อน)", "Differences only, biggest first")
DIFFERENCES = Label("ที่ต่างกัน ({count})", "Differences ({count})")
NO_DIFFERENCES = Label("ไม่พบข้อแตกต่างในสองรายงานนี้", "These two reports do not differ")
OTHER_REPORT = Label(
    "{name} {year} ยังมีอีกฉบับ: {kind} {file}", "{name}, {year}, has another report: {kind} {file}"
)
COMPARING = Label("กำลังเปรียบเทียบ…", "Comparing…")
BY_INDICATOR = Label("นับตามตัวชี้วัดที่รายงานระบุ", "Counts by stated indicator")
BOTH_COLUMN = Label("เป็นคู่กัน", "In pairs")
NO_INDICATOR = Label("ไม่ได้ระบุตัวชี้วัด", "None stated")
COVER = Label(
    "หนึ่งมาตรการของ{one} ครอบคลุม {count} มาตรการของ{other}",
    "One measure of {one} covers {count} of {other}",
)
MAYBE_HELP = Label(
    "ข้อความใกล้เคียงกันแต่ยังสรุปไม่ได้ เปิดอ่านแล้วกดบอกได้ โปรแกรมจะจำไว้ใช้ทุกครั้งที่เปรียบเทียบ",
    "Alike, but not surely the same: read both and say; it holds in every later comparison",
)
SUMMARY_MAYBE = Label("อาจเป็นเรื่องเดียวกัน {count} คู่", "{count} may do the same thing")
OVERVIEW_MAYBE = Label("อาจเป็นเรื่องเดียวกัน", "may do the same thing")
SAY_SAME = Label("เรื่องเดียวกัน", "The same")
SAY_NEAREST_SAME = Label("เป็นเรื่องเดียวกับข้อที่ใกล้เคียงที่สุด", "The nearest is the same")
SAY_NOT_SAME = Label("คนละเรื่อง", "Not the same")
JUDGED_SAME = Label("มีผู้ยืนยันว่าเป็นเรื่องเดียวกัน", "A person said that they are the same")
JUDGED = Label("บันทึกแล้วและใช้กับการเปรียบเทียบนี้แล้ว", "Kept, and in force in this comparison")
UNDO_JUDGED = Label("เลิกทำ", "Undo")
WE_HAVE = Label("เรามี เขายังไม่มี", "We have, they lack")
THEY_HAVE = Label("เขามี เรายังไม่มี", "They have, we lack")
ONLY = Label("{which} · เฉพาะ{name} ({count})", "{which} · only {name} ({count})")
ONLY_ONE = Label("{which} · เฉพาะ{name}", "{which} · only {name}")
NOTHING_ALONE = Label(
    "ไม่พบมาตรการที่มีเพียงแห่งเดียว", "No measure that surely only this organisation has"
)
SIMILARITY = Label("ความคล้าย {percent}", "similarity {percent}")
DIFFERING = Label("ต่างกัน {changed} จาก {count} ช่อง", "{changed} of {count} fields differ")
ALL_SAME = Label("ทั้ง {count} ช่องเหมือนกัน", "All {count} fields are the same")
SIZE = Label("เนื้อความต่างกัน {percent} %", "Texts differ by {percent} %")
SAME_STEPS = Label("เหมือนกัน {count} ขั้น", "{count} steps are the same")
MORE_STEPS = Label("อีก {count} ขั้น", "{count} more steps")
AS_TABLE = Label("ดูเดือนเป็นตาราง", "Months as a table")

STEPS_ONLY = {
    DifferenceKind.ONLY_LEFT: Label("{other} ไม่มี {count} ขั้นนี้", "{other}: without these {count}"),
    DifferenceKind.ONLY_RIGHT: Label("{other} มีเพิ่ม {count} ขั้น", "{other}: {count} more"),
}
ELSEWHERE_IN = Label("อีกฉบับเขียนใกล้เคียงกันไว้ใน{field}", "the other has nearly this in {field}")
SPAN_SIGNS = {SpanKind.SAME: "", SpanKind.REMOVED: "−", SpanKind.ADDED: "+"}
"""Before a stretch of words: only the first side has it, only the second."""


MONTHS = tuple(Label(*names) for names in MONTH_NAMES)
"""January first."""

RECURRENCES = {
    "monthly": Label("ทุกเดือน", "every month"),
    "quarterly": Label("ทุกไตรมาส", "every quarter"),
    "half-yearly": Label("ทุกหกเดือน", "every six months"),
    "yearly": Label("ทุกปี", "every year"),
    "continuous": Label("ต่อเนื่อง", "continuously"),
}
UNTIL = Label("ภายใน {end}", "by {end}")
FROM_ON = Label("ตั้งแต่ {start} เป็นต้นไป ไม่บอกเดือนสิ้นสุด", "from {start} on, no end stated")
NO_MONTHS = Label("ไม่บอกเดือน", "No months stated")
OUTSIDE_FISCAL_YEAR = Label("! ออกนอกปีงบประมาณของรายงาน", "! leaves the report's fiscal year")
PRINTED = Label("ในรายงาน: {text}", "As printed: {text}")
OUTSIDE = Label("นอกปีงบฯ", "Outside the year")
START = Label("เริ่ม", "Start")
END = Label("สิ้นสุด", "End")
COUNT = Label("จำนวนเดือน", "Months")
REPEATED = Label("ความถี่", "How often")
SHARED = Label("ช่วงเวลาตรงกัน {percent} %", "Times agree by {percent} %")
SAME_MONTHS = Label("เดือนเดียวกัน แต่บอกไว้ต่างกัน", "the same months in other words")


CHOOSE = Label(
    "เลือกหน่วยงานด้านบน แล้วจะเห็นว่าแต่ละปีทำมาตรการใดต่อ ปรับ หรือเพิ่มมาตรการใด และไม่มีมาตรการใดแล้ว",
    "Choose an organisation above, to see which measures each year kept, changed, added or dropped",
)
COMPARING_YEARS = Label("กำลังเทียบทุกปี…", "Comparing all years…")
SUMMARY = Label(
    "ปีงบฯ {year} เทียบกับปีก่อนที่มีรายงาน: {counts}",
    "Fiscal year {year} against the report before: {counts}",
)
ONE_YEAR = Label(
    "{name} มีรายงานเพียงปีเดียว (ปีงบฯ {year}) จึงยังเทียบกับปีอื่นไม่ได้",
    "{name} has reports of one fiscal year only ({year}): there is no other to compare with",
)
SCORES = Label("คะแนน ITA รายตัวชี้วัด", "ITA scores by indicator")
NO_SCORES = Label("ในคลังยังไม่มีคะแนน ITA ของหน่วยงานนี้", "The library has no ITA scores of it yet")
LINE = Label("แนวโน้ม", "Trend")
TOTAL = Label("คะแนนรวม", "Total")
GRADE = Label("ระดับ", "Grade")
POINT = Label("ปี {year} {score}", "{year} {score}")
COUNTS = Label("แต่ละปีมีอะไรบ้าง", "What each year has")
RESULTS = Label("รายงานผล", "Results report")
PLAN_AND_RESULT = Label(
    "แผนของปี {year} เทียบกับผลของปีเดียวกัน", "Plan of {year} compared with its result"
)
OF_YEAR = Label("ปี {year}", "{year}")
PLAN_OF = Label("แผนปี {year}", "Plan {year}")
RESULT_OF = Label("ผลปี {year}", "Result {year}")
ONLY_PLAN = Label("ปี {year}: มีในแผน ไม่พบในรายงานผล", "{year}: planned, not in a results report")
ONLY_RESULT = Label("ปี {year}: มีในรายงานผล ไม่พบในแผน", "{year}: reported, not in a plan")
SINCE = Label("ต่างจากปี {year} อย่างไร", "What differs from {year}")
NOTHING_SINCE = Label("ทุกช่องเหมือนปี {year}", "All fields are as in {year}")
