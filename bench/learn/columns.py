"""(f) Which field the cells of a column are: a softmax regression (extract.headers.likely).

Learned from bench/learning/columns.jsonl, columns of tables in many layouts, and from the reports
of the examined sets, in pieces of one to eight cells.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import IO

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.learn.material import EXAMINED, FOLDER
from itasearch.domain.headers import Field, sure_header
from itasearch.extract.headers.likely import Features, features

_PIECES = (1, 1, 2, 3, 5, 8)
_MOST_PIECES = 5_000
"""Of columns of reports of one layout, which say little more of others."""
_FIELDS = frozenset(Field) - {Field.ORGANISATION, Field.FISCAL_YEAR, Field.DISTRICT, Field.PROVINCE}
_WEIGHT = 4.0
"""How often a column of another layout counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedColumn:
    """A column with its field, and of which set of reports it is ("" of examined ones)."""

    source: str
    field: str
    cells: Sequence[str]


def judged_columns() -> list[JudgedColumn]:
    """All of them, each set's in its order."""
    lines = (FOLDER / "columns.jsonl").read_text(encoding="utf-8").splitlines()
    rows = map(json.loads, lines)
    own = [JudgedColumn(source=r["set"], field=r["field"], cells=r["cells"]) for r in rows]
    pieces = [*_pieces()]
    return [*own, *Random(0).sample(pieces, min(_MOST_PIECES, len(pieces)))]


def _pieces() -> Iterator[JudgedColumn]:
    random = Random(0)
    for path in sorted(EXAMINED.glob("*/reports/*.csv")):
        rows = [*csv.reader(path.read_text(encoding="utf-8-sig").splitlines())]
        head = max(
            range(min(4, len(rows))), key=lambda n: sum(map(bool, map(sure_header, rows[n])))
        )
        for index, name in enumerate(rows[head]):
            match = sure_header(name)
            cells = [row[index] for row in rows[head + 1 :] if row[index:] and row[index].strip()]
            while match and cells and match.field in _FIELDS:
                size = random.choice(_PIECES)
                yield JudgedColumn(source="", field=match.field.value, cells=cells[:size])
                cells = cells[size:]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedColumns:
    """Fields, weights of shape (features, fields) and constants of shape (fields,)."""

    fields: Sequence[str]
    weights: Features
    constants: Features

    def write(self, file: IO[bytes]) -> None:
        """Write it in a byte a weight, as `likely` reads it."""
        scales = np.abs(self.weights).max(axis=0) / 127
        small = np.round(self.weights / scales).astype(np.int8)
        fields, constants = np.array(self.fields), self.constants
        np.savez_compressed(file, fields=fields, weights=small, scales=scales, constants=constants)

    def best(self, columns: Features) -> list[str]:
        """The likeliest field of each of n columns, from their features of shape (n, features)."""
        return [self.fields[n] for n in (columns @ self.weights + self.constants).argmax(axis=1)]


def learned(columns: Sequence[JudgedColumn], seen: Features) -> LearnedColumns:
    """Weights by columns and their features."""
    model = LogisticRegression(C=20, max_iter=200)
    counts = [_WEIGHT if column.source else 1.0 for column in columns]
    model.fit(csr_matrix(seen), [c.field for c in columns], sample_weight=counts)
    return LearnedColumns(
        fields=model.classes_.tolist(),
        weights=model.coef_.T.astype(np.float32),
        constants=model.intercept_.astype(np.float32),
    )


def left_out(columns: Sequence[JudgedColumn], seen: Features) -> str:
    """How many columns of each set get their field by what was learned on the others."""
    lines, all_right = [], 0
    sources = np.array([column.source for column in columns])
    for source in sorted({*sources} - {""}):
        own = sources == source
        rest = [column for column, is_own in zip(columns, own, strict=True) if not is_own]
        best = learned(rest, seen[~own]).best(seen[own])
        right = sum(
            column.field == field
            for column, field in zip([c for c in columns if c.source == source], best, strict=True)
        )
        all_right += right
        lines.append(f"  {source}: {right} of {len(best)}")
    return "\n".join((*lines, f"  all: {all_right} of {(sources != '').sum()}"))


def features_of(columns: Sequence[JudgedColumn]) -> Features:
    """Their features, shape (n, features)."""
    return np.stack([features(column.cells) for column in columns])
