"""Labels of the years of one organisation, in Thai and English. Imports the model and strings."""

from itasearch.model.comparison_years import YearChange
from itasearch.ui.kit.strings import Label

ORGANISATION = Label("หน่วยงาน", "Organisation")
CHOOSE = Label(
    "เลือกหน่วยงานด้านบน แล้วจะเห็นว่าแต่ละปีคงมาตรการใดไว้ ปรับ เพิ่ม หรือเลิกมาตรการใด",
    "Choose an organisation above, to see which measures each year kept, changed, added or dropped",
)
FOLLOWING = Label("กำลังเทียบทุกปี…", "Comparing all years…")
SUMMARY = Label(
    "ปีงบฯ {year} เทียบกับปีก่อนที่มีรายงาน: ทำต่อเหมือนเดิม {kept} · ทำต่อแต่ปรับ {changed}"
    " · เพิ่มใหม่ {new} · กลับมาทำ {resumed} · ไม่มีแล้ว {dropped}",
    "Fiscal year {year} against the report before: kept {kept} · changed {changed}"
    " · new {new} · resumed {resumed} · dropped {dropped}",
)
ONE_YEAR = Label(
    "{name} มีรายงานเพียงปีเดียว (ปีงบฯ {year}) จึงยังเทียบกับปีอื่นไม่ได้",
    "{name} has reports of one fiscal year only ({year}): there is no other to compare with",
)
SCORES = Label("คะแนน ITA รายตัวชี้วัด", "ITA scores by indicator")
NO_SCORES = Label("ในคลังยังไม่มีคะแนน ITA ของหน่วยงานนี้", "The library has no ITA scores of it yet")
INDICATOR = Label("ตัวชี้วัด", "Indicator")
LINE = Label("แนวโน้ม", "Trend")
TOTAL = Label("คะแนนรวม", "Total")
GRADE = Label("ระดับ", "Grade")
POINT = Label("ปี {year} {score}", "{year} {score}")
COUNTS = Label("แต่ละปีมีอะไรบ้าง", "What each year has")
YEAR = Label("ปีงบฯ", "Fiscal year")
PLAN = Label("แผน", "Plan")
RESULTS = Label("รายงานผล", "Results report")
KEPT = Label("ทำต่อเหมือนเดิม", "kept")
CHANGED = Label("ทำต่อแต่ปรับ", "changed")
NEW = Label("เพิ่มใหม่", "new")
RESUMED = Label("กลับมาทำ", "resumed")
DROPPED = Label("ไม่มีแล้ว", "dropped")
FIRST = Label("เริ่มนับ", "first report")
PLAN_AND_RESULT = Label("แผนของปี {year} เทียบกับผลของปีเดียวกัน", "Plan of {year} beside its result")
OF_YEAR = Label("ปี {year}", "{year}")
PLAN_OF = Label("แผนปี {year}", "Plan {year}")
RESULT_OF = Label("ผลปี {year}", "Result {year}")
ONLY_PLAN = Label("ปี {year}: มีในแผน ไม่พบในรายงานผล", "{year}: planned, not in a results report")
ONLY_RESULT = Label("ปี {year}: มีในรายงานผล ไม่พบในแผน", "{year}: reported, not in a plan")
SINCE = Label("ต่างจากปี {year} อย่างไร", "What differs from {year}")
NOTHING_SINCE = Label("ทุกช่องเหมือนปี {year}", "All fields are as in {year}")

CHANGE_LABELS = {
    YearChange.NEW: NEW,
    YearChange.KEPT: KEPT,
    YearChange.CHANGED: CHANGED,
    YearChange.RESUMED: RESUMED,
}
