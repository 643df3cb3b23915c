"""Last year's ITA result as the first part of a plan: what the measures answer."""

from collections.abc import Iterator, Sequence

from itasearch.borrow.document.cells import noticed
from itasearch.documents.grid import marked, plain
from itasearch.model.documents import Analysis, Cell, DocumentGrid, TextMark
from itasearch.model.records import IndicatorScore, ItaResult
from itasearch.text.thai.normalize import thai_digits

_HEADERS = ("ตัวชี้วัดที่", "ชื่อตัวชี้วัด", "เครื่องมือ", "คะแนน", "ข้อสังเกต")
_SHARES = (0.13, 0.41, 0.14, 0.12, 0.20)
_MARKED_INDICATORS = 3
"""How many of the lowest of the ten indicators are marked: those to answer first."""

_NO_RESULT = "«สรุปผลการประเมิน ITA ของปีที่ผ่านมา คะแนนรวม คะแนนรายตัวชี้วัด และประเด็นที่ต้องพัฒนา»"


def analysis_of(result: ItaResult | None, *, year: int | None = None) -> Analysis:
    """What is known of a result; a marked blank where it is not known at all.

    Args:
        result: the last one known.
        year: the plan's, BE; a result that is not of the year before it is marked.
    """
    if result is None:
        return Analysis(
            heading="การวิเคราะห์ผลการประเมิน ITA ของปีที่ผ่านมา", above=(noticed(_NO_RESULT),)
        )
    weak = _weakest(result.indicators)
    return Analysis(
        heading=f"การวิเคราะห์ผลการประเมิน ITA {_of_year(result.fiscal_year_be)}",
        above=(*map(plain, _result_lines(result)), *map(noticed, _missing(result, year))),
        grid=_grid(result.indicators, weak) if result.indicators else None,
        below=tuple(map(plain, _to_improve(weak))),
    )


def _of_year(year: int | None) -> str:
    return "ของปีที่ผ่านมา" if year is None else f"ประจำปีงบประมาณ พ.ศ. {thai_digits(year)}"


def _result_lines(result: ItaResult) -> Iterator[str]:
    total, grade = result.total, result.grade
    if total is not None:
        level = f" ระดับ {grade}" if grade else ""
        yield f"หน่วยงานมีคะแนนรวม {_score(total)} คะแนน{level}"
    elif grade:
        yield f"หน่วยงานมีผลการประเมินระดับ {grade}"


def _missing(result: ItaResult, year: int | None) -> Iterator[str]:
    """The result that a plan of `year` needs, where only an older one is known."""
    found = result.fiscal_year_be
    if year is not None and found is not None and found < year - 1:
        yield f"«ผลการประเมินของปีงบประมาณ พ.ศ. {thai_digits(year - 1)} ถ้าประกาศแล้ว»"


def _grid(scores: Sequence[IndicatorScore], weak: Sequence[IndicatorScore]) -> DocumentGrid:
    return DocumentGrid(
        headers=_HEADERS, rows=tuple(_row(one, weak) for one in scores), shares=_SHARES
    )


def _row(one: IndicatorScore, weak: Sequence[IndicatorScore]) -> tuple[Cell, ...]:
    texts = (thai_digits(one.number), one.name, one.instrument, _score(one.score))
    if one not in weak:
        return (*map(plain, texts), ())
    remark = f"ต่ำสุดอันดับ {thai_digits(weak.index(one) + 1)}"
    return tuple(marked(text, TextMark.STRONG) for text in (*texts, remark))


def _weakest(scores: Sequence[IndicatorScore]) -> tuple[IndicatorScore, ...]:
    """The lowest scores, the lowest first; none where all are the same."""
    if len({one.score for one in scores}) < 2:
        return ()
    return tuple(sorted(scores, key=lambda one: (one.score, one.number))[:_MARKED_INDICATORS])


def _to_improve(weak: Sequence[IndicatorScore]) -> Iterator[str]:
    if weak:
        names = " ".join(f"{one.name} ({_score(one.score)})" for one in weak)
        yield f"ประเด็นที่ควรพัฒนาก่อน ได้แก่ {names}"


def _score(value: float) -> str:
    return thai_digits(f"{value:.2f}")
