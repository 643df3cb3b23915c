"""Words of answers and errors in Thai and English."""

from itasearch.wording.label import Label

UNKNOWN_OWNER = Label("หน่วยงานที่รายงานไม่ได้ระบุ", "an organisation that the report does not name")
YEAR = Label("ปีงบประมาณ {year}", "fiscal year {year} BE")
UNKNOWN_YEAR = Label("ไม่ทราบปีงบประมาณ", "fiscal year not known")

FOUND = Label(
    "พบ {sure} มาตรการที่ตอบ “{query}” และ {near} มาตรการที่เพียงใกล้เคียง",
    "For “{query}”: {sure:measures} found; only near: {near}",
)
PERHAPS = Label(
    "อาจไม่มีมาตรการที่ตอบ “{query}” ต่อไปนี้เป็นเพียงสิ่งที่ใกล้เคียงที่สุด",
    "Perhaps nothing answers “{query}”; what follows is only what is closest",
)
NO_MATCH = Label(
    "ไม่มีมาตรการในคลังที่ตอบ “{query}”", "No match: nothing in the library answers “{query}”"
)
NEAREST = Label("ที่ใกล้เคียงที่สุด แต่ไม่ใช่คำตอบ:", "Closest, but no answer:")
ONLY_NEAR = Label("(เพียงใกล้เคียง)", "(only near)")
READ_AS = Label("เข้าใจว่า: “{typed}” → เฉพาะ {name}", "Understood: “{typed}” → only {name}")
SEARCHED_AS_WORDS = Label(
    "ไม่ได้กรอง: “{typed}” ({name}) ค้นเป็นคำแทน เพราะไม่มีคำตอบที่แน่ชัดของชื่อนี้",
    "Not a filter: “{typed}” ({name}) was searched as words, for nothing of it surely answers",
)
WHICH_ONE = Label("แห่งใด ใช้คำแทนว่า: {choices}", "Which one? Use instead: {choices}")
NOT_HELD = Label(
    "คลังไม่มีรายงานของ {name} จึงไม่ได้ใช้กรอง", "The library has no report of {name}: it is no filter"
)
ADDED = Label("ค้นคำเหล่านี้ด้วย: {names}", "Searched besides: {names}")
LIKE = Label("{count} มาตรการที่คล้ายกับ {id}", "{count:measures} like {id}")
NOTHING_LIKE = Label("ไม่มีมาตรการที่คล้ายกับ {id}", "Nothing is like {id}")
SOURCE = Label("ที่มา: {citation}", "Source: {citation}")
IDENTIFIER = Label("รหัส: {id}", "Id: {id}")
WHY = Label("เหตุผล: {reason}", "Why: {reason}")
COPIES = Label(
    "ข้อความเดียวกันใน {count} มาตรการอื่น: {places}",
    "The same text in {count:other measures}: {places}",
)
ABOUT = Label("เรื่อง: {names}", "About: {names}")
CUT = Label("(ข้อความถูกตัด ดูทั้งหมดด้วย show)", "(cut; show has the whole)")

EMPTY_LIBRARY = Label(
    "คลังยังไม่มีรายงาน เพิ่มได้ด้วย: itasearch add ไฟล์…",
    "The library has no reports yet; add some with: itasearch add FILE…",
)
INDEX_BEHIND = Label(
    "ดัชนีค้นหาเก่ากว่าคลังและยังเขียนไม่ได้ในขณะนี้ คำตอบนี้มาจากดัชนีเดิม",
    "The index is behind the library and cannot be written just now: "
    "this answer is from it as it was",
)
LEFT_OUT = Label(
    "แสดง {shown} จาก {count} รายการของ {what} ดูเพิ่มด้วย limit",
    "{shown} of {count} {what} are shown; a higher limit has more",
)

COMPARED = Label("เปรียบเทียบ {left} กับ {right}", "{left} beside {right}")
SIZES = Label(
    "คู่ {pairs}, รวมไว้ในข้อเดียว {covers}, อาจเป็นเรื่องเดียวกัน {maybe}, มีเฉพาะซ้าย {only_left},"
    " มีเฉพาะขวา {only_right}",
    "pairs {pairs}, covers {covers}, maybe {maybe}, only left {only_left}, only right {only_right}",
)
PAIRS = Label("มาตรการที่ทำเรื่องเดียวกัน", "Measures that do the same thing")
COVERS = Label("มาตรการหนึ่งข้อที่ตรงกับหลายข้อ", "One measure that covers several")
MAYBE = Label("อาจเป็นเรื่องเดียวกัน", "These may do the same thing")
NEAREST_OF_OTHER = Label("ใกล้เคียงที่สุดของอีกฝ่าย ({percent}%)", "nearest of the other ({percent}%)")
ONLY_LEFT = Label("มีเฉพาะซ้าย", "Only left")
ONLY_RIGHT = Label("มีเฉพาะขวา", "Only right")
LEFT = Label("ซ้าย", "left")
RIGHT = Label("ขวา", "right")
ALIKE = Label("เหมือนกัน {percent}%", "{percent}% alike")
SAME = Label("ข้อความเหมือนกัน", "they say the same")
NOTHING = Label("(ไม่มี)", "(nothing)")
COVERED = Label(
    "{owner} {year} เทียบกับแห่งที่คล้ายกัน {count} แห่ง คำแนะนำเท่านั้น ไม่ใช่คำตัดสิน",
    "{owner}, {year}, beside {count:similar organisations}; advice, never a verdict",
)
GAPS = Label(
    "เรื่องที่แห่งคล้ายกันส่วนใหญ่ทำ และแห่งนี้ไม่มี",
    "What most similar organisations touch and this one does not",
)
GAP = Label("{name}: {towns} จาก {of} แห่ง", "{name}: {towns} of {of}")
TOUCHES = Label("เรื่องที่มีอยู่แล้ว: {names}", "Touched already: {names}")
SIMILAR_TOWNS = Label("แห่งที่คล้ายกัน: {names}", "Similar organisations: {names}")
INCOMPLETE = Label("มาตรการที่ขาดบางส่วนของแบบ", "Measures that lack parts of the form")
TOPIC = Label("หัวข้อ {name}", "topic {name}")
INDICATOR = Label("ตัวชี้วัด {key} {name}", "indicator {key} {name}")

DRAFTED = Label(
    "แม่แบบ “{name}” ({id}) ในนาม {owner}: {rows} แถว เหลือช่องว่าง {blanks} จุด คำถาม {questions} ข้อ",
    "Draft “{name}” ({id}) for {owner}: {rows:rows}, {blanks:blanks} to fill in, "
    "{questions:questions} to decide",
)
NO_TARGET = Label("(ยังไม่ระบุหน่วยงาน)", "(no organisation chosen yet)")
DRAFT_LINK = Label("เปิดในแอป: {link}", "In the app: {link}")
QUESTIONS = Label("คำถามที่คนต้องตัดสินใจ", "Questions for a person to decide")
DOCUMENT_CUT = Label(
    "เอกสารถูกตัดที่ {most:,} ตัวอักษร เปิดฉบับเต็มในแอป หรือ: itasearch export --draft {id}",
    "The document is cut at {most:,} characters; the app has the whole, or: "
    "itasearch export --draft {id}",
)
ROWS_LEFT_OUT = Label(
    "รายการแถวแสดงเพียง {shown} จาก {count} แถว เอกสารมีครบ",
    "Of the rows {shown} of {count} are listed; the document has them all",
)
CITE = Label("โปรดอ้างที่มาเมื่อใช้ข้อความเหล่านี้", "Cite the source of what you use")

NO_MEASURE = Label(
    "ไม่มีรายงานหรือมาตรการรหัส “{id}” โปรดใช้รหัสจากคำตอบของ search หรือ similar",
    "No report or measure has the id “{id}”; take ids from answers of search or similar",
)
NO_DRAFT = Label(
    "ไม่มีแม่แบบรหัส “{id}” หรือเป็นของผู้อื่น โปรดใช้ draft_id จากคำตอบของ draft",
    "No draft has the id “{id}”, or it is another person's; take draft_id from an answer of draft",
)
NOTHING_TO_DRAFT = Label(
    "ยังไม่มีมาตรการในแม่แบบ โปรดระบุ measure_ids หรือ draft_id",
    "The draft would have no measures; name measure_ids, or the draft_id of one that has",
)
TOO_FULL = Label(
    "แม่แบบจะมี {count} แถว ทำด้วยเครื่องมือนี้ได้ไม่เกิน {most} แถว โปรดเลือกมาตรการให้น้อยลง",
    "The draft would have {count} rows, and this tool makes at most {most}; choose fewer measures",
)
NO_NAME = Label(
    "“{typed}” ไม่ใช่ชื่อหน่วยงาน โปรดใช้ชื่อเต็มหรือชื่อย่อ เช่น ทต.แม่กา",
    "“{typed}” is no organisation's name; use a full or short one, such as ทต.แม่กา",
)
NO_YEAR = Label(
    "“{typed}” ไม่ใช่ปีงบประมาณ โปรดใช้ปี พ.ศ. หรือ ค.ศ. เช่น 2566 หรือ 2023",
    "“{typed}” is no fiscal year; use the Buddhist Era or CE, such as 2566 or 2023",
)
USE_NEAREST = Label(" โปรดลองใหม่ด้วยชื่อใดชื่อหนึ่งนี้", "; try again with one of these")
TOO_LONG = Label(
    "ค่าของ {name} ยาวเกินไป ใช้ได้ไม่เกิน {most:,} ตัวอักษร โปรดทำให้สั้นลง",
    "{name} is too long; it takes at most {most:,} characters, make it shorter",
)
TOO_MANY_VALUES = Label(
    "{name} มีหลายค่าเกินไป ใช้ได้ไม่เกิน {most:,} ค่า โปรดแบ่งเป็นหลายครั้ง",
    "{name} has too many values; it takes at most {most:,}, call the tool several times",
)
MISSING_VALUE = Label("ไม่มีค่าของ {name} โปรดระบุ", "{name} is missing; give it")
WRONG_VALUE = Label(
    "ค่าของ {name} ใช้ไม่ได้ ({reason}) โปรดแก้ตามแบบของเครื่องมือ",
    "the value of {name} cannot be used ({reason}); mend it by the tool's schema",
)
NO_SUCH_TOOL = Label("ไม่มีเครื่องมือ {name} มี: {names}", "there is no tool {name}; there are: {names}")
NEEDS_KEY = Label(
    "เครื่องมือนี้ใช้ได้เมื่อมีกุญแจของคลัง โปรดขอจากผู้ดูแลคลัง แล้วส่งเป็น Authorization: Bearer กุญแจ",
    "this needs a key of the library; ask its administrator for one, and send it as "
    "Authorization: Bearer KEY",
)
LIBRARY_FAULT = Label(
    "คลังหรือดัชนีค้นหาใช้ไม่ได้ในขณะนี้ โปรดแจ้งผู้ดูแลคลัง",
    "the library or its index cannot be used just now; report it to its administrator",
)
FAULT = Label(
    "เครื่องมือ {name} ทำงานผิดพลาด โปรดลองใหม่ ถ้ายังผิดพลาดโปรดแจ้งผู้ดูแลคลัง",
    "the tool {name} failed; try again, and if it fails again report it to the library's "
    "administrator",
)
