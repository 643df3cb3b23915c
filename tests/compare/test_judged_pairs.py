"""Alignment against judgements: reports of corpus/, and the real ones where they are."""

from functools import cache
from pathlib import Path

import pytest

from itasearch.compare.pairing.align import Alignment, align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.config import DEFAULT_ENCODER, ReadLimits
from itasearch.encoders import open_encoder
from itasearch.enrich.topics import Classifier
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import Report
from tests.compare.samples import measure, report
from tests.real_reports import needs_shared, real_report

ROOT = Path(__file__).parents[2]
JUDGED = ROOT / "tests" / "data" / "alignment"


@cache
def corpus() -> dict[str, Report]:
    """The project's own reports, and those that lie beside the judgements, by id."""
    beside = (JUDGED / "reports", JUDGED / "other_words" / "reports")
    files = [*(ROOT / "corpus").glob("*/*.*"), *(path for one in beside for path in one.iterdir())]
    reports = (report for path in files for report in parse_file(path, limits=ReadLimits()).reports)
    return {report.id: report for report in reports}


@cache
def meanings() -> Meanings:
    encoder = open_encoder(DEFAULT_ENCODER)
    return Meanings(encoder, classify=Classifier(encoder))


def of_seed(number: str) -> Report:
    (report,) = parse_file(real_report(number), limits=ReadLimits()).reports
    return report


def judged(path: Path, kind: str) -> set[tuple[str, str]]:
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return {
        (left, right)
        for ours, theirs, told in lines
        if told == kind
        for left in ours.split(",")
        for right in theirs.split(",")
    }


def found_pairs(left: Report, right: Report, alignment: Alignment) -> set[tuple[str, str]]:
    return {(left.measures[one.left].id, right.measures[one.right].id) for one in alignment.pairs}


def micro_f1(*sets: str) -> float:
    right = wrong = missed = 0
    for path in sorted(path for name in sets for path in (JUDGED / name).glob("*.tsv")):
        one, other = (corpus().get(name) for name in path.stem.split("--"))
        if one is None or other is None:
            continue  # a real report
        found = found_pairs(one, other, align(one, other, meanings=meanings()))
        sure = judged(path, "pair")
        right += len(found & sure)
        wrong += len(found - sure - judged(path, "maybe") - judged(path, "covers"))
        missed += len(sure - found)
    return 2 * right / (2 * right + wrong + missed)


@pytest.mark.slow
def test_judged_pairs_of_the_corpus_are_found() -> None:
    assert micro_f1("earlier", "tuning") >= 0.9


@pytest.mark.slow
def test_towns_that_share_no_wording_are_aligned_too() -> None:
    assert micro_f1("other_words") >= 0.7


def test_what_is_set_up_in_the_same_places_for_other_matters_is_no_doubt() -> None:
    cameras = measure("ติดตั้งกล้องวงจรปิดหน้าเคาน์เตอร์บริการ", steps="สำรวจจุดติดตั้ง\nติดตั้ง 3 จุด")
    boxes = measure("ตู้รับความคิดเห็นและสายตรงผู้บริหาร", steps="ติดตั้งตู้ 4 จุด\nเปิดตู้ทุกสัปดาห์")
    rest = ("อบรมจริยธรรม", "รายงานการเงิน", "ยืมพัสดุ", "รับเรื่องร้องเรียนทุจริต")
    left = report("left", cameras, *rest)
    right = report("right", boxes, "ซ่อมแซมถนนลูกรัง", "แจกเบี้ยยังชีพ")

    alignment = align(left, right, meanings=meanings())

    assert (alignment.pairs, alignment.maybe) == ((), ())


@needs_shared
def test_a_row_of_a_real_table_covers_the_guidelines_that_split_it() -> None:
    table, guidelines = of_seed("000"), of_seed("003")

    found = align(table, guidelines, meanings=meanings()).covers

    wanted = judged(JUDGED / "tuning" / f"{table.id}--{guidelines.id}.tsv", "covers")
    links = {
        (table.measures[i].id, guidelines.measures[j].id)
        for one in found
        for i in one.left
        for j in one.right
    }
    assert len(links & wanted) >= 15


@needs_shared
def test_real_reports_pair_manuals_procurement_services_and_no_gift() -> None:
    left, right = of_seed("000"), of_seed("001")

    alignment = align(left, right, meanings=meanings())

    found = {
        (left.measures[one.left].number, right.measures[one.right].number)
        for one in alignment.pairs
    }
    assert found >= {("3", "1"), ("4", "3"), ("5", "4")}
