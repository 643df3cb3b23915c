"""Reports in files of many programs (tests/data/producers) against their hand-made parses."""

import csv
import json
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import KNOWLEDGE, parse_file
from itasearch.readers.detect import read_document
from tests.tools.score_parse import score_parse

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "data" / "producers"
SLOW = ("scan-", "weasyprint-", "libreoffice-text")
"""Read by OCR, or converted by LibreOffice."""


def _cases() -> list[object]:
    lines = (FOLDER / "floors.tsv").read_text(encoding="utf-8").splitlines()
    return [
        pytest.param(
            row["report"],
            {name: float(row[name]) for name in ("f1", "fields", "meta")},
            id=row["report"],
            marks=[pytest.mark.slow] if row["report"].startswith(SLOW) else [],
        )
        for row in csv.DictReader(lines, delimiter="\t")
    ]


@pytest.mark.parametrize(("name", "floor"), _cases())
def test_a_report_is_read_as_well_as_it_was(name: str, floor: dict[str, float]) -> None:
    gold = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    (report,) = parse_file(ROOT / gold["file"], limits=ReadLimits()).reports

    score = score_parse(gold, report)
    assert score.f1 >= floor["f1"], score
    assert score.fields >= floor["fields"], score
    assert score.meta >= floor["meta"], score


def test_every_file_has_a_floor() -> None:
    cases = (FOLDER / "floors.tsv").read_text(encoding="utf-8").splitlines()[1:]

    assert len(cases) == len(list(FOLDER.glob("*.json"))) == 40


def test_a_vowel_drawn_in_two_breaks_no_word() -> None:
    document = read_document(
        FOLDER / "ghostscript-rewritten.pdf", limits=ReadLimits(), knowledge=KNOWLEDGE
    )

    texts = [getattr(block, "text", "") for block in document.blocks]
    assert "อำาเภอเมืองเชียงราย จังหวัดเชียงราย" in texts
