"""Names of roles and of what people did; the log's words for it."""

from collections.abc import Callable, Iterable, Mapping

from itasearch.model.people import Action, ActionKind, Role
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


def organisations_in(actions: Iterable[Action]) -> set[str]:
    """Ids of the organisations whose reports editors were allowed to change."""
    return {owner for one in actions for owner in _role_given(one)[1]}


def detail_text(action: Action, names: Mapping[str, str], role_name: Callable[[Role], str]) -> str:
    """What a line of the log has besides the deed: a role with its organisations, a format, …

    Args:
        names: of organisations, by id.

    Returns:
        "" for nothing.
    """
    role, owners = _role_given(action)
    if role is not None:
        return ", ".join((role_name(role), *(names.get(one, one) for one in owners)))
    return str(action.count) if action.kind is ActionKind.UPLOAD else action.detail


def _role_given(action: Action) -> tuple[Role | None, tuple[str, ...]]:
    """The role that was given, with the ids of its organisations; None: another action."""
    if action.kind not in {ActionKind.SET_ROLE, ActionKind.MAKE_KEY}:
        return None, ()
    role, *owners = action.detail.split()
    return Role(role), tuple(owners)
