"""Labels of the matrix, of similar towns and of what a town lacks."""

from itasearch.model.towns import Alike, Axis, MatrixOrder
from itasearch.ui.kit.labels import Label

# The bar over all kinds of comparison
KINDS = Label("เปรียบเทียบแบบใด", "What to compare")
TWO = Label("สองแห่ง", "Two towns")
YEARS = Label("หลายปี", "Several years")
TOWNS = Label("หลายแห่ง", "Many towns")
SIMILAR = Label("แห่งที่คล้ายกัน", "Similar towns")
LACKING = Label("สิ่งที่ยังขาด", "What is lacking")
PLAN = Label("แผนปีถัดไป", "Next plan")
EFFECTS = Label("คะแนนหลังเริ่มทำ", "Scores afterwards")

OWN_TOWN = Label("หน่วยงานของเรา", "Our organisation")
OWN_MARK = Label("เรา", "ours")
NO_REPORTS = Label(
    "ยังไม่มีรายงานในคลัง เพิ่มรายงานก่อน แล้วจึงเปรียบเทียบ",
    "The library has no reports yet: add some, then compare",
)
ITA_TOTAL = Label("ITA {total} (ปี {year})", "ITA {total} ({year})")
ITA_TOTAL_UNDATED = Label("ITA {total} (ไม่ทราบปี)", "ITA {total} (year not known)")
LIKENESS = Label("คล้ายกัน {percent} %", "{percent} % alike")
COMPARE_WITH_OURS = Label("เทียบกับเรา", "Compare with ours")
GUESSED = Label("เดาจากเนื้อหา", "guessed from the text")

NO_SUCH_YEAR = Label(
    "ไม่มีรายงานปี {year} ของหน่วยงานนี้ จึงแสดงปีล่าสุด",
    "It has no report of {year}: its newest year is shown",
)

# The matrix
MATRIX = Label("หลายแห่งในตารางเดียว", "Many towns in one table")
COUNTING = Label("กำลังนับมาตรการของทุกแห่ง…", "Counting the measures of all towns…")
AXIS = Label("คอลัมน์", "Columns")
AXES = {
    Axis.TOPICS: Label("เรื่อง", "Topics"),
    Axis.INDICATORS: Label("ตัวชี้วัด ITA", "ITA indicators"),
}
ORDER = Label("เรียงตาม", "Sort by")
ORDERS = {
    MatrixOrder.COVERAGE: Label("ทำครบหลายเรื่องก่อน", "Covers most first"),
    MatrixOrder.LIKENESS: Label("คล้ายเรามากก่อน", "Most like ours first"),
    MatrixOrder.NAME: Label("ชื่อหน่วยงาน", "Name"),
    MatrixOrder.TOTAL: Label("คะแนน ITA สูงก่อน", "Highest ITA total first"),
}
ORDER_NEEDS_TOWN = Label(
    "เลือกหน่วยงานของเราก่อน จึงจะเรียงตามความคล้ายได้",
    "Choose our organisation, to sort by likeness to it",
)
FILTERS = Label("กรองหน่วยงาน", "Which towns")
FILTERS_ON = Label("กรองหน่วยงาน ({count})", "Which towns ({count})")
LEAST = Label("คะแนน ITA ตั้งแต่", "ITA total from")
MOST = Label("ถึง", "to")
BAND_REVERSED = Label(
    "คะแนนต่ำสุดที่ใส่มากกว่าคะแนนสูงสุด จึงไม่มีหน่วยงานใดอยู่ในช่วงนี้",
    "The lowest total is above the highest: no organisation lies between",
)
SHOWN = Label(
    "{towns:,} หน่วยงาน · {columns} คอลัมน์ที่มีมาตรการ",
    "{towns:,organisations} · {columns:columns} in use",
)
LEFT_OUT = Label(
    "ไม่ได้แสดงอีก {count:,} หน่วยงาน กรองให้แคบลงเพื่อดู",
    "{count:,} more organisations are not shown: narrow the filters to see them",
)
NONE_FIT = Label("ไม่มีหน่วยงานที่ตรงกับตัวกรอง", "No organisation fits these filters")
NOTHING_CLASSIFIED = Label(
    "ยังไม่มีมาตรการที่โปรแกรมบอกได้ว่าเป็นเรื่องใด", "It is not known of any measure what it is about"
)
SUM = Label("กี่แห่งทำ (จาก {count:,})", "How many do this (of {count:,})")
SUM_TIP = Label("{count:,} จาก {of:,} แห่งทำเรื่องนี้", "{count:,} of {of:,} do this")
COVERED = Label("{count} จาก {of}", "{count} of {of}")
DOUBLED = Label("นับรวมหลายฉบับ: {kinds}", "several counted: {kinds}")
DOUBLED_HELP = Label(
    "มีรายงานประเภทเดียวกันมากกว่าหนึ่งฉบับในปีนี้ ({kinds}) มาตรการของทุกฉบับถูกนับรวมกัน"
    " หากเป็นรายงานเดียวกัน โปรดนำออกหนึ่งฉบับในคลังรายงาน",
    "More than one report of this year is of the same kind ({kinds}); their measures are counted"
    " together. If two are one report, take one out in the library",
)
CELL_TIP = Label("{count} มาตรการ · รายละเอียด {percent} %", "{count:measures} · detail {percent} %")
CELL_GUESSED = Label("{tip} · เดา {count}", "{tip} · {count} guessed")
LEGEND = Label("อ่านตารางอย่างไร", "How to read the table")
LEGEND_NUMBER = Label(
    "จำนวนมาตรการ ช่องว่างคือไม่พบ กดตัวเลขเพื่อดูมาตรการ",
    "number of measures; an empty cell: none found; press a number to see them",
)
LEGEND_DEPTH = Label(
    "เส้นล่างยาว = บอกขั้นตอน เวลา ผู้รับผิดชอบ และการติดตามละเอียด",
    "long line below: steps, time, unit and follow-up are shown in detail",
)
LEGEND_SHADE = Label("สียิ่งชัด = ยิ่งมีมากและละเอียด", "stronger: more of them, in more detail")
LEGEND_GUESS = Label("กรอบประ = เดาเรื่องจากเนื้อหา", "dashed: some were guessed from the text")
UNUSED_COLUMNS = Label("ไม่มีแห่งใดทำ ({count})", "None of them does ({count})")
CELL_TITLE = Label("{town} · {column} · {count} มาตรการ", "{town} · {column} · {count:measures}")
CELL_CLOSE = Label("× ปิดรายการนี้", "× Close this list")
CELL_GONE = Label("ช่องที่เลือกไม่อยู่ในตารางนี้", "The chosen cell is not in this table")
CELL_MORE = Label("แสดงอีก {count} มาตรการ", "Show {count} more")

# Similar towns
SIMILAR_TOWNS = Label("แห่งที่คล้ายเรา ({count})", "Towns like ours ({count})")
FINDING_SIMILAR = Label("กำลังหาแห่งที่คล้ายกัน…", "Looking for similar towns…")
CHOOSE_SIMILAR = Label(
    "เลือกหน่วยงานของเรา แล้วจะเห็นแห่งที่คล้ายกัน และแห่งที่ได้คะแนนดีกว่าในตัวชี้วัดที่เราอ่อน",
    "Choose our organisation, to see similar towns, and those that do better where we are weak",
)
NO_SIMILAR_TOWNS = Label("ยังไม่พบแห่งที่คล้ายกันในคลัง", "The library has no similar town yet")
REASONS = {
    Alike.TYPE: Label("เป็น{value}เหมือนกัน", "Same type: {value}"),
    Alike.PROVINCE: Label("จังหวัด{value}เหมือนกัน", "Same province: {value}"),
    Alike.REGION: Label("{value}เหมือนกัน", "Same region: {value}"),
    Alike.TOTAL: Label("คะแนนใกล้กัน {value}", "Totals are near: {value}"),
    Alike.PLAN: Label("ทำเรื่องเดียวกัน {count} เรื่อง: {value}", "{count:topics} in common: {value}"),
}
NO_TOTAL = Label("ไม่พบคะแนน ITA", "ITA total not known")
NO_MEASURES = Label("มีเพียงคะแนน ยังไม่มีรายงาน", "Scores only, no report yet")
NO_PROOF = Label(
    "คะแนนที่สูงกว่าไม่ได้พิสูจน์ว่าเป็นเพราะมาตรการนี้ คะแนนขึ้นลงได้จากหลายสาเหตุ"
    " อ่านเป็นตัวอย่าง แล้วพิจารณาว่าเหมาะกับเราหรือไม่",
    "A higher score does not prove that this measure is its cause: scores change for many reasons."
    " Read these as examples, and judge whether they fit our organisation",
)
WEAK = Label("{indicator} · เราได้ {score} (ปี {year})", "{indicator} · ours {score} ({year})")
NO_SCORES = Label(
    "ในคลังยังไม่มีคะแนน ITA ของ{town} จึงบอกไม่ได้ว่าตัวชี้วัดใดอ่อน",
    "The library has no ITA scores of {town}, so its weak indicators are not known",
)
NO_WEAK = Label(
    "ไม่มีตัวชี้วัดใดของ{town}ต่ำกว่า 100 หรือไม่มีคะแนนรายตัวชี้วัด",
    "No indicator of {town} is below 100, or no scores by indicator are known",
)
HIGHER = Label(
    "↑ สูงกว่า: เขาได้ {scores} · เราได้ {ours} (ปี {our_year})",
    "↑ higher: theirs {scores} · ours {ours} ({our_year})",
)
ROSE = Label(
    "↑ เพิ่มขึ้นในปีถัดมา: เขาได้ {scores} · เราได้ {ours} (ปี {our_year})",
    "↑ rose the year after: theirs {scores} · ours {ours} ({our_year})",
)

# What is lacking
CHOOSE_LACKING = Label(
    "เลือกหน่วยงานของเรา แล้วจะเห็นเรื่องที่แห่งคล้ายกันส่วนใหญ่ทำแต่เรายังไม่มี และส่วนที่มาตรการของเรายังไม่ได้เขียน",
    "Choose our organisation, to see what most similar towns do and we lack,"
    " and what our measures leave unsaid",
)
NEWEST = Label("ปีล่าสุด", "The newest")
COMPARING_TOWNS = Label("กำลังเทียบกับแห่งที่คล้ายกัน…", "Holding it against similar towns…")
NO_PLAN = Label("{town}ยังไม่มีรายงานในคลัง", "The library has no report of {town}")
COMPARED_YEAR = Label(
    "รายงานปีงบฯ {year} · มีมาตรการใน {topics} เรื่อง · เทียบกับ {similar} แห่งที่คล้ายกัน",
    "Fiscal year {year} · measures on {topics:topics} · compared with {similar:similar towns}",
)
GAPS = Label("เรื่องและตัวชี้วัดที่เรายังไม่มี ({count})", "Topics and indicators that we lack ({count})")
GAPS_GUESSED = Label(
    "โปรแกรมจัดเรื่องจากเนื้อหา แผนของเราอาจทำเรื่องนี้โดยใช้คำอื่น อ่านตัวอย่างแล้วเทียบกับแผนก่อนสรุป",
    "Topics are read from the text: our plan may do this in other words, so read before you judge",
)
GAP_SHARE = Label("{towns} จาก {of} แห่งที่คล้ายกันมี", "{towns} of {of} similar towns have it")
GAP_TOPIC = Label("เรื่อง: {name}", "Topic: {name}")
GAP_INDICATOR = Label("ตัวชี้วัด {name}", "Indicator {name}")
BORROW = Label("ตัวอย่างที่ยืมมาปรับได้", "Examples to borrow")
SAME_EXAMPLES = Label(
    "ตัวอย่างเป็นมาตรการเดียวกับที่แสดงไว้ด้านบน", "The examples are measures that are shown above"
)
TOUCHED = Label("เรื่องและตัวชี้วัดที่เรามีแล้ว ({count})", "What we have ({count})")
COMPARED_TOWNS = Label("แห่งที่นำมาเทียบ ({count})", "Compared with ({count})")
# The form check
FORM = Label("มาตรการของเราเขียนครบหรือยัง", "What our measures leave unsaid")
ADVICE = Label(
    "คำแนะนำ ไม่ใช่การตัดสิน โปรแกรมอ่านจากข้อความในรายงานเท่านั้น",
    "Advice, no verdict: it goes by the text of the report alone",
)
FORM_OF = Label("{kind} ปีงบฯ {year}", "{kind}, fiscal year {year}")
FORM_OF_UNDATED = Label("{kind} ไม่ทราบปีงบฯ", "{kind}, fiscal year not known")
RULES = Label("ตามข้อกำหนดปี {year}", "by the rules of {year}")
RULES_ITEM = Label("ตามข้อกำหนดปี {year} ({item})", "by the rules of {year} ({item})")
RULES_NEAREST = Label("ยังไม่มีข้อกำหนดของปีนี้ จึงใช้ปีที่ใกล้ที่สุด", "the nearest known to its year")
RULES_UNCONFIRMED = Label("ยังไม่ได้ยืนยันกับเอกสารของ ป.ป.ช.", "not confirmed in a document of the NACC")
GUIDELINES = Label(
    "รายงานนี้เป็นแนวทางเป็นข้อ ไม่มีตาราง จึงไม่ตรวจว่าขาดช่องใด",
    "These are numbered guidelines without a table, so no column is asked for",
)
FORM_COMPLETE = Label("ทั้ง {count:,} มาตรการเขียนครบ", "All {count:,} measures say what is asked for")
FORM_LACKS = Label(
    "{lacking:,} จาก {count:,} มาตรการยังมีส่วนที่ไม่พบ",
    "{lacking:,} of {count:,} measures leave something unsaid",
)
FORM_COUNTS = Label("แต่ละส่วนพบกี่มาตรการ", "How many measures say each part")
FORM_PART = Label("ส่วน", "Part")
FORM_MEASURES = Label("ทีละมาตรการ ({count:,})", "Measure by measure ({count:,})")
FORM_LACKING = Label(
    "มาตรการที่ยังไม่ครบ ({count:,})", "Measures that leave something unsaid ({count:,})"
)
FORM_REST = Label("มาตรการที่ครบแล้ว ({count:,})", "Measures that say all ({count:,})")
PART_QUOTED = Label("{part} พบที่ “{words}”", "{part}, recognised by “{words}”")
