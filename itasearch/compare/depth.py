"""How much a measure says: a title alone is told from one with steps, time, unit and outcome.

Letters are counted, nothing is read: the survey of many towns has no time for more, and
what a part must say is the form check's to judge. Imports model.
"""

from collections.abc import Mapping

from itasearch.model.records import ReportKind

_ENOUGH = {"steps": 90, "timeframe": 12, "responsible": 9, "follow_up": 33, "results": 58}
"""Letters from which on a part counts as whole: about the median of the 164 measures in tables
of the sample corpus (the lower quartile for time and unit, where a short text says all)."""

_ASKED = {
    kind: tuple((part, _ENOUGH[part]) for part in parts)
    for kind, parts in (
        (ReportKind.PLAN, ("steps", "timeframe", "responsible", "follow_up")),
        (ReportKind.RESULTS, ("steps", "timeframe", "responsible", "results")),
        (ReportKind.GUIDELINES, ("steps",)),
    )
}


def depth(letters: Mapping[str, int], kind: ReportKind) -> float:
    """How much a measure says of what reports of its kind are asked for.

    Args:
        letters: code points of each text field that has any.
        kind: of its report; of a guideline, which has no columns, title and steps count
            as steps.

    Returns:
        0–1: the mean over the parts, of each the share of what is enough.
    """
    if kind is ReportKind.GUIDELINES:
        letters = {"steps": letters.get("steps", 0) + letters.get("title", 0)}
    asked = _ASKED[kind]
    return sum(min(1.0, letters.get(part, 0) / enough) for part, enough in asked) / len(asked)
