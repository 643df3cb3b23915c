"""The rows of one measure as its fields: texts joined, number and heading split from the title."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from itasearch.domain.headers import Field
from itasearch.domain.indicators import stated_indicator
from itasearch.extract.cells import is_mark
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    Bundle,
    Column,
    ExtractedMeasure,
    Header,
    MeasureOrigin,
    Owner,
)
from itasearch.extract.mending import join_cut, join_rows
from itasearch.extract.numbering import bare_number, inner_number, read_marker
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import is_blank

_MARKED = re.compile(r"^\W*(?:\d[\d.]*\W+)?(?:เครื่องมือ|ตัวชี้วัด|[IEO]IT\b)")

_LONGEST_HEADING = 90
_LONGEST_YEAR = 16
"""Code points of a squashed cell that is no more than a year."""


def draft_of(bundle: Bundle, origin: MeasureOrigin) -> ExtractedMeasure:
    """The measure that a bundle of rows holds; its title may come out empty."""
    header = bundle.header
    column = header.first(Field.TITLE)
    heading, text = _split_heading(_joined(bundle, column) if column else "")
    printed = _printed_number(bundle) or (_number_of_header(column) if column else None)
    number, title = _split_number(text, printed)
    title, parts = (title, "") if header.has(Field.STEPS) else split_steps(title)
    return ExtractedMeasure(
        place=bundle.rows[0].source,
        origin=origin,
        title=title,
        number=number,
        indicator=_indicator(bundle, heading, text),
        fields=tuple(
            (field, value)
            for field in MEASURE_FIELDS
            if (value := (field is Field.STEPS and parts) or _field(bundle, header.all(field)))
        ),
        raw_cells=tuple(_raw_cells(bundle)),
        owner=_owner(bundle),
    )


def _split_heading(title: str) -> tuple[str | None, str]:
    """A heading before the measure in its own cell, and the rest.

    Only a line that states an indicator is a heading, and only with text below it.
    """
    if not _MARKED.match(title):
        return None, title
    lines = title.split("\n")
    for index, line in enumerate(lines[1:4], start=1):
        marker = read_marker(line)
        if marker is not None and marker.number:
            return "\n".join(lines[:index]), "\n".join(lines[index:])
    if len(lines) > 1 and len(lines[0]) <= _LONGEST_HEADING and stated_indicator(lines[0]):
        return lines[0], "\n".join(lines[1:])
    inside = inner_number(title)
    if inside and inside.start() <= _LONGEST_HEADING and stated_indicator(title):
        return title[: inside.start()], title[inside.end() :]
    return None, title


def split_steps(title: str) -> tuple[str, str]:
    """(title, steps) of a cell that holds both: one line, then nothing but list items."""
    first, _, rest = title.partition("\n")
    markers = [read_marker(line) for line in rest.split("\n")] if rest else []
    if not markers or not all(markers) or read_marker(first) is not None:
        return title, ""
    numbers = [marker.number for marker in markers if marker]
    counted = numbers[0] in {"", "1"} or "." in numbers[0]
    return (first, rest) if counted else (title, "")


def _split_number(title: str, printed: str | None = None) -> tuple[str | None, str]:
    """(number, title without it); `printed` is the number column's, which wins."""
    marker = read_marker(title)
    if marker is None or not title[marker.end :].strip():
        return printed, title
    if not marker.number:
        return printed, title[marker.end :].strip() if printed else title.strip()
    if printed and printed != marker.number and marker.style.startswith("1)"):
        return printed, title
    return printed or marker.number, title[marker.end :].strip()


def _joined(bundle: Bundle, column: Column) -> str:
    """A column's text over all rows of the measure."""
    whole = ""
    for row, cut in zip(bundle.rows, bundle.cut, strict=True):
        if column.index not in row.held or not whole:
            text, paged = row.text(column), row.source.page_number is not None
            whole = join_cut(whole, text, paged=paged) if cut else join_rows(whole, text)
    return whole


def _field(bundle: Bundle, columns: Sequence[Column]) -> str:
    """Text of a field; several columns of it below each other with their labels."""
    texts = [(column, text) for column in columns if (text := _joined(bundle, column))]
    texts = [(column, text) for column, text in texts if not is_blank(text)]
    if len(columns) < 2:
        return "\n".join(text for _, text in texts)
    return "\n".join(
        (column.label or column.header or text)
        if is_mark(text)
        else f"{column.label}: {text}".lstrip(": ")
        for column, text in texts
    )


def _printed_number(bundle: Bundle) -> str | None:
    text = bare_number(bundle.rows[0].text(bundle.header.first(Field.NUMBER)))
    text = re.sub(r"^(?:มาตรการ|แนวทาง|ข้อ|ลำดับ)(?:ที่)?\s*", "", text)
    # O31, E4: items of the disclosure check and questions of the surveys.
    return re.sub(r"\s+", "", text) if re.fullmatch(r"[OIE]?[\d.\s]{1,12}", text) else None


def _number_of_header(column: Column) -> str | None:
    """The number in a header that is itself "มาตรการที่ ๒", beside its title."""
    marker = read_marker(column.header)
    return marker.number or None if marker and marker.style == "มาตรการ" else None


def _indicator(bundle: Bundle, heading: str | None, title: str) -> int | None:
    """The indicator that the row itself states, else the group row or heading above it."""
    own = map(bundle.rows[0].text, bundle.header.all(Field.INDICATOR))
    texts = [heading or "", *own, *bundle.above]
    if _MARKED.match(title):
        texts.append(title)
    whole = [text.replace("\n", "") for text in texts if "\n" in text]
    stated = (stated_indicator(text) for text in (*texts, *whole) if text)
    return next((number for number in stated if number), bundle.indicator)


def _raw_cells(bundle: Bundle) -> Iterator[tuple[str, str]]:
    names = _column_names(bundle.header)
    for row in bundle.rows:
        for index, text in enumerate(row.raw):
            if text.strip() and index not in row.held:
                yield names.get(index) or f"คอลัมน์ที่ {index + 1}", text


def _column_names(header: Header) -> dict[int, str]:
    """What each column is called, no two alike: corrections refer to a column by its name."""
    names: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for column in header.columns:
        name = " ".join(column.header.split()) or f"คอลัมน์ที่ {column.index + 1}"
        seen[squash(name)] += 1
        count = seen[squash(name)]
        names[column.index] = name if count == 1 else f"{name} ({count})"
    return names


def _owner(bundle: Bundle) -> Owner:
    """Organisation and year of the row, from columns that name them."""
    fields = (Field.ORGANISATION, Field.FISCAL_YEAR, Field.DISTRICT, Field.PROVINCE)
    organisation, year, district, province = (
        bundle.rows[0].text(bundle.header.first(field)) for field in fields
    )
    years = be_years(year) if len(squash(year)) <= _LONGEST_YEAR else ()
    return Owner(
        organisation=" ".join(organisation.split()),
        fiscal_year_be=years[0] if years else None,
        district=district,
        province=province,
    )
