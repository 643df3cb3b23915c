"""The indexed measures as columns, for filters, counts, classifications and copies.

A measure has a row: its place in the columns and in the vectors. The rows of a report are
adjacent. Rows of removed reports are kept, and the reports marked dead, until the index is
compacted.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from itasearch.backends.base import StagedReport, digest
from itasearch.backends.local.shards import VECTORS, Array, Rows, Shards
from itasearch.model.classification import (
    MOST_TOPICS,
    Classification,
    FacetCounts,
    IndicatorMark,
    Origin,
    ReportSubjects,
    TopicMark,
)
from itasearch.model.passages import SquashedText
from itasearch.model.ranking import Filters
from itasearch.model.records import report_of

Mask: TypeAlias = NDArray[np.bool_]
Column: TypeAlias = NDArray[np.signedinteger]
Ids: TypeAlias = NDArray[np.bytes_]
_Value = TypeVar("_Value")

_NONE = NO_ROW = -1  # no value in a column of codes or numbers, and no row: none is negative
_CODED = ("organisation", "type", "province", "topic")
"""What columns have as places in a list of the distinct strings: `values_organisation` …"""
_OF_REPORTS = ("report", "fingerprint", "measures")  #: Columns with a row each report

_ORIGINS = tuple(Origin)
_CONFIDENCE_DIGITS = 6  # decimals of a confidence, 0–1; a float32 keeps no more of it than these
_THAI_CODEC = "cp874"
_THAI_MARK, _OTHER_MARK = b"\0", b"\1"  # first byte of a packed text, by how it is encoded
_BETWEEN = "\x1f"  #: Between the parts of a packed text; squashed text has none
_END_OF_TITLE = _BETWEEN.encode()
_MOST_BYTES = 4  # of a code point in a packed text
_KNOWN_ROWS = 10_000  # measures whose rows are kept, some 2 MB; by hand
_FEW_NUMBERS = 8  #: Compared one by one, 0.2 ms each at a million rows; looked up: 3 ms
_MOST_COUNTED = 1 << 16  # numbers below this are counted in an array with a place for each


class MeasureTable:
    """Immutable columns, a row each measure; safe to share between threads."""

    def __init__(self, shards: Shards, dead: Rows) -> None:
        """`dead` are positions of removed reports."""
        self.shards = shards
        self.dead = dead
        # Rows of measures that were found lately; a search asks for them several times.
        self._known_rows: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.shards)

    @property
    def ids(self) -> Ids:
        """Of the measures, as UTF-8."""
        ids: Ids = self.shards.column("id")  # type: ignore[assignment]  # by its name
        return ids

    @cached_property
    def alive(self) -> Mask:
        """Which rows belong to a report that is indexed."""
        measures = self.numbers("measures")
        reports = np.ones(len(measures), dtype=np.bool_)
        reports[self.dead] = False
        return np.repeat(reports, measures)

    @cached_property
    def alive_count(self) -> int:
        """How many rows are alive."""
        return len(self) - int(self.numbers("measures")[self.dead].sum())

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """Of each indexed report, by its id."""
        texts = self.shards.column("fingerprint").tolist()
        return {name.decode(): texts[number].decode() for name, number in self._places.items()}

    def without(self, report_ids: Collection[str]) -> "MeasureTable":
        """The same rows with those of `report_ids` dead."""
        numbers = (self._places.get(name.encode()) for name in report_ids)
        dead = np.array([number for number in numbers if number is not None], dtype=np.int64)
        return MeasureTable(self.shards, np.union1d(self.dead, dead))

    def extended(
        self, folder: Path, added: Mapping[str, StagedReport], *, compact: bool
    ) -> "MeasureTable":
        """The same rows, `compact`: those alive, then one for each entry, written to `folder`."""
        codes = {name: self._codes(name) for name in _CODED}
        new = _columns(added, codes, self.shards.dim)
        if not compact:
            return MeasureTable(self.shards.extended(folder, new), self.dead)
        shards = self.shards.compacted(folder, [*self._remaining_slices()], new)
        return MeasureTable(shards, self.dead[:0])

    def _remaining_slices(self) -> Iterator[Mapping[str, list[slice]]]:
        first = 0
        for part, start in zip(self.shards.parts, self.shards.first_rows, strict=False):
            reports = np.ones(len(part.arrays["report"]), dtype=np.bool_)
            here = (self.dead >= first) & (self.dead < first + len(reports))
            reports[self.dead[here] - first] = False
            first += len(reports)
            rows, ends = _runs(self.alive[start : start + len(part)]), part.text_ends
            of_measures = {name: rows for name in part.arrays if not name.startswith("values_")}
            texts = [slice(int(ends[run.start]), int(ends[run.stop])) for run in rows]
            yield of_measures | {"text": texts} | dict.fromkeys(_OF_REPORTS, _runs(reports))

    def mask(self, filters: Filters) -> Mask:
        """Which rows may be found."""
        coded = {
            "organisation": filters.organisation_ids,
            "type": filters.types,
            "province": filters.provinces,
        }
        sought: dict[str, Collection[int]] = {
            name: self._numbers_of(name, strings) for name, strings in coded.items() if strings
        }
        numbers = {"fiscal_year": filters.fiscal_years, "indicator": filters.indicators}
        sought |= {name: values for name, values in numbers.items() if values}
        chosen = [self.alive, *(_any_of(self.numbers(name), of) for name, of in sought.items())]
        if filters.topics:
            topics = self._numbers_of("topic", filters.topics)
            columns = self.numbers("facet_topics")
            having = [_any_of(columns[:, column], topics) for column in range(MOST_TOPICS)]
            chosen.append(np.logical_or.reduce(having))
        allowed: Mask = np.logical_and.reduce(chosen)
        return allowed

    def texts_among(self, digests: Collection[int]) -> set[int]:
        """Those of these digests of texts that a measure has."""
        column = self.numbers("text_digest")
        return set(column[np.isin(column, list(digests)) & self.alive].tolist())

    def rows_of(self, measure_ids: Sequence[str]) -> Mapping[str, int]:
        """The row of each of these measures that is indexed."""
        looked_up = zip(measure_ids, map(self._known_rows.get, measure_ids), strict=True)
        by_id = {name: row for name, row in looked_up if row is not None}
        if len(by_id) == len(measure_ids):
            return by_id
        rows = [(name, self._row_of(name)) for name in measure_ids]
        return {name: row for name, row in rows if row != NO_ROW}

    def _row_of(self, measure_id: str) -> int:
        number = self._known_rows.get(measure_id)
        if number is not None:
            return number
        report = self._places.get(report_of(measure_id).encode())
        if report is None:
            return NO_ROW
        first, last = self._starts[report : report + 2].tolist()
        places = np.flatnonzero(self.ids[first:last] == measure_id.encode())
        return first + int(places[-1]) if len(places) else NO_ROW

    def ids_of(self, rows: Sequence[int]) -> list[str]:
        """Ids of the measures in `rows`."""
        if not rows:
            return []
        names = [name.decode() for name in self.ids[rows].tolist()]
        if len(self._known_rows) > _KNOWN_ROWS:
            self._known_rows.clear()
        self._known_rows.update(zip(names, rows, strict=True))
        return names

    def text(self, row: int) -> SquashedText:
        """What was added as text of the measure in `row`."""
        number = bisect_right(self.shards.first_rows, row) - 1
        part, position = self.shards.parts[number], row - self.shards.first_rows[number]
        first, last = part.text_ends[position : position + 2].tolist()
        packed = part.arrays["text"][first:last].tobytes()
        return SquashedText(*_decoded(packed).split(_BETWEEN))

    def titles(self, rows: Rows, *, longest: int) -> Iterator[str]:
        """The squashed titles of the measures in `rows`, ascending; "" for what may be longer."""
        for part, start in zip(self.shards.parts, self.shards.first_rows, strict=False):
            here = rows[(rows >= start) & (rows < start + len(part))] - start
            ends, text = part.text_ends, part.arrays["text"].data
            most = 1 + _MOST_BYTES * longest + 1
            for first, last in zip(ends[here].tolist(), ends[here + 1].tolist(), strict=True):
                packed = bytes(text[first : min(last, first + most)])
                title, end, _ = packed.partition(_END_OF_TITLE)
                yield _decoded(title) if end else ""

    def cells(self, name: str, rows: Rows) -> Rows:
        """The column of numbers in `rows`; -1 for NO_ROW."""
        numbers = np.full(len(rows), _NONE, dtype=np.int64)
        numbers[rows != NO_ROW] = self.numbers(name)[rows[rows != NO_ROW]]
        return numbers

    def reports_of(self, rows: Rows) -> Rows:
        """A number of the report of each of `rows`; -1 for NO_ROW."""
        return np.searchsorted(self._starts, rows, side="right") - 1

    def facet_counts(self, mask: Mask | None) -> FacetCounts:
        """How many of the rows of `mask` have each value of each facet; None: of all rows."""
        return FacetCounts(
            topics=self._string_counts("topic", "facet_topics", mask),
            indicators=_counted(self.numbers("indicator"), mask),
            fiscal_years=_counted(self.numbers("fiscal_year"), mask),
            types=self._string_counts("type", "type", mask),
            provinces=self._string_counts("province", "province", mask),
        )

    def _string_counts(self, name: str, column: str, mask: Mask | None) -> Mapping[str, int]:
        values, counts = self.values(name), _counted(self.numbers(column), mask)
        return {values[code]: count for code, count in counts.items()}

    def classifications(self, rows: Sequence[int]) -> Iterator[Classification]:
        """What the measures in these rows are about, in their order."""
        of = np.asarray(rows, dtype=np.int64)
        # Whole columns at once: a matrix of many towns needs tens of thousands.
        names = ("topics", "confidence", "origin", "about")
        columns = (self.shards.column(name)[of].tolist() for name in names)
        topic_ids = self.values("topic")
        for topics, sure, origins, number in zip(*columns, strict=True):
            marks = zip(topics, sure, origins, strict=False)  # the indicator's come last
            yield Classification(
                topics=tuple(
                    TopicMark(
                        topic=topic_ids[topic],
                        confidence=round(confidence, _CONFIDENCE_DIGITS),
                        origin=_ORIGINS[origin],
                    )
                    for topic, confidence, origin in marks
                    if topic != _NONE
                ),
                indicator=None
                if number == _NONE
                else IndicatorMark(
                    number=number,
                    confidence=round(sure[-1], _CONFIDENCE_DIGITS),
                    origin=_ORIGINS[origins[-1]],
                ),
            )

    def subjects(self, report_ids: Sequence[str]) -> Mapping[str, ReportSubjects]:
        """What the measures of these reports are about; those not indexed are left out."""
        names = [name for name in report_ids if name.encode() in self._places]
        places = np.array([self._places[name.encode()] for name in names], dtype=np.int64)
        first, counts = self._starts[places], self.numbers("measures")[places]
        report = np.repeat(np.arange(len(names)), counts)
        rows = np.arange(len(report)) + np.repeat(first - np.cumsum(counts) + counts, counts)
        topics = self.numbers("topics")[rows]
        sure = self.shards.column("confidence")[rows, :MOST_TOPICS].astype(np.float64)
        values, has_topic = self.values("topic"), topics != _NONE
        sums = np.bincount(
            (report[:, None] * len(values) + topics)[has_topic],
            sure[has_topic].round(_CONFIDENCE_DIGITS),
            minlength=len(names) * len(values),
        )
        of_topics: list[dict[str, float]] = [{} for _ in names]
        for cell in np.flatnonzero(sums).tolist():
            row, topic = divmod(cell, len(values))
            of_topics[row][values[topic]] = float(sums[cell])
        of_indicators: list[set[int]] = [set() for _ in names]
        for row, number in zip(report.tolist(), self.numbers("about")[rows].tolist(), strict=True):
            of_indicators[row].add(number)
        return {
            name: ReportSubjects(topics=topics_of, indicators=frozenset(numbers - {_NONE}))
            for name, topics_of, numbers in zip(names, of_topics, of_indicators, strict=True)
        }

    @cached_property
    def _starts(self) -> Rows:
        """First row of each report, dead ones too, and the end of the last."""
        return np.cumsum(np.r_[0, self.numbers("measures")], dtype=np.int64)

    @cached_property
    def _places(self) -> Mapping[bytes, int]:
        dead = set(self.dead.tolist())
        names = self.shards.column("report").tolist()
        return {name: number for number, name in enumerate(names) if number not in dead}

    def numbers(self, name: str) -> Column:
        """A column of numbers or codes over all rows; -1 for none."""
        column: Column = self.shards.column(name)  # type: ignore[assignment]  # by its name
        return column

    def values(self, name: str) -> Sequence[str]:
        """The distinct strings that the codes of a column are places in."""
        return self._strings[name][0]

    def _codes(self, name: str) -> Mapping[str, int]:
        return self._strings[name][1]

    @cached_property
    def _strings(self) -> Mapping[str, tuple[Sequence[str], Mapping[str, int]]]:
        coded = {}
        for name in _CODED:
            values = [text.decode() for text in self.shards.column(f"values_{name}").tolist()]
            coded[name] = (values, {value: code for code, value in enumerate(values)})
        return coded

    def _numbers_of(self, name: str, strings: Collection[str]) -> list[int]:
        codes = self._codes(name)
        return [codes[string] for string in strings if string in codes]


def empty_measures(folder: Path, *, dim: int) -> MeasureTable:
    """A table without measures, written into `folder`."""
    columns = _columns({}, {name: {} for name in _CODED}, dim)
    shards = Shards(folder, (), dim=dim).extended(folder, columns)
    return MeasureTable(shards, np.zeros(0, dtype=np.int64))


def _columns(
    added: Mapping[str, StagedReport], codes_before: Mapping[str, Mapping[str, int]], dim: int
) -> dict[str, Array]:
    entries = [entry for report in added.values() for entry in report.entries]
    facets = [entry.facets for entry in entries]
    about = [entry.classification for entry in entries]
    marks = [entry.mark for entry in entries]
    texts = [_packed(entry.text) for entry in entries]
    codes = {name: dict(values) for name, values in codes_before.items()}

    def coded(name: str, texts: Sequence[str | None]) -> list[int]:
        of = codes[name]
        return [_NONE if text is None else of.setdefault(text, len(of)) for text in texts]

    def topics(named: Sequence[Sequence[str]]) -> Array:
        rows = [_padded(coded("topic", names), _NONE) for names in named]
        return np.array(rows, dtype=np.int16).reshape(-1, MOST_TOPICS)

    padded = [(*_padded(subjects.topics, None), subjects.indicator) for subjects in about]
    sure = [[mark.confidence if mark else 0 for mark in row] for row in padded]
    origins = [[_ORIGINS.index(mark.origin) if mark else 0 for mark in row] for row in padded]
    widest = max((len(mark.bands) for mark in marks if mark), default=0)
    bands = [mark.bands if mark else (0,) * widest for mark in marks]
    columns: dict[str, Array] = {
        "id": _as_bytes([entry.measure_id for entry in entries]),
        "organisation": np.array(
            coded("organisation", [facet.organisation_id for facet in facets]), dtype=np.int32
        ),
        "type": np.array(coded("type", [row.type for row in facets]), dtype=np.int16),
        "province": np.array(coded("province", [row.province for row in facets]), dtype=np.int16),
        "fiscal_year": _numbers([row.fiscal_year_be for row in facets]),
        "indicator": _numbers([row.indicator for row in facets]),
        "facet_topics": topics([row.topics for row in facets]),
        "topics": topics([[mark.topic for mark in row.topics] for row in about]),
        "confidence": np.array(sure, dtype=np.float32).reshape(-1, MOST_TOPICS + 1),
        "origin": np.array(origins, dtype=np.int8).reshape(-1, MOST_TOPICS + 1),
        "about": _numbers([item.indicator.number if item.indicator else None for item in about]),
        "group": np.array(
            [digest(mark.group.encode()) if mark else _NONE for mark in marks], dtype=np.int64
        ),
        "group_name": _as_bytes([mark.group if mark else "" for mark in marks]),
        "mark": np.array([mark.key if mark else 0 for mark in marks], dtype=np.uint64),
        # ValueError where their number differs.
        "bands": np.array(bands, dtype=np.uint32).reshape(len(entries), widest),
        "text_digest": np.array(
            [text for report in added.values() for text in report.texts], dtype=np.int64
        ),
        "text": np.frombuffer(b"".join(texts), dtype=np.uint8),
        "text_length": np.array([len(text) for text in texts], dtype=np.int32),
        VECTORS: np.concatenate(
            [np.zeros((0, dim), dtype=np.float32), *(report.vectors for report in added.values())]
        ),
        "report": _as_bytes(list(added)),
        "fingerprint": _as_bytes([report.fingerprint for report in added.values()]),
        "measures": np.array([len(report.entries) for report in added.values()], dtype=np.int64),
    }
    new = {name: list(values)[len(codes_before[name]) :] for name, values in codes.items()}
    return columns | {f"values_{name}": _as_bytes(values) for name, values in new.items()}


def _packed(text: SquashedText) -> bytes:
    joined = _BETWEEN.join((text.title, text.substance, text.circumstances))
    try:
        return _THAI_MARK + joined.encode(_THAI_CODEC)
    except UnicodeEncodeError:
        return _OTHER_MARK + joined.encode(errors="replace")


def _decoded(packed: bytes) -> str:
    codec = _THAI_CODEC if packed[:1] == _THAI_MARK else "utf-8"
    return packed[1:].decode(codec)


def _as_bytes(texts: Sequence[str]) -> Array:
    return np.array([text.encode() for text in texts], dtype=np.bytes_)


def _numbers(numbers: Sequence[int | None]) -> Array:
    return np.array([_NONE if number is None else number for number in numbers], dtype=np.int32)


def _runs(flags: Mask) -> list[slice]:
    edges = np.flatnonzero(np.diff(np.r_[False, flags, False]))
    return [slice(*run) for run in edges.reshape(-1, 2).tolist()]


def _padded(values: Sequence[_Value], empty: _Value) -> list[_Value]:
    return list(chain(values, [empty] * MOST_TOPICS))[:MOST_TOPICS]


def _any_of(column: Column, numbers: Collection[int]) -> Mask:
    if len(numbers) > _FEW_NUMBERS:
        return np.isin(column, list(numbers))
    equal = [np.equal(column, number) for number in numbers]
    return np.logical_or.reduce(equal) if equal else np.zeros(len(column), dtype=np.bool_)


def _counted(column: Column, mask: Mask | None) -> dict[int, int]:
    numbers = (column if mask is None else column[mask]).ravel()
    if not len(numbers) or int(numbers.max()) >= _MOST_COUNTED:
        values, counts = np.unique(numbers[numbers != _NONE], return_counts=True)
    else:
        every = np.bincount(numbers + 1)[1:]  # the first place is that of _NONE
        values = np.flatnonzero(every)
        counts = every[values]
    return dict(zip(values.tolist(), counts.tolist(), strict=True))
