"""What to put into next year's plan, by indicator, and what of it is ticked beforehand.

No sentence is made here: each proposal is a measure as read, each reason figures.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf

from itasearch.compare.towns.plan.material import (
    MOST_EMPTY,
    PlanMaterial,
    is_invented,
    is_of_a_place,
    is_of_similar,
    is_whole,
    left_empty,
)
from itasearch.compare.towns.plan.others import borrowed_proposals
from itasearch.compare.towns.plan.ours import own_proposals, resumed_proposals
from itasearch.domain.indicators import indicators
from itasearch.enrich.form_check.check import says_something
from itasearch.model.drafts import BORROWED_FIELDS, DraftItem
from itasearch.model.form_check import Part
from itasearch.model.plan import (
    Common,
    PlanAction,
    PlanProposal,
    PlanSection,
    WritesOut,
    weakest,
)
from itasearch.model.records import (
    StoredMeasure,
    scored,
)
from itasearch.model.towns import Axis

MOST_OWN = 6
"""Measures of ours for one indicator: a plan of more is no answer to weak points. By hand."""

MOST_RESUMED = 2
"""Earlier measures of ours for one indicator. Chosen by hand."""

MOST_BORROWED = 3
"""Measures to borrow for one indicator. Chosen by hand, as for gaps."""

MOST_TICKED = 10
"""Borrowed measures that are ticked beforehand: a plan that one office can carry out. By hand."""


def sections_of(material: PlanMaterial) -> tuple[PlanSection, ...]:
    """The proposals by indicator, the weakest first; those of unknown score after them.

    The last section has the measures whose indicator is not known, if there are any. A draft's
    groups have the same order, see borrow.adapt.rows.
    """
    result = scored(material.results)
    known = () if result is None else result.indicators
    scores = {one.number: one.score for one in known}
    year = None if result is None else result.fiscal_year_be
    ours = own_proposals(material)
    resumed = resumed_proposals(material, ours)
    theirs = borrowed_proposals(material, ours, resumed)
    found = []
    for number in (*(one.number for one in indicators()), None):
        own = [one for one in ours if one.indicator == number]
        before = [one for one in resumed if one.indicator == number]
        of_number = [one for one in theirs if one.indicator == number]
        if number is None and not own and not before and not of_number:
            continue
        found.append(
            PlanSection(
                indicator=number,
                score=scores.get(number or 0),
                fiscal_year_be=year if number in scores else None,
                proposals=(
                    *_fullest(own, MOST_OWN, material),
                    *_fullest(before, MOST_RESUMED, material),
                    *of_number[:MOST_BORROWED],
                ),
                left_out=max(0, len(own) - MOST_OWN),
            )
        )
    return _ticked(sorted(found, key=_place), material)


def _place(section: PlanSection) -> tuple[float, float]:
    score = inf if section.score is None else section.score
    return score, section.indicator or inf


def _fullest(own: Sequence[PlanProposal], most: int, material: PlanMaterial) -> list[PlanProposal]:
    """The first of ours, those with fewest empty cells, in the reports' order."""
    kept = sorted(range(len(own)), key=lambda at: (left_empty(own[at], material), at))[:most]
    return [own[at] for at in sorted(kept)]


def _ticked(sections: Sequence[PlanSection], material: PlanMaterial) -> tuple[PlanSection, ...]:
    """The sections with what is ticked: ours, one for each gap, one for each weak indicator.

    Of ours only what says enough; mere titles where there is nothing else. Of others nothing of an
    invented town, unless the plan is of one.
    """

    def carried_on(most_empty: int) -> frozenset[str]:
        return frozenset(
            one.id
            for section in sections
            for one in section.proposals
            if one.action is not PlanAction.BORROW
            if one.action is not PlanAction.RESUME
            if left_empty(one, material) <= most_empty
        )

    found = tuple(_ticked_with(carried_on(MOST_EMPTY), sections, material))
    if any(one.ticked for section in found for one in section.proposals):
        return found
    return tuple(_ticked_with(carried_on(len(Part)), sections, material))


def _ticked_with(
    carried_on: Collection[str], sections: Sequence[PlanSection], material: PlanMaterial
) -> Iterator[PlanSection]:
    """The sections with these of ours ticked, and the best founded of others'."""
    whole = {
        one.id
        for section in sections
        for one in section.proposals
        if one.action in (PlanAction.RESUME, PlanAction.BORROW)
        if is_whole(one.measure.measure, material) and not is_of_a_place(one.reasons)
        if not is_invented(one.measure, material)
    }
    needing = {one.indicator for one in weakest(sections)}
    met: set[tuple[Axis, str]] = set()
    chosen = set(carried_on)
    left = MOST_TICKED
    others = [one for section in sections for one in section.proposals if one.id in whole]
    # What we did ourselves goes before what another town did, whichever indicator it serves.
    for one in sorted(others, key=lambda it: it.action is PlanAction.BORROW):
        new = {(it.axis, it.key) for it in one.reasons if isinstance(it, Common)} - met
        writes_out = any(isinstance(it, WritesOut) for it in one.reasons)
        helps = one.indicator in needing and _answers_weakness(one)
        if (new or writes_out or helps) and left:
            chosen.add(one.id)
            met |= new
            needing.discard(one.indicator)
            left -= one.action is PlanAction.BORROW
    for section in sections:
        proposals = (replace(one, ticked=one.id in chosen) for one in section.proposals)
        yield replace(section, proposals=tuple(proposals))


def _answers_weakness(proposal: PlanProposal) -> bool:
    """Whether it may help where we are weak: ours, or a similar town's that scores better."""
    return proposal.action is PlanAction.RESUME or is_of_similar(proposal.reasons)


def draft_rows(proposals: Iterable[PlanProposal]) -> tuple[DraftItem, ...]:
    """Rows of a draft: each measure as it was read, an improved one with its counterpart.

    Of the counterpart only the fields that ours lacks are kept; it stays whole in the row, so
    that its source is listed and the two can be taken apart.
    """
    return tuple(_draft_row(one) for one in proposals)


def _draft_row(proposal: PlanProposal) -> DraftItem:
    own = _item(proposal.measure)
    if proposal.counterpart is None or not proposal.fills:
        return own
    measure = own.measure
    # A dash in our cell goes.
    blank = [
        name
        for name in proposal.fills
        if measure.text(name) and not says_something(measure.text(name))
    ]
    unused = [name for name in BORROWED_FIELDS if name not in ("title", *proposal.fills)]
    parts = (
        replace(own, edits=tuple((name, "") for name in blank)),
        replace(_item(proposal.counterpart), edits=tuple((name, "") for name in unused)),
    )
    return replace(own, parts=parts)


def _item(stored: StoredMeasure) -> DraftItem:
    return DraftItem(
        measure=stored.measure,
        organisation=stored.organisation,
        fiscal_year_be=stored.fiscal_year_be,
    )
