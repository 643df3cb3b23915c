"""A comparison as a JSON-ready object, in exactly the shape that programs rely on.

Imports its neighbours.
"""

from itasearch.model.as_json import JsonObject, file_as_json, measure_as_json, organisation_as_json
from itasearch.model.comparison import ComparedReport, Comparison, Cover, Pair


def comparison_as_json(comparison: Comparison) -> JsonObject:
    """A comparison (`compare`), one object."""
    return {
        "left": side_as_json(comparison.left),
        "right": side_as_json(comparison.right),
        "pairs": [pair_as_json(pair) for pair in comparison.pairs],
        "covers": [_cover_as_json(cover) for cover in comparison.covers],
        "only_left": [measure_as_json(measure) for measure in comparison.only_left],
        "only_right": [measure_as_json(measure) for measure in comparison.only_right],
    }


def side_as_json(side: ComparedReport) -> JsonObject:
    """A report as a side of a comparison."""
    return {
        "organisation": organisation_as_json(side.organisation),
        "fiscal_year_be": side.fiscal_year_be,
        "source": file_as_json(side.source, side.media_type),
        "reworded": side.source.reworded,
    }


def pair_as_json(pair: Pair) -> JsonObject:
    """Two measures that do the same thing, with their differences by field."""
    differences: JsonObject = {
        one.field: {"left": one.left, "right": one.right, "kind": one.kind.value}
        for one in pair.differences
    }
    return {
        "left": measure_as_json(pair.left),
        "right": measure_as_json(pair.right),
        "similarity": pair.similarity,
        "differences": differences,
    }


def _cover_as_json(cover: Cover) -> JsonObject:
    return {
        "left": [measure.id for measure in cover.left],
        "right": [measure.id for measure in cover.right],
        "similarity": cover.similarity,
    }
