"""Labels of the search view beyond its box: filters, topics, copies, scores, advice."""

from itasearch.model.ranking import HitOrder, SuggestionKind
from itasearch.ui.kit.labels import Label

# Suggestions while a query is being typed
SUGGESTIONS = Label("คำค้นที่แนะนำ", "Suggested queries")
SUGGESTIONS_COUNT = Label(
    "มีคำแนะนำ {count} รายการ เลือกด้วยลูกศรขึ้นลง", "Suggestions: {count}; choose with the arrow keys"
)
SUGGESTED = {
    SuggestionKind.TOPIC: Label("เรื่อง", "Topic"),
    SuggestionKind.TOWN: Label("หน่วยงาน", "Organisation"),
    SuggestionKind.TERM: Label("คำที่ใช้ในรายงาน", "Term"),
    SuggestionKind.TITLE: Label("มาตรการ", "Measure"),
}
SEARCHED_BEFORE = Label("เคยค้น", "Searched before")
FORGET_SEARCHED = Label("ลบคำที่เคยค้นในเบราว์เซอร์นี้", "Forget what was searched in this browser")

# Words that were added to the query
ADDED_WORDS = Label("คำที่ช่วยค้นด้วย", "Also searched")
ADDED_HELP = Label("กดเพื่อไม่ใช้คำนี้ กดอีกครั้งเพื่อใช้", "Press to leave it out, again to use it")
ADDED_MORE = Label("อีก {count} คำ", "{count:more words}")
RESPELLED = Label("ค้นหา “{name}” ด้วย", "“{name}” is searched, too")
RESPELLED_NOT_USED = Label("ค้นเฉพาะ “{asked}” ตามที่พิมพ์", "Only “{asked}” is searched, as typed")
RESPELLED_SWITCH_OFF = Label("ค้นเฉพาะที่พิมพ์ “{asked}”", "Search only “{asked}”")
RESPELLED_SWITCH_ON = Label("ค้นหา “{name}” ด้วย", "Search “{name}”, too")

# Names and years of the query
UNDERSTOOD = Label("เข้าใจว่าเฉพาะ", "Understood as only")
AS_WORDS = Label("ถือว่า “{asked}” เป็นคำค้นธรรมดา", "Take “{asked}” as words")
OF_TOWNS = Label("ดูเพิ่มเติม", "See also")
PAGE_OF_TOWN = Label("หน้าของ{name}", "Page of {name}")
COMPARE_TOWNS = Label("เปรียบเทียบสองแห่งนี้", "Compare these two")
WHICH_ONE = Label("“{asked}” หมายถึงแห่งใด", "Which “{asked}”?")
USE_AS_FILTER = Label("กรองเฉพาะ “{asked}”", "Only “{asked}”")
SEARCHED_AS_WORDS = Label("ค้นเป็นคำธรรมดา", "Searched as words")
NOT_APPLIED = Label(
    "ใน{name}ไม่พบสิ่งที่ค้นอย่างแน่ชัด จึงค้น “{asked}” เป็นคำธรรมดา",
    "Nothing of {name} surely answers; “{asked}” is searched as words",
)
GIST = Label("โดยสรุป (itasearch): {names}", "In English, by itasearch: {names}")
NOT_HELD = Label(
    "ไม่มีรายงานของ {name} ในคลัง ส่วนที่ไม่มีจึงไม่ได้ใช้กรอง",
    "The library has no report of {name}; what it lacks is no filter",
)
TRY_WITH_NAMES = Label("กรองด้วยชื่อและปีอีกครั้ง", "Filter by names and years again")
TRY_WITHOUT_NAMES = Label("ค้นชื่อและปีเป็นคำธรรมดา", "Search names and years as words")

# Filters, likes and the topics to browse
FILTER_TOPIC = Label("เรื่อง", "Topic")
CHOSEN_FILTERS = Label("กรองเฉพาะ", "Only")
ALL_FILTERS_OFF = Label("ล้างตัวกรอง", "Clear filters")
FACET_REST = Label("อีก {count} รายการ", "{count} more")
FACETS_HELP = Label(
    "ตัวเลขคือจำนวนมาตรการในคลังที่ผ่านตัวกรองอื่นที่เลือกไว้ ไม่ได้นับเฉพาะคำตอบของคำค้น\n"
    "เลือกหลายค่าในแถวเดียวกัน หมายถึงค่าใดค่าหนึ่งก็ได้ ต่างแถวกัน ต้องตรงทุกแถว",
    "The numbers count the measures of the library that pass the other filters,"
    " not those of the answer.\n"
    "Several values in one row are alternatives; all rows must hold",
)
FACETS_OF_ANSWER = Label(
    "ตัวเลขคือจำนวนมาตรการใน {count} มาตรการที่ตรงกับคำค้นที่สุด\n"
    "เลือกหลายค่าในแถวเดียวกัน หมายถึงค่าใดค่าหนึ่งก็ได้ ต่างแถวกัน ต้องตรงทุกแถว",
    "The numbers count the best {count:measures}.\n"
    "Several values of one kind are alternatives; all kinds must hold",
)
FILTER_AND_SORT = Label("กรองและเรียงลำดับ", "Filter and sort")
CLOSE_FILTERS = Label("ปิด กลับไปดูคำตอบ", "Close, back to the answer")
ORDER = Label("เรียงตาม", "Sort by")
ORDERS = {
    HitOrder.RELEVANCE: Label("ตรงที่สุด", "Relevance"),
    HitOrder.YEAR: Label("ปีล่าสุด", "Newest year"),
    HitOrder.TOTAL: Label("คะแนน ITA ของหน่วยงาน", "ITA total of the town"),
    HitOrder.DETAIL: Label("เขียนไว้ละเอียดที่สุด", "Most detailed"),
}
SORTED_OVER = Label(
    "เรียงตาม “{order}” ใน {count:,} มาตรการที่ตรงที่สุด",
    "sorted by “{order}” over the {count:,} that answer best",
)
CARDS = Label("แสดงผลแบบ", "Cards")
CARDS_FULL = Label("เต็ม", "Full")
CARDS_COMPACT = Label("ย่อ", "Compact")
FILTER_TOTAL = Label("คะแนน ITA ล่าสุดของหน่วยงาน", "Newest ITA total of the town")
ANY_TOTAL = Label("ทุกคะแนน", "Any")
TOTAL_FROM = Label("ITA ตั้งแต่ {least}", "ITA {least} or more")
TOTAL_TO = Label("ITA ไม่เกิน {most}", "ITA up to {most}")
TOTAL_BETWEEN = Label("ITA {least} ถึง {most}", "ITA {least} to {most}")
TOTAL_OF_TOWN = Label("คะแนน ITA {total}", "ITA {total}")
TOTAL_TIP = Label(
    "คะแนน ITA ล่าสุดของหน่วยงานที่มีในคลัง", "The newest ITA total of the town in the library"
)
FACET_COUNT = Label("{name} {count:,} มาตรการ", "{name}, {count:,measures}")
REMOVE_FILTER = Label("เอา “{name}” ออก", "Take “{name}” off")
WAS_THIS_IT = Label("ผลที่ {place} ใช่ที่หาหรือไม่", "Is hit {place} what you sought?")
SOUGHT = Label("ใช่ที่หา", "This is it")
NOT_SOUGHT = Label("ไม่ใช่ที่หา", "Not what I sought")
LIKE = Label("คล้ายแบบนี้", "More like this")
LIKE_HELP = Label("ค้นใหม่ให้คล้ายมาตรการนี้มากขึ้น", "Search again for measures more like this one")
GONE = Label("ไม่อยู่ในคลังแล้ว", "No longer in the library")
ONLY_LIKE = Label("ดูที่คล้ายทั้งหมด โดยไม่ใช้คำค้น", "All that are like it, without the words")
FOUND_LIKE = Label(
    "แสดง {hits:,} มาตรการที่คล้ายที่สุด จาก {organisations:,} หน่วยงาน",
    "The {hits:,most similar measures}, of {organisations:,organisations}",
)
BROWSE = Label("เลือกดูตามเรื่อง", "Look by topic")

# How to type a query
HELP = Label("วิธีพิมพ์คำค้น", "How to type")
HELP_WORDS = Label(
    "พิมพ์เรื่องที่อยากรู้เป็นคำหรือทั้งประโยค ภาษาไทย อังกฤษ หรือปนกันก็ได้ เครื่องหมายต่อไปนี้ใช้เมื่อต้องการให้แคบลง",
    "Type words or a whole question, in Thai, English or both. These signs narrow it",
)
HELP_QUOTED = Label(
    "คำในเครื่องหมายคำพูดต้องอยู่ติดกันตามนี้", "words in quotation marks are found together, in this order"
)
HELP_WITHOUT = Label("ไม่เอามาตรการที่มีคำนี้", "measures with this word are left out")
HELP_NAMES = Label(
    "ชื่อหน่วยงาน อำเภอ จังหวัด ภาค ปี และเลขตัวชี้วัด กรองให้เอง กด × ที่ชื่อเพื่อค้นเป็นคำธรรมดา",
    "towns, districts, provinces, regions, years and indicators become filters;"
    " press × to search them as words",
)
HELP_FIELD = Label("คำนี้ต้องอยู่ในช่องนั้นของตาราง", "the word is in this field of the table")
HELP_FIELDS = Label("ช่องที่ใช้ได้: {names}", "Fields: {names}")
HELP_MEANING = Label("ความหมาย", "Meaning")
FIELD_PREFIXES = {
    "title": Label("มาตรการ", "title"),
    "steps": Label("ขั้นตอน", "steps"),
    "responsible": Label("ผู้รับผิดชอบ", "responsible"),
    "timeframe": Label("ระยะเวลา", "timeframe"),
    "follow_up": Label("ติดตาม", "follow_up"),
    "results": Label("ผล", "results"),
    "problems": Label("ปัญหา", "problems"),
}
"""Names of fields before a colon; the query parser knows these and others."""

HELP_EXAMPLE_NAMES = Label("ร้องเรียน ทต.แม่กา ปี 66", "complaints Phayao 2023")
HELP_EXAMPLE_QUOTED = Label("“งดรับของขวัญ”", "“no gift policy”")
HELP_EXAMPLE_WITHOUT = Label("ร้องเรียน -ทุจริต", "complaints -corruption")
HELP_EXAMPLE_FIELD = Label("ขั้นตอน:เว็บไซต์", "steps:website")

# What a measure is about
GUESSED = Label("เดาจากเนื้อหา", "Guessed from the text")
GUESSED_TIP = Label(
    "โปรแกรมเดาจากเนื้อหา มั่นใจ {percent} %", "Guessed from the text, {percent} % sure"
)
STATED_TIP = Label("{name} ตามที่รายงานระบุ", "{name}, as the report states")
CORRECTED_MARK = Label("ตรวจแล้ว", "checked")
CORRECTED_TIP = Label("มีคนตรวจและยืนยันแล้ว", "A person has said so")
CORRECT_ABOUT = Label("แก้เรื่องหรือตัวชี้วัด", "Correct topic or indicator")
ABOUT_TITLE = Label("มาตรการนี้เกี่ยวกับเรื่องใด", "What is this measure about?")
ABOUT_HELP = Label(
    "กดบันทึกเมื่อทุกอย่างที่แสดงที่นี่ถูกต้อง ทั้งเรื่องและตัวชี้วัดจะใช้แทนที่โปรแกรมเดา และนับว่าตรวจแล้ว",
    "Save when all that is shown here is right: topics and indicator then count as checked"
    " and take the place of the guess",
)
ABOUT_TOPIC = Label("เรื่องที่ {number}", "Topic {number}")
ABOUT_NO_TOPIC = Label("ไม่มี", "None")
ABOUT_INDICATOR = Label("ตัวชี้วัด ITA", "ITA indicator")
ABOUT_NONE = Label("ให้โปรแกรมเดา", "Leave it to the guess")
ABOUT_SAVE = Label("บันทึก", "Save")
ABOUT_SAVED = Label(
    "บันทึกแล้ว เลิกทำได้ในหน้าต่างเดิมหรือหน้าตรวจรายงาน",
    "Saved. The same window or the report’s review can undo it",
)
ABOUT_UNDO_TOPICS = Label("เลิกทำ: เรื่อง", "Undo: topics")
ABOUT_UNDO_INDICATOR = Label("เลิกทำ: ตัวชี้วัด", "Undo: indicator")

# Copies in other reports
COPIES_PLACES = Label(
    "ข้อความเดียวกันใน {count} แห่ง {reports} รายงาน", "Same text in {count:places}, {reports:reports}"
)
COPIES_REPORTS = Label("ข้อความเดียวกันใน {count} รายงาน", "Same text in {count:reports}")
COPIES_MORE = Label("และอีก {count} รายงาน", "and {count:more reports}")
COPIES_YEARS = Label("ปีงบฯ {years}", "FY {years} BE")
COPY_EQUAL = Label("ทุกช่องเหมือนกัน", "Word for word")
COPY_DIFFERS = Label("ต่างที่ {fields}", "Differs in {fields}")
COPY_NUMBER = Label("{field} ({there} แทน {here})", "{field} ({there} instead of {here})")
COPY_COMPARE = Label("เทียบสองรายงาน", "Compare the two reports")
THIS_ONE = Label("มาตรการนี้", "This one")
UNCHANGED_SINCE = Label("ไม่เปลี่ยนตั้งแต่ปี {year}", "Unchanged since FY {year} BE")

# Why a measure was found
WHY = Label("ทำไมจึงพบ", "Why it was found")
WHY_PART = Label("ส่วนของคะแนน", "Part of its score")
WHY_VALUE = Label("ได้ จากเต็ม 1", "Got, of 1")
WHY_WEIGHT = Label("น้ำหนัก", "Weight")
WHY_BAR = Label("แถบ", "Bar")
WHY_NUMBERS = Label(
    "แต่ละส่วนเต็ม 1 ส่วนที่น้ำหนักมากมีผลต่ออันดับมาก “คำตรงกัน” จะได้ 1 เมื่อมีทุกคำที่ค้น"
    " รวมคำที่ช่วยค้น จึงมักได้น้อยแม้มีคำนั้นอยู่ ใช้เทียบกันได้เฉพาะในคำตอบนี้",
    "Each part is at most 1; the heavier its weight, the more it counts for the order."
    " “Words in common” is 1 only where all words are found that were searched, added ones too,"
    " so it is often low. The numbers compare within this answer only",
)
SIGNAL_LABELS = {
    "semantic": Label("ความหมายใกล้เคียง", "Close in meaning"),
    "words": Label("คำตรงกัน", "Words in common"),
    "trigrams": Label("ตัวสะกดคล้าย", "Spelt alike"),
    "covered": Label("มีสิ่งที่ถามครบเพียงใด", "How much of what was asked"),
    "title": Label("สิ่งที่ถามอยู่ในชื่อ", "What was asked, in the title"),
    "typed": Label("ชื่อมีครบตามที่พิมพ์", "All as typed, in the title"),
    "topic": Label("เป็นเรื่องเดียวกัน", "The same topic"),
    "kin": Label("คล้ายคำตอบอันดับต้น", "Like the first hits"),
    "coverage": Label("คำค้นที่ในคลังรู้จัก", "Words the library knows"),
}

# No good answer
NO_ANSWER = Label("ไม่พบมาตรการที่ตรงกับ “{query}”", "No measure matches “{query}”")
UNSURE = Label(
    "ไม่แน่ใจว่ามีมาตรการที่ตรงกับ “{query}” ต่อไปนี้คือมาตรการที่ใกล้เคียงที่สุด",
    "Perhaps no measure answers “{query}”; these are the nearest",
)
NO_ANSWER_CHOSEN = Label("ไม่พบมาตรการตามที่เลือก", "No measure fits what was chosen")
TRY = Label("ลองวิธีต่อไปนี้", "What you can try")
TRY_NO_FILTERS = Label("ค้นโดยไม่ใช้ตัวกรอง ({count})", "Search without filters ({count})")
TRY_ADDED = Label("ใช้คำที่ช่วยค้นทั้งหมดอีกครั้ง", "Use all added words again")
TRY_AS_TYPED = Label("ค้นเฉพาะคำที่พิมพ์", "Search only the words as typed")
TRY_UNREFINED = Label("เลิกใช้ “คล้ายแบบนี้”", "Drop “more like this”")
TRY_ALL_WAYS = Label("ค้นทั้งความหมายและคำ", "Search by meaning and words")
TRY_PLAIN = Label("ค้นโดยไม่ใช้เครื่องหมาย: {text}", "Search without signs: {text}")
TRY_TOPICS = Label("เลือกดูตามเรื่องแทน", "Look by topic instead")
TRY_OTHER_WORDS = Label("ใช้คำที่สั้นลง หรือเรียกเรื่องนี้ด้วยคำอื่น", "Use fewer words, or other names for it")
FOUND_UNSURE = Label(
    "แสดง {hits:,} มาตรการที่ใกล้เคียงที่สุด จาก {organisations:,} หน่วยงาน อาจไม่ใช่เรื่องที่ถาม",
    "The {hits:,nearest measures}, of {organisations:,organisations}, perhaps not what was asked",
)
NEAREST = Label(
    "มาตรการที่ใกล้เคียงที่สุด แต่อาจไม่ใช่เรื่องที่ถาม", "The nearest measures, perhaps not what was asked"
)
