"""Documents in prose: their measures against hand-made gold, and those that hold none refused."""

import json
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError
from itasearch.ingest.worker.parse import parse_file
from tests.tools.score_parse import score_parse

FOLDER = Path(__file__).parents[1] / "data" / "prose"
GOLD = sorted(FOLDER.glob("*.json"))
NONE = sorted((FOLDER / "none").iterdir())


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_report_in_prose_equals_the_gold(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))

    (report,) = parse_file(FOLDER / Path(gold["file"]).name, limits=ReadLimits()).reports

    score = score_parse(gold, report)
    assert (score.f1, score.meta) == (1.0, 1.0), score
    assert score.fields >= 0.98, score
    assert report.kind.value == gold["kind"]
    assert [m.number for m in report.measures] == [m["number"] for m in gold["measures"]]


@pytest.mark.parametrize("path", NONE, ids=lambda path: path.stem)
def test_a_document_without_measures_is_refused(path: Path) -> None:
    with pytest.raises(NotAReportError):
        parse_file(path, limits=ReadLimits())
