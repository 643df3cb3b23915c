"""The same report in drawn layouts of every format gives the same measures."""

from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from tests.tools.render_report import FORMATS, draw_layout, render, table_golds
from tests.tools.score_parse import score_parse

SEEDS = range(3)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("format", FORMATS)
def test_a_table_report_survives_any_layout(format: str, seed: int, tmp_path: Path) -> None:
    tables = [*table_golds().values()]
    gold = tables[(FORMATS.index(format) + seed) % len(tables)]
    layout = draw_layout(gold["measures"], format=format, seed=seed)

    (report,) = parse_file(render(gold, layout, tmp_path), limits=ReadLimits()).reports

    score = score_parse(gold, report)
    assert score.f1 == 1.0, (layout, score)
    assert score.fields >= 0.99, (layout, score)
    assert score.meta == 1.0, (layout, score)
