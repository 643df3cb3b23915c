"""The same measures in several tables, forms and lists, merged.

Rows of a later table that repeat the titles of an earlier one and fill other fields are the same
measures; so are rows that give their numbers, and lists of results that repeat those of a plan.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from itasearch.domain.headers import Field
from itasearch.domain.loader import words
from itasearch.extract.cells import is_state, looks_like_unit
from itasearch.extract.decision import reports_results
from itasearch.extract.extracted import (
    MEASURE_FIELDS,
    Bundle,
    ExtractedMeasure,
    SegmentPart,
    TextBlockLine,
)
from itasearch.extract.mending import join_rows
from itasearch.extract.numbering import bare_number, leading_number, unmarked
from itasearch.extract.prose.outline import begins_outer_chapter
from itasearch.extract.rows import measure_of
from itasearch.text.thai.lexicon import cheapest_cut, is_thai_word
from itasearch.text.thai.normalize import squash

# Rows of a later table that are measures of an earlier one; one alike may be chance.
_LEAST_REPEATED = 2
_OF_ROUNDS = frozenset({Field.RESULTS, Field.OUTCOMES, Field.PROBLEMS})
"""Fields that a table of each round has of the same measures."""
_CODE = re.compile("รหัส")
"""Begins the header of a measure's code, by which a later table may name it: "ม01"."""
_OF_MEASURES = re.compile("มาตรการ|แนวทาง|กิจกรรม|โครงการ|รหัส")
"""In the header of numbers that are of measures, and count no problems of their own."""
_UNDONE = re.compile("ไม่|ยัง|ระหว่าง|กำลัง|บางส่วน|รอ")
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
    named = [*zip(measures, _names(measures), strict=True)]
    repeats = [*_repeats(named, forms)]
    # Either table may be cut by a page end; a list has no table's number.
    counts = Counter(_table(measure)[:2] for pair in repeats for measure in pair)
    uncut = {(n, m.owner, m.number): m for m, n in reversed(named) if not _CUT.search(m.title)}
    merged = {
        id(m): _with_whole_title(m, uncut.get((name, m.owner, m.number), m)) for m, name in named
    }
    for above, measure in repeats:
        if max(counts[_table(above)[:2]], counts[_table(measure)[:2]]) >= _LEAST_REPEATED:
            merged[id(above)] = _completed(merged[id(above)], merged.pop(id(measure)))
    return list(merged.values())


def _repeats(
    named: Sequence[tuple[ExtractedMeasure, str]], forms: Collection[str | None]
) -> Iterator[tuple[ExtractedMeasure, ExtractedMeasure]]:
    """Measures of several tables: the first, and a later one that is added to it."""
    of_sheets = Counter(measure.source.sheet for measure, _ in named)
    listed = {squash(m.title): m for m, _ in named if of_sheets[m.source.sheet] > 1}
    numbers: defaultdict[object, set[str]] = defaultdict(set)
    for measure, name in named:
        numbers[name, measure.owner].update(filter(None, [measure.number]))
    firsts: dict[object, ExtractedMeasure] = {}
    merged: dict[int, ExtractedMeasure] = {}
    for measure, name in named:
        called = (name, measure.owner)
        exactly = (*called, measure.number, measure.indicator)
        # One without number may be the one of its name that has any.
        either = (*called, measure.number) if measure.number else called
        keys = (exactly, either) if measure.number or len(numbers[called]) == 1 else (exactly,)
        above = next(filter(None, map(firsts.get, keys)), measure)
        for key in (exactly, either, called) if measure.number else ():
            firsts.setdefault(key, measure)
        firsts.setdefault(exactly, above)
        sheet = measure.source.sheet
        is_form = name in listed and sheet in forms and of_sheets[sheet] == 1
        above = listed[name] if is_form else above
        above = merged.get(id(above), above)
        if _completes(measure, above, is_form=is_form):
            merged[id(measure)] = above
            yield above, measure


def _completes(measure: ExtractedMeasure, above: ExtractedMeasure, *, is_form: bool) -> bool:
    """Whether a measure of the same name has fields that the one above lacks, or no news at all."""
    own = dict(measure.fields)
    fields = {field: text for field, text in above.fields if not _is_done(text)}
    shared = own.keys() & fields.keys()
    adds = own.keys() > shared and all(squash(own[f]) == squash(fields[f]) for f in shared)
    adds &= len({above.indicator, measure.indicator} - {None}) < 2
    if _table(measure) != _table(above):
        return adds or is_form or all(_is_done(own[field]) for field in shared)
    # Tables beside each other are one in the file.
    return above is not measure and adds and not shared


def _with_whole_title(measure: ExtractedMeasure, uncut: ExtractedMeasure) -> ExtractedMeasure:
    """A measure, a title that is cut off as the one of its name that is not, under no other
    indicator."""
    is_same = len({uncut.indicator, measure.indicator} - {None}) < 2
    return (
        replace(measure, title=uncut.title) if is_same and _CUT.search(measure.title) else measure
    )


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


def _names(measures: Iterable[ExtractedMeasure]) -> Iterator[str]:
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


def merged_lists(
    measures: Sequence[ExtractedMeasure], lines: Sequence[TextBlockLine]
) -> Sequence[ExtractedMeasure]:
    """Measures of lists; those of a list of results that repeats numbers and titles of its plan
    under no other indicator or unit, below a heading of results, are added to the plan's."""
    begun = [i for i, m in enumerate(measures) if m.number and m.number == measures[0].number]
    runs = [measures[start:end] for start, end in pairwise([*begun, len(measures)])]
    at = {line.source: index for index, line in enumerate(lines)}
    names = dict(zip(map(id, measures), _names(measures), strict=True))
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


def _is_done(text: str) -> bool:
    """Whether a text says nothing but that a measure was carried out, as a tick does."""
    return is_state(text) and not _UNDONE.search(text)


def with_numbered_rows(
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


def _table(measure: ExtractedMeasure) -> tuple[str | None, int | None, int | None]:
    source = measure.source
    return source.sheet, source.table_number, None if source.table_number else source.line_number
