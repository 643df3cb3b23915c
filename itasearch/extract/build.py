"""Reports of the model from what was extracted: ids, tidy texts, warnings, what is missing."""

from collections import Counter
from collections.abc import Iterator

from itasearch.domain.headers import Field
from itasearch.extract.completeness import Completeness
from itasearch.extract.extracted import ExtractedMeasure
from itasearch.extract.ita.result import read_ita_result
from itasearch.extract.mending import Wording, damage_notes, is_illegible
from itasearch.extract.split import Share
from itasearch.model.records import Measure, Report, measure_id, report_id
from itasearch.model.source import SourceDocument, SourceRef
from itasearch.wording.messages import READ_BY_OCR, page_runs

LEAST_OCR_CONFIDENCE = 0.75
"""Below it a scan is too noisy: letters are wrong on most lines."""

_MOST_PLACES = 5
_LEAST_LETTERS = 3


def _is_badly_read(document: SourceDocument) -> bool:
    """Whether a person must look at the reading as a whole."""
    confidence = document.ocr_confidence
    return document.rough or (confidence is not None and confidence < LEAST_OCR_CONFIDENCE)


def _reading_notes(document: SourceDocument) -> Iterator[str]:
    """Which pages were read by OCR, and whether well, in one Thai sentence."""
    if document.ocr_confidence is None:
        return
    read = [page.number for page in document.pages if page.ocr_confidence is not None]
    where = f" หน้า {page_runs(read)}" if read else ""
    advice = (
        "ภาพไม่ชัด ตัวอักษรและตัวเลขอาจผิดหลายแห่ง โปรดตรวจกับต้นฉบับ"
        if _is_badly_read(document)
        else "ตัวเลขอาจผิดได้ โปรดตรวจตัวเลขที่สำคัญ"
    )
    yield f"{READ_BY_OCR}{where} ด้วย OCR {advice}"


def _incomplete(found: Completeness) -> str:
    """A warning of how much of the tables' text was read, and where the rest is."""
    percent = f"{100 * found.rounded:.1f}".removesuffix(".0")
    worst = sorted(found.lost, key=lambda lost: -lost.letters)[:_MOST_PLACES]
    kept = [lost for lost in found.lost if lost in worst and lost.letters >= _LEAST_LETTERS]
    places = ", ".join(dict.fromkeys(_place(lost.place) for lost in kept))
    return f"ข้อความในตารางเข้าสู่มาตรการร้อยละ {percent} โปรดตรวจสอบส่วนที่ตกหล่น" + (
        f" ({places})" if places else ""
    )


def _place(place: SourceRef) -> str:
    """Where a text is, in words for a person."""
    paged = place.page_number is not None
    parts = (
        ("แผ่นงาน", place.sheet),
        ("หน้า", place.page_number),
        ("บรรทัด", None if paged else place.line_number),
        ("ตาราง", None if paged else place.table_number),
        ("แถว", place.row_number),
    )
    return " ".join(f"{name} {value}" for name, value in parts if value is not None)


_MISSING_COST = 0.2
"""By how much each entry of `Report.missing` lowers a report's confidence."""
_LEAST_COMPLETE_SHARE = 0.97
_DOUBTFUL_TITLES_FACTOR = 0.6


def built_report(
    share: Share, document: SourceDocument, wording: Wording, *, number: int
) -> Report:
    """The `number`-th report (from 1) of a document."""
    identifier = report_id(document.source.sha256, number)
    seen: Counter[str] = Counter()
    measures = tuple(_measure(draft, identifier, wording, seen) for draft in share.gathered.drafts)
    missing = tuple(_missing(share, document, wording))
    complete = share.gathered.completeness
    return Report(
        id=identifier,
        source=document.source,
        media_type=document.media_type,
        organisation=share.cover.organisation,
        fiscal_year_be=share.cover.fiscal_year_be,
        kind=share.kind,
        measures=measures,
        ita_result=read_ita_result(share.stream, before_year=share.cover.fiscal_year_be),
        warnings=(*document.warnings, *_reading_notes(document), *_warnings(share, wording)),
        missing=missing,
        confidence=_confidence(share, document, len(missing)),
        completeness=None if complete is None else complete.rounded,
    )


def _measure(draft: ExtractedMeasure, report: str, wording: Wording, seen: Counter[str]) -> Measure:
    identifier = measure_id(report, draft.place)
    seen[identifier] += 1
    if seen[identifier] > 1:
        identifier = f"{identifier}.{seen[identifier]}"
    texts = {field: wording.tidy(text) for field, text in draft.fields}
    return Measure(
        id=identifier,
        report_id=report,
        title=wording.tidy(draft.title),
        source=draft.place,
        number=draft.number,
        indicator=draft.indicator,
        steps=texts.get(Field.STEPS),
        timeframe=texts.get(Field.TIMEFRAME),
        responsible=texts.get(Field.RESPONSIBLE),
        follow_up=texts.get(Field.FOLLOW_UP),
        results=texts.get(Field.RESULTS),
        outcomes=texts.get(Field.OUTCOMES),
        problems=texts.get(Field.PROBLEMS),
        recommendations=texts.get(Field.RECOMMENDATIONS),
        budget=texts.get(Field.BUDGET),
        evidence=texts.get(Field.EVIDENCE),
        raw_cells=draft.raw_cells,
    )


def _missing(share: Share, document: SourceDocument, wording: Wording) -> Iterator[str]:
    cover, gathered = share.cover, share.gathered
    open_facts = {*cover.guessed, *cover.doubtful}
    if cover.organisation is None or "organisation" in open_facts:
        yield "organisation"
    if cover.fiscal_year_be is None or "fiscal_year_be" in open_facts:
        yield "fiscal_year_be"
    if gathered.guessed or gathered.unknown:
        yield "columns"
    if _is_incomplete(share) or gathered.untitled:
        yield "completeness"
    if _is_badly_read(document) or is_illegible(wording):
        yield "reading"


def _warnings(share: Share, wording: Wording) -> Iterator[str]:
    """Warnings for officers, one Thai sentence each."""
    gathered = share.gathered
    yield from damage_notes(wording)
    if gathered.realigned:
        yield f"เลื่อนข้อความให้ตรงคอลัมน์ {gathered.realigned} แถว โปรดตรวจสอบ"
    if gathered.renumbered:
        yield f"แก้ลำดับที่ของมาตรการที่ OCR อ่านผิด {gathered.renumbered} แห่ง ตามลำดับของข้อก่อนและหลัง"
    if gathered.orphans:
        yield f"มี {gathered.orphans} แถวที่ไม่ทราบว่าเป็นของมาตรการใด จึงไม่ได้นำเข้า"
    if gathered.unknown:
        names = ", ".join(f"“{name}”" for name in gathered.unknown)
        yield f"ไม่รู้จักหัวคอลัมน์ {names}"
    if gathered.unread:
        names = ", ".join(f"“{name}”" for name in gathered.unread)
        yield f"คอลัมน์ {names} ไม่มีช่องในมาตรการ จึงเก็บไว้กับข้อความเดิมเท่านั้น"
    if gathered.guessed:
        yield "ตารางไม่มีหัวคอลัมน์ที่บอกว่าช่องใดคือมาตรการ จึงเดาจากเนื้อหา โปรดตรวจสอบ"
    if gathered.completeness is not None and _is_incomplete(share):
        yield _incomplete(gathered.completeness)
    for place, number in gathered.untitled:
        yield (
            f"แถวที่ไม่มีชื่อมาตรการ ({_place(place)}) ถูกต่อท้ายมาตรการที่ {number} "
            "แต่ลำดับที่ขาดไป อาจเป็นอีกมาตรการหนึ่ง โปรดตรวจกับต้นฉบับ"
        )
    if gathered.doubtful:
        yield "ชื่อมาตรการขึ้นต้นด้วยเลขหรือเครื่องหมายข้อย่อย อาจเป็นขั้นตอน โปรดตรวจสอบ"
    yield from _cover_warnings(share)


def _cover_warnings(share: Share) -> Iterator[str]:
    """Warnings of what is open about whose report it is and of which year."""
    if share.cover.guessed:
        yield "ทราบชื่อหน่วยงานหรือปีงบประมาณจากชื่อไฟล์เท่านั้น โปรดยืนยัน"
    if "organisation" in share.cover.doubtful:
        yield "ชื่อหน่วยงานในภาพสแกนอ่านได้หลายแบบ โปรดตรวจกับต้นฉบับ"
    if "fiscal_year_be" in share.cover.doubtful:
        yield (
            f"ปีงบประมาณ {share.cover.fiscal_year_be} อ่านจากภาพสแกน "
            "และไม่มีที่อื่นในไฟล์ยืนยันพอ โปรดตรวจกับต้นฉบับ"
        )


def _is_incomplete(share: Share) -> bool:
    found = share.gathered.completeness
    return found is not None and found.share < _LEAST_COMPLETE_SHARE


def _confidence(share: Share, document: SourceDocument, missing: int) -> float:
    read = 1.0 if document.ocr_confidence is None else document.ocr_confidence
    sure = 0.5 * share.gathered.certainty + 0.5 * share.cover.confidence
    if share.gathered.completeness is not None and _is_incomplete(share):
        sure *= share.gathered.completeness.share
    if share.gathered.doubtful:
        sure *= _DOUBTFUL_TITLES_FACTOR
    return round(max(0.0, min(1.0, read * sure - _MISSING_COST * missing)), 3)
