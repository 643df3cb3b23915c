"""Labels of the view เปรียบเทียบ, in Thai and English. Imports the model and strings only."""

from itasearch.model.comparison import DifferenceKind
from itasearch.model.comparison_details import SpanKind
from itasearch.ui.strings import Label

PURPOSE = Label("เปรียบเทียบมาตรการของสองหน่วยงาน", "Two organisations side by side")
MODES = Label("เปรียบเทียบแบบใด", "What to compare")
MODE_TWO = Label("สองหน่วยงาน", "Two organisations")
MODE_YEARS = Label("หลายปีของหน่วยงานเดียว", "Years of one organisation")
LEFT = Label("หน่วยงานแรก (เรา)", "First organisation (we)")
RIGHT = Label("หน่วยงานที่สอง (เขา)", "Second organisation (they)")
ORGANISATION_HINT = Label("พิมพ์ชื่อเพื่อเลือก", "Type a name to choose")
YEAR = Label("ปีงบฯ", "Fiscal year")
AUTOMATIC = Label("อัตโนมัติ", "Automatic")
CHOOSE_BOTH = Label(
    "เลือกสองหน่วยงานด้านบน แล้วจะเห็นมาตรการที่ทั้งสองแห่งทำเหมือนกัน และที่ทำเพียงแห่งเดียว"
    " หากไม่เลือกปี จะใช้ปีล่าสุดที่มีทั้งสองแห่ง",
    "Choose two organisations above, to see which measures both have and which only one has."
    " Without a year the latest that both have is taken",
)
CHOOSE_OTHER = Label(
    "เลือกอีกหนึ่งหน่วยงานเพื่อเปรียบเทียบกับ {name}",
    "Choose one more organisation to lay beside {name}",
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
    "{name} has one report only and cannot be laid beside itself: choose another organisation",
)
SUMMARY = Label(
    "ทั้งสองแห่งมี {both} · มีเฉพาะ{left} {only_left} · มีเฉพาะ{right} {only_right}",
    "Both have {both} · only {left} {only_left} · only {right} {only_right}",
)
SUMMARY_COVERS = Label("ครอบคลุมหลายมาตรการ {count} กลุ่ม", "{count} covering several")
ONLY_DIFFERENCES = Label("เฉพาะที่ต่างกัน (ต่างมากก่อน)", "Differences only, biggest first")
DIFFERENCES = Label("ที่ต่างกัน ({count})", "Differences ({count})")
NO_DIFFERENCES = Label("ไม่พบข้อแตกต่างในสองรายงานนี้", "These two reports do not differ")
YEARS_DIFFER = Label(
    "สองรายงานนี้เป็นคนละปีงบประมาณ", "These two reports are of different fiscal years"
)
OTHER_REPORT = Label(
    "{name} {year} ยังมีอีกฉบับ: {kind} {file}", "{name}, {year}, has another report: {kind} {file}"
)
COMPARING = Label("กำลังเปรียบเทียบ…", "Comparing…")
BY_INDICATOR = Label("นับตามตัวชี้วัดที่รายงานระบุ", "Counts by stated indicator")
INDICATOR_COLUMN = Label("ตัวชี้วัด", "Indicator")
BOTH_COLUMN = Label("เป็นคู่กัน", "In pairs")
NO_INDICATOR = Label("ไม่ได้ระบุตัวชี้วัด", "None stated")
PAIRS = Label("ทั้งสองแห่งมี ({count})", "Both have ({count})")
NO_PAIRS = Label(
    "ไม่พบมาตรการที่ทำเรื่องเดียวกันในสองรายงานนี้", "No measures of these two do the same thing"
)
COVERS = Label("หนึ่งมาตรการครอบคลุมหลายมาตรการ ({count})", "One covers several ({count})")
COVER = Label(
    "หนึ่งมาตรการของ{one} ครอบคลุม {count} มาตรการของ{other}",
    "One measure of {one} covers {count} of {other}",
)
WE_HAVE = Label("เรามี เขายังไม่มี", "We have, they lack")
THEY_HAVE = Label("เขามี เรายังไม่มี", "They have, we lack")
ONLY = Label("{said} · เฉพาะ{name} ({count})", "{said} · only {name} ({count})")
ONLY_ONE = Label("{said} · เฉพาะ{name}", "{said} · only {name}")
NOTHING_ALONE = Label("ทุกมาตรการมีคู่ในอีกหน่วยงาน", "Every measure has its counterpart")
SIMILARITY = Label("{words} · ความคล้าย {percent} %", "{words} · similarity {percent} %")
DIFFERING = Label("ต่างกัน {changed} จาก {count} ช่อง", "{changed} of {count} fields differ")
ALL_SAME = Label("ทั้ง {count} ช่องเหมือนกัน", "All {count} fields are the same")
SIZE = Label("เนื้อความต่างกัน {percent} %", "Texts differ by {percent} %")
NOT_STATED = Label("ไม่ได้ระบุ", "not stated")
SAME_STEPS = Label("＝ เหมือนกัน {count} ขั้น", "＝ {count} steps are the same")
MORE_STEPS = Label("อีก {count} ขั้น", "{count} more steps")
AS_TABLE = Label("ดูเดือนเป็นตาราง", "Months as a table")

ALIKE_WORDS = (
    (0.995, Label("ข้อความเดียวกัน", "The same text")),
    (0.85, Label("เกือบเหมือนกัน", "Almost the same")),
    (0.65, Label("คล้ายกันมาก", "Very similar")),
    (0.5, Label("คล้ายกัน", "Similar")),
    (0.0, Label("เรื่องใกล้เคียงกัน", "On a similar matter")),
)
"""(least similarity, what it is called), greatest first."""

DIFFERENCE_LABELS = {
    DifferenceKind.SAME: Label("＝ เหมือนกัน", "＝ same"),
    DifferenceKind.CHANGED: Label("≠ ต่างกัน", "≠ differs"),
    DifferenceKind.ONLY_LEFT: Label("－ เฉพาะ{left}", "－ only {left}"),
    DifferenceKind.ONLY_RIGHT: Label("＋ เฉพาะ{right}", "＋ only {right}"),
}
STEP_LABELS = {
    DifferenceKind.SAME: Label("＝ เหมือนกัน", "＝ same"),
    DifferenceKind.CHANGED: Label("≠ ต่างกันบางคำ", "≠ some words differ"),
    DifferenceKind.ONLY_LEFT: Label(
        "－ {other} ไม่มี {count} ขั้นนี้", "－ {other}: without these {count}"
    ),
    DifferenceKind.ONLY_RIGHT: Label("＋ {other} มีเพิ่ม {count} ขั้น", "＋ {other}: {count} more"),
}
SPAN_SIGNS = {SpanKind.SAME: "", SpanKind.REMOVED: "－", SpanKind.ADDED: "＋"}
"""Before a stretch of words: only the first side has it, only the second."""
