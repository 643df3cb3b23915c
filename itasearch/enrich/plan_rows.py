"""What a town's plan says of a measure that its results report of the year leaves out.

Both are one account of the year: what the one has is not lacking in the other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from rapidfuzz.distance import Indel

from itasearch.domain.loader import word_pattern
from itasearch.domain.titles import title_key
from itasearch.enrich.form_check import says_something
from itasearch.model.drafts import BORROWED_FIELDS
from itasearch.model.records import Measure, StoredMeasure
from itasearch.text.thai.match import LIKE_TITLES, similarity

_NUMBER = re.compile("[0-9]+")
_empty = word_pattern("(?:<plan_words.empty_in_titles>)*")
_MISPRINT = 1  # letters that a title may have more of, or others; by hand


def rows_of_title(
    measures: Iterable[Measure], rows: Sequence[StoredMeasure]
) -> Mapping[str, StoredMeasure]:
    """The rows by a measure's id; see `ids_of_title`."""
    by_id = {row.measure.id: row for row in rows}
    titles = {name: row.measure.title for name, row in by_id.items()}
    nearest = ids_of_title({measure.id: measure.title for measure in measures}, titles)
    return {name: by_id[row] for name, row in nearest.items()}


def ids_of_title(titles: Mapping[str, str], rows: Mapping[str, str]) -> Mapping[str, str]:
    """By a measure's id, the row of its title, else that of nearly its title and the same things.

    Each is of one measure, but for more that have its very title. Both are titles by id.
    """
    alike = (
        (_likeness(title, row_title), name, row)
        for (name, title), (row, row_title) in product(titles.items(), rows.items())
    )
    nearest_first = sorted((it for it in alike if it[0] >= LIKE_TITLES), key=lambda it: -it[0])
    nearest: dict[str, str] = {}
    for may_share, (likeness, name, row) in product((False, True), nearest_first):
        if row not in nearest.values() or (may_share and likeness == 1):
            nearest.setdefault(name, row)
    return nearest


def _likeness(title: str, other: str) -> float:
    """How alike two titles are, 0–1; 0 if they have other numbers, or one a word of its own:
    "คู่มือของกองคลัง", "คู่มือของกองช่าง"; "อบรมพนักงาน", "อบรมพนักงานใหม่"."""
    titles = title_key(title), title_key(other)
    likeness = similarity(*titles)
    numbers, other_numbers = map(_NUMBER.findall, titles)
    if likeness < LIKE_TITLES or numbers != other_numbers:
        return 0.0
    changes = [it for it in Indel.opcodes(*titles) if it.tag != "equal"]
    own = (
        [titles[0][it.src_start : it.src_end] for it in changes],
        [titles[1][it.dest_start : it.dest_end] for it in changes],
    )
    own_letters = (sum(len(it) for it in side if not _empty().fullmatch(it)) for side in own)
    return 0.0 if max(own_letters) > _MISPRINT else likeness


def left_to_plan(measure: Measure, row: Measure) -> tuple[str, ...]:
    """Fields of a plan's row that a measure leaves empty and the row does not."""
    lacking = [name for name in BORROWED_FIELDS if not says_something(measure.text(name))]
    return tuple(name for name in lacking if says_something(row.text(name)))


def with_plan(measure: Measure, row: Measure) -> Measure:
    """The measure with what it leaves to its plan's row."""
    return measure.with_texts({name: row.text(name) for name in left_to_plan(measure, row)})
