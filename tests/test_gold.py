"""Reports of corpus/ against their hand-made parses in tests/data/gold/."""

import json
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
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
