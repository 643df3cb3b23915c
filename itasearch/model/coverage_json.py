"""Coverage and form checks as JSON-ready objects. Imports its neighbours."""

from itasearch.model.as_json import JsonObject, organisation_as_json
from itasearch.model.coverage import Coverage, Gap
from itasearch.model.form_check import FormCheck, MeasureCheck, PartCheck
from itasearch.model.neighbours_json import neighbour_as_json, placed_measure_as_json


def coverage_as_json(found: Coverage) -> JsonObject:
    """What an organisation lacks beside similar ones, and by the form (`coverage`), one object."""
    checked = zip(found.report_ids, found.checks, strict=True)
    return {
        "organisation": organisation_as_json(found.organisation),
        "fiscal_year_be": found.fiscal_year_be,
        "touched": [
            {"axis": one.axis.value, "key": one.key, "measures": one.measures}
            for one in found.touched
        ],
        "gaps": [_gap_as_json(one) for one in found.gaps],
        "neighbours": [neighbour_as_json(one) for one in found.neighbours],
        "checks": [{"report_id": name, **form_check_as_json(check)} for name, check in checked],
        "notes": [note.value for note in found.notes],
        "reworded": found.reworded,
        "doubled": [kind.value for kind in found.doubled],
    }


def form_check_as_json(check: FormCheck) -> JsonObject:
    """A report, or a draft, by the rules of its fiscal year."""
    return {
        "fiscal_year_be": check.fiscal_year_be,
        "kind": check.kind.value,
        "rules_year_be": check.rules_year_be,
        "item": check.item,
        "confirmed": check.confirmed,
        "measures": [_measure_as_json(one) for one in check.measures],
    }


def _gap_as_json(gap: Gap) -> JsonObject:
    return {
        "axis": gap.axis.value,
        "key": gap.key,
        "towns": gap.towns,
        "of": gap.of,
        "examples": [placed_measure_as_json(one) for one in gap.examples],
    }


def _measure_as_json(one: MeasureCheck) -> JsonObject:
    return {
        "id": one.measure_id,
        "number": one.number,
        "title": one.title,
        "missing": [part.value for part in one.missing],
        "parts": {check.part.value: _part_as_json(check) for check in one.parts},
    }


def _part_as_json(check: PartCheck) -> JsonObject:
    return {
        "standing": check.standing.value,
        "field": check.field,
        "start": check.start,
        "end": check.end,
    }
