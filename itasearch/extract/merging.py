"""The same measures in several tables, forms and lists, merged.

Rows of a later table that repeat titles of an earlier one and fill other fields are the same
measures.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from itasearch.domain.headers import Field
from itasearch.extract.cells import is_state
from itasearch.extract.extracted import ExtractedMeasure
from itasearch.extract.mending import join_rows
from itasearch.text.thai.normalize import squash

# Rows of a later table that are measures of an earlier one; one alike may be chance.
_LEAST_REPEATED = 2
_OF_ROUNDS = frozenset({Field.RESULTS, Field.OUTCOMES, Field.PROBLEMS})
"""Fields that a table of each round has of the same measures."""
_UNDONE = re.compile("ไม่|ยัง|ระหว่าง|กำลัง|บางส่วน|รอ")
_CUT = re.compile(r"(?:(?<!ล)ฯ|…|\.{3,})\s*$")  # what ends a title that goes on elsewhere
_MOST_SLIPS = 2  # letters that an OCR misread in one of two titles of one number; by hand


def merged_tables(measures: Sequence[ExtractedMeasure]) -> list[ExtractedMeasure]:
    """Measures; those of later tables, forms or lists are added to the same ones of an earlier one.

    The same have one owner, the same number or none, and the same title but for an OCR's slips and
    what is cut off. At least two measures of a table repeat those of the other.
    """
    repeats = [*_repeats(measures)]
    # Either table may be cut by a page end; a list has no table's number.
    counts = Counter(_table(measure)[:2] for pair in repeats for measure in pair)
    merged = {id(measure): measure for measure in measures}
    for above, measure in repeats:
        if max(counts[_table(above)[:2]], counts[_table(measure)[:2]]) >= _LEAST_REPEATED:
            merged[id(above)] = _completed(merged[id(above)], merged.pop(id(measure)))
    return list(merged.values())


def _repeats(
    measures: Sequence[ExtractedMeasure],
) -> Iterator[tuple[ExtractedMeasure, ExtractedMeasure]]:
    """Measures of several tables: the first, and a later one that is added to it."""
    known: defaultdict[object, list[ExtractedMeasure]] = defaultdict(list)
    for measure in measures:
        keys: list[object] = [(measure.owner, squash(measure.title))]
        keys += [(measure.owner, measure.number, None)] if measure.number else []
        found = [other for key in keys for other in known[key] if _is_same(measure, other)]
        # One without number may be the one of its name that has any.
        is_sure = measure.number or len({other.number for other in found}) == 1
        if found and is_sure and _completes(measure, found[0]):
            yield found[0], measure
        else:
            for key in keys:
                known[key].append(measure)


def _is_same(measure: ExtractedMeasure, above: ExtractedMeasure) -> bool:
    """Whether two measures have the same title, or nearly so and the same number."""
    title, other = squash(measure.title), squash(above.title)
    if title == other:
        return len({measure.number, above.number} - {None}) < 2
    figures = [re.findall(r"\d+", text) for text in (title, other)]
    is_alike = Levenshtein.distance(title, other) <= _MOST_SLIPS and figures[0] == figures[1]
    short, long = (_CUT.sub("", text) for text in sorted((title, other), key=len))
    is_cut = bool(_CUT.search(measure.title) or _CUT.search(above.title)) and long.startswith(short)
    return measure.number == above.number and (is_cut or is_alike)


def _completes(measure: ExtractedMeasure, above: ExtractedMeasure) -> bool:
    """Whether a measure of the same name has fields that the one above lacks, or no news at all."""
    own = dict(measure.fields)
    fields = {field: text for field, text in above.fields if not _is_done(text)}
    shared = own.keys() & fields.keys()
    adds = own.keys() > shared and all(squash(own[f]) == squash(fields[f]) for f in shared)
    adds &= len({above.indicator, measure.indicator} - {None}) < 2
    if _table(measure) != _table(above):
        return adds or all(_is_done(own[field]) for field in shared)
    # Tables beside each other are one in the file.
    return adds and not shared


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


def _is_done(text: str) -> bool:
    """Whether a text says nothing but that a measure was carried out, as a tick does."""
    return is_state(text) and not _UNDONE.search(text)


def _table(measure: ExtractedMeasure) -> tuple[str | None, int | None, int | None]:
    source = measure.source
    return source.sheet, source.table_number, None if source.table_number else source.line_number
