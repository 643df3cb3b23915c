"""Alignment against judgements: reports of corpus/, and the real ones where they are."""

import json
from functools import cache
from pathlib import Path

import pytest

from itasearch.compare.align import align
from itasearch.compare.meaning import Meanings, PassageMeanings
from itasearch.config import DEFAULT_ENCODER, ReadLimits
from itasearch.encoders import open_encoder
from itasearch.ingest.parse import parse_file
from itasearch.model.records import (
    Measure,
    Organisation,
    OrganisationType,
    Report,
    ReportKind,
)
from itasearch.model.source import SourceRef
from tests.compare.judged_pairs import JUDGED

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"


@cache
def of_corpus(stem: str) -> Report:
    """A report as its hand-made reading has it: judgements are about these measures."""
    gold = json.loads((ROOT / "tests" / "data" / "gold" / f"{stem}.json").read_text("utf-8"))
    town, source = gold["organisation"], SourceRef(path=gold["file"], sha256=stem)
    return Report(
        id=stem,
        source=source,
        media_type="text/plain",
        organisation=Organisation(
            name=town["name"],
            type=OrganisationType(town["type"]),
            district=town["district"],
            province=town["province"],
        ),
        fiscal_year_be=gold["fiscal_year_be"],
        kind=ReportKind(gold["kind"]),
        measures=tuple(
            Measure(id=f"{stem}-l{line}", report_id=stem, source=source, **measure)
            for line, measure in enumerate(gold["measures"], start=1)
        ),
    )


def of_seed(number: str) -> Report:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    (report,) = parse_file(path, limits=ReadLimits()).reports
    return report


def micro_f1(meanings: Meanings | None) -> float:
    right = wrong = missed = 0
    for (one, other), (sure, possible) in JUDGED.items():
        aligned = align(of_corpus(one), of_corpus(other), meanings=meanings)
        found = {(pair.left, pair.right) for pair in aligned}
        right += len(found & sure)
        wrong += len(found - sure - possible)
        missed += len(sure - found)
    return 2 * right / (2 * right + wrong + missed)


def test_judged_pairs_of_the_corpus_are_found_with_vectors() -> None:
    assert micro_f1(PassageMeanings(open_encoder(DEFAULT_ENCODER))) >= 0.87


def test_judged_pairs_of_the_corpus_are_found_without_vectors() -> None:
    assert micro_f1(None) >= 0.86


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not here")
@pytest.mark.parametrize("vectors", [True, False])
def test_real_reports_pair_manuals_procurement_services_and_no_gift(vectors: bool) -> None:
    left, right = of_seed("000"), of_seed("001")
    meanings = PassageMeanings(open_encoder(DEFAULT_ENCODER)) if vectors else None

    found = {
        (left.measures[one.left].number, right.measures[one.right].number)
        for one in align(left, right, meanings=meanings)
    }

    # Manuals, services, procurement; No Gift stands in the outcomes of 7 and 8 only.
    assert found >= {("3", "1"), ("4", "3"), ("5", "4")}
    assert found & {("7", "5"), ("8", "5")}
