"""Header rows: which column holds which field, decided by score over the whole row.

A header may take one to three rows (a parent over columns of years), be preceded by
title rows, stand again on every page or only once. No header is matched by name:
each cell is scored against all synonyms and the best one-to-one assignment wins;
columns left over may repeat a field that can be repeated (a budget per year).
Imports the domain's headers and text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from itasearch.domain.headers import Field, HeaderMatch, header_key, header_matches
from itasearch.extract.assignment import MOST_OPTIONS, Evidence, chosen_matches, weighed
from itasearch.text.fiscal_year import be_years
from itasearch.text.normalize import arabic_digits, squash

MOST_HEADER_ROWS = 3
_YEAR_SCORE = 0.75
_DEPTH_GAIN = 0.25

_YEAR = re.compile(r"(?:ปี(?:งบประมาณ)?\s*)?(?:พ\.?\s?ศ\.?\s*)?\b25\d\d\b")
_PERIOD = re.compile(r"ไตรมาส|^[ก-ฮ]{1,2}\.?ี?[คยพ]\.?$|^q[1-4]$|เดือน|^รอบ|^25\d\d$|^ครั้งที่")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        index: from 0.
        field: None when no synonym fits.
        header: its text, all header rows joined.
        score: 0–1, how well the header fits the field; 0 without field.
        strength: 1 for a name of the field, less for one that others share.
        label: what tells it from other columns of its field ("2561"), else "".
    """

    index: int
    field: Field | None
    header: str
    score: float = 0.0
    strength: float = 0.0
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Columns of a table; `depth` is the number of rows the header takes, 0 if inherited."""

    columns: tuple[Column, ...]
    depth: int
    guessed: bool = False

    def all(self, field: Field) -> tuple[Column, ...]:
        """Columns that hold `field`, left to right."""
        return tuple(column for column in self.columns if column.field is field)

    def first(self, field: Field) -> Column | None:
        """The first column that holds `field`."""
        return next(iter(self.all(field)), None)

    def has(self, *fields: Field) -> bool:
        """Whether any of `fields` has a column."""
        return any(column.field in fields for column in self.columns)

    @property
    def fields(self) -> frozenset[Field]:
        """All fields that have a column."""
        return frozenset(column.field for column in self.columns if column.field is not None)

    @property
    def score(self) -> float:
        """Sum of the columns' scores: compares readings of the same rows."""
        return sum(column.score for column in self.columns)

    @property
    def named(self) -> tuple[Column, ...]:
        """Columns with any header text."""
        return tuple(column for column in self.columns if column.header)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Header texts that fit no field."""
        return tuple(column.header for column in self.named if column.field is None)


def read_header(rows: Sequence[tuple[str, ...]], start: int) -> Header | None:
    """The header that begins at row `start`, None when that row begins none."""
    best: Header | None = None
    for depth in range(1, MOST_HEADER_ROWS + 1):
        stack = rows[start : start + depth]
        if len(stack) < depth or (depth > 1 and not _continues_header(stack[-1], stack[-2])):
            break
        header = _assigned(_column_texts(stack), depth)
        gain = _DEPTH_GAIN * (depth - best.depth) if best else 0.0
        if depth > 1 and all(map(_is_period, _fresh(stack[-1], stack[-2]))):
            gain = -_DEPTH_GAIN
        if _is_header(header) and (best is None or header.score > best.score + gain):
            best = header
    return best


def may_be_header(cell: str) -> bool:
    """Whether a cell is like any known header, or names a year or period: a quick look."""
    return bool(header_matches(cell)) or _is_period(cell)


def same_columns(left: Header, right: Header) -> bool:
    """Whether two tables have the same fields in the same order."""
    return [c.field for c in left.columns] == [c.field for c in right.columns]


def reassigned(header: Header, evidence: Sequence[Evidence]) -> Header:
    """`header` assigned again, its columns' cells taken into account.

    Args:
        header: as read from its own rows.
        evidence: for each column, what its cells say for and against fields.
    """
    texts = [(column.header, column.label) for column in header.columns]
    return _assigned(texts, header.depth, evidence=evidence)


def _continues_header(lower: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    """Whether a row can be the next row of a header: short cells, no row of data."""
    fresh = _fresh(lower, upper)
    if not fresh or any(len(squash(cell)) > 42 for cell in fresh):
        return False
    return all(
        header_matches(_without_year(cell)) or _is_period(cell) or re.match(r"^\(?[ก-๎ ]+\)?$", cell)
        for cell in fresh
    ) and not all(re.fullmatch(r"\W*\d{1,2}\W*", arabic_digits(cell)) for cell in fresh)


def _fresh(lower: tuple[str, ...], upper: tuple[str, ...]) -> list[str]:
    """Cells of the lower row that do not merely repeat the one above."""
    return [c for c, above in zip(lower, upper, strict=True) if c.strip() and c != above]


def _is_period(text: str) -> bool:
    return bool(_PERIOD.search(arabic_digits(squash(text)))) or bool(be_years(text))


def _column_texts(stack: Sequence[tuple[str, ...]]) -> list[tuple[str, str]]:
    """(whole header, own label) of each column; a parent's text spreads over blank cells."""
    filled = [list(row) for row in stack]
    for upper, lower in pairwise(filled):
        for index in range(1, len(upper)):
            if not upper[index].strip() and lower[index].strip() and lower[index - 1].strip():
                upper[index] = upper[index - 1]
    texts = []
    for index in range(len(filled[0])):
        parts = list(dict.fromkeys(row[index].strip() for row in filled if row[index].strip()))
        texts.append((" ".join(parts), _label(parts)))
    return texts


def _label(parts: Sequence[str]) -> str:
    whole = " ".join(parts)
    years = be_years(whole) or tuple(map(int, re.findall(r"\b25\d\d\b", arabic_digits(whole))))
    if years:
        return str(years[0])
    own = parts[-1] if len(parts) > 1 else ""
    match = re.search(r"(?:รอบ|ไตรมาส|ครั้ง)\S*\s?\d[^)]*", arabic_digits(whole))
    return own if own and _is_period(own) else match.group() if match else ""


def _assigned(
    texts: Sequence[tuple[str, str]], depth: int, *, evidence: Sequence[Evidence] = ()
) -> Header:
    """The best one-to-one assignment of columns to fields, repeated fields added."""
    options = [_matches(text)[:MOST_OPTIONS] for text, _ in texts]
    for index, known in enumerate(evidence):
        options[index] = weighed(options[index], known)
    columns = [
        Column(
            index=index,
            field=match.field if match else None,
            header=text,
            score=match.score if match else 0.0,
            strength=match.strength if match else 0.0,
            label=label,
        )
        for index, ((text, label), match) in enumerate(
            zip(texts, chosen_matches(options), strict=True)
        )
    ]
    return Header(columns=_with_year_columns(columns), depth=depth)


def _with_year_columns(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Two or more columns that name nothing but a year hold what is spent in it."""
    bare = [
        c for c in columns if c.label and not header_key(_YEAR.sub("", arabic_digits(c.header)))
    ]
    if len(bare) < 2:
        return tuple(columns)
    return tuple(
        replace(c, field=Field.BUDGET, score=_YEAR_SCORE, strength=1.0) if c in bare else c
        for c in columns
    )


def _matches(text: str) -> tuple[HeaderMatch, ...]:
    """Matches of a header with and without the year or period it names."""
    if not text.strip():
        return ()
    found = {match.field: match for match in header_matches(_without_year(text))}
    if not found or not be_years(text):
        for match in header_matches(text):
            known = found.get(match.field)
            if known is None or match.score > known.score:
                found[match.field] = match
    return tuple(sorted(found.values(), key=lambda match: -match.score))


def _without_year(text: str) -> str:
    rest = _YEAR.sub(" ", arabic_digits(text))
    return rest if header_key(rest) else text


def _is_header(header: Header) -> bool:
    """Whether the cells are headers at all: enough of them fit, none is an item or a sentence."""
    named = header.named
    known = [column for column in named if column.field is not None]
    if any(re.match(r"^\W*\d{1,2}\s?[.)]\s?\D", arabic_digits(c.header)) for c in named):
        return False
    if any(len(squash(column.header)) > 110 for column in named):
        return False
    if len(known) >= 2:
        sure = [column for column in known if column.score >= 0.8]
        return len(known) / len(named) >= 0.5 and bool(sure)
    return len(known) == 1 and len(named) <= 3 and _is_sure_title(known[0])


def _is_sure_title(column: Column) -> bool:
    return column.field is Field.TITLE and column.score >= 0.97
