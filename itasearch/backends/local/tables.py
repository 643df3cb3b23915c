"""The tables of indexed passages and measures as columns, for filters, counts and copies.

A passage has a row (its place in the columns and in the vectors) and a key (its name in the
full text, never used twice). Rows of removed reports are kept, marked dead, until the index
is compacted. A measure's place in its table is its code in the row table's values, so both
are read together; places of removed measures stay, they are those without a live row.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.model.classification import (
    MOST_TOPICS,
    Classification,
    IndicatorMark,
    Origin,
    TopicMark,
)
from itasearch.model.passages import (
    ROW_FIELD,
    Facets,
    IndexedMeasure,
    IndexEntry,
    PassageScore,
)
from itasearch.model.ranking import Filters

Rows: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Column: TypeAlias = NDArray[np.signedinteger]

_NONE = -1
"""No value in a column of codes or numbers, none of which is negative."""
_CODED = ("measure", "field", "report", "organisation", "type", "province")
_NUMBERS = ("key", "ordinal", "fiscal_year", "indicator", "alive")
_COLUMNS_FILE, _VALUES_FILE = "rows.npz", "values.json"

Records: TypeAlias = NDArray[np.void]
Bands: TypeAlias = NDArray[np.uint32]
_Record: TypeAlias = tuple[list[int], list[int], list[float], list[int], int, int, int]

_ORIGINS = tuple(Origin)
_CONFIDENCE_DIGITS = 6
"""Decimals of a confidence, 0–1; a float32 keeps no more of it than these."""
_RECORD = np.dtype(
    [
        ("facet_topics", np.int16, (MOST_TOPICS,)),
        ("topics", np.int16, (MOST_TOPICS,)),
        # Of the topics and, last, of the indicator.
        ("confidence", np.float32, (MOST_TOPICS + 1,)),
        ("origin", np.int8, (MOST_TOPICS + 1,)),
        ("indicator", np.int8),
        ("family", np.int32),
        ("key", np.uint64),
    ]
)
_RECORDS_FILE, _BANDS_FILE = "measures.npy", "bands.npy"
_MEASURE_VALUES_FILE = "measure_values.json"


@dataclass(frozen=True)
class RowTable:
    """Immutable columns, a row each passage, keys ascending.

    Attributes:
        columns: integer arrays of equal length by name; a coded one holds places in
            `values` (-1: the report does not say).
        values: the distinct strings of each coded column.
    """

    columns: Mapping[str, Column]
    values: Mapping[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.columns["key"])

    @cached_property
    def alive(self) -> Mask:
        """Which rows belong to a report that is indexed."""
        return np.equal(self.columns["alive"], 1)

    @cached_property
    def alive_count(self) -> int:
        """How many rows are alive."""
        return int(self.alive.sum())

    def without(self, report_ids: Collection[str]) -> "RowTable":
        """The same rows with those of `report_ids` dead."""
        gone = self._matches("report", report_ids)
        return RowTable(
            {**self.columns, "alive": (self.alive & ~gone).astype(np.int32)}, self.values
        )

    def extended(self, entries: Sequence[IndexEntry], *, first_key: int) -> "RowTable":
        """The same rows and then one for each entry, keys from `first_key`."""
        facets = [entry.facets for entry in entries]
        strings: dict[str, Sequence[str | None]] = {
            "measure": [entry.passage.measure_id for entry in entries],
            "field": [entry.passage.field for entry in entries],
            "report": [facet.report_id for facet in facets],
            "organisation": [facet.organisation_id for facet in facets],
            "type": [facet.type for facet in facets],
            "province": [facet.province for facet in facets],
        }
        numbers: dict[str, Sequence[int | None]] = {
            "key": range(first_key, first_key + len(entries)),
            "ordinal": [entry.passage.ordinal for entry in entries],
            "fiscal_year": [facet.fiscal_year_be for facet in facets],
            "indicator": [facet.indicator for facet in facets],
            "alive": [1] * len(entries),
        }
        values = {}
        for name, texts in strings.items():
            codes = _numbered(self.values[name])
            numbers[name] = [t if t is None else codes.setdefault(t, len(codes)) for t in texts]
            values[name] = tuple(codes)
        columns = {}
        for name, column in self.columns.items():
            added = [_NONE if number is None else number for number in numbers[name]]
            columns[name] = np.concatenate([column, np.asarray(added, dtype=column.dtype)])
        return RowTable(columns, values)

    def compacted(self) -> "RowTable":
        """The rows that are alive, in order; their keys stay."""
        columns = {name: column[self.alive] for name, column in self.columns.items()}
        return RowTable(columns, self.values)

    def mask(self, filters: Filters) -> Mask | None:
        """Which rows may be found; None when all may."""
        chosen = [] if self.alive_count == len(self) else [self.alive]
        for name, allowed in (
            ("organisation", filters.organisation_ids),
            ("type", filters.types),
            ("province", filters.provinces),
        ):
            if allowed:
                chosen.append(self._matches(name, allowed))
        for name, numbers in (
            ("fiscal_year", filters.fiscal_years),
            ("indicator", filters.indicators),
        ):
            if numbers:
                chosen.append(np.isin(self.columns[name], numbers))
        return np.logical_and.reduce(chosen) if chosen else None

    def rows_of_keys(self, keys: Sequence[int]) -> Rows:
        """The rows that have these keys, in their order."""
        return np.searchsorted(self.columns["key"], np.asarray(keys, dtype=np.int64))

    def rows_of_measure(self, measure_id: str) -> Rows:
        """The live rows of a measure, in order."""
        code = self.measure_codes.get(measure_id)
        if code is None or self.first_rows[code] == _NONE:
            return np.zeros(0, dtype=np.int64)
        first = int(self.first_rows[code])
        rows = np.arange(first, first + int(self._live_counts[code]))
        if rows[-1] < len(self) and np.all(self.columns["measure"][rows] == code):
            return rows  # as a report's entries are added: those of a measure together
        return np.flatnonzero(self._matches("measure", (measure_id,)) & self.alive)

    @cached_property
    def _live_counts(self) -> Rows:
        """How many live rows each measure has, by its code."""
        codes = self.columns["measure"][self.alive]
        return np.bincount(codes, minlength=len(self.values["measure"])).astype(np.int64)

    @cached_property
    def first_rows(self) -> Rows:
        """The first live row of each measure, by its code; -1 for a removed one."""
        first = np.full(len(self.values["measure"]), _NONE, dtype=np.int64)
        alive = np.flatnonzero(self.alive)[::-1]
        first[self.columns["measure"][alive]] = alive
        return first

    @property
    def measure_codes(self) -> Mapping[str, int]:
        """Code of each measure, removed ones too, by its id."""
        return self._codes["measure"]

    @cached_property
    def all_have_rows(self) -> bool:
        """Whether each measure has a passage of its whole row."""
        whole = self.is_field(ROW_FIELD) & self.alive
        return int(whole.sum()) == int((self.first_rows != _NONE).sum())

    def is_field(self, field: str) -> Mask:
        """Which rows are passages of this field."""
        return self._matches("field", (field,))

    def string(self, name: str, row: int) -> str | None:
        """The value of the coded column `name` in `row`."""
        code = self.columns[name][row]
        return None if code == _NONE else self.values[name][code]

    def number(self, name: str, row: int) -> int | None:
        """The value of the column of numbers `name` in `row`."""
        number = int(self.columns[name][row])
        return None if number == _NONE else number

    def counts(self, name: str, rows: Rows) -> Mapping[str, int]:
        """How many of `rows` have each value of the coded column `name`."""
        return {self.values[name][code]: n for code, n in self.number_counts(name, rows).items()}

    def number_counts(self, name: str, rows: Rows) -> Mapping[int, int]:
        """How many of `rows` have each value of the column of numbers `name`."""
        return _counted(self.columns[name][rows])

    def passage(self, row: int, score: float) -> PassageScore:
        """The passage in `row` as a scored one."""
        return PassageScore(
            measure_id=self.values["measure"][self.columns["measure"][row]],
            field=self.values["field"][self.columns["field"][row]],
            ordinal=int(self.columns["ordinal"][row]),
            score=score,
        )

    def save(self, folder: Path) -> None:
        """Write the columns and their values into `folder`."""
        with (folder / _COLUMNS_FILE).open("wb") as file:
            np.savez(file, allow_pickle=False, **self.columns)
        text = json.dumps({name: list(self.values[name]) for name in _CODED}, ensure_ascii=False)
        (folder / _VALUES_FILE).write_text(text, encoding="utf-8")

    def _matches(self, name: str, strings: Collection[str]) -> Mask:
        codes = [code for value in strings if (code := self._codes[name].get(value)) is not None]
        return np.isin(self.columns[name], codes)

    @cached_property
    def _codes(self) -> Mapping[str, Mapping[str, int]]:
        return {name: _numbered(values) for name, values in self.values.items()}


def empty_rows() -> RowTable:
    """A table without rows."""
    columns: dict[str, Column] = {
        name: np.zeros(0, dtype=np.int64 if name == "key" else np.int32)
        for name in (*_NUMBERS, *_CODED)
    }
    return RowTable(columns, dict.fromkeys(_CODED, ()))


def load_rows(folder: Path) -> RowTable:
    """The table that `save` wrote into `folder`; OSError, ValueError or KeyError without one."""
    with np.load(folder / _COLUMNS_FILE, allow_pickle=False) as file:
        columns = {name: file[name] for name in (*_NUMBERS, *_CODED)}
    values = json.loads((folder / _VALUES_FILE).read_text(encoding="utf-8"))
    return RowTable(columns, {name: tuple(values[name]) for name in _CODED})


@dataclass(frozen=True)
class MeasureTable:
    """Immutable columns, a place each measure.

    Attributes:
        records: numbers of _RECORD; topics and groups of copies (`family`) are places in
            the two tuples (-1: none).
        bands: shape (n, number of bands).
        topics: the distinct topic ids.
        groups: the distinct names of groups of copies.
    """

    records: Records
    bands: Bands
    topics: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def extended(
        self,
        entries: Iterable[IndexEntry],
        measures: Iterable[IndexedMeasure],
        *,
        codes: Mapping[str, int],
    ) -> "MeasureTable":
        """The same with what `entries` and `measures` hold of the measures they name.

        Args:
            codes: place of every measure by its id; old ones are where they were.
        """
        facets = {entry.passage.measure_id: entry.facets for entry in entries}
        known = {item.measure_id: item for item in measures}
        items = [known.get(name) or IndexedMeasure(measure_id=name) for name in facets]
        topics, groups = _numbered(self.topics), _numbered(self.groups)
        places = np.asarray([codes[name] for name in facets], dtype=np.int64)
        records = np.zeros(len(codes), dtype=_RECORD)
        records[: len(self.records)] = self.records
        records[places] = np.array(
            [
                _record(item, facet, topics, groups)
                for item, facet in zip(items, facets.values(), strict=True)
            ],
            dtype=_RECORD,
        )
        bands = self._extended_bands(items, places, len(codes))
        return MeasureTable(records, bands, tuple(topics), tuple(groups))

    def classifications(self, places: Sequence[int]) -> Iterator[Classification]:
        """What the measures at these places are about, in their order."""
        records = self.records[np.asarray(places, dtype=np.int64)]
        # Whole columns at once: a matrix of many towns needs tens of thousands.
        columns = (records[name].tolist() for name in ("topics", "confidence", "origin"))
        rows = zip(*columns, records["indicator"].tolist(), strict=True)
        for topics, sure, origins, number in rows:
            marks = zip(topics, sure, origins, strict=False)  # the indicator's come last
            yield Classification(
                topics=tuple(
                    TopicMark(
                        topic=self.topics[topic],
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

    def with_topics(self, topics: Iterable[str]) -> Mask:
        """Which measures have one of these topics, as filters see them."""
        numbers = [self.topics.index(topic) for topic in topics if topic in self.topics]
        having: Mask = np.zeros(len(self.records), dtype=np.bool_)
        having[np.isin(self.records["facet_topics"], numbers).any(axis=1)] = True
        return having

    def topic_counts(self, places: Rows) -> Mapping[str, int]:
        """How many of the measures at `places` have each topic, as filters see them."""
        counts = _counted(self.records["facet_topics"][places].ravel())
        return {self.topics[number]: count for number, count in counts.items()}

    def copies(self, place: int) -> Rows:
        """Places of a measure and all its copies, removed ones too; none without a mark."""
        order, groups = self._by_group
        group = self.records["family"][place]
        if group == _NONE:
            return order[:0]
        first, last = np.searchsorted(groups, [group, group + 1])
        return order[first:last]

    def marked(self) -> Rows:
        """Places of the measures that have a mark."""
        return np.flatnonzero(self.records["family"] != _NONE)

    def group(self, place: int) -> str:
        """The group of copies of a marked measure."""
        return self.groups[int(self.records["family"][place])]

    def save(self, folder: Path) -> None:
        """Write the columns and their values into `folder`."""
        np.save(folder / _RECORDS_FILE, self.records, allow_pickle=False)
        np.save(folder / _BANDS_FILE, self.bands, allow_pickle=False)
        values = {"topics": self.topics, "families": self.groups}
        text = json.dumps(values, ensure_ascii=False)
        (folder / _MEASURE_VALUES_FILE).write_text(text, encoding="utf-8")

    @cached_property
    def _by_group(self) -> tuple[Rows, NDArray[np.int32]]:
        """All places ordered by group of copies, and the group of each of them."""
        order = np.argsort(self.records["family"], kind="stable")
        return order, self.records["family"][order]

    def _extended_bands(self, items: Sequence[IndexedMeasure], places: Rows, size: int) -> Bands:
        width = max([self.bands.shape[1], *(len(item.mark.bands) for item in items if item.mark)])
        bands = np.zeros((size, width), dtype=np.uint32)
        if self.bands.size:
            bands[: len(self.bands)] = self.bands
        for item, place in zip(items, places, strict=True):
            if item.mark is not None:
                bands[place] = item.mark.bands  # ValueError when their number differs
        return bands


def empty_measures() -> MeasureTable:
    """A table without measures."""
    return MeasureTable(np.zeros(0, dtype=_RECORD), np.zeros((0, 0), dtype=np.uint32))


def load_measures(folder: Path) -> MeasureTable:
    """The table that `save` wrote into `folder`; OSError, ValueError or KeyError without one."""
    records = np.load(folder / _RECORDS_FILE, allow_pickle=False)
    bands = np.load(folder / _BANDS_FILE, allow_pickle=False)
    values = json.loads((folder / _MEASURE_VALUES_FILE).read_text(encoding="utf-8"))
    if records.dtype != _RECORD or len(bands) != len(records):
        raise ValueError(f"{folder / _RECORDS_FILE} is of another version")
    return MeasureTable(records, bands, tuple(values["topics"]), tuple(values["families"]))


def _record(
    item: IndexedMeasure, facets: Facets, topics: dict[str, int], groups: dict[str, int]
) -> _Record:
    found = item.classification
    marks = [*found.topics[:MOST_TOPICS], *([None] * MOST_TOPICS)][:MOST_TOPICS]
    every = (*marks, found.indicator)
    return (
        _padded([topics.setdefault(topic, len(topics)) for topic in facets.topics]),
        _padded([topics.setdefault(mark.topic, len(topics)) for mark in found.topics]),
        [0.0 if mark is None else mark.confidence for mark in every],
        [0 if mark is None else _ORIGINS.index(mark.origin) for mark in every],
        _NONE if found.indicator is None else found.indicator.number,
        _NONE if item.mark is None else groups.setdefault(item.mark.group, len(groups)),
        0 if item.mark is None else item.mark.key,
    )


def _padded(numbers: Sequence[int]) -> list[int]:
    return [*numbers, *([_NONE] * MOST_TOPICS)][:MOST_TOPICS]


def _numbered(values: Sequence[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(values)}


def _counted(numbers: Column) -> dict[int, int]:
    """How often each number occurs, in their order."""
    values, counts = np.unique(numbers[numbers != _NONE], return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))
