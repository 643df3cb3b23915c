"""What is wrong and what to do, for each error of itasearch, on the command line.

The English is the error's own message. The Thai names what the person typed or knows: an
organisation, a year, a file; an id only where she typed it herself.
"""

from itasearch.errors import (
    AmbiguousOrganisationError,
    BackendError,
    BackupError,
    ComparisonError,
    ConfigurationError,
    EmptyDraftError,
    EmptyPlanError,
    EncoderError,
    EvaluationError,
    ExportError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    IndexUnwritableError,
    ItaSearchError,
    LibraryAbsentError,
    LibraryDamagedError,
    LibraryGoneError,
    LibraryMissingError,
    LibraryPresentError,
    MailError,
    MissingExtraError,
    NotAllowedError,
    OriginalsError,
    QueryError,
    ReadError,
    ReaderUnavailableError,
    RolesError,
    SamplesMissingError,
    StoreBusyError,
    StoreError,
    StoreUnwritableError,
    TooManyMeasuresError,
    TooManyWatchesError,
    UnknownCorrectionError,
    UnknownDraftError,
    UnknownKeyError,
    UnknownReportError,
    UnknownRowError,
    UnknownShareError,
    UnknownStepError,
    UnknownValueError,
    UnknownWatchError,
)
from itasearch.wording.label import Label
from itasearch.wording.messages import ambiguous_name, ask_administrator, not_allowed

FILTERS = {
    "organisation": "หน่วยงาน",
    "type": "ประเภทหน่วยงาน",
    "province": "จังหวัด",
    "fiscal year": "ปีงบประมาณ",
    "year": "ปีงบประมาณ",
    "indicator": "ตัวชี้วัด",
    "topic": "หัวข้อ",
    "organisation, report or file": "หน่วยงาน รายงาน หรือไฟล์",
}
"""Thai names of UnknownValueError.field."""
SHARE_GONE = "ลิงก์นี้เปิดแม่แบบไม่ได้แล้ว โปรดขอลิงก์ใหม่จากผู้ทำแม่แบบ"
_REPORTS = "ดูรายงานทั้งหมด: itasearch reports"
_OF_PLACE = (
    LibraryMissingError,
    LibraryGoneError,
    LibraryAbsentError,
    LibraryDamagedError,
    LibraryPresentError,
)
"""Errors of the store that are of where it is, not of what it holds."""


def error_label(error: ItaSearchError) -> Label:
    """The sentence for an error; nothing in it is a placeholder."""
    thai, english = (text.replace("{", "{{").replace("}", "}}") for text in _texts(error))
    return Label(thai, english)


def _texts(error: ItaSearchError) -> tuple[str, str]:
    return _thai(error), str(error)


def _thai(error: ItaSearchError) -> str:
    match error:
        case ReadError(path=path, reason=reason):
            return f"{path}: {reason}"
        case (
            QueryError(thai=thai)
            | ComparisonError(thai=thai)
            | EmptyPlanError(thai=thai)
            | MailError(thai=thai)
        ) if thai:
            return thai
        case ExportError(path=path, reason=reason):
            return f"เขียนไฟล์ {path} ไม่ได้ ({reason}) โปรดตรวจสอบชื่อ ที่เก็บ และชนิดของไฟล์"
        case EmptyDraftError(name=name):
            what = f"แม่แบบ “{name}” " if name else "สิ่งที่เลือก"
            return (
                f"{what}ยังไม่มีมาตรการ จึงไม่ได้เขียนไฟล์ เพิ่มได้ในแอปด้วยปุ่ม “เพิ่มในแม่แบบ” ที่ผลการค้นหา "
                "ทำแม่แบบด้วย: itasearch plan หน่วยงาน --draft ชื่อ หรือระบุมาตรการ: itasearch export รหัส…"
            )
        case TooManyMeasuresError(most=most):
            return f"ไฟล์หนึ่งมีได้ไม่เกิน {most} มาตรการ โปรดเลือกให้น้อยลง แล้วส่งออกที่เหลือเป็นอีกไฟล์"
        case NotAllowedError():
            return not_allowed(error)
        case MissingExtraError(extra=extra):
            return f"ต้องติดตั้งส่วนเสริมก่อน: pip install 'itasearch[{extra}]'"
        case ConfigurationError(setting=setting, value=value, example=example):
            return f"ค่าของ {setting} ใช้ไม่ได้: “{value}” โปรดกำหนดใหม่ เช่น {example} ({error.reason})"
        case EvaluationError(path=path, line=line):
            where = f" บรรทัด {line}" if line else ""
            return f"{path}{where} มีรูปแบบไม่ถูกต้อง {ask_administrator(error.reason)}"
        case StoreUnwritableError() | StoreBusyError():
            return _of_writing(error)
        case StoreError() if not isinstance(error, _OF_PLACE):
            return _of_library(error)
        case _:
            return _of_installation(error)


def _of_library(error: StoreError) -> str:
    """Errors that name what the library does not have."""
    match error:
        case UnknownValueError(field=field, value=value, nearest=nearest):
            near = f" ที่ใกล้เคียงคือ {', '.join(nearest)}" if nearest else ""
            return f"ในคลังไม่มี{FILTERS.get(field, field)} “{value}”{near}"
        case AmbiguousOrganisationError(name=name, candidates=candidates):
            return ambiguous_name(name, candidates)
        case UnknownReportError(identifier=typed):
            return f"ไม่มีรายงานหรือมาตรการรหัส “{typed}” {_REPORTS}"
        case UnknownDraftError(identifier=typed):
            return f"ไม่มีแม่แบบรหัส “{typed}” ดูแม่แบบทั้งหมด: itasearch drafts"
        case UnknownKeyError(identifier=typed):
            return f"ไม่มีกุญแจรหัส “{typed}” ดูทั้งหมด: itasearch keys list"
        case UnknownShareError():
            return SHARE_GONE
        case UnknownWatchError(identifier=typed):
            return f"ไม่ได้เฝ้าดูสิ่งใดด้วยรหัส “{typed}” ดูทั้งหมด: itasearch watch list"
        case TooManyWatchesError(most=most):
            return f"เฝ้าดูครบ {most} รายการแล้ว นำออกบางรายการก่อน: itasearch watch remove ID"
        case UnknownCorrectionError(correction_id=None):
            return "รายงานนี้ไม่มีการแก้ไขที่ใช้อยู่"
        case UnknownCorrectionError(correction_id=number):
            return f"รายงานนี้ไม่มีการแก้ไขลำดับที่ {number} ที่ใช้อยู่ ดูได้ด้วย: itasearch review ID"
        case UnknownRowError() | UnknownStepError():
            return "แม่แบบเปลี่ยนไปแล้ว โปรดดูแม่แบบอีกครั้งแล้วลองใหม่"
        case _:
            return f"บันทึกลงคลังไม่สำเร็จ {ask_administrator(str(error))}"


def _of_writing(error: StoreUnwritableError | StoreBusyError) -> str:
    """That the store cannot be written."""
    if isinstance(error, StoreBusyError):
        return (
            f"itasearch อีกตัวหนึ่งเขียนฐานข้อมูลของคลัง {error.path} อยู่นานเกินหนึ่งนาที (เช่น move หรือ add) "
            "จึงยังไม่ได้เปลี่ยนสิ่งใด รอให้เสร็จก่อนแล้วลองอีกครั้ง"
        )
    if error.is_read_only:
        return (
            f"ที่เก็บคลัง {error.path} อ่านได้อย่างเดียว จึงไม่ได้เปลี่ยนสิ่งใด ยังค้นหา เปรียบเทียบ และส่งออกได้ "
            "หากจะแก้ไขคลัง โปรดแก้สิทธิ์ของโฟลเดอร์แล้วลองอีกครั้ง"
        )
    return (
        f"เขียนข้อมูลคลังที่ {error.path} ไม่ได้ จึงไม่ได้เปลี่ยนสิ่งใด "
        "โปรดเพิ่มที่ว่างในดิสก์หรือแก้สิทธิ์ของโฟลเดอร์ แล้วลองอีกครั้ง"
    )


def _of_place(error: StoreError) -> str:
    """Errors of the file or folder that the library is in."""
    match error:
        case LibraryGoneError(path=path):
            return (
                f"ฐานข้อมูลของคลัง {path} เปิดอยู่แต่หายไป จึงหยุดไว้และไม่ได้สร้างใหม่แทน หากอยู่ในไดรฟ์เครือข่าย"
                "หรือดิสก์ที่ถอดออก ให้เชื่อมต่อใหม่แล้วทำต่อได้ หากไฟล์ถูกลบ: "
                "itasearch restore ไฟล์สำรอง --replace"
            )
        case LibraryAbsentError(home=home, path=path):
            return (
                f"ไม่มีคลังใน {home}: ไม่พบ {path} และไม่ได้สร้างสิ่งใด โปรดตรวจสอบ --home "
                "(หรือ ITASEARCH_HOME) และการเชื่อมต่อไดรฟ์ หรือสร้างคลังใหม่: "
                f"itasearch add ไฟล์… --home {home} หรือลองกับตัวอย่าง: itasearch sample --home {home}"
            )
        case LibraryDamagedError(path=path, reason=reason):
            return (
                f"ฐานข้อมูลของคลัง {path} เสียหาย ({reason}) โปรดคัดลอกโฟลเดอร์นี้เก็บไว้ก่อน แล้วใช้ "
                "itasearch doctor --repair ถ้ายังไม่หาย: itasearch restore ไฟล์สำรอง --replace"
            )
        case LibraryPresentError(home=home):
            return (
                f"ใน {home} มีคลังอยู่แล้ว จึงไม่ได้เปลี่ยนแปลงสิ่งใด โปรดระบุโฟลเดอร์อื่นด้วย --home "
                "หรือแทนที่ด้วย --replace โดยเก็บของเดิมไว้ข้างกัน"
            )
        case _:
            return f"ใช้คลังไม่ได้ {ask_administrator(str(error))}"


def _of_index(error: BackendError) -> str:
    """Errors of the search index."""
    match error:
        case IndexDamagedError(path=path, reason=reason):
            return (
                f"ดัชนีค้นหาเสียหาย: {path} ({reason}) รายงานในคลังยังอยู่ครบ "
                "สร้างดัชนีใหม่ด้วย: itasearch doctor --repair"
            )
        case IndexMissingError():
            return "ยังไม่มีดัชนีค้นหา สร้างด้วย: itasearch build"
        case IndexMismatchError():
            return "ดัชนีค้นหาสร้างไว้ด้วยการตั้งค่าอื่น สร้างใหม่ด้วย: itasearch build --rebuild"
        case IndexUnwritableError(path=path):
            return f"เขียนดัชนีที่ {path} ไม่ได้ โปรดเพิ่มที่ว่างหรือแก้สิทธิ์ของโฟลเดอร์ แล้ว: itasearch build"
        case _:
            return f"ใช้ดัชนีค้นหาไม่ได้ สร้างใหม่ด้วย: itasearch build --rebuild ({error})"


def _of_installation(error: ItaSearchError) -> str:
    """Errors of the library's files, its index and the programs it needs."""
    match error:
        case SamplesMissingError(looked_in=folder):
            again = "pip install --force-reinstall --no-deps itasearch"
            return f"ไม่พบไฟล์ตัวอย่างใน {folder} และในตัวโปรแกรม ติดตั้งโปรแกรมใหม่ด้วย: {again}"
        case LibraryMissingError(path=path, home=home):
            restore = " นำกลับมาด้วย: itasearch restore ไฟล์สำรอง --replace"
            is_file = path == str(home / "corpus" / "library.db")
            what = f"ไม่พบข้อมูลของคลังที่ {path} แต่ที่นี่เคยมีรายงาน จึงไม่ได้เปลี่ยนแปลงสิ่งใด"
            return f"{what}{restore if is_file else ''} {ask_administrator(str(error))}"
        case StoreError():
            return _of_place(error)
        case BackupError(path=path, thai=thai):
            return (
                f"กู้คืนจาก {path} ไม่ได้: {thai} โปรดใช้ไฟล์สำรองที่เก่ากว่า "
                "ตรวจก่อนด้วย: itasearch backup --check ไฟล์"
            )
        case BackendError():
            return _of_index(error)
        case EncoderError():
            return f"ใช้แบบจำลองภาษาไม่ได้ {ask_administrator(str(error))}"
        case ReaderUnavailableError():
            return (
                "อ่านไฟล์ไม่ได้เพราะโปรแกรมอ่านไม่เริ่มทำงาน อาจเพราะดิสก์ที่เก็บไฟล์ชั่วคราว (TMPDIR) เต็ม "
                "ตรวจสอบด้วย: itasearch doctor"
            )
        case OriginalsError(url=url, reason=reason):
            return (
                f"ใช้ไฟล์ต้นฉบับใน {url} ไม่ได้ ({reason}) ข้อมูลที่เก็บไว้ไม่สูญหาย "
                "โปรดตรวจสอบ ITASEARCH_ORIGINALS_URL ตัวแปร AWS_… และเครือข่าย แล้ว: itasearch doctor"
            )
        case RolesError(place=place, reason=reason):
            return f"{place} กำหนดบทบาทไม่ถูกต้อง ({reason})"
        case _:
            return f"ทำรายการไม่สำเร็จ {ask_administrator(str(error))}"
