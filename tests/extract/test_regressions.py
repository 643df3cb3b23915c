"""Every fault once found in a real report, as the smallest file that showed it.

Each file in tests/data/regressions/ has a JSON of the same name beside it: `cause`, and
what reading it must give. A measure's fields that the JSON leaves out must be empty.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import TEXT_FIELDS, ItaResult, Report
from itasearch.text.thai.normalize import squash

FOLDER = Path(__file__).parents[1] / "data" / "regressions"
CASES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_fault_stays_mended(path: Path) -> None:
    wanted = json.loads(path.read_text(encoding="utf-8"))
    (file,) = (p for p in FOLDER.glob(f"{path.stem}.*") if p.suffix != ".json")

    if wanted.get("refused"):
        with pytest.raises(NotAReportError):
            parse_file(file, limits=ReadLimits())
        return
    (report,) = parse_file(file, limits=ReadLimits()).reports

    facts = _facts(report)
    assert {name: facts[name] for name in facts.keys() & wanted.keys()} == {
        name: wanted[name] for name in facts.keys() & wanted.keys()
    }
    if "measures" in wanted:
        assert list(_measures(report)) == [_plain(measure) for measure in wanted["measures"]]


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
