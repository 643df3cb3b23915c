"""Labels of the view of scores where towns took something up; none says what caused a change."""

from itasearch.ui.kit.labels import Label

TITLE = Label(
    "คะแนนหลังเริ่มทำ เทียบกับแห่งที่ไม่ได้เริ่ม",
    "Scores after towns took something up, against towns that did not",
)
WORKING = Label("กำลังเทียบคะแนนของทุกแห่ง…", "Comparing the scores of all towns…")
NO_CAUSE = Label(
    "**ตารางนี้ไม่ได้บอกว่าสิ่งที่ทำเป็นเหตุให้คะแนนเปลี่ยน** แต่ละแห่งเลือกเองว่าจะเริ่มทำอะไร"
    " และในปีเดียวกันมีอย่างอื่นเปลี่ยนไปด้วย ใช้เป็นจุดตั้งต้นว่าควรไปอ่านของใคร ไม่ใช่ข้อพิสูจน์",
    "**This table does not say that what was taken up caused a change of scores.** Towns chose"
    " themselves what to take up, and other things changed in the same year. Use it to see whose"
    " reports to read, not as proof.",
)
SCORE = Label("ดูคะแนนใด", "Which score")
TOTAL = Label("คะแนน ITA รวม", "ITA total")
FOUND = Label(
    "เทียบได้ {towns:,} แห่งที่มีรายงานและผล ITA สองปีติดกัน (ถึงปี {years})"
    " · คะแนนนี้เทียบได้ {enough:,} เรื่อง · น้อยเกินไป {few:,} เรื่อง",
    "{towns:,} towns have reports and ITA results of two years in a row (up to {years})"
    " · {enough:,topics} and texts can be compared on this score · {few:,} have too few towns",
)
LOOKED_AT = Label(
    "ดูพร้อมกันทุกคะแนน {count:,} คู่ ถึงไม่มีสิ่งใดเกี่ยวข้องกับคะแนนเลย"
    " ก็อาจมีช่วงที่ไม่คร่อม 0 โดยบังเอิญถึง {chance:.0f} ใน 100 คู่"
    " เครื่องหมาย “{mark}” จึงมีเฉพาะคู่ที่ยังเหลืออยู่หลังปรับตามจำนวนที่ดูแล้ว (ขณะนี้ {marked:,} คู่จากทุกคะแนน)",
    "{count:,} pairs were looked at, over all scores. Even if nothing went with scores, up to"
    " {chance:.0f} in 100 intervals would miss 0 by chance. “{mark}” is therefore given only to"
    " those that remain after adjusting for as many looks (now {marked:,}, over all scores).",
)
NONE_OF_SCORE = Label(
    "ไม่มีเรื่องใดที่มีแห่งเริ่มทำมากพอจะเทียบคะแนนนี้ได้ เลือกคะแนนอื่นดู",
    "Too few towns took anything up to compare this score: choose another one",
)

# Too few towns
NO_STEPS = Label("ยังเทียบไม่ได้", "Nothing can be compared yet")
TOO_FEW = Label(
    "น้อยเกินไป: มี {towns:,} แห่งที่มีรายงานและผล ITA สองปีติดกัน"
    " แต่ไม่มีเรื่องใดที่เริ่มทำอย่างน้อย {fewest} แห่ง และไม่ได้เริ่มอย่างน้อย {fewest} แห่งที่คะแนนเดิมใกล้กัน",
    "Too few: {towns:,} towns have reports and ITA results of two years in a row, but there is"
    " nothing that at least {fewest} of them took up and at least {fewest} with near earlier"
    " scores did not",
)
NO_TOWNS = Label(
    "ในคลังไม่มีหน่วยงานใดที่มีทั้งรายงานและผล ITA ของสองปีติดกัน",
    "No organisation in the library has both reports and ITA results of two years in a row",
)
NEEDED = Label(
    "ต้องมีอะไรบ้าง: รายงานและผลคะแนน ITA ของสองปีติดกัน จากหลายสิบแห่ง"
    " และเรื่องเดียวกันต้องมีอย่างน้อย {fewest} แห่งที่เพิ่งเริ่มทำ"
    " ผล ITA เพิ่มได้ด้วยไฟล์ตารางคะแนน (XLSX หรือ CSV) ของจังหวัดหรือทั้งประเทศ",
    "What is needed: reports and ITA results of two years in a row, of some dozens of towns, of"
    " which at least {fewest} took the same thing up. ITA results can be added as a table of"
    " scores (XLSX or CSV) of a province or the whole country.",
)

# The table
WHAT = Label("เรื่องหรือข้อความ", "Topic or text")
DIFFERENCE = Label("ต่างกัน (ช่วง 95 %)", "Difference (95 % interval)")
PICTURE = Label("ภาพ −{most} ถึง +{most}", "Picture, −{most} to +{most}")
TOOK_UP = Label("เริ่มทำ", "Took it up")
TOOK_UP_CHANGED = Label("เริ่มทำ · คะแนนเปลี่ยน", "Took it up · change")
DID_NOT_CHANGED = Label("คู่เทียบที่ไม่ได้เริ่ม · คะแนนเปลี่ยน", "Matched, did not · change")
JUDGEMENT = Label("เทียบกับความบังเอิญ", "Against chance")
COUNT_AND_CHANGE = Label("{count:,} แห่ง · {change}", "{count:,towns} · {change}")
INTERVAL = Label("{difference} ({low} ถึง {high})", "{difference} ({low} to {high})")
BEYOND_CHANCE = Label("เกินความบังเอิญ", "more than chance")
MAY_BE_CHANCE = Label("อาจเป็นความบังเอิญ", "may be chance")
GROUP_ABOVE = Label("เกินความบังเอิญ ({count:,})", "More than chance ({count:,})")
GROUP_TOPICS = Label("เรื่อง ({count:,})", "Topics ({count:,})")
GROUP_TEXTS = Label("ข้อความเดียวกันที่หลายแห่งใช้ ({count:,})", "The same text in many towns ({count:,})")
UNMATCHED = Label("อีก {count:,} แห่งหาคู่ไม่ได้", "{count:,} more have no match")

# How to read it
HOW = Label("อ่านตารางอย่างไร และบอกอะไรไม่ได้บ้าง", "How to read this, and what it cannot say")
LIMITS = (
    Label(
        "เริ่มทำ: รายงานของปีนั้นมีมาตรการเรื่องนี้ รายงานปีก่อนไม่มี และรู้ผล ITA ทั้งสองปี",
        "Took it up: that year's report has a measure on it, the year before's has none, and the"
        " ITA results of both years are known",
    ),
    Label(
        "ตัวเลขการเปลี่ยนแปลงเป็นค่ามัธยฐานของคะแนนปีนั้นลบปีก่อน",
        "Changes are medians of that year's score less the year before's",
    ),
    Label(
        "แต่ละแห่งที่เริ่มทำเทียบกับแห่งที่ไม่ได้เริ่มไม่เกิน {most} แห่ง"
        " ในปีเดียวกัน ที่คะแนนเดิมต่างไม่เกิน {widest:g} คะแนน และคะแนนรวมเดิมอยู่ในช่วง {band:g} คะแนนเดียวกัน"
        " เพราะคะแนนที่ต่ำผิดปกติมักสูงขึ้นเองในปีถัดมา แห่งที่หาคู่เช่นนั้นไม่ได้ไม่นับ",
        "Each is compared with at most {most:towns} that did not, of the same years, an earlier"
        " score within {widest:g} points, and an earlier total in the same band of {band:g}: a"
        " score that is low by chance rises by itself. Those"
        " without such a match are not counted",
    ),
    Label(
        "จับคู่ด้วยคะแนนเดิมเท่านั้น ไม่ได้ดูขนาด งบประมาณ ผู้บริหาร หรือสิ่งอื่นที่เริ่มทำพร้อมกัน",
        "They are matched by the earlier score alone, not by size, budget, leadership or whatever"
        " else was taken up at the same time",
    ),
    Label(
        "เรื่องของมาตรการส่วนใหญ่เดาจากเนื้อหา และการเขียนไว้ในรายงานไม่ได้แปลว่าทำจริง",
        "What a measure is about is mostly guessed from its text, and what a report lists need not"
        " have been done",
    ),
    Label(
        "น้อยกว่า {fewest} แห่งในฝ่ายใดฝ่ายหนึ่ง ไม่แสดงตัวเลข",
        "With fewer than {fewest:towns} on either side no numbers are shown",
    ),
)
FEW = Label("น้อยเกินไป ({count:,} เรื่อง)", "Too few towns ({count:,})")
FEW_DID_NOT = Label("ไม่ได้เริ่ม", "Did not")
