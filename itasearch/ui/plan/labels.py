"""Labels of next year's plan."""

from itasearch.ui.kit.labels import Label

CHOOSE = Label(
    "เลือกหน่วยงานของเรา แล้วจะเห็นข้อเสนอของแผนปีถัดไปทีละตัวชี้วัด"
    " ว่าปีที่แล้วทำอะไร มีปัญหาใด และควรคงไว้ ปรับปรุง หรือยืมมาตรการใด พร้อมเหตุผลและที่มา",
    "Choose our organisation, to see by indicator what its next plan may keep, improve and borrow,"
    " with reasons and sources",
)
PLAN_YEAR = Label("แผนของปีงบฯ", "Plan of fiscal year")
NEXT_YEAR = Label("ปีถัดไป", "The next")
NO_SUCH_YEAR = Label(
    "“{year}” ไม่ใช่ปีงบประมาณ จึงเสนอแผนของปีถัดไป", "“{year}” is no fiscal year: the next one is shown"
)
PROPOSING = Label("กำลังทำข้อเสนอ…", "Making proposals…")
TITLE = Label("แผนปีงบฯ {year}", "Plan for fiscal year {year}")
MADE_FROM = Label(
    "ผล ITA: {result} · รายงานของเรา: {report} · เทียบกับหน่วยงานที่คล้ายกัน {towns} แห่ง",
    "ITA result: {result} · our report: {report} · compared with {towns:similar towns}",
)
OF_YEAR = Label("ปี {year}", "{year}")
NOT_KNOWN = Label("ไม่พบในคลัง", "not in the library")
ADVICE = Label(
    "ทุกข้อความมาจากมาตรการในคลัง ไม่มีประโยคที่แต่งขึ้น ติ๊กเลือก แล้วทำแม่แบบเพื่อปรับถ้อยคำให้เป็นของเรา",
    "Every text comes from a measure of the library, no sentence is made up."
    " Tick what to take, then make a template and put it into our words",
)
SECTION = Label("ตัวชี้วัดที่ {indicator}", "Indicator {indicator}")
SECTION_SCORED = Label(
    "ตัวชี้วัดที่ {indicator} · เราได้ {score} (ปี {year})",
    "Indicator {indicator} · ours {score} ({year})",
)
REPORTED = Label("รายงานปี {year}: {title}", "Reported for {year}: {title}")
PLANNED = Label("อยู่ในแผนของปีนี้แล้ว: {title}", "Already in this year’s plan: {title}")
NO_INDICATOR = Label("ไม่ทราบตัวชี้วัด", "Indicator not known")
GUESSED = Label("เดาตัวชี้วัดจากเนื้อหา", "indicator guessed from the text")
COUNTERPART = Label("ส่วนที่เติมมาจาก", "Filled from")
SIMILAR = Label("มาตรการที่ใกล้เคียง", "A similar measure")
WHOLE_COUNTERPART = Label("อ่านมาตรการที่ใกล้เคียง", "The similar measure")
CHOSEN = Label("เลือกแล้ว {count} จาก {of} มาตรการ", "{count} of {of:measures} chosen")
MAKE = Label("ทำแม่แบบจากที่เลือก", "Make a template")
SUGGESTED = Label("เลือกตามคำแนะนำ", "As suggested")
NONE = Label("ไม่เลือกเลย", "None")
OPEN_DRAFT = Label("เปิดแม่แบบ “{name}”", "Open the template “{name}”")
DRAFT_NAME = Label("แผนปี {year} {town}", "Plan {year} {town}")
