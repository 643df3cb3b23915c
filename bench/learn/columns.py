"""(f) Which field the cells of a column are: a softmax regression (extract.headers.likely).

Learned from bench/learning/columns.jsonl, columns of tables in many layouts, of OCR texts also
cells and their lines alone, and from the reports of the examined sets, in pieces of one to eight
cells.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.learn.material import EXAMINED, FOLDER
from itasearch.domain.headers import Field, sure_header
from itasearch.extract.headers.likely import features
from itasearch.text.regression import Features, Regression

_PIECES = (1, 1, 2, 3, 5, 8)
_OCR = "ocr"
_ALONE = 1_000  #: Of cells of OCR texts, and of their lines, each alone: a table may fall to lines
_MOST_PIECES = 3_000  #: Of columns of reports of one layout: of others 5,000 tell .002 less
_FIELDS = frozenset(Field) - {Field.ORGANISATION, Field.FISCAL_YEAR, Field.DISTRICT, Field.PROVINCE}
_WEIGHT = 4.0  #: How often a column of another layout counts


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedColumn:
    """A column with its field, and of which set of reports it is ("" of examined ones)."""

    set: str
    field: str
    cells: Sequence[str]


def judged_columns() -> list[JudgedColumn]:
    """All of them, each set's in its order."""
    rows = map(json.loads, (FOLDER / "columns.jsonl").read_text(encoding="utf-8").splitlines())
    own = [JudgedColumn(set=r["set"], field=r["field"], cells=r["cells"]) for r in rows]
    pieces = [piece for path in sorted(EXAMINED.glob("*/reports/*.csv")) for piece in _pieces(path)]
    random = Random(0)
    pieces = random.sample(pieces, _MOST_PIECES)
    columns = [column for column in own if column.set.startswith(_OCR)]
    cells = [replace(column, cells=[cell]) for column in columns for cell in column.cells]
    lines = [replace(c, cells=[line]) for c in cells for line in c.cells[0].split("\n") if line]
    alone = [*random.sample(cells, _ALONE), *random.sample(lines, _ALONE)]
    return [*own, *alone, *pieces]


def _pieces(path: Path) -> Iterator[JudgedColumn]:
    random = Random(path.name)
    rows = [*csv.reader(path.read_text(encoding="utf-8-sig").splitlines())]
    head = max(range(4), key=lambda n: sum(map(bool, map(sure_header, rows[n]))))
    for match, *column in zip(map(sure_header, rows[head]), *rows[head + 1 :], strict=False):
        cells = [cell for cell in column if cell.strip()]
        while match and cells and match.field in _FIELDS:
            size = random.choice(_PIECES)
            yield JudgedColumn(set="", field=match.field.value, cells=cells[:size])
            cells = cells[size:]


def features_of(columns: Sequence[JudgedColumn]) -> Features:
    """Their features, shape (n, features)."""
    return np.stack([features(column.cells) for column in columns])


def learned(columns: Sequence[JudgedColumn], seen: Features) -> Regression:
    """The regression of columns' fields on their features."""
    weights = [_WEIGHT if column.set else 1.0 for column in columns]
    return fitted(seen, [column.field for column in columns], weights, inverse_penalty=20)


def fitted(
    seen: Features, classes: Sequence[str], weights: Sequence[float], *, inverse_penalty: float
) -> Regression:
    """The regression of classes on features, shape (n, features)."""
    model = LogisticRegression(C=inverse_penalty, max_iter=200)
    model.fit(csr_matrix(seen), classes, sample_weight=weights)
    odds, constants = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:  # of two the odds of the second are given
        odds, constants = (np.concatenate([-it, it], axis=-1) / 2 for it in (odds, constants))
    return Regression(classes=tuple(model.classes_.tolist()), weights=odds, constants=constants)


def left_out(columns: Sequence[JudgedColumn], seen: Features) -> str:
    """How many columns of each set get their field by what was learned on the others."""
    sets = np.array([column.set for column in columns])
    fields = np.array([column.field for column in columns])
    right = {}
    for name in sorted({*sets} - {""}):
        rest = [column for column in columns if column.set != name]
        best = learned(rest, seen[sets != name]).likeliest(seen[sets == name])
        right[name] = int((best == fields[sets == name]).sum())
    lines = (f"  {name}: {right[name]} of {(sets == name).sum()}\n" for name in right)
    return f"{''.join(lines)}  all: {sum(right.values())} of {(sets != '').sum()}"
