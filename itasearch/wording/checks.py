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
    "ไฟล์ของรายงานในคลังหายไป {count} ไฟล์ ไฟล์แรกคือ {first}",
    "{count} files of stored reports are gone, the first is {first}",
)
PUT_BACK = Label(
    "นำกลับมาจากไฟล์สำรอง การค้นยังใช้ได้โดยไม่มีไฟล์เหล่านี้",
    "put them back from a backup; search goes on without them",
)
FILES_THERE = Label("ไฟล์ของทั้ง {count} รายงานอยู่ครบ", "the files of all {count} reports are there")
FILES_IN_BUCKET = Label(
    "ไฟล์ของทั้ง {count} รายงานอยู่ครบใน {url}", "the files of all {count} reports are there, in {url}"
)
ROLES_OF_LIBRARY = Label(
    "เก็บไว้ในคลัง หรือตามที่ระบบลงชื่อเข้าใช้ระบุ", "as the library or the sign-in provider has them"
)
ROLES_LISTED = Label("{path}: {count} คน", "{path}: {count:persons}")
UNKNOWN_ORGANISATIONS = Label(
    "{path} ระบุหน่วยงานที่ไม่มีในคลัง หรือชื่อซ้ำหลายแห่ง: {named}",
    "{path} names organisations that the library does not have, or has several of: {named}",
)
MEND_LIST = Label(
    "แก้ชื่อในไฟล์ หรือเพิ่มรายงานของหน่วยงานนั้น จนกว่านั้นยังไม่มีสิทธิ์แก้ไขของหน่วยงานนั้น",
    "correct the name there, or add a report of it; until then nobody edits for it by this list",
)
DIMENSIONS = Label("{encoder} {count} มิติ", "{encoder}, {count} dimensions")
NO_RERANKER = Label("ไม่ได้ตั้งไว้ และไม่จำเป็นต้องมี", "none is set; none is needed")
NOTHING_TO_INDEX = Label("ยังไม่มี และไม่มีรายงานให้ทำดัชนี", "none yet, and no reports to index")
NO_INDEX = Label("ยังไม่มี", "there is none yet")
BUILD = Label("ใช้คำสั่ง itasearch build", "itasearch build")
REBUILD = Label("ใช้คำสั่ง itasearch build --rebuild", "itasearch build --rebuild")
INDEX_BEHIND = Label("{count:,} มาตรการ เก่ากว่าคลัง", "{count:,} measures, behind the store")
INDEX_IS_NEW = Label("{count:,} มาตรการ เป็นปัจจุบัน", "{count:,} measures, up to date")
NO_STORE = Label("ไม่มีคลังให้เทียบ", "there is no store to compare with")
SEE_STORE = Label("ดูรายการตรวจ store", "see the check store")
MEND_NAMED = Label(
    "แก้สิ่งที่ข้อความบอก แล้วใช้คำสั่ง itasearch doctor อีกครั้ง",
    "mend what the message names, then run doctor again",
)
