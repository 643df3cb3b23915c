"""Organisations like ours, with the reasons. Imports its neighbour alike, model and text."""

from collections.abc import Iterable, Sequence

from itasearch.compare.towns.alike import Likened
from itasearch.model.coverage import FEWEST_NEIGHBOURS
from itasearch.model.neighbours import Neighbour
from itasearch.model.towns import Town
from itasearch.text.thai.order import thai_order

LEAST_LIKENESS = 0.3
"""Below it "similar" says too much: place and plan alone, of another type, give no more."""


def neighbours(ours: Town, towns: Iterable[Town], *, most: int) -> tuple[Neighbour, ...]:
    """The organisations most like ours, the likest first.

    Of equally like ones those of our type come first, then those with a report, then by
    name. Ours itself, and those that have nothing in common with it, are left out.

    Raises:
        ValueError: `most` is below 1.
    """
    if most < 1:
        raise ValueError(f"at least one neighbour is asked for, not {most}")
    likened = Likened(ours)
    found = [
        Neighbour(
            organisation=town.organisation,
            fiscal_year_be=town.fiscal_year_be,
            likeness=likened.likeness(reasons),
            reasons=reasons,
            result=next(iter(town.results), None),
            reworded=town.reworded,
            doubled=town.doubled,
        )
        for town in towns
        if town.organisation.id != ours.organisation.id and (reasons := likened.reasons(town))
    ]
    return tuple(sorted(found, key=lambda one: _place(one, ours))[:most])


def near(found: Sequence[Neighbour]) -> tuple[Neighbour, ...]:
    """Of neighbours, the likest first, those that may be called similar.

    Those from LEAST_LIKENESS on; where these are fewer than FEWEST_NEIGHBOURS the first ones.
    """
    alike = sum(one.likeness >= LEAST_LIKENESS for one in found)
    return tuple(found[: max(alike, FEWEST_NEIGHBOURS)])


def _place(one: Neighbour, ours: Town) -> tuple[float, bool, bool, str]:
    return (
        -one.likeness,
        one.organisation.type is not ours.organisation.type,
        one.fiscal_year_be is None,
        thai_order(one.organisation.name),
    )
