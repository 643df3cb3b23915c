"""Labels of the people of a shared library."""

from itasearch.ui.kit.labels import Label

TITLE = Label("ผู้ใช้และบันทึก", "People and log")
ONLY_ADMINISTRATORS = Label("หน้านี้สำหรับผู้ดูแลคลัง", "This page is for administrators.")
PEOPLE = Label("ผู้ใช้ {count} คน", "{count:users}")
LOG = Label("สิ่งที่ทำล่าสุด", "What was done last")
NAME = Label("ชื่อ", "Name")
IDENTIFIER = Label("รหัส", "Id")
ROLE = Label("บทบาท", "Role")
ORGANISATIONS = Label("หน่วยงาน", "Organisations")
ALL = Label("ทุกหน่วยงาน", "all")
LAST_SEEN = Label("เข้าใช้ล่าสุด", "Last seen")
WHEN = Label("เมื่อ", "When")
DEED = Label("สิ่งที่ทำ", "Did")
DONE_TO = Label("รายการ", "What")
DRAFT = Label("แม่แบบ", "a draft")
STATE = Label("ผล", "State")
DONE = Label("เสร็จ", "done")
FAILED = Label("ไม่สำเร็จ", "failed")
NOT_ENDED = Label("ยังไม่เสร็จ หรือถูกหยุด", "going on, or stopped")
THIS_COMPUTER = Label("เครื่องที่เก็บคลัง", "the library's computer")
GIVE_ROLE = Label("กำหนดบทบาท", "Give a role")
PERSON_ID = Label("รหัสของผู้ใช้", "The person's id")
ROLE_GIVEN = Label("กำหนดบทบาทแล้ว มีผลภายในหนึ่งนาที", "The role applies within a minute.")
ROLE_THE_SAME = Label("ผู้ใช้นี้มีบทบาทนี้อยู่แล้ว", "The person has this role already.")
BAD_ID = Label(
    "โปรดพิมพ์รหัสของผู้ใช้ตามที่ระบบยืนยันตัวตนใช้", "Type the person's id as the provider or proxy has it."
)
