"""Rows of measures: which row begins a measure, continues one, or only groups or sums up.

A page end cuts rows anywhere; what it cut has a blank title, or is first on its page and lacks the
number that the rows around it have. A merged title spans several rows of steps. The rows of one
measure are then read as its fields: texts joined, number and heading split from the title.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise, product, zip_longest

from itasearch.domain.headers import Field, header_key, header_matches
from itasearch.domain.indicators import indicator_in_title, listed_indicators, stated_indicator
from itasearch.domain.loader import word_pattern, words
from itasearch.extract.cells import (
    LONGEST_YEAR,
    is_column_numbers,
    is_empty_box,
    is_mark,
    is_note,
    is_total,
    leading_time,
    looks_like_counter,
    looks_like_time,
)
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    BodyRow,
    Bundle,
    Column,
    ExtractedMeasure,
    Header,
    Owner,
    SegmentPart,
    title_of,
)
from itasearch.extract.headers.columns import LEAST_SURE_SCORE, same_columns
from itasearch.extract.mending import join_cut, join_rows
from itasearch.extract.numbering import (
    bare_number,
    read_marker,
    unmarked,
)
from itasearch.extract.tables.headers_and_footers import without_signatures
from itasearch.extract.tables.segments import unit_above
from itasearch.lost_parts import PartOfFile
from itasearch.model.records import GROUP_ROW
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.dates.months import month_years
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.stretches import CONTINUED_ROW
from itasearch.text.timeframe import Unit, compact, read_marks
from itasearch.wording.document_words import is_blank

_DITTO = re.compile(r"[-–—\s]*(?:[〃″”\"]|''|,,|(?:เช่น)?เดียวกัน|ditto)[-–—\s]*", re.IGNORECASE)
_LEADING_FIELDS = frozenset({Field.TITLE, Field.NUMBER, Field.INDICATOR, Field.GROUP})
"""Fields that a row which only names what follows may fill."""
_LEAST_NUMBERED_SHARE = 0.6  # of a table's titles with a number, where measures are numbered
_LEAST_SINGLE_SHARE = 0.5  # of a table's titles that are alone in their row, in lists of titles
_TIME_AND_UNIT = (Field.TIMEFRAME, Field.RESPONSIBLE)
"""Fields that every measure has of its own, and the rest of a cut one mostly lacks."""
_GROUP_WORDS = word_pattern(r"^[\W\d]*(?:<reading_words.groups>|[ieo]it\b)")
_LEAST_REPEATED_TITLE = 15  # code points of a title without number that repeats its measure
_NUMBERED = frozenset(map(header_key, words("reading_words", "numbered_indicators")))
"""Headers of indicators whose bare number is the indicator's, and no count of them."""
_BEGINS = re.compile(r"(?:เริ่ม|ตั้งแต่)\S*$|^start", re.IGNORECASE)
_ENDS = re.compile(r"(?:สิ้นสุด|เสร็จ|ถึง)\S*$|^end", re.IGNORECASE)
"""Headers of the two columns of when a measure begins and ends."""
_MARKED = re.compile(r"^\W*(?:\d[\d.]*\W+)?(?:เครื่องมือ|ตัวชี้วัด|(?:แบบ\S+\s)?\(?[IEO]IT\b)")
_UNIT_OF_AMOUNTS = re.compile(r"((?:พัน|หมื่น|แสน|ล้าน)บาท)")
_BARE_AMOUNT = re.compile(r"[\d๐-๙][\d๐-๙,]*(?:\.[\d๐-๙]+)*")
_CROSSES = frozenset("✗✘✕✖❌×xX")
"""Signs that say no beside a tick, and are ticks where all are crosses."""
_ROUND_SIGNS = frozenset("○◯◦")
"""Signs that are ticks in some tables and empty in others, where something else is a tick."""
_WORD = re.compile(r"(?<!\S)\S")
_ASIDES = (is_column_numbers, is_note, is_total)


def _bare_numbers(rows: Sequence[tuple[SegmentPart, BodyRow]]) -> bool:
    """Whether bare numbers before titles count on: "5 นาทีบริการ" is a name in any other table."""
    read = (read_marker(title_of(row, part.header)) for part, row in rows)
    markers = [marker for marker in read if marker and marker.number]
    steps = (
        below.parts in {(above.parts[0] + 1,), (above.parts[0] + 1, 1), (above.parts[0], 1)}
        for above, below in pairwise(markers)
        if "1" in {above.style, below.style}
    )
    counted = sum(steps)
    is_counted = counted and 2 * counted >= sum(marker.style == "1" for marker in markers) - 1
    return len(rows) == 1 or bool(is_counted)


def _stated_in(row: BodyRow, header: Header) -> int | None:
    texts = map(row.text, header.all(*_LEADING_FIELDS))
    return next((number for text in texts if text and (number := stated_indicator(text))), None)


def _is_single(row: BodyRow, header: Header) -> bool:
    """Whether nothing but number, title, indicator or group is filled."""
    filled = {i for i, cell in enumerate(row.cells) if cell}
    texts = {row.cells[i] for i in filled}
    leading = {column.index for column in header.all(*_LEADING_FIELDS)}
    return bool(filled) and (filled <= leading or (len(texts) == 1 and len(filled) > 2))


def _names_group(text: str) -> bool:
    """Whether a title names what follows: indicators, or มิติ, ด้าน and the like."""
    names = stated_indicator(text) or listed_indicators(text)
    return bool(names or _GROUP_WORDS().match(squash(text)))


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
        self._bare = _bare_numbers(titled)
        marked = sum(self._number(row, part.header) is not None for part, row in titled)
        single = sum(_is_single(row, part.header) for part, row in titled)
        self._numbered = marked >= _LEAST_NUMBERED_SHARE * len(titled) > 0
        counts = [bare_number(row.text(p.header.first(Field.NUMBER))) for p, row in titled]
        is_counted = counts == [str(n) for n in range(1, len(counts) + 1)]
        self._counts_on = is_counted and len({title_of(row, p.header) for p, row in titled}) > 1
        self._mostly_single = single > _LEAST_SINGLE_SHARE * len(titled)
        self._merged = _merged_throughout(titled)
        self._bundles: list[Bundle] = []
        self._group: int | None = None
        self._group_name = ""  # of one that states no indicator
        self._above: dict[int, str] = {}
        self._cells_above: tuple[str, ...] = ()  # the last text of each column
        self._named: BodyRow | None = None
        self._header_above: Header | None = None
        self.lost: list[BodyRow] = []
        self.failed: list[BodyRow] = []

    def _number(self, row: BodyRow, header: Header) -> str | None:
        printed = row.text(header.first(Field.NUMBER))
        if printed.strip():
            return bare_number(printed)
        marker = read_marker(_split_heading(title_of(row, header))[1])
        is_number = marker is not None and (self._bare or marker.style != "1")
        return marker.number or None if marker and is_number else None

    def read(self) -> tuple[Bundle, ...]:
        """All measures of all parts."""
        for part in self._parts:
            with PartOfFile(part.segment.source):
                self._read_part(part)
        self.lost += [self._named] if self._named else []
        ticked = frozenset(
            column.header
            for bundle in self._bundles
            for column, row in product(bundle.header.columns, bundle.rows)
            if is_mark(text := row.text(column).strip()) and text not in _ROUND_SIGNS | _CROSSES
        )
        return tuple(replace(bundle, ticked=ticked) for bundle in self._bundles)

    def _read_part(self, part: SegmentPart) -> None:
        previous = self._header_above
        self._header_above = part.header
        follows = part.follows or part.segment.continues is True
        alike = previous is not None and same_columns(previous, part.header)
        joined = follows and alike
        if not joined:
            self._above.clear()
            self._group, self._group_name = None, ""
        rows = [
            row
            for row in without_signatures(part.segment.rows)
            if not any(is_aside(row.cells) for is_aside in _ASIDES)
        ]
        rows = self._with_cells_above(rows, joined=alike)
        for index, (row, following) in enumerate(zip_longest(rows, rows[1:])):
            self.failed.append(row)
            with PartOfFile(row.source):
                self._read_row(row, part, following, first=joined and index == 0)
                self.failed.pop()

    def _with_cells_above(self, rows: list[BodyRow], *, joined: bool) -> list[BodyRow]:
        """Rows with the text above in place of a mark for it ("〃", "เดียวกัน"), and of the rest of
        a cell that a page end cut; `joined`: they go on with the columns of the page before."""
        above = self._cells_above if joined else ()
        for index, row in enumerate(rows):
            rest = self._merged if joined and index == 0 else frozenset[int]()
            cells = tuple(
                before
                if before and (_DITTO.fullmatch(cell.strip()) or (not cell and c in rest))
                else cell
                for c, (cell, before) in enumerate(
                    zip_longest(row.cells, above[: len(row.cells)], fillvalue="")
                )
            )
            rows[index] = row if cells == row.cells else replace(row, cells=cells)
            above = tuple(
                cell or before for cell, before in zip_longest(cells, above, fillvalue="")
            )
        self._cells_above = above
        return rows

    def _read_row(
        self, row: BodyRow, part: SegmentPart, following: BodyRow | None, *, first: bool
    ) -> None:
        header = part.header
        if first and not row.wide and self._is_tail(row, part, following):
            self._take_indicators(row, header, first=True)
            self._append(row, cut=True)
        elif self._is_group(row, header, following):
            self._take_group(row, header)
        elif self._is_wrapped(row, header):
            # Lines of a text or a page; rows of steps elsewhere.
            lines = (row.source.page_number, row.source.line_number) != (None, None)
            self._append(row, cut=lines or bool(title_of(row, header)))
        elif self._continues(row, header):
            self._append(row, cut=first)
        else:
            self._begin(row, part, first=first)

    def _take_group(self, row: BodyRow, header: Header) -> None:
        """Take a row for the name of what follows; a plain one with nothing below it is lost."""
        self.lost += [self._named] if self._named else []
        self._group = _stated_in(row, header)
        texts = [row.cells[index] for index in row.filled]
        is_named = self._group or any(_names_group(text) or unit_above(text) for text in texts)
        self._named = None if row.wide or is_named else row
        names = [row.raw[index].strip() for index in row.filled]
        self._group_name = "" if self._group else " ".join(dict.fromkeys(names))

    def _begin(self, row: BodyRow, part: SegmentPart, *, first: bool) -> None:
        self._named = None
        self._take_indicators(row, part.header, first=first)
        above = [self._above.get(c.index, "") for c in part.header.all(Field.INDICATOR)]
        self._bundles.append(
            Bundle(
                header=part.header,
                rows=(_with_merged_once(row, part.header),),
                cut=(False,),
                indicator=self._group or part.indicator,
                above=tuple(text for text in above if text),
                origin=part.origin,
                year=part.year,
                bare=self._bare,
                group=self._group_name,
            )
        )

    def _take_indicators(self, row: BodyRow, header: Header, *, first: bool) -> None:
        """Texts of the indicator columns; on a page's `first` row they may continue those above."""
        for column in header.all(Field.INDICATOR):
            text, above = row.text(column), self._above.get(column.index, "")
            if first and text and above and not stated_indicator(text):
                text = join_cut(above, text, paged=True)
                for index in range(len(self._bundles) - 1, -1, -1):
                    bundle = self._bundles[index]
                    if above not in bundle.above:
                        break
                    self._bundles[index] = replace(bundle, above=(*bundle.above, text))
            elif not text or (above and column.index in row.held and not stated_indicator(text)):
                continue
            self._above[column.index] = text

    def _append(self, row: BodyRow, *, cut: bool) -> None:
        if not self._bundles:
            self.lost.append(row)
            return
        last = self._bundles[-1]
        if [*map(squash, row.cells)] == [*map(squash, last.rows[-1].cells)]:
            return  # once more, as on both sides of a page end
        if CONTINUED_ROW.search(title_of(row, last.header)):
            own = {column.index for column in last.header.all(Field.NUMBER, Field.TITLE)}
            cells = tuple("" if i in own else cell for i, cell in enumerate(row.cells))
            row, cut = replace(row, cells=cells), True
        rows = (*last.rows, _with_merged_once(row, last.header))
        self._bundles[-1] = replace(last, rows=rows, cut=(*last.cut, cut))

    def _is_tail(self, row: BodyRow, part: SegmentPart, following: BodyRow | None) -> bool:
        """Whether the first row of a page continues the measure of the page before."""
        header, continues = part.header, part.segment.continues
        title = title_of(row, header)
        if not self._bundles:
            return False
        if not title:
            heads = _is_single(row, header) and any(_names_group(row.cells[i]) for i in row.filled)
            return not (heads or self._begins_untitled(row, header))
        if self._number(row, header) is not None:
            before = self._bundles[-1].rows[0]
            item, above = map(read_marker, (title, title_of(before, header)))
            # An item of the list in the title that the page end cut.
            is_rest = _is_single(row, header) and not _is_single(before, header)
            is_item = item is not None and item.style != (above and above.style)
            return is_item and (is_rest if continues is None else continues)
        if _stated_in(row, header) or _names_group(title):
            return continues is True
        if not self._numbered:
            return self._lacks_keys(row, header) if continues is None else continues
        last = self._number(self._bundles[-1].rows[0], header)
        if last is None:
            return continues is True
        below = self._number(following, header) if following else None
        # The next row counts one further: the number of this measure was not read.
        skipped = last.isdecimal() and below == str(int(last) + 2)
        keys = header.all(*_TIME_AND_UNIT)
        return not (skipped and keys and all(map(row.text, keys)))

    def _lacks_keys(self, row: BodyRow, header: Header) -> bool:
        """Whether a row has neither time nor unit, which the first row of the measure above has."""
        keys = header.all(*_TIME_AND_UNIT)
        before = self._bundles[-1].rows[0]
        return bool(keys) and not any(map(row.text, keys)) and all(map(before.text, keys))

    def _is_group(self, row: BodyRow, header: Header, following: BodyRow | None) -> bool:
        """Whether a row only names what follows: merged, or a name alone and without number."""
        if row.wide:
            return True
        if not _is_single(row, header) or self._is_step(row, header):
            return False
        title = title_of(row, header)
        if not title or _names_group(title):
            return True
        has_steps_below = following is not None and not title_of(following, header)
        if has_steps_below or self._mostly_single:
            return False
        return self._number(row, header) is None

    def _is_step(self, row: BodyRow, header: Header) -> bool:
        """Whether a row is a bullet alone, below a measure that has more than a title."""
        marker = read_marker(title_of(row, header))
        is_bullet = marker is not None and not marker.number and _is_single(row, header)
        above = self._bundles[-1] if self._bundles and is_bullet else None
        return above is not None and not _is_single(above.rows[0], above.header)

    def _begins_untitled(self, row: BodyRow, header: Header) -> bool:
        """Whether a row without title has a number that begins a row of its own, no 1.1 below 1."""
        number = _printed_number(row, header)
        above = _printed_number(self._bundles[-1].rows[0], header) if self._bundles else ""
        is_new = number != above and not number.startswith(f"{above}.")
        return is_new and _is_untitled(row, header)

    def _is_wrapped(self, row: BodyRow, header: Header) -> bool:
        """Whether a row without number, time and unit is the second line of the one above."""
        above = self._bundles[-1] if self._bundles and self._numbered else None
        return (
            above is not None
            and self._number(row, header) is None
            and self._number(above.rows[0], header) is not None
            and same_columns(above.header, header)
            and self._lacks_keys(row, header)
        )

    def _continues(self, row: BodyRow, header: Header) -> bool:
        """Whether a row has no title of its own: empty, merged, or that of the measure above."""
        title = title_of(row, header)
        if not title:
            return not self._begins_untitled(row, header)
        if not self._bundles:
            return False
        merged = (Field.TITLE,) if header.has(Field.STEPS) else (Field.TITLE, Field.NUMBER)
        if any(c.index in row.held for c in header.all(*merged)) or self._is_step(row, header):
            return True
        above = self._bundles[-1]
        whole, rest = title_of(above.rows[0], above.header), squash(CONTINUED_ROW.sub("", title))
        if CONTINUED_ROW.search(title):
            return not rest or rest in {squash(whole), squash(unmarked(whole))}
        # Of a table that counts all its rows the next one is a measure of the same name.
        if title != whole or self._counts_on or not same_columns(above.header, header):
            return False
        last = above.rows[-1]
        owner = header.all(Field.ORGANISATION, Field.FISCAL_YEAR)
        if row.source.sheet != last.source.sheet or any(row.text(c) != last.text(c) for c in owner):
            return False
        # The same steps by another unit, or at another time, are a measure of its own.
        steps = {row.text(c) == last.text(c) for c in header.all(Field.STEPS) if row.text(c)}
        keys = ({it.text(c) for it in (row, last)} for c in header.all(*_TIME_AND_UNIT))
        is_own = steps == {True} and any(len(texts - {""}) > 1 for texts in keys)
        is_long = len(squash(title)) > _LEAST_REPEATED_TITLE
        return self._number(row, header) is not None or (is_long and not is_own)


def _merged_throughout(rows: Sequence[tuple[SegmentPart, BodyRow]]) -> frozenset[int]:
    """Columns of a time or unit, merged over rows, that are empty only right below a page end."""
    cells = [
        (column.index, row.text(column), column.index in row.held, row is part.segment.rows[0])
        for part, row in rows
        for column in part.header.all(*_TIME_AND_UNIT)
        if not row.source.sheet  # which has no page ends
    ]
    merged = {index for index, text, is_held, _ in cells if is_held and text}
    return frozenset(merged.difference(i for i, text, *below in cells if not (text or any(below))))


def _with_merged_once(row: BodyRow, header: Header) -> BodyRow:
    """A row in which a cell merged over columns of several fields is of the first field only.

    A number has no text of its own: what is merged over it and the title is the title.
    """
    cells, field = [*row.cells], None
    for column in header.columns[: len(cells)]:
        if column.index not in row.widened or field in {None, Field.NUMBER}:
            field = column.field
        elif column.field is not field:
            cells[column.index] = ""
    return replace(row, cells=tuple(cells))


def measure_of(bundle: Bundle) -> ExtractedMeasure:
    """The measure that a bundle of rows holds; its title may come out empty."""
    header = bundle.header
    column = header.first(Field.TITLE)
    heading, text = _split_heading(_column_text(bundle, column) if column else "")
    printed = _printed_number(bundle.rows[0], header) or None
    marker = read_marker(column.header) if column else None
    if not printed and marker and marker.style == "มาตรการ":  # a header "มาตรการที่ ๒"
        printed = marker.number or None
    number, title = _split_number(text, printed, bare=bundle.bare)
    fields = {field: _field(bundle, header.all(field)) for field in MEASURE_FIELDS}
    if not header.has(Field.RESPONSIBLE):
        fields[Field.RESPONSIBLE] = unit_above(bundle.group)
    for other in (Field.RESPONSIBLE, Field.RESULTS):  # "ระยะเวลา / ผู้รับผิดชอบ"
        both = header.all(Field.TIMEFRAME, other)
        if len(both) == 1:
            fields |= _time_and(other, both[0].header, _column_text(bundle, both[0]))
    if not header.has(Field.STEPS):
        title, fields[Field.STEPS] = split_steps(title)
    return ExtractedMeasure(
        source=bundle.rows[0].source,
        origin=bundle.origin,
        title=title,
        number=number,
        indicator=_indicator(bundle, heading, text),
        fields=tuple((field, text) for field, text in fields.items() if text),
        raw_cells=tuple(_raw_cells(bundle)),
        owner=_owner(bundle),
    )


def _split_heading(title: str) -> tuple[str | None, str]:
    """(the heading that states an indicator above the measure in its own cell, the rest)."""
    if not _MARKED.match(title):
        return None, title
    lines = title.split("\n")
    for index, line in enumerate(lines[1:4], start=1):
        marker = read_marker(line)
        if marker is not None and marker.number:
            return "\n".join(lines[:index]), "\n".join(lines[index:])
    return None, title


def split_steps(title: str) -> tuple[str, str]:
    """(title, steps) of a cell that holds both: a title, then bullets or a list from 1 on."""
    lines = title.split("\n")
    begin = next((index for index, line in enumerate(lines) if read_marker(line)), 0)
    marker = read_marker(lines[begin])
    if not begin or not marker or not (marker.number in {"", "1"} or "." in marker.number):
        return title, ""
    return "\n".join(lines[:begin]), "\n".join(lines[begin:])


def _split_number(title: str, printed: str | None, *, bare: bool) -> tuple[str | None, str]:
    """(number, title without it); `printed` is the number column's, which wins."""
    marker = read_marker(title)
    if marker is None or not title[marker.end :].strip():
        return printed, title
    if not marker.number:
        return printed, title[marker.end :].strip() if printed else title.strip()
    # A list of several items is the title; its first number is not the measure's.
    markers = map(read_marker, title.split("\n")[1:])
    lists = printed != marker.number and any(it and it.style == marker.style for it in markers)
    if lists or (marker.style == "1" and (not bare or (printed and printed != marker.number))):
        return printed, title
    return printed or marker.number, title[marker.end :].strip()


def _column_text(bundle: Bundle, column: Column) -> str:
    whole = ""
    for row, cut in zip(bundle.rows, bundle.cut, strict=True):
        if column.index not in row.held or not whole:
            text, paged = row.text(column), row.source.page_number is not None
            whole = join_cut(whole, text, paged=paged) if cut else join_rows(whole, text)
    return whole


def _texts(bundle: Bundle, columns: Sequence[Column]) -> list[tuple[Column, str]]:
    """Columns with what they say; behind an amount the unit of its header but the baht."""
    texts: list[tuple[Column, str]] = []
    for column in columns:
        text = _column_text(bundle, column)
        unit = _UNIT_OF_AMOUNTS.search(compact(column.header))
        if unit and column.field is Field.BUDGET and _BARE_AMOUNT.fullmatch(text.strip()):
            text = f"{text.strip()} {unit[1]}"
        is_empty = not text or is_blank(text) or is_empty_box(text)
        texts += [] if is_empty else [(column, text)]
    return texts


def _field(bundle: Bundle, columns: Sequence[Column]) -> str:
    """Several columns below each other, with labels; ticked times as "ต.ค. – ธ.ค., มี.ค."."""
    texts = _texts(bundle, columns)
    for refusals in (_ROUND_SIGNS, _CROSSES):
        if any(is_mark(text) and text not in refusals for _, text in texts):
            texts = [(column, text) for column, text in texts if text not in refusals]
    if len(texts) == 2 and _BEGINS.search(texts[0][0].header) and _ENDS.search(texts[1][0].header):
        if any(bundle.cut):
            return " – ".join(text for _, text in texts)
        rows = ([text for it, _ in texts if (text := row.text(it))] for row in bundle.rows)
        return reduce(join_rows, map(" – ".join, rows))  # of each row of steps its own
    if len(columns) < 2:
        is_yes = [c.label and is_mark(text) and text not in _CROSSES for c, text in texts]
        return "\n".join(c.label if yes else t for (c, t), yes in zip(texts, is_yes, strict=True))
    heads = {column.header for column in columns}
    lines: list[str] = []
    runs: list[list[str]] = []
    last: int | None = None
    for column, text in texts:
        name = " ".join((column.label or column.header or text).split())
        marks = read_marks(compact(name)) if is_mark(text) else ()
        # Of two columns, done and not done, either may be crossed.
        is_no = text.strip() in _CROSSES and bundle.ticked.intersection(heads) == {column.header}
        if is_no and marks:
            continue
        month = marks[0].first if len(marks) == 1 and marks[0].unit is Unit.MONTH else None
        if not is_mark(text):
            # "ไม่ใช้งบประมาณ" is of no column of amounts, and is said once.
            has_amount = column.field is not Field.BUDGET or re.search(r"\d", text)
            label = " ".join(column.label.split()) if has_amount else ""
            lines += [f"{label}: {text}".lstrip(": ")] if has_amount or text not in lines else []
        elif not marks:
            lines.append(f"{name}: {text}" if is_no else name)
        elif last is not None and month == (last + 1) % 12:
            runs[-1].append(name)
        else:
            runs.append([name])
        last = last if month is None else month
    # A cell may begin with the words of the head that is ticked.
    lines = [line for line in lines if not any(it.startswith(f"{line} ") for it in lines)]
    times = ", ".join(" – ".join(dict.fromkeys((run[0], run[-1]))) for run in runs)
    return "\n".join([times, *lines] if times else lines)


def _printed_number(row: BodyRow, header: Header) -> str:
    """The number in the number column of a row, such as "3", "1.2" or "O31"; "" for none."""
    text = bare_number(row.text(header.first(Field.NUMBER)))
    text = re.sub(r"^(?:มาตรการ|แนวทาง|ข้อ|ลำดับ)(?:ที่)?\s*", "", text)
    # O31, E4: items of the disclosure check and questions of the surveys.
    return re.sub(r"\s+", "", text) if re.fullmatch(r"[OIE]?[\d.\s]{1,12}", text) else ""


def _is_untitled(row: BodyRow, header: Header) -> bool:
    """Whether a row has a number and texts, each in its own cell, but an empty title cell."""
    number, title = header.first(Field.NUMBER), header.first(Field.TITLE)
    if number is None or title is None or row.text(title) or row.held & {number.index, title.index}:
        return False
    texts = filter(None, map(row.text, header.all(*MEASURE_FIELDS)))
    return bool(_printed_number(row, header)) and not all(map(is_blank, texts))


def _indicator(bundle: Bundle, heading: str | None, title: str) -> int | None:
    columns = [(c, bundle.rows[0].text(c)) for c in bundle.header.all(Field.INDICATOR)]
    counted = [
        text
        for c, text in columns
        if looks_like_counter(text) and header_key(c.header) in _NUMBERED
    ]
    own = [*(text for _, text in columns), *(f"ตัวชี้วัดที่ {text}" for text in counted)]
    texts = [heading or "", *own, *bundle.above, *([title] if _MARKED.match(title) else [])]
    whole = [text.replace("\n", "") for text in texts if "\n" in text]
    stated = (stated_indicator(text) for text in (*texts, *whole) if text)
    above = next((number for number in stated if number), bundle.indicator)
    return above or indicator_in_title(title)


def _raw_cells(bundle: Bundle) -> Iterator[tuple[str, str]]:
    """Cells as read under their column's name, no two alike: corrections refer to it.

    Also what the measures of a group have in common: its row, and the cell merged beside them.
    """
    names: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for column in bundle.header.columns:
        name = " ".join(column.header.split()) or f"คอลัมน์ที่ {column.index + 1}"
        seen[squash(name)] += 1
        count = seen[squash(name)]
        names[column.index] = name if count == 1 else f"{name} ({count})"
    if bundle.group:
        yield GROUP_ROW, bundle.group
    shared = {column.index for column in bundle.header.all(Field.INDICATOR, Field.GROUP)}
    for row in bundle.rows:
        held = row.held - shared if row is bundle.rows[0] else row.held
        for index, text in enumerate(row.raw):
            if text.strip() and index not in held:
                yield names.get(index) or f"คอลัมน์ที่ {index + 1}", text


def _owner(bundle: Bundle) -> Owner:
    organisation, year = (
        bundle.rows[0].text(bundle.header.first(field))
        for field in (Field.ORGANISATION, Field.FISCAL_YEAR)
    )
    years = be_years(year) if len(squash(year)) <= LONGEST_YEAR else ()
    return Owner(
        organisation=" ".join(organisation.split()),
        fiscal_year_be=years[0] if years else None,
    )


_JOINED = re.compile(r"\s*(?:/|\n|,|และ|&)\s*")
_BETWEEN = re.compile(r"\s*(?:(?P<bracket>\()|\n|/)\s*")


def _time_and(other: Field, header: str, text: str) -> dict[Field, str]:
    """A cell below a header of a time and the other field as both, in either order; else {}.

    Results that no sign parts from their time are in both.
    """
    parts = (header_matches(part)[:1] for part in _JOINED.split(header) if part.strip())
    sure = {best.field for part in parts for best in part if best.score >= LEAST_SURE_SCORE}
    is_name = any(match.likeness == 1 for match in header_matches(header))  # of one field
    if is_name or not {Field.TIMEFRAME, other} <= sure:
        return {}
    for cut in _BETWEEN.finditer(text):
        first, second = text[: cut.start()].strip(), text[cut.end() :].strip()
        second = second.removesuffix(")") if cut["bracket"] else second
        for time, rest in ((first, second), (second, first)):
            if looks_like_time(time) and not looks_like_time(rest):
                return {Field.TIMEFRAME: time, other: rest}
    time = leading_time(text)
    if other is not Field.RESULTS or time == text:
        return {}
    time = time or (text if any(month_years(text)) or be_years(text) else "")
    return {Field.TIMEFRAME: time, other: text.removeprefix(time).strip() or text}
