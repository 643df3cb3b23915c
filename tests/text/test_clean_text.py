"""A megabyte of clean Thai that mending must leave alone: sample reports, word lists, names."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pythainlp.corpus import (
    provinces,
    thai_family_names,
    thai_female_names,
    thai_male_names,
    thai_orst_words,
    thai_words,
)

from itasearch.config import ReadLimits
from itasearch.domain.words import segmenter
from itasearch.extract.mending import texts_of
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.readers.detect import read_document
from itasearch.text.repair.damage import NO_HABITS, mend, survey
from itasearch.text.repair.spaces import close_line_wraps, line_wraps
from itasearch.text.thai.characters import canonical

CORPUS = Path(__file__).parents[2] / "corpus"
DAMAGED = ("don-saba-wan_2566", "tha-kwian-ngoen_2564", "than-chan-hom_2564", "mae-ka_2566")
"""Sample reports that show damage on purpose."""

REPORTS = sorted(
    path
    for folder in ("examples", "real")
    for path in (CORPUS / folder).iterdir()
    if not path.name.startswith(DAMAGED)
)
SPACE = re.compile(r"(?<=[ก-๎]) (?=[ก-๎])")


def lines_of(path: Path) -> Iterator[str]:
    for text in texts_of(read_document(path, limits=ReadLimits(), knowledge=KNOWLEDGE).blocks):
        for line in re.sub("<[^<>]*>", "\n", text).split("\n"):
            if line.strip():
                yield canonical(" ".join(line.split()))


@pytest.fixture(scope="module")
def reports() -> dict[str, list[str]]:
    return {path.name: list(dict.fromkeys(lines_of(path))) for path in REPORTS}


@pytest.mark.slow
def test_a_megabyte_of_clean_thai_comes_back_unchanged(reports: dict[str, list[str]]) -> None:
    names = {*thai_male_names(), *thai_female_names(), *thai_family_names(), *provinces()}
    texts = [
        *(line for lines in reports.values() for line in lines),
        *sorted({*thai_words(), *thai_orst_words(), *names}),
    ]

    assert sum(len(text.encode()) for text in texts) > 1_000_000
    assert [text for text in texts if mend(text).repairs] == []


def test_clean_reports_show_no_habits_and_no_wraps(reports: dict[str, list[str]]) -> None:
    for lines in reports.values():
        assert survey(lines) == NO_HABITS
        assert line_wraps(lines) is None


def test_hardly_a_true_space_of_the_sample_reports_is_closed(reports: dict[str, list[str]]) -> None:
    lines = [line for lines in reports.values() for line in lines]
    closed = sum(close_line_wraps(line, is_word=segmenter().is_word)[1] for line in lines)

    assert closed <= 0.005 * sum(len(SPACE.findall(line)) for line in lines)
