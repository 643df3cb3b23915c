"""Labels of the desk and of the welcome."""

from itasearch.ui.kit.labels import Label

DESK_OF = Label("โต๊ะทำงานของ", "The desk of")
CHANGE_TOWN = Label("เปลี่ยนหน่วยงาน", "Another town")
FORGET_TOWN = Label("ไม่ใช้หน่วยงานนี้แล้ว", "This is not our town")
CHOOSE_TOWN = Label("เลือกหน่วยงานของเรา", "Choose our organisation")
CHOOSE_TOWN_HELP = Label(
    "เลือกครั้งเดียว หน้าแรกจะเป็นโต๊ะทำงานของหน่วยงานเรา จำไว้ในเบราว์เซอร์นี้เท่านั้น",
    "Choose once, and this page becomes your town's desk; only this browser remembers it",
)
SET_OWN = Label("ตั้งเป็นหน่วยงานของเรา", "This is our town")
IS_OWN = Label("หน่วยงานของเรา", "Our town")

LATEST = Label("แผนและรายงานล่าสุดของเรา", "Our latest plan and report")
NO_REPORTS = Label(
    "ในคลังยังไม่มีรายงานของเรา เพิ่มรายงานเพื่อให้เทียบกับแห่งอื่นได้",
    "The library has no report of ours yet: add one, to compare it with others",
)
ADD_REPORT = Label("เพิ่มรายงาน", "Add a report")
OUR_PAGE = Label("ดูทุกอย่างของเรา", "All that is known of us")
OUR_YEARS = Label("เทียบปีต่อปี", "Year by year")
NEWS = Label("ใหม่ตั้งแต่ครั้งก่อน", "New since your last visit")
NEWS_COUNT = Label("มีรายงานใหม่ {count:,} ฉบับ ตั้งแต่ {when}", "{count:,new reports} since {when}")
NEWS_NONE = Label("ไม่มีรายงานใหม่ ตั้งแต่ {when}", "No new report since {when}")
NEWS_FIRST = Label(
    "เริ่มนับจากวันนี้ ครั้งหน้าจะเห็นว่ามีรายงานใดเพิ่มเข้ามา",
    "Counted from today on: next time you see which reports were added",
)
NEWS_MORE = Label("และอีก {count:,} ฉบับในคลังรายงาน", "and {count:,} more in the library")
DRAFTS = Label("แม่แบบที่กำลังทำ", "Drafts going on")
DRAFT_ROW = Label("{rows:,} มาตรการ · แก้ไขล่าสุด {when}", "{rows:,measures} · changed {when}")
DRAFT_CURRENT = Label("กำลังใช้อยู่", "in use")
NO_DRAFTS = Label(
    "ยังไม่มีแม่แบบ กด “เพิ่มในแม่แบบ” ที่มาตรการใดก็ได้เพื่อเริ่ม",
    "No draft yet: press “Add to template” at any measure to begin one",
)
WEAK = Label("ตัวชี้วัดที่เราอ่อน และใครทำได้ดีกว่า", "Our weakest indicators, and who does better")
GAPS = Label("แห่งที่คล้ายกันทำ แต่เรายังไม่มี", "What similar towns do and we do not")

HOLDS_BY_PROVINCE = Label("รายงานในคลัง แยกตามจังหวัด", "Reports by province")
HOLDS_BY_YEAR = Label("รายงานในคลัง แยกตามปีงบประมาณ", "Reports by fiscal year")
UNKNOWN = Label("ไม่ทราบ", "unknown")
REPORTS = Label("รายงาน", "Reports")
MORE_PROVINCES = Label("ดูที่เหลือ ({count:,})", "Show the rest ({count:,})")

SAMPLES = Label("รายงานตัวอย่าง", "Sample reports")
EMPTY_SAMPLES = Label("ล้างตัวอย่าง", "Empty the samples")
EMPTY_HELP = Label(
    "นำรายงานตัวอย่างและคะแนนตัวอย่างออกจากคลังสำหรับทุกคน รายงานที่เพิ่มเองยังอยู่ครบ โหลดกลับมาได้",
    "Takes the sample reports and scores out for everyone; your own reports stay, and the samples"
    " can be loaded again",
)
LOAD_SAMPLES = Label("โหลดตัวอย่าง", "Load the samples")
LOAD_HELP = Label(
    "เพิ่มรายงานของหน่วยงานสมมติ เพื่อทดลองใช้ ล้างออกได้ทุกเมื่อ",
    "Adds reports of invented towns to try itasearch with; they can be removed at any time",
)
WORKING = Label("กำลังทำงาน…", "Working…")
