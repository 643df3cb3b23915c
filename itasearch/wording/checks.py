"""What the checks of `doctor` find and advise, in Thai and English, by the names of the checks."""

from itasearch.wording.label import Label

AS_IT_IS = Label("{text}", "{text}")
"""Names and numbers alone."""

PYTHON = Label("Python {version} บน {system}", "Python {version} on {system}")
MISSING = Label("ขาด: {names}", "missing: {names}")
INSTALL = Label("ติดตั้ง: pip install itasearch", "pip install itasearch")
ALL_INSTALLED = Label("ติดตั้งครบทั้ง {count}", "all {count} are installed")
NOT_WRITABLE = Label("เขียนลงใน {folder} ไม่ได้", "{folder} cannot be written")
MEND_RIGHTS = Label("แก้สิทธิ์ของโฟลเดอร์นี้", "mend the rights of this folder")
FREE = Label("{home} มีที่ว่าง {free:,} MB", "{home}, {free:,} MB free")
ADD_SPACE = Label("เพิ่มที่ว่างในดิสก์นี้", "free some space on this disk")
READ_WRONGLY = Label("อ่านรายงานทดลองผิด", "a sample report was read wrongly")
INSTALL_ANEW = Label("ติดตั้ง itasearch ใหม่", "install itasearch anew")
READ_RIGHTLY = Label("อ่านรายงานทดลองในโปรเซสลูกได้", "a sample report was read in a child process")
NO_OCR = Label("อ่านภาพสแกนและรูปภาพไม่ได้", "scans and pictures cannot be read")
APT = "apt"
"""Of the mappings below: a system with apt, as Debian and Ubuntu; the others as platform.system."""
_DATA_BY_APT = "sudo apt install tesseract-ocr-tha tesseract-ocr-eng"
_DATA_BY_BREW = "brew install tesseract-lang"
INSTALL_DATA = {
    APT: Label(_DATA_BY_APT, _DATA_BY_APT),
    "Darwin": Label(_DATA_BY_BREW, _DATA_BY_BREW),
    "Windows": Label(
        "ติดตั้ง Tesseract (github.com/UB-Mannheim/tesseract) โดยเลือก Thai ในภาษาเพิ่มเติม",
        "install Tesseract (github.com/UB-Mannheim/tesseract) with Thai among its languages",
    ),
}
INSTALL_DATA_ELSEWHERE = Label(
    "ติดตั้งข้อมูลภาษา tha และ eng ของ Tesseract หรือวาง tha.traineddata และ eng.traineddata "
    "ไว้ในโฟลเดอร์เดียวกันแล้วระบุใน TESSDATA_PREFIX",
    "install Tesseract's language data tha and eng, or put tha.traineddata and eng.traineddata "
    "into a folder that TESSDATA_PREFIX names",
)
INSTALL_EXTRA = Label("pip install 'itasearch[ocr]'", "pip install 'itasearch[ocr]'")
INSTALL_BOTH = Label("{extra} และ {data}", "{extra}, and {data}")
NO_ENGLISH = Label(
    "คำภาษาอังกฤษในภาพสแกนและรูปภาพจะอ่านผิด", "English words in scans and pictures are misread"
)
INSTALL_ENGLISH = Label(
    "ใส่ eng.traineddata ลงใน {folder} หรือติดตั้ง tesseract-ocr-eng (apt)",
    "put eng.traineddata into {folder}, or install tesseract-ocr-eng (apt)",
)
INSTALL_ENGLISH_AND_UNSET = Label(
    f"{INSTALL_ENGLISH.th} แล้วยกเลิก TESSDATA_PREFIX",
    f"{INSTALL_ENGLISH.en} and unset TESSDATA_PREFIX",
)
OCR_IS_THERE = Label(
    "มี Tesseract ภาษาไทยและอังกฤษ: อ่านภาพสแกนและรูปภาพได้",
    "Tesseract with Thai and English is there: scans and pictures can be read",
)
CONVERTS = Label("{program} แปลง .doc .odt และ .rtf ได้", "{program} converts .doc, .odt and .rtf")
NO_OFFICE = Label("อ่าน .doc .odt และ .rtf ไม่ได้", ".doc, .odt and .rtf cannot be read")
_OFFICE_BY_APT = "sudo apt install libreoffice-writer libreoffice-calc"
INSTALL_OFFICE = {APT: Label(_OFFICE_BY_APT, _OFFICE_BY_APT)}
INSTALL_OFFICE_ELSEWHERE = Label(
    "ติดตั้ง LibreOffice จาก libreoffice.org", "install LibreOffice from libreoffice.org"
)
NOT_CUT = Label("ตัดคำภาษาไทยไม่ได้", "Thai text is not cut into words")
INSTALL_WORDS = Label("ติดตั้ง pythainlp ใหม่", "install pythainlp anew")
HOLDS = Label(
    "{where}: {reports} รายงาน {measures} มาตรการ",
    "{where}: {reports} reports, {measures} measures",
)
HOLDS_DOUBTS = Label(f"{HOLDS.th} ต้องตรวจสอบ {{doubts}}", f"{HOLDS.en}, {{doubts}} need review")
REVIEW = Label(
    "itasearch review แล้ว itasearch correct REPORT …",
    "itasearch review, then itasearch correct REPORT …",
)
FILES_GONE = Label(
    "ไฟล์ของรายงานในคลังหายไป {count} ไฟล์: {named}",
    "lost: {count:files} of stored reports: {named}",
)
PUT_BACK = Label(
    "ไฟล์ที่หายไป ให้นำกลับมาจากไฟล์สำรองลงใน {home} ในชื่อและโฟลเดอร์เดิม ระหว่างนี้ยังค้นได้ตามปกติ",
    "lost files: put them back from a backup into {home}, under the same names; search goes on "
    "without them",
)
FILES_CHANGED = Label(
    "ไฟล์ของรายงานในคลัง {count} ไฟล์ไม่เหมือนตอนที่อ่าน: {named}",
    "changed since they were read: {count:files} of stored reports: {named}",
)
PUT_BACK_CHANGED = Label(
    "ไฟล์ที่เปลี่ยนไป ให้นำไฟล์เดิมกลับมาจากไฟล์สำรองลงใน {home} หากแก้ไฟล์โดยตั้งใจ ให้เพิ่มใหม่ด้วย "
    "itasearch add ไฟล์ แล้วนำรายงานเดิมออกด้วย itasearch remove REPORT",
    "changed files: put the same ones back from a backup into {home}; one that was changed on "
    "purpose: itasearch add FILE, then itasearch remove the REPORT that was read from it before",
)
FILES_UNREADABLE = Label(
    "อ่านไฟล์ของรายงานในคลังไม่ได้ {count} ไฟล์: {named}",
    "unreadable: {count:files} of stored reports: {named}",
)
CHECK_DISK = Label(
    "ไฟล์ที่อ่านไม่ได้ ให้ตรวจสอบดิสก์และสิทธิ์ของไฟล์ แล้วนำไฟล์ที่เสียกลับมาจากไฟล์สำรอง",
    "unreadable files: check the disk and their rights, and put damaged ones back from a backup",
)
FILES_THERE = Label("ไฟล์ของทั้ง {count} รายงานอยู่ครบ", "the files of all {count} reports are there")
FILES_IN_BUCKET = Label(
    "ไฟล์ของทั้ง {count} รายงานอยู่ครบใน {url}", "the files of all {count} reports are there, in {url}"
)
ROLES_OF_LIBRARY = Label(
    "เก็บไว้ในคลัง หรือตามที่ระบบลงชื่อเข้าใช้ระบุ", "as the library or the sign-in provider has them"
)
DIMENSIONS = Label("{encoder} {count} มิติ", "{encoder}, {count} dimensions")
NO_RERANKER = Label("ไม่ได้ตั้งไว้ และไม่จำเป็นต้องมี", "none is set; none is needed")
NOTHING_TO_INDEX = Label("ยังไม่มี และไม่มีรายงานให้ทำดัชนี", "none yet, and no reports to index")
NO_INDEX = Label("ยังไม่มี", "there is none yet")
BUILD = Label("ใช้คำสั่ง itasearch build", "itasearch build")
REBUILD = Label("ใช้คำสั่ง itasearch build --rebuild", "itasearch build --rebuild")
ALL_IN_USE = Label("ใช้ได้ทุกรายงาน", "every report is in use")
INDEX_BEHIND = Label("{count:,} มาตรการ เก่ากว่าคลัง", "{count:,} measures, behind the store")
INDEX_IS_NEW = Label("{count:,} มาตรการ เป็นปัจจุบัน", "{count:,} measures, up to date")
DATABASE_IS_WHOLE = Label(
    "{where} สมบูรณ์ทั้งโครงสร้าง การอ้างอิง และข้อความ",
    "{where} is whole: structure, references and texts",
)
SERVER_IS_READ = Label(
    "อ่านได้ครบทุกแถวใน {where} ส่วนไฟล์ของเซิร์ฟเวอร์ให้ตรวจที่เซิร์ฟเวอร์ (data_checksums: {sums})",
    "all rows of {where} can be read; its files are its server's to check (data_checksums: {sums})",
)
DATABASE_DAMAGED = Label("{where} เสียหาย (รายละเอียด: {named})", "{where} is damaged: {named}")
DATABASE_MENDED = Label(
    "{where}: สร้างดัชนีภายในใหม่แล้ว สมบูรณ์", "{where}: its own indexes are made anew; it is whole"
)
REPAIR = Label("ใช้คำสั่ง itasearch doctor --repair", "itasearch doctor --repair")
RESTORE = Label(
    "ต้องใช้ไฟล์สำรอง: คัดลอก {folder} เก็บไว้ ตรวจไฟล์สำรองด้วย itasearch backup --check ไฟล์ "
    "แล้ว itasearch restore ไฟล์ --replace",
    "this needs a backup: copy {folder} away, look for a whole one with itasearch backup --check "
    "FILE, then: itasearch restore FILE --replace",
)
RESTORE_SERVER = Label(
    "ต้องใช้ไฟล์สำรองของเซิร์ฟเวอร์ หรือกู้คืนไฟล์ของ itasearch backup ในโฟลเดอร์ว่างโดยไม่ตั้ง "
    "ITASEARCH_DATABASE_URL แล้ว itasearch move --to URL --overwrite",
    "this needs the server's own backup; or itasearch restore FILE in an empty home without "
    "ITASEARCH_DATABASE_URL, then itasearch move --to URL --overwrite",
)
INDEX_DAMAGED = Label("เสียหาย: {named} รายงานในคลังยังอยู่ครบ", "damaged: {named}; no report is lost")
INDEX_SILENT = Label(
    "ค้นไม่พบมาตรการที่มีอยู่ในดัชนี ในส่วน: {names}", "a measure that is in it is not found by: {names}"
)
INDEX_PARTS = {
    "vectors": Label("ความหมาย (เวกเตอร์)", "vectors"),
    "words": Label("คำ", "words"),
    "trigrams": Label("กลุ่มอักษรสามตัว", "trigrams"),
}
"""Names of the parts of an index, by what a probe calls them."""
INDEX_MADE_ANEW = Label("สร้างใหม่แล้ว {count:,} มาตรการ", "made anew, {count:,} measures")
INDEX_BROUGHT_UP = Label(
    "ทำให้เป็นปัจจุบันแล้ว {count:,} มาตรการ", "brought up to date, {count:,} measures"
)
FETCHED_DROPPED = Label(
    "ลบสำเนาที่เสีย {count} ไฟล์แล้ว จะดึงใหม่เมื่อต้องใช้",
    "{count:damaged copies} deleted; they are fetched again when they are needed",
)
ON_A_SHARE = Label(
    "{home} อยู่ในไดรฟ์เครือข่าย ({share})", "{home} is in a folder of the network ({share})"
)
OPEN_IT_ONCE = Label(
    "ให้เครื่องเดียวเปิดคลังนี้ (เครื่องอื่นใช้ผ่าน itasearch serve) หรือย้ายไป PostgreSQL: "
    "itasearch move --to URL",
    "let one computer alone open it (others by its itasearch serve), or: itasearch move --to "
    "postgresql+psycopg://…",
)
NOT_IMPORTED = Label("ส่วนของโปรแกรมเปิดไม่ได้ (รายละเอียด: {text})", "{text}")
NO_STORE = Label("ไม่มีคลังให้เทียบ", "there is no store to compare with")
SEE_STORE = Label("ดูรายการตรวจ store", "see the check store")
MEND_NAMED = Label(
    "แก้สิ่งที่ข้อความบอก แล้วใช้คำสั่ง itasearch doctor อีกครั้ง",
    "mend what the message names, then run doctor again",
)
