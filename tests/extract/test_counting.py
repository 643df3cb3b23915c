"""Numbers of measures misread by OCR."""

from dataclasses import replace

import pytest

from itasearch.extract.report import extract
from itasearch.model.records import Report
from tests.extract.documents import HEAD, TITLE, TOWN, document, line, table


def numbered(*titles: str, confidence: float | None = 0.9) -> Report:
    """A report with these titles in its table."""
    rows = [(title, "ทำ", "กองคลัง", "ตลอดปี") for title in titles]
    read = document(line(TITLE), line(TOWN), table([HEAD, *rows]))
    (report,) = extract(replace(read, ocr_confidence=confidence)).reports
    return report


def numbers(report: Report) -> list[str | None]:
    return [measure.number for measure in report.measures]


def test_a_number_that_both_neighbours_contradict_is_put_right() -> None:
    report = numbered("๑. จัดคิว", "๒. เปิดแผน", "๕. อบรมทีม", "๔. สรุปผล", "๕. รายงาน")

    assert numbers(report) == ["1", "2", "3", "4", "5"]
    assert any("ลำดับที่ของมาตรการ" in warning and "1 แห่ง" in warning for warning in report.warnings)


def test_a_number_read_as_a_letter_is_put_right_and_leaves_the_title() -> None:
    report = numbered("๑. จัดคิว", "๒. เปิดแผน", "g. อบรมทีม", "๔. สรุปผล", "๕. รายงาน")

    assert numbers(report) == ["1", "2", "3", "4", "5"]
    assert report.measures[2].title == "อบรมทีม"


@pytest.mark.parametrize(
    "titles",
    [
        ("๑. จัดคิว", "๒. เปิดแผน", "๕. อบรมทีม", "๗. สรุปผล"),
        ("๑. จัดคิว", "๑. เปิดแผน", "๓. อบรมทีม", "๑. สรุปผล"),
    ],
)
def test_numbers_that_skip_or_begin_anew_stay(titles: tuple[str, ...]) -> None:
    printed = [str("๐๑๒๓๔๕๖๗๘๙".index(title[0])) for title in titles]

    assert numbers(numbered(*titles)) == printed


def test_numbers_of_a_text_of_its_own_stay() -> None:
    report = numbered("๑. จัดคิว", "๒. เปิดแผน", "๕. อบรมทีม", "๔. สรุปผล", confidence=None)

    assert numbers(report) == ["1", "2", "5", "4"]
