"""Neighbours as a JSON-ready object. Imports its neighbours."""

from itasearch.model.as_json import (
    JsonObject,
    ita_result_as_json,
    measure_as_json,
    organisation_as_json,
)
from itasearch.model.neighbours import (
    BetterExample,
    Neighbour,
    Neighbourhood,
    PlacedMeasure,
    WeakIndicator,
)
from itasearch.model.records import ItaResult


def neighbourhood_as_json(found: Neighbourhood) -> JsonObject:
    """An organisation among those like it (`neighbours`), one object."""
    return {
        "organisation": organisation_as_json(found.organisation),
        "fiscal_year_be": found.fiscal_year_be,
        "ita_scores": _result_as_json(found.result),
        "neighbours": [neighbour_as_json(one) for one in found.neighbours],
        "weak": [_weak_as_json(one) for one in found.weak],
        "reworded": found.reworded,
    }


def neighbour_as_json(one: Neighbour) -> JsonObject:
    """An organisation that is like another, with the reasons."""
    return {
        "organisation": organisation_as_json(one.organisation),
        "fiscal_year_be": one.fiscal_year_be,
        "ita_scores": _result_as_json(one.result),
        "likeness": one.likeness,
        "reasons": [
            {"kind": reason.kind.value, "value": reason.value, "share": reason.share}
            for reason in one.reasons
        ],
        "reworded": one.reworded,
        "doubled": [kind.value for kind in one.doubled],
    }


def placed_measure_as_json(placed: PlacedMeasure) -> JsonObject:
    """A measure with whose it is and of which year."""
    return {
        "measure": measure_as_json(placed.measure),
        "organisation": organisation_as_json(placed.organisation),
        "fiscal_year_be": placed.fiscal_year_be,
        "reworded": placed.measure.source.reworded,
    }


def _weak_as_json(weak: WeakIndicator) -> JsonObject:
    return {
        "number": weak.number,
        "score": weak.score,
        "fiscal_year_be": weak.fiscal_year_be,
        "examples": [_example_as_json(one) for one in weak.examples],
    }


def _example_as_json(one: BetterExample) -> JsonObject:
    return {
        **placed_measure_as_json(one.example),
        "why": one.why.value,
        "score": one.score,
        "score_year_be": one.score_year_be,
        "later": one.later,
        "guessed": one.guessed,
        "likeness": one.likeness,
    }


def _result_as_json(result: ItaResult | None) -> JsonObject | None:
    return None if result is None else ita_result_as_json(result)
