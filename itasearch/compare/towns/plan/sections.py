"""What to put into next year's plan, by indicator, and what of it is ticked beforehand.

No sentence is made here: each proposal is a measure as read, each reason figures.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from math import inf

from itasearch.compare.towns.plan.material import PlanMaterial
from itasearch.compare.towns.plan.proposals import (
    borrowed_proposals,
    own_proposals,
    resumed_proposals,
)
from itasearch.domain.indicators import indicators
from itasearch.enrich.form_check import says_something
from itasearch.enrich.own_reports import decision_against
from itasearch.enrich.own_steps import is_one_off
from itasearch.model.drafts import BORROWED_FIELDS, DraftItem
from itasearch.model.plan import Common, NotTicked, PlanAction, PlanProposal, PlanSection, Serves
from itasearch.model.records import StoredMeasure, newest_scores

MOST_OWN = 6
"""Measures of ours for one indicator: a plan of more is no answer to weak points. By hand."""

MOST_RESUMED = 2  #: Earlier measures of ours for one indicator. Chosen by hand

MOST_BORROWED = 3  #: Measures to borrow for one indicator. Chosen by hand, as for gaps

MOST_TICKED = 10
"""Borrowed measures that are ticked beforehand: a plan that one office can carry out. By hand."""

_MOST_STRONG = 1  # measures of ours that are ticked for an indicator that is not weak. By hand.


def sections_of(material: PlanMaterial) -> tuple[PlanSection, ...]:
    """The proposals by indicator: weakest first, without score, then without indicator last."""
    result = newest_scores(material.results)
    ours = own_proposals(material)
    resumed = resumed_proposals(material, ours)
    theirs = borrowed_proposals(material, ours, resumed)

    def of_number(rows: Sequence[StoredMeasure], number: int | None) -> tuple[StoredMeasure, ...]:
        return tuple(row for row in rows if material.number_of(row) == number)

    found = []
    unplanned = [stored for stored in material.own if not material.is_planned(stored)]
    for number in (*(indicator.number for indicator in indicators()), None):
        own = [proposal for proposal in ours if proposal.indicator == number]
        proposals = _fullest(own, MOST_OWN, material)
        section = PlanSection(
            indicator=number,
            score=material.scores.get(number or 0),
            fiscal_year_be=result.fiscal_year_be if result and number in material.scores else None,
            is_weak=number in material.weak_numbers,
            reported=of_number(material.reported, number),
            planned=of_number(material.planned, number),
            proposals=(
                *proposals,
                *_fullest(
                    [one for one in resumed if one.indicator == number], MOST_RESUMED, material
                ),
                *[proposal for proposal in theirs if proposal.indicator == number][:MOST_BORROWED],
            ),
            left_out=len(of_number(unplanned, number)) - len(proposals),
        )
        if number is not None or section.proposals or section.reported or section.planned:
            found.append(section)
    found.sort(key=lambda one: (inf if one.score is None else one.score, one.indicator or inf))
    return _ticked(found, material)


def _fullest(own: Sequence[PlanProposal], most: int, material: PlanMaterial) -> list[PlanProposal]:
    def place(at: int) -> tuple[bool, int, int]:
        empty = material.empty_cells(own[at].measure.measure, own[at].fills)
        return not own[at].is_unfinished, empty, at

    kept = sorted(range(len(own)), key=place)[:most]
    return [own[at] for at in sorted(kept)]


def _ticked(sections: Sequence[PlanSection], material: PlanMaterial) -> tuple[PlanSection, ...]:
    """What is ticked: few borrowed ones, weakest indicators' first; titles if nothing else is."""

    def ticked(section: PlanSection, chosen: Collection[PlanProposal]) -> PlanSection:
        ids = {one.id for one in chosen}
        proposals = tuple(
            replace(
                one,
                ticked=one.id in ids,
                reasons=(*one.reasons, *_why_not(one, section, ids, material)),
            )
            for one in section.proposals
        )
        return replace(section, proposals=proposals)

    left = MOST_TICKED
    found = []
    for section in sections:
        chosen = _chosen(section, material, borrow=left > 0)
        found.append(ticked(section, chosen))
        left -= sum(it.ticked and it.action is PlanAction.BORROW for it in found[-1].proposals)
    if any(proposal.ticked for section in found for proposal in section.proposals):
        return tuple(found)
    return tuple(
        ticked(one, _fullest(_continued(one), 1, material)) if one.is_weak else now
        for one, now in zip(sections, found, strict=True)
    )


def _why_not(
    one: PlanProposal, section: PlanSection, ticked: Collection[str], material: PlanMaterial
) -> Iterator[NotTicked]:
    """Why it is not ticked, unless it is, or asks for a decision, which says it."""
    if one.id in ticked or one.asks_first or one.action is PlanAction.DONE:
        return
    measure, is_theirs = one.measure.measure, one.action is PlanAction.BORROW
    if is_theirs and any(isinstance(it, Serves) for it in one.reasons):
        yield NotTicked(why="example")
    elif not material.is_written(measure, one.fills):
        yield NotTicked(why="unwritten")
    elif not is_theirs and is_one_off(measure, one.measure.fiscal_year_be):
        yield NotTicked(why="once")
    elif section.indicator is None:
        yield NotTicked(why="unknown")
    elif ticked or not section.is_weak:
        yield NotTicked(why="served" if section.is_weak else "strong")
    else:
        yield NotTicked(why="served" if section.planned else "many" if is_theirs else "once")


def _continued(section: PlanSection) -> list[PlanProposal]:
    actions = (PlanAction.KEEP, PlanAction.IMPROVE)
    return [it for it in section.proposals if it.action in actions and not it.asks_first]


def _chosen(
    section: PlanSection, material: PlanMaterial, *, borrow: bool
) -> Sequence[PlanProposal]:
    """Of a weak indicator all of ours that go on, else the first done before, common or better.

    Of another one measure, and what was not finished; no title to be written out. What most similar
    towns do and our last reports lack is ticked besides.
    """
    before, theirs = [], []
    for proposal in (it for it in section.proposals if not it.asks_first):
        if proposal.action is PlanAction.RESUME:
            measure, year = proposal.measure.measure, proposal.measure.fiscal_year_be
            before += [] if is_one_off(measure, year) or decision_against(measure) else [proposal]
        elif proposal.action is PlanAction.BORROW and borrow:
            # Whole, not invented, and for more than that it serves.
            serves = any(isinstance(it, Serves) for it in proposal.reasons)
            is_fit = material.is_whole(proposal.measure.measure) and not serves
            theirs += [proposal] if is_fit and not material.is_invented(proposal.measure) else []
    whole = [it for it in _continued(section) if material.is_written(it.measure.measure, it.fills)]
    if not section.is_weak and section.indicator:
        first = whole[:_MOST_STRONG]
        return [*first, *(one for one in whole if one.is_unfinished and one not in first)]
    if not section.is_weak or section.planned:
        return whole
    first = whole or before[:1] or theirs[:1]
    common = [
        proposal
        for proposal in theirs
        if any(isinstance(it, Common) and not it.mentioned for it in proposal.reasons)
    ]
    return [*first, *(proposal for proposal in common[:1] if proposal not in first)]


def draft_row(proposal: PlanProposal) -> DraftItem:
    """The row of a draft: the measure as read, an improved one with its counterpart."""
    own = _item(proposal.measure)
    if proposal.counterpart is None or not proposal.fills:
        return own
    return filled_row(own, proposal.counterpart, proposal.fills)


def filled_row(own: DraftItem, counterpart: StoredMeasure, fills: Sequence[str]) -> DraftItem:
    """A row of a draft with the fields of a counterpart that ours lacks.

    Of the counterpart only those show; it is a whole part, so that its source is listed and the two
    can be split.
    """
    measure = own.measure
    # A dash in our cell goes.
    blank = [
        name for name in fills if measure.text(name) and not says_something(measure.text(name))
    ]
    unused = [name for name in BORROWED_FIELDS if name not in ("title", *fills)]
    parts = (
        replace(own, edits=tuple((name, "") for name in blank)),
        replace(_item(counterpart), edits=tuple((name, "") for name in unused)),
    )
    return replace(own, parts=parts)


def _item(stored: StoredMeasure) -> DraftItem:
    return DraftItem(
        measure=stored.measure,
        organisation=stored.organisation,
        fiscal_year_be=stored.fiscal_year_be,
    )
