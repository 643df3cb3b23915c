"""ITA results: last year's in a report, and files of one row per organisation and fiscal year.

Reports begin with the assessment they answer: ten indicators, total and grade. A table gives
it by rows (an indicator and its score, or two and more of them) or by columns (indicators side
by side); prose by sentences. Of several years the latest is taken. What is not stated stays
None. Scores are between 0 and 100: 92.45, ๙๒.๔๕ คะแนน, ร้อยละ 92.45.

In a file of results columns are found by score like those of measures; an indicator's column
names it by number, by name or both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from itasearch.domain.headers import Field, header_matches
from itasearch.domain.indicators import (
    Indicator,
    indicator,
    indicators,
    read_grade,
    stated_indicator,
)
from itasearch.domain.loader import Patterns
from itasearch.domain.organisations import organisation_type
from itasearch.extract.cells import cell_score, scores_in
from itasearch.extract.cover.cover import organisation_named, with_places
from itasearch.extract.cover.names import province_name
from itasearch.extract.extracted import BODY_FIELDS, Stream, TableSegment, TextBlockLine
from itasearch.extract.headers.columns import LEAST_NAME_LIKENESS, LEAST_SURE_SCORE
from itasearch.extract.numbering import read_marker
from itasearch.extract.prose.labels import named_before_colon
from itasearch.extract.prose.outline import NAMED_STYLES
from itasearch.model.records import (
    LEAST_INDICATORS,
    IndicatorScore,
    ItaResult,
    Organisation,
    OrganisationResult,
    OrganisationType,
)
from itasearch.model.source import Block, SourceRef, Table
from itasearch.text.dates.fiscal_year import be_years, year_mentions
from itasearch.text.thai.normalize import arabic_digits, squash

_LIKE_BEST = 0.5  # below the best rating of a column of scores, that of another year; by hand
_MOST_TITLE_ROWS = 12  # first rows of a file of results among which its header is; by hand
_YEAR = re.compile(r"\b(?:25|20)\d\d\b")
_NAME = (
    r"(?:(?<![a-z])ITA(?![a-z])|integrity\s?(?:and|&)\s?transparency"
    r"|(?:ประเมิน|คะแนน)(?:ผล|ระดับ|ด้าน)?\s?(?:คุณธรรม|ความโปร่งใส))"
)
_patterns = Patterns("reading_patterns", name=_NAME)
_ASSESSMENT = re.compile(_NAME, re.IGNORECASE)
"""The assessment; "มาตรการส่งเสริมคุณธรรมและความโปร่งใส" is none."""
_LINES_ABOVE = 3  # above an unnamed score, among which the assessment is named; by hand
_MOST_ROWS = 300  # a longer table is no report's own scores
_MOST_TURNED_ROWS = 14  # a longer table does not have its indicators side by side
_FIELDS = (
    Field.ORGANISATION,
    Field.FISCAL_YEAR,
    Field.PROVINCE,
    Field.DISTRICT,
    Field.TYPE,
    Field.TOTAL,
    Field.GRADE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPieces:
    """Pieces of a result from one place."""

    scores: tuple[tuple[int, float], ...] = ()
    total: float | None = None
    grade: str | None = None  #: "" of a sentence: it did not pass, which is none of the grades
    fiscal_year_be: int | None = None
    strong: bool = False  #: its sentence says that the total is the whole


def in_prose(stream: Stream, *, before_year: int | None) -> ResultPieces:
    """Scores in sentences: "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ได้คะแนน ๘๘.๕๐"; tables are not read.

    A total is that of a sentence on the assessment, of no later year than `before_year`. One that
    names nothing counts only before the measures, with a grade or right below a line that names
    the assessment; behind them right below its result. Fewer than LEAST_INDICATORS scores count
    only behind the total, in its sentence.
    """
    scores: dict[int, float] = {}
    totals: list[ResultPieces] = []
    grade: str | None = None
    begun, above = False, [""]
    for item in stream:
        if isinstance(item, TableSegment):
            begun |= item.header is not None and item.header.has(Field.TITLE)
            above.append("")
            continue
        text = item.text
        if not begun:
            marker = read_marker(text)
            named_measure = marker is not None and marker.style in NAMED_STYLES
            labelled = ":" in text and named_before_colon(text) in BODY_FIELDS
            begun = named_measure or labelled
        named, start = _named_scores(text)
        for number, value in named:
            scores.setdefault(number, value)
        graded = not begun and not _patterns.another.search(above[-1])
        about = graded and any(map(_ASSESSMENT.search, above[-_LINES_ABOVE:]))
        about = about or _patterns.result.search(above[-1]) is not None
        before = _totals_in(text[:start], graded=graded, about=about)
        # "เดิม … 70.00 ในปี 2565" is of another year than the total.
        is_of_its_year = {*be_years(text[start:])} <= {*be_years(text[:start])}
        scored = tuple(sorted(named)) if is_of_its_year else ()
        totals += (replace(total, scores=scored) for total in before)
        if (about or _ASSESSMENT.search(text)) and re.search(r"คะแนน|ผลการประเมิน|ระดับ", text):
            grade = grade or read_grade(text)
        above.append(text)
    totals = [t for t in totals if before_year is None or (t.fiscal_year_be or 0) <= before_year]
    none = ResultPieces()
    best = max(totals, key=lambda it: (it.strong, it.fiscal_year_be or 0), default=none)
    stated = tuple(sorted(scores.items())) if len(scores) >= LEAST_INDICATORS else best.scores
    return replace(best, scores=stated, grade=(grade if best.grade is None else best.grade) or None)


def _named_scores(text: str) -> tuple[list[tuple[int, float]], int]:
    """(indicator, score) of each name, the first behind it; and where the first name begins."""
    if len(text) > 4000:
        return [], len(text)
    places: list[tuple[int, int]] = []
    for entry in indicators():
        starts = [start for name in entry.names if (start := text.find(name)) >= 0]
        if starts:
            places.append((min(starts), entry.number))
    places.sort()
    values = scores_in(text)
    pairs = []
    first = len(text)
    for (start, number), (end, _) in pairwise([*places, (len(text), 0)]):
        at, value = next(((at, v) for at, v in values if start < at < end), (end, None))
        between = text[start:end][:200]
        others = _patterns.not_ours.search(squash(between)) or _patterns.another.search(between)
        if value is not None and not others and not _patterns.full_mark.search(text, start, at):
            pairs.append((number, value))
            first = min(first, start)
    return pairs, first


def _totals_in(text: str, *, graded: bool, about: bool) -> Iterator[ResultPieces]:
    """The totals in a line, without targets, other bodies' means and other scores.

    `graded`: a score with a grade counts even where nothing names the assessment; `about`: the
    lines above name it, so any score counts.
    """
    if not re.search(r"คะแนน|ผลการประเมิน", text) or len(text) > 4000:
        return
    plain = _YEAR.sub("----", arabic_digits(text))
    years = [m for m in year_mentions(text) if not m.law]
    values = scores_in(text)
    ends = [*(at for at, _ in values[1:]), len(text)][: len(values)]
    for (at, value), end in zip(values, ends, strict=True):
        before = plain[max(0, at - 130) : at]
        around = squash(plain[max(0, at - 60) : at + 16])
        if not _patterns.total_text.search(before) or _patterns.not_ours.search(around):
            continue
        bracket = re.search(r"\(\s*(?:ระดับ\s*)?(AA|[A-F])\s*\)", text[at : min(end, at + 40)])
        grade = bracket[1] if bracket else read_grade(text[at:end])
        # The sentence is about the last result named; about anything else if that is named, too.
        own = max((m.start() for m in _patterns.result.finditer(plain, 0, at)), default=0)
        named = _ASSESSMENT.search(plain, own, min(end, at + 60))
        if grade is None and re.search(r"ระดับ\W*ไม่\s?ผ่าน", text[at:end]):
            grade = ""
        about_us = named or about or (graded and grade is not None)
        if _patterns.another.search(plain, own, at + 16) or not about_us:
            continue
        year = next((mention.year for mention in reversed(years) if mention.start < at), None)
        strong = bool(re.search("รวม|เฉลี่ยทั้ง|ทั้งหมด", before))
        yield ResultPieces(total=value, grade=grade, fiscal_year_be=year, strong=strong)


def assessed_year(lines: Sequence[TextBlockLine], before_year: int | None) -> int | None:
    """The year that the text assigns to the assessment, not after the report's."""
    for line in lines:
        if not re.search(r"ผลการประเมิน|คะแนน|การประเมินคุณธรรม", line.text):
            continue
        for mention in year_mentions(line.text[:1500]):
            before = line.text[: mention.start]
            near = re.search(r"(?:ผลการประเมิน|คะแนน|ประเมินคุณธรรม)[^\n]{0,160}$", before)
            if near and not mention.law and (before_year is None or mention.year <= before_year):
                return mention.year
    return None


def read_ita_results(stream: Stream, *, before_year: int | None) -> tuple[ItaResult, ...]:
    """The ITA result that a report states, and those of other years that its tables have.

    `before_year`: the report's fiscal year; results of a later year are not believed.
    """
    segments = [item for item in stream if isinstance(item, TableSegment)]
    read = (pieces for item in _with_whole_tables(segments) for pieces in _in_table(item))
    tables = [pieces for pieces in read if pieces.scores]
    prose = in_prose(stream, before_year=before_year)
    tables.sort(key=lambda pieces: pieces.fiscal_year_be or 0, reverse=True)
    tables.sort(key=lambda pieces: bool(before_year and (pieces.fiscal_year_be or 0) > before_year))
    best = max(tables, key=lambda pieces: len(pieces.scores), default=prose)
    year = best.fiscal_year_be
    of_year = (table for table in tables if not year or table.fiscal_year_be in {None, year})
    all_pieces = (best, *of_year, prose)
    total = next((pieces.total for pieces in all_pieces if pieces.total is not None), None)
    grade = next((pieces.grade for pieces in all_pieces if pieces.grade), None)
    if not best.scores and total is None:
        return ()
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    others = {table.fiscal_year_be: table for table in reversed(tables) if year}
    if year is None and total == prose.total:
        year = prose.fiscal_year_be
    first = replace(
        best, fiscal_year_be=year or assessed_year(lines, before_year), total=total, grade=grade
    )
    rest = (table for other, table in others.items() if other not in {None, first.fiscal_year_be})
    return tuple(
        ItaResult(
            fiscal_year_be=pieces.fiscal_year_be,
            total=pieces.total,
            grade=pieces.grade,
            indicators=tuple(indicator_score(number, score) for number, score in pieces.scores),
        )
        for pieces in (first, *rest)
    )


def indicator_score(number: int, score: float) -> IndicatorScore:
    """The score of an indicator with its name and instrument."""
    entry: Indicator = indicator(number)
    return IndicatorScore(number=number, name=entry.name, instrument=entry.instrument, score=score)


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
    if len(segment.rows) > _MOST_ROWS:
        return
    texts = [row.cells for row in segment.rows]
    header = tuple(column.header for column in segment.header.columns) if segment.header else ()
    rows = [header, *texts] if header and len(header) == len(texts[0] if texts else ()) else texts
    if not rows:
        return
    if any(map(_heads_measures, rows[:_MOST_TITLE_ROWS])):
        columns = _score_columns(rows, of_measures=True)
        yield from (_by_rows(rows, column, alone=False) for column in columns)
        return
    turned = list(zip(*rows, strict=True)) if len(rows) <= _MOST_TURNED_ROWS else []
    for table in (rows, turned):
        columns = _score_columns(table)
        yield from (_by_rows(table, column, alone=len(columns) < 2) for column in columns)


def _by_rows(rows: Sequence[tuple[str, ...]], column: int | None, *, alone: bool) -> ResultPieces:
    """Indicator and score in each row; `alone`: a score may be in another column, too."""
    values = [_row_score(cells, column, alone=alone) for cells in rows]
    if len(rows) - values.count(None) < LEAST_INDICATORS:
        return ResultPieces()
    scores: dict[int, float] = {}
    total: float | None = None
    grade: str | None = None
    for cells, value in zip(rows, values, strict=True):
        number = _row_indicator(cells)
        if number is not None and value is not None:
            scores.setdefault(number, value)
        elif any(_patterns.total_cell.match(squash(cell)) for cell in cells[:3]):
            total = value if total is None else total
            grade = grade or _row_grade(cells, column)
    if len(scores) < LEAST_INDICATORS:
        return ResultPieces()
    tops = [] if column is None else [row[column] for row in rows[:2] if column < len(row)]
    years = [year for top in tops for year in be_years(top)]
    return ResultPieces(
        scores=tuple(sorted(scores.items())),
        total=total,
        grade=grade or _lone_grade(rows, column),
        fiscal_year_be=years[-1] if years else None,
    )


def _row_indicator(cells: Sequence[str]) -> int | None:
    for cell in cells:
        if cell and not re.fullmatch(r"[\W\d]*", arabic_digits(cell)) and len(cell) < 160:
            number = stated_indicator(cell)
            if number is not None and "ตัวชี้วัดย่อย" not in cell:
                return number
    return None


def _score_columns(
    rows: Sequence[tuple[str, ...]], *, of_measures: bool = False
) -> list[int | None]:
    """The column of scores: named so, with decimals; of several years one of each.

    `of_measures`: only a column named so counts; budgets are numbers, too.
    """
    years: dict[int, int] = {}
    width = max((len(row) for row in rows), default=0)
    ratings: dict[int, float] = {}
    for index in range(width):
        cells = [row[index] for row in rows if index < len(row)]
        values = [value for cell in cells if (value := cell_score(cell)) is not None]
        if len(values) < LEAST_INDICATORS:
            continue
        header = " ".join(cell for cell in cells[:2] if cell_score(cell) is None)
        if _patterns.full_mark.search(squash(header)):
            continue
        if of_measures and not re.search("คะแนน|ผลการประเมิน|score", header, re.I):
            continue
        decimals = sum("." in cell for cell in cells) / len(values)
        running = [int(v) for v in values] == list(range(1, len(values) + 1))
        named = 1.0 if _patterns.score_header.search(header) else 0.0
        years[index] = max(be_years(header), default=0)
        ratings[index] = decimals + named + bool(years[index]) - (3 if running else 0)
    best = max(ratings, key=lambda index: (ratings[index], years[index]), default=None)
    if best is None or ratings[best] <= -1:
        return [] if of_measures else [None]
    dated = (index for index in ratings if years[best] and years[index])
    alike = {years[i]: i for i in dated if ratings[i] >= ratings[best] - _LIKE_BEST}
    return [*({**alike, years[best]: best}.values())]


def _row_score(cells: Sequence[str], column: int | None, *, alone: bool) -> float | None:
    if column is not None and column < len(cells):
        value = cell_score(cells[column])
        if value is not None or not alone:
            return value
    values = [v for cell in cells if "." in cell and (v := cell_score(cell)) is not None]
    return values[-1] if values else None


def _row_grade(cells: Sequence[str], column: int | None) -> str | None:
    own = [cells[column]] if column is not None and column < len(cells) else []
    return next(
        (grade for cell in (*own, *cells) if len(cell) < 60 and (grade := read_grade(cell))), None
    )


def _lone_grade(rows: Sequence[tuple[str, ...]], column: int | None) -> str | None:
    """The grade of a row that names it: ระดับ | A."""
    names_it = re.compile(r"ระดับ|เกรด|ผลการประเมินระดับ")
    named = (cells for cells in rows if any(names_it.match(squash(cell)) for cell in cells))
    short = ([cell if len(squash(cell)) <= 24 else "" for cell in cells] for cells in named)
    return next(filter(None, (_row_grade(cells, column) for cells in short)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Columns by field and by indicator; body rows begin at `first`."""

    first: int
    fields: Mapping[Field, int]
    scores: Mapping[int, int]

    def cell(self, row: Sequence[str], field: Field) -> str:
        index = self.fields.get(field)
        return row[index].strip() if index is not None else ""


def read_ita_tables(blocks: Sequence[Block]) -> tuple[OrganisationResult, ...]:
    """ITA results of all tables of that kind; () when there is none.

    A single year that the first lines name holds for tables without a year column.
    """
    titles = [block.text for block in blocks[:12] if not isinstance(block, Table)]
    stated = {year for title in titles for year in be_years(title)}
    year = stated.pop() if len(stated) == 1 else None
    return tuple(
        result
        for block in blocks
        if isinstance(block, Table) and (layout := _layout(block.rows)) is not None
        for row, source in zip(
            block.rows[layout.first :], block.row_sources[layout.first :], strict=True
        )
        if (result := _row_result(row, layout, source, year)) is not None
    )


def _layout(rows: Sequence[tuple[str, ...]]) -> _Layout | None:
    """The first row that names organisations and a total or LEAST_INDICATORS.

    None for tables of measures of one organisation's units.
    """
    for index, row in enumerate(rows[:_MOST_TITLE_ROWS]):
        fields: dict[Field, int] = {}
        scores: dict[int, int] = {}
        for column, text in enumerate(row):
            number = _indicator_column(text)
            field = _field(text)
            if number is not None:
                scores.setdefault(number, column)
            elif field is not None:
                fields.setdefault(field, column)
        if Field.ORGANISATION in fields and (
            Field.TOTAL in fields or len(scores) >= LEAST_INDICATORS
        ):
            layout = _Layout(first=index + 1, fields=fields, scores=scores)
            names = (layout.cell(below, Field.ORGANISATION) for below in rows[layout.first :])
            towns = any(organisation_type(name) is not OrganisationType.OTHER for name in names)
            # A share may be of anything: of a unit's measures, of a budget.
            total = row[fields[Field.TOTAL]] if Field.TOTAL in fields else ""
            doubts = _heads_measures(row) + (squash(total) == "ร้อยละ")
            return layout if doubts <= towns else None
    return None


def _heads_measures(row: Sequence[str]) -> bool:
    """Whether a row names measures or their steps and, surely, another of their fields."""
    best = [match for cell in row for match in header_matches(cell)[:1]]
    near = {m.field: m.strength for m in best if m.likeness >= LEAST_NAME_LIKENESS}
    sure = {field for field, strength in near.items() if strength == 1 and field in BODY_FIELDS}
    titled = near.get(Field.TITLE, 0) > LEAST_SURE_SCORE
    return bool(sure) if titled else Field.STEPS in sure and len(sure) > 1


def _field(text: str) -> Field | None:
    """The column's field among those of results; "คะแนน" alone is the total."""
    matches = [m for m in header_matches(text) if m.field in _FIELDS and m.likeness >= 0.8]
    if matches:
        return matches[0].field
    scored = any(m.field is Field.SCORE and m.likeness >= 0.9 for m in header_matches(text))
    return Field.TOTAL if scored else None


def _indicator_column(text: str) -> int | None:
    """The indicator whose column this is: "ตัวชี้วัดที่ 3", "3 การใช้อำนาจ", "การใช้อำนาจ", "i3"."""
    if not text.strip() or len(text) > 120:
        return None
    number = stated_indicator(text)
    if number is not None:
        return number
    short = re.fullmatch(
        r"(?:ตัวชี้วัด|ตชว\.?|i|indicator|ind)[\s_]*(\d{1,2})", arabic_digits(squash(text))
    )
    value = int(short[1]) if short else 0
    return value if 1 <= value <= len(indicators()) else None


def _row_result(
    row: tuple[str, ...], layout: _Layout, source: SourceRef, year: int | None
) -> OrganisationResult | None:
    organisation = _organisation(row, layout)
    scores = [
        indicator_score(number, value)
        for number, column in sorted(layout.scores.items())
        if (value := cell_score(row[column])) is not None
    ]
    total = cell_score(layout.cell(row, Field.TOTAL))
    if organisation is None or (total is None and not scores):
        return None
    years = be_years(layout.cell(row, Field.FISCAL_YEAR))
    grade = layout.cell(row, Field.GRADE)
    return OrganisationResult(
        organisation=organisation,
        result=ItaResult(
            fiscal_year_be=years[0] if years else year,
            total=total,
            grade=read_grade(grade) or grade or None,
            indicators=tuple(scores),
        ),
        source=source,
    )


def _organisation(row: tuple[str, ...], layout: _Layout) -> Organisation | None:
    organisation = organisation_named(layout.cell(row, Field.ORGANISATION))
    if organisation is None or squash(organisation.name).startswith(("รวม", "เฉลี่ย", "ค่าเฉลี่ย")):
        return None
    district = re.sub(r"^(?:อำเภอ|อ\.)\s*", "", layout.cell(row, Field.DISTRICT))
    province = re.sub(r"^(?:จังหวัด|จ\.)\s*", "", layout.cell(row, Field.PROVINCE))
    return with_places(
        organisation,
        district or organisation.district,
        (province_name(province) or province or None) if province else organisation.province,
    )
