"""What to put into next year's plan, by indicator, and what of it is ticked beforehand.

No sentence is made here: each proposal is a measure as read, each reason figures.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from math import inf

from itasearch.compare.towns.plan.material import PlanMaterial
from itasearch.compare.towns.plan.proposals import (
    borrowed_proposals,
    own_proposals,
    resumed_proposals,
)
from itasearch.domain.indicators import indicators
from itasearch.enrich.form_check import says_something
from itasearch.enrich.own_steps import continues, is_one_off, is_rest
from itasearch.model.drafts import BORROWED_FIELDS, DraftItem
from itasearch.model.plan import (
    Common,
    DoneBefore,
    NotTicked,
    PlanAction,
    PlanProposal,
    PlanSection,
    Serves,
)
from itasearch.model.records import StoredMeasure, newest_scores

MOST_RESUMED = 2  #: Earlier measures of ours for one indicator. Chosen by hand

MOST_BORROWED = 3  #: Measures to borrow for one indicator. Chosen by hand, as for gaps

MOST_TICKED = 10
"""Borrowed measures that are ticked beforehand: a plan that one office can carry out. By hand."""


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
        proposals = [proposal for proposal in ours if proposal.indicator == number]
        section = PlanSection(
            indicator=number,
            score=material.scores.get(number or 0),
            fiscal_year_be=result.fiscal_year_be if result and number in material.scores else None,
            is_weak=number in material.weak_numbers,
            reported=of_number(material.reported, number),
            planned=of_number(material.planned, number),
            proposals=(
                *proposals,
                *_fullest([it for it in resumed if it.indicator == number], MOST_RESUMED, material),
                *[proposal for proposal in theirs if proposal.indicator == number][:MOST_BORROWED],
            ),
            left_out=len(of_number(unplanned, number)) - len(proposals),
        )
        if number is not None or section.proposals or section.reported or section.planned:
            found.append(section)
    found.sort(key=lambda it: (inf if it.score is None else it.score, it.indicator or inf))
    return _ticked(found, material)


def _fullest(own: Sequence[PlanProposal], most: int, material: PlanMaterial) -> list[PlanProposal]:
    """The `most` that leave the fewest cells of the form empty, in their order."""
    fullest = sorted(own, key=lambda it: material.empty_cells(it.measure.measure, it.fills))[:most]
    ids = {it.id for it in fullest}
    return [it for it in own if it.id in ids]


def _ticked(sections: Sequence[PlanSection], material: PlanMaterial) -> tuple[PlanSection, ...]:
    """What is ticked: few borrowed ones, weakest indicators' first; titles if nothing else is. What
    is not, and asks for no decision, says why."""
    whys: dict[str, NotTicked | None] = {}
    left = MOST_TICKED
    for section in sections:
        whys |= _decided(section, material, borrow=left > 0)
        proposals = (it for it in section.proposals if it.action is PlanAction.BORROW)
        left -= sum(whys.get(it.id, NotTicked) is None for it in proposals)
    if None not in whys.values():
        weak = (_continued(section) for section in sections if section.is_weak)
        whys |= {it.id: None for own in weak for it in _fullest(own, 1, material)}

    def decided(one: PlanProposal) -> PlanProposal:
        why = whys.get(one.id)
        is_ticked = one.id in whys and why is None
        return replace(one, ticked=is_ticked, reasons=(*one.reasons, *([why] if why else [])))

    return tuple(replace(it, proposals=tuple(map(decided, it.proposals))) for it in sections)


def _continued(section: PlanSection) -> list[PlanProposal]:
    actions = (PlanAction.KEEP, PlanAction.IMPROVE)
    return [it for it in section.proposals if it.action in actions and not it.asks_first]


def _decided(
    section: PlanSection, material: PlanMaterial, *, borrow: bool
) -> dict[str, NotTicked | None]:
    """Why proposals that ask for no decision are not ticked, by id; None of what is.

    All of ours that go on are, whatever our score, but titles to be written out, and earlier ones
    that our report wants this year; of a weak indicator without them the first done before, common
    or better. What most similar towns do and our last reports lack is ticked besides.
    """
    open_ones = (it for it in section.proposals if not it.asks_first)
    proposals = [it for it in open_ones if it.action is not PlanAction.DONE]
    resumed = [it for it in proposals if it.action is PlanAction.RESUME]
    recommended = [it for it in resumed if material.is_recommended(it.reasons)]
    whys = {it.id: None if it in recommended else _unfit(it, material) for it in proposals}
    fit = [it for it in proposals if whys[it.id] is None]
    own = [*(it for it in _continued(section) if it in fit), *recommended]
    before = [it for it in fit if it in resumed]
    theirs = [it for it in fit if it.action is PlanAction.BORROW and borrow]
    is_listed = section.indicator in material.listed_numbers and not own
    if not section.is_weak or section.planned or is_listed:
        chosen = own
        other = NotTicked(why="listed" if is_listed and not section.planned else "served")
        if not section.is_weak:
            other = NotTicked(why="strong" if section.indicator else "unknown")
    else:
        common = (
            proposal
            for proposal in theirs
            if any(isinstance(it, Common) and not it.mentioned for it in proposal.reasons)
        )
        chosen = [*(own or before[:1] or theirs[:1]), *islice(common, 1)]
        other = NotTicked(why="served" if chosen else "many")
    return whys | {it.id: None if it in chosen else other for it in fit}


def _unfit(one: PlanProposal, material: PlanMaterial) -> NotTicked | None:
    """Why a proposal is not ticked, whatever its indicator needs."""
    measure = one.measure.measure
    if one.action is PlanAction.RESUME:
        year = one.measure.fiscal_year_be
        before = [it for it in one.reasons if isinstance(it, DoneBefore)]
        if any(it.not_reached for it in before):
            return NotTicked(why="missed")
        is_done = any(it.has_result for it in before) and not continues(measure, year)
        return NotTicked(why="once") if is_done or is_one_off(measure, year) else None
    if one.action is PlanAction.BORROW:
        if any(isinstance(it, Serves) for it in one.reasons):
            return NotTicked(why="example")
        if material.is_invented(one.measure):
            return NotTicked(why="sample")
        if material.has_long_title(measure):
            return NotTicked(why="long_title")
        if is_rest(measure):
            return NotTicked(why="once")
    return None if material.is_written(measure, one.fills) else NotTicked(why="unwritten")


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
