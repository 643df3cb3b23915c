"""What finders return, and the one rule by which overlapping findings are resolved.

Of two findings that overlap the one of the higher rank holds; of the same rank the longer,
then the earlier. A finding without a new text only keeps its place: nothing within the name
of a law is changed.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from enum import IntEnum

from itasearch.model.drafts import Adaptation, Change, ChangeKind, OpenQuestion
from itasearch.text.thai.finding import View


class Rank(IntEnum):
    """Which finding holds, the strongest first."""

    BLANK = 0
    KEPT = 1
    CONTACT = 2
    ORDER = 3
    DATE = 4
    PLACE_BESIDE_NAME = 5
    PERSON = 6
    NAME = 7
    PLACE = 8
    OTHER_PARTY = 9
    BARE_NAME = 10
    KIND = 11
    SCORE = 12
    YEAR = 13
    FIGURE = 14
    OTHER_KIND = 15


_KIND_OF_CHANGE = {kind.name: kind for kind in ChangeKind} | {
    Rank.PLACE_BESIDE_NAME.name: ChangeKind.PLACE,
    Rank.BARE_NAME.name: ChangeKind.NAME,
}
"""Why findings of a rank are replaced, by its name; those of the others never are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of a View that belongs to somebody."""

    span: tuple[int, int]  #: offsets in the View's text
    rank: Rank
    _: KW_ONLY
    new: str | None = None  #: None: it stays
    question: str | None = None
    kind: ChangeKind | None = None  #: None: that of its rank


def resolve_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that hold, in order, never overlapping."""
    held: list[Finding] = []
    starts: list[int] = []
    strongest_first = sorted(
        findings, key=lambda one: (one.rank, one.span[0] - one.span[1], one.span[0])
    )
    for finding in strongest_first:
        start, end = finding.span
        at = bisect_left(starts, start)
        before_free = at == 0 or held[at - 1].span[1] <= start
        if before_free and (at == len(held) or end <= starts[at]):
            held.insert(at, finding)
            starts.insert(at, start)
    return held


def apply_findings(view: View, findings: Iterable[Finding]) -> Adaptation:
    """The text with findings that do not overlap written into it."""
    changes: list[Change] = []
    questions: list[OpenQuestion] = []
    for found in findings:
        start, end = view.raw_span(*found.span)
        old = view.raw[start:end]
        if found.question is not None:
            questions.append(OpenQuestion(start=start, end=end, text=old, question=found.question))
        is_free = not changes or changes[-1].end <= start
        if found.new is not None and found.new != old and is_free:
            kind = found.kind or _KIND_OF_CHANGE[found.rank.name]
            changes.append(Change(start=start, end=end, old=old, new=found.new, kind=kind))
    return Adaptation.made(view.raw, changes, questions)
