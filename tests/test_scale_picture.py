"""The picture of docs/scale.md is made of what bench.peers wrote."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from bench.scale_picture import main

pytestmark = pytest.mark.slow


def test_bars_are_as_long_as_the_medians(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engines = {"itasearch": {"p50": 20.0}, "lancedb": {"p50": 10.0}, "floor": {"p50": 5.0}}
    file = tmp_path / "peers.jsonl"
    file.write_text(json.dumps({"measures": 10_000, "engines": engines}), encoding="utf-8")

    main([str(file)])

    picture = ET.fromstring(capsys.readouterr().out)
    widths = [float(one.attrib["width"]) for one in picture if one.tag.endswith("rect")][1:]
    texts = [one.text for one in picture if one.tag.endswith("text")]
    assert widths == [widths[0], pytest.approx(widths[0] / 2), pytest.approx(widths[0] / 4)]
    assert texts[0] == "10,000 measures: whole query, median"
    assert "10.0 ms (0.50)" in texts
