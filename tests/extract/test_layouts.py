"""Whole small reports in quite different layouts, each beside the parse that is right for it."""

import json
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.extract.report import extract
from itasearch.model.records import TEXT_FIELDS, Report
from itasearch.readers.plain import TextReader

LAYOUTS = sorted(
    path for path in (Path(__file__).parent / "layouts").iterdir() if path.suffix != ".json"
)


def unspaced(text: str) -> str:
    """Lines without spaces: where wraps were closed is the text room's matter."""
    return text.replace(" ", "")


def told(report: Report) -> dict[str, object]:
    """What the expected parse states: everything but ids and places."""
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
        "measures": [
            {"number": m.number, "indicator": m.indicator}
            | {name: unspaced(m.text(name)) for name in TEXT_FIELDS if m.text(name)}
            for m in report.measures
        ],
    }


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_gives_its_measures(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    reports = extract(TextReader().read(path, limits=ReadLimits())).reports

    assert [told(report) for report in reports] == expected
