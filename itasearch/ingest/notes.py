"""Notes of outcomes, in Thai: on a report and on a file."""

from collections.abc import Iterable, Iterator, Sequence

from itasearch.errors import (
    AmbiguousOrganisationError,
    NotAllowedError,
    StoreError,
    StoreUnwritableError,
    UnknownValueError,
)
from itasearch.ingest.web.sources import is_web_address
from itasearch.model.library import ReportSummary
from itasearch.store.base import Superseded, Why
from itasearch.wording.errors import error_label
from itasearch.wording.messages import NO_SPACE, NOT_WRITABLE, ask_administrator

REMOVED = "เคยนำออกจากคลังแล้ว หากต้องการนำกลับ โปรดเพิ่มไฟล์นี้โดยตรง ไม่ใช่ทั้งโฟลเดอร์"
RESULTS_KNOWN = "ผลประเมิน ITA ในไฟล์นี้มีอยู่ในคลังแล้ว"

_DOWNLOADED = "ดาวน์โหลดจาก “"
_TAKEN_OUT = "ไฟล์นี้มาจาก “"
_CHECK_SAME = "โปรดตรวจว่าเป็นรายงานเดียวกัน เพราะชื่อหรือปีที่อ่านได้ไม่แน่ชัด"
_CORRECTED = "ฉบับที่ไม่ได้ใช้มีการแก้ไขด้วยมือซึ่งไม่อยู่ในฉบับที่ใช้ โปรดตรวจ และเลือกฉบับที่จะใช้ได้ในหน้าตรวจรายงาน"
_LONGER = "ฉบับที่ไม่ได้ใช้มีมาตรการมากกว่า โปรดตรวจว่าไม่มีหน้าใดขาดไป"
_WHY = {
    Why.CHOSEN: "ซึ่งมีผู้เลือกให้ใช้",
    Why.NEWER: "เพราะเพิ่มภายหลัง",
    Why.SURE: "เพราะไม่มีข้อสงสัยค้างอยู่",
    Why.CORRECTED: "เพราะมีการแก้ไขหรือเลือกใช้ด้วยมือ",
    Why.ORIGIN: "เพราะได้จากไฟล์ต้นฉบับ ไม่ใช่ภาพสแกนหรือไฟล์ที่แปลงมา",
    Why.MEASURES: "เพราะมีมาตรการมากกว่า",
    Why.READING: "เพราะอ่านได้ครบและชัดกว่า",
}

_FIELDS = {
    "organisation": "ชื่อหน่วยงาน",
    "fiscal_year_be": "ปีงบประมาณ",
    "columns": "ความหมายของคอลัมน์",
    "completeness": "ความครบถ้วนของข้อความ",
    "reading": "คุณภาพของการอ่าน",
}


def joined(*notes: str | None) -> str | None:
    """The notes that there are, as one text; None if there is none."""
    return " · ".join(note for note in notes if note) or None


def lacking(missing: Sequence[str]) -> str | None:
    """What a person must supply or check; see Report.missing."""
    names = ", ".join(_FIELDS[field] for field in missing)
    return f"ยังไม่แน่ชัดเรื่อง{names} โปรดตรวจและเติมข้อมูล" if names else None


def version_in_use(report: ReportSummary, superseded: Sequence[Superseded]) -> str | None:
    """Which version of the same report is used and why, where there are several."""
    if report.replaced_by is not None:
        own = [pair for pair in superseded if pair.report_id == report.id]
        why = _reasons(own) or "ซึ่งดีกว่า"
        note = f"ในคลังมีรายงานนี้อีกฉบับ ({report.replaced_by}) {why} จึงใช้ฉบับนั้นแทน"
        return " ".join([note, *_cautions(own)])
    replaced = [pair for pair in superseded if pair.by == report.id]
    if not replaced:
        return None
    names = ", ".join(pair.report_id for pair in replaced)
    return " ".join([f"ใช้ฉบับนี้แทนฉบับเดิม ({names})", _reasons(replaced), *_cautions(replaced)])


def beside_others(report: ReportSummary) -> str | None:
    """That the library has other reports of this organisation, year and kind; None if not."""
    if not report.same_year:
        return None
    return (
        f"ในคลังมีรายงานประเภทเดียวกันของหน่วยงานและปีเดียวกันอีก ({', '.join(report.same_year)})"
        " มาตรการของทุกฉบับถูกค้นและนับ หากเป็นรายงานเดียวกัน โปรดนำออกหนึ่งฉบับ"
        " หากปีหรือหน่วยงานไม่ถูกต้อง โปรดแก้ไขในหน้าตรวจรายงาน"
    )


def _reasons(pairs: Sequence[Superseded]) -> str:
    return " และ".join(dict.fromkeys(_WHY[pair.why] for pair in pairs))


def _cautions(pairs: Sequence[Superseded]) -> Iterator[str]:
    """What a person should look at, for the version that is not used has something of its own."""
    if any(pair.corrected for pair in pairs):
        yield _CORRECTED
    if any(pair.longer for pair in pairs):
        yield _LONGER
    if any(pair.misread for pair in pairs):
        yield _CHECK_SAME


def came_from(origin: str) -> str:
    """Where the file of a report came from: a web address, or a place in an archive."""
    if is_web_address(origin):
        return f"{_DOWNLOADED}{origin}”"
    # The archive's folder is of no use later; of an upload it is gone.
    parts = origin.split("/")
    start = next((at for at, part in enumerate(parts) if part.lower().endswith(".zip")), 0)
    return f"{_TAKEN_OUT}{'/'.join(parts[start:])}”"


def origin_note(warnings: Iterable[str]) -> str | None:
    """The sentence of `came_from` among a report's warnings; None if there is none."""
    return next((one for one in warnings if one.startswith((_DOWNLOADED, _TAKEN_OUT))), None)


def results_added(count: int) -> str | None:
    """How many ITA results the file gave; None if none."""
    return f"เก็บผลประเมิน ITA แล้ว {count} รายการ" if count else None


def not_stored(error: StoreError | NotAllowedError) -> str:
    """Why the store did not take a report or a correction of it."""
    match error:
        case NotAllowedError() | AmbiguousOrganisationError():
            return error_label(error).text("th")
        case StoreUnwritableError(path=path, is_read_only=is_read_only):
            what = NOT_WRITABLE if is_read_only else NO_SPACE
            return f"{what} ({path}) โปรดเพิ่มที่ว่างหรือแก้สิทธิ์ของโฟลเดอร์แล้วลองอีกครั้ง"
        case UnknownValueError(value=value, nearest=nearest):
            hint = f" ที่ใกล้เคียงคือ {', '.join(nearest)}" if nearest else ""
            return f"ไม่รู้จัก “{value}”{hint} โปรดแก้ไขแล้วลองอีกครั้ง"
        case _:
            return f"บันทึกลงคลังไม่สำเร็จ {ask_administrator(str(error))}"
