"""Names of roles and of what people did."""

from itasearch.model.people import ActionKind, Role
from itasearch.wording.label import Label

ROLES = {
    Role.READER: Label("ผู้อ่าน", "reader"),
    Role.EDITOR: Label("ผู้แก้ไข", "editor"),
    Role.ADMINISTRATOR: Label("ผู้ดูแลคลัง", "administrator"),
}

ACTIONS = {
    ActionKind.UPLOAD: Label("ส่งไฟล์", "uploaded files"),
    ActionKind.ADD: Label("เพิ่ม", "added"),
    ActionKind.REMOVE: Label("นำออก", "removed"),
    ActionKind.CORRECT: Label("แก้ไข", "corrected"),
    ActionKind.UNDO: Label("ยกเลิกการแก้ไข", "undid a correction"),
    ActionKind.REREAD: Label("อ่านใหม่", "read again"),
    ActionKind.EXPORT: Label("ส่งออก", "exported"),
    ActionKind.BUILD: Label("สร้างดัชนี", "built the index"),
    ActionKind.BACKUP: Label("สำรองข้อมูล", "backed up"),
    ActionKind.RESTORE: Label("กู้คืนข้อมูล", "restored a backup"),
    ActionKind.CLEAR_JUDGEMENTS: Label("ล้างเครื่องหมาย", "cleared the marks"),
    ActionKind.SET_ROLE: Label("กำหนดบทบาท", "gave a role"),
    ActionKind.MAKE_KEY: Label("สร้างกุญแจ", "made a key"),
    ActionKind.REVOKE_KEY: Label("เพิกถอนกุญแจ", "revoked a key"),
}
