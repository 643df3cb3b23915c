"""Labels of the whole app: the search box, the library and uploads.

Every label has Thai and English and may hold {placeholders}; the screen shows one language.
Streamlit's own English words are at the end with the Thai that page.js puts in their place.
"""

from itasearch.model.library import OutcomeKind
from itasearch.model.ranking import SearchMode
from itasearch.wording.label import Label as Label  # for the labels of each view
from itasearch.wording.labels import FIELD_NAMES
from itasearch.wording.names import KINDS, TYPES

APP_NAME = Label("itasearch", "itasearch")
APP_PURPOSE = Label(
    "ค้นหาและอ่านมาตรการส่งเสริมคุณธรรมและความโปร่งใส (ITA) ขององค์กรปกครองส่วนท้องถิ่น",
    "Search and read the integrity measures (ITA) of Thai local governments",
)
NAV = Label("เมนูหลัก", "Main menu")
NAV_SEARCH = Label("ค้นหา", "Search")
NAV_COMPARE = Label("เปรียบเทียบ", "Compare")
NAV_DRAFT = Label("แม่แบบ ({count})", "Template ({count})")
NAV_LIBRARY = Label("คลังรายงาน", "Library")
OTHER_LANGUAGE = Label("English", "ไทย")
TO_DARK = Label("เปลี่ยนเป็นพื้นสีเข้ม", "Switch to dark colours")
TO_LIGHT = Label("เปลี่ยนเป็นพื้นสีอ่อน", "Switch to light colours")
CANCEL = Label("ยกเลิก", "Cancel")
DETAILS = Label("รายละเอียดสำหรับผู้ดูแลระบบ", "Details for the administrator")
MORE = Label("แสดงเพิ่ม", "Show more")
UNDO = Label("เลิกทำ", "Undo")
DONE = Label("เสร็จแล้ว", "Done")
NAME_HINT = Label("พิมพ์ชื่อเพื่อเลือก", "Type a name to choose")
LIST_HINT = Label("เลือกจากรายการ", "Choose from the list")
NARROW_HINT = Label(
    "พิมพ์ชื่อหรือจังหวัด แล้วกด Enter เพื่อค้นใน {count:,} หน่วยงาน",
    "Type a name or province, then Enter, to look among {count:,}",
)
NARROWED = Label("พบ {count:,} หน่วยงาน เลือกจากรายการด้านล่าง", "{count:,} found: choose below")
NARROWED_FIRST = Label(
    "พบมาก แสดง {count:,} หน่วยงานแรก พิมพ์เพิ่มเพื่อให้แคบลง",
    "Many found, the first {count:,} are listed: type more",
)
NARROWED_NONE = Label("ไม่พบหน่วยงานที่ตรงกับคำที่พิมพ์", "No organisation has what was typed")
CHOOSE_YEAR = Label("เลือกปี", "Choose a year")
FISCAL_YEAR = Label("ปีงบฯ", "Fiscal year")

# Requests under foreign host names: pages and log lines of host_check.py
REFUSED = Label("เปิดโปรแกรมด้วยชื่อนี้ไม่ได้", "The app cannot be opened under this name")
REQUEST_FAILED = Label(
    "เซิร์ฟเวอร์ทำคำขอนี้ไม่สำเร็จ ลองอีกครั้ง ถ้ายังไม่ได้โปรดแจ้งผู้ดูแลระบบ: สาเหตุอยู่ในบันทึกของเซิร์ฟเวอร์",
    "The server failed at this request. Try again; if it fails again, tell who runs it: its log "
    "has the cause.",
)
NO_HOST = Label(
    "คำขอนี้ไม่มีชื่อเครื่องที่ถูกต้อง ให้เปิดโปรแกรมด้วยที่อยู่ เช่น {address}",
    "The request names no valid host. Open the app by its address, such as {address}.",
)
FOREIGN_HOST = Label(
    "โปรแกรมนี้ไม่ตอบรับชื่อ {host}\n"
    "บนเครื่องที่เปิดโปรแกรมอยู่: เปิด {address}\n"
    "จากเครื่องอื่นในเครือข่าย: ใช้เลข IP ของเครื่องนั้นแทนชื่อ\n"
    "ถ้า {host} เป็นชื่อของโปรแกรมนี้จริง: ให้ผู้ดูแลเพิ่ม --allow-host {host} ท้ายคำสั่ง itasearch serve "
    "ที่ใช้อยู่ หรือกำหนดตัวแปร {variable}={host}",
    "The app does not answer to the name {host}.\n"
    "On the computer that runs it: open {address}.\n"
    "From another computer of the network: use that computer's IP address instead of a name.\n"
    "If {host} is a name of this app: whoever runs it adds --allow-host {host} to the itasearch "
    "serve command in use, or sets the variable {variable}={host}.",
)
FOREIGN_ORIGIN = Label(
    "หน้าเว็บของ {origin} ขอเชื่อมต่อกับโปรแกรมที่ {host} ซึ่งทำได้เฉพาะหน้าของโปรแกรมเอง "
    "ถ้าใช้ reverse proxy ให้ส่งหัวข้อ Host ต่อมาตามเดิมพร้อมพอร์ต",
    "A page of {origin} asked for a connection to the app at {host}; only the app's own pages may. "
    "Let a reverse proxy pass on the Host header unchanged, with its port.",
)
NO_SUCH_NAME = Label(
    "พร็อกซีส่งชื่อผู้ใช้มาในหัวข้อ {header} ซึ่งใช้เป็นชื่อผู้ใช้ไม่ได้: ชื่อมีได้ 1 ถึง 255 ตัวอักษร และไม่ขึ้นต้นด้วย key: "
    "ให้ผู้ดูแลแก้ที่พร็อกซี หรือเลือกหัวข้ออื่นด้วยตัวแปร {variable}",
    "The proxy names the person in the header {header} in a way that nobody can be called: a name "
    "has 1 to 255 letters and does not begin with key: Have the administrator mend the proxy, or "
    "choose another header by {variable}.",
)

# Search
QUERY = Label("คำค้น", "Query")
QUERY_HINT = Label("เรื่องที่อยากรู้ เช่น งดรับของขวัญ", "A topic, such as No Gift Policy")
FILTERS = Label("ตัวกรอง", "Filters")
FILTERS_ON = Label("ตัวกรอง ({count})", "Filters ({count})")
FILTER_ORGANISATION = Label("หน่วยงาน", "Organisation")
FILTER_TYPE = Label("ประเภทหน่วยงาน", "Type")
FILTER_PROVINCE = Label("จังหวัด", "Province")
FILTER_YEAR = Label("ปีงบประมาณ", "Fiscal year (BE)")
FILTER_INDICATOR = Label("ตัวชี้วัด", "Indicator")
FILTER_MODE = Label("วิธีค้น", "Search by")
FILTER_ANY = Label("ทั้งหมด", "Any")
TRY_THESE = Label("ลองค้นเรื่องเหล่านี้", "Try one of these")
EXAMPLE_QUERIES = (
    Label("No Gift Policy", "No Gift Policy"),
    Label("ช่องทางร้องเรียนการทุจริต", "whistleblower protection"),
    Label("E-Service", "E-Service"),
    Label("การยืมทรัพย์สินของราชการ", "borrowing official property"),
    Label("เปิดเผยการจัดซื้อจัดจ้าง", "procurement disclosure"),
    Label("conflict of interest", "conflict of interest"),
)
LIBRARY_HOLDS = Label(
    "ในคลังมี {measures:,} มาตรการ จาก {organisations:,} หน่วยงาน"
    " ใน {provinces:,} จังหวัด ปีงบประมาณ {years}",
    "The library holds {measures:,measures} of {organisations:,organisations}"
    " in {provinces:,provinces}, fiscal years {years} BE",
)
LIBRARY_SAMPLES = Label(
    "{samples:,} จาก {organisations:,} หน่วยงานเป็นหน่วยงานสมมติสำหรับทดลองใช้",
    "{samples:,} of {organisations:,} organisations are invented, to try itasearch with",
)
LIBRARY_REWORDED = Label(
    "{reworded:,} จาก {reports:,} รายงานเป็นฉบับย่อที่ itasearch เรียบเรียงใหม่ ไม่ใช่ถ้อยคำของหน่วยงาน",
    "{reworded:,} of {reports:,} reports are shortened versions reworded by itasearch,"
    " not the organisations' own words",
)
LIBRARY_EMPTY = Label(
    "ยังไม่มีรายงานในคลัง เพิ่มรายงานฉบับแรกก่อน แล้วจึงค้นหา",
    "The library is empty: add a first report, then search",
)
GO_TO_LIBRARY = Label("ไปเพิ่มรายงาน", "Add reports")
FOUND = Label(
    "พบ {hits:,} มาตรการ จาก {organisations:,} หน่วยงาน",
    "{hits:,measures} of {organisations:,organisations}",
)
FOUND_TOP = Label(
    "พบ {found:,} มาตรการ แสดง {hits:,} มาตรการที่ตรงที่สุด จาก {organisations:,} หน่วยงาน",
    "{found:,measures} found, the best {hits:,} shown, of {organisations:,organisations}",
)
SEARCHING = Label("กำลังค้นหา…", "Searching…")
WHOLE_MEASURE = Label("อ่านทั้งมาตรการ", "Whole measure")
OPEN_REPORT = Label("เปิดรายงาน", "Open the report")
YEAR = Label("ปีงบฯ {year}", "FY {year} BE")
YEAR_UNKNOWN = Label("ไม่ทราบปีงบประมาณ", "Fiscal year unknown")
ORGANISATION_UNKNOWN = Label("ไม่ทราบหน่วยงาน", "Organisation unknown")
DISTRICT = Label("อ.{name}", "{name} district")
PROVINCE = Label("จ.{name}", "{name}")
INDICATOR = Label("ตัวชี้วัด {number}", "Indicator {number}")
SOURCE = Label("ที่มา", "Source")
SOURCE_PAGE = Label("หน้า {number}", "page {number}")
SOURCE_SHEET = Label("แผ่นงาน {name}", "sheet {name}")
SOURCE_TABLE = Label("ตารางที่ {number}", "table {number}")
SOURCE_ROW = Label("แถวที่ {number}", "row {number}")
SOURCE_LINE = Label("บรรทัดที่ {number}", "line {number}")

# Errors
UNKNOWN_VALUE = Label("ไม่มี “{value}” ในคลัง", "“{value}” is not in the library")
NOTHING_LIKE = Label(" ใกล้เคียงที่สุดคือ {nearest}", "; the nearest: {nearest}")
AMBIGUOUS = Label("“{name}” ตรงกับหลายหน่วยงาน: {names}", "“{name}” fits several: {names}")
BAD_QUERY = Label(
    "คำค้นนี้ค้นไม่ได้ ต้องมีคำที่ต้องการหาอย่างน้อยหนึ่งคำ และยาวไม่เกิน 1,000 ตัวอักษร",
    "This cannot be asked: give at least one word to find, and at most 1,000 letters",
)
NO_SUCH_REPORT = Label(
    "ไม่มีรายงานหรือมาตรการนี้ในคลังแล้ว", "This report or measure is no longer in the library"
)
SAMPLES_MISSING = Label(
    "ไม่พบไฟล์รายงานตัวอย่างในเครื่องนี้ โปรดให้ผู้ดูแลติดตั้งโปรแกรม itasearch ใหม่",
    "No files of samples are on this computer: ask whoever runs it to install itasearch again",
)
INDEX_UNUSABLE = Label(
    "ใช้ดัชนีค้นหาไม่ได้ กด “สร้างดัชนีใหม่” เพื่อแก้ไข รายงานในคลังยังอยู่ครบ",
    "The search index cannot be used. “Rebuild the index” mends it; no report is lost",
)
REBUILD = Label("สร้างดัชนีใหม่", "Rebuild the index")
INDEX_UNREACHABLE = Label(
    "เชื่อมต่อเครื่องที่เก็บดัชนีค้นหาไม่ได้ในขณะนี้ โปรดลองใหม่ภายหลัง หากยังไม่ได้ให้แจ้งผู้ดูแลระบบ",
    "The server with the search index does not answer just now. Try again later; if it goes on, "
    "let the administrator know.",
)
INDEX_UNWRITABLE = Label(
    "เขียนดัชนีค้นหาที่ {path} ไม่ได้ โปรดเพิ่มที่ว่างในดิสก์ หรือตรวจสอบสิทธิ์ของโฟลเดอร์ "
    "แล้วเปิดหน้านี้ใหม่ รายงานในคลังยังอยู่ครบ",
    "The search index at {path} cannot be written. Make room on the disk, or check the rights of "
    "the folder, then open this page again; no report is lost",
)
STORE_UNWRITABLE = Label(
    "บันทึกลงคลังที่ {path} ไม่ได้ จึงไม่ได้เปลี่ยนสิ่งใด โปรดเพิ่มที่ว่างในดิสก์ หรือตรวจสอบสิทธิ์ของโฟลเดอร์ แล้วลองอีกครั้ง",
    "The library at {path} cannot be written; nothing was changed. Make room on the disk, or check "
    "the rights of the folder, then try again",
)
STORE_UNREADABLE = Label(
    "อ่านฐานข้อมูลของคลังไม่ได้ ดิสก์หรือไดรฟ์เครือข่ายที่เก็บคลังอาจมีปัญหา ไม่ได้เปลี่ยนสิ่งใด "
    "โปรดแจ้งผู้ดูแลระบบพร้อมรายละเอียดด้านล่าง",
    "The library's database cannot be read: its disk or network share may fail. Nothing was "
    "changed. Show the details below to the administrator.",
)
STORE_READ_ONLY = Label(
    "คลังที่ {path} อ่านได้อย่างเดียว จึงไม่ได้เปลี่ยนสิ่งใด ยังค้นหา เปรียบเทียบ และดาวน์โหลดได้ "
    "หากจะแก้ไขคลัง โปรดแก้สิทธิ์ของโฟลเดอร์แล้วลองอีกครั้ง",
    "The library at {path} can only be read; nothing was changed. Searching, comparing and "
    "downloading work; to change it mend the rights of the folder, then try again",
)
DISK_FULL = Label(
    "ดิสก์เต็ม เขียน {path} ไม่ได้ โปรดเพิ่มที่ว่างแล้วเปิดหน้านี้ใหม่ รายงานในคลังยังอยู่ครบ",
    "The disk is full: {path} cannot be written. Make room on it, then open this page again; no "
    "report is lost",
)
DISK_CLOSED = Label(
    "ไม่มีสิทธิ์เขียน {path} โปรดแก้สิทธิ์ของโฟลเดอร์แล้วเปิดหน้านี้ใหม่ รายงานในคลังยังอยู่ครบ",
    "{path} cannot be written. Mend the rights of its folder, then open this page again; no report "
    "is lost",
)
TEMPORARY_FILES = Label("ไฟล์ชั่วคราวใน {folder}", "temporary files in {folder}")
LIBRARY_MISSING = Label("ข้อมูลคลังรายงานหายไป", "The library's data is missing")
LIBRARY_MISSING_DETAILS = Label(
    "ฐานข้อมูลของคลัง {path} {emptiness} ทั้งที่{evidence} ระบบจึงหยุดไว้และยังไม่ได้เปลี่ยนหรือลบสิ่งใด "
    "โปรดกู้คืนจากไฟล์สำรอง (itasearch restore ไฟล์สำรอง --replace) แล้วเปิดหน้านี้ใหม่ "
    "หรือแจ้งผู้ดูแลระบบพร้อมรายละเอียดด้านล่าง",
    "The library's database {path} {emptiness}, but {evidence}. Nothing was changed or deleted. "
    "Restore it from a backup (itasearch restore FILE --replace) and open this page again, or show "
    "the details below to the administrator",
)
LIBRARY_DAMAGED = Label(
    "ฐานข้อมูลของคลังเสียหาย ระบบจึงหยุดไว้ ไม่ได้เปลี่ยนหรือลบสิ่งใด โปรดแจ้งผู้ดูแลระบบพร้อมรายละเอียดด้านล่าง "
    "เมื่อกู้คืนจากไฟล์สำรองแล้ว เปิดหน้านี้ใหม่ได้ทันที",
    "The library's database is damaged. Nothing was changed or deleted. Show the details below to "
    "the administrator; once it is restored from a backup, open this page again.",
)
LIBRARY_GONE = Label(
    "ไม่พบฐานข้อมูลของคลังในขณะนี้ หากเก็บไว้ในไดรฟ์เครือข่ายหรือดิสก์ภายนอก โปรดเชื่อมต่อใหม่แล้วเปิดหน้านี้ใหม่ "
    "ระบบไม่ได้สร้าง เปลี่ยน หรือลบสิ่งใด",
    "The library's database is not there just now. If it is on a network share or an external "
    "disk, connect that again and open this page again. Nothing was made, changed or deleted.",
)
EXTRA_MISSING = Label(
    "เครื่องนี้ยังไม่ได้ติดตั้งส่วนเสริม {extra} ของ itasearch โปรดแจ้งผู้ดูแลระบบ",
    "The extra {extra} of itasearch is not installed here; please ask whoever runs this server",
)
SETTING_UNUSABLE = Label(
    "ค่าของ {setting} ใช้ไม่ได้ โปรดแจ้งผู้ดูแลระบบ",
    "The value of {setting} cannot be used; please ask whoever runs this server",
)
ENCODER_UNUSABLE = Label(
    "เปิดส่วนเข้าใจความหมายของข้อความไม่ได้", "The part that understands meaning cannot be opened"
)
ORIGINALS_UNREACHABLE = Label(
    "เปิดที่เก็บไฟล์ต้นฉบับไม่ได้ในขณะนี้ ข้อมูลที่เก็บไว้ไม่สูญหาย และยังค้นได้ตามปกติ",
    "The originals cannot be reached just now. Nothing that is stored is lost, and search goes on",
)
ROLES_UNREADABLE = Label(
    "อ่านบทบาทของผู้ใช้ไม่ได้ โปรดแจ้งผู้ดูแลระบบ",
    "The roles of people cannot be read; please ask whoever runs this server",
)
CANNOT_READ = Label("อ่านไฟล์ไม่ได้: {reason}", "The file cannot be read: {reason}")
CANNOT_DO = Label("ทำรายการนี้ไม่สำเร็จ โปรดลองอีกครั้ง", "This could not be done; please try again")
INDEX_BEHIND = Label(
    "กำลังมีการเพิ่มรายงานอยู่ ผลการค้นหานี้อาจยังไม่รวมรายงานล่าสุด",
    "Reports are being added just now; the newest may be missing from this answer",
)

# Library
UPLOAD_TITLE = Label("เพิ่มรายงาน", "Add reports")
UPLOAD_HELP = Label(
    "วางไฟล์ที่นี่หรือกดเลือกไฟล์: PDF ภาพสแกน Word Excel ODT ODS CSV HTML Markdown ข้อความ และ ZIP",
    "Drop files here or choose them: PDF, scans, Word, Excel, ODT, ODS, CSV, HTML, Markdown, text"
    " and ZIP",
)
UPLOAD_SCANS = Label(
    "หน้าที่เป็นภาพสแกนใช้เวลาอ่านหน้าละไม่กี่วินาที ระหว่างนั้นทำอย่างอื่นในโปรแกรมนี้ต่อได้",
    "A scanned page takes a few seconds to read; go on with something else meanwhile",
)
UPLOAD_BUTTON = Label("เพิ่ม {count} ไฟล์เข้าคลัง", "Add {count:files}")
READING = Label(
    "อ่านแล้ว {done:,} จาก {total:,} ไฟล์ · กำลังอ่าน {detail}",
    "{done:,} of {total:,} files read; reading {detail}",
)
READING_PAGE = Label(
    "กำลังอ่านหน้า {done} จาก {total}: {detail}", "Reading page {done} of {total}: {detail}"
)
PAGE_OF = Label(
    "กำลังอ่านหน้า {number} จาก {total}: {name}", "Reading page {number} of {total}: {name}"
)
SECONDS_LEFT = Label("เหลืออีกประมาณ {count} วินาที", "About {count:seconds} left")
MINUTES_LEFT = Label("เหลืออีกประมาณ {count} นาที", "About {count:minutes} left")
A_SECOND = Label("วินาทีละ {count} ฉบับ", "{count} a second")
STAGE_WAITING = Label("รอให้งานอื่นที่กำลังเขียนคลังเสร็จก่อน…", "Waiting for another writer to finish…")
STAGE_OPENING = Label("อ่านครบแล้ว กำลังเตรียมดัชนี…", "All is read; opening the index…")
STAGE_INDEX = Label("กำลังทำดัชนี ({done}/{total})", "Indexing ({done}/{total})")
STARTING = Label("กำลังเริ่ม…", "Starting…")
OUTCOME_SUMMARY = Label(
    "เพิ่ม {added} · มีอยู่แล้ว {unchanged} · ต้องตรวจสอบ {needs_review} · ไม่รับ {refused}",
    "{added} added · {unchanged} unchanged · {needs_review} need review · {refused} refused",
)
OUTCOMES_MORE = Label("และอีก {count:,} รายการ", "and {count:,} more")
OUTCOMES_CLOSE = Label("ปิดรายการนี้", "Close this list")
OUTCOME_MEASURES = Label("{count} มาตรการ", "{count:measures}")
FILL_IN = Label("ตรวจและเติมข้อมูล", "Check and fill in")
REVIEW_TITLE = Label("รอตรวจสอบ ({count})", "Waiting for review ({count})")
REVIEW_HELP = Label(
    "รายงานเหล่านี้ค้นเจอแล้ว แต่มีบางอย่างที่อ่านจากไฟล์ได้ไม่แน่ชัด",
    "These reports can be found, but their files leave something in doubt",
)
REVIEW_ORGANISATION = Label("ชื่อเต็มของหน่วยงาน", "Full name of the organisation")
REVIEW_ORGANISATION_HINT = Label(
    "พิมพ์ชื่อเต็ม เช่น เทศบาลตำบล…", "Type the full name, such as เทศบาลตำบล…"
)
REVIEW_YEAR = Label("ปีงบประมาณ (พ.ศ.)", "Fiscal year (BE)")
RAW_CELLS = Label("ตามหัวคอลัมน์ในไฟล์", "By the file's own columns")
LIST_TITLE = Label("รายงานในคลัง ({count:,})", "Reports in the library ({count:,})")
FIND_ROWS = Label("ค้นในรายงานนี้", "Search in this report")
FIND_FOUND = Label("พบ {count:,} มาตรการในรายงานนี้", "{count:,measures} of this report")
FIND_NONE = Label("ไม่มีมาตรการที่มี “{text}” ในรายงานนี้", "No measure of this report has “{text}”")
LIST_FILTER = Label(
    "กรองรายการ: หน่วยงาน จังหวัด ปี หรือชื่อไฟล์", "Filter: organisation, province, year or file"
)
LIST_EMPTY = Label(
    "ยังไม่มีรายงาน ลากไฟล์มาวางในช่องด้านบนเพื่อเริ่มต้น", "No reports yet. Drop files above to begin"
)
PAGES = Label("หน้าของรายการ", "Pages of the list")
PAGE_FIRST = Label("« หน้าแรก", "« First")
PAGE_BEFORE = Label("‹ ก่อนหน้า", "‹ Previous")
PAGE_NEXT = Label("ถัดไป ›", "Next ›")
PAGE_LAST = Label("หน้าสุดท้าย »", "Last »")
PAGE_SHOWN = Label("{first:,}–{last:,} จาก {count:,}", "{first:,}–{last:,} of {count:,}")
LIST_NONE = Label("ไม่มีรายงานที่ตรงกับ “{text}”", "No report matches “{text}”")
COLUMN_KIND = Label("ชนิด", "Kind")
COLUMN_MEASURES = Label("มาตรการ", "Measures")
COLUMN_FILE = Label("ไฟล์", "File")
STATUS_REVIEW = Label("ต้องตรวจสอบ", "Needs review")
BACK_TO_LIBRARY = Label("กลับไปที่คลังรายงาน", "Back to the library")
LOADING_PAGE = Label("กำลังเปิดภาพหน้า…", "Opening the page…")
SEE_ORIGINAL = Label("ดูในต้นฉบับ", "See the original")
OPEN_ORIGINAL = Label("ดาวน์โหลดไฟล์ต้นฉบับ", "Download the original")
REPORT_MEASURES = Label("มาตรการในรายงาน ({count:,})", "Measures of the report ({count:,})")
REPORT_WARNINGS = Label("ข้อสังเกตจากการอ่านไฟล์ ({count})", "Noticed while reading ({count})")
REPORT_CONFIDENCE = Label("ความมั่นใจในการอ่าน {percent} %", "Reading confidence {percent} %")
ITA_RESULT = Label("ผลประเมิน ITA ปี {year}: {total} {grade}", "ITA {year} BE: {total} {grade}")
REMOVE = Label("นำออกจากคลัง", "Remove from the library")
REMOVE_CONFIRM = Label(
    "นำรายงานของ {organisation} {year} ออกจากการค้นหา? ไฟล์ต้นฉบับและประวัติยังเก็บไว้",
    "Take the report of {organisation}, {year}, out of search? The file and its history stay",
)
REMOVED = Label("นำออกแล้ว", "Removed")

FIELD_LABELS = {name: Label(thai, english) for name, (thai, english) in FIELD_NAMES.items()}
KIND_LABELS, TYPE_LABELS = KINDS, TYPES
MODE_LABELS = {
    SearchMode.HYBRID: Label("ความหมายและคำ", "Meaning and words"),
    SearchMode.SEMANTIC: Label("ความหมาย", "Meaning"),
    SearchMode.WORDS: Label("คำ", "Words"),
    SearchMode.PHRASE: Label("วลีตรงตัว", "Exact phrase"),
}
OUTCOME_LABELS = {
    OutcomeKind.ADDED: Label("เพิ่มแล้ว", "Added"),
    OutcomeKind.UNCHANGED: Label("มีอยู่แล้ว", "Unchanged"),
    OutcomeKind.NEEDS_REVIEW: Label("ต้องตรวจสอบ", "Needs review"),
    OutcomeKind.REFUSED: Label("ไม่รับ", "Refused"),
}
MISSING_LABELS = {
    "organisation": Label("ชื่อหน่วยงาน", "the organisation"),
    "fiscal_year_be": Label("ปีงบประมาณ", "the fiscal year"),
    "columns": Label("ความหมายของคอลัมน์", "the meaning of a column"),
    "completeness": Label("ความครบถ้วนของข้อความ", "whether all text was taken in"),
    "reading": Label("คุณภาพของการอ่าน", "how well the file could be read"),
}
MISSING = Label("ยังไม่แน่ชัด: {what}", "In doubt: {what}")

# What a view shows, as a file
TAKE_ALONG = Label("ดาวน์โหลด {format}", "Download {format}")
DOWNLOAD_FAILED = Label(
    "ดาวน์โหลดไม่สำเร็จ: {why} · ลองอีกครั้ง หรือโหลดหน้านี้ใหม่",
    "The download failed: {why} · Try again, or load this page anew",
)
FILE_ANSWER = Label("คำตอบ", "answer")
FILE_MATRIX = Label("ตารางหลายแห่ง", "towns")
FILE_SIMILAR = Label("แห่งที่คล้าย", "similar-to")
FILE_LACKING = Label("สิ่งที่ยังขาด", "lacking")
FILE_YEARS = Label("หลายปี", "years")
FILE_TOWN = Label("หน่วยงาน", "town")

_TOO_LARGE = Label(
    "ไฟล์นี้ใหญ่เกินไป หรือขณะนี้มีไฟล์รออยู่ในโปรแกรมมากเกินไป โปรดเพิ่มทีละน้อย หรือลองใหม่ภายหลัง",
    "This file is too large, or too many files are waiting in the app just now: add fewer at a "
    "time, or try again later.",
)
_NO_DISK = Label(
    "ดิสก์ที่เก็บไฟล์ชั่วคราว (TMPDIR) ของเครื่องที่เปิดโปรแกรมนี้เต็ม โปรดเพิ่มที่ว่าง หรือแจ้งผู้ดูแลระบบ แล้วลองอีกครั้ง",
    "The disk of temporary files (TMPDIR) of the computer that serves this app is full: make "
    "room on it, or ask the administrator, then try again.",
)
_NO_RIGHT = Label(
    "ท่านไม่มีสิทธิ์เพิ่มไฟล์ โปรดเข้าสู่ระบบ หรือติดต่อผู้ดูแลระบบ",
    "You may not add files: sign in, or ask the administrator.",
)
_NOT_SENT = Label(
    "ส่งไฟล์ไม่สำเร็จ โปรดเปิดหน้านี้ใหม่แล้วลองอีกครั้ง",
    "The file could not be sent: reload the page and try again.",
)
_UPLOAD_ERRORS = "[data-testid=stFileChip] [role=alert], [data-testid=stTooltipErrorContent]"
_FAILED_UPLOADS = {
    f"{error}{text}": label
    for error in ("", "AxiosError: ", "Error: ")
    for text, label in (
        ("Request failed with status code 403", _NO_RIGHT),
        ("Request failed with status code 413", _TOO_LARGE),
        ("Request failed with status code 507", _NO_DISK),
        ("Request failed with status code {}", _NOT_SENT),
        ("Network Error", _NOT_SENT),
    )
}

_STOPPED = "โปรแกรมอาจถูกปิดไป เปิดขึ้นใหม่ด้วยคำสั่งด้านล่าง แล้วหน้านี้จะกลับมาเอง"

STREAMLIT_WORDS = {
    "[data-testid=stSkipToContent]": {"Skip to main content": "ข้ามไปที่เนื้อหา"},
    "[data-testid=stFileUploaderDropzoneInput]": {"file upload": "เลือกไฟล์รายงาน"},
    "[data-testid=stFileUploaderDropzoneInstructions]": {
        "Drag and drop a file here": "วางไฟล์ที่นี่",
        "Drag and drop files here": "วางไฟล์ที่นี่",
    },
    "[data-testid=stFileUploaderDropzone] button:not([data-testid=stBaseButton-minimal])": {
        "Upload": "เลือกไฟล์",
        "Add files": "เพิ่มไฟล์",
        "add icon": "เพิ่มไฟล์",
    },
    "[data-testid=stFileChipDeleteBtn]": {"Remove {}": "เอา {} ออก"},
    _UPLOAD_ERRORS: {
        "File must be {} or smaller.": "ไฟล์ต้องไม่ใหญ่กว่า {}",
        **{text: label.th for text, label in _FAILED_UPLOADS.items()},
    },
    ".stSelectbox input, .stMultiSelect input": {
        "Choose an option": "เลือก",
        "Choose options": "เลือก",
    },
    ".stSelectbox button, .stMultiSelect button": {
        "Open": "เปิดรายการ",
        "Clear value": "ล้าง",
        "Clear all": "ล้าง",
        "Remove {}": "เอา {} ออก",
    },
    "[data-testid=stMultiSelectTagsContainer] > [role=group]": {"Selected values": "ที่เลือกไว้"},
    "[role=listbox][data-empty]": {"No results": "ไม่พบตัวเลือก"},
    "[data-key=__creatable__]": {"Add: {}": "ใช้ชื่อใหม่: {}"},
    "button[tabindex='-1']": {"Dismiss": "ปิด"},
    ".stDialog section > button, .stToast > button": {"Close": "ปิด"},
    "[data-testid=stToastViewButton]": {"view more": "แสดงเพิ่ม", "view less": "แสดงน้อยลง"},
    ".stDialog h2": {
        "Connection error": "ติดต่อโปรแกรม itasearch ไม่ได้",
        "Page not found": "ไม่พบหน้านี้",
    },
    ".stDialog h2 + div > div": {
        "The page that you have requested does not seem to exist{}": "กลับมาที่หน้าค้นหาแล้ว",
        "Is Streamlit still running?{}": _STOPPED,
        "Streamlit server is not responding.{}": _STOPPED,
        "Connection {}": _STOPPED,
    },
    "[data-testid=stErrorCodeBlock] code": {"streamlit run yourscript.py": "itasearch serve"},
    "[data-testid=stDownloadButtonError]": {"{}": "ทำไฟล์ไม่สำเร็จ โปรดเปิดหน้านี้ใหม่แล้วลองอีกครั้ง"},
}
"""Streamlit's own words by the elements that Streamlit alone fills; "{}" is any text. page.js puts
these in their place, whole texts only: what a report says is in other elements."""
ENGLISH_STREAMLIT_WORDS = {
    _UPLOAD_ERRORS: {text: label.en for text, label in _FAILED_UPLOADS.items()}
}
"""Those of them that are no English for a reader, either."""


PAGES_READ = Label(
    "อ่านครบ {total} หน้าแล้ว กำลังแยกมาตรการและจัดเก็บ…: {name}",
    "All {total} pages read; taking out the measures and storing…: {name}",
)
SECONDS_PASSED = Label("ทำมาแล้ว {count} วินาที", "Going on for {count:seconds}")
LIST_FILLING = Label(
    "กำลังเพิ่มไฟล์ รายงานจะแสดงที่นี่เมื่อเพิ่มเสร็จ", "Files are being added; the reports show here then"
)
UPLOAD_FAILED = Label("เพิ่มไฟล์ไม่สำเร็จ: {names}", "Files could not be added: {names}")
UPLOAD_CAUSE = Label(
    "สาเหตุ: {cause} ไฟล์ที่เลือกไว้ยังอยู่ เพิ่มอีกครั้งได้ ถ้ายังไม่สำเร็จ โปรดแจ้งผู้ดูแลระบบ",
    "Cause: {cause}. The chosen files are kept: try again, or ask the administrator",
)
UPLOAD_AGAIN = Label("ลองอีกครั้ง ({count} ไฟล์)", "Try again ({count:files})")

# Who asks
SIGN_IN = Label("เข้าสู่ระบบ", "Sign in")
SIGN_OUT = Label("ออกจากระบบ", "Sign out")
READS = Label(
    "คุณยังไม่ได้เข้าสู่ระบบ จึงค้น เปรียบเทียบ และทำแม่แบบชั่วคราวได้ แต่เพิ่มหรือแก้ไขรายงานไม่ได้",
    "You are not signed in: search, compare and make drafts for a day; to add or correct reports "
    "is for those who signed in.",
)
ADDING_IS_FOR_EDITORS = Label(
    "การเพิ่มและแก้ไขรายงานเป็นหน้าที่ของผู้แก้ไข ขอสิทธิ์ได้จากผู้ดูแลคลัง",
    "Reports are added and corrected by editors; an administrator makes you one.",
)
