"""One vote for the town and for the fiscal year of a report: candidate × place × count.

Each place of a document (its title, headings, text, timeframes, the file's name) has a weight, each
form in which a candidate is written there another. All candidates of one place and form share the
product by their counts, so that a long text does not outvote a title.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from itasearch.extract.extracted import TITLE_LINES, TextBlockLine

Value = TypeVar("Value", bound=Hashable)


class Place(StrEnum):
    """Where a candidate stands."""

    TITLE = "title"  #: the first lines
    HEADING = "heading"  #: a heading further down
    TEXT = "text"  #: any other line, captions, signatures, headers and footers among them
    TIMES = "times"  #: timeframes of measures
    FILE_NAME = "file name"

    @classmethod
    def of(cls, line: TextBlockLine, index: int) -> "Place":
        """The place of the line with this index among the lines of a document."""
        if index < TITLE_LINES and not line.aside:
            return cls.TITLE
        return cls.HEADING if line.heading else cls.TEXT


class MentionForm(StrEnum):
    """How a candidate is written."""

    STATED = "stated"  #: "ปีงบประมาณ 2566"; a name alone on its line or behind ประกาศ
    PLACED = "placed"  #: a name before its district or province
    PLAIN = "plain"
    OTHERS = "others"  #: most often not the report's: the year analysed, a town visited


PLACE_WEIGHTS = {
    Place.TITLE: 3.0,
    Place.HEADING: 1.0,
    Place.TEXT: 1.0,
    Place.TIMES: 3.0,
    Place.FILE_NAME: 0.1,
}
FORM_WEIGHTS = {
    MentionForm.STATED: 4.0,
    MentionForm.PLACED: 3.0,
    MentionForm.PLAIN: 2.0,
    MentionForm.OTHERS: 0.5,
}


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Value]):
    """A value found at a place in a form; equal to others of the same three."""

    value: Value
    place: Place
    form: MentionForm
    page: int | None = field(default=None, compare=False)
    printed: tuple[str, ...] = field(default=(), compare=False)  #: its numbers as printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Winner(Generic[Value]):
    """The value of the highest score, the first of equals."""

    value: Value
    scores: dict[Value, float]  #: of all values
    guessed: bool  #: only the file's name has it

    def share(self, values: Container[Value] = ()) -> float:
        """The part of all scores that the value and `values` have, 0 to 1; 0 for a guess."""
        own = sum(s for value, s in self.scores.items() if value == self.value or value in values)
        return 0.0 if self.guessed else own / sum(self.scores.values())


def vote(candidates: Iterable[Candidate[Value]]) -> Winner[Value] | None:
    """The winner among candidates, None where there are none."""
    counts = Counter(candidates)
    totals: Counter[tuple[Place, MentionForm]] = Counter()
    for candidate, count in counts.items():
        totals[candidate.place, candidate.form] += count
    scores: defaultdict[Value, float] = defaultdict(float)
    for candidate, count in counts.items():
        weight = PLACE_WEIGHTS[candidate.place] * FORM_WEIGHTS[candidate.form]
        scores[candidate.value] += weight * count / totals[candidate.place, candidate.form]
    if not scores:
        return None
    best = max(scores, key=lambda value: round(scores[value], 6))
    places = {candidate.place for candidate in counts if candidate.value == best}
    return Winner(value=best, scores=dict(scores), guessed=places == {Place.FILE_NAME})
