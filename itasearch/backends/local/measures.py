"""The table of indexed measures as columns: what each is about, and which are its copies.

A measure's place here is its code in the row table's values, so both are read together.
Places of removed measures stay; they are those without a live row.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.backends.local.rows import Mask, Rows
from itasearch.model.classification import (
    MOST_TOPICS,
    Classification,
    IndicatorMark,
    Origin,
    TopicMark,
)
from itasearch.model.passages import Facets, IndexedMeasure, IndexEntry

Records: TypeAlias = NDArray[np.void]
Bands: TypeAlias = NDArray[np.uint32]
_Record: TypeAlias = tuple[list[int], list[int], list[float], list[int], int, int, int]

_NONE = -1
_ORIGINS = tuple(Origin)
_CONFIDENCE_DIGITS = 6
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
_RECORDS_FILE, _BANDS_FILE, _VALUES_FILE = "measures.npy", "bands.npy", "measure_values.json"


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
        numbers = self.records["facet_topics"][places].ravel()
        counts = np.bincount(numbers[numbers != _NONE].astype(np.int64))
        return {self.topics[number]: int(counts[number]) for number in np.flatnonzero(counts)}

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
        (folder / _VALUES_FILE).write_text(text, encoding="utf-8")

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
    values = json.loads((folder / _VALUES_FILE).read_text(encoding="utf-8"))
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
        _padded([_number(topic, topics) for topic in facets.topics]),
        _padded([_number(mark.topic, topics) for mark in found.topics]),
        [0.0 if mark is None else mark.confidence for mark in every],
        [0 if mark is None else _ORIGINS.index(mark.origin) for mark in every],
        _NONE if found.indicator is None else found.indicator.number,
        _NONE if item.mark is None else _number(item.mark.group, groups),
        0 if item.mark is None else item.mark.key,
    )


def _padded(numbers: Sequence[int]) -> list[int]:
    return [*numbers, *([_NONE] * MOST_TOPICS)][:MOST_TOPICS]


def _numbered(values: Sequence[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(values)}


def _number(value: str, numbers: dict[str, int]) -> int:
    """The number of `value`; a new one gets the next."""
    return numbers.setdefault(value, len(numbers))
