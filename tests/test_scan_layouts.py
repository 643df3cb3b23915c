"""Reports printed, scanned and read back: F1, fields, meta and the fiscal year.

Two pages or so, so that the suite stays short; `bench/read_scans.py` does the whole table.
"""

from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import parse_file
from tests.readers.office import saved_as
from tests.readers.scans import needs_ocr
from tests.tools.make_scans import (
    FIGURE_FONTS,
    Damage,
    draw_setting,
    noisy,
    pictures,
    save_tiff,
    scan_layout,
    turned,
    write_docx,
)
from tests.tools.render_report import gold
from tests.tools.score_parse import ParseScore, score_parse

_GOLD = gold("ko-sai-sai-rung_2568")
_SEED = 13

pytestmark = [needs_ocr, pytest.mark.slow]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scans")
    layout = scan_layout(_GOLD, seed=_SEED)
    word = folder / "report.docx"
    write_docx(_GOLD, layout, draw_setting(layout, fonts=FIGURE_FONTS, seed=6), word)
    return saved_as(word, "pdf", folder)


def _scored(pdf: Path, damage: Damage, folder: Path) -> tuple[ParseScore, bool]:
    """The score, and whether the fiscal year is right or doubted."""
    path = folder / "scan.tif"
    save_tiff(pictures(pdf, damage, seed=1), path, dpi=damage.dpi)
    (report,) = parse_file(path, limits=ReadLimits()).reports
    honest = report.fiscal_year_be == _GOLD["fiscal_year_be"] or "fiscal_year_be" in report.missing
    return score_parse(_GOLD, report), honest


def test_turned_scan_at_200_dpi(pdf: Path, tmp_path: Path) -> None:
    score, honest = _scored(pdf, turned(3), tmp_path)

    assert score.f1 >= 0.95
    assert score.fields >= 0.93
    assert score.meta >= 0.9
    assert honest


def test_noisy_scan_at_150_dpi(pdf: Path, tmp_path: Path) -> None:
    score, honest = _scored(pdf, noisy(3), tmp_path)

    assert score.f1 >= 0.9
    assert score.fields >= 0.85
    assert honest
