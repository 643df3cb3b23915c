"""Reports of corpus/ against their hand-made parses in tests/data/gold/."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.extract.report import extract
from itasearch.ingest.worker.parse import KNOWLEDGE, parse_file
from itasearch.model.records import Report
from itasearch.readers.plain import read_text
from tests.real_reports import SHARED, needs_shared, real_report
from tests.tools.score_parse import score_parse

ROOT = Path(__file__).parents[1]
GOLD = sorted((ROOT / "tests" / "data" / "gold").glob("*.json"))


def test_gold_covers_at_least_six_reports() -> None:
    assert len(GOLD) >= 6


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_parse_equals_the_gold(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))

    (report,) = parse_file(ROOT / gold["file"], limits=ReadLimits()).reports

    score = score_parse(gold, report)
    assert score.f1 == 1.0, score
    assert score.fields >= 0.98, score
    assert score.meta == 1.0, score


CHECK = SHARED / "truth" / "check_parse.py"
TARGETS = {"000": (1.0, 0.98, 1.0), "001": (1.0, 0.98, 1.0), "003": (0.98, 0.95, 1.0)}
FIELDS = ("number", "title", "steps", "timeframe", "responsible", "results", "outcomes")


def as_json(report: Report) -> str:
    """The report as check_parse.py reads it."""
    organisation, result = report.organisation, report.ita_result
    return json.dumps(
        {
            "organisation": organisation
            and {
                "name": organisation.name,
                "type": organisation.type,
                "district": organisation.district,
                "province": organisation.province,
            },
            "fiscal_year_be": report.fiscal_year_be,
            "ita_scores": result and {"total": result.total, "grade": result.grade},
            "measures": [
                {name: getattr(m, name) for name in (*FIELDS, "recommendations")}
                for m in report.measures
            ],
        },
        ensure_ascii=False,
    )


@needs_shared
@pytest.mark.parametrize("name", TARGETS)
def test_a_real_report_reaches_its_figures(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (report,) = extract(
        read_text(real_report(name), limits=ReadLimits(), knowledge=KNOWLEDGE)
    ).reports
    parsed = tmp_path / "parsed.json"
    parsed.write_text(as_json(report), encoding="utf-8")

    gold = SHARED / "truth" / "gold" / f"{name}.json"
    run = subprocess.run(
        [sys.executable, str(CHECK), str(gold), str(parsed)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )

    match = re.search(r"F1=([\d.]+) fields=([\d.]+) meta=([\d.]+)", run.stdout)
    assert match is not None
    with capsys.disabled():
        print(f"\nreport {name}: {match.group()}")  # noqa: T201 - the figures are the point
    assert all(float(got) >= want for got, want in zip(match.groups(), TARGETS[name], strict=True))
