"""Files of ITA results: one row per organisation and fiscal year, ten indicators side by side.

Columns are found by score like those of measures; an indicator's column names it by
number, by name or both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from itasearch.domain.grades import read_grade
from itasearch.domain.headers import Field, header_matches
from itasearch.domain.indicators import indicators, stated_indicator
from itasearch.extract.cover.cover import organisation_named, with_places
from itasearch.extract.cover.names import province_name
from itasearch.extract.ita.result import cell_score, indicator_score
from itasearch.model.records import ItaResult, Organisation, OrganisationResult, OrganisationType
from itasearch.model.source import Block, SourceRef, Table
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.thai.normalize import arabic_digits, squash

_FIELDS = (
    Field.ORGANISATION,
    Field.FISCAL_YEAR,
    Field.PROVINCE,
    Field.DISTRICT,
    Field.TYPE,
    Field.TOTAL,
    Field.GRADE,
)
_HEADER_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Which column holds what: fields by name, indicators by number; rows from `first` on."""

    first: int
    fields: tuple[tuple[Field, int], ...]
    scores: tuple[tuple[int, int], ...]

    def cell(self, row: Sequence[str], field: Field) -> str:
        """Text of a field in a row, "" when there is no such column."""
        index = dict(self.fields).get(field)
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
        if (result := _result(row, layout, source, year)) is not None
    )


def _layout(rows: Sequence[tuple[str, ...]]) -> _Layout | None:
    """The first row that names organisations and a total or three indicators."""
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        fields: dict[Field, int] = {}
        scores: dict[int, int] = {}
        for column, text in enumerate(row):
            number = _indicator_column(text)
            field = _field(text)
            if number is not None:
                scores.setdefault(number, column)
            elif field is not None:
                fields.setdefault(field, column)
        if Field.ORGANISATION in fields and (Field.TOTAL in fields or len(scores) >= 3):
            return _Layout(
                first=index + 1, fields=tuple(fields.items()), scores=tuple(scores.items())
            )
    return None


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


def _result(
    row: tuple[str, ...], layout: _Layout, source: SourceRef, year: int | None
) -> OrganisationResult | None:
    """A row's result; None for rows without organisation or without any score."""
    organisation = _organisation(row, layout)
    scores = [
        indicator_score(number, value)
        for number, column in sorted(layout.scores)
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
    kind = layout.cell(row, Field.TYPE)
    if organisation.type is OrganisationType.OTHER and kind:
        typed = organisation_named(f"{kind}{organisation.name}")
        if typed is not None and typed.type is not OrganisationType.OTHER:
            organisation = typed
    district = re.sub(r"^(?:อำเภอ|อ\.)\s*", "", layout.cell(row, Field.DISTRICT))
    province = re.sub(r"^(?:จังหวัด|จ\.)\s*", "", layout.cell(row, Field.PROVINCE))
    return with_places(
        organisation,
        district or organisation.district,
        (province_name(province) or province or None) if province else organisation.province,
    )
