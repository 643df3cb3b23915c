"""The indexed measures as columns, for filters, counts, classifications and copies.

A measure has a row (its place in the columns and in the vectors) and a key (its name in the
full text, never used twice). The rows of a report are adjacent. Rows of removed reports are
kept, marked dead, until the index is compacted.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from itasearch.model.passages import IndexEntry, SquashedText
from itasearch.model.ranking import Filters
from itasearch.model.records import report_of

Rows: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Column: TypeAlias = NDArray[np.signedinteger]
Ids: TypeAlias = NDArray[np.bytes_]

_NONE = NO_ROW = -1
"""No value in a column of codes or numbers, and no row, none of which is negative."""
_CODED = ("report", "organisation", "type", "province")
_NUMBERS = ("key", "fiscal_year", "indicator", "alive")
_VALUED = (*_CODED, "topic", "group")
_ARRAYS = ("ids", "records", "bands", "texts", "text_ends")
_COLUMNS_FILE, _VALUES_FILE = "measures.npz", "values.json"

_KNOWN_ROWS = 10_000
"""Measures whose rows are kept, some 2 MB; chosen by hand."""

Records: TypeAlias = NDArray[np.void]
Bands: TypeAlias = NDArray[np.uint32]
Texts: TypeAlias = NDArray[np.uint8]
_Record: TypeAlias = tuple[list[int], list[int], list[float], list[int], int, int, int]

_ORIGINS = tuple(Origin)
_THAI_CODEC = "cp874"
_THAI_MARK, _OTHER_MARK = b"\0", b"\1"
"""First byte of a packed text, by how it is encoded."""
_BETWEEN = "\x1f"
"""Between the parts of a packed text; white space, which squashed text has none of."""
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


@dataclass(frozen=True)
class MeasureTable:
    """Immutable columns, a row each measure, keys ascending.

    Attributes:
        ids: of the measures, as UTF-8.
        columns: integer arrays by name; a coded one holds places in `values` (-1: the
            report does not say).
        records: numbers of _RECORD; topics and groups of copies (`family`) are places in
            `values` (-1: none).
        bands: shape (n, number of bands).
        texts: of all measures, packed, one after the other.
        text_ends: where each ends in `texts`.
        values: the distinct strings of each coded column, of topics and groups.
    """

    ids: Ids
    columns: Mapping[str, Column]
    records: Records
    bands: Bands
    texts: Texts
    text_ends: Rows
    values: Mapping[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def alive(self) -> Mask:
        """Which rows belong to a report that is indexed."""
        return np.equal(self.columns["alive"], 1)

    @cached_property
    def alive_count(self) -> int:
        """How many rows are alive."""
        return int(self.alive.sum())

    def without(self, report_ids: Collection[str]) -> "MeasureTable":
        """The same rows with those of `report_ids` dead."""
        gone = self._matches("report", report_ids)
        alive = (self.alive & ~gone).astype(np.int32)
        return replace(self, columns={**self.columns, "alive": alive})

    def extended(self, entries: Sequence[IndexEntry], *, first_key: int) -> "MeasureTable":
        """The same rows and then one for each entry, keys from `first_key`."""
        if not entries:
            return self
        facets = [entry.facets for entry in entries]
        strings: dict[str, Sequence[str | None]] = {
            "report": [facet.report_id for facet in facets],
            "organisation": [facet.organisation_id for facet in facets],
            "type": [facet.type for facet in facets],
            "province": [facet.province for facet in facets],
        }
        numbers: dict[str, Sequence[int | None]] = {
            "key": range(first_key, first_key + len(entries)),
            "fiscal_year": [facet.fiscal_year_be for facet in facets],
            "indicator": [facet.indicator for facet in facets],
            "alive": [1] * len(entries),
        }
        codes = {name: _numbered(values) for name, values in self.values.items()}
        for name, texts in strings.items():
            known = codes[name]
            numbers[name] = [t if t is None else known.setdefault(t, len(known)) for t in texts]
        columns = {}
        for name, column in self.columns.items():
            added = [_NONE if number is None else number for number in numbers[name]]
            columns[name] = np.concatenate([column, np.asarray(added, dtype=column.dtype)])
        records = [_record(entry, codes["topic"], codes["group"]) for entry in entries]
        packed = [_packed(entry.text) for entry in entries]
        return MeasureTable(
            ids=np.concatenate([self.ids, _as_ids(entry.measure_id for entry in entries)]),
            columns=columns,
            records=np.concatenate([self.records, np.array(records, dtype=_RECORD)]),
            bands=_extended_bands(self.bands, entries),
            texts=np.concatenate([self.texts, _joined(packed)]),
            text_ends=np.concatenate([self.text_ends, len(self.texts) + _ends(packed)]),
            values={name: tuple(known) for name, known in codes.items()},
        )

    def compacted(self) -> "MeasureTable":
        """The rows that are alive, in order; their keys stay."""
        columns = {name: column[self.alive] for name, column in self.columns.items()}
        lengths = np.diff(self.text_ends, prepend=0)
        return MeasureTable(
            ids=self.ids[self.alive],
            columns=columns,
            records=self.records[self.alive],
            bands=self.bands[self.alive],
            texts=self.texts[np.repeat(self.alive, lengths)],
            text_ends=np.cumsum(lengths[self.alive]),
            values=self.values,
        )

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
        if filters.topics:
            chosen.append(self._with_topics(filters.topics))
        return np.logical_and.reduce(chosen) if chosen else None

    def rows_of_keys(self, keys: Sequence[int] | Rows) -> Rows:
        """The rows that have these keys, in their order."""
        return np.searchsorted(self.columns["key"], np.asarray(keys, dtype=np.int64))

    def rows_of(self, measure_ids: Sequence[str]) -> Mapping[str, int]:
        """The row of each of these measures that is indexed."""
        rows = [(name, self._row_of(name)) for name in measure_ids]
        return {name: row for name, row in rows if row != NO_ROW}

    def id_of(self, row: int) -> str:
        """Id of the measure in `row`."""
        return bytes(self.ids[row]).decode()

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
        first = self.text_ends[row - 1] if row else 0
        return _unpacked(bytes(self.texts[first : self.text_ends[row]]))

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

    def topic_counts(self, rows: Rows) -> Mapping[str, int]:
        """How many of the measures in `rows` have each topic, as filters see them."""
        counts = _counted(self.records["facet_topics"][rows].ravel())
        return {self.values["topic"][number]: count for number, count in counts.items()}

    def classifications(self, rows: Sequence[int]) -> Iterator[Classification]:
        """What the measures in these rows are about, in their order."""
        records = self.records[np.asarray(rows, dtype=np.int64)]
        # Whole columns at once: a matrix of many towns needs tens of thousands.
        columns = (records[name].tolist() for name in ("topics", "confidence", "origin"))
        for topics, sure, origins, number in zip(
            *columns, records["indicator"].tolist(), strict=True
        ):
            marks = zip(topics, sure, origins, strict=False)  # the indicator's come last
            yield Classification(
                topics=tuple(
                    TopicMark(
                        topic=self.values["topic"][topic],
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

    def copies(self, row: int) -> Rows:
        """Live rows of a measure and all its copies; none without a mark."""
        order, groups = self._by_group
        group = self.records["family"][row]
        if group == _NONE:
            return order[:0]
        first, last = np.searchsorted(groups, [group, group + 1])
        return order[first:last]

    def marked(self) -> Rows:
        """Live rows of the measures that have a mark."""
        return np.flatnonzero((self.records["family"] != _NONE) & self.alive)

    def group(self, row: int) -> str:
        """The group of copies of a marked measure."""
        return self.values["group"][int(self.records["family"][row])]

    def save(self, folder: Path) -> None:
        """Write the columns and their values into `folder`."""
        arrays = {**{name: getattr(self, name) for name in _ARRAYS}, **self.columns}
        with (folder / _COLUMNS_FILE).open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        (folder / _VALUES_FILE).write_text(
            json.dumps(dict(self.values), ensure_ascii=False), encoding="utf-8"
        )

    def _row_of(self, measure_id: str) -> int:
        known = self._known_rows.get(measure_id)
        if known is not None:
            return known
        first, last = self._report_rows.get(report_of(measure_id), (0, 0))
        places = np.flatnonzero(self.ids[first:last] == measure_id.encode())
        return first + int(places[-1]) if len(places) else NO_ROW

    @cached_property
    def _known_rows(self) -> dict[str, int]:
        """Rows of measures that were found lately; a search asks for them several times."""
        return {}

    @cached_property
    def _report_rows(self) -> Mapping[str, tuple[int, int]]:
        """First row and end of each report's live rows."""
        rows = np.flatnonzero(self.alive)
        codes = self.columns["report"][rows]
        starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(rows) else rows
        ends = np.r_[starts[1:], len(rows)] if len(rows) else rows
        names = self.values["report"]
        return {
            names[codes[start]]: (int(rows[start]), int(rows[end - 1]) + 1)
            for start, end in zip(starts, ends, strict=True)
        }

    @cached_property
    def _by_group(self) -> tuple[Rows, NDArray[np.int32]]:
        """Live rows ordered by group of copies, and the group of each of them."""
        rows = self.marked()
        groups = self.records["family"][rows]
        order = np.argsort(groups, kind="stable")
        return rows[order], groups[order]

    def _with_topics(self, topics: Iterable[str]) -> Mask:
        numbers = [self._codes["topic"][one] for one in topics if one in self._codes["topic"]]
        having: Mask = np.zeros(len(self), dtype=np.bool_)
        having[np.isin(self.records["facet_topics"], numbers).any(axis=1)] = True
        return having

    def _matches(self, name: str, strings: Collection[str]) -> Mask:
        codes = [code for value in strings if (code := self._codes[name].get(value)) is not None]
        return np.isin(self.columns[name], codes)

    @cached_property
    def _codes(self) -> Mapping[str, Mapping[str, int]]:
        return {name: _numbered(values) for name, values in self.values.items()}


def empty_measures() -> MeasureTable:
    """A table without measures."""
    columns: dict[str, Column] = {
        name: np.zeros(0, dtype=np.int64 if name == "key" else np.int32)
        for name in (*_NUMBERS, *_CODED)
    }
    return MeasureTable(
        ids=np.zeros(0, dtype="S1"),
        columns=columns,
        records=np.zeros(0, dtype=_RECORD),
        bands=np.zeros((0, 0), dtype=np.uint32),
        texts=np.zeros(0, dtype=np.uint8),
        text_ends=np.zeros(0, dtype=np.int64),
        values=dict.fromkeys(_VALUED, ()),
    )


def load_measures(folder: Path) -> MeasureTable:
    """The table that `save` wrote into `folder`; OSError, ValueError or KeyError without one."""
    with np.load(folder / _COLUMNS_FILE, allow_pickle=False) as file:
        table = {name: file[name] for name in (*_NUMBERS, *_CODED)}
        ids, records, bands, texts, text_ends = (file[name] for name in _ARRAYS)
    values = json.loads((folder / _VALUES_FILE).read_text(encoding="utf-8"))
    sizes = {len(array) for array in (ids, records, bands, text_ends, *table.values())}
    if records.dtype != _RECORD or len(sizes) != 1:
        raise ValueError(f"{folder / _COLUMNS_FILE} is of another version")
    return MeasureTable(
        ids=ids,
        columns=table,
        records=records,
        bands=bands,
        texts=texts,
        text_ends=text_ends,
        values={name: tuple(values[name]) for name in _VALUED},
    )


def _as_ids(names: Iterable[str]) -> Ids:
    return np.array([name.encode() for name in names], dtype=np.bytes_)


def _packed(text: SquashedText) -> bytes:
    """The text as bytes: one a Thai letter, or as UTF-8 where it has letters of others."""
    joined = _BETWEEN.join((text.title, text.substance, text.circumstances))
    try:
        return _THAI_MARK + joined.encode(_THAI_CODEC)
    except UnicodeEncodeError:
        return _OTHER_MARK + joined.encode(errors="replace")


def _unpacked(packed: bytes) -> SquashedText:
    codec = _THAI_CODEC if packed[:1] == _THAI_MARK else "utf-8"
    return SquashedText(*packed[1:].decode(codec).split(_BETWEEN))


def _joined(packed: Iterable[bytes]) -> Texts:
    return np.frombuffer(b"".join(packed), dtype=np.uint8)


def _ends(packed: Iterable[bytes]) -> Rows:
    return np.cumsum([len(one) for one in packed], dtype=np.int64)


def _extended_bands(bands: Bands, entries: Sequence[IndexEntry]) -> Bands:
    width = max([bands.shape[1], *(len(item.mark.bands) for item in entries if item.mark)])
    extended = np.zeros((len(bands) + len(entries), width), dtype=np.uint32)
    extended[: len(bands), : bands.shape[1]] = bands
    for row, item in enumerate(entries, start=len(bands)):
        if item.mark is not None:
            extended[row] = item.mark.bands  # ValueError when their number differs
    return extended


def _record(item: IndexEntry, topics: dict[str, int], groups: dict[str, int]) -> _Record:
    found = item.classification
    marks = [*found.topics[:MOST_TOPICS], *([None] * MOST_TOPICS)][:MOST_TOPICS]
    every = (*marks, found.indicator)
    return (
        _padded([topics.setdefault(topic, len(topics)) for topic in item.facets.topics]),
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
