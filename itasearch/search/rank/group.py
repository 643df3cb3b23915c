"""From passages to measures: what a measure's passages are worth together.

A word or thought deep inside a cell is found by the best passage; a query spread
over the cells by the whole row; and a measure that has it in its title is about
it, not merely touching it. Imports model only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from itasearch.model.passages import ROW_FIELD, PassageScore

TITLE_FIELD = "title"
_NOT_TELLING = (ROW_FIELD, "responsible", "timeframe", "budget")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How the parts of a measure's score weigh.

    Attributes:
        row: share of the whole row, 0–1; the rest is the best passage's.
        title: what the title's score adds on top.
    """

    row: float
    title: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureScore:
    """A measure's score by one signal.

    Attributes:
        best: score of its best passage, the row included.
        nearest: (field, ordinal) of its best passage that says what is done, if one
            was found.
    """

    score: float
    best: float
    nearest: tuple[str, int] | None


def by_measure(
    passages: Sequence[PassageScore], shares: Shares, *, missing: float = 0.0
) -> Mapping[str, MeasureScore]:
    """Scores of the measures that `passages` belong to.

    Args:
        passages: best first, as a backend returns them.
        shares: how best passage, row and title weigh.
        missing: the score of a row that is not among the passages; never more than
            the measure's best.
    """
    together: dict[str, list[PassageScore]] = {}
    for passage in passages:
        together.setdefault(passage.measure_id, []).append(passage)
    return {measure_id: _combined(found, shares, missing) for measure_id, found in together.items()}


def _combined(found: Sequence[PassageScore], shares: Shares, missing: float) -> MeasureScore:
    best = found[0].score
    row = next((p.score for p in found if p.field == ROW_FIELD), min(missing, best))
    title = next((p.score for p in found if p.field == TITLE_FIELD), 0.0)
    telling = next((p for p in found if p.field not in _NOT_TELLING), None)
    score = (1 - shares.row) * best + shares.row * row + shares.title * max(title, 0.0)
    nearest = None if telling is None else (telling.field, telling.ordinal)
    return MeasureScore(score=score, best=best, nearest=nearest)
