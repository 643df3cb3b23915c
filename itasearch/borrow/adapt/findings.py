"""What finders return, and the one rule by which overlapping findings are resolved.

Of two findings that overlap the one of the higher rank holds; of the same rank the longer,
then the earlier. A finding without a new text only keeps its place: nothing within the name
of a law is changed.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from itasearch.model.drafts import Adaptation, Change, ChangeKind, OpenQuestion
from itasearch.text.thai.view import View


class Rank(IntEnum):
    """Which finding holds, the strongest first."""

    BLANK = 0
    KEPT = 1
    CONTACT = 2
    ORDER = 3
    DATE = 4
    PERSON = 5
    NAME = 6
    PLACE = 7
    OTHER_PARTY = 8
    BARE_NAME = 9
    KIND = 10
    SCORE = 11
    YEAR = 12
    FIGURE = 13
    OTHER_KIND = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A piece of a View that belongs to somebody.

    Attributes:
        start, end: offsets in the View's text, not empty.
        new: what takes its place; None: it stays.
        question: what a person must decide; None: nothing.
    """

    start: int
    end: int
    rank: Rank
    new: str | None = None
    kind: ChangeKind | None = None
    question: str | None = None


def finding(
    span: tuple[int, int],
    rank: Rank,
    *,
    new: str | None = None,
    kind: ChangeKind | None = None,
    question: str | None = None,
) -> Finding:
    """A Finding at [start, end); see there."""
    start, end = span
    return Finding(start=start, end=end, rank=rank, new=new, kind=kind, question=question)


def resolve_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that hold, in order, never overlapping."""
    held: list[Finding] = []
    starts: list[int] = []
    for found in sorted(findings, key=_strongest):
        at = bisect_left(starts, found.start)
        before_free = at == 0 or held[at - 1].end <= found.start
        if before_free and (at == len(held) or found.end <= held[at].start):
            held.insert(at, found)
            starts.insert(at, found.start)
    return held


def apply_findings(view: View, findings: Iterable[Finding]) -> Adaptation:
    """The text with findings that do not overlap written into it."""
    pieces: list[str] = []
    changes: list[Change] = []
    questions: list[OpenQuestion] = []
    at = 0
    for found in findings:
        start, end = view.raw_span(found.start, found.end)
        old = view.raw[start:end]
        if found.question is not None:
            questions.append(OpenQuestion(start=start, end=end, text=old, question=found.question))
        if found.new is None or found.kind is None or found.new == old or start < at:
            continue
        pieces += [view.raw[at:start], found.new]
        changes.append(Change(start=start, end=end, old=old, new=found.new, kind=found.kind))
        at = end
    return Adaptation(
        adapted="".join((*pieces, view.raw[at:])), changes=tuple(changes), open=tuple(questions)
    )


def _strongest(found: Finding) -> tuple[int, int, int]:
    return found.rank, found.start - found.end, found.start
