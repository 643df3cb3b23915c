"""Corrections laid over the measures of a report as they were read.

Columns come first, for they are about reading; then rows, in the order in which a
person spoke. A newer reading may have moved, renamed or lost what a correction speaks
of: it is sought by id if the title is still alike, else by the title, and stays without
effect where it finds nothing. Pure functions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from itasearch.model.corrections import (
    EditCell,
    JoinMeasure,
    OfRow,
    RemoveMeasure,
    SetColumn,
    SetTopics,
    SplitMeasure,
)
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.store.corrections.columns import header_key, report_columns, with_columns
from itasearch.store.corrections.rows import CorrectionInForce
from itasearch.text.thai.normalize import squash

STILL_ALIKE = 40.0
"""Least likeness (0–100) of a measure's title then and now, at the same id."""

SAME_TITLE = 75.0
"""The same at another id; and of a line of a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Measures in force, and ids of the corrections that found no place."""

    measures: tuple[Measure, ...]
    unplaced: frozenset[int] = frozenset()


def lay(read: Sequence[Measure], said: Sequence[CorrectionInForce]) -> Laid:
    """Measures as read with corrections, oldest first, laid over them."""
    meanings: dict[str, str | None] = {}
    unplaced: set[int] = set()
    known = {header_key(column.header) for column in report_columns(read)} if said else set()
    for one in said:
        if isinstance(one.correction, SetColumn):
            key = header_key(one.correction.header)
            if key in known:
                meanings[key] = one.correction.field
            else:
                unplaced.add(one.id)
    rows = _Rows(read, with_columns(read, meanings) if meanings else tuple(read))
    for one in said:
        if isinstance(one.correction, OfRow) and not rows.take(one):
            unplaced.add(one.id)
    return Laid(measures=rows.measures, unplaced=frozenset(unplaced))


class _Rows:
    """The measures of one report while corrections are laid over them."""

    def __init__(self, read: Sequence[Measure], measures: Sequence[Measure]) -> None:
        self._titles = {measure.id: squash(measure.title) for measure in read}
        self._measures = list(measures)

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(self._measures)

    def take(self, said: CorrectionInForce) -> bool:
        """Lay one correction over the rows; False when it has no place."""
        place = self._place(said)
        if place is None:
            return False
        match said.correction:
            case EditCell() as edit:
                self._measures[place] = edited(self._measures[place], edit)
            case SetTopics(topics=topics):
                self._measures[place] = replace(self._measures[place], topics=topics)
            case SplitMeasure() as split:
                return self._split(place, split, said)
            case JoinMeasure():
                if place == 0:
                    return False
                self._measures[place - 1] = joined(
                    self._measures[place - 1], self._measures.pop(place)
                )
            case RemoveMeasure():
                del self._measures[place]
            case _:
                return False
        return True

    def _split(self, place: int, split: SplitMeasure, said: CorrectionInForce) -> bool:
        parts = split_in_two(self._measures[place], split, said)
        if parts is None:
            return False
        self._measures[place : place + 1] = parts
        return True

    def _place(self, said: CorrectionInForce) -> int | None:
        """Where the measure stands that a correction speaks of."""
        wanted = said.correction
        if not isinstance(wanted, OfRow):
            return None
        places = {measure.id: place for place, measure in enumerate(self._measures)}
        title, now = squash(said.anchor.title), self._titles.get(wanted.measure_id)
        # What was not read but stands there is the second part of a split row.
        known = wanted.measure_id in places if now is None else _alike(title, now, STILL_ALIKE)
        identifier = wanted.measure_id if known else self._renamed(title)
        return None if identifier is None else places.get(identifier)

    def _renamed(self, title: str) -> str | None:
        """Id of the measure whose title as read is most like this one."""
        scored = [(fuzz.ratio(title, now), key) for key, now in self._titles.items()]
        best, identifier = max(scored, key=lambda one: one[0], default=(0.0, None))
        return identifier if best >= SAME_TITLE else None


def edited(measure: Measure, edit: EditCell) -> Measure:
    """A measure with one field written over."""
    match edit.field:
        case "title":
            return replace(measure, title=edit.text)
        case "indicator":
            number = int(edit.text) if edit.text else None
            # What the report states anyway is no less stated because a person agrees.
            said = number is not None and number != measure.indicator
            kept = measure.indicator_corrected and number == measure.indicator
            return replace(measure, indicator=number, indicator_corrected=said or kept)
        case field:
            changed: Mapping[str, str | None] = {field: edit.text or None}
            return replace(measure, **changed)  # type: ignore[arg-type]


def joined(first: Measure, second: Measure) -> Measure:
    """Two rows as one measure: texts under each other, what is the same once."""
    texts = {
        name: _under(first.text(name), second.text(name)) or None
        for name in TEXT_FIELDS
        if name != "title"
    }
    stating = first if first.indicator is not None else second
    return replace(
        first,
        title=_after(first.title, second.title),
        number=first.number or second.number,
        indicator=stating.indicator,
        indicator_corrected=stating.indicator_corrected,
        topics=first.topics or second.topics,
        raw_cells=(*first.raw_cells, *second.raw_cells),
        **texts,  # type: ignore[arg-type]
    )


def _under(upper: str, lower: str) -> str:
    if not upper or not lower or squash(upper) == squash(lower):
        return upper or lower
    return f"{upper}\n{lower}"


def _after(upper: str, lower: str) -> str:
    """A title whose end stood in the next row goes on in its line."""
    if not upper or not lower or squash(upper) == squash(lower):
        return upper or lower
    return f"{upper} {lower}"


def split_in_two(
    measure: Measure, split: SplitMeasure, said: CorrectionInForce
) -> tuple[Measure, Measure] | None:
    """The two measures of one row; None when a line or a title is missing."""
    lines = {name: measure.text(name).split("\n") for name in TEXT_FIELDS}
    going: dict[str, list[int]] = {}
    for (field, number), text in zip(split.lines, said.anchor.lines, strict=False):
        place = _line(lines[field], number - 1, text)
        if place is None:
            return None
        going.setdefault(field, []).append(place)
    first = {
        n: _chosen(lines[n], [i for i in range(len(lines[n])) if i not in going[n]]) for n in going
    }
    second = {n: _chosen(lines[n], sorted(set(places))) for n, places in going.items()}
    title = (split.title or "").strip() or second.get("title")
    if not title or not first.get("title", measure.title):
        return None
    bare = {name: None for name in TEXT_FIELDS if name != "title"}
    return (
        replace(measure, **first),  # type: ignore[arg-type]
        replace(
            measure,
            **(bare | second | {"title": title}),  # type: ignore[arg-type]
            id=said.anchor.part,
            number=None,
            # They were given to the row as a whole; what this part is about is another question.
            topics=(),
        ),
    )


def _chosen(lines: Sequence[str], places: Sequence[int]) -> str | None:
    return "\n".join(lines[place] for place in places) or None


def _line(lines: Sequence[str], place: int, text: str) -> int | None:
    """Where a line stands now: where it stood, else where the most alike one does."""
    wanted = squash(text)
    if place < len(lines) and squash(lines[place]) == wanted:
        return place
    scored = [(fuzz.ratio(wanted, squash(line)), -index) for index, line in enumerate(lines)]
    best, index = max(scored, default=(0.0, 0))
    return -index if best >= SAME_TITLE else None


def _alike(left: str, right: str, least: float) -> bool:
    return not left or left == right or fuzz.ratio(left, right) >= least
