"""The table of indexed passages as columns: whose they are, and what filters need of them.

A passage has a row (its place in the columns and in the vectors) and a key (its name in the
full text, never used twice). Rows of removed reports are kept, marked dead, until the index
is compacted.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.model.passages import ROW_FIELD, IndexEntry, PassageScore
from itasearch.model.ranking import Filters

Rows: TypeAlias = NDArray[np.int64]
Mask: TypeAlias = NDArray[np.bool_]
Column: TypeAlias = NDArray[np.signedinteger]

_NONE = -1
_CODED = ("measure", "field", "report", "organisation", "type", "province")
_NUMBERS = ("key", "ordinal", "fiscal_year", "indicator", "alive")
_COLUMNS_FILE, _VALUES_FILE = "rows.npz", "values.json"


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
        values, added = {}, _numbers(entries, first_key)
        for name, strings in _strings(entries).items():
            values[name], added[name] = _coded(self.values[name], strings)
        columns = {name: np.concatenate([self.columns[name], added[name]]) for name in self.columns}
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
        numbers = self.columns[name][rows]
        counts = np.bincount(numbers[numbers != _NONE])
        return {self.values[name][code]: int(counts[code]) for code in np.flatnonzero(counts)}

    def number_counts(self, name: str, rows: Rows) -> Mapping[int, int]:
        """How many of `rows` have each value of the column of numbers `name`."""
        numbers = self.columns[name][rows]
        values, counts = np.unique(numbers[numbers != _NONE], return_counts=True)
        return dict(zip(values.tolist(), counts.tolist(), strict=True))

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
        return {
            name: {value: code for code, value in enumerate(values)}
            for name, values in self.values.items()
        }


def empty_rows() -> RowTable:
    """A table without rows."""
    columns = {name: np.zeros(0, dtype=_dtype(name)) for name in (*_NUMBERS, *_CODED)}
    return RowTable(columns, dict.fromkeys(_CODED, ()))


def load_rows(folder: Path) -> RowTable:
    """The table that `save` wrote into `folder`; OSError, ValueError or KeyError without one."""
    with np.load(folder / _COLUMNS_FILE, allow_pickle=False) as file:
        columns = {name: file[name] for name in (*_NUMBERS, *_CODED)}
    values = json.loads((folder / _VALUES_FILE).read_text(encoding="utf-8"))
    return RowTable(columns, {name: tuple(values[name]) for name in _CODED})


def _numbers(entries: Sequence[IndexEntry], first_key: int) -> dict[str, Column]:
    facets = [entry.facets for entry in entries]
    lists = {
        "key": list(range(first_key, first_key + len(entries))),
        "ordinal": [entry.passage.ordinal for entry in entries],
        "fiscal_year": [_or_none(facet.fiscal_year_be) for facet in facets],
        "indicator": [_or_none(facet.indicator) for facet in facets],
        "alive": [1] * len(entries),
    }
    return {name: np.asarray(numbers, dtype=_dtype(name)) for name, numbers in lists.items()}


def _dtype(name: str) -> type[np.signedinteger]:
    return np.int64 if name == "key" else np.int32


def _or_none(number: int | None) -> int:
    return _NONE if number is None else number


def _strings(entries: Sequence[IndexEntry]) -> dict[str, list[str | None]]:
    facets = [entry.facets for entry in entries]
    return {
        "measure": [entry.passage.measure_id for entry in entries],
        "field": [entry.passage.field for entry in entries],
        "report": [facet.report_id for facet in facets],
        "organisation": [facet.organisation_id for facet in facets],
        "type": [facet.type for facet in facets],
        "province": [facet.province for facet in facets],
    }


def _coded(known: Sequence[str], strings: Sequence[str | None]) -> tuple[tuple[str, ...], Column]:
    """The values, new ones behind the known, and the code of each string."""
    codes = {value: code for code, value in enumerate(known)}
    numbers = [
        _NONE if string is None else codes.setdefault(string, len(codes)) for string in strings
    ]
    return tuple(codes), np.asarray(numbers, dtype=np.int32)
