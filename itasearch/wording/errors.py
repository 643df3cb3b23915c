"""What is wrong and what to do, for each error of itasearch, on the command line.

The English is the error's own message. The Thai names what the person typed or knows: an
organisation, a year, a file; an id only where she typed it herself. Who runs commands looks after
the library: what to do is a command or a place, not whom to ask. What only another program says in
English is marked as a detail.
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
    IndexUnreachableError,
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
    StoreUnreadableError,
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
from itasearch.temporary import system_folder_name
from itasearch.wording.label import Label
from itasearch.wording.library import EMPTINESS, traces_text
from itasearch.wording.messages import ambiguous_name, in_detail, not_allowed

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
    texts = (_thai(error), str(error))
    thai, english = (text.replace("{", "{{").replace("}", "}}") for text in texts)
    return Label(thai, english)


def _thai(error: ItaSearchError) -> str:
    match error:
        case ReadError(path=path, reason=reason):
            return f"{path}: {reason}"
        case (
            QueryError(thai=thai)
            | ComparisonError(thai=thai)
            | EmptyPlanError(thai=thai)
            | MailError(thai=thai)
            | StoreError(thai=thai)
        ) if thai:
            return thai
        case ExportError(path=path, reason=reason, thai=thai):
            general = f"โปรดตรวจสอบชื่อ ที่เก็บ และชนิดของไฟล์ {in_detail(reason)}"
            return f"เขียนไฟล์ {path} ไม่ได้ {thai or general}"
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
            detail = in_detail(error.reason)
            return f"ค่าของ {setting} ใช้ไม่ได้: “{value}” โปรดกำหนดใหม่ เช่น {example} {detail}"
        case EvaluationError(path=path, line=line):
            where = f" บรรทัด {line}" if line else ""
            detail = in_detail(error.reason)
            return f"{path}{where} มีรูปแบบไม่ถูกต้อง โปรดแก้ไฟล์แล้วใช้คำสั่งเดิมอีกครั้ง {detail}"
        case StoreUnwritableError() | StoreUnreadableError() | StoreBusyError():
            return _of_disk(error)
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
            return f"ใช้ฐานข้อมูลของคลังไม่ได้ {_ask_doctor(error)}"


def _of_disk(error: StoreUnwritableError | StoreUnreadableError | StoreBusyError) -> str:
    """That the store cannot be written, or not be read, or others hold it."""
    if isinstance(error, StoreBusyError):
        return (
            f"itasearch อีกตัวหนึ่งเขียนฐานข้อมูลของคลัง {error.path} อยู่นานเกินหนึ่งนาที (เช่น move หรือ add) "
            "จึงยังไม่ได้เปลี่ยนสิ่งใด รอให้เสร็จก่อนแล้วลองอีกครั้ง"
        )
    if isinstance(error, StoreUnreadableError):
        return (
            f"อ่านฐานข้อมูลของคลัง {error.path} ไม่ได้ เพราะดิสก์หรือไดรฟ์เครือข่ายมีปัญหา โปรดตรวจสอบ "
            "และคัดลอกโฟลเดอร์นี้เก็บไว้ขณะที่ยังอ่านได้ แล้วใช้คำสั่งเดิมอีกครั้ง หรือกู้คืนลงดิสก์อื่น: "
            f"itasearch restore ไฟล์สำรอง --home โฟลเดอร์ {in_detail(error.reason)}"
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


def of_place(error: StoreError) -> tuple[str, str]:
    """The Thai for an error of the file or folder that the library is in.

    Returns:
        What is wrong, and what to do.
    """
    match error:
        case LibraryMissingError(path=path):
            emptiness = EMPTINESS[error.emptiness].th
            what = f"ฐานข้อมูลของคลัง {path} {emptiness} ทั้งที่{traces_text(error, 'th')}"
            return f"{what} จึงไม่ได้เปลี่ยนแปลงสิ่งใด", _to_put_back(error)
        case LibraryGoneError(path=path):
            return (
                f"ฐานข้อมูลของคลัง {path} เปิดอยู่แต่หายไป จึงหยุดไว้และไม่ได้สร้างใหม่แทน",
                "หากอยู่ในไดรฟ์เครือข่ายหรือดิสก์ที่ถอดออก ให้เชื่อมต่อใหม่แล้วทำต่อได้ หากไฟล์ถูกลบ: "
                "itasearch restore ไฟล์สำรอง --replace",
            )
        case LibraryAbsentError(home=home, path=path):
            return (
                f"ไม่มีคลังใน {home}: ไม่พบ {path} และไม่ได้สร้างสิ่งใด",
                "โปรดตรวจสอบ --home (หรือ ITASEARCH_HOME) และการเชื่อมต่อไดรฟ์ หรือสร้างคลังใหม่: "
                f"itasearch add ไฟล์… --home {home} หรือลองกับตัวอย่าง: itasearch sample --home {home}",
            )
        case LibraryDamagedError(path=path, reason=reason):
            return (
                f"ฐานข้อมูลของคลัง {path} เสียหาย {in_detail(reason)}",
                "โปรดคัดลอกโฟลเดอร์นี้เก็บไว้ก่อน แล้วใช้ itasearch doctor --repair ถ้ายังไม่หาย: "
                "itasearch restore ไฟล์สำรอง --replace",
            )
        case LibraryPresentError(home=home):
            return (
                f"ใน {home} มีคลังอยู่แล้ว จึงไม่ได้เปลี่ยนแปลงสิ่งใด",
                "โปรดระบุโฟลเดอร์อื่นด้วย --home หรือแทนที่ด้วย --replace โดยเก็บของเดิมไว้ข้างกัน",
            )
        case _:
            return "ใช้คลังไม่ได้", _ask_doctor(error)


def _to_put_back(error: LibraryMissingError) -> str:
    """How a library comes back whose store is lost."""
    path, home = error.path, error.home
    remedy = "กู้ฐานข้อมูลนี้จากไฟล์สำรองของเซิร์ฟเวอร์ หรือแก้ ITASEARCH_DATABASE_URL"
    if path == str(home / "corpus" / "library.db"):
        remedy = (
            "นำกลับมาด้วย: itasearch restore ไฟล์สำรอง --replace หากคลังอยู่ในฐานข้อมูลอื่น ให้ตั้ง "
            "ITASEARCH_DATABASE_URL"
        )
    found = {error.originals_in: error.originals, str(home / "index"): error.indexed}
    places = [place for place, count in found.items() if count]
    return (
        f"{remedy} หากจะเริ่มใหม่โดยไม่มีการแก้ไขและแม่แบบเดิม ให้ย้าย {' และ '.join(places)} ไปที่อื่น "
        "แล้วใช้ itasearch add กับไฟล์ต้นฉบับ"
    )


def _ask_doctor(error: ItaSearchError) -> str:
    """The next step where only the English message is known."""
    return f"ตรวจสอบด้วย: itasearch doctor {in_detail(str(error))}"


def reason_of_damage(error: IndexDamagedError) -> str:
    """Why an index is damaged, in Thai as far as it is known."""
    return f"({error.thai})" if error.thai else in_detail(error.reason)


def _of_index(error: BackendError) -> str:
    """Errors of the search index."""
    match error:
        case IndexDamagedError(path=path):
            return (
                f"ดัชนีค้นหาเสียหาย: {path} {reason_of_damage(error)} รายงานในคลังยังอยู่ครบ "
                "สร้างดัชนีใหม่ด้วย: itasearch doctor --repair"
            )
        case IndexMissingError():
            return "ยังไม่มีดัชนีค้นหา สร้างด้วย: itasearch build"
        case IndexMismatchError():
            return "ดัชนีค้นหาสร้างไว้ด้วยการตั้งค่าอื่น สร้างใหม่ด้วย: itasearch build --rebuild"
        case IndexUnreachableError(address=address, reason=reason):
            return (
                f"เชื่อมต่อดัชนีค้นหาที่ {address} ไม่ได้ โปรดเปิด Milvus ที่นั่น หรือแก้ ITASEARCH_INDEX_URL "
                f"{in_detail(reason)}"
            )
        case IndexUnwritableError(path=path):
            return f"เขียนดัชนีที่ {path} ไม่ได้ โปรดเพิ่มที่ว่างหรือแก้สิทธิ์ของโฟลเดอร์ แล้ว: itasearch build"
        case _:
            return f"ใช้ดัชนีค้นหาไม่ได้ รายงานในคลังยังอยู่ครบ {_ask_doctor(error)}"


def _of_installation(error: ItaSearchError) -> str:
    """Errors of the library's files, its index and the programs it needs."""
    match error:
        case SamplesMissingError(looked_in=folder):
            again = "pip install --force-reinstall --no-deps itasearch"
            return f"ไม่พบไฟล์ตัวอย่างใน {folder} และในตัวโปรแกรม ติดตั้งโปรแกรมใหม่ด้วย: {again}"
        case StoreError():
            return " ".join(of_place(error))
        case BackupError(path=path, thai=thai):
            return (
                f"กู้คืนจาก {path} ไม่ได้: {thai} โปรดใช้ไฟล์สำรองที่เก่ากว่า "
                "ตรวจก่อนด้วย: itasearch backup --check ไฟล์"
            )
        case BackendError():
            return _of_index(error)
        case EncoderError():
            return f"ใช้แบบจำลองภาษาไม่ได้ {_ask_doctor(error)}"
        case ReaderUnavailableError():
            return (
                "อ่านไฟล์ไม่ได้เพราะโปรแกรมอ่านไม่เริ่มทำงาน อาจเพราะดิสก์ที่เก็บไฟล์ชั่วคราว "
                f"(TMPDIR: {system_folder_name()}) เต็ม โปรดเพิ่มที่ว่าง "
                "ตรวจสอบด้วย: itasearch doctor"
            )
        case OriginalsError(url=url, reason=reason):
            return (
                f"ใช้ไฟล์ต้นฉบับใน {url} ไม่ได้ ข้อมูลที่เก็บไว้ไม่สูญหาย โปรดตรวจสอบ ITASEARCH_ORIGINALS_URL "
                f"ตัวแปร AWS_… และเครือข่าย แล้ว: itasearch doctor {in_detail(reason)}"
            )
        case RolesError(place=place, reason=reason):
            return f"{place} กำหนดบทบาทไม่ถูกต้อง โปรดแก้แล้วใช้คำสั่งเดิมอีกครั้ง {in_detail(reason)}"
        case _:
            return f"ทำรายการไม่สำเร็จ {_ask_doctor(error)}"
