"""Every fault once found in a real report, as the smallest file that showed it.

Each file in tests/data/regressions/ has a JSON of the same name beside it: `cause`, and
what reading it must give. A measure's fields that the JSON leaves out must be empty.
"""

import json
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError
from itasearch.ingest.worker.parse import parse_file
from tests.tools.expected import regression_faults

FOLDER = Path(__file__).parents[1] / "data" / "regressions"
CASES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_fault_stays_mended(path: Path) -> None:
    (file,) = (p for p in FOLDER.glob(f"{path.stem}.*") if p.suffix != ".json")

    if json.loads(path.read_text(encoding="utf-8")).get("refused"):
        with pytest.raises(NotAReportError):
            parse_file(file, limits=ReadLimits())
        return

    assert regression_faults(path, parse_file(file, limits=ReadLimits())) == []
