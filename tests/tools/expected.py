"""What differs between a reading and the JSON beside a fixture, by name."""

import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from itasearch.model.records import TEXT_FIELDS, Extraction, ItaResult, Report
from itasearch.text.thai.normalize import squash


def regression_faults(expected: Path, read: Extraction) -> list[str]:
    """Names of facts that differ from a JSON of tests/data/regressions.

    `refused` wants no report; a fact that the JSON leaves out is not compared, a field of a
    measure that it leaves out must be empty.
    """
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    if wanted.get("refused"):
        return ["refused"] if read.reports or read.ita_results else []
    if len(read.reports) != 1:
        return ["reports", *wanted]
    (report,) = read.reports
    facts = _facts(report)
    faults = [name for name in sorted(facts.keys() & wanted.keys()) if facts[name] != wanted[name]]
    if "measures" in wanted:
        pairs = zip_longest(_measures(report), map(_plain, wanted["measures"]))
        faults += [f"measure {n}: {a} != {b}" for n, (a, b) in enumerate(pairs, start=1) if a != b]
    return faults


def layout_faults(expected: Path, read: Extraction) -> list[str]:
    """Names of facts that differ from a JSON of tests/extract/layouts."""
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    faults = []
    for number, (report, one) in enumerate(zip_longest(read.reports, wanted), start=1):
        if report is None or one is None:
            faults.append(f"report {number}")
            continue
        told = _layout(report)
        faults += [name for name in told if name != "measures" and told[name] != one[name]]
        pairs = zip_longest(_unspaced_measures(report), one["measures"])
        faults += [f"measure {n}: {a} != {b}" for n, (a, b) in enumerate(pairs, start=1) if a != b]
    return faults


def _facts(report: Report) -> dict[str, object]:
    """What a case may ask of the report as a whole."""
    owner = report.organisation
    return {
        "organisation": owner.name if owner else None,
        "district": owner.district if owner else None,
        "province": owner.province if owner else None,
        "fiscal_year_be": report.fiscal_year_be,
        "kind": report.kind.value,
        "missing": list(report.missing),
        "warnings": list(report.warnings),
        "titles": [measure.title for measure in report.measures],
        "doubtful": report.confidence < 0.9 and bool(report.warnings),
        "ita": _ita(report.ita_result),
    }


def _ita(result: ItaResult | None) -> list[object] | None:
    if result is None:
        return None
    return [result.fiscal_year_be, result.total, result.grade, len(result.indicators)]


def _measures(report: Report) -> Iterator[dict[str, object]]:
    for measure in report.measures:
        texts = {name: measure.text(name) for name in TEXT_FIELDS}
        yield _plain({**texts, "number": measure.number, "indicator": measure.indicator})


def _plain(measure: dict[str, object]) -> dict[str, object]:
    """Squashed texts, empty ones left out."""
    return {
        name: squash(value) if isinstance(value, str) else value
        for name, value in measure.items()
        if value
    }


def _layout(report: Report) -> dict[str, object]:
    """What a layout's JSON states of the report as a whole."""
    organisation, result = report.organisation, report.ita_result
    return {
        "organisation": organisation
        and [organisation.name, organisation.district, organisation.province],
        "fiscal_year_be": report.fiscal_year_be,
        "kind": str(report.kind),
        "missing": list(report.missing),
        "ita_result": result
        and [
            result.fiscal_year_be,
            result.total,
            result.grade,
            [i.score for i in result.indicators],
        ],
    }


def _unspaced_measures(report: Report) -> Iterator[dict[str, object]]:
    """Texts without spaces: where wraps were closed is the matter of text.repair."""
    for measure in report.measures:
        texts = {name: measure.text(name).replace(" ", "") for name in TEXT_FIELDS}
        kept = {name: text for name, text in texts.items() if text}
        yield {"number": measure.number, "indicator": measure.indicator, **kept}
