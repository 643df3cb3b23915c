"""Whole small reports in quite different layouts, each beside the parse that is right for it."""

from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.extract.report import extract
from itasearch.readers.plain import TextReader
from tests.tools.expected import layout_faults

LAYOUTS = sorted(
    path for path in (Path(__file__).parent / "layouts").iterdir() if path.suffix != ".json"
)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_gives_its_measures(path: Path) -> None:
    read = extract(TextReader().read(path, limits=ReadLimits()))

    assert layout_faults(path.with_suffix(".json"), read) == []
