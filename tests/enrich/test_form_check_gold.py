"""What the form check finds elsewhere and misses, against labels by hand."""

import pytest

from itasearch.config import ReadLimits
from itasearch.enrich.form_check import check_measure
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.form_check import Part, Standing
from itasearch.model.records import Measure, report_of
from tests.enrich.form_check_gold import LABELS, checked, lines, sentences

REAL = LABELS.parents[2] / "corpus" / "real"


def f1(pairs: list[tuple[bool, bool]]) -> float:
    """F1 of what was found, of (meant, found)."""
    right = sum(meant and found for meant, found in pairs)
    return 2 * right / (sum(meant for meant, _ in pairs) + sum(found for _, found in pairs))


@pytest.mark.parametrize("standing", [Standing.ELSEWHERE, Standing.MISSING])
def test_sentences_are_told_as_people_told_them(standing: Standing) -> None:
    told = [
        (one, checked(one.words, part=one.part, field=one.field).standing) for one in sentences()
    ]

    assert len(told) > 100
    assert f1([(one.standing is standing, found is standing) for one, found in told]) >= 0.95


def test_spans_meet_the_characteristic_words() -> None:
    telling = [one for one in sentences() if one.tells]

    met = 0
    for one in telling:
        found = checked(one.words, part=one.part, field=one.field)
        start = one.words.index(one.tells)
        met += found.start < start + len(one.tells) and start < found.end
    assert met == len(telling)


@pytest.fixture(scope="module")
def measures() -> dict[str, Measure]:
    """Measures of the project's reworded real reports."""
    reports = (parse_file(path, limits=ReadLimits()).reports for path in sorted(REAL.iterdir()))
    return {one.id: one for found in reports for report in found for one in report.measures}


def test_measures_of_whole_reports_are_told_as_people_told_them(
    measures: dict[str, Measure],
) -> None:
    labels = [line for line in lines("measures.tsv") if line["measure"] in measures]

    pairs = []
    for line in labels:
        row = check_measure(measures[line["measure"]], required=tuple(Part))
        (found,) = (one for one in row.parts if one.part is Part.FOLLOW_UP)
        pairs.append((line["standing"] == "ELSEWHERE", found.standing is Standing.ELSEWHERE))

    assert len({report_of(line["measure"]) for line in labels}) == len(list(REAL.iterdir()))
    assert f1(pairs) >= 0.9


def test_labels_are_well_formed() -> None:
    for line in [*lines("measures.tsv"), *lines("sentences.tsv")]:
        assert line["half"] in {"tuning", "figure", "later", "last"}
        assert Part(line["part"]) and Standing[line["standing"]]
    assert all(one.tells in one.words for one in sentences())
