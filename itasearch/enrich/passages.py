"""The passages of a measure that are encoded, its title and its row, and its one vector.

Vectors of the other fields were tried: with them, with words and trigrams of each field apart,
nDCG@10 on the judged queries is .847 and .864 (tuning and figure half), without them .854 and
.863, at a ninth of the vectors.
"""

from collections.abc import Sequence

import numpy as np

from itasearch.encoders.base import Vectors
from itasearch.model.passages import PASSAGE_LENGTH, ROW_FIELD, Passage, SquashedText
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.stretches import beginning, stretches

ROW_LENGTH = 1_000  # code points of the passage of a whole row; every field gets its share


_TITLE = "title"

CIRCUMSTANCES = ("timeframe", "responsible", "budget")
"""Fields about when, by whom and for how much: they do not say what is done."""

TITLE_SHARE = 0.25
"""Of the title's vector, added to the row's. nDCG@10 on the tuning and the figure half: .852 and
.855 without it, .854 and .863 with it, .851 and .862 at 0.5, .841 and .867 at 1."""

_LEAST_LENGTH = 1e-9  # of a vector that is divided by its length; one of zeros stays so


def cut_passages(measure: Measure) -> tuple[Passage, ...]:
    """The passages that are encoded: those of the title in order, then the one of the row.

    A measure without any text has none.
    """
    if not texts_of(measure):
        return ()
    title = field_passages(measure, [_TITLE])
    return (*title, Passage(ROW_FIELD, _row_text(measure)))


def measure_vector(passages: Sequence[Passage], vectors: Vectors) -> Vectors:
    """The unit vector of a measure, shape (dim,), from those of its passages, a row for each."""
    is_title = np.array([passage.field == _TITLE for passage in passages])
    mean = vectors[~is_title].sum(axis=0)
    if is_title.any():
        mean = mean + np.float32(TITLE_SHARE) * vectors[is_title].mean(axis=0)
    unit: Vectors = (mean / max(float(np.linalg.norm(mean)), _LEAST_LENGTH)).astype(np.float32)
    return unit


def field_passages(measure: Measure, fields: Sequence[str] = TEXT_FIELDS) -> tuple[Passage, ...]:
    """A measure's fields in this order, cut into stretches of at most PASSAGE_LENGTH code points.

    Whole items as long as they fit; together the stretches of a field hold all of it but
    white space at their edges.
    """
    return tuple(
        Passage(name, text[start:end])
        for name in fields
        if (text := measure.text(name))
        for start, end in stretches(text, limit=PASSAGE_LENGTH)
    )


def squashed_text(measure: Measure) -> SquashedText:
    """A measure's text as names are sought in it."""
    rest = [name for name in TEXT_FIELDS if name != _TITLE and name not in CIRCUMSTANCES]
    return SquashedText(
        title=squash(measure.title),
        substance="\n".join(squash(measure.text(name)) for name in rest),
        circumstances="\n".join(squash(measure.text(name)) for name in CIRCUMSTANCES),
    )


def texts_of(measure: Measure) -> list[str]:
    """The texts of a measure's fields that have any, in order."""
    return [text for name in TEXT_FIELDS if (text := measure.text(name).strip())]


def _row_text(measure: Measure) -> str:
    """All fields, each on lines of its own; shares of the long ones when they are too long.

    Cutting at the end instead would lose the outcomes, which come last.
    """
    texts = texts_of(measure)
    rest = ROW_LENGTH - len(texts) + 1
    shares: dict[int, int] = {}
    for rank, number in enumerate(sorted(range(len(texts)), key=lambda i: len(texts[i]))):
        shares[number] = min(len(texts[number]), rest // (len(texts) - rank))
        rest -= shares[number]
    return "\n".join(beginning(text, limit=shares[i]) for i, text in enumerate(texts))
