"""The fiscal year of a scan: right and sure, or doubtful; never wrong and sure."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.extract.report import extract
from itasearch.model.records import Report
from itasearch.model.source import Block, Heading, PageReading, SourceDocument, Table
from tests.extract.documents import HEAD, TOWN, document, line, on_page, table
from tests.extract.paged import draw_paper, paged_document

FOLDER = Path(__file__).parents[1] / "data" / "gold"
GOLD = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))[::4]]
THAI, ARABIC = "๐๑๒๓๔๕๖๗๘๙", "0123456789"
LIKE = ("๑๘", "๐๗", "๖๓๕", "๗๒", "๕๖", "๔๒", "๒๔", "๓๙", "๔๖", "๗๖")
TAKEN_FOR = dict(zip(THAI, LIKE, strict=True))
TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. ๒๕๖๗"
TIMES = ("ต.ค. ๒๕๖๖ - ก.ย. ๒๕๖๗", "ตลอดปีงบประมาณ ๒๕๖๗", "มกราคม ๒๕๖๗")


def scan(*times: str, title: str = TITLE, doubtful: tuple[str, ...] = (), path: str) -> Report:
    """The report of a scanned page with these timeframes."""
    rows = [(f"{n}. ทำเรื่องที่ {n}", "ทำ", "กองคลัง", time) for n, time in enumerate(times, 1)]
    blocks = [on_page(block, 1) for block in (line(title), line(TOWN), table([HEAD, *rows]))]
    reading = PageReading(number=1, ocr_confidence=0.93, doubtful_numbers=doubtful)
    read = replace(document(*blocks, path=path), pages=(reading,), ocr_confidence=0.93)
    (report,) = extract(read).reports
    return report


def is_sure(report: Report) -> bool:
    return "fiscal_year_be" not in report.missing


def test_places_that_agree_on_two_years_make_it_sure() -> None:
    report = scan(*TIMES, path="scan.pdf")

    assert (report.fiscal_year_be, is_sure(report)) == (2567, True)


def test_one_lonely_year_is_the_best_guess_and_doubtful() -> None:
    report = scan("ตลอดปี", "รายเดือน", path="scan.pdf")

    assert (report.fiscal_year_be, is_sure(report)) == (2567, False)
    assert any("2567" in warning and "ภาพสแกน" in warning for warning in report.warnings)


def test_the_same_digit_in_every_place_may_be_the_same_mistake() -> None:
    report = scan(*["ปีงบประมาณ ๒๕๖๗"] * 5, path="scan.pdf")

    assert (report.fiscal_year_be, is_sure(report)) == (2567, False)


def test_the_files_name_bears_a_year_out() -> None:
    report = scan("ตลอดปี", path="มาตรการ-2567.pdf")

    assert (report.fiscal_year_be, is_sure(report)) == (2567, True)


def test_a_files_name_with_another_year_makes_it_doubtful() -> None:
    assert not is_sure(scan(*TIMES, path="upload-2566.pdf"))


def test_numbers_the_ocr_doubts_do_not_count() -> None:
    assert not is_sure(scan(*TIMES, doubtful=("๒๕๖๗",), path="scan.pdf"))


def test_measures_counted_through_bear_the_digits_out() -> None:
    times = ["ปีงบประมาณ ๒๕๖๗"] * 7
    thai = [(f"{THAI[n]}. ทำเรื่องนั้น", "ทำ", "กองคลัง", t) for n, t in enumerate(times, 1)]
    blocks = [on_page(b, 1) for b in (line(TITLE), line(TOWN), table([HEAD, *thai]))]
    read = replace(document(*blocks, path="scan.pdf"), ocr_confidence=0.93)

    (report,) = extract(read).reports

    assert (report.fiscal_year_be, is_sure(report)) == (2567, True)


def test_a_heading_far_down_is_of_this_year() -> None:
    heading = Heading(text="แผนปฏิบัติการ ปีงบประมาณ พ.ศ. ๒๕๖๗", level=1, source=line("").source)
    between: list[Block] = [line(f"ข้อความบรรทัดที่ {'ก' * n} ของบทนำ") for n in range(1, 15)]
    rows = table([HEAD, ("ทำเรื่องแรก", "ทำ", "กองคลัง", TIMES[0]), ("ทำอีก", "ทำ", "กองช่าง", "ตลอดปี")])
    blocks = [on_page(b, 1) for b in (line(TITLE), line(TOWN), *between, heading, rows)]
    read = replace(document(*blocks, path="scan.pdf"), ocr_confidence=0.93)

    (report,) = extract(read).reports

    assert (report.fiscal_year_be, is_sure(report)) == (2567, True)


@pytest.mark.parametrize("rate", [0.05, 0.15, 0.35])
@pytest.mark.parametrize("alike", [False, True], ids=["each", "all"])
def test_digits_taken_for_others_never_make_a_wrong_year_sure(rate: float, alike: bool) -> None:
    for number, gold in enumerate(GOLD):
        rng = random.Random(f"{number}{rate}{alike}")
        read = paged_document(gold, draw_paper(gold["measures"], seed=number))

        reports = extract(misread(read, rng, rate, alike=alike)).reports

        for report in reports:
            assert report.fiscal_year_be == gold["fiscal_year_be"] or not is_sure(report)


def misread(
    read: SourceDocument, rng: random.Random, rate: float, *, alike: bool
) -> SourceDocument:
    """The document with digits taken for others: here and there, or one of them everywhere."""
    victim = rng.choice(THAI)
    other = rng.choice(TAKEN_FOR[victim])

    def digit(char: str) -> str:
        script = ARABIC if char in ARABIC else THAI
        if char not in script:
            return char
        thai = THAI[script.index(char)]
        if alike and thai == victim:
            thai = other
        elif rng.random() < rate:
            thai = rng.choice(TAKEN_FOR[thai])
        return script[THAI.index(thai)]

    def text(whole: str) -> str:
        return "".join(map(digit, whole))

    def block(whole: Block) -> Block:
        if isinstance(whole, Table):
            return replace(whole, rows=tuple(tuple(map(text, row)) for row in whole.rows))
        return replace(whole, text=text(whole.text))

    pages = tuple(PageReading(number=page.number, ocr_confidence=0.9) for page in read.pages)
    return replace(read, blocks=tuple(map(block, read.blocks)), pages=pages, ocr_confidence=0.9)
