"""What precedes the measures of a plan: the last ITA scores, and what our last report says."""

from collections.abc import Sequence

from itasearch.borrow.document.cells import MOST_WHOLE_LINES, noticed
from itasearch.documents.grid import plain
from itasearch.domain.headers import is_of_both
from itasearch.domain.indicators import indicator
from itasearch.model.documents import Analysis, Cell, DocumentGrid
from itasearch.model.drafts import PlanBasis
from itasearch.model.records import ItaResult, Quotation, StoredMeasure
from itasearch.text.thai.normalize import thai_digits
from itasearch.text.thai.stretches import with_items_on_lines
from itasearch.wording.document_words import TICKED, TICKS
from itasearch.wording.labels import score_text

_RESULT_NAME = "ผลประเมิน ITA"
_ANALYSIS_HEADERS = ("ตัวชี้วัดที่", "ชื่อตัวชี้วัด", "เครื่องมือ", "คะแนน")
_ANALYSIS_SHARES = (0.16, 0.51, 0.18, 0.15)
"""Share of the table's width for each of _ANALYSIS_HEADERS; sums to 1. Chosen by hand."""
_NO_RESULT = "«สรุปผลการประเมิน ITA ของปีที่ผ่านมา คะแนนรวม คะแนนรายตัวชี้วัด และประเด็นที่ต้องพัฒนา»"

# No header of measures: nobody who reads the file in takes last year's rows for planned ones.
_REPORT_HEADERS = ("เรื่องที่รายงานไว้", "ผลการดำเนินการ", "ปัญหาและอุปสรรค", "ข้อเสนอแนะ")
_REPORT_SHARES = (0.25, 0.35, 0.2, 0.2)  # of the page's width
_OF_BOTH = "ปัญหา/ข้อเสนอแนะ"  #: The last header where a report has both in one column
_REPORT_FIELDS = (("results", "outcomes"), ("problems",), ("recommendations",))
_NO_REPORT = "«ผลการดำเนินการ ปัญหา และข้อเสนอแนะ: ไม่มีในรายงานล่าสุดของหน่วยงานที่อยู่ในคลัง»"


def analyses_of(basis: PlanBasis, *, year: int | None) -> tuple[Analysis, ...]:
    """What precedes the measures of a plan of `year` (BE): the scores, and the quoted rows of the
    last report of an organisation that the library has."""
    scores = analysis_of(basis.result, year=year)
    return (scores, _of_last_report(basis.reported)) if basis.is_known else (scores,)


def _of_last_report(reported: Sequence[StoredMeasure]) -> Analysis:
    year = next((row.fiscal_year_be for row in reported), None)
    heading = f"ผลการดำเนินการ ปัญหา และข้อเสนอแนะ ตามรายงาน{_of_year(year) or 'ของปีที่ผ่านมา'}"
    if not reported:
        return Analysis(name="ผลปีที่ผ่านมา", heading=heading, above=(noticed(_NO_REPORT),))
    rows = [tuple(map(plain, _report_row(row))) for row in reported]
    used = [at for at in range(len(_REPORT_HEADERS)) if any(row[at] for row in rows)]
    headers = list(_REPORT_HEADERS)
    if any(is_of_both(row.measure) for row in reported):
        headers[-1] = _OF_BOTH
    shares = [_REPORT_SHARES[at] for at in used]
    owners = dict.fromkeys(row.organisation.name for row in reported if row.organisation)
    return Analysis(
        name="ผลปีที่ผ่านมา",
        heading=heading,
        above=(plain(f"ที่มา: รายงานของ{' '.join(owners) or 'หน่วยงาน'}{_of_year(year)}"),),
        grid=DocumentGrid(
            headers=tuple(headers[at] for at in used),
            rows=tuple(tuple(row[at] for at in used) for row in rows),
            shares=tuple(share / sum(shares) for share in shares),
            most_whole_lines=MOST_WHOLE_LINES,
        ),
    )


def _report_row(row: StoredMeasure) -> tuple[str, ...]:
    texts = (
        "\n".join(_as_printed(it) for it in row.quotations if it.field in fields)
        for fields in _REPORT_FIELDS
    )
    return row.measure.title, *texts


def _as_printed(quotation: Quotation) -> str:
    if quotation.text in TICKS:
        return f"{quotation.text} {TICKED.th}"
    return with_items_on_lines(quotation.text)


def analysis_of(result: ItaResult | None, *, year: int | None = None) -> Analysis:
    """The last result; a marked blank for None, and where it is not of the year before `year`."""
    if result is None:
        return Analysis(
            name=_RESULT_NAME,
            heading="การวิเคราะห์ผลการประเมิน ITA ของปีที่ผ่านมา",
            above=(noticed(_NO_RESULT),),
        )
    total, grade, of = result.total, result.grade, result.fiscal_year_be
    above = []
    if total is not None:
        of_grade = f" ระดับ {grade}" if grade else ""
        above = [plain(f"หน่วยงานมีคะแนนรวม {_score(total)} คะแนน{of_grade}")]
    elif grade:
        above = [plain(f"หน่วยงานมีผลการประเมินระดับ {grade}")]
    if year is not None and of is not None and of < year - 1:
        above.append(noticed(f"«ผลการประเมินของปีงบประมาณ พ.ศ. {thai_digits(year - 1)} ถ้าประกาศแล้ว»"))
    rows = [
        (thai_digits(scored.number), scored.name, scored.instrument, _score(scored.score))
        for scored in result.indicators
    ]
    grid = DocumentGrid(
        headers=_ANALYSIS_HEADERS,
        rows=tuple(tuple(map(plain, row)) for row in rows),
        shares=_ANALYSIS_SHARES,
        numbers=frozenset({_ANALYSIS_HEADERS.index("คะแนน")}),
    )
    return Analysis(
        name=_RESULT_NAME,
        heading=f"การวิเคราะห์ผลการประเมิน ITA{_of_year(of) or ' ของปีที่ผ่านมา'}",
        above=tuple(above),
        grid=grid if rows else None,
    )


def _of_year(year: int | None) -> str:
    return "" if year is None else f" ประจำปีงบประมาณ พ.ศ. {thai_digits(year)}"


def _score(value: float) -> str:
    return thai_digits(score_text(value))


def group_heading(number: int | None) -> Cell:
    """The heading of the rows of an indicator; None: of those without."""
    name = "มาตรการอื่น"
    if number is not None:
        name = f"ตัวชี้วัดที่ {thai_digits(number)} {indicator(number).name}"
    return plain(name)
