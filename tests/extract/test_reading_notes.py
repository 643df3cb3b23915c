"""What a report says of its reading: pages read by OCR, scans that are too poor."""

from dataclasses import replace

import pytest

from itasearch.extract.report import extract
from itasearch.model.records import Report
from itasearch.model.source import PageReading
from tests.extract.documents import HEAD, TITLE, TOWN, document, line, table

ROWS = [("๑. จัดคิว", "ตั้งโต๊ะ", "กองคลัง", "ตลอดปี"), ("๒. เปิดแผน", "ลงเว็บ", "กองคลัง", "รายเดือน")]


def read(*, confidence: float | None = None, pages: int = 0, rough: bool = False) -> Report:
    """A small report read in this way."""
    readings = [PageReading(number=n, ocr_confidence=confidence) for n in range(1, pages + 1)]
    whole = document(line(TITLE), line(TOWN), table([HEAD, *ROWS]))
    whole = replace(whole, ocr_confidence=confidence, pages=tuple(readings), rough=rough)
    (report,) = extract(whole).reports
    return report


def test_a_good_scan_is_told_of_and_not_doubtful() -> None:
    report = read(confidence=0.95, pages=4)

    assert any("หน้า 1–4 ด้วย OCR" in warning for warning in report.warnings)
    assert "reading" not in report.missing


def test_a_poor_scan_must_be_looked_at() -> None:
    good, poor = read(confidence=0.95, pages=4), read(confidence=0.5, pages=4)

    assert "reading" in poor.missing
    assert poor.confidence < good.confidence - 0.2


def test_a_rough_conversion_must_be_looked_at() -> None:
    report = read(rough=True)

    assert "reading" in report.missing
    assert not any("OCR" in warning for warning in report.warnings)


@pytest.mark.parametrize("pages", [0, 3])
def test_a_text_of_its_own_needs_no_note(pages: int) -> None:
    report = read(pages=pages)

    assert report.warnings == ()
    assert report.missing == ()
