"""What a town's plan says of a measure that its results report of the year leaves out.

Both are one account of the year: what the one has is not lacking in the other.
"""

from collections.abc import Iterable, Mapping, Sequence

from itasearch.enrich.form_check import says_something
from itasearch.model.drafts import BORROWED_FIELDS
from itasearch.model.records import Measure, StoredMeasure
from itasearch.text.thai.match import LIKE_TITLES, similarity


def rows_of_title(
    measures: Iterable[Measure], rows: Sequence[StoredMeasure]
) -> Mapping[str, StoredMeasure]:
    """Of these rows the one with nearly the title of a measure, by the measure's id."""
    nearest: dict[str, StoredMeasure] = {}
    for measure in measures if rows else ():
        likeness = [similarity(row.measure.title, measure.title) for row in rows]
        if max(likeness) >= LIKE_TITLES:
            nearest[measure.id] = rows[likeness.index(max(likeness))]
    return nearest


def left_to_plan(measure: Measure, row: Measure) -> tuple[str, ...]:
    """Fields of a plan's row that a measure leaves empty and the row does not."""
    lacking = [name for name in BORROWED_FIELDS if not says_something(measure.text(name))]
    return tuple(name for name in lacking if says_something(row.text(name)))


def with_plan(measure: Measure, row: Measure) -> Measure:
    """The measure with what it leaves to its plan's row."""
    return measure.with_texts({name: row.text(name) for name in left_to_plan(measure, row)})
