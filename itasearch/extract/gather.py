"""All measures of a stream: from tables that hold measures, else from numbered lists.

Decides per table whether it counts, which indicator the heading above it states, and
whether it continues the table before. Rows of a later table that repeat the titles of an
earlier one and fill other fields are the same measures; a row that is nothing but a numbered
list is as many measures as the list has items.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice, pairwise, takewhile

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from itasearch.domain.headers import Field, header_key, header_matches
from itasearch.domain.indicators import stated_indicator
from itasearch.domain.loader import Patterns, word_pattern, words
from itasearch.domain.organisations import organisation_type
from itasearch.extract.cells import (
    LOOKS,
    is_mark,
    is_state,
    label_and_text,
    looks_like_link,
    looks_like_unit,
)
from itasearch.extract.cover.names import local_name
from itasearch.extract.extracted import (
    BODY_FIELDS,
    MEASURE_FIELDS,
    TITLE_LINES,
    BodyRow,
    Bundle,
    Column,
    ExtractedMeasure,
    Header,
    MeasureOrigin,
    SegmentPart,
    Stream,
    TableSegment,
    TextBlockLine,
    title_of,
)
from itasearch.extract.headers.content import (
    cells_of,
    counts_of_deeds,
    field_of_texts,
    settled_header,
)
from itasearch.extract.lists.ends import with_fields_behind
from itasearch.extract.lists.forms import with_form_labels
from itasearch.extract.lists.label_lines import above_labels
from itasearch.extract.lists.labels import PLAIN_FIELDS, FieldLabel, LabelReader
from itasearch.extract.lists.lists import (
    ListsBesideTables,
    left_over,
    read_again,
    read_beside_tables,
    read_lists,
    read_skipped,
    with_fields_below,
)
from itasearch.extract.lists.outline import begins_outer_chapter, heading_indicator, is_end
from itasearch.extract.mending import join_rows
from itasearch.extract.numbering import bare_number, leading_number, read_marker, unmarked
from itasearch.extract.rows import RowReader, measure_of
from itasearch.extract.tables.headers_and_footers import is_signature_block
from itasearch.extract.tables.labelled_cells import with_labelled_cells
from itasearch.extract.tables.segments import (
    TableKind,
    announces_measures,
    discloses,
    has_spaced_columns,
    headed_by,
    is_about_integrity,
    is_manual,
    names_measures,
    names_topics,
    table_kind,
    under_label,
    with_labelled_rows,
    with_title_rows,
    with_units_above,
)
from itasearch.lost_parts import PartOfFile
from itasearch.model.records import OrganisationType
from itasearch.model.source import SourceRef
from itasearch.text.dates.fiscal_year import year_mentions
from itasearch.text.thai.lexicon import cheapest_cut, is_thai_word
from itasearch.text.thai.normalize import arabic_digits, squash, without_spaces
from itasearch.wording.document_words import is_blank

# Completeness: the letters of tables that hold measures or look like it, against those that the
# measures hold. Headers, group rows, sums, signatures and columns that are no field are no loss;
# rows without a measure, tables passed over and pages whose table was not recognised are.
_LONGEST_INDICATOR = 60  # code points of a cell that names an indicator or group, no text
_LEAST_PAGE_LETTERS = 150  # of a page between pages of one table that are unread rows, no heading
_LEAST_MARKED_SHARE = 0.8  # of titles that begin with a list marker, where titles are steps
_LONGEST_YEAR = 25  # code points of a squashed line that is no more: "๑. ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
_TEXTS = frozenset(MEASURE_FIELDS)
_patterns = Patterns("reading_patterns")
_TINY = 1e-6  # what adding fractions may take off a share in thousandths: 1 must not become 0.999


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """0–1, the share of letters that reached a measure, and the places and counts of the others."""

    share: float = 1.0
    lost: tuple[tuple[SourceRef, int], ...] = ()

    @property
    def rounded(self) -> float:
        """The share to a thousandth, rounded down: 1 means that nothing was lost."""
        return math.floor(1000 * self.share + _TINY) / 1000


def completeness(
    read: Iterable[tuple[Bundle, ExtractedMeasure | None]],
    listed: Iterable[ExtractedMeasure] = (),
    *,
    lost: Iterable[BodyRow],
    passed_over: Iterable[SegmentPart],
    unread: Iterable[TextBlockLine] = (),
) -> Completeness:
    """How much was read; 1 where there is nothing to read.

    `read`: the rows of each measure, and the measure, None where they gave none; `listed`: measures
    of lists, all of them read; `passed_over`: tables like those of measures that were not taken
    for them; `unread`: lines where a table goes through whose rows were not seen.
    """
    missed: list[tuple[SourceRef, int]] = []
    whole = sum(len(without_spaces(text)) for measure in listed for _, text in measure.raw_cells)
    for bundle, measure in read:
        texts = [text for _, text in measure.fields] if measure else []
        own = [measure.number or "", measure.title, *texts] if measure else []
        held = _without_separators("\n".join(own))
        columns = {column.index: column for column in bundle.header.columns}
        for row in bundle.rows:
            whole += _letters(row)
            lost_letters = sum(_lost(row.cells[i], columns.get(i), held) for i in row.filled)
            # A row of an indicator with "-" for all else says that it has no measure.
            lost_letters = _letters(row) if lost_letters and measure is None else lost_letters
            missed += [(row.source, lost_letters)] if lost_letters else []
    rows = [*lost, *(row for part in passed_over for row in part.segment.rows)]
    others = [(row.source, _letters(row)) for row in rows]
    others += [(line.source, len(without_spaces(line.text))) for line in unread]
    whole += sum(letters for _, letters in others)
    missed += others
    share = 1 - sum(letters for _, letters in missed) / whole if whole else 1.0
    return Completeness(share=share, lost=tuple(missed))


def unread_pages(stream: Stream, parts: Sequence[SegmentPart]) -> Iterator[TextBlockLine]:
    """Lines of pages between two halves of one table on which no table was seen."""
    pages = [page for part in parts if (page := part.segment.source.page_number) is not None]
    tables = {item.source.page_number for item in stream if isinstance(item, TableSegment)}
    lines: defaultdict[int, list[TextBlockLine]] = defaultdict(list)
    for item in stream:
        page = item.source.page_number
        if isinstance(item, TextBlockLine) and page is not None and page not in tables:
            lines[page].append(item)
    for page, own in lines.items():
        between = pages and min(pages) < page < max(pages)
        if between and sum(len(without_spaces(line.text)) for line in own) >= _LEAST_PAGE_LETTERS:
            yield from own


def is_alike(part: SegmentPart, chosen: Sequence[SegmentPart]) -> bool:
    """Whether a table not taken for measures looks like them, or like the rest of their table."""
    if len(part.header.fields & BODY_FIELDS) >= 2:
        return True
    if part.header.has(Field.SCORE, Field.TOTAL, Field.GRADE):
        return False
    best = {m.field for c in part.header.columns for m in header_matches(c.name or c.header)[:1]}
    if best & _OF_REPORTS:
        return True
    page, width = part.segment.source.page_number, len(part.header.columns)
    return page is not None and any(
        other.segment.source.page_number in {page - 1, page + 1}
        and len(other.header.columns) == width
        for other in chosen
    )


def titles_are_parts(measures: Sequence[ExtractedMeasure]) -> bool:
    """Whether titles are steps: all begin with list markers, or a few with nothing else.

    Those few have no field among measures with fields, and count apart from them.
    """
    marked = [measure for measure in measures if read_marker(measure.title) is not None]
    if len(measures) > 1 and len(marked) >= _LEAST_MARKED_SHARE * len(measures):
        return True
    whole = [measure for measure in measures if len(measure.fields) > 1]
    if 2 * len(whole) <= len(measures):
        return False
    unnumbered = 2 * sum(measure.number is None for measure in whole) > len(whole)
    return any(
        not below.fields
        and below.origin is MeasureOrigin.TABLE
        and (read_marker(below.title) is not None or (below.number is not None and unnumbered))
        for below in measures[1:]
    )


def missing_numbers(measures: Iterable[ExtractedMeasure]) -> tuple[str, ...]:
    """Numbers that a list of measures skips: 2 of 1, 3, and 1.2 of 1.1, 1.3.

    A measure without number may be the one that a gap lacks, and of two lists that do not both
    begin with one each may have what the other lacks: columns read one after the other.
    """
    runs: list[list[tuple[int, ...]]] = [[]]
    for measure in measures:
        counted = re.fullmatch(r"\d+(?:\.\d+)*", measure.number or "")
        parts = tuple(map(int, counted[0].split("."))) if counted else ()
        last = runs[-1][-1] if runs[-1] else ()
        if parts[:-1] != last[:-1] or parts <= last:
            runs.append([])
        runs[-1] += [parts] if parts else []
    missing: list[tuple[int, ...]] = []
    for run in filter(None, runs):
        begins = run[0][-1] == 1
        others = {parts for other in runs for parts in other if not begins or other[0][-1] != 1}
        for above, below in pairwise(run):
            gap = ((*above[:-1], number) for number in range(above[-1] + 1, below[-1]))
            missing += [parts for parts in gap if parts not in others]
    return tuple(".".join(map(str, parts)) for parts in missing)


def _lost(text: str, column: Column | None, held: str) -> int:
    if column is None or column.field is None:
        return 0
    if column.field in {Field.INDICATOR, Field.GROUP}:
        is_name = len(text) <= _LONGEST_INDICATOR or stated_indicator(text) is not None
        return 0 if is_name else len(without_spaces(text))
    if column.field is not Field.TITLE and column.field not in _TEXTS:
        return 0
    if _without_separators(text) in held or is_blank(text) or is_mark(text):
        return 0
    # The label of a field in the cell is no text: "ผู้รับผิดชอบ: กองคลัง"; brackets part a time
    # and a unit.
    lines = ((line, label_and_text(line)) for line in text.split("\n"))
    texts = ((line, labelled[1] if labelled else unmarked(line)) for line, labelled in lines)
    return sum(
        len(without_spaces(line))
        for line, own in texts
        if any(_without_separators(part) not in held for part in re.split("[()/]", own))
        and stated_indicator(line) is None
    )


def _without_separators(text: str) -> str:
    """A text without blanks and the signs between thousands, which a figure may get."""
    return without_spaces(re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text))


def _letters(row: BodyRow) -> int:
    return sum(len(without_spaces(row.cells[index])) for index in row.filled)


# Rows of a later table that are measures of an earlier one; one alike may be chance.
_LEAST_REPEATED = 2
_FIRST_TITLES = 3  # title lines that say what a document is
_REGISTER = word_pattern(r"^\W*(?:<reading_words.registers>)")
_HEADING = word_pattern(r"^\W*(?:<reading_words.groups>|ระยะ|ช่วง)")
_LEAST_TITLED = 3  # tables with the same columns below lines that may be their titles
_LEAST_SURE_ROWS = 3  # rows of sure measures from which on tables only like measures do not count
_LEAST_LETTERS = 3  # Thai letters of a cell that is text; with fewer it is a mark or a code
_OF_ROUNDS = frozenset({Field.RESULTS, Field.OUTCOMES, Field.PROBLEMS})
"""Fields that a table of each round has of the same measures."""
_OF_REPORTS = frozenset({Field.RESULTS, Field.PROBLEMS, Field.RECOMMENDATIONS})
"""Fields that are of measures also in a table that names none."""
_OF_REPORTED = frozenset({Field.RESPONSIBLE, Field.RESULTS})
_HOW_OR_WHEN = Field.STEPS, Field.TIMEFRAME
"""One of these and all above show a table of measures, whatever its titles are called."""
_OF_FOLLOWED = frozenset({Field.RESPONSIBLE, Field.OUTCOMES, Field.FOLLOW_UP})
"""So do all these."""
_NO_FIELDS = frozenset({Field.OTHER, Field.SCORE, Field.TOTAL, Field.GRADE})
_COUNT = word_pattern(
    r"(?:(?:<reading_words.counted_items>)(?:ที่)?)?[\d\W]+(?:<reading_words.counted_items>)?\W*$"
)
_RESULT_TITLE = re.compile(
    "รายงานผล|ผลการดำเนิน|รายงานการดำเนินการ|รายงานการดำเนินงาน|สรุปผล(?!การ(?:วิเคราะห์|ประเมิน))"
)
_REPORTS = re.compile(
    r"\W*(?:เรื่อง\W*)?(?:แบบ)?(?:รายงาน|สรุป)?\s*ผล(?:การ(?!วิเคราะห์|ประเมิน)|งาน|กิจกรรม|โครงการ|มาตรการ)|\W*รายงานการดำเนิน"
)
_LABEL = re.compile(
    r"^(?P<label>มาตรการ(?:\s*[:：]|\s)\s*(?=\S))(?:(?P<number>\d{1,3})(?:[.):]\s*|\s+)(?=\D))?"
)
_CODE = re.compile("รหัส")
"""Begins the header of a measure's code, by which a later table may name it: "ม01"."""
_OF_MEASURES = re.compile("มาตรการ|แนวทาง|กิจกรรม|โครงการ|รหัส")
"""In the header of numbers that are of measures, and count no problems of their own."""
_FOLLOWS_UP = re.compile("ติดตาม|รายงาน|กำกับ|ประเมิน|ทุก|ไม่น้อยกว่า")
_UNDONE = re.compile("ไม่|ยัง|ระหว่าง|กำลัง|บางส่วน|รอ")
_SECTION = re.compile(r"^\W*(?:ส่วนที่|บทที่|ตอนที่|ภาคผนวก)")

_LEAST_TITLE_LIKENESS = 90  # of two titles of one number, rapidfuzz ratio, 0 to 100; by hand
_CUT = re.compile(r"(?:(?<!ล)ฯ|…|\.{3,})\s*$")  # what ends a title that goes on elsewhere


def merged_tables(
    measures: Sequence[ExtractedMeasure], forms: Collection[str | None] = ()
) -> list[ExtractedMeasure]:
    """Measures; those of later tables, forms or lists are added to the same ones of an earlier one.

    They may name another indicator or none where number and title are the same, or the title alone
    is where they have no number, and nothing but what a tick says is in both. A form that is alone
    in one of the sheets `forms` may be that of a measure that is in a list.
    """
    of_sheets = Counter(measure.source.sheet for measure in measures)
    listed = {squash(m.title): m for m in measures if of_sheets[m.source.sheet] > 1}
    first: dict[object, ExtractedMeasure] = {}
    counted: dict[object, ExtractedMeasure] = {}
    same: list[tuple[ExtractedMeasure, ExtractedMeasure]] = []
    into: dict[int, ExtractedMeasure] = {}
    numbers: defaultdict[object, set[str]] = defaultdict(set)
    named = [*zip(measures, _called(measures), strict=True)]
    titles = {(n, m.owner, m.number): m for m, n in reversed(named) if not _CUT.search(m.title)}
    for measure, name in named:
        numbers[name, measure.owner] |= {*filter(None, [measure.number])}
    for measure, name in named:
        called = (name, measure.owner)
        key = (*called, measure.number, measure.indicator)
        alone = counted.get(called, measure) if len(numbers[called]) == 1 else measure
        above = first.setdefault(key, measure if measure.number else alone)
        if measure.number:
            counted.setdefault(called, measure)
            numbered = counted.setdefault((*called, measure.number), measure)
            above = numbered if above is measure else above
        sheet = measure.source.sheet
        is_form = key[0] in listed and sheet in forms and of_sheets[sheet] == 1
        above = listed[key[0]] if is_form else above
        above = into.get(id(above), above)
        own = dict(measure.fields)
        fields = {field: text for field, text in above.fields if not _is_done(text)}
        shared = own.keys() & fields.keys()
        news = {field for field in shared if not _is_done(own[field])}
        adds = own.keys() > shared and all(squash(own[f]) == squash(fields[f]) for f in shared)
        adds &= len({above.indicator, measure.indicator} - {None}) < 2
        # Tables beside each other are one in the file.
        is_beside = above is not measure and adds and not shared
        is_other = _table(measure) != _table(above) and (adds or not news or is_form)
        if is_other or is_beside:
            same.append((measure, above))
            into[id(measure)] = above
    # Either table may be cut by a page end; a list has no table's number.
    counts = Counter(_table(measure)[:2] for pair in same for measure in pair)
    same = [pair for pair in same if max(counts[_table(m)[:2]] for m in pair) >= _LEAST_REPEATED]
    whole: dict[int, ExtractedMeasure] = {}
    for measure, name in named:
        uncut = titles.get((name, measure.owner, measure.number), measure)
        is_cut = uncut.indicator in (None, measure.indicator) or measure.indicator is None
        is_cut &= bool(_CUT.search(measure.title))
        whole[id(measure)] = replace(measure, title=uncut.title) if is_cut else measure
    for measure, above in same:
        whole[id(above)] = _completed(whole[id(above)], whole.pop(id(measure)))
    return list(whole.values())


def _completed(measure: ExtractedMeasure, later: ExtractedMeasure) -> ExtractedMeasure:
    """A measure with the fields of a later table; what came of it in both, below each other."""
    fields, own = dict(measure.fields), dict(later.fields)
    for field in _OF_ROUNDS & fields.keys() & own.keys():
        own[field] = join_rows(fields[field], "" if _is_done(own[field]) else own[field])
    return replace(
        measure,
        title=(later if _CUT.search(measure.title) else measure).title,
        indicator=measure.indicator or later.indicator,
        fields=tuple((fields | own).items()),
        raw_cells=(*measure.raw_cells, *later.raw_cells),
    )


def _called(measures: Iterable[ExtractedMeasure]) -> Iterator[str]:
    """The squashed titles; of a measure with fields that of one before with its number,
    where the titles are the same but for an OCR's slips, or its own is that one shortened."""
    before: defaultdict[object, dict[tuple[object, frozenset[Field]], list[str]]]
    before = defaultdict(dict)
    for measure in measures:
        title, table, own = squash(measure.title), _table(measure), frozenset(dict(measure.fields))
        named = before[measure.number, measure.owner] if measure.number else {}
        # Of one table only those beside each other, which have other fields.
        kinds = [k for k in named if own and (k[0] != table or k[1].isdisjoint(own))]
        others = {name for kind in kinds for name in named[kind]}
        same = {other for other in others if _is_same_title(title, other)}
        name = same.pop() if len(same) == 1 and title not in others else title
        named.setdefault((table, own), []).append(name)
        yield name


def _is_same_title(title: str, above: str) -> bool:
    """Whether a squashed title is the one above but for an OCR's slips: words by a letter, none of
    them for another word of the dictionary; or it, or the one cut off, is the other shortened: with
    words and figures of that only, all that deny among them, but for abbreviations,
    "กลุ่มไลน์ผู้ปกครอง(ท.2)"."""
    texts = (above, title) if _CUT.search(above) and not _CUT.search(title) else (title, above)
    short, whole = (_CUT.sub("", text) for text in texts)
    cuts = cheapest_cut(short), cheapest_cut(whole)
    figures = [re.findall(r"\d+", text) for text in texts]
    parts = {word for word in cuts[0] if len(word) > 1 and word != "การ"}
    halves = ((word[:at], word[at:]) for word in cuts[1] for at in range(2, len(word) - 1))
    inside = {*cuts[1]}.union(*(pair for pair in halves if all(map(is_thai_word, pair))))
    denies = any(word.startswith(words("query_words", "negating")) for word in inside - parts)
    if parts and not denies and parts.union(figures[0]) <= inside.union(figures[1]):
        return True
    if figures[0] != figures[1] or fuzz.ratio(short, whole) < _LEAST_TITLE_LIKENESS:
        return False
    stretches = SequenceMatcher(None, *cuts, autojunk=False).get_opcodes()
    changed = [
        ("".join(cuts[0][start:end]), "".join(cuts[1][begin:stop]))
        for tag, start, end, begin, stop in stretches
        if tag != "equal"
    ]
    return all(
        Levenshtein.distance(*pair) == 1 < min(map(len, pair)) and not all(map(is_thai_word, pair))
        for pair in changed
    )


def _merged_lists(
    measures: Sequence[ExtractedMeasure], lines: Sequence[TextBlockLine]
) -> Sequence[ExtractedMeasure]:
    """Measures of lists; those of a list of results that repeats numbers and titles of its plan
    under no other indicator or unit, below a heading of results, are added to the plan's."""
    begun = [i for i, m in enumerate(measures) if m.number and m.number == measures[0].number]
    runs = [measures[start:end] for start, end in pairwise([*begun, len(measures)])]
    at = {line.source: index for index, line in enumerate(lines)}
    names = dict(zip(map(id, measures), _called(measures), strict=True))
    for above, run in pairwise(runs):
        planned = {(m.number, names[id(m)]): m.indicator for m in runs[0]}
        own = {(m.number, names[id(m)]): m.indicator for m in run}
        is_again = own.keys() <= planned.keys() and len(own) == len(run)
        alike = is_again and all(len({planned[key], own[key]} - {None}) < 2 for key in own)
        between = lines[at.get(above[-1].source, 0) : at.get(run[0].source, 0)]
        heads = [line for line in between if line.rank or begins_outer_chapter(line)]
        units = any(looks_like_unit(unmarked(line.text)) for line in heads)
        if not alike or units or not any(reports_results([line.text]) for line in heads):
            return measures
    return merged_tables(measures) if len(runs) > 1 else measures


def _with_skipped(
    measures: Sequence[ExtractedMeasure], listed: Iterable[ExtractedMeasure]
) -> list[ExtractedMeasure]:
    """Measures of tables and, behind the number before, those between them that they skip."""
    whole = list(measures)
    for measure in listed:
        *chapter, last = str(measure.number).split(".")
        before = ".".join([*chapter, str(int(last) - 1)])
        at = next((i for i, m in enumerate(whole, start=1) if m.number == before), len(whole))
        whole.insert(at, measure)
    return whole


def _is_done(text: str) -> bool:
    """Whether a text says nothing but that a measure was carried out, as a tick does."""
    return is_state(text) and not _UNDONE.search(text)


def _with_numbered_rows(
    measures: Sequence[ExtractedMeasure], part: SegmentPart
) -> list[ExtractedMeasure] | None:
    """Measures with a table's rows that give their numbers, or codes, and fields they lack, or what
    came of them in a later round; else None."""
    number = part.header.first(Field.NUMBER)
    code = next((c for c in part.header.all(Field.OTHER) if _CODE.match(c.header)), None)
    if not part.header.has(*MEASURE_FIELDS):
        return None
    completed = list(measures)
    numbers = [bare_number(measure.number or "") for measure in measures]
    if number is None and code is not None:
        number = code
        codes = ([text for name, text in m.raw_cells if name == code.header] for m in measures)
        numbers = [bare_number(own[0]) if own else "" for own in codes]
    texts = [row.text(number) for row in part.segment.rows]
    keys = [leading_number(text) or bare_number(text) for text in texts]
    if not all(keys) or len(keys) < _LEAST_REPEATED or len({*keys}) < len(keys):
        return None
    is_own_count = keys == [str(n) for n in range(1, len(keys) + 1)] and {*keys} != {*numbers}
    names_measures = part.header.has(Field.TITLE) or (number and _OF_MEASURES.search(number.header))
    if is_own_count and not names_measures:
        return None
    for row, key in zip(part.segment.rows, keys, strict=True):
        at = numbers.index(key) if key and numbers.count(key) == 1 else None
        bundle = Bundle(header=part.header, rows=(row,), cut=(False,), indicator=None)
        own = measure_of(bundle)
        titles = (squash(own.title), squash(measures[at].title)) if at is not None else ()
        if at is None or (own.title and not _is_same_title(*titles)):
            return None
        if (dict(own.fields).keys() & dict(measures[at].fields).keys()) - _OF_ROUNDS:
            return None
        completed[at] = _completed(measures[at], own)
    return completed


def _listed(measure: ExtractedMeasure) -> list[ExtractedMeasure]:
    """The items of a measure that is nothing but a numbered list of titles, else itself."""
    if measure.origin is not MeasureOrigin.TABLE or measure.fields:
        return [measure]
    lines = measure.title.split("\n")
    lines[0] = f"{measure.number}) {lines[0]}" if measure.number else lines[0]
    items: list[ExtractedMeasure] = []
    for line in lines:
        marker = read_marker(line)
        if marker is not None and marker.number:
            items.append(replace(measure, number=marker.number, title=line[marker.end :].strip()))
        elif marker is None and items:
            items[-1] = replace(items[-1], title=f"{items[-1].title}\n{line}")
        else:
            return [measure]
    return items if len(items) > 1 else [measure]


def _without_labels(measures: Sequence[ExtractedMeasure]) -> tuple[ExtractedMeasure, ...]:
    """The measures; "มาตรการ" and a blank before each title are its label, with what counts on."""
    labels = [match for measure in measures if (match := _LABEL.match(measure.title))]
    if len(measures) < _LEAST_REPEATED or len(labels) < len(measures):
        return tuple(measures)
    numbers = [int(label["number"] or 0) for label in labels]
    # "มาตรการ 5 ส" is a name.
    is_counted = all(n == 1 or n == above + 1 > 1 for above, n in pairwise([0, *numbers]))
    return tuple(
        replace(
            measure,
            title=measure.title[label.end(0 if is_counted else "label") :],
            number=measure.number or (str(number) if is_counted else None),
        )
        for measure, label, number in zip(measures, labels, numbers, strict=True)
    )


def _table(measure: ExtractedMeasure) -> tuple[str | None, int | None, int | None]:
    source = measure.source
    return source.sheet, source.table_number, None if source.table_number else source.line_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Measures of a document and what is doubtful about them."""

    measures: tuple[ExtractedMeasure, ...] = ()
    titles: tuple[str, ...] = ()  #: the first lines and headings: what the document says it is
    fields: frozenset[Field] = frozenset()  #: what the tables have a column for
    unknown: tuple[str, ...] = ()  #: headers of columns with text that fit no field
    unread: tuple[str, ...] = ()  #: headers of columns for no field, or of one and the same text
    groups: tuple[str, ...] = ()  #: rows that name groups of measures and state no indicator
    guessed: bool = False  #: columns or the title column were guessed
    certainty: float = 1.0  #: 0–1, mean score of the headers used; 1 for lists
    orphans: int = 0
    completeness: Completeness | None = None  #: of the tables' text in measures; None: no table
    doubtful: bool = False  #: the titles look like parts of something
    results_below: SourceRef | None = None  #: where results begin that name no measure of the table
    left_over: tuple[str, ...] = ()  #: numbers or titles of items like measures that are none
    unread_headings: tuple[str, ...] = ()  #: of indicators behind tables, over texts alone
    spaced_columns: bool = False  #: a table with columns set apart by blanks is in no measure


def gather(stream: Stream) -> Gathered:
    """All measures of `stream`, in reading order of their kind."""
    stream = tuple(item for item in stream if isinstance(item, TableSegment) or not item.aside)
    lines = [item for item in stream if isinstance(item, TextBlockLine)]
    titles = tuple(_titles(lines))
    parts = with_units_above(with_title_rows([*_without_copies(_parts(stream))]))
    parts = with_labelled_cells(with_labelled_rows(parts))
    parts = _with_results(parts, reported=any(map(_REPORTS.match, titles)))
    columns = [(part.segment, c) for part in parts for c in part.header.all(Field.RESULTS)]
    cells = [cell for segment, column in columns for cell in cells_of(segment, column)]
    reported = any(not (is_state(cell) or is_mark(cell) or is_blank(cell)) for cell in cells)
    manual = is_manual(lines, reported=reported)
    chosen = _chosen(parts, titles, manual=manual)
    reader = RowReader(chosen)
    read, results_below = with_fields_below([*_measures(reader.read(), chosen)], stream)
    of_tables = [measure for _, measure in read if measure is not None]
    if not manual and (skipped := missing_numbers(of_tables)):
        of_tables = _with_skipped(of_tables, read_skipped(stream, skipped))
    forms = {part.segment.source.sheet for part in chosen if part.segment.key_value}
    again = read_again(stream, titles, of_tables) if of_tables and not manual else ()
    merged = merged_tables([*with_fields_behind(of_tables), *again], forms)
    measures = [item for measure in merged if measure not in again for item in _listed(measure)]
    lists: tuple[ExtractedMeasure, ...] = ()
    are_disclosed = all(measure.origin is MeasureOrigin.DISCLOSURE for measure in measures)
    if not manual and (are_disclosed or all(discloses(part.header) for part in chosen)):
        # A form's labels are read without their numbers where that gives no fewer fields.
        streams = (form, stream) if (form := with_form_labels(stream)) is not stream else (stream,)
        readings = [(own, read_lists(own, titles)) for own in streams]
        stream, lists = max(readings, key=lambda read: sum(len(m.fields) - 1 for m in read[1]))
    beside = ListsBesideTables()
    if measures and not lists and not manual:
        beside = read_beside_tables(stream, titles, measures)
    headers = [part.header for part in chosen]
    own = {id(part.segment) for part in chosen}
    rest = []
    for part in (part for part in parts if id(part.segment) not in own):
        numbered = _with_numbered_rows(measures, part) if measures else None
        measures = measures if numbered is None else numbered
        rest += [part] if numbered is None and is_alike(part, chosen) else []
    complete: Completeness | None = None
    # Tables beside lists of measures may hold anything; those alike are lost.
    if rest or any(measure.origin is MeasureOrigin.TABLE for measure in measures):
        complete = completeness(
            read,
            [*lists, *beside.above, *beside.below],
            lost=[*reader.lost, *reader.failed],
            passed_over=rest if lists or measures else (),
            unread=unread_pages(stream, chosen),
        )
    unknown, unread_columns = _unread_columns(chosen, measures)
    scores = [column.score for header in headers for column in header.named]
    return Gathered(
        measures=_without_labels(
            [*_merged_lists(lists, lines), *beside.above, *measures, *beside.below]
        ),
        titles=titles,
        fields=frozenset().union(*(header.fields for header in headers)),
        unknown=unknown,
        unread=unread_columns,
        groups=tuple(dict.fromkeys(own.group for own, m in read if m and own.group)),
        guessed=any(header.guessed for header in headers) and bool(measures),
        certainty=sum(scores) / len(scores) if scores else 1.0,
        orphans=len(reader.lost),
        completeness=complete,
        doubtful=titles_are_parts([*lists, *measures]),
        results_below=results_below,
        left_over=left_over(stream, lists) if lists else beside.unlabelled,
        unread_headings=beside.headings if any(part.indicator for part in chosen) else (),
        spaced_columns=bool(measures) and has_spaced_columns(lines),
    )


def _titles(lines: Sequence[TextBlockLine]) -> Iterator[str]:
    """The first lines and headings, but for items of lists."""
    worded = [line for line in lines if not line.linked]
    first = set(map(id, (*lines[:TITLE_LINES], *worded[:TITLE_LINES])))
    numbers = ((i, n) for i, line in enumerate(lines) if (n := leading_number(line.text)))
    # "8 เรื่องที่เราทำ" above 1, 2, 3 counts them, as "6 มาตรการ …" does.
    counts = {0, *(index for index, number in islice(numbers, 1) if number.strip("0") != "1")}
    for index, line in enumerate(lines):
        if not (id(line) in first or line.heading or begins_outer_chapter(line)):
            continue
        marker = read_marker(line.text)
        is_item = bool(marker and marker.number and not (index in counts and marker.style == "1"))
        is_item |= bool(re.match(r"^\W*ตัวชี้วัด", line.text))  # the heading of an indicator
        if not is_item and not looks_like_link(line.text):
            yield line.text


def _measures(
    bundles: Sequence[Bundle], parts: Sequence[SegmentPart]
) -> Iterator[tuple[Bundle, ExtractedMeasure | None]]:
    """Each bundle of rows with its measure; without one where it has no title, or is not read."""
    # Where each table is below a fiscal year, and these differ, the rows are of several reports.
    years = {part.year for part in parts}
    is_of_years = len(years) > 1 and None not in years
    for bundle in bundles:
        measure: ExtractedMeasure | None = None
        with PartOfFile(bundle.rows[0].source):
            measure = measure_of(bundle)
            year = measure.owner.fiscal_year_be or (bundle.year if is_of_years else None)
            measure = replace(measure, owner=replace(measure.owner, fiscal_year_be=year))
        yield bundle, measure if measure and re.search(r"\w", measure.title) else None


def reports_results(titles: Iterable[str]) -> bool:
    """Whether titles say that results are reported."""
    return any(_RESULT_TITLE.search(without_spaces(title)) for title in titles)


def _bare_title(row: BodyRow, header: Header) -> str:
    return squash(unmarked(title_of(row, header))).removeprefix("การ")


def _with_results(parts: Sequence[SegmentPart], *, reported: bool) -> list[SegmentPart]:
    """`parts`; where no column is the results, "ผลที่ได้" in figures of deeds, or as `reported`.

    Of what is reported also a follow-up in figures; beside tables with results only what came of
    other measures than theirs.
    """
    with_results = [part for part in parts if part.header.has(Field.RESULTS)]
    titles = {_bare_title(row, p.header) for p in with_results for row in p.segment.rows}

    def may_be(column: Column, cells: Sequence[str]) -> bool:
        name = column.name or column.header
        matches = header_matches(name) if reported else ()
        named = any(m.field is Field.RESULTS and m.likeness == 1 for m in matches)
        return named or counts_of_deeds(name, cells)

    made: list[SegmentPart] = []
    alike: defaultdict[tuple[str, ...], list[BodyRow]] = defaultdict(list)
    for part in parts:
        alike[_names(part.header)] += part.segment.rows
    for part in parts:
        segment = replace(part.segment, rows=tuple(alike[_names(part.header)]))
        own = {_bare_title(row, part.header) for row in segment.rows} - {""}
        if with_results and (part.header.has(Field.RESULTS) or not own or own & titles):
            made.append(part)
            continue
        cells = {c: cells_of(segment, c) for c in part.header.columns}
        outcomes = part.header.all(Field.OUTCOMES)
        results = [c for c in outcomes if may_be(c, cells[c])]
        # Of two columns of what came of it one may be what was done.
        results = results or [c for c in outcomes[:-1] if field_of_texts(cells[c]) is Field.RESULTS]
        is_left = reported and not (results or with_results)
        followed = part.header.all(Field.FOLLOW_UP) if is_left else ()
        results += [column for column in followed if _counts_deeds(cells[column])]
        made.append(replace(part, header=part.header.with_field(Field.RESULTS, results)))
    return made


def _counts_deeds(cells: Sequence[str]) -> bool:
    """Whether most cells give figures of what was done, and not how or when it is followed up."""
    planned = [bool(_FOLLOWS_UP.search(c)) or LOOKS[Field.TIMEFRAME](c) for c in cells]
    counts = [re.search(r"\d", c) and not how for c, how in zip(cells, planned, strict=True)]
    return 2 * sum(map(bool, counts)) > len(cells)


def _parts(stream: Stream) -> Iterator[SegmentPart]:
    indicator: int | None = None
    year: int | None = None
    is_of_sides = False  # "๑. ด้านการปฏิบัติหน้าที่", which "๒. ด้านงานพัสดุ" ends
    last: Header | None = None
    seen: set[str] = set()
    apart = True
    above: list[TextBlockLine] = []
    labels = LabelReader(_names_above(it for it in stream if isinstance(it, TextBlockLine)))
    label: FieldLabel | None = None
    titles = frozenset(_lines_above_tables(stream, labels))
    tables = [item for item in stream if isinstance(item, TableSegment)]
    # Numbers of rows count on from table to table, as those of measures do.
    column = [[leading_number(row.cells[0]) for row in table.rows] for table in tables]
    runs = [[int(number) for number in run if number and number.isdecimal()] for run in column]
    numbers = [number for run in runs for number in run]
    counted = sum(map(bool, runs)) > 1 and numbers == [*range(1, len(numbers) + 1)]
    alike: defaultdict[tuple[str, ...], list[BodyRow]] = defaultdict(list)
    for table in tables:
        alike[_names(table.header)] += table.rows
    for item in stream:
        if isinstance(item, TextBlockLine):
            above.append(item)
            year = _year_alone(item) or year
            stated = heading_indicator(item)
            is_side = unmarked(item.text).startswith("ด้าน")
            if stated is not None:
                indicator, is_of_sides = stated, is_side
            elif is_end(item.text) or _SECTION.match(item.text) or (is_side and is_of_sides):
                indicator = None
            apart = apart or stated is not None
            continue
        # Only page numbers, running heads and signatures do not separate tables.
        own = [line.text for line in above if squash(line.text) not in seen]
        apart = apart or (bool(own) and not is_signature_block(own))
        seen.update(squash(line.text) for line in above)
        named = [*_names_above(above)]
        stated_above = [*takewhile(bool, map(labels.read, reversed(named)))]
        about_all = filter(_is_of_all_rows, stated_above)
        label = next(about_all, next(iter(stated_above), None if apart else label))
        segment, header = item, None
        # Behind the tables of a sheet is its name.
        text_above = above[-1].text if above and above[-1].source.sheet == item.source.sheet else ""
        with PartOfFile(item.source):
            count, texts = above_labels(named, labels)
            line = named[(count or len(named)) - 1] if named else None
            is_title = line is not None and line.source in titles
            segment = headed_by(segment, line, texts=texts, counted=counted, is_title=is_title)
            if segment.header is not None:
                header = settled_header(segment, last, alike[_names(item.header)])
        # A page may end below the header of a table that the line above it names.
        if segment.rows:
            above.clear()
        if header is not None:
            part = SegmentPart(
                segment=segment,
                header=header,
                indicator=indicator,
                follows=not apart,
                above=text_above,
                year=year,
            )
            if label is not None and _is_of_all_rows(label):
                part = under_label(part, label.field, label.text)
            yield part
            last, apart = header if segment.rows else last, False


def _names_above(lines: Iterable[TextBlockLine]) -> Iterator[TextBlockLine]:
    """Lines above a table, without "ตารางที่ ๑" before a label, with "มาตรการที่ ๑" alone above."""
    bare = ""
    for line in lines:
        rest = _patterns.caption.sub("", line.text)
        labelled = label_and_text(rest)
        text = rest if labelled and labelled[1] else line.text
        marker = None if bare else read_marker(text)
        yield replace(line, text=f"{bare} {text}".strip())
        is_bare = marker and marker.number and marker.style == "มาตรการ"
        bare = text if marker and is_bare and not text[marker.end :].strip() else ""


def _year_alone(line: TextBlockLine) -> int | None:
    """The fiscal year that a line is nothing but; plain lines of a page may be misread."""
    is_heading = line.heading or line.rank or line.source.page_number is None
    is_short = is_heading and len(squash(line.text)) <= _LONGEST_YEAR
    mentions = year_mentions(line.text) if is_short else ()
    return mentions[0].year if len(mentions) == 1 and mentions[0].stated else None


def _without_copies(parts: Iterable[SegmentPart]) -> Iterator[SegmentPart]:
    """`parts` without tables that repeat one before word for word: a page scanned twice.

    Only page numbers and running heads may be between: below another heading they are rows of that.
    """
    before: list[tuple[tuple[str, ...], ...]] = []
    for part in parts:
        own = (_names(part.header), *(row.cells for row in part.segment.rows))
        before = before if part.follows else []
        if own not in before or part.segment.key_value or not part.header.has(Field.TITLE):
            yield part
        before.append(own)


def _names(header: Header | None) -> tuple[str, ...]:
    """The heads of a table's columns but for numbers: the same of the parts of one, and of tables
    of one measure each."""
    columns = header.columns if header else ()
    return tuple(re.sub(r"\d+", "", arabic_digits(header_key(c.header))) for c in columns)


def _lines_above_tables(stream: Stream, labels: LabelReader) -> Iterator[SourceRef]:
    """Lines each of which is above one of several tables with the same columns, as a slide's title.

    None where one of them may be a heading: a label, an indicator, a unit, a time or a phase, or
    where they differ in a number only.
    """
    above: defaultdict[tuple[str, ...], list[TextBlockLine]] = defaultdict(list)
    for line, table in pairwise(stream):
        header = table.header if isinstance(table, TableSegment) else None
        if isinstance(line, TextBlockLine) and header and len(header.fields & BODY_FIELDS) > 1:
            above[tuple(column.header for column in header.columns)].append(line)
    for lines in above.values():
        texts = {re.sub(r"\d+", "", arabic_digits(line.text)) for line in lines}
        heads = (labels.read(line) or heading_indicator(line) for line in lines)
        is_heading = any(heads) or any(map(_HEADING().match, texts))
        is_heading |= any(look(text) for look in LOOKS.values() for text in texts)
        if len(texts) == len(lines) >= _LEAST_TITLED and not is_heading:
            yield from (line.source for line in lines)


def _is_of_all_rows(label: FieldLabel | None) -> bool:
    """Whether a label above a table gives a field of all its measures."""
    if label is None or label.field not in PLAIN_FIELDS or not LOOKS[label.field](label.text):
        return False
    # "สำนักปลัดองค์การบริหารส่วนจังหวัด" is an office: no town is named.
    is_office = organisation_type(label.text) is OrganisationType.OTHER
    return is_office or local_name(label.text) is None


def _chosen(
    parts: Sequence[SegmentPart], titles: Sequence[str], *, manual: bool
) -> list[SegmentPart]:
    announced = announces_measures(titles)
    is_register = any(_REGISTER().match(squash(title)) for title in titles[:_FIRST_TITLES])
    about = announced or (is_about_integrity(titles) and not is_register)
    whole = any(part.header.fields >= _OF_REPORTED.union(_HOW_OR_WHEN) for part in parts)
    about = about or (whole and names_measures(titles[:_FIRST_TITLES]))
    rows: defaultdict[tuple[str, ...], list[BodyRow]] = defaultdict(list)
    for part in parts:
        rows[_names(part.header)] += part.segment.rows
    judged = [(p, _kind_of(p, rows[_names(p.header)], about=about, manual=manual)) for p in parts]
    sure = sum(len(part.segment.rows) for part, kind in judged if kind is TableKind.MEASURES)
    accepted = {TableKind.MEASURES}
    if not manual and about and sure < _LEAST_SURE_ROWS:
        accepted.add(TableKind.PROBABLE)
        accepted |= {TableKind.LISTED} if announced else set()

    series = {part.about for part, kind in judged if kind is TableKind.MEASURES} - {None}
    series_words = {_part_word(p) for p, kind in judged if kind is TableKind.MEASURES} - {None}
    following: set[str] = set()  # numbers behind the last of each table of measures

    def is_accepted(part: SegmentPart, kind: TableKind) -> bool:
        number = _row_number(part, 0)
        counts_on = number in following
        is_whole = part.header.fields >= _OF_REPORTED and part.header.has(*_HOW_OR_WHEN)
        is_whole |= part.header.fields >= _OF_FOLLOWED
        if kind is TableKind.PROBABLE and (
            (announced and _part_word(part) in series_words)
            or (announced and _patterns.part_of_measures.match(part.above))
            or announces_measures([part.above])
            or part.about in series
            or (about and (counts_on or is_whole))
        ):
            return not manual
        if kind is not TableKind.DISCLOSURE or manual:
            return kind in accepted
        is_beside = sure or any(other in accepted for _, other in judged)
        return (announced and not sure) or (part.indicator is not None and bool(is_beside))

    chosen: list[SegmentPart] = []
    for part, kind in judged:
        if is_accepted(part, kind):
            is_disclosed = kind is TableKind.DISCLOSURE
            origin = MeasureOrigin.DISCLOSURE if is_disclosed else MeasureOrigin.TABLE
            chosen.append(replace(part, origin=origin))
            following |= _next_numbers(_row_number(part, -1))
    return chosen


def _part_word(part: SegmentPart) -> str | None:
    """The word that counts a table's part in the line above it: ส่วน of "ส่วนที่ ๒ กิจกรรม"."""
    head = _patterns.counted_part.match(part.above)
    return head["word"] if head else None


def _row_number(part: SegmentPart, index: int) -> str:
    """The number that counts a row of a table in its first cell or its title, else ""."""
    row = part.segment.rows[index] if part.segment.rows else None
    cells = (row.cells[0], title_of(row, part.header)) if row else ()
    numbers = (leading_number(cell) or bare_number(cell) for cell in cells)
    return next((number for number in numbers if re.fullmatch(r"\d+(?:\.\d+)?", number)), "")


def _next_numbers(number: str) -> set[str]:
    """The numbers that may be behind one: 5 behind 4, and behind 1.4 both 1.5 and 2.1."""
    chapter, _, last = number.rpartition(".")
    if not chapter:
        return {str(int(last) + 1)} if last else set()
    return {f"{chapter}.{int(last) + 1}", f"{int(chapter) + 1}.1"}


def _kind_of(part: SegmentPart, rows: Sequence[BodyRow], *, about: bool, manual: bool) -> TableKind:
    """What a table is; `rows`: of all tables with its columns, such as cards of one measure."""
    kind = table_kind(part.header)
    title = part.header.first(Field.TITLE)
    columns = part.header.all(Field.TITLE, *(_TEXTS - PLAIN_FIELDS))
    cells = [cell for column in columns for cell in cells_of(part.segment, column)]
    # How many measures there are, or which: "กองคลัง", "๓ มาตรการ".
    if title and cells and all(_COUNT().match(arabic_digits(squash(cell))) for cell in cells):
        return TableKind.OTHER
    if about or title is None or kind not in (TableKind.MEASURES, TableKind.PROBABLE):
        return kind
    if kind is TableKind.PROBABLE:
        items = manual or header_key(title.header).startswith("ข้อมูล")
        is_about = not items and names_topics([row.text(title) for row in rows if row.text(title)])
        return TableKind.MEASURES if is_about else kind
    if re.search("มาตรการ|measure", squash(title.header)):
        return kind
    return kind if is_about_integrity(c for row in rows for c in row.cells) else TableKind.OTHER


def _unread_columns(
    parts: Iterable[SegmentPart], measures: Sequence[ExtractedMeasure]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Headers of columns with text that fit no field, and that hold no field of a measure."""
    remarks = {measure.field(Field.PROBLEMS) for measure in measures}
    unknown: dict[str, None] = {}
    unread: dict[str, None] = {}
    for part in parts:
        for column in part.header.named:
            cells, name = cells_of(part.segment, column), " ".join(column.header.split())
            cells = [cell for cell in cells if cell not in remarks]
            words = [c for c in cells if len(re.findall(r"[ก-๎]", c)) >= _LEAST_LETTERS]
            if column.field is None and words and (len(cells) == 1 or len(set(words)) > 1):
                unknown[name] = None
            elif column.field in {Field.INDICATOR, Field.GROUP}:
                # Goals, or what may go wrong.
                if words and not any(stated_indicator(c) or _HEADING().match(c) for c in words):
                    unread[name] = None
            elif column.field in {None, *_NO_FIELDS}:
                # "ร้อยละความสำเร็จ" over figures says what came of it, too.
                best = next(iter(header_matches(name.replace("ร้อยละ", ""))), None)
                if words or (cells and best and best.field in {Field.RESULTS, Field.OUTCOMES}):
                    unread[name] = None
    return tuple(unknown), tuple(unread)
