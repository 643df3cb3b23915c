"""Organisations like ours, with the reasons. Imports its neighbour alike, model and text."""

from collections.abc import Iterable

from itasearch.compare.alike import Likened
from itasearch.model.neighbours import Neighbour
from itasearch.model.towns import Town
from itasearch.text.order import thai_order


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
        )
        for town in towns
        if town.organisation.id != ours.organisation.id and (reasons := likened.reasons(town))
    ]
    return tuple(sorted(found, key=lambda one: _place(one, ours))[:most])


def _place(one: Neighbour, ours: Town) -> tuple[float, bool, bool, str]:
    return (
        -one.likeness,
        one.organisation.type is not ours.organisation.type,
        one.fiscal_year_be is None,
        thai_order(one.organisation.name),
    )
