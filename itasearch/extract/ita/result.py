"""Last year's ITA result inside a report: ten indicators, total and grade, as table or prose.

Reports begin with the assessment they answer. A table gives it by rows (an indicator
and its score) or by columns (indicators side by side); prose by sentences. Of several
years the latest is taken. What is not stated stays None.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from itasearch.domain.grades import read_grade
from itasearch.domain.indicators import Indicator, indicator, stated_indicator
from itasearch.extract.extracted import Stream, TableSegment, TextBlockLine
from itasearch.extract.ita.prose import (
    ResultPieces,
    assessed_year,
    cell_score,
    in_prose,
    is_about_ita,
)
from itasearch.model.records import IndicatorScore, ItaResult
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.thai.normalize import arabic_digits, squash

_LEAST_INDICATORS = 3
_MOST_ROWS = 300
"""A longer table is no report's own scores."""
_MOST_TURNED_ROWS = 14
"""A longer table does not have its indicators side by side."""
_TOTAL_CELL = re.compile(
    r"^(?:คะแนนรวม|ผลคะแนนรวม|รวม|คะแนนเฉลี่ย|คะแนนภาพรวม|ผลคะแนน|ภาพรวม|ผลการประเมินภาพรวม|คะแนนita|คะแนนเฉลี่ยรวม|ผลรวม|total|คะแนนสุทธิ)"
)
_SCORE_HEADER = re.compile(r"คะแนน|ร้อยละ|ผลการประเมิน|score", re.IGNORECASE)
_FULL_MARK = re.compile(r"คะแนนเต็ม|น้ำหนัก|ประเทศ|เป้าหมาย|อันดับ|ผลต่าง|เพิ่มขึ้น|ลดลง|เปรียบเทียบ")


def read_ita_result(stream: Stream, *, before_year: int | None) -> ItaResult | None:
    """The ITA result that a report states, None when it states none.

    Args:
        stream: the document.
        before_year: fiscal year of the report; a result without a year of its own is
            taken to be of an unknown one, a later year than this is not believed.
    """
    segments = [item for item in stream if isinstance(item, TableSegment)]
    tables = [found for item in _with_whole_tables(segments) for found in _in_table(item)]
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    prose = in_prose(lines, before_year=before_year)
    best = max(tables, key=lambda found: len(found.scores), default=None)
    if best is None or len(best.scores) < _LEAST_INDICATORS:
        best = prose if len(prose.scores) >= _LEAST_INDICATORS else None
    pieces = (*([best] if best else []), *tables, prose)
    total = next((found.total for found in pieces if found.total is not None), None)
    grade = next((found.grade for found in pieces if found.grade), None)
    if best is None and (total is None or not is_about_ita(lines)):
        return None
    year = best.fiscal_year_be if best else None
    if year is None and total == prose.total:
        year = prose.fiscal_year_be
    return ItaResult(
        fiscal_year_be=year or assessed_year(lines, before_year),
        total=total,
        grade=grade,
        indicators=tuple(indicator_score(number, score) for number, score in best.scores)
        if best
        else (),
    )


def indicator_score(number: int, score: float) -> IndicatorScore:
    """The score of an indicator with its name and instrument."""
    known: Indicator = indicator(number)
    return IndicatorScore(number=number, name=known.name, instrument=known.instrument, score=score)


def _with_whole_tables(segments: Sequence[TableSegment]) -> Iterator[TableSegment]:
    """Segments, and before each table of scores that continues over pages all of it as one."""
    index = 0
    while index < len(segments):
        whole, end = segments[index], index + 1
        while end < len(segments) and _continues(whole, segments[end - 1], segments[end]):
            whole = replace(whole, rows=(*whole.rows, *segments[end].rows))
            end += 1
        if end > index + 1:
            yield whole
        yield from segments[index:end]
        index = end


def _continues(whole: TableSegment, last: TableSegment, following: TableSegment) -> bool:
    """Whether a table on the next page has other indicators' scores in the same columns."""
    pages = last.source.page_number, following.source.page_number
    if None in pages or pages[1] != (pages[0] or 0) + 1 or not whole.rows or not following.rows:
        return False
    if len(whole.rows) + len(following.rows) > _MOST_ROWS:
        return False
    above, below = (
        {_row_indicator(row.cells) for row in part.rows} - {None} for part in (whole, following)
    )
    same_width = len(whole.rows[0].cells) == len(following.rows[0].cells)
    return same_width and bool(above and below) and not above & below


def _in_table(segment: TableSegment) -> Iterator[ResultPieces]:
    """What a table states, read by rows, then by columns."""
    if len(segment.rows) > _MOST_ROWS:
        return
    texts = [row.cells for row in segment.rows]
    header = tuple(column.header for column in segment.header.columns) if segment.header else ()
    rows = [header, *texts] if header and len(header) == len(texts[0] if texts else ()) else texts
    if not rows:
        return
    yield _by_rows(rows)
    if len(rows) <= _MOST_TURNED_ROWS:
        yield _by_rows(list(zip(*rows, strict=True)))


def _by_rows(rows: Sequence[tuple[str, ...]]) -> ResultPieces:
    """Indicator and score in the cells of each row."""
    column = _score_column(rows)
    scores: dict[int, float] = {}
    total: float | None = None
    grade: str | None = None
    for cells in rows:
        value = _row_score(cells, column)
        number = _row_indicator(cells)
        if number is not None and value is not None:
            scores.setdefault(number, value)
        elif any(_TOTAL_CELL.match(squash(cell)) for cell in cells[:3]):
            total = value if total is None else total
            grade = grade or _row_grade(cells, column)
    if len(scores) < _LEAST_INDICATORS:
        return ResultPieces()
    return ResultPieces(
        scores=tuple(sorted(scores.items())),
        total=total,
        grade=grade or _lone_grade(rows, column),
        fiscal_year_be=_header_year(rows, column),
    )


def _row_indicator(cells: Sequence[str]) -> int | None:
    """The indicator that a row's cells name, a bare running number not counting."""
    for cell in cells:
        if cell and not re.fullmatch(r"[\W\d]*", arabic_digits(cell)) and len(cell) < 160:
            number = stated_indicator(cell)
            if number is not None and "ตัวชี้วัดย่อย" not in cell:
                return number
    return None


def _score_column(rows: Sequence[tuple[str, ...]]) -> int | None:
    """The column of scores: named so, with decimals, of the latest year."""
    width = max((len(row) for row in rows), default=0)
    best: tuple[float, int] | None = None
    for index in range(width):
        cells = [row[index] for row in rows if index < len(row)]
        values = [value for cell in cells if (value := cell_score(cell)) is not None]
        header = " ".join(cell for cell in cells[:2] if cell_score(cell) is None)
        if len(values) < _LEAST_INDICATORS or _FULL_MARK.search(squash(header)):
            continue
        decimals = sum("." in cell for cell in cells) / max(len(values), 1)
        running = [int(v) for v in values] == list(range(1, len(values) + 1))
        named = 1.0 if _SCORE_HEADER.search(header) else 0.0
        year = max(be_years(header), default=0)
        rating = decimals + named + year / 10_000 * 4 - (3 if running else 0)
        if best is None or rating > best[0]:
            best = (rating, index)
    return best[1] if best and best[0] > -1 else None


def _row_score(cells: Sequence[str], column: int | None) -> float | None:
    if column is not None and column < len(cells):
        value = cell_score(cells[column])
        if value is not None:
            return value
    values = [v for cell in cells if "." in cell and (v := cell_score(cell)) is not None]
    return values[-1] if values else None


def _row_grade(cells: Sequence[str], column: int | None) -> str | None:
    """The grade in a row, that in the column of the scores first."""
    own = [cells[column]] if column is not None and column < len(cells) else []
    return next(
        (grade for cell in (*own, *cells) if len(cell) < 60 and (grade := read_grade(cell))), None
    )


def _lone_grade(rows: Sequence[tuple[str, ...]], column: int | None) -> str | None:
    """The grade of a row that names it: ระดับ | A."""
    for cells in rows:
        if any(re.match(r"^(?:ระดับ|เกรด|ผลการประเมินระดับ)", squash(cell)) for cell in cells):
            short = tuple(cell if len(squash(cell)) <= 24 else "" for cell in cells)
            grade = _row_grade(short, column)
            if grade:
                return grade
    return None


def _header_year(rows: Sequence[tuple[str, ...]], column: int | None) -> int | None:
    if column is None:
        return None
    years = [y for row in rows[:2] if column < len(row) for y in be_years(row[column])]
    return years[-1] if years else None
