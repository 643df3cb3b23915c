"""Rows of measures: which row begins a measure, continues one, or only groups or sums up.

A page end cuts rows anywhere; what it cut has a blank title, or is first on its page and
lacks the number that the rows around it have. A merged title spans several rows of steps.
The rows of one measure are then read as its fields: texts joined, number and heading split
from the title.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from itasearch.domain.headers import Field
from itasearch.domain.indicators import named_indicator, stated_indicator
from itasearch.domain.word_lists import word_pattern
from itasearch.extract.cells import (
    LONGEST_YEAR,
    is_column_numbers,
    is_mark,
    is_speck,
    is_total,
    looks_like_counter,
)
from itasearch.extract.extracted import (
    LONGEST_HEADING,
    MEASURE_FIELDS,
    BodyRow,
    Bundle,
    Column,
    ExtractedMeasure,
    Header,
    MeasureOrigin,
    Owner,
    SegmentPart,
    title_of,
)
from itasearch.extract.headers.columns import same_columns
from itasearch.extract.mending import join_cut, join_rows
from itasearch.extract.numbering import (
    CONTINUED,
    bare_number,
    leading_number,
    read_marker,
)
from itasearch.extract.rows.repairs import is_whole_but_for_title, realigned
from itasearch.extract.rows.time_and_unit import names_time_and_unit, split_time_and_unit
from itasearch.extract.tables.headers_and_footers import is_page_number_row, without_signatures
from itasearch.lost_parts import PartOfFile
from itasearch.model.source import SourceRef
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.dates.marks import Unit, compact, read_marks
from itasearch.text.thai.normalize import squash
from itasearch.wording.document_words import is_blank

_LEADING_FIELDS = frozenset({Field.TITLE, Field.NUMBER, Field.INDICATOR, Field.GROUP})
"""Fields that a row which only names what follows may fill."""
_LEAST_NUMBERED_SHARE = 0.6  # of a table's titles with a number, where measures are numbered
_LEAST_SINGLE_SHARE = 0.5  # of a table's titles that are alone in their row, in lists of titles
_TIME_AND_UNIT = (Field.TIMEFRAME, Field.RESPONSIBLE)
"""Fields that every measure has of its own, and the rest of a cut one mostly lacks."""
_GROUP_WORDS = word_pattern(r"^[\W\d]*(?:<reading_words.groups>|[ieo]it\b)")
_LEAST_REPEATED_TITLE = 15  # code points of a title without number that repeats its measure
_MARKED = re.compile(r"^\W*(?:\d[\d.]*\W+)?(?:เครื่องมือ|ตัวชี้วัด|[IEO]IT\b)")
_CONTINUED = re.compile(rf"{CONTINUED.pattern}|^\W*ต่อ\W*$")
_ASIDES = (is_column_numbers, is_total, is_page_number_row)


def _untitled(row: BodyRow, header: Header) -> BodyRow:
    """The row without number and title, which the measure has already."""
    own = {column.index for column in header.all(Field.NUMBER, Field.TITLE)}
    return replace(row, cells=tuple("" if i in own else c for i, c in enumerate(row.cells)))


def _number_of(row: BodyRow, header: Header) -> str | None:
    printed = row.text(header.first(Field.NUMBER))
    if printed.strip():
        return bare_number(printed)
    title = title_of(row, header)
    if looks_like_counter(title):
        return bare_number(title)
    starts = [title, *title.split("\n")[1:4]]
    return next((number for text in starts if (number := leading_number(text))), None)


def _stated_in(row: BodyRow, header: Header) -> int | None:
    texts = map(row.text, header.all(*_LEADING_FIELDS))
    return next((found for text in texts if text and (found := stated_indicator(text))), None)


def _is_single(row: BodyRow, header: Header) -> bool:
    """Whether nothing but number, title, indicator or group is filled."""
    filled = {i for i, cell in enumerate(row.cells) if cell}
    texts = {row.cells[i] for i in filled}
    leading = {column.index for column in header.all(*_LEADING_FIELDS)}
    if len(leading) == len(header.columns):
        return len(filled) == 1
    return bool(filled) and (filled <= leading or (len(texts) == 1 and len(filled) > 2))


def _names_group(text: str) -> bool:
    """Whether a title names what follows: an indicator, or มิติ, ด้าน and the like."""
    return bool(stated_indicator(text) or _GROUP_WORDS().match(squash(text)))


def _with_whole_group(row: BodyRow, header: Header) -> BodyRow:
    """A row of which a scan has cut an indicator's heading over several cells, made whole."""
    title = header.first(Field.TITLE)
    pieces = [row.cells[i].strip() for i in row.filled]
    marked = [piece for piece in pieces if _MARKED.match(piece)]
    if title is None or len(pieces) < 2 or pieces[:1] != marked:
        return row
    whole = "".join(pieces)
    if len(whole) > LONGEST_HEADING or named_indicator(whole) is None:
        return row
    kept = {title.index: whole}
    return replace(row, cells=tuple(kept.get(i, "") for i in range(len(row.cells))))


def _without_specks(row: BodyRow, header: Header) -> BodyRow:
    """A row that names a group, without the specks of a scan in its other cells."""
    leading = {column.index for column in header.all(*_LEADING_FIELDS)}
    rest = [i for i in row.filled if i not in leading]
    title = title_of(row, header)
    most = 1 if _names_group(title) else 0
    if not title or not rest or not all(is_speck(row.cells[i], letters=most) for i in rest):
        return row
    return replace(row, cells=tuple("" if i in rest else c for i, c in enumerate(row.cells)))


class RowReader:
    """Reads parts in order and bundles their rows; one object per report."""

    def __init__(self, parts: Sequence[SegmentPart]) -> None:
        self._parts = parts
        rows = [
            (part, row)
            for part in parts
            for index, row in enumerate(part.segment.rows)
            if index or not part.segment.continues
        ]
        titled = [(part, row) for part, row in rows if title_of(row, part.header)]
        marked = sum(_number_of(row, part.header) is not None for part, row in titled)
        single = sum(_is_single(row, part.header) for part, row in titled)
        self._numbered = marked >= _LEAST_NUMBERED_SHARE * len(titled) > 0
        self._mostly_single = single > _LEAST_SINGLE_SHARE * len(titled)
        self._bundles: list[Bundle] = []
        self._group: int | None = None
        self._above: dict[int, str] = {}
        self._named: BodyRow | None = None
        self._is_under_untitled = False
        self.realigned = 0
        self.lost: list[BodyRow] = []
        self.failed: list[BodyRow] = []
        self.untitled: list[SourceRef] = []

    def read(self) -> tuple[Bundle, ...]:
        """All measures of all parts."""
        for part in self._parts:
            with PartOfFile(part.segment.source):
                self._read_part(part)
        self.lost += [self._named] if self._named else []
        return tuple(self._bundles)

    def _read_part(self, part: SegmentPart) -> None:
        previous = self._bundles[-1].header if self._bundles else None
        follows = part.follows or part.segment.continues is True
        joined = follows and previous is not None and same_columns(previous, part.header)
        if not joined:
            self._above.clear()
            self._group = None
        rows = [self._settled(row, part) for row in without_signatures(part.segment.rows)]
        rows = [row for row in rows if not any(is_aside(row.cells) for is_aside in _ASIDES)]
        if joined and part.segment.continues:
            rows = self._with_cells_above(rows, part)
        for index, row in enumerate(rows):
            self.failed.append(row)
            with PartOfFile(row.source):
                self._read_row(row, part, rows[index + 1 :], first=joined and index == 0)
                self.failed.pop()

    def _with_cells_above(self, rows: list[BodyRow], part: SegmentPart) -> list[BodyRow]:
        """Rows of a page whose first continues a cut one, and what they have in common with it.

        A cell that is merged over the cut row and the rows below it has its text on the page
        before, or a part of it.
        """
        if not rows or not self._is_tail(rows[0], part, rows[1:]):
            return rows
        header = part.header
        for column in header.all(*MEASURE_FIELDS):
            above, own = _column_text(self._bundles[-1], column), rows[0].text(column)
            whole = join_cut(above, own, paged=True) if own else above
            for index, row in enumerate(rows[1:], start=1):
                if column.index not in row.held or row.text(column) != own:
                    break
                cells = (*row.cells[: column.index], whole, *row.cells[column.index + 1 :])
                rows[index] = replace(row, cells=cells)
        return rows

    def _settled(self, row: BodyRow, part: SegmentPart) -> BodyRow:
        row = _without_specks(_with_whole_group(row, part.header), part.header)
        cells = row.cells
        if not part.segment.merged and title_of(row, part.header):
            cells = realigned(cells, part.header)
            self.realigned += cells[: len(row.cells)] != row.cells[: len(cells)]
        return row if cells == row.cells else replace(row, cells=cells)

    def _read_row(
        self, row: BodyRow, part: SegmentPart, rest: Sequence[BodyRow], *, first: bool
    ) -> None:
        header = part.header
        following = next(iter(rest), None)
        if self._is_continued(row, header):
            self._append(_untitled(row, header), cut=True)
        elif self._is_of_another_indicator(row, header):
            self._is_under_untitled = True
            self.untitled.append(row.source)
            self.lost.append(row)
        elif first and self._is_tail(row, part, rest):
            self._above |= self._indicators(row, header, first=True)
            self._append(row, cut=not self._is_under_merge(header, following))
        elif self._is_group(row, header, following):
            self._head(row, header)
        elif self._is_wrapped(row, header):
            self._append(row, cut=True)
        elif self._continues(row, header):
            self._append(row, cut=first)
        else:
            self._begin(row, part, first=first)

    def _head(self, row: BodyRow, header: Header) -> None:
        """Take a row for the name of what follows; a plain one above which none follows is lost."""
        self._group = _stated_in(row, header)
        self.lost += [self._named] if self._named else []
        plain = not row.wide and self._group is None
        named = _GROUP_WORDS().match(squash(title_of(row, header)))
        self._named = row if plain and not named else None

    def _begin(self, row: BodyRow, part: SegmentPart, *, first: bool) -> None:
        if not title_of(row, part.header):
            self.lost.append(row)
            return
        self._named = None
        self._is_under_untitled = False
        self._above |= self._indicators(row, part.header, first=first)
        columns = part.header.all(Field.INDICATOR)
        above = [self._above.get(c.index, "") for c in columns]
        self._bundles.append(
            Bundle(
                header=part.header,
                rows=(row,),
                cut=(False,),
                indicator=self._group or part.indicator,
                above=tuple(text for text in above if text),
            )
        )

    def _indicators(self, row: BodyRow, header: Header, *, first: bool) -> dict[int, str]:
        """What the row's indicator columns say, a merged cell that a page end has cut put together.

        Args:
            first: the row is the first on its page, so that its cells may continue those above.
        """
        texts = {}
        for column in header.all(Field.INDICATOR):
            text, above = row.text(column), self._above.get(column.index, "")
            if text and above and not stated_indicator(text):
                if first:
                    texts[column.index] = join_cut(above, text, paged=True)
                elif column.index not in row.held:
                    texts[column.index] = text
            elif text:
                texts[column.index] = text
        return texts

    def _is_of_another_indicator(self, row: BodyRow, header: Header) -> bool:
        """Whether a row that holds all of a measure but its title states another indicator."""
        if not self._bundles or title_of(row, header) or not header.has(Field.INDICATOR):
            return False
        above = self._bundles[-1]
        columns = header.all(Field.INDICATOR)
        own = [row.text(column) for column in columns if column.index not in row.held]
        stated = next((number for text in own if (number := stated_indicator(text))), None)
        before = _indicator(above, None, title_of(above.rows[0], header))
        return (
            None not in (stated, before)
            and stated != before
            and same_columns(above.header, header)
            and is_whole_but_for_title(row, above)
        )

    def _append(self, row: BodyRow, *, cut: bool) -> None:
        if not self._bundles or self._is_under_untitled:
            self.lost.append(row)
            return
        last = self._bundles[-1]
        self._bundles[-1] = replace(last, rows=(*last.rows, row), cut=(*last.cut, cut))

    def _is_tail(self, row: BodyRow, part: SegmentPart, rest: Sequence[BodyRow]) -> bool:
        """Whether the first row of a page continues the measure of the page before."""
        header, continues = part.header, part.segment.continues
        title = title_of(row, header)
        if not self._bundles:
            return False
        if not title:
            groups = {column.index for column in header.all(Field.INDICATOR, Field.GROUP)}
            return not set(row.filled) <= groups
        if _number_of(row, header) is not None:
            return self._numbered and self._counts_past(row, part, rest)
        if _stated_in(row, header) or _names_group(title):
            return continues is True
        if not self._numbered:
            return self._lacks_keys(row, header) if continues is None else continues
        if _number_of(self._bundles[-1].rows[0], header) is None:
            return continues is True
        return not self._lacks_number(row, header, rest)

    def _is_under_merge(self, header: Header, following: BodyRow | None) -> bool:
        """Whether the page end cut a merged title and no row: rows about it have it in common."""
        column = header.first(Field.TITLE)
        if column is None:
            return False
        last = self._bundles[-1].rows[-1]
        return column.index in last.held or (
            following is not None and column.index in following.held
        )

    def _lacks_keys(self, row: BodyRow, header: Header) -> bool:
        """Whether time and unit are blank here and were not in the measure above."""
        keys = header.all(*_TIME_AND_UNIT)
        before = self._bundles[-1].rows[0]
        return bool(keys) and not any(map(row.text, keys)) and all(map(before.text, keys))

    def _counts_past(self, row: BodyRow, part: SegmentPart, rest: Sequence[BodyRow]) -> bool:
        """Whether a number is the cut title's own: "๖๐ องศา", and the next row counts on."""
        header = part.header
        expected = self._next_number(header)
        if expected is None or _number_of(row, header) == str(expected) or header.has(Field.NUMBER):
            return False
        following = next((number for row in rest if (number := _number_of(row, header))), None)
        cut = part.segment.continues is True or self._lacks_keys(row, header)
        return cut and following in (None, str(expected))

    def _lacks_number(self, row: BodyRow, header: Header, rest: Sequence[BodyRow]) -> bool:
        """Whether a measure's number was not read: the next row counts one further."""
        expected = self._next_number(header)
        following = next((number for row in rest if (number := _number_of(row, header))), None)
        keys = header.all(*_TIME_AND_UNIT)
        counted = expected is not None and following == str(expected + 1)
        return counted and bool(keys) and all(map(row.text, keys))

    def _next_number(self, header: Header) -> int | None:
        """The number after that of the last measure, None where that has none or parts."""
        last = _number_of(self._bundles[-1].rows[0], header)
        return int(last) + 1 if last is not None and last.isdecimal() else None

    def _is_group(self, row: BodyRow, header: Header, following: BodyRow | None) -> bool:
        if row.wide:
            return True
        if not _is_single(row, header):
            return False
        title = title_of(row, header)
        if not title or (len(header.named or header.columns) <= 2 and not self._mostly_single):
            return True
        if _names_group(title):
            return True
        if following is not None and not title_of(following, header):
            return False
        printed = row.text(header.first(Field.NUMBER))
        number = leading_number(f"{printed.strip(' .')}. {title}" if printed else title)
        return not self._mostly_single and (
            not number or self._counts_groups(number, header, following)
        )

    def _counts_groups(self, number: str, header: Header, following: BodyRow | None) -> bool:
        """Whether a number is that of a group: the next row counts on from the last measure."""
        below = _number_of(following, header) if following is not None else None
        if below is None or not (number.isdecimal() and below.isdecimal()):
            return below is not None and below.startswith(f"{number}.")
        expected = self._next_number(header) if self._bundles else 1
        return self._numbered and int(below) == expected

    def _is_continued(self, row: BodyRow, header: Header) -> bool:
        """Whether the row names the measure above it again, with "(ต่อ)"."""
        title = title_of(row, header)
        if not self._bundles or not _CONTINUED.search(title):
            return False
        above = self._bundles[-1]
        rest = squash(_CONTINUED.sub("", title))
        return not rest or rest == squash(title_of(above.rows[0], above.header))

    def _is_wrapped(self, row: BodyRow, header: Header) -> bool:
        """Whether a row without number, time and unit is the second line of the one above."""
        if not (self._numbered and self._bundles) or _number_of(row, header) is not None:
            return False
        above = self._bundles[-1]
        return (
            same_columns(above.header, header)
            and _number_of(above.rows[0], header) is not None
            and self._lacks_keys(row, header)
        )

    def _continues(self, row: BodyRow, header: Header) -> bool:
        column = header.first(Field.TITLE)
        title = title_of(row, header)
        if not title or (column is not None and column.index in row.held):
            return True
        if not self._bundles or not same_columns(self._bundles[-1].header, header):
            return False
        above = self._bundles[-1].rows
        owner = header.all(Field.ORGANISATION, Field.FISCAL_YEAR)
        same_owner = all(row.text(one) == above[-1].text(one) for one in owner)
        if title != title_of(above[0], header) or not same_owner:
            return False
        if _is_given_again(row, above[0], header):
            return False
        return _number_of(row, header) is not None or len(squash(title)) > _LEAST_REPEATED_TITLE


def _is_given_again(row: BodyRow, above: BodyRow, header: Header) -> bool:
    """Whether a row has all of the one above but its number: a measure that is given twice."""
    number = header.first(Field.NUMBER)
    if number is None or row.held or len(row.cells) != len(above.cells):
        return False
    differ = [
        i for i, cells in enumerate(zip(row.cells, above.cells, strict=True)) if len({*cells}) > 1
    ]
    return differ == [number.index] and bool(row.text(number) and above.text(number))


def measure_of(bundle: Bundle, origin: MeasureOrigin) -> ExtractedMeasure:
    """The measure that a bundle of rows holds; its title may come out empty."""
    header = bundle.header
    column = header.first(Field.TITLE)
    heading, text = _split_heading(_column_text(bundle, column) if column else "")
    printed = _number_printed(bundle) or (_number_of_header(column) if column else None)
    number, title = _split_number(text, printed)
    title, parts = (title, "") if header.has(Field.STEPS) else split_steps(title)
    split = {Field.STEPS: parts, **_time_and_unit(bundle)}
    return ExtractedMeasure(
        place=bundle.rows[0].source,
        origin=origin,
        title=title,
        number=number,
        indicator=_indicator(bundle, heading, text),
        fields=tuple(
            (field, value)
            for field in MEASURE_FIELDS
            if (value := split.get(field) or _field(bundle, header.all(field)))
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
    if len(lines) > 1 and len(lines[0]) <= LONGEST_HEADING and stated_indicator(lines[0]):
        return lines[0], "\n".join(lines[1:])
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


def _time_and_unit(bundle: Bundle) -> Mapping[Field, str]:
    """When and who, of a column whose header names both ("ระยะเวลา / ผู้รับผิดชอบ")."""
    columns = bundle.header.all(*_TIME_AND_UNIT)
    if len(columns) != 1 or not names_time_and_unit(columns[0].header):
        return {}
    time, unit = split_time_and_unit(_column_text(bundle, columns[0]))
    return {Field.TIMEFRAME: time, Field.RESPONSIBLE: unit} if time and unit else {}


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


def _column_text(bundle: Bundle, column: Column) -> str:
    whole = ""
    for row, cut in zip(bundle.rows, bundle.cut, strict=True):
        if column.index not in row.held or not whole:
            text, paged = row.text(column), row.source.page_number is not None
            whole = join_cut(whole, text, paged=paged) if cut else join_rows(whole, text)
    return whole


def _field(bundle: Bundle, columns: Sequence[Column]) -> str:
    """Several columns below each other, with labels; ticked months as "ต.ค. – ธ.ค., มี.ค."."""
    texts = [(column, text) for column in columns if (text := _column_text(bundle, column))]
    texts = [(column, text) for column, text in texts if not is_blank(text)]
    if len(columns) < 2:
        return "\n".join(text for _, text in texts)
    lines: list[str] = []
    runs: list[list[str]] = []
    last: int | None = None
    for column, text in texts:
        name = " ".join((column.label or column.header or text).split())
        marks = read_marks(compact(name)) if is_mark(text) else ()
        month = marks[0].first if len(marks) == 1 and marks[0].unit is Unit.MONTH else None
        if not is_mark(text):
            lines.append(f"{' '.join(column.label.split())}: {text}".lstrip(": "))
        elif month is None:
            lines.append(name)
        elif last is not None and month == (last + 1) % 12:
            runs[-1].append(name)
        else:
            runs.append([name])
        last = last if month is None else month
    months = ", ".join(" – ".join(dict.fromkeys((run[0], run[-1]))) for run in runs)
    return "\n".join([months, *lines] if months else lines)


def _number_printed(bundle: Bundle) -> str | None:
    text = bare_number(bundle.rows[0].text(bundle.header.first(Field.NUMBER)))
    text = re.sub(r"^(?:มาตรการ|แนวทาง|ข้อ|ลำดับ)(?:ที่)?\s*", "", text)
    # O31, E4: items of the disclosure check and questions of the surveys.
    return re.sub(r"\s+", "", text) if re.fullmatch(r"[OIE]?[\d.\s]{1,12}", text) else None


def _number_of_header(column: Column) -> str | None:
    """The number in a header that is itself "มาตรการที่ ๒", beside its title."""
    marker = read_marker(column.header)
    return marker.number or None if marker and marker.style == "มาตรการ" else None


def _indicator(bundle: Bundle, heading: str | None, title: str) -> int | None:
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
    fields = (Field.ORGANISATION, Field.FISCAL_YEAR, Field.DISTRICT, Field.PROVINCE)
    organisation, year, district, province = (
        bundle.rows[0].text(bundle.header.first(field)) for field in fields
    )
    years = be_years(year) if len(squash(year)) <= LONGEST_YEAR else ()
    return Owner(
        organisation=" ".join(organisation.split()),
        fiscal_year_be=years[0] if years else None,
        district=district,
        province=province,
    )
