"""Labels of what is watched."""

from itasearch.ui.kit.labels import Label

WATCH = Label("เฝ้าดู", "Watch")
WATCH_SEARCH_HELP = Label(
    "จำคำค้นและตัวกรองนี้ไว้ หน้าแรกจะบอกเมื่อมีมาตรการใหม่หรือเปลี่ยน",
    "Keeps this search with its filters; the first page shows what is new or changed of it",
)
WATCH_TOWN_HELP = Label(
    "หน้าแรกจะบอกเมื่อหน่วยงานนี้มีรายงานหรือผลประเมินใหม่หรือเปลี่ยน",
    "The first page shows when this organisation has a new or changed report or ITA result",
)
IS_WATCHED = Label("เฝ้าดูอยู่", "Watched")
ALL = Label("ดูที่เฝ้าดูทั้งหมด", "All that is watched")
TITLE = Label("สิ่งที่เฝ้าดู", "What is watched")
HELP = Label(
    "คำค้นและหน่วยงานที่บันทึกไว้ของคลังนี้ ทุกคนที่ใช้เครื่องนี้เห็นรายการเดียวกัน"
    " ส่วน “ครั้งก่อน” จำไว้ในเบราว์เซอร์ของแต่ละคน",
    "Searches and organisations of this library: everyone at this computer sees the same list;"
    " “your last visit” is what this browser remembers",
)
HELP_OWN = Label(
    "คำค้นและหน่วยงานที่คุณเฝ้าดู เห็นได้เฉพาะคุณและผู้ดูแลคลัง ผู้ที่รู้ที่อยู่ของฟีดอ่านฟีดนั้นได้",
    "Searches and organisations that you watch: only you and administrators see them;"
    " who knows the address of a feed can read it",
)
HELP_ALL = Label(
    "สิ่งที่ทุกคนเฝ้าดู เพราะคุณเป็นผู้ดูแลคลัง คนอื่นเห็นเฉพาะรายการของตน",
    "What everyone watches, as you are an administrator; others see what they watch themselves",
)
SIGNED_IN_ONLY = Label(
    "ผู้ที่เข้าสู่ระบบแล้วเท่านั้นที่เฝ้าดูคำค้นและหน่วยงานได้",
    "Those who signed in can watch searches and organisations",
)
WATCHED_BY = Label("เฝ้าดูโดย {name}", "watched by {name}")
OF_COMPUTER = Label("เฝ้าดูจากเครื่องที่เก็บคลัง", "watched by the library's computer")
NONE = Label(
    "ยังไม่ได้เฝ้าดูสิ่งใด กด “เฝ้าดู” ที่คำตอบของการค้นหรือที่หน้าของหน่วยงาน",
    "Nothing is watched yet: press “Watch” at an answer or on an organisation's page",
)
NO_NEWS = Label("ไม่มีสิ่งใหม่ ตั้งแต่ {when}", "Nothing new since {when}")
NO_NEWS_YET = Label("ยังไม่มีสิ่งใหม่ตั้งแต่เริ่มเฝ้าดู", "Nothing new since it is watched")
SINCE = Label("เฝ้าดูตั้งแต่ {when}", "Watched since {when}")
OF_TOWN = Label("บนโต๊ะทำงานของ {name}", "on the desk of {name}")
NEWS = Label("ดูสิ่งใหม่ที่พบ ({count:,})", "Its news ({count:,})")
NEW_OF_SEARCH = Label("ใหม่ {count:,} จากการค้น {name}", "{count:,} new of your search {name}")
NEW_OF_TOWN = Label("ใหม่ {count:,} ของ {name}", "{count:,} new of {name}")
SHOW_SEARCH = Label("เปิดคำตอบ", "Open the answer")
SHOW_TOWN = Label("เปิดหน้าหน่วยงาน", "Open its page")
SINCE_LAST = Label("ใหม่ตั้งแต่ {when}", "New since {when}")
EARLIER = Label("ก่อนหน้านั้น", "Earlier")
NOTICED = Label("พบเมื่อ {when}", "noticed {when}")
FEED = Label("ฟีด Atom", "Atom feed")
FEED_HELP = Label(
    "ที่อยู่สำหรับโปรแกรมอ่านข่าว เช่น Outlook หรือ Thunderbird",
    "An address for feed readers, such as Outlook or Thunderbird",
)
REMOVE = Label("เลิกเฝ้าดู", "Stop watching")
REMOVE_HELP = Label(
    "รายการสิ่งใหม่และฟีดของรายการนี้จะหายไปด้วย",
    "Its news and its feed are gone, too",
)
REMOVED = Label("เลิกเฝ้าดูแล้ว: {name}", "No longer watched: {name}")
NO_SUCH_WATCH = Label("รายการนี้ไม่ได้เฝ้าดูแล้ว", "This is no longer watched")
TOO_MANY = Label(
    "เฝ้าดูครบจำนวนแล้ว เลิกเฝ้าดูบางรายการก่อน", "As many are watched as can be: remove one first"
)
FEED_SUBTITLE = Label("มาตรการและรายงานที่ใหม่หรือเปลี่ยน", "New and changed measures and reports")
FEED_GONE = Label("ไม่มีฟีดนี้ อาจเลิกเฝ้าดูแล้ว", "There is no such feed; it may no longer be watched")
FEED_LATER = Label("ยังอ่านคลังไม่ได้ โปรดลองใหม่ภายหลัง", "The library cannot be read now; try later")
