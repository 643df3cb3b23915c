"""Notes, errors and progress of the command line, in Thai and English."""

from itasearch.model.library import BACKUP, CHECKING, INDEXING, MOVE, PAGE, READING, RESTORING
from itasearch.model.ranking import HitOrder
from itasearch.wording.label import Label

# Errors and options
ERROR = Label("ผิดพลาด: {message}", "error: {message}")
UNFORESEEN = Label(
    "โปรแกรมขัดข้องโดยไม่คาดคิด ({error}) รายละเอียดอยู่ใน {log} โปรดส่งไฟล์นี้ให้ผู้พัฒนา",
    "itasearch failed in a way that nobody foresaw ({error}); the details are in {log}: send it "
    "to the developers",
)
IN_LOG = Label("รายละเอียดใน {log}", "details in {log}")
FREE_SPACE = Label(
    "; โปรดเพิ่มที่ว่างใน{disk} แล้วใช้คำสั่งเดิมอีกครั้ง", "; make room on {disk} and run the command again"
)
ITS_DISK = Label("ดิสก์นั้น", "its disk")
HOME_DISK = Label(
    "ดิสก์ที่เก็บคลัง หรือที่เก็บไฟล์ชั่วคราว (TMPDIR)",
    "the disk of the home, or of temporary files (TMPDIR)",
)
TO_WRITE_AT = Label(
    "; โปรดแก้สิทธิ์ของโฟลเดอร์ หรือระบุที่ที่เขียนได้ แล้วใช้คำสั่งเดิมอีกครั้ง",
    "; mend the rights of the folder or name one that can be written, then run the command again",
)
NOT_ALL_STORED = Label(
    "คลังที่ {home} หรือที่เก็บไฟล์ชั่วคราว {temporary} (TMPDIR) เขียนไม่ได้ ไฟล์ที่ไม่รับยังไม่อยู่ในคลัง ที่เก็บแล้วยังอยู่ "
    "โปรดเพิ่มที่ว่างในดิสก์หรือแก้สิทธิ์ของโฟลเดอร์ แล้วใช้คำสั่งเดิมอีกครั้ง",
    "the library at {home}, or temporary files in {temporary} (TMPDIR), could not be written, what "
    "was stored before stays; make room on the disk or mend the rights of the folder, then run the "
    "command again",
)
GAP = Label(
    "คำเตือน: {gap} แล้วเพิ่มไฟล์เหล่านี้อีกครั้ง (หรือ itasearch reread รหัสรายงาน)",
    "warning: {gap}; then add these files again (or itasearch reread REPORT)",
)
LEFTOVERS = Label(
    "ลบสิ่งที่ itasearch ซึ่งหยุดกลางคันทิ้งไว้: {folders}",
    "deleted what an itasearch that was stopped had left: {folders}",
)
LOST_UPLOADS = Label(
    "ไฟล์ที่ส่งเข้าแอปก่อนหยุดกลางคันและยังไม่อยู่ในคลัง โปรดเพิ่มอีกครั้ง: {names}",
    "uploaded before the app was stopped, and not in the library; add them again: {names}",
)
AND_MORE = Label(" และอีก {count} ไฟล์", " and {count} more")
STOPPED_BUILD = Label(
    "มีดัชนีใหม่ที่ทำค้างไว้ ทำต่อด้วย: itasearch build",
    "the building of a new index was stopped; go on with: itasearch build",
)
ALL_TOPICS = Label("; หัวข้อทั้งหมด: itasearch topics", "; all topics: itasearch topics")
NO_YEAR = Label("{year!r} ไม่ใช่ปีงบประมาณ เช่น 2566", "{year!r} is no fiscal year, such as 2566")
USAGE = Label("วิธีใช้: {usage}", "usage: {usage}")
HELP = Label("ดูตัวเลือกทั้งหมด: {command} --help", "all options: {command} --help")
NO_SUCH_VERB = Label("ไม่มีคำสั่ง {name!r}", "there is no verb {name!r}")
NO_SUCH_OPTION = Label("ไม่มีตัวเลือก {name}", "there is no option {name}")
NEAR_NAMES = Label(" ใกล้เคียง: {names}", "; nearest: {names}")
WANTS_VALUE = Label("{option} ต้องมีค่าตามหลัง", "{option} needs a value behind it")
WANTS_NO_VALUE = Label("{option} ไม่รับค่า", "{option} takes no value")
MISSING_ARGUMENT = Label("โปรดระบุ {name}", "{name} is missing")
TOO_MUCH = Label("มีคำเกินมา: {arguments}", "more than the verb takes: {arguments}")
NO_NUMBER = Label("{typed!r} ไม่ใช่จำนวน", "{typed!r} is no number of the kind that it takes")
AT_LEAST = Label(
    "{typed} น้อยกว่า {limit:g} ซึ่งเป็นค่าน้อยที่สุด",
    "{typed} is less than {limit:g}, the least allowed",
)
AT_MOST = Label(
    "{typed} มากกว่า {limit:g} ซึ่งเป็นค่ามากที่สุด",
    "{typed} is more than {limit:g}, the most allowed",
)
NONE_OF = Label("{typed!r} ไม่อยู่ใน {names}", "{typed!r} is none of {names}")
NO_FILE = Label("ไม่มีไฟล์ที่อ่านได้ชื่อ {file}", "there is no file {file} that can be read")
NO_FOLDER = Label("{file} เป็นไฟล์ ไม่ใช่โฟลเดอร์", "{file} is a file, no folder")
NO_FORMAT = Label(
    "นามสกุลไฟล์ {ending!r} ใช้ไม่ได้ โปรดใช้ {known}",
    "its ending {ending!r} names no format; use {known}",
)
NO_HOST = Label(
    "{name!r} ไม่ใช่ชื่อเครื่อง โปรดระบุแต่ชื่อ เช่น ita.example.go.th ไม่มี http:// และเส้นทาง",
    "{name!r} is no host name; give the name alone, such as ita.example.go.th, "
    "without http:// and path",
)
NO_QUESTION = Label(
    "คำค้นต้องมีข้อความ และยาวไม่เกิน {longest} ตัวอักษร",
    "a query has text, and at most {longest} characters",
)
NO_NAME = Label("{name!r} ไม่ใช่ชื่อ", "{name!r} is no name")

# add, work, remove, build, reports, parse
QUEUED = Label(
    "{count} ไฟล์รอตัวทำงาน: itasearch work", "{count:files} left to workers: itasearch work"
)
NOT_QUEUED = Label("ใช้ร่วมกับ {option} ไม่ได้", "it does not go with {option}")
SAME_YEAR = Label(
    "หมายเหตุ: รายงานของหน่วยงาน ปี และประเภทเดียวกันถูกค้นและนับทุกฉบับ "
    "ถ้าสองฉบับเป็นฉบับเดียวกัน: itasearch remove ID หรือถ้า itasearch review ID "
    "แสดงอีกฉบับว่าเป็นรายงานเดียวกัน: itasearch correct ID --prefer",
    "note: reports of the same town, year and kind are all searched and counted; "
    "if two of them are one: itasearch remove ID, or, where itasearch review ID "
    "lists the other as the same report, itasearch correct ID --prefer",
)
PAGES_READ = Label("อ่าน {count} หน้า", "{count} pages read")
IN_TIME = Label("{parts} ใช้เวลา {time}", "{parts}, in {time}")
SECONDS = Label("{count:.1f} วินาที", "{count:.1f} s")
MINUTES = Label("{minutes} นาที {seconds} วินาที", "{minutes} min {seconds} s")
HOURS = Label("{hours} ชั่วโมง {minutes} นาที", "{hours} h {minutes} min")
STOPPED = Label("หยุดแล้ว ใช้คำสั่งเดิมอีกครั้งเพื่อทำต่อ", "stopped; the same command goes on from here")
NEW_LIBRARY = Label("สร้างคลังใหม่ใน {home}", "a new library is made in {home}")
NO_FILES = Label("ไม่พบไฟล์", "no files there")
NOT_CSV = Label("{report} ไม่ได้ลงท้ายด้วย .csv", "{report} does not end in .csv")
IN_ADDED = Label("{report} อยู่ในสิ่งที่จะเพิ่ม", "{report} lies in what is added")
REMOVED = Label("นำออกแล้ว: {what}", "removed {report}: {what}")
REMOVED_RESULTS = Label("ผลประเมิน ITA", "ITA results")
REMOVED_REPORT = Label(
    "{organisation} {year} {measures} มาตรการ", "{organisation} {year}, {measures:measures}"
)
REMOVED_BEFORE = Label(
    "รายงานนี้นำออกไปก่อนแล้ว เพิ่มไฟล์เดิมอีกครั้งเพื่อนำกลับมา",
    "{report} was removed before; add its file again to bring it back",
)
INDEXED = Label(
    "ทำดัชนี {added} รายงาน ({passages} ข้อความ) นำออก {removed}",
    "indexed {added:reports} ({passages} passages), took out {removed}",
)
UP_TO_DATE = Label("ดัชนีเป็นปัจจุบันแล้ว", "the index is up to date")

# Progress
WAITING = Label("รอ: {detail}", "waiting: {detail}")
STAGES = {
    READING: Label("อ่าน", "read"),
    PAGE: Label("หน้า", "page"),
    INDEXING: Label("ทำดัชนี", "index"),
    BACKUP: Label("สำรอง", "backup"),
    CHECKING: Label("ตรวจ", "check"),
    RESTORING: Label("กู้คืน", "restore"),
    MOVE: Label("ย้าย", "move"),
}
SO_FAR = Label("{stage}: {done} จาก {total}", "{stage}: {done} of {total}")
LEFT = Label(" เหลือประมาณ {time}", ", {pace}, about {time} left")
SECONDS_LEFT = Label("{count} วินาที", "{count} s")
MINUTES_LEFT = Label("{count} นาที", "{count} min")

# search, similar, show
NOTHING_ANSWERS = Label("ไม่มีมาตรการที่ตอบ {query!r}", "nothing answers {query!r}")
NEAREST = Label(" ที่ใกล้เคียงที่สุด:", "; nearest:")
PERHAPS_NOTHING = Label(
    "อาจไม่มีมาตรการที่ตอบ {query!r} ที่ใกล้เคียงที่สุด:", "perhaps nothing answers {query!r}; nearest:"
)
RESPELLED = Label("แก้คำสะกด: {typed} → {name}", "respelled: {typed} → {name}")
ADDED_FOR = Label("เพิ่มให้คำว่า {word}: {names}", "added for {word}: {names}")
LEAVE_OUT = Label('ตัดคำที่เพิ่มออก: --without "ชื่อ"', 'to leave one out: --without "NAME"')
NOT_APPLIED = Label(
    "ไม่ได้กรอง: ไม่มีคำตอบที่แน่ชัดของ {name} จึงค้น {typed} เป็นคำ",
    "not applied: nothing of {name} surely answers; {typed} is searched as words",
)
UNDERSTOOD = Label("เข้าใจว่า: {typed} → เฉพาะ {name}", "understood: {typed} → only {name}")
WHICH_ONE = Label("แห่งใด พิมพ์แทนว่า: {choices}", "which one? type instead: {choices}")
NOT_HELD = Label(
    "คลังไม่มีรายงานของ {name} จึงไม่ใช้กรอง",
    "no reports of {name} in the library; what it lacks is no filter",
)
AS_WORDS = Label(
    'ค้นเป็นคำแทน: --literal หรือ --without "คำ" สำหรับคำใดคำหนึ่ง',
    'to search them as words: --literal, or --without "WORDS" for one of them',
)
UNCHANGED_SINCE = Label("ไม่เปลี่ยนตั้งแต่ปี {year}", "unchanged since {year}")
COPIES = Label(
    "ข้อความเดียวกันอีก {count} แห่ง{order}: {places}", "same text: {count} more{order}: {places}"
)
OLDEST_FIRST = Label(" เก่าสุดก่อน", ", oldest first")
LEFT_NOTHING_OUT = Label(
    "หมายเหตุ: --without {name!r} ไม่ได้ตัดอะไรออก เพราะไม่มีการเพิ่มชื่อนี้",
    "note: --without {name!r} left nothing out: no such name was added",
)
TEXT_OR_QUERIES = Label(
    "โปรดระบุ TEXT ตัวกรอง หรือ --queries FILE",
    "give TEXT, a filter or --queries FILE, and not both TEXT and FILE",
)
WORKS = Label(
    "กำลังรอไฟล์ในคิว กด Ctrl-C เพื่อหยุด", "waiting for files in the queue; Ctrl-C ends the worker"
)
NO_REPORTS = Label(
    "หมายเหตุ: ไม่มีรายงานใน {home} เพิ่มได้ด้วย: itasearch add FILE… (หรือระบุที่อื่น: --home DIR)",
    "note: there are no reports in {home}; "
    "add some with: itasearch add FILE… (or name another home: --home DIR)",
)
INDEX_BEHIND = Label(
    "หมายเหตุ: ดัชนีเก่ากว่าคลังและยังเขียนไม่ได้ในขณะนี้ คำตอบนี้มาจากดัชนีเดิม",
    "note: the index is behind the library and cannot be written just now; "
    "these hits are from the index as it was",
)
WAS_REMOVED = Label(
    "หมายเหตุ: รายงานนี้ถูกนำออกแล้ว เพิ่มไฟล์เดิมอีกครั้งเพื่อนำกลับมา",
    "note: {report} was removed; add its file again to bring it back",
)
IS_REPLACED = Label(
    "หมายเหตุ: ไม่ได้ใช้รายงานฉบับนี้ ฉบับที่อ่านได้ดีกว่าคือ {file}",
    "note: {report} is not used; {better} is the better version of it",
)

# compare
NOTE = Label("หมายเหตุ: {note}", "note: {note}")
SIDES = (
    Label("คู่", "pairs"),
    Label("รวมไว้ในข้อเดียว", "covers"),
    Label("อาจเป็นเรื่องเดียวกัน", "maybe"),
    Label("มีเฉพาะซ้าย", "only left"),
    Label("มีเฉพาะขวา", "only right"),
)
OF = Label("{name}: {count} จาก {total}", "{name}: {count} of {total}")
FOLLOWED = Label("มาตรการ: {measures}, ปี: {years}", "measures: {measures}, years: {years}")
YEARS_OF_ONE = Label(
    "--years ใช้กับหน่วยงานเดียวและทุกปีของหน่วยงานนั้น กรองให้แคบลงไม่ได้",
    "--years takes one organisation and all of its years; it is not narrowed",
)
TWO_SIDES = Label(
    "โปรดระบุสองฝ่าย หรือฝ่ายเดียวกับ --years", "two sides are compared, or one with --years"
)
ALL_IN_JSON = Label(
    "--json ให้ผลการเทียบทั้งหมด ไม่ใช่เฉพาะที่ต่างกัน",
    "--json gives all of a comparison, not its differences only",
)

# plan
PLAN_OF = Label(
    "แผนของ {organisation} ปี {year}: ผล ITA ล่าสุด: {result} รายงานล่าสุด: {report} "
    "หน่วยงานที่คล้ายกัน {similar} แห่ง เลือกไว้ {ticked} จาก {proposals} ข้อ",
    "plan of {organisation} for {year}: last ITA result {result}, last report {report}, "
    "similar: {similar}, ticked: {ticked} of {proposals}",
)
OF_YEAR = Label("ปี {year}", "{year}")
NOT_KNOWN = Label("ยังไม่ทราบ", "not known")
DRAFT_NAME = Label("แม่แบบต้องมีชื่อ", "a draft needs a name")
NO_PROOF = Label(
    "หมายเหตุ: คะแนนที่สูงกว่าหรือเพิ่มขึ้นไม่ได้พิสูจน์ว่าเกิดจากมาตรการนั้น "
    "โปรดดูว่าหน่วยงานนั้นทำอะไร และเหมาะกับหน่วยงานของท่านหรือไม่",
    "note: a higher or rising score with a measure is no proof that the measure caused it; "
    "look at what the town did, and whether it fits yours",
)

# watch
MAIL_OR_JSON = Label("--mail กับ --json ใช้พร้อมกันไม่ได้", "--mail and --json exclude each other")
TOWN_ALONE = Label("--town ใช้กับ TEXT หรือตัวกรองไม่ได้", "--town goes with neither TEXT nor filters")
NOTHING_WATCHED = Label(
    "ยังไม่ได้เฝ้าดูสิ่งใด เริ่มด้วย: itasearch watch add TEXT หรือ --town ORG",
    "nothing is watched; begin with: itasearch watch add TEXT, or --town ORG",
)
NO_NEWS = Label(
    "ไม่มีสิ่งใหม่ใน {days} วันที่ผ่านมา จากที่เฝ้าดู {count} รายการ",
    "nothing new in the last {days} days of {count} that are watched",
)
NOT_COMPARED = Label(
    "คำเตือน: ยังเทียบ {name} ({id}) กับคลังไม่ได้ โปรดรัน itasearch build",
    "warning: {name} ({id}) was not compared with the library; run: itasearch build",
)
WATCHED_NO_MORE = Label("เลิกเฝ้าดูแล้ว: {name}", "no longer watched: {name}")
NOTHING_TO_MAIL = Label("ไม่มีสิ่งใหม่ จึงไม่ได้ส่งอีเมล", "nothing new, no mail was sent")
MAILED = Label("ส่งอีเมลแล้ว ({counts}) ถึง {recipients}", "mail sent ({counts}) to {recipients}")
MAIL_REFUSED = Label(
    "คำเตือน: เครื่องแม่ข่ายอีเมลไม่รับที่อยู่ {address} ({answer}) โปรดตรวจสอบ ITASEARCH_MAIL_TO",
    "warning: the mail server refused {address} ({answer}); check ITASEARCH_MAIL_TO",
)

# drafts, export, adapt
WRITTEN = Label("เขียนแล้ว {count} มาตรการ", "{count:measures} written")
SOURCES_WRITTEN = Label("ที่มาของแต่ละแถวอยู่ในไฟล์ {file}", "where each row comes from: {file}")
LEFT_TO_DO = Label(
    "ยังต้องทำ: ช่องว่างที่ทำเครื่องหมาย {blanks} ช่อง, เรื่องที่ต้องตัดสินใจ {questions} ข้อ, "
    "ช่องตารางที่ว่าง {cells} ช่อง (สีเหลืองใน .docx และ .xlsx)",
    "left to do: {blanks:marked blanks}, {questions:open questions}, "
    "{cells} empty cells (yellow in .docx and .xlsx)",
)
NAMES_STAY = Label(
    "หมายเหตุ: เมื่อไม่มี --organisation และ --year หรือแม่แบบที่มีทั้งสองอย่าง ชื่อและปีของต้นฉบับจะคงอยู่",
    "note: without --organisation and --year, or a draft that has both, "
    "the sources' names and years stay in",
)
LACKING = Label("ไม่มี {name} ในแถว {rows}", "no {name} in rows {rows}")
STILL_THEIRS = Label(
    "ยังเป็นถ้อยคำของ {owner} (สัดส่วนตัวอักษร): แถว {rows} โปรดปรับ อย่าคัดลอก",
    "still in the words of {owner} (share of letters): rows {rows}; adapt, do not paste",
)
NO_OWNER = Label("รายงานที่ไม่มีชื่อ", "a report without a name")
IN_TOWNS = Label(" ใน {count} หน่วยงาน", ", in {count:organisations}")
BAD_LINE = Label("ผิดพลาด: บรรทัด {number}: {reason}", "error: line {number}: {reason}")

# doctor, backup, move, serve
KEEP_OLDER = Label(
    "ไฟล์สำรองนี้ไม่มีต้นฉบับดังกล่าว โปรดเก็บไฟล์สำรองเดิมไว้ และตรวจได้ด้วย: itasearch backup --check ไฟล์",
    "this backup lacks those originals: keep the older ones, and check them with: itasearch backup "
    "--check FILE",
)
BACKED_UP = Label(
    "บันทึกคลังและไฟล์ใน corpus/ {count} ไฟล์แล้ว", "the store and {count:files} of corpus/ written"
)
BACKUP_HOLDS = Label(
    "{file} สมบูรณ์: {reports} รายงาน {measures:,} มาตรการ และไฟล์ใน corpus/ {files} ไฟล์",
    "{file} is whole: {reports:reports}, {measures:,measures} and {files:files} of corpus/",
)
BACKUP_LACKS = Label(
    "{file} ไม่ครบ: {reports} รายงาน {measures:,} มาตรการ และไฟล์ใน corpus/ {files} ไฟล์ "
    "กู้คืนส่วนที่เหลือได้",
    "{file} is not whole: {reports:reports}, {measures:,measures} and {files:files} of corpus/; "
    "these can be restored",
)
IS_DAMAGED = Label("เสียหายในไฟล์สำรอง: {name}", "damaged in the backup: {name}")
IS_ABSENT = Label("ไม่มีในไฟล์สำรอง: {name}", "not in the backup: {name}")
IS_CHANGED = Label(
    "ไม่เหมือนตอนที่อ่านรายงาน ตั้งแต่ก่อนสำรอง: {name}",
    "not what the report was read from, already when the backup was made: {name}",
)
RESTORED = Label(
    "กู้คืนลงใน {home} แล้ว: {reports} รายงาน {measures:,} มาตรการ",
    "restored into {home}: {reports:reports}, {measures:,measures}",
)
KEPT_BESIDE = Label(
    "เก็บของเดิมไว้ใน {folder} ลบได้เมื่อไม่ต้องใช้แล้ว",
    "what was replaced is kept in {folder}; delete it when it is no longer needed",
)
RESTORED_LACKS = Label(
    "ไฟล์สำรองไม่ครบ โปรดนำไฟล์ข้างต้นจากไฟล์สำรองอื่นหรือจากผู้ที่มี มาใส่ใน {home} ในชื่อเดิม แล้วตรวจด้วย: "
    "itasearch doctor --home {home}",
    "the backup was not whole: take the files above from another backup, or from whoever has them, "
    "put them into {home} under the same names, then run: itasearch doctor --home {home}",
)
MENDED = Label("แก้แล้ว: {text}", "mended: {text}")
NOT_MENDED = Label("แก้ไม่ได้: {text}", "cannot be mended here: {text}")
NOTHING_TO_MEND = Label("ไม่มีสิ่งที่ต้องแก้", "nothing to mend")
MOVED = Label(
    "คัดลอก {count:,} แถวและตรวจแล้ว ตั้ง ITASEARCH_DATABASE_URL ให้ชี้ไปที่นั่นเพื่อใช้ฐานข้อมูลใหม่",
    "{count:,} rows copied and checked; set ITASEARCH_DATABASE_URL to use the copy",
)
LAN_READS = Label(
    "ทุกคนในเครือข่ายนี้เปิดโปรแกรมได้เพื่อค้น เปรียบเทียบ และทำแม่แบบชั่วคราว แต่เพิ่ม แก้ไข หรือนำรายงานออกไม่ได้ "
    "ผู้ดูแลทำได้ด้วยคำสั่งที่เครื่องนี้ ถ้าจะให้ทุกคนทำได้ทุกอย่าง: --open หยุดด้วย Ctrl-C",
    "everyone on this network can open the app to search, compare and make drafts for a day, and "
    "changes nothing in the library; commands on this computer do. To let everyone do "
    "everything: --open. Stop it with Ctrl-C.",
)
OPEN_WARNING = Label(
    "คำเตือน: ทุกคนที่เปิดโปรแกรมได้ เพิ่ม แก้ไข และนำรายงานออกได้ และเห็นแม่แบบของทุกคน เพราะไม่มีการเข้าสู่ระบบ "
    "หยุดด้วย Ctrl-C",
    "warning: everyone who reaches the app may add, correct and remove reports, and sees "
    "everyone's drafts; there is no sign-in. Stop it with Ctrl-C.",
)
SIGN_IN_BY = Label(
    "ผู้ที่เข้าสู่ระบบแล้วทำได้ตามบทบาท (itasearch people) ผู้อื่นอ่านได้เท่านั้น เข้าสู่ระบบที่ {url}",
    "who signed in may do what their role allows (itasearch people), others read; signing in is "
    "by {url}",
)
SIGN_IN_NEEDS_URL = Label(
    "โปรดระบุที่อยู่ของโปรแกรม เพื่อให้กลับมาหลังเข้าสู่ระบบ เช่น https://ita.example.go.th",
    "name the address of the app, to which people come back after signing in, such as "
    "https://ita.example.go.th",
)
SERVING = Label("เปิด {home} ที่ {url}", "serving {home} at {url}")
SEARCHING_WITH = Label("ค้นด้วย {models}", "searching with {models}")
WARNING = Label("คำเตือน: {text}", "warning: {text}")
PORT_TAKEN = Label(
    "พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ (อาจเป็น itasearch ที่เปิดไว้แล้ว: http://localhost:{port}) "
    "เลือกพอร์ตอื่น: itasearch serve --port {other}",
    "port {port} is taken (by an itasearch that runs already? http://localhost:{port}); "
    "choose another: itasearch serve --port {other}",
)
PORT_FORBIDDEN = Label(
    "ไม่มีสิทธิ์ใช้พอร์ต {port} เลือกพอร์ตอื่น: itasearch serve --port {other}",
    "port {port} may not be used; choose another: itasearch serve --port {other}",
)

# What several verbs show
DOUBLED = Label(
    "นับรายงานประเภทเดียวกันหลายฉบับรวมกัน ({kinds})",
    "several reports of one kind are counted together ({kinds})",
)
ABOVE = Label("{least:g} มากกว่า {most:g}", "{least:g} is above {most:g}")
PAGE_OF = Label("หน้า {number} จาก {count}", "page {number} of {count}")
PAGE_COUNT = Label("{count} หน้า", "{count} pages")

# search
SORTED = Label(
    "เรียงตาม{order}: {shown} ข้อแรกจาก {count} ข้อที่ตรงที่สุด",
    "sorted by {order}: the first {shown} of {count} that answer best",
)
ORDERS = {
    HitOrder.RELEVANCE: Label("ความตรงกับคำค้น", "relevance"),
    HitOrder.YEAR: Label("ปี", "year"),
    HitOrder.TOTAL: Label("คะแนน ITA", "total"),
    HitOrder.DETAIL: Label("ความละเอียด", "detail"),
}
ONE_ANSWER = Label("เขียนไฟล์ได้ครั้งละคำตอบเดียว ของ TEXT เดียว", "one answer is written, of one TEXT")

# matrix, neighbours, coverage, town
LIKE_WHICH = Label("คล้ายกับหน่วยงานใด โปรดระบุชื่อ", "likeness to which organisation? name it")
MATRIX_SHOWN = Label(
    "{rows} หน่วยงาน ไม่ได้แสดง {left_out}", "organisations: {rows}, left out: {left_out}"
)
GUESSED_OF = Label(
    "{count} จาก {of} มาตรการอยู่ในคอลัมน์โดยการคาดเดา",
    "{count} of {of} are in their column by a guess",
)
NOTHING_WEAK = Label(
    "ไม่พบผล ITA ของหน่วยงานนี้ที่มีตัวชี้วัดต่ำกว่า 100",
    "no ITA result with indicators below 100 is known of it",
)
ADVICE = Label(
    "เป็นเพียงคำแนะนำ: สิ่งที่ยังไม่มีไม่ใช่หน้าที่ที่ต้องทำ และส่วนที่ไม่พบอาจเขียนด้วยคำอื่น",
    "advice only: a gap is no duty, and a part that was not found may be worded otherwise",
)
SIMILAR_TO = Label(
    "{organisation} {year} แห่งที่คล้ายกัน {count} แห่ง", "{organisation} {year}, similar: {count}"
)
NO_TABLE = Label(
    "แนวทางเป็นข้อไม่มีตาราง จึงไม่ตรวจว่าขาดส่วนใด", "guidelines have no table: no part is asked for"
)
LACK_A_PART = Label(
    "{kind}: {lacking} จาก {count} มาตรการขาดบางส่วน (ข้อกำหนดปี {year}{item}{nearest}{doubt})",
    "{kind}: {lacking} of {count} measures lack a part (rules of {year}{item}{nearest}{doubt})",
)
NEAREST_RULES = Label(" ซึ่งเป็นปีที่ใกล้ที่สุด", ", the nearest known year")
RULES_UNCONFIRMED = Label(" ยังไม่ได้ยืนยันกับเอกสารต้นทาง", ", not confirmed in a primary source")
COPIES_FOUND = Label(
    "ข้อความซ้ำ: {shared} จาก {texts} ข้อความมีในรายงานของแห่งอื่นด้วย "
    "มีมาก่อนใน {earlier} แห่ง ภายหลังใน {later} แห่ง ดูจากรายงานในคลังนี้",
    "copies: {shared} of {texts} texts are in reports of others, too; "
    "earlier in {earlier} organisations, later in {later}, by the reports of this library",
)
COPIES_CUT = Label(
    " ไม่ได้ดูทุกมาตรการหรือทุกสำเนา",
    "; not all measures, or not all copies of a text, were looked at",
)

# effects
NO_TWO_YEARS = Label(
    "ไม่มีหน่วยงานใดที่มีรายงานและผล ITA สองปีติดกัน โปรดเพิ่มรายงานและผลของทั้งสองปี",
    "no town has reports and ITA results of two years in a row: add the reports and the "
    "results of both years",
)
TOWNS_COMPARED = Label(
    "หน่วยงานที่มีรายงานและผล ITA สองปีติดกัน: {count}",
    "towns with reports and ITA results of two years in a row: {count}",
)
LATER_YEARS = Label("ปีหลัง: {years}", "later years: {years}")
TOO_FEW = Label(
    "น้อยเกินไป (มีแห่งที่เริ่มทำ หรือแห่งอื่น น้อยกว่า {fewest} แห่ง): {count}",
    "too few (fewer than {fewest} towns that took it up, or as few others): {count}",
)
LOOKED_AT = Label(
    "ดูทั้งหมด {count} คู่ ช่วงของคู่มากเท่านี้อาจไม่คร่อม 0 โดยบังเอิญถึง {chance:.0%} "
    "จึงทำเครื่องหมายเฉพาะคู่ที่ยังเหลือเมื่อคุมอัตราค้นพบเท็จไว้ที่ {rate:.0%}",
    "looked at: {count} in all; up to {chance:.0%} of so many intervals "
    "miss 0 by chance alone, so only those are marked that remain at a false discovery "
    "rate of {rate:.0%}",
)
MATCHED = Label(
    "แห่งที่คล้ายกัน: ไม่เกิน {most} แห่งต่อแห่งที่เริ่มทำ ปีเดียวกัน คะแนนเดิมห่างไม่เกิน {points:g} คะแนน "
    "(และคะแนนรวมเดิมอยู่ในช่วง {band:g} คะแนนเดียวกัน) การเปลี่ยนเป็นค่ามัธยฐาน หน่วยเป็นคะแนน",
    "similar: at most {most} towns for each, of the same years and an earlier "
    "score within {points:g} points (and an earlier total in the same band of "
    "{band:g}); changes are medians, in points",
)
NO_CAUSE = Label(
    "หมายเหตุ: แต่ละแห่งเลือกเองว่าจะเริ่มทำอะไร และมีอย่างอื่นเปลี่ยนไปพร้อมกัน "
    "ไม่มีแถวใดแสดงว่าสิ่งที่ทำเป็นเหตุให้คะแนนเปลี่ยน ดู docs/effects.md",
    "note: towns chose themselves what they took up, and other things changed at the same time: "
    "no line shows that the change of a score was caused by it; see docs/effects.md",
)

# review, correct, undo, reread
NO_DOUBT = Label("ไม่มีรายงานที่ต้องตรวจ", "no report is in doubt")
NOT_FORM = Label("{text!r} ไม่ใช่รูปแบบ {form}", "{text!r} is not {form}")
IS_MEASURE = Label(
    "{id} เป็นมาตรการ โปรดระบุรายงาน {report} แทน",
    "{id} is a measure; name its report {report} instead",
)
IS_REPORT = Label(
    "{id} เป็นรายงาน โปรดระบุมาตรการข้อใดข้อหนึ่งแทน",
    "{id} is a report; name one of its measures instead",
)
NO_OTHER_VERSION = Label("รายงาน {report} ไม่มีฉบับอื่น", "report {report} has no other version")
HAS_NO_MEASURE = Label("รายงาน {report} ไม่มีมาตรการ {id}", "report {report} has no measure {id}")
UNDONE = Label("ยกเลิกการแก้ไขแล้ว: {correction}", "undone: {correction}")
IN_FORCE_ALREADY = Label(
    "การแก้ไขนี้ใช้อยู่แล้ว จึงไม่ได้เปลี่ยนสิ่งใด", "this correction is in force already; nothing was changed"
)
UNDONE_BEFORE = Label(
    "ยกเลิกการแก้ไขลำดับที่ {correction} ไปก่อนแล้ว จึงไม่ได้เปลี่ยนสิ่งใด",
    "correction {correction} was undone before; nothing was changed",
)
HAS_ROLE_ALREADY = Label(
    "{person} มีบทบาทนี้อยู่แล้ว จึงไม่ได้เปลี่ยนสิ่งใด",
    "{person} has this role already; nothing was changed",
)
REPORTS_OR_ALL = Label(
    "โปรดระบุรายงาน หรือ --all อย่างใดอย่างหนึ่ง", "name reports, or give --all, not both"
)
NOTHING_OLDER = Label(
    "ไม่มีไฟล์ที่อ่านด้วยตัวอ่านรุ่นเก่า ถ้าจะอ่านทุกไฟล์ใหม่: itasearch reread --all",
    "nothing was read by older readers; to read all again: itasearch reread --all",
)

# eval, judge, judgements
BOTH_OR_NEITHER = Label(
    "{one} กับ --queries ใช้คู่กัน โปรดระบุทั้งสองอย่างหรือไม่ระบุเลย",
    "{one} and --queries belong together: give both or neither",
)
UNKNOWN_RELEVANT = Label(
    "มาตรการที่ตรงคำค้น {count} ข้อไม่มีในคลังนี้ จึงนับว่าค้นไม่พบ: {ids}",
    "{count} of the relevant measures are not in this library and count as not found: {ids}",
)
NOTHING_TO_SCORE = Label(
    "ไม่มีคำค้นใดที่มีมาตรการตรง (ระดับ 1 ขึ้นไป) จึงไม่มีคะแนน",
    "no query has a relevant measure (grade 1 or more); there is nothing to score",
)
NOT_TESTED = Label(
    "คำค้นน้อยกว่าสองข้อจึงไม่ได้ทดสอบความต่าง (p)",
    "a difference is not tested (p) with fewer than two queries",
)
UNANSWERED_OF = Label(
    "ไม่มีคำตอบ: บอกถูก {recognised} จาก {without} มีคำตอบ: บอกผิดว่าไม่มี {denied} จาก {answerable}",
    "without answer: said of {recognised} of {without}; "
    "answerable: denied {denied} of {answerable}",
)
NOT_OR_UNDO = Label("--not กับ --undo ใช้พร้อมกันไม่ได้", "--not and --undo exclude each other")
CLEAR_ALONE = Label("--clear ใช้กับตัวเลือกอื่นไม่ได้", "--clear goes with no other option")
DELETED = Label("ลบแล้ว: {count}", "deleted: {count}")
JUDGEMENTS_WRITTEN = Label(
    "เขียนแล้ว: {queries} คำค้น {judgements} เครื่องหมาย",
    "written: {queries} queries, {judgements} judgements",
)
ONLY_TURNED_DOWN = Label(
    "ไม่ได้เขียน: {count} คำค้นที่มีแต่ผลที่ทำเครื่องหมายว่าไม่ใช่",
    "left out: {count} queries of which hits were only turned down",
)
NOTHING_MARKED = Label(
    "ไม่มีผลใดที่ทำเครื่องหมายไว้ และทุกคำค้นในโปรแกรมมีคำตอบ",
    "no hit was marked, and every query put in the app was answered",
)

# sample, stats, drafts
SAMPLES_MARKED = Label(
    "ตัวอย่างมีเครื่องหมายกำกับ ถ้าจะนำออก: itasearch sample --empty",
    "samples carry a mark; to remove them: itasearch sample --empty",
)
NAME_SOMETHING = Label("โปรดระบุมาตรการ รายงาน หรือ --draft", "name measures, reports or a --draft")
IS_DRAFT = Label("{id} เป็นแม่แบบ โปรดเขียน --draft {id}", "{id} is a draft; write --draft {id}")
DRAFT_OR_IDS = Label(
    "ใช้แทน ID… โปรดระบุอย่างใดอย่างหนึ่ง", "it takes the place of ID…; name one of them"
)
DRAFT_HAS_OWN = Label(
    "แม่แบบมีหน่วยงานและปีของตนเอง แก้ได้ในโปรแกรม",
    "a draft has its own organisation and year; change them in the app",
)

# people, log
NO_PEOPLE = Label("ยังไม่มีผู้เข้าสู่ระบบ", "nobody has signed in yet")
NOTHING_LOGGED = Label("ไม่มีบันทึก", "nothing is logged")

# keys
KEY_MADE = Label(
    "นี่คือความลับของกุญแจ {id} ({name}) แสดงครั้งนี้ครั้งเดียว โปรดเก็บไว้ในที่ปลอดภัย",
    "the secret of the key {id} ({name}); it is not shown again: keep it where only the program "
    "reads it",
)
KEY_REVOKED = Label("เพิกถอนกุญแจ “{name}” แล้ว", "the key {name!r} opens nothing any more")
NO_KEYS = Label("ยังไม่มีกุญแจ", "there are no keys yet")
