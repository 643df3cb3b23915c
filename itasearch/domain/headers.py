"""Column headers of measure tables: which field a header names, and how surely.

OCR and writers vary headers (`ระยะเวลา ดำเนินการ`, `มาตรการ / แนวทาง`), so a header is scored
against all synonyms of headers.toml; `extract.headers` decides a column's field over the whole
header row. field_names.toml has the shorter names that a query may write (ผู้รับผิดชอบ:กองคลัง).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from itasearch.domain.loader import Patterns, as_record, load_toml, records, words
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.text.thai.lexicon import is_thai_word
from itasearch.text.thai.normalize import squash

_NAMES_FILE = "field_names.toml"

LONGEST_HEADER = 90  # code points of squashed text; a longer text is no header

_LEAST_EXACT_LIKENESS = 0.995  # a header is a synonym itself, and worse matches are dropped
_HEAD_LIKENESS = 0.86  # likeness of a header that only begins like a field's names
_LONGEST_HEADED_KEY = 48  # code points of a key whose beginning may name a field
_PART_LIKENESS = 0.95  # likeness of one part of a header of several, to be multiplied by its share
_OTHER_PART_SHARE = 0.7  # share of a part that is not the first, or not the title

# Of a header that begins with a synonym; per share of its letters; by hand.
_BEGINS_LIKENESS, _BEGINS_SHARE_WEIGHT = 0.55, 0.44
# The same of a header that holds a synonym elsewhere.
_HOLDS_LIKENESS, _HOLDS_SHARE_WEIGHT = 0.5, 0.4
_SHORTEST_ALIKE = 5  # letters of header and synonym: ที่ in ปีที่, ข้อ in ข้อมูล are no likeness
_WEAK_STRENGTH, _LAST_STRENGTH = 0.85, 0.62  # on the likeness to `weak` and `last` names; by hand
_MOST_PARTS = 5  # parts of a header that may each name a field; more are a list; by hand

SURE_LIKENESS = 0.97  # a text is the name of a field, a letter misread at most

LEAST_LIKENESS = 0.72  # of a header and a synonym that are related

_MISREAD_LIKENESS = 0.9  # of a header that differs from a synonym in look-alikes only
_SHORTEST_SHAPE = 5  # letters of a synonym that may be recognised by its shape
_patterns = Patterns("reading_patterns")
_LOOK_ALIKE = {
    ord(letter): shape[0]
    for shape in ("กขชซถภฤ", "คดตศฎฏ", "ทฑพฟฬผฝ", "บปยธษร", "อฮ", "ลสน", "ณฌญ")
    for letter in shape
}
_BRACKETS = re.compile(r"\(([^()]*)\)")
_DOTS = re.compile(r"[.…_]{4,}")
_LIST = re.compile(r"<(\w+)\.(\w+)>")  # among synonyms: all words of that list
_LEAST_COLUMN_LIKENESS = 0.8  # a cell names a column of measures; by hand
_LONGEST_COLUMN_NAME = 60  # code points of a cell that may name a column; by hand
_LEAST_NAMED_COLUMNS = 2  # columns that a row names to head a table: one such word may be any text


class Field(StrEnum):
    """What a column can hold. The first ones are fields of a measure."""

    NUMBER = "number"
    TITLE = "title"
    INDICATOR = "indicator"
    GROUP = "group"
    STEPS = "steps"
    TIMEFRAME = "timeframe"
    RESPONSIBLE = "responsible"
    FOLLOW_UP = "follow_up"
    RESULTS = "results"
    OUTCOMES = "outcomes"
    PROBLEMS = "problems"
    RECOMMENDATIONS = "recommendations"
    BUDGET = "budget"
    EVIDENCE = "evidence"
    ORGANISATION = "organisation"
    FISCAL_YEAR = "fiscal_year"
    DISTRICT = "district"
    PROVINCE = "province"
    TYPE = "type"
    SCORE = "score"
    TOTAL = "total"
    GRADE = "grade"
    OTHER = "other"


_LABELLED = frozenset(Field) - {
    Field.NUMBER, Field.TITLE, Field.GROUP, Field.ORGANISATION, Field.FISCAL_YEAR, Field.DISTRICT,
    Field.PROVINCE, Field.TYPE, Field.SCORE, Field.TOTAL, Field.GRADE,
}  # fmt: skip
"""Fields that labels of a measure's texts name."""
_WHAT_CAME = (Field.RESULTS, Field.OUTCOMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class _FieldHeaders:
    name: Field
    synonyms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


def _field_headers() -> tuple[_FieldHeaders, ...]:
    return records("headers.toml", "field", _FieldHeaders)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderSynonym:
    """A known header."""

    field: Field
    text: str
    key: str  #: squashed, without signs and conjunctions; what is compared
    strength: float  #: 0–1; below 1 it names the field only when nothing fits better


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderMatch:
    """How well a header fits a field."""

    field: Field
    likeness: float  #: 0–1, how close the header is to the nearest synonym
    score: float  #: likeness weighted by the synonym's strength; compares fields
    strength: float


def header_key(text: str) -> str:
    """Text of a header as it is compared: squashed, without signs, หรือ and และ."""
    return _patterns.and_or.sub("", _patterns.signs.sub("", squash(text)))


@lru_cache(maxsize=1)
def header_synonyms() -> tuple[HeaderSynonym, ...]:
    """All known headers."""
    return tuple(
        HeaderSynonym(field=entry.name, text=text, key=header_key(text), strength=strength)
        for entry in _field_headers()
        for texts, strength in (
            (entry.synonyms, 1.0),
            (entry.weak, _WEAK_STRENGTH),
            (entry.last, _LAST_STRENGTH),
        )
        for entry_text in texts
        for listed in [_LIST.fullmatch(entry_text)]
        for text in (words(listed[1], listed[2]) if listed else (entry_text,))
    )


@lru_cache(maxsize=4096)
def header_matches(text: str) -> tuple[HeaderMatch, ...]:
    """Fields that the header `text` may name, best first, one entry per field.

    Empty when the text is too long for a header or like no synonym.
    """
    if len(text) > 4 * LONGEST_HEADER:
        return ()
    best: dict[Field, HeaderMatch] = {}
    keys = _keys_of(text)
    for key in keys:
        for synonym, likeness in _alike(key):
            _keep_better(best, synonym.field, likeness, synonym.strength)
    exact = [match for match in best.values() if match.likeness >= _LEAST_EXACT_LIKENESS]
    if not exact:
        # Names of some fields all begin alike: ระยะเวลา…, มาตรการ…, …รับผิดชอบ.
        for key in (key for key in keys if len(key) <= _LONGEST_HEADED_KEY):
            heads = [(field, head) for field, head, _ in _heads() if key.startswith(head)]
            longest = max((len(head) for _, head in heads), default=0)
            named = [field for field, head in heads if len(head) == longest]
            for field in (*named, *(f for f, head, within in _heads() if within and head in key)):
                _keep_better(best, field, _HEAD_LIKENESS, 1.0)
        _add_parts(best, text)
        # The office's own word, and the form's in brackets: เจ้าของเรื่อง (ผู้รับผิดชอบ).
        for match in (m for inner in _BRACKETS.findall(text) for m in header_matches(inner)):
            if match.likeness >= _LEAST_EXACT_LIKENESS and match.strength == 1.0:
                _keep_better(best, match.field, _PART_LIKENESS, match.strength)
    if not best:
        # An OCR may have read a name so: no letter differs but look-alikes and marks.
        shapes = (_shape(key) for key in keys if not is_thai_word(key))
        for number in (n for shape in shapes for n in _synonyms_by_shape().get(shape, ())):
            synonym = header_synonyms()[number]
            _keep_better(best, synonym.field, _MISREAD_LIKENESS, synonym.strength)
    return tuple(sorted(exact or best.values(), key=lambda match: -match.score))


@lru_cache(maxsize=4096)
def sure_header(text: str) -> HeaderMatch | None:
    """The field that `text` names but for a letter; None for everything else.

    A quick look for texts most of which are no headers, such as the lines of a report.
    """
    if len(text) > LONGEST_HEADER:
        return None
    best: dict[Field, HeaderMatch] = {}
    for key in _keys_of(text):
        for index, ratio in _ratios(key, SURE_LIKENESS).items():
            synonym = header_synonyms()[index]
            _keep_better(best, synonym.field, ratio, synonym.strength)
    return max(best.values(), key=lambda match: match.score, default=None)


def _keep_better(
    best: dict[Field, HeaderMatch], field: Field, likeness: float, strength: float
) -> None:
    so_far = best.get(field)
    better = (likeness >= _LEAST_EXACT_LIKENESS, likeness * strength)
    if so_far is None or better > (so_far.likeness >= _LEAST_EXACT_LIKENESS, so_far.score):
        best[field] = HeaderMatch(
            field=field, likeness=likeness, score=likeness * strength, strength=strength
        )


def _add_parts(best: dict[Field, HeaderMatch], text: str) -> None:
    """Fields that the parts of "ตัวชี้วัด/มาตรการ" name; the title among them wins."""
    split = _patterns.between_parts.split(text)
    parts = [part for part in split if header_key(part)] if len(split) > 1 else []
    if not 2 <= len(parts) <= _MOST_PARTS:
        return
    named: list[list[HeaderMatch]] = []
    for part in parts:
        named.append([m for m in header_matches(part) if m.likeness >= _HEAD_LIKENESS])
        if not named[-1]:
            return
    # Of "ปัญหา/ผลลัพธ์" what came of it leads, as of "ผลลัพธ์/ปัญหา".
    is_of_both = any(matches[0].field in _WHAT_CAME for matches in named)
    late = {Field.OTHER, Field.PROBLEMS} if is_of_both else {Field.OTHER}
    named.sort(key=lambda matches: matches[0].field in late)
    titles = [m for matches in named for m in matches if m.field is Field.TITLE]
    title = max(titles, key=lambda match: match.strength, default=None)
    # A part that names the indicator leaves the others to name the measure.
    beside_indicator = any(m[0].field is Field.INDICATOR and m[0].strength == 1 for m in named)
    leads = title is not None and (
        title.strength == 1 or (title.strength > _OTHER_PART_SHARE and beside_indicator)
    )
    if leads and title is not None:
        best.clear()
        _keep_better(best, Field.TITLE, _PART_LIKENESS, title.strength)
    for position, matches in enumerate(named):
        share = _PART_LIKENESS * (_OTHER_PART_SHARE if leads or position else 1)
        for match in matches[:1]:
            _keep_better(best, match.field, share, match.strength)


def _shape(key: str) -> str:
    return _patterns.marks.sub("", key).translate(_LOOK_ALIKE)


@lru_cache(maxsize=1)
def _synonyms_by_shape() -> dict[str, tuple[int, ...]]:
    numbers: dict[str, tuple[int, ...]] = {}
    for number, synonym in enumerate(header_synonyms()):
        shape = _shape(synonym.key)
        if len(shape) >= _SHORTEST_SHAPE:
            numbers[shape] = (*numbers.get(shape, ()), number)
    return numbers


@lru_cache(maxsize=1)
def _heads() -> tuple[tuple[Field, str, bool], ...]:
    return tuple(
        (entry.name, header_key(text), within)
        for entry in _field_headers()
        for texts, within in ((entry.heads, False), (entry.within, True))
        for text in texts
    )


def _keys_of(text: str) -> tuple[str, ...]:
    outside = _BRACKETS.sub(" ", text)
    inner = _BRACKETS.findall(text) if _patterns.asked.search(outside) else ()
    # Of "ทำแล้วได้อะไร (ผลการดำเนินการ)" the form's own word says what is meant.
    named = [it for it in inner if header_key(it) in _synonym_keys()]
    keys = dict.fromkeys(map(header_key, named or (text, outside)))
    return tuple(key for key in keys if 0 < len(key) <= LONGEST_HEADER)


@lru_cache(maxsize=1)
def _synonym_keys() -> tuple[str, ...]:
    return tuple(synonym.key for synonym in header_synonyms())


@lru_cache(maxsize=2 * LONGEST_HEADER)
def _keys_as_long(length: int, least: float) -> dict[int, str]:
    return {
        number: key
        for number, key in enumerate(_synonym_keys())
        if 2 * min(len(key), length) >= (least - 1e-6) * (len(key) + length)
    }


@lru_cache(maxsize=1)
def _keys_by_beginning() -> dict[str, tuple[int, ...]]:
    """Numbers of the synonyms that a longer key may hold, by their first letters."""
    numbers: dict[str, tuple[int, ...]] = {}
    for number, key in enumerate(_synonym_keys()):
        if len(key) >= _SHORTEST_ALIKE:
            beginning = key[:_SHORTEST_ALIKE]
            numbers[beginning] = (*numbers.get(beginning, ()), number)
    return numbers


def _ratios(key: str, least: float) -> dict[int, float]:
    """Likeness of `key` to each synonym that it is so like at least, by the synonym's number."""
    near = process.extract(
        key, _keys_as_long(len(key), least), scorer=fuzz.ratio, score_cutoff=100 * least, limit=None
    )
    return {number: ratio / 100 for _, ratio, number in near}


def _alike(key: str) -> Iterator[tuple[HeaderSynonym, float]]:
    """Synonyms that `key` is like, with the likeness (LEAST_LIKENESS to 1)."""
    keys, ratios, beginnings = _synonym_keys(), _ratios(key, LEAST_LIKENESS), _keys_by_beginning()
    held = {
        index
        for start in range(len(key) - _SHORTEST_ALIKE + 1)
        for index in beginnings.get(key[start : start + _SHORTEST_ALIKE], ())
        if key.startswith(keys[index], start)
    }
    # In the order of the file: of equally good matches its first field wins.
    for index in sorted(ratios.keys() | held):
        likeness = _likeness(key, keys[index], ratios.get(index, 0.0))
        if likeness >= LEAST_LIKENESS:
            yield header_synonyms()[index], likeness


def _likeness(key: str, synonym: str, ratio: float) -> float:
    """0–1: equal, beginning with the synonym, holding it, or merely similar (`ratio`)."""
    if key == synonym:
        return 1.0
    if min(len(key), len(synonym)) < _SHORTEST_ALIKE:
        return 0.0
    share = len(synonym) / len(key)
    if key.startswith(synonym):
        return max(ratio, _BEGINS_LIKENESS + _BEGINS_SHARE_WEIGHT * share)
    if synonym in key:
        return max(ratio, _HOLDS_LIKENESS + _HOLDS_SHARE_WEIGHT * share)
    return ratio


@cache
def fields_by_name() -> Mapping[str, str]:
    """The field (one of TEXT_FIELDS) by each of its names, squashed."""
    fields: dict[str, str] = {}
    names = as_record(_NAMES_FILE, load_toml(_NAMES_FILE), dict[str, tuple[str, ...]])
    for field, own in names.items():
        if field not in TEXT_FIELDS:
            raise ValueError(f"{_NAMES_FILE}: there is no field {field!r}")
        for name in map(squash, own):
            if fields.setdefault(name, field) != field:
                raise ValueError(f"{_NAMES_FILE}: {name!r} names {fields[name]!r} and {field!r}")
    return fields


def is_headed(rows: Iterable[Iterable[str]]) -> bool:
    """Whether one of these rows names several columns of measures."""
    return any(sum(map(_names_column, row)) >= _LEAST_NAMED_COLUMNS for row in rows)


def named_field(text: str) -> str:
    """The field of a measure that `text` is the name of; "" for any other text."""
    best = sure_header(text) if 0 < len(text) <= _LONGEST_COLUMN_NAME else None
    return best.field.value if best and best.strength == 1 and best.field in _LABELLED else ""


def _names_column(text: str) -> bool:
    # "วันที่ ..../..../...." is to be written on.
    is_name = 0 < len(text) <= _LONGEST_COLUMN_NAME and not _DOTS.search(text)
    best = header_matches(text)[:1] if is_name else ()
    return any(match.likeness >= _LEAST_COLUMN_LIKENESS for match in best)


def is_of_both(measure: Measure, name: str = "recommendations") -> bool:
    """Whether a field has its column in common with problems."""
    return bool(header_of_both(measure, name))


def header_of_both(measure: Measure, name: str) -> str:
    """The header of a column of problems and recommendations in one ("ปัญหา/ข้อเสนอแนะ"), or of that
    of the results or outcomes, if it has problems, too ("ผลลัพธ์/ปัญหา"); "" where none is so."""
    for header, cell in measure.raw_cells:
        if name == "recommendations" and _patterns.of_both.match(squash(header)):
            return header
        if name not in _WHAT_CAME or not squash(cell):
            continue
        problems = [*_patterns.problems_too.finditer(header)]
        sides = (header[: problems[0].start()], header[problems[-1].end() :]) if problems else ()
        is_of_what_came = any(m.field in _WHAT_CAME for m in map(sure_header, sides) if m)
        if is_of_what_came and squash(cell) in squash(measure.text(name)):
            return " ".join(header.split())
    return ""


def aims_of(measure: Measure) -> Mapping[str, str]:
    """What its report has in columns of aims (เป้าหมาย, สถานที่) and in no field, by header."""
    return _in_no_field(measure, _patterns.aims_column)


def remark_columns(measure: Measure) -> Mapping[str, str]:
    """The same of remarks (หมายเหตุ), also of one that is read as a problem."""
    fields = (name for name in TEXT_FIELDS if name != "problems")
    return _in_no_field(measure, _patterns.remark_column, fields)


def _in_no_field(
    measure: Measure, column: re.Pattern[str], fields: Iterable[str] = TEXT_FIELDS
) -> Mapping[str, str]:
    texts = map(measure.text, fields)
    held = {"", *(squash(it) for text in texts for it in (text, *text.split("\n")))}
    return {
        " ".join(header.split()): " ".join(cell.split())
        for header, cell in measure.raw_cells
        if squash(cell) not in held and column.search(header)
    }
